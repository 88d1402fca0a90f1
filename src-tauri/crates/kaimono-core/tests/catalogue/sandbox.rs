//! The catalogue in the sandbox's market: every kind of agent that a newcomer finds there.

use crate::services::agents;
use kaimono_core::{
    catalogue::{Catalogue, Means, Own, Person, When, availability, demo, example, form},
    draft::Drafts,
    error::{Code, Side},
    view::{
        agent::{AvailabilityView, SampleView},
        market::{AgentCard, Blocked, MarketQuery, MarketView, PriceView},
    },
};
use masumi::{
    moment::{HOUR, Moment},
    net::{NodeHttp, Secret, Service},
    node::{Generation, Network, NodeClient},
    registry::{AgentStatus, RegistryClient},
};
use masumi_sandbox::{Config, Fault, Pace, Sandbox, TimeSource};

const NOON: Moment = Moment(1_795_327_041_698);

struct Shop {
    directory: tempfile::TempDir,
    sandbox: Sandbox,
    catalogue: Catalogue,
    registry: RegistryClient,
    means: Means,
}

impl Shop {
    async fn open() -> Shop {
        let pace = Pace { refused_login_ms: 0, ..Pace::default() };
        let config = Config { pace, time: TimeSource::Stopped(NOON), ..Config::default() };
        let sandbox = Sandbox::start(config).await.expect("a sandbox");
        let (registry, node) = sandbox.issue_keys();
        let http = |service, url: String, key| {
            NodeHttp::new(service, url.parse().expect("loopback"), Secret::new(key)).expect("a client")
        };
        let node = NodeClient::new(http(Service::Node, sandbox.node_url(), node));
        let directory = tempfile::tempdir().expect("a directory");
        Shop {
            catalogue: Catalogue::open(directory.path(), Network::Preprod).expect("a catalogue"),
            directory,
            registry: RegistryClient::new(http(Service::Registry, sandbox.registry_url(), registry)),
            means: Means {
                network: Network::Preprod,
                key: Some(node.key_status().await.expect("a key")),
                sources: Some(node.payment_sources(Network::Preprod).await.expect("payment sources")),
                allow_local_agents: true,
            },
            sandbox,
        }
    }

    async fn sync(&self) {
        self.catalogue.sync(&self.registry, self.when(), |_| {}).await.expect("a sync");
    }

    fn when(&self) -> When {
        When { node: self.sandbox.now(), machine: self.sandbox.now() }
    }

    fn market(&self, query: &str) -> MarketView {
        self.catalogue.market(MarketQuery::typed(query), &Person::default(), &self.means).expect("a market")
    }

    fn id(&self, slug: &str) -> String {
        self.sandbox.agent_identifier(slug).expect("an agent of the sandbox")
    }

    fn card(&self, slug: &str) -> AgentCard {
        let id = self.id(slug);
        self.market(&id).rows.pop().expect("listed")
    }
}

#[tokio::test]
async fn every_agent_of_the_sandbox_is_listed_with_its_price_and_what_speaks_against_it() {
    let shop = Shop::open().await;
    shop.sync().await;
    let buyable = [
        ("summarizer", Some(Generation::V1), "2.50 ADA"),
        ("market-brief", Some(Generation::V1), "3.50 tUSDM"),
        ("press-kit", Some(Generation::V1), "1.20 ADA + 0.25 tUSDM"),
        ("translator", Some(Generation::V1), "dynamic"),
        ("haiku", None, "free"),
        ("analyst", Some(Generation::V2), "2.75 ADA"),
        ("forecaster", Some(Generation::V2), "1.75 tUSDM"),
    ];
    for (slug, generation, shown) in buyable {
        let card = shop.card(slug);
        let price = match card.price {
            PriceView::Fixed { amounts } => amounts.into_iter().map(|money| money.text).collect::<Vec<_>>().join(" + "),
            PriceView::Dynamic => "dynamic".into(),
            PriceView::Free => "free".into(),
            PriceView::Unknown { text } => text,
        };
        assert_eq!((card.generation, price.as_str(), card.blocked), (generation, shown, None), "{slug}");
    }
    assert_eq!(shop.card("odd-unit").blocked, Some(Blocked::UnknownUnit));
    assert_eq!(shop.card("offline").status, AgentStatus::Offline);
    assert_eq!(shop.card("web-page").status, AgentStatus::Invalid);
    assert_eq!(shop.market("retired").rows, []);
    let view = shop.market("");
    assert_eq!(view.total, view.standing.mirrored);
    assert_eq!(shop.market("summ").rows[0].name, "Text Summarizer");
}

