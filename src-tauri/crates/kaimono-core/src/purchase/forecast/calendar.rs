//! Deadlines as a calendar file (RFC 5545), which a person can import into whatever reminds them of other things. Pure.
//!
//! Every occasion keeps its name (`UID`), so that importing the file once more moves what has moved and doubles nothing. Times are in
//! UTC. Text is escaped, lines end as the format wants it and are folded between letters, never within one.

use masumi::moment::Moment;

/// A line is so many octets long at most, without its end.
const LINE: usize = 75;

/// Something that happens at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Occasion {
    /// The same for the same occasion, whenever it is told.
    pub uid: String,
    /// When.
    pub at: Moment,
    /// In one line.
    pub summary: String,
    /// In sentences; `""`: nothing more.
    pub description: String,
    /// Whether the calendar reminds of it an hour before: it ends what a person can do.
    pub reminds: bool,
}

/// The file. `now`: when it is made.
pub(crate) fn calendar(now: Moment, occasions: &[Occasion]) -> String {
    let mut file = File(String::new());
    for line in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kaimono//Deadlines//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    {
        file.line(line);
    }
    for Occasion { uid, at, summary, description, reminds } in occasions {
        // What is beyond the calendar's years cannot be written.
        let (Some(at), Some(now)) = (utc(*at), utc(now)) else { continue };
        file.line("BEGIN:VEVENT");
        file.line(&format!("UID:{}", escaped(uid)));
        file.line(&format!("DTSTAMP:{now}"));
        file.line(&format!("DTSTART:{at}"));
        file.line(&format!("SUMMARY:{}", escaped(summary)));
        if !description.is_empty() {
            file.line(&format!("DESCRIPTION:{}", escaped(description)));
        }
        file.line("TRANSP:TRANSPARENT");
        if *reminds {
            for line in ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H"] {
                file.line(line);
            }
            file.line(&format!("DESCRIPTION:{}", escaped(summary)));
            file.line("END:VALARM");
        }
        file.line("END:VEVENT");
    }
    file.line("END:VCALENDAR");
    file.0
}

struct File(String);

impl File {
    /// A line, folded: what goes on begins with a space.
    fn line(&mut self, line: &str) {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Text as a value. What no line can hold is left out.
fn escaped(text: &str) -> String {
    let mut value = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            '\n' => value.push_str("\\n"),
            control if control.is_control() => {}
            letter => value.push(letter),
        }
    }
    value
}

/// `20261122T055721Z`; `None`: not in the years 0 to 9999.
fn utc(at: Moment) -> Option<String> {
    let iso = at.iso();
    let (date, time) = iso.split_once('T')?;
    let time = time.split_once('.').map(|(time, _)| time)?;
    Some(format!("{}T{}Z", date.replace('-', ""), time.replace(':', "")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn occasion(summary: &str) -> Occasion {
        Occasion {
            uid: "one-result-due@kaimono".to_owned(),
            at: Moment(1_795_327_041_698),
            summary: summary.to_owned(),
            description: String::new(),
            reminds: false,
        }
    }

    /// The lines as they are read: unfolded.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_occasion_is_written_as_calendars_read_it() {
        let told =
            Occasion { description: "First.\nThen; or, \\.".to_owned(), reminds: true, ..occasion("Result due") };
        insta::assert_snapshot!(calendar(Moment(1_795_327_000_000), &[told]).replace("\r\n", "⏎\n"));
    }

    proptest! {
        /// Whatever an agent is called, a line is a line, and its text is read again as it was.
        #[test]
        fn lines_are_folded_between_letters_and_text_stays_what_it_was(
            summary in "\\PC{0,200}",
            odd in proptest::sample::select(vec!["", "\r\nEND:VCALENDAR", "\u{202e}\u{200b}", "界界界;,\\n", "BEGIN:VALARM\n"]),
        ) {
            let summary = format!("{summary}{odd}");
            let file = calendar(Moment(0), &[occasion(&summary)]);
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= LINE && !line.contains(['\r', '\n']), "{line:?}");
            }
            let lines = unfolded(&file);
            let began = lines.iter().filter(|line| line.starts_with("BEGIN:") || line.starts_with("END:")).count();
            prop_assert_eq!(began, 4);
            let value = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            let mut read = String::new();
            let mut letters = value.chars();
            while let Some(letter) = letters.next() {
                match (letter, letter == '\\') {
                    (_, true) => match letters.next() {
                        Some('n') => read.push('\n'),
                        other => read.extend(other),
                    },
                    (letter, false) => read.push(letter),
                }
            }
            let meant: String = summary.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
            prop_assert_eq!(read, meant);
        }
    }

    #[test]
    fn the_same_occasion_has_the_same_name_whenever_it_is_told() {
        let names = |file: String| {
            unfolded(&file)
                .into_iter()
                .filter(|line| line.starts_with("UID:") || line.starts_with("DTSTART:"))
                .collect::<Vec<_>>()
        };
        let (once, later) = (calendar(Moment(0), &[occasion("a")]), calendar(Moment(9_000), &[occasion("a")]));
        assert_eq!(names(once), names(later));
    }

    #[test]
    fn what_no_calendar_can_hold_is_left_out() {
        let beyond = Occasion { at: Moment(i64::MAX), ..occasion("never") };
        assert!(!calendar(Moment(0), &[beyond]).contains("VEVENT"));
    }
}
