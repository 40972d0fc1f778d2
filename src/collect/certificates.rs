//! Certificates that endpoints serve, each list read once however many endpoints name a certificate of it.
//!
//! In: ARNs and ids as endpoints name them. Out: [`EndpointCertificate`] and [`ServerCertificate`].
//! Calls: `acm:ListCertificates` per region named, `iam:ListServerCertificates` once; none without a certificate there.

use super::shared_list::SharedList;
use crate::aws::wire::acm::{Certificate, ListCertificates};
use crate::aws::{Account, Answer, all_pages, operations};
use crate::fact::acm::{EndpointCertificate, ServerCertificate};
use crate::fact::{Observed, Unknown};
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

/// Lists of certificates, read when first asked for.
#[derive(Debug)]
pub(super) struct Certificates<'a> {
    account: &'a Account,
    acm: SharedList<'a, ListCertificates>,
    iam: OnceCell<Answer<Vec<InIam>>>,
}

/// A certificate in IAM's list.
#[derive(Clone, Debug)]
struct InIam {
    id: String,
    arn: String,
    days_left: i64,
}

impl<'a> Certificates<'a> {
    pub(super) fn new(account: &'a Account) -> Self {
        Self { account, acm: SharedList::new(account, all_certificates()), iam: OnceCell::new() }
    }

    /// All certificates of ACM in a region.
    pub(super) async fn all(&self, region: &str) -> Answer<Vec<Certificate>> {
        (*self.acm.all(region).await).clone()
    }

    /// The certificate of this ARN in ACM, which lies in the region that the ARN names.
    pub(super) async fn in_acm(&self, arn: &str) -> Answer<EndpointCertificate> {
        let listed = self.all(arn.split(':').nth(3).unwrap_or_default()).await;
        let certificate = named(&listed.seen, |certificate| certificate.certificate_arn == arn);
        let action = "acm:ListCertificates";
        let facts = EndpointCertificate {
            id: arn.to_owned(),
            status: certificate.clone().and_then(|found| Observed::required(found.status, action)),
            days_left: certificate
                .and_then(|found| Observed::required(found.not_after, action))
                .map(|until| days_left(self.account, until.0)),
        };
        Answer { seen: Observed::Value(facts), answered: listed.answered }
    }

    /// The certificate that IAM knows by this ARN or id.
    pub(super) async fn in_iam(&self, name: &str) -> Answer<ServerCertificate> {
        let listed = self.iam.get_or_init(|| self.list_iam()).await.clone();
        let found = named(&listed.seen, |certificate| certificate.arn == name || certificate.id == name);
        let seen = found.map(|found| ServerCertificate { id: found.arn, days_left: found.days_left });
        Answer { seen, answered: listed.answered }
    }

    async fn list_iam(&self) -> Answer<Vec<InIam>> {
        let operation = &operations::LIST_SERVER_CERTIFICATES;
        let region = self.account.global_region();
        let client = self.account.iam();
        let listed = all_pages(operation, async |marker| {
            let call = client.list_server_certificates().max_items(1000).set_marker(marker).send();
            let page = self.account.ask(operation, region, call).await;
            page.map(|page| (page.server_certificate_metadata_list, page.marker.filter(|_| page.is_truncated)))
        })
        .await;
        listed.map(|certificates| {
            let dated = certificates.into_iter().filter_map(|found| {
                let until = Timestamp::from_second(found.expiration?.secs()).ok()?;
                let days_left = days_left(self.account, until);
                Some(InIam { id: found.server_certificate_id, arn: found.arn, days_left })
            });
            dated.collect()
        })
    }
}

/// Certificates of every kind: what `ListCertificates` leaves out unless it is told otherwise.
fn all_certificates() -> Value {
    json!({
        "Includes": {
            "keyTypes": [
                "RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"
            ]
        },
        "CertificateKeyPairOrigins": ["AWS_MANAGED", "ACME", "CUSTOMER_PROVIDED"],
    })
}

/// Whole days from the scan's now to a point in time: 0 on the last day, negative after it.
pub(super) fn days_left(account: &Account, until: Timestamp) -> i64 {
    (until.as_second() - account.now.as_second()).div_euclid(86_400)
}

/// The entry of a list that fits. One that is not there is not known: it may belong to another account.
fn named<T: Clone>(listed: &Observed<Vec<T>>, fits: impl Fn(&T) -> bool) -> Observed<T> {
    let none = || Observed::Unknown(Unknown::undecidable("certificate-not-listed"));
    match listed {
        Observed::Value(items) => items.iter().find(|item| fits(item)).cloned().map_or_else(none, Observed::Value),
        Observed::Absent => none(),
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
    }
}
