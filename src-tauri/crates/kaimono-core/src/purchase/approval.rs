//! What the person is asked to approve: computed here, with an id and an expiry. The page shows it and sends back only the id, so
//! no amount, address or hash ever comes from the page (invariant 4).

use super::{
    Purchases,
    batch::input,
    conditions::{self, Payer},
    cost,
    event::{Event, Order, Yes},
    expected::expected,
    internal, journal, lock,
    page::{offered_deadlines, sent},
    standing,
    state::{Lesson, State, moment},
};
use crate::{
    catalogue::{self, Means, blocked, offer, other_prices, own_contract, source},
    connection::host_of,
    error::{Code, Failure, Result, Side},
    limits,
    text::{clean, mixed_alphabets},
    view::{
        MoneyView,
        buy::{ApprovalView, ApprovedPrice, CeilingDraft, Condition, Prepared, Warning, WarningId},
        limits::LimitView,
        market::{AlikeView, Blocked, Likeness},
    },
};
use masumi::{
    agent::AgentClient,
    form::{Answers, By, Choices, FieldError, Form, Rule, Sent},
    identifiers::{KeyHash, Nonce},
    moment::{DAY, HOUR, MINUTE, Moment},
    money::{Amount, Money, NoAmount, Unit},
    node::{Generation, Network},
    proof::{self, CheckId, Outcome, Price},
    registry::{AgentStatus, Entry, Offer, PaymentInformation, Pricing},
};
use serde::Serialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Mutex,
    time::Duration,
};

/// An approval is good for this long.
pub(super) const GOOD_FOR: i64 = 10 * MINUTE;
/// Terms that lock the money for longer are shown again before anything is paid.
const LOCK_LIMIT: i64 = 7 * DAY;
/// A second yes leaves this much of the time to pay.
const TIME_TO_PAY: i64 = 3 * MINUTE;
/// The agent is asked for its form once more before anything is approved, and no longer waited for than this.
const FORM_AGAIN: Duration = Duration::from_secs(5);
/// A purchase of the same input within this time is worth a warning.
const RECENT: i64 = HOUR;

/// Approvals that wait for the person. In memory: nothing has happened yet that a restart could lose.
#[derive(Default)]
pub(super) struct Approvals(Mutex<HashMap<String, Pending>>);

#[derive(Clone)]
struct Pending {
    order: Order,
    /// What the person sees, as [`Shown`].
    shown: Vec<u8>,
    expires_at: Moment,
}

/// What the person saw when they said yes, as the journal keeps it for a receipt.
#[derive(Serialize)]
struct Shown<'a> {
    approval: &'a ApprovalView,
    form: &'a Form,
    registry: &'a PaymentInformation,
}

/// What registry and agent say of an agent that is to be bought from, and the form that the person filled in.
#[derive(Clone, Debug)]
pub(crate) struct Offered {
    pub(super) information: PaymentInformation,
    pub(crate) form: Form,
    /// The agent asks something else by now.
    form_changed: bool,
    lesson: Option<Lesson>,
    simulated: Option<String>,
    alike: Option<AlikeView>,
}

/// What came of making an order.
pub(super) enum Ordered {
    /// Some answers are refused.
    Invalid { errors: Vec<FieldError> },
    /// It cannot be bought.
    Blocked { reason: Blocked },
    /// It can be approved.
    Order(Box<Order>),
}

/// What the person sees of an approval, as the journal keeps it.
pub(super) fn shown(view: &ApprovalView, offered: &Offered) -> Result<Vec<u8>> {
    let shown = Shown { approval: view, form: &offered.form, registry: &offered.information };
    serde_json::to_vec(&shown).map_err(|error| internal(&error.to_string()))
}

/// What the person wants to buy, as it came from the page, and what the wallet has.
#[derive(Clone, Debug)]
pub struct Wish {
    /// agentIdentifier.
    pub agent: String,
    /// As typed.
    pub answers: Answers,
    /// As typed, for dynamic prices.
    pub ceiling: Option<CeilingDraft>,
    /// The agent's form as it was shown.
    pub form: Form,
    /// Who pays it.
    pub payer: Payer,
    /// What the agent says, where that is that it is not for real money.
    pub simulated: Option<String>,
    /// Another listed agent, whose name the eye takes for this one's.
    pub alike: Option<AlikeView>,
}

