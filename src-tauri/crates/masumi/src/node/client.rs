//! The calls that a buyer makes to the Payment Service (docs/protocol.md 4).

use super::{
    Generation, HotWallet, KeyStatus, Network, OnChainState, PaymentSource, Purchase, PurchaseWithHistory,
    PurchasesDiffRequest, PurchasesRequest, Recovery, Transaction,
};
use super::{purchase_error::PurchaseError, release::is_key_of_old};
use crate::{
    lenient::{funds, list, text},
    money::Money,
    net::{CallError, CallErrorKind, DateObserver, NodeHttp, Operation, Service},
    pages::{self, FEWEST, Fetched, Page, Place, key},
    proof::PayingBody,
    registry::Entry,
};
use futures_util::{Stream, StreamExt, TryStreamExt};
use serde_json::{Value, json};
use std::time::Duration;

pub(super) const READ: Duration = Duration::from_secs(30);
/// The node asks its chain provider several times before it answers.
const PURCHASE: Duration = Duration::from_secs(120);
const PAGE: usize = 100;
const CHANGED_AT: &str = "nextActionOrOnChainStateOrResultLastChangedAt";
/// No wallet and no node has more; a service that repeats itself for ever is left.
const PAGES: usize = 50;

/// The buyer's calls to the Payment Service.
#[derive(Clone, Debug)]
pub struct NodeClient {
    pub(super) http: NodeHttp,
}

impl NodeClient {
    /// To the Payment Service at this address, by the usual way: https anywhere, plain http on this machine only. `/api/v1` is
    /// added where it is missing. Nothing is sent yet.
    pub fn connect(base_url: &str, key: impl Into<String>) -> Result<NodeClient, CallError> {
        NodeHttp::connect(Service::Node, base_url, key).map(NodeClient::new)
    }

    /// Over this HTTP.
    pub fn new(http: NodeHttp) -> NodeClient {
        NodeClient { http }
    }

    /// Tells the node's clock (`Date`) with every answer.
    #[must_use]
    pub fn observe_dates(self, observer: DateObserver) -> NodeClient {
        NodeClient { http: self.http.observe_dates(observer) }
    }

    /// `GET /health`, without the key: whether a Payment Service is there.
    pub async fn health(&self) -> Result<(), CallError> {
        let data = self.http.get_without_key(Operation::Health, "/health", READ).await?;
        // The registry's health has a type; the node's has not.
        match (text(&data, "type"), text(&data, "status")) {
            (None, Some(_)) => Ok(()),
            (Some(other), _) => Err(self.http.shape(&format!("a Payment Service; this is {other}"))),
            (None, None) => Err(self.http.shape("status")),
        }
    }

    /// `GET /api-key-status`: what the key may do.
    pub async fn key_status(&self) -> Result<KeyStatus, CallError> {
        let data = self.http.get(Operation::KeyStatus, "/api-key-status", &[], READ).await?;
        if is_key_of_old(&data) {
            return Err(self.http.too_old());
        }
        KeyStatus::from_json(&data).ok_or_else(|| self.http.shape("id"))
    }

    /// `GET /payment-source`, all pages: the contracts on this network that the node can pay into.
    pub async fn payment_sources(&self, network: Network) -> Result<Vec<PaymentSource>, CallError> {
        let rows = self.all_pages(Operation::PaymentSources, "/payment-source", "PaymentSources", &[]).await?;
        Ok(rows.iter().filter_map(PaymentSource::from_json).filter(|source| source.network == network).collect())
    }

