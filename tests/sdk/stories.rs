//! What the SDK does its own way, and what Kaimono makes of it.

use crate::buyer::{Buyer, answers, text};
use kaimono_core::{
    error::{Code, Moved, Side},
    view::purchase::{Phase, StepState},
};
use masumi::{
    form::{Answer, FieldKind, Rule},
    proof::{HashVariant, HashVerdict, Outcome},
};
use masumi_sandbox::Service;

const ESCAPED: HashVerdict = HashVerdict::Verified { variant: HashVariant::Escaped };

#[tokio::test]
async fn an_agent_built_with_the_sdk_is_paid_delivers_and_is_verified() {
    let mut buyer = Buyer::new().await;
    let theme = "Übermut \"und\" \\ Zeilen\nmehr";
    let id = buyer.buy("poet", &[("theme", text(theme))]).await;
    let view = buyer.until_phase(&id, Phase::Delivered).await;
    // Quotes, newlines, tabs and backslashes: the SDK hashes the text as it stands inside a JSON string.
    assert_eq!(view.hash, ESCAPED);
    assert!(buyer.result(&view).await.contains("\tviolets\\blue –"));
    let failed = view.checks.iter().filter(|check| matches!(check.outcome, Outcome::Failed { .. }));
    assert_eq!(failed.count(), 0, "{:?}", view.checks);
    assert!(view.steps.iter().take(7).all(|step| step.state == StepState::Done), "{:?}", view.steps);
    assert_eq!(buyer.sandbox.all_locks(), 1);
}

#[tokio::test]
async fn groups_of_questions_are_asked_and_answered_together() {
    let mut buyer = Buyer::new().await;
    let form = buyer.form("planner").await.form;
    let groups: Vec<(&str, Vec<&str>)> = form
        .groups
        .iter()
        .map(|group| (group.title.as_str(), group.fields.iter().map(|field| field.id.as_str()).collect()))
        .collect();
    assert_eq!(groups, [("The trip", vec!["city", "days", "meals"]), ("You", vec!["email", "page"])]);
    let given = [
        ("city", text("Kyōto")),
        ("days", text("3")),
        ("meals", Answer::Choices(vec![0, 2])),
        ("email", text("ada@example.org")),
    ];
    let id = buyer.buy("planner", &given).await;
    let view = buyer.until_phase(&id, Phase::Delivered).await;
    assert_eq!(view.hash, ESCAPED);
    // The agent gave back what it was given: a number is a number, a blank optional answer was not sent.
    let result: serde_json::Value = serde_json::from_str(&buyer.result(&view).await).unwrap();
    let expected = serde_json::json!({"route": "Kyōto", "days": 3, "meals": [0, 2], "to": "ada@example.org"});
    assert_eq!(result, expected);
}

#[tokio::test]
async fn what_the_sdk_refuses_comes_back_at_the_fields_with_its_words() {
    let mut buyer = Buyer::new().await;
    let given = |email: &str, page: &str| {
        [("city", text("Kyōto")), ("days", text("3")), ("email", text(email)), ("page", text(page))]
    };
    // Both are what they should be. But the SDK knows no letters beyond ASCII in the one and no hyphen in the other.
    let typed = given("käthe@example.org", "https://example.org/my-page");
    let id = buyer.buy("planner", &typed).await;
    let view = buyer.until_phase(&id, Phase::Refused).await;
    let failure = view.failure.unwrap();
    assert_eq!((failure.code, failure.side, failure.moved), (Code::AgentRefused, Side::Agent, Moved::No));

    let form = buyer.form("planner").await;
    let said: Vec<_> =
        form.refused.iter().map(|error| (error.field.as_str(), error.rule, error.text.as_str())).collect();
    let expected = [
        ("email", Rule::Agent, "Field 'email' must be a valid email address"),
        ("page", Rule::Agent, "Field 'page' must be a valid URL"),
    ];
    assert_eq!(said, expected);
    assert_eq!(form.draft, answers(&typed), "nobody types a form twice");

    let changed = given("kaethe@example.org", "https://example.org/my-page");
    buyer.house.save_draft(&form.agent, &answers(&changed)).await.unwrap();
    assert_eq!(buyer.form("planner").await.refused, [], "what was changed is not refused yet");
    let id = buyer.buy("planner", &given("kaethe@example.org", "https://example.org/page")).await;
    buyer.until_phase(&id, Phase::Delivered).await;
    assert!(buyer.form("planner").await.draft.is_empty(), "what was taken is not asked again");
}

