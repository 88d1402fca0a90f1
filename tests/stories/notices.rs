//! People hear of it: notifications that come once and open what they are about, a window that closes and goes on watching,
//! and a second start that finds the first.

use crate::shopping::{buy, connect, go_to, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    program,
    services::{Notifications, Portal, Swallower, Tray},
    wait,
    window::Window,
};
use masumi_sandbox::{Fault, Sandbox, Service};
use std::fs::{self, File};

const CONTRACT: &str = "The supplier delivers within ten days.";
const STATUS: &str = "GET /contract-reviewer/status";

/// Buys, and closes the window before anything is delivered: what happens while somebody looks at it is not told.
async fn buy_and_look_away(desktop: &Desktop) -> (Sandbox, Window) {
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(desktop).await;
    connect(&window, &connection).await;
    sandbox.faults().set(Service::Agents, "GET /extractor/status", Fault::drop());
    buy(&window, "Data Extractor", "text", "Write to ada@example.org by 12 May.").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    window.kill();
    sandbox.faults().clear_all();
    (sandbox, Window::open(desktop).await)
}

/// Buys from an agent that is not to be reached once it is paid; in the end it has a question.
async fn buy_and_hear_nothing(desktop: &Desktop) -> (Sandbox, Window) {
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(desktop).await;
    connect(&window, &connection).await;
    sandbox.faults().set(Service::Agents, STATUS, Fault::drop());
    buy(&window, "Contract Reviewer", "contract", CONTRACT).await;
    window.see("step[data-step=escrow][data-state=done]").await;
    (sandbox, window)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_told_once_and_a_click_opens_it() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/told-once").await;
    let notifications = Notifications::begin(&desktop).await;
    let (sandbox, window) = buy_and_look_away(&desktop).await;
    let told = notifications.see("“Data Extractor” has delivered").await;
    assert_eq!(told.body, "The result is here, and it matches the proof on the chain.");
    assert_eq!(told.actions, ["default", "Open Kaimono"]);
    // P63: window, notification and desktop entry are of one name.
    assert_eq!(told.entry, "kaimono");
    desktop.window_has("WM_CLASS", "\"kaimono\", \"Kaimono\"").await;
    // P55: by its token the desktop lets the window come to the front.
    notifications.click(&told, "stories/1_TIME1000000001").await;
    window.see("hash[data-state=verified]").await;
    desktop.window_has("_NET_WM_USER_TIME", "= 1000000001").await;
    sandbox.faults().set(Service::Agents, STATUS, Fault::drop());
    buy(&window, "Contract Reviewer", "contract", CONTRACT).await;
    window.see("step[data-step=escrow][data-state=done]").await;
    // Where and how large the window was is kept, also where nobody closes it.
    window.resize(900, 640).await;
    let place = desktop.data().join("window.json");
    wait::until("it is written down", || fs::read_to_string(&place).is_ok_and(|text| text.contains("[900,640]"))).await;
    window.kill();
    sandbox.faults().clear_all();

    let window = Window::open(&desktop).await;
    window.becomes("innerWidth === 900 && innerHeight === 640").await;
    notifications.see("“Contract Reviewer” has a question for you").await;
    window.see("needs-you[data-count=1]").await;
    assert_eq!(notifications.shown().len(), 2, "what was told before the restart is not told again");
}

