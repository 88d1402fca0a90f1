//! A table of answers as a spreadsheet saves or copies it: one line for each purchase, columns named after the agent's questions.
//! What cannot be read as one is said with its place. A cell is read in the way of its question; whether the answer is any good,
//! the form says.

use super::MOST;
use crate::{
    text::clean,
    view::batch::{ColumnView, TableProblem},
};
use masumi::form::{Answer, Answers, Field, FieldError, FieldKind, Form, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// A larger text is not read.
pub(crate) const MOST_BYTES: usize = 5_000_000;
/// More columns are not read.
const MOST_COLUMNS: usize = 2_000;
/// What is the same in every line is copied into each: so many bytes of that are ordered together.
const MOST_TOGETHER: usize = 30_000_000;
/// So many names are told of what was found, and of what is wanted.
const TOLD: usize = 40;

/// What a table says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<ColumnView>,
    pub(crate) lines: Vec<Line>,
}

/// The answers of a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) answers: Answers,
    /// Cells that are no answer to their question.
    pub(crate) refused: Vec<FieldError>,
}

/// Reads a table. `besides`: answers to what it has no column for.
pub(crate) fn read(text: &str, form: &Form, besides: &Answers) -> Result<Table, TableProblem> {
    if text.len() > MOST_BYTES {
        return Err(TableProblem::TooLarge { most: number(MOST_BYTES) });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parting = parting(text, form);
    if let Some(line) = open_quote(text, parting) {
        return Err(TableProblem::OpenQuote { line });
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(parting).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().filter_map(Result::ok);
    let names: Vec<String> = records.next().ok_or(TableProblem::Empty)?.iter().map(str::to_owned).collect();
    if names.len() > MOST_COLUMNS {
        return Err(TableProblem::TooManyColumns { most: number(MOST_COLUMNS) });
    }
    let meant = meant(&names, form)?;
    let same: usize = besides.values().map(size).sum();
    let mut lines = Vec::new();
    for record in records {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != names.len() {
            let line = record.position().map_or(0, csv::Position::line);
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            return Err(TableProblem::Uneven { line, cells: number(record.len()), columns: number(names.len()) });
        }
        if lines.len() == MOST {
            return Err(TableProblem::TooMany { most: number(MOST) });
        }
        if same.saturating_mul(lines.len()) > MOST_TOGETHER {
            return Err(TableProblem::TooMuch { most: number(MOST_TOGETHER) });
        }
        lines.push(line(&meant, record.iter(), besides));
    }
    if lines.is_empty() {
        return Err(TableProblem::Empty);
    }
    let column = |(name, field): (&String, &Option<&Field>)| ColumnView {
        name: clean(name, 120),
        question: field.map(|field| clean(&field.label, 120)),
    };
    Ok(Table { columns: names.iter().zip(&meant).map(column).collect(), lines })
}

/// What parts cells: that by which most names of columns are those of questions.
fn parting(text: &str, form: &Form) -> u8 {
    let questions: BTreeSet<String> = fields(form).flat_map(|field| [spelt(&field.id), spelt(&field.label)]).collect();
    let known = |parting: &u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(*parting)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
        let known = first.iter().take(MOST_COLUMNS).filter(|name| questions.contains(&spelt(name))).count();
        (known, first.len())
    };
    // Of two that are as good the last.
    [b'\t', b';', b','].into_iter().max_by_key(known).unwrap_or(b',')
}

/// The line in which a quote is opened that is never closed.
fn open_quote(text: &str, parting: u8) -> Option<u32> {
    let (mut line, mut opened, mut at_start) = (1_u32, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (opened, byte) {
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => _ = bytes.next(),
            (Some(_), b'"') => opened = None,
            (None, b'"') if at_start => opened = Some(line),
            _ => {}
        }
        line = line.saturating_add(u32::from(byte == b'\n'));
        at_start = opened.is_none() && (byte == parting || byte == b'\n' || byte == b'\r');
    }
    opened
}

/// About how large an answer is, bytes.
fn size(answer: &Answer) -> usize {
    match answer {
        Answer::Text(text) => text.len(),
        Answer::Choices(chosen) => chosen.len(),
        Answer::Bool(_) | Answer::Blank => 1,
    }
}

fn fields(form: &Form) -> impl Iterator<Item = &Field> {
    form.fields().filter(|field| field.kind.is_asked())
}

/// An apostrophe keeps a spreadsheet from taking a name for a formula.
fn spelt(name: &str) -> String {
    name.strip_prefix('\'').unwrap_or(name).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The question that each column is for: by its label, which is what a person reads, and else by its id.
fn meant<'a>(names: &[String], form: &'a Form) -> Result<Vec<Option<&'a Field>>, TableProblem> {
    let mut labels: BTreeMap<String, Vec<&Field>> = BTreeMap::new();
    let mut ids: BTreeMap<String, Vec<&Field>> = BTreeMap::new();
    for field in fields(form) {
        labels.entry(spelt(&field.label)).or_default().push(field);
        ids.entry(spelt(&field.id)).or_default().push(field);
    }
    let mut taken = BTreeSet::new();
    let mut meant = Vec::new();
    for name in names {
        let name = spelt(name);
        let of = |known: &BTreeMap<String, Vec<&'a Field>>| known.get(&name).filter(|_| !name.is_empty()).cloned();
        let called = of(&labels).or_else(|| of(&ids)).unwrap_or_default();
        // Two questions of one name: two columns of that name are for them, in their order.
        let field = called.iter().find(|field| !taken.contains(&field.id)).or(called.first()).copied();
        if let Some(field) = field
            && !taken.insert(field.id.clone())
        {
            return Err(TableProblem::Twice { column: clean(&field.label, 120) });
        }
        meant.push(field);
    }
    if taken.is_empty() {
        let found = names.iter().map(|name| clean(name, 60)).filter(|name| !name.is_empty()).take(TOLD).collect();
        let wanted = fields(form).map(|field| clean(&field.label, 60)).take(TOLD).collect();
        return Err(TableProblem::NoColumns { found, wanted });
    }
    Ok(meant)
}

