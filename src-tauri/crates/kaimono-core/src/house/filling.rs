//! Filling an agent's form in with what is known already: what was answered before, a template, or the result of another job. The form
//! is shown before anything of it is sent, as one that was typed.

use super::Kaimono;
use crate::{
    blocking::blocking,
    bookmarks::Template,
    error::{Code, Failure, Result, Side},
    saving::{Named, Place},
    session::Session,
    text::{clean, readable, unwrapped},
    view::{
        bookmarks::BookmarksView,
        buy::{ApprovedPrice, Blank, Fill, FilledView, FilledWith, FormView},
        privacy::SavedView,
    },
};
use masumi::form::{Answer, Answers, Choices, FieldError, FieldKind, Form};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// So many characters of a result are an answer.
const MOST: usize = 200_000;
/// A file with a template is not larger, bytes.
const MOST_BYTES: usize = 3_000_000;
/// What a file with a template says that it is.
const KIND: &str = "kaimono-template";
/// Its way of writing.
const VERSION: u32 = 1;

/// Today, in the person's calendar.
const DATE: &str = "{date}";

/// A template as a file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TemplateFile {
    kind: String,
    version: u32,
    name: String,
    agent: String,
    agent_name: String,
    answers: Answers,
}

impl Kaimono {
    /// Asks an agent for its form, and fills it in.
    pub async fn filled_form(&self, id: &str, fill: &Fill) -> Result<FormView> {
        let view = self.form(id).await?;
        if !view.refused.is_empty() && *fill == (Fill::Again { purchase: None }) {
            // The draft has the answers of the last job, and what the agent said to them.
            return Ok(view);
        }
        let session = self.session()?;
        let form = self.form_of(&session, id).await?;
        let draft = session.drafts().saved_at(id)?.is_some();
        let (with, answers, asked, kept, blanks) = match fill {
            Fill::Again { purchase } => {
                let (with, answers, asked, kept) = self.again(&session, id, purchase.as_deref(), &form)?;
                (with, answers, asked, kept, Vec::new())
            }
            Fill::Template { id: template } => {
                let Template { agent, name, answers, .. } = blocking(|| session.bookmarks().template(template))?;
                if !agent.eq_ignore_ascii_case(id) {
                    return Err(Failure::unknown(template));
                }
                let (asked, today) = (answers.len(), self.0.gate.day(session.clock().machine()).to_string());
                let mut fitting = form.still_fitting(answers);
                // A file may have one.
                fitting.retain(|id, _| form.field(id).is_some_and(|field| field.kind != FieldKind::Password));
                let (answers, blanks) = fill_in(fitting, &today);
                let kept = answers.keys().cloned().collect();
                (FilledWith::Template { id: template.clone(), name }, answers, asked, kept, blanks)
            }
            Fill::Result { purchase } => {
                let (with, answers) = self.with_result(&session, purchase, &form, &view.draft).await?;
                // Nothing was answered before.
                (with, answers, 0, BTreeSet::new(), Vec::new())
            }
        };
        let is_kept = |(id, answer): &(&String, &Answer)| **answer != Answer::Blank && kept.contains(*id);
        let answered = answers.iter().filter(is_kept).count();
        let lost = u32::try_from(asked.saturating_sub(answered)).unwrap_or(u32::MAX);
        let filled = Some(FilledView { with, lost, blanks, draft });
        Ok(FormView { draft: answers, refused: Vec::new(), filled, ..view })
    }

    /// What was answered for a purchase, how many answers those were, and to which fields.
    fn again(
        &self,
        session: &Session,
        agent: &str,
        purchase: Option<&str>,
        form: &Form,
    ) -> Result<(FilledWith, Answers, usize, BTreeSet<String>)> {
        let purchases = session.purchases();
        let purchase = match purchase {
            Some(purchase) => purchase.to_owned(),
            None => purchases.standings().last_ordered(agent)?.ok_or_else(|| Failure::unknown(agent))?,
        };
        let (order, at) = purchases.book().read(&purchase, |state| (state.order.clone(), state.created_at))?;
        let order = order.filter(|order| order.agent_identifier.eq_ignore_ascii_case(agent));
        let order = order.ok_or_else(|| Failure::unknown(&purchase))?;
        let choices = order.written.as_ref().map_or_else(|| Choices::first(form), |written| written.choices);
        let answers = form.read_back(&order.input_data, choices);
        let price = ApprovedPrice::of(order.price.as_ref(), order.network);
        let sent = order.input_data.keys().cloned().collect();
        Ok((FilledWith::Again { purchase, at, price }, answers, order.answers.len(), sent))
    }

