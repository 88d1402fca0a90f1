//! What the desktop offers beside a window: notifications, a tray, dialogs for files, and a way for a second start to find the first.
//! On Linux all of them are services on the session bus, which any desktop may lack, so no library has to be loaded that could be
//! missing. The settings say what is not there. Windows and macOS have them all.

#[cfg(target_os = "linux")]
mod activation;
#[cfg(target_os = "linux")]
mod autostart;
#[cfg(target_os = "linux")]
mod chooser;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod outage;
#[cfg(target_os = "linux")]
mod portal;
#[cfg(target_os = "linux")]
pub(crate) use {
    activation::{activate, given as activation_token, is_wayland, passed_on},
    linux::{Desktop, ahead_of_utc, local_minute, show_running},
};

#[cfg(not(target_os = "linux"))]
mod native;
#[cfg(not(target_os = "linux"))]
pub(crate) use native::{Desktop, activation_token, ahead_of_utc, local_minute, show_running};

use crate::{
    house::{self, House},
    window, words,
};
use futures_util::future::BoxFuture;
use kaimono_core::{
    Kaimono,
    error::{Code, Failure, Side},
    house::{Announcement, Place, Surroundings},
    notice::Subject,
    view::app::{DesktopView, Language, Opened, OpenedPage},
};
use std::time::Duration;
#[cfg(not(target_os = "macos"))]
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};
use tauri::{AppHandle, Manager};
use tokio::sync::broadcast::error::TryRecvError;

/// Deadlines come near without anything changing.
const LOOK: Duration = Duration::from_secs(15);
/// What belongs together comes within a moment: a result and its hash.
const MOMENT: Duration = Duration::from_secs(1);

/// The question where a file is saved, in the person's language.
pub(crate) fn asked_where<'a>(
    desktop: &'a Desktop,
    app: &AppHandle,
) -> impl FnOnce(String) -> BoxFuture<'a, Option<Place>> {
    let title = words::of(language(app)).save();
    move |name| Box::pin(async move { desktop.place(title, &name).await })
}

/// The question which file is opened, likewise.
pub(crate) fn asked_which<'a>(desktop: &'a Desktop, app: &AppHandle) -> impl FnOnce() -> BoxFuture<'a, Option<Place>> {
    let title = words::of(language(app)).read();
    move || Box::pin(desktop.file(title))
}

/// Tells the person what happens while nobody looks at the window, for as long as the program runs.
pub(crate) async fn announce(app: AppHandle) {
    let house = app.state::<House>();
    let Ok(kaimono) = house.open() else { return };
    let (desktop, mut changes) = (app.state::<Desktop>(), kaimono.changes());
    kaimono.set_ahead_of_utc(ahead_of_utc());
    loop {
        let _ = tokio::time::timeout(LOOK, changes.recv()).await;
        tokio::time::sleep(MOMENT).await;
        while !matches!(changes.try_recv(), Err(TryRecvError::Empty | TryRecvError::Closed)) {}
        kaimono.set_ahead_of_utc(ahead_of_utc());
        desktop.keep_told(told(&app, kaimono)).await;
        if let Err(failure) = tell(&app, kaimono, &desktop).await {
            tracing::warn!(%failure, "nothing can be told");
        }
    }
}

async fn tell(app: &AppHandle, kaimono: &Kaimono, desktop: &Desktop) -> kaimono_core::error::Result<()> {
    let around = Surroundings { looking: window::is_in_use(app), minute: local_minute() };
    for announcement in kaimono.announcements(around)? {
        let opens = opens(&announcement);
        // What cannot be shown is not told: it is tried again for as long as it is true.
        if desktop.show(&words::of(language(app)).announcement(&announcement), opens).await {
            kaimono.told(&announcement);
        }
    }
    Ok(())
}

/// What the tray tells, in its lines: how many purchases are open, and what lies ahead of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TrayLines {
    /// How many are open.
    pub(crate) open: String,
    /// What becomes of them if the person does nothing.
    pub(crate) ahead: Vec<String>,
    /// What pauses buying.
    pub(crate) pause: String,
    /// Whether buying is paused.
    pub(crate) is_paused: bool,
    /// What opens Kaimono.
    pub(crate) show: &'static str,
    /// What ends it.
    pub(crate) quit: &'static str,
}

/// Whether sums are not to be read by whoever looks at the screen. What cannot be told is hidden.
fn hides_amounts(kaimono: &Kaimono) -> bool {
    kaimono.hides_amounts().unwrap_or(true)
}

/// What the tray tells now.
pub(crate) fn told(app: &AppHandle, kaimono: &Kaimono) -> TrayLines {
    let words = words::of(language(app));
    TrayLines {
        open: words.open_purchases(kaimono.open_purchases()),
        ahead: words.ahead(&kaimono.ahead(), hides_amounts(kaimono)),
        pause: words.pause().to_owned(),
        is_paused: kaimono.is_paused().unwrap_or_default(),
        show: words.open(),
        quit: words.quit(),
    }
}

/// With this argument Kaimono starts without its window.
pub(crate) const IN_BACKGROUND: &str = "--in-background";

/// What is one for each data directory, where all programs of this session share the names of what answers.
#[cfg(not(target_os = "macos"))]
fn mark(data: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    std::path::absolute(data).unwrap_or_else(|_| data.to_owned()).hash(&mut hasher);
    hasher.finish()
}

/// Where an announcement leads: to what it is about, and several to where all of them are listed.
fn opens(announcement: &Announcement) -> Opened {
    let notices = announcement.notices();
    let first = notices.first().map(|notice| &notice.profile);
    let one_node = notices.iter().all(|notice| Some(&notice.profile) == first);
    let page = match announcement {
        Announcement::One(notice) => match notice.subject.clone() {
            Subject::Purchase(id) => OpenedPage::Purchase { id },
            Subject::Agent(id) => OpenedPage::Agent { id },
            Subject::Wallet(_) => OpenedPage::Wallet,
        },
        Announcement::Several(notices) => {
            let agents = notices.iter().all(|notice| matches!(notice.subject, Subject::Agent(_)));
            if agents { OpenedPage::News } else { OpenedPage::Purchases }
        }
    };
    Opened { profile: first.filter(|_| one_node).cloned(), page }
}

impl Desktop {
    /// Has the session start Kaimono, or not any more; what the desktop offers then.
    pub(crate) async fn start_with_session(&self, on: bool) -> kaimono_core::error::Result<DesktopView> {
        self.set_autostart(on).map_err(|error| Failure::new(Code::NotSaved, Side::App).quoting(&error.to_string()))?;
        Ok(self.view().await)
    }

    /// Shows a notification that tells nothing, for the person to find out whether it can be seen.
    pub(crate) async fn test(&self, app: &AppHandle) -> bool {
        self.show(&words::of(language(app)).test(), Opened { profile: None, page: OpenedPage::Purchases }).await
    }
}

/// In which language the desktop is told; where no settings can be read, as the desktop has it.
pub(crate) fn language(app: &AppHandle) -> Language {
    let chosen = app.try_state::<House>().and_then(|house| house.open().ok()?.language().ok());
    chosen.unwrap_or_else(|| Language::of_desktop(|name| std::env::var(name).ok()))
}

/// Shows the window, and in it what a notification was about.
pub(crate) fn open(app: &AppHandle, opened: &Opened, token: Option<String>) {
    window::show(app, token);
    house::tell(app, opened);
}