impl Purchases {
    /// Computes an approval from the registry's word, the agent's form and the person's answers.
    pub async fn prepare(&self, wish: Wish) -> Result<Prepared> {
        let Wish { agent, answers, ceiling, form, payer, simulated, alike } = wish;
        let offered = self.offered(&agent, form, simulated, alike).await?;
        let order = match self.order(&offered, &payer, &answers, ceiling.as_ref())? {
            Ordered::Invalid { errors } => return Ok(Prepared::Invalid { errors }),
            Ordered::Blocked { reason } => return Ok(Prepared::Blocked { reason }),
            Ordered::Order(order) => *order,
        };
        let id = Nonce::random().to_string();
        let look = self.engine.gate().look(&of(&id, &order), self.book().clock().machine());
        let last = self.ordered_lately(std::iter::once(agent.to_ascii_lowercase().as_str()))?.when(&order);
        let view = self.review(&id, &order, &offered, &payer, look, last)?;
        let shown = shown(&view, &offered)?;
        let now = self.book().now();
        let mut pending = lock(&self.approvals.0);
        pending.retain(|_, one| now <= one.expires_at);
        pending.insert(id, Pending { order, shown, expires_at: now.plus(GOOD_FOR) });
        Ok(Prepared::Review { approval: Box::new(view) })
    }

    /// Asks registry and agent what they say now of an agent whose form the person filled in.
    pub(crate) async fn offered(
        &self,
        agent: &str,
        form: Form,
        simulated: Option<String>,
        alike: Option<AlikeView>,
    ) -> Result<Offered> {
        let clients = self.standings().link().clients()?;
        self.engine.believe_the_clock()?;
        let information = clients
            .registry
            .payment_information(agent)
            .await?
            // Another agent is no answer.
            .filter(|told| told.entry.agent_identifier.eq_ignore_ascii_case(agent))
            .ok_or_else(|| Failure::new(Code::NotFound, Side::Registry).quoting(agent))?;
        let base = information.entry.api_base_url.clone().unwrap_or_default();
        let form_changed = asks_otherwise(&clients.agents, &base, &form).await;
        let lesson = self.book().lesson(&information.entry.agent_identifier)?;
        Ok(Offered { information, form, form_changed, lesson, simulated, alike })
    }

    /// What would be ordered with these answers.
    pub(super) fn order(
        &self,
        offered: &Offered,
        payer: &Payer,
        answers: &Answers,
        typed: Option<&CeilingDraft>,
    ) -> Result<Ordered> {
        let Offered { information, form, lesson, .. } = offered;
        let entry = &information.entry;
        if let Some(reason) = blocked(entry, &payer.means) {
            return Ok(Ordered::Blocked { reason });
        }
        let offer = offer(entry, &payer.means);
        let choices = lesson.map_or_else(|| Choices::first(form), |lesson| lesson.choices);
        let nonce = Nonce::random();
        let (encoded, ceiling) = (form.encode(answers, choices, &nonce), ceiling(&offer, typed, self.book().network()));
        let (input_data, ceiling) = match (encoded, ceiling) {
            (Ok(input_data), Ok(ceiling)) => (input_data, ceiling),
            (encoded, ceiling) => {
                let errors = encoded.err().into_iter().flatten().chain(ceiling.err()).collect();
                return Ok(Ordered::Invalid { errors });
            }
        };
        let Some(price) = price(&offer, ceiling) else {
            return Ok(Ordered::Blocked { reason: Blocked::UnknownPrice });
        };
        // No terms could be proven against it.
        if price.is_some() && information.seller_vkey.parse::<KeyHash>().is_err() {
            return Err(Failure::new(Code::NotTheService, Side::Registry).quoting("sellerWallet.vkey"));
        }
        let input_json =
            proof::canonical_json(&Value::Object(input_data.clone())).map_err(|error| internal(&error.to_string()))?;
        let (by_agent, by_person): (Vec<_>, Vec<_>) =
            form.readable(answers, &input_data).into_iter().partition(|sent| sent.by != By::You);
        let read = |all: Vec<Sent>| all.into_iter().map(|sent| (sent.label, sent.text)).collect();
        let now = self.book().now();
        Ok(Ordered::Order(Box::new(Order {
            network: self.book().network(),
            agent_identifier: entry.agent_identifier.clone(),
            agent_name: clean(&entry.name, 120),
            author: clean(&author(entry), 120),
            api_base_url: entry.api_base_url.clone().unwrap_or_default(),
            seller_vkey: information.seller_vkey.clone(),
            generation: offer.generation,
            price,
            nonce,
            input_data,
            input_json,
            written: choices.written(form, answers),
            answers: read(by_person),
            set_by_agent: read(by_agent),
            unlock_no_later_than: now.plus(LOCK_LIMIT),
            dispute_no_later_than: None,
            expires_at: now.plus(GOOD_FOR),
            not_before: None,
            shown: None,
        })))
    }

