//! Several purchases that one yes is to: one agent many times, or several agents with the same questions. They are prepared and
//! approved together, and recorded all at once or not at all; from then on each is a purchase like any other, with its own journal,
//! nonce and body. Nothing of the engine knows of batches: what is paid never depends on which others there are.

pub(crate) mod differences;
pub(crate) mod shared;
pub(crate) mod table;
mod told;

use super::{
    Purchases,
    approval::{GOOD_FOR, Offered, Ordered, amounts, gone, of, shown, sources},
    conditions::{self, Payer},
    cost,
    event::{Event, Order},
    lock,
    page::title,
    state::{Job, Payment, State},
};
use crate::{
    catalogue::offer,
    connection::host_of,
    error::{Code, Failure, Result, Side},
    limits::gate::{self, LookInTurn},
    text::clean,
    view::{
        MoneyView,
        batch::{BatchConditions, BatchReview, BatchRowState, BatchRowView, BatchWarning, ColumnView},
        buy::{ApprovalView, ApprovedPrice, CeilingDraft, WarningId},
        limits::LimitView,
        market::Blocked,
    },
};
use masumi::{
    form::{Answer, Answers, FieldError, FieldKind, Form, Rule},
    identifiers::Nonce,
    moment::{MINUTE, Moment},
    money::Money,
    node::Generation,
    proof::Price,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Mutex,
};

/// So many are approved together at most.
pub(crate) const MOST: usize = 1_000;
/// What a batch is good for grows by this for each of its purchases: a host is asked for a few jobs at a time.
const FOR_EACH: i64 = MINUTE / 2;

/// Why there are several purchases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum BatchKind {
    /// One agent, many answers.
    Rows,
    /// Several agents, the same questions.
    SideBySide,
}

/// Why one of several was not bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum NotBought {
    /// It was the same as another one.
    Repeated,
    /// A limit ended before it.
    NotAllowed,
    /// Its answers were refused.
    Invalid,
    /// It could not be bought.
    Blocked,
    /// It could not be found out whether it could be.
    Failed,
    /// The agent would have been sent something else than the last time.
    Otherwise,
}

/// What one yes was to, as the journal keeps it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Batch {
    pub(crate) id: String,
    pub(crate) kind: BatchKind,
    /// When the person said yes, node time.
    pub(crate) at: Moment,
    /// The batch that it repeats.
    pub(crate) repeats: Option<String>,
    /// The purchase that the person kept.
    pub(crate) kept: Option<String>,
    /// In their order.
    pub(crate) rows: Vec<Row>,
}

/// One of several.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// From 1.
    pub(crate) number: u32,
    /// agentIdentifier.
    pub(crate) agent: String,
    /// Cleaned.
    pub(crate) agent_name: String,
    /// What tells it from the others, cleaned.
    pub(crate) title: String,
    /// What was asked, without passwords.
    pub(crate) answers: Answers,
    /// As typed.
    pub(crate) ceiling: Option<CeilingDraft>,
    /// `None`: not bought.
    pub(crate) purchase: Option<String>,
    /// Why not.
    pub(crate) why: Option<NotBought>,
}

/// What the person wants to buy several times.
#[derive(Clone, Debug)]
pub(crate) struct BatchWish {
    pub(crate) kind: BatchKind,
    /// Of a table.
    pub(crate) columns: Vec<ColumnView>,
    /// The batch that is bought once more.
    pub(crate) repeats: Option<String>,
    /// The batch of which this is the rest.
    pub(crate) rest_of: Option<String>,
    pub(crate) rows: Vec<RowWish>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(crate) struct RowWish {
    pub(crate) number: u32,
    pub(crate) agent: String,
    pub(crate) answers: Answers,
    pub(crate) ceiling: Option<CeilingDraft>,
    /// Answers that are refused before anything is made of them.
    pub(crate) refused: Vec<FieldError>,
    /// What it was sent the last time, and what it cost: this is a repetition.
    pub(crate) before: Option<(String, Option<Price>)>,
}

/// Batches that wait for the person. In memory: nothing has happened yet that a restart could lose.
#[derive(Default)]
pub(super) struct Batches(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    pending: HashMap<String, Pending>,
    /// What became of those that were approved since the start, for the second click of two.
    approved: HashMap<String, String>,
}

#[derive(Clone)]
struct Pending {
    wish: BatchWish,
    payer: Payer,
    agents: BTreeMap<String, Told>,
    rows: Vec<PendingRow>,
    /// Whether those are bought that are the same as another one.
    repeated: bool,
    expires_at: Moment,
}

/// What is known of an agent of a batch.
#[derive(Clone)]
pub(crate) enum Told {
    Offered(Box<Offered>),
    Failed(Failure),
}

#[derive(Clone)]
struct PendingRow {
    id: String,
    agent_name: String,
    title: String,
    made: Made,
}

/// What came of making one of several orders.
#[derive(Clone)]
enum Made {
    Order { order: Box<Order>, same_as: Option<u32> },
    Invalid(Vec<FieldError>),
    Blocked(Blocked),
    Failed(Failure),
    Otherwise(Box<Order>),
}

impl PendingRow {
    fn order(&self) -> Option<&Order> {
        match &self.made {
            Made::Order { order, .. } | Made::Otherwise(order) => Some(order),
            Made::Invalid(_) | Made::Blocked(_) | Made::Failed(_) => None,
        }
    }

