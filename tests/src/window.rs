//! Kaimono's real window, operated as a person would: by what is seen, clicked and typed.

use crate::{
    desktop::Desktop,
    group::Group,
    pictures::Pictures,
    program,
    wait::{self, PATIENCE},
};
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    error::CmdError,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    fmt::Display,
    fs,
    future::Future,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The window of a running Kaimono. It ends with the value, and with all of its processes.
#[derive(Debug)]
pub struct Window {
    client: Client,
    driver: Group,
    pictures: Pictures,
    log: PathBuf,
}

impl Window {
    /// Starts Kaimono on a desktop, and waits for its page.
    ///
    /// # Panics
    /// When there is no page in time.
    pub async fn open(desktop: &Desktop) -> Window {
        Window::of(desktop, &program("kaimono")).await
    }

    /// Starts any program that has one, likewise.
    ///
    /// # Panics
    /// When there is no page in time.
    pub async fn of(desktop: &Desktop, program: &Path) -> Window {
        Window::with(desktop, desktop.command("WebKitWebDriver"), program).await
    }

    /// The same, where there is no session bus.
    ///
    /// # Panics
    /// When there is no page in time.
    pub async fn open_without_a_bus(desktop: &Desktop) -> Window {
        let mut command = desktop.command("WebKitWebDriver");
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        Window::with(desktop, command, &program("kaimono")).await
    }

    async fn with(desktop: &Desktop, mut command: Command, program: &Path) -> Window {
        let port = free_port();
        command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1").env("KAIMONO_LOG", "debug");
        let driver = desktop.start(&format!("window-{port}"), &mut command, "");
        wait::until("the driver", || std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()).await;

        let mut wanted = fantoccini::wd::Capabilities::new();
        wanted.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": [] }));
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connecting = tokio::time::timeout(PATIENCE, builder.capabilities(wanted).connect(&address)).await;
        let client = match connecting {
            Ok(Ok(client)) => client,
            Ok(Err(error)) => panic!("no window: {error}\n{}", driver.output()),
            Err(_) => panic!("no window within {} s\n{}", PATIENCE.as_secs(), driver.output()),
        };
        Window { client, driver, pictures: desktop.pictures().clone(), log: desktop.data().join("logs") }
    }

