//! A purchase as the page shows it: as a row of the list, and in full. Tables over its state and over where it stands.

use super::{
    Purchases, actions, dossier,
    event::{Event, Order, ReceivedResult},
    expected::expected,
    forecast::Forecast,
    internal,
    ledger::Ledger,
    remark::Remark,
    standing::{Standing, Troubled, refund},
    state::{AgentWord, Job, Payment, SeenTransaction, State, moment},
    words::{RefundAction, StepId, StepState},
};
use crate::{
    connection::host_of,
    error::{Code, Failure, Result, Side},
    text::{MAX_SHOWN, clean, clean_lines, explained, laid_out, present, present_in_pieces},
    view::{
        MoneyView,
        buy::{Deadlines, SentView},
        purchase::{
            AgentSays, AgentWordView, Ahead, BesideView, ConcernView, HashCheck, IdentifierName, LedgerLine,
            LedgerWhat, PurchaseRow, PurchaseView, QuestionView, RefundCard, RefundFailure, ResultContent, ResultView,
            SaidBeside, TransactionView, Unread, WhyUnread,
        },
        trouble::TroubleView,
    },
    watch::memory::Heard,
};
use masumi::{
    agent::{Beside, JobResult, JobState, Terms},
    form::{By, Form, NoForm, Questions},
    moment::Moment,
    money::Money,
    node::{Network, OnChainState},
    proof::Price,
};

/// So many of an agent's words are listed.
const MOST_WORDS: u32 = 50;

impl Purchases {
    /// One purchase.
    pub fn view(&self, id: &str) -> Result<PurchaseView> {
        let heard = self.standings().memory().of(id);
        let remark = self.remark(id)?;
        let (state, standing) = self.standings().read(id, |state, standing| (state.clone(), standing.clone()))?;
        let now = self.book().now();
        let network = self.book().network();
        let chatter = self.standings().memory().chatter(id);
        let part = chatter.part.as_ref().filter(|_| !state.result.as_ref().is_some_and(|result| result.complete));
        let recorded = || Some((state.result.as_ref()?, state.result_at.unwrap_or(state.created_at)));
        let newest = part.map(|part| (&part.received, part.at)).or_else(recorded);
        let result = newest.map(|(received, at)| result_view(&state, received, at));
        let order = state.order.as_ref();
        let question = question(&state, chatter.word.as_deref(), chatter.too_much, now);
        let says = chatter.word.as_deref().or(state.agent.as_ref()).map(|word| AgentSays {
            word: clean(&word.word, 60),
            // Beside a question it is a part of that, and whole.
            text: if question.is_some() { String::new() } else { clean_lines(&word.message, 2_000) },
            beside: word.beside.iter().map(beside).collect(),
            at: word.at,
            offline: heard.agent_trouble.is_some(),
            too_much: chatter.too_much,
        });
        let mut steps = standing.steps(&state, &|hash| heard.row.confirmations(hash));
        if state.waits_until(now).is_some() {
            // Nobody asks the agent yet, or nobody proves the terms.
            let waits = if state.job_id().is_none() { StepId::Accepted } else { StepId::Verified };
            steps.iter_mut().filter(|step| step.id == waits).for_each(|step| step.state = StepState::Waiting);
        }
        Ok(PurchaseView {
            row: self.row(id, &state, &standing, &remark),
            batch: self.book().look_up(|shelf| shelf.batch_of(id))?,
            remark: remark.view(),
            author: order.map(|order| order.author.clone()).unwrap_or_default(),
            generation: generation(&state),
            steps,
            checks: state.checks.clone(),
            ahead: to_come(&state),
            bought_at: state.created_at,
            stretches: standing.stretches(&state, now),
            money: standing.money,
            on_chain: state.on_chain().cloned().map(legible),
            now,
            dossier: dossier::of(&state, &standing, &remark.objection),
            trouble: standing.trouble.map(|trouble| trouble_view(&state, &standing, trouble)),
            concern: concern(&state),
            failure: failure(&state)
                .or_else(|| self.engine.trouble(id))
                .map(|failure| Failure { moved: standing.moved(), ..failure }),
            question,
            unasked: state.unasked().map(|price| views(amounts(price), network)).unwrap_or_default(),
            demands: state.demands(),
            result,
            hash: standing.hash.clone(),
            hash_check: hash_check(&state),
            refund: refund_card(&state, &standing),
            forecast: Forecast::of(&state, &standing, now).view(network),
            approval: self.second_approval(id, &state).map(Box::new),
            host: order.map(|order| host_of(&order.api_base_url)).unwrap_or_default(),
            answers: order.map(sent).unwrap_or_default(),
            transactions: state.transactions.iter().map(|seen| self.transaction(seen, &heard)).collect(),
            ledger: ledger_lines(&state, network),
            identifiers: identifiers(&state),
            agent_says: says,
        })
    }

