//! Runs the effect that is due for a purchase and records the outcome. Each purchase has at most one effect in flight. Whatever
//! may create an obligation is on disk first. An unknown outcome is found out before anything is sent again.

use super::{
    book::{Book, Unrecorded},
    event::{Event, Happened, ReceivedResult, WhyHeld, WhyUnknown},
    internal, interrupted, journal, lock,
    standings::Standings,
    state::{Effect, OF_THE_NODE, Payment, State, moment},
};
use crate::{
    clients::Clients,
    error::{Code, Failure, Moved, Result, Side},
    limits::gate::Gate,
};
use masumi::{
    agent::{Early, JobResult, JobStart, Refusal, Started},
    moment::{MINUTE, Moment},
    node::{self, PurchaseError, RefusedFor},
    proof::{self, Difference, HashVerdict, Met, PayingBody, Price, Verdict, World},
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex},
};

/// With less time than this before the deadline for the lock, the same bytes are not sent again.
const LAST_CALL: i64 = MINUTE;

/// So many purchases are asked for to find out whether the node is the same.
const ASKED: usize = 3;

/// The mark of the node that was asked to pay a purchase.
fn asked_mark(id: &str) -> String {
    format!("asked/{id}")
}

/// Whether to go on at once, or to come back later.
enum Then {
    Go,
    Wait,
}

/// Carries out what is due for the purchases of a profile. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Engine(Arc<Inner>);

struct Inner {
    standings: Standings,
    gate: Gate,
    efforts: Mutex<BTreeMap<String, Arc<Effort>>>,
    /// What may be paid although nothing of that is written down: `older`.
    doubted: Mutex<BTreeSet<String>>,
}

/// What lives as long as the process of carrying out what is due for a purchase.
#[derive(Default)]
struct Effort {
    /// One effect in flight at a time.
    busy: tokio::sync::Mutex<()>,
    trying: Mutex<Trying>,
}

#[derive(Default)]
struct Trying {
    /// Why it could not be carried out just now.
    trouble: Option<Failure>,
    /// Tries of the due effect so far.
    tries: u32,
    /// What could not be written (disk full), in its order: written before anything else happens.
    unwritten: VecDeque<Happened>,
}

impl Engine {
    pub(super) fn new(standings: Standings, gate: Gate) -> Engine {
        Engine(Arc::new(Inner { standings, gate, efforts: Mutex::default(), doubted: Mutex::default() }))
    }

    /// What approvals pass.
    pub(crate) fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// Where purchases stand.
    pub(crate) fn standings(&self) -> &Standings {
        &self.0.standings
    }

    pub(super) fn doubted(&self) -> &Mutex<BTreeSet<String>> {
        &self.0.doubted
    }

    fn book(&self) -> &Book {
        self.standings().book()
    }

    fn now(&self) -> Moment {
        self.book().now()
    }

    fn clients(&self) -> Result<Clients> {
        self.standings().link().clients()
    }

    /// Why what is due for a purchase could not be carried out just now.
    pub(super) fn trouble(&self, id: &str) -> Option<Failure> {
        lock(&self.effort(id).trying).trouble.clone()
    }

    /// An outcome that could not be written.
    #[cfg(test)]
    pub(super) fn leave_unwritten(&self, id: &str, event: Event) {
        lock(&self.effort(id).trying).unwritten.push_back(event.into());
    }

    /// Why something that happened is not written down yet; `None`: all of it is.
    pub(super) fn unwritten(&self) -> Option<Failure> {
        let efforts: Vec<_> = lock(&self.0.efforts).values().cloned().collect();
        efforts.iter().find_map(|effort| {
            let trying = lock(&effort.trying);
            trying.trouble.clone().filter(|_| !trying.unwritten.is_empty())
        })
    }

    /// Notes that the node told its row of a purchase: `None`, an older one than it told before.
    fn heard(&self, id: &str, row: Option<&node::Purchase>) {
        let now = self.now();
        let news = self.standings().memory().note(id, |heard| {
            heard.at = Some(now);
            let shown = row.is_some_and(|row| heard.row.take(row));
            std::mem::take(&mut heard.denied) || shown
        });
        if news {
            self.book().changed(id);
        }
    }

