//! Certificates in ACM.
//!
//! Calls: `ListCertificates` per region, which tells everything that is read.

use super::Found;
use super::certificates::days_left;
use super::survey::{Site, Survey};
use crate::aws::wire::Ask;
use crate::aws::wire::acm::{Certificate as Listed, ListCertificates};
use crate::fact::acm::Certificate;
use crate::fact::{Observed, Resource, ResourceKind};

const KIND: ResourceKind = ResourceKind::AcmCertificate;

/// Collects certificates.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[KIND], async |site| {
            site.each(KIND, site.certificates.all(&site.region), async |item, listed| {
                let name = item.domain_name.as_deref().unwrap_or(&item.certificate_arn);
                let sheet = site.sheet(KIND, name, &item.certificate_arn, listed);
                finish(site, sheet, item)
            })
            .await
        })
        .await
}

fn finish(site: &Site<'_>, sheet: super::sheet::Sheet, item: &Listed) -> Resource {
    let action = ListCertificates::OPERATION.action;
    let now = site.account.now;
    let facts = Certificate {
        domain: item.domain_name.clone(),
        certificate_type: Observed::required(item.r#type.clone(), action),
        status: Observed::required(item.status.clone(), action),
        in_use: Observed::required(item.in_use, action),
        started: Observed::of(item.not_before.map(|from| from.0 <= now)),
        days_left: Observed::of(item.not_after.map(|until| days_left(site.account, until.0))),
    };
    sheet.finish(&site.account.id, &facts)
}