/// P54: something else has the name of notifications and draws none, or nobody is to be disturbed.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_desktop_swallows_or_keeps_back_is_told_once_it_can_be() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/swallowed").await;
    let swallower = Swallower::begin(&desktop).await;
    let (_sandbox, window) = buy_and_look_away(&desktop).await;
    go_to(&window, "purchases").await;
    window.see("purchase-row[data-phase=delivered]").await;
    go_to(&window, "settings").await;
    window.click("notice-test").await;
    window.see("notice-tested[data-taken=false]").await;
    window.picture_of("settings-section[data-section=notices]", "not-taken").await;
    assert_eq!(swallower.taken(), 0, "it is given nothing");
    drop(swallower);
    let notifications = Notifications::begin(&desktop).await;
    notifications.inhibit(true);
    // What came of the first one is not taken for what comes of the next.
    go_to(&window, "purchases").await;
    go_to(&window, "settings").await;
    window.becomes("document.querySelector('[data-testid=notice-tested]')?.dataset.taken === undefined").await;
    window.click("notice-test").await;
    window.see("notice-tested[data-taken=false]").await;
    assert_eq!(notifications.shown(), []);
    notifications.inhibit(false);
    notifications.see("“Data Extractor” has delivered").await;
    window.click("notice-test").await;
    window.see("notice-tested[data-taken=true]").await;
    window.picture_of("settings-section[data-section=notices]", "taken").await;
    notifications.see("This is a test notification").await;
    let shown = notifications.shown();
    assert_eq!(shown.len(), 2, "once each: {shown:#?}");
}

/// The tray says what is open, what becomes of it if nobody does anything, and when the next deadline is.
fn tells_what_lies_ahead(menu: &[String]) {
    let lines: Vec<String> = menu.iter().map(|line| line.replace('\u{a0}', " ")).collect();
    assert_eq!(lines.len(), 6, "{lines:?}");
    let fixed = [&lines[0], &lines[1], &lines[4], &lines[5]];
    assert_eq!(fixed, ["Open Kaimono", "1 open purchase", "Pause buying", "Quit"]);
    assert_eq!(lines[2], "If you do nothing: 5.00 ADA paid or back, depending on others");
    assert!(lines[3].starts_with("Next deadline in "), "{lines:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_with_something_open_goes_on_in_the_tray_until_somebody_wants_the_window() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/tray").await;
    let (notifications, tray) = (Notifications::begin(&desktop).await, Tray::begin(&desktop).await);
    let (sandbox, window) = buy_and_hear_nothing(&desktop).await;

    // The first time it is said what closing means.
    window.press_control('w').await;
    window.see("dialog").await;
    window.picture("what-closing-means").await;
    window.click("dialog-confirm").await;
    tells_what_lies_ahead(&tray.menu().await);
    window.becomes("document.hidden").await;
    notifications.click_at_once();
    sandbox.faults().clear_all();
    let told = notifications.see("“Contract Reviewer” has a question for you").await;
    assert!(told.body.contains("The result is due in "), "{}", told.body);
    tray.is_empty().await;
    window.see("question[data-sent=false]").await;
    window.see("needs-you[data-count=1]").await;

    // The second time it is known; a second start shows the window that is there, and ends.
    window.press_control('w').await;
    tray.menu().await;
    let mut second = desktop.command(program("kaimono"));
    second.env("DESKTOP_STARTUP_ID", "stories/2_TIME1000000002");
    let mut second = desktop.start("second", &mut second, "");
    wait::until("the second start ends", || second.ended()).await;
    assert_eq!(second.output(), "");
    desktop.window_has("_NET_WM_USER_TIME", "= 1000000002").await;
    tray.is_empty().await;

    // The desktop's shell starts anew, and has its tray again: the window stays away. Then it has none any more.
    window.press_control('w').await;
    tray.menu().await;
    drop(tray);
    let tray = Tray::begin(&desktop).await;
    tray.menu().await;
    window.becomes("document.hidden").await;
    drop(tray);
    window.becomes("!document.hidden").await;

    let tray = Tray::begin(&desktop).await;
    window.press_control('w').await;
    tray.choose("Quit", "").await;
    wait::until("the program ends", || is_over(&desktop)).await;

    // As with the session: in the tray, and without its window until somebody wants it.
    let mut background = desktop.command(program("kaimono"));
    let mut background = desktop.start("background", background.arg("--in-background"), "");
    tells_what_lies_ahead(&tray.menu().await);
    assert!(!desktop.window_is_seen());
    tray.choose("Open Kaimono", "stories/3_TIME1000000003").await;
    wait::until("the window is seen", || desktop.window_is_seen()).await;
    desktop.window_has("_NET_WM_USER_TIME", "= 1000000003").await;
    background.kill();
}

