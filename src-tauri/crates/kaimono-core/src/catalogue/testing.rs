//! An agent and a buyer to begin with; each test changes what it is about.

use super::{Catalogue, Means, pass::Told};
use masumi::{
    moment::Moment,
    money::Money,
    node::{Generation, KeyStatus, Network, PaymentSource},
    registry::{AgentStatus, Entry, Pricing},
};
use std::borrow::Cow;

pub(super) const PREPROD_V1: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77";
pub(super) const PREPROD_V2: &str = "67ab0c92c4ac1610895a1c965ee50aba41a8f1513b15240723b3bd0b";

/// An agent that can be bought, online, for one ADA. `row` names its registry row and its asset.
pub(crate) fn entry(row: &str) -> Entry {
    let asset: String = row.bytes().map(|byte| format!("{byte:02x}")).collect();
    Entry {
        id: row.to_owned(),
        agent_identifier: format!("{PREPROD_V1}{asset:0>64}"),
        name: format!("Agent {row}"),
        description: String::new(),
        api_base_url: Some(format!("https://{row}.example.org")),
        status: AgentStatus::Online,
        status_updated_at: None,
        last_uptime_check: None,
        uptime_count: 0,
        uptime_check_count: 0,
        author_name: None,
        author_organization: None,
        author_contact_email: None,
        author_contact_other: None,
        image: None,
        privacy_policy: None,
        terms_and_condition: None,
        other_legal: None,
        tags: Vec::new(),
        capability: None,
        pricing: Pricing::Fixed(vec![Money::lovelace(1_000_000)]),
        supported_sources: Vec::new(),
        payment_type: Some("Web3CardanoV1".into()),
        entry_type: None,
        open_api_spec_url: None,
        x402_resources_url: None,
        policy_id: Some(PREPROD_V1.into()),
        example_output: Vec::new(),
        created_at: None,
        updated_at: None,
        metadata_version: Some(1),
        superseded_by: None,
    }
}

impl Told for Entry {
    fn agent_identifier(&self) -> &str {
        &self.agent_identifier
    }

    fn whole(&self) -> Cow<'_, str> {
        Cow::Owned(serde_json::to_string(self).expect("an entry as JSON"))
    }

    fn read(&self) -> Option<Entry> {
        Some(self.clone())
    }
}

impl Catalogue {
    /// A reading of the whole registry that brings these entries, and that these are gone.
    pub(crate) fn play(&self, at: Moment, entries: &[Entry], gone: &[String]) {
        let mut noted = self.history.begin(at);
        self.history.note(&mut noted, entries);
        self.history.end(noted, gone, true);
    }
}

/// A node on Preprod that pays both generations, and a key that may pay.
pub(crate) fn means() -> Means {
    let source = |generation, policy_id: &str, address: &str| PaymentSource {
        id: policy_id.to_owned(),
        network: Network::Preprod,
        generation,
        policy_id: policy_id.to_owned(),
        smart_contract_address: address.to_owned(),
        required_admin_signatures: None,
        admins: Vec::new(),
    };
    Means {
        network: Network::Preprod,
        key: Some(KeyStatus {
            id: "key".into(),
            can_read: true,
            can_pay: true,
            can_admin: false,
            networks: vec!["Preprod".into()],
            usage_limited: false,
            remaining_credits: Vec::new(),
            unmatched_credits: Vec::new(),
            elsewhere_credits: Vec::new(),
            status: Some("Active".into()),
        }),
        sources: Some(vec![
            source(Generation::V1, PREPROD_V1, "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm"),
            source(Generation::V2, PREPROD_V2, "addr_test1wzs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgn37w4g"),
        ]),
        allow_local_agents: false,
    }
}
