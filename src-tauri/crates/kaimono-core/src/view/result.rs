//! A result beside its text: its tree, its headings, where it leads, and in which forms it is saved.

pub use crate::files::FileKind;
use masumi::moment::Moment;
use serde::{Deserialize, Serialize};

/// A row of JSON as a tree. What it is in stands above it, one step less deep.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct JsonRow {
    /// Where its value begins: names it. Of a [`JsonKind::More`] where the branch does.
    pub at: u32,
    /// In how many branches it is, of those that came with it.
    pub depth: u32,
    /// What it is.
    pub kind: JsonKind,
    /// Of a member of an object, cleaned.
    pub name: Option<String>,
    /// How it is reached from what it is in: `.a`, `["b c"]`, `[0]`; `None`: by nothing that anybody types.
    pub step: Option<String>,
    /// The same object has this name twice.
    pub twice: bool,
    /// Its value, in pieces between which a line may break: a text as what it says, a number in its own digits.
    pub text: Vec<String>,
    /// `text` is only the beginning.
    pub cut: bool,
    /// How many members it has; of a [`JsonKind::More`] how many are left.
    pub members: u32,
    /// Of a [`JsonKind::More`]: the first of those that are left.
    pub from: u32,
    /// What is in it stands below it.
    pub open: bool,
}

/// What a row of a tree is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum JsonKind {
    /// An object.
    Object,
    /// A list.
    Array,
    /// A text.
    #[default]
    Text,
    /// A number.
    Number,
    /// true, false or null.
    Word,
    /// The rest of a branch, which is read when somebody wants it.
    More,
}

/// A place in a JSON text that a row named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
pub struct JsonPlace {
    /// Where a value begins.
    pub at: u32,
    /// From which of its members on.
    pub from: u32,
}

/// A piece of a result in Markdown, whole by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ProsePiece {
    /// Sanitised (allow-list; no images, no scripts, links only https and mailto as `data-href`).
    pub html: String,
    /// It begins with more of the table or the list that the piece before it ends with.
    pub goes_on: bool,
}

/// A heading of a result in Markdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct HeadingView {
    /// 1 to 3.
    pub level: u8,
    /// Cleaned, or `""`.
    pub text: String,
}

/// An address in a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AddressView {
    /// Whole, normalised: names it.
    pub url: String,
    /// Its host and port, as it is really called.
    pub host: String,
    /// The end of its path, cleaned, or `""`.
    pub end: String,
}

/// A file that a result led to, fetched by this program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FetchedView {
    /// From where.
    pub url: String,
    /// What it is called here.
    pub name: String,
    /// Where it is, whole.
    pub path: String,
    /// How long it was.
    pub bytes: u64,
    /// Of what came, hex.
    pub sha256: String,
    /// What it is by its first bytes.
    pub kind: FileKind,
    /// When (this machine's time).
    pub at: Moment,
    /// The same address served another file before.
    pub another: bool,
    /// It is still there, and as long as it was.
    pub there: bool,
}

/// What came of a fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FetchView {
    /// All files of the purchase, in the order in which they came.
    pub files: Vec<FetchedView>,
    /// Why nothing came; `None`: it is here.
    pub missed: Option<Missed>,
}

/// Why a file was not fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Missed {
    /// It is larger than 50 MB.
    TooLarge,
    /// Its host has no such file.
    Gone,
    /// It is where this program does not go: not https, or not a public address.
    NotAllowed,
    /// Its host gave no answer, or broke off.
    Silent,
    /// Its host refused.
    Refused,
    /// Fifty files of this purchase are here.
    Full,
}

/// In which form a result is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum ResultForm {
    /// The bytes as they came.
    Original,
    /// Its text alone, without what it was wrapped in.
    Text,
    /// A page that any browser shows, with whose words they are.
    Page,
}