    /// `GET /registry/agent-identifier`: what is written in an agent's token, as the node reads it from the chain. `None`: there is
    /// no such token, or the node has no payment source of its policy. It tells of burned tokens too, and never who holds one: an
    /// agent can be looked at by this, and nothing can be proven of its seller.
    pub async fn agent(&self, network: Network, agent_identifier: &str) -> Result<Option<Entry>, CallError> {
        let query = [("network", network.word()), ("agentIdentifier", agent_identifier)];
        match self.http.get(Operation::Registry, "/registry/agent-identifier", &query, READ).await {
            Ok(data) => Entry::from_token(&data).map(Some).ok_or_else(|| self.http.shape("Metadata")),
            Err(error) if says_no_agent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// `POST /purchase`, the body's text unchanged. The error says whether something may have been paid all the same, as after a
    /// time-out, a lost connection or a 5xx.
    ///
    /// ```
    /// use masumi::{node::{NodeClient, Purchase, PurchaseError}, proof::PayingBody};
    /// use std::error::Error;
    ///
    /// async fn pay(node: &NodeClient, body: &PayingBody) -> Result<Purchase, Box<dyn Error>> {
    ///     match node.purchase(body).await {
    ///         Ok(purchase) => Ok(purchase),
    ///         // There is one, or may be one: the node is asked which, and nothing else is paid for this job before it told.
    ///         Err(PurchaseError::Exists(_) | PurchaseError::Unknown(_)) => {
    ///             let told = node.resolve(body.network(), body.blockchain_identifier()).await?;
    ///             told.ok_or_else(|| "not there yet: these same bytes, and nothing else, may be sent again".into())
    ///         }
    ///         Err(error) => Err(error.into()),
    ///     }
    /// }
    /// ```
    pub async fn purchase(&self, body: &PayingBody) -> Result<Purchase, PurchaseError> {
        self.act_for(Operation::Purchase, "/purchase", body.json().to_owned(), PURCHASE)
            .await
            .map_err(PurchaseError::of)
    }

    /// `POST /purchase/resolve-blockchain-identifier`. `None` only where the node itself says that it knows no such purchase, which
    /// right after a request that was cut off means: not yet. Until the time to pay is over, only the same bytes may be sent again;
    /// another 404 (a wrong address, an old version, another network) proves nothing and is an error.
    pub async fn resolve(&self, network: Network, blockchain_identifier: &str) -> Result<Option<Purchase>, CallError> {
        let body = json!({ "blockchainIdentifier": blockchain_identifier, "network": network });
        match self
            .http
            .post(Operation::Purchases, "/purchase/resolve-blockchain-identifier", body.to_string(), READ)
            .await
        {
            Ok(data) => self.row(&data).map(Some),
            Err(error) if says_no_purchase(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// As [`NodeClient::resolve`], with every transaction that the node remembers for it.
    pub async fn resolve_with_history(
        &self,
        network: Network,
        blockchain_identifier: &str,
    ) -> Result<Option<PurchaseWithHistory>, CallError> {
        // The text "true": a truth value is refused (docs/observed.md 1).
        let body =
            json!({ "blockchainIdentifier": blockchain_identifier, "network": network, "includeHistory": "true" });
        let data = match self
            .http
            .post(Operation::Purchases, "/purchase/resolve-blockchain-identifier", body.to_string(), READ)
            .await
        {
            Ok(data) => data,
            Err(error) if says_no_purchase(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let purchase = self.row(&data)?;
        let past = data.get("TransactionHistory").and_then(Value::as_array);
        let transactions = past.map(|past| {
            past.iter().filter_map(Transaction::from_json).chain(purchase.current_transaction.clone()).collect()
        });
        Ok(Some(PurchaseWithHistory { purchase, transactions }))
    }

    /// `GET /purchase/diff`: a page of the purchases that changed, oldest change first. Rows that cannot be read are left out.
    pub async fn diff(&self, request: &PurchasesDiffRequest) -> Result<Vec<Purchase>, CallError> {
        Ok(self.changed(request).await?.iter().filter_map(Purchase::from_json).collect())
    }

    /// `GET /purchase`: a page of the purchases, newest first. Rows that cannot be read are left out.
    pub async fn list(&self, request: &PurchasesRequest) -> Result<Vec<Purchase>, CallError> {
        Ok(self.listed(request).await?.iter().filter_map(Purchase::from_json).collect())
    }

    /// Every purchase of one generation (V1, where the request names none) from here on, each once, newest first; rows that cannot be read are left out. Pages are asked for as they
    /// are needed. An error is the last item.
    pub fn purchases(
        &self,
        request: PurchasesRequest,
    ) -> impl Stream<Item = Result<Purchase, CallError>> + Send + Unpin {
        let request = PurchasesRequest { limit: request.limit.max(FEWEST), ..request };
        let all = pages::pages(request, move |request: PurchasesRequest| async move {
            let rows = self.listed(&request).await?;
            let cursor = rows.last().filter(|_| is_full(&rows, request.limit)).and_then(|row| text(row, "id"));
            let next = cursor.map(|cursor| request.from_row(cursor));
            Ok(Fetched { rows: rows.iter().map(|row| (key(row), Purchase::from_json(row))).collect(), next })
        });
        Box::pin(pages::rows(all))
    }

    /// Every purchase of one generation (V1, where the request names none) that changed, oldest change first. One that changes again while this is read comes again. Otherwise as
    /// [`NodeClient::purchases`].
    ///
    /// A row can be committed later than it is dated: go on another time from some time before you began to read, not from the
    /// last row's [`Purchase::changed_at`].
    pub fn changes(
        &self,
        request: PurchasesDiffRequest,
    ) -> impl Stream<Item = Result<Purchase, CallError>> + Send + Unpin {
        Box::pin(pages::rows(self.change_pages(request)))
    }

    /// The same, page by page: such a reading can be put down and taken up again.
    pub fn change_pages(
        &self,
        request: PurchasesDiffRequest,
    ) -> impl Stream<Item = Result<Page<Purchase, PurchasesDiffRequest>, CallError>> + Send + Unpin {
        let request = PurchasesDiffRequest { limit: request.limit.max(FEWEST), ..request };
        Box::pin(pages::pages(request, move |request| async move {
            let rows = self.changed(&request).await?;
            let place = pages::place(&rows, |row| text(row, CHANGED_AT), |row| text(row, "id"))
                .filter(|_| is_full(&rows, request.limit));
            let next = place.map(|Place { at, cursor }| PurchasesDiffRequest {
                since: at.unwrap_or(request.since),
                cursor,
                ..request
            });
            let row = |row| {
                let changed = text(row, CHANGED_AT).unwrap_or_default();
                (format!("{} {changed}", key(row)), Purchase::from_json(row))
            };
            Ok(Fetched { rows: rows.iter().map(row).collect(), next })
        }))
    }

    /// `POST /purchase/request-refund`. `Status` 404 means "not in a state for it" more often than "unknown".
    pub async fn request_refund(&self, network: Network, blockchain_identifier: &str) -> Result<Purchase, CallError> {
        self.act(
            Operation::Refund,
            "/purchase/request-refund",
            json!({ "blockchainIdentifier": blockchain_identifier, "network": network }),
        )
        .await
    }

    /// Takes a refund request of the first generation back, disputed or not. [`CallErrorKind::WrongRow`], and nothing sent, for
    /// a row of any other generation or state: there the same endpoint (`POST /purchase/cancel-refund-request`) does the
    /// opposite, see [`NodeClient::release_payment`].
    pub async fn withdraw_refund_request(&self, network: Network, row: &Purchase) -> Result<Purchase, CallError> {
        self.cancel_refund_request(
            network,
            row,
            Generation::V1,
            &[OnChainState::RefundRequested, OnChainState::Disputed],
        )
        .await
    }

    /// Ends a dispute of the second generation by **paying the seller**, for good. [`CallErrorKind::WrongRow`], and nothing
    /// sent, for a row of any other generation or state.
    pub async fn release_payment(&self, network: Network, row: &Purchase) -> Result<Purchase, CallError> {
        self.cancel_refund_request(network, row, Generation::V2, &[OnChainState::Disputed]).await
    }

    /// `POST /purchase/cancel-refund-request`, which means what the row's generation makes of it.
    async fn cancel_refund_request(
        &self,
        network: Network,
        row: &Purchase,
        generation: Generation,
        states: &[OnChainState],
    ) -> Result<Purchase, CallError> {
        let (found, state) = (row.generation(), row.on_chain_state.as_ref());
        if found != Some(generation) || !state.is_some_and(|state| states.contains(state)) {
            let known = found.map_or("unknown generation", Generation::word);
            let state = state.map_or("not on chain", OnChainState::word);
            return Err(self.http.wrong_row(&format!("{known}, {state}")));
        }
        let body = json!({ "blockchainIdentifier": row.blockchain_identifier, "network": network });
        self.act(Operation::Refund, "/purchase/cancel-refund-request", body).await
    }

    /// `POST /purchase/error-state-recovery`. `updated_at` is the row's, to the character.
    pub async fn error_state_recovery(
        &self,
        network: Network,
        blockchain_identifier: &str,
        updated_at: &str,
        recovery: Recovery,
    ) -> Result<Purchase, CallError> {
        let mut body = json!({
            "blockchainIdentifier": blockchain_identifier,
            "network": network,
            "updatedAt": updated_at,
        });
        if recovery == Recovery::Retry {
            body["retryPreviousAction"] = Value::Bool(true);
        }
        self.act(Operation::Recovery, "/purchase/error-state-recovery", body).await
    }

    /// What an address holds, one [`Money`] per unit: `GET /balance`, or the sum of `GET /utxos` on nodes before 2026-07.
    /// Empty for an address that was never used.
    pub async fn balance(&self, network: Network, address: &str) -> Result<Vec<Money>, CallError> {
        let query = [("network", network.word()), ("address", address)];
        match self.http.get(Operation::Wallets, "/balance", &query, READ).await {
            Ok(data) => {
                let balance = data.get("Balance").and_then(Value::as_array);
                balance.and_then(|items| funds(items, "quantity")).ok_or_else(|| self.http.shape("Balance"))
            }
            Err(error) if says_address_unused(&error) => Ok(Vec::new()),
            Err(error) if says_no_route(&error) => self.balance_of_utxos(network, address).await,
            Err(error) => Err(error),
        }
    }

    /// The purchasing wallets of this network: `GET /wallet/list`, for admin keys only, others get `Status` 401; on nodes before
    /// 0.28 what stands beside each payment source.
    pub async fn wallets(&self, network: Network) -> Result<Vec<HotWallet>, CallError> {
        let wallets: Vec<HotWallet> = match self
            .all_pages(Operation::Wallets, "/wallet/list", "Wallets", &[("walletType", "Purchasing")])
            .await
        {
            Ok(rows) => rows.iter().filter_map(HotWallet::from_json).collect(),
            Err(error) if says_no_route(&error) => {
                let sources =
                    self.all_pages(Operation::PaymentSources, "/payment-source", "PaymentSources", &[]).await?;
                sources.iter().flat_map(HotWallet::beside).collect()
            }
            Err(error) => return Err(error),
        };
        Ok(wallets.into_iter().filter(|wallet| network.owns_address(&wallet.address)).collect())
    }

    async fn act(&self, operation: Operation, path: &str, body: Value) -> Result<Purchase, CallError> {
        self.act_for(operation, path, body.to_string(), READ).await
    }

    async fn act_for(
        &self,
        operation: Operation,
        path: &str,
        body: String,
        time: Duration,
    ) -> Result<Purchase, CallError> {
        let data = self.http.post(operation, path, body, time).await?;
        self.row(&data)
    }

    fn row(&self, data: &Value) -> Result<Purchase, CallError> {
        Purchase::from_json(data).ok_or_else(|| self.http.shape("blockchainIdentifier"))
    }

    async fn changed(&self, request: &PurchasesDiffRequest) -> Result<Vec<Value>, CallError> {
        let PurchasesDiffRequest { network, generation, since, cursor, limit } = request;
        let since = [("lastUpdate", since.as_str())];
        self.page("/purchase/diff", &since, *network, *generation, cursor.as_deref(), *limit).await
    }

    async fn listed(&self, request: &PurchasesRequest) -> Result<Vec<Value>, CallError> {
        let PurchasesRequest { network, generation, cursor, limit } = request;
        self.page("/purchase", &[], *network, *generation, cursor.as_deref(), *limit).await
    }

    async fn page(
        &self,
        path: &str,
        query: &[(&str, &str)],
        network: Network,
        generation: Option<Generation>,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Value>, CallError> {
        let limit = limit.to_string();
        let mut query = query.to_vec();
        query.extend([("network", network.word()), ("limit", &limit)]);
        query.extend(generation.map(|generation| ("filterPaymentSourceType", generation.word())));
        query.extend(cursor.map(|cursor| ("cursorId", cursor)));
        self.rows(Operation::Purchases, path, &query, "Purchases").await
    }

    async fn rows(
        &self,
        operation: Operation,
        path: &str,
        query: &[(&str, &str)],
        name: &str,
    ) -> Result<Vec<Value>, CallError> {
        let mut data = self.http.get(operation, path, query, READ).await?;
        match data.get_mut(name).map(Value::take) {
            Some(Value::Array(rows)) => Ok(rows),
            _ => Err(self.http.shape(name)),
        }
    }

    /// Every row of a list.
    async fn all_pages(
        &self,
        operation: Operation,
        path: &str,
        name: &str,
        query: &[(&str, &str)],
    ) -> Result<Vec<Value>, CallError> {
        let take = PAGE.to_string();
        let all = pages::pages(None, |cursor: Option<String>| {
            let take = take.as_str();
            async move {
                let mut query = query.to_vec();
                query.push(("take", take));
                query.extend(cursor.as_deref().map(|cursor| ("cursorId", cursor)));
                let rows = self.rows(operation, path, &query, name).await?;
                let next = rows.last().filter(|_| rows.len() >= PAGE).and_then(|row| text(row, "id")).map(Some);
                Ok(Fetched { rows: rows.into_iter().map(|row| (key(&row), Some(row))).collect(), next })
            }
        });
        all.map_ok(|page| page.rows).take(PAGES).try_concat().await
    }

    async fn balance_of_utxos(&self, network: Network, address: &str) -> Result<Vec<Money>, CallError> {
        let count = PAGE.to_string();
        let mut all: Vec<Money> = Vec::new();
        for page in 1..=PAGES {
            let page = page.to_string();
            let query = [("network", network.word()), ("address", address), ("count", &count), ("page", &page)];
            let data = match self.http.get(Operation::Wallets, "/utxos", &query, READ).await {
                Ok(data) => data,
                Err(error) if says_address_unused(&error) => break,
                Err(error) => return Err(error),
            };
            let utxos = data.get("Utxos").and_then(Value::as_array).ok_or_else(|| self.http.shape("Utxos"))?;
            for utxo in utxos {
                all.extend(funds(list(utxo, "Amounts"), "quantity").ok_or_else(|| self.http.shape("Amounts"))?);
            }
            if utxos.len() < PAGE {
                break;
            }
        }
        Money::sums(&all).ok_or_else(|| self.http.shape("Amounts"))
    }
}

/// Whether a page may have another one behind it.
fn is_full(rows: &[Value], limit: u32) -> bool {
    usize::try_from(limit).is_ok_and(|limit| rows.len() >= limit)
}

/// The node's 404 words, in lower case.
fn not_found_words(error: &CallError) -> Option<String> {
    match &error.kind {
        CallErrorKind::Status { status: 404, message, .. } => Some(message.to_ascii_lowercase()),
        _ => None,
    }
}

fn says_no_agent(error: &CallError) -> bool {
    matches!(&error.kind, CallErrorKind::Status { status: 404, message, .. }
        if message.eq_ignore_ascii_case("Agent identifier not found")
            || message.eq_ignore_ascii_case("Network and policyId combination not supported"))
}

fn says_no_purchase(error: &CallError) -> bool {
    not_found_words(error).is_some_and(|words| words == "purchase not found")
}

fn says_address_unused(error: &CallError) -> bool {
    not_found_words(error).is_some_and(|words| words == "address not found")
}

/// "Can not GET /api/v1/balance": this version has no such endpoint.
fn says_no_route(error: &CallError) -> bool {
    not_found_words(error).is_some_and(|words| words.contains("can not get /") || words.contains("cannot get /"))
}
