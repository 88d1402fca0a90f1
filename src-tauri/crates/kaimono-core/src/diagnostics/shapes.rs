//! Recognises what looks like a key, an identifier, an address, a host, somebody's folder or a name, whoever it belongs to. When
//! in doubt, it says yes: a line that says too little is better than one that says too much.

use super::{Redacted, redact::Find};
use std::{
    net::{Ipv4Addr, Ipv6Addr},
    ops::Range,
};

/// Words of strangers, and what was typed: the rest of a line behind a failure of an agent's (or of the person's) side. An agent's
/// refusal may quote what it was sent.
pub(super) fn others_words(text: &str) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let told = line.trim_end();
        let behind = |mark: &str| told.find(mark).map(|at| at + mark.len());
        let printed =
            ["side: Agent", "side: You"].iter().any(|side| told.contains(side)).then(|| behind("quote: ")).flatten();
        let begins = behind("(Agent): ").or_else(|| behind("(You): ")).or(printed);
        if let Some(begins) = begins.filter(|begins| *begins < told.len()) {
            finds.push(Find { at: from + begins..from + told.len(), kind: Redacted::Words, what: String::new() });
        }
        from += line.len();
    }
    finds
}

/// Everything that looks like something, from the beginning to the end.
pub(super) fn find(text: &str, hides_hosts: bool) -> Vec<Find> {
    Finder::of(text, hides_hosts).each(Finder::take)
}

/// URLs alone.
pub(super) fn urls(text: &str, hides_hosts: bool) -> Vec<Find> {
    Finder::of(text, hides_hosts).each(|finder, at| if finder.is_within(at) { None } else { finder.url(at) })
}

/// So many bytes at most are looked at for one name: else a text of nothing but beginnings would take for ever.
const NAME: usize = 300;

struct Finder<'a> {
    text: &'a str,
    hides_hosts: bool,
    finds: Vec<Find>,
    /// Up to here there is no key.
    plain_until: usize,
}

/// Names behind which something secret stands.
const SECRET_NAMES: [&str; 13] = [
    "authorization",
    "x-api-key",
    "api-key",
    "api_key",
    "apikey",
    "password",
    "passphrase",
    "passwd",
    "secret",
    "token",
    "bearer",
    "basic",
    "cookie",
];
/// Endings of names of files, which hosts do not have (or those that do are known).
const FILES: [&str; 18] = [
    "rs", "db", "log", "json", "txt", "toml", "lock", "js", "css", "html", "so", "conf", "md", "sqlite", "png", "svg",
    "py", "new",
];
/// How names on the session bus begin.
const BUSES: [&str; 3] = ["org.freedesktop.", "org.kde.", "org.gnome."];
/// Technical words that are no words.
const TECHNICAL: [&str; 6] = ["webkit2gtk", "i18n", "libwebkit2gtk", "x86", "win32", "l10n"];