    /// What is bought with a yes, where the limits allow it.
    fn wanted(&self, repeated: bool) -> Option<&Order> {
        match &self.made {
            Made::Order { order, same_as } if repeated || same_as.is_none() => Some(order),
            _ => None,
        }
    }

    fn why(&self) -> NotBought {
        match &self.made {
            Made::Order { same_as: Some(_), .. } => NotBought::Repeated,
            Made::Order { .. } => NotBought::NotAllowed,
            Made::Invalid(_) => NotBought::Invalid,
            Made::Blocked(_) => NotBought::Blocked,
            Made::Failed(_) => NotBought::Failed,
            Made::Otherwise(_) => NotBought::Otherwise,
        }
    }
}

/// How long a yes to so many purchases is good, milliseconds.
fn good_for(purchases: usize) -> i64 {
    GOOD_FOR + i64::try_from(purchases).unwrap_or_default() * FOR_EACH
}

/// What an agent is sent, without the nonce that is another one each time.
pub(super) fn input(order: &Order) -> String {
    order.input_json.replace(order.nonce.as_str(), "")
}

impl Purchases {
    /// Computes an approval of several purchases. `agents`: what is known of each, by its identifier in lower case.
    pub(crate) fn prepare_batch(
        &self,
        wish: BatchWish,
        payer: Payer,
        agents: BTreeMap<String, Told>,
    ) -> Result<BatchReview> {
        let mut rows = Vec::new();
        let mut known: BTreeMap<(String, String), u32> = BTreeMap::new();
        for row in &wish.rows {
            let agent = row.agent.to_ascii_lowercase();
            let made = match agents.get(&agent) {
                None => Made::Failed(Failure::new(Code::NotFound, Side::Registry).quoting(&row.agent)),
                Some(Told::Failed(failure)) => Made::Failed(failure.clone()),
                Some(Told::Offered(_)) if !row.refused.is_empty() => Made::Invalid(row.refused.clone()),
                Some(Told::Offered(offered)) => {
                    match self.order(offered, &payer, &row.answers, row.ceiling.as_ref())? {
                        Ordered::Invalid { errors } => Made::Invalid(errors),
                        Ordered::Blocked { reason } => Made::Blocked(reason),
                        Ordered::Order(order)
                            if row.before.as_ref().is_some_and(|(before, _)| *before != input(&order)) =>
                        {
                            Made::Otherwise(order)
                        }
                        Ordered::Order(order) => {
                            let first = *known.entry((agent.clone(), input(&order))).or_insert(row.number);
                            Made::Order { order, same_as: (first != row.number).then_some(first) }
                        }
                    }
                }
            };
            let agent_name = match agents.get(&agent) {
                Some(Told::Offered(offered)) => clean(&offered.information.entry.name, 120),
                _ => String::new(),
            };
            rows.push(PendingRow { id: Nonce::random().to_string(), agent_name, title: String::new(), made });
        }
        entitle(&wish.rows, &mut rows);
        let expires_at = self.book().now().plus(good_for(rows.len()));
        let pending = Pending { wish, payer, agents, rows, repeated: false, expires_at };
        let id = Nonce::random().to_string();
        let review = self.batch_review(&id, &pending)?;
        self.wait_for_batch(id, pending);
        Ok(review)
    }

