//! Links from outside: `masumi://agent/<agentIdentifier>` opens the page of an agent. Any web page can offer one, so it leads to
//! nothing else, and never to a payment: whatever is not exactly this form is refused, and said so.

use crate::{house, window};
use kaimono_core::view::{Changed, app::LinkView};
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager};

const SCHEME: &str = "masumi:";
const FORM: &str = "masumi://agent/";
/// The longest that can be one: an identifier has at most 250 digits.
const LONGEST: usize = FORM.len() + 251;

/// The link that was opened last, until the page takes it.
#[derive(Default)]
pub(crate) struct Waiting(Mutex<Option<LinkView>>);

impl Waiting {
    /// Begins with the link by which Kaimono was started, if it was one of its arguments.
    pub(crate) fn begin_with(&self, link: Option<&str>) {
        if let Some(link) = link {
            self.wait_for_page(link);
        }
    }

    fn wait_for_page(&self, link: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read(link));
    }

    /// Gives the link to the page, once.
    pub(crate) fn take(&self) -> Option<LinkView> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The link among the arguments of a start.
pub(crate) fn among(mut arguments: impl Iterator<Item = String>) -> Option<String> {
    arguments.find(|argument| begins_with(argument, SCHEME))
}

/// Shows the window, and in it what a link leads to.
pub(crate) fn open(app: &AppHandle, link: &str, token: Option<String>) {
    window::show(app, token);
    if let Some(waiting) = app.try_state::<Waiting>() {
        waiting.wait_for_page(link);
        house::tell(app, &Changed::Link);
    }
}

/// Where a link leads. An identifier is hexadecimal, so nothing in it is encoded, leads up, or is a query.
fn read(link: &str) -> LinkView {
    let id = (link.len() <= LONGEST && begins_with(link, FORM)).then(|| &link[FORM.len()..]);
    let id = id.map(|id| id.strip_suffix('/').unwrap_or(id));
    let agent = id.filter(|id| (57..=250).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if agent.is_none() {
        tracing::info!("a link was refused");
    }
    LinkView { agent: agent.map(str::to_ascii_lowercase) }
}

fn begins_with(text: &str, begin: &str) -> bool {
    text.get(..begin.len()).is_some_and(|text| text.eq_ignore_ascii_case(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_an_agent_leads_to_its_page() {
        let id = "67ab0c92c4ac1610895a1c965ee50aba41a8f1513b15240723b3bd0b0014df10";
        for link in [
            format!("masumi://agent/{id}"),
            format!("masumi://agent/{id}/"),
            format!("MASUMI://AGENT/{}", id.to_uppercase()),
        ] {
            assert_eq!(read(&link).agent.as_deref(), Some(id), "{link}");
            assert_eq!(among(["--x".to_owned(), link.clone()].into_iter()), Some(link));
        }
        assert_eq!(among(["https://example.org".to_owned(), "é".to_owned()].into_iter()), None);
    }

    #[test]
    fn every_other_link_leads_nowhere() {
        let id = "67ab0c92c4ac1610895a1c965ee50aba41a8f1513b15240723b3bd0b0014df10";
        let links = [
            "masumi:".to_owned(),
            "masumi://".to_owned(),
            "masumi://agent/".to_owned(),
            "masumi://agent/../pay".to_owned(),
            format!("masumi://agent/../buy/{id}"),
            format!("masumi://agent/{id}/../../buy"),
            format!("masumi://agent/{id}/review"),
            format!("masumi://agent/{id}//"),
            format!("masumi://agent/{id}?pay=1"),
            format!("masumi://agent/{id}#/buy"),
            format!("masumi://agent/%36{}", &id[1..]),
            format!("masumi://agent/%2e%2e%2fbuy%2f{id}"),
            format!("masumi://agent@evil.example/{id}"),
            format!("masumi://agent.evil.example/{id}"),
            format!("masumi://buy/{id}"),
            format!("masumi://pay/{id}"),
            format!("masumi:agent/{id}"),
            format!("masumi:///agent/{id}"),
            format!("masumi://agent/{id} "),
            format!("masumi://agent/{id}\n"),
            format!("masumi://agent/{id}\0"),
            format!("masumi://agent/{}", "a".repeat(56)),
            format!("masumi://agent/{}", "a".repeat(251)),
            format!("masumi://agent/{}", "a".repeat(10_000)),
            format!("masumi://agent/{}", "а".repeat(60)),
            format!("masumi://agent/<img src=x>{id}"),
            format!("https://agent/{id}"),
        ];
        for link in links {
            assert_eq!(read(&link), LinkView { agent: None }, "{link}");
        }
    }
}
