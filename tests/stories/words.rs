//! Words in other languages than English: German, one that nobody speaks and that shows what is written outside the words, and one that
//! is read from right to left.

use crate::shopping::{answer, connect, go_to, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use serde_json::Value;

/// Every text of the page that can be seen or is read out, with where it stands. What agents, sellers and nodes wrote is not among it,
/// nor what the person typed, codes, amounts and moments.
const SHOWN: &str = "
    const foreign = 'code, kbd, time, .money, .table-unit, .bars-name, .price-line, .tags, .from-agent, .agent-title, .agent-name, .agent-summary, .agent-author, .avatar, \
        blockquote, [data-testid=agent-description], [data-testid=result-body], [data-foreign], option, textarea, script, style';
    const shown = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const element = node instanceof Element ? node : node.parentElement;
        if (element.closest(foreign) !== null || !element.checkVisibility()) continue;
        const where = element.closest('[data-testid]')?.dataset.testid ?? element.tagName;
        if (node instanceof Element) {
            for (const name of ['title', 'aria-label', 'placeholder', 'alt']) {
                const text = node.getAttribute(name);
                if (text) shown.push([`${where}[${name}]`, text]);
            }
        } else if (node.data.trim() !== '') {
            shown.push([where, node.data.trim()]);
        }
    }
    return shown;";

/// What of these texts an English sentence says that German says otherwise. A sentence of facts is tried with something in their place.
const ENGLISH: &str = r#"
    window.english = undefined;
    Promise.all([import('/words/en/index.js'), import('/words/de/index.js')]).then(([{ en }, { de }]) => {
        const marks = ['\u{e001}', '\u{e002}', '\u{e003}', '\u{e004}'];
        const said = (words) => { try { return typeof words === 'function' ? words(...marks) : words; } catch { return undefined; } };
        const known = new Set();
        const patterns = [];
        const compare = (one, other) => {
            const [english, german] = [said(one), said(other)];
            if (typeof english === 'string' && english !== german && /[a-z]{2}/i.test(english)) {
                if (!/[\u{e001}-\u{e004}]/u.test(english)) known.add(english);
                else if (/[a-z]{3}/i.test(english)) patterns.push(english.split(/[\u{e001}-\u{e004}]/u).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.+'));
            } else if (english !== null && typeof english === 'object') {
                for (const name of Object.keys(english)) compare(english[name], german?.[name]);
            }
        };
        compare(en, de);
        for (const word of Object.values(de).flatMap((table) => (typeof table === 'object' ? Object.values(table) : []))) known.delete(word);
        const whole = patterns.map((pattern) => new RegExp(`^(?:${pattern})$`, 's'));
        window.english = arguments[0].filter((text) => known.has(text) || whole.some((pattern) => pattern.test(text)));
    }, (error) => { window.english = [String(error)]; });"#;

/// Speaks a language until the next start, whatever the settings say.
async fn speak(window: &Window, tag: &str) {
    let script = "window.spoken = undefined;
        import('/words/say.js').then(({ speak }) => speak(arguments[0])).then(() => { window.spoken = true; });";
    window.run(script, vec![tag.into()]).await;
    window.becomes("window.spoken === true").await;
}

/// The texts of the page, with where they stand.
async fn shown(window: &Window) -> Vec<(String, String)> {
    let shown = window.run(SHOWN, Vec::new()).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    shown.as_array().into_iter().flatten().map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
}

/// Goes through the main pages, and has each looked at.
async fn through_the_main_pages(window: &Window, mut look: impl AsyncFnMut(&str)) {
    go_to(window, "market").await;
    window.see("agent-card").await;
    look("market").await;
    open_form(window, "Text Summarizer").await;
    window.click("back").await;
    window.see("availability[data-state=available]").await;
    look("agent").await;
    window.click("buy").await;
    window.click("to-review").await;
    window.see("field-error").await;
    look("form").await;
    answer(window, "text", "Tides come twice a day. The moon moves them.").await;
    window.click("to-review").await;
    window.see("pay").await;
    look("review").await;
    window.click("pay").await;
    window.see("hash[data-state=verified]").await;
    window.see("phase[data-phase=delivered]").await;
    look("purchase").await;
    for section in ["purchases", "wallet", "settings"] {
        go_to(window, section).await;
        look(section).await;
    }
}

/// Those of the texts that are English, and would be otherwise in German.
async fn english_of(window: &Window, texts: &[(String, String)]) -> Vec<String> {
    let all: Vec<Value> = texts.iter().map(|(_, text)| text.as_str().into()).collect();
    window.run(ENGLISH, vec![all.into()]).await;
    window.becomes("Array.isArray(window.english)").await;
    let english = window.run("return window.english", Vec::new()).await;
    english.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// What is not in brackets, of a text in which all that Kaimono says is.
fn outside(text: &str) -> String {
    let (mut depth, mut rest) = (0_usize, String::new());
    for letter in text.chars() {
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            other if depth == 0 => rest.push(other),
            _ => {}
        }
    }
    rest
}

fn has_a_word(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphabetic()).any(|word| word.chars().count() > 1)
}