    pub(super) fn row(&self, id: &str, state: &State, standing: &Standing, remark: &Remark) -> PurchaseRow {
        PurchaseRow {
            id: id.to_owned(),
            agent: agent_identifier(state).unwrap_or_default().to_owned(),
            agent_name: shown_name(state),
            title: state.order.as_ref().map(title).unwrap_or_default(),
            price: views(&price(state), self.book().network()),
            phase: standing.phase,
            under_way: standing.under_way.filter(|request| !request.too_late).map(|request| request.action),
            group: standing.group,
            waits_until: state.waits_until(self.book().now()),
            pays_then: state.waits_until(self.book().now()).is_some() && state.job_id().is_some(),
            next: standing.next,
            needs: standing.need,
            refund: standing.refund.action.filter(|_| standing.refund.disabled.is_none()),
            created_at: state.created_at,
            whose: standing.whose,
            labels: remark.label_views(),
            note: remark.beginning(),
            outcome: remark.outcome,
        }
    }

    /// What a purchase's agent said by itself, the newest first. A text that it only repeats is told once.
    pub(crate) fn agent_words(&self, id: &str) -> Result<Vec<AgentWordView>> {
        let heard = self.book().look_up(|shelf| shelf.agent_words(id, MOST_WORDS))?;
        let mut words: Vec<AgentWordView> = Vec::new();
        for (at, event) in heard {
            let Event::AgentSaid { word, message, .. } = event else { continue };
            let said = AgentWordView { word: clean(&word, 60), text: clean_lines(&message, 2_000), at };
            match words.last_mut().filter(|last| (&last.word, &last.text) == (&said.word, &said.text)) {
                Some(same) => same.at = said.at,
                None => words.push(said),
            }
        }
        Ok(words)
    }

    /// The content of a purchase's result, as of [`ResultView`].
    pub(crate) async fn result_content(&self, id: &str, content: &str) -> Result<ResultContent> {
        self.of_result(id, content, present_in_pieces).await
    }

    /// Something made of a result, on a thread of its own: it can be megabytes.
    pub(crate) async fn of_result<T: Send + 'static>(
        &self,
        id: &str,
        content: &str,
        make: impl FnOnce(&JobResult) -> T + Send + 'static,
    ) -> Result<T> {
        let part = self.standings().memory().chatter(id).part.filter(|part| part.received.content == content);
        let received = self.book().read(id, |state| state.result.clone())?.filter(|now| now.content == content);
        if part.is_none() && received.is_none() {
            return Err(Failure::new(Code::NotNow, Side::App).quoting("the result has changed").passing());
        }
        let engine = self.engine.clone();
        let made = tokio::task::spawn_blocking(move || -> Result<Option<T>> {
            if let Some(part) = part {
                return Ok(Some(make(&part.result)));
            }
            let result = received.map(|received| engine.result(&received)).transpose()?.flatten();
            Ok(result.map(|result| make(&result)))
        });
        let made = made.await.map_err(|error| internal(&error.to_string()))??;
        made.ok_or_else(|| internal("a result without its bytes"))
    }

    fn transaction(&self, seen: &SeenTransaction, heard: &Heard) -> TransactionView {
        let confirmations = heard.row.confirmations(&seen.hash).or(seen.confirmations);
        let explorer = explorer(self.sandbox, self.book().network(), &seen.hash).unwrap_or_default();
        TransactionView {
            hash: seen.hash.clone(),
            leads_to: clean(&seen.leads_to, 60),
            status: clean(&seen.status, 60),
            confirmations: confirmations.map(|blocks| u32::try_from(blocks).unwrap_or(u32::MAX)),
            explorer,
        }
    }
}

/// The refund card: the button, what names what it does, and what was asked for last and failed.
pub(super) fn refund_card(state: &State, standing: &Standing) -> RefundCard {
    let refund::Refund { verdict, action, disabled, until, not_before, acts_at, at } = standing.refund;
    let id = action.zip(state.row.as_ref()).map(|(action, row)| refund::meaning(row, action)).unwrap_or_default();
    let to_type = (action == Some(RefundAction::Release)).then(|| spoken_for(state));
    let failed = state.refund.as_ref().and_then(|call| {
        let (failure, sent) = call.failure.clone()?;
        Some(RefundFailure { at: call.at, sent, failure })
    });
    RefundCard { id, verdict, action, disabled, until, not_before, acts_at, at, to_type, failed }
}