    fn wait_for_batch(&self, id: String, pending: Pending) {
        let now = self.book().now();
        let mut waiting = lock(&self.batches.0);
        waiting.pending.retain(|_, one| now <= one.expires_at);
        waiting.pending.insert(id, pending);
    }

    fn waiting_batch(&self, id: &str) -> Result<Pending> {
        let pending = lock(&self.batches.0).pending.get(id).cloned().ok_or_else(|| gone(Code::ApprovalGone))?;
        if self.book().now() > pending.expires_at {
            lock(&self.batches.0).pending.remove(id);
            return Err(gone(Code::ApprovalExpired));
        }
        Ok(pending)
    }

    /// Buys those as well that are the same as another one, or does not.
    pub(crate) fn buy_repeated(&self, id: &str, repeated: bool) -> Result<BatchReview> {
        let pending = Pending { repeated, ..self.waiting_batch(id)? };
        let review = self.batch_review(id, &pending)?;
        self.wait_for_batch(id.to_owned(), pending);
        Ok(review)
    }

    /// What the person is shown of one of several, whole.
    pub(crate) fn review_of_batch(&self, id: &str, number: u32) -> Result<ApprovalView> {
        let pending = self.waiting_batch(id)?;
        let unknown = || Failure::unknown(&number.to_string());
        let place = pending.wish.rows.iter().position(|row| row.number == number).ok_or_else(unknown)?;
        let row = pending.rows.get(place).ok_or_else(unknown)?;
        self.review_of_row(&pending, place, row.order().ok_or_else(unknown)?)
    }

    fn review_of_row(&self, pending: &Pending, place: usize, order: &Order) -> Result<ApprovalView> {
        let unknown = || gone(Code::ApprovalGone);
        let row = pending.rows.get(place).ok_or_else(unknown)?;
        let wish = pending.wish.rows.get(place).ok_or_else(unknown)?;
        let Some(Told::Offered(offered)) = pending.agents.get(&wish.agent.to_ascii_lowercase()) else {
            return Err(unknown());
        };
        let look = self.engine.gate().look(&of(&row.id, order), self.book().clock().machine());
        self.review(&row.id, order, offered, &pending.payer, look)
    }

    /// Takes the person's yes: to as many as the limits let pass, in their order. The batch has the id of its review, so that a second
    /// click finds the same batch. `typed`: the amount as the person typed it, where they want to be asked for it.
    pub(crate) fn approve_batch(&self, id: &str, typed: Option<&str>) -> Result<String> {
        self.engine.believe_the_clock()?;
        let mut waiting = lock(&self.batches.0);
        let now = self.book().now();
        if let Some(batch) = waiting.approved.get(id) {
            return Ok(batch.clone());
        }
        let pending = waiting.pending.get(id).ok_or_else(|| gone(Code::ApprovalGone))?;
        if now > pending.expires_at {
            waiting.pending.remove(id);
            return Err(gone(Code::ApprovalExpired));
        }
        let wanted: Vec<(usize, &Order)> = pending
            .rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| Some((place, row.wanted(pending.repeated)?)))
            .collect();
        let mut orders = Vec::new();
        let mut contents = Vec::new();
        for (place, order) in &wanted {
            let view = self.review_of_row(pending, *place, order)?;
            let agent = order.agent_identifier.to_ascii_lowercase();
            let Some(Told::Offered(offered)) = pending.agents.get(&agent) else { return Err(gone(Code::ApprovalGone)) };
            let content = shown(&view, offered)?;
            orders.push(Order { shown: Some(sha256(&content)), ..(*order).clone() });
            contents.push(content);
        }
        let ids: Vec<&str> =
            wanted.iter().filter_map(|(place, _)| Some(pending.rows.get(*place)?.id.as_str())).collect();
        let asked: Vec<_> = ids.iter().zip(&orders).map(|(id, order)| of(id, order)).collect();
        let batch =
            self.engine.gate().pass_in_turn(&asked, self.book().clock().machine(), typed, |passed, pass, wait| {
                let not_before = (wait > 0).then(|| now.plus(wait));
                let longer = good_for(pass) + wait;
                let first = ids.iter().zip(&orders).take(pass).map(|(id, order)| {
                    let order = Order {
                        not_before,
                        expires_at: now.plus(longer),
                        unlock_no_later_than: order.unlock_no_later_than.plus(longer),
                        ..order.clone()
                    };
                    ((*id).to_owned(), Event::Approved { order: Box::new(order), passed: passed.clone() })
                });
                let first: Vec<_> = first.collect();
                contents.truncate(pass);
                let bought: BTreeSet<&str> = ids.iter().take(pass).copied().collect();
                let batch = record(id, pending, &bought, now);
                self.book().begin_batch(&first, &contents, &batch)?;
                Ok(batch.id)
            })?;
        waiting.pending.remove(id);
        waiting.approved.insert(id.to_owned(), batch.clone());
        Ok(batch)
    }

