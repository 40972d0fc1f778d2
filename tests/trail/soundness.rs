//! Against a plain evaluator of single events: where everything is said to be recorded, no event slips through; where a
//! gap is said to be, there is an event that does.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

const BUCKET: &str = "arn:aws:s3:::b/";
const INSIDE: &[&str] = &["", "a", "ab", "b"];
const OUTSIDE: &[&str] = &["arn:aws:s3:::", "arn:aws:s3:::c/", "a", "b", "ab"];
const NAMES: &[&str] = &["Get", "GetObject", "Put", "…", "Get…", "…Get", "Put…", "…Put", "GetObject…", "…GetObject"];

/// Values that selectors name, as ARNs and as names of calls.
fn arns() -> impl Strategy<Value = String> {
    let inside = prop::sample::select(INSIDE).prop_map(|key| format!("{BUCKET}{key}"));
    let others = prop::sample::select(OUTSIDE);
    prop_oneof![inside, others.prop_map(str::to_owned)]
}

fn names() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Get", "GetObject", "Put"]).prop_map(str::to_owned)
}

fn condition(field: &'static str, values: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = Condition> {
    let list = || vec(values.clone(), 0..3);
    (list(), list(), list(), list(), list(), list()).prop_map(
        move |(equals, starts_with, ends_with, not_equals, not_starts_with, not_ends_with)| Condition {
            field: field.to_owned(),
            equals,
            starts_with,
            ends_with,
            not_equals,
            not_starts_with,
            not_ends_with,
        },
    )
}

fn selector() -> impl Strategy<Value = Selector> {
    let arn = prop::option::of(arns_condition());
    let name = prop::option::weighted(0.3, condition("eventName", names().boxed()));
    (arn, name).prop_map(|(arn, name)| {
        let mut conditions = vec![Condition::equals("eventCategory", &["Data"])];
        conditions.extend(arn.into_iter().chain(name));
        Selector(conditions)
    })
}

fn arns_condition() -> impl Strategy<Value = Condition> {
    let simple = (vec(arns(), 1..3), any::<bool>()).prop_map(|(values, deselects)| {
        let field = "resources.ARN".to_owned();
        let (starts_with, not_starts_with) = if deselects { (vec![], values) } else { (values, vec![]) };
        Condition { field, starts_with, not_starts_with, ..Condition::default() }
    });
    prop_oneof![simple, condition("resources.ARN", arns().boxed())]
}

/// Whether an event of this key and name is taken, word by word as the user guide says.
fn taken(selector: &Selector, arn: &str, name: &str) -> bool {
    selector.0.iter().all(|condition| {
        let value = match condition.field.as_str() {
            "eventCategory" => "Data",
            "resources.ARN" => arn,
            "eventName" => name,
            other => panic!("no field {other}"),
        };
        let selects = [&condition.equals, &condition.starts_with, &condition.ends_with];
        let selected = selects.iter().all(|list| list.is_empty())
            || condition.equals.iter().any(|item| value == item)
            || condition.starts_with.iter().any(|item| value.starts_with(item.as_str()))
            || condition.ends_with.iter().any(|item| value.ends_with(item.as_str()));
        selected
            && condition.not_equals.iter().all(|item| value != item)
            && condition.not_starts_with.iter().all(|item| !value.starts_with(item.as_str()))
            && condition.not_ends_with.iter().all(|item| !value.ends_with(item.as_str()))
    })
}

/// Keys that a selector names, and such as begin or end so.
fn keys() -> Vec<String> {
    let within = INSIDE.iter().flat_map(|key| [(*key).to_owned(), format!("{key}…"), format!("…{BUCKET}{key}")]);
    within.chain(OUTSIDE.iter().map(|end| format!("…{end}"))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_said_of_all_events_holds_for_each(selectors in vec(selector(), 0..4)) {
        let events = [Events::of_objects(HOME, "aws", "b", Access::Read)];
        let keys = keys();
        let missed = keys.iter().flat_map(|key| NAMES.iter().map(move |name| (key, name))).find(|(key, name)| {
            !selectors.iter().any(|selector| taken(selector, &format!("{BUCKET}{key}"), name))
        });
        match covered(&events, &[recorder(None, selectors.clone(), 0.1)]) {
            Coverage::Complete { .. } => prop_assert_eq!(missed, None),
            Coverage::Gap(_) => prop_assert!(missed.is_some()),
            Coverage::Open => {}
        }
    }
}