    /// What it takes to carry out what is due for a purchase.
    fn effort(&self, id: &str) -> Arc<Effort> {
        Arc::clone(lock(&self.0.efforts).entry(id.to_owned()).or_default())
    }

    /// An outcome that nobody waited for is unknown, and is found out before anything else. Where that cannot be written now it is
    /// written before anything else happens to the purchase.
    pub(super) fn recover(&self) -> Result<()> {
        for id in self.book().awake() {
            for event in self.book().read(&id, |state| state.interrupted(interrupted()))? {
                self.note(&id, event)?;
            }
        }
        self.book().touch_due();
        Ok(())
    }

    /// Records what happened, or keeps it until it can be written.
    pub(super) fn note(&self, id: &str, event: Event) -> Result<()> {
        match self.settle(id) {
            Ok(()) => match self.book().try_record(id, &event) {
                Ok(()) => return Ok(()),
                Err(Unrecorded::Impossible(failure)) => return Err(failure),
                Err(Unrecorded::Unwritten(failure)) => self.keep(id, event, failure),
            },
            Err(failure) => self.keep(id, event, failure),
        }
        Ok(())
    }

    fn keep(&self, id: &str, event: Event, failure: Failure) {
        tracing::warn!(purchase = id, %failure, "what happened is written down as soon as that is possible");
        let effort = self.effort(id);
        let mut trying = lock(&effort.trying);
        trying.unwritten.push_back(event.into());
        trying.trouble = Some(failure);
    }

    /// Writes what could not be written before. Until then nothing new may be begun with this purchase.
    pub(super) fn settle(&self, id: &str) -> Result<()> {
        let effort = self.effort(id);
        loop {
            let Some(happened) = lock(&effort.trying).unwritten.front().cloned() else { return Ok(()) };
            // One that is possible no more is dropped: the node's row came meanwhile, and says all there is to say.
            if let Err(Unrecorded::Unwritten(failure)) = self.book().try_record_together(id, &happened) {
                return Err(failure);
            }
            let mut trying = lock(&effort.trying);
            if trying.unwritten.front() == Some(&happened) {
                trying.unwritten.pop_front();
            }
        }
    }

    /// Takes the node's word on a purchase: an unchanged row is dropped, an unknown one imported, and one that is not what
    /// was approved raises the alarm.
    pub(crate) fn take_row(&self, row: node::Purchase) -> Result<String> {
        self.take(row).map(|(id, _)| id)
    }

    /// The same of a page of the node's list: what is unknown on it is imported together. Gives how many said something new.
    pub(crate) fn take_rows(&self, rows: Vec<node::Purchase>) -> Result<usize> {
        let (mut unknown, mut others) = (BTreeMap::new(), Vec::new());
        for row in rows {
            let id = journal::imported(&row.blockchain_identifier);
            if unknown.contains_key(&id) || self.book().find(&row.blockchain_identifier)?.is_some() {
                others.push(row);
            } else {
                unknown.insert(id, row);
            }
        }
        let import =
            |(id, row): (&String, &node::Purchase)| (id.clone(), Event::Imported { row: Box::new(row.clone()) });
        self.book().begin_all(&unknown.iter().map(import).collect::<Vec<_>>())?;
        let (now, mut news) = (self.now(), unknown.len());
        for (id, row) in &unknown {
            self.standings().memory().note(id, |heard| {
                heard.at = Some(now);
                heard.row.take(row);
            });
        }
        for row in others {
            news += usize::from(self.take(row)?.1);
        }
        Ok(news)
    }

