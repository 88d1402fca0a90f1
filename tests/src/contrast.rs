//! What is drawn, measured in the pixels of a picture: whether text can be read, and controls and states be told from their ground.
//! (WCAG 2.2, 1.4.3 and 1.4.11. What is computed from styles says nothing of what the engine draws by itself.)

#![expect(clippy::float_arithmetic, reason = "colours and places, and no money")]

use crate::window::Window;
use std::{collections::HashMap, fmt, io::Cursor};

/// What WCAG asks of text, and of what one recognises a control or a state by.
const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

/// What is measured how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Letters against their ground.
    Text,
    /// The boundary of a control, on its weakest side.
    Edge,
    /// A dot, a bar or an icon against its ground.
    Shape,
}

/// One thing on the page.
#[derive(Clone, Debug)]
pub struct Measured {
    /// How it was measured.
    pub kind: Kind,
    /// What it is: its test id or class, and its first words.
    pub what: String,
    /// From 1 to 21.
    pub contrast: f64,
}

impl Measured {
    /// Whether it is less than it should be.
    pub fn is_faint(&self) -> bool {
        self.contrast < if self.kind == Kind::Text { TEXT } else { SHAPE }
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:.2} : 1  {}", self.kind, self.contrast, self.what)
    }
}

/// Lists what is seen of the page now, with its rectangle. Disabled controls are exempt, as in WCAG; hairlines that only decorate
/// are not listed.
const LIST: &str = r#"
    const seen = [];
    const view = (element) => element.closest('main, .sidebar, dialog, .sandbox-bar, [popover]') ?? document.documentElement;
    const visible = (element, { left, top, right, bottom }) => {
        if (right - left < 2 || bottom - top < 2) return false;
        const frame = view(element).getBoundingClientRect();
        if (left < frame.left || top < frame.top || right > frame.right + 1 || bottom > frame.bottom + 1) return false;
        // What scrolls by itself shows only a part of what is in it.
        for (let around = element.parentElement; around !== null; around = around.parentElement) {
            if (getComputedStyle(around).overflowY === 'visible') continue;
            const edge = around.getBoundingClientRect();
            if (left < edge.left - 1 || top < edge.top - 1 || right > edge.right + 1 || bottom > edge.bottom + 1) return false;
        }
        if (left < 5 || top < 5 || right > innerWidth - 5 || bottom > innerHeight - 5) return false;
        const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return there !== null && (element.contains(there) || there.contains(element)) && element.checkVisibility({ opacityProperty: true });
    };
    const name = (element) => element.dataset?.testid ?? element.closest('[data-testid]')?.dataset.testid + ' .' + String(element.className?.baseVal ?? element.className).replaceAll(' ', '.');
    const add = (kind, element, rectangle, words) => {
        if (element.closest(':disabled, [aria-disabled=true], .visually-hidden')) return;
        if (!visible(element, rectangle)) return;
        const { left, top, right, bottom } = rectangle;
        seen.push([kind, name(element) + ' ' + words.trim().slice(0, 40), left, top, right, bottom]);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!/[\p{L}\p{N}]/u.test(node.data) || !node.parentElement || node.parentElement.closest('script, style, svg, option')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const [first] = range.getClientRects();
        if (first) add('text', node.parentElement, first, node.data);
    }
    const all = (selector) => document.querySelectorAll(selector);
    for (const field of all('input:not([type=radio], [type=checkbox], [type=range], [type=color]), textarea')) {
        const { left, top, right, bottom } = field.getBoundingClientRect();
        if (field.value !== '' || field.placeholder !== '') add('text', field, { left: left + 4, top: top + 4, right: right - 4, bottom: Math.min(bottom - 4, top + 40) }, field.value || field.placeholder);
    }
    for (const control of all('.button:not(.button-quiet), .input, .search input, .check input, .segments, .segment input:checked + span, .tab[aria-pressed=true], .door, .node-switch, textarea, select')) add('edge', control, control.getBoundingClientRect(), '');
    for (const shape of all('.state-dot, .health-dot, .button-quiet .icon, .button .icon, .nav-item .icon')) add('shape', shape, shape.getBoundingClientRect(), '');
    return seen;
"#;