/// What names a purchase when it is at stake: its agent's name, or the end of an identifier where there is none.
fn spoken_for(state: &State) -> String {
    let name = shown_name(state).trim().to_owned();
    if !name.is_empty() {
        return name;
    }
    let agent = state.row.as_ref().and_then(|row| row.agent_identifier.as_deref());
    let identifier = agent.or(state.identifier()).unwrap_or_default();
    identifier.chars().skip(identifier.chars().count().saturating_sub(8)).collect()
}

/// What was ordered, in a few words: the first answer.
pub(super) fn title(order: &Order) -> String {
    order.answers.first().map(|(_, text)| clean(text, 160)).unwrap_or_default()
}

/// Where a browser shows a transaction; `None`: what happens in a sandbox is shown nowhere.
pub(crate) fn explorer(sandbox: bool, network: Network, hash: &str) -> Option<String> {
    let host = match network {
        Network::Preprod => "preprod.cardanoscan.io",
        Network::Mainnet => "cardanoscan.io",
    };
    (!sandbox).then(|| format!("https://{host}/transaction/{hash}"))
}

/// The agent's name as shown.
pub(crate) fn shown_name(state: &State) -> String {
    let ordered = state.order.as_ref().map(|order| order.agent_name.clone());
    ordered
        .or_else(|| state.row.as_ref().and_then(|row| row.agent_name.as_deref()).map(|name| clean(name, 120)))
        .unwrap_or_default()
}

/// What a purchase is found by, in lower case: the agent's name and the first answer.
pub(super) fn words(state: &State) -> String {
    let title = state.order.as_ref().map(title).unwrap_or_default();
    format!("{} {title}", shown_name(state)).to_lowercase()
}

fn result_view(state: &State, received: &ReceivedResult, at: Moment) -> ResultView {
    let failed = !received.complete && state.agent.as_ref().is_some_and(|word| word.state == JobState::Failed);
    let ReceivedResult { content, bytes, complete, .. } = received.clone();
    ResultView { content, bytes, complete, failed, at }
}

/// At most so many characters of a value are shown in a list of all that is sent; how many there are more, is said.
const VALUE_SHOWN: usize = 20_000;

/// All that an agent is sent with an order.
pub(super) fn sent(order: &Order) -> Vec<SentView> {
    // The nonce was made after all answers, and no agent knew it.
    let whose = |text: &str, other| if text == order.nonce.as_str() { By::Nonce } else { other };
    let by_person = order.answers.iter().map(|answer| (answer, By::You));
    let all = by_person.chain(order.set_by_agent.iter().map(|value| (value, By::Agent)));
    all.map(|((label, text), by)| {
        let (shown, is_cut) = laid_out(text, VALUE_SHOWN);
        let more = if is_cut { text.chars().count().saturating_sub(VALUE_SHOWN) } else { 0 };
        let by = whose(text, by);
        SentView { label: clean(label, 300), text: shown, more: u32::try_from(more).unwrap_or(u32::MAX), by }
    })
    .collect()
}

fn views(amounts: &[Money], network: Network) -> Vec<MoneyView> {
    amounts.iter().map(|money| MoneyView::of(money, network)).collect()
}

/// What was paid as the node tells it, else what is asked again, else what was approved at most.
pub(super) fn price(state: &State) -> Vec<Money> {
    if state.unasked().is_some() {
        return Vec::new();
    }
    let paid = state.row.as_ref().map(|row| row.paid_funds.clone()).filter(|funds| !funds.is_empty());
    let asked = || state.asked_again().map(|(price, _)| price);
    paid.unwrap_or_else(|| match asked().or_else(|| state.order.as_ref()?.price.clone()) {
        Some(Price::Fixed(amounts) | Price::Ceiling(amounts)) => amounts,
        None => Vec::new(),
    })
}

/// agentIdentifier as ordered, else as the node tells it.
pub(crate) fn agent_identifier(state: &State) -> Option<&str> {
    let ordered = state.order.as_ref().map(|order| order.agent_identifier.as_str());
    ordered.or_else(|| state.row.as_ref().and_then(|row| row.agent_identifier.as_deref()))
}

