//! An agent as the page shows it, as a card and in full. Its seller wrote every text in here, and all of it is cleaned.

use super::{
    offer::{Means, contract, judge, offer, other_prices, own_contract, price},
    samples,
    seller::{Own, seller},
    shown::Shown,
};
use crate::{
    connection::host_of,
    error::Failure,
    text::{clean, clean_lines},
    view::{
        agent::{AgentView, ExampleView, LegalKind, LegalView, LookedView, TechnicalView},
        market::{AgentCard, Blocked},
    },
};
use masumi::registry::{AgentStatus, Entry, PaymentInformation};
use url::Url;

/// Of a name, and of what else fits one line.
pub(super) const LINE: usize = 120;
/// Of a web address.
const ADDRESS: usize = 2_048;
const EXAMPLES: usize = 20;

/// What the registry said of an agent when its page was opened.
#[derive(Debug)]
pub(super) enum Told {
    /// Who sells it: the authority.
    Sold(Box<PaymentInformation>),
    /// Nothing; but a node told what is written in its token.
    Token(Box<Entry>),
    /// Nobody holds its token any more.
    Gone,
    /// It did not answer.
    Nothing(Failure),
}

/// A card of the list; which other is like it, the mirror knows. `bought`: how often this profile bought it before.
pub fn card(entry: &Entry, means: &Means, bought: u32) -> AgentCard {
    AgentCard { bought, ..Shown::of(entry, means.network).card(judge(entry, means), means.network) }
}

/// The agent's page, but for what is known of other agents. What the registry just told goes before the mirror; `mirrored` is what is left when it told nothing.
/// `None`: neither knows it.
pub(super) fn whole(told: Told, mirrored: Option<Entry>, means: &Means, own: &Own) -> Option<AgentView> {
    let by_token = matches!(told, Told::Token(_));
    let (entry, told_seller, failure) = match told {
        Told::Token(entry) => (*entry, None, None),
        Told::Sold(information) => {
            let information = *information;
            (information.entry, Some((information.seller_vkey, information.seller_address)), None)
        }
        // A registry can be made to list a burned agent as online (it re-checks its address, not its token).
        Told::Gone => (Entry { status: AgentStatus::Deregistered, ..mirrored? }, None, None),
        Told::Nothing(failure) => (mirrored?, None, Some(failure)),
    };
    let (seller_vkey, seller_address) = told_seller.unwrap_or_default();
    let mut card = card(&entry, means, own.record.jobs);
    if by_token {
        // Nothing could be held against a seller's signature.
        card.blocked = Some(card.blocked.filter(|why| *why == Blocked::Superseded).unwrap_or(Blocked::SellerUnknown));
    }
    Some(AgentView {
        description: clean_lines(&entry.description, 10_000),
        other_prices: other_prices(&entry, means).iter().map(|pricing| price(pricing, means.network)).collect(),
        own_contract: own_contract(&entry, &offer(&entry, means), means),
        network: means.network,
        examples: examples(&entry),
        legal: legal(&entry),
        contact: contact(&entry),
        capability: entry
            .capability
            .as_ref()
            .map_or_else(String::new, |can| clean(&format!("{} {}", can.name, can.version), LINE)),
        technical: TechnicalView {
            agent_identifier: entry.agent_identifier.clone(),
            policy_id: entry.agent_identifier.get(..56).unwrap_or_default().to_owned(),
            api_base_url: clean(entry.api_base_url.as_deref().unwrap_or_default(), ADDRESS),
            seller_vkey: clean(&seller_vkey, LINE),
            seller_address: clean(&seller_address, 200),
            contract: clean(&contract(&entry, &offer(&entry, means), means).unwrap_or_default(), 200),
            service_url: clean(
                entry.x402_resources_url.as_ref().or(entry.open_api_spec_url.as_ref()).map_or("", |url| url),
                ADDRESS,
            ),
            metadata_version: entry.metadata_version,
            superseded_by: newer(&entry),
        },
        looked: LookedView {
            checks: u32::try_from(entry.uptime_check_count).unwrap_or(u32::MAX),
            at: entry.last_uptime_check,
        },
        host: entry.api_base_url.as_deref().map(host_of).unwrap_or_default(),
        seller: seller(&seller_vkey, own, Vec::new()),
        newer: None,
        older: Vec::new(),
        record: own.record.clone(),
        failure,
        card,
    })
}