#[tokio::test]
async fn an_agent_built_with_the_sdk_asks_and_goes_on_after_the_answer() {
    let mut buyer = Buyer::new().await;
    let id = buyer.buy("editor", &[("text", text("One.\nTwo."))]).await;
    let question = buyer.until_phase(&id, Phase::Question).await.question.unwrap();
    let kinds: Vec<FieldKind> = question.form.fields().map(|field| field.kind).collect();
    assert_eq!(kinds, [FieldKind::Option, FieldKind::Text, FieldKind::Url]);

    let blank = buyer.house.answer(&id, &question.id, &answers(&[])).await.unwrap();
    assert!(blank.iter().any(|error| (error.field.as_str(), error.rule) == ("title", Rule::Required)), "{blank:?}");
    let given = [("tone", Answer::Choices(vec![1])), ("title", text("On \"counting\""))];
    // The SDK knows no hyphen in the path of a URL, and says so with a 500. The question is still open.
    let strange = answers(&[given.as_slice(), &[("source", text("https://example.org/my-text"))]].concat());
    let refused = buyer.house.answer(&id, &question.id, &strange).await.unwrap_err();
    assert_eq!((refused.code, refused.side), (Code::AgentRefused, Side::Agent));
    assert!(refused.quote.contains("Field 'source' must be a valid URL"), "{}", refused.quote);
    let given = answers(&given);
    assert_eq!(buyer.house.answer(&id, &question.id, &given).await.unwrap(), []);

    let view = buyer.until_phase(&id, Phase::Delivered).await;
    assert_eq!(view.hash, ESCAPED);
    assert_eq!(buyer.result(&view).await, "On \"counting\"\nOne.\nTwo.\n([1])");
}

#[tokio::test]
async fn an_empty_form_is_sent_as_it_is_and_the_sdk_cannot_take_it() {
    let mut buyer = Buyer::new().await;
    let id = buyer.buy("oracle", &[]).await;
    let view = buyer.until_phase(&id, Phase::Refused).await;
    let failure = view.failure.unwrap();
    assert_eq!((failure.code, failure.side, failure.moved), (Code::ServiceFailed, Side::Agent, Moved::No));
    // It makes no hash of nothing, and its node wants one.
    assert!(failure.quote.contains("inputHash: Invalid input"), "{}", failure.quote);
    assert_eq!(buyer.sandbox.faults().requests(Service::Node, "POST /purchase"), 0);

    let id = buyer.buy("oracle", &[("question", text("Will it rain"))]).await;
    let view = buyer.until_phase(&id, Phase::Delivered).await;
    assert_eq!(buyer.result(&view).await, "Will it rain? Yes.");
}

#[tokio::test]
async fn an_sdk_that_cannot_give_away_says_so_and_costs_nothing() {
    let mut buyer = Buyer::new().await;
    let id = buyer.buy("giver", &[("wish", text("A pony"))]).await;
    let view = buyer.until_phase(&id, Phase::Refused).await;
    let failure = view.failure.unwrap();
    assert_eq!((failure.code, failure.side, failure.moved), (Code::ServiceFailed, Side::Agent, Moved::No));
    // Its own words: it asked its node for terms of a price that it does not have.
    assert!(failure.quote.contains("Pricing type not supported for payments"), "{}", failure.quote);
    assert_eq!(buyer.sandbox.faults().requests(Service::Node, "POST /purchase"), 0);
}
