//! What the desktop shows: notifications and the tray. The sentences are in `ui/page/words/<language>/notices.json`, with all the
//! others. They are compiled into this program, because they must come when the page is hidden, asleep or gone. The only words of
//! an agent in them are its name, and that is in the summary, which no desktop reads as markup.

use kaimono_core::{
    house::{Ahead, Announcement},
    notice::{About, Ended, Favourite, Little, Priced, Proof, Subject, Wrong},
    view::{
        MoneyView,
        app::Language,
        forecast::{DeadlineView, Foretold, Given, Outcome},
        market::PriceView,
        trouble::Trouble,
    },
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// It has one name in all languages.
pub(crate) const NAME: &str = "Kaimono";

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) summary: String,
    pub(crate) body: String,
    /// What its button says, which opens what it is about.
    pub(crate) open: &'static str,
    /// Stays until it is seen.
    pub(crate) urgent: bool,
}

/// All sentences of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    menu: Menu,
    agent: Agent,
    span: Span,
    price: Price,
    ahead: Foretelling,
    deadline: Conditions,
    /// By what they are.
    deadlines: BTreeMap<String, Said>,
    test: Said,
    several: Said,
    #[serde(rename = "several.favourites")]
    several_favourites: Said,
    #[serde(rename = "several.mixed")]
    several_mixed: Said,
    /// By what they are about.
    notices: BTreeMap<String, Said>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Menu {
    open: String,
    pause: String,
    quit: String,
    /// Over the dialog that asks where a file is saved.
    save: String,
    read: String,
    purchases: Open,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    none: String,
    #[serde(flatten)]
    some: Counted,
}

/// How an agent is called, and one without a name, where the sentence speaks of it, to it, and for it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agent {
    named: String,
    unnamed: String,
    #[serde(rename = "unnamed.object")]
    unnamed_object: String,
    #[serde(rename = "unnamed.for")]
    unnamed_for: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    /// Between thousands.
    group: String,
    seconds: Counted,
    minutes: Counted,
    hours: Counted,
    days: Counted,
}

/// What is said of a price that is no amount, or in a token that nobody knows here.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Price {
    /// Between a number and its fraction.
    decimal: String,
    dynamic: String,
    free: String,
    unknown: String,
    token: String,
}

/// What becomes of what is open: each part beside what becomes of how much.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foretelling {
    nothing: String,
    paid: String,
    back: String,
    open: String,
    undecided: String,
    uncollected: String,
    unknown: String,
    /// What stands for tokens that nobody knows here.
    other: String,
    next: String,
}

/// What a deadline depends on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Conditions {
    from: String,
    result: String,
    no_result: String,
    no_lock: String,
}

/// English and German have two forms for numbers.
#[derive(Debug, Default, Deserialize)]
struct Counted {
    one: String,
    other: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    summary: String,
    body: String,
}

/// What is put into the places of a sentence.
#[derive(Debug, Default)]
struct Filled {
    count: usize,
    left: String,
    before: String,
    now: String,
}

static ENGLISH: LazyLock<Table> = LazyLock::new(|| read(include_str!("../../ui/page/words/en/notices.json")));
static GERMAN: LazyLock<Table> = LazyLock::new(|| read(include_str!("../../ui/page/words/de/notices.json")));

/// Tests hold that each is read whole.
fn read(text: &str) -> Table {
    serde_json::from_str(text).unwrap_or_default()
}

/// The sentences of a language.
pub(crate) fn of(language: Language) -> &'static Table {
    match language {
        Language::En => &ENGLISH,
        Language::De => &GERMAN,
    }
}

/// In the place of a number that is hidden.
const HIDDEN: &str = "••••";

impl Table {
    /// A notification that tells nothing.
    pub(crate) fn test(&'static self) -> Words {
        self.words(&self.test, "", Filled::default(), false)
    }

    /// What an announcement says.
    pub(crate) fn announcement(&'static self, announcement: &Announcement) -> Words {
        match announcement {
            Announcement::One(notice) => self.one(&notice.agent, notice.about, notice.priced.as_ref()),
            Announcement::Several(notices) => {
                let urgent = notices.iter().any(|notice| is_urgent(notice.about));
                let count = |of: fn(&Subject) -> bool| notices.iter().filter(|notice| of(&notice.subject)).count();
                let purchases = count(|subject| matches!(subject, Subject::Purchase(_)));
                let agents = count(|subject| matches!(subject, Subject::Agent(_)));
                self.several(purchases, agents, notices.len() - purchases - agents, urgent)
            }
        }
    }

