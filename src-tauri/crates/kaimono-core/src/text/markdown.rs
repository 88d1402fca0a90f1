//! Turns an agent's Markdown into HTML that cannot do anything.
//!
//! There are two walls, and each is enough alone. The parser's events are tamed: raw HTML becomes text, images become links, and
//! a link keeps its target only if it is https, http or mailto. The output then goes through an allow-list. A link has no `href`,
//! so no click can navigate: the page hands `data-href` to the backend, which asks before a browser opens.

use super::{MAX_SHOWN, clean, cut, fold::Fold, html::escaped, readable};
use crate::view::result::{HeadingView, ProsePiece};
use ammonia::Builder;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};
use url::Url;

/// Deeper nesting is flattened: it is no text any more, and a browser's layout is not made for it.
const MAX_DEPTH: usize = 32;
/// A document of so many pieces is cut there. No honest one of [`MAX_SHOWN`] characters has as many.
const MAX_EVENTS: usize = 100_000;
/// No outline is longer.
const MAX_HEADINGS: usize = 200;
/// A table of more columns is cut: a browser measures each against every other.
const MAX_COLUMNS: usize = 100;
/// What an element costs, as letters. See [`in_pieces`].
const ELEMENT: usize = 20;
/// A longer link is no link.
const MAX_LINK: usize = 2_048;

const TAGS: [&str; 29] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "sub",
    "sup",
    "b",
    "i",
    "s",
    "wbr",
];

/// Sanitised HTML of a Markdown text. At most 200,000 characters of it are read.
pub fn render_markdown(source: &str) -> String {
    render(source, usize::MAX).html()
}

/// What a Markdown text became.
#[derive(Default)]
pub(super) struct Rendered {
    /// In their order.
    pub(super) pieces: Vec<ProsePiece>,
    /// In their order.
    pub(super) headings: Vec<HeadingView>,
    /// Something was left out because it was too long.
    pub(super) is_cut: bool,
}

impl Rendered {
    /// All of it.
    pub(super) fn html(&self) -> String {
        self.pieces.iter().map(|piece| &*piece.html).collect()
    }
}

/// The same in pieces of about so much each, with its headings.
pub(super) fn render(source: &str, piece: usize) -> Rendered {
    let readable = readable(source, MAX_SHOWN);
    let (tamed, is_cut) = tame(events(&readable));
    let headings = headings(&tamed);
    let pieces = in_pieces(tamed, piece).into_iter().map(|(events, goes_on)| {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, events.into_iter());
        ProsePiece { html: SANITISER.clean(&html).to_string(), goes_on }
    });
    let pieces = pieces.collect();
    let is_cut = is_cut || cut(source, MAX_SHOWN).len() < source.len();
    Rendered { pieces, headings, is_cut }
}

/// Events in pieces of about so much: letters, and what an element costs beside them. Each is whole by itself. They are cut between what
/// stands at the top, but not below a heading, and between the rows of a table and the entries of a list that stand there;
/// `true`: the piece begins within one.
fn in_pieces(events: Vec<Event<'_>>, most: usize) -> Vec<(Vec<Event<'_>>, bool)> {
    let (mut pieces, mut piece, mut goes_on) = (Vec::new(), Vec::new(), false);
    let (mut depth, mut weight) = (0_usize, 0_usize);
    // The table or list that is open at the top, as it would go on.
    let mut outer: Option<Tag<'_>> = None;
    for event in events {
        let heavy = weight >= most;
        let below_a_heading =
            matches!(piece.last(), Some(Event::End(TagEnd::Heading(_)))) && weight < most.saturating_mul(2);
        match (&event, &mut outer) {
            (Event::Start(Tag::TableRow | Tag::Item), Some(tag)) if depth == 1 => {
                // Not before the first entry: it would leave an empty list.
                if heavy && !matches!(piece.last(), Some(Event::Start(_))) {
                    piece.push(Event::End(tag.to_end()));
                    pieces.push((std::mem::take(&mut piece), goes_on));
                    piece.push(Event::Start(tag.clone()));
                    if matches!(tag, Tag::Table(_)) {
                        // Without a head, its cells would be headings.
                        piece.extend([Event::Start(Tag::TableHead), Event::End(TagEnd::TableHead)]);
                    }
                    (goes_on, weight) = (true, 0);
                }
                if let Tag::List(Some(number)) = tag {
                    *number = number.saturating_add(1);
                }
            }
            (Event::End(_), _) => {}
            _ if depth == 0 && heavy && !below_a_heading => {
                pieces.push((std::mem::take(&mut piece), goes_on));
                (goes_on, weight) = (false, 0);
            }
            _ => {}
        }
        match &event {
            Event::Start(tag) => {
                if depth == 0 {
                    outer = Some(tag.clone());
                }
                depth += 1;
                weight += ELEMENT;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) => weight += text.len(),
            _ => weight += ELEMENT,
        }
        piece.push(event);
    }
    pieces.extend((!piece.is_empty()).then_some((piece, goes_on)));
    pieces
}