    /// Takes a row; whether it was recorded.
    fn take(&self, row: node::Purchase) -> Result<(String, bool)> {
        let Some(id) = self.book().find(&row.blockchain_identifier)? else {
            let id = journal::imported(&row.blockchain_identifier);
            self.book().begin(&id, &Event::Imported { row: Box::new(row.clone()) })?;
            self.heard(&id, Some(&row));
            return Ok((id, true));
        };
        let last = self.standings().memory().of(&id).row;
        let (stale, unchanged, differences, told) = self.book().read(&id, |state| {
            let known = state.row.as_ref().and_then(|known| known.changed_at.as_deref());
            let stale = [known, last.changed_at()].into_iter().flatten().any(|known| is_older(&row, known));
            let unchanged = state.row.as_ref().is_some_and(|known| says_the_same(known, &state.as_approved(&row)));
            let differences = state.differences(&row);
            let told = matches!(&state.payment, Payment::Alarm { differences: known } if *known == differences);
            (stale, unchanged, differences, told)
        })?;
        self.heard(&id, Some(&row).filter(|_| !stale));
        if stale {
            return Ok((id, false));
        }
        if !differences.is_empty() && !told {
            self.book().record(&id, &Event::Alarm { differences: differences.clone() })?;
        }
        // What differs is kept as it was told, beside what it differs in.
        let news = !unchanged || (!differences.is_empty() && !told);
        if news {
            self.book().record(&id, &Event::Row { row: Box::new(row) })?;
        }
        Ok((id, news))
    }

    /// The same, with the transactions that the node remembers for it, the newest first.
    pub(crate) fn take_row_with_history(
        &self,
        row: node::Purchase,
        history: Option<&[node::Transaction]>,
    ) -> Result<String> {
        let id = self.take_row(row)?;
        let Some(history) = history else { return Ok(id) };
        let event = Event::History { transactions: history.to_vec() };
        let at = self.now();
        let news = self.book().read(&id, |state| {
            let mut next = state.clone();
            next.apply(at, &event).is_ok() && next.transactions != state.transactions
        })?;
        if news {
            self.book().record(&id, &event)?;
        }
        Ok(id)
    }

    /// Reads one purchase from the node.
    pub(crate) async fn read_anew(&self, identifier: &str, clients: &Clients) -> Result<()> {
        match clients.node.resolve_with_history(self.book().network(), identifier).await? {
            Some(told) => self.take_row_with_history(told.purchase, told.transactions.as_deref()).map(drop),
            None => Err(Failure::new(Code::NotFound, Side::Node)),
        }
    }

    /// Notes that nobody waits any more for what was under way for a purchase: its outcome is unknown, as after a restart.
    pub(crate) async fn deserted(&self, id: &str) -> Result<()> {
        let effort = self.effort(id);
        let _one_at_a_time = effort.busy.lock().await;
        for event in self.book().read(id, |state| state.interrupted(interrupted()))? {
            // Answers and refunds are waited for by whoever called for them.
            if matches!(event, Event::JobLost { .. } | Event::PaymentUnknown { .. }) {
                self.note(id, event)?;
            }
        }
        Ok(())
    }

    /// Carries out what is due, until nothing is or something has to be waited for. `Some`: try again then.
    pub(crate) async fn drive(&self, id: &str) -> Option<Moment> {
        let effort = self.effort(id);
        let _one_at_a_time = effort.busy.lock().await;
        let mut tried = None;
        loop {
            // Before the look at the state: what is recorded from here on is something new.
            self.book().untouch(id);
            let then = match self.settle(id) {
                Err(failure) => Err(failure),
                Ok(()) => {
                    let effect = self.book().read(id, |state| state.effect(self.now())).ok()?;
                    let Some(effect) = effect else {
                        let mut trying = lock(&effort.trying);
                        (trying.trouble, trying.tries) = (None, 0);
                        return None;
                    };
                    match tried.take().filter(|(before, _)| waits(before, &effect)) {
                        Some((_, then)) => then,
                        None => {
                            let then = self.run(id, effect.clone()).await;
                            if !matches!(then, Ok(Then::Go)) && lock(&effort.trying).unwritten.is_empty() {
                                // Others may have made something else due meanwhile, which does not wait.
                                tried = Some((effect, then));
                                continue;
                            }
                            then
                        }
                    }
                }
            };
            let trouble = match then {
                Ok(Then::Go) => continue,
                Ok(Then::Wait) => None,
                Err(failure) => Some(failure),
            };
            let tries = {
                let mut trying = lock(&effort.trying);
                trying.tries = trying.tries.saturating_add(1);
                trying.trouble = trouble.or(trying.trouble.take());
                trying.tries
            };
            self.book().changed(id);
            let again = self.now().plus(delay(tries));
            return Some(self.standings().link().rest(self.now()).map_or(again, |rested| rested.max(again)));
        }
    }

