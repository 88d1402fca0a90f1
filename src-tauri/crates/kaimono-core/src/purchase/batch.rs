//! Several purchases that one yes is to: one agent many times, or several agents with the same questions. They are prepared and
//! approved together, and recorded all at once or not at all; from then on each is a purchase like any other, with its own journal,
//! nonce and body. Nothing of the engine knows of batches: what is paid never depends on which others there are.

pub(crate) mod differences;
pub(crate) mod shared;
pub(crate) mod table;
mod told;

use super::{
    Purchases,
    approval::{GOOD_FOR, Lately, Offered, Ordered, amounts, gone, of, shown, sources},
    conditions::{self, Payer},
    cost,
    event::{Event, Order},
    journal, lock,
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
        batch::{BatchAgent, BatchConditions, BatchReview, BatchRowState, BatchRowView, BatchWarning, ColumnView},
        buy::{ApprovalView, ApprovedPrice, CeilingDraft, WarningId},
        limits::LimitView,
        market::Blocked,
    },
};
use masumi::{
    form::{Answer, Answers, Field, FieldError, FieldKind, Form, Rule},
    identifiers::Nonce,
    moment::{MINUTE, Moment},
    money::Money,
    node::Generation,
    proof::Price,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex},
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
    /// There was a password among the answers, which is not kept.
    pub(crate) secret: bool,
    /// As typed.
    pub(crate) ceiling: Option<CeilingDraft>,
    /// The purchase that stood here when this was prepared; `None`: none. Where another one stands here, this is not bought.
    pub(crate) replaces: Option<String>,
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
    /// What the agents were sent already for the others of that batch: number, agent in lower case, input.
    pub(crate) bought: Vec<(u32, String, String)>,
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
    /// The purchase in whose place it comes, of the rest of a batch.
    pub(crate) replaces: Option<String>,
}

/// Batches that wait for the person. In memory: nothing has happened yet that a restart could lose.
#[derive(Default)]
pub(super) struct Batches {
    waiting: Mutex<Waiting>,
    /// One is approved at a time.
    approving: Mutex<()>,
}

#[derive(Default)]
struct Waiting {
    pending: HashMap<String, Arc<Pending>>,
    /// What became of those that were approved since the start, for the second click of two.
    approved: HashMap<String, String>,
}

struct Pending {
    asked: Arc<Prepared>,
    /// Whether those are bought that are the same as another one.
    repeated: bool,
    /// Which of them the person was told to be bought with a yes, by their place.
    reviewed: Vec<usize>,
    expires_at: Moment,
}

/// What does not change while it is reviewed.
struct Prepared {
    wish: BatchWish,
    payer: Payer,
    agents: BTreeMap<String, Told>,
    rows: Vec<PendingRow>,
    /// What was ordered from these agents lately.
    lately: Lately,
}

/// What is known of an agent of a batch.
#[derive(Clone)]
pub(crate) enum Told {
    Offered(Box<Offered>),
    Failed(Failure),
}

struct PendingRow {
    id: String,
    agent_name: String,
    title: String,
    made: Made,
}

