//! What a person does with what they bought: reads it, finds their way in it, takes values out of it, and keeps it as a file.

use crate::shopping::{answer, connect, go_to, open_form};
use kaimono_stories::{
    checkout,
    desktop::{Desktop, Keyring},
    node::within_the_story,
    seller::Seller,
    window::Window,
};
use masumi_sandbox::Sandbox;
use serde_json::{Value, json};
use std::fs;

const REPORT: &str = "# Coffee in Trieste\n\nTrieste drinks twice as much as the rest of Italy.\n\n## Where\n\n\
    | Café | Founded | Cups a day |\n|---|---|---|\n| Caffè degli Specchi | 1839 | 900 |\n| San Marco | 1914 | 1200 |\n| =Tommaseo | 1830 | 80 |\n\n\
    ## How\n\nAsk for a *nero*. More at https://files.example.org/trieste/guide%20one.pdf and [here](http://HOST/input_schema).\n\n### At home\n\nUse a moka.\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_read_walked_through_and_kept() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/result").await;
    let (window, seller, _sandbox) = begin(&desktop).await;
    // Longer than what is put into the page at once.
    let years: String = (0..600).map(|year| format!("| {} | {year} |\n", 1400 + year)).collect();
    let report = REPORT.replace("HOST", seller.host())
        + &format!("\n## Every year\n\n| Year | Cups |\n|---|---|\n{years}\nThat is all.\n");
    seller.delivers(&json!(report));
    buy(&window).await;
    in_both_themes(&window, "markdown").await;

    // Numbers by what they are, and what is copied is no formula.
    window.click("table-sort").await;
    window.run("document.querySelectorAll('[data-testid=table-sort]')[2].click()", Vec::new()).await;
    window.becomes("document.querySelector('.result-table tbody tr td').textContent === '=Tommaseo'").await;
    window
        .run(
            "window.copied = []; navigator.clipboard.writeText = async (text) => void window.copied.push(text);",
            Vec::new(),
        )
        .await;
    window.click("table-copy").await;
    let rows =
        "Café,Founded,Cups a day\r\n'=Tommaseo,1830,80\r\nCaffè degli Specchi,1839,900\r\nSan Marco,1914,1200\r\n";
    window.becomes("window.copied.length === 1").await;
    assert_eq!(window.run("return window.copied[0]", Vec::new()).await, json!(rows));
    // A table that comes in pieces is one, and what stands below it comes after it.
    let years = "document.querySelectorAll('[data-testid=table]')[1]";
    window.becomes(&format!("{years}.querySelectorAll('tbody tr').length === 500")).await;
    window.click("table-more").await;
    window.becomes(&format!("{years}.querySelectorAll('tbody tr').length === 600")).await;
    window
        .run(&format!("{years}.closest('.result-table').querySelector('[data-testid=table-copy]').click()"), Vec::new())
        .await;
    window
        .becomes(
            "window.copied[1]?.split('\\r\\n').length === 602 && window.copied[1].includes('\\r\\n1999,599\\r\\n')",
        )
        .await;
    window.becomes(&format!("document.querySelectorAll('[data-testid=table]').length === 2 && {years}.closest('.prose-piece').nextElementSibling.textContent.includes('That is all.')")).await;
    window.click("result-leads-toggle").await;
    window.see("result-address[data-host=files.example.org]").await;
    // What the host gives another time is another file, and both are kept.
    let here = format!("result-address[data-host={}]", seller.host());
    window.click(&format!("{here} / file-fetch")).await;
    window.see("fetched[data-kind=text][data-another=false]").await;
    seller.asks(&json!([]));
    window.click(&format!("{here} / file-fetch")).await;
    window.see("fetched[data-another=true]").await;
    let file = window.attribute("fetched[data-another=true]", "data-path").await;
    assert_eq!(fs::read_to_string(file).expect("it is kept"), r#"{"input_data":[]}"#);
    window.click("result-address[data-host=files.example.org] / file-fetch").await;
    window.see("file-missed").await;
    window.picture_of("result-leads", "where-it-leads").await;
    seller.asks(&json!([{ "id": "text", "type": "string", "name": "Text", "validations": [{ "validation": "optional", "value": "true" }] }]));

    // In full, by one key, and back by another.
    window.press("f").await;
    window.see("reading / outline").await;
    in_both_themes(&window, "reading").await;
    window.run("document.querySelectorAll('[data-testid=outline-heading]')[3].click()", Vec::new()).await;
    window.becomes("document.activeElement.textContent === 'At home'").await;
    window.press("Escape").await;
    window.gone("reading").await;
    window.has_focus("result-read").await;

    // As it came, to the byte, and as a page for any browser.
    assert_eq!(saved(&window, "save-original").await, report);
    let page = saved(&window, "save-page").await;
    assert!(page.contains("<h3>Coffee in Trieste</h3>") && !page.contains("<script"), "{page}");
    window.picture("saved").await;

    let json = r#"{"city": "Trieste", "cups": 1.50, "cafes": [{"name": "San Marco", "since": 1914}, {"name": "Tommaseo", "since": 1830}], "cups": 2e2, "rows": ["#
        .to_owned() + &(0..250).map(|number| format!("{{\"n\": {number}}}")).collect::<Vec<_>>().join(", ") + "]}";
    seller.delivers(&json!(json));
    buy(&window).await;
    window.see("json-twice").await;
    in_both_themes(&window, "tree").await;
    window.run("document.querySelector('[data-testid=json-row]').focus()", Vec::new()).await;
    window.press("End").await;
    window.press("ArrowRight").await;
    window.see("json-row[data-kind=more]").await;
    window.press("End").await;
    window.press("Enter").await;
    window.becomes("document.querySelectorAll('[data-testid=json-row][data-path^=\"$.rows[\"]').length === 200").await;
    window.becomes("document.activeElement.dataset.path === '$.rows[100]'").await;
    window.press("ArrowUp").await;
    window.press("Enter").await;
    window.becomes("document.activeElement.ariaExpanded === 'true'").await;
    window.press("ArrowRight").await;
    window.press("Enter").await;
    window.see("menu-item[data-item=copy-path]").await;
    window.picture("tree-menu").await;
    window.press("Escape").await;
    assert_eq!(saved(&window, "save-original").await, json);
    window.resize(900, 700).await;
    window.picture("tree-narrow").await;
}