    /// What the person is shown of an order. `look`: what the gate makes of it. `last`: when the same was ordered lately.
    pub(super) fn review(
        &self,
        id: &str,
        order: &Order,
        offered: &Offered,
        payer: &Payer,
        look: limits::gate::Look,
        last: Option<Moment>,
    ) -> Result<ApprovalView> {
        let entry = &offered.information.entry;
        let offer = offer(entry, &payer.means);
        let warnings = self.warnings_of(order, offered, payer, last);
        let others = other_prices(entry, &payer.means);
        let other_prices = others.iter().map(|pricing| catalogue::price(pricing, order.network)).collect();
        let mut view = ApprovalView { other_prices, ..self.approval_view(id, order, warnings, look) };
        self.say_how_it_stands(&mut view, order, sources(entry, &offer, &payer.means), None, payer);
        Ok(view)
    }

    /// What the person should know of an order.
    pub(super) fn warnings_of(
        &self,
        order: &Order,
        offered: &Offered,
        payer: &Payer,
        last: Option<Moment>,
    ) -> Vec<Warning> {
        let entry = &offered.information.entry;
        let mut warnings = warnings(order, &entry.status, last);
        if let Some(says) = &offered.simulated {
            let facts = BTreeMap::from([("says".to_owned(), clean(says, 300))]);
            warnings.push(Warning { id: WarningId::Simulated, facts });
        }
        if order.written.is_some() && offered.lesson.is_some_and(|lesson| !lesson.proven) {
            warnings.push(Warning { id: WarningId::ChoicesAnew, facts: BTreeMap::new() });
        }
        if offered.form_changed {
            warnings.push(Warning { id: WarningId::FormChanged, facts: BTreeMap::new() });
        }
        warnings.extend(own_contract(entry, &offer(entry, &payer.means), &payer.means).map(|own| {
            let mut facts = BTreeMap::from([("contract".to_owned(), own.contract)]);
            facts.extend(own.required.map(|required| ("required".to_owned(), required.to_string())));
            facts.extend((own.admins > 0).then(|| ("admins".to_owned(), own.admins.to_string())));
            Warning { id: WarningId::OwnContract, facts }
        }));
        warnings.extend(named(&entry.name, offered.alike.as_ref()));
        warnings
    }

