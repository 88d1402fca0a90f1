//! Entries of the Registry Service as they come, read leniently. Texts are made fit to be shown (no control characters, no
//! reversed direction, a bounded length); identifiers and addresses stay as they are.

use super::{AgentStatus, Capability, Entry, ExampleOutput, PaymentInformation, Pricing, Rail, SupportedSource};
use crate::{
    lenient::{funds, list, moment, text, texts, whole},
    node::Generation,
    text::plain,
};
use serde_json::{Value, json};

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
            open_api_spec_url: text(entry, "openApiSpecUrl"),
            x402_resources_url: text(entry, "x402ResourcesUrl"),
            policy_id: entry.get("RegistrySource").and_then(|source| text(source, "policyId")),
            example_output: list(entry, "ExampleOutput").iter().filter_map(example).collect(),
            created_at: moment(entry, "createdAt"),
            updated_at: moment(entry, "updatedAt"),
            metadata_version: whole(entry, "metadataVersion").and_then(|version| u32::try_from(version).ok()),
            superseded_by: text(entry, "supersededByAgentIdentifier"),
        })
    }

    /// Reads what a node says is written in an agent's token (`GET /registry/agent-identifier`). Nobody has looked whether it answers,
    /// and whose the token is, is not told. `None` without `agentIdentifier` and `Metadata`.
    pub fn from_token(data: &Value) -> Option<Entry> {
        let identifier = text(data, "agentIdentifier")?;
        let said = data.get("Metadata").filter(|said| said.is_object())?;
        let of = |group: &str, name: &str| said.get(group).and_then(|group| group.get(name)).cloned();
        let price = said.get("AgentPricing").filter(|price| price.is_object());
        let price = price.map(|price| {
            json!({ "pricingType": price.get("pricingType"), "FixedPricing": { "Amounts": price.get("Pricing") } })
        });
        Entry::from_json(&json!({
            "agentIdentifier": identifier,
            "name": said.get("name"),
            "description": said.get("description"),
            "apiBaseUrl": said.get("apiBaseUrl"),
            "authorName": of("Author", "name"),
            "authorOrganization": of("Author", "organization"),
            "authorContactEmail": of("Author", "contactEmail"),
            "authorContactOther": of("Author", "contactOther"),
            "image": said.get("image"),
            "privacyPolicy": of("Legal", "privacyPolicy"),
            "termsAndCondition": of("Legal", "terms"),
            "otherLegal": of("Legal", "other"),
            "tags": said.get("Tags"),
            "Capability": said.get("Capability"),
            "AgentPricing": price,
            "SupportedPaymentSources": said.get("supportedPaymentSources"),
            "ExampleOutput": said.get("ExampleOutputs"),
            "RegistrySource": { "policyId": data.get("policyId") },
            "metadataVersion": said.get("metadataVersion"),
        }))
    }

    /// Which way it is bought. Where its type is not told, by what it has instead of an agent's address.
    pub fn rail(&self) -> Rail {
        let word = self.entry_type.as_deref().map(str::trim).filter(|word| !word.is_empty());
        let Some(word) = word else {
            return match self {
                Entry { api_base_url: None, x402_resources_url: Some(_), .. } => Rail::X402,
                Entry { api_base_url: None, open_api_spec_url: Some(_), .. } => Rail::OpenApi,
                _ => Rail::Standard,
            };
        };
        match word.to_ascii_lowercase().as_str() {
            "standard" => Rail::Standard,
            "openapi" => Rail::OpenApi,
            "x402" => Rail::X402,
            _ => Rail::Other(plain(word, LINE)),
        }
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

fn capability(capability: &Value) -> Option<Capability> {
    let line = |name| text(capability, name).map(|value| plain(&value, LINE));
    Some(Capability { name: line("name")?, version: line("version").unwrap_or_default() })
}

fn example(example: &Value) -> Option<ExampleOutput> {
    let line = |name| text(example, name).map(|value| plain(&value, LINE)).unwrap_or_default();
    Some(ExampleOutput { name: line("name"), mime_type: line("mimeType"), url: text(example, "url")? })
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
    let listed = |name: &str| known.get(name).and_then(Value::as_array);
    match (text(known, "pricingType").as_deref(), listed("fixed"), listed("dynamic")) {
        (Some("Free"), _, _) => Pricing::Free,
        (Some("Dynamic"), _, _) | (None, None, Some(_)) => Pricing::Dynamic,
        (Some("Fixed") | None, Some(amounts), _) if !amounts.is_empty() => {
            let by_unit: Vec<Value> = amounts
                .iter()
                .map(|item| json!({ "amount": item.get("amount"), "unit": item.get("asset").or(item.get("unit")) }))
                .collect();
            funds(&by_unit, "amount").map_or_else(raw, Pricing::Fixed)
        }
        _ => raw(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{money::Money, money::TUSDM};

    fn entry(members: &Value) -> Entry {
        let mut entry = json!({ "agentIdentifier": "7e8b" });
        for (name, value) in members.as_object().unwrap() {
            entry[name] = value.clone();
        }
        Entry::from_json(&entry).unwrap()
    }

    #[test]
    fn an_entry_with_nothing_but_its_identifier_is_shown() {
        let bare = entry(&json!({}));
        assert_eq!((bare.name.as_str(), bare.description.as_str()), ("", ""));
        assert_eq!(bare.status, AgentStatus::Other(String::new()));
        assert_eq!(bare.pricing, Pricing::Unknown(String::new()));
        assert_eq!(Entry::from_json(&json!({ "name": "x" })), None);
    }

    #[test]
    fn what_is_written_in_a_token_is_read_as_leniently_as_a_list() {
        let source = json!([{
            "chain": "Cardano", "network": "Preprod", "paymentSourceType": "Web3CardanoV2", "address": "addr_test1w",
            "pricing": { "pricingType": "Fixed", "fixed": [{ "asset": "lovelace", "amount": "2000000" }] },
        }]);
        let data = json!({
            "policyId": "67ab", "assetName": "00", "agentIdentifier": "67ab00",
            "Metadata": { "name": "Poet", "Author": { "name": "Ann" }, "AgentPricing": null,
                "supportedPaymentSources": source, "metadataVersion": 2 },
        });
        let entry = Entry::from_token(&data).unwrap();
        assert_eq!((entry.name.as_str(), entry.author_name.as_deref()), ("Poet", Some("Ann")));
        assert_eq!(entry.supported_sources[0].pricing, Pricing::Fixed(vec![Money::lovelace(2_000_000)]));
        assert_eq!((entry.policy_id.as_deref(), entry.status), (Some("67ab"), AgentStatus::Other(String::new())));
        for odd in [
            json!(null),
            json!({ "agentIdentifier": "67ab00" }),
            json!({ "Metadata": {} }),
            json!({ "agentIdentifier": "6", "Metadata": "x" }),
        ] {
            assert_eq!(Entry::from_token(&odd), None, "{odd}");
        }
        let bare = Entry::from_token(&json!({ "agentIdentifier": "67ab00", "Metadata": { "Author": 7, "Tags": "x" } }));
        assert_eq!(bare.unwrap().pricing, Pricing::Unknown("null".into()));
    }

    #[test]
    fn unknown_words_are_kept() {
        let odd = entry(&json!({ "status": "Sleeping", "type": "X402", "paymentType": "Web3CardanoV9" }));
        assert_eq!(odd.status, AgentStatus::Other("Sleeping".into()));
        assert_eq!(odd.entry_type.as_deref(), Some("X402"));
        assert_eq!(odd.payment_type.as_deref(), Some("Web3CardanoV9"));
    }

    #[test]
    fn an_entry_tells_which_way_it_is_bought_by_its_type_or_by_what_it_has() {
        let url = "https://resources.example.org/x402";
        for (members, rail) in [
            (json!({}), Rail::Standard),
            (json!({ "type": null, "apiBaseUrl": null }), Rail::Standard),
            (json!({ "type": "Standard", "apiBaseUrl": null, "x402ResourcesUrl": url }), Rail::Standard),
            (json!({ "type": "STANDARD" }), Rail::Standard),
            (json!({ "type": "X402", "apiBaseUrl": null, "x402ResourcesUrl": url }), Rail::X402),
            (json!({ "type": "x402", "apiBaseUrl": "https://agent.example.org" }), Rail::X402),
            (json!({ "apiBaseUrl": null, "x402ResourcesUrl": url }), Rail::X402),
            (
                json!({ "type": " ", "apiBaseUrl": "https://agent.example.org", "x402ResourcesUrl": url }),
                Rail::Standard,
            ),
            (json!({ "type": "OpenApi", "openApiSpecUrl": url }), Rail::OpenApi),
            (json!({ "openApiSpecUrl": url }), Rail::OpenApi),
            (json!({ "type": "A2A\u{202e}" }), Rail::Other("A2A".into())),
        ] {
            assert_eq!(entry(&members).rail(), rail, "{members}");
        }
    }

    #[test]
    fn a_price_is_known_whole_or_not_at_all() {
        let fixed = |amounts: Value| json!({ "pricingType": "Fixed", "FixedPricing": { "Amounts": amounts } });
        let known = fixed(json!([{"amount": "5", "unit": "lovelace"}, {"amount": 7, "unit": ""}]));
        let both = vec![Money::lovelace(5), Money::lovelace(7)];
        assert_eq!(pricing(Some(&known)), Pricing::Fixed(both));
        for unknown in [
            json!(null),
            json!("Fixed"),
            json!({ "pricingType": "Auction" }),
            json!({ "pricingType": "Fixed" }),
            fixed(json!([])),
            fixed(json!([{"amount": "5", "unit": ""}, {"amount": "1e6", "unit": ""}])),
            fixed(json!([{"amount": "5"}])),
        ] {
            assert!(matches!(pricing(Some(&unknown)), Pricing::Unknown(_)), "{unknown}");
        }
        assert_eq!(pricing(Some(&json!({ "pricingType": "Dynamic" }))), Pricing::Dynamic);
        assert_eq!(pricing(Some(&json!({ "pricingType": "Free" }))), Pricing::Free);
    }

    #[test]
    fn the_alternatives_of_a_version_two_entry_are_read() {
        let sources = json!([
            {"chain": "Cardano", "network": "Preprod", "sourceIndex": 0, "paymentSourceType": "Web3CardanoV2",
             "address": "addr_test1w", "pricing": {"pricingType": "Fixed", "fixed": [{"asset": "", "amount": "5"}]}},
            {"chain": "Cardano", "network": "Preprod", "paymentSourceType": "Web3CardanoV2", "address": "addr_test1w",
             "pricing": {"fixed": [{"asset": TUSDM, "amount": "7", "decimals": 6}]}},
            {"chain": "EVM", "network": "base", "sourceIndex": "2", "paymentSourceType": null, "address": "0x",
             "pricing": {"pricingType": "Dynamic", "dynamic": []}},
            {"chain": "Cardano", "sourceIndex": -1, "address": "addr_test1w", "pricing": {"pricingType": "Free"}},
            {"chain": "Cardano", "sourceIndex": 4, "pricing": {"fixed": [{"amount": "5"}]}},
            {"chain": "Cardano", "sourceIndex": 5, "pricing": {"fixed": [{"amount": "5", "asset": null}]}},
        ]);
        let read = entry(&json!({ "SupportedPaymentSources": sources })).supported_sources;
        assert_eq!(read.iter().map(|source| source.index).collect::<Vec<_>>(), [0, 1, 2, 4, 5]);
        let generations = [Some(Generation::V2), Some(Generation::V2), None, None, None];
        assert_eq!(read.iter().map(|source| source.generation).collect::<Vec<_>>(), generations);
        assert_eq!(read[0].pricing, Pricing::Fixed(vec![Money::lovelace(5)]));
        assert!(matches!(&read[1].pricing, Pricing::Fixed(prices) if prices[0].unit.wire() == TUSDM));
        assert_eq!(read[2].pricing, Pricing::Dynamic);
        for without_unit in &read[3..] {
            assert!(matches!(without_unit.pricing, Pricing::Unknown(_)), "a price without a unit is not one in ADA");
        }
    }

    #[test]
    fn texts_of_a_listing_are_bounded_and_cannot_turn_the_line() {
        let loud = entry(&json!({
            "name": format!("\u{202e}{}", "x".repeat(1_000)),
            "description": "y".repeat(10_000_000),
            "tags": vec!["z"; 5_000],
        }));
        assert_eq!(loud.name.chars().count(), 300);
        assert!(loud.name.starts_with('x'));
        assert_eq!(loud.description.chars().count(), 20_000);
        assert_eq!(loud.tags.len(), 50);
    }
}
