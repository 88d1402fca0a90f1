//! The session bus: `org.freedesktop.Notifications`, a StatusNotifierItem, and our own name on it, by which a second start finds
//! the first.

use super::{
    TrayLines, autostart,
    chooser::{self, Chosen, Dialog},
    open,
    outage::Turns,
    portal,
};
use crate::{agent_link, house, machine, window, words};
use futures_util::{
    FutureExt, StreamExt,
    future::{BoxFuture, Shared},
};
use kaimono_core::{
    house::Place,
    view::app::{DesktopView, Opened},
};
use ksni::TrayMethods;
use std::{
    collections::{BTreeMap, HashMap},
    future::Future,
    path::{Path, PathBuf},
    pin::pin,
    sync::Arc,
    time::Duration,
};
use tauri::AppHandle;
use tokio::sync::Mutex;
use zbus::{
    Connection, Proxy,
    fdo::DBusProxy,
    interface,
    names::{BusName, MemberName},
    proxy,
    zvariant::Value,
};

const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const WATCHER: &str = "org.kde.StatusNotifierWatcher";
/// Where a running Kaimono answers on the bus.
const PATH: &str = "/network/kaimono/app";
const INTERFACE: &str = "network.kaimono.App";
/// A service of the desktop answers at once, or hangs.
const PATIENCE: Duration = Duration::from_secs(3);
const GLANCE: Duration = Duration::from_millis(100);
/// A token is waited for no longer than nobody notices.
const TOKEN_GLANCE: Duration = Duration::from_millis(2);
const TOKEN_GLANCES: u32 = 10;
/// So long a desktop's shell takes to start anew.
const SHELL: Duration = Duration::from_secs(5);

/// This desktop, as far as it can be reached.
pub(crate) struct Desktop {
    app: AppHandle,
    /// The session bus, once it has answered.
    bus: Shared<BoxFuture<'static, Option<Connection>>>,
    /// What a notification opens, by its id. Held while one is shown: a click may be heard before the id that it is about.
    shown: Arc<Mutex<BTreeMap<u32, Opened>>>,
    tray: Mutex<Option<ksni::Handle<Tray>>>,
    turns: Turns,
}

impl Desktop {
    /// Reaches for the session bus, and answers on it to a second start with the same data directory. Without a bus there is a desktop all
    /// the same, which offers nothing. Waits for nothing: this thread has the page's processes to answer.
    pub(crate) fn find(app: AppHandle, data: &Path) -> Desktop {
        let shown = Arc::default();
        let reaching = tauri::async_runtime::spawn(reach(app.clone(), data.to_owned(), Arc::clone(&shown)));
        let bus = reaching.map(|reached| reached.ok().flatten()).boxed().shared();
        Desktop { app, bus, shown, tray: Mutex::default(), turns: Turns::default() }
    }

    async fn bus(&self) -> Option<Connection> {
        self.bus.clone().await
    }

    /// What it offers now.
    pub(crate) async fn view(&self) -> DesktopView {
        DesktopView {
            notices: self.is_there(NOTIFICATIONS).await,
            tray: self.is_there(WATCHER).await,
            autostart: Some(autostart::is_on(&self.app)),
        }
    }

    /// Asks the person where a file of this name is saved: in the desktop's own dialog, and where it has none, in no dialog.
    /// `None`: nowhere.
    pub(crate) async fn place(&self, title: &str, name: &str) -> Option<Place> {
        self.chosen(title, Dialog::Save { name }).await
    }

    /// Asks the person which file is read. Folders: there is no dialog. `None`: none.
    pub(crate) async fn file(&self, title: &str) -> Option<Place> {
        self.chosen(title, Dialog::Open).await
    }

    async fn chosen(&self, title: &str, dialog: Dialog<'_>) -> Option<Place> {
        let chosen = match &self.bus().await {
            Some(bus) => chooser::ask(bus, title, dialog).await,
            None => None,
        };
        match chosen {
            Some(Chosen::File(path)) => Some(Place::File(path)),
            Some(Chosen::Nowhere) => None,
            None => Some(Place::Folders(machine::folders(&self.app))),
        }
    }

