//! What a dishonest seller may lie about. Each lie is told in one respect while everything else about the offer is right, so
//! that it shows which of the buyer's checks finds it out. Told by the seller's signature, by the agent's answer, or by a
//! registry entry that is changed between the buyer's approval and the payment.

use super::Answers;
use crate::{
    hash::of_job,
    node::{payment::Offer, row::Deadlines},
    registry::wire,
    seller::Wallet,
};
use masumi::{
    moment::{DAY, HOUR, MINUTE, Moment},
    money::{Amount, Money, Unit},
    node::Generation,
    proof::{SignedTerms, canonical_json},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The wallet whose key and address a lying seller passes off as its own.
pub(crate) const SOMEBODY_ELSE: &str = "somebody else";

/// How long the registry tells the changed entry after the job was taken, milliseconds: until the terms are verified, and not
/// until the person, who reads what came of it, prepares the next purchase.
pub(crate) const CHANGED_FOR: i64 = MINUTE / 4;

/// A contract of the second generation that is not the node's.
const FOREIGN_CONTRACT: &str = "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm";
const OTHER_NONCE: &str = "00112233445566778899";

/// What a dishonest seller lies about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lie {
    /// Nothing: for comparison, and so that there is an earlier job to charge for again.
    Nothing,
    /// The identifier is one of another system.
    UnreadableIdentifier,
    /// The identifier is that of an earlier job, which was paid.
    EarlierIdentifier,
    /// The signature is for another agent.
    SignsForAnotherAgent,
    /// The answer names another agent.
    NamesAnotherAgent,
    /// The signature is for another buyer's nonce.
    SignsForAnotherNonce,
    /// The answer names another nonce.
    NamesAnotherNonce,
    /// The signature is over other input.
    SignsOtherInput,
    /// The signature is over the right input in another form.
    SignsReshapedInput,
    /// The answer names the hash of other input.
    NamesOtherInput,
    /// The signature is made with somebody else's key.
    SignsWithAnotherKey,
    /// The answer names somebody else's key.
    NamesAnotherKey,
    /// The registry names somebody else's key after the approval.
    RegistersAnotherKey,
    /// Sold to somebody else after the approval, who signs.
    ChangesHands,
    /// The address to be paid is not the seller's own.
    SellsForAnotherAddress,
    /// The signature is over other deadlines than the answer tells.
    SignsOtherDeadlines,
    /// A dispute is decided a minute after the money unlocks.
    CrowdsTheDeadlines,
    /// A minute to pay.
    LeavesNoTimeToPay,
    /// Twelve minutes to deliver.
    LeavesNoTimeToDeliver,
    /// The money is locked for ten years.
    LocksForTenYears,
    /// Dearer after the approval.
    RaisesThePrice,
    /// No fixed price any more after the approval.
    DropsThePrice,
    /// Eight different tokens after the approval.
    AsksForEightTokens,
    /// A token that nobody knows after the approval.
    AsksForAnUnknownToken,
    /// The answer names another price than the registered one, which is what is paid.
    NamesAnotherPrice,
    /// The answer names the other generation of the contract.
    NamesAnotherGeneration,
    /// A newer entry takes this one's place after the approval.
    IsSuperseded,
    /// Deregistered after the approval.
    IsDeregistered,
    /// The payment is forced into a Hydra head.
    ForcesHydra,
    /// Second generation: the signature and the registry name a contract that is not the node's.
    UsesAnotherContract,
    /// Second generation: the signature is for a source that the entry does not have.
    UsesAnotherSource,
    /// Second generation: the answer leaves out the source that was signed.
    LeavesOutTheSource,
}

