//! The calls that a buyer makes to the Registry Service (docs/protocol.md 3).

use super::{DiffRequest, Entry, ListRequest, Mark, Page, PaymentInformation, RegistryHealth, StatusFilter};
use crate::{
    lenient::{moment, text},
    net::{CallError, CallErrorKind, NodeHttp},
    node::KeyStatus,
    text::plain,
};
use serde_json::{Value, json};
use std::time::Duration;

/// Every query makes the registry look at the chain first.
const READ: Duration = Duration::from_secs(60);
const QUERY_AT_MOST: usize = 120;
/// The row of the cursor comes again, so with fewer there is no way on.
const FEWEST: u32 = 2;

/// The buyer's calls to the Registry Service.
#[derive(Clone, Debug)]
pub struct RegistryClient {
    http: NodeHttp,
}

impl RegistryClient {
    /// Over this HTTP.
    pub fn new(http: NodeHttp) -> RegistryClient {
        RegistryClient { http }
    }

    /// `GET /health`, without the key: which registry is there.
    pub async fn health(&self) -> Result<RegistryHealth, CallError> {
        let data = self.http.get_without_key("/health", READ).await?;
        // The node's health has no type.
        let kind = text(&data, "type").ok_or_else(|| self.http.shape("a Registry Service: type"))?;
        let version = text(&data, "version").unwrap_or_default();
        Ok(RegistryHealth { service: plain(&kind, 100), version: plain(&version, 100) })
    }

    /// `GET /api-key-status`: what the key may do.
    pub async fn key_status(&self) -> Result<KeyStatus, CallError> {
        let data = self.http.get("/api-key-status", &[], READ).await?;
        KeyStatus::from_json(&data).ok_or_else(|| self.http.shape("id"))
    }

    /// `POST /registry-entry`, or `/registry-entry-search` with a query (`Status` 404 on registries before 2026-04). One page;
    /// the row of the cursor comes again.
    pub async fn list(&self, request: &ListRequest) -> Result<Vec<Entry>, CallError> {
        Ok(self.page(request).await?.entries)
    }

    /// The same, with the row from which the list goes on.
    pub async fn page(&self, request: &ListRequest) -> Result<Page, CallError> {
        let mut body = json!({ "network": request.network, "limit": request.limit });
        if request.status == StatusFilter::Any {
            body["filter"] = json!({ "status": ["Online", "Offline", "Invalid"] });
        }
        if let Some(cursor) = &request.cursor {
            body["cursorId"] = json!(cursor);
        }
        let query = request.query.as_deref().map(str::trim).filter(|query| !query.is_empty());
        let path = if let Some(query) = query {
            body["query"] = json!(query.chars().take(QUERY_AT_MOST).collect::<String>());
            "/registry-entry-search"
        } else {
            "/registry-entry"
        };
        self.entries(path, body, request.limit).await
    }

    /// `POST /registry-diff`: entries whose status changed since, oldest change first, burned ones too. Go on with the last row;
    /// it comes again.
    pub async fn diff(&self, request: &DiffRequest) -> Result<Page, CallError> {
        let DiffRequest { network, since, cursor, limit } = request;
        let mut body = json!({ "network": network, "statusUpdatedAfter": since, "limit": limit });
        if let Some(cursor) = cursor {
            body["cursorId"] = json!(cursor);
        }
        self.entries("/registry-diff", body, *limit).await
    }

    /// `GET /payment-information`. `None`: the registry says that nobody holds this agent's token (burned, or unknown).
    pub async fn payment_information(&self, agent_identifier: &str) -> Result<Option<PaymentInformation>, CallError> {
        let query = [("agentIdentifier", agent_identifier)];
        match self.http.get("/payment-information", &query, READ).await {
            Ok(data) => PaymentInformation::from_json(&data).map(Some).ok_or_else(|| self.http.shape("sellerWallet")),
            Err(error) if says_no_information(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// One page. Where it is larger than is taken in, fewer rows are asked for: what one seller wrote costs no other its place.
    async fn entries(&self, path: &str, mut body: Value, limit: u32) -> Result<Page, CallError> {
        let mut limit = limit;
        let data = loop {
            body["limit"] = json!(limit);
            match self.http.post(path, body.to_string(), READ).await {
                Err(error) if error.kind == CallErrorKind::TooLarge && limit > FEWEST => {
                    limit = (limit / 4).max(FEWEST);
                }
                other => break other?,
            }
        };
        let rows = data.get("entries").and_then(Value::as_array).ok_or_else(|| self.http.shape("entries"))?;
        let mark = |row: &Value| Mark { id: text(row, "id").unwrap_or_default(), at: moment(row, "statusUpdatedAt") };
        Ok(Page { entries: rows.iter().filter_map(Entry::from_json).collect(), last: rows.last().map(mark) })
    }
}

fn says_no_information(error: &CallError) -> bool {
    matches!(&error.kind, CallErrorKind::Status { status: 404, message, .. }
        if message.eq_ignore_ascii_case("Payment information not found")
            || message.eq_ignore_ascii_case("Registry entry not found"))
}
