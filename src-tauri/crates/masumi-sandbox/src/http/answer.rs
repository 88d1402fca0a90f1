//! What a handler answers, and how it becomes the envelope of the services.

use serde_json::{Map, Value, json};

/// A refusal of the Payment or Registry Service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refused {
    pub(crate) status: u16,
    pub(crate) message: String,
    /// Beside `status` and `error`.
    pub(crate) more: Map<String, Value>,
}

impl Refused {
    pub(crate) fn new(status: u16, message: &str) -> Refused {
        Refused { status, message: message.to_owned(), more: Map::new() }
    }

    /// 500, with the text that a node in production hides everything behind.
    pub(crate) fn internal() -> Refused {
        Refused::new(500, "Internal Server Error")
    }
}

/// A text on its way into the database of a service, which fails on NUL.
pub(crate) fn storable(text: &str) -> Result<(), Refused> {
    match text.contains('\0') {
        true => Err(Refused::new(500, "invalid byte sequence for encoding \"UTF8\": 0x00")),
        false => Ok(()),
    }
}

/// An answer on its way out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Body,
}

/// What is in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Json(Value),
    Html(String),
    Png(&'static [u8]),
    Markdown(String),
    Empty,
}

impl Answer {
    pub(crate) fn json(status: u16, body: Value) -> Answer {
        Answer { status, body: Body::Json(body) }
    }

    pub(crate) fn html(status: u16, text: &str) -> Answer {
        Answer { status, body: Body::Html(text.to_owned()) }
    }

    pub(crate) fn png(bytes: &'static [u8]) -> Answer {
        Answer { status: 200, body: Body::Png(bytes) }
    }

    pub(crate) fn markdown(text: String) -> Answer {
        Answer { status: 200, body: Body::Markdown(text) }
    }

    /// In the envelope of the two services.
    pub(crate) fn enveloped(result: Result<Value, Refused>) -> Answer {
        match result {
            Ok(data) => Answer::json(200, json!({"status": "success", "data": data})),
            Err(refused) => {
                let mut body = json!({"status": "error", "error": {"message": refused.message}});
                if let Some(fields) = body.as_object_mut() {
                    fields.extend(refused.more);
                }
                Answer::json(refused.status, body)
            }
        }
    }

    /// As FastAPI says what is wrong.
    pub(crate) fn detail(status: u16, detail: impl Into<Value>) -> Answer {
        Answer::json(status, json!({"detail": detail.into()}))
    }
}