    async fn run(&self, id: &str, effect: Effect) -> Result<Then> {
        if matches!(effect, Effect::StartJob | Effect::Verify | Effect::Pay(_)) {
            self.believe_the_clock()?;
        }
        match effect {
            Effect::Expire => self.book().record(id, &Event::Expired).map(|()| Then::Go),
            Effect::GiveUp => self.book().record(id, &Event::TooLate { checks: Vec::new() }).map(|()| Then::Go),
            Effect::Lapse => self.book().record(id, &Event::ApprovalLapsed).map(|()| Then::Go),
            Effect::CheckHash => self.check_hash(id).await,
            Effect::StartJob => {
                self.gate().may_begin()?;
                self.start_job(id, &self.clients()?).await
            }
            Effect::Verify => self.verify(id, &self.clients()?).await,
            Effect::Pay(body) => self.pay(id, &self.clients()?, &body).await,
            Effect::Resolve(body) => self.resolve(id, &self.clients()?, &body).await,
        }
    }

    /// Deadlines are the node's: while its time is not believed nothing is begun and nothing is paid.
    pub(super) fn believe_the_clock(&self) -> Result<()> {
        let Some(doubt) = self.book().clock().doubted() else { return Ok(()) };
        Err(Failure::new(Code::ClockDoubted, Side::Node).quoting(&doubt.to_string()).passing())
    }

    async fn start_job(&self, id: &str, clients: &Clients) -> Result<Then> {
        let Some(order) = self.book().read(id, |state| state.order.clone())? else { return Ok(Then::Wait) };
        self.book().record(id, &Event::JobStarting)?;
        let free = order.price.is_none();
        let (mut lesson, mut early) = (None, None);
        let event = match clients.agents.start_job(&order.api_base_url, &order.nonce, &order.input_data).await {
            Ok(Started { outcome, raw, delivered }) => match outcome {
                JobStart::Terms(terms) => {
                    let job_id = terms.job_id.clone();
                    Event::JobStarted { job_id, terms: (!free).then(|| Box::new(terms)), raw, demands: free }
                }
                // Whatever the registry lists: an agent that asks for nothing is paid nothing.
                JobStart::Free(job_id) => {
                    early = delivered;
                    Event::JobStarted { job_id, terms: None, raw, demands: false }
                }
                // It may work all the same: what it was approved for is watched, and what it asks for is said and not paid.
                JobStart::Stranded { job_id: Some(job_id), .. } if free => {
                    early = delivered;
                    Event::JobStarted { job_id, terms: None, raw, demands: true }
                }
                // It delivered before it was paid, and what it asks for cannot be: what came is kept.
                JobStart::Stranded { job_id, .. } if delivered.as_ref().is_some_and(|early| early.complete) => {
                    early = delivered;
                    Event::JobStarted { job_id: job_id.unwrap_or_default(), terms: None, raw, demands: true }
                }
                JobStart::Stranded { missing, .. } => no_terms(&missing.join(", ")),
                JobStart::OtherRail { rail, .. } => refused(Code::PaidOtherwise, &rail),
                JobStart::Refused { why: Refusal::Callers, message, .. } => refused(Code::CallersOnly, &message),
                JobStart::Refused { why: Refusal::Payment, message, .. } => refused(Code::PaidOtherwise, &message),
                JobStart::Refused { why: Refusal::Upload, message, .. } => refused(Code::UploadsOnly, &message),
                JobStart::Refused { why: Refusal::Nonce, message, .. } => refused(Code::NonceRefused, &message),
                JobStart::Refused { why: Refusal::Request, message, .. } => refused(Code::RequestRefused, &message),
                JobStart::Refused { why: Refusal::Said, status, errors, message } => {
                    // A failure of the agent (5xx) is no word about how it wants its choices.
                    let learnt =
                        order.written.filter(|_| status < 500).and_then(|written| written.after_refusal(&errors));
                    let (code, errors) = match learnt {
                        Some((choices, errors)) => {
                            lesson = Some(choices);
                            (Code::ChoicesRefused, errors)
                        }
                        // Nor about the answers: other ones do not mend it.
                        None if status >= 500 && errors.is_empty() => (Code::ServiceFailed, errors),
                        None => (Code::AgentRefused, errors),
                    };
                    Event::JobRefused { failure: Failure::new(code, Side::Agent).quoting(&message), errors }
                }
            },
            Err(error) => {
                let certain = error.nothing_sent();
                let failure = Failure { moved: Moved::No, ..Failure::from(error) };
                if certain { Event::JobRefused { failure, errors: Vec::new() } } else { Event::JobLost { failure } }
            }
        };
        if let Some(choices) = lesson {
            // Before the job's end, so that a new one may begin with it. What cannot be kept is learnt again.
            let _ = self.book().record(id, &Event::ChoicesRefused { choices });
        }
        let Some(Early { result, complete }) = early else { return self.conclude(id, event) };
        // What came with the answer is not told again by everybody: there is no moment at which only one of the two is kept.
        let (result, text) = ReceivedResult::of(&result, complete);
        let content = Some(text.as_bytes().to_vec());
        self.conclude(id, Happened { events: vec![event, Event::ResultReceived { result }], content })
    }