    /// What was ordered lately from these agents, by their identifiers in lower case.
    pub(super) fn ordered_lately<'a>(&self, agents: impl Iterator<Item = &'a str>) -> Result<Lately> {
        let agents: BTreeSet<&str> = agents.collect();
        let since = self.book().now().plus(-RECENT);
        let mut lately = Lately::default();
        self.book().each(|_, state| lately.note(state, since, &agents));
        for agent in &agents {
            for state in self.book().look_up(|shelf| shelf.ordered_since(agent, since))? {
                lately.note(&state, since, &agents);
            }
        }
        Ok(lately)
    }

    /// Takes the person's yes. The purchase has the approval's id, so that a second click finds the same purchase.
    /// `typed`: the amount as the person typed it, where they want to be asked for it.
    pub fn approve_typed(&self, approval: &str, typed: Option<&str>) -> Result<String> {
        self.engine.believe_the_clock()?;
        if let Some((purchase, _)) = approval.split_once(AGAIN) {
            self.engine.settle(purchase)?;
            let asked = self.still_asks(approval, purchase)?;
            let now = self.book().now();
            if now > asked.until {
                return Err(gone(Code::ApprovalExpired));
            }
            let order =
                self.book().read(purchase, |state| state.order.clone())?.ok_or_else(|| gone(Code::ApprovalGone))?;
            let before = amounts(&order).unwrap_or_default().to_vec();
            let order = Order { price: Some(asked.price.clone()), ..order };
            let asks = limits::rules::Asked { before: &before, ..of(purchase, &order) };
            return self.engine.gate().pass(&asks, self.book().clock().machine(), typed, |passed, wait| {
                let yes = Some(asked.yes(now, wait));
                self.book().record(purchase, &Event::ApprovedAgain { yes, passed })?;
                Ok(purchase.to_owned())
            });
        }
        let mut pending = lock(&self.approvals.0);
        if self.book().has(approval)? {
            return Ok(approval.to_owned());
        }
        let Some(Pending { order, shown, expires_at }) = pending.get(approval).cloned() else {
            return Err(gone(Code::ApprovalGone));
        };
        if self.book().now() > expires_at {
            pending.remove(approval);
            return Err(gone(Code::ApprovalExpired));
        }
        self.engine.gate().pass(&of(approval, &order), self.book().clock().machine(), typed, |passed, wait| {
            let not_before = (wait > 0).then(|| self.book().now().plus(wait));
            let shown = Some(self.book().keep(&shown)?);
            // Waiting takes nothing of the time for which the approval is good.
            let order = Order { not_before, expires_at: expires_at.plus(wait), shown, ..order.clone() };
            self.book().begin(approval, &Event::Approved { order: Box::new(order), passed })
        })?;
        pending.remove(approval);
        Ok(approval.to_owned())
    }

    /// Stops a purchase whose job waits to be started, or to be paid: nothing was paid, and what it counted is free again.
    pub fn stop(&self, purchase: &str) -> Result<()> {
        if self.book().read(purchase, |state| state.waits_until(self.book().now()))?.is_none() {
            return Err(Failure::new(Code::NotNow, Side::App).quoting("it does not wait any more").passing());
        }
        self.book().record(purchase, &Event::Stopped)
    }

    /// Whether a yes to this begins a job that is to be paid.
    pub(crate) fn begins_paid(&self, approval: &str) -> bool {
        lock(&self.approvals.0).get(approval).is_some_and(|pending| pending.order.price.is_some())
    }

    /// A yes with a click alone.
    #[cfg(test)]
    pub(crate) fn approve(&self, approval: &str) -> Result<String> {
        self.approve_typed(approval, None)
    }

    /// An approval that waits for the person, as [`Purchases::prepare`] would leave it.
    #[cfg(test)]
    pub(crate) fn asks(&self, approval: &str, order: Order) {
        let pending = Pending { order, shown: b"{}".to_vec(), expires_at: self.book().now().plus(GOOD_FOR) };
        lock(&self.approvals.0).insert(approval.to_owned(), pending);
    }

    /// Takes the person's no.
    pub fn decline(&self, approval: &str) -> Result<()> {
        if let Some((purchase, _)) = approval.split_once(AGAIN) {
            self.still_asks(approval, purchase)?;
            return self.book().record(purchase, &Event::Declined);
        }
        let waited = lock(&self.approvals.0).remove(approval).is_some();
        if !waited && self.book().has(approval)? {
            return Err(Failure::new(Code::NotNow, Side::App).quoting("it was approved already").passing());
        }
        Ok(())
    }

    fn still_asks(&self, approval: &str, purchase: &str) -> Result<Asked> {
        let asked = self.book().read(purchase, |state| Asked::of(purchase, state))?;
        asked.filter(|asked| asked.id == approval).ok_or_else(|| gone(Code::ApprovalGone))
    }

    /// The second approval: of terms that came out dearer or longer, or of a payment whose approval ran out.
    pub(super) fn second_approval(&self, id: &str, state: &State) -> Option<ApprovalView> {
        let (order, terms) = (state.order.as_ref()?, state.terms()?);
        let again = Asked::of(id, state)?;
        let latest = again.waits_at_most();
        let Asked { id, price, unlock, until } = again;
        let purchase = id.split_once(AGAIN).map(|(purchase, _)| purchase.to_owned());
        let asked =
            Order { price: Some(price.clone()), unlock_no_later_than: unlock, expires_at: until, ..order.clone() };
        let mut warnings = Vec::new();
        if state.is_lapsed() {
            let facts = BTreeMap::from([("at".to_owned(), order.expires_at.0.to_string())]);
            warnings.push(Warning { id: WarningId::Lapsed, facts });
        }
        // A quote under the ceiling is no other price than was approved.
        if state
            .checks
            .iter()
            .any(|check| check.id == CheckId::Price && matches!(check.outcome, Outcome::Outside { .. }))
        {
            let facts = BTreeMap::from([
                ("before".to_owned(), order.price.as_ref().map(|price| self.spoken(price)).unwrap_or_default()),
                ("after".to_owned(), self.spoken(&price)),
            ]);
            warnings.push(Warning { id: differs(order.price.as_ref(), &price), facts });
        }
        if unlock > order.unlock_no_later_than {
            let facts = BTreeMap::from([
                ("before".to_owned(), order.unlock_no_later_than.0.to_string()),
                ("after".to_owned(), unlock.0.to_string()),
            ]);
            warnings.push(Warning { id: WarningId::Longer, facts });
        }
        let locked = unlock.since(self.book().now());
        if locked >= proof::LONG_LOCK_MILLIS {
            let facts = BTreeMap::from([
                ("days".to_owned(), ((locked + DAY - 1) / DAY).to_string()),
                ("after".to_owned(), unlock.0.to_string()),
            ]);
            warnings.push(Warning { id: WarningId::LongLock, facts });
        }
        if let Some(late) = state.late_dispute() {
            let facts = BTreeMap::from([
                ("days".to_owned(), ((late.since(unlock) + DAY - 1) / DAY).to_string()),
                ("after".to_owned(), late.0.to_string()),
            ]);
            warnings.push(Warning { id: WarningId::LateDispute, facts });
        }
        let before = limits::rules::Asked {
            before: amounts(order).unwrap_or_default(),
            ..of(purchase.as_deref().unwrap_or(&id), &asked)
        };
        let look = self.engine.gate().look(&before, self.book().clock().machine());
        let view = self.approval_view(&id, &asked, warnings, look);
        // A quote is a ceiling for whoever verifies it again; for the person it is the price.
        let (Price::Fixed(amounts) | Price::Ceiling(amounts)) = &price;
        let amounts = amounts.iter().map(|money| MoneyView::of(money, order.network)).collect();
        Some(ApprovalView {
            purchase,
            deadlines: Some(offered_deadlines(terms)),
            stretches: standing::offered(terms, self.book().now()),
            price: ApprovedPrice::Fixed { amounts },
            waits_no_later_than: view.waits.map(|_| latest),
            // The terms are there, and so is what came of each check.
            ahead: Vec::new(),
            ..view
        })
    }

    /// Says of a second approval who pays it, from which wallet, and how everything stands that it needs.
    pub(crate) fn paid_by(&self, id: &str, asked: &mut ApprovalView, payer: &Payer) -> Result<()> {
        let found = self.book().read(id, |state| {
            let order = state.order.clone()?;
            let Asked { price, until, .. } = Asked::of(id, state).filter(|asking| asking.id == asked.id)?;
            Some((Order { price: Some(price), ..order }, until))
        })?;
        if let Some((order, until)) = found {
            let source = payer
                .means
                .sources
                .as_ref()
                .map(|sources| sources.iter().any(|source| order.generation == Some(source.generation)));
            self.say_how_it_stands(asked, &order, source, Some(until), payer);
        }
        Ok(())
    }

    fn say_how_it_stands(
        &self,
        view: &mut ApprovalView,
        order: &Order,
        source: Option<bool>,
        until: Option<Moment>,
        payer: &Payer,
    ) {
        let Some(price) = amounts(order) else { return };
        let asked = conditions::Asked {
            network: order.network,
            price: Some(price),
            generation: order.generation,
            source,
            is_allowed: view.not_allowed.is_none(),
            until: until.map(|until| (self.book().now(), until)),
        };
        let standing = conditions::Standing::of(&asked, payer);
        (view.conditions, view.wallet, view.balances) = (standing.conditions, standing.wallet, standing.balances);
    }

    /// What paying an agent would need, before anything is asked of it: as the registry lists it, and the node is now.
    pub(crate) fn conditions(&self, told: &PaymentInformation, payer: &Payer) -> Vec<Condition> {
        let entry = &told.entry;
        let offer = offer(entry, &payer.means);
        let price = match &offer.pricing {
            Pricing::Free => return Vec::new(),
            Pricing::Fixed(amounts) => Some(amounts.as_slice()),
            Pricing::Dynamic | Pricing::Unknown(_) => None,
        };
        let network = self.book().network();
        let gate = limits::rules::Asked {
            network,
            purchase: "",
            agent: &entry.agent_identifier,
            seller: &told.seller_vkey,
            amounts: price.unwrap_or_default(),
            before: &[],
        };
        let look = self.engine.gate().look(&gate, self.book().clock().machine());
        let asked = conditions::Asked {
            network,
            price,
            generation: offer.generation,
            source: sources(entry, &offer, &payer.means),
            is_allowed: look.refusal.is_none(),
            until: None,
        };
        conditions::Standing::of(&asked, payer).conditions
    }

    fn approval_view(&self, id: &str, order: &Order, warnings: Vec<Warning>, look: limits::gate::Look) -> ApprovalView {
        let network = order.network;
        ApprovalView {
            id: id.to_owned(),
            expires_at: order.expires_at,
            purchase: None,
            agent: order.agent_identifier.clone(),
            agent_name: order.agent_name.clone(),
            author: order.author.clone(),
            seller_vkey: order.seller_vkey.clone(),
            network,
            sandbox: self.sandbox,
            generation: order.generation,
            price: ApprovedPrice::of(order.price.as_ref(), network),
            other_prices: Vec::new(),
            deposit: amounts(order).map(|price| MoneyView::of(&cost::deposit(price), network)),
            fee: order.price.is_some().then(|| MoneyView::of(&cost::fee(), network)),
            wallet: None,
            balances: Vec::new(),
            deadlines: None,
            stretches: Vec::new(),
            unlock_no_later_than: order.unlock_no_later_than,
            warnings,
            conditions: Vec::new(),
            limits: look.meters.iter().map(|meter| LimitView::of(meter, network)).collect(),
            not_allowed: look.refusal.map(Into::into),
            to_type: look.to_type.map(|money| MoneyView::of(&money, network)),
            waits: u32::try_from(look.wait / MINUTE).ok().filter(|wait| *wait > 0),
            waits_no_later_than: None,
            host: host_of(&order.api_base_url),
            answers: sent(order),
            ahead: expected(order),
        }
    }

    fn spoken(&self, price: &Price) -> String {
        let (Price::Fixed(amounts) | Price::Ceiling(amounts)) = price;
        Money::named(amounts, self.book().network())
    }
}