impl<'a> Finder<'a> {
    fn of(text: &'a str, hides_hosts: bool) -> Finder<'a> {
        Finder { text, hides_hosts, finds: Vec::new(), plain_until: 0 }
    }

    /// Looks at each place for what begins there; `look` says where it ends.
    fn each(mut self, look: impl Fn(&mut Finder<'a>, usize) -> Option<usize>) -> Vec<Find> {
        let mut at = 0;
        while let Some(letter) = self.rest(at).chars().next() {
            at = look(&mut self, at).filter(|to| *to > at).unwrap_or(at + letter.len_utf8());
        }
        self.finds
    }

    /// Whether a place is within a word.
    fn is_within(&self, at: usize) -> bool {
        self.before(at).is_some_and(|before| before.is_alphanumeric() || before == '_')
    }

    /// What a name that begins here would be in.
    fn near(&self, at: usize) -> &'a str {
        let rest = self.rest(at);
        let end = (0..=NAME.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end));
        rest.get(..end.unwrap_or_default()).unwrap_or_default()
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn found(&mut self, at: Range<usize>, kind: Redacted) {
        let what = self.text.get(at.clone()).unwrap_or_default().to_owned();
        self.finds.push(Find { at, kind, what });
    }

    /// What begins here, if anything does; where it ends.
    fn take(&mut self, at: usize) -> Option<usize> {
        if let Some(to) = self.secret(at) {
            return Some(to);
        }
        if let Some(to) = self.folder(at) {
            return Some(to);
        }
        if self.is_within(at) {
            return None;
        }
        self.path(at)
            .or_else(|| self.url(at))
            .or_else(|| self.mail(at))
            .or_else(|| self.escapes(at))
            .or_else(|| self.address(at))
            .or_else(|| self.hex(at))
            .or_else(|| self.host(at))
            .or_else(|| self.token(at))
    }

    /// `token=…`, `"x-api-key": "…"`, `Bearer …`.
    fn secret(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if !rest.starts_with(['a', 'A', 'x', 'X', 'p', 'P', 's', 'S', 't', 'T', 'b', 'B', 'c', 'C']) {
            return None;
        }
        let name = SECRET_NAMES.iter().find(|name| begins(rest, name))?;
        let behind = rest.get(name.len()..)?;
        let mut gap = behind.len() - behind.trim_start_matches(SEPARATORS).len();
        for escaped in ["%3d", "%3a", "%3D", "%3A"] {
            if gap == 0 && behind.starts_with(escaped) {
                gap = escaped.len();
            }
        }
        let separators = behind.get(..gap)?;
        let scheme = matches!(*name, "bearer" | "basic");
        let is_named = separators.contains([':', '=', '%']);
        if gap == 0 || !(is_named || scheme && separators.starts_with([' ', '\t'])) {
            return None;
        }
        let value = behind.get(gap..)?;
        let quote = separators.chars().next_back().filter(|last| matches!(last, '"' | '\''));
        let long = matches!(*name, "authorization" | "cookie");
        let ends = |letter: char| match quote {
            Some(quote) => letter == quote || letter == '\n',
            None if long => matches!(letter, '"' | '\n'),
            None => letter.is_whitespace() || matches!(letter, '"' | '\'' | ',' | ';' | '&' | ')' | '}' | ']' | '>'),
        };
        let length = value.find(ends).unwrap_or(value.len());
        let value = value.get(..length)?;
        // “Basic information” is no key.
        if value.is_empty() || scheme && !is_named && (value.len() < 8 || is_word(value)) {
            return None;
        }
        let from = at + name.len() + gap;
        Some(self.ended(from..from + length, Redacted::Key))
    }

    /// Notes it; what goes on at the beginning of the next line belongs to it.
    fn ended(&mut self, at: Range<usize>, kind: Redacted) -> usize {
        let rest = self.rest(at.end);
        let next = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'));
        let goes_on = next.map_or(0, |next| {
            let run = next.find(|letter| !is_of_token(letter)).unwrap_or(next.len());
            let run = next.get(..run).unwrap_or_default();
            let is_part = run.contains(|letter: char| letter.is_ascii_digit()) || run.len() >= 10;
            if is_part && !is_date(run) { rest.len() - next.len() + run.len() } else { 0 }
        });
        let end = at.end + goes_on;
        self.found(at.start..end, kind);
        end
    }

    /// `scheme://host:port/…`: who is asked stays (or what stands for it), where and for what does not.
    fn url(&mut self, at: usize) -> Option<usize> {
        let rest = self.near(at);
        let is_scheme = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
        let scheme = rest.find(|letter| !is_scheme(letter)).filter(|length| (2..=20).contains(length))?;
        if !rest.get(scheme..)?.starts_with("://") {
            return None;
        }
        let ends = |letter: char| letter.is_whitespace() || "\"'<>\\`|^{}".contains(letter);
        let from = at + scheme + 3;
        let whole = self.rest(from);
        let whole = whole.get(..whole.find(ends).unwrap_or(whole.len()))?;
        let authority = whole.get(..whole.find(['/', '?', '#']).unwrap_or(whole.len()))?;
        let user = authority.rfind('@').map_or(0, |at| at + 1);
        if user > 0 {
            self.found(from..from + user - 1, Redacted::Key);
        }
        let place = authority.get(user..)?;
        let port = place.rfind(':').filter(|colon| {
            place
                .get(colon + 1..)
                .is_some_and(|port| !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit()))
        });
        let host = place.get(..port.unwrap_or(place.len()))?.trim_end_matches([',', ';', ')', ':', '.']);
        let host_at = from + user;
        if self.hides_hosts && !host.is_empty() && !is_here(host) {
            self.found(host_at..host_at + host.len(), Redacted::Host);
        }
        let path_at = from + authority.len();
        let path = whole.get(authority.len()..)?.trim_end_matches([',', ';', ')', ':', '.']);
        if path.len() > 1 {
            self.found(path_at..path_at + path.len(), Redacted::Path);
        }
        Some(path_at + path.len())
    }

