//! What a person typed into a form, kept until it is sent. Drafts survive a crash and a dropped catalogue. They have a file of
//! their own, which is neither precious nor a cache. That file never holds a password, nor an answer to a field that no form
//! asked for.

use crate::{
    error::{Code, Failure, Result, Side},
    store::failed,
    text::readable,
};
use masumi::{
    form::{Answer, Answers, Field, FieldKind, Form},
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A draft beyond this is not kept: no person types two million characters.
const MAX_BYTES: usize = 2_000_000;

/// An agent's default that is longer is filled in only so far: a field that nobody could work in is no help.
const MAX_DEFAULT: usize = 20_000;

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS draft (
        form TEXT PRIMARY KEY,
        answers TEXT NOT NULL,
        saved_at INTEGER NOT NULL
    ) STRICT;
";

/// The drafts of one profile.
pub struct Drafts {
    inner: Mutex<Inner>,
}

struct Inner {
    connection: Connection,
    /// The forms that were shown since the start, by the key of their draft.
    forms: HashMap<String, Form>,
}

impl Drafts {
    /// Opens or creates `drafts.db` in a profile's directory. A file that cannot be read is set aside as `drafts.broken.db`.
    /// Where nothing can be written they are kept in memory.
    pub fn open(directory: &Path) -> Result<Drafts> {
        let path = directory.join("drafts.db");
        let connection = connect(&path).or_else(|error| {
            if !error.sqlite_error_code().is_some_and(is_broken) {
                return Err(error);
            }
            set_aside(&path);
            connect(&path)
        });
        let connection = connection.or_else(|error| {
            tracing::warn!(%error, "what is typed is kept in memory: it cannot be written");
            connect(Path::new(":memory:"))
        });
        let connection = connection.map_err(failed)?;
        Ok(Drafts { inner: Mutex::new(Inner { connection, forms: HashMap::new() }) })
    }

    /// Notes that a form is shown, and gives what to show in it: its defaults, and over them what was typed before and still
    /// fits. The key says whose form it is: an agentIdentifier, or a question of a purchase.
    pub fn begin(&self, key: &str, form: &Form) -> Result<Answers> {
        let mut inner = self.lock();
        let key = spelt(key);
        inner.forms.insert(key.clone(), form.clone());
        let kept: Option<String> = inner
            .connection
            .query_row("SELECT answers FROM draft WHERE form = ?1", [&key], |row| row.get(0))
            .optional()
            .map_err(failed)?;
        // A draft that this build cannot read is no draft.
        let kept = kept.and_then(|text| Kept::read(&text)).unwrap_or_default();
        let mut answers = form.defaults();
        for answer in answers.values_mut() {
            if let Answer::Text(text) = answer {
                *text = readable(text, MAX_DEFAULT);
            }
        }
        let fitting = fitting(form, &kept.answers).filter(|(id, _)| {
            form.field(id)
                .is_some_and(|field| field.options.is_empty() || kept.offered.get(id) == Some(&offered(field)))
        });
        answers.extend(fitting);
        Ok(answers)
    }

    /// Keeps what was typed into a form that was begun. `Code::NotNow` for one that was not: it is not known which of its
    /// fields are passwords.
    pub fn save(&self, key: &str, answers: &Answers, now: Moment) -> Result<()> {
        let (inner, key) = (self.lock(), spelt(key));
        let form = inner.forms.get(&key).ok_or_else(|| Failure::new(Code::NotNow, Side::App))?;
        let answers: Answers = fitting(form, answers).collect();
        let chosen = form.fields().filter(|field| answers.contains_key(&field.id) && !field.options.is_empty());
        let offered = chosen.map(|field| (field.id.clone(), offered(field))).collect();
        let kept = Kept { answers, offered };
        let text = serde_json::to_string(&kept).map_err(|error| internal(&error))?;
        if text.len() > MAX_BYTES {
            return Err(Failure::input(""));
        }
        let sql = "INSERT INTO draft VALUES (?1, ?2, ?3)
                   ON CONFLICT (form) DO UPDATE SET answers = excluded.answers, saved_at = excluded.saved_at";
        inner.connection.execute(sql, (key, text, now.0)).map_err(failed)?;
        Ok(())
    }

    /// When a draft was kept last; `None`: there is none.
    pub fn saved_at(&self, key: &str) -> Result<Option<Moment>> {
        let sql = "SELECT saved_at FROM draft WHERE form = ?1";
        let saved_at = self.lock().connection.query_row(sql, [spelt(key)], |row| row.get(0)).optional();
        Ok(saved_at.map_err(failed)?.map(Moment))
    }

    /// Forgets a draft.
    pub fn remove(&self, key: &str) -> Result<()> {
        self.lock().connection.execute("DELETE FROM draft WHERE form = ?1", [spelt(key)]).map_err(failed)?;
        Ok(())
    }

    /// The form that was last shown under a key since the start: the one that the person answered.
    pub fn form(&self, key: &str) -> Option<Form> {
        self.lock().forms.get(&spelt(key)).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is kept of a form.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    answers: Answers,
    /// What there was to choose from, by field: the same place in another list is another choice.
    offered: BTreeMap<String, String>,
}

impl Kept {
    fn read(text: &str) -> Option<Kept> {
        let earlier = || serde_json::from_str(text).ok().map(|answers| Kept { answers, ..Kept::default() });
        serde_json::from_str(text).ok().or_else(earlier)
    }
}

/// Names a list of options.
fn offered(field: &Field) -> String {
    let options = field.options.iter().map(|option| format!("{:?}{}", option.label, option.value));
    hex::encode(Sha256::digest(options.collect::<Vec<_>>().join("\n")))
}

/// An agentIdentifier is the same in any case.
fn spelt(key: &str) -> String {
    key.to_ascii_lowercase()
}

/// The answers that a person gave to fields of this form, in the shape of the field, secrets excepted.
fn fitting<'a>(form: &'a Form, answers: &'a Answers) -> impl Iterator<Item = (String, Answer)> + 'a {
    let fields = form.groups.iter().flat_map(|group| &group.fields);
    fields.filter_map(|field| {
        let answer = answers.get(&field.id).filter(|answer| fits(field, answer))?;
        Some((field.id.clone(), answer.clone()))
    })
}

fn fits(field: &Field, answer: &Answer) -> bool {
    field.kind != FieldKind::Password && field.takes(answer)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(SCHEMA)?;
    connection.query_row("SELECT count(*) FROM draft", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

fn is_broken(code: rusqlite::ErrorCode) -> bool {
    matches!(code, rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
}

/// Moves a broken file out of the way, with its log. What was typed may still be in there.
fn set_aside(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let with = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
        // If this fails, opening anew fails too and says why.
        let _ = std::fs::rename(with(path), with(&path.with_file_name("drafts.broken.db")));
    }
}

fn internal(error: &serde_json::Error) -> Failure {
    Failure::new(Code::Internal, Side::App).quoting(&error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn form() -> Form {
        let schema = json!({"input_data": [
            {"id": "topic", "type": "string"},
            {"id": "secret", "type": "password"},
            {"id": "loud", "type": "boolean"},
            {"id": "style", "type": "option", "data": {"values": ["short", "long"]}},
            {"id": "lang", "type": "string", "data": {"default": "en"}},
            {"id": "version", "type": "hidden", "data": {"value": "2"}},
        ]});
        Form::parse(&schema).expect("a form")
    }

    fn answers(list: &[(&str, Answer)]) -> Answers {
        list.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect()
    }

    fn text(text: &str) -> Answer {
        Answer::Text(text.to_owned())
    }

    #[test]
    fn a_draft_survives_a_restart_and_its_password_does_not() {
        let directory = tempfile::tempdir().expect("a directory");
        let drafts = Drafts::open(directory.path()).expect("drafts");
        drafts.begin("agent", &form()).expect("begun");
        let typed = answers(&[
            ("topic", text("a topic")),
            ("secret", text("hunter2-hunter2")),
            ("loud", Answer::Bool(true)),
            ("style", Answer::Choices(vec![1])),
            ("never asked", text("x")),
        ]);
        drafts.save("AGENT", &typed, Moment(1)).expect("saved in any case");
        drop(drafts);

        for file in std::fs::read_dir(directory.path()).expect("files") {
            let bytes = std::fs::read(file.expect("a file").path()).expect("bytes");
            assert!(!bytes.windows(15).any(|window| window == b"hunter2-hunter2"));
        }
        let drafts = Drafts::open(directory.path()).expect("drafts");
        let shown = drafts.begin("agent", &form()).expect("begun");
        assert_eq!(shown.get("topic"), Some(&text("a topic")));
        assert_eq!(shown.get("loud"), Some(&Answer::Bool(true)));
        assert_eq!(shown.get("style"), Some(&Answer::Choices(vec![1])));
        assert_ne!(shown.get("secret"), Some(&text("hunter2-hunter2")));
        assert_eq!(
            shown.get("lang"),
            form().defaults().get("lang"),
            "what was not typed begins with the agent's default"
        );
        assert!(!shown.contains_key("never asked"));
    }

    #[test]
    fn a_draft_is_kept_for_the_fields_that_still_fit() {
        let directory = tempfile::tempdir().expect("a directory");
        let drafts = Drafts::open(directory.path()).expect("drafts");
        drafts.begin("agent", &form()).expect("begun");
        let typed =
            answers(&[("topic", text("a topic")), ("style", Answer::Choices(vec![1])), ("loud", Answer::Bool(true))]);
        drafts.save("agent", &typed, Moment(1)).expect("saved");
        let changed = json!({"input_data": [
            {"id": "topic", "type": "textarea"},
            {"id": "style", "type": "option", "data": {"values": ["only"]}},
            {"id": "loud", "type": "string"},
        ]});
        let changed = Form::parse(&changed).expect("a form");
        let shown = drafts.begin("agent", &changed).expect("begun");
        assert_eq!(shown.get("topic"), Some(&text("a topic")));
        assert_ne!(shown.get("style"), Some(&Answer::Choices(vec![1])));
        assert_ne!(shown.get("loud"), Some(&Answer::Bool(true)));
        assert_eq!(drafts.form("agent"), Some(changed));
    }

    #[test]
    fn a_choice_is_kept_only_as_long_as_its_place_means_the_same() {
        let directory = tempfile::tempdir().expect("a directory");
        let drafts = Drafts::open(directory.path()).expect("drafts");
        let begun = |values: serde_json::Value| {
            let field = json!({"id": "plan", "type": "option", "data": {"values": values}});
            let form = Form::parse(&json!({"input_data": [field]})).expect("a form");
            drafts.begin("agent", &form).expect("begun").remove("plan")
        };
        assert_eq!(begun(json!(["Basic", "Pro"])), None);
        drafts.save("agent", &answers(&[("plan", Answer::Choices(vec![1]))]), Moment(1)).expect("saved");
        assert_eq!(begun(json!(["Basic", "Pro"])), Some(Answer::Choices(vec![1])));
        for changed in [json!(["Pro", "Enterprise"]), json!(["Basic", {"value": "max", "label": "Pro"}])] {
            assert_eq!(begun(changed.clone()), None, "{changed}");
        }
    }

    #[test]
    fn what_was_left_empty_stays_left_empty_and_what_is_insisted_on_is_asked_again() {
        let directory = tempfile::tempdir().expect("a directory");
        let drafts = Drafts::open(directory.path()).expect("drafts");
        let form = Form::parse(&json!({"input_data": [
            {"id": "a", "type": "boolean", "required": false, "data": {"default": true}},
            {"id": "b", "type": "text"},
            {"id": "c", "type": "text", "required": true},
        ]}));
        let form = form.expect("a form");
        drafts.begin("agent", &form).expect("begun");
        let left = ["a", "b", "c"].map(|id| (id, Answer::Blank));
        drafts.save("agent", &answers(&left), Moment(1)).expect("saved");
        let shown = drafts.begin("agent", &form).expect("begun");
        assert_eq!(shown, answers(&[("a", Answer::Blank), ("b", Answer::Blank)]));
    }

    #[test]
    fn a_draft_of_a_form_that_was_never_shown_is_refused() {
        let directory = tempfile::tempdir().expect("a directory");
        let drafts = Drafts::open(directory.path()).expect("drafts");
        let refused = drafts.save("agent", &answers(&[("topic", text("x"))]), Moment(1)).expect_err("refused");
        assert_eq!(refused.code, Code::NotNow);
    }

    #[test]
    fn an_agents_default_can_be_worked_with_or_is_cut() {
        let directory = tempfile::tempdir().expect("a directory");
        let drafts = Drafts::open(directory.path()).expect("drafts");
        let begun = |default: String| {
            let schema = json!({"input_data": [{"id": "t", "type": "textarea", "data": {"default": default}}]});
            let answers = drafts.begin("agent", &Form::parse(&schema).expect("a form")).expect("begun");
            match answers.get("t") {
                Some(Answer::Text(text)) => text.clone(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(begun("Two\tcolumns\nand é".into()), "Two\tcolumns\nand é");
        assert_eq!(begun("safe\u{202e}exe\0".into()), "safeexe");
        assert_eq!(begun("x".repeat(900_000)).len(), MAX_DEFAULT);
        assert_eq!(begun(format!("e{}", "\u{301}".repeat(50_000))).chars().count(), 5);
    }

    #[test]
    fn a_removed_draft_is_gone() {
        let directory = tempfile::tempdir().expect("a directory");
        let drafts = Drafts::open(directory.path()).expect("drafts");
        drafts.begin("agent", &form()).expect("begun");
        drafts.save("agent", &answers(&[("topic", text("x"))]), Moment(1)).expect("saved");
        drafts.remove("agent").expect("removed");
        assert_eq!(drafts.begin("agent", &form()).expect("begun"), form().defaults());
    }

    #[test]
    fn a_broken_file_is_set_aside_and_kept() {
        let directory = tempfile::tempdir().expect("a directory");
        let broken = "what was typed may still be in here ".repeat(100);
        std::fs::write(directory.path().join("drafts.db"), &broken).expect("a file");
        let drafts = Drafts::open(directory.path()).expect("drafts");
        drafts.begin("agent", &form()).expect("begun");
        drafts.save("agent", &answers(&[("topic", text("x"))]), Moment(1)).expect("saved");
        let kept = std::fs::read_to_string(directory.path().join("drafts.broken.db")).expect("kept");
        assert_eq!(kept, broken);
    }
}