#[tokio::test]
async fn the_page_of_an_agent_names_its_seller_and_a_retired_one_is_gone() {
    let shop = Shop::open().await;
    shop.sync().await;
    let page = async |slug| {
        let id = shop.id(slug);
        shop.catalogue.agent(&shop.registry, &id, &shop.means, &Own::default()).await
    };
    for (slug, generation) in [("summarizer", Generation::V1), ("analyst", Generation::V2)] {
        let page = page(slug).await.expect("a page");
        assert_eq!((page.technical.seller_vkey.len(), page.failure), (56, None));
        assert!(page.technical.seller_address.starts_with("addr_test1"));
        assert_eq!(page.technical.contract, Sandbox::contract(generation), "{slug}");
    }
    assert_eq!(page("retired").await.expect_err("burned before we came").code, Code::Unknown);
}

#[tokio::test]
async fn agents_are_asked_themselves() {
    let shop = Shop::open().await;
    shop.sync().await;
    let entry = |slug| shop.catalogue.entry(&shop.id(slug)).expect("a store").expect("mirrored");
    let drafts = Drafts::open(shop.directory.path()).expect("drafts");
    for slug in ["summarizer", "market-brief", "translator", "haiku", "analyst", "field-zoo", "contract-reviewer"] {
        let asked = availability(&agents(), &entry(slug), &shop.means).await;
        assert!(matches!(asked, AvailabilityView::Available { .. }), "{slug}: {asked:?}");
        let view = form(&agents(), &drafts, &entry(slug), &shop.means).await.expect("a form");
        assert!(view.form.groups.iter().any(|group| !group.fields.is_empty()), "{slug}");
        assert_eq!(view.needs_ceiling, slug == "translator");
    }
    for (slug, demos) in
        [("summarizer", true), ("market-brief", true), ("counter", false), ("extractor", false), ("haiku", false)]
    {
        let shown = matches!(demo(&agents(), &entry(slug), &shop.means).await, SampleView::Shown { .. });
        assert_eq!(shown, demos, "{slug}");
    }
    for slug in ["summarizer", "market-brief", "slow-report", "extractor"] {
        let stated = entry(slug).example_output.remove(0);
        let seen = example(&agents(), &stated).await;
        assert!(matches!(seen, SampleView::Shown { .. }), "{slug}: {seen:?}");
    }
    let page = availability(&agents(), &entry("web-page"), &shop.means).await;
    assert!(matches!(page, AvailabilityView::NotAnAgent { .. }), "{page:?}");
    let failure = form(&agents(), &drafts, &entry("web-page"), &shop.means).await.expect_err("no form");
    assert_eq!((failure.code, failure.side), (Code::AgentMalformed, Side::Agent));
    let nobody = availability(&agents(), &entry("offline"), &shop.means).await;
    assert!(matches!(nobody, AvailabilityView::Unreachable { .. }), "{nobody:?}");
}

#[tokio::test]
async fn a_registry_that_fails_leaves_the_market_as_it_was() {
    let shop = Shop::open().await;
    shop.sync().await;
    let before = shop.market("").total;
    let faults = shop.sandbox.faults();
    for fault in
        [Fault::status(500, "Internal Server Error"), Fault::html(502), Fault::drop(), Fault::cut(), Fault::not_json()]
    {
        faults.set(masumi_sandbox::Service::Registry, "POST /registry-diff", fault);
        let failure = shop.catalogue.sync(&shop.registry, shop.when(), |_| {}).await.expect_err("a failure");
        let view = shop.market("");
        assert_eq!((view.total, view.standing.failure), (before, Some(failure)));
    }
    let old = Fault::status(404, "Can not POST /api/v1/registry-diff");
    faults.set(masumi_sandbox::Service::Registry, "POST /registry-diff", old);
    shop.sandbox.skip(HOUR);
    shop.sync().await;
    let view = shop.market("");
    assert_eq!(
        (view.total, view.standing.failure, view.standing.mirrored_at),
        (before, None, Some(shop.sandbox.now()))
    );
}
