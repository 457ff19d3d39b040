//! Receives signed-off reports, as JSON or as the field `crossfoot` of a form that a browser sends:
//! repeats the check, and answers 200 or, with what speaks against it in words, 422.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use crossfoot::{Catalogue, Form, Session, Wording, signoff};
use serde_json::json;

const MOST: usize = 1 << 20;
const FIELD: &str = "crossfoot";

/// Why a request is not even judged.
struct Refused(StatusCode, &'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "accepted": false, "error": self.1 }))).into_response()
    }
}

/// A server that receives reports of a compiled form at `/reports`.
pub fn app(form: Form) -> Router {
    let elsewhere = || async { Refused(StatusCode::NOT_FOUND, "reports are received at /reports") };
    let otherwise =
        || async { Refused(StatusCode::METHOD_NOT_ALLOWED, "a report is sent by POST") };
    Router::new()
        .route("/reports", post(receive).fallback(otherwise))
        .fallback(elsewhere)
        .layer(DefaultBodyLimit::max(MOST))
        .with_state(form)
}

async fn receive(
    State(form): State<Form>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Refused> {
    let result = result_of(named(&headers, CONTENT_TYPE), request).await?;
    let english = named(&headers, ACCEPT_LANGUAGE).starts_with("en");
    let catalogue = Catalogue::new(if english { "en" } else { "zh-CN" });
    let wording = Wording { catalogue: &catalogue, form: &form, period: "" };
    // Where the office has the prior period's figures, the empty session is given them first.
    let faults = signoff::verify(&Session::new(&form), &result);
    let told = faults
        .iter()
        .map(|fault| json!({ "code": fault.code(), "message": wording.sign_fault(fault) }));
    let told: Vec<_> = told.collect();
    let accepted = faults.is_empty();
    let status = if accepted { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Json(json!({ "accepted": accepted, "faults": told }))).into_response())
}

/// The text of the signed-off result; it is judged by the form alone.
async fn result_of(kind: &str, request: Request) -> Result<String, Refused> {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let found = match kind.as_str() {
        "application/json" => {
            let body = Bytes::from_request(request, &()).await.map_err(too_long)?;
            Some(String::from_utf8_lossy(&body).into_owned())
        }
        "application/x-www-form-urlencoded" => {
            let read = axum::Form::<Vec<(String, String)>>::from_request(request, &()).await;
            let axum::Form(fields) = read.map_err(too_long)?;
            fields.into_iter().find(|(name, _)| name == FIELD).map(|(_, text)| text)
        }
        "multipart/form-data" => {
            let parts = Multipart::from_request(request, &()).await.map_err(|_| UNREAD)?;
            field_of(parts).await?
        }
        _ => return Err(UNREAD),
    };
    found.ok_or(Refused(
        StatusCode::UNPROCESSABLE_ENTITY,
        "the form has no field crossfoot: nothing was checked",
    ))
}

async fn field_of(mut parts: Multipart) -> Result<Option<String>, Refused> {
    while let Some(part) = parts.next_field().await.map_err(too_long)? {
        if part.name() == Some(FIELD) {
            return part.text().await.map(Some).map_err(too_long);
        }
    }
    Ok(None)
}

const UNREAD: Refused = Refused(
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    "a report is JSON, or a form with the field crossfoot",
);

/// What a body that could not be read is refused with.
fn too_long(error: impl IntoResponse) -> Refused {
    match error.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refused(StatusCode::PAYLOAD_TOO_LARGE, "the report is too long")
        }
        _ => UNREAD,
    }
}

fn named(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