/// What was ordered within the time in which the same once more is worth a warning: by agent and input, when last.
#[derive(Default)]
pub(super) struct Lately(BTreeMap<(String, String), Moment>);

impl Lately {
    fn key(order: &Order) -> (String, String) {
        // A form that asks for the nonce has another one each time.
        (order.agent_identifier.to_ascii_lowercase(), journal::key(input(order).as_bytes()))
    }

    fn note(&mut self, state: &State, since: Moment, agents: &BTreeSet<&str>) {
        let Some(order) = state.order.as_ref().filter(|_| state.created_at > since) else { return };
        if agents.contains(order.agent_identifier.to_ascii_lowercase().as_str()) {
            let last = self.0.entry(Lately::key(order)).or_insert(state.created_at);
            *last = state.created_at.max(*last);
        }
    }

    /// When the same was ordered last.
    pub(super) fn when(&self, order: &Order) -> Option<Moment> {
        self.0.get(&Lately::key(order)).copied()
    }
}

/// What follows from an order alone. `last`: when the same was ordered lately.
fn warnings(order: &Order, status: &AgentStatus, last: Option<Moment>) -> Vec<Warning> {
    let mut ids = Vec::new();
    match &order.price {
        None => ids.push(WarningId::Free),
        Some(Price::Ceiling(_)) => ids.push(WarningId::Dynamic),
        Some(Price::Fixed(_)) => {}
    }
    match status {
        AgentStatus::Online | AgentStatus::Other(_) => {}
        AgentStatus::Invalid => ids.push(WarningId::Invalid),
        AgentStatus::Offline | AgentStatus::Deregistered => ids.push(WarningId::Offline),
    }
    if order.generation == Some(Generation::V2) {
        ids.push(WarningId::NoTakingBack);
    }
    if order.network == Network::Mainnet && order.price.is_some() {
        ids.push(WarningId::Mainnet);
    }
    let mut warnings: Vec<_> = ids.into_iter().map(|id| Warning { id, facts: BTreeMap::new() }).collect();
    if let AgentStatus::Other(word) = status {
        let facts = BTreeMap::from([("status".to_owned(), clean(word, 60))]);
        warnings.push(Warning { id: WarningId::NotListed, facts });
    }
    if let Some(at) = last {
        let facts = BTreeMap::from([("at".to_owned(), at.0.to_string())]);
        warnings.push(Warning { id: WarningId::BoughtBefore, facts });
    }
    warnings
}

