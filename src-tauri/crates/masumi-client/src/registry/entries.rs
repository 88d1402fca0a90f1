//! Entries of the Registry Service as they come, read leniently. Texts are made fit to be shown (no control characters, no
//! turned direction, a bounded length); identifiers and addresses stay as they are.

use super::{AgentStatus, Entry, PaymentInformation, Pricing, SupportedSource};
use crate::{
    lenient::{funds, list, moment, text, texts, whole},
    net::plain,
    node::Generation,
};
use serde_json::Value;

const LINE: usize = 300;
const PARAGRAPHS: usize = 20_000;
const TAGS: usize = 50;

impl AgentStatus {
    /// Reads the wire's word; an unknown one is kept.
    pub fn from_word(word: &str) -> AgentStatus {
        match word {
            "Online" => AgentStatus::Online,
            "Offline" => AgentStatus::Offline,
            "Invalid" => AgentStatus::Invalid,
            "Deregistered" => AgentStatus::Deregistered,
            other => AgentStatus::Other(plain(other, LINE)),
        }
    }
}

impl Entry {
    /// Reads an entry of any version. `None` only without `agentIdentifier`: such an entry cannot be bought or told apart.
    pub fn from_json(entry: &Value) -> Option<Entry> {
        let line = |name| text(entry, name).map(|value| plain(&value, LINE));
        let sources = list(entry, "SupportedPaymentSources");
        Some(Entry {
            id: text(entry, "id").unwrap_or_default(),
            agent_identifier: text(entry, "agentIdentifier")?,
            name: line("name").unwrap_or_default(),
            description: text(entry, "description").map(|value| plain(&value, PARAGRAPHS)).unwrap_or_default(),
            api_base_url: text(entry, "apiBaseUrl"),
            status: AgentStatus::from_word(&text(entry, "status").unwrap_or_default()),
            status_updated_at: moment(entry, "statusUpdatedAt"),
            last_uptime_check: moment(entry, "lastUptimeCheck"),
            uptime_count: whole(entry, "uptimeCount").unwrap_or(0),
            uptime_check_count: whole(entry, "uptimeCheckCount").unwrap_or(0),
            author_name: line("authorName"),
            author_organization: line("authorOrganization"),
            author_contact_email: line("authorContactEmail"),
            author_contact_other: line("authorContactOther"),
            image: text(entry, "image"),
            privacy_policy: text(entry, "privacyPolicy"),
            terms_and_condition: text(entry, "termsAndCondition"),
            other_legal: text(entry, "otherLegal"),
            tags: texts(entry, "tags").iter().take(TAGS).map(|tag| plain(tag, LINE)).collect(),
            capability: entry.get("Capability").and_then(capability),
            pricing: pricing(entry.get("AgentPricing")),
            supported_sources: sources.iter().enumerate().filter_map(supported_source).collect(),
            payment_type: text(entry, "paymentType"),
            entry_type: text(entry, "type"),
            policy_id: entry.get("RegistrySource").and_then(|source| text(source, "policyId")),
            example_output: list(entry, "ExampleOutput").iter().filter_map(example).collect(),
            created_at: moment(entry, "createdAt"),
            updated_at: moment(entry, "updatedAt"),
            metadata_version: whole(entry, "metadataVersion").and_then(|version| u32::try_from(version).ok()),
            superseded_by: text(entry, "supersededByAgentIdentifier"),
        })
    }
}

impl PaymentInformation {
    /// `None` where the seller is not told: nothing could be held against it.
    pub fn from_json(data: &Value) -> Option<PaymentInformation> {
        let seller = data.get("sellerWallet")?;
        Some(PaymentInformation {
            entry: Entry::from_json(data)?,
            seller_address: text(seller, "address")?,
            seller_vkey: text(seller, "vkey")?,
        })
    }
}

fn capability(capability: &Value) -> Option<(String, String)> {
    let name = plain(&text(capability, "name")?, LINE);
    Some((name, text(capability, "version").map(|version| plain(&version, LINE)).unwrap_or_default()))
}

fn example(example: &Value) -> Option<(String, String, String)> {
    let line = |name| text(example, name).map(|value| plain(&value, LINE)).unwrap_or_default();
    Some((line("name"), line("mimeType"), text(example, "url")?))
}

/// `AgentPricing`: `{pricingType, FixedPricing: {Amounts: [{amount, unit}]}}`. All amounts, or unknown.
fn pricing(pricing: Option<&Value>) -> Pricing {
    let raw = || Pricing::Unknown(pricing.map(|pricing| plain(&pricing.to_string(), LINE)).unwrap_or_default());
    let Some(known) = pricing.filter(|pricing| pricing.is_object()) else { return raw() };
    match text(known, "pricingType").as_deref() {
        Some("Fixed") => known
            .pointer("/FixedPricing/Amounts")
            .and_then(Value::as_array)
            .and_then(|amounts| funds(amounts, "amount"))
            .filter(|amounts| !amounts.is_empty())
            .map_or_else(raw, Pricing::Fixed),
        Some("Dynamic") => Pricing::Dynamic,
        Some("Free") => Pricing::Free,
        _ => raw(),
    }
}

/// One of `SupportedPaymentSources[]`. Its index is told, or is its place in the list.
fn supported_source((place, source): (usize, &Value)) -> Option<SupportedSource> {
    let index = match source.get("sourceIndex") {
        Some(index) if !index.is_null() => whole(source, "sourceIndex")?,
        _ => u64::try_from(place).ok()?,
    };
    Some(SupportedSource {
        chain: text(source, "chain").map(|chain| plain(&chain, LINE)).unwrap_or_default(),
        network: text(source, "network").map(|network| plain(&network, LINE)).unwrap_or_default(),
        index: u32::try_from(index).ok()?,
        generation: Generation::of(source),
        address: text(source, "address").unwrap_or_default(),
        pricing: source_pricing(source.get("pricing")),
    })
}

/// `pricing` of a source: its type by name, or by which of `fixed` and `dynamic` there is; fixed prices as `{asset, amount}`.
fn source_pricing(pricing: Option<&Value>) -> Pricing {
    let raw = || Pricing::Unknown(pricing.map(|pricing| plain(&pricing.to_string(), LINE)).unwrap_or_default());
    let Some(known) = pricing.filter(|pricing| pricing.is_object()) else { return raw() };
    let fixed = ["fixed", "Fixed", "Amounts"].into_iter().find_map(|name| known.get(name)?.as_array());
    match (text(known, "pricingType").as_deref(), fixed) {
        (Some("Free"), _) => Pricing::Free,
        (Some("Dynamic"), _) => Pricing::Dynamic,
        (Some("Fixed") | None, Some(amounts)) if !amounts.is_empty() => {
            let named = amounts.iter().map(|item| {
                let unit = text(item, "asset").or_else(|| text(item, "unit")).unwrap_or_default();
                serde_json::json!({ "amount": item.get("amount"), "unit": unit })
            });
            funds(&named.collect::<Vec<_>>(), "amount").map_or_else(raw, Pricing::Fixed)
        }
        _ => raw(),
    }
}
