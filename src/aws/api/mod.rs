//! The light caller: services whose SDK crate would cost minutes to build.
//!
//! In: an operation of the table ([`crate::aws::wire`]) and the members of its request. Out: its answer, read with serde.
//! Signing, retries, timeouts, credentials and recordings are the SDK's own runtime; only where a request goes
//! (`endpoint.rs`), how it is written (`write.rs`) and how its answer is read (`read.rs`) is ours.

mod endpoint;
mod read;
mod sent;
mod write;

pub use super::reading::{Json, Read, Xml, read, read_page};
pub use endpoint::{Place, Variant, main_region, partition_name, place};
pub use read::ApiError;
pub(super) use sent::Sent;

use super::call::{Account, Answer, MOST_PAGES, all_pages};
use super::operations::{Operation, Pages as WirePages, Wire};
use super::outcome;
use super::wire::{Ask, Endpoint, List, Service};
use crate::fact::{GLOBAL, Observed};
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::auth::{SigV4OperationSigningConfig, SigningOptions};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_runtime::service_clock_skew::{ServiceClockSkewClassifier, ServiceClockSkewInterceptor};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime::client::orchestrator::operation::Operation as SdkOperation;
use aws_smithy_runtime::client::retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier};
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion};
use aws_types::service_config::ServiceConfigKey;
use read::{Body, BodyReader};
use sent::Sendable;
use serde_json::{Map, Value};
use std::marker::PhantomData;
use std::pin::Pin;

impl Account {
    /// Asks an operation once. `members` is a JSON object of the request's members, named as on the wire.
    pub async fn get<A: Ask>(&self, region: &str, members: Value) -> Answer<A::Reply> {
        self.call::<A>(region, object(members)).await
    }

    /// Asks for a list and reads it to its end, in the largest pages that AWS allows. Where AWS does not offer the service,
    /// the list is empty.
    pub async fn list<L: List>(&self, region: &str, members: Value) -> Answer<Vec<L::Item>> {
        let answer = self.pages::<L>(region, members).await;
        match &L::OPERATION.wire {
            Some(wire) => self.empty_where_not_offered(wire.service, region, answer).await,
            None => answer,
        }
    }

    /// As [`list`](Self::list), page by page.
    pub fn pages_of<'a, L: List>(&'a self, region: &'a str, members: Value) -> Pages<'a, L> {
        let members = sized::<L>(members);
        Pages { account: self, region, members, token: Token::First, read: 0, list: PhantomData }
    }

    pub(super) async fn pages<L: List>(&self, region: &str, members: Value) -> Answer<Vec<L::Item>> {
        let members = sized::<L>(members);
        all_pages(L::OPERATION, async |token| self.page::<L>(region, &members, token).await).await
    }

    async fn page<L: List>(
        &self,
        region: &str,
        members: &Map<String, Value>,
        token: Option<String>,
    ) -> Answer<(Vec<L::Item>, Option<String>)> {
        let mut members = members.clone();
        if let (Some(pages), Some(token)) = (paging::<L>(), token) {
            members.insert(pages.token.to_owned(), token.into());
        }
        self.call::<L>(region, members).await.map(L::page)
    }

    /// What is generic ends here: the SDK's runtime below is compiled once, not once per operation.
    async fn call<A: Ask>(&self, region: &str, members: Map<String, Value>) -> Answer<A::Reply> {
        let operation = A::OPERATION;
        let answer = self.call_any(operation, region, members, read::body::<A>).await;
        answer.and_then(|body| match body.take() {
            Some(reply) => Observed::Value(reply),
            None => Observed::Unknown(outcome::failed(operation, "unreadable-answer")),
        })
    }

