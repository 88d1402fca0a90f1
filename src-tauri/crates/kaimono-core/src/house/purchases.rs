//! What the person does with purchases, one method a command. Thin: the rules are in [`crate::purchase`].

use super::Kaimono;
use crate::{
    blocking::blocking,
    error::{Code, Failure, Result, Side},
    purchase::approval::Wish,
    saving::{Named, Place},
    session::Session,
    view::{
        buy::{CeilingDraft, Condition, Prepared},
        dossier::ObjectionReason,
        purchase::{
            AgentWordView, ExportFormat, ExportedView, InsideView, PurchaseFacets, PurchaseOutcome, PurchaseView,
            PurchasesQuery, PurchasesView, RefundDisabled, ResultContent,
        },
        said::{Id, Typed},
        trouble::Trouble,
    },
    wallet,
};
use masumi::form::{Answers, FieldError};

impl Kaimono {
    /// Computes what buying from an agent with these answers would mean, for the person to approve or decline.
    pub async fn prepare(&self, agent: &str, answers: Answers, ceiling: Option<CeilingDraft>) -> Result<Prepared> {
        let session = self.session()?;
        let form = self.form_of(&session, agent).await?;
        // Kept whatever comes of it: nobody types a form twice.
        let errors = self.keep_draft(&session, agent, &answers)?;
        if session.node_failure().is_some() {
            // It may be back: whoever reads the review should know.
            session.read_anew();
        }
        if !errors.is_empty() {
            return Ok(Prepared::Invalid { errors });
        }
        let language = self.language()?;
        let errors = language.two_readings(&form, &answers);
        if !errors.is_empty() {
            return Ok(Prepared::Invalid { errors });
        }
        let ceiling = ceiling.map(|typed| CeilingDraft { amount: language.amount_in_english(&typed.amount), ..typed });
        let (payer, simulated) = tokio::join!(session.payer(), self.simulated(agent));
        // What cannot be told says nothing.
        let alike = self.alike(agent).await.ok().flatten();
        let wish = Wish { agent: agent.to_owned(), answers, ceiling, form, payer: payer?, simulated, alike };
        session.purchases().prepare(wish).await
    }

    /// What paying an agent would need, and how everything of it stands now.
    pub async fn conditions(&self, agent: &str) -> Result<Vec<Condition>> {
        let session = self.session()?;
        let registry = session.clients()?.registry;
        let (payer, told) = tokio::join!(session.payer(), registry.payment_information(agent));
        let told = told?.ok_or_else(|| Failure::new(Code::NotFound, Side::Registry).quoting(agent))?;
        Ok(session.purchases().conditions(&told, &payer?))
    }

    /// Takes the person's yes; gives the id of the purchase, which goes on by itself. The same yes twice is one purchase.
    pub async fn approve(&self, approval: &str) -> Result<String> {
        self.approve_typed(approval, None).await
    }

    /// The same, with the amount as they typed it, where they want to be asked for it.
    pub async fn approve_typed(&self, approval: &str, amount: Option<&str>) -> Result<String> {
        let session = self.session()?;
        // A job that nobody can pay is not begun: the answers would go to the agent for nothing.
        if let Some(failure) = session.node_failure().filter(|_| session.purchases().begins_paid(approval)) {
            session.read_anew();
            return Err(failure);
        }
        let language = self.language()?;
        let amount = amount.map(|typed| language.amount_in_english(typed));
        blocking(|| session.purchases().approve_typed(approval, amount.as_deref()))
    }

    /// Takes the person's no.
    pub async fn decline(&self, approval: &str) -> Result<()> {
        self.session()?.purchases().decline(approval)
    }

    /// Stops a purchase whose job waits to be started.
    pub async fn stop(&self, id: &str) -> Result<()> {
        self.session()?.purchases().stop(id)
    }

    /// A list of purchases.
    pub async fn purchases(&self, query: &PurchasesQuery) -> Result<PurchasesView> {
        self.session()?.purchases().list(query)
    }