    /// The result of a purchase as the answer to the first question for a text: a long one, where there is one.
    async fn with_result(
        &self,
        session: &Session,
        purchase: &str,
        form: &Form,
        draft: &Answers,
    ) -> Result<(FilledWith, Answers)> {
        let purchases = session.purchases();
        let (content, agent_name) = purchases.book().read(purchase, |state| {
            let content = state.result.as_ref().map(|result| result.content.clone());
            (content, state.order.as_ref().map(|order| order.agent_name.clone()).unwrap_or_default())
        })?;
        let content = content.ok_or_else(|| Failure::new(Code::NotNow, Side::App).quoting("there is no result"))?;
        let text = purchases.of_result(purchase, &content, |result| unwrapped(result).1.into_owned()).await?;
        let of = |kind: FieldKind| form.fields().find(|field| field.kind == kind);
        let field = of(FieldKind::Textarea).or_else(|| of(FieldKind::Text));
        let mut answers = draft.clone();
        let most = field.and_then(|field| field.max.as_deref()?.parse().ok()).map_or(MOST, |max: usize| max.min(MOST));
        let cut = text.chars().nth(most).is_some();
        if let Some(field) = field {
            answers.insert(field.id.clone(), Answer::Text(readable(&text, most)));
        }
        let question = field.map(|field| clean(&field.label, 120));
        Ok((FilledWith::Result { purchase: purchase.to_owned(), agent_name, question, cut }, answers))
    }

    /// Keeps answers to an agent's form under a name, without passwords. The errors by field: what was refused is not kept.
    pub async fn save_template(&self, id: &str, name: &str, answers: &Answers) -> Result<Vec<FieldError>> {
        let session = self.session()?;
        let form = self.form_of(&session, id).await?;
        let refused = self.own_keys_in(answers);
        if !refused.is_empty() {
            return Ok(refused);
        }
        let is_kept = |field: &String| form.field(field).is_some_and(|field| field.kind != FieldKind::Password);
        let answers = answers.iter().filter(|(field, answer)| is_kept(field) && **answer != Answer::Blank);
        let answers = answers.map(|(field, answer)| (field.clone(), answer.clone())).collect();
        let agent_name = blocking(|| session.catalogue().entry(id))?.map(|entry| entry.name).unwrap_or_default();
        let template = Template { agent: id.to_owned(), agent_name, name: name.to_owned(), answers };
        blocking(|| session.bookmarks().save_template(&template, true, session.clock().now()))?;
        self.marked(&session)?;
        Ok(Vec::new())
    }

    /// Forgets a template.
    pub async fn forget_template(&self, id: &str) -> Result<BookmarksView> {
        let session = self.session()?;
        blocking(|| session.bookmarks().forget_template(id))?;
        self.marked(&session)
    }

    /// Saves a template as a file. Where; `None`: the person said nowhere.
    pub async fn export_template<A: Future<Output = Option<Place>>>(
        &self,
        id: &str,
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<SavedView>> {
        let session = self.session()?;
        let Template { agent, agent_name, name, answers } = blocking(|| session.bookmarks().template(id))?;
        let file = TemplateFile { kind: KIND.to_owned(), version: VERSION, name, agent, agent_name, answers };
        let text = serde_json::to_string_pretty(&file)
            .map_err(|error| Failure::new(Code::Internal, Side::App).quoting(&error.to_string()))?;
        let own = self.0.directory.path().join("exports");
        self.save(&text, Named { stem: "template", ending: "json" }, ask, own).await
    }

    /// Takes a template from a file, for the agent that it names.
    pub async fn import_template(&self, text: &str) -> Result<BookmarksView> {
        let session = self.session()?;
        let read = || serde_json::from_str::<TemplateFile>(text).ok().filter(|file| file.kind == KIND);
        let file = Some(text).filter(|text| text.len() <= MOST_BYTES).and_then(|_| read());
        let TemplateFile { version, name, agent, agent_name, answers, .. } =
            file.ok_or_else(|| Failure::input("template"))?;
        if version != VERSION || !self.own_keys_in(&answers).is_empty() {
            return Err(Failure::input("template"));
        }
        let template = Template { agent, agent_name, name, answers };
        blocking(|| session.bookmarks().save_template(&template, false, session.clock().now()))?;
        self.marked(&session)
    }
}

/// Puts today in its place, and tells which places the person fills.
fn fill_in(answers: Answers, today: &str) -> (Answers, Vec<(String, Blank)>) {
    let mut blanks = Vec::new();
    let fill = |(field, answer): (String, Answer)| {
        let Answer::Text(text) = answer else { return (field, answer) };
        for (word, blank) in [("{clipboard}", Blank::Clipboard), ("{file}", Blank::File)] {
            if text.contains(word) {
                blanks.push((field.clone(), blank));
            }
        }
        (field, Answer::Text(text.replace(DATE, today)))
    };
    let answers = answers.into_iter().map(fill).collect();
    (answers, blanks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_filled_in_and_the_rest_is_for_the_person() {
        let text = |text: &str| Answer::Text(text.to_owned());
        let answers = Answers::from([
            ("a".to_owned(), text("News of {date}, {DATE}: {file}{clipboard}")),
            ("b".to_owned(), Answer::Bool(true)),
            ("c".to_owned(), text("{clipboard}")),
        ]);
        let (filled, blanks) = fill_in(answers, "2026-11-27");
        assert_eq!(filled["a"], text("News of 2026-11-27, {DATE}: {file}{clipboard}"));
        let of = |field: &str, blank| (field.to_owned(), blank);
        assert_eq!(blanks, [of("a", Blank::Clipboard), of("a", Blank::File), of("c", Blank::Clipboard)]);
    }
}