    /// Takes the person's no.
    pub(crate) fn decline_batch(&self, id: &str) -> Result<()> {
        lock(&self.batches.0).pending.remove(id);
        Ok(())
    }

    /// Whether a yes to this begins a job that is to be paid.
    pub(crate) fn batch_begins_paid(&self, id: &str) -> bool {
        let waiting = lock(&self.batches.0);
        let paid = |pending: &Pending| pending.rows.iter().any(|row| row.order().is_some_and(|o| o.price.is_some()));
        waiting.pending.get(id).is_some_and(paid)
    }

    /// Stops those of a batch whose jobs have not begun: nothing was sent for them, and what they counted is free again. How many.
    pub(crate) fn stop_batch(&self, id: &str) -> Result<u32> {
        let mut stopped = 0;
        for row in self.batch_kept(id)?.rows {
            let Some(purchase) = row.purchase else { continue };
            if self.book().read(&purchase, has_not_begun)? {
                // It may begin this very moment: then it is not stopped any more.
                stopped += u32::from(self.book().try_record(&purchase, &Event::Stopped).is_ok());
            }
        }
        Ok(stopped)
    }

    pub(crate) fn batch_kept(&self, id: &str) -> Result<Batch> {
        self.book().look_up(|shelf| shelf.batch(id))?.ok_or_else(|| Failure::unknown(id))
    }