    /// Saves the purchases of a list, all of them, as a table. Where; `None`: the person said nowhere. `ask`: where a file of a name is
    /// saved.
    pub async fn export_purchases<A: Future<Output = Option<Place>>>(
        &self,
        query: &PurchasesQuery,
        format: ExportFormat,
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<ExportedView>> {
        let purchases = self.session()?.purchases().clone();
        let (text, count) = blocking(|| purchases.export(query, format))?;
        let own = self.0.directory.path().join("exports");
        let ending = match format {
            ExportFormat::Csv => "csv",
            ExportFormat::Json => "json",
        };
        let saved = self.save(&text, Named { stem: "purchases", ending }, ask, own).await?;
        Ok(saved.map(|saved| ExportedView { path: saved.path, purchases: count }))
    }

    /// Purchases inside whose answers or results all words stand that were typed, and that the list does not have.
    pub async fn purchases_inside(&self, query: &PurchasesQuery) -> Result<InsideView> {
        let session = self.session()?;
        blocking(|| session.purchases().inside(query))
    }

    /// What purchases can be chosen by.
    pub async fn purchase_facets(&self) -> Result<PurchaseFacets> {
        self.session()?.purchases().facets()
    }

    /// Gives a purchase these labels and no others.
    pub async fn set_purchase_labels(&self, id: &str, labels: &[Typed]) -> Result<()> {
        let (session, labels) = (self.session()?, labels.iter().map(|label| &**label).collect::<Vec<_>>());
        blocking(|| session.purchases().set_labels(id, &labels))
    }

    /// Gives several purchases one more label.
    pub async fn label_purchases(&self, ids: &[Id], label: &str) -> Result<()> {
        let (session, ids) = (self.session()?, ids.iter().map(|id| &**id).collect::<Vec<_>>());
        blocking(|| session.purchases().label_all(&ids, label))
    }

    /// Keeps a note about a purchase.
    pub async fn set_purchase_note(&self, id: &str, note: &str) -> Result<()> {
        let session = self.session()?;
        blocking(|| session.purchases().set_note(id, note))
    }

    /// Keeps of what use a purchase was.
    pub async fn set_purchase_outcome(&self, id: &str, outcome: Option<PurchaseOutcome>) -> Result<()> {
        let session = self.session()?;
        blocking(|| session.purchases().set_outcome(id, outcome))
    }

    /// Keeps why the person objects to a purchase: what goes into its dossier.
    pub async fn set_objection(&self, id: &str, reason: Option<ObjectionReason>, statement: &str) -> Result<()> {
        let session = self.session()?;
        blocking(|| session.purchases().set_objection(id, reason, statement))
    }

    /// One purchase, whole.
    pub async fn purchase(&self, id: &str) -> Result<PurchaseView> {
        let session = self.session()?;
        let mut view = session.purchases().view(id)?;
        if view.refund.action.is_some() && self.was_removed(&session)? {
            view.refund.disabled = Some(RefundDisabled::Removed);
        }
        // What is asked for is written down before. What does not pass by itself is the better reason.
        let lasts = matches!(view.refund.disabled, Some(RefundDisabled::Removed | RefundDisabled::OtherKey));
        if view.refund.action.is_some() && !lasts && session.store().is_some() {
            view.refund.disabled = Some(RefundDisabled::Unwritable);
        }
        if let Some(question) = &mut view.question {
            question.draft = session.drafts().begin(&draft_key(id, &question.id), &question.form)?;
        }
        if let Some(trouble) = view.trouble.as_mut().filter(|trouble| trouble.kind == Trouble::InsufficientFunds) {
            let costs = session.purchases().standings().costs(id)?;
            trouble.shortage =
                Some(wallet::shortage(&session, &session.purchases().standings().wallets()?, &costs).await);
        }
        if let Some(asked) = &mut view.approval {
            session.purchases().paid_by(id, asked, &session.payer().await?)?;
        }
        Ok(view)
    }

    /// The content of a purchase's result, by the name that the purchase gives it. It never changes under that name.
    pub async fn result(&self, id: &str, content: &str) -> Result<ResultContent> {
        self.session()?.purchases().result_content(id, content).await
    }

    /// What a purchase's agent said by itself, the newest first.
    pub async fn agent_words(&self, id: &str) -> Result<Vec<AgentWordView>> {
        let session = self.session()?;
        blocking(|| session.purchases().agent_words(id))
    }

    /// Tells which purchase the person looks at (`None`: none): it is asked about more often.
    pub async fn watch_purchase(&self, id: Option<&str>) -> Result<()> {
        self.session()?.purchases().look_at(id.map(str::to_owned));
        Ok(())
    }

    /// Answers an agent's question. The errors by field; empty: the agent took it.
    pub async fn answer(&self, id: &str, question: &str, answers: &Answers) -> Result<Vec<FieldError>> {
        let session = self.session()?;
        let refused = self.keep_draft(&session, &draft_key(id, question), answers)?;
        if !refused.is_empty() {
            return Ok(refused);
        }
        let asked = session.purchases().view(id)?.question.filter(|asked| asked.id == question);
        let language = self.language()?;
        let errors = asked.map(|asked| language.two_readings(&asked.form, answers)).unwrap_or_default();
        if !errors.is_empty() {
            return Ok(errors);
        }
        let errors = session.purchases().answer(id, question, answers).await?;
        if errors.is_empty() {
            let _ = session.drafts().remove(&draft_key(id, question));
        }
        Ok(errors)
    }

    /// Keeps what was typed as an answer to a question, passwords excepted, and what contains a key: its errors by field.
    pub async fn save_answer_draft(&self, id: &str, question: &str, answers: &Answers) -> Result<Vec<FieldError>> {
        self.keep_draft(&*self.session()?, &draft_key(id, question), answers)
    }

    /// Carries out what the refund card offered that the person saw (`card`: its id). `typed_name`: the agent's name, for what
    /// cannot be undone.
    pub async fn refund(&self, id: &str, card: &str, typed_name: Option<&str>) -> Result<()> {
        self.session()?.purchases().refund(id, card, typed_name).await
    }

    /// Takes note that the person has seen what is not as it should be (`concern`: its id).
    pub async fn acknowledge(&self, id: &str, concern: &str) -> Result<()> {
        self.session()?.purchases().acknowledge(id, concern)
    }

    /// Tries a payment again that is stuck at the node.
    pub async fn retry_payment(&self, id: &str) -> Result<()> {
        self.session()?.purchases().retry_payment(id).await
    }
}

impl Kaimono {
    fn was_removed(&self, session: &Session) -> Result<bool> {
        let own = session.profile().id;
        Ok(self.0.directory.removed()?.iter().any(|profile| profile.id == own))
    }
}

fn draft_key(purchase: &str, question: &str) -> String {
    format!("{purchase}/{question}")
}
