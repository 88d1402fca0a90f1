//! What a purchase talks to: exactly the three counterparts, for exactly what it is made of.

use super::*;
use crate::contacts::{HostOwner, HostPurpose};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_purchase_talks_to_node_registry_and_agent_and_to_nobody_else() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "summarizer").await;
    running.until_phase(&id, Phase::Delivered).await;
    let port = |url: &str| url.trim_end_matches("/api/v1").rsplit(':').next().unwrap().parse::<u16>().unwrap();
    let expected = [
        (
            HostOwner::Node,
            port(&desk.sandbox.node_url()),
            BTreeSet::from([HostPurpose::Check, HostPurpose::Purchases, HostPurpose::Pay]),
        ),
        (HostOwner::Registry, port(&desk.sandbox.registry_url()), BTreeSet::from([HostPurpose::Terms])),
        (
            HostOwner::Agent,
            port(&desk.sandbox.agents_url()),
            BTreeSet::from([HostPurpose::Form, HostPurpose::Job, HostPurpose::Progress]),
        ),
    ];
    let view = desk.contacts.view();
    let told = view.hosts.iter().map(|host| {
        assert_eq!(host.host, "127.0.0.1");
        (host.whose, host.port, host.purposes.iter().map(|purpose| purpose.purpose).collect::<BTreeSet<_>>())
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let times = |wanted: HostPurpose| {
        let all = view.hosts.iter().flat_map(|host| &host.purposes);
        all.filter(|purpose| purpose.purpose == wanted).map(|purpose| purpose.asked).sum::<u32>()
    };
    assert_eq!((times(HostPurpose::Pay), times(HostPurpose::Job)), (1, 1));
    assert_eq!(view.unlisted, 0);
}