async fn begin(desktop: &Desktop) -> (Window, Seller, Sandbox) {
    let (sandbox, connection) = within_the_story().await;
    let seller = Seller::start(&sandbox, "Coffee Guide").await;
    let window = Window::open(desktop).await;
    connect(&window, &connection).await;
    (window, seller, sandbox)
}

async fn buy(window: &Window) {
    open_form(window, "Coffee Guide").await;
    answer(window, "text", "Where does one drink coffee in Trieste?").await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("result[data-complete=true] / result-body").await;
}

async fn in_both_themes(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        window.run(&format!("document.documentElement.style.colorScheme = '{theme}'"), Vec::new()).await;
        window.picture(&format!("{name}-{theme}")).await;
    }
    window.run("document.documentElement.style.colorScheme = ''", Vec::new()).await;
}

/// Saves it in a form, and gives what is in the file.
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
async fn saved(window: &Window, form: &str) -> String {
    let ending = if form == "save-page" { ".html" } else { "" };
    let before =
        window.run("return document.querySelector('[data-testid=result-saved]')?.dataset.path ?? ''", Vec::new()).await;
    window.click("result-save / menu-open").await;
    window.click(&format!("menu-item[data-item={form}]")).await;
    let another =
        format!("(document.querySelector('[data-testid=result-saved]')?.dataset.path ?? {before}) !== {before}");
    window.becomes(&another).await;
    let path = window.attribute("result-saved", "data-path").await;
    assert!(path.contains("result-coffee-guide") && path.ends_with(ending), "{path}");
    fs::read_to_string(path).expect("it is there")
}

