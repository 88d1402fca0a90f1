//! Forms that ask for more than answers, that change while they are looked at, and several questions at once.

use super::*;
use crate::view::purchase::QuestionView;
use masumi::form::By;

/// A buyer, a registry that lists one free agent, and that agent.
struct Desk {
    directory: TempDir,
    purchases: Purchases,
    agent: Service,
    _services: (Service, Service),
}

impl Desk {
    async fn new() -> Desk {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let (node, registry) = connected_to_both_for(&purchases).await;
        let agent = Service::agent().await;
        let told = json!({
            "agentIdentifier": "7e8b02", "apiBaseUrl": agent.url(), "status": "Online",
            "AgentPricing": { "pricingType": "Free" }, "sellerWallet": { "address": "addr_test1", "vkey": "9a" },
        });
        registry.says("/payment-information", told);
        Desk { directory, purchases, agent, _services: (node, registry) }
    }

    async fn review(&self, schema: &Value, answers: &[(&str, Answer)]) -> crate::view::buy::ApprovalView {
        let wish = Wish {
            agent: "7e8b02".to_owned(),
            answers: answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect(),
            ceiling: None,
            form: Form::parse(schema).unwrap(),
            simulated: None,
            alike: None,
            payer: Payer::in_a_test(Means {
                network: Network::Preprod,
                key: None,
                sources: None,
                allow_local_agents: true,
            }),
        };
        match self.purchases.prepare(wish).await.unwrap() {
            Prepared::Review { approval } => *approval,
            other => panic!("{other:?}"),
        }
    }
}

fn warned(approval: &crate::view::buy::ApprovalView) -> Vec<WarningId> {
    approval.warnings.iter().map(|warning| warning.id).collect()
}

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

#[tokio::test]
async fn a_nonce_that_a_form_asks_for_is_the_one_of_the_purchase_and_the_review_says_so() {
    let desk = Desk::new().await;
    let schema = json!({ "input_data": [
        { "id": "identifierFromPurchaser", "type": "string", "name": "Job reference" },
        { "id": "topic", "type": "string", "name": "Topic" },
    ] });
    let answers = [("topic", text("tides")), ("identifierFromPurchaser", text("job77"))];
    let approval = desk.review(&schema, &answers).await;
    let id = desk.purchases.approve(&approval.id).unwrap();
    let order = desk.purchases.book().read(&id, |state| state.order.clone()).unwrap().unwrap();
    assert_eq!(order.input_data["identifierFromPurchaser"], json!(order.nonce));
    let shown: Vec<_> =
        approval.answers.iter().map(|sent| (sent.label.as_str(), sent.text.concat(), sent.by)).collect();
    assert_eq!(
        shown,
        [("Topic", "tides".to_owned(), By::You), ("Job reference", order.nonce.to_string(), By::Nonce)],
        "and never what was made up"
    );
    assert_eq!(desk.purchases.view(&id).unwrap().row.title, "tides");

    let again = desk.review(&schema, &answers).await;
    assert!(warned(&again).contains(&WarningId::BoughtBefore), "the same was bought, under another nonce");
    let other = desk.review(&schema, &[("topic", text("moons"))]).await;
    assert!(!warned(&other).contains(&WarningId::BoughtBefore));
}

#[tokio::test]
async fn a_form_that_changed_since_it_was_shown_is_announced_and_what_was_shown_is_sent() {
    let desk = Desk::new().await;
    let schema = |tier: &str| {
        json!({ "input_data": [
            { "id": "topic", "type": "string" },
            { "id": "tier", "type": "hidden", "name": "Tier", "data": { "value": { "price": tier } } },
        ] })
    };
    let (shown, changed) = (schema("low"), schema("high"));
    let answers = [("topic", text("tides"))];
    for (status, body, announced) in [
        (200, shown.to_string(), false),
        (200, changed.to_string(), true),
        (200, "[]".to_owned(), true),
        // What is no form says nothing of it.
        (200, "<p>lunch</p>".to_owned(), false),
        (503, "{}".to_owned(), false),
    ] {
        desk.agent.sends("/input_schema", status, &body);
        let approval = desk.review(&shown, &answers).await;
        assert_eq!(warned(&approval).contains(&WarningId::FormChanged), announced, "{body}");
        let hidden = approval.answers.iter().find(|sent| sent.by == By::Agent).unwrap();
        assert_eq!((hidden.label.as_str(), hidden.text.concat()), ("Tier", r#"{"price":"low"}"#.to_owned()));
        let id = desk.purchases.approve(&approval.id).unwrap();
        let sent = desk.purchases.book().read(&id, |state| state.order.clone().unwrap().input_data).unwrap();
        assert_eq!(sent["tier"], json!({ "price": "low" }), "{body}");
    }
}

#[tokio::test]
async fn several_questions_at_once_are_shown_with_their_deadline_and_never_answered_into_the_blue() {
    let desk = Desk::new().await;
    let lock = |id: &str, at: Value| {
        let field = json!({ "id": "response", "type": "textarea", "name": id });
        json!({ "lock_id": id, "expires_at": at, "input_data": [field] })
    };
    let asks = |schema: Value| Event::Asked { question: "q".to_owned(), schema, status_id: None, until: None };
    let soon = NOON.plus(HOUR).0;
    let both = json!([lock("A", json!(soon)), lock("B", json!(NOON.plus(2 * HOUR).0))]);
    let question = |id: &str, schema: Value| -> QuestionView {
        let order =
            event::Order { api_base_url: desk.agent.url(), nonce: format!("{id:0>20}").parse().unwrap(), ..order() };
        desk.purchases.book().begin(id, &approval(order)).unwrap();
        for event in [Event::JobStarting, started(), asks(schema)] {
            desk.purchases.book().record(id, &event).unwrap();
        }
        desk.purchases.view(id).unwrap().question.unwrap()
    };
    let asked = question("0a", both);
    let fields: Vec<_> = asked.form.fields().map(|field| (field.id.as_str(), field.label.as_str())).collect();
    assert_eq!(fields, [("A:response", "A"), ("B:response", "B")]);
    assert_eq!((asked.apart, asked.due.map(|at| at.0), asked.due_by_agent), (true, Some(soon), true));
    let answers = Answers::from([("response".to_owned(), text("yes"))]);
    let refused = desk.purchases.answer("0a", "q", &answers).await.unwrap_err();
    assert_eq!((refused.code, refused.moved), (Code::NotNow, Moved::No));
    assert_eq!(desk.agent.calls().len(), 0, "nothing was sent");
    assert!(!desk.purchases.view("0a").unwrap().question.unwrap().sent);

    let asked = question("0b", json!([lock("A", json!(soon))]));
    assert_eq!((asked.apart, asked.due.map(|at| at.0), asked.due_by_agent), (false, Some(soon), true));
    desk.agent.sends("/provide_input", 200, "{}");
    assert_eq!(desk.purchases.answer("0b", "q", &answers).await.unwrap(), []);
    assert_eq!(desk.agent.calls().len(), 1);
    drop(desk.directory);
}