impl Lie {
    /// Every one, in the order of the forms.
    pub const ALL: [Lie; 32] = [
        Lie::Nothing,
        Lie::SignsOtherDeadlines,
        Lie::SignsOtherInput,
        Lie::SignsReshapedInput,
        Lie::NamesOtherInput,
        Lie::SignsForAnotherAgent,
        Lie::NamesAnotherAgent,
        Lie::SignsForAnotherNonce,
        Lie::NamesAnotherNonce,
        Lie::SignsWithAnotherKey,
        Lie::NamesAnotherKey,
        Lie::RegistersAnotherKey,
        Lie::ChangesHands,
        Lie::SellsForAnotherAddress,
        Lie::UnreadableIdentifier,
        Lie::EarlierIdentifier,
        Lie::CrowdsTheDeadlines,
        Lie::LeavesNoTimeToPay,
        Lie::LeavesNoTimeToDeliver,
        Lie::LocksForTenYears,
        Lie::RaisesThePrice,
        Lie::DropsThePrice,
        Lie::AsksForEightTokens,
        Lie::AsksForAnUnknownToken,
        Lie::NamesAnotherPrice,
        Lie::NamesAnotherGeneration,
        Lie::IsSuperseded,
        Lie::IsDeregistered,
        Lie::ForcesHydra,
        Lie::UsesAnotherContract,
        Lie::UsesAnotherSource,
        Lie::LeavesOutTheSource,
    ];