/// The headings of the first three levels, which are `h3` to `h5` of the page.
fn headings(tamed: &[Event<'_>]) -> Vec<HeadingView> {
    let (mut found, mut open) = (Vec::new(), None);
    for event in tamed {
        match event {
            Event::Start(Tag::Heading { level, .. }) if found.len() < MAX_HEADINGS => {
                let level = match level {
                    HeadingLevel::H3 => Some(1),
                    HeadingLevel::H4 => Some(2),
                    HeadingLevel::H5 => Some(3),
                    _ => None,
                };
                open = level.map(|level| (level, String::new()));
            }
            Event::Text(text) => open.iter_mut().for_each(|(_, said)| said.push_str(text)),
            Event::SoftBreak | Event::HardBreak => open.iter_mut().for_each(|(_, said)| said.push(' ')),
            Event::End(TagEnd::Heading(_)) => {
                found.extend(open.take().map(|(level, said)| HeadingView { level, text: clean(&said, 120) }));
            }
            _ => {}
        }
    }
    found
}

/// The same of a short text, of which each line stays one.
pub(super) fn render_lines(source: &str) -> String {
    let readable = readable(source, MAX_SHOWN);
    let mut html = String::new();
    let (tamed, _) = tame(events(&readable));
    let lines = tamed.into_iter().map(|event| if event == Event::SoftBreak { Event::HardBreak } else { event });
    pulldown_cmark::html::push_html(&mut html, lines);
    SANITISER.clean(&html).to_string()
}

/// Whether a text means to be Markdown: it has more than paragraphs. (An indented line may be just an indented line.)
pub(super) fn is_markdown(source: &str) -> bool {
    events(&readable(source, MAX_SHOWN)).any(|event| match event {
        Event::Start(Tag::Paragraph | Tag::HtmlBlock | Tag::CodeBlock(CodeBlockKind::Indented)) => false,
        Event::Start(_) | Event::Code(_) | Event::Rule => true,
        Event::Text(text) => bare_link(&text).is_some(),
        _ => false,
    })
}

fn events(source: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    TextMergeStream::new(Parser::new_ext(source, options))
}

/// Events without anything that could act (see the head of this file), or could not be laid out in time; and whether some were
/// left out.
fn tame<'a>(events: impl Iterator<Item = Event<'a>>) -> (Vec<Event<'a>>, bool) {
    let mut tamer = Tamer::new();
    let mut is_cut = false;
    for event in events {
        is_cut = tamer.tamed.len() >= MAX_EVENTS || tamer.fold.is_cut();
        if is_cut {
            break;
        }
        tamer.take(event);
    }
    while !tamer.open.is_empty() {
        tamer.end();
    }
    (tamer.tamed, is_cut || tamer.narrowed || tamer.fold.is_cut())
}

/// What was made of a start tag, so that its end is made the same.
enum Open {
    Kept(TagEnd),
    Link,
    Image {
        linked: bool,
    },
    Flattened,
    /// A cell beyond the last column that is shown.
    Beyond,
}

struct Tamer<'a> {
    tamed: Vec<Event<'a>>,
    fold: Fold,
    open: Vec<Open>,
    in_image: bool,
    in_link: bool,
    in_code: bool,
    /// Cells of the open row.
    cells: usize,
    /// In a cell that is not shown.
    beyond: bool,
    /// Such cells were left out.
    narrowed: bool,
    /// Of the open image, until a text of its own is met.
    label: Option<String>,
}