/// Whether the agent has another form by now than the person filled in, hidden values included. One that does not tell in time
/// says nothing of it: what is sent is what was shown in any case.
async fn asks_otherwise(agents: &AgentClient, base: &str, shown: &Form) -> bool {
    let asked = tokio::time::timeout(FORM_AGAIN, agents.input_schema(base)).await;
    matches!(asked, Ok(Ok(schema)) if Form::parse(&schema).is_ok_and(|form| form != *shown))
}

/// What is odd about the name of the agent. That another one looks like it is said where that one is shown.
fn named(name: &str, alike: Option<&AlikeView>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let way = alike.and_then(|other| match other.way {
        Likeness::SameName => Some((other, "same-name")),
        Likeness::LooksLike => Some((other, "looks-like")),
        Likeness::LookedLike => None,
    });
    if let Some((other, way)) = way {
        let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut facts = BTreeMap::from([fact("way", way), fact("name", &other.name), fact("id", &other.short_id)]);
        facts.extend(other.alphabet.as_ref().map(|alphabet| fact("alphabet", alphabet)));
        facts.extend(other.earlier.filter(|earlier| *earlier).map(|_| fact("earlier", "yes")));
        warnings.push(Warning { id: WarningId::Alike, facts });
    }
    let mixed = mixed_alphabets(name);
    if !mixed.is_empty() {
        let facts = BTreeMap::from([("alphabets".to_owned(), mixed.join(" "))]);
        warnings.push(Warning { id: WarningId::MixedAlphabets, facts });
    }
    warnings
}