/// P52: the process that draws the page dies while the window is in the tray. The purchase is watched all the same, and the page is
/// where it was once it is wanted.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_dies_in_the_tray_is_at_its_place_when_the_window_is_wanted() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/dies-in-the-tray").await;
    let (notifications, tray) = (Notifications::begin(&desktop).await, Tray::begin(&desktop).await);
    let (sandbox, window) = buy_and_hear_nothing(&desktop).await;
    open_form(&window, "Word Counter").await;
    window.press_control('w').await;
    window.click("dialog-confirm").await;
    tray.menu().await;
    wait::until("the window is hidden", || !desktop.window_is_seen()).await;

    let forms = || sandbox.faults().requests(Service::Agents, "GET /counter/input_schema");
    let (process, asked) = (window.signal_page("KILL").await, forms());
    window.page_after(process).await;
    sandbox.faults().clear_all();
    notifications.see("“Contract Reviewer” has a question for you").await;
    assert!(!desktop.window_is_seen(), "nobody wanted it");
    tray.choose("Open Kaimono", "stories/4_TIME1000000004").await;
    wait::until("the window is seen", || desktop.window_is_seen()).await;
    desktop.window_has("_NET_WM_USER_TIME", "= 1000000004").await;
    wait::until("the page asks for the form that was open", || forms() > asked).await;
}

/// P60: many desktops say it to the portal alone.
#[tokio::test]
async fn the_page_is_as_dark_and_as_large_as_the_desktops_portal_says_and_changes_with_it() {
    const DARK: &str = "matchMedia('(prefers-color-scheme: dark)').matches";
    let desktop = Desktop::new(Keyring::Unlocked, "stories/colour-scheme").await;
    let portal = Portal::begin(&desktop, 1).await;
    let window = Window::open(&desktop).await;
    window.see("door-sandbox").await;
    window.becomes(DARK).await;
    window.picture("dark").await;
    portal.change(2).await;
    window.becomes(&format!("!{DARK}")).await;
    window.picture("light").await;
    portal.change(1).await;
    window.becomes(DARK).await;
    portal.change(0).await;
    window.becomes(&format!("!{DARK}")).await;

    // How large letters should be, at the start and from now on.
    window.becomes("innerWidth === 960").await;
    portal.scale_text(1.5).await;
    window.becomes("innerWidth === 800").await;
    window.picture("large-letters").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_tray_or_notifications_it_says_so_and_asks_each_time() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/no-tray").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    go_to(&window, "settings").await;
    window.see("no-notices").await;
    window.see("tray[data-there=false]").await;
    window.click("quiet").await;
    window.fill("quiet-time[data-end=from]", "23:30").await;
    window.click("notice[data-kind=refund]").await;
    window.picture_of("settings-section[data-section=notices]", "settings").await;
    let entry = desktop.home().join(".config/autostart/kaimono.desktop");
    window.click("autostart").await;
    wait::until("it starts with the session", || {
        fs::read_to_string(&entry).is_ok_and(|text| text.contains("--in-background\n"))
    })
    .await;
    window.picture_of("settings-section[data-section=closing]", "autostart").await;
    go_to(&window, "market").await;
    go_to(&window, "settings").await;
    assert!(window.is_checked("autostart").await);
    window.click("autostart").await;
    wait::until("it does not start with the session", || !entry.exists()).await;
    assert_eq!(window.property("quiet-time[data-end=from]", "value").await, "23:30");
    assert!(
        !window.is_checked("notice[data-kind=refund]").await && window.is_checked("notice[data-kind=result]").await
    );

    buy(&window, "Lead Collector", "text", "bakeries").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    window.press_control('w').await;
    window.reads("dialog-confirm", "Minimise").await;
    window.picture("no-tray").await;
    window.click("dialog-cancel").await;
    window.gone("dialog").await;
    window.press_control('w').await;
    window.click("dialog-other").await;
    wait::until("the program ends", || is_over(&desktop)).await;
}

/// Whether nobody uses the data directory any more.
fn is_over(desktop: &Desktop) -> bool {
    File::open(desktop.data().join("lock")).is_ok_and(|lock| lock.try_lock().is_ok())
}
