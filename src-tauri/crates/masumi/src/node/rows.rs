//! Rows of the Payment Service as they come, read leniently.

use super::{
    BuyerWallet, CONTRACTS, Generation, HotWallet, KeyStatus, Network, NextAction, OnChainState, PaymentSource,
    Purchase, PurchaseSource, Transaction,
};
use crate::{
    lenient::{Reader, flag, funds, list, moment, text, texts, whole, word},
    money::{Money, Unit},
    text::plain,
};
use serde_json::Value;

/// So many administrators of a contract are kept, and so many rows of a quota on other chains: they are only shown.
const MAX_ADMINS: usize = 20;
const MAX_ELSEWHERE: usize = 20;
/// The names under which nodes tell the generation of a contract, the newer first.
const TYPE: [&str; 2] = ["paymentSourceType", "paymentType"];

impl Generation {
    /// `paymentSourceType` on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Generation::V1 => "Web3CardanoV1",
            Generation::V2 => "Web3CardanoV2",
        }
    }

    /// Reads the wire's word, exactly spelt.
    pub fn from_word(word: &str) -> Option<Generation> {
        [Generation::V1, Generation::V2].into_iter().find(|generation| generation.word() == word)
    }

    /// `paymentSourceType`; `paymentType` on nodes before 0.24.
    pub(crate) fn of(source: &Value) -> Option<Generation> {
        let word = text(source, "paymentSourceType").or_else(|| text(source, "paymentType"))?;
        Generation::from_word(&word)
    }
}

impl Generation {
    /// That of a contract whose type is not told (nodes from 0.24 to 0.27 tell none), where its address is one of Masumi's own.
    fn of_contract(address: Option<&str>) -> Option<Generation> {
        let known = CONTRACTS.iter().find(|(_, _, known)| Some(*known) == address);
        known.map(|(generation, ..)| *generation)
    }
}

impl OnChainState {
    /// Reads the wire's word; an unknown one is kept.
    pub fn from_word(word: &str) -> OnChainState {
        match word {
            "FundsLocked" => OnChainState::FundsLocked,
            "ResultSubmitted" => OnChainState::ResultSubmitted,
            "RefundRequested" => OnChainState::RefundRequested,
            "Disputed" => OnChainState::Disputed,
            "WithdrawAuthorized" => OnChainState::WithdrawAuthorized,
            "RefundAuthorized" => OnChainState::RefundAuthorized,
            "Withdrawn" => OnChainState::Withdrawn,
            "RefundWithdrawn" => OnChainState::RefundWithdrawn,
            "DisputedWithdrawn" => OnChainState::DisputedWithdrawn,
            "FundsOrDatumInvalid" => OnChainState::FundsOrDatumInvalid,
            other => OnChainState::Other(other.to_owned()),
        }
    }

    /// As spelt on the wire.
    pub fn word(&self) -> &str {
        match self {
            OnChainState::FundsLocked => "FundsLocked",
            OnChainState::ResultSubmitted => "ResultSubmitted",
            OnChainState::RefundRequested => "RefundRequested",
            OnChainState::Disputed => "Disputed",
            OnChainState::WithdrawAuthorized => "WithdrawAuthorized",
            OnChainState::RefundAuthorized => "RefundAuthorized",
            OnChainState::Withdrawn => "Withdrawn",
            OnChainState::RefundWithdrawn => "RefundWithdrawn",
            OnChainState::DisputedWithdrawn => "DisputedWithdrawn",
            OnChainState::FundsOrDatumInvalid => "FundsOrDatumInvalid",
            OnChainState::Other(word) => word,
        }
    }
}

impl NextAction {
    /// Idle: the only state in which a refund can be requested or withdrawn.
    pub fn idle(&self) -> bool {
        self.requested_action == "WaitingForExternalAction"
    }

    /// Stuck: waits for somebody to look at `error_type` and `error_note`.
    pub fn stuck(&self) -> bool {
        self.requested_action == "WaitingForManualAction"
    }

    fn from_json(action: &Value) -> NextAction {
        NextAction {
            requested_action: word(action, "requestedAction").unwrap_or_default(),
            error_type: word(action, "errorType"),
            error_note: text(action, "errorNote"),
        }
    }
}