    async fn verify(&self, id: &str, clients: &Clients) -> Result<Then> {
        let (order, terms, accepted) =
            self.book().read(id, |state| (state.order.clone(), state.terms().cloned(), state.milestones.accepted))?;
        let Some((deal, terms)) = order.and_then(|order| order.deal()).zip(terms) else { return Ok(Then::Wait) };
        let (information, sources) = tokio::join!(
            clients.registry.payment_information(deal.agent_identifier.as_str()),
            clients.node.payment_sources(self.book().network()),
        );
        let sources = sources?;
        let Some(information) = information? else {
            return self.conclude(id, Event::TermsRefused { checks: proof::unlisted() });
        };
        let world = World {
            payment_information: &information,
            payment_sources: &sources,
            now: self.now(),
            identifier: match self.book().find(&terms.blockchain_identifier)? {
                Some(other) if other != id => Met::Before,
                _ => Met::Never,
            },
            client: "kaimono",
        };
        let approved = self.book().read(id, |state| state.is_approved(self.now()))?;
        let holds_at = |now: Option<Moment>| {
            now.is_some_and(|now| {
                !matches!(proof::verify_terms(&deal, &terms, &World { now, ..world }), Verdict::Refused(_))
            })
        };
        let event = match proof::verify_terms(&deal, &terms, &world) {
            Verdict::Payable(body, checks) if approved => Event::Paying { body, checks, sent: false },
            // As approved, but the approval ran out meanwhile: the agent, this machine or its network took too long.
            Verdict::Payable(body, checks) => {
                let paid = body.paid().to_vec();
                let price = if let Price::Fixed(_) = deal.price { Price::Fixed(paid) } else { Price::Ceiling(paid) };
                let unlock = moment(terms.unlock_time.as_deref()).ok_or_else(|| internal("no unlock time"))?;
                Event::TermsOutside { checks, price, unlock }
            }
            // They would have held when they came.
            Verdict::Refused(checks) if holds_at(accepted) => Event::TooLate { checks },
            Verdict::Refused(checks) => Event::TermsRefused { checks },
            Verdict::OutsideApproval(asked, checks) => {
                Event::TermsOutside { checks, price: asked.price, unlock: asked.unlock }
            }
        };
        let evidence = Event::HeldAgainst {
            information: self.book().keep_read(&information)?,
            sources: self.book().keep_read(&sources)?,
        };
        self.book().record(id, &evidence)?;
        // Not `conclude`: an intent that cannot be written must not be kept for later, the terms are verified anew instead.
        self.book().record(id, &event).map(|()| Then::Go)
    }