impl<'a> Tamer<'a> {
    fn new() -> Tamer<'a> {
        let fold = Fold::new(MAX_SHOWN);
        Tamer {
            tamed: Vec::new(),
            fold,
            open: Vec::new(),
            in_image: false,
            in_link: false,
            in_code: false,
            cells: 0,
            beyond: false,
            narrowed: false,
            label: None,
        }
    }

    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(_) if self.beyond => self.open.push(Open::Flattened),
            Event::End(_) => self.end(),
            _ if self.beyond => {}
            Event::Start(tag) => {
                let open = self.start(tag);
                self.open.push(open);
            }
            Event::Text(text) if self.in_image || self.in_link || self.in_code => self.text(&text),
            Event::Text(text) => self.linked_text(&text),
            // Raw HTML is shown as what it is: text.
            Event::Html(text)
            | Event::InlineHtml(text)
            | Event::FootnoteReference(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(&text),
            Event::Code(text) if self.in_image => self.text(&text),
            Event::SoftBreak | Event::HardBreak if self.in_image => self.text(" "),
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
            Event::Code(text) => {
                self.tamed.push(Event::InlineHtml("<code>".into()));
                self.text(&text);
                self.tamed.push(Event::InlineHtml("</code>".into()));
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => {
                self.fold.begin_line();
                self.tamed.push(event);
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.label = None;
        for (index, piece) in self.fold.pieces(text).into_iter().enumerate() {
            if index > 0 {
                self.tamed.push(Event::InlineHtml("<wbr>".into()));
            }
            self.tamed.push(Event::Text(piece.into()));
        }
    }

    fn linked_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((start, end)) = bare_link(rest) {
            let link = &rest[start..end];
            self.text(&rest[..start]);
            match target(link) {
                Some(target) => {
                    self.tamed.push(opening(&target));
                    self.text(link);
                    self.tamed.push(closing());
                }
                None => self.text(link),
            }
            rest = &rest[end..];
        }
        self.text(rest);
    }

    fn keep(&mut self, tag: Tag<'a>) -> Open {
        let end = tag.to_end();
        if !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough) {
            self.fold.begin_line();
        }
        self.tamed.push(Event::Start(tag));
        Open::Kept(end)
    }

    fn start(&mut self, tag: Tag<'a>) -> Open {
        match tag {
            _ if self.in_image => Open::Flattened,
            Tag::Image { dest_url, .. } => {
                let target = target(&dest_url);
                let linked = !self.in_link && target.is_some();
                self.tamed.extend(target.as_deref().filter(|_| linked).map(opening));
                self.in_image = true;
                self.label = target;
                Open::Image { linked }
            }
            Tag::Link { link_type, dest_url, .. } => {
                let mail = matches!(link_type, LinkType::Email);
                let target = if mail { target(&format!("mailto:{dest_url}")) } else { target(&dest_url) };
                let Some(target) = target else { return Open::Flattened };
                self.tamed.push(opening(&target));
                self.in_link = true;
                Open::Link
            }
            _ if self.open.len() >= MAX_DEPTH => Open::Flattened,
            Tag::TableCell if self.cells >= MAX_COLUMNS => {
                (self.beyond, self.narrowed) = (true, true);
                Open::Beyond
            }
            Tag::TableCell => {
                self.cells += 1;
                self.keep(tag)
            }
            Tag::TableHead | Tag::TableRow => {
                self.cells = 0;
                self.keep(tag)
            }
            Tag::Heading { level, .. } => {
                let level = below_the_page(level);
                self.keep(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Tag::HtmlBlock => self.keep(Tag::Paragraph),
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.keep(tag)
            }
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough => self.keep(tag),
            _ => Open::Flattened,
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Kept(end)) => {
                self.in_code &= end != TagEnd::CodeBlock;
                self.tamed.push(Event::End(end));
            }
            Some(Open::Link) => {
                self.in_link = false;
                self.tamed.push(closing());
            }
            Some(Open::Image { linked }) => {
                self.in_image = false;
                // An image without a text of its own is called by its address.
                if let Some(label) = self.label.take() {
                    self.text(&label);
                }
                self.tamed.extend(linked.then(closing));
            }
            Some(Open::Beyond) => self.beyond = false,
            Some(Open::Flattened) | None => {}
        }
    }
}