    fn batch_review(&self, id: &str, pending: &Pending) -> Result<BatchReview> {
        let network = self.book().network();
        let wanted: Vec<(usize, &PendingRow, &Order)> = pending
            .rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| Some((place, row, row.wanted(pending.repeated)?)))
            .collect();
        let asked: Vec<_> = wanted.iter().map(|(_, row, order)| of(&row.id, order)).collect();
        let look = self.engine.gate().look_in_turn(&asked, self.book().clock().machine());
        let LookInTurn { pass, refusal, meters, wait, to_type, .. } = look;
        let bought: BTreeSet<usize> = wanted.iter().take(pass).map(|(place, ..)| *place).collect();
        let (mut sum, mut deposit, mut fees) = (Vec::new(), Vec::new(), Vec::new());
        let mut contracts: BTreeMap<Option<Generation>, Contract> = BTreeMap::new();
        for (.., order) in wanted.iter().take(pass) {
            let Some(price) = amounts(order) else { continue };
            gate::add(&mut sum, price);
            gate::add(&mut deposit, &[cost::deposit(price)]);
            gate::add(&mut fees, &[cost::fee()]);
            let contract = contracts.entry(order.generation).or_default();
            contract.purchases += 1;
            gate::add(&mut contract.price, price);
            gate::add(&mut contract.costs, &cost::costs(price));
            contract.source = self.source_of(pending, order).or(contract.source);
        }
        let views = |amounts: &[Money]| amounts.iter().map(|money| MoneyView::of(money, network)).collect::<Vec<_>>();
        let conditions = contracts.into_iter().map(|(generation, contract)| {
            let asked = conditions::Asked {
                network,
                price: Some(&contract.price),
                generation,
                source: contract.source,
                is_allowed: pass > 0,
                until: None,
            };
            let conditions = conditions::Standing::of_all(&asked, &contract.costs, &pending.payer).conditions;
            BatchConditions { generation, purchases: contract.purchases, conditions }
        });
        let rows = pending.wish.rows.iter().zip(&pending.rows).enumerate();
        let rows: Vec<BatchRowView> = rows
            .map(|(place, (wish, row))| {
                let is_bought = bought.contains(&place);
                let price = row.order().map(|order| ApprovedPrice::of(order.price.as_ref(), network));
                let before = wish.before.as_ref().map(|(_, before)| ApprovedPrice::of(before.as_ref(), network));
                BatchRowView {
                    number: wish.number,
                    agent: wish.agent.clone(),
                    agent_name: row.agent_name.clone(),
                    host: row.order().map(|order| host_of(&order.api_base_url)).unwrap_or_default(),
                    title: row.title.clone(),
                    before: before.filter(|before| Some(before) != price.as_ref()),
                    price,
                    state: self.row_state(pending, wish, row, is_bought),
                }
            })
            .collect();
        let count = |is: &dyn Fn(&BatchRowState) -> bool| number(rows.iter().filter(|row| is(&row.state)).count());
        let refused = count(&|state| {
            !matches!(state, BatchRowState::Ready | BatchRowState::Repeated { .. } | BatchRowState::NotAllowed)
        });
        let at_most = |order: &Order| matches!(order.price, Some(Price::Ceiling(_)));
        Ok(BatchReview {
            id: id.to_owned(),
            kind: pending.wish.kind,
            expires_at: pending.expires_at,
            good_for: u32::try_from((good_for(pass) + wait) / MINUTE).unwrap_or(u32::MAX),
            repeats: pending.wish.repeats.clone(),
            rest_of: pending.wish.rest_of.clone(),
            columns: pending.wish.columns.clone(),
            purchases: number(pass),
            refused,
            repeated: count(&|state| matches!(state, BatchRowState::Repeated { .. })),
            buys_repeated: pending.repeated,
            sum: views(&sum),
            at_most: wanted.iter().take(pass).any(|(.., order)| at_most(order)),
            deposit: views(&deposit).pop(),
            fees: views(&fees).pop(),
            network,
            sandbox: self.sandbox,
            warnings: self.batch_warnings(pending, &bought)?,
            conditions: conditions.collect(),
            limits: meters.iter().map(|meter| LimitView::of(meter, network)).collect(),
            not_allowed: refusal.map(Into::into),
            to_type: to_type.map(|money| MoneyView::of(&money, network)),
            waits: u32::try_from(wait / MINUTE).ok().filter(|wait| *wait > 0),
            rows,
        })
    }

    fn row_state(&self, pending: &Pending, wish: &RowWish, row: &PendingRow, is_bought: bool) -> BatchRowState {
        match &row.made {
            Made::Order { same_as: Some(of), .. } => BatchRowState::Repeated { of: *of, bought: is_bought },
            Made::Order { .. } if is_bought => BatchRowState::Ready,
            Made::Order { .. } => BatchRowState::NotAllowed,
            Made::Invalid(errors) => {
                let told = pending.agents.get(&wish.agent.to_ascii_lowercase());
                let label = |error: &FieldError| match told {
                    Some(Told::Offered(offered)) => {
                        offered.form.field(&error.field).map(|field| clean(&field.label, 120)).unwrap_or_default()
                    }
                    _ => String::new(),
                };
                BatchRowState::Invalid { fields: errors.iter().map(label).collect(), errors: errors.clone() }
            }
            Made::Blocked(reason) => BatchRowState::Blocked { reason: *reason },
            Made::Failed(failure) => BatchRowState::Failed { failure: failure.clone() },
            Made::Otherwise(_) => BatchRowState::Otherwise,
        }
    }

    /// What the person should know, each thing once.
    fn batch_warnings(&self, pending: &Pending, bought: &BTreeSet<usize>) -> Result<Vec<BatchWarning>> {
        let mut warnings: Vec<BatchWarning> = Vec::new();
        for (place, row) in pending.rows.iter().enumerate().filter(|(place, _)| bought.contains(place)) {
            let Some(order) = row.order() else { continue };
            for warning in self.review_of_row(pending, place, order)?.warnings {
                // When it was bought before is another time for each.
                let same = |known: &&mut BatchWarning| {
                    known.warning == warning
                        || (known.warning.id == warning.id && warning.id == WarningId::BoughtBefore)
                };
                match warnings.iter_mut().find(same) {
                    None => {
                        let agents = vec![row.agent_name.clone()];
                        warnings.push(BatchWarning { warning, agents, purchases: 1 });
                    }
                    Some(known) => {
                        known.purchases += 1;
                        if !known.agents.contains(&row.agent_name) {
                            known.agents.push(row.agent_name.clone());
                        }
                    }
                }
            }
        }
        Ok(warnings)
    }

    fn source_of(&self, pending: &Pending, order: &Order) -> Option<bool> {
        match pending.agents.get(&order.agent_identifier.to_ascii_lowercase()) {
            Some(Told::Offered(offered)) => {
                let entry = &offered.information.entry;
                sources(entry, &offer(entry, &pending.payer.means), &pending.payer.means)
            }
            _ => None,
        }
    }
}

