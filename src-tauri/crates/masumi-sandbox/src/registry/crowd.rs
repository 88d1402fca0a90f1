//! A market of any size to look at: agents that are listed, and that nobody runs. They are not kept, and the same number always
//! makes the same ones.

use super::listing::{Health, Home, Listing, Price, Registration};
use masumi::{
    moment::{HOUR, Moment},
    money::Money,
};

const KINDS: [&str; 12] =
    ["Text", "Legal", "Data", "Image", "Weather", "Market", "Code", "Travel", "Music", "Tax", "Garden", "Health"];
const DOES: [&str; 12] = [
    "Summarizer",
    "Reviewer",
    "Extractor",
    "Translator",
    "Writer",
    "Planner",
    "Scout",
    "Checker",
    "Painter",
    "Teacher",
    "Analyst",
    "Editor",
];

/// So many agents, in the order of the registry's list. `chance::fixed_id` begins with a later letter than theirs, so that they
/// come after all others.
pub(crate) fn crowd(agents: u32, born: Moment) -> Vec<Listing> {
    (0..agents).map(|number| listing(number, born)).collect()
}

fn listing(number: u32, born: Moment) -> Listing {
    let of = |words: &[&'static str], by: u32| words[(number / by) as usize % words.len()];
    let (kind, does) = (of(&KINDS, 1), of(&DOES, 12));
    let price = match number % 50 {
        7 => Price::Free,
        13 => Price::Dynamic,
        _ => Price::Fixed(vec![Money::lovelace(u128::from(1 + number % 97) * 250_000)]),
    };
    let registration = Registration {
        name: format!("{kind} {does} {number}"),
        description: format!(
            "{does} for {}. Made up so that the market is large: it is listed, and nobody runs it.",
            kind.to_lowercase()
        ),
        api_base_url: format!("https://agent{number}.market{}.example", number % 500),
        price: price.clone(),
        tags: vec![kind.to_lowercase(), of(&DOES, 5).to_lowercase(), format!("topic {}", number % 120)],
    };
    let slug = format!("crowd-{number}");
    Listing {
        // Newest first: the list goes by row ids, from the last to the first.
        row_id: format!("a{:09}", u32::MAX - number),
        agent_identifier: super::listing::identifier(&slug, masumi::node::Generation::V1),
        health: if number.is_multiple_of(9) { Health::Offline } else { Health::Online },
        author: format!("{} Works", of(&KINDS, 30)),
        capability: Some((format!("{kind} {does}"), "1.0".to_owned())),
        home: Home::There(registration.api_base_url.clone()),
        ..Listing::registered(registration, born.plus(-HOUR * i64::from(number % 5_000)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance;

    #[test]
    fn a_crowd_is_in_the_order_of_the_list_and_comes_after_the_others() {
        let crowd = crowd(300, Moment(HOUR * 10_000));
        assert!(crowd.windows(2).all(|pair| pair[0].row_id > pair[1].row_id));
        assert!(crowd.iter().all(|listing| listing.row_id < chance::fixed_id("summarizer")));
        assert_eq!(crowd.len(), 300);
    }
}