/// The page has its own first two levels of headings.
fn below_the_page(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

fn opening(target: &str) -> Event<'static> {
    let escaped = escaped(target);
    Event::InlineHtml(format!(r#"<a data-href="{escaped}" tabindex="0" role="link">"#).into())
}

fn closing() -> Event<'static> {
    Event::InlineHtml("</a>".into())
}

/// Where a link may lead: an https or http URL with a host and without credentials, or a mail address; normalised (host in
/// punycode). `None`: it leads nowhere.
pub(super) fn target(destination: &str) -> Option<String> {
    if destination.len() > MAX_LINK {
        return None;
    }
    let mut url = Url::parse(destination).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    match url.scheme() {
        "https" | "http" if plain && url.has_host() => {}
        // What a mail begins with is not for the agent to write.
        "mailto" => {
            url.set_query(None);
            url.set_fragment(None);
        }
        _ => return None,
    }
    let text = String::from(url);
    (text.len() <= MAX_LINK).then_some(text)
}

/// The first bare URL in a text, as a range of bytes.
pub(super) fn bare_link(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        let run = &text[start..];
        let run =
            &run[..run.find(|char: char| char.is_whitespace() || "<>\"'`|\\^{}".contains(char)).unwrap_or(run.len())];
        let link = run.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_']);
        let begins_a_word = !text[..start].ends_with(|char: char| char.is_alphanumeric());
        let scheme = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
        if begins_a_word && scheme.is_some_and(|rest| !rest.is_empty()) && target(link).is_some() {
            return Some((start, start + link.len()));
        }
        // The whole run, not the four letters: a text made of "http" alone must not be read once for each of them.
        from = start + run.len();
    }
    None
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["data-href", "tabindex", "role"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .link_rel(None)
        .attribute_filter(|element, attribute, value| {
            let allowed = match (element, attribute) {
                ("a", "data-href") => target(value).is_some_and(|target| target == value),
                ("a", "tabindex") => value == "0",
                ("a", "role") => value == "link",
                ("ol", "start") => value.len() <= 9 && value.bytes().all(|byte| byte.is_ascii_digit()),
                _ => false,
            };
            allowed.then_some(Cow::Borrowed(value))
        });
    builder
});

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::text::letters::turns_direction;
    use proptest::prelude::*;

    /// Reads the output as what it claims to be, and nothing else: text, `<tag>` or `</tag>` of the allow-list, attributes of
    /// the allow-list in double quotes. Gives the links.
    fn harmless(html: &str) -> Vec<String> {
        let mut links = Vec::new();
        let mut depth = 0_i32;
        let mut deepest = 0;
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            assert!(!rest[..start].contains('>'), "a bare '>' in {html:?}");
            rest = &rest[start + 1..];
            let (closes, inner) = rest.strip_prefix('/').map_or((false, rest), |inner| (true, inner));
            let name_end = inner.find(|char: char| !char.is_ascii_alphanumeric()).expect("an end of the tag");
            let name = &inner[..name_end];
            assert!(TAGS.contains(&name), "<{name}> in {html:?}");
            rest = &inner[name_end..];
            while let Some(attribute) = rest.strip_prefix(' ') {
                assert!(!closes);
                let (attribute, value) = attribute.split_once("=\"").expect("a value in double quotes");
                let (value, after) = value.split_once('"').expect("a closing quote");
                assert!(!value.contains(['<', '>']), "{value:?}");
                match (name, attribute) {
                    ("a", "data-href") => links.push(value.replace("&amp;", "&")),
                    ("a", "tabindex") => assert_eq!(value, "0"),
                    ("a", "role") => assert_eq!(value, "link"),
                    ("ol", "start") => assert!(value.parse::<u32>().is_ok()),
                    other => panic!("{other:?} in {html:?}"),
                }
                rest = after;
            }
            rest = rest.strip_prefix('>').expect("the end of the tag");
            let void = matches!(name, "br" | "hr" | "wbr");
            depth += if void { 0 } else { 1 - 2 * i32::from(closes) };
            deepest = deepest.max(depth);
        }
        assert_eq!(depth, 0, "unclosed: {html:?}");
        assert!(usize::try_from(deepest).expect("not negative") <= MAX_DEPTH + 8, "{deepest} deep");
        for link in &links {
            let url = Url::parse(link).expect("a URL");
            assert!(matches!(url.scheme(), "https" | "http" | "mailto"), "{link}");
        }
        links
    }

    #[test]
    fn an_outline_has_the_first_three_levels_as_they_are_read() {
        let source =
            "# One *and* `two`\n\n## A [link](https://a.example)\n\n#### no\n\n### Three\u{202e}\n\n> # quoted\n\n#\n";
        let outline: Vec<_> =
            render(source, usize::MAX).headings.into_iter().map(|heading| (heading.level, heading.text)).collect();
        let expected = [(1, "One and two"), (2, "A link"), (3, "Three"), (1, "quoted"), (1, "")];
        assert_eq!(outline, expected.map(|(level, text)| (level, text.to_owned())));
        assert_eq!(render(&"# x\n\n".repeat(1_000), usize::MAX).headings.len(), MAX_HEADINGS);
    }

    #[test]
    fn a_table_is_no_wider_than_can_be_laid_out_and_says_so() {
        let row = |cell: &str, many: usize| format!("|{}\n", format!("{cell}|").repeat(many));
        let table = |many| format!("{}{}{}\nbelow", row("h", many), row("-", many), row("**c** `d`", many));
        let (wide, whole) = (render(&table(10_000), usize::MAX), render(&table(MAX_COLUMNS), usize::MAX));
        for rendered in [&wide, &whole] {
            let html = rendered.html();
            harmless(&html);
            assert_eq!(html.matches("<th>").count(), MAX_COLUMNS);
            assert_eq!(html.matches("<td>").count(), MAX_COLUMNS);
        }
        assert!(wide.is_cut && !whole.is_cut);
    }

    /// What a person sees of HTML, and of which rows and entries it is made.
    fn seen(html: &str) -> String {
        let mut seen = html.replace("<thead><tr></tr></thead>", "").replace("<tr>", "[row]").replace("<li>", "[entry]");
        while let Some((start, end)) = seen.find('<').and_then(|start| Some((start, start + seen[start..].find('>')?)))
        {
            seen.replace_range(start..=end, "");
        }
        seen.split_whitespace().collect()
    }

    #[test]
    fn pieces_are_cut_where_a_reader_sees_no_cut() {
        let pieces = |source: &str, most| -> Vec<(String, bool)> {
            let rendered = render(source, most).pieces.into_iter();
            rendered.map(|piece| (seen(&piece.html), piece.goes_on)).collect()
        };
        let expected = |pieces: &[(&str, bool)]| -> Vec<(String, bool)> {
            pieces.iter().map(|(seen, goes_on)| ((*seen).to_owned(), *goes_on)).collect()
        };
        assert_eq!(
            pieces("one\n\n# two\n\nthree\n\n---\n\nfour", 23),
            expected(&[("one", false), ("twothree", false), ("four", false)])
        );
        let table = "|a|\n|-|\n|1|\n|2|\n|3|\n\nbelow";
        assert_eq!(pieces(table, 60), expected(&[("[row]a", false), ("[row]1[row]2", true), ("[row]3below", true)]));
        let list = render("7. one\n8. two\n   - a\n   - b\n9. three", 1).pieces;
        let starts: Vec<_> =
            list.iter().map(|piece| (piece.html.split('>').next().unwrap_or_default(), piece.goes_on)).collect();
        assert_eq!(starts, [("<ol start=\"7\"", false), ("<ol start=\"8\"", true), ("<ol start=\"9\"", true)]);
        // No text is so long that it comes in one, and none has more pieces than its letters need.
        for many in ["word *and* word\n\n", "# x\n\n", "- x\n", "> x\n\n", "|a|\n"] {
            let source = format!("|b|\n|-|\n{}", many.repeat(20_000));
            let pieces = render(&source, 6_000).pieces;
            assert!(pieces.len() >= 20 && pieces.iter().all(|piece| piece.html.len() < 20_000), "{many:?}");
        }
    }

    #[test]
    fn markdown_is_rendered_below_the_headings_of_the_page() {
        let html = render_markdown(
            "# One\n## Two\n###### Six\n\nA *b* **c** ~~d~~ `e`  \nf\n\n3. x\n4. y\n\n- [x] z\n\n---\n",
        );
        harmless(&html);
        for part in [
            "<h3>One</h3>",
            "<h4>Two</h4>",
            "<h6>Six</h6>",
            "<em>b</em>",
            "<strong>c</strong>",
            "<del>d</del>",
            "<code>e</code>",
            "<br>",
            "<ol start=\"3\">",
            "☑ z",
            "<hr>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        let table = render_markdown("| a | b |\n|:--|--:|\n| 1 | 2 |\n");
        harmless(&table);
        assert!(table.contains("<th>a</th>") && table.contains("<td>2</td>"), "{table}");
        let code = render_markdown("```rust\nlet a = \"<b>\"; // https://example.org\n```\n");
        harmless(&code);
        assert!(code.contains("<pre><code>let a = \"&lt;b&gt;\"; // https://example.org\n</code></pre>"), "{code}");
    }

    #[test]
    fn a_link_carries_its_target_and_cannot_navigate() {
        let table = [
            ("[a](https://example.org/x?a=1&b=2)", "https://example.org/x?a=1&b=2"),
            ("[a](HTTP://EXAMPLE.org)", "http://example.org/"),
            ("<https://example.org/y>", "https://example.org/y"),
            ("<person@example.org>", "mailto:person@example.org"),
            ("[a](mailto:p@example.org?subject=pay&body=now)", "mailto:p@example.org"),
            ("see https://example.org/a_b_c.", "https://example.org/a_b_c"),
            ("(https://example.org/a?b=1&c=2)", "https://example.org/a?b=1&c=2"),
            ("[аpple](https://аpple.com)", "https://xn--pple-43d.com/"),
            ("[a][r]\n\n[r]: https://example.org/r", "https://example.org/r"),
        ];
        for (markdown, target) in table {
            assert_eq!(harmless(&render_markdown(markdown)), [target], "{markdown}");
        }
    }

    #[test]
    fn an_image_becomes_its_text_and_a_link() {
        let html = render_markdown("![a *fine* chart](https://tracker.example/pixel.png?id=7)");
        assert_eq!(harmless(&html), ["https://tracker.example/pixel.png?id=7"]);
        assert!(html.contains(">a fine chart</a>") && !html.contains("<img"), "{html}");
        let unnamed = render_markdown("![](https://tracker.example/p.png)");
        assert!(unnamed.contains(">https://tracker.example/p.png</a>"), "{unnamed}");
        let nested = render_markdown("[![alt](https://a.example/i.png)](https://b.example/)");
        assert_eq!(harmless(&nested), ["https://b.example/"]);
        assert!(nested.contains(">alt</a>"), "{nested}");
        assert_eq!(harmless(&render_markdown("![x](data:image/svg+xml;base64,PHN2Zz4=)")), [""; 0]);
    }

    /// docs/hard-cases.md 64: what a hostile agent would put into its result.
    #[test]
    fn hostile_markdown_has_no_link_and_no_tag_of_its_own() {
        let corpus = [
            "<script>alert(1)</script>",
            "<ScRiPt src=//evil.example></sCrIpT>",
            "text <script>alert(1)</script> text",
            "<style>*{display:none}</style>",
            "<iframe src=\"//evil.example\"></iframe>",
            "<svg><animate onbegin=alert(1)></svg>",
            "<svg/onload=alert(1)>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
            "<img src=x onerror=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a data-href=\"https:x\" onclick=alert(1)>x</a>",
            "<base href=\"https:x\"><meta http-equiv=refresh content=0>",
            "<form action=x><input name=password><button>Pay</button></form>",
            "<!-- comment --><![CDATA[ <b>x</b> ]]><?php x ?>",
            "<div style=\"position:fixed;inset:0\">Your wallet is locked</div>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](&#x6A;&#x61;vascript&colon;alert(1))",
            "[x](java\tscript:alert(1))",
            "[x](<java\nscript:alert(1)>)",
            "[x](\u{1}javascript:alert(1))",
            "[x](vbscript:msgbox(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](file:///etc/passwd)",
            "[x](blob:https:x)",
            "[x](tauri://localhost/)",
            "[x](ipc://localhost/purchase_approve)",
            "[x](asset://localhost/etc/passwd)",
            "[x](web+cardano:addr1x)",
            "[x](//evil.example/)",
            "[x](/relative)",
            "[x](#anchor)",
            "[x](https://)",
            "[x](https://user:secret@bank.example/)",
            "[x](https://bank.example@evil.example/)",
            "<javascript:alert(1)>",
            "[x]: javascript:alert(1)\n\n[x]",
            "![x](javascript:alert(1))",
            "![x](file:///etc/passwd)",
            "![\"onerror=alert(1)](x)",
            "`<script>`",
            "```html\n</code></pre><script>alert(1)</script>\n```",
            "```\"><script>alert(1)</script>\nx\n```",
            "| <script> | </td></table> |\n|---|---|\n| <img src=x> | x |",
            "# <script>alert(1)</script>",
            "\u{202e}gpj.exe \u{2066}x\u{2069}",
            "&#x202e;gpj.exe &#8294;x&rlm;",
            "a\0b<\0script>alert(1)</\0script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "<x onclick=alert(1)",
            "]]>--></textarea></title></noscript>",
        ];
        for markdown in corpus {
            let html = render_markdown(markdown);
            assert_eq!(harmless(&html), [""; 0], "{markdown:?} → {html:?}");
            assert!(!html.contains(turns_direction), "{html:?}");
        }
        let shown = render_markdown("<script>alert(1)</script>");
        assert!(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "raw HTML is shown, not swallowed: {shown}");
    }

    #[test]
    fn the_second_wall_holds_alone() {
        let hostile = [
            "<script>alert(1)</script><style>p{}</style><p onclick=alert(1) style=x class=y id=z>p</p>",
            "<a href='https://example.org/'>x</a><a data-href='javascript:alert(1)' tabindex=5 role=button>x</a>",
            "<a data-href='https://user:secret@example.org/'>x</a><a data-href=' https://example.org/'>x</a>",
            "<img src=x onerror=alert(1)><svg onload=alert(1)></svg><iframe srcdoc=x></iframe><form><input></form>",
            "<ol start='-1'></ol><ol start=99999999999></ol><h1>x</h1><h2>x</h2><!-- x --><base href=x><td>x</td>",
        ];
        for html in hostile {
            assert_eq!(harmless(&SANITISER.clean(html).to_string()), [""; 0], "{html}");
        }
    }

    #[test]
    fn a_quote_cannot_leave_the_attribute() {
        let html = render_markdown("[x](https://example.org/\"onclick=\"alert(1)'a'<b>)");
        assert!(!html.contains("onclick=\""), "{html}");
        harmless(&html);
        let bare = render_markdown("https://example.org/&quot;onclick=&quot;alert(1) https://example.org/&#39;x");
        harmless(&bare);
    }

    #[test]
    fn bombs_are_flattened_and_cut() {
        let times = |text: &str, count: usize| text.repeat(count);
        let rows = format!("{}\n{}\n{}", times("|a", 1_000), times("|-", 1_000), times("|\n", 90_000));
        let references = format!("[a]: https://example.org/{}\n\n{}", times("x", 1_900), times("[a] ", 40_000));
        let bombs = [
            times(">", 200_000),
            times("> ", 100_000),
            times("- ", 100_000),
            times("1. ", 60_000),
            times("*a **b ", 30_000),
            times("[", 200_000),
            times("![", 100_000),
            times("[a](", 50_000),
            times("`", 200_000),
            times("<", 200_000),
            times("<!--", 50_000),
            times("http", 50_000),
            times("https://", 25_000),
            times("https://a ", 20_000),
            times("&#x41;", 30_000),
            times("_ ", 100_000),
            times("~~a", 60_000),
            times("\n", 200_000),
            times("x", 50_000_000),
            (0..400).map(|depth| format!("{}- x\n", times("  ", depth))).collect(),
            rows,
            references,
        ];
        for bomb in bombs {
            let html = render_markdown(&bomb);
            harmless(&html);
            assert!(html.len() < 4_000_000, "{} bytes from {:?}…", html.len(), cut(&bomb, 12));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn nothing_but_the_allow_list_is_ever_written(text in "(\\PC|[\\[\\]()<>!*_`~|:#\"'&;/=\n -]|https://|javascript:|<script|onclick=)*") {
            harmless(&render_markdown(&text));
        }

        #[test]
        fn in_pieces_is_all_of_it_and_each_is_whole(text in "([a*_`>~|#1.\n -]|- |\n\n|\\|a\\|\n\\|-\\|\n)*", most in 1_usize..200) {
            let pieces = render(&text, most).pieces;
            pieces.iter().for_each(|piece| drop(harmless(&piece.html)));
            let together: String = pieces.iter().map(|piece| seen(&piece.html)).collect();
            prop_assert_eq!(together, seen(&render_markdown(&text)));
        }

        #[test]
        fn no_target_ever_leads_elsewhere(scheme in "[a-zA-Z&#;:\\t/x0-9]{0,12}", rest in "\\PC*") {
            harmless(&render_markdown(&format!("[x]({scheme}:{rest}) <{scheme}:{rest}> ![x]({scheme}:{rest})")));
        }
    }
}
