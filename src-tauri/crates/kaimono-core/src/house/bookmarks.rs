//! What the person marks in the open profile: one method per command.

use super::Kaimono;
use crate::{
    blocking::blocking,
    error::Result,
    session::Session,
    view::{
        Changed,
        bookmarks::{BookmarksView, Searched},
        market::AgentCard,
    },
};

impl Kaimono {
    /// Favourites, agents seen last, searches with a name.
    pub async fn bookmarks(&self) -> Result<BookmarksView> {
        let session = self.session()?;
        blocking(|| session.bookmarks().view())
    }

    /// Makes an agent a favourite, or not any more.
    pub async fn favourite(&self, id: &str, on: bool) -> Result<BookmarksView> {
        let session = self.session()?;
        blocking(|| {
            if !on {
                return session.bookmarks().unmark(id);
            }
            // Its page names one that no list has.
            let seen =
                || session.bookmarks().view().ok()?.recent.into_iter().find(|seen| seen.id.eq_ignore_ascii_case(id));
            let listed = session.catalogue().entry(id)?.map(|entry| entry.name);
            let name = listed.or_else(|| seen().map(|seen| seen.name)).unwrap_or_default();
            session.bookmarks().mark(id, &name, session.clock().now())
        })?;
        self.marked(&session)
    }

    /// Keeps a search under a name; the same search once more gets another name.
    pub async fn save_search(&self, list: Searched, name: &str, query: &str) -> Result<BookmarksView> {
        let session = self.session()?;
        blocking(|| session.bookmarks().save_search(list, name, query))?;
        self.marked(&session)
    }

    /// Forgets a search.
    pub async fn forget_search(&self, id: &str) -> Result<BookmarksView> {
        let session = self.session()?;
        blocking(|| session.bookmarks().forget_search(id))?;
        self.marked(&session)
    }

    pub(super) fn marked(&self, session: &Session) -> Result<BookmarksView> {
        self.tell(Changed::Bookmarks);
        blocking(|| session.bookmarks().view())
    }

    /// Remembers that the page of an agent was opened. That it cannot be written is no reason to show no page.
    pub(super) fn saw(&self, session: &Session, card: &AgentCard) {
        match blocking(|| session.bookmarks().saw(&card.id, &card.name, session.clock().now())) {
            Ok(true) => self.tell(Changed::Bookmarks),
            Ok(false) => {}
            Err(failure) => tracing::debug!(%failure, "that an agent was looked at is not remembered"),
        }
    }
}