    async fn pay(&self, id: &str, clients: &Clients, body: &PayingBody) -> Result<Then> {
        if self.book().read(id, |state| matches!(state.payment, Payment::Sending { sent: false, .. }))? {
            if let Some(hints) = self.standings().node_hints()? {
                self.book().set_mark(&asked_mark(id), &hints)?;
            }
            self.book().record(id, &Event::PaymentSent)?;
            if self.may_be_paid_already(id)? {
                return self.conclude(id, Event::PaymentUnknown { why: WhyUnknown::Lost, failure: interrupted() });
            }
        }
        // Whatever time the disk took, or the machine slept meanwhile.
        if !self.book().read(id, |state| state.is_approved(self.now()))? {
            let failure = Failure::new(Code::ApprovalExpired, Side::App).passing();
            return self.conclude(id, Event::PaymentUnknown { why: WhyUnknown::Lapsed, failure });
        }
        let answer = clients.node.purchase(body).await;
        let still_sending = self.book().read(id, |state| matches!(state.payment, Payment::Sending { .. }))?;
        match answer {
            Ok(row) => self.adopt(id, body, row, None),
            // The node's row came by another way meanwhile: it says all there is to say.
            Err(_) if !still_sending => Ok(Then::Go),
            Err(error) => {
                let event = unpaid(&error);
                let unknown = matches!(event, Event::PaymentUnknown { .. });
                let then = self.conclude(id, event)?;
                // The first time it is found out at once; a node that goes on failing, or asks for time, is given it.
                let wait = unknown && (self.tried(id) > 1 || self.standings().link().rest(self.now()).is_some());
                Ok(if wait { Then::Wait } else { then })
            }
        }
    }

    async fn resolve(&self, id: &str, clients: &Clients, body: &PayingBody) -> Result<Then> {
        let told = clients.node.resolve_with_history(self.book().network(), body.blockchain_identifier()).await?;
        if let Some(told) = told {
            return self.adopt(id, body, told.purchase, told.transactions.as_deref());
        }
        let (foreign, pay_by) = self.book().read(id, |state| {
            let foreign = matches!(&state.payment, Payment::Unknown { why: WhyUnknown::Exists, .. });
            (foreign, state.pay_by())
        })?;
        if foreign {
            return self.conclude(id, Event::PaymentForeign);
        }
        let late = pay_by.is_none_or(|deadline| self.now() > deadline.plus(-LAST_CALL));
        if !self.is_the_same_node(id, clients).await? {
            // It cannot tell what became of the payment: another one would be paid through once more.
            return if late {
                let difference = Difference {
                    what: OF_THE_NODE.to_owned(),
                    approved: "the one that was asked to pay".to_owned(),
                    found: "another, or set up anew".to_owned(),
                };
                self.conclude(id, Event::Alarm { differences: vec![difference] })
            } else {
                let failure = Failure { moved: Moved::Unknown, ..Failure::new(Code::AnotherNode, Side::Node) };
                self.conclude(id, Event::PaymentHeld { why: WhyHeld::AnotherNode, failure })
            };
        }
        if late {
            return self.conclude(id, Event::TooLate { checks: Vec::new() });
        }
        let doubted = self.may_be_paid_already(id)?;
        if doubted || !self.book().read(id, |state| state.is_approved(self.now()))? {
            let then = self.conclude(id, Event::ApprovalLapsed)?;
            if doubted {
                self.doubt_no_more(id)?;
            }
            return Ok(then);
        }
        let again = Event::PayingAgain { approved_until: None };
        self.book().record(id, &again).map(|()| Then::Go)
    }

    /// Whether the node is the one that was asked to pay, before its word that it has nothing counts: it knows another purchase of
    /// this history; where there is none, it gives the same hints as then.
    pub(super) async fn is_the_same_node(&self, id: &str, clients: &Clients) -> Result<bool> {
        let own = self.book().read(id, |state| state.identifier().map(str::to_owned))?;
        // What this node never told of proves nothing.
        let told = |state: &State| state.row.is_some() && state.identifier() != own.as_deref();
        let others = self.standings().known_to_node(ASKED, told)?;
        for identifier in &others {
            if clients.node.resolve(self.book().network(), identifier).await?.is_some() {
                return Ok(true);
            }
        }
        if !others.is_empty() {
            return Ok(false);
        }
        let then = self.book().mark(&asked_mark(id))?;
        Ok(then.is_none() || then == self.standings().node_hints()?)
    }