    /// How long its program has been running, as the system tells it: milliseconds, to ten of them.
    ///
    /// # Panics
    /// When there is not exactly one program of this name.
    pub async fn running(&self, name: &str) -> u64 {
        let [process] = self.driver.processes(name)[..] else { self.fail(&format!("there is not one {name}")).await };
        let read = |what: &str| fs::read_to_string(what).expect("the system tells it");
        // Seconds since the system's start, with two places; the same moment for a process is the twentieth word after its name.
        let (now, stat) = (read("/proc/uptime").replacen('.', "", 1), read(&format!("/proc/{process}/stat")));
        let now = now.split_whitespace().next().and_then(|now| now.parse::<u64>().ok()).expect("a time");
        let begun = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(19)?.parse::<u64>().ok());
        (now - begun.expect("a time")) * 10
    }

    /// Kills Kaimono in the middle of whatever it does, as a power cut would.
    pub fn kill(mut self) {
        self.driver.kill();
    }

    /// Sends a signal to the process that draws the page, and gives its number.
    ///
    /// # Panics
    /// When there is not exactly one.
    pub async fn signal_page(&self, signal: &str) -> u32 {
        self.signal("WebKitWebProcess", signal).await
    }

    /// Sends a signal to one of Kaimono's processes, by its name, and gives its number.
    ///
    /// # Panics
    /// When there is not exactly one.
    pub async fn signal(&self, name: &str, signal: &str) -> u32 {
        let [process] = self.driver.processes(name)[..] else { self.fail(&format!("there is not one {name}")).await };
        let sent = Command::new("bash").args(["-c", r#"kill -"$0" "$1""#, signal, &process.to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "it was there a moment ago");
        process
    }

    /// What Kaimono's processes hold now, and have used so far.
    pub fn costs(&self) -> Vec<Cost> {
        let names = ["kaimono", "empty-window", "WebKitWebProcess", "WebKitNetworkProcess"];
        let of = |name: &'static str| self.driver.processes(name).into_iter().filter_map(move |id| Cost::of(name, id));
        names.into_iter().flat_map(of).collect()
    }

    /// Presses a key, which nobody may answer.
    pub async fn press_in_vain(&self) {
        let key = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: 'x' });
        let _nobody_answers = tokio::time::timeout(Duration::from_secs(2), self.client.perform_actions(key)).await;
    }

    /// Waits until another process draws the page.
    ///
    /// # Panics
    /// When none does in time.
    pub async fn page_after(&self, before: u32) {
        let another = || matches!(self.driver.processes("WebKitWebProcess")[..], [process] if process != before);
        wait::until("another process that draws the page", another).await;
    }

    /// Waits for something to be visible. A place is a test id of `ui/TESTIDS.md`, with attributes where there are several
    /// (`step[data-step=paid]`), and inside another place after ` / `.
    ///
    /// # Panics
    /// When it is not seen in time.
    pub async fn see(&self, place: &str) -> Element {
        self.find(place, |element| async move {
            let seen = element.is_displayed().await?;
            Ok(seen.then_some(element))
        })
        .await
    }

    /// Waits for something of the page's source to be there, however long after another it may be seen. Looks without a rest.
    ///
    /// # Panics
    /// When it is not there in time.
    pub async fn first(&self, css: &str) {
        let looking = async { while call(self.client.find(Locator::Css(css))).await.is_err() {} };
        if tokio::time::timeout(PATIENCE, looking).await.is_err() {
            self.fail(&format!("{css} is not there")).await;
        }
    }

    /// Waits for something to be visible and to contain a text.
    ///
    /// # Panics
    /// When it does not in time.
    pub async fn reads(&self, place: &str, text: &str) {
        let mut last = String::new();
        let found = wait::within(PATIENCE, async || self.text_now(place, &mut last, text).await).await;
        if found.is_none() {
            self.fail(&format!("{place} does not read {text:?}; it reads {last:?}")).await;
        }
    }

    /// The visible text of something.
    ///
    /// # Panics
    /// When it is not seen in time.
    pub async fn text(&self, place: &str) -> String {
        self.find(place, |element| async move {
            let text = element.text().await?;
            Ok((!text.is_empty()).then_some(text))
        })
        .await
    }

    /// Clicks something, as soon as it can be clicked.
    ///
    /// # Panics
    /// When it cannot be in time.
    pub async fn click(&self, place: &str) {
        // What lies under the buttons at the lower edge is scrolled from under them first, as a person would.
        let uncover =
            "const [element] = arguments; const { left, top, width, height } = element.getBoundingClientRect();
            const there = document.elementFromPoint(left + width / 2, top + height / 2);
            if (!element.contains(there)) element.scrollIntoView({ block: 'center' });";
        self.find(place, |element| async move {
            if element.is_displayed().await? && element.is_enabled().await? {
                let handle = serde_json::to_value(&element)?;
                element.clone().client().execute(uncover, vec![handle]).await?;
                element.click().await?;
                return Ok(Some(()));
            }
            Ok(None)
        })
        .await;
    }

    /// Chooses a radio button, by its label as a person would: the button itself may be drawn otherwise.
    ///
    /// # Panics
    /// When it cannot be in time.
    pub async fn choose(&self, place: &str) {
        self.find(place, |element| async move {
            element.find(Locator::XPath("ancestor::label")).await?.click().await?;
            Ok(element.is_selected().await?.then_some(()))
        })
        .await;
    }

    /// Chooses from a list that opens.
    ///
    /// # Panics
    /// When there is no such list, or nothing of that name on it, in time.
    pub async fn pick(&self, place: &str, words: &str) {
        self.find(place, |element| async move { element.select_by_label(words).await.map(Some) }).await;
    }

    /// Types a text into a field that is emptied first.
    ///
    /// # Panics
    /// When there is no such field in time.
    pub async fn fill(&self, place: &str, text: &str) {
        self.find(place, |element| async move {
            element.clear().await?;
            element.send_keys(text).await?;
            Ok((element.prop("value").await?.as_deref() == Some(text)).then_some(()))
        })
        .await;
    }

    /// Pastes into a field, in the place of what is there: also several lines, which no key writes.
    ///
    /// # Panics
    /// When it cannot be in time.
    pub async fn paste(&self, place: &str, text: &str) {
        self.fill(place, "x").await;
        let paste = "document.activeElement.select(); document.execCommand('insertText', false, arguments[0])";
        self.run(paste, vec![text.into()]).await;
        assert_eq!(self.property(place, "value").await, text, "{place}");
    }

    /// Presses keys, written as on the sheet of keys: `j`, `?`, `Tab`, `Shift Tab`, `Ctrl K`.
    ///
    /// # Panics
    /// When the window does not take them.
    pub async fn press(&self, keys: &str) {
        let held: Vec<char> = keys.split(' ').map(key).collect();
        let down = held.iter().map(|value| KeyAction::Down { value: *value });
        let up = held.iter().rev().map(|value| KeyAction::Up { value: *value });
        let actions = down.chain(up).fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        if let Err(error) = call(self.client.perform_actions(actions)).await {
            self.fail(&format!("{keys} cannot be pressed: {error}")).await;
        }
    }

    /// Types a text with keys, wherever the focus is.
    ///
    /// # Panics
    /// When the window does not take them.
    pub async fn type_keys(&self, text: &str) {
        let keys = text.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let actions = keys.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        if let Err(error) = call(self.client.perform_actions(actions)).await {
            self.fail(&format!("{text:?} cannot be typed: {error}")).await;
        }
    }

    /// Waits until something has the focus, and can be seen to have it.
    ///
    /// # Panics
    /// When it does not in time.
    pub async fn has_focus(&self, place: &str) {
        let look = async || (self.focused(place).await == Some(true)).then_some(());
        if wait::within(PATIENCE, look).await.is_none() {
            let (place, other) = (place, self.run(FOCUSED, vec![Value::Null]).await);
            self.fail(&format!("{place} does not have the focus, or does not show it; it is at {other}")).await;
        }
        assert!(self.shows_focus().await, "{place} does not show that it has the focus");
    }

    /// Presses Tab until something has the focus. Whatever has it on the way shows it.
    ///
    /// # Panics
    /// When Tab does not lead there.
    pub async fn tab_to(&self, place: &str) {
        self.see(place).await;
        for _ in 0..TABS {
            if self.focused(place).await == Some(true) {
                return;
            }
            self.press("Tab").await;
            if !self.shows_focus().await {
                let at = self.run(FOCUSED, vec![Value::Null]).await;
                self.fail(&format!("on the way to {place}: {at} does not show that it has the focus")).await;
            }
        }
        let at = self.run(FOCUSED, vec![Value::Null]).await;
        self.fail(&format!("Tab does not lead to {place}; it is at {at}")).await;
    }

    async fn focused(&self, place: &str) -> Option<bool> {
        call(self.client.execute(FOCUSED, vec![selector(place).into()])).await.ok()?.as_bool()
    }

    /// By an outline; or it is a title, where a page begins and nothing can be used.
    async fn shows_focus(&self) -> bool {
        let shows = "const { activeElement } = document;
            if (!activeElement || activeElement === document.body) return false;
            if (activeElement.matches('h1')) return true;
            const drawn = [activeElement, activeElement.nextElementSibling, activeElement.closest('label')].filter(Boolean);
            return drawn.some((one) => { const { outlineStyle, outlineWidth } = getComputedStyle(one);
                return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1; })
                || (activeElement.matches('[role=combobox]') && activeElement.closest('dialog') !== null)
                || activeElement.matches('[role=menuitem]')";
        self.run(shows, Vec::new()).await == Value::Bool(true)
    }

    /// Presses a letter together with Ctrl.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn press_control(&self, letter: char) {
        let script =
            "dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], ctrlKey: true, cancelable: true }));";
        self.run(script, vec![letter.to_string().into()]).await;
    }

    /// A property of something, as text.
    ///
    /// # Panics
    /// When it has none in time.
    pub async fn property(&self, place: &str, name: &str) -> String {
        self.find(place, |element| async move { element.prop(name).await }).await
    }

    /// Waits until something is not there (any more).
    ///
    /// # Panics
    /// When it still is.
    pub async fn gone(&self, place: &str) {
        let look = async || (self.counted(place).await.ok()? == 0).then_some(());
        if wait::within(PATIENCE, look).await.is_none() {
            self.fail(&format!("{place} is still there")).await;
        }
    }

    /// How many there are now.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn count(&self, place: &str) -> usize {
        match self.counted(place).await {
            Ok(count) => count,
            Err(error) => self.fail(&format!("{place} cannot be counted: {error}")).await,
        }
    }

    /// The page counts by itself: a list of elements from the driver is refused when one of them is drawn anew meanwhile.
    async fn counted(&self, place: &str) -> Result<usize, String> {
        let script = "return document.querySelectorAll(arguments[0]).length";
        let count = call(self.client.execute(script, vec![selector(place).into()])).await?;
        count.as_u64().and_then(|count| count.try_into().ok()).ok_or_else(|| format!("{count} is no number"))
    }

    /// Whether a box is ticked.
    ///
    /// # Panics
    /// When there is no such box in time.
    pub async fn is_checked(&self, place: &str) -> bool {
        self.find(place, |element| async move { element.is_selected().await.map(Some) }).await
    }

    /// An attribute of something.
    ///
    /// # Panics
    /// When it has none in time.
    pub async fn attribute(&self, place: &str, name: &str) -> String {
        self.find(place, |element| async move { element.attr(name).await }).await
    }

    /// Waits until an attribute changes.
    ///
    /// # Panics
    /// When it does not in time.
    pub async fn attribute_other_than(&self, place: &str, name: &str, before: &str) -> String {
        let other = |now: &String| now != before;
        self.find(place, |element| async move { Ok(element.attr(name).await?.filter(other)) }).await
    }

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Panics
    /// When it throws or does not end in time.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        match call(self.client.execute(script, arguments)).await {
            Ok(value) => value,
            Err(error) => self.fail(&format!("the script failed: {error}")).await,
        }
    }

    /// Waits until something in the page is true.
    ///
    /// # Panics
    /// When it does not become so in time.
    pub async fn becomes(&self, what: &str) {
        let script = format!("return {what}");
        let look = async || call(self.client.execute(&script, Vec::new())).await.ok()?.as_bool()?.then_some(());
        if wait::within(PATIENCE, look).await.is_none() {
            self.fail(&format!("not so: {what}")).await;
        }
    }

    /// Makes the window this large.
    ///
    /// # Panics
    /// When it stays as it was.
    pub async fn resize(&self, width: u32, height: u32) {
        if let Err(error) = call(self.client.set_window_size(width, height)).await {
            self.fail(&format!("the window cannot be made {width} × {height}: {error}")).await;
        }
        self.becomes(&format!("innerWidth === {width} && innerHeight <= {height}")).await;
    }

    /// Takes a numbered picture of the window as it is.
    ///
    /// # Panics
    /// When it cannot be taken.
    pub async fn picture(&self, name: &str) {
        // The page scrolls within the frame, and never the frame out of the window, nor the page sideways.
        let stays = "const { scrollHeight, scrollWidth } = document.scrollingElement;
            const main = document.querySelector('.frame main');
            const stays = !main || scrollHeight <= innerHeight && scrollWidth <= innerWidth && main.scrollWidth <= main.clientWidth;
            const wide = ({ scrollWidth, clientWidth }) => `${scrollWidth} in ${clientWidth}`;
            return stays || `${scrollHeight} in ${innerHeight} high, ${scrollWidth} in ${innerWidth} wide, the page ${wide(main)}`";
        match self.run(stays, Vec::new()).await {
            Value::Bool(true) => {}
            sizes => self.fail(&format!("{name}: the frame can be scrolled away, or the page sideways: {sizes}")).await,
        }
        match self.screenshot().await {
            Ok(png) => drop(self.pictures.keep(name, &png)),
            Err(error) => self.fail(&format!("no picture {name}: {error}")).await,
        }
    }

    /// Takes a numbered picture with something in the middle of the window.
    ///
    /// # Panics
    /// When it is not there, or the picture cannot be taken.
    pub async fn picture_of(&self, place: &str, name: &str) {
        self.see(place).await;
        let script = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' });";
        self.run(script, vec![selector(place).into()]).await;
        self.picture(name).await;
    }

    /// WebKit takes the picture with the next frame that it paints, and waits for ever when nothing on the page moves. So a
    /// pixel moves meanwhile.
    pub(crate) async fn screenshot(&self) -> Result<Vec<u8>, String> {
        let begin = "const pixel = document.createElement('i'); pixel.id = 'moving-pixel';
            Object.assign(pixel.style, { position: 'fixed', right: 0, bottom: 0, width: '1px', height: '1px' });
            document.body.append(pixel);
            const move = () => { if (pixel.isConnected) { pixel.style.opacity = pixel.style.opacity === '0' ? '0.01' : '0';
                setTimeout(move, 20); } };
            move();";
        call(self.client.execute(begin, Vec::new())).await?;
        let bytes = call(self.client.screenshot()).await?;
        call(self.client.execute("document.getElementById('moving-pixel').remove();", Vec::new())).await?;
        Ok(bytes)
    }

    /// Ends the story: leaves a picture of what is seen instead, and tells what the page and the log say.
    ///
    /// # Panics
    /// Always.
    pub async fn fail(&self, what: &str) -> ! {
        let picture = self.screenshot().await.map(|png| self.pictures.keep("failed", &png));
        let script = "return location.hash + '\\n' + document.body.innerText";
        let page = call(self.client.execute(script, Vec::new())).await.unwrap_or_default();
        let page = page.as_str().unwrap_or("(it does not answer)");
        panic!(
            "{what}\n--- the page ({picture:?}):\n{page}\n--- the log:\n{}\n--- the driver:\n{}",
            self.log_tail(),
            self.driver.output()
        );
    }

    fn log_tail(&self) -> String {
        let files = fs::read_dir(&self.log).into_iter().flatten().flatten();
        let text: String = files.filter_map(|file| fs::read_to_string(file.path()).ok()).collect();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }

    /// Looks for an element and does something with it, again and again (the page may redraw it under our hands).
    async fn find<T, F>(&self, place: &str, then: impl Fn(Element) -> F) -> T
    where
        F: Future<Output = Result<Option<T>, CmdError>>,
    {
        let selector = selector(place);
        let look = async || {
            let element = call(self.client.find(Locator::Css(&selector))).await.ok()?;
            call(then(element)).await.ok().flatten()
        };
        match wait::within(PATIENCE, look).await {
            Some(found) => found,
            None => self.fail(&format!("{place} is not there, or not to be used")).await,
        }
    }

    async fn text_now(&self, place: &str, last: &mut String, text: &str) -> Option<()> {
        let element = call(self.client.find(Locator::Css(&selector(place)))).await.ok()?;
        *last = call(element.text()).await.ok()?;
        last.contains(text).then_some(())
    }
}