    /// Has the session start Kaimono, or not any more.
    pub(crate) fn set_autostart(&self, on: bool) -> std::io::Result<()> {
        autostart::set(&self.app, on)
    }

    /// Shows a notification; gives whether the desktop took it.
    pub(crate) async fn show(&self, words: &words::Words, opens: Opened) -> bool {
        let Some(bus) = &self.bus().await else { return false };
        let showing = async {
            let proxy = notifications(bus).await?;
            // Who has the name and cannot say what it is draws nothing either.
            proxy.call::<_, _, (String, String, String, String)>("GetServerInformation", &()).await?;
            // Where the desktop says so: nothing is to be shown now. That a desktop does not say is no reason.
            if proxy.get_property::<bool>("Inhibited").await.unwrap_or(false) {
                return Ok(None);
            }
            let actions = ["default", words.open];
            let urgency = Value::U8(if words.urgent { 2 } else { 1 });
            let hints = HashMap::from([("desktop-entry", Value::from("kaimono")), ("urgency", urgency)]);
            let notification = (
                words::NAME,
                0_u32,
                "kaimono",
                words.summary.as_str(),
                words.body.as_str(),
                actions.as_slice(),
                hints,
                -1_i32,
            );
            proxy.call::<_, _, u32>("Notify", &notification).await.map(Some)
        };
        let mut shown = self.shown.lock().await;
        match soon(showing).await {
            Ok(Some(id)) => {
                shown.insert(id, opens);
                true
            }
            Ok(None) => false,
            Err(error) => {
                tracing::debug!(error, "the desktop shows no notification");
                false
            }
        }
    }

    /// Puts a tray icon there to come back by; gives whether there is one. The window may be hidden then.
    pub(crate) async fn retreat(&self, lines: TrayLines) -> bool {
        let mut tray = self.tray.lock().await;
        if tray.as_ref().is_some_and(|tray| !tray.is_closed()) {
            return true;
        }
        let item = Tray { app: self.app.clone(), lines, turns: self.turns.clone() };
        // Its own way to say "no": no watcher, no host.
        match tokio::time::timeout(PATIENCE, item.spawn()).await {
            Ok(Ok(handle)) => {
                *tray = Some(handle);
                true
            }
            Ok(Err(error)) => {
                tracing::info!(%error, "this desktop has no tray");
                false
            }
            Err(_) => false,
        }
    }

    /// Takes the tray icon away, if the window is wanted by the time that it can be.
    pub(crate) async fn return_from_tray(&self, window_is_wanted: impl Fn() -> bool) {
        let mut tray = self.tray.lock().await;
        if window_is_wanted()
            && let Some(tray) = tray.take()
        {
            self.turns.ended();
            tray.shutdown().await;
        }
    }

    /// Keeps right what the tray tells.
    pub(crate) async fn keep_told(&self, lines: TrayLines) {
        if let Some(tray) = self.tray.lock().await.as_ref() {
            tray.update(|tray| tray.lines = lines).await;
        }
    }

    async fn is_there(&self, name: &str) -> bool {
        let Some(bus) = &self.bus().await else { return false };
        let asking = async {
            let names = DBusProxy::new(bus).await?;
            let startable = names.list_activatable_names().await?;
            Ok(startable.iter().any(|startable| startable.as_str() == name)
                || names.name_has_owner(BusName::try_from(name)?).await?)
        };
        soon(asking).await.unwrap_or(false)
    }
}