    fn several(&'static self, purchases: usize, favourites: usize, wallets: usize, urgent: bool) -> Words {
        let said = match (purchases, favourites, wallets) {
            (_, 0, 0) => &self.several,
            (0, _, 0) => &self.several_favourites,
            _ => &self.several_mixed,
        };
        self.words(said, "", Filled { count: purchases + favourites + wallets, ..Filled::default() }, urgent)
    }

    fn one(&'static self, agent: &str, about: About, priced: Option<&Priced>) -> Words {
        static NOTHING: Said = Said { summary: String::new(), body: String::new() };
        let (key, left) = key(about);
        let price = |price: Option<&PriceView>| price.map(|price| self.price(price)).unwrap_or_default();
        let filled = Filled {
            count: 1,
            left: left.map(|left| self.span(left)).unwrap_or_default(),
            before: price(priced.map(|priced| &priced.before)),
            now: price(priced.map(|priced| &priced.now)),
        };
        self.words(self.notices.get(key).unwrap_or(&NOTHING), agent, filled, is_urgent(about))
    }

    fn words(&'static self, said: &Said, agent: &str, facts: Filled, urgent: bool) -> Words {
        let Filled { count, left, before, now } = facts;
        let filled = |sentence: &str| {
            let places = [("{left}", &left), ("{count}", &count.to_string()), ("{before}", &before), ("{now}", &now)];
            let sentence = places.iter().fold(sentence.to_owned(), |text, (place, fact)| text.replace(place, fact));
            // The name last: nothing in it is a place to fill.
            capital(&self.called(&sentence, agent))
        };
        Words { summary: filled(&said.summary), body: filled(&said.body), open: self.open(), urgent }
    }

    /// What an agent costs. Words of sellers are not repeated: a body may be read as markup.
    fn price(&self, price: &PriceView) -> String {
        match price {
            PriceView::Dynamic => self.price.dynamic.clone(),
            PriceView::Free => self.price.free.clone(),
            PriceView::Unknown { .. } => self.price.unknown.clone(),
            PriceView::Fixed { amounts } if amounts.iter().all(|money| money.known) => {
                amounts.iter().map(|money| self.amount(money)).collect::<Vec<_>>().join(" + ")
            }
            PriceView::Fixed { .. } => self.price.token.clone(),
        }
    }

    /// An amount with the separators of the language; no line ends within it.
    fn amount(&self, money: &MoneyView) -> String {
        let (number, unit) = money.text.rsplit_once(' ').unwrap_or((&money.text, ""));
        let mark = |letter| match letter {
            ',' => self.span.group.clone(),
            '.' => self.price.decimal.clone(),
            other => String::from(other),
        };
        format!("{}\u{a0}{unit}", number.chars().map(mark).collect::<String>())
    }

    fn called(&self, sentence: &str, name: &str) -> String {
        let Agent { named, unnamed, unnamed_object, unnamed_for } = &self.agent;
        let named = named.replace("{name}", name);
        let or = |unnamed: &str| if name.is_empty() { unnamed.to_owned() } else { named.clone() };
        let places =
            [("{agent}", or(unnamed)), ("{agent.object}", or(unnamed_object)), ("{agent.for}", or(unnamed_for))];
        let found = places.iter().find_map(|(place, called)| sentence.split_once(place).map(|cut| (cut, called)));
        found.map_or_else(|| sentence.to_owned(), |((before, after), called)| format!("{before}{called}{after}"))
    }

    /// What opens Kaimono.
    pub(crate) fn open(&self) -> &str {
        &self.menu.open
    }

    /// What pauses buying, and says whether it is paused.
    pub(crate) fn pause(&self) -> &str {
        &self.menu.pause
    }

    /// What ends it.
    pub(crate) fn quit(&self) -> &str {
        &self.menu.quit
    }

    /// Over the dialog that asks where a file is saved.
    pub(crate) fn save(&self) -> &str {
        &self.menu.save
    }

    /// Over the dialog that asks which file is read.
    pub(crate) fn read(&self) -> &str {
        &self.menu.read
    }

    /// The line of the tray's menu.
    pub(crate) fn open_purchases(&self, open: u32) -> String {
        match open {
            0 => self.menu.purchases.none.clone(),
            open => self.menu.purchases.some.of(open.into(), &self.span.group),
        }
    }

