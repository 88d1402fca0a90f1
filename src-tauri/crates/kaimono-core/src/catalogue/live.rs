//! What the app asks the agent itself before anything is bought: whether it takes jobs, and what it wants to know.

use super::offer::{Means, not_called, offer};
use crate::{
    connection::host_of,
    draft::Drafts,
    error::{Code, Failure, Result, Side},
    text::{clean, explained},
    view::{
        agent::{AvailabilityView, LiveView},
        buy::FormView,
    },
};
use masumi::{
    agent::{AgentClient, Availability},
    form::{Form, NoForm},
    money::{TOKENS, Unit},
    node::Network,
    registry::{Entry, Pricing},
};
use std::time::Duration;
use tokio::time::Instant;

const WORDS: usize = 500;
/// An answer that takes longer may be that of an agent that slept: it is asked once more, to know.
const SLOW: Duration = Duration::from_secs(3);
/// One that is awake answers at least so many times as fast.
const AWAKE: u32 = 3;

/// Asks an agent whether it takes jobs now, and measures how long that takes.
pub async fn live(agents: &AgentClient, entry: &Entry, means: &Means) -> LiveView {
    let (says, first) = timed(availability(agents, entry, means)).await;
    let answered = !matches!(says, AvailabilityView::NotAsked { .. } | AvailabilityView::Unreachable { .. });
    if !answered {
        return LiveView { says, took: None, woke: None };
    }
    let again = async { agents.availability_now(base(entry).ok()?, &entry.agent_identifier).await.ok() };
    let second = if first < SLOW { None } else { Some(timed(again).await) };
    let (took, woke) = slept(first, second.and_then(|(answer, span)| answer.map(|_| span)));
    LiveView { says, took: Some(millis(took)), woke: woke.map(millis) }
}

/// How long an answer takes, and how long the first one took of an agent that slept. `again`: how long the next one took, where it
/// was asked once more and answered.
fn slept(first: Duration, again: Option<Duration>) -> (Duration, Option<Duration>) {
    match again.filter(|second| first >= SLOW && second.saturating_mul(AWAKE) <= first) {
        Some(second) => (second, Some(first)),
        None => (first, None),
    }
}

async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let begun = Instant::now();
    let done = work.await;
    (done, begun.elapsed())
}

fn millis(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX)
}

/// Asks an agent whether it takes jobs now; one whose address is not called is not asked. What the registry says of that is
/// hours old, and ignores "unavailable".
pub async fn availability(agents: &AgentClient, entry: &Entry, means: &Means) -> AvailabilityView {
    let words = |text: &str| clean(text, WORDS);
    if let Some(reason) = not_called(entry, means) {
        return AvailabilityView::NotAsked { reason };
    }
    let answer = match base(entry) {
        Ok(base) => agents.availability(base, &entry.agent_identifier).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match answer {
        Ok(Availability::Available(message)) => {
            AvailabilityView::Available { message: words(&message.unwrap_or_default()) }
        }
        Ok(Availability::Simulated(message)) => {
            AvailabilityView::Simulated { message: words(&message.unwrap_or_default()) }
        }
        Ok(Availability::Unavailable(message)) => {
            AvailabilityView::Unavailable { message: words(&message.unwrap_or_default()) }
        }
        Ok(Availability::AnotherAgent(named)) => AvailabilityView::AnotherAgent { named: clean(&named, 200) },
        Ok(Availability::NotAnAgent(text)) => AvailabilityView::NotAnAgent { text: words(&text) },
        Err(failure) => AvailabilityView::Unreachable { failure },
    }
}

/// What an agent says, where that is that it is not for real money. Asked once, and not for long.
pub(crate) async fn simulated(agents: &AgentClient, entry: &Entry, means: &Means) -> Option<String> {
    let base = base(entry).ok().filter(|_| not_called(entry, means).is_none())?;
    match agents.availability_now(base, &entry.agent_identifier).await {
        Ok(Availability::Simulated(message)) => Some(message.unwrap_or_default()),
        _ => None,
    }
}

/// Asks an agent for its form, and puts into it what the person typed before. The draft's key is the agentIdentifier;
/// [`Drafts::form`] has the form as received, by which answers are encoded.
/// `Code::AgentMalformed` when what it says is no form.
pub async fn form(agents: &AgentClient, drafts: &Drafts, entry: &Entry, means: &Means) -> Result<FormView> {
    let schema = agents.input_schema(base(entry)?).await?;
    let form = Form::parse(&schema).map_err(|why| {
        let said = match why {
            NoForm::NotAForm => clean(&schema.to_string(), WORDS),
            NoForm::TooMuch { .. } | NoForm::Several => why.to_string(),
        };
        Failure::new(Code::AgentMalformed, Side::Agent).quoting(&said).passing()
    })?;
    let (shown, notes) = explained(&form);
    let needs_ceiling = offer(entry, means).pricing == Pricing::Dynamic;
    Ok(FormView {
        agent: entry.agent_identifier.clone(),
        agent_name: clean(&entry.name, 120),
        host: host_of(base(entry)?),
        draft: drafts.begin(&entry.agent_identifier, &form)?,
        notes,
        form: shown,
        needs_ceiling,
        ceiling_units: if needs_ceiling { ceiling_units(means.network) } else { Vec::new() },
        refused: Vec::new(),
        filled: None,
    })
}

/// The agent's address; whether it is one to connect to, its client decides.
pub(super) fn base(entry: &Entry) -> Result<&str> {
    entry.api_base_url.as_deref().ok_or_else(|| Failure::new(Code::AddressRefused, Side::Agent))
}

/// Every token whose worth can be said on this network, ADA first.
fn ceiling_units(network: Network) -> Vec<(String, String)> {
    let tokens = TOKENS.iter().map(|token| Unit::Token(token.unit.to_owned()));
    let units = std::iter::once(Unit::Ada).chain(tokens);
    units
        .filter_map(|unit| unit.known(network).map(|known| (unit.wire().to_owned(), known.ticker.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_that_slept_is_told_from_one_that_is_slow() {
        let span = Duration::from_millis;
        for (first, again, expected) in [
            (120, None, (120, None)),
            (2_999, Some(10), (2_999, None)),
            (8_000, Some(150), (150, Some(8_000))),
            (8_000, Some(2_667), (8_000, None)),
            (8_000, None, (8_000, None)),
            (90_000, Some(3_000), (3_000, Some(90_000))),
        ] {
            let (took, woke) = slept(span(first), again.map(span));
            assert_eq!((took, woke), (span(expected.0), expected.1.map(span)), "{first} {again:?}");
        }
    }
}