/// In what the price of the terms is not the approved one.
fn differs(approved: Option<&Price>, asked: &Price) -> WarningId {
    let (Price::Fixed(asked) | Price::Ceiling(asked)) = asked;
    let approved = match approved {
        Some(Price::Ceiling(_)) => return WarningId::OverCeiling,
        Some(Price::Fixed(approved)) => approved.as_slice(),
        None => &[],
    };
    // Nothing of it is more than there.
    let within = |less: &[Money], more: &[Money]| {
        less.iter().all(|one| more.iter().any(|other| other.unit == one.unit && one.amount <= other.amount))
    };
    match (within(asked, approved), within(approved, asked)) {
        (true, false) => WarningId::Cheaper,
        (false, true) => WarningId::Dearer,
        (true, true) | (false, false) => WarningId::AnotherPrice,
    }
}

/// Between a purchase's id and the mark of what it asks again.
const AGAIN: &str = "~";

/// What a purchase asks again.
struct Asked {
    /// Names exactly this question, so that a yes to one is never a yes to another.
    id: String,
    price: Price,
    unlock: Moment,
    /// Until when a yes leaves time to pay.
    until: Moment,
}

impl Asked {
    fn of(purchase: &str, state: &State) -> Option<Asked> {
        let (price, unlock) = state.asked_again()?;
        let until = moment(state.terms()?.pay_by_time.as_deref())?.plus(-TIME_TO_PAY);
        let (Price::Fixed(amounts) | Price::Ceiling(amounts)) = &price;
        // The approval that ran out tells two questions about the same payment apart.
        let before = state.order.as_ref()?.expires_at.0;
        let id = format!("{purchase}{AGAIN}{}@{}@{before}", Money::plain(amounts), unlock.0);
        Some(Asked { id, price, unlock, until })
    }

