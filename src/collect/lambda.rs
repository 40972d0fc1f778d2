//! Lambda functions and their URLs.
//!
//! Calls: `ListFunctions` per region, `ListFunctionUrlConfigs` and `GetPolicy` per function where a rule reads them.

use super::outside::access_to_function;
use super::survey::{Site, Survey};
use super::{Found, in_turn};
use crate::aws::Answer;
use crate::aws::wire::lambda::{Function as ListedFunction, FunctionUrl as Listed, GetPolicy, ListFunctionUrlConfigs};
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
        found.resources.extend(in_turn(listed.map(async |item| function(site, item, &functions).await)).await);
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

async fn function(site: &Site<'_>, item: &ListedFunction, listed: &Answer<Vec<ListedFunction>>) -> Resource {
    let mut sheet = site.sheet(FUNCTION, &item.function_name, &item.function_arn, listed);
    let asked = json!({ "FunctionName": item.function_name });
    let policy = sheet.seen(site.get_for::<GetPolicy>(FUNCTION, asked).await);
    let text = policy.map(|reply| Some(reply.policy)).or_absent(|| None);
    let outside = text.and_then(|text| access_to_function(text.as_deref(), &item.function_arn, &site.account.id));
    sheet.finish(&site.account.id, &Function { runtime: item.runtime.clone(), outside })
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
