//! Services of the desktop that a story can put on its own session bus: one that shows notifications, and one that has a tray.
//! They note what they are told, and can be clicked.

use crate::{
    desktop::Desktop,
    wait::{self, PATIENCE},
};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};
use zbus::{
    Connection, connection, interface,
    message::Header,
    object_server::Interface,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

const NOTIFICATIONS: &str = "/org/freedesktop/Notifications";

/// A notification as the desktop was told to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The one that was given to it.
    pub id: u32,
    /// The line in bold.
    pub summary: String,
    /// The text below.
    pub body: String,
    /// Keys and labels, in turn.
    pub actions: Vec<String>,
    /// Whose it is, by the name of a desktop entry.
    pub entry: String,
}

/// A desktop's notifications. Ends with the value.
#[derive(Debug)]
pub struct Notifications {
    bus: Connection,
    shown: Arc<Mutex<Vec<Shown>>>,
    inhibited: Arc<AtomicBool>,
    clicked_at_once: Arc<AtomicBool>,
}

impl Notifications {
    /// Begins to show them.
    ///
    /// # Panics
    /// When the session bus does not take it.
    pub async fn begin(desktop: &Desktop) -> Notifications {
        let (shown, inhibited, clicked_at_once) = (Arc::default(), Arc::default(), Arc::default());
        let daemon = Daemon {
            shown: Arc::clone(&shown),
            inhibited: Arc::clone(&inhibited),
            clicked_at_once: Arc::clone(&clicked_at_once),
        };
        let bus = serve(desktop, "org.freedesktop.Notifications", NOTIFICATIONS, daemon).await;
        Notifications { bus, shown, inhibited, clicked_at_once }
    }

    /// Whether nobody is to be disturbed: it takes notifications, and shows none.
    pub fn inhibit(&self, inhibited: bool) {
        self.inhibited.store(inhibited, Ordering::Relaxed);
    }

    /// The next one is clicked before its program hears which one it is.
    pub fn click_at_once(&self) {
        self.clicked_at_once.store(true, Ordering::Relaxed);
    }

    /// All so far.
    pub fn shown(&self) -> Vec<Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for one whose summary contains a text.
    ///
    /// # Panics
    /// When none comes in time.
    pub async fn see(&self, summary: &str) -> Shown {
        let look = async || self.shown().into_iter().find(|shown| shown.summary.contains(summary));
        match wait::within(PATIENCE, look).await {
            Some(shown) => shown,
            None => panic!("no notification {summary:?}; there are {:#?}", self.shown()),
        }
    }

    /// Clicks one, and gives the token by which its program may come to the front.
    ///
    /// # Panics
    /// When the session bus is gone.
    pub async fn click(&self, shown: &Shown, token: &str) {
        clicked(&self.bus, shown.id, token).await;
    }
}

/// Says that one was clicked.
async fn clicked(bus: &Connection, id: u32, token: &str) {
    let interface = "org.freedesktop.Notifications";
    for (signal, told) in [("ActivationToken", (id, token)), ("ActionInvoked", (id, "default"))] {
        let sent = bus.emit_signal(None::<&str>, NOTIFICATIONS, interface, signal, &told).await;
        sent.expect("a session bus");
    }
}

struct Daemon {
    shown: Arc<Mutex<Vec<Shown>>>,
    inhibited: Arc<AtomicBool>,
    clicked_at_once: Arc<AtomicBool>,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Daemon {
    /// As KDE says it.
    #[zbus(property)]
    fn inhibited(&self) -> bool {
        self.inhibited.load(Ordering::Relaxed)
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let words = ["stories", "Kaimono", "1", "1.2"].map(str::to_owned);
        words.into()
    }

    #[expect(clippy::too_many_arguments, reason = "the specification's own")]
    async fn notify(
        &self,
        #[zbus(connection)] bus: &Connection,
        _app_name: String,
        _replaces: u32,
        _icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        mut hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let entry = hints.remove("desktop-entry").and_then(|entry| String::try_from(entry).ok()).unwrap_or_default();
        let id = {
            let mut all = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
            let id = u32::try_from(all.len()).unwrap_or(u32::MAX).saturating_add(1);
            all.push(Shown { id, summary, body, actions, entry });
            id
        };
        if self.clicked_at_once.swap(false, Ordering::Relaxed) {
            clicked(bus, id, "").await;
        }
        id
    }
}

/// Something that has the name of notifications, gives each an id and draws none. Ends with the value.
#[derive(Debug)]
pub struct Swallower {
    _bus: Connection,
    taken: Arc<AtomicU32>,
}

impl Swallower {
    /// Begins to swallow them.
    ///
    /// # Panics
    /// When the session bus does not take it.
    pub async fn begin(desktop: &Desktop) -> Swallower {
        let taken = Arc::default();
        let gullet = Gullet(Arc::clone(&taken));
        Swallower { _bus: serve(desktop, "org.freedesktop.Notifications", NOTIFICATIONS, gullet).await, taken }
    }

