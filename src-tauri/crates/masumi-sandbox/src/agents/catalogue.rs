//! The catalogue: one agent of every kind that a buyer may meet. The good ones registered last, so that a newcomer finds
//! them first; the others go wrong in the ways that real ones do.

use super::{
    Agent, Asks, Conduct, Dialect, Hashes, Lie, samples, schemas,
    translation::{quote, translate},
    work,
};
use crate::registry::listing::Health;
use masumi::{money::TUSDM, node::Generation};
use std::sync::LazyLock;

/// Nothing listens there.
const NOWHERE: &str = "http://127.0.0.1:1/offline";

static CATALOGUE: LazyLock<Vec<Agent>> = LazyLock::new(|| {
    let mut all = odd();
    all.extend(good().into_iter().rev());
    all
});

/// Every agent, oldest registration first.
pub(crate) fn catalogue() -> &'static [Agent] {
    &CATALOGUE
}

/// What most agents have in common: V1, online, the official SDK, and delivers.
fn agent(slug: &'static str, name: &'static str, description: &'static str, asks: Asks) -> Agent {
    Agent {
        slug,
        name,
        description,
        author: "Example Works",
        tags: &["text"],
        capability: ("Text", "1.0.0"),
        example: None,
        sample: None,
        generation: Generation::V1,
        asks,
        showed: None,
        health: Health::Online,
        elsewhere: None,
        dialect: Dialect::Sdk,
        schema: schemas::plain_text,
        conduct: Conduct::Delivers,
        extra_work_ms: 0,
        work: work::count,
        hashes: Hashes::Escaped,
    }
}

/// What a newcomer finds, best introduction first.
fn good() -> Vec<Agent> {
    vec![
        Agent {
            tags: &["text", "summary"],
            capability: ("Summarization", "1.0.0"),
            example: Some(("A sample summary", "text/markdown")),
            sample: Some(samples::summary),
            schema: schemas::summary,
            work: work::summary,
            ..agent(
                "summarizer",
                "Text Summarizer",
                "Keeps the sentences that say most and lists the key terms. For articles, minutes and long mails.",
                Asks::Fixed(&[(2_500_000, "")]),
            )
        },
        Agent {
            author: "Kitano Research",
            tags: &["research", "market"],
            capability: ("Market Research", "2.1.0"),
            example: Some(("Brief: cargo bikes", "text/markdown")),
            sample: Some(samples::brief),
            dialect: Dialect::SdkNext,
            schema: schemas::brief,
            work: work::brief,
            ..agent(
                "market-brief",
                "Market Research Brief",
                "One page about a market: size, growth, outlook, and what to ask next.",
                Asks::Fixed(&[(3_500_000, TUSDM)]),
            )
        },
        Agent {
            author: "Glossa",
            tags: &["text", "translation"],
            capability: ("Translation", "1.0.0"),
            dialect: Dialect::Template,
            schema: schemas::translation,
            work: translate,
            ..agent(
                "translator",
                "Word-for-Word Translator",
                "English into German, Spanish or French. 0.05 ADA a word; the quote comes with the job.",
                Asks::Dynamic(quote),
            )
        },
        Agent {
            tags: &["poetry", "free"],
            capability: ("Poetry", "0.1.0"),
            dialect: Dialect::SdkNext,
            schema: schemas::subject,
            work: work::haiku,
            ..agent("haiku", "Free Haiku", "Writes a haiku about anything, free of charge.", Asks::Free)
        },
        Agent {
            author: "Kitano Research",
            tags: &["research", "company"],
            capability: ("Due Diligence", "1.0.0"),
            example: Some(("Report: Example plc", "text/markdown")),
            sample: Some(samples::diligence),
            schema: schemas::diligence,
            work: work::diligence,
            extra_work_ms: 60_000,
            ..agent(
                "slow-report",
                "Due Diligence Report",
                "A thorough report about a company. Takes its time: about a minute.",
                Asks::Fixed(&[(4_000_000, "")]),
            )
        },
        Agent {
            author: "Paragraph & Partners",
            tags: &["legal", "review"],
            capability: ("Legal Review", "1.2.3"),
            schema: schemas::contract,
            conduct: Conduct::Inquires(work::contract_question),
            work: work::review,
            ..agent(
                "contract-reviewer",
                "Contract Reviewer",
                "Reads a contract clause by clause and asks you about the one that matters most.",
                Asks::Fixed(&[(5_000_000, "")]),
            )
        },
        Agent {
            tags: &["data", "json"],
            capability: ("Extraction", "1.0.0"),
            example: Some(("Contacts of a newsletter", "application/json")),
            sample: Some(samples::newsletter),
            dialect: Dialect::Wrapper,
            work: work::extraction,
            hashes: Hashes::Spec,
            ..agent(
                "extractor",
                "Data Extractor",
                "Finds addresses, links, numbers and names in a text and returns them as JSON.",
                Asks::Fixed(&[(1_500_000, "")]),
            )
        },
        Agent {
            tags: &["text", "count"],
            work: work::count,
            hashes: Hashes::Bare,
            ..agent(
                "counter",
                "Word Counter",
                "Counts words, sentences and characters.",
                Asks::Fixed(&[(500_000, TUSDM)]),
            )
        },
        Agent {
            tags: &["text", "press"],
            capability: ("Public Relations", "1.0.0"),
            schema: schemas::subject,
            work: work::press_kit,
            ..agent(
                "press-kit",
                "Press Kit Writer",
                "A press release and the facts beside it. Costs ADA and tUSDM together.",
                Asks::Fixed(&[(1_200_000, ""), (250_000, TUSDM)]),
            )
        },
        Agent {
            generation: Generation::V2,
            author: "Second Wave",
            tags: &["analysis", "v2"],
            capability: ("Decision Support", "2.0.0"),
            dialect: Dialect::Template,
            schema: schemas::analysis,
            work: work::analysis,
            ..agent(
                "analyst",
                "Decision Analyst",
                "Weighs a question by your criteria. Uses the second generation of the escrow contract.",
                Asks::Fixed(&[(2_750_000, "")]),
            )
        },
        Agent {
            generation: Generation::V2,
            author: "Second Wave",
            tags: &["forecast", "v2"],
            capability: ("Forecasting", "2.0.0"),
            dialect: Dialect::Template,
            schema: schemas::series,
            work: work::forecast,
            ..agent(
                "forecaster",
                "Series Forecaster",
                "Continues a series of numbers. Uses the second generation of the escrow contract.",
                Asks::Fixed(&[(1_750_000, TUSDM)]),
            )
        },
        Agent {
            tags: &["form", "test"],
            capability: ("Forms", "1.0.0"),
            schema: schemas::zoo,
            work: work::echo,
            ..agent(
                "field-zoo",
                "Every Kind of Field",
                "A form with every type of field there is, and an answer that shows what arrived.",
                Asks::Fixed(&[(1_000_000, "")]),
            )
        },
    ]
}