/// An entry's successor; hex, or nothing that could be looked up.
fn newer(entry: &Entry) -> Option<String> {
    entry.superseded_by.clone().filter(|id| id.chars().all(|digit| digit.is_ascii_hexdigit()))
}

/// `7e8bdaf2…a2b3c4d5`: enough to tell two that look alike apart, not enough to prove anything.
pub(crate) fn short(id: &str) -> String {
    match (id.get(..8), id.get(id.len().saturating_sub(8)..)) {
        (Some(first), Some(last)) if id.len() > 16 => format!("{first}…{last}"),
        _ => clean(id, 17),
    }
}

fn examples(entry: &Entry) -> Vec<ExampleView> {
    let examples = entry.example_output.iter().take(EXAMPLES);
    examples
        .map(|example| ExampleView {
            id: samples::id(example),
            name: clean(&example.name, LINE),
            mime_type: clean(&example.mime_type, LINE),
            url: clean(&example.url, ADDRESS),
        })
        .collect()
}

fn legal(entry: &Entry) -> Vec<LegalView> {
    let texts = [
        (LegalKind::Terms, &entry.terms_and_condition),
        (LegalKind::Privacy, &entry.privacy_policy),
        (LegalKind::Other, &entry.other_legal),
    ];
    texts
        .into_iter()
        .filter_map(|(kind, text)| {
            let text = clean(text.as_deref()?, ADDRESS);
            match web_address(&text) {
                Some(url) => Some(LegalView { kind, text: url, link: true }),
                None => (!text.is_empty()).then_some(LegalView { kind, text, link: false }),
            }
        })
        .collect()
}

/// An address that a browser may be sent to, normalised: what is shown is what is opened.
fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    (url.scheme() == "https" && url.has_host() && plain).then(|| url.into())
}