    fn call_any<'a>(
        &'a self,
        operation: &'static Operation,
        region: &'a str,
        members: Map<String, Value>,
        body: BodyReader,
    ) -> Pin<Box<dyn Future<Output = Answer<Body>> + 'a>> {
        Box::pin(async move {
            let Some(wire) = &operation.wire else {
                return Answer::known(Observed::Unknown(outcome::failed(operation, "not-sent")));
            };
            let region = self.asked_in(wire.service, region);
            self.ask(operation, &region, self.send(operation, wire, &region, members, body)).await
        })
    }

    /// The region in which a service answers that has one endpoint per partition; for others the one asked.
    fn asked_in(&self, service: &Service, region: &str) -> String {
        let home = || self.home_region();
        match service.endpoint {
            Endpoint::MainRegion(_) | Endpoint::Partition(_) => main_region(&home()).to_owned(),
            Endpoint::Regional(_) | Endpoint::OfAccount(_) if region == GLOBAL => home(),
            Endpoint::Regional(_) | Endpoint::OfAccount(_) => region.to_owned(),
        }
    }

    /// Sends a request through the SDK's runtime.
    fn send(
        &self,
        operation: &'static Operation,
        wire: &'static Wire,
        region: &str,
        members: Map<String, Value>,
        body: BodyReader,
    ) -> impl Future<Output = Result<Body, SdkError<ApiError, HttpResponse>>> + Send + use<> {
        let operation = self.sent.get(operation.id, region, || self.sdk_operation(operation, wire, region, body));
        async move { operation.invoke(members).await }
    }

    fn sdk_operation(
        &self,
        operation: &'static Operation,
        wire: &'static Wire,
        region: &str,
        body: BodyReader,
    ) -> Sendable {
        let config = &self.config;
        let variant = Variant {
            fips: config.use_fips().unwrap_or_default(),
            dual_stack: config.use_dual_stack().unwrap_or_default(),
        };
        let place = place(wire.service, region, &self.id, variant);
        let endpoint = self.endpoint_override(wire.service).unwrap_or_else(|| format!("https://{}", place.host));
        let account = self.id.clone();
        SdkOperation::builder()
            .service_name(wire.service.id)
            .operation_name(operation.name())
            .http_client(self.tape.clone())
            .endpoint_url(&endpoint)
            .runtime_plugin(self.signing(wire.service, place.signing_region))
            .standard_retry(&config.retry_config().cloned().unwrap_or_else(RetryConfig::standard))
            .retry_classifier(TransientErrorClassifier::<ApiError>::new())
            .retry_classifier(AwsErrorCodeClassifier::<ApiError>::new())
            .retry_classifier(HttpStatusCodeClassifier::default())
            .interceptor(ServiceClockSkewInterceptor::new())
            .retry_classifier(ServiceClockSkewClassifier::<ApiError>::new())
            .timeout_config(config.timeout_config().cloned().unwrap_or_else(TimeoutConfig::disabled))
            .sleep_impl(config.sleep_impl().unwrap_or_else(|| SharedAsyncSleep::new(TokioSleep::new())))
            .time_source(config.time_source().unwrap_or_default())
            .serializer(move |members: Map<String, Value>| write::request(operation, wire, &members, &account))
            .deserializer(move |response| read::response(operation, wire, response, body))
            .build()
    }

    /// `AWS_ENDPOINT_URL_<SERVICE>` or `endpoint_url` of the profile's service section, else `AWS_ENDPOINT_URL`
    /// ("Service-specific endpoints", AWS SDKs and Tools Reference Guide).
    fn endpoint_override(&self, service: &Service) -> Option<String> {
        let key = ServiceConfigKey::builder()
            .service_id(service.sdk_id)
            .env("AWS_ENDPOINT_URL")
            .profile("endpoint_url")
            .build()
            .ok();
        let own = key.and_then(|key| self.config.service_config()?.load_config(key));
        own.or_else(|| self.config.endpoint_url().map(str::to_owned))
    }

    fn signing(&self, service: &Service, region: String) -> StaticRuntimePlugin {
        let mut layer = Layer::new("signing");
        layer.store_put(self.retries.clone());
        layer.store_put(AuthSchemeOptionResolverParams::new(()));
        let mut options = SigningOptions::default();
        let s3 = service.signing == "s3";
        options.content_sha256_header = s3;
        options.double_uri_encode = !s3;
        layer.store_put(SigV4OperationSigningConfig {
            region: Some(SigningRegion::from(Region::new(region))),
            name: Some(SigningName::from(service.signing)),
            signing_options: options,
            ..SigV4OperationSigningConfig::default()
        });
        let mut components = RuntimeComponentsBuilder::new("signing")
            .with_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()))
            .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(
                StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID]),
            )))
            .with_identity_cache(self.config.identity_cache());
        if let Some(credentials) = self.config.credentials_provider() {
            components.set_identity_resolver(SCHEME_ID, credentials);
        }
        StaticRuntimePlugin::new().with_config(layer.freeze()).with_runtime_components(components)
    }
}

fn paging<L: List>() -> Option<&'static WirePages> {
    L::OPERATION.wire.as_ref()?.pages.as_ref()
}

/// The members of a request for the largest pages that AWS allows.
fn sized<L: List>(members: Value) -> Map<String, Value> {
    let mut members = object(members);
    if let Some((name, most)) = paging::<L>().and_then(|pages| pages.size) {
        members.entry(name).or_insert_with(|| most.into());
    }
    members
}

/// A list that is read page by page.
#[derive(Debug)]
pub struct Pages<'a, L: List> {
    account: &'a Account,
    region: &'a str,
    members: Map<String, Value>,
    token: Token,
    read: usize,
    list: PhantomData<fn() -> L>,
}

/// Which page comes next.
#[derive(Debug)]
enum Token {
    First,
    Next(String),
    None,
}

impl<L: List> Pages<'_, L> {
    /// The next page; `None` after the last, and after one that failed. A token that comes again is a failure, and so is a list that
    /// does not end.
    pub async fn next(&mut self) -> Option<Answer<Vec<L::Item>>> {
        let token = match std::mem::replace(&mut self.token, Token::None) {
            Token::First => None,
            Token::Next(token) => Some(token),
            Token::None => return None,
        };
        let page = self.account.page::<L>(self.region, &self.members, token.clone()).await;
        let next = page.seen.value().and_then(|(_, next)| next.clone()).filter(|next| !next.is_empty());
        self.read += 1;
        if next.is_some() && (next == token || self.read >= MOST_PAGES) {
            return Some(Answer::known(Observed::Unknown(outcome::failed(L::OPERATION, "repeating-pages"))));
        }
        let page = page.map(|(items, _)| items);
        if let Some(next) = next {
            self.token = Token::Next(next);
        }
        match (&token, &L::OPERATION.wire) {
            (None, Some(wire)) => Some(self.account.empty_where_not_offered(wire.service, self.region, page).await),
            _ => Some(page),
        }
    }
}

fn object(members: Value) -> Map<String, Value> {
    match members {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
