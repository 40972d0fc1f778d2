//! Lambda functions and their URLs.
//!
//! Calls: `ListFunctions` per region, `ListFunctionUrlConfigs` per function where a rule speaks of URLs.

use super::survey::{Site, Survey};
use super::{Found, in_turn};
use crate::aws::Answer;
use crate::aws::wire::lambda::{Function as ListedFunction, FunctionUrl as Listed, ListFunctionUrlConfigs};
use crate::fact::lambda::{Function, FunctionUrl};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::LambdaFunctionUrl;
const FUNCTION: ResourceKind = ResourceKind::LambdaFunction;

/// Collects functions and their URLs.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND, FUNCTION], async |site| in_region(site).await).await
}

async fn in_region(site: &Site<'_>) -> Found {
    let mut found = Found::default();
    let functions = site.functions.all(&site.region).await;
    if site.wants(FUNCTION) {
        found.note(FUNCTION, &site.region, &functions.seen);
        let listed = functions.seen.value().into_iter().flatten();
        found.resources.extend(listed.map(|item| function(site, item, &functions)));
    }
    if !site.wants(KIND) {
        return found;
    }
    let Observed::Value(listed) = &functions.seen else {
        found.note(KIND, &site.region, &functions.seen);
        return found;
    };
    let urls = in_turn(listed.iter().map(|function| async {
        let answer = site.list::<ListFunctionUrlConfigs>(json!({ "FunctionName": function.function_name })).await;
        // A function that was deleted since it was listed has no URL.
        Answer { seen: answer.seen.or_absent(Vec::new), answered: answer.answered }
    }))
    .await;
    found.note_parts(KIND, &site.region, urls.iter().map(|answer| &answer.seen));
    for answer in &urls {
        found.resources.extend(answer.seen.value().into_iter().flatten().map(|item| url(site, item, answer)));
    }
    found
}

fn function(site: &Site<'_>, item: &ListedFunction, listed: &Answer<Vec<ListedFunction>>) -> Resource {
    let sheet = site.sheet(FUNCTION, &item.function_name, &item.function_arn, listed);
    sheet.finish(&site.account.id, &Function { runtime: item.runtime.clone() })
}

fn url(site: &Site<'_>, item: &Listed, listed: &Answer<Vec<Listed>>) -> Resource {
    // `arn:aws:lambda:eu-central-1:111122223333:function:name:alias`
    let name = item.function_arn.split_once(":function:").map_or(item.function_arn.as_str(), |(_, name)| name);
    let facts = FunctionUrl {
        auth_type: item.auth_type.clone(),
        // NOTE: "Creating and managing Lambda function URLs" (Lambda Developer Guide) speaks of an HTTP(S) endpoint.
        serves_http: Observed::Unknown(Unknown::undecidable("function-url-clear-text-not-documented")),
    };
    site.sheet(KIND, name, &item.function_arn, listed).finish(&site.account.id, &facts)
}