/// Measures what is seen, and what is seen after scrolling, down to the end of the page.
///
/// # Panics
/// When the page does not answer, or no picture can be taken.
pub async fn measure(window: &Window) -> Vec<Measured> {
    let mut found = Vec::new();
    window.run("document.querySelector('main').scrollTop = 0", Vec::new()).await;
    loop {
        let listed = window.run(LIST, Vec::new()).await;
        let picture = Picture::read(&window.screenshot().await.expect("a picture can be taken"));
        for one in listed.as_array().into_iter().flatten() {
            found.extend(measured(one, &picture));
        }
        let on = "const main = document.querySelector('main'); const before = main.scrollTop;
            main.scrollTop += main.clientHeight - 120; return main.scrollTop > before";
        if window.run(on, Vec::new()).await != serde_json::Value::Bool(true) {
            return found;
        }
    }
}

fn measured(listed: &serde_json::Value, picture: &Picture) -> Option<Measured> {
    let list = listed.as_array()?;
    let mut numbers = list.get(2..)?.iter().filter_map(serde_json::Value::as_f64);
    let (left, top, right, bottom) = (numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?);
    let place = Place { left, top, right, bottom };
    let (kind, contrast) = match list.first()?.as_str()? {
        "text" => (Kind::Text, picture.ink(place)),
        "edge" => (Kind::Edge, picture.edge(place)),
        _ => (Kind::Shape, picture.ink(place)),
    };
    Some(Measured { kind, what: list.get(1)?.as_str()?.to_owned(), contrast })
}

#[derive(Clone, Copy, Debug)]
struct Place {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

type Colour = [u8; 3];

struct Picture {
    width: usize,
    pixels: Vec<Colour>,
}

impl Picture {
    fn read(png: &[u8]) -> Picture {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().expect("it is a picture");
        let mut bytes = vec![0; reader.output_buffer_size().expect("it is not too large")];
        let info = reader.next_frame(&mut bytes).expect("it is whole");
        let pixels = bytes.chunks_exact(info.color_type.samples());
        let pixels = pixels.filter_map(|pixel| pixel.first_chunk().copied()).collect();
        Picture { width: info.width.try_into().expect("it is a picture"), pixels }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a pixel of the window")]
    fn at(&self, x: f64, y: f64) -> Colour {
        let (x, y) = (x.max(0.0) as usize, y.max(0.0) as usize);
        self.pixels.get(y * self.width + x.min(self.width - 1)).copied().unwrap_or_default()
    }

    /// The most that anything in a place differs from its most frequent colour.
    fn ink(&self, place: Place) -> f64 {
        let mut counts: HashMap<Colour, u32> = HashMap::new();
        let mut y = place.top.floor();
        while y < place.bottom.ceil() {
            let mut x = place.left.floor();
            while x < place.right.ceil() {
                *counts.entry(self.at(x, y)).or_default() += 1;
                x += 1.0;
            }
            y += 1.0;
        }
        let Some((ground, _)) = counts.iter().max_by_key(|(_, count)| **count) else { return 1.0 };
        counts.keys().map(|colour| contrast(*colour, *ground)).fold(1.0, f64::max)
    }

    /// The most that anything on the way in from outside differs from the ground there; on the side where that is least.
    fn edge(&self, place: Place) -> f64 {
        let middle = ((place.left + place.right) / 2.0, (place.top + place.bottom) / 2.0);
        let sides = [
            ((place.left - 3.0, middle.1), (1.0, 0.0)),
            ((place.right + 2.0, middle.1), (-1.0, 0.0)),
            ((middle.0, place.top - 3.0), (0.0, 1.0)),
            ((middle.0, place.bottom + 2.0), (0.0, -1.0)),
        ];
        let side = |((x, y), (dx, dy)): ((f64, f64), (f64, f64))| {
            let ground = self.at(x, y);
            let steps = (1..=6).map(f64::from);
            steps.map(|step| contrast(self.at(x + dx * step, y + dy * step), ground)).fold(1.0, f64::max)
        };
        sides.into_iter().map(side).fold(f64::INFINITY, f64::min)
    }
}

/// How much lighter one colour is than the other (WCAG 2.2, "contrast ratio").
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