fn line<'a>(meant: &[Option<&Field>], cells: impl Iterator<Item = &'a str>, besides: &Answers) -> Line {
    let (mut answers, mut refused) = (besides.clone(), Vec::new());
    for (field, cell) in meant.iter().zip(cells) {
        let Some(field) = field else { continue };
        // An empty cell is no answer, whatever the form has.
        answers.remove(&field.id);
        if cell.trim().is_empty() {
            continue;
        }
        match answer(field, cell) {
            Ok(answer) => _ = answers.insert(field.id.clone(), answer),
            Err(rule) => {
                let (limit, text) = (String::new(), String::new());
                refused.push(FieldError { field: field.id.clone(), rule, limit, text });
            }
        }
    }
    Line { answers, refused }
}

/// What a cell says to its question.
fn answer(field: &Field, cell: &str) -> Result<Answer, Rule> {
    match field.kind {
        FieldKind::Boolean => truth(cell).map(Answer::Bool).ok_or(Rule::Shape),
        FieldKind::Option | FieldKind::Radio => chosen(field, cell).map(Answer::Choices).ok_or(Rule::NotAnOption),
        FieldKind::Text | FieldKind::Textarea | FieldKind::Password | FieldKind::Json => {
            Ok(Answer::Text(cell.to_owned()))
        }
        _ => Ok(Answer::Text(cell.trim().to_owned())),
    }
}

/// As spreadsheets and people write it, in the languages of the window.
fn truth(cell: &str) -> Option<bool> {
    match spelt(cell).as_str() {
        "true" | "yes" | "y" | "1" | "x" | "on" | "✓" | "✔" | "wahr" | "ja" | "j" => Some(true),
        "false" | "no" | "n" | "0" | "off" | "✗" | "falsch" | "nein" => Some(false),
        _ => None,
    }
}

