//! What the person does with several purchases at once, one method a command. Thin: the rules are in [`crate::purchase::batch`].

use super::Kaimono;
use crate::{
    blocking::blocking,
    error::{Code, Failure, Result, Side},
    purchase::batch::{
        BatchKind, BatchWish, Row, RowWish, Told,
        shared::{Asker, Shared, share},
        table::{self, Table},
    },
    saving::{Named, Place},
    session::Session,
    text::clean,
    view::{
        batch::{
            AskerView, BatchAsked, BatchHead, BatchPrepared, BatchReview, BatchRowDraft, BatchView, OwnFormView,
            SharedFormView, SideBySide,
        },
        buy::{ApprovalView, CeilingDraft, FormView},
        purchase::ExportedView,
        said::Id,
    },
};
use futures_util::future::join_all;
use masumi::form::{Answers, Field, FieldError, FieldKind, Form, Rule};
use std::collections::{BTreeMap, BTreeSet};

impl Kaimono {
    /// Asks several agents for their forms, and parts their questions into those that are the same and the others.
    pub async fn shared_form(&self, agents: &[Id]) -> Result<SharedFormView> {
        let forms = join_all(agents.iter().map(|agent| self.form(agent))).await;
        let none = Form { groups: Vec::new() };
        let asked: Vec<&Form> = forms.iter().map(|form| form.as_ref().map_or(&none, |form| &form.form)).collect();
        let Shared { form, asked_by, own } = blocking(|| share(&asked));
        let mut answers = Answers::new();
        for (id, by) in &asked_by {
            let draft = |(place, own, _): &Asker| forms.get(*place)?.as_ref().ok()?.draft.get(own);
            let fits = |answer: &&masumi::form::Answer| form.field(id).is_some_and(|field| field.takes(answer));
            answers.extend(by.iter().filter_map(draft).find(fits).map(|answer| (id.clone(), answer.clone())));
        }
        let agents = agents.iter().zip(forms).zip(own).map(|((agent, told), own)| match told {
            Ok(FormView { agent, agent_name, host, draft, needs_ceiling, ceiling_units, .. }) => OwnFormView {
                agent,
                agent_name,
                host,
                answers: own.still_fitting(draft),
                form: own,
                needs_ceiling,
                ceiling_units,
                failure: None,
            },
            Err(failure) => OwnFormView {
                agent: agent.to_string(),
                agent_name: String::new(),
                host: String::new(),
                form: own,
                answers: Answers::new(),
                needs_ceiling: false,
                ceiling_units: Vec::new(),
                failure: Some(failure),
            },
        });
        let by = |(place, field, label): Asker| {
            let agent = u32::try_from(place).unwrap_or(u32::MAX);
            AskerView { agent, field, label: clean(&label, 120) }
        };
        let asked_by = asked_by.into_iter().map(|(id, all)| (id, all.into_iter().map(by).collect()));
        Ok(SharedFormView { shared: form, asked_by: asked_by.collect(), agents: agents.collect(), answers })
    }