    /// The lines of the tray that tell what becomes of what is open.
    pub(crate) fn ahead(&self, ahead: &Ahead, hidden: bool) -> Vec<String> {
        let part = |(what, sum): &(Outcome, Vec<MoneyView>)| {
            let (known, other): (Vec<&MoneyView>, Vec<&MoneyView>) = sum.iter().partition(|money| money.known);
            let known = known.into_iter().map(|money| match money.text.rsplit_once(' ') {
                Some((_, unit)) if hidden => format!("{HIDDEN}\u{a0}{unit}"),
                _ => self.amount(money),
            });
            let amounts: Vec<_> = known.chain((!other.is_empty()).then(|| self.ahead.other.clone())).collect();
            self.outcome(*what).replace("{amounts}", &amounts.join(" + "))
        };
        let parts: Vec<String> = ahead.outlook.iter().flat_map(|outlook| &outlook.sums).map(part).collect();
        let sums = (!parts.is_empty()).then(|| self.ahead.nothing.replace("{parts}", &parts.join(", ")));
        let next = ahead.left.map(|left| self.ahead.next.replace("{left}", &self.span(left)));
        sums.into_iter().chain(next).collect()
    }

    fn outcome(&self, outcome: Outcome) -> &str {
        let Foretelling { paid, back, open, undecided, uncollected, unknown, .. } = &self.ahead;
        match outcome {
            Outcome::Paid => paid,
            Outcome::Back => back,
            Outcome::Open => open,
            Outcome::Undecided => undecided,
            Outcome::Uncollected => uncollected,
            Outcome::Unknown => unknown,
        }
    }

    /// A deadline for a calendar: in one line, and in sentences.
    pub(crate) fn deadline(&self, deadline: &DeadlineView) -> (String, String) {
        let Some(said) = self.deadlines.get(deadline_key(deadline.what)) else { return Default::default() };
        let Conditions { from, result, no_result, no_lock } = &self.deadline;
        let given = match deadline.given {
            Given::Nothing => None,
            Given::Result => Some(result),
            Given::NoResult => Some(no_result),
            Given::NoLock => Some(no_lock),
        };
        let from = (!deadline.exact).then_some(from);
        let sentences: Vec<&str> = [Some(&said.body), given, from].into_iter().flatten().map(String::as_str).collect();
        (capital(&self.called(&said.summary, &deadline.agent_name)), sentences.join(" "))
    }

    /// A span by the rule of `ui/page/words/spans.json`; milliseconds, positive.
    fn span(&self, millis: i64) -> String {
        let Span { group, seconds, minutes, hours, days } = &self.span;
        let whole = millis / 1000;
        let said = match (whole / 86_400, whole / 3600 % 24, whole / 60 % 60) {
            (0, 0, 0) => seconds.of(whole, group),
            (0, 0, minute) => minutes.of(minute, group),
            (0, hour @ 1..FEW_HOURS, minute @ 1..) => {
                format!("{} {}", hours.of(hour, group), minutes.of(minute, group))
            }
            (0, hour, _) => hours.of(hour, group),
            (day @ 1..FEW_DAYS, hour @ 1.., _) => format!("{} {}", days.of(day, group), hours.of(hour, group)),
            (day, _, _) => days.of(day, group),
        };
        // No line ends within it.
        said.replace(' ', "\u{a0}")
    }
}

/// From so many hours on minutes do not matter, and from so many days on hours.
const FEW_HOURS: i64 = 6;
const FEW_DAYS: i64 = 3;

impl Counted {
    fn of(&self, count: i64, group: &str) -> String {
        let form = if count == 1 { &self.one } else { &self.other };
        form.replace("{count}", &grouped(count, group))
    }
}

fn grouped(count: i64, group: &str) -> String {
    let digits = count.to_string();
    let mut written = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push_str(group);
        }
        written.push(digit);
    }
    written
}

