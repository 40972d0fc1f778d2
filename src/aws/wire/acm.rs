//! AWS Certificate Manager.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Certificate Manager.
pub static ACM: Service = Service {
    id: "acm",
    sdk_id: "ACM",
    signing: "acm",
    protocol: Protocol::Json { target: "CertificateManager", version: "1.1" },
    endpoint: Endpoint::Regional("acm"),
};

operations! { Json ACM, id "acm", iam "acm";
    /// Certificates of the region. NOTE: without `Includes.keyTypes` only those with RSA keys of 1024 and 2048 bits, and
    /// without `CertificateKeyPairOrigins` none issued by ACME (`ListCertificates`, ACM API reference).
    ListCertificates: Region -> Certificates, pages "NextToken" by "MaxItems" = 1000,
        |reply| (reply.certificate_summary_list, reply.next_token) => Certificate;
}

/// `ListCertificatesResponse`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Certificates {
    /// The certificates.
    pub certificate_summary_list: Vec<Certificate>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// `CertificateSummary`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Certificate {
    /// ARN.
    pub certificate_arn: String,
    /// The name that it stands for.
    pub domain_name: Option<String>,
    /// `ISSUED`, `EXPIRED`, `REVOKED`, …
    pub status: Option<String>,
    /// `AMAZON_ISSUED`, `IMPORTED` or `PRIVATE`.
    pub r#type: Option<String>,
    /// Whether an AWS resource serves it.
    pub in_use: Option<bool>,
    /// Valid from.
    pub not_before: Option<Time>,
    /// Valid until.
    pub not_after: Option<Time>,
}