    /// `path="…"` of a line about a request: an agent is known by its path too, and a job. Those of node and registry are everybody's.
    fn path(&mut self, at: usize) -> Option<usize> {
        const BEFORE: &str = "path=\"";
        let path = self.rest(at).strip_prefix(BEFORE)?;
        let path = path.get(..path.find(['"', '\n']).unwrap_or(path.len()))?;
        let from = at + BEFORE.len();
        if path.len() > 1 && !path.starts_with("/api/v1/") {
            self.found(from..from + path.len(), Redacted::Path);
        }
        Some(from + path.len())
    }

    /// `somebody@example.org`.
    fn mail(&mut self, at: usize) -> Option<usize> {
        let rest = self.near(at);
        let local = rest.find(|letter: char| !(letter.is_alphanumeric() || ".!#$%&*+-/=?^_{|}~".contains(letter)))?;
        let domain = rest.get(local..)?.strip_prefix('@').filter(|_| local > 0)?;
        let length = domain
            .find(|letter: char| !(letter.is_alphanumeric() || letter == '.' || letter == '-'))
            .unwrap_or(domain.len());
        let domain = domain.get(..length)?.trim_end_matches(['.', '-']);
        if domain.is_empty() {
            return None;
        }
        let to = at + local + 1 + domain.len();
        self.found(at..to, Redacted::Mail);
        Some(to)
    }

    /// `/home/somebody`, `C:\Users\somebody`: whose it is.
    fn folder(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let homes = ["/home/", "/Users/", "/root", "\\Users\\", "\\\\Users\\\\", "%2Fhome%2F", "%2Froot", "\\/home\\/"];
        let home = homes.iter().find(|home| begins(rest, home))?;
        let name = rest.get(home.len()..)?;
        let length =
            name.find(|letter: char| letter.is_whitespace() || "/\\\"':,;)%".contains(letter)).unwrap_or(name.len());
        let whole = home.len() + if home.ends_with("root") { 0 } else { length };
        if home.ends_with("root") && name.starts_with(|letter: char| letter.is_alphanumeric())
            || whole == home.len() && !home.ends_with("root")
        {
            return None;
        }
        self.found(at..at + whole, Redacted::Folder);
        Some(at + whole)
    }

