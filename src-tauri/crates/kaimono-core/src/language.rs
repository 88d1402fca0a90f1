//! Which language is spoken: the one that the person chose, else the desktop's, else English. Pure; the words are the shell's and the
//! page's.

use crate::view::app::{Language, LanguageChoice};

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
    fn what_the_person_chose_counts_before_the_desktop() {
        for desktop in [Language::En, Language::De] {
            assert_eq!(LanguageChoice::System.or(desktop), desktop);
            assert_eq!(LanguageChoice::En.or(desktop), Language::En);
            assert_eq!(LanguageChoice::De.or(desktop), Language::De);
        }
    }
}
