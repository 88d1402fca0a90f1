//! Choosing an agent: what is known of it opens under its tiles, every number of one's own record opens its purchases, what its seller
//! shows is fetched when it is asked for, and two agents stand side by side before one of them is bought from.

use crate::shopping::{answer, connect, go_to, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use masumi_sandbox::Service;

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_is_looked_at_closely_compared_with_another_and_bought_from() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/agent").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    open_form(&window, "Text Summarizer").await;
    answer(&window, "text", "Tides come twice a day. The moon moves them.").await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("hash[data-state=verified]").await;

    look_at(&window, "Text Summarizer").await;
    window.see("availability-took").await;
    window.see("agent-record[data-jobs=1]").await;
    window.see("record-count[data-went=delivered][data-count=1]").await;
    window.see("record-asked[data-same=1][data-jobs=1]").await;
    both(&window, "tiles", "page").await;
    for tile in ["money", "time", "data", "seller"] {
        window.click(&format!("tile-toggle[data-tile={tile}]")).await;
    }
    both(&window, "tile[data-tile=data]", "tiles-open").await;
    both(&window, "agent-record", "record").await;

    // Nothing is asked before the person wants it.
    let shown = ["GET /summarizer/example", "GET /summarizer/demo"];
    assert_eq!(shown.map(|path| sandbox.faults().requests(Service::Agents, path)), [0, 0]);
    window.click("sample-show[data-of=example]").await;
    window.see("sample[data-of=example][data-state=shown] / result-body").await;
    window.click("sample-show[data-of=demo]").await;
    window.see("sample[data-of=demo][data-state=shown] / result-body").await;
    assert_eq!(shown.map(|path| sandbox.faults().requests(Service::Agents, path)), [1, 1]);
    both(&window, "samples", "samples").await;

    window.click("record-count[data-went=delivered]").await;
    window.see("filter[data-id=dealt]").await;
    window.see("purchase-row[data-agent=Text Summarizer]").await;
    assert_eq!(window.count("purchase-row").await, 1);
    both(&window, "purchases", "evidence").await;
    window.click("back").await;

    window.click("compare-toggle").await;
    window.see("comparing[data-count=1]").await;
    look_at(&window, "Data Extractor").await;
    window.click("sample-show[data-of=demo]").await;
    window.see("sample[data-of=demo][data-state=none]").await;
    window.click("compare-toggle").await;
    window.see("comparing[data-count=2]").await;
    both(&window, "comparing", "marked").await;
    window.click("comparing-go").await;
    window.see("compare[data-loading=false]").await;
    assert_eq!(window.count("compare-column").await, 2);
    window.see("compare-row[data-fact=price][data-differs=true]").await;
    both(&window, "compare-table", "compare").await;
    window.resize(900, 700).await;
    window.picture("compare-narrow").await;
    let more = ["translator", "market-brief"].map(|slug| sandbox.agent_identifier(slug).expect("it is sold here"));
    window.run("location.hash += `,${arguments[0]}`", vec![more.join(",").into()]).await;
    window.becomes("document.querySelectorAll('[data-testid=compare-column][data-known=true]').length === 4").await;
    both(&window, "compare-table", "compare-four").await;
    window.run("history.back()", Vec::new()).await;
    window.becomes("document.querySelectorAll('[data-testid=compare-column]').length === 2").await;
    window.click("compare-only").await;
    window.gone("compare-row[data-differs=false]").await;
    window.run("location.hash += ',7e8b00'", Vec::new()).await;
    window.see("compare-column[data-known=false]").await;
    window.see("compare-gone").await;
    both(&window, "compare-table", "compare-gone").await;
    window.click("compare-column[data-known=false] / compare-remove").await;
    window.gone("compare-gone").await;
    window.click("compare-buy").await;
    window.see("to-review").await;
}

/// From wherever the window is: opens the page of an agent.
async fn look_at(window: &Window, agent: &str) {
    go_to(window, "market").await;
    window.fill("search", agent).await;
    window.click(&format!("agent-card[data-name={agent}]")).await;
    window.see("availability[data-state=available]").await;
}

/// Takes pictures of something in both themes.
async fn both(window: &Window, place: &str, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.style.colorScheme = arguments[0]", vec![theme.into()]).await;
        window.picture_of(place, &format!("{name}-{theme}")).await;
    }
    window.run("document.documentElement.style.colorScheme = ''", Vec::new()).await;
}
