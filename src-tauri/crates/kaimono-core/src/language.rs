//! Which language Kaimono speaks (the one that the person chose, else the desktop's, else English), and what its writers mean by
//! a comma and a point. Pure; the shell and the page have the words.

use crate::view::app::{Language, LanguageChoice};
use masumi::form::{Answer, Answers, FieldError, FieldKind, Form, Rule};

/// Where a desktop says in which language its programs should speak, as POSIX has it: the first that says anything counts.
const SAID_IN: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

impl Language {
    /// The desktop's language, by the variables of the environment; English where it says none or one that Kaimono does not speak.
    pub fn of_desktop(variable: impl Fn(&str) -> Option<String>) -> Language {
        let said = SAID_IN.into_iter().filter_map(variable).find(|value| !value.is_empty()).unwrap_or_default();
        // `de_AT.UTF-8@euro`: the language stands first.
        match said.split(['_', '-', '.', '@']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "de" => Language::De,
            _ => Language::En,
        }
    }

    /// An amount as whoever writes this language typed it, as English has it: commas between thousands, and a point before decimals.
    pub(crate) fn amount_in_english(self, typed: &str) -> String {
        let exchanged = |mark| match mark {
            ',' => '.',
            '.' => ',',
            other => other,
        };
        match self {
            Language::En => typed.to_owned(),
            Language::De => typed.chars().map(exchanged).collect(),
        }
    }

    /// Numbers that an agent would take for a thousandth of what whoever writes this language may mean: agents are sent numbers
    /// with a point before decimals, and `1.500` is one and a half of them.
    pub(crate) fn two_readings(self, form: &Form, answers: &Answers) -> Vec<FieldError> {
        let numbers = form.fields().filter(|field| matches!(field.kind, FieldKind::Number | FieldKind::Range));
        numbers
            .filter_map(|field| match answers.get(&field.id) {
                Some(Answer::Text(text)) if self == Language::De => {
                    let (thousands, rest) =
                        text.trim().split_once('.').filter(|(first, rest)| one_group(first, rest))?;
                    Some(FieldError {
                        field: field.id.clone(),
                        rule: Rule::Ambiguous,
                        limit: format!("{thousands}{rest}"),
                        text: format!("{thousands}.{}", rest.trim_end_matches('0')).trim_end_matches('.').to_owned(),
                    })
                }
                _ => None,
            })
            .collect()
    }
}

/// Whether the digits beside a mark can be thousands.
fn one_group(first: &str, rest: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.len() == 3 && digits(first) && digits(rest)
}

impl LanguageChoice {
    /// The chosen language, or the desktop's.
    pub fn or(self, desktop: Language) -> Language {
        match self {
            LanguageChoice::System => desktop,
            LanguageChoice::En => Language::En,
            LanguageChoice::De => Language::De,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::money::{Amount, NoAmount};

    fn desktop(says: &[(&str, &str)]) -> Language {
        Language::of_desktop(|name| says.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_desktops_language_is_read_where_posix_has_it_and_is_english_where_it_is_not_spoken() {
        assert_eq!(desktop(&[]), Language::En);
        for german in ["de", "de_DE.UTF-8", "de_AT", "de_CH.UTF-8@euro", "de-DE", "DE_de"] {
            assert_eq!(desktop(&[("LANG", german)]), Language::De, "{german}");
        }
        for other in ["C", "C.UTF-8", "POSIX", "en_GB.UTF-8", "ja_JP.UTF-8", "den_CA", "", "_de"] {
            assert_eq!(desktop(&[("LANG", other)]), Language::En, "{other}");
        }
        let both = [("LC_ALL", "en_US.UTF-8"), ("LC_MESSAGES", "de_DE.UTF-8"), ("LANG", "de_DE.UTF-8")];
        assert_eq!(desktop(&both), Language::En, "the first counts");
        assert_eq!(desktop(&both[1..]), Language::De);
        let empty = [("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "de_DE.UTF-8")];
        assert_eq!(desktop(&empty), Language::De, "one that says nothing is none");
    }

    #[test]
    fn an_amount_that_is_typed_is_read_by_the_language_or_asked_about_and_never_misread() {
        let read = |language: Language, typed| Amount::parse_typed(&language.amount_in_english(typed), 6);
        for (typed, micros) in
            [("3,50", 3_500_000), ("1.234,50", 1_234_500_000), ("1 234,5", 1_234_500_000), ("7", 7_000_000)]
        {
            assert_eq!(read(Language::De, typed), Ok(Amount(micros)), "{typed}");
        }
        let both = NoAmount::TwoReadings { grouped: "1234".to_owned(), decimal: "1.234".to_owned() };
        assert_eq!(read(Language::De, "1.234"), Err(both.clone()), "a thousand times more to one than to another");
        assert_eq!(read(Language::En, "1,234"), Err(both));
        for typed in ["1.5", "1,234.50", "1,2,3", "1.23,4"] {
            assert_eq!(read(Language::De, typed), Err(NoAmount::NotANumber), "{typed}");
        }
        for typed in ["1,5", "1.234,50"] {
            assert_eq!(read(Language::En, typed), Err(NoAmount::NotANumber), "{typed}");
        }
    }

    #[test]
    fn a_number_for_an_agent_that_may_mean_a_thousand_times_more_is_asked_about() {
        let form = Form::parse(&serde_json::json!([
            { "id": "n", "type": "number", "name": "N" },
            { "id": "t", "type": "text", "name": "T" },
        ]))
        .unwrap();
        let asked = |language: Language, text: &str| {
            let answers = ["n", "t"].map(|field| (field.to_owned(), Answer::Text(text.to_owned())));
            let errors = language.two_readings(&form, &Answers::from(answers));
            errors.into_iter().map(|error| (error.field, error.limit, error.text)).collect::<Vec<_>>()
        };
        let both = |high: &str, low: &str| vec![("n".to_owned(), high.to_owned(), low.to_owned())];
        assert_eq!(asked(Language::De, "1.500"), both("1500", "1.5"));
        assert_eq!(asked(Language::De, "12.000"), both("12000", "12"));
        assert_eq!(asked(Language::En, "1.500"), [], "the point is the decimal mark");
        for plain in ["1500", "1.5", "0.500", "1.5000", "1234.500", "-1.500", "1,500", ""] {
            assert_eq!(asked(Language::De, plain), [], "{plain}");
        }
    }

    #[test]
    fn what_the_person_chose_counts_before_the_desktop() {
        for desktop in [Language::En, Language::De] {
            assert_eq!(LanguageChoice::System.or(desktop), desktop);
            assert_eq!(LanguageChoice::En.or(desktop), Language::En);
            assert_eq!(LanguageChoice::De.or(desktop), Language::De);
        }
    }
}