    /// `\u006d\u0061…`: nobody writes words so.
    fn escapes(&mut self, at: usize) -> Option<usize> {
        let mut length = 0;
        let mut rest = self.rest(at);
        while rest.starts_with("\\u")
            && rest.get(2..6).is_some_and(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()))
        {
            length += 6;
            rest = rest.get(6..)?;
        }
        (length >= 24).then(|| {
            let run = rest.find(|letter| !is_of_token(letter)).unwrap_or(rest.len());
            self.ended(at..at + length + run, Redacted::Id)
        })
    }

    /// `addr1…`, `addr_test1…`, `stake1…`, also where only its beginning is told.
    fn address(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let kinds =
            ["addr_test1", "addr1", "stake_test1", "stake1", "script1", "pool1", "asset1", "drep1", "addr_vkh1"];
        let kind = kinds.iter().find(|kind| begins(rest, kind))?;
        let length = rest.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_')).unwrap_or(rest.len());
        (length >= kind.len() + 4).then(|| self.ended(at..at + length, Redacted::Address))
    }

    /// Hexadecimal digits: by their number it is an agent, a transaction, or something else.
    fn hex(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let prefix = if begins(rest, "0x") { 2 } else { 0 };
        let digits = rest.get(prefix..)?;
        let length = digits.find(|letter: char| !letter.is_ascii_hexdigit()).unwrap_or(digits.len());
        let (digits, behind) = digits.split_at_checked(length)?;
        let goes_on = behind.starts_with(|letter: char| letter.is_alphanumeric() || "_%".contains(letter));
        let is_cut = length >= 6 && ["…", "..."].iter().any(|dots| behind.starts_with(dots));
        let has_letter = digits.contains(|letter: char| letter.is_ascii_alphabetic());
        let has_digit = digits.contains(|letter: char| letter.is_ascii_digit());
        let looks = has_letter && has_digit && (length >= 16 || is_cut) || length >= 24;
        if goes_on || !looks {
            return None;
        }
        let kind = match length {
            64 => Redacted::Hash,
            57..=128 => Redacted::Agent,
            129.. => Redacted::Purchase,
            _ => Redacted::Id,
        };
        Some(self.ended(at..at + prefix + length, kind))
    }

    /// A name or an address of another machine.
    fn host(&mut self, at: usize) -> Option<usize> {
        let told = self.text.get(..at).is_some_and(|before| before.ends_with("//"));
        if !self.hides_hosts || !told && self.before(at).is_some_and(|before| "/.-@\\".contains(before)) {
            return None;
        }
        let rest = self.near(at);
        let length =
            rest.find(|letter: char| !(letter.is_alphanumeric() || ".:-_%".contains(letter))).unwrap_or(rest.len());
        let run = rest.get(..length)?.trim_end_matches(['.', ':', '-']);
        if run.parse::<Ipv6Addr>().is_ok_and(|address| !address.is_loopback() && !address.is_unspecified()) {
            self.found(at..at + run.len(), Redacted::Host);
            return Some(at + run.len());
        }
        let name = run.split(':').next()?.trim_end_matches('.');
        let is_address =
            name.parse::<Ipv4Addr>().is_ok_and(|address| !address.is_loopback() && !address.is_unspecified());
        if is_address || self.is_domain(at, name, told) {
            self.found(at..at + name.len(), Redacted::Host);
            return Some(at + name.len());
        }
        None
    }

    fn is_domain(&self, at: usize, name: &str, told: bool) -> bool {
        let labels: Vec<&str> = name.split('.').collect();
        let Some(last) = labels.last() else { return false };
        let is_label = |label: &&str| {
            !label.is_empty()
                && label.len() <= 63
                && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
        };
        let is_end = last.starts_with("xn--") || last.len() >= 2 && last.chars().all(char::is_alphabetic);
        let is_path =
            self.rest(at + name.len()).starts_with(['/', '(']) || self.rest(at + name.len()).starts_with("::");
        let is_bus = BUSES.iter().any(|bus| name.starts_with(bus));
        let looks = labels.len() >= 2 && labels.iter().all(is_label) && is_end && !FILES.contains(last) && !is_bus;
        looks && (told || !is_path)
    }

    /// A long run that is made of no words.
    fn token(&mut self, at: usize) -> Option<usize> {
        if at < self.plain_until {
            return None;
        }
        let rest = self.rest(at);
        let length = rest.find(|letter| !is_of_token(letter)).unwrap_or(rest.len());
        let run = rest.get(..length)?;
        // Base64 has slashes in it too.
        let is_base64 =
            run.len() >= 24 && run.split('/').filter(|part| !part.split(['-', '_']).all(is_word)).count() >= 2;
        let strange = |part: &str| is_random(part) || is_base64 && !is_word(part);
        if !run.split('/').any(strange) {
            self.plain_until = at + length;
            return None;
        }
        // A path keeps the names of its folders: words in lower case.
        let is_name = |part: &str| is_word(part) && !part.contains(|letter: char| letter.is_ascii_uppercase());
        let folders = || run.split('/').take_while(|part| !strange(part));
        let is_path = folders().nth(1).is_some() && folders().all(is_name);
        let first = if is_path { folders().map(|part| part.len() + 1).sum() } else { 0 };
        let padding = rest.get(length..)?.bytes().take_while(|byte| *byte == b'=').count();
        let own = run.get(first..)?;
        let kind = if begins(own, "masumi-") { Redacted::Key } else { Redacted::Id };
        Some(self.ended(at + first..at + length + padding, kind))
    }
}