    /// How many it took.
    pub fn taken(&self) -> u32 {
        self.taken.load(Ordering::Relaxed)
    }
}

struct Gullet(Arc<AtomicU32>);

#[interface(name = "org.freedesktop.Notifications")]
impl Gullet {
    #[expect(clippy::too_many_arguments, reason = "the specification's own")]
    fn notify(
        &self,
        _app_name: String,
        _replaces: u32,
        _icon: String,
        _summary: String,
        _body: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// A desktop's settings portal, which tells a colour scheme (0 whatever, 1 dark, 2 light) and how large letters should be. Ends with
/// the value.
#[derive(Debug)]
pub struct Portal {
    bus: Connection,
    scheme: Arc<AtomicU32>,
}

impl Portal {
    /// Begins to tell.
    ///
    /// # Panics
    /// When the session bus does not take it.
    pub async fn begin(desktop: &Desktop, scheme: u32) -> Portal {
        let scheme = Arc::new(AtomicU32::new(scheme));
        let settings = Settings(Arc::clone(&scheme));
        Portal { bus: serve(desktop, "org.freedesktop.portal.Desktop", PORTAL, settings).await, scheme }
    }

    /// Another scheme from now on.
    ///
    /// # Panics
    /// When the session bus is gone.
    pub async fn change(&self, scheme: u32) {
        self.scheme.store(scheme, Ordering::Relaxed);
        let told = (APPEARANCE, SCHEME, Value::U32(scheme));
        let interface = "org.freedesktop.portal.Settings";
        self.bus.emit_signal(None::<&str>, PORTAL, interface, "SettingChanged", &told).await.expect("a session bus");
    }

    /// Other letters from now on, so many times as large as usual.
    ///
    /// # Panics
    /// When the session bus is gone.
    pub async fn scale_text(&self, scale: f64) {
        let told = (INTERFACE, TEXT_SCALE, Value::F64(scale));
        let interface = "org.freedesktop.portal.Settings";
        self.bus.emit_signal(None::<&str>, PORTAL, interface, "SettingChanged", &told).await.expect("a session bus");
    }
}

const PORTAL: &str = "/org/freedesktop/portal/desktop";
const APPEARANCE: &str = "org.freedesktop.appearance";
const SCHEME: &str = "color-scheme";
const INTERFACE: &str = "org.gnome.desktop.interface";
const TEXT_SCALE: &str = "text-scaling-factor";

struct Settings(Arc<AtomicU32>);

#[interface(name = "org.freedesktop.portal.Settings")]
impl Settings {
    fn read_one(&self, namespace: &str, key: &str) -> zbus::fdo::Result<Value<'static>> {
        if (namespace, key) == (APPEARANCE, SCHEME) {
            Ok(Value::U32(self.0.load(Ordering::Relaxed)))
        } else if (namespace, key) == (INTERFACE, TEXT_SCALE) {
            Ok(Value::F64(1.25))
        } else {
            Err(zbus::fdo::Error::Failed("no such setting".to_owned()))
        }
    }
}

/// What the person says who is asked where a file is saved, or which is read.
#[derive(Clone, Debug)]
pub enum Says {
    /// In this file, at once.
    Here(PathBuf),
    /// Nowhere, at once.
    Nowhere,
    /// Nothing: the dialog stays open.
    Nothing,
}

/// A desktop's dialog that asks where a file is saved, or which is read. Ends with the value.
#[derive(Debug)]
pub struct FileChooser {
    _bus: Connection,
    says: Arc<Mutex<Says>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl FileChooser {
    /// Begins to ask.
    ///
    /// # Panics
    /// When the session bus does not take it.
    pub async fn begin(desktop: &Desktop, says: Says) -> FileChooser {
        let (says, asked) = (Arc::new(Mutex::new(says)), Arc::default());
        let dialog = Dialog { says: Arc::clone(&says), asked: Arc::clone(&asked) };
        FileChooser { _bus: serve(desktop, "org.freedesktop.portal.Desktop", PORTAL, dialog).await, says, asked }
    }

    /// What the person says from now on.
    pub fn says(&self, says: Says) {
        *self.says.lock().unwrap_or_else(PoisonError::into_inner) = says;
    }

    /// The names of files about which was asked so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Dialog {
    says: Arc<Mutex<Says>>,
    asked: Arc<Mutex<Vec<String>>>,
}

fn option(options: &HashMap<String, OwnedValue>, name: &str) -> zbus::fdo::Result<String> {
    let value = options.get(name).and_then(|value| value.try_clone().ok());
    let missing = || zbus::fdo::Error::InvalidArgs(name.to_owned());
    value.and_then(|value| value.try_into().ok()).ok_or_else(missing)
}

impl Dialog {
    async fn answer(
        &self,
        header: Header<'_>,
        bus: &Connection,
        options: &HashMap<String, OwnedValue>,
    ) -> zbus::fdo::Result<OwnedObjectPath> {
        let sender = header.sender().map(|name| name.trim_start_matches(':').replace('.', "_")).unwrap_or_default();
        let token = option(options, "handle_token")?;
        let request = OwnedObjectPath::try_from(format!("{PORTAL}/request/{sender}/{token}"))
            .map_err(|error| zbus::fdo::Error::InvalidArgs(error.to_string()))?;
        let says = self.says.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (ended, uris) = match says {
            Says::Here(path) => (0_u32, vec![format!("file://{}", path.display())]),
            Says::Nowhere => (1, Vec::new()),
            Says::Nothing => return Ok(request),
        };
        let told = (ended, HashMap::from([("uris", Value::from(uris))]));
        bus.emit_signal(header.sender().cloned(), &request, "org.freedesktop.portal.Request", "Response", &told)
            .await?;
        Ok(request)
    }
}

#[interface(name = "org.freedesktop.portal.FileChooser")]
impl Dialog {
    async fn save_file(
        &self,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &Connection,
        _parent: String,
        _title: String,
        options: HashMap<String, OwnedValue>,
    ) -> zbus::fdo::Result<OwnedObjectPath> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(option(&options, "current_name")?);
        self.answer(header, bus, &options).await
    }

