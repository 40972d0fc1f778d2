//! S3 for the ledger: the one way to AWS beside the tape, because it is the one that writes.
//!
//! In: a profile. Out: the same login as a scan has, for a client that no recording keeps and no table of operations bounds.
//! A scan's own calls never come here: they go through `Account::ask`.

use super::clear_text::Sender;
use super::guarded::Guarded;
use super::session::{self, LoginError, configured};
use super::tape::checked;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_types::SdkConfig;

/// Logs in as a scan does, with `--ledger-profile` instead of `--profile`.
pub(crate) async fn direct(profile: Option<&str>) -> Result<SdkConfig, LoginError> {
    // The login keeps its own client; what is asked with it goes through the one that takes services alone.
    configured(profile).await.map(|(config, http)| config.into_builder().http_client(http).build())
}

/// The innermost cause of an error, on one line.
pub(crate) fn innermost(error: &dyn std::error::Error) -> String {
    session::last(error)
}

/// The configuration with a client that refuses lists which end early.
pub(crate) fn whole_lists(config: &SdkConfig) -> SdkConfig {
    let inner = config.http_client().unwrap_or_else(|| Guarded::around(session::https(), Sender::Service));
    config.to_builder().http_client(WholeLists { inner }).build()
}

/// The client: XML that ends early is an error in it, as under the tape. The bytes of an object are nobody's XML.
#[derive(Debug)]
struct WholeLists {
    inner: SharedHttpClient,
}

impl HttpClient for WholeLists {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(Connector { inner: self.inner.http_connector(settings, components) })
    }
}

#[derive(Debug)]
struct Connector {
    inner: SharedHttpConnector,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        // The SDK names the operation in S3's query string.
        let of_object = request.uri().contains("x-id=GetObject");
        let answer = self.inner.call(request);
        if of_object { answer } else { HttpConnectorFuture::new(async move { checked(answer.await).await }) }
    }
}
