//! One request to somebody who is not AWS: a timestamp authority. Nothing of a login goes there.

use aws_smithy_http_client::{Connector, proxy::ProxyConfig, tls};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use std::time::Duration;

/// For the whole of it.
const TIME: Duration = Duration::from_secs(30);
/// Answers are no larger.
const LARGEST: usize = 256 * 1024;

/// Posts a body and hands back what comes with a status of success; else why there is nothing.
pub(crate) async fn post(url: &str, media_type: &'static str, body: &[u8]) -> Result<Vec<u8>, String> {
    let answer = tokio::time::timeout(TIME, exchange(url, media_type, body)).await;
    answer.unwrap_or_else(|_| Err(format!("{url}: {} s", TIME.as_secs())))
}

async fn exchange(url: &str, media_type: &'static str, body: &[u8]) -> Result<Vec<u8>, String> {
    let settings = HttpConnectorSettings::builder().connect_timeout(Duration::from_secs(10)).build();
    let connector = Connector::builder()
        .connector_settings(settings)
        .proxy_config(ProxyConfig::from_env())
        .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
        .build();
    let mut request = HttpRequest::new(SdkBody::from(body));
    request.set_method("POST").map_err(|error| error.to_string())?;
    request.set_uri(url).map_err(|error| error.to_string())?;
    request.headers_mut().insert("content-type", media_type);
    request.headers_mut().insert("content-length", body.len().to_string());
    let answer = connector.call(request).await.map_err(|error| super::innermost(&error))?;
    let status = answer.status();
    if !status.is_success() {
        return Err(format!("{url}: HTTP {}", status.as_u16()));
    }
    let mut stream = ByteStream::new(answer.into_body());
    let mut whole = Vec::new();
    while let Some(part) = stream.next().await {
        whole.extend_from_slice(&part.map_err(|error| super::innermost(&error))?);
        if whole.len() > LARGEST {
            return Err(format!("{url}: > {LARGEST} bytes"));
        }
    }
    Ok(whole)
}
