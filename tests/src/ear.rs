//! What a screen reader hears of a window: it listens on the bus of assistive technology (AT-SPI), and notes in order what got the focus
//! and what was said unasked.

use crate::{
    desktop::Desktop,
    wait::{self, PATIENCE},
};
use futures_util::StreamExt;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use zbus::{
    Connection, MatchRule, MessageStream, connection,
    message::{Message, Type},
    zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Value},
};

/// One thing that is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something has the focus.
    Focus {
        /// What kind of thing, in ARIA's words.
        role: String,
        /// What it is called.
        name: String,
        /// What is said about it beside that.
        says: String,
    },
    /// Said without being asked: what came into a live region.
    Said(String),
}

/// It listens as long as it lives.
#[derive(Debug)]
pub struct Ear {
    heard: Arc<Mutex<Vec<Heard>>>,
    /// What had the focus last: where it is, and how to ask.
    focused: Arc<Mutex<Option<(String, String)>>>,
    asking: Connection,
    /// How much of it the story has asked for.
    told: usize,
    /// Whoever set the desktop to be heard has to stay.
    _session: Connection,
}

impl Ear {
    /// Begins to listen on a desktop that is to be heard. Windows are opened afterwards: they tell nothing where nobody listens.
    ///
    /// # Panics
    /// When there is no such bus.
    pub async fn begin(desktop: &Desktop) -> Ear {
        let session = open(&format!("unix:path={}", desktop.bus().display())).await;
        let launcher = Object { bus: &session, owner: "org.a11y.Bus".to_owned(), path: "/org/a11y/bus".to_owned() };
        let address: String = launcher.call("org.a11y.Bus", "GetAddress", &()).await.expect("it has an address");
        for name in ["IsEnabled", "ScreenReaderEnabled"] {
            let set = ("org.a11y.Status", name, Value::Bool(true));
            launcher.call::<_, ()>("org.freedesktop.DBus.Properties", "Set", &set).await.expect("it can be told");
        }
        // One to be told by, and one to ask by: who asks waits, and who waits hears nothing.
        let (bus, asking) = (open(&address).await, open(&address).await);
        let registry = "org.a11y.atspi.Registry";
        let at = Object { bus: &bus, owner: registry.to_owned(), path: "/org/a11y/atspi/registry".to_owned() };
        for event in ["object:state-changed:focused", "object:children-changed", "object:announcement"] {
            at.call::<_, ()>(registry, "RegisterEvent", &event).await.expect("the registry takes it");
        }
        let rule = MatchRule::builder().msg_type(Type::Signal).interface("org.a11y.atspi.Event.Object");
        let rule = rule.expect("an interface").build();
        let mut events = MessageStream::for_match_rule(rule, &bus, Some(4096)).await.expect("a rule");
        let (heard, focused) = (Arc::<Mutex<Vec<Heard>>>::default(), Arc::<Mutex<Option<(String, String)>>>::default());
        let ear = Ear {
            heard: Arc::clone(&heard),
            focused: Arc::clone(&focused),
            asking: asking.clone(),
            told: 0,
            _session: session,
        };
        let (give, mut take) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            let _open = bus;
            while let Some(Ok(event)) = events.next().await {
                if give.send(event).is_err() {
                    return;
                }
            }
        });
        tokio::spawn(async move {
            while let Some(event) = take.recv().await {
                if let Some(one) = understood(&asking, &event).await {
                    let (from, at) = (
                        event.header().sender().map(ToString::to_string),
                        event.header().path().map(ToString::to_string),
                    );
                    if matches!(one, Heard::Focus { .. }) {
                        *focused.lock().unwrap_or_else(PoisonError::into_inner) = from.zip(at);
                    }
                    heard.lock().unwrap_or_else(PoisonError::into_inner).push(one);
                }
            }
        });
        ear
    }

    /// Goes through all that is in the windows, as a screen reader does with a page that is new to it: an engine tells of changes where
    /// somebody has been.
    ///
    /// # Panics
    /// When nothing has had the focus yet.
    pub async fn looks_around(&self) {
        let focused = self.focused.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (owner, path) = focused.expect("something has had the focus");
        let mut top = Object { bus: &self.asking, owner, path };
        // Above the page is the window, which is another program's to tell of.
        while let Some(above) = top.holder().await.filter(|above| above.owner == top.owner) {
            top = above;
        }
        assert!(top.walk().await > 20, "there is a page, and something on it");
    }

    /// All that was heard until now.
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until something is heard, after what was heard before.
    ///
    /// # Panics
    /// When it is not in time.
    pub async fn hears(&mut self, what: &str, is: impl Fn(&Heard) -> bool) {
        let from = self.told;
        let look = async || self.heard().iter().skip(from).position(&is);
        match wait::within(PATIENCE, look).await {
            Some(place) => self.told = from + place + 1,
            None => panic!("{what} is not heard, after the first {from} of {:#?}", self.heard()),
        }
    }

    /// Waits until something that is called so has the focus.
    ///
    /// # Panics
    /// When it is not heard in time.
    pub async fn hears_focus(&mut self, role: &str, called: &str) {
        let is = |one: &Heard| matches!(one, Heard::Focus { role: its, name, .. } if its == role && name.starts_with(called));
        self.hears(&format!("{role} {called:?}"), is).await;
    }

    /// Waits until this is said.
    ///
    /// # Panics
    /// When it is not in time.
    pub async fn hears_said(&mut self, text: &str) {
        self.hears(&format!("{text:?}"), |one| matches!(one, Heard::Said(said) if said.contains(text))).await;
    }
}

