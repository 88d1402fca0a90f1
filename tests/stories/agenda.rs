//! What becomes of everything if the person does nothing: on each purchase, above the list, when the window is closed; and every
//! deadline in one place, and in the calendar.

use crate::shopping::{buy, connect, go_to};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    services::{FileChooser, Says},
    wait,
    window::Window,
};
use std::{collections::BTreeSet, fs};

/// Keeps a picture in both themes.
async fn in_both_themes(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.dataset.theme = arguments[0]", vec![theme.into()]).await;
        window.picture(&format!("{name}-{theme}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_ahead_is_said_everywhere_and_saved_as_a_calendar() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/agenda").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Text Summarizer", "text", "Tides come twice a day. The moon moves them.").await;
    window.see("forecast[data-ends=seller]").await;
    window.see("foretold[data-what=objection-closes]").await;
    buy(&window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("forecast-way[data-given=no-result][data-ends=back]").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    in_both_themes(&window, "if-you-do-nothing").await;
    buy(&window, "Contract Reviewer", "contract", "Delivery within ten days, and notice of three months.").await;
    window.see("foretold[data-what=question-runs-out]").await;
    window.picture_of("forecast", "a-question-runs-out").await;

    go_to(&window, "purchases").await;
    let week = window.text("outlook-says").await;
    assert!(week.starts_with("If you do nothing until "), "{week}");
    window.click("outlook-span").await;
    window.see("outlook[data-until=none]").await;
    let whole = window.text("outlook-says").await.replace('\u{a0}', " ");
    for part in ["2.50 ADA are paid to sellers", "7.00 ADA are paid or come back", "one question runs out"] {
        assert!(whole.contains(part), "{whole}");
    }
    in_both_themes(&window, "above-the-list").await;

    // Somebody looks over the shoulder.
    window.press("Ctrl Shift H").await;
    window.becomes("/••••\\sADA/.test(document.querySelector('[data-testid=outlook-says]').textContent)").await;
    window.becomes("!/[0-9]\\.[0-9]/.test(document.body.innerText)").await;
    in_both_themes(&window, "amounts-hidden").await;
    window.press("Ctrl Shift H").await;
    window.becomes("!document.body.innerText.includes('••••')").await;
    window.tab_to("to-agenda").await;
    window.press("Enter").await;
    window.see("deadline[data-what=automatic-refund][data-given=no-result]").await;
    let listed = window.count("deadline").await;
    in_both_themes(&window, "agenda").await;
    window.click("agenda-save").await;
    let saved = window.attribute("agenda-saved", "data-path").await;
    let file = fs::read_to_string(&saved).expect("it is there");
    assert!(saved.ends_with(".ics") && file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']) && file.split("\r\n").all(|line| line.len() <= 75));
    let names: BTreeSet<&str> = file.split("\r\n").filter(|line| line.starts_with("UID:")).collect();
    assert_eq!((names.len(), file.matches("BEGIN:VEVENT").count()), (listed, listed), "each has a name of its own");

    // A desktop that can ask where: it is saved there, and nowhere where the person says so.
    let mine = desktop.home().join("my deadlines.ics");
    let dialog = FileChooser::begin(&desktop, Says::Here(mine.clone())).await;
    window.click("agenda-save").await;
    window.see(&format!("agenda-saved[data-path={}]", mine.display())).await;
    let length = fs::metadata(&mine).expect("it is there").len();
    fs::write(&mine, "the one before").expect("written");
    window.click("agenda-save").await;
    wait::until("it is replaced", || fs::metadata(&mine).is_ok_and(|file| file.len() == length)).await;
    dialog.says(Says::Nowhere);
    fs::remove_file(&mine).expect("removed");
    window.click("agenda-save").await;
    wait::until("it is asked about three times", || dialog.asked().len() == 3).await;
    window.becomes("!document.querySelector('[data-testid=agenda-save]').disabled").await;
    assert!(!mine.exists(), "the person said nowhere");
    dialog.says(Says::Nothing);
    window.click("agenda-save").await;
    wait::until("it is asked about once more", || dialog.asked().len() == 4).await;
    assert!(dialog.asked().iter().all(|name| name.starts_with("kaimono-deadlines-") && name.ends_with(".ics")));
    // The desktop's dialog is gone: it is saved where it would be without one.
    drop(dialog);
    window.see(&format!("agenda-saved[data-path={}]", saved.replace(".ics", "-2.ics"))).await;

    go_to(&window, "settings").await;
    window.choose("language[data-language=de]").await;
    window.reads("page-title", "Einstellungen").await;
    window.resize(900, 700).await;
    window.run("location.hash = '#/purchases/agenda'", Vec::new()).await;
    window.reads("page-title", "Fristen").await;
    window.see("deadline").await;
    window.picture("agenda-german-narrow").await;
    window.press_control('w').await;
    window.see("closing-outlook").await;
    window.picture("closing-german").await;
    window.press("Escape").await;
    window.gone("closing-outlook").await;
    window.click("deadline-go[data-need=answer]").await;
    window.see("question[data-sent=false]").await;
    window.picture_of("forecast", "forecast-german").await;
}
