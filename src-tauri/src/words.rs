//! The words that the desktop shows: notifications and the tray. All others are the page's (`ui/page/i18n`); these are here
//! because they must come when the page is hidden, asleep or gone. No word of an agent's is in them but its name, and that
//! stands in the summary, which is no markup for any desktop.

use kaimono_core::{
    house::Announcement,
    notice::{About, Notice, Proof, Trouble, Wrong},
};

pub(crate) const NAME: &str = "Kaimono";
pub(crate) const OPEN: &str = "Open Kaimono";
pub(crate) const QUIT: &str = "Quit";

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) summary: String,
    pub(crate) body: String,
    /// Stays until it is seen.
    pub(crate) urgent: bool,
}

/// What an announcement says.
pub(crate) fn announcement(announcement: &Announcement) -> Words {
    match announcement {
        Announcement::One(notice) => one(notice),
        Announcement::Several(notices) => Words {
            summary: format!("{} purchases have news", notices.len()),
            body: "Open Kaimono to see what happened and what waits for you.".to_owned(),
            urgent: notices.iter().any(|notice| is_urgent(notice.about)),
        },
    }
}

fn one(notice: &Notice) -> Words {
    let who = if notice.agent.is_empty() { "An agent".to_owned() } else { format!("“{}”", notice.agent) };
    let (summary, body) = match notice.about {
        About::Result(Proof::Proven) => {
            (format!("{who} has delivered"), "The result is here, and it is the one whose hash is on chain.".to_owned())
        }
        About::Result(Proof::NotYet) => (
            format!("{who} has delivered"),
            "The result is here. Its hash is not on chain yet, so it is not proven.".to_owned(),
        ),
        About::Result(Proof::Free) => (format!("{who} has delivered"), "The result of a free job is here.".to_owned()),
        About::Question { left } => (
            format!("{who} asks you something"),
            match left.filter(|left| *left > 0) {
                Some(left) => format!("The result is due in {}. It waits for your answer.", span(left)),
                None => "It waits for your answer.".to_owned(),
            },
        ),
        About::Wrong(Wrong::NoResult) => (
            format!("{who} has not handed over its result"),
            "Its hash is on chain, and the result did not come. You can object until the window closes.".to_owned(),
        ),
        About::Wrong(Wrong::Mismatch) => (
            format!("The result of {who} does not match"),
            "It is not the one whose hash is on chain. You can object until the window closes.".to_owned(),
        ),
        About::Wrong(Wrong::Failed) => (
            format!("{who} says that it failed"),
            "The money is still in escrow, and you can ask for it back.".to_owned(),
        ),
        About::Wrong(Wrong::FailedFree) => {
            (format!("{who} gave no result"), "The job was free: nothing was paid.".to_owned())
        }
        About::Closing { wrong: Wrong::Mismatch, left } => (
            format!("{} left to object to {who}", span(left)),
            "The result does not match the hash on chain. After that the seller can be paid.".to_owned(),
        ),
        About::Closing { left, .. } => (
            format!("{} left to object to {who}", span(left)),
            "The result did not come, though its hash is on chain. After that the seller can be paid.".to_owned(),
        ),
        About::Refund => (format!("Your money is back from {who}"), "It is in your node's wallet again.".to_owned()),
        About::Payment(trouble) => (format!("The payment to {who} does not go on"), stuck(trouble).to_owned()),
        About::Approval { left } => (
            format!("{who} wants other terms than you approved"),
            match left.filter(|left| *left > 0) {
                Some(left) => {
                    format!("Nothing is paid unless you approve again. It can be paid for another {}.", span(left))
                }
                None => "Nothing is paid unless you approve again.".to_owned(),
            },
        ),
        About::Lapsed { left } => (
            format!("Your approval for {who} ran out"),
            match left.filter(|left| *left > 0) {
                Some(left) => format!("Nothing was paid. You can approve again for another {}.", span(left)),
                None => "Nothing was paid.".to_owned(),
            },
        ),
    };
    Words { summary, body, urgent: is_urgent(notice.about) }
}

fn stuck(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Queued => "Your node has it, and has not locked the money yet.",
        Trouble::TooLittle => "Your node's wallet has too little. Top it up, then try again.",
        Trouble::Stuck => "Your node does not get on with it. Look at it, then try again.",
        Trouble::Unknown => {
            "It is not known whether your node has it. Kaimono goes on finding out, and does not pay twice."
        }
        Trouble::Alarm => "What your node has is not what you approved. Please look.",
    }
}

fn is_urgent(about: About) -> bool {
    matches!(about, About::Closing { .. } | About::Payment(Trouble::Alarm))
}

/// The line of the tray's menu.
pub(crate) fn open_purchases(open: u32) -> String {
    match open {
        0 => "No open purchases".to_owned(),
        1 => "1 open purchase".to_owned(),
        more => format!("{more} open purchases"),
    }
}

/// A span in its two largest units; milliseconds, positive.
fn span(millis: i64) -> String {
    let minutes = millis / 60_000;
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, 0) => "less than a minute".to_owned(),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (1, 0, _) => "1 day".to_owned(),
        (1, hours, _) => format!("1 day {hours} h"),
        (days, 0, _) => format!("{days} days"),
        (days, hours, _) => format!("{days} days {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_its_two_largest_units() {
        let told = [0, 59_999, 60_000, 3_600_000, 11_700_000, 86_400_000, 90_000_000, 180_000_000].map(span);
        assert_eq!(
            told,
            [
                "less than a minute",
                "less than a minute",
                "1 min",
                "1 h",
                "3 h 15 min",
                "1 day",
                "1 day 1 h",
                "2 days 2 h"
            ]
        );
    }
}
