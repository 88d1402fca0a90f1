//! What the eye needs: letters that stand out from their ground, and controls and states that can be told from it, measured in the
//! pixels of each main page in both themes.

use crate::shopping::{answer, buy, connect, go_to, open_form};
use kaimono_stories::{
    contrast::{Kind, Measured, measure},
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use std::{collections::BTreeMap, fmt::Write as _};

#[tokio::test(flavor = "multi_thread")]
async fn letters_controls_and_states_stand_out_from_their_ground() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/look").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    let mut table = Table::default();

    window.see("door-sandbox").await;
    table.look(&window, "welcome").await;
    connect(&window, &connection).await;
    table.look(&window, "market").await;
    open_form(&window, "Text Summarizer").await;
    window.click("to-review").await;
    window.see("field-error").await;
    table.look(&window, "form").await;
    answer(&window, "text", "Tides come twice a day. The moon moves them.").await;
    window.click("to-review").await;
    window.see("pay").await;
    table.look(&window, "review").await;
    window.click("pay").await;
    window.see("hash[data-state=verified]").await;
    window.see("phase[data-phase=delivered]").await;
    window.click("verification-toggle").await;
    table.look(&window, "purchase").await;
    buy(&window, "Logo Namer", "text", "frog").await;
    window.see("status[data-phase=refused]").await;
    table.look(&window, "refused").await;
    for section in ["purchases", "wallet", "settings"] {
        go_to(&window, section).await;
        table.look(&window, section).await;
    }
    window.click("profile-edit").await;
    window.see("connect-test").await;
    table.look(&window, "connect").await;

    println!("{}", table.told());
    assert!(table.seen > 400, "only {} things were seen", table.seen);
    assert!(table.faint.is_empty(), "{}", table.faint.join("\n"));
}

/// The least contrast of each kind on each page.
#[derive(Default)]
struct Table {
    seen: usize,
    faint: Vec<String>,
    least: BTreeMap<(String, &'static str, Kind), f64>,
}

impl Table {
    async fn look(&mut self, window: &Window, page: &str) {
        for theme in ["light", "dark"] {
            // Half a transition has colours of neither theme; what has the focus is drawn otherwise.
            let still = "const still = new CSSStyleSheet(); still.replaceSync('* { transition: none !important; animation: none !important; }');
                document.adoptedStyleSheets = [still]; document.activeElement?.blur();
                document.querySelector('main').scrollTop = 0;
                document.documentElement.style.colorScheme = arguments[0];";
            window.run(still, vec![theme.into()]).await;
            window.picture(&format!("{page}-{theme}")).await;
            for one in measure(window).await {
                self.note(page, theme, &one);
            }
        }
        window
            .run("document.documentElement.style.colorScheme = ''; document.adoptedStyleSheets = []", Vec::new())
            .await;
    }

    fn note(&mut self, page: &str, theme: &'static str, one: &Measured) {
        self.seen += 1;
        let least = self.least.entry((page.to_owned(), theme, one.kind)).or_insert(f64::INFINITY);
        *least = least.min(one.contrast);
        if one.is_faint() {
            self.faint.push(format!("{page} ({theme}): {one}"));
        }
    }

    fn told(&self) -> String {
        let mut told = String::new();
        for ((page, theme, kind), least) in &self.least {
            let _ = writeln!(told, "{page:<10} {theme:<6} {:<6} {least:.2} : 1", format!("{kind:?}"));
        }
        told
    }
}
