//! Every agent of the catalogue, met by Kaimono's own client: what it lists, what it asks, what its terms are worth,
//! what comes of its job, and what its hash proves.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot talk to the sandbox has failed")]

mod support;

use masumi::{
    agent::{AgentClient, Availability, JobStart, JobState, Terms},
    form::{Answer, Answers, Choices, FieldKind, Form},
    identifiers::Nonce,
    moment::{DAY, MINUTE},
    money::{Money, Unit},
    net::{AgentHttp, AgentReach, NodeHttp, Secret, Service},
    node::{Generation, Network, NodeClient, OnChainState, PurchaseError, RefusedFor},
    proof::{
        CheckId, Deal, HashVariant, HashVerdict, Met, Outcome, PayingBody, Price, Verdict, World, canonical_json,
        verify_result, verify_terms,
    },
    registry::{AgentStatus, Entry, ListRequest, Pricing, RegistryClient, StatusFilter},
};
use masumi_sandbox::Sandbox;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use support::stopped;

/// Kaimono's three clients, connected to one sandbox.
struct Kaimono {
    sandbox: Sandbox,
    registry: RegistryClient,
    node: NodeClient,
    agents: AgentClient,
}

impl Kaimono {
    fn connected(sandbox: Sandbox) -> Kaimono {
        let (registry_key, node_key) = sandbox.issue_keys();
        let http =
            |service, url: &str, key: String| NodeHttp::new(service, url.parse().unwrap(), Secret::new(key)).unwrap();
        let registry = RegistryClient::new(http(Service::Registry, &sandbox.registry_url(), registry_key));
        let node = NodeClient::new(http(Service::Node, &sandbox.node_url(), node_key));
        let agents = AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap());
        Kaimono { sandbox, registry, node, agents }
    }

    /// Everything that the registry lists, by the agent's path.
    async fn listed(&self) -> BTreeMap<String, Entry> {
        let request = ListRequest::new(Network::Preprod).status(StatusFilter::Any);
        let entries = self.registry.list(&request).await.unwrap();
        let slug = |entry: &Entry| entry.api_base_url.as_deref().unwrap().rsplit('/').next().unwrap().to_owned();
        entries.into_iter().map(|entry| (slug(&entry), entry)).collect()
    }

    /// Fills the agent's form, starts a job and holds its terms against a deal at the listed price.
    async fn offer(&self, entry: &Entry) -> Offer {
        let base = entry.api_base_url.as_deref().unwrap();
        let form = Form::parse(&self.agents.input_schema(base).await.unwrap()).unwrap();
        let nonce = Nonce::random();
        let input = form.encode(&filled(&form), Choices::default(), &nonce).unwrap();
        let started = self.agents.start_job(base, &nonce, &input).await.unwrap();
        Offer { nonce, input, outcome: started.outcome }
    }

    async fn verdict(&self, entry: &Entry, offer: &Offer, terms: &Terms) -> Verdict {
        let information = self.registry.payment_information(&entry.agent_identifier).await.unwrap().unwrap();
        let sources = self.node.payment_sources(Network::Preprod).await.unwrap();
        let listed = match &entry.pricing {
            Pricing::Fixed(price) => price.clone(),
            _ => entry.supported_sources.first().map(|source| fixed(&source.pricing)).unwrap_or_default(),
        };
        let price = match &entry.pricing {
            Pricing::Dynamic => Price::Ceiling(vec![Money::lovelace(3_000_000)]),
            _ => Price::Fixed(listed),
        };
        let now = self.sandbox.now();
        let deal = Deal {
            network: Network::Preprod,
            agent_identifier: entry.agent().unwrap(),
            generation: if entry.supported_sources.is_empty() { Generation::V1 } else { Generation::V2 },
            seller_vkey: information.seller_vkey.parse().unwrap(),
            nonce: offer.nonce.clone(),
            input_json: canonical_json(&Value::Object(offer.input.clone())).unwrap(),
            price,
            unlock_no_later_than: now.plus(7 * DAY),
            dispute_no_later_than: None,
        };
        let world = World {
            payment_information: &information,
            payment_sources: &sources,
            now,
            identifier: Met::Never,
            client: "a test",
        };
        verify_terms(&deal, terms, &world)
    }

    async fn pay(&self, body: &PayingBody) -> String {
        self.node.purchase(body).await.unwrap();
        body.blockchain_identifier().to_owned()
    }

    async fn state(&self, identifier: &str) -> (Option<OnChainState>, Option<String>) {
        let purchase = self.node.resolve(Network::Preprod, identifier).await.unwrap().unwrap();
        (purchase.on_chain_state, purchase.result_hash)
    }
}

struct Offer {
    nonce: Nonce,
    input: Map<String, Value>,
    outcome: JobStart,
}