fn contact(entry: &Entry) -> Vec<String> {
    let lines = [&entry.author_organization, &entry.author_contact_email, &entry.author_contact_other];
    lines.into_iter().flatten().map(|line| clean(line, 300)).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::testing::{entry, means},
        error::{Code, Side},
        view::market::Blocked,
    };
    use masumi::registry::{Capability, ExampleOutput};

    fn sold(entry: Entry) -> Told {
        Told::Sold(Box::new(PaymentInformation {
            entry,
            seller_address: "addr_test1qseller".into(),
            seller_vkey: "9a80".into(),
        }))
    }

    #[test]
    fn what_the_registry_tells_now_goes_before_the_mirror() {
        let now = Entry { name: "Renamed".into(), ..entry("a") };
        let view = whole(sold(now), Some(entry("a")), &means(), &Own::default()).expect("known");
        assert_eq!((view.card.name.as_str(), view.failure), ("Renamed", None));
        assert_eq!(view.technical.seller_vkey, "9a80");
        assert_eq!(view.technical.seller_address, "addr_test1qseller");
        assert_eq!(view.technical.policy_id.len(), 56);
    }

    #[test]
    fn a_silent_registry_leaves_the_mirror_with_its_failure() {
        let silent = || Told::Nothing(Failure::new(Code::Timeout, Side::Registry));
        let view = whole(silent(), Some(entry("a")), &means(), &Own::default()).expect("mirrored");
        assert_eq!(view.failure.map(|failure| failure.code), Some(Code::Timeout));
        assert_eq!(view.technical.seller_vkey, "");
        assert_eq!(view.card.blocked, None);
        assert!(whole(silent(), None, &means(), &Own::default()).is_none());
    }

    #[test]
    fn an_agent_whose_token_is_burned_cannot_be_bought_whatever_the_list_says() {
        let view = whole(Told::Gone, Some(entry("a")), &means(), &Own::default()).expect("mirrored");
        assert_eq!(view.card.status, AgentStatus::Deregistered);
        assert_eq!(view.card.blocked, Some(Blocked::Deregistered));
        assert!(whole(Told::Gone, None, &means(), &Own::default()).is_none());
    }

    #[test]
    fn what_only_its_token_tells_of_is_shown_and_cannot_be_bought() {
        let view = whole(Told::Token(Box::new(entry("a"))), None, &means(), &Own::default()).expect("told");
        assert_eq!((view.card.blocked, view.failure), (Some(Blocked::SellerUnknown), None));
        assert_eq!((view.technical.seller_vkey, view.technical.seller_address), (String::new(), String::new()));
    }

    #[test]
    fn a_superseded_entry_names_the_newer_one() {
        let told = |newer: &str| {
            let entry = Entry { superseded_by: Some(newer.into()), ..entry("a") };
            let view = whole(sold(entry), None, &means(), &Own::default()).expect("known");
            (view.card.blocked, view.technical.superseded_by)
        };
        let newer = entry("b").agent_identifier;
        assert_eq!(told(&newer), (Some(Blocked::Superseded), Some(newer)));
        assert_eq!(told("../settings"), (Some(Blocked::Superseded), None), "nothing that could lead elsewhere");
    }

    #[test]
    fn a_seller_cannot_paint_over_the_page() {
        let example = ExampleOutput {
            name: "Out\u{2066}put".into(),
            mime_type: "text/plain".into(),
            url: "https://example.org/o".into(),
        };
        let hostile = Entry {
            name: format!("Text\u{202e}\u{200b} {}", "Summarizer ".repeat(1_000_000)),
            description: format!("{}\n\n\n\n\nend", "long ".repeat(2_000_000)),
            author_name: Some("\u{0}Lab\u{feff} Author".into()),
            author_organization: Some("Example\nLab".into()),
            author_contact_email: Some("  ".into()),
            author_contact_other: None,
            tags: (0..500).map(|tag| format!("t\u{200d}{tag}")).collect(),
            example_output: vec![example; 300],
            terms_and_condition: Some("HTTPS://Exämple.org/terms".into()),
            privacy_policy: Some("javascript:alert(1)".into()),
            other_legal: Some("We own\nyour soul".into()),
            capability: Some(Capability { name: "Summarization\u{200b}".into(), version: "1.0".into() }),
            ..entry("a")
        };
        let view =
            whole(Told::Nothing(Failure::unknown("")), Some(hostile), &means(), &Own::default()).expect("mirrored");
        assert_eq!(view.card.name.chars().count(), 120);
        assert!(view.card.name.starts_with("Text Summarizer Summarizer"));
        assert_eq!(view.card.author, "Lab Author");
        assert_eq!(view.card.summary.chars().count(), 300);
        assert_eq!((view.card.tags.len(), view.card.tags[0].as_str()), (12, "t0"));
        assert_eq!(view.description.chars().count(), 10_000);
        assert_eq!(view.contact, ["Example Lab"]);
        assert_eq!(view.capability, "Summarization 1.0");
        assert_eq!((view.examples.len(), view.examples[0].name.as_str()), (EXAMPLES, "Output"));
        let legal = |kind, text: &str, link| LegalView { kind, text: text.into(), link };
        assert_eq!(
            view.legal,
            [
                legal(LegalKind::Terms, "https://xn--exmple-cua.org/terms", true),
                legal(LegalKind::Privacy, "javascript:alert(1)", false),
                legal(LegalKind::Other, "We own your soul", false),
            ]
        );
    }

    #[test]
    fn two_that_look_alike_differ_in_their_short_identifiers() {
        assert_eq!(short(&format!("7e8bdaf2{}a2b3c4d5", "0".repeat(104))), "7e8bdaf2…a2b3c4d5");
        assert_eq!(short("abcdef"), "abcdef");
        assert!(short(&"é".repeat(50)).chars().count() <= 17);
    }
}