/// What agents and the person wrote, and the addresses of services.
fn is_anothers(text: &str) -> bool {
    ["Text Summarizer", "Tides come twice a day.", "My node", "http://"].iter().any(|other| text.starts_with(other))
}

/// Every word of Kaimono's comes from the words, and there is room for longer ones.
#[tokio::test(flavor = "multi_thread")]
async fn every_word_of_kaimonos_can_be_translated_and_may_be_longer() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/pseudo").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    speak(&window, "pseudo").await;
    let mut found = Vec::new();
    through_the_main_pages(&window, async |page| {
        let texts = shown(&window).await;
        assert!(
            texts.iter().any(|(_, text)| text.starts_with('[')),
            "{page} is not in the language that nobody speaks"
        );
        let written = texts.into_iter().filter(|(_, text)| has_a_word(&outside(text)) && !is_anothers(text));
        found.extend(written.map(|(place, text)| format!("{page}: {place}: {text}")));
        window.picture(page).await;
    })
    .await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// In German nothing is left in English, from the settings on, and no amount is written as English has it.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_chooses_german_reads_german() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/german").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    go_to(&window, "settings").await;
    // What the desktop lacks is told in more lines: what is below moves once that is known.
    window.see("tray[data-there=false]").await;
    let before = english_of(&window, &shown(&window).await).await;
    assert!(before.len() > 50, "only {} texts of the settings are known for English", before.len());
    // Once: a second click, while the page becomes longer in German, would be on whatever is there then.
    let click = "document.querySelector('[data-testid=language][data-language=de]').closest('label').click()";
    window.run(click, Vec::new()).await;
    window.becomes("document.documentElement.lang === 'de'").await;
    assert_eq!(window.run("return document.documentElement.dataset.theme", Vec::new()).await, "system");
    let mut found = Vec::new();
    through_the_main_pages(&window, async |page| {
        if page == "review" {
            window.reads("approval-price", "2,50 ADA").await;
        }
        let texts = shown(&window).await;
        let english = english_of(&window, &texts).await;
        let left = texts.iter().filter(|(_, text)| english.contains(text));
        found.extend(left.map(|(place, text)| format!("{page}: {place}: {text}")));
        window.picture(page).await;
    })
    .await;
    assert!(found.is_empty(), "{}", found.join("\n"));

    // Whoever comes back is spoken to in the same language.
    window.kill();
    let window = Window::open(&desktop).await;
    window.becomes("document.documentElement.lang === 'de'").await;
}

/// From right to left the navigation is on the right, and nothing sticks out.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_read_from_right_to_left_is_laid_out_so() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/mirrored").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    speak(&window, "mirrored").await;
    window.becomes("document.documentElement.dir === 'rtl'").await;
    window
        .becomes(
            "document.querySelector('[data-testid=nav]').getBoundingClientRect().left > \
             document.querySelector('main').getBoundingClientRect().left",
        )
        .await;
    through_the_main_pages(&window, async |page| window.picture(page).await).await;
}