    /// Computes what buying all of this would mean, for the person to approve or decline together.
    pub async fn prepare_batch(&self, asked: BatchAsked) -> Result<BatchPrepared> {
        let session = self.session()?;
        if session.node_failure().is_some() {
            // It may be back: whoever reads the review should know.
            session.read_anew();
        }
        let language = self.language()?;
        // Only what was typed just now is in the person's language.
        let in_english = |ceiling: Option<CeilingDraft>| {
            ceiling.map(|typed| CeilingDraft { amount: language.amount_in_english(&typed.amount), ..typed })
        };
        let mut forms = BTreeMap::new();
        let wish = match asked {
            BatchAsked::Table { agent, answers, ceiling, table } => {
                let form = self.form_of(&session, &agent).await?;
                // Kept whatever comes of it: nobody types a form twice.
                let _ = self.keep_draft(&session, &agent, &answers)?;
                let read = blocking(|| table::read(&table, &form, &form.still_fitting(answers)));
                let Table { columns, lines } = match read {
                    Ok(table) => table,
                    Err(problem) => return Ok(BatchPrepared::NoTable { problem }),
                };
                let ceiling = in_english(ceiling);
                let rows = lines.into_iter().zip(1..).map(|(line, number)| RowWish {
                    refused: line.refused,
                    ..row(number, &agent, line.answers, ceiling.clone())
                });
                let rows = rows.collect();
                forms.insert(agent.to_ascii_lowercase(), Ok(form));
                BatchWish { kind: BatchKind::Rows, columns, repeats: None, rest_of: None, bought: Vec::new(), rows }
            }
            BatchAsked::Agents { rows } => {
                for BatchRowDraft { agent, answers, .. } in &rows {
                    if session.drafts().form(agent).is_some() {
                        let _ = self.keep_draft(&session, agent, answers)?;
                    }
                }
                let rows = rows.into_iter().zip(1..);
                let rows =
                    rows.map(|(draft, number)| row(number, &draft.agent, draft.answers, in_english(draft.ceiling)));
                let rows = rows.collect();
                let (columns, bought) = (Vec::new(), Vec::new());
                BatchWish { kind: BatchKind::SideBySide, columns, repeats: None, rest_of: None, bought, rows }
            }
            BatchAsked::Rest { batch } => {
                let purchases = session.purchases();
                let kept = purchases.batch_kept(&batch)?;
                // The rest of a repetition is one, too.
                let before = match &kept.repeats {
                    Some(repeats) => purchases.asked_of_batch(&purchases.batch_kept(repeats)?)?,
                    None => BTreeMap::new(),
                };
                let rest = purchases.rest_of_batch(&kept)?;
                let is_left: BTreeSet<u32> = rest.iter().map(|row| row.number).collect();
                let agents: BTreeMap<u32, String> =
                    kept.rows.iter().map(|row| (row.number, row.agent.to_ascii_lowercase())).collect();
                let mut asked = purchases.asked_of_batch(&kept)?;
                asked.retain(|number, _| !is_left.contains(number));
                let mut rows = Vec::new();
                for left in rest {
                    let before = before.get(&left.number).cloned();
                    let refused = self.missing_passwords(&session, &left).await;
                    let replaces = left.purchase;
                    rows.push(RowWish {
                        before,
                        replaces,
                        refused,
                        ..row(left.number, &left.agent, left.answers, left.ceiling)
                    });
                }
                let bought = asked
                    .into_iter()
                    .filter_map(|(number, (input, _))| Some((number, agents.get(&number)?.clone(), input)));
                let (columns, repeats, rest_of, bought) = (Vec::new(), kept.repeats, Some(kept.id), bought.collect());
                BatchWish { kind: kept.kind, columns, repeats, rest_of, bought, rows }
            }
            BatchAsked::Repeat { batch } => {
                let purchases = session.purchases();
                let kept = purchases.batch_kept(&batch)?;
                let before = purchases.asked_of_batch(&kept)?;
                let mut rows = Vec::new();
                for left in kept.rows {
                    let Some(before) = before.get(&left.number).cloned() else { continue };
                    let refused = self.missing_passwords(&session, &left).await;
                    let wish = row(left.number, &left.agent, left.answers, left.ceiling);
                    rows.push(RowWish { before: Some(before), refused, ..wish });
                }
                let (columns, bought) = (Vec::new(), Vec::new());
                BatchWish { kind: kept.kind, columns, repeats: Some(kept.id), rest_of: None, bought, rows }
            }
        };
        if wish.rows.is_empty() {
            return Err(Failure::new(Code::NotNow, Side::You).quoting("nothing is left of it to buy"));
        }
        let agents: BTreeSet<String> = wish.rows.iter().map(|row| row.agent.to_ascii_lowercase()).collect();
        let asked_anew = agents.iter().filter(|agent| !forms.contains_key(*agent)).cloned().collect::<Vec<_>>();
        let found = join_all(asked_anew.iter().map(|agent| self.form_of(&session, agent))).await;
        forms.extend(asked_anew.into_iter().zip(found));
        let told = join_all(forms.iter().map(|(agent, form)| self.offered(&session, agent, form.clone()))).await;
        let told: BTreeMap<String, Told> = forms.into_keys().zip(told).collect();
        let payer = session.payer().await?;
        let wish = self.looked_through(wish, &told)?;
        let purchases = session.purchases().clone();
        let review = blocking(|| purchases.prepare_batch(wish, payer, told))?;
        Ok(BatchPrepared::Review { review: Box::new(review) })
    }

    async fn offered(&self, session: &Session, agent: &str, form: Result<Form>) -> Told {
        let offered = async {
            let form = form?;
            let simulated = self.simulated(agent).await;
            // What cannot be told says nothing.
            let alike = self.alike(agent).await.ok().flatten();
            session.purchases().offered(agent, form, simulated, alike).await
        };
        match offered.await {
            Ok(offered) => Told::Offered(Box::new(offered)),
            Err(failure) => Told::Failed(failure),
        }
    }