const SEPARATORS: [char; 9] = [' ', '\t', '"', '\'', '\\', ':', '=', '\n', '\r'];

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(with))
}

fn is_of_token(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_-+/%~$".contains(letter)
}

/// This machine is nobody's secret.
pub(super) fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback() || address.is_unspecified())
        || host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback() || address.is_unspecified())
}

/// `2026-11-26T19`, as a line of the log begins.
fn is_date(run: &str) -> bool {
    let mut parts = run.splitn(3, '-');
    let mut number = |length: usize| {
        parts
            .next()
            .is_some_and(|part| part.len() >= length && part.bytes().take(length).all(|digit| digit.is_ascii_digit()))
    };
    number(4) && number(2) && number(2)
}

/// Whether a run is long, and not made of words and numbers.
fn is_random(run: &str) -> bool {
    const LONG: usize = 16;
    const TOO_LONG: usize = 64;
    if run.len() < LONG || is_date(run) && run.len() < 24 {
        return false;
    }
    let parts: Vec<&str> = run.split(['-', '_']).filter(|part| !part.is_empty()).collect();
    let mixed = parts
        .iter()
        .filter(|part| {
            part.contains(|letter: char| letter.is_ascii_digit())
                && part.contains(|letter: char| letter.is_ascii_alphabetic())
        })
        .count();
    // Of random letters with dashes among them, pieces can be as short as words are.
    let short = parts.iter().filter(|part| part.len() <= 2).count();
    let jumbled = parts.iter().filter(|part| is_jumbled(part)).count();
    run.len() > TOO_LONG || mixed > 2 || short * 2 > parts.len() || jumbled > 1 || !parts.into_iter().all(is_word)
}

/// Whether capitals stand in a short piece as in no word (`aAbb`, not `Abbb`, `ABBB` or `abbbAbbb`).
fn is_jumbled(part: &str) -> bool {
    let inner = part.bytes().skip(1).filter(u8::is_ascii_uppercase).count();
    part.contains(|letter: char| letter.is_ascii_lowercase()) && inner * 4 >= part.len()
}

/// Whether letters and digits are a word, a number, or a word with a number (`sha256`).
fn is_word(part: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphabetic();
    let numbers = part.trim_start_matches(is_letter);
    if TECHNICAL.contains(&part.to_ascii_lowercase().as_str()) {
        return true;
    }
    if !numbers.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let word = part.len() - numbers.len();
    let capitals = part.bytes().filter(u8::is_ascii_uppercase).count();
    let is_camel = word < 24 && (word <= 8 || capitals * 4 <= word || capitals == word && word <= 14);
    match (word, numbers.len()) {
        (0, digits) => digits <= 17,
        (_, 0) => is_camel,
        (word, digits) => word <= 10 && digits <= 3 && is_camel,
    }
}
