//! The calls that a buyer makes to the Registry Service (docs/protocol.md 3).

use super::{DiffRequest, Entry, ListRequest, PaymentInformation, RawEntry, RegistryHealth, StatusFilter};
use crate::{
    lenient::text,
    net::{CallError, CallErrorKind, NodeHttp, Operation, Service},
    node::{KeyStatus, is_key_of_old},
    pages::{self, FEWEST, Fetched, Page, Place},
    text::plain,
};
use futures_util::{Stream, TryStreamExt};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};
use std::time::Duration;

/// Every query makes the registry look at the chain first.
const READ: Duration = Duration::from_secs(60);
const QUERY_AT_MOST: usize = 120;
/// What is taken in of the smallest page that helps, where it is larger than any page may be.
const LARGEST: usize = 32 * 1024 * 1024;
/// Of such a page, a row that is longer is not read.
const LONGEST_ROW: usize = 1024 * 1024;

/// What is read of a page; its rows later, one by one.
#[derive(Deserialize)]
struct Rows {
    entries: Vec<Box<RawValue>>,
}

/// The buyer's calls to the Registry Service.
#[derive(Clone, Debug)]
pub struct RegistryClient {
    http: NodeHttp,
}

impl RegistryClient {
    /// To the Registry Service at this address, by the usual way: https anywhere, plain http on this machine only. `/api/v1` is
    /// added where it is missing. Nothing is sent yet.
    pub fn connect(base_url: &str, key: impl Into<String>) -> Result<RegistryClient, CallError> {
        NodeHttp::connect(Service::Registry, base_url, key).map(RegistryClient::new)
    }

    /// Over this HTTP.
    pub fn new(http: NodeHttp) -> RegistryClient {
        RegistryClient { http }
    }

    /// `GET /health`, without the key: which registry is there.
    pub async fn health(&self) -> Result<RegistryHealth, CallError> {
        let data = self.http.get_without_key(Operation::Health, "/health", READ).await?;
        // The node's health has no type.
        let kind = text(&data, "type").ok_or_else(|| self.http.shape("a Registry Service: type"))?;
        let version = text(&data, "version").unwrap_or_default();
        Ok(RegistryHealth { service: plain(&kind, 100), version: plain(&version, 100) })
    }

    /// `GET /api-key-status`: what the key may do. `TooOld` before 0.24.
    pub async fn key_status(&self) -> Result<KeyStatus, CallError> {
        let data = self.http.get(Operation::KeyStatus, "/api-key-status", &[], READ).await?;
        if is_key_of_old(&data) {
            return Err(self.http.too_old());
        }
        KeyStatus::from_json(&data).ok_or_else(|| self.http.shape("id"))
    }

    /// `POST /registry-entry`, or `/registry-entry-search` with a query (`Status` 404 on registries before 2026-04). One page;
    /// the row of the cursor comes again. Rows that cannot be read are left out.
    pub async fn list(&self, request: &ListRequest) -> Result<Vec<Entry>, CallError> {
        let (path, body) = list(request);
        Ok(self.rows(path, body, request.limit).await?.iter().filter_map(RawEntry::read).collect())
    }

