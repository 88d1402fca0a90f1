//! Which release of the Payment Service a node answers like. It tells its version nowhere (`/health` says `ok`, the document of
//! its routes always says `1.0.0`), so the release is recognised by what the node tells and what it does not:
//!
//! | since | tells |
//! |---|---|
//! | 0.26 (2026-02) | the `id` of a key, and what changed (`/purchase/diff`) |
//! | 0.27 (2026-03) | `canPay` beside the `permission` of a key |
//! | 0.28 (2026-07) | `paymentSourceType` of a contract: it knows V2 |
//! | later | `/rail-readiness` |
//!
//! From 0.24 to 0.27 a contract has no type, before that a `paymentType`. Nothing is guessed about other answers.

use super::{Network, NodeClient};
use crate::{
    lenient::{flag, list, text},
    net::{CallError, Operation},
    text::plain,
};
use serde_json::Value;

/// Which release a node answers like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Release {
    /// 0.26: V1 only.
    V0_26,
    /// 0.27: V1 only.
    V0_27,
    /// 0.28: V1 and V2.
    V0_28,
    /// One after 0.28.
    Later,
}

/// What a node says of one way to be paid and to pay (`GET /rail-readiness`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rail {
    /// Its word for it: `CardanoV2`, `X402`.
    pub name: String,
    /// What it looked at, in its order.
    pub checks: Vec<RailCheck>,
}

/// One thing that a node looked at in its own setup. Texts are its own, plain and short.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RailCheck {
    /// A stable word, like `cardano.purchasing_wallet`.
    pub id: String,
    /// A short name.
    pub label: String,
    /// Whether it is as it should be; `None`: it does not say.
    pub complete: Option<bool>,
    /// Why not, or more about it.
    pub detail: Option<String>,
}

/// No node has more of them.
const MOST: usize = 20;

impl NodeClient {
    /// What the node says of its own setup; `None`: this release does not say (404).
    pub async fn rail_readiness(&self, network: Network) -> Result<Option<Vec<Rail>>, CallError> {
        match self
            .http
            .get(Operation::PaymentSources, "/rail-readiness", &[("network", network.word())], super::client::READ)
            .await
        {
            Ok(data) if data.get("Rails").is_some_and(Value::is_array) => {
                Ok(Some(list(&data, "Rails").iter().take(MOST).map(Rail::read).collect()))
            }
            Ok(_) => Err(self.http.shape("Rails")),
            Err(error) if error.status() == Some(404) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Which release the node answers like; `None`: that cannot be told. `rails`: as [`NodeClient::rail_readiness`] gave them.
    pub async fn release(&self, rails: Option<&[Rail]>) -> Result<Option<Release>, CallError> {
        if rails.is_some() {
            return Ok(Some(Release::Later));
        }
        let sources = self
            .http
            .get(Operation::PaymentSources, "/payment-source", &[("take", "100")], super::client::READ)
            .await?;
        let key = self.http.get(Operation::KeyStatus, "/api-key-status", &[], super::client::READ).await?;
        let sources = list(&sources, "PaymentSources");
        let typed = |name: &str| sources.iter().any(|source| source.get(name).is_some());
        let rights = flag(&key, "canPay").is_some();
        Ok(match () {
            () if typed("paymentSourceType") => Some(Release::V0_28),
            // A type of another name is of no release that has been seen with keys like these.
            () if typed("paymentType") => None,
            () if text(&key, "id").is_some() && !rights => Some(Release::V0_26),
            () if rights && !sources.is_empty() => Some(Release::V0_27),
            () => None,
        })
    }
}

impl Rail {
    fn read(rail: &Value) -> Rail {
        let checks = list(rail, "Checks").iter().take(MOST).map(RailCheck::read).collect();
        Rail { name: said(rail, "rail").unwrap_or_default(), checks }
    }
}

impl RailCheck {
    fn read(check: &Value) -> RailCheck {
        let told = |name| said(check, name).unwrap_or_default();
        RailCheck {
            id: told("id"),
            label: told("label"),
            complete: flag(check, "isComplete"),
            detail: said(check, "detail"),
        }
    }
}

fn said(value: &Value, name: &str) -> Option<String> {
    text(value, name).map(|words| plain(&words, 200))
}

/// A key without an `id`, as nodes before 0.26 tell it, and registries before 0.24.
pub(crate) fn is_key_of_old(data: &Value) -> bool {
    text(data, "id").is_none() && text(data, "permission").is_some() && text(data, "status").is_some()
}
