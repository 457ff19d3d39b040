//! Posts the results of ../results: those that are whole are accepted, the others refused, each for
//! its reason, in the words that the server in Node has for it.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use crossfoot::Form;
use http_body_util::BodyExt;
use serde_json::Value;
use std::fs;
use tower::ServiceExt;

const JSON: &str = "application/json";
const FIELDS: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=cut";

fn app() -> Router {
    let definition = fs::read_to_string("../../www/examples/plain/definition.json").unwrap();
    crossfoot_server_axum::app(Form::compile(&definition).unwrap())
}

fn results() -> Vec<(String, Value)> {
    let files = fs::read_dir("../results").unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let read = |path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    files.map(|path| (path.file_stem().unwrap().to_string_lossy().into(), read(path))).collect()
}

/// Every byte but letters and digits as `%` and its number.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn fields(result: &str) -> String {
    format!("lxr={}&crossfoot={}", encoded("李四"), encoded(result))
}

fn parts(result: &str) -> String {
    let part = |name, text| {
        format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    format!("{}{}--cut--\r\n", part("lxr", "李四"), part("crossfoot", result))
}

async fn ask(request: Request<Body>) -> (StatusCode, Value) {
    let answer = app().oneshot(request).await.unwrap();
    let status = answer.status();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap())
}

async fn post(kind: &str, body: String, language: &str) -> (StatusCode, Value) {
    let request = Request::post("/reports").header("content-type", kind);
    ask(request.header("accept-language", language).body(body.into()).unwrap()).await
}

fn all(faults: &Value, key: &str) -> Vec<Value> {
    faults.as_array().unwrap().iter().map(|fault| fault[key].clone()).collect()
}

#[tokio::test]
async fn whole_results_are_accepted_and_the_others_refused_in_the_senders_language() {
    let results = results();
    assert!(results.len() > 10);
    for (name, case) in results {
        let result = case["result"].to_string();
        let codes = case["faults"].as_array().unwrap();
        for (locale, language) in [("zh-CN", "zh-CN,zh;q=0.9"), ("en", "en-GB,en;q=0.9")] {
            let bodies =
                [(JSON, result.clone()), (FIELDS, fields(&result)), (PARTS, parts(&result))];
            for (kind, body) in bodies {
                let (status, answer) = post(kind, body, language).await;
                assert_eq!(status.as_u16(), if codes.is_empty() { 200 } else { 422 }, "{name}");
                assert_eq!(answer["accepted"], codes.is_empty(), "{name}");
                assert_eq!(&all(&answer["faults"], "code"), codes, "{name}");
                let told = case["told"][locale].as_array().unwrap();
                assert_eq!(&all(&answer["faults"], "message"), told, "{name}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_report_is_refused() {
    let (status, answer) = post(JSON, "{".into(), "").await;
    assert_eq!((status.as_u16(), &answer["faults"][0]["code"]), (422, &"not-a-report".into()));
    let (status, answer) = post(FIELDS, "lxr=1".into(), "").await;
    assert_eq!(status, 422);
    assert!(answer["error"].as_str().unwrap().contains("nothing was checked"));
    assert_eq!(post("text/plain", "hello".into(), "").await.0, 415);
    assert_eq!(post("multipart/form-data", "hello".into(), "").await.0, 415);
    let long = " ".repeat((1 << 20) + 1);
    for (kind, body) in [(JSON, long.clone()), (FIELDS, fields(&long)), (PARTS, parts(&long))] {
        let (status, answer) = post(kind, body, "").await;
        assert_eq!((status.as_u16(), &answer["error"]), (413, &"the report is too long".into()));
    }
    let get = |path| ask(Request::get(path).body(Body::empty()).unwrap());
    assert_eq!(get("/reports").await.0, 405);
    assert_eq!(get("/").await.0, 404);
}