    /// Takes the node's row for our identifier, whatever it answered to. A row of another purchase says nothing about this
    /// one, and one that cannot be written is asked for again: either way nothing is sent before the node was asked.
    fn adopt(
        &self,
        id: &str,
        body: &PayingBody,
        row: node::Purchase,
        history: Option<&[node::Transaction]>,
    ) -> Result<Then> {
        let unknown = |failure| {
            let failure = Failure { moved: Moved::Unknown, ..failure };
            Event::PaymentUnknown { why: WhyUnknown::Lost, failure }
        };
        if !row.blockchain_identifier.eq_ignore_ascii_case(body.blockchain_identifier()) {
            let failure = Failure::new(Code::NotTheService, Side::Node).quoting("a row of another purchase").passing();
            return self.conclude(id, unknown(failure)).map(|_| Then::Wait);
        }
        match self.take_row_with_history(row, history) {
            Ok(_) => Ok(Then::Go),
            Err(failure) => {
                lock(&self.effort(id).trying).unwritten.push_back(unknown(failure.clone()).into());
                Err(failure)
            }
        }
    }

    async fn check_hash(&self, id: &str) -> Result<Then> {
        let state = self.book().read(id, State::clone)?;
        let Some(result) = state.result.clone() else { return Ok(Then::Wait) };
        let content = Some(result.content.clone());
        let on_chain = state.result_hash().map(str::to_owned);
        let engine = self.clone();
        // Megabytes, hashed in every form there is: not on a thread that others wait for.
        let verdict = tokio::task::spawn_blocking(move || -> Result<HashVerdict> {
            let nonce = state.order.as_ref().filter(|_| !state.is_free()).map(|order| &order.nonce);
            Ok(match nonce.zip(engine.result(&result)?) {
                Some(_) if state.had_hash && state.result_hash().is_none() => HashVerdict::Withdrawn,
                Some((nonce, result)) => {
                    proof::verify_chained_result(nonce, &state.chains(), &result, state.result_hash())
                }
                None => HashVerdict::NotVerifiable,
            })
        });
        let verdict = verdict.await.map_err(|error| internal(&error.to_string()))??;
        self.book().record(id, &Event::HashChecked { content, on_chain, verdict }).map(|()| Then::Go)
    }

    /// The bytes of a result, as they were received.
    pub(super) fn result(&self, result: &ReceivedResult) -> Result<Option<JobResult>> {
        let bytes = self.book().content(&result.content)?;
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(text.map(|text| if result.is_text { JobResult::Text(text) } else { JobResult::Json(text) }))
    }

    /// Records an outcome. One that cannot be written is kept and written before anything else is done.
    fn conclude(&self, id: &str, happened: impl Into<Happened>) -> Result<Then> {
        let happened = happened.into();
        self.book().try_record_together(id, &happened).map(|()| Then::Go).map_err(|unrecorded| {
            if let Unrecorded::Unwritten(_) = &unrecorded {
                lock(&self.effort(id).trying).unwritten.push_back(happened);
            }
            unrecorded.into()
        })
    }

    /// Counts a try of the due effect that did not end it.
    fn tried(&self, id: &str) -> u32 {
        let effort = self.effort(id);
        let mut trying = lock(&effort.trying);
        trying.tries = trying.tries.saturating_add(1);
        trying.tries
    }
}

