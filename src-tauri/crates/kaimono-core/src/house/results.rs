//! What the person does with results: walking through JSON, saving them, fetching the files that they lead to. One method a command.

use super::Kaimono;
use crate::{
    blocking::blocking,
    clock::Clock,
    error::{Failure, Result},
    saving::{Named, Place},
    text::{self, PageWords},
    view::{
        privacy::SavedView,
        purchase::ResultKind,
        result::{FetchView, FetchedView, JsonPlace, JsonRow, ResultForm},
    },
};
use masumi::agent::JobResult;
use url::Url;

/// The letters of a result in a form, and how the name of such a file ends.
fn saved_as(received: &JobResult, form: ResultForm, words: &PageWords) -> (String, &'static str) {
    let (kind, text) = text::unwrapped(received);
    let ending = match kind {
        ResultKind::Markdown => "md",
        ResultKind::Json => "json",
        ResultKind::Text => "txt",
    };
    match (form, received) {
        (ResultForm::Original, JobResult::Json(raw)) => (raw.clone(), "json"),
        (ResultForm::Original, JobResult::Text(raw)) => (raw.clone(), ending),
        (ResultForm::Text, _) => (text.into_owned(), ending),
        (ResultForm::Page, _) => (text::page(&text::present(received), words), "html"),
    }
}

/// What a file with an agent's result is called: of its name only letters that every system takes, in an order that nothing turns.
fn stem(agent: &str) -> String {
    let words = agent.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join("-").to_ascii_lowercase().chars().take(60).collect();
    if name.is_empty() { "result".to_owned() } else { format!("result-{name}") }
}

impl Kaimono {
    /// The members of a branch of a result that is JSON, a portion of them; empty: it is none.
    pub async fn result_inside(&self, id: &str, content: &str, place: JsonPlace) -> Result<Vec<JsonRow>> {
        let [at, from] = [place.at, place.from].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let rows = move |result: &JobResult| text::inside(&text::unwrapped(result).1, at, from).unwrap_or_default();
        self.session()?.purchases().of_result(id, content, rows).await
    }

    /// A value of a result that is JSON, to be copied; `""`: it is none.
    pub async fn result_value(&self, id: &str, content: &str, place: JsonPlace) -> Result<String> {
        let at = usize::try_from(place.at).unwrap_or(usize::MAX);
        let value = move |result: &JobResult| text::value(&text::unwrapped(result).1, at).unwrap_or_default();
        self.session()?.purchases().of_result(id, content, value).await
    }

    /// Saves a result in a form. `None`: the person said nowhere. `words`: what stands above it in a page.
    pub async fn save_result<A: Future<Output = Option<Place>>>(
        &self,
        id: &str,
        content: &str,
        form: ResultForm,
        words: PageWords,
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<SavedView>> {
        let purchases = self.session()?.purchases().clone();
        let stem = stem(&purchases.view(id)?.row.agent_name);
        let made = move |received: &JobResult| saved_as(received, form, &words);
        let (text, ending) = purchases.of_result(id, content, made).await?;
        let own = self.0.directory.path().join("exports");
        self.save(&text, Named { stem: &stem, ending }, ask, own).await
    }

    /// The files that were fetched of a purchase's result.
    pub async fn fetched_files(&self, id: &str) -> Result<Vec<FetchedView>> {
        let session = self.session()?;
        blocking(|| session.files().of(id))
    }

    /// Fetches what is at an address that stands in a result. Nothing else is fetched.
    pub async fn fetch_file(&self, id: &str, content: &str, address: &str) -> Result<FetchView> {
        let session = self.session()?;
        let listed = session.purchases().of_result(id, content, |result| text::present(result).addresses).await?;
        let address = listed.into_iter().find(|listed| listed.url == address);
        let url = address.and_then(|address| Url::parse(&address.url).ok()).ok_or_else(|| Failure::unknown(id))?;
        let clients = session.clients()?;
        session.files().fetch(id, &url, &clients.files.hosts, Clock::system().now()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_agent_in_letters_that_every_system_takes() {
        for (agent, expected) in [
            ("Text Summarizer", "result-text-summarizer"),
            ("../../x", "result-x"),
            ("CON", "result-con"),
            ("a\u{202e}fdp.exe", "result-a-fdp-exe"),
            ("旅行プランナー", "result"),
            ("...", "result"),
            ("", "result"),
        ] {
            assert_eq!(stem(agent), expected, "{agent:?}");
        }
        assert_eq!(stem(&"x".repeat(300)).len(), 67);
    }

    #[test]
    fn the_original_is_to_the_byte_what_came() {
        let words =
            PageWords { language: "en".into(), title: "R".into(), facts: Vec::new(), only_beginning: String::new() };
        let saved = |result: &JobResult, form| saved_as(result, form, &words);
        let wrapped = JobResult::Json("{\"raw\" : \"# A\\n\\nB\"}\n".into());
        assert_eq!(saved(&wrapped, ResultForm::Original), ("{\"raw\" : \"# A\\n\\nB\"}\n".into(), "json"));
        assert_eq!(saved(&wrapped, ResultForm::Text), ("# A\n\nB".into(), "md"));
        assert_eq!(saved(&wrapped, ResultForm::Page).1, "html");
        for (text, ending) in
            [("# A\r\n\0\u{202e}", "md"), (" {\"a\":1.0,\"a\":2} ", "json"), ("plain \u{feff}", "txt"), ("", "txt")]
        {
            assert_eq!(saved(&JobResult::Text(text.into()), ResultForm::Original), (text.to_owned(), ending));
        }
        let long = "x".repeat(4 * 1024 * 1024);
        assert_eq!(saved(&JobResult::Text(long.clone()), ResultForm::Original).0, long, "all of it");
    }
}
