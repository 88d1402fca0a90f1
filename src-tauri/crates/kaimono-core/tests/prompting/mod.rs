//! A Secret Service that asks the person about each connection that wants to read, as KeePassXC does.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use zbus::{
    Connection, connection, fdo, interface,
    message::Header,
    object_server::SignalEmitter,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

const SERVICE: &str = "/org/freedesktop/secrets";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/only";
const ITEM: &str = "/org/freedesktop/secrets/collection/only/1";
const SESSION: &str = "/org/freedesktop/secrets/session/1";
const PROMPT: &str = "/org/freedesktop/secrets/prompt/1";

/// What the person does with a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// Has not seen it yet.
    Reads,
    Allows,
    Dismisses,
}

/// Session, parameters, value and content type, as the protocol has it.
type Kept = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

/// The service; it ends with the value.
pub(crate) struct Prompting {
    _bus: Connection,
    state: Arc<State>,
}

struct State {
    person: Mutex<Person>,
    decided: Condvar,
    prompts: AtomicUsize,
    /// Connections that may read.
    allowed: Mutex<HashSet<String>>,
    item: Mutex<Option<(HashMap<String, String>, Kept)>>,
}

impl Prompting {
    pub(crate) async fn begin() -> Prompting {
        let state = Arc::new(State {
            person: Mutex::new(Person::Reads),
            decided: Condvar::new(),
            prompts: AtomicUsize::new(0),
            allowed: Mutex::default(),
            item: Mutex::default(),
        });
        let bus = connection::Builder::session().unwrap().name("org.freedesktop.secrets").unwrap();
        let bus = bus.serve_at(SERVICE, Service(Arc::clone(&state))).unwrap();
        let bus = bus.serve_at(COLLECTION, Collection(Arc::clone(&state))).unwrap();
        let bus = bus.serve_at(ITEM, Item(Arc::clone(&state))).unwrap();
        let bus = bus.serve_at(PROMPT, Prompt(Arc::clone(&state))).unwrap();
        Prompting { _bus: bus.build().await.unwrap(), state }
    }

    pub(crate) fn person(&self, does: Person) {
        *self.state.person.lock().unwrap() = does;
        self.state.decided.notify_all();
    }

    pub(crate) fn prompts(&self) -> usize {
        self.state.prompts.load(Ordering::SeqCst)
    }
}

impl State {
    fn is_allowed(&self, header: &Header<'_>) -> bool {
        self.allowed.lock().unwrap().contains(&sender(header))
    }
}

fn sender(header: &Header<'_>) -> String {
    header.sender().unwrap().to_string()
}

fn path(path: &str) -> OwnedObjectPath {
    path.try_into().unwrap()
}

struct Service(Arc<State>);

#[interface(name = "org.freedesktop.Secret.Service")]
impl Service {
    /// With this public key of its own every session has one key, so that it need not compute any.
    fn open_session(&self, _algorithm: &str, _input: Value<'_>) -> (OwnedValue, OwnedObjectPath) {
        (Value::from(vec![1_u8]).try_to_owned().unwrap(), path(SESSION))
    }

    #[expect(clippy::needless_pass_by_value, reason = "the macro hands it over")]
    fn search_items(
        &self,
        #[zbus(header)] header: Header<'_>,
        wanted: HashMap<String, String>,
    ) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
        let item = self.0.item.lock().unwrap();
        let is = |(has, _): &(HashMap<String, String>, Kept)| {
            wanted.iter().all(|(name, value)| has.get(name) == Some(value))
        };
        match item.as_ref().is_some_and(is) {
            false => (Vec::new(), Vec::new()),
            true if self.0.is_allowed(&header) => (vec![path(ITEM)], Vec::new()),
            true => (Vec::new(), vec![path(ITEM)]),
        }
    }

    fn unlock(&self, _objects: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        (Vec::new(), path(PROMPT))
    }

    fn read_alias(&self, _name: &str) -> OwnedObjectPath {
        path(COLLECTION)
    }
}

struct Collection(Arc<State>);

#[interface(name = "org.freedesktop.Secret.Collection")]
impl Collection {
    #[expect(clippy::needless_pass_by_value, reason = "the macro hands it over")]
    fn create_item(
        &self,
        #[zbus(header)] header: Header<'_>,
        mut properties: HashMap<String, OwnedValue>,
        secret: Kept,
        _replace: bool,
    ) -> (OwnedObjectPath, OwnedObjectPath) {
        let attributes = properties.remove("org.freedesktop.Secret.Item.Attributes").unwrap();
        *self.0.item.lock().unwrap() = Some((attributes.try_into().unwrap(), secret));
        self.0.allowed.lock().unwrap().insert(sender(&header));
        (path(ITEM), path("/"))
    }

    #[zbus(property)]
    fn locked(&self) -> bool {
        false
    }
}

struct Item(Arc<State>);

#[interface(name = "org.freedesktop.Secret.Item")]
impl Item {
    #[expect(clippy::needless_pass_by_value, reason = "the macro hands it over")]
    fn get_secret(&self, #[zbus(header)] header: Header<'_>, _session: OwnedObjectPath) -> fdo::Result<(Kept,)> {
        let item = self.0.item.lock().unwrap();
        let kept = item.as_ref().filter(|_| self.0.is_allowed(&header)).map(|(_, kept)| (kept.clone(),));
        kept.ok_or_else(|| fdo::Error::AccessDenied("locked".to_owned()))
    }
}

struct Prompt(Arc<State>);

#[interface(name = "org.freedesktop.Secret.Prompt")]
impl Prompt {
    #[expect(clippy::needless_pass_by_value, reason = "the macro hands it over")]
    fn prompt(
        &self,
        #[zbus(header)] header: Header<'_>,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
        _window: &str,
    ) {
        self.0.prompts.fetch_add(1, Ordering::SeqCst);
        let (state, asking, emitter) = (Arc::clone(&self.0), sender(&header), emitter.to_owned());
        std::thread::spawn(move || {
            let person = state.person.lock().unwrap();
            let person = *state.decided.wait_while(person, |person| *person == Person::Reads).unwrap();
            if person == Person::Allows {
                state.allowed.lock().unwrap().insert(asking);
            }
            let result = Value::from(vec![path(ITEM).into_inner()]);
            zbus::block_on(Prompt::completed(&emitter, person == Person::Dismisses, result)).unwrap();
        });
    }

    #[zbus(signal)]
    async fn completed(emitter: &SignalEmitter<'_>, dismissed: bool, result: Value<'_>) -> zbus::Result<()>;
}
