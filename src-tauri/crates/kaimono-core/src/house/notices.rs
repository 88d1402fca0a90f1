//! What the person is told while looking elsewhere, and what closing the window means while something is open.

#[cfg(test)]
mod tests;

use super::Kaimono;
use crate::{
    error::Result,
    notice::{About, Notice, Subject},
    session::Session,
    text::clean,
    view::app::Settings,
    wallet::LowWallet,
};
use masumi::moment::DAY;
use std::{collections::BTreeSet, sync::PoisonError};

/// What is told in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// One thing.
    One(Notice),
    /// Several at once, after quiet hours or a long absence: that there are so many.
    Several(Vec<Notice>),
}

impl Announcement {
    /// What it tells of.
    pub fn notices(&self) -> &[Notice] {
        match self {
            Announcement::One(notice) => std::slice::from_ref(notice),
            Announcement::Several(notices) => notices,
        }
    }
}

/// Where the person is, and what time it is there.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// Kaimono's window is the one in use.
    pub looking: bool,
    /// Minutes after local midnight.
    pub minute: u16,
}

/// What closing the window leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// The end of the program.
    Quit,
    /// It goes on without its window.
    Watch,
    /// The person is asked.
    Ask,
}

/// More at once than this are told as one.
const AT_ONCE: usize = 3;
/// What happened to a favourite longer ago is told by the page of what changed.
const RECENT: i64 = 3 * DAY;
/// Characters of an agent's name.
const NAME: usize = 48;

impl Kaimono {
    /// Whether the person's own sums are not to be read by whoever looks at the screen.
    pub fn hides_amounts(&self) -> Result<bool> {
        Ok(self.0.directory.settings()?.hide_amounts)
    }

    /// What is to be told now. What the person does not want to hear, or is looking at, counts as told.
    pub fn announcements(&self, around: Surroundings) -> Result<Vec<Announcement>> {
        let Settings { notices: wanted, quiet, .. } = self.0.directory.settings()?;
        let active = self.sessions().active.clone();
        let mut due = Vec::new();
        for session in self.watched() {
            let looked_at = session.purchases().standings().memory().looked_at().map(Subject::Purchase);
            let looking = around.looking && active.as_deref() == Some(session.id());
            for notice in of_purchases(&session).chain(of_favourites(&session)).chain(of_wallets(&session)) {
                if !wanted.contains(&notice.about.kind()) || looking && looked_at.as_ref() == Some(&notice.subject) {
                    session.purchases().standings().told(notice.subject.id(), &notice.key);
                } else {
                    due.push(notice);
                }
            }
        }
        let mut held = self.0.held_back.lock().unwrap_or_else(PoisonError::into_inner);
        if quiet.is_some_and(|quiet| quiet.hold(around.minute)) {
            held.extend(due.iter().map(name));
            return Ok(Vec::new());
        }
        let held = std::mem::take(&mut *held);
        let together = due.len() > AT_ONCE || due.len() > 1 && due.iter().any(|notice| held.contains(&name(notice)));
        Ok(if together { vec![Announcement::Several(due)] } else { due.into_iter().map(Announcement::One).collect() })
    }

    /// Notes that something was told: it is not told again, also after a restart.
    pub fn told(&self, announcement: &Announcement) {
        let sessions = self.sessions();
        for notice in announcement.notices() {
            if let Some(session) = sessions.by_id.get(&notice.profile) {
                session.purchases().standings().told(notice.subject.id(), &notice.key);
            }
        }
    }

    /// How many purchases are open, with all nodes; each once, also where two profiles are of one node.
    pub fn open_purchases(&self) -> u32 {
        let open: BTreeSet<String> =
            self.watched().iter().flat_map(|session| session.purchases().standings().open_identifiers()).collect();
        u32::try_from(open.len()).unwrap_or(u32::MAX)
    }

    /// What closing the window leads to. `tray`: there is a way back to it then.
    pub fn closing(&self, tray: bool) -> Result<Closing> {
        // As long as a profile is still being read, there may be something open in it.
        let nothing_open = self.open_purchases() == 0 && self.sessions().all_open;
        if nothing_open || !self.0.directory.settings()?.keep_watching {
            return Ok(Closing::Quit);
        }
        Ok(if tray && self.0.directory.said_what_closing_means()? { Closing::Watch } else { Closing::Ask })
    }

    /// Notes that the person knows what closing the window means.
    pub fn said_what_closing_means(&self) -> Result<()> {
        self.0.directory.say_what_closing_means()
    }
}

/// What is to be told of purchases.
fn of_purchases(session: &Session) -> impl Iterator<Item = Notice> {
    let profile = session.id().to_owned();
    session.purchases().standings().worth_telling().into_iter().map(move |(purchase, agent, key, about)| Notice {
        profile: profile.clone(),
        subject: Subject::Purchase(purchase),
        agent: called(&agent),
        about,
        priced: None,
        key,
    })
}

/// What is to be told of favourites. Where that cannot be read, nothing is.
fn of_favourites(session: &Session) -> impl Iterator<Item = Notice> {
    let recently = session.clock().now().plus(-RECENT);
    let news = session.bookmarks().favourites_since().and_then(|starred| match starred.is_empty() {
        true => Ok(Vec::new()),
        false => session.catalogue().news_of(&starred, recently),
    });
    let news =
        news.inspect_err(|failure| tracing::debug!(%failure, "nothing is told of favourites")).unwrap_or_default();
    let notices = news.into_iter().map(|news| Notice {
        profile: session.id().to_owned(),
        subject: Subject::Agent(news.id),
        agent: called(&news.name),
        about: About::Favourite(news.what),
        priced: news.priced,
        key: format!("{}-{}", news.what.word(), news.at.0),
    });
    let standings = session.purchases().standings();
    notices.filter(|notice| !standings.was_told(notice.subject.id(), &notice.key)).collect::<Vec<_>>().into_iter()
}

/// What is to be told of wallets: after each purchase once, while they hold little.
fn of_wallets(session: &Session) -> impl Iterator<Item = Notice> {
    let notice = |LowWallet { address, little, last_bought }| Notice {
        profile: session.id().to_owned(),
        subject: Subject::Wallet(address),
        agent: String::new(),
        about: About::Low(little),
        priced: None,
        key: format!("low-{}-{}", little.word(), last_bought.0),
    };
    let standings = session.purchases().standings();
    let notices = session.low_wallets().into_iter().map(notice);
    notices.filter(|notice| !standings.was_told(notice.subject.id(), &notice.key)).collect::<Vec<_>>().into_iter()
}

/// An agent's name as a notice has it.
fn called(name: &str) -> String {
    clean(&name.replace(['“', '”', '„', '"'], ""), NAME)
}

fn name(notice: &Notice) -> String {
    format!("{}/{}/{}", notice.profile, notice.subject.id(), notice.key)
}

/// Notices that were held back in this run.
pub(super) type HeldBack = std::sync::Mutex<BTreeSet<String>>;
