//! The three listeners. Each takes in a request, lets the faults strike, brings the world up to the present, asks the
//! room that answers, and sends what it says with the sandbox's own `Date`.

pub(crate) mod answer;
pub(crate) mod given;
mod json;
pub(crate) mod request;
pub(crate) mod schema;

use crate::{
    agents, chance,
    clock::http_date,
    faults::{Accepts, Fault, Outgoing, Service},
    node::{self, purchase::Check},
    registry,
    sandbox::Shared,
};
use answer::{Answer, Body, Refused};
use axum::{
    Router,
    body::{Body as HttpBody, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header},
};
use masumi::moment::Moment;
use request::Request;
use std::{io, sync::Arc, time::Duration};

/// The path under which both services live.
pub(crate) const BASE: &str = "/api/v1";

/// More than any request of the protocol needs.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// Everything that one listener answers.
pub(crate) fn router(service: Service, shared: Arc<Shared>) -> Router {
    let answer = move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
        let shared = shared.clone();
        async move { handle(service, &shared, &method, &uri, &headers, &body).await }
    };
    Router::new().fallback(answer).layer(axum::extract::DefaultBodyLimit::max(MAX_BODY))
}

async fn handle(
    service: Service,
    shared: &Shared,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Response<HttpBody> {
    let base = if service == Service::Agents { "" } else { BASE };
    let request = Request::new(method, uri, headers, body, base);
    let fault = shared.faults.strike(service, &format!("{} {}", request.method, request.path));
    let accepts = fault.as_ref().map_or(Accepts::AtOnce, Fault::accepts);
    let delay = fault.as_ref().map_or(0, Fault::delay_ms);
    if accepts == Accepts::Late {
        pause(delay).await;
    }
    let check = (service == Service::Node).then(|| shared.look(|world| Check::begin(world, &request))).flatten();
    if check.is_some() {
        pause(shared.look(|world| world.pace.checking_ms)).await;
    }
    let answer = (accepts != Accepts::Never).then(|| {
        shared.change(|world| match service {
            Service::Registry => registry::answer(world, &request),
            Service::Node => {
                let answer = node::api::answer(world, &request);
                if check.is_some_and(|check| check.was_overtaken(&answer)) {
                    return Answer::enveloped(Err(Refused::internal()));
                }
                match &world.overlay {
                    Some(overlay) => overlay.lay(&request.path, answer),
                    None => answer,
                }
            }
            Service::Agents => agents::service::answer(world, &request),
        })
    });
    if accepts != Accepts::Late {
        pause(delay).await;
    }
    let refused_login = service == Service::Node && answer.as_ref().is_some_and(|answer| answer.status == 401);
    let (now, delay) = shared.look(|world| (world.now, world.pace.refused_login_ms));
    if refused_login && delay > 0 {
        pause(chance::below(delay)).await;
    }
    let outgoing = match (fault, answer) {
        (Some(fault), answer) => fault.spoil(answer),
        (None, Some(answer)) => Outgoing::Whole(answer),
        (None, None) => Outgoing::Dropped,
    };
    send(service, outgoing, now)
}

async fn pause(millis: u64) {
    if millis > 0 {
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }
}

fn send(service: Service, outgoing: Outgoing, now: Moment) -> Response<HttpBody> {
    let (answer, cut) = match outgoing {
        Outgoing::Whole(answer) => (answer, false),
        Outgoing::Cut(answer) => (answer, true),
        Outgoing::Dropped => return Response::new(broken(Vec::new())),
    };
    let (kind, bytes) = match answer.body {
        Body::Json(value) => ("application/json; charset=utf-8", value.to_string().into_bytes()),
        Body::Html(text) => ("text/html; charset=utf-8", text.into_bytes()),
        Body::Png(bytes) => ("image/png", bytes.to_vec()),
        Body::Markdown(text) => ("text/markdown; charset=utf-8", text.into_bytes()),
        Body::Empty => ("", Vec::new()),
    };
    let length = bytes.len();
    let body = if cut { broken(bytes[..length / 2].to_vec()) } else { HttpBody::from(bytes) };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    for (name, value) in common_headers(service) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(date) = HeaderValue::from_str(&http_date(now)) {
        headers.insert(header::DATE, date);
    }
    if !kind.is_empty() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if cut {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

/// A body that gives these bytes and then breaks the connection.
fn broken(bytes: Vec<u8>) -> HttpBody {
    let pieces = futures_util::stream::unfold(Some(bytes), |state| async move {
        match state {
            Some(bytes) if bytes.is_empty() => Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), None)),
            Some(bytes) => Some((Ok(bytes), Some(Vec::new()))),
            None => None,
        }
    });
    HttpBody::from_stream(pieces)
}

/// What the services send with every answer, as far as a client may care.
fn common_headers(service: Service) -> &'static [(&'static str, &'static str)] {
    match service {
        Service::Node => &[
            ("access-control-allow-origin", "*"),
            ("access-control-allow-methods", "GET, POST, PUT, DELETE, PATCH"),
            ("access-control-allow-headers", "*"),
            ("access-control-max-age", "5000"),
            ("x-content-type-options", "nosniff"),
        ],
        Service::Registry => &[
            ("access-control-allow-headers", "Content-Type, token"),
            ("access-control-allow-methods", "GET, POST, PUT, DELETE, PATCH, OPTIONS"),
            ("access-control-max-age", "5000"),
            ("x-content-type-options", "nosniff"),
        ],
        Service::Agents => &[],
    }
}