/// Asks the Kaimono that has this data directory to show its window, and in it what a link leads to; gives whether it did.
/// `token`: by which the desktop lets that window come to the front.
pub(crate) async fn show_running(data: &Path, link: Option<&str>, token: Option<&str>) -> bool {
    let token = token.unwrap_or_default();
    let showing = async {
        let bus = Connection::session().await?;
        loop {
            let answer = match link {
                Some(link) => bus.call_method(Some(name(data)), PATH, Some(INTERFACE), "Open", &(link, token)).await,
                None => bus.call_method(Some(name(data)), PATH, Some(INTERFACE), "Show", &(token)).await,
            };
            match answer {
                Ok(_) => return Ok(()),
                // It may be starting, and not have its name yet.
                Err(_) => tokio::time::sleep(GLANCE).await,
            }
        }
    };
    soon(showing).await.is_ok()
}

/// Minutes after local midnight, by this machine's clock and time zone.
pub(crate) fn local_minute() -> u16 {
    let now = gtk::glib::DateTime::now_local().ok();
    now.and_then(|now| u16::try_from(now.hour() * 60 + now.minute()).ok()).unwrap_or_default()
}

/// How far this machine's local time is ahead of UTC now, minutes.
pub(crate) fn ahead_of_utc() -> i32 {
    let now = gtk::glib::DateTime::now_local().ok();
    now.and_then(|now| i32::try_from(now.utc_offset().as_minutes()).ok()).unwrap_or_default()
}

struct Running {
    app: AppHandle,
}

#[interface(name = "network.kaimono.App")]
impl Running {
    /// Shows the window.
    fn show(&self, token: &str) {
        window::show(&self.app, some(token));
    }

    /// Shows it, and in it what a link leads to. Whoever is on this bus may say any text.
    fn open(&self, link: &str, token: &str) {
        agent_link::open(&self.app, link, some(token));
    }
}

fn some(token: &str) -> Option<String> {
    (!token.is_empty()).then(|| token.to_owned())
}

/// The session bus, where a second start is answered, clicks on notifications are heard, and the portal is followed from now on.
async fn reach(app: AppHandle, data: PathBuf, shown: Arc<Mutex<BTreeMap<u32, Opened>>>) -> Option<Connection> {
    match soon(answering(app.clone(), &data)).await {
        Ok(bus) => {
            tauri::async_runtime::spawn(portal::follow(app.clone(), bus.clone()));
            tauri::async_runtime::spawn(listen(app, bus.clone(), shown));
            Some(bus)
        }
        Err(error) => {
            tracing::warn!(error, "no session bus: no notifications, no tray, and a second start cannot show this one");
            None
        }
    }
}

async fn answering(app: AppHandle, data: &Path) -> zbus::Result<Connection> {
    let bus = Connection::session().await?;
    bus.object_server().at(PATH, Running { app }).await?;
    // The lock of the data directory says who is the first; the name only says where.
    if let Err(error) = bus.request_name(name(data)).await {
        tracing::warn!(%error, "a second start cannot show this window");
    }
    Ok(bus)
}

/// One name for each data directory.
fn name(data: &Path) -> String {
    format!("network.kaimono.app.data{:016x}", super::mark(data))
}

async fn notifications(bus: &Connection) -> zbus::Result<Proxy<'_>> {
    proxy::Builder::new(bus)
        .destination(NOTIFICATIONS)?
        .path("/org/freedesktop/Notifications")?
        .interface(NOTIFICATIONS)?
        .cache_properties(proxy::CacheProperties::No)
        .build()
        .await
}

/// Opens what a notification was about when it is clicked.
async fn listen(app: AppHandle, bus: Connection, shown: Arc<Mutex<BTreeMap<u32, Opened>>>) {
    let listening = async {
        let proxy = notifications(&bus).await?;
        // One stream of all signals keeps their order: a token comes right before the click that it is for.
        let mut signals = proxy.receive_all_signals().await?;
        let mut given: Option<(u32, String)> = None;
        while let Some(signal) = signals.next().await {
            let header = signal.header();
            let body = signal.body();
            match header.member().map(MemberName::as_str) {
                Some("ActivationToken") => given = body.deserialize().ok(),
                Some("ActionInvoked") => {
                    let Ok((id, _)) = body.deserialize::<(u32, String)>() else { continue };
                    // Notifications of other programs have other ids.
                    let opened = shown.lock().await.remove(&id);
                    let token = given.take_if(|(of, _)| *of == id).map(|(_, token)| token);
                    if let Some(opened) = opened {
                        open(&app, &opened, token);
                    }
                }
                _ => {}
            }
        }
        zbus::Result::Ok(())
    };
    if let Err(error) = listening.await {
        tracing::warn!(%error, "clicks on notifications are not heard");
    }
}

