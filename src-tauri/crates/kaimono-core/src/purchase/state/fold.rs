//! What the events of a purchase come to, as text. It is stored beside the events, so that opening a journal need not go through
//! all of them, and rebuilt from them whenever [`FOLD`] is another number.

use super::State;

/// The number of the text's shape, and of the rules that lead to it: raised whenever the same events come to another text. A test
/// holds it to what the specimens come to.
pub(crate) const FOLD: i64 = 2;

impl State {
    /// As text.
    pub(crate) fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// Reads a text of this [`FOLD`].
    pub(crate) fn from_text(text: &str) -> serde_json::Result<State> {
        serde_json::from_str(text)
    }
}

/// A paying body that may not be there, as `proof::kept_body`.
pub(super) mod maybe_body {
    use masumi::proof::{PayingBody, kept_body};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Kept(#[serde(with = "kept_body")] Box<PayingBody>);

    pub(in crate::purchase::state) fn serialize<S: Serializer>(
        body: &Option<Box<PayingBody>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        body.as_ref().map(|body| Kept(body.clone())).serialize(serializer)
    }

    pub(in crate::purchase::state) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Box<PayingBody>>, D::Error> {
        Ok(Option::<Kept>::deserialize(deserializer)?.map(|Kept(body)| body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::{
        specimen::NOON,
        state::tests::{every_event, every_state},
    };
    use sha2::{Digest, Sha256};

    /// Every state, and what every event that is possible in it leads to.
    fn texts() -> Vec<String> {
        let mut texts = Vec::new();
        for (_, state) in every_state() {
            texts.push(state.text().unwrap());
            for event in every_event() {
                let mut next = state.clone();
                if next.apply(NOON, &event).is_ok() {
                    texts.push(next.text().unwrap());
                }
            }
        }
        texts
    }

    #[test]
    fn a_state_is_read_as_it_was_written() {
        for text in texts() {
            assert_eq!(State::from_text(&text).unwrap().text().unwrap(), text);
        }
    }

    /// Another digest: the same events come to another text. Raise [`FOLD`], then accept it.
    #[test]
    fn what_events_come_to_belongs_to_a_number() {
        let digest = hex::encode(Sha256::digest(texts().concat()));
        insta::assert_snapshot!(format!("fold_{FOLD}"), digest);
    }
}