/// What a process holds, and has used so far.
#[derive(Clone, Debug)]
pub struct Cost {
    name: &'static str,
    /// Memory that is its own, and its share of what it has in common with others; KiB.
    memory: u64,
    files: usize,
    threads: usize,
    /// Hundredths of a second of a processor.
    ticks: u64,
}

impl Cost {
    /// As the system tells it; `None` when it is gone.
    fn of(name: &'static str, id: u32) -> Option<Cost> {
        let read = |what: &str| fs::read_to_string(format!("/proc/{id}/{what}")).ok();
        let count = |what: &str| fs::read_dir(format!("/proc/{id}/{what}")).map(Iterator::count).ok();
        let rollup = read("smaps_rollup")?;
        let memory =
            rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse().ok())?;
        let stat = read("stat")?;
        // After the name: state is the first; user and system time are the twelfth and thirteenth.
        let ticks = stat
            .rsplit_once(')')?
            .1
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|time| time.parse::<u64>().ok())
            .sum();
        Some(Cost { name, memory, files: count("fd")?, threads: count("task")?, ticks })
    }

    /// Memory in KiB.
    pub fn memory(&self) -> u64 {
        self.memory
    }

    /// The same for other programs.
    pub fn json(&self) -> Value {
        let Cost { name, memory, files, threads, ticks } = self;
        json!({ "name": name, "memoryKib": memory, "files": files, "threads": threads, "processorTicks": ticks })
    }
}

