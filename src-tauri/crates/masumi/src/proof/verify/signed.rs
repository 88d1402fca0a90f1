//! What a seller signed, rebuilt from the agent's answer alone, for whoever wants to show it to somebody else. Nothing is paid by it.

use super::{Times, bare_hash, return_address};
use crate::{
    agent::{AskedAmount, Terms},
    money::Unit,
    proof::{
        BlockchainIdentifier, SecondGeneration, SignedTerms,
        cose::{self, Opened},
    },
};

/// The terms over this input that the seller signed, with the signature; `None`: what was signed is not over this input, is not
/// what the answer says, or the signature does not hold.
///
/// Whether they may be paid is [`verify_terms`](super::verify_terms)'s to say: neither registry nor node is asked here.
pub fn signed_terms(terms: &Terms, input_hash: &str) -> Option<(SignedTerms, Opened)> {
    let identifier = BlockchainIdentifier::decode(&terms.blockchain_identifier).ok()?;
    let seller = cose::open(&identifier.signature, &identifier.key).ok().filter(Opened::holds)?;
    let seller_address = cose::bech32(&seller.address)?;
    let [pay_by_time, submit_result_time, unlock_time, external_dispute_unlock_time] = Times::read(terms).ok()?.signed;
    let named = terms.input_hash.as_deref().map(bare_hash).filter(|named| named.eq_ignore_ascii_case(input_hash));
    let rebuilt = SignedTerms {
        input_hash: named.unwrap_or(input_hash).to_owned(),
        agent_identifier: identifier.agent_identifier().to_owned(),
        purchaser_identifier: identifier.purchaser_id.clone(),
        seller_identifier: identifier.seller_id.clone(),
        requested_funds: None,
        pay_by_time,
        submit_result_time,
        unlock_time,
        external_dispute_unlock_time,
        seller_address,
        second: identifier.smart_contract_address.as_ref().map(|contract| SecondGeneration {
            seller_return_address: return_address(terms).map(str::to_owned),
            smart_contract_address: Some(contract.clone()),
            supported_payment_source_index: terms.supported_payment_source_index,
            payment_force_layer: terms.payment_force_layer.clone(),
        }),
    };
    // A fixed price is not signed, whether the answer names it or not.
    let quoted = quote(terms).map(|quote| SignedTerms { requested_funds: Some(quote), ..rebuilt.clone() });
    let ours = |terms: &SignedTerms| SignedTerms { input_hash: input_hash.to_owned(), ..terms.clone() };
    let candidates = [Some(ours(&rebuilt)), quoted.as_ref().map(ours), Some(rebuilt), quoted];
    let signed = candidates.into_iter().flatten().find(|terms| seller.payload == terms.digest())?;
    Some((signed, seller))
}

/// The quote as it is signed: in the letters of the answer, but for ADA, which has one spelling.
fn quote(terms: &Terms) -> Option<Vec<AskedAmount>> {
    let asked = terms.requested_funds.as_ref().filter(|funds| !funds.is_empty())?;
    let signed = |asked: &AskedAmount| {
        let unit = if asked.money()?.unit == Unit::Ada { String::new() } else { asked.unit.clone() };
        Some(AskedAmount { amount: asked.amount.clone(), unit })
    };
    asked.iter().map(signed).collect()
}