    /// Every entry of a list or a search from here on, each once, in the service's order; rows that cannot be read are left out.
    /// Pages are asked for as they are needed. An error is the last item.
    ///
    /// ```no_run
    /// use futures_util::TryStreamExt;
    /// use masumi::{node::Network, registry::{ListRequest, RegistryClient}};
    ///
    /// # async fn all() -> Result<(), masumi::net::CallError> {
    /// let registry = RegistryClient::connect("https://registry.masumi.network", "a key")?;
    /// let mut entries = registry.entries(ListRequest::new(Network::Preprod));
    /// while let Some(entry) = entries.try_next().await? {
    ///     println!("{} {}", entry.agent_identifier, entry.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn entries(&self, request: ListRequest) -> impl Stream<Item = Result<Entry, CallError>> + Send + Unpin {
        Box::pin(pages::rows(self.pages(request)))
    }

    /// The same, page by page: such a reading can be put down and taken up again, also after an error.
    pub fn pages(
        &self,
        request: ListRequest,
    ) -> impl Stream<Item = Result<Page<Entry, ListRequest>, CallError>> + Send + Unpin {
        self.raw_pages(request).map_ok(read)
    }

    /// The same, with rows that were not read yet.
    pub fn raw_pages(
        &self,
        request: ListRequest,
    ) -> impl Stream<Item = Result<Page<RawEntry, ListRequest>, CallError>> + Send + Unpin {
        let request = ListRequest { limit: request.limit.max(FEWEST), ..request };
        Box::pin(pages::pages(request, move |request| async move {
            let (path, body) = list(&request);
            let rows = self.rows(path, body, request.limit).await?;
            let next = rows.last().and_then(RawEntry::id).map(|cursor| request.from_row(cursor));
            Ok(Fetched { rows: rows.into_iter().map(|row| (row.key(), entry(row))).collect(), next })
        }))
    }

    /// Every entry whose status changed since, oldest change first, burned ones too. One that changes again while this is read
    /// comes again. Otherwise as [`RegistryClient::entries`]; go on another time from the last entry's
    /// [`Entry::status_updated_at`].
    pub fn changes(&self, request: DiffRequest) -> impl Stream<Item = Result<Entry, CallError>> + Send + Unpin {
        Box::pin(pages::rows(self.change_pages(request)))
    }

    /// The same, page by page, as [`RegistryClient::pages`].
    pub fn change_pages(
        &self,
        request: DiffRequest,
    ) -> impl Stream<Item = Result<Page<Entry, DiffRequest>, CallError>> + Send + Unpin {
        self.raw_change_pages(request).map_ok(read)
    }

    /// The same, with rows that were not read yet.
    pub fn raw_change_pages(
        &self,
        request: DiffRequest,
    ) -> impl Stream<Item = Result<Page<RawEntry, DiffRequest>, CallError>> + Send + Unpin {
        let request = DiffRequest { limit: request.limit.max(FEWEST), ..request };
        Box::pin(pages::pages(request, move |request| async move {
            let rows = self.rows("/registry-diff", diff(&request), request.limit).await?;
            let place = pages::place(&rows, |row| owned(row.updated()), |row| owned(row.id()));
            let next =
                place.map(|Place { at, cursor }| DiffRequest { since: at.unwrap_or(request.since), cursor, ..request });
            Ok(Fetched { rows: rows.into_iter().map(|row| (row.change_key(), entry(row))).collect(), next })
        }))
    }

    /// `POST /registry-diff`: one page of the entries whose status changed since, oldest change first, burned ones too. Rows that
    /// cannot be read are left out.
    pub async fn diff(&self, request: &DiffRequest) -> Result<Vec<Entry>, CallError> {
        let rows = self.rows("/registry-diff", diff(request), request.limit).await?;
        Ok(rows.iter().filter_map(RawEntry::read).collect())
    }

    /// `GET /payment-information`. `None`: the registry says that nobody holds this agent's token (burned, or unknown).
    pub async fn payment_information(&self, agent_identifier: &str) -> Result<Option<PaymentInformation>, CallError> {
        let query = [("agentIdentifier", agent_identifier)];
        match self.http.get(Operation::PaymentInformation, "/payment-information", &query, READ).await {
            Ok(data) => PaymentInformation::from_json(&data).map(Some).ok_or_else(|| self.http.shape("sellerWallet")),
            Err(error) if says_no_information(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// One page's rows. Where it is larger than is taken in, fewer are asked for: what one seller wrote costs no other its place.
    /// Of a row that is too large by itself its place is all that is left.
    async fn rows(&self, path: &str, mut body: Value, limit: u32) -> Result<Vec<RawEntry>, CallError> {
        let mut limit = limit;
        let mut alone = false;
        let data = loop {
            body["limit"] = json!(limit);
            let http = if alone { &self.http.clone().taking(LARGEST) } else { &self.http };
            match http.post_unread(Operation::Registry, path, body.to_string(), READ).await {
                Err(error) if error.kind == CallErrorKind::TooLarge && !alone => {
                    alone = limit <= FEWEST;
                    limit = (limit / 2).max(FEWEST);
                }
                other => break other?,
            }
        };
        let Rows { entries } = serde_json::from_str(data.get()).map_err(|_| self.http.shape("entries"))?;
        let row = |json: Box<RawValue>| {
            let too_large = alone && json.get().len() > LONGEST_ROW;
            let row = RawEntry::new(json, self.http.key());
            if too_large { row.place_alone() } else { row }
        };
        Ok(entries.into_iter().map(row).collect())
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// A row that is an entry.
fn entry(row: RawEntry) -> Option<RawEntry> {
    row.agent_identifier().is_some().then_some(row)
}

/// A page with its rows read.
fn read<P>(page: Page<RawEntry, P>) -> Page<Entry, P> {
    let Page { rows, unread, is_empty, next } = page;
    let read: Vec<Entry> = rows.iter().filter_map(RawEntry::read).collect();
    let broken = u32::try_from(rows.len() - read.len()).unwrap_or(u32::MAX);
    Page { rows: read, unread: unread.saturating_add(broken), is_empty, next }
}

/// Where a list or a search is asked for, and how.
fn list(request: &ListRequest) -> (&'static str, Value) {
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
    (path, body)
}

/// How what changed is asked for.
fn diff(request: &DiffRequest) -> Value {
    let DiffRequest { network, since, cursor, limit } = request;
    let mut body = json!({ "network": network, "statusUpdatedAfter": since, "limit": limit });
    if let Some(cursor) = cursor {
        body["cursorId"] = json!(cursor);
    }
    body
}

fn says_no_information(error: &CallError) -> bool {
    matches!(&error.kind, CallErrorKind::Status { status: 404, message, .. }
        if message.eq_ignore_ascii_case("Payment information not found")
            || message.eq_ignore_ascii_case("Registry entry not found"))
}
