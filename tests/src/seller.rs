//! An agent of the story's own, free of charge: it asks and delivers word for word what the story wants, however hostile, and
//! remembers what it was sent.

use axum::{
    Router,
    extract::{Request, State},
    response::IntoResponse,
};
use masumi_sandbox::{Price, Registration, Sandbox};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The agent. It serves for as long as the story runs.
#[derive(Clone, Debug)]
pub struct Seller(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// What it answers, by path.
    answers: Mutex<BTreeMap<&'static str, String>>,
    /// What it was sent: path and body, in order.
    sent: Mutex<Vec<(String, String)>>,
    address: String,
}

impl Seller {
    /// Begins to serve, and registers it under a name. Its form has one optional field, `text`.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start(sandbox: &Sandbox, name: &str) -> Seller {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address").to_string();
        let (answers, sent) = (Mutex::default(), Mutex::default());
        let seller = Seller(Arc::new(Inner { answers, sent, address }));
        seller.says("/availability", &json!({ "status": "available", "type": "masumi-agent" }));
        seller.asks(&json!([{ "id": "text", "type": "string", "name": "Text", "validations": [{ "validation": "optional", "value": "true" }] }]));
        seller.says("/start_job", &json!({ "status": "success", "job_id": "job-1" }));
        seller.says("/status", &json!({ "job_id": "job-1", "status": "running" }));
        seller.says("/provide_input", &json!({ "status": "success" }));
        let router = Router::new().fallback(answer).with_state(seller.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        sandbox.register(Registration {
            name: name.to_owned(),
            description: "Delivers whatever the story wants.".to_owned(),
            api_base_url: format!("http://{}", seller.0.address),
            price: Price::Free,
            tags: Vec::new(),
        });
        seller
    }

    /// Its host, as it is named in an address.
    pub fn host(&self) -> &str {
        &self.0.address
    }

    /// Asks these fields from now on.
    pub fn asks(&self, fields: &Value) {
        self.says("/input_schema", &json!({ "input_data": fields }));
    }

    /// Has a question about its job from now on.
    pub fn inquires(&self, fields: &Value) {
        let schema = json!({ "input_data": fields });
        self.says("/status", &json!({ "job_id": "job-1", "status": "awaiting_input", "input_schema": schema }));
    }

    /// Its job is done from now on, with this result.
    pub fn delivers(&self, result: &Value) {
        self.says("/status", &json!({ "job_id": "job-1", "status": "completed", "result": result }));
    }

    /// The bodies that were sent to a path, in order.
    pub fn sent(&self, path: &str) -> Vec<Value> {
        let sent = self.0.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let bodies = sent.iter().filter(|(asked, _)| asked == path);
        bodies.map(|(_, body)| serde_json::from_str(body).unwrap_or_default()).collect()
    }

    /// Everything that it was ever sent, as one text.
    pub fn everything(&self) -> String {
        let sent = self.0.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.iter().map(|(path, body)| format!("{path} {body}\n")).collect()
    }

    fn says(&self, path: &'static str, answer: &Value) {
        self.0.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(path, answer.to_string());
    }
}

async fn answer(State(seller): State<Seller>, request: Request) -> impl IntoResponse {
    let path = request.uri().path().to_owned();
    let body = axum::body::to_bytes(request.into_body(), 10_000_000).await.unwrap_or_default();
    let body = String::from_utf8_lossy(&body).into_owned();
    let answer = seller.0.answers.lock().unwrap_or_else(PoisonError::into_inner).get(path.as_str()).cloned();
    seller.0.sent.lock().unwrap_or_else(PoisonError::into_inner).push((path, body));
    ([("content-type", "application/json")], answer.unwrap_or_else(|| "{}".to_owned()))
}
