//! What the person allows themselves to spend on the network of the open profile, and the pause. It counts for all profiles there, also
//! for those that were removed: what was bought with them was bought.

use super::{House, Kaimono};
use crate::{
    error::{Code, Failure, Result, Side},
    limits::{
        calendar::Day,
        gate::{Ledger, Records, unread},
        rules::{Counterpart, LONGEST_WAIT, Limit, MOST_LIMITS, MOST_LISTED, Over, Rules, Wait},
    },
    purchase::approval::typed_amount,
    session::Session,
    text::clean,
    view::{
        Changed,
        app::AppView,
        buy::CeilingDraft,
        limits::{LimitDraft, LimitView, LimitsView, UnreadLimits, WaitDraft},
    },
};
use masumi::{
    form::{FieldError, Rule},
    money::{TOKENS, Unit},
    node::Network,
};
use std::sync::Weak;

/// Characters of an agent's name.
const NAME: usize = 120;
/// Hex digits of a payment key hash. An agentIdentifier is longer: it begins with a policy of as many.
const KEY: usize = 56;
/// And no longer than this.
const LONGEST: usize = 120;

/// What the house keeps, for the gate.
pub(super) struct Kept(pub(super) Weak<House>);

impl Kept {
    fn house(&self) -> Result<Kaimono> {
        self.0.upgrade().map(Kaimono).ok_or_else(|| Failure::new(Code::Internal, Side::App))
    }
}

impl Records for Kept {
    fn is_paused(&self) -> Result<bool> {
        self.house()?.0.directory.is_paused()
    }

    fn rules(&self, network: Network) -> Result<Rules> {
        self.house()?.rules(network)
    }

    fn counted(&self, network: Network, day: Day) -> Result<Ledger> {
        let kaimono = self.house()?;
        let directory = &kaimono.0.directory;
        let mut ledger = Ledger::default();
        for profile in directory.profiles()?.into_iter().chain(directory.removed()?) {
            if profile.network != network {
                continue;
            }
            let label = profile.label.clone();
            // One that could not be opened is tried again in the background.
            let failed = kaimono.sessions().failed.get(&profile.id).map(|unopened| unopened.why.clone());
            let counted = failed.map_or_else(|| kaimono.open(profile), Err);
            let counted = counted.and_then(|session| session.purchases().book().counted(day));
            ledger.add(counted.map_err(|failure| {
                let quote = format!("{label}: {}", failure.quote);
                failure.quoting(&quote)
            })?);
        }
        Ok(ledger)
    }
}

impl Kaimono {
    /// Takes note of how far the person's clock is ahead of UTC, minutes: which day it is for them.
    pub fn set_ahead_of_utc(&self, minutes: i32) {
        self.0.gate.set_ahead(minutes);
    }

    /// What was set for the network of the open profile, and how full it is.
    pub async fn limits(&self) -> Result<LimitsView> {
        let session = self.session()?;
        let network = session.network();
        let rules = match self.rules(network) {
            Ok(rules) => rules,
            Err(failure) => {
                let unread = Some(UnreadLimits { failure, rules: true });
                return Ok(LimitsView { unread, ..LimitsView::of(network, &Rules::default(), Ok(Vec::new())) });
            }
        };
        let meters = crate::blocking::blocking(|| self.0.gate.meters(network, session.clock().machine()));
        Ok(LimitsView { units: units(network), ..LimitsView::of(network, &rules, meters) })
    }

    /// Sets a limit. The errors by field.
    pub async fn save_limit(&self, draft: &LimitDraft) -> Result<Vec<FieldError>> {
        let session = self.session()?;
        let most = self.typed(&draft.amount, &draft.unit, session.network())?;
        let with = (!draft.who.trim().is_empty()).then(|| self.counterpart(&session, &draft.who)).transpose();
        let (most, with) = match (most, with) {
            (Ok(most), Ok(with)) => (most, with),
            (most, with) => return Ok(most.err().into_iter().chain(with.err()).collect()),
        };
        let limit = Limit { over: draft.over, with, most };
        self.change(session.network(), |rules| {
            let there = rules.limits.len();
            match rules.limits.iter_mut().find(|before| before.key() == limit.key()) {
                Some(before) => *before = limit,
                None if there < MOST_LIMITS => rules.limits.push(limit),
                None => return Err(full()),
            }
            Ok(())
        })?;
        Ok(Vec::new())
    }

