//! The light caller: single operations of services whose SDK crate would cost minutes to build.
//!
//! In: an operation of the table and the shape of its request. Out: its answer, read with serde. Signing, retries, timeouts,
//! credentials and recordings are the SDK's own runtime; only request and answer are described here.

use super::call::{Account, Answer};
use super::operations::Operation;
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::auth::{SigV4OperationSigningConfig, SigningOptions};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime::client::orchestrator::operation::Operation as SdkOperation;
use aws_smithy_runtime::client::retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion};
use serde::de::DeserializeOwned;
use std::fmt;

/// How a request is written and its answer read.
#[derive(Clone, Debug)]
pub enum Protocol {
    /// `Action=…&Version=…` as a form; XML back (AWS Query and EC2).
    Query {
        /// API version.
        version: &'static str,
    },
    /// POST of JSON to a path; JSON back (REST-JSON).
    RestJson {
        /// Path of the operation.
        path: &'static str,
        /// The request's members.
        body: serde_json::Value,
    },
    /// GET of a path; XML back (REST-XML).
    RestXml {
        /// Path of the operation.
        path: &'static str,
    },
}

/// One request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The operation.
    pub operation: &'static Operation,
    /// How it is written.
    pub protocol: Protocol,
    /// Name under which the service signs.
    pub signing_name: &'static str,
    /// Region in which it is asked and signed.
    pub region: String,
    /// First part of the endpoint's host name: `sts.eu-central-1`.
    pub host: String,
    /// Headers beside the protocol's own.
    pub headers: Vec<(&'static str, String)>,
}

impl Account {
    /// Makes one call.
    pub async fn call<T>(&self, request: &Request) -> Answer<T>
    where
        T: DeserializeOwned + fmt::Debug + Send + Sync + 'static,
    {
        self.ask(request.operation, &request.region, self.send(request)).await
    }

    /// Sends a request through the SDK's runtime.
    async fn send<T>(&self, request: &Request) -> Result<T, SdkError<ApiError, HttpResponse>>
    where
        T: DeserializeOwned + fmt::Debug + Send + Sync + 'static,
    {
        let config = &self.config;
        let real = || format!("https://{}.{}", request.host, dns_suffix(&request.region));
        let endpoint = config.endpoint_url().map_or_else(real, str::to_owned);
        let json = matches!(request.protocol, Protocol::RestJson { .. });
        let operation = SdkOperation::builder()
            .service_name(request.operation.service())
            .operation_name(request.operation.name())
            .http_client(self.tape.clone())
            .endpoint_url(&endpoint)
            .runtime_plugin(self.signing(request))
            .standard_retry(&config.retry_config().cloned().unwrap_or_else(RetryConfig::standard))
            .retry_classifier(TransientErrorClassifier::<ApiError>::new())
            .retry_classifier(AwsErrorCodeClassifier::<ApiError>::new())
            .retry_classifier(HttpStatusCodeClassifier::default())
            .timeout_config(config.timeout_config().cloned().unwrap_or_else(TimeoutConfig::disabled))
            .sleep_impl(config.sleep_impl().unwrap_or_else(|| SharedAsyncSleep::new(TokioSleep::new())))
            .time_source(config.time_source().unwrap_or_default())
            .serializer(|request: Request| write(&request))
            .deserializer(move |response| read::<T>(json, response))
            .build();
        operation.invoke(request.clone()).await
    }

    fn signing(&self, request: &Request) -> StaticRuntimePlugin {
        let mut layer = Layer::new("signing");
        layer.store_put(AuthSchemeOptionResolverParams::new(()));
        let mut options = SigningOptions::default();
        options.content_sha256_header = matches!(request.protocol, Protocol::RestXml { .. });
        layer.store_put(SigV4OperationSigningConfig {
            region: Some(SigningRegion::from(Region::new(request.region.clone()))),
            name: Some(SigningName::from(request.signing_name)),
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

/// The last part of host names in the partition of a region.
fn dns_suffix(region: &str) -> &'static str {
    if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" }
}

fn write(request: &Request) -> Result<HttpRequest, BoxError> {
    let (method, path, content_type, body) = match &request.protocol {
        Protocol::Query { version } => {
            let form = format!("Action={}&Version={version}", request.operation.name());
            ("POST", "/", "application/x-www-form-urlencoded", form)
        }
        Protocol::RestJson { path, body } => ("POST", *path, "application/json", body.to_string()),
        Protocol::RestXml { path } => ("GET", *path, "", String::new()),
    };
    let mut written = HttpRequest::new(SdkBody::from(body.clone()));
    written.set_method(method)?;
    written.set_uri(path)?;
    if !body.is_empty() {
        written.headers_mut().insert("content-type", content_type);
        written.headers_mut().insert("content-length", body.len().to_string());
    }
    for (name, value) in &request.headers {
        written.headers_mut().insert(*name, value.clone());
    }
    Ok(written)
}

fn read<T: DeserializeOwned>(json: bool, response: &HttpResponse) -> Result<T, OrchestratorError<ApiError>> {
    let body = response.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
    if !response.status().is_success() {
        return Err(OrchestratorError::operation(ApiError::read(response, &body)));
    }
    if json {
        serde_json::from_str(&body).map_err(OrchestratorError::other)
    } else {
        quick_xml::de::from_str(&body).map_err(OrchestratorError::other)
    }
}

/// An error that a service answered.
#[derive(Debug)]
pub struct ApiError(ErrorMetadata);

impl ApiError {
    /// Reads the error code where the protocols put it: the header `x-amzn-errortype`, JSON's `__type` or `code`, or the
    /// first `Code` element of XML.
    fn read(response: &HttpResponse, body: &str) -> Self {
        let json: Option<serde_json::Value> = serde_json::from_str(body).ok();
        let in_json = json.as_ref().and_then(|json| json.get("__type").or_else(|| json.get("code"))?.as_str());
        let in_xml = body.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(code, _)| code);
        let code = response.headers().get("x-amzn-errortype").or(in_json).or(in_xml);
        // Both forms carry more than the code: `com.amazonaws.account#AccessDeniedException:http://…`
        let code = code.and_then(|code| code.split(':').next()).and_then(|code| code.rsplit('#').next());
        let mut metadata = ErrorMetadata::builder();
        if let Some(code) = code {
            metadata = metadata.code(code);
        }
        Self(metadata.build())
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code().unwrap_or("error without code"))
    }
}

impl std::error::Error for ApiError {}

impl ProvideErrorMetadata for ApiError {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}