impl Offer {
    fn terms(&self) -> &Terms {
        match &self.outcome {
            JobStart::Terms(terms) => terms,
            other => panic!("no terms: {other:?}"),
        }
    }
}

fn fixed(pricing: &Pricing) -> Vec<Money> {
    match pricing {
        Pricing::Fixed(price) => price.clone(),
        other => panic!("no fixed price: {other:?}"),
    }
}

/// Something in every field that has no value to begin with.
fn filled(form: &Form) -> Answers {
    let mut answers = form.defaults();
    for field in form.groups.iter().flat_map(|group| &group.fields) {
        let answer = match field.kind {
            FieldKind::Option | FieldKind::Radio => Answer::Choices(vec![0]),
            FieldKind::Boolean => Answer::Bool(true),
            FieldKind::None | FieldKind::Hidden => continue,
            kind => Answer::Text(typed(kind).to_owned()),
        };
        answers.entry(field.id.clone()).or_insert(answer);
    }
    answers
}

fn typed(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Number | FieldKind::Range => "2",
        FieldKind::Email => "buyer@example.org",
        FieldKind::Url | FieldKind::File => "https://example.org/talk.mp4",
        FieldKind::Tel => "+49 30 123",
        FieldKind::Date => "2026-11-22",
        FieldKind::DatetimeLocal => "2026-11-22T10:00",
        FieldKind::Time => "10:00",
        FieldKind::Month => "2026-11",
        FieldKind::Week => "2026-W47",
        FieldKind::Color => "#1f6feb",
        _ => "A \"good\" market.",
    }
}

/// The checks that did not pass.
fn failed(verdict: &Verdict) -> Vec<CheckId> {
    let checks = match verdict {
        Verdict::Payable(_, checks) | Verdict::OutsideApproval(_, checks) | Verdict::Refused(checks) => checks,
    };
    let bad = |outcome: &Outcome| matches!(outcome, Outcome::Failed { .. } | Outcome::Outside { .. });
    checks.iter().filter(|check| bad(&check.outcome)).map(|check| check.id).collect()
}

#[tokio::test]
async fn the_registry_lists_agents_of_every_kind() {
    let kaimono = Kaimono::connected(stopped().await);
    let listed = kaimono.listed().await;
    assert_eq!(listed.len(), 25, "{:?}", listed.keys());
    assert_eq!(listed["haiku"].pricing, Pricing::Free);
    assert_eq!(listed["translator"].pricing, Pricing::Dynamic);
    assert_eq!(listed["offline"].status, AgentStatus::Offline);
    assert_eq!(listed["web-page"].status, AgentStatus::Invalid);
    assert_eq!(fixed(&listed["press-kit"].pricing).len(), 2);
    assert!(matches!(fixed(&listed["odd-unit"].pricing)[0].unit, Unit::Unknown(_)));
    let second = &listed["forecaster"].supported_sources[0];
    assert_eq!(second.address, Sandbox::contract(Generation::V2));
    assert_eq!(fixed(&second.pricing)[0].amount.0, 1_750_000);
}

#[tokio::test]
async fn honest_agents_are_payable_deliver_and_prove_it() {
    let kaimono = Kaimono::connected(stopped().await);
    let listed = kaimono.listed().await;
    for (slug, variant) in [
        ("summarizer", HashVariant::Escaped),
        ("market-brief", HashVariant::Escaped),
        ("translator", HashVariant::Escaped),
        ("slow-report", HashVariant::Escaped),
        ("extractor", HashVariant::JsonText),
        ("counter", HashVariant::Bare),
        ("press-kit", HashVariant::Escaped),
        ("analyst", HashVariant::Escaped),
        ("forecaster", HashVariant::Escaped),
        ("field-zoo", HashVariant::Escaped),
    ] {
        let entry = &listed[slug];
        let base = entry.api_base_url.as_deref().unwrap();
        assert!(
            matches!(
                kaimono.agents.availability(base, &entry.agent_identifier).await.unwrap(),
                Availability::Available(_)
            ),
            "{slug}"
        );
        let offer = kaimono.offer(entry).await;
        let verdict = kaimono.verdict(entry, &offer, offer.terms()).await;
        let Verdict::Payable(body, _) = &verdict else { panic!("{slug}: {:?}", failed(&verdict)) };
        let identifier = kaimono.pay(body).await;
        kaimono.sandbox.skip(2 * MINUTE);
        let status = kaimono.agents.status(base, &offer.terms().job_id).await.unwrap();
        assert_eq!(status.state, JobState::Completed, "{slug}");
        let (state, hash) = kaimono.state(&identifier).await;
        assert_eq!(state, Some(OnChainState::ResultSubmitted), "{slug}");
        let proven = verify_result(&offer.nonce, &status.result.unwrap(), hash.as_deref());
        assert_eq!(proven, HashVerdict::Verified { variant }, "{slug}");
        kaimono.sandbox.top_up();
    }
}