    /// A yes waits no longer, so that there is time to prove the terms once more and to pay.
    fn waits_at_most(&self) -> Moment {
        self.until.plus(-GOOD_FOR)
    }

    /// The yes to it. It waits for as long as the person wanted, or as there is time.
    fn yes(&self, now: Moment, wait: i64) -> Yes {
        let not_before = (wait > 0).then(|| now.plus(wait).min(self.waits_at_most())).filter(|end| now < *end);
        let expires_at = not_before.unwrap_or(now).plus(GOOD_FOR).min(self.until);
        Yes { price: self.price.clone(), unlock: self.unlock, expires_at, not_before }
    }
}

fn price(offer: &Offer, ceiling: Option<Money>) -> Option<Option<Price>> {
    match &offer.pricing {
        Pricing::Free => Some(None),
        Pricing::Fixed(amounts) if !amounts.is_empty() => Some(Some(Price::Fixed(amounts.clone()))),
        Pricing::Dynamic => ceiling.map(|money| Some(Price::Ceiling(vec![money]))),
        Pricing::Fixed(_) | Pricing::Unknown(_) => None,
    }
}

/// The ceiling of a dynamic price as typed; a form error when there is none or it does not fit.
fn ceiling(
    offer: &Offer,
    typed: Option<&CeilingDraft>,
    network: Network,
) -> std::result::Result<Option<Money>, FieldError> {
    if offer.pricing != Pricing::Dynamic {
        return Ok(None);
    }
    let refused = |rule| FieldError { field: "ceiling".to_owned(), rule, limit: String::new(), text: String::new() };
    let typed = typed.ok_or_else(|| refused(Rule::Required))?;
    match typed_amount("ceiling", typed, network)? {
        Money { amount: Amount(0), .. } => Err(refused(Rule::TooSmall)),
        money => Ok(Some(money)),
    }
}

/// An amount as typed, in a unit that is known; a form error where it is none.
pub(crate) fn typed_amount(
    field: &str,
    typed: &CeilingDraft,
    network: Network,
) -> std::result::Result<Money, FieldError> {
    let refused = |rule| FieldError { field: field.to_owned(), rule, limit: String::new(), text: String::new() };
    if typed.amount.trim().is_empty() {
        return Err(refused(Rule::Required));
    }
    let unit = Unit::parse(&typed.unit);
    let decimals = unit.known(network).ok_or_else(|| refused(Rule::NotAnOption))?.decimals;
    match Amount::parse_typed(&typed.amount, decimals) {
        Ok(amount) => Ok(Money { amount, unit }),
        Err(NoAmount::TwoReadings { grouped, decimal }) => {
            Err(FieldError { limit: grouped, text: decimal, ..refused(Rule::Ambiguous) })
        }
        Err(NoAmount::NotANumber) => Err(refused(Rule::Number)),
    }
}

/// Whether the node can pay into the contract of an offer; `None`: it has not told where it can pay.
pub(super) fn sources(entry: &Entry, offer: &Offer, means: &Means) -> Option<bool> {
    means.sources.as_ref().map(|_| source(entry, offer, means).is_some())
}

/// What is paid at most; `None`: a free job.
pub(super) fn amounts(order: &Order) -> Option<&[Money]> {
    order.price.as_ref().map(|price| match price {
        Price::Fixed(amounts) | Price::Ceiling(amounts) => amounts.as_slice(),
    })
}

/// What the gate is asked about.
pub(super) fn of<'a>(purchase: &'a str, order: &'a Order) -> limits::rules::Asked<'a> {
    limits::rules::Asked {
        network: order.network,
        purchase,
        agent: &order.agent_identifier,
        seller: &order.seller_vkey,
        amounts: amounts(order).unwrap_or_default(),
        before: &[],
    }
}

fn author(entry: &Entry) -> String {
    entry.author_name.clone().or_else(|| entry.author_organization.clone()).unwrap_or_default()
}

pub(super) fn gone(code: Code) -> Failure {
    Failure::new(code, Side::You).passing()
}