/// What an error of `POST /purchase` means for the money.
fn unpaid(error: &PurchaseError) -> Event {
    let none = Failure { moved: Moved::No, ..Failure::from(error.call()) };
    let passing = Failure { retry: true, ..none.clone() };
    let unknown = Failure { moved: Moved::Unknown, ..passing.clone() };
    let held = |why| Event::PaymentHeld { why, failure: none.clone() };
    match error {
        // A fact about the identifier alone: whose purchase it is, resolving will tell.
        PurchaseError::Exists(_) => {
            Event::PaymentUnknown { why: WhyUnknown::Exists, failure: Failure { code: Code::StateChanged, ..unknown } }
        }
        PurchaseError::Refused { why, .. } => match why {
            RefusedFor::Quota => held(WhyHeld::Quota),
            RefusedFor::Body => Event::PaymentRejected { failure: none },
            RefusedFor::Key => held(WhyHeld::Key),
            RefusedFor::Contract => held(WhyHeld::Contract),
            _ => held(WhyHeld::Refused),
        },
        // Not now: it is waited for, found out about, and the same bytes are sent again.
        PurchaseError::Busy(_) | PurchaseError::NotSent(_) => {
            Event::PaymentUnknown { why: WhyUnknown::NotTaken, failure: passing }
        }
        PurchaseError::Unknown(_) => Event::PaymentUnknown { why: WhyUnknown::Lost, failure: unknown },
    }
}

fn no_terms(missing: &str) -> Event {
    refused(Code::TermsMissing, missing)
}

/// Other answers would not mend it.
fn refused(code: Code, words: &str) -> Event {
    Event::JobRefused { failure: Failure::new(code, Side::Agent).quoting(words), errors: Vec::new() }
}

/// Whether what is due now waits, since it was tried just now: a payment whose outcome is unknown is found out about later too.
fn waits(tried: &Effect, due: &Effect) -> bool {
    tried == due || matches!((tried, due), (Effect::Pay(_), Effect::Resolve(_)))
}

/// How long to wait after so many tries, milliseconds: doubling from one second, at most one minute.
fn delay(tries: u32) -> i64 {
    (500_i64 << tries.clamp(1, 7)).min(MINUTE)
}

/// Whether a row was read before another one of the same purchase, which was dated so. Answers can overtake each other, and the
/// node tells a change only once.
fn is_older(row: &node::Purchase, known: &str) -> bool {
    row.changed_at.as_deref().is_some_and(|at| at.len() == known.len() && at < known)
}

/// Whether two rows differ in nothing but when they were written and how many blocks are on top of the transaction.
fn says_the_same(one: &node::Purchase, other: &node::Purchase) -> bool {
    let bare = |row: &node::Purchase| {
        let current_transaction = row.current_transaction.clone();
        let current_transaction = current_transaction.map(|told| node::Transaction { confirmations: None, ..told });
        node::Purchase { updated_at: None, changed_at: None, current_transaction, ..row.clone() }
    };
    bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::net::{CallError, CallErrorKind, Service};

    #[test]
    fn money_is_said_to_have_stayed_only_where_it_is_certain_that_nothing_was_paid() {
        let call = || CallError { service: Service::Node, kind: CallErrorKind::Timeout };
        let refused = |why| PurchaseError::Refused { why, error: call() };
        for (error, happened) in [
            (PurchaseError::Exists(call()), "unknown: Exists"),
            (PurchaseError::Unknown(call()), "unknown: Lost"),
            (PurchaseError::Busy(call()), "unknown: NotTaken"),
            (PurchaseError::NotSent(call()), "unknown: NotTaken"),
            (refused(RefusedFor::Body), "rejected"),
            (refused(RefusedFor::Quota), "held: Quota"),
            (refused(RefusedFor::Key), "held: Key"),
            (refused(RefusedFor::Contract), "held: Contract"),
            (refused(RefusedFor::Other), "held: Refused"),
        ] {
            let (event, failure) = match unpaid(&error) {
                Event::PaymentUnknown { why, failure } => (format!("unknown: {why:?}"), failure),
                Event::PaymentHeld { why, failure } => (format!("held: {why:?}"), failure),
                Event::PaymentRejected { failure } => ("rejected".to_owned(), failure),
                other => panic!("{other:?}"),
            };
            assert_eq!(event, happened, "{error:?}");
            assert_eq!(failure.moved == Moved::No, error.nothing_paid(), "{error:?}");
        }
    }
}