fn odd() -> Vec<Agent> {
    vec![
        Agent {
            tags: &["video", "beta"],
            capability: ("Transcription", "0.9.0"),
            dialect: Dialect::Template,
            schema: schemas::recording,
            conduct: Conduct::Fails("The video could not be decoded (codec not supported). You will be refunded."),
            work: work::nothing,
            ..agent(
                "transcriber",
                "Video Transcriber (beta)",
                "Turns a talk into text. In this sandbox it always fails after it was paid.",
                Asks::Fixed(&[(1_500_000, "")]),
            )
        },
        Agent {
            generation: Generation::V2,
            author: "Second Wave",
            tags: &["image", "v2"],
            capability: ("Image Generation", "2.0.0"),
            dialect: Dialect::Template,
            schema: schemas::subject,
            conduct: Conduct::FailsAndRefunds("The model is overloaded. Your money is on its way back."),
            work: work::nothing,
            ..agent(
                "sketcher",
                "Sketch Artist",
                "Draws what you say. In this sandbox it always fails, and lets you have the money back at once.",
                Asks::Fixed(&[(1_900_000, "")]),
            )
        },
        Agent {
            author: "Lead Collectors",
            tags: &["leads", "sales"],
            capability: ("Lead Research", "2.1.0"),
            schema: schemas::subject,
            conduct: Conduct::NeverDelivers,
            work: work::nothing,
            ..agent(
                "never-delivers",
                "Lead Collector",
                "Collects leads for as long as you like. In this sandbox it never delivers, so the money comes back.",
                Asks::Fixed(&[(2_000_000, "")]),
            )
        },
        Agent {
            tags: &["facts"],
            schema: schemas::subject,
            conduct: Conduct::DeliversSomethingElse,
            work: work::names,
            ..agent(
                "wrong-hash",
                "Quick Names",
                "Names for your product. In this sandbox the hash on chain is that of something else.",
                Asks::Fixed(&[(1_200_000, "")]),
            )
        },
        Agent {
            author: "Sealed & Co.",
            tags: &["analysis"],
            schema: schemas::subject,
            conduct: Conduct::KeepsResult,
            work: work::names,
            ..agent(
                "keeps-result",
                "Sealed Analyst",
                "Analyses a subject. In this sandbox it proves a result on chain and never hands it over.",
                Asks::Fixed(&[(1_800_000, "")]),
            )
        },
        Agent {
            author: "Modest Words",
            tags: &["text", "names"],
            schema: schemas::subject,
            conduct: Conduct::NeverProves,
            work: work::names,
            ..agent(
                "never-proves",
                "Modest Namer",
                "Names for your product. In this sandbox it never proves on chain what it delivered, so the money comes back.",
                Asks::Fixed(&[(1_300_000, "")]),
            )
        },
        Agent {
            tags: &["text", "keywords"],
            showed: Some(Asks::Fixed(&[(1_500_000, "")])),
            work: work::keywords,
            ..agent(
                "changed-price",
                "Keyword Finder",
                "Finds the keywords of a text. Its price on chain is higher than the registry still says.",
                Asks::Fixed(&[(2_000_000, "")]),
            )
        },
        Agent {
            author: "Nobody in particular",
            tags: &["names"],
            schema: schemas::subject,
            conduct: Conduct::Lies(|_| Lie::SignsWithAnotherKey),
            work: work::names,
            ..agent(
                "foreign-key",
                "Logo Namer",
                "Signs its terms with a key that is not the registered seller's.",
                Asks::Fixed(&[(1_100_000, "")]),
            )
        },
        Agent {
            author: "Nobody in particular",
            tags: &["dishonest", "test"],
            capability: ("Dishonesty", "1.0.0"),
            schema: schemas::lies,
            conduct: Conduct::Lies(|answers| Lie::chosen(Generation::V1, answers)),
            work: work::confession,
            ..agent(
                "dishonest",
                "Dishonest Seller",
                "Lies about one thing of your choice, while everything else is right. See what Kaimono says before it pays.",
                Asks::Fixed(&[(1_000_000, "")]),
            )
        },
        Agent {
            generation: Generation::V2,
            author: "Nobody in particular",
            tags: &["dishonest", "test", "v2"],
            capability: ("Dishonesty", "2.0.0"),
            schema: schemas::second_lies,
            conduct: Conduct::Lies(|answers| Lie::chosen(Generation::V2, answers)),
            work: work::confession,
            ..agent(
                "dishonest-v2",
                "Dishonest Seller, second contract",
                "Lies about what only the second generation of the escrow contract has.",
                Asks::Fixed(&[(1_000_000, "")]),
            )
        },
        Agent {
            tags: &["soon"],
            health: Health::Invalid,
            conduct: Conduct::WebPage,
            ..agent("web-page", "Coming Soon", "A web page where an agent should be.", Asks::Fixed(&[(1_000_000, "")]))
        },
        Agent {
            tags: &["offline"],
            health: Health::Offline,
            elsewhere: Some(NOWHERE),
            ..agent(
                "offline",
                "Night Watch",
                "Unreachable: nothing listens at its address.",
                Asks::Fixed(&[(1_000_000, "")]),
            )
        },
        Agent {
            tags: &["text", "count"],
            ..agent(
                "odd-unit",
                "Old Counter",
                "Registered long ago with a price in a unit that nobody can pay.",
                Asks::Fixed(&[(1_000_000, "USDM")]),
            )
        },
        Agent {
            tags: &["text"],
            health: Health::Deregistered,
            ..agent(
                "retired",
                "Retired Agent",
                "Was deregistered; its token is burned.",
                Asks::Fixed(&[(2_000_000, "")]),
            )
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_agent_has_a_name_and_a_path_of_its_own() {
        let slugs: std::collections::BTreeSet<_> = catalogue().iter().map(|agent| agent.slug).collect();
        let names: std::collections::BTreeSet<_> = catalogue().iter().map(|agent| agent.name).collect();
        assert_eq!((slugs.len(), names.len()), (catalogue().len(), catalogue().len()));
    }
}