pub(super) fn generation(state: &State) -> Option<masumi::node::Generation> {
    let told = state.row.as_ref().and_then(|row| row.payment_source.as_ref()).and_then(|source| source.generation);
    told.or_else(|| state.order.as_ref().and_then(|order| order.generation))
}

/// The deadlines as the agent offers them.
pub(super) fn offered_deadlines(terms: &Terms) -> Deadlines {
    Deadlines {
        pay_by: moment(terms.pay_by_time.as_deref()),
        submit_result: moment(terms.submit_result_time.as_deref()),
        unlock: moment(terms.unlock_time.as_deref()),
        external_dispute: moment(terms.external_dispute_unlock_time.as_deref()),
    }
}

/// What stands in the way, as the journal knows it.
fn failure(state: &State) -> Option<Failure> {
    match &state.job {
        Job::Refused { failure, .. } | Job::Lost { failure } => return Some(failure.clone()),
        _ => {}
    }
    match &state.payment {
        Payment::Refused => return Some(Failure::new(Code::TermsRefused, Side::Agent)),
        Payment::TooLate => return Some(Failure::new(Code::TooLate, Side::App)),
        Payment::Unknown { failure, .. } | Payment::Held { failure, .. } | Payment::Rejected { failure, .. } => {
            return Some(failure.clone());
        }
        _ => {}
    }
    if state.too_large {
        return Some(Failure::new(Code::ResultTooLarge, Side::Agent).passing());
    }
    if let Some(failure) = state.relock.as_ref().and_then(|call| call.failure.clone()) {
        return Some(failure);
    }
    let action = &state.row.as_ref()?.next_action;
    let kind = action.error_type.as_deref()?;
    let code = if kind == "InsufficientFunds" { Code::InsufficientFunds } else { Code::NodeStuck };
    let note = action.error_note.as_deref().unwrap_or(kind);
    Some(Failure::new(code, Side::Node).quoting(note).passing())
}

fn concern(state: &State) -> Option<ConcernView> {
    let concern = state.concern()?;
    Some(ConcernView { id: actions::seen_as(&concern), acknowledged: state.is_acknowledged() })
}

/// A word that this build does not know cannot turn or hide what stands around it.
fn legible(state: OnChainState) -> OnChainState {
    match state {
        OnChainState::Other(word) => OnChainState::Other(clean(&word, 60)),
        known => known,
    }
}

fn beside(told: &Beside) -> BesideView {
    BesideView { name: clean(&told.name, 100), value: clean(&told.value, 2_000), is_link: told.is_link }
}

fn amounts(price: &Price) -> &[Money] {
    let (Price::Fixed(amounts) | Price::Ceiling(amounts)) = price;
    amounts
}

/// `unrecorded`: the agent says more than is kept, so that what it asks may be missing here.
fn question(state: &State, newest: Option<&AgentWord>, unrecorded: bool, now: Moment) -> Option<QuestionView> {
    let word = newest.or(state.agent.as_ref()).filter(|word| word.state == JobState::AwaitingInput);
    let asked = state.question.as_ref();
    if asked.is_none() && (word.is_none() || unrecorded) {
        return None;
    }
    let read = asked.map(|asked| Questions::parse(&asked.schema));
    let unread = match &read {
        None => Some(WhyUnread::Unsaid),
        Some(Err(NoForm::TooMuch { .. })) => Some(WhyUnread::TooMuch),
        Some(Err(NoForm::NotAForm | NoForm::Several)) => Some(WhyUnread::NoForm),
        Some(Ok(_)) => None,
    };
    let came = || asked.map(|asked| present(&JobResult::Json(asked.schema.to_string())));
    let unread = unread.map(|why| Unread { why, asked: came() });
    let questions = read.and_then(std::result::Result::ok);
    let apart = questions.as_ref().is_some_and(|questions| questions.only().is_none());
    let whole =
        |questions: &Questions| questions.only().map_or_else(|| questions.side_by_side(), |one| one.form.clone());
    let form = questions.as_ref().map(|questions| explained(&whole(questions)));
    let (form, notes) = form.unwrap_or((Form { groups: Vec::new() }, std::collections::BTreeMap::new()));
    let draft = form.defaults();
    let sent = asked.is_some_and(|asked| !asked.answer.is_wanted(now));
    let expires = questions.as_ref().and_then(Questions::expire_at);
    let agents = [asked.and_then(|asked| asked.until), expires].into_iter().flatten().min();
    let due = state.answer_by().into_iter().chain(agents).min();
    let own = due.is_some() && due == agents;
    // What is asked about may stand beside the question: a draft, of which nobody should see a part.
    let message = word.map(|word| word.message.as_str()).filter(|message| !message.trim().is_empty());
    let says = message.map(|message| {
        let shown = present(&JobResult::Text(message.to_owned()));
        let more = if shown.shown_cut { message.chars().count().saturating_sub(MAX_SHOWN) } else { 0 };
        SaidBeside { shown, more: u32::try_from(more).unwrap_or(u32::MAX) }
    });
    let id = asked.map(|asked| asked.id.clone()).unwrap_or_default();
    Some(QuestionView { id, form, notes, unread, apart, says, due, due_by_agent: own, sent, draft })
}