    async fn open_file(
        &self,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &Connection,
        _parent: String,
        _title: String,
        options: HashMap<String, OwnedValue>,
    ) -> zbus::fdo::Result<OwnedObjectPath> {
        self.answer(header, bus, &options).await
    }
}

/// A desktop's tray. Ends with the value.
#[derive(Debug)]
pub struct Tray {
    bus: Connection,
    items: Arc<Mutex<Vec<String>>>,
}

impl Tray {
    /// Begins to take items.
    ///
    /// # Panics
    /// When the session bus does not take it.
    pub async fn begin(desktop: &Desktop) -> Tray {
        let items = Arc::default();
        let watcher = Watcher(Arc::clone(&items));
        Tray { bus: serve(desktop, "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", watcher).await, items }
    }

    /// Waits until there is an item, and gives the labels of its menu.
    ///
    /// # Panics
    /// When there is none in time.
    pub async fn menu(&self) -> Vec<String> {
        let look = async || Some(self.layout().await?.into_iter().map(|(_, label)| label).collect());
        wait::within(PATIENCE, look).await.expect("an item in the tray")
    }

    /// Waits until there is none.
    ///
    /// # Panics
    /// When there still is.
    pub async fn is_empty(&self) {
        let look = async || self.layout().await.is_none().then_some(());
        wait::within(PATIENCE, look).await.expect("the item in the tray goes away");
    }

    /// Chooses from the menu, by its label, and gives the token by which the item's program may come to the front.
    ///
    /// # Panics
    /// When it is not there in time.
    pub async fn choose(&self, label: &str, token: &str) {
        let look = async || self.layout().await?.into_iter().find(|(_, found)| found == label).map(|(id, _)| id);
        let id = wait::within(PATIENCE, look).await.expect("it is in the menu");
        let clicked = (id, "clicked", Value::from(0_i32), 0_u32);
        let _ = self.call(ITEM, "ProvideXdgActivationToken", &(token)).await;
        // The item may be gone before it answers.
        let _ = self.call(MENU, "Event", &clicked).await;
    }

    /// Ids and labels of the menu; `None` without an item.
    async fn layout(&self) -> Option<Vec<(i32, String)>> {
        type Entry = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);
        let answer = self.call(MENU, "GetLayout", &(0_i32, -1_i32, Vec::<String>::new())).await?;
        let (_, (_, _, children)): (u32, Entry) = answer.body().deserialize().ok()?;
        let entries = children.into_iter().filter_map(|child| Entry::try_from(child).ok());
        let label = |properties: &HashMap<String, OwnedValue>| {
            String::try_from(properties.get("label")?.try_clone().ok()?).ok()
        };
        Some(entries.filter_map(|(id, properties, _)| Some((id, label(&properties)?))).collect())
    }

    async fn call<B>(&self, (path, interface): (&str, &str), method: &str, body: &B) -> Option<zbus::Message>
    where
        B: zbus::export::serde::ser::Serialize + zbus::zvariant::DynamicType,
    {
        let item = self.items.lock().unwrap_or_else(PoisonError::into_inner).last().cloned()?;
        self.bus.call_method(Some(item), path, Some(interface), method, body).await.ok()
    }
}

/// Path and interface of an item, and of its menu.
const ITEM: (&str, &str) = ("/StatusNotifierItem", "org.kde.StatusNotifierItem");
const MENU: (&str, &str) = ("/MenuBar", "com.canonical.dbusmenu");

struct Watcher(Arc<Mutex<Vec<String>>>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// The item is whoever calls, whatever it calls itself.
    #[expect(clippy::needless_pass_by_value, reason = "the macro hands it over")]
    fn register_status_notifier_item(&self, #[zbus(header)] header: Header<'_>, _service: String) {
        if let Some(sender) = header.sender() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(sender.to_string());
        }
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}

/// Serves an interface under a name on the desktop's bus.
async fn serve(desktop: &Desktop, name: &'static str, path: &'static str, interface: impl Interface) -> Connection {
    let address = format!("unix:path={}", desktop.bus().display());
    let bus = connection::Builder::address(address.as_str()).expect("an address");
    let bus = bus.name(name).expect("a name").serve_at(path, interface).expect("a path");
    bus.build().await.expect("a session bus")
}