    /// Takes a limit away.
    pub async fn remove_limit(&self, id: &str) -> Result<()> {
        self.change(self.session()?.network(), |rules| {
            rules.limits.retain(|limit| limit.key() != id);
            Ok(())
        })
    }

    /// Sets above which price a job waits before it is started. The errors by field.
    pub async fn save_wait(&self, draft: &WaitDraft) -> Result<Vec<FieldError>> {
        let session = self.session()?;
        let above = match self.typed(&draft.amount, &draft.unit, session.network())? {
            Ok(above) => above,
            Err(error) => return Ok(vec![error]),
        };
        if !(1..=LONGEST_WAIT).contains(&draft.minutes) {
            return Ok(vec![refused("minutes", Rule::NotAnOption)]);
        }
        let wait = Wait { above, minutes: draft.minutes };
        self.change(session.network(), |rules| {
            rules.waits.retain(|before| before.above.unit != wait.above.unit);
            rules.waits.push(wait);
            Ok(())
        })?;
        Ok(Vec::new())
    }

    /// Takes the waiting time of a token away.
    pub async fn remove_wait(&self, unit: &str) -> Result<()> {
        self.change(self.session()?.network(), |rules| {
            rules.waits.retain(|wait| wait.above.unit.wire() != unit);
            Ok(())
        })
    }

    /// Sets above which price the person has to type the amount. The errors by field.
    pub async fn save_typing(&self, draft: &CeilingDraft) -> Result<Vec<FieldError>> {
        let session = self.session()?;
        let above = match self.typed(&draft.amount, &draft.unit, session.network())? {
            Ok(above) => above,
            Err(error) => return Ok(vec![error]),
        };
        self.change(session.network(), |rules| {
            rules.typed.retain(|before| before.unit != above.unit);
            rules.typed.push(above);
            Ok(())
        })?;
        Ok(Vec::new())
    }

    /// Takes that away for a token.
    pub async fn remove_typing(&self, unit: &str) -> Result<()> {
        self.change(self.session()?.network(), |rules| {
            rules.typed.retain(|above| above.unit.wire() != unit);
            Ok(())
        })
    }

    /// Whether only what is listed can be bought from.
    pub async fn set_only_listed(&self, on: bool) -> Result<()> {
        self.change(self.session()?.network(), |rules| {
            rules.only_listed = on;
            Ok(())
        })
    }

    /// Puts an agent or a seller on the list. The errors by field.
    pub async fn list(&self, who: &str) -> Result<Vec<FieldError>> {
        let session = self.session()?;
        let listed = match self.counterpart(&session, who) {
            Ok(listed) => listed,
            Err(error) => return Ok(vec![error]),
        };
        self.change(session.network(), |rules| {
            rules.listed.retain(|before| before.key() != listed.key());
            if rules.listed.len() >= MOST_LISTED {
                return Err(full());
            }
            rules.listed.push(listed);
            Ok(())
        })?;
        Ok(Vec::new())
    }

    /// Takes one off the list.
    pub async fn unlist(&self, id: &str) -> Result<()> {
        self.change(self.session()?.network(), |rules| {
            rules.listed.retain(|listed| listed.key() != id);
            Ok(())
        })
    }

    /// Begins anew where what was set cannot be read, and only there.
    pub async fn reset_limits(&self) -> Result<()> {
        let network = self.session()?.network();
        if self.rules(network).is_ok() {
            return Err(Failure::new(Code::NotNow, Side::App).quoting("it can be read"));
        }
        self.0.gate.hold(|| self.0.directory.set_limits(network, &text(&Rules::default())?))?;
        self.tell(Changed::App);
        Ok(())
    }

