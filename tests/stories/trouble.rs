//! When something goes wrong: what the page says of it, what it offers, and where the money is in the end. The node is within
//! the story, which can let it go wrong and count what was paid.

use crate::shopping::{answer, buy, connect, go_to, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    program, wait,
    window::Window,
};
use masumi::node::Generation;
use masumi_sandbox::{KeyDraft, Permission, Sandbox, Service};
use rusqlite::Connection;
use std::fs;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

async fn begin(name: &str) -> (Desktop, Sandbox, Window) {
    let desktop = Desktop::new(Keyring::Unlocked, &format!("stories/{name}")).await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    (desktop, sandbox, window)
}

/// A revoked key is no absent node: it is said, with the way to enter another, and no agent is asked for what nobody can pay.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_refuses_the_key_says_so_and_nothing_is_begun_until_it_has_another() {
    let (_desktop, sandbox, window) = begin("refused-key").await;
    buy(&window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    // While the person looks at a purchase, the node is asked every few seconds.
    sandbox.revoke_key("buyer");
    window.see("refused-banner[data-code=key-refused]").await;
    window.see("health[data-state=refused]").await;
    open_form(&window, "Word Counter").await;
    answer(&window, "text", "Tides come twice a day.").await;
    window.click("to-review").await;
    window.see("pay-why").await;
    assert_eq!(window.property("pay", "disabled").await, "true");
    window.picture("the-key-is-refused").await;

    let key = sandbox.issue_key(KeyDraft::new("buyer", Permission::ReadAndPay));
    window.click("refused-enter").await;
    window.fill("connect-input[data-field=nodeKey]", &key).await;
    window.click("connect-test").await;
    window.see("report[data-usable=true]").await;
    window.click("connect-save").await;
    window.see("health[data-state=ok]").await;
    window.gone("refused-banner").await;
    go_to(&window, "purchases").await;
    assert_eq!(window.count("purchase-row").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_wallet_is_topped_up_and_the_payment_tried_again() {
    let (_desktop, sandbox, window) = begin("insufficient-funds").await;
    // The first purchase on a contract tells which wallet pays there.
    buy(&window, "Word Counter", "text", "Tides come twice a day.").await;
    window.see("phase[data-phase=delivered]").await;
    buy(&window, "Sketch Artist", "text", "a lighthouse").await;
    window.see("on-chain[data-state=RefundWithdrawn]").await;
    // The other wallet has plenty, and cannot pay this.
    sandbox.empty_wallet(Generation::V1);
    let (v1, v2) = (sandbox.purchasing_address(Generation::V1), sandbox.purchasing_address(Generation::V2));
    go_to(&window, "wallet").await;
    // Where there is nothing, it is open by itself.
    window
        .becomes("document.querySelector('[data-generation=Web3CardanoV1] [data-testid=receive]')?.open === true")
        .await;
    window.reads("wallet-card[data-generation=Web3CardanoV1] / address", &v1).await;
    window.click("wallet-card[data-generation=Web3CardanoV2] / receive-toggle").await;
    window.reads("wallet-card[data-generation=Web3CardanoV2] / address", &v2).await;
    window.see("wallet-card[data-generation=Web3CardanoV1] / wallet-low").await;
    window.see("wallet-card[data-generation=Web3CardanoV2] / wallet-lasts").await;
    window.picture("a-wallet-for-each-contract").await;
    window.click("sum[data-sum=in-escrow] / sum-toggle").await;
    window.see("sum[data-sum=in-escrow] / sum-part").await;
    window.picture_of("sum[data-sum=in-escrow]", "what-is-in-escrow").await;
    window.click("bars-table").await;
    window.picture_of("spending-total", "what-was-spent").await;
    open_form(&window, "Decision Analyst").await;
    answer(&window, "question", "Which of two flats?").await;
    answer(&window, "criteria", "price, light").await;
    window.click("to-review").await;
    window.see(&format!("approval-wallet[data-value={v2}]")).await;
    window.picture("paid-from-the-wallet-for-v2").await;
    open_form(&window, "Lead Collector").await;
    answer(&window, "text", "bakeries in Bavaria").await;
    window.click("to-review").await;
    window.see(&format!("approval-wallet[data-value={v1}]")).await;
    window.see("condition[data-condition=ada][data-state=failed]").await;
    window.picture("the-wallet-for-v1-has-too-little").await;
    window.click("pay").await;
    window.see("trouble[data-kind=insufficient-funds][data-money=in-wallet]").await;
    window.reads("shortage-line[data-unit=]", "5.45 ADA").await;
    window.reads("shortage-address", &v1).await;
    window.picture("what-is-missing").await;
    window.picture_of("shortage-address", "where-to-send-it").await;
    window.see("money-picture[data-state=not-moved]").await;
    for theme in ["light", "dark"] {
        window.run("document.documentElement.dataset.theme = arguments[0]", vec![theme.into()]).await;
        window.picture_of("money-picture", &format!("nothing-has-moved-{theme}")).await;
    }
    go_to(&window, "purchases").await;
    window.see("purchase-row[data-agent=Lead Collector][data-group=needs-you]").await;
    window.see("need[data-need=top-up]").await;
    window.click("purchase-row[data-agent=Lead Collector]").await;

    sandbox.top_up();
    window.click("shortage-look").await;
    window.see("shortage[data-enough=true]").await;
    window.picture("it-is-enough-now").await;
    window.click("payment-retry").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    window.gone("trouble").await;
    window.picture("paid").await;
    assert_eq!(sandbox.faults().requests(Service::Node, "POST /purchase"), 3, "one for each purchase");
    assert_eq!(sandbox.all_locks(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_is_proven_and_never_comes_is_disputed_in_time() {
    let (_desktop, sandbox, window) = begin("hash-without-result").await;
    buy(&window, "Sealed Analyst", "text", "bakeries in Bavaria").await;
    window.see("on-chain[data-state=ResultSubmitted]").await;
    assert_eq!(window.count("trouble").await, 0, "a result may follow its proof by a little");
    sandbox.skip(5 * MINUTE);
    window.see("trouble[data-kind=hash-without-result][data-money=in-escrow]").await;
    window.reads("trouble-until", "Object before").await;
    window.picture("the-reminder").await;
    window.click("trouble-refund[data-action=dispute]").await;
    window.see("dialog").await;
    window.picture("what-a-dispute-means").await;
    // It is on its way for as long as it is looked at.
    sandbox.keep_wallets_busy(10 * MINUTE);
    window.click("dialog-confirm").await;
    window.see("under-way[data-action=dispute]").await;
    window.see("refund-card[data-verdict=disputing]").await;
    window.see("stretch[data-what=objecting][data-state=done]").await;
    window.gone("trouble").await;
    window.picture("under-way").await;
    sandbox.skip(10 * MINUTE);
    window.see("on-chain[data-state=Disputed]").await;
    window.see("trouble[data-kind=disputed]").await;
    window.reads("trouble-next", "admins may decide").await;
    window.picture("disputed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_failed_is_asked_back_and_the_money_returns() {
    let (_desktop, sandbox, window) = begin("failed-while-locked").await;
    open_form(&window, "Video Transcriber (beta)").await;
    answer(&window, "video", "https://example.org/talk.mp4").await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("trouble[data-kind=agent-failed][data-money=in-escrow]").await;
    window.see("stretch[data-what=objecting][data-state=if-delivered]").await;
    window.picture("it-failed").await;
    window.click("trouble-refund[data-action=request]").await;
    window.click("dialog-confirm").await;
    window.see("on-chain[data-state=RefundRequested]").await;
    window.gone("stretch[data-what=objecting]").await;
    sandbox.skip(25 * HOUR);
    window.see("phase[data-phase=refunded]").await;
    window.see("ledger-line[data-what=returned-computed]").await;
    window.gone("trouble").await;
    for theme in ["light", "dark"] {
        window.run("document.documentElement.dataset.theme = arguments[0]", vec![theme.into()]).await;
        window.picture_of("money", &format!("the-receipt-{theme}")).await;
    }
    assert_eq!(sandbox.all_locks(), 1);
}

#[tokio::test]
async fn a_sandbox_that_cannot_be_read_is_set_aside_and_begun_anew() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/sandbox-unreadable").await;
    let kept = desktop.data().join("sandbox");
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join("sandbox.json"), "half of a").unwrap();
    let window = Window::open(&desktop).await;
    window.click("door-sandbox").await;
    window.see("failure[data-code=sandbox-unreadable][data-moved=no]").await;
    window.picture("it-says-so").await;
    window.click("sandbox-reset").await;
    window.see("agent-card").await;
    let aside = desktop.data().join("sandbox.unreadable-1/sandbox.json");
    assert_eq!(fs::read_to_string(aside).unwrap(), "half of a");
}

#[tokio::test]
async fn a_damaged_journal_is_said_and_left_as_it_is_until_it_is_set_aside() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/damaged-journal").await;
    let window = Window::open(&desktop).await;
    crate::shopping::try_the_sandbox(&window).await;
    window.kill();
    let journal = desktop.data().join("profiles/sandbox/purchases.db");
    // What was not written back yet would stand in for what is damaged.
    fs::remove_file(journal.with_extension("db-wal")).unwrap();
    fs::write(&journal, [7; 8_192]).unwrap();
    let window = Window::open(&desktop).await;
    window.reads("store-banner[data-state=damaged]", "purchases.db").await;
    window.see("said-above").await;
    assert_eq!(window.count("failure").await, 0, "it is said once");
    window.picture("it-says-so").await;
    assert_eq!(fs::read(&journal).unwrap(), [7; 8_192]);

    go_to(&window, "settings").await;
    window.click("profile-begin-anew").await;
    window.fill("anew-name", "Sandbo").await;
    assert_eq!(window.property("dialog-confirm", "disabled").await, "true");
    window.picture("what-it-means").await;
    window.fill("anew-name", "Sandbox").await;
    window.click("dialog-confirm").await;
    window.gone("profile-begin-anew").await;
    window.gone("store-banner").await;
    window.picture("begun-anew").await;
    assert_eq!(fs::read(journal.with_extension("damaged-1.db")).unwrap(), [7; 8_192], "it is kept");
    go_to(&window, "purchases").await;
    window.see("empty").await;
}

/// A copy of an earlier state, a newer version's, one that another program has locked, one that cannot be written: each says what it
/// is, in both colour schemes, and goes on by itself once it can.
#[tokio::test]
async fn a_store_that_is_not_as_it_should_be_says_what_it_is_and_goes_on_once_it_can() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/stores").await;
    let window = Window::open(&desktop).await;
    crate::shopping::try_the_sandbox(&window).await;
    buy(&window, "Word Counter", "text", "Tides come twice a day.").await;
    window.see("phase[data-phase=delivered]").await;
    window.kill();
    let path = desktop.data().join("profiles/sandbox/purchases.db");
    let journal = || Connection::open(&path).unwrap();
    let version: i64 = journal().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let set_version = |version: i64| journal().execute_batch(&format!("PRAGMA user_version = {version}")).unwrap();

    set_version(version + 1);
    let window = Window::open(&desktop).await;
    window.see("store-banner[data-state=newer]").await;
    window.picture("newer").await;
    go_to(&window, "settings").await;
    window.choose("theme[data-theme=dark]").await;
    window.picture("newer-in-the-settings").await;
    window.kill();
    set_version(version);

    let other = journal();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;").unwrap();
    let window = Window::open(&desktop).await;
    window.see("store-banner[data-state=locked]").await;
    window.picture("locked").await;
    drop(other);
    window.gone("store-banner").await;
    go_to(&window, "purchases").await;
    assert_eq!(window.count("purchase-row").await, 1);
    window.kill();

    let full = "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
    journal().execute_batch(full).unwrap();
    let window = Window::open(&desktop).await;
    open_form(&window, "Word Counter").await;
    answer(&window, "text", "The moon moves them.").await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("store-banner[data-state=unwritable]").await;
    window.picture("unwritable").await;
    journal().execute_batch("DROP TRIGGER full").unwrap();
    window.gone("store-banner").await;
    window.click("pay").await;
    window.see("phase[data-phase=delivered]").await;
}

#[tokio::test]
async fn the_sandboxs_panel_lets_things_go_wrong_and_the_page_says_what() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/panel").await;
    let window = Window::open(&desktop).await;
    crate::shopping::try_the_sandbox(&window).await;
    go_to(&window, "settings").await;
    window.click("troubles-toggle").await;
    window.click("make-trouble[data-trouble=lock-times-out]").await;
    window.see("make-trouble[data-trouble=lock-times-out][aria-pressed=true]").await;
    window.click("make-trouble[data-trouble=lock-invalid]").await;
    window.see("make-trouble[data-trouble=lock-times-out][aria-pressed=false]").await;
    window.picture_of("troubles", "what-can-go-wrong").await;
    buy(&window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("trouble[data-kind=lock-invalid][data-money=at-contract]").await;
    window.reads("trouble-quote", "Pay by time does not match").await;
    assert_eq!(window.count("payment-retry").await, 0, "money has left the wallet: nothing is sent again");
    window.picture("the-lock-does-not-fit").await;
    go_to(&window, "settings").await;
    window.click("troubles-toggle").await;
    window.see("make-trouble[data-trouble=lock-invalid][aria-pressed=false]").await;
}

/// P65: nothing can draw. There is no window to say so in.
#[tokio::test]
async fn where_nothing_can_be_drawn_a_line_says_what_helps() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/nothing-draws").await;
    let mut command = desktop.command(program("kaimono"));
    command.env("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent");
    let running = desktop.start("kaimono", &mut command, "");
    wait::until("what helps", || running.output().contains("LIBGL_ALWAYS_SOFTWARE=1 (draws without")).await;
}

/// P52: the process that draws the page dies, or hangs. It comes back by itself, at its place. (Whatever operates the window loses it
/// with that process; that the page is there again is seen by what it asks.)
#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_process_dies_or_hangs_comes_back_at_its_place() {
    for (signal, name) in [("KILL", "page-dies"), ("STOP", "page-hangs")] {
        let (_desktop, sandbox, window) = begin(name).await;
        open_form(&window, "Word Counter").await;
        answer(&window, "text", "Tides come twice a day.").await;
        window.see("draft-state[data-kept=true]").await;
        let forms = || sandbox.faults().requests(Service::Agents, "GET /counter/input_schema");
        let before = (window.signal_page(signal).await, forms());
        if signal == "STOP" {
            // Whether it hangs is found out once somebody types.
            window.press_in_vain().await;
        }
        window.page_after(before.0).await;
        wait::until("the page asks for the form that was open", || forms() > before.1).await;
    }
}
