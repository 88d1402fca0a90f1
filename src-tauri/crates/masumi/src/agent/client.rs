//! The calls to an agent's own MIP-003 service (docs/protocol.md 8). None of them can move money.

use super::{
    Availability, BODY, Demo, JobStatus, MAX_RESULT_BYTES, ProvideInput, Provided, Started, availability, demo,
    provided, start, status,
};
use crate::{
    identifiers::Nonce,
    lenient::parsed,
    net::{AgentHttp, AgentReach, Bounds, CallError, CallErrorKind, Operation, fail},
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use url::form_urlencoded;

/// Of so many agents it is remembered where they have the status: what is forgotten is found out again.
const REMEMBERED: usize = 1_000;
const NOW: Bounds = Bounds { bytes: BODY, time: Duration::from_secs(4) };
const QUICK: Bounds = Bounds { bytes: BODY, time: Duration::from_secs(10) };
/// Agents that are scaled to zero were seen to need 12 to 174 s for their first answer.
const COLD_START: Bounds = Bounds { bytes: BODY, time: Duration::from_secs(90) };
const SCHEMA: Bounds = Bounds { bytes: BODY, time: Duration::from_secs(30) };
const START: Bounds = Bounds { bytes: BODY, time: Duration::from_secs(120) };
const STATUS: Bounds = Bounds { bytes: MAX_RESULT_BYTES, time: Duration::from_secs(30) };
/// Of what is only looked at: nobody waits for it long.
const SHOWN: Bounds = Bounds { bytes: BODY, time: Duration::from_secs(30) };
const PROVIDE: Bounds = Bounds { bytes: BODY, time: Duration::from_secs(60) };

/// The buyer's calls to any agent. `base` is the entry's `apiBaseUrl`, and is looked at in every call.
#[derive(Clone, Debug)]
pub struct AgentClient {
    http: AgentHttp,
    /// The bases of agents that have the status of a job in the path: it is asked for there first.
    by_path: Arc<Mutex<HashSet<String>>>,
}

impl AgentClient {
    /// To agents at public addresses, by https.
    pub fn connect() -> Result<AgentClient, CallError> {
        AgentClient::reaching(AgentReach::PUBLIC)
    }

    /// To agents at public addresses, and to what else is allowed: with [`AgentReach::THIS_MACHINE`] to those of a sandbox.
    pub fn reaching(allowed: AgentReach) -> Result<AgentClient, CallError> {
        AgentHttp::new(allowed).map(AgentClient::new)
    }

    /// Over this HTTP.
    pub fn new(http: AgentHttp) -> AgentClient {
        AgentClient { http, by_path: Arc::default() }
    }

    /// `GET /availability` of this agent. One that does not answer in time is asked once more, with the patience for a cold
    /// start.
    pub async fn availability(&self, base: &str, agent_identifier: &str) -> Result<Availability, CallError> {
        let answer = match self.http.get(Operation::Availability, base, "/availability", &[], QUICK).await {
            Err(CallError { kind: CallErrorKind::Timeout, .. }) => {
                self.http.get(Operation::Availability, base, "/availability", &[], COLD_START).await?
            }
            answered => answered?,
        };
        availability::read(&answer, agent_identifier)
    }

    /// The same, asked once and not for long: of an agent that is about to be bought from.
    pub async fn availability_now(&self, base: &str, agent_identifier: &str) -> Result<Availability, CallError> {
        availability::read(
            &self.http.get(Operation::Availability, base, "/availability", &[], NOW).await?,
            agent_identifier,
        )
    }

    /// `GET /input_schema`: the JSON as received, for [`crate::form::Form::parse`].
    pub async fn input_schema(&self, base: &str) -> Result<Value, CallError> {
        let answer = self.http.get(Operation::InputSchema, base, "/input_schema", &[], SCHEMA).await?;
        if !answer.is_success() {
            return Err(answer.as_error());
        }
        parsed(&answer.body).map_err(|_| answer.not_json())
    }

    /// `GET /demo`, which is optional: `None` where the agent has none.
    pub async fn demo(&self, base: &str) -> Result<Option<Demo>, CallError> {
        demo::read(&self.http.get(Operation::Demo, base, "/demo", &[], SHOWN).await?)
    }

    /// The text of an example that a seller chose to show. `link` is as the seller gave it, and is looked at as the addresses of
    /// agents are; it may be anywhere in public.
    pub async fn example(&self, link: &str) -> Result<String, CallError> {
        let answer = self.http.get_link(Operation::Example, link, SHOWN).await?;
        if answer.is_success() { Ok(answer.body) } else { Err(answer.as_error()) }
    }

    /// `POST /start_job`. Never repeat it with the same nonce: after an error a job may exist, which is harmless, since without
    /// its terms nothing can be paid.
    pub async fn start_job(
        &self,
        base: &str,
        nonce: &Nonce,
        input_data: &Map<String, Value>,
    ) -> Result<Started, CallError> {
        let body = json!({ "identifier_from_purchaser": nonce.as_str(), "input_data": input_data });
        let answer = self.http.post(Operation::StartJob, base, "/start_job", &[], body.to_string(), START).await?;
        start::read(&answer, Some(nonce))
    }

    /// `GET /status?job_id=…`, and of an agent that has no such route `GET /status/…`. `Status` 404: the agent does not know the
    /// job (not yet, or not any more).
    pub async fn status(&self, base: &str, job_id: &str) -> Result<JobStatus, CallError> {
        let path = path_of(job_id);
        let known = path.as_deref().filter(|_| lock(&self.by_path).contains(base));
        if let Some(path) = known {
            let answer = self.http.get(Operation::JobStatus, base, path, &[], STATUS).await?;
            if !status::may_be_elsewhere(&answer, job_id) {
                return status::read(&answer);
            }
            lock(&self.by_path).remove(base);
        }
        let answer = self.http.get(Operation::JobStatus, base, "/status", &[("job_id", job_id)], STATUS).await?;
        let told = status::read(&answer);
        match path.as_deref().filter(|_| known.is_none() && status::may_be_elsewhere(&answer, job_id)) {
            Some(path) => {
                let there = status::read(&self.http.get(Operation::JobStatus, base, path, &[], STATUS).await?);
                if there.is_ok() {
                    self.remember(base);
                }
                // A no at either place is no verdict on the job; the words of the first are as good.
                there.or_else(|error| if error.status().is_some() { told } else { Err(error) })
            }
            None => told,
        }
    }

    /// Has the status of this agent's jobs in the path, until it is elsewhere.
    fn remember(&self, base: &str) {
        let mut by_path = lock(&self.by_path);
        if by_path.len() >= REMEMBERED {
            by_path.clear();
        }
        by_path.insert(base.to_owned());
    }

    /// `POST /provide_input`, with what every version of MIP-003 asks for. An agent that refuses that for its form, and not for
    /// the answers, gets them once more in the form that it wants: in the groups of its question, without `status_id`, or with the
    /// job in the query.
    pub async fn provide_input(&self, base: &str, answer: &ProvideInput) -> Result<Provided, CallError> {
        let post = async |body: Value, query: &[(&str, &str)]| {
            provided::read(
                &self
                    .http
                    .post(Operation::ProvideInput, base, "/provide_input", query, body.to_string(), PROVIDE)
                    .await?,
            )
        };
        let body = provide_body(answer)?;
        let taken = post(body.clone(), &[]).await?;
        if let Some(groups) = in_groups(answer).filter(|_| taken.wants_groups()) {
            return post(groups, &[]).await;
        }
        if answer.status_id.is_some() && taken.forbids_status_id() {
            return post(provide_body(&ProvideInput { status_id: None, ..answer.clone() })?, &[]).await;
        }
        if taken.wants_job_in_query() {
            return post(body, &[("job_id", &answer.job_id)]).await;
        }
        Ok(taken)
    }
}

/// A panic while it was held leaves a set of bases.
fn lock(bases: &Mutex<HashSet<String>>) -> MutexGuard<'_, HashSet<String>> {
    bases.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where agents have the status that take the job in the path. `None`: an id that would lead to another place.
fn path_of(job_id: &str) -> Option<String> {
    let encoded = form_urlencoded::byte_serialize(job_id.as_bytes()).collect::<String>().replace('+', "%20");
    (!matches!(job_id, "" | "." | "..")).then(|| format!("/status/{encoded}"))
}

/// `status_id` for MIP-003 of 2026-01, `input_schema_hash` for the later ones; both ignore what they do not know.
fn provide_body(answer: &ProvideInput) -> Result<Value, CallError> {
    let canonical = serde_json_canonicalizer::to_vec(&answer.input_schema)
        .map_err(|_| fail(CallErrorKind::Shape("a schema that can be hashed".to_owned())))?;
    let mut body = json!({
        "job_id": answer.job_id,
        "input_schema_hash": hex::encode(Sha256::digest(canonical)),
        "input_data": answer.input_data,
    });
    if let Some(status_id) = &answer.status_id {
        body["status_id"] = json!(status_id);
    }
    Ok(body)
}

/// The draft of 2025-12 (masumi-network/MIPs 05ca993) has the answers in the groups of the question. `None`: it has none, or there
/// are answers in none of them.
fn in_groups(answer: &ProvideInput) -> Option<Value> {
    let groups = answer.input_schema.get("input_groups")?.as_array()?;
    let (mut grouped, mut placed) = (Vec::new(), 0);
    for group in groups {
        let fields = group.get("input_data")?.as_array()?;
        let ids = fields.iter().filter_map(|field| field.get("id")?.as_str());
        let own: Map<String, Value> =
            ids.filter_map(|id| Some((id.to_owned(), answer.input_data.get(id)?.clone()))).collect();
        placed += own.len();
        grouped.push(json!({ "id": group.get("id")?, "input_data": own }));
    }
    let mut body = provide_body(answer).ok()?;
    let members = body.as_object_mut().filter(|_| placed == answer.input_data.len())?;
    members.remove("input_data");
    members.insert("input_groups".to_owned(), Value::Array(grouped));
    Some(body)
}

impl Provided {
    /// Whether an answer was certainly refused for not being in groups.
    fn wants_groups(&self) -> bool {
        self.refused_for(|said| said.contains("input_groups"))
    }

    /// Or for having `status_id`, of which that agent's version of MIP-003 knows nothing.
    fn forbids_status_id(&self) -> bool {
        let forbids = ["extra", "not permitted", "not allowed", "unexpected", "unknown", "unrecognized", "additional"];
        self.refused_for(|said| said.contains("status_id") && forbids.iter().any(|word| said.contains(word)))
    }

    /// Or for having the job where MIP-003 has it, and not in the query.
    fn wants_job_in_query(&self) -> bool {
        self.refused_for(|said| said.starts_with("query.job_id"))
    }

    fn refused_for(&self, is_it: impl Fn(&str) -> bool) -> bool {
        let Provided::Refused { status: 400..=499, errors, message, .. } = self else { return false };
        errors.iter().map(|error| error.text.as_str()).chain([message.as_str()]).any(|said| is_it(&said.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_to_a_question_says_what_every_version_wants_to_hear() {
        let input = ProvideInput {
            job_id: "j".into(),
            status_id: Some("s".into()),
            input_schema: json!({"b": 1, "a": [2]}),
            input_data: Map::from_iter([("lock:approve".to_owned(), json!(true))]),
        };
        let body = provide_body(&input).unwrap();
        // sha256 of {"a":[2],"b":1}
        let hash = "63c9663de90ee828bbda6cd9acf02d0c653986c1ec25aa239920641edc9a1de5";
        let expected = json!({
            "job_id": "j", "status_id": "s", "input_schema_hash": hash, "input_data": {"lock:approve": true}
        });
        assert_eq!(body, expected);
        let without = provide_body(&ProvideInput { status_id: None, ..input }).unwrap();
        assert_eq!(without.get("status_id"), None);
    }
}