    /// As the form offers it.
    pub fn says(self) -> &'static str {
        match self {
            Lie::Nothing => "Nothing: be honest this once",
            Lie::UnreadableIdentifier => "Send an identifier that is none",
            Lie::EarlierIdentifier => "Charge again for an earlier job",
            Lie::SignsForAnotherAgent => "Sign for another agent",
            Lie::NamesAnotherAgent => "Name another agent in the answer",
            Lie::SignsForAnotherNonce => "Sign for another buyer's nonce",
            Lie::NamesAnotherNonce => "Name another nonce in the answer",
            Lie::SignsOtherInput => "Sign for other input than mine",
            Lie::SignsReshapedInput => "Sign for my input in another form",
            Lie::NamesOtherInput => "Name the hash of other input in the answer",
            Lie::SignsWithAnotherKey => "Sign with somebody else's key",
            Lie::NamesAnotherKey => "Name somebody else's key in the answer",
            Lie::RegistersAnotherKey => "Register another key after I approved",
            Lie::ChangesHands => "Sell the agent after I approved",
            Lie::SellsForAnotherAddress => "Be paid at somebody else's address",
            Lie::SignsOtherDeadlines => "Sign other deadlines than the answer tells",
            Lie::CrowdsTheDeadlines => "Put the deadlines too close together",
            Lie::LeavesNoTimeToPay => "Leave one minute to pay",
            Lie::LeavesNoTimeToDeliver => "Leave twelve minutes to deliver",
            Lie::LocksForTenYears => "Lock the money for ten years",
            Lie::RaisesThePrice => "Raise the price after I approved",
            Lie::DropsThePrice => "Ask for a quote instead of a price after I approved",
            Lie::AsksForEightTokens => "Ask for eight different tokens after I approved",
            Lie::AsksForAnUnknownToken => "Ask for an unknown token after I approved",
            Lie::NamesAnotherPrice => "Name another price in the answer",
            Lie::NamesAnotherGeneration => "Name the other generation of the escrow contract",
            Lie::IsSuperseded => "Register a newer version after I approved",
            Lie::IsDeregistered => "Deregister after I approved",
            Lie::ForcesHydra => "Force the payment into a Hydra head",
            Lie::UsesAnotherContract => "Use an escrow contract that your node does not know",
            Lie::UsesAnotherSource => "Sign for a payment source that is not listed",
            Lie::LeavesOutTheSource => "Leave out the payment source that was signed",
        }
    }

    /// Which of the two dishonest sellers can tell it.
    pub fn generation(self) -> Generation {
        match self {
            Lie::UsesAnotherContract | Lie::UsesAnotherSource | Lie::LeavesOutTheSource => Generation::V2,
            _ => Generation::V1,
        }
    }

    /// Those that a seller of this generation can tell.
    pub(crate) fn of(generation: Generation) -> impl Iterator<Item = Lie> {
        Lie::ALL.into_iter().filter(move |lie| lie.generation() == generation)
    }

    /// The one that the form was answered with: its place, or its words.
    pub(crate) fn chosen(generation: Generation, answers: &Answers) -> Lie {
        let answer = match answers.get("lie") {
            Some(Value::Array(choices)) => choices.first(),
            other => other,
        };
        let chosen = match answer {
            Some(Value::String(words)) => Lie::of(generation).find(|lie| lie.says() == words),
            Some(place) => place.as_u64().and_then(|place| Lie::of(generation).nth(usize::try_from(place).ok()?)),
            None => None,
        };
        chosen.unwrap_or(Lie::Nothing)
    }

    /// Changes what the seller is about to offer.
    pub(crate) fn offer(self, offer: &mut Offer, now: Moment, answers: &Answers) {
        let Deadlines { pay_by, submit_result, unlock, external_dispute_unlock } = &mut offer.deadlines;
        match self {
            Lie::SignsOtherInput => offer.input_hash = of_job(&offer.nonce, r#"{"lie":"none"}"#),
            Lie::SignsReshapedInput => {
                let list = answers.iter().map(|(key, value)| json!({"key": key, "value": value})).collect();
                let text = canonical_json(&Value::Array(list)).unwrap_or_default();
                offer.input_hash = of_job(&offer.nonce, &text);
            }
            Lie::CrowdsTheDeadlines => *external_dispute_unlock = unlock.plus(MINUTE),
            Lie::LeavesNoTimeToPay => *pay_by = now.plus(MINUTE),
            Lie::LeavesNoTimeToDeliver => {
                *pay_by = now.plus(6 * MINUTE);
                *submit_result = now.plus(12 * MINUTE);
            }
            Lie::LocksForTenYears => {
                *unlock = now.plus(3650 * DAY);
                *external_dispute_unlock = unlock.plus(6 * HOUR);
            }
            _ => {}
        }
    }

    /// Changes what the seller is about to sign.
    pub(crate) fn sign(self, terms: &mut SignedTerms) {
        let elsewhere = Wallet::named(SOMEBODY_ELSE).address().to_owned();
        let second = terms.second.as_mut();
        match self {
            Lie::SignsForAnotherAgent => {
                let policy = terms.agent_identifier.get(..56).unwrap_or_default();
                terms.agent_identifier = format!("{policy}{}", "11".repeat(32));
                let random = terms.seller_identifier.get(..64).unwrap_or_default();
                terms.seller_identifier = format!("{random}{}", terms.agent_identifier);
            }
            Lie::SignsForAnotherNonce => OTHER_NONCE.clone_into(&mut terms.purchaser_identifier),
            Lie::ChangesHands | Lie::SellsForAnotherAddress => terms.seller_address = elsewhere,
            Lie::SignsOtherDeadlines => {
                let unlock = terms.unlock_time.parse().unwrap_or_default();
                terms.unlock_time = Moment(unlock).plus(HOUR).0.to_string();
            }
            Lie::UsesAnotherContract => {
                if let Some(second) = second {
                    second.smart_contract_address = Some(FOREIGN_CONTRACT.to_owned());
                }
            }
            Lie::UsesAnotherSource => {
                if let Some(second) = second {
                    second.supported_payment_source_index = Some(7);
                }
            }
            _ => {}
        }
    }

    /// Who signs, if not the holder of the token.
    pub(crate) fn signer(self) -> Option<Wallet> {
        matches!(self, Lie::SignsWithAnotherKey | Lie::ChangesHands).then(|| Wallet::named(SOMEBODY_ELSE))
    }

    /// Changes what the agent is about to answer.
    pub(crate) fn answer(self, body: &mut Value) {
        let somebody = Wallet::named(SOMEBODY_ELSE).vkey();
        let (name, value) = match self {
            Lie::UnreadableIdentifier => ("blockchainIdentifier", json!("cm4y8z0k10000escrowpayment")),
            Lie::NamesAnotherAgent => {
                let own = body["agentIdentifier"].as_str().unwrap_or_default();
                ("agentIdentifier", json!(format!("{}{}", own.get(..56).unwrap_or_default(), "11".repeat(32))))
            }
            Lie::NamesAnotherNonce => ("identifierFromPurchaser", json!(OTHER_NONCE)),
            Lie::NamesOtherInput => ("input_hash", json!(of_job(OTHER_NONCE, "{}"))),
            Lie::SignsWithAnotherKey | Lie::NamesAnotherKey | Lie::ChangesHands => ("sellerVKey", json!(somebody)),
            Lie::NamesAnotherPrice => ("amounts", json!([{"amount": "100000", "unit": ""}])),
            Lie::NamesAnotherGeneration => ("paymentSourceType", json!("Web3CardanoV2")),
            Lie::ForcesHydra => ("forceLayer", json!("Hydra")),
            Lie::UsesAnotherSource => ("supportedPaymentSourceIndex", json!(7)),
            Lie::LeavesOutTheSource => ("supportedPaymentSourceIndex", Value::Null),
            _ => return,
        };
        body[name] = value;
    }

    /// Changes what the registry tells after the job was taken; false: it tells nothing any more.
    pub(crate) fn registry(self, information: &mut Value) -> bool {
        let somebody = Wallet::named(SOMEBODY_ELSE);
        let money = |amount, unit: &str| Money { amount: Amount(amount), unit: Unit::parse(unit) };
        let fixed =
            |price: &[Money]| json!({"pricingType": "Fixed", "FixedPricing": {"Amounts": wire::amounts(price)}});
        match self {
            Lie::RegistersAnotherKey => information["sellerWallet"]["vkey"] = json!(somebody.vkey()),
            Lie::ChangesHands => {
                information["sellerWallet"] = json!({"address": somebody.address(), "vkey": somebody.vkey()});
            }
            Lie::SellsForAnotherAddress => information["sellerWallet"]["address"] = json!(somebody.address()),
            Lie::RaisesThePrice => information["AgentPricing"] = fixed(&[money(30_000_000, "")]),
            Lie::DropsThePrice => information["AgentPricing"] = json!({"pricingType": "Dynamic"}),
            Lie::AsksForEightTokens => {
                let tokens: Vec<Money> = (1..=8).map(|token| money(1, &format!("{token:0>56}"))).collect();
                information["AgentPricing"] = fixed(&tokens);
            }
            Lie::AsksForAnUnknownToken => {
                information["AgentPricing"] = fixed(&[money(1_000_000, &format!("{}{}", "ab".repeat(28), "55534446"))]);
            }
            Lie::IsSuperseded => {
                let own = information["agentIdentifier"].as_str().unwrap_or_default();
                let newer = format!("{}{}", own.get(..56).unwrap_or_default(), "22".repeat(32));
                information["supersededByAgentIdentifier"] = json!(newer);
            }
            Lie::UsesAnotherContract => {
                information["SupportedPaymentSources"][0]["address"] = json!(FOREIGN_CONTRACT);
            }
            Lie::IsDeregistered => return false,
            _ => {}
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lie_is_chosen_by_its_place_or_its_words() {
        for generation in [Generation::V1, Generation::V2] {
            for (place, lie) in Lie::of(generation).enumerate() {
                for answer in [json!([place]), json!(lie.says()), json!([lie.says()])] {
                    let answers = Answers::from_iter([("lie".to_owned(), answer)]);
                    assert_eq!(Lie::chosen(generation, &answers), lie);
                }
            }
        }
        let all: std::collections::BTreeSet<Lie> = Lie::ALL.into_iter().collect();
        assert_eq!(all.len(), Lie::ALL.len());
    }
}