    /// Pauses buying, or goes on. What was approved and has not begun waits meanwhile, for as long as its approval is good.
    pub async fn pause_buying(&self, paused: bool) -> Result<AppView> {
        self.0.gate.hold(|| self.0.directory.set_paused(paused))?;
        if !paused {
            let sessions: Vec<_> = self.sessions().by_id.values().cloned().collect();
            sessions.iter().for_each(|session| session.purchases().book().touch_due());
        }
        self.tell(Changed::App);
        self.tell(Changed::Purchases);
        self.app().await
    }

    /// Whether buying is paused.
    pub fn is_paused(&self) -> Result<bool> {
        self.0.directory.is_paused()
    }

    /// The limits over time of the network of a profile, for the frame; none before all profiles are open.
    pub(super) fn limits_in_the_frame(&self, session: &Session) -> Vec<LimitView> {
        let network = session.network();
        if !self.sessions().all_open {
            return Vec::new();
        }
        let meters = crate::blocking::blocking(|| self.0.gate.meters(network, session.clock().machine()));
        let meters = meters.unwrap_or_default();
        meters
            .iter()
            .filter(|meter| meter.limit.over != Over::Purchase)
            .map(|meter| LimitView::of(meter, network))
            .collect()
    }

    /// Whether what was bought with profiles that were removed has to be known.
    pub(super) fn counts_removed(&self, network: Network) -> bool {
        self.rules(network).is_ok_and(|rules| rules.are_over_time())
    }

    fn rules(&self, network: Network) -> Result<Rules> {
        let Some(text) = self.0.directory.limits(network)? else { return Ok(Rules::default()) };
        let damaged = |error: serde_json::Error| unread(&crate::store::damaged(&format!("limits: {error}")));
        serde_json::from_str(&text).map_err(damaged)
    }

    fn change(&self, network: Network, change: impl FnOnce(&mut Rules) -> Result<()>) -> Result<()> {
        self.0.gate.hold(|| {
            let mut rules = self.rules(network)?;
            change(&mut rules)?;
            self.0.directory.set_limits(network, &text(&rules)?)
        })?;
        self.tell(Changed::App);
        Ok(())
    }

    /// Reads an amount as typed; nothing is an amount as well.
    fn typed(
        &self,
        amount: &str,
        unit: &str,
        network: Network,
    ) -> Result<std::result::Result<masumi::money::Money, FieldError>> {
        let draft = CeilingDraft { amount: self.language()?.amount_in_english(amount), unit: unit.to_owned() };
        Ok(typed_amount("amount", &draft, network))
    }

    /// An agent or a seller as typed: by how long it is.
    fn counterpart(&self, session: &Session, typed: &str) -> std::result::Result<Counterpart, FieldError> {
        let id = typed.trim().to_ascii_lowercase();
        let hex = id.bytes().all(|byte| byte.is_ascii_hexdigit()) && id.len() <= LONGEST;
        match id.len() {
            KEY if hex => Ok(Counterpart::Seller { id, name: String::new() }),
            length if hex && length > KEY => {
                let entry = session.catalogue().entry(&id).ok().flatten();
                let name = entry.map(|entry| clean(&entry.name, NAME)).unwrap_or_default();
                Ok(Counterpart::Agent { id, name })
            }
            _ => Err(refused("who", Rule::Shape)),
        }
    }
}

fn text(rules: &Rules) -> Result<String> {
    serde_json::to_string(rules).map_err(|error| Failure::new(Code::Internal, Side::App).quoting(&error.to_string()))
}

fn full() -> Failure {
    Failure::new(Code::NotNow, Side::App).quoting("the list is full")
}

fn refused(field: &str, rule: Rule) -> FieldError {
    FieldError { field: field.to_owned(), rule, limit: String::new(), text: String::new() }
}

/// Tokens that this network has.
fn units(network: Network) -> Vec<(String, String)> {
    let tokens = TOKENS.iter().filter(|token| token.network == network);
    let tokens = tokens.map(|token| (token.unit.to_owned(), token.ticker.to_owned()));
    let ada = Unit::Ada.known(network).map(|ada| (Unit::Ada.wire().to_owned(), ada.ticker.to_owned()));
    ada.into_iter().chain(tokens).collect()
}
