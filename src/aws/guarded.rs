//! The client under every request to AWS: what would go over plain HTTP to another machine is not sent.
//!
//! In: a client, and who sends. Out: the same client, with an error in the place of such a request. [`clear_text_endpoint`]
//! finds the endpoints that a login has configured before anything is asked, so that the user reads one sentence and not an error per call.

use super::clear_text::{Sender, may_be_sent};
use super::operations::ALL;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;
use std::collections::BTreeSet;

/// A request that was not sent. It is not tried again.
#[derive(Debug, thiserror::Error)]
#[error("plain HTTP to another machine")]
pub(super) struct ClearText;

/// A client that refuses clear text.
#[derive(Debug)]
pub(super) struct Guarded {
    inner: SharedHttpClient,
    sender: Sender,
}

impl Guarded {
    /// Around a client, for one sort of requests.
    pub(super) fn around(inner: SharedHttpClient, sender: Sender) -> SharedHttpClient {
        SharedHttpClient::new(Self { inner, sender })
    }
}

impl HttpClient for Guarded {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(Connector { inner, sender: self.sender })
    }
}

#[derive(Debug)]
struct Connector {
    inner: SharedHttpConnector,
    sender: Sender,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        if may_be_sent(request.uri(), self.sender) || self.sender == Sender::Login && is_container(request.uri()) {
            return self.inner.call(request);
        }
        HttpConnectorFuture::ready(Err(ConnectorError::other(ClearText.into(), None)))
    }
}

/// Where a container gets its credentials, if the environment says so: the SDK itself takes no address there but those of the
/// machine and of ECS and EKS, after it has resolved the name.
fn is_container(url: &str) -> bool {
    let authority = |url: &str| url.split('/').nth(2).map(str::to_owned);
    let own = std::env::var("AWS_CONTAINER_CREDENTIALS_FULL_URI").ok();
    own.and_then(|own| authority(&own)).is_some_and(|own| authority(url) == Some(own))
}

/// Services that are asked beside those of the light caller: by the SDK crates, and by the search for credentials.
const BY_SDK: [&str; 8] = ["S3", "KMS", "IAM", "RDS", "STS", "SSO", "SSO OIDC", "Signin"];

/// The first endpoint of a login, of whichever service, that signed requests would reach in clear text.
pub(super) fn clear_text_endpoint(config: &SdkConfig) -> Option<String> {
    let services: BTreeSet<&str> =
        ALL.iter().filter_map(|operation| Some(operation.wire.as_ref()?.service.sdk_id)).chain(BY_SDK).collect();
    let own = |service: &str| {
        let key = ServiceConfigKey::builder().service_id(service).env("AWS_ENDPOINT_URL").profile("endpoint_url");
        config.service_config()?.load_config(key.build().ok()?)
    };
    let general = config.endpoint_url().map(str::to_owned);
    let mut all = general.into_iter().chain(services.into_iter().filter_map(own));
    all.find(|url| !may_be_sent(url, Sender::Service))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Counts what would be sent.
    #[derive(Clone, Debug, Default)]
    struct Counted(Arc<AtomicUsize>);

    impl HttpConnector for Counted {
        fn call(&self, _request: HttpRequest) -> HttpConnectorFuture {
            self.0.fetch_add(1, Ordering::Relaxed);
            HttpConnectorFuture::ready(Err(ConnectorError::io("counted".into())))
        }
    }

    #[tokio::test]
    async fn what_would_go_in_clear_text_never_reaches_the_network() {
        let sent = Counted::default();
        let connector = Connector { inner: SharedHttpConnector::new(sent.clone()), sender: Sender::Service };
        for (url, expected) in [
            ("https://s3.eu-central-1.amazonaws.com/", 1),
            ("http://127.0.0.1:5000/", 2),
            ("http://s3.eu-central-1.amazonaws.com/", 2),
            ("http://169.254.169.254/", 2),
        ] {
            let mut request = HttpRequest::new(SdkBody::empty());
            request.set_uri(url).expect("a URL");
            let _an_error_either_way = connector.call(request).await;
            assert_eq!(sent.0.load(Ordering::Relaxed), expected, "{url}");
        }
    }
}