/// A sentence begins with a capital, whatever stands first in it.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Under which key its sentences stand, and how much time they tell is left.
fn key(about: About) -> (&'static str, Option<i64>) {
    let some = |left: Option<i64>| left.filter(|left| *left > 0);
    match about {
        About::Result(Proof::Proven) => ("result.proven", None),
        About::Result(Proof::NotYet) => ("result.not-yet", None),
        About::Result(Proof::Free) => ("result.free", None),
        About::Question { left } => (some(left).map_or("question", |_| "question.due"), some(left)),
        About::Wrong(Wrong::NoResult) => ("wrong.no-result", None),
        About::Wrong(Wrong::Mismatch) => ("wrong.mismatch", None),
        About::Wrong(Wrong::TooLarge) => ("wrong.too-large", None),
        About::Wrong(Wrong::Failed) => ("wrong.failed", None),
        About::Wrong(Wrong::FailedFree) => ("wrong.failed-free", None),
        About::Closing { wrong: Wrong::Mismatch, left } => ("closing.mismatch", Some(left)),
        About::Closing { wrong: Wrong::TooLarge, left } => ("closing.too-large", Some(left)),
        // Nothing else has a window that closes.
        About::Closing { wrong: Wrong::NoResult | Wrong::Failed | Wrong::FailedFree, left } => {
            ("closing.no-result", Some(left))
        }
        About::Refund => ("refund", None),
        About::Trouble(kind) => (trouble(kind), None),
        About::Overdue => ("overdue", None),
        About::Ended(Ended::Job) => ("ended.job", None),
        About::Ended(Ended::Terms) => ("ended.terms", None),
        About::Ended(Ended::Approval) => ("ended.approval", None),
        About::Ended(Ended::Payment) => ("ended.payment", None),
        About::Approval { left } => (some(left).map_or("approval", |_| "approval.due"), some(left)),
        About::Lapsed { left } => (some(left).map_or("lapsed", |_| "lapsed.due"), some(left)),
        About::Favourite(Favourite::Dearer) => ("favourite.dearer", None),
        About::Favourite(Favourite::Cheaper) => ("favourite.cheaper", None),
        About::Favourite(Favourite::Repriced) => ("favourite.repriced", None),
        About::Favourite(Favourite::Away) => ("favourite.away", None),
        About::Favourite(Favourite::Back) => ("favourite.back", None),
        About::Favourite(Favourite::Gone) => ("favourite.gone", None),
        About::Low(Little::FewPurchases) => ("low.few", None),
        About::Low(Little::OnePurchase) => ("low.one", None),
        About::Low(Little::NoPurchase) => ("low.none", None),
    }
}

/// Under which key the sentences of a deadline stand.
fn deadline_key(what: Foretold) -> &'static str {
    match what {
        Foretold::JobStarts => "job-starts",
        Foretold::PaymentStarts => "payment-starts",
        Foretold::ApprovalRunsOut => "approval-runs-out",
        Foretold::QuestionRunsOut => "question-runs-out",
        Foretold::CarriedOut => "carried-out",
        Foretold::PayBy => "pay-by",
        Foretold::GivenUp => "given-up",
        Foretold::ResultDue => "result-due",
        Foretold::ObjectionCloses => "objection-closes",
        Foretold::SellerPaid => "seller-paid",
        Foretold::AutomaticRefund => "automatic-refund",
        Foretold::RefundPaidOut => "refund-paid-out",
        Foretold::AdminsDecide => "admins-decide",
    }
}

/// What does not go on, or did not happen.
fn trouble(kind: Trouble) -> &'static str {
    use Trouble as T;
    match kind {
        T::Queued => "trouble.queued",
        T::PolicyDenied => "trouble.policy-denied",
        T::InsufficientFunds => "trouble.insufficient-funds",
        T::LockFailed => "trouble.lock-failed",
        T::PaymentUnknown => "trouble.payment-unknown",
        T::Different => "trouble.different",
        T::Foreign => "trouble.foreign",
        T::LockInvalid => "trouble.lock-invalid",
        T::NeverPaid => "trouble.never-paid",
        T::LockLost => "trouble.lock-lost",
        T::LockOverdue => "trouble.lock-overdue",
        T::RolledBack => "trouble.rolled-back",
        T::RefundOverdue => "trouble.refund-overdue",
        T::NotCollected => "trouble.not-collected",
        T::RequestOverdue => "trouble.request-overdue",
        T::RequestTooLate => "trouble.request-too-late",
        T::Denied => "trouble.denied",
        T::NodeStuck => "trouble.node-stuck",
        // A wait, or what is told under another heading.
        T::Unconfirmed
        | T::UnseenByAgent
        | T::AgentSilent
        | T::AgentForgot
        | T::AgentFailed
        | T::Unproven
        | T::HashWithoutResult
        | T::Mismatch
        | T::Disputed => "trouble.other",
    }
}

fn is_urgent(about: About) -> bool {
    use Trouble as T;
    matches!(about, About::Closing { .. } | About::Trouble(T::Different | T::Foreign | T::LockInvalid | T::Denied))
}

#[cfg(test)]
mod tests;
