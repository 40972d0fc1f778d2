//! What can be known about TLS certificates, in ACM and in IAM.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// A certificate in ACM.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(extend("x-operation" = "acm:ListCertificates"))]
pub struct Certificate {
    /// `DomainName`.
    pub domain: Option<String>,
    /// `Type`: `AMAZON_ISSUED`, `IMPORTED` or `PRIVATE`.
    pub certificate_type: Observed<String>,
    /// `Status`: `ISSUED`, `EXPIRED`, `REVOKED`, `INACTIVE`, …
    pub status: Observed<String>,
    /// `InUse`: some AWS resource serves it.
    pub in_use: Observed<bool>,
    /// Whether `NotBefore` has passed.
    pub started: Observed<bool>,
    /// Whole days until `NotAfter`; negative since it expired. Absent before the certificate is issued.
    pub days_left: Observed<i64>,
}

/// The certificate that an endpoint serves, from ACM or IAM.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EndpointCertificate {
    /// ARN in ACM, or the id in IAM.
    pub id: String,
    /// `Status` in ACM; absent in IAM, which has none.
    pub status: Observed<String>,
    /// Whole days until `NotAfter` (ACM) or `Expiration` (IAM); negative since it expired.
    pub days_left: Observed<i64>,
}

/// A server certificate in IAM.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ServerCertificate {
    /// ARN.
    pub id: String,
    /// Whole days until `Expiration`; negative since it expired.
    pub days_left: i64,
}