/// The longest time between two beats of 16 ms while the page of a purchase opens and its result is put into it, to the last piece.
const BEATS: &str = "
    window.longest = undefined;
    const [id] = arguments;
    let [last, longest] = [performance.now(), 0];
    const beat = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
    }, 16);
    location.hash = `#/purchases/${id}`;
    let changed = Infinity;
    const changes = new MutationObserver(() => { changed = performance.now(); });
    const looking = setInterval(() => {
        const body = document.querySelector('[data-testid=result] [data-testid=result-body]');
        if (!body) return;
        if (changed === Infinity) {
            changed = performance.now();
            changes.observe(body, { childList: true, characterData: true, subtree: true });
        }
        // Rows of a long table that are not shown come without a change; it can be copied when all are there. What was put into the
        // page is laid out in the frames after it.
        const isComing = body.querySelector('[data-testid=table]') && !body.querySelector('[data-testid=table-copy]');
        if (isComing || performance.now() - changed < 1000) return;
        clearInterval(looking);
        clearInterval(beat);
        changes.disconnect();
        window.longest = longest;
    }, 50);";

/// What a page costs that shows a large result, beside the same page with an empty one. For `make bench-results`; the figures are
/// in `target/results.json`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement: make bench-results"]
async fn large_results_in_the_window() {
    const ROUNDS: usize = 5;
    let desktop = Desktop::new(Keyring::Unlocked, "stories/large-results").await;
    let (window, seller, _sandbox) = begin(&desktop).await;
    let paragraph = "## A heading\n\nWords *and* **more** words, with [a link](https://example.org/) and `code`.\n\n- one\n- two\n\n";
    let row = |cell: &str, many: usize| format!("|{}\n", format!("{cell}|").repeat(many));
    let cases = [
        ("empty", json!("")),
        ("4 MB of Markdown", json!(paragraph.repeat(3_900_000 / paragraph.len()))),
        ("190,000 tabulators", json!(format!("a{}b", "\t".repeat(190_000)))),
        ("a word of 200,000 letters", json!("x".repeat(200_000))),
        ("a table of 10,000 columns", json!(format!("{}{}{}", row("h", 10_000), row("-", 10_000), row("c", 10_000)))),
        ("a table of 5,000 rows", json!(format!("{}{}{}", row("h", 4), row("-", 4), row("cell", 4).repeat(5_000)))),
        ("3 MB of JSON", json!(format!("[{}1]", "{\"name\": [1, 2.50, \"text\"]},".repeat(90_000)))),
    ];
    let mut purchases: Vec<(&str, String)> = Vec::new();
    for (name, result) in &cases {
        seller.delivers(result);
        buy(&window).await;
        window.picture(&name.replace([' ', ','], "-")).await;
        purchases.push((name, window.attribute("purchase", "data-id").await));
    }
    let mut figures: Vec<(&str, Vec<f64>)> = cases.iter().map(|(name, _)| (*name, Vec::new())).collect();
    for _ in 0..ROUNDS {
        for ((_, id), (_, gaps)) in purchases.iter().zip(&mut figures) {
            go_to(&window, "wallet").await;
            window.see("wallet").await;
            window.run(BEATS, vec![json!(id)]).await;
            window.becomes("window.longest !== undefined").await;
            gaps.push(window.run("return window.longest", Vec::new()).await.as_f64().expect("milliseconds"));
        }
    }
    let median = |gaps: &mut Vec<f64>| {
        gaps.sort_by(f64::total_cmp);
        gaps[gaps.len() / 2]
    };
    let told: Vec<Value> =
        figures.iter_mut().map(|(name, gaps)| json!({ "result": name, "longestGapMs": median(gaps) })).collect();
    println!("{}", serde_json::to_string_pretty(&told).expect("JSON"));
    fs::write(checkout().join("target/results.json"), serde_json::to_string_pretty(&told).expect("JSON"))
        .expect("written");
}