#[tokio::test]
async fn a_free_agent_works_at_once_and_costs_nothing() {
    let kaimono = Kaimono::connected(stopped().await);
    let listed = kaimono.listed().await;
    let offer = kaimono.offer(&listed["haiku"]).await;
    let JobStart::Free(job) = &offer.outcome else { panic!("{:?}", offer.outcome) };
    kaimono.sandbox.skip(MINUTE);
    let base = listed["haiku"].api_base_url.as_deref().unwrap();
    let status = kaimono.agents.status(base, job).await.unwrap();
    assert_eq!((status.state, status.result.is_some()), (JobState::Completed, true));
    assert_eq!(kaimono.sandbox.all_locks(), 0);
}

#[tokio::test]
async fn dishonest_agents_are_found_out_where_they_lie() {
    let kaimono = Kaimono::connected(stopped().await);
    let listed = kaimono.listed().await;
    let offer = kaimono.offer(&listed["foreign-key"]).await;
    let wrong = failed(&kaimono.verdict(&listed["foreign-key"], &offer, offer.terms()).await);
    assert!(wrong.contains(&CheckId::SellerRegistered), "{wrong:?}");

    let offer = kaimono.offer(&listed["odd-unit"]).await;
    let wrong = failed(&kaimono.verdict(&listed["odd-unit"], &offer, offer.terms()).await);
    assert!(wrong.contains(&CheckId::Unit), "{wrong:?}");

    let base = listed["web-page"].api_base_url.as_deref().unwrap();
    assert!(matches!(kaimono.agents.availability(base, "").await.unwrap(), Availability::NotAnAgent(_)));
    let base = listed["offline"].api_base_url.as_deref().unwrap();
    assert!(kaimono.agents.availability(base, "").await.is_err());
}

#[tokio::test]
async fn a_price_that_rose_on_chain_is_refused_by_the_node_and_nothing_is_paid() {
    let kaimono = Kaimono::connected(stopped().await);
    let listed = kaimono.listed().await;
    let offer = kaimono.offer(&listed["changed-price"]).await;
    let verdict = kaimono.verdict(&listed["changed-price"], &offer, offer.terms()).await;
    let Verdict::Payable(body, _) = &verdict else { panic!("{:?}", failed(&verdict)) };
    let refused = kaimono.node.purchase(body).await.unwrap_err();
    assert!(matches!(refused, PurchaseError::Refused { why: RefusedFor::Body, .. }));
    assert!(format!("{refused:?}").contains("Provided Amounts do not match the fixed pricing"), "{refused:?}");
    assert_eq!(kaimono.sandbox.all_locks(), 0);
}

#[tokio::test]
async fn a_quote_above_the_ceiling_is_outside_the_approval() {
    let kaimono = Kaimono::connected(stopped().await);
    let entry = kaimono.listed().await.remove("translator").unwrap();
    let base = entry.api_base_url.as_deref().unwrap();
    let Value::Object(input) = serde_json::json!({"text": "word ".repeat(100), "language": [0]}) else { panic!() };
    let nonce = Nonce::random();
    let started = kaimono.agents.start_job(base, &nonce, &input).await.unwrap();
    let offer = Offer { nonce, input, outcome: started.outcome };
    let verdict = kaimono.verdict(&entry, &offer, offer.terms()).await;
    assert!(matches!(verdict, Verdict::OutsideApproval(..)), "{:?}", failed(&verdict));
    assert_eq!(failed(&verdict), [CheckId::Price]);
}

#[tokio::test]
async fn agents_that_fail_or_swap_the_result_are_seen_through() {
    let kaimono = Kaimono::connected(stopped().await);
    let listed = kaimono.listed().await;
    for slug in ["transcriber", "wrong-hash"] {
        let entry = &listed[slug];
        let offer = kaimono.offer(entry).await;
        let verdict = kaimono.verdict(entry, &offer, offer.terms()).await;
        let Verdict::Payable(body, _) = &verdict else { panic!("{slug}: {:?}", failed(&verdict)) };
        let identifier = kaimono.pay(body).await;
        kaimono.sandbox.skip(MINUTE);
        let base = entry.api_base_url.as_deref().unwrap();
        let status = kaimono.agents.status(base, &offer.terms().job_id).await.unwrap();
        let (state, hash) = kaimono.state(&identifier).await;
        if slug == "transcriber" {
            assert_eq!((status.state, state), (JobState::Failed, Some(OnChainState::FundsLocked)));
            assert!(status.message.contains("could not be decoded"), "{}", status.message);
        } else {
            let proven = verify_result(&offer.nonce, &status.result.unwrap(), hash.as_deref());
            assert!(matches!(proven, HashVerdict::Mismatch { .. }), "{proven:?}");
        }
    }
}
