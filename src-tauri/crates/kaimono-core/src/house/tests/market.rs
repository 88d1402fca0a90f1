//! Agents that no list has, and what the person marks.

use super::*;
use crate::view::market::Blocked;

/// An agent of V2 that this registry does not know, as the node reads its token.
const UNLISTED: &str = "67ab0c92c4ac1610895a1c965ee50aba41a8f1513b15240723b3bd0b0014df10";

fn token(id: &str) -> serde_json::Value {
    json!({
        "policyId": &UNLISTED[..56], "assetName": &UNLISTED[56..], "agentIdentifier": id,
        "Metadata": { "name": "Poet", "apiBaseUrl": "https://poet.example.org", "AgentPricing": { "pricingType": "Free" } },
    })
}

#[tokio::test]
async fn an_agent_that_only_the_node_knows_is_shown_and_cannot_be_bought() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    machine.registry.refuses("/payment-information", 404, "Payment information not found");
    machine.node.refuses("/registry/agent-identifier", 404, "Agent identifier not found");
    assert_eq!(kaimono.agent(UNLISTED).await.unwrap_err().code, Code::Unknown);
    machine.node.says("/registry/agent-identifier", token("67ab"));
    assert_eq!(kaimono.agent(UNLISTED).await.unwrap_err().code, Code::Unknown, "the node told of another one");

    machine.node.says("/registry/agent-identifier", token(UNLISTED));
    let view = kaimono.agent(&UNLISTED.to_uppercase()).await.unwrap();
    assert_eq!((view.card.name.as_str(), view.card.blocked), ("Poet", Some(Blocked::SellerUnknown)));
    assert_eq!(view.technical.seller_vkey, "");
    // Whoever asks for it all the same is told that the registry does not know it.
    let prepared = kaimono.prepare(UNLISTED, Answers::new(), None).await;
    assert!(!matches!(prepared, Ok(Prepared::Review { .. })), "{prepared:?}");
    // Nobody else's identifier is a path of the node.
    let asked = machine.node.queries("/registry/agent-identifier").len();
    for odd in ["../purchase", "67ab", ""] {
        assert!(kaimono.agent(odd).await.is_err());
    }
    assert_eq!(machine.node.queries("/registry/agent-identifier").len(), asked);

    // It is remembered, and can be marked although no list has it.
    let marked = kaimono.favourite(&UNLISTED.to_uppercase(), true).await.unwrap();
    assert_eq!((marked.favourites[0].id.as_str(), marked.favourites[0].name.as_str()), (UNLISTED, "Poet"));
    assert_eq!(marked.recent[0].id, UNLISTED);
    machine.stop(kaimono).await;
    let kaimono = machine.start();
    assert_eq!(kaimono.bookmarks().await.unwrap().favourites, marked.favourites);
    assert_eq!(kaimono.favourite(UNLISTED, false).await.unwrap().favourites, []);
}

#[tokio::test]
async fn without_the_persons_wish_there_is_no_picture() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    kaimono.refresh_market().await.unwrap();
    let id = kaimono.market(MarketQuery::default()).await.unwrap().rows[0].id.clone();
    assert_eq!(kaimono.agent_picture(&id).await.unwrap(), None);
    kaimono.set_settings(Settings { pictures: true, ..Settings::default() }).await.unwrap();
    // Its picture is in IPFS, and there is no gateway: nobody is asked for it now either.
    assert_eq!(kaimono.agent_picture(&id).await.unwrap(), None);
    assert_eq!(kaimono.agent_picture(UNLISTED).await.unwrap(), None, "nor of an agent that is not listed");
}