impl Display for Cost {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Cost { name, memory, files, threads, ticks } = self;
        write!(to, "{name}: {} MiB, {files} files, {threads} threads, {ticks} ticks;", memory / 1024)
    }
}

/// One call of the driver. It hangs for ever when the window is gone.
async fn call<T, E: Display>(doing: impl Future<Output = Result<T, E>>) -> Result<T, String> {
    match tokio::time::timeout(Duration::from_secs(20), doing).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the driver does not answer".to_owned()),
    }
}

/// `step[data-state=done] / failure` → `[data-testid="step"][data-state="done"] [data-testid="failure"]`.
fn selector(place: &str) -> String {
    let parts = place.split(" / ").map(|part| {
        let (testid, attributes) = part.split_at(part.find('[').unwrap_or(part.len()));
        let attributes = attributes.replace('=', "=\"").replace(']', "\"]");
        format!("[data-testid=\"{testid}\"]{attributes}")
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Whether what was asked for has the focus; with nothing asked for, what has it.
const FOCUSED: &str = "const { activeElement } = document;
    return arguments[0] === null ? (activeElement?.outerHTML ?? '').slice(0, 200) : activeElement?.matches(arguments[0]) === true";

/// So many times at most is Tab pressed to get somewhere.
const TABS: usize = 60;

/// A key as WebDriver has it.
fn key(name: &str) -> char {
    match name {
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Ctrl" => '\u{e009}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "F10" => '\u{e03a}',
        letter => letter.chars().next().unwrap_or_default().to_ascii_lowercase(),
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}
