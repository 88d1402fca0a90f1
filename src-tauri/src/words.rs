//! The words that the desktop shows: notifications and the tray. All others are the page's (`ui/page/words`); these are here
//! because they must come when the page is hidden, asleep or gone. No word of an agent's is in them but its name, and that
//! stands in the summary, which is no markup for any desktop.

use kaimono_core::{
    house::Announcement,
    notice::{About, Ended, Notice, Proof, Wrong},
    view::trouble::Trouble,
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

/// A notification that tells nothing.
pub(crate) fn test() -> Words {
    let body = "This is how Kaimono tells you of results, questions and deadlines.".to_owned();
    Words { summary: "A test of your notifications".to_owned(), body, urgent: false }
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
        About::Wrong(Wrong::TooLarge) => (
            format!("The result of {who} is too large"),
            "Its hash is on chain, and Kaimono could not take the result in. You can object until the window closes."
                .to_owned(),
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
        About::Trouble(kind) => trouble(kind, &who),
        About::Overdue => (
            format!("{who} did not deliver in time"),
            "Your node takes the money back by itself. There is nothing to do.".to_owned(),
        ),
        About::Ended(ended) => (format!("The purchase from {who} came to nothing"), nothing_paid(ended).to_owned()),
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

/// What does not go on, or did not happen: the summary, and the sentence.
fn trouble(kind: Trouble, who: &str) -> (String, String) {
    use Trouble as T;
    let payment = format!("The payment to {who} does not go on");
    let money = format!("Your money from {who} is not back");
    let (summary, body) = match kind {
        T::Queued => (payment, "Your node has it, and has not locked the money yet."),
        T::PolicyDenied => (payment, "The owner of your node's wallet has a rule that forbids it. Nothing was paid."),
        T::InsufficientFunds => (payment, "Your node's wallet has too little. Top it up, then try again."),
        T::PaymentUnknown => {
            (payment, "It is not known whether your node has it. Kaimono goes on finding out, and does not pay twice.")
        }
        T::Different | T::Foreign => (payment, "What your node has is not what you approved. Please look."),
        T::LockInvalid => (payment, "Your node says that what is locked is not what was agreed. Please look."),
        T::NeverPaid => (payment, "The time to pay is over. Nothing was paid."),
        T::LockLost | T::LockOverdue => {
            (payment, "Your node has lost sight of it. Do not buy it again before you know what became of it.")
        }
        T::RolledBack => (payment, "Its block was taken back. Do not buy it again before you know what became of it."),
        T::RefundOverdue => (money, "Your node should have taken it back by now. Please look at your node."),
        T::NotCollected => (money, "The seller agreed to give it back, and your node does not collect it by itself."),
        T::RequestOverdue => (
            format!("Your request about {who} is not carried out"),
            "Your node should have brought it onto the chain by now. Please look at your node.",
        ),
        T::RequestTooLate => (
            format!("Your request about {who} came too late"),
            "Your node did not carry it out before the time to object was over.",
        ),
        T::Denied => (
            format!("Your node does not know the purchase from {who} any more"),
            "It is another node, or was set up anew. Please look.",
        ),
        T::LockFailed
        | T::NodeStuck
        | T::Unconfirmed
        | T::UnseenByAgent
        | T::AgentSilent
        | T::AgentForgot
        | T::AgentFailed
        | T::Unproven
        | T::HashWithoutResult
        | T::Mismatch
        | T::Disputed => (payment, "Your node does not get on with it. Look at it, then try again."),
    };
    (summary, body.to_owned())
}

fn nothing_paid(ended: Ended) -> &'static str {
    match ended {
        Ended::Job => "The agent did not take the job. Nothing was paid.",
        Ended::Terms => "Its terms did not hold. Nothing was paid.",
        Ended::Approval => "The time ran out before it was approved and carried out. Nothing was paid.",
        Ended::Payment => "It could not be paid as approved. Nothing was paid.",
    }
}

fn is_urgent(about: About) -> bool {
    use Trouble as T;
    matches!(about, About::Closing { .. } | About::Trouble(T::Different | T::Foreign | T::LockInvalid | T::Denied))
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