/// What is paid into one contract.
#[derive(Default)]
struct Contract {
    purchases: u32,
    price: Vec<Money>,
    costs: Vec<Money>,
    source: Option<bool>,
}

/// Whether nobody was asked for its job yet.
pub(super) fn has_not_begun(state: &State) -> bool {
    state.job == Job::Approved && state.payment == Payment::None
}

/// Whether it was stopped, or ran out, before anybody was asked for its job.
pub(super) fn never_began(state: &State) -> bool {
    state.job == Job::Approved && matches!(state.payment, Payment::Declined | Payment::Expired)
}

/// Gives each row the answer by which it is told from the others: the first question that is not answered alike in all of them.
fn entitle(wishes: &[RowWish], rows: &mut [PendingRow]) {
    let texts = |row: &PendingRow| row.order().map(|order| order.answers.clone()).unwrap_or_default();
    let answers: Vec<Vec<(String, String)>> = rows.iter().map(texts).collect();
    let known: Vec<&Vec<(String, String)>> = answers.iter().filter(|answers| !answers.is_empty()).collect();
    let most = known.iter().map(|answers| answers.len()).max().unwrap_or_default();
    let differs = |place: &usize| {
        let all: BTreeSet<_> = known.iter().map(|answers| answers.get(*place)).collect();
        all.len() > 1
    };
    let place = (0..most).find(differs).unwrap_or_default();
    for ((row, answers), wish) in rows.iter_mut().zip(&answers).zip(wishes) {
        let told = answers.get(place).map(|(_, text)| clean(text, 160));
        row.title = told.or_else(|| row.order().map(title)).unwrap_or_else(|| typed(wish));
    }
}

/// The beginning of what was typed, of answers that make no order. It is kept, so it is nothing that was refused.
fn typed(wish: &RowWish) -> String {
    let is_refused = |id: &str| wish.refused.iter().any(|error| error.field == id);
    let text = wish.answers.iter().find_map(|(id, answer)| match answer {
        Answer::Text(text) if !text.trim().is_empty() && !is_refused(id) => Some(text.as_str()),
        _ => None,
    });
    clean(text.unwrap_or_default(), 160)
}

/// What the journal keeps of a batch.
fn record(id: &str, pending: &Pending, bought: &BTreeSet<&str>, at: Moment) -> Batch {
    let rows = pending.wish.rows.iter().zip(&pending.rows).map(|(wish, row)| {
        let is_bought = bought.contains(row.id.as_str());
        let form = match pending.agents.get(&wish.agent.to_ascii_lowercase()) {
            Some(Told::Offered(offered)) => Some(&offered.form),
            _ => None,
        };
        Row {
            number: wish.number,
            agent: wish.agent.clone(),
            agent_name: row.agent_name.clone(),
            title: row.title.clone(),
            answers: without_secrets(wish, form),
            ceiling: wish.ceiling.clone(),
            purchase: is_bought.then(|| row.id.clone()),
            why: (!is_bought).then(|| row.why()),
        }
    });
    Batch {
        id: pending.wish.rest_of.clone().unwrap_or_else(|| id.to_owned()),
        kind: pending.wish.kind,
        at,
        repeats: pending.wish.repeats.clone(),
        kept: None,
        rows: rows.collect(),
    }
}

/// The answers without passwords, and without what contains a key of the person's own. Without a form nobody knows which those are.
fn without_secrets(wish: &RowWish, form: Option<&Form>) -> Answers {
    let has_key = |id: &str| wish.refused.iter().any(|error| error.rule == Rule::OwnKey && error.field == id);
    let is_kept = |id: &str| {
        form.and_then(|form| form.field(id)).is_some_and(|field| field.kind != FieldKind::Password) && !has_key(id)
    };
    wish.answers.iter().filter(|(id, _)| is_kept(id)).map(|(id, answer)| (id.clone(), answer.clone())).collect()
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(bytes))
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