impl Purchase {
    /// The generation of its escrow contract; `None`: not told, or a word this build does not know.
    pub fn generation(&self) -> Option<Generation> {
        self.payment_source.as_ref()?.generation
    }

    /// Reads a row of any version. `None` only without `blockchainIdentifier`: such a row cannot be told from another.
    pub fn from_json(row: &Value) -> Option<Purchase> {
        let blockchain_identifier = text(row, "blockchainIdentifier")?;
        let mut unreadable = Vec::new();
        let mut told = Reader::of(row, &mut unreadable);
        Some(Purchase {
            id: text(row, "id").unwrap_or_default(),
            blockchain_identifier,
            requested_by_id: text(row, "requestedById"),
            created_at: moment(row, "createdAt"),
            updated_at: text(row, "updatedAt"),
            changed_at: text(row, "nextActionOrOnChainStateOrResultLastChangedAt"),
            agent_identifier: told.read("agentIdentifier", text),
            agent_name: text(row, "agentName"),
            pricing_type: text(row, "pricingType"),
            pay_by_time: told.read("payByTime", moment),
            submit_result_time: told.read("submitResultTime", moment),
            unlock_time: told.read("unlockTime", moment),
            external_dispute_unlock_time: told.read("externalDisputeUnlockTime", moment),
            on_chain_state: told.read("onChainState", word).as_deref().map(OnChainState::from_word),
            next_action: row.get("NextAction").map(NextAction::from_json).unwrap_or_default(),
            input_hash: told.read("inputHash", text),
            result_hash: told.read("resultHash", text),
            cooldown_until: moment(row, "cooldownTime"),
            collateral_return: told.read("collateralReturnLovelace", whole),
            paid_funds: told.funds("PaidFunds"),
            withdrawn_for_buyer: told.funds("WithdrawnForBuyer"),
            withdrawn_for_seller: told.funds("WithdrawnForSeller"),
            buyer_fees_ada: told.read("totalBuyerCardanoFees", text),
            current_transaction: row.get("CurrentTransaction").and_then(Transaction::from_json),
            payment_source: told.object("PaymentSource").map(PurchaseSource::read),
            seller_vkey: told.object("SellerWallet").and_then(|mut wallet| wallet.read("walletVkey", text)),
            buyer_wallet: row.get("SmartContractWallet").and_then(BuyerWallet::from_json),
            buyer_return_address: text(row, "buyerReturnAddress"),
            metadata: text(row, "metadata"),
            unreadable,
        })
    }
}

impl Transaction {
    pub(super) fn from_json(transaction: &Value) -> Option<Transaction> {
        transaction.is_object().then(|| Transaction {
            tx_hash: text(transaction, "txHash"),
            status: word(transaction, "status"),
            confirmations: whole(transaction, "confirmations"),
            fees: text(transaction, "fees"),
            new_on_chain_state: word(transaction, "newOnChainState"),
            previous_on_chain_state: word(transaction, "previousOnChainState"),
        })
    }
}

impl PurchaseSource {
    fn read(mut source: Reader<'_>) -> PurchaseSource {
        let word = TYPE.into_iter().find(|name| source.tells(name));
        let smart_contract_address = source.read("smartContractAddress", text);
        PurchaseSource {
            generation: match word {
                Some(name) => {
                    source.read(name, |source, name| text(source, name).as_deref().and_then(Generation::from_word))
                }
                None => Generation::of_contract(smart_contract_address.as_deref()),
            },
            smart_contract_address,
            policy_id: source.read("policyId", text),
            network: source.read("network", |source, name| text(source, name).as_deref().and_then(Network::from_word)),
        }
    }
}

impl HotWallet {
    /// A row of `GET /wallet/list`. `None`: no wallet.
    pub fn from_json(wallet: &Value) -> Option<HotWallet> {
        Some(HotWallet { address: text(wallet, "walletAddress")?, payment_source_id: text(wallet, "paymentSourceId") })
    }

