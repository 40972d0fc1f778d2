//! Where distributions fetch from, and how.
//!
//! In: the origins of a distribution. Out: those that may be reached in clear text, and the lowest TLS version of the others.

use super::{KIND, behaviors};
use crate::aws::wire::Ask;
use crate::aws::wire::cloudfront::{CustomOrigin, Distribution, GetVpcOrigin, ListDistributions, Origin};
use crate::aws::{Answer, Once};
use crate::collect::sheet::Sheet;
use crate::collect::survey::{Site, not_collected};
use crate::collect::tls;
use crate::fact::{Observed, Unknown};
use serde_json::json;

/// Asks for VPC origins, each once.
pub(super) struct Origins<'s, 'a> {
    site: &'s Site<'a>,
    asked: Once<String, Answer<CustomOrigin>>,
}

/// How one origin is reached.
struct Reached {
    /// Whether clear text may go there.
    clear_text: Observed<bool>,
    /// The lowest TLS version; absent where CloudFront itself chooses (S3).
    min_tls: Observed<String>,
}

impl<'s, 'a> Origins<'s, 'a> {
    pub(super) fn new(site: &'s Site<'a>) -> Self {
        Self { site, asked: Once::default() }
    }

    /// Origins in clear text, and the lowest TLS version over all of them.
    pub(super) async fn of(&self, item: &Distribution, sheet: &mut Sheet) -> (Observed<Vec<String>>, Observed<String>) {
        let mut clear = Vec::new();
        let (mut unseen, mut unseen_tls) = (None, None);
        let mut lowest: Option<String> = None;
        for origin in &item.origins.items.origin {
            let reached = self.reached(item, origin, sheet).await;
            match reached.clear_text {
                Observed::Value(true) => clear.push(origin.id.clone()),
                Observed::Unknown(why) => unseen = Some(why),
                _ => {}
            }
            match reached.min_tls {
                Observed::Value(version) => lowest = Some(lowest.map_or(version.clone(), |low| low.min(version))),
                Observed::Unknown(why) => unseen_tls = Some(why),
                Observed::Absent => {}
            }
        }
        // An origin in clear text settles it, whatever was not seen of the others.
        let clear_text = match unseen {
            Some(why) if clear.is_empty() => Observed::Unknown(why),
            _ => Observed::Value(clear),
        };
        (clear_text, unseen_tls.map_or_else(|| Observed::of(lowest), Observed::Unknown))
    }

    async fn reached(&self, item: &Distribution, origin: &Origin, sheet: &mut Sheet) -> Reached {
        let viewers = viewers_in_clear_text(item, &origin.id);
        let config = match (&origin.custom_origin_config, &origin.vpc_origin_config, &origin.s3_origin_config) {
            (Some(config), _, _) => Observed::Value(config.clone()),
            (None, Some(vpc), _) => sheet.seen(self.vpc_origin(&vpc.vpc_origin_id).await),
            // NOTE: a bucket is reached with the viewer's protocol ("Requiring HTTPS for communication between CloudFront and
            // your Amazon S3 origin", Developer Guide).
            (None, None, Some(_)) => return Reached { clear_text: viewers, min_tls: Observed::Absent },
            (None, None, None) => Observed::required(None, ListDistributions::OPERATION.action),
        };
        let clear_text = config.clone().and_then(|config| match config.origin_protocol_policy.as_str() {
            "http-only" => Observed::Value(true),
            "https-only" => Observed::Value(false),
            "match-viewer" => viewers,
            _ => Observed::Unknown(Unknown::undecidable("unknown-protocol-policy")),
        });
        let min_tls = config.and_then(|config| match config.origin_ssl_protocols {
            _ if config.origin_protocol_policy == "http-only" => Observed::Absent,
            Some(protocols) => tls::lowest(protocols.items.ssl_protocol.iter().map(String::as_str)),
            None => Observed::required(None, ListDistributions::OPERATION.action),
        });
        Reached { clear_text, min_tls }
    }

    async fn vpc_origin(&self, id: &str) -> Answer<CustomOrigin> {
        if !self.site.needs(KIND, GetVpcOrigin::OPERATION) {
            return not_collected();
        }
        let ask = async {
            let answer = self.site.get::<GetVpcOrigin>(json!({ "Id": id })).await;
            answer.map(|origin| origin.vpc_origin_endpoint_config)
        };
        self.asked.cloned(id.to_owned(), ask).await
    }
}

/// Whether viewers may use HTTP on a path that is fetched from this origin. Origin groups fail over to origins that no
/// behaviour names, so those count with every path.
fn viewers_in_clear_text(item: &Distribution, origin: &str) -> Observed<bool> {
    let named = behaviors(item).any(|behavior| behavior.origin == origin);
    let mut own =
        behaviors(item).filter(|behavior| !named || behavior.origin == origin).map(|behavior| behavior.protocol_policy);
    if own.any(|policy| policy == "allow-all") {
        return Observed::Value(true);
    }
    let known = ["https-only", "redirect-to-https"];
    let strange = behaviors(item)
        .any(|behavior| !known.contains(&behavior.protocol_policy) && behavior.protocol_policy != "allow-all");
    if strange { Observed::Unknown(Unknown::undecidable("unknown-protocol-policy")) } else { Observed::Value(false) }
}