/// Bounds a call by the time that a desktop's service takes at most. The error says why not, in words.
async fn soon<T>(call: impl Future<Output = zbus::Result<T>>) -> Result<T, String> {
    match tokio::time::timeout(PATIENCE, pin!(call)).await {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err("no answer".to_owned()),
    }
}

/// The token of a click in the tray. A desktop sends it beside the click, and may send it a little later, or never.
fn clicked_with() -> Option<String> {
    let mut given = ksni::current_xdg_activation_token();
    for _ in 0..TOKEN_GLANCES {
        if given.is_some() {
            break;
        }
        std::thread::sleep(TOKEN_GLANCE);
        given = ksni::current_xdg_activation_token();
    }
    given
}

/// The icon in the tray: there while the window is not.
struct Tray {
    app: AppHandle,
    lines: TrayLines,
    turns: Turns,
}

impl ksni::Tray for Tray {
    fn id(&self) -> String {
        "kaimono".to_owned()
    }

    fn title(&self) -> String {
        words::NAME.to_owned()
    }

    fn icon_pixmap(&self) -> Vec<ksni::Icon> {
        let Some(icon) = self.app.default_window_icon() else { return Vec::new() };
        let mut data = icon.rgba().to_vec();
        data.chunks_exact_mut(4).for_each(|pixel| pixel.rotate_right(1));
        let side = |pixels: u32| i32::try_from(pixels).unwrap_or_default();
        vec![ksni::Icon { width: side(icon.width()), height: side(icon.height()), data }]
    }

    fn tool_tip(&self) -> ksni::ToolTip {
        ksni::ToolTip {
            title: words::NAME.to_owned(),
            description: [vec![self.lines.open.clone()], self.lines.ahead.clone()].concat().join("\n"),
            ..Default::default()
        }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        window::show(&self.app, clicked_with());
    }

    fn menu(&self) -> Vec<ksni::MenuItem<Self>> {
        use ksni::menu::{CheckmarkItem, StandardItem};
        let told = |label: &String| StandardItem { label: label.clone(), enabled: false, ..Default::default() }.into();
        let mut menu: Vec<ksni::MenuItem<Self>> = vec![
            StandardItem {
                label: self.lines.show.to_owned(),
                activate: Box::new(|tray: &mut Self| window::show(&tray.app, clicked_with())),
                ..Default::default()
            }
            .into(),
            told(&self.lines.open),
        ];
        menu.extend(self.lines.ahead.iter().map(told));
        menu.extend([
            CheckmarkItem {
                label: self.lines.pause.clone(),
                checked: self.lines.is_paused,
                activate: Box::new(|tray: &mut Self| {
                    tray.lines.is_paused = !tray.lines.is_paused;
                    house::pause_buying(tray.app.clone(), tray.lines.is_paused);
                }),
                ..Default::default()
            }
            .into(),
            ksni::MenuItem::Separator,
            StandardItem {
                label: self.lines.quit.to_owned(),
                activate: Box::new(|tray: &mut Self| tray.app.exit(0)),
                ..Default::default()
            }
            .into(),
        ]);
        menu
    }

    fn watcher_online(&self) {
        self.turns.ended();
    }

    /// Without a tray there is no way back: the window is. A desktop's shell that is started anew has its tray again in a moment.
    fn watcher_offline(&self, _reason: ksni::OfflineReason) -> bool {
        let (outage, app) = (self.turns.went(), self.app.clone());
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(SHELL).await;
            if outage.lasts() {
                window::show(&app, None);
            }
        });
        true
    }
}
