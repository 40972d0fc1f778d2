//! A request as the API call that it is.
//!
//! In: a [`Request`]. Out: a [`Call`]: service, operation, region, account, and the members that were asked with. Service and
//! region stand in the credential scope of the signature, the account in the access key id.

use super::head::Request;
use super::page::Lists;
use super::routes;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

/// How errors are written, and answers that say "nothing".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Ec2,
    Query,
    /// With the protocol's version, `1.0` or `1.1`.
    Json(&'static str),
    RestJson,
    RestXml,
    S3,
    Cbor,
}

/// A call.
pub(crate) struct Call {
    /// Such as `s3:GetBucketPolicy`; of what no table knows, the service with method and first part of the path.
    pub(crate) operation: &'static str,
    /// The service's name in AWS's models.
    pub(crate) service: &'static str,
    pub(crate) region: String,
    /// 12 digits.
    pub(crate) account: String,
    pub(crate) key_id: String,
    pub(crate) shape: Shape,
    pub(crate) request: Request,
    /// Whether lists end as they should.
    pub(crate) lists: Lists,
    /// Members that stand in the path.
    labels: Vec<(&'static str, String)>,
    json: OnceLock<Value>,
}

impl Call {
    /// Names a request.
    pub(crate) fn of(request: Request) -> Self {
        let scope = request.authorization.split_once("Credential=").map_or("", |(_, rest)| rest);
        let mut scope = scope.split([',', ' ']).next().unwrap_or_default().split('/');
        let key_id = scope.next().unwrap_or_default().to_owned();
        let (_, region, signing) = (scope.next(), scope.next().unwrap_or_default(), scope.next().unwrap_or_default());
        let named = routes::name(&request, signing);
        let account = key_id.get(4..16).unwrap_or("000000000000").to_owned();
        Self {
            operation: named.operation,
            service: named.operation.split_once(':').map_or("", |(service, _)| service),
            region: region.to_owned(),
            account,
            key_id,
            shape: named.shape,
            request,
            lists: Lists::True,
            labels: named.labels,
            json: OnceLock::new(),
        }
    }

    /// The operation without its service.
    pub(crate) fn name(&self) -> &'static str {
        self.operation.split_once(':').map_or("", |(_, name)| name)
    }

    /// A member of the request, wherever its protocol puts it: in the path, the query, the form or the JSON of the body. Members of
    /// structures are named with dots.
    pub(crate) fn asked(&self, name: &str) -> Option<String> {
        if let Some((_, value)) = self.labels.iter().find(|(label, _)| *label == name) {
            return Some(value.clone());
        }
        let in_query = pair(&self.request.query, name);
        in_query.or_else(|| match self.request.body.as_bytes().first() {
            Some(b'{') => text(self.json().pointer(&format!("/{}", name.replace('.', "/")))?),
            Some(_) => pair(&self.request.body, name),
            None => None,
        })
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> &Value {
        self.json.get_or_init(|| serde_json::from_str(&self.request.body).unwrap_or_default())
    }

    /// What was asked, as a recording has it: method, path with query, target and body.
    pub(crate) fn what(&self) -> String {
        let Request { method, path, query, target, body, .. } = &self.request;
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{method} {path}{mark}{query} {target} {body}").trim_end().to_owned()
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A value of a form or a query.
fn pair(form: &str, name: &str) -> Option<String> {
    let value = form.split('&').find_map(|pair| match pair.split_once('=') {
        Some((key, value)) => (decoded(key) == name).then_some(value),
        None => (pair == name).then_some(""),
    });
    value.map(decoded)
}

/// A text without percent escapes; a plus is a blank.
pub(crate) fn decoded(text: &str) -> String {
    if !text.contains(['%', '+']) {
        return text.to_owned();
    }
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// Keeps a text for good; of those there are few.
pub(crate) fn intern(text: &str) -> &'static str {
    static KNOWN: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = known.get(text) {
        return kept;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}