    /// A password is not kept: where there was one, it has to be typed again, and this is no place for that.
    async fn missing_passwords(&self, session: &Session, row: &Row) -> Vec<FieldError> {
        if !row.secret {
            return Vec::new();
        }
        let form = self.form_of(session, &row.agent).await.ok();
        let passwords = form.iter().flat_map(Form::fields).filter(|field| field.kind == FieldKind::Password);
        let (rule, limit, text) = (Rule::Required, String::new(), String::new());
        let refused =
            |field: &Field| FieldError { field: field.id.clone(), rule, limit: limit.clone(), text: text.clone() };
        passwords.map(refused).collect()
    }

    /// Refuses answers with a key of the person's own, and amounts that have two readings.
    fn looked_through(&self, wish: BatchWish, told: &BTreeMap<String, Told>) -> Result<BatchWish> {
        let language = self.language()?;
        let looked_through = |row: RowWish| {
            let mut refused: Vec<FieldError> = row.refused;
            refused.extend(self.own_keys_in(&row.answers));
            if let Some(Told::Offered(offered)) = told.get(&row.agent.to_ascii_lowercase()) {
                refused.extend(language.two_readings(&offered.form, &row.answers));
            }
            RowWish { refused, ..row }
        };
        let rows = wish.rows.into_iter().map(looked_through).collect();
        Ok(BatchWish { rows, ..wish })
    }

    /// Buys those as well that are the same as another one, or does not.
    pub async fn buy_repeated(&self, id: &str, repeated: bool) -> Result<BatchReview> {
        let session = self.session()?;
        blocking(|| session.purchases().buy_repeated(id, repeated))
    }

    /// One of several that are reviewed, whole.
    pub async fn review_of_batch(&self, id: &str, number: u32) -> Result<ApprovalView> {
        let session = self.session()?;
        blocking(|| session.purchases().review_of_batch(id, number))
    }

    /// Takes the person's yes to all of them; gives the id of the batch. The same yes twice is one batch.
    pub async fn approve_batch(&self, id: &str, amount: Option<&str>) -> Result<String> {
        let session = self.session()?;
        // Jobs that nobody can pay are not begun: the answers would go to the agents for nothing.
        if let Some(failure) = session.node_failure().filter(|_| session.purchases().batch_begins_paid(id)) {
            session.read_anew();
            return Err(failure);
        }
        let language = self.language()?;
        let amount = amount.map(|typed| language.amount_in_english(typed));
        blocking(|| session.purchases().approve_batch(id, amount.as_deref()))
    }

    /// Takes the person's no to all of them.
    pub async fn decline_batch(&self, id: &str) -> Result<()> {
        self.session()?.purchases().decline_batch(id)
    }

    /// A batch.
    pub async fn batch(&self, id: &str) -> Result<BatchView> {
        let session = self.session()?;
        blocking(|| session.purchases().batch(id))
    }

    /// The newest batches.
    pub async fn batches(&self) -> Result<Vec<BatchHead>> {
        let session = self.session()?;
        blocking(|| session.purchases().batches())
    }

    /// Stops those of a batch whose jobs have not begun. How many.
    pub async fn stop_batch(&self, id: &str) -> Result<u32> {
        let session = self.session()?;
        blocking(|| session.purchases().stop_batch(id))
    }

    /// Notes which purchase of a batch the person keeps.
    pub async fn keep_of_batch(&self, id: &str, kept: Option<&str>) -> Result<()> {
        let session = self.session()?;
        blocking(|| session.purchases().keep_of_batch(id, kept))
    }

    /// The results of a batch beside each other.
    pub async fn side_by_side(&self, id: &str, base: Option<&str>) -> Result<SideBySide> {
        let session = self.session()?;
        blocking(|| session.purchases().side_by_side(id, base))
    }

    /// Saves a batch with its answers and results as one table. Where; `None`: the person said nowhere.
    pub async fn export_batch<A: Future<Output = Option<Place>>>(
        &self,
        id: &str,
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<ExportedView>> {
        let purchases = self.session()?.purchases().clone();
        let (text, purchases) = blocking(|| purchases.batch_table(id))?;
        let own = self.0.directory.path().join("exports");
        let saved = self.save(&text, Named { stem: "results", ending: "csv" }, ask, own).await?;
        Ok(saved.map(|saved| ExportedView { path: saved.path, purchases }))
    }
}

fn row(number: u32, agent: &str, answers: Answers, ceiling: Option<CeilingDraft>) -> RowWish {
    RowWish { number, agent: agent.to_owned(), answers, ceiling, refused: Vec::new(), before: None, replaces: None }
}