async fn open(address: &str) -> Connection {
    connection::Builder::address(address).expect("an address").build().await.expect("a bus")
}

/// Something on a bus.
struct Object<'a> {
    bus: &'a Connection,
    owner: String,
    path: String,
}

impl<'a> Object<'a> {
    async fn call<B, T>(&self, interface: &str, method: &str, body: &B) -> Option<T>
    where
        B: zbus::export::serde::ser::Serialize + DynamicType,
        T: for<'d> zbus::zvariant::DynamicDeserialize<'d>,
    {
        let (owner, path) = (self.owner.as_str(), self.path.as_str());
        let answer = self.bus.call_method(Some(owner), path, Some(interface), method, body).await.ok()?;
        answer.body().deserialize().ok()
    }

    async fn property(&self, name: &str) -> Option<String> {
        let get = ("org.a11y.atspi.Accessible", name);
        let value: OwnedValue = self.call("org.freedesktop.DBus.Properties", "Get", &get).await?;
        String::try_from(value).ok()
    }

    async fn attributes(&self) -> HashMap<String, String> {
        self.call("org.a11y.atspi.Accessible", "GetAttributes", &()).await.unwrap_or_default()
    }

    async fn holder(&self) -> Option<Object<'a>> {
        let get = ("org.a11y.atspi.Accessible", "Parent");
        let holder: OwnedValue = self.call("org.freedesktop.DBus.Properties", "Get", &get).await?;
        let (owner, path) = <(String, OwnedObjectPath)>::try_from(holder).ok()?;
        Some(Object { bus: self.bus, owner, path: path.to_string() })
    }

    async fn held(&self) -> Vec<Object<'a>> {
        let held: Option<Vec<(String, OwnedObjectPath)>> =
            self.call("org.a11y.atspi.Accessible", "GetChildren", &()).await;
        let object = |(owner, path): (String, OwnedObjectPath)| Object { bus: self.bus, owner, path: path.to_string() };
        held.unwrap_or_default().into_iter().map(object).collect()
    }

    /// How many there are, itself among them.
    async fn walk(&self) -> usize {
        let mut count = 1;
        for child in self.held().await {
            count += Box::pin(child.walk()).await;
        }
        count
    }

    /// What is written in it, and in what it holds.
    async fn text(&self) -> Option<String> {
        let own: String = self.call("org.a11y.atspi.Text", "GetText", &(0_i32, -1_i32)).await.unwrap_or_default();
        // In the place of each thing that it holds there is one sign, unless its text is told already.
        let mut text = own.replace('\u{fffc}', " ");
        if !own.is_empty() && !own.contains('\u{fffc}') {
            return Some(text);
        }
        for child in self.held().await {
            text.push(' ');
            text.push_str(&Box::pin(child.text()).await.unwrap_or_default());
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// What a screen reader makes of an event; `None` of most.
async fn understood(bus: &Connection, event: &Message) -> Option<Heard> {
    type Parts<T> = (String, i32, i32, OwnedValue, T);
    let header = event.header();
    let object = Object { bus, owner: header.sender()?.to_string(), path: header.path()?.to_string() };
    let body = event.body();
    let (kind, one, _, any, _) = match body.deserialize::<Parts<HashMap<String, OwnedValue>>>() {
        Ok(parts) => parts,
        // Of an older form of the protocol.
        Err(_) => {
            let (kind, one, two, any, _) = body.deserialize::<Parts<(String, OwnedObjectPath)>>().ok()?;
            (kind, one, two, any, HashMap::new())
        }
    };
    match (header.member()?.as_str(), kind.as_str(), one) {
        ("StateChanged", "focused", 1) => {
            // What is gone again was not heard either.
            let name = object.property("Name").await?;
            let role = object.attributes().await.remove("computed-role")?;
            Some(Heard::Focus { role, name, says: object.property("Description").await? })
        }
        ("Announcement", ..) => Some(Heard::Said(String::try_from(any).ok()?)),
        ("ChildrenChanged", "add", _) => {
            let (owner, path) = <(String, OwnedObjectPath)>::try_from(any).ok()?;
            let child = Object { bus, owner, path: path.to_string() };
            // As screen readers do: a region that is there and gets something, or an alert that comes.
            let role = child.attributes().await.remove("computed-role").unwrap_or_default();
            if role != "alert" && !object.attributes().await.contains_key("container-live") {
                return None;
            }
            Some(Heard::Said(child.text().await?))
        }
        _ => None,
    }
}