/// One option by its name or its value, or several with a semicolon, a bar or a line between them.
fn chosen(field: &Field, cell: &str) -> Option<Vec<u32>> {
    let place = |name: &str| {
        let name = spelt(name);
        let readable = || field.options.iter().enumerate().filter(|(_, option)| option.readable);
        let by_label = readable().find(|(_, option)| spelt(&option.label) == name);
        let by_value =
            || readable().find(|(_, option)| option.value.as_str().is_some_and(|value| spelt(value) == name));
        by_label.or_else(by_value).and_then(|(place, _)| u32::try_from(place).ok())
    };
    if let Some(one) = place(cell) {
        return Some(vec![one]);
    }
    let parts = cell.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(place).collect()
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn form() -> Form {
        let schema = json!({"input_data": [
            {"id": "text", "type": "textarea", "name": "Your text"},
            {"id": "style", "type": "option", "name": "Style", "data": {"values": ["Short", "Long; very"]}, "validations": [{"validation": "max", "value": "2"}]},
            {"id": "loud", "type": "boolean", "name": "Loud?"},
            {"id": "count", "type": "number", "name": "How many"},
            {"id": "v", "type": "hidden", "data": {"value": "2"}},
        ]});
        Form::parse(&schema).unwrap()
    }

    fn told(text: &str) -> Result<Table, TableProblem> {
        read(text, &form(), &Answers::from([("count".to_owned(), Answer::Text("7".to_owned()))]))
    }

    fn text(text: &str) -> Answer {
        Answer::Text(text.to_owned())
    }

    #[test]
    fn a_table_is_read_as_spreadsheets_write_it() {
        for table in [
            "text,style,loud\n\"a, \"\"b\"\"\nc\",Short,yes\n",
            "\u{feff}Your text;STYLE;loud?\r\n\"a, \"\"b\"\"\nc\";short;WAHR\r\n;;\r\n",
            "text\tstyle\tloud\n\"a, \"\"b\"\"\nc\"\tShort\tx",
        ] {
            let read = told(table).unwrap();
            assert_eq!(read.lines.len(), 1, "{table}");
            let Line { answers, refused } = &read.lines[0];
            assert_eq!(answers["text"], text("a, \"b\"\nc"), "{table}");
            assert_eq!(answers["style"], Answer::Choices(vec![0]), "{table}");
            assert_eq!(answers["loud"], Answer::Bool(true), "{table}");
            assert_eq!(answers["count"], text("7"), "what has no column is taken from the form");
            assert!(refused.is_empty());
        }
    }

    #[test]
    fn a_cell_is_read_in_the_way_of_its_question() {
        let read =
            told("text,style,loud,count\na,Long; very,nein,\nb,short|long; very,perhaps,\" 3 \"\nc,Medium,,1").unwrap();
        let lines: Vec<_> = read.lines.iter().map(|line| (&line.answers, &line.refused)).collect();
        assert_eq!(lines[0].0["style"], Answer::Choices(vec![1]), "an option with a semicolon in its name");
        assert_eq!(lines[0].0["loud"], Answer::Bool(false));
        assert!(!lines[0].0.contains_key("count"), "an empty cell is no answer, whatever the form has");
        assert_eq!(
            lines[1].1.iter().map(|error| (error.field.as_str(), error.rule)).collect::<Vec<_>>(),
            [("style", Rule::NotAnOption), ("loud", Rule::Shape)]
        );
        assert_eq!(lines[1].0["count"], text("3"));
        assert_eq!(lines[2].1.len(), 1);
    }

    #[test]
    fn what_is_no_table_is_said_with_its_place() {
        let clean = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (table, problem) in [
            ("", TableProblem::Empty),
            ("text,style", TableProblem::Empty),
            ("text,style\n,\n", TableProblem::Empty),
            ("text,style\na,Short\n\"b,Short\nc,Short", TableProblem::OpenQuote { line: 3 }),
            ("text,style\na,Short,b", TableProblem::Uneven { line: 2, cells: 3, columns: 2 }),
            ("text,Your text\na,b", TableProblem::Twice { column: "Your text".into() }),
            (
                "one,v\na,b",
                TableProblem::NoColumns {
                    found: clean(&["one", "v"]),
                    wanted: clean(&["Your text", "Style", "Loud?", "How many"]),
                },
            ),
        ] {
            assert_eq!(told(table), Err(problem), "{table:?}");
        }
        let many = format!("text\n{}", "a\n".repeat(MOST + 1));
        assert_eq!(told(&many), Err(TableProblem::TooMany { most: 1_000 }));
        assert_eq!(told(&format!("text\n{}", "a\n".repeat(MOST))).unwrap().lines.len(), MOST);
        assert!(matches!(told(&"a,".repeat(MOST_BYTES)), Err(TableProblem::TooLarge { .. })));
        let wide = format!("text,{}", "a,".repeat(MOST_COLUMNS));
        assert_eq!(told(&format!("{wide}\n{wide}")), Err(TableProblem::TooManyColumns { most: 2_000 }));
        let long = Answers::from([("count".to_owned(), text(&"x".repeat(200_000)))]);
        let together = read(&format!("text\n{}", "a\n".repeat(MOST)), &form(), &long);
        assert_eq!(together, Err(TableProblem::TooMuch { most: 30_000_000 }));
    }

    #[test]
    fn a_name_is_a_label_before_it_is_an_id_whatever_a_spreadsheet_puts_before_it() {
        let schema = json!({"input_data": [
            {"id": "x", "type": "string", "name": "Text"},
            {"id": "text", "type": "string", "name": "=Body"},
        ]});
        let form = Form::parse(&schema).unwrap();
        let table = read("Text,'=Body\na,b", &form, &Answers::new()).unwrap();
        assert_eq!(
            table.lines[0].answers,
            Answers::from([("x".to_owned(), text("a")), ("text".to_owned(), text("b"))])
        );
    }

    #[test]
    fn a_column_for_nothing_is_said_and_sent_to_nobody() {
        let read = told("text,Remarks\na,secret").unwrap();
        assert_eq!(read.columns[1], ColumnView { name: "Remarks".into(), question: None });
        assert!(!format!("{:?}", read.lines).contains("secret"));
    }

    proptest! {
        #[test]
        fn every_table_that_is_written_is_read_as_it_was(
            cells in proptest::collection::vec(("[ -~\n\u{e9}]{0,20}", 0_usize..2), 1..30),
            parting in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(parting).from_writer(Vec::new());
            writer.write_record(["Your text", "style"]).unwrap();
            for (cell, option) in &cells {
                writer.write_record([cell.as_str(), ["Short", "Long; very"][*option]]).unwrap();
            }
            let table = told(&String::from_utf8(writer.into_inner().unwrap()).unwrap()).unwrap();
            let expected = cells.iter().map(|(cell, option)| {
                ((!cell.trim().is_empty()).then(|| text(cell)), Answer::Choices(vec![u32::try_from(*option).unwrap()]))
            });
            let read: Vec<_> = table.lines.iter()
                .map(|line| (line.answers.get("text").cloned(), line.answers["style"].clone())).collect();
            prop_assert_eq!(read, expected.collect::<Vec<_>>());
        }

        #[test]
        fn nothing_that_is_pasted_panics(pasted in "(?s).{0,200}") {
            let _ = told(&pasted);
            let _ = told(&format!("text\n{pasted}"));
        }
    }
}