/// What came of making one of several orders.
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
        let already =
            wish.bought.iter().map(|(number, agent, input)| ((agent.clone(), journal::key(input.as_bytes())), *number));
        let mut known: BTreeMap<(String, String), u32> = already.collect();
        let longer = good_for(wish.rows.len());
        let expires_at = self.book().now().plus(longer);
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
                        Ordered::Order(order) => {
                            let unlock_no_later_than = order.unlock_no_later_than.plus(longer);
                            let order = Box::new(Order { unlock_no_later_than, expires_at, ..*order });
                            let input = input(&order);
                            if row.before.as_ref().is_some_and(|(before, _)| *before != input) {
                                Made::Otherwise(order)
                            } else {
                                let same = (agent.clone(), journal::key(input.as_bytes()));
                                let first = *known.entry(same).or_insert(row.number);
                                Made::Order { order, same_as: (first != row.number).then_some(first) }
                            }
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
        entitle(&wish, &agents, &mut rows);
        let lately = self.ordered_lately(agents.keys().map(String::as_str))?;
        let asked = Arc::new(Prepared { wish, payer, agents, rows, lately });
        self.review_anew(asked, false, expires_at, None)
    }

    /// A review of what was prepared, under an id of its own: a yes to one review is never a yes to another. `before`: the review whose
    /// place it takes.
    fn review_anew(
        &self,
        asked: Arc<Prepared>,
        repeated: bool,
        expires_at: Moment,
        before: Option<&str>,
    ) -> Result<BatchReview> {
        let id = Nonce::random().to_string();
        let mut pending = Pending { asked, repeated, reviewed: Vec::new(), expires_at };
        let (review, reviewed) = self.batch_review(&id, &pending)?;
        pending.reviewed = reviewed;
        let now = self.book().now();
        let mut waiting = lock(&self.batches.waiting);
        if let Some(before) = before
            && waiting.pending.remove(before).is_none()
        {
            return Err(gone(Code::ApprovalGone));
        }
        waiting.pending.retain(|_, one| now <= one.expires_at);
        waiting.pending.insert(id, Arc::new(pending));
        Ok(review)
    }

    fn waiting_batch(&self, id: &str) -> Result<Arc<Pending>> {
        let mut waiting = lock(&self.batches.waiting);
        let pending = waiting.pending.get(id).cloned().ok_or_else(|| gone(Code::ApprovalGone))?;
        if self.book().now() > pending.expires_at {
            waiting.pending.remove(id);
            return Err(gone(Code::ApprovalExpired));
        }
        Ok(pending)
    }

    /// Buys those as well that are the same as another one, or does not: another review.
    pub(crate) fn buy_repeated(&self, id: &str, repeated: bool) -> Result<BatchReview> {
        let pending = self.waiting_batch(id)?;
        self.review_anew(Arc::clone(&pending.asked), repeated, pending.expires_at, Some(id))
    }

    /// What the person is shown of one of several, whole.
    pub(crate) fn review_of_batch(&self, id: &str, number: u32) -> Result<ApprovalView> {
        let pending = self.waiting_batch(id)?;
        let unknown = || Failure::unknown(&number.to_string());
        let asked = &pending.asked;
        let place = asked.wish.rows.iter().position(|row| row.number == number).ok_or_else(unknown)?;
        let row = asked.rows.get(place).ok_or_else(unknown)?;
        self.review_of_row(asked, place, row.order().ok_or_else(unknown)?)
    }

    fn review_of_row(&self, asked: &Prepared, place: usize, order: &Order) -> Result<ApprovalView> {
        let unknown = || gone(Code::ApprovalGone);
        let row = asked.rows.get(place).ok_or_else(unknown)?;
        let offered = asked.offered(place).ok_or_else(unknown)?;
        let look = self.engine.gate().look(&of(&row.id, order), self.book().clock().machine());
        self.review(&row.id, order, offered, &asked.payer, look, asked.lately.when(order))
    }

    /// Takes the person's yes: to what the review said, as far as the limits still let it pass. The same yes twice is one batch.
    /// `typed`: the amount as the person typed it, where they want to be asked for it.
    pub(crate) fn approve_batch(&self, id: &str, typed: Option<&str>) -> Result<String> {
        self.engine.believe_the_clock()?;
        let _one_at_a_time = lock(&self.batches.approving);
        if let Some(batch) = lock(&self.batches.waiting).approved.get(id) {
            return Ok(batch.clone());
        }
        let pending = self.waiting_batch(id)?;
        let (asked, now) = (&pending.asked, self.book().now());
        let mut all: Vec<(&PendingRow, Order, Vec<u8>)> = Vec::new();
        for place in &pending.reviewed {
            let row = asked.rows.get(*place).ok_or_else(|| gone(Code::ApprovalGone))?;
            let (Some(order), Some(offered)) = (row.order(), asked.offered(*place)) else {
                return Err(gone(Code::ApprovalGone));
            };
            let content = shown(&self.review_of_row(asked, *place, order)?, offered)?;
            all.push((row, Order { shown: Some(journal::key(&content)), ..order.clone() }, content));
        }
        let asks: Vec<_> = all.iter().map(|(row, order, _)| of(&row.id, order)).collect();
        let machine = self.book().clock().machine();
        let batch = self.engine.gate().pass_in_turn(&asks, machine, typed, |passed, passes, wait| {
            let not_before = (wait > 0).then(|| now.plus(wait));
            let expires_at = now.plus(good_for(passes.len()) + wait);
            let passing: Vec<_> = passes.iter().filter_map(|place| all.get(*place)).collect();
            let first = passing.iter().map(|(row, order, _)| {
                let order = Box::new(Order { not_before, expires_at, ..order.clone() });
                (row.id.clone(), Event::Approved { order, passed: passed.clone() })
            });
            let first: Vec<_> = first.collect();
            let contents: Vec<&[u8]> = passing.iter().map(|(.., content)| content.as_slice()).collect();
            let bought: BTreeSet<&str> = passing.iter().map(|(row, ..)| row.id.as_str()).collect();
            let batch = record(id, asked, &bought, now);
            self.book().begin_batch(&first, &contents, &batch)?;
            Ok(batch.id)
        })?;
        let mut waiting = lock(&self.batches.waiting);
        waiting.pending.remove(id);
        // What else was prepared of the same rest is something else now.
        waiting.pending.retain(|_, one| one.asked.wish.rest_of.as_ref() != Some(&batch));
        waiting.approved.insert(id.to_owned(), batch.clone());
        Ok(batch)
    }

    /// Takes the person's no.
    pub(crate) fn decline_batch(&self, id: &str) -> Result<()> {
        lock(&self.batches.waiting).pending.remove(id);
        Ok(())
    }

    /// Whether a yes to this begins a job that is to be paid.
    pub(crate) fn batch_begins_paid(&self, id: &str) -> bool {
        let pending = lock(&self.batches.waiting).pending.get(id).cloned();
        let is_paid = |row: &PendingRow| row.order().is_some_and(|order| order.price.is_some());
        pending.is_some_and(|pending| {
            pending.reviewed.iter().filter_map(|place| pending.asked.rows.get(*place)).any(is_paid)
        })
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

    /// A review, and which of all rows are bought with a yes to it, by their place.
    fn batch_review(&self, id: &str, pending: &Pending) -> Result<(BatchReview, Vec<usize>)> {
        let network = self.book().network();
        let asked = &pending.asked;
        let wanted = asked.rows.iter().enumerate();
        let wanted: Vec<(usize, &PendingRow, &Order)> =
            wanted.filter_map(|(place, row)| Some((place, row, row.wanted(pending.repeated)?))).collect();
        let asks: Vec<_> = wanted.iter().map(|(_, row, order)| of(&row.id, order)).collect();
        let look = self.engine.gate().look_in_turn(&asks, self.book().clock().machine());
        let LookInTurn { passes, refusal, meters, wait, to_type, .. } = look;
        let passing: Vec<_> = passes.iter().filter_map(|place| wanted.get(*place)).collect();
        let bought: BTreeSet<usize> = passing.iter().map(|(place, ..)| *place).collect();
        let pass = passing.len();
        let (mut sum, mut deposit, mut fees) = (Vec::new(), Vec::new(), Vec::new());
        let mut contracts: BTreeMap<Option<Generation>, Contract> = BTreeMap::new();
        for (.., order) in &passing {
            let Some(price) = amounts(order) else { continue };
            gate::add(&mut sum, price);
            gate::add(&mut deposit, &[cost::deposit(price)]);
            gate::add(&mut fees, &[cost::fee()]);
            let contract = contracts.entry(order.generation).or_default();
            contract.purchases += 1;
            gate::add(&mut contract.price, price);
            gate::add(&mut contract.costs, &cost::costs(price));
            contract.source = asked.source_of(order).or(contract.source);
        }
        let views = |amounts: &[Money]| amounts.iter().map(|money| MoneyView::of(money, network)).collect::<Vec<_>>();
        let conditions = contracts.into_iter().map(|(generation, contract)| {
            let needs = conditions::Asked {
                network,
                price: Some(&contract.price),
                generation,
                source: contract.source,
                is_allowed: pass > 0,
                until: None,
            };
            let conditions = conditions::Standing::of_all(&needs, &contract.costs, &asked.payer).conditions;
            BatchConditions { generation, purchases: contract.purchases, conditions }
        });
        let rows = asked.wish.rows.iter().zip(&asked.rows).enumerate();
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
                    state: asked.row_state(place, row, is_bought),
                }
            })
            .collect();
        let count = |is: &dyn Fn(&BatchRowState) -> bool| number(rows.iter().filter(|row| is(&row.state)).count());
        let refused = count(&|state| {
            !matches!(state, BatchRowState::Ready | BatchRowState::Repeated { .. } | BatchRowState::NotAllowed)
        });
        let at_most = |order: &Order| matches!(order.price, Some(Price::Ceiling(_)));
        let review = BatchReview {
            id: id.to_owned(),
            kind: asked.wish.kind,
            expires_at: pending.expires_at,
            good_for: u32::try_from((good_for(pass) + wait) / MINUTE).unwrap_or(u32::MAX),
            repeats: asked.wish.repeats.clone(),
            rest_of: asked.wish.rest_of.clone(),
            columns: asked.wish.columns.clone(),
            purchases: number(pass),
            refused,
            repeated: count(&|state| matches!(state, BatchRowState::Repeated { .. })),
            buys_repeated: pending.repeated,
            sum: views(&sum),
            at_most: passing.iter().any(|(.., order)| at_most(order)),
            deposit: views(&deposit).pop(),
            fees: views(&fees).pop(),
            network,
            sandbox: self.sandbox,
            warnings: self.batch_warnings(asked, &bought)?,
            unlock_no_later_than: passing.iter().map(|(.., order)| order.unlock_no_later_than).max(),
            agents: asked.agents(&bought),
            conditions: conditions.collect(),
            limits: meters.iter().map(|meter| LimitView::of(meter, network)).collect(),
            not_allowed: refusal.map(Into::into),
            to_type: to_type.map(|money| MoneyView::of(&money, network)),
            waits: u32::try_from(wait / MINUTE).ok().filter(|wait| *wait > 0),
            rows,
        };
        Ok((review, bought.into_iter().collect()))
    }

    /// What the person should know, each thing once.
    fn batch_warnings(&self, asked: &Prepared, bought: &BTreeSet<usize>) -> Result<Vec<BatchWarning>> {
        let mut warnings: Vec<BatchWarning> = Vec::new();
        for (place, row) in asked.rows.iter().enumerate().filter(|(place, _)| bought.contains(place)) {
            let (Some(order), Some(offered)) = (row.order(), asked.offered(place)) else { continue };
            for warning in self.warnings_of(order, offered, &asked.payer, asked.lately.when(order)) {
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
}

impl Prepared {
    fn offered(&self, place: usize) -> Option<&Offered> {
        let wish = self.wish.rows.get(place)?;
        match self.agents.get(&wish.agent.to_ascii_lowercase())? {
            Told::Offered(offered) => Some(offered),
            Told::Failed(_) => None,
        }
    }

    fn source_of(&self, order: &Order) -> Option<bool> {
        match self.agents.get(&order.agent_identifier.to_ascii_lowercase())? {
            Told::Offered(offered) => {
                let entry = &offered.information.entry;
                sources(entry, &offer(entry, &self.payer.means), &self.payer.means)
            }
            Told::Failed(_) => None,
        }
    }

    /// Whom it is bought from, and where the answers go.
    fn agents(&self, bought: &BTreeSet<usize>) -> Vec<BatchAgent> {
        let mut agents: Vec<BatchAgent> = Vec::new();
        for order in bought.iter().filter_map(|place| self.rows.get(*place)?.order()) {
            let (name, host) = (order.agent_name.clone(), host_of(&order.api_base_url));
            let agent = BatchAgent { name, author: order.author.clone(), host };
            if !agents.contains(&agent) {
                agents.push(agent);
            }
        }
        agents
    }

    fn row_state(&self, place: usize, row: &PendingRow, is_bought: bool) -> BatchRowState {
        match &row.made {
            Made::Order { same_as: Some(of), .. } => BatchRowState::Repeated { of: *of, bought: is_bought },
            Made::Order { .. } if is_bought => BatchRowState::Ready,
            Made::Order { .. } => BatchRowState::NotAllowed,
            Made::Invalid(errors) => {
                let form = self.offered(place).map(|offered| &offered.form);
                let label = |error: &FieldError| {
                    form.and_then(|form| form.field(&error.field))
                        .map(|field| clean(&field.label, 120))
                        .unwrap_or_default()
                };
                BatchRowState::Invalid { fields: errors.iter().map(label).collect(), errors: errors.clone() }
            }
            Made::Blocked(reason) => BatchRowState::Blocked { reason: *reason },
            Made::Failed(failure) => BatchRowState::Failed { failure: failure.clone() },
            Made::Otherwise(_) => BatchRowState::Otherwise,
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
fn entitle(wish: &BatchWish, agents: &BTreeMap<String, Told>, rows: &mut [PendingRow]) {
    let answers: Vec<&[(String, String)]> = rows
        .iter()
        .filter_map(|row| Some(row.order()?.answers.as_slice()))
        .filter(|answers| !answers.is_empty())
        .collect();
    let most = answers.iter().map(|answers| answers.len()).max().unwrap_or_default();
    let differs = |place: &usize| {
        let first = answers.first().and_then(|answers| answers.get(*place));
        answers.iter().any(|answers| answers.get(*place) != first)
    };
    let place = (0..most).find(differs).unwrap_or_default();
    let titles: Vec<String> = rows
        .iter()
        .zip(&wish.rows)
        .map(|(row, wish)| match row.order() {
            Some(order) => order.answers.get(place).map_or_else(|| title(order), |(_, text)| clean(text, 160)),
            None => typed(wish, agents),
        })
        .collect();
    rows.iter_mut().zip(titles).for_each(|(row, title)| row.title = title);
}

/// The beginning of what was typed, of answers that make no order.
fn typed(wish: &RowWish, agents: &BTreeMap<String, Told>) -> String {
    let text = without_secrets(wish, agents).into_values().find_map(|answer| match answer {
        Answer::Text(text) if !text.trim().is_empty() => Some(clean(&text, 160)),
        _ => None,
    });
    text.unwrap_or_default()
}

/// What the journal keeps of a batch, or of what is new of one.
fn record(id: &str, asked: &Prepared, bought: &BTreeSet<&str>, at: Moment) -> Batch {
    let is_rest = asked.wish.rest_of.is_some();
    let rows = asked.wish.rows.iter().zip(&asked.rows).filter_map(|(wish, row)| {
        let is_bought = bought.contains(row.id.as_str());
        // Of a rest only what is bought is new.
        (is_bought || !is_rest).then(|| Row {
            number: wish.number,
            agent: wish.agent.clone(),
            agent_name: row.agent_name.clone(),
            title: row.title.clone(),
            answers: without_secrets(wish, &asked.agents),
            secret: has_password(wish, &asked.agents),
            ceiling: wish.ceiling.clone(),
            replaces: wish.replaces.clone(),
            purchase: is_bought.then(|| row.id.clone()),
            why: (!is_bought).then(|| row.why()),
        })
    });
    Batch {
        id: asked.wish.rest_of.clone().unwrap_or_else(|| id.to_owned()),
        kind: asked.wish.kind,
        at,
        repeats: asked.wish.repeats.clone(),
        kept: None,
        rows: rows.collect(),
    }
}

fn form_of<'a>(wish: &RowWish, agents: &'a BTreeMap<String, Told>) -> Option<&'a Form> {
    match agents.get(&wish.agent.to_ascii_lowercase())? {
        Told::Offered(offered) => Some(&offered.form),
        Told::Failed(_) => None,
    }
}

/// Whether there is a password among the answers.
fn has_password(wish: &RowWish, agents: &BTreeMap<String, Told>) -> bool {
    let is_password = |field: &Field| field.kind == FieldKind::Password && wish.answers.contains_key(&field.id);
    form_of(wish, agents).is_some_and(|form| form.fields().any(is_password))
}

/// The answers without passwords, and without what contains a key of the person's own. Without a form nobody knows which those are.
fn without_secrets(wish: &RowWish, agents: &BTreeMap<String, Told>) -> Answers {
    let form = form_of(wish, agents);
    let has_key = |id: &str| wish.refused.iter().any(|error| error.rule == Rule::OwnKey && error.field == id);
    let is_kept = |id: &str| {
        form.and_then(|form| form.field(id)).is_some_and(|field| field.kind != FieldKind::Password) && !has_key(id)
    };
    wish.answers.iter().filter(|(id, _)| is_kept(id)).map(|(id, answer)| (id.clone(), answer.clone())).collect()
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