    /// Those that stand beside a payment source, on nodes before 0.28.
    #[cfg(feature = "client")]
    pub(super) fn beside(source: &Value) -> Vec<HotWallet> {
        let of = text(source, "id");
        let wallets = list(source, "PurchasingWallets").iter().filter_map(HotWallet::from_json);
        wallets.map(|wallet| HotWallet { payment_source_id: of.clone(), ..wallet }).collect()
    }
}

impl BuyerWallet {
    pub(super) fn from_json(wallet: &Value) -> Option<BuyerWallet> {
        Some(BuyerWallet { address: text(wallet, "walletAddress")?, vkey: text(wallet, "walletVkey") })
    }
}

impl PaymentSource {
    /// `None` for a source that this build could not pay into anyway: a newer generation, or no contract told.
    pub fn from_json(source: &Value) -> Option<PaymentSource> {
        Some(PaymentSource {
            id: text(source, "id").unwrap_or_default(),
            network: Network::from_word(&text(source, "network")?)?,
            generation: match TYPE.iter().find(|name| source.get(**name).is_some()) {
                Some(_) => Generation::of(source)?,
                None => Generation::of_contract(text(source, "smartContractAddress").as_deref())?,
            },
            policy_id: text(source, "policyId")?,
            smart_contract_address: text(source, "smartContractAddress")?,
            required_admin_signatures: whole(source, "requiredAdminSignatures"),
            admins: list(source, "AdminWallets")
                .iter()
                .filter_map(|wallet| text(wallet, "walletAddress"))
                .take(MAX_ADMINS)
                .collect(),
        })
    }

    /// Whether this is one of Masumi's own contracts. In any other somebody else decides disputes.
    pub fn is_masumis(&self) -> bool {
        CONTRACTS.contains(&(self.generation, self.network, self.smart_contract_address.as_str()))
    }
}

impl KeyStatus {
    /// Flags where they exist; older nodes and the registry tell a `permission` (`Read` < `ReadAndPay` < `Admin`, `User`).
    pub fn from_json(data: &Value) -> Option<KeyStatus> {
        let permission = text(data, "permission").unwrap_or_default();
        let may = |name, permissions: &[&str]| flag(data, name).unwrap_or(permissions.contains(&permission.as_str()));
        let renamed = |credit: &&Value| {
            let unit = credit.get("unit").and_then(Value::as_str).filter(|unit| !unit.is_empty());
            unit.is_some_and(|unit| Unit::parse(unit) == Unit::Ada)
        };
        // A CAIP name (`eip155:8453:0x…`); no unit of Cardano has a colon.
        let elsewhere = |credit: &&Value| text(credit, "unit").is_some_and(|unit| unit.contains(':'));
        let (elsewhere, here): (Vec<&Value>, Vec<&Value>) =
            list(data, "RemainingUsageCredits").iter().partition(elsewhere);
        let (unmatched, credits): (Vec<&Value>, Vec<&Value>) = here.into_iter().partition(renamed);
        let read = |credits: Vec<&Value>| {
            let each = funds(&credits.into_iter().cloned().collect::<Vec<_>>(), "amount");
            each.as_deref().and_then(Money::sums).unwrap_or_default()
        };
        let raw = |credit: &&Value| {
            let amount = text(credit, "amount").unwrap_or_default();
            plain(&format!("{amount} {}", text(credit, "unit").unwrap_or_default()), 200)
        };
        Some(KeyStatus {
            id: text(data, "id")?,
            can_read: may("canRead", &["Read", "ReadAndPay", "Admin", "User"]),
            can_pay: may("canPay", &["ReadAndPay", "Admin"]),
            can_admin: may("canAdmin", &["Admin"]),
            // `networkLimit` on nodes before 0.27.
            networks: if list(data, "NetworkLimit").is_empty() {
                texts(data, "networkLimit")
            } else {
                texts(data, "NetworkLimit")
            },
            usage_limited: flag(data, "usageLimited").unwrap_or(false),
            remaining_credits: read(credits),
            unmatched_credits: read(unmatched),
            elsewhere_credits: elsewhere.iter().map(raw).take(MAX_ELSEWHERE).collect(),
            status: text(data, "status"),
        })
    }
}