fn trouble_view(state: &State, standing: &Standing, trouble: Troubled) -> TroubleView {
    let Troubled { kind, since, until, at, retry } = trouble;
    let quote = match &state.payment {
        Payment::Alarm { differences } => {
            let named = differences.iter().map(|one| format!("{}: {} ≠ {}", one.what, one.approved, one.found));
            clean(&named.collect::<Vec<_>>().join("; "), 2_000)
        }
        // What the node says of its error.
        _ => {
            let action = state.row.as_ref().map(|row| &row.next_action);
            let note = action.and_then(|action| action.error_note.as_deref().or(action.error_type.as_deref()));
            note.map(|note| clean(note, 500)).unwrap_or_default()
        }
    };
    TroubleView { kind, money: standing.money, since, until, at, quote, retry, shortage: None }
}

fn hash_check(state: &State) -> Option<HashCheck> {
    let checked = state.checked()?;
    let on_chain = checked.on_chain.clone()?;
    Some(HashCheck { at: checked.at, on_chain, before: checked.before.clone() })
}

/// What the terms will be held against, as long as they may still come.
fn to_come(state: &State) -> Vec<Ahead> {
    let waits = state.checks.is_empty()
        && state.payment == Payment::None
        && matches!(state.job, Job::Approved | Job::Starting | Job::Started { .. });
    state.order.as_ref().filter(|_| waits).map(expected).unwrap_or_default()
}

fn ledger_lines(state: &State, network: Network) -> Vec<LedgerLine> {
    let Ledger { price, deposit, fees, returned, is_computed, returned_to, to_seller } = Ledger::of(state);
    let back = if is_computed { LedgerWhat::ReturnedComputed } else { LedgerWhat::Returned };
    let lines = [
        (LedgerWhat::Price, price),
        (LedgerWhat::Deposit, deposit.into_iter().collect()),
        (LedgerWhat::Fees, fees.into_iter().collect()),
        (back, returned),
        (LedgerWhat::ToSeller, to_seller),
    ];
    let line = |(what, amounts): (LedgerWhat, Vec<Money>)| LedgerLine {
        what,
        amounts: views(&amounts, network),
        to: returned_to.clone().filter(|_| what == back).map(|address| clean(&address, 200)),
    };
    lines.into_iter().filter(|(_, amounts)| !amounts.is_empty()).map(line).collect()
}

pub(super) fn identifiers(state: &State) -> Vec<(IdentifierName, String)> {
    let (order, row, terms) = (state.order.as_ref(), state.row.as_ref(), state.terms());
    let source = row.and_then(|row| row.payment_source.as_ref());
    let all = [
        (IdentifierName::AgentIdentifier, agent_identifier(state).map(str::to_owned)),
        (IdentifierName::JobId, state.job_id().map(str::to_owned)),
        (IdentifierName::Nonce, order.map(|order| order.nonce.to_string())),
        (IdentifierName::BlockchainIdentifier, state.identifier().map(str::to_owned)),
        (
            IdentifierName::InputHash,
            order
                .map(|order| masumi::proof::input_hash(&order.nonce, &order.input_json))
                .or_else(|| row.and_then(|row| row.input_hash.clone())),
        ),
        (IdentifierName::ResultHash, state.result_hash().map(str::to_owned)),
        (
            IdentifierName::SellerVkey,
            terms.and_then(|terms| terms.seller_vkey.clone()).or_else(|| row.and_then(|row| row.seller_vkey.clone())),
        ),
        (IdentifierName::NodeRow, row.map(|row| row.id.clone())),
        (IdentifierName::Contract, source.and_then(|source| source.smart_contract_address.clone())),
    ];
    all.into_iter().filter_map(|(name, value)| value.map(|value| (name, clean(&value, 8_000)))).collect()
}
