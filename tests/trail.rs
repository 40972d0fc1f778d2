//! What CloudTrail surely records: selectors against sorts of events. Letters in brackets are the entries of the collection of
//! account states that scanners judge wrongly.

use tomscan::trail::{
    Access, BasicSelector, Condition, Coverage, DataResource, Events, Place, Recorder, Selector, coverage,
};

#[path = "trail/soundness.rs"]
mod soundness;

const HOME: &str = "eu-central-1";
const AWAY: &str = "eu-west-1";
const MAIN: &str = "us-east-1";

fn region(name: &str) -> Place {
    Place::Region(name.to_owned())
}

fn global() -> Place {
    Place::GlobalServices { main_region: MAIN.to_owned() }
}

/// All management events of two regions and the global services.
fn everything() -> Vec<Events> {
    let places = [region(HOME), region(AWAY), global()];
    let of = |place: &Place| [Access::Read, Access::Write].map(|access| Events::management(place, access)).concat();
    places.iter().flat_map(of).collect()
}

fn recorder(home: Option<&str>, selectors: Vec<Selector>, age_hours: f64) -> Recorder {
    Recorder { region: home.map(str::to_owned), global_services: true, selectors, age_hours }
}

fn basic(read_write_type: &str, management: bool, excluded: &[&str], data: &[(&str, &[&str])]) -> Vec<Selector> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    BasicSelector {
        read_write_type: read_write_type.to_owned(),
        management,
        excluded_sources: texts(excluded),
        data: data
            .iter()
            .map(|(kind, values)| DataResource { kind: (*kind).to_owned(), values: texts(values) })
            .collect(),
    }
    .advanced()
}

/// The selector that a trail has by itself.
fn default() -> Vec<Selector> {
    basic("All", true, &[], &[])
}

/// An advanced selector: field, operator, values.
fn advanced(conditions: &[(&str, &str, &[&str])]) -> Selector {
    let condition = |(field, operator, values): &(&str, &str, &[&str])| {
        let mut condition = Condition { field: (*field).to_owned(), ..Condition::default() };
        let list = match *operator {
            "Equals" => &mut condition.equals,
            "StartsWith" => &mut condition.starts_with,
            "EndsWith" => &mut condition.ends_with,
            "NotEquals" => &mut condition.not_equals,
            "NotStartsWith" => &mut condition.not_starts_with,
            "NotEndsWith" => &mut condition.not_ends_with,
            other => panic!("no operator {other}"),
        };
        list.extend(values.iter().map(|value| (*value).to_owned()));
        condition
    };
    Selector(conditions.iter().map(condition).collect())
}

fn covered(events: &[Events], recorders: &[Recorder]) -> Coverage {
    coverage(events, &recorders.iter().collect::<Vec<_>>())
}

fn complete(coverage: &Coverage) -> bool {
    matches!(coverage, Coverage::Complete { .. })
}

#[track_caller]
fn gap(events: &[Events], recorders: &[Recorder]) -> String {
    match covered(events, recorders) {
        Coverage::Gap(gap) => gap,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_multi_region_trail_with_its_own_selector_records_everything() {
    let trails = [recorder(None, default(), 0.2)];
    assert_eq!(covered(&everything(), &trails), Coverage::Complete { age_hours: 0.2 });
}

#[test]
fn without_any_trail_nothing_is_recorded() {
    assert_eq!(gap(&everything(), &[]), "Management readOnly=true * eu-central-1");
}

/// C1: one trail of a single region is none for the others.
#[test]
fn a_trail_of_one_region_misses_the_others_and_global_services() {
    let one = recorder(Some(HOME), default(), 0.1);
    assert_eq!(gap(&everything(), std::slice::from_ref(&one)), "Management readOnly=true * eu-west-1");
    let two = [one, recorder(Some(AWAY), default(), 0.1)];
    assert_eq!(gap(&everything(), &two), "Management readOnly=true * us-east-1 (global)");
    let three = [&two[..], &[recorder(Some(MAIN), default(), 3.0)]].concat();
    assert_eq!(covered(&everything(), &three), Coverage::Complete { age_hours: 3.0 });
}

#[test]
fn a_trail_of_the_main_region_without_global_services_misses_them() {
    let mut trail = recorder(Some(MAIN), default(), 0.1);
    trail.global_services = false;
    let events = Events::management(&global(), Access::Write);
    assert_eq!(gap(&events, &[trail]), "Management readOnly=false * us-east-1 (global)");
}

#[test]
fn regions_that_are_not_known_need_a_trail_for_all_of_them() {
    let events = Events::management(&Place::UnknownRegions, Access::Read);
    assert!(complete(&covered(&events, &[recorder(None, default(), 0.1)])));
    assert_eq!(gap(&events, &[recorder(Some(HOME), default(), 0.1)]), "Management readOnly=true *");
}

/// C2: the free-text name of a selector decides nothing; it is not even read. What counts are the fields.
#[test]
fn advanced_selectors_of_management_events_are_judged_by_their_fields() {
    let all = advanced(&[("eventCategory", "Equals", &["Management"])]);
    assert!(complete(&covered(&everything(), &[recorder(None, vec![all], 0.1)])));
    let data_only =
        advanced(&[("eventCategory", "Equals", &["Data"]), ("resources.type", "Equals", &["AWS::S3::Object"])]);
    assert_eq!(gap(&everything(), &[recorder(None, vec![data_only], 0.1)]), "Management readOnly=true * eu-central-1");
}

/// C3: sources that are left out.
#[test]
fn excluded_sources_are_a_gap() {
    let kms = |selectors| gap(&everything(), &[recorder(None, selectors, 0.1)]);
    let expected = "Management readOnly=true kms.amazonaws.com eu-central-1";
    assert_eq!(kms(basic("All", true, &["kms.amazonaws.com"], &[])), expected);
    let advanced_kms = advanced(&[
        ("eventCategory", "Equals", &["Management"]),
        ("eventSource", "NotEquals", &["kms.amazonaws.com", "rdsdata.amazonaws.com"]),
    ]);
    assert_eq!(kms(vec![advanced_kms]), expected);
    assert_eq!(
        kms(basic("All", true, &["rdsdata.amazonaws.com"], &[])),
        "Management readOnly=true rdsdata.amazonaws.com eu-central-1"
    );
}

#[test]
fn what_one_trail_leaves_out_another_may_record() {
    let trails = [
        recorder(None, basic("All", true, &["kms.amazonaws.com"], &[]), 0.1),
        recorder(None, basic("All", true, &["rdsdata.amazonaws.com"], &[]), 5.0),
    ];
    assert_eq!(covered(&everything(), &trails), Coverage::Complete { age_hours: 5.0 });
    let halves = [
        recorder(None, basic("ReadOnly", true, &[], &[]), 1.0),
        recorder(None, basic("WriteOnly", true, &[], &[]), 2.0),
    ];
    assert_eq!(covered(&everything(), &halves), Coverage::Complete { age_hours: 2.0 });
    // Both in one trail: the selectors of a trail are joined by "or".
    let both = [basic("ReadOnly", true, &[], &[]), basic("WriteOnly", true, &[], &[])].concat();
    assert!(complete(&covered(&everything(), &[recorder(None, both, 1.0)])));
}

#[test]
fn the_freshest_trail_counts() {
    let trails = [recorder(None, default(), 70.0), recorder(None, default(), 0.5)];
    assert_eq!(covered(&everything(), &trails), Coverage::Complete { age_hours: 0.5 });
}

/// C5: a trail whose selectors include no management events.
#[test]
fn a_trail_for_data_events_alone_records_no_management_events() {
    let trail = recorder(None, basic("All", false, &[], &[("AWS::S3::Object", &["arn:aws:s3"])]), 0.1);
    assert_eq!(gap(&everything(), &[trail]), "Management readOnly=true * eu-central-1");
}

#[test]
fn write_only_trails_miss_reads() {
    let trail = [recorder(None, basic("WriteOnly", true, &[], &[]), 0.1)];
    assert!(complete(&covered(&Events::management(&region(HOME), Access::Write), &trail)));
    assert!(!complete(&covered(&Events::management(&region(HOME), Access::Read), &trail)));
    let odd = [recorder(None, basic("Sometimes", true, &[], &[]), 0.1)];
    assert_eq!(covered(&Events::management(&region(HOME), Access::Write), &odd), Coverage::Open);
}

fn objects(bucket: &str) -> Vec<Events> {
    [Access::Read, Access::Write].map(|access| Events::of_objects(HOME, "aws", bucket, access)).to_vec()
}

#[test]
fn basic_data_events_of_s3() {
    let s3 = |values| [recorder(None, basic("All", false, &[], &[("AWS::S3::Object", values)]), 0.1)];
    for all in [&["arn:aws:s3"], &["arn:aws:s3:::"], &["arn:aws:s3:::customers/"]] {
        assert!(complete(&covered(&objects("customers"), &s3(all))), "{all:?}");
    }
    let missed = "Data readOnly=true AWS::S3::Object arn:aws:s3:::customers/… eu-central-1";
    for other in [&["arn:aws:s3:::other/"], &["arn:aws:s3:::customers-2/"], &["arn:aws:s3:::customers/uploads/"]] {
        assert_eq!(gap(&objects("customers"), &s3(other)), missed, "{other:?}");
    }
    // Without a slash AWS does not say whether it names a bucket or a beginning.
    assert_eq!(covered(&objects("customers"), &s3(&["arn:aws:s3:::customers"])), Coverage::Open);
}

#[test]
fn management_events_of_s3_are_no_data_events() {
    assert!(!complete(&covered(&objects("customers"), &[recorder(None, default(), 0.1)])));
}

fn of_objects(further: &[(&str, &str, &[&str])]) -> Vec<Recorder> {
    let base: &[(&str, &str, &[&str])] =
        &[("eventCategory", "Equals", &["Data"]), ("resources.type", "Equals", &["AWS::S3::Object"])];
    vec![recorder(None, vec![advanced(&[base, further].concat())], 0.1)]
}

#[test]
fn advanced_data_events_of_s3() {
    let all: &[&[(&str, &str, &[&str])]] = &[
        &[],
        &[("resources.ARN", "StartsWith", &["arn:aws:s3:::customers/"])],
        &[("resources.ARN", "StartsWith", &["arn:aws:s3:::other/", "arn:aws:s3:::cust"])],
        &[("resources.ARN", "NotStartsWith", &["arn:aws:s3:::trail-logs/"])],
        &[("resources.ARN", "NotEquals", &["arn:aws:s3:::other/key"])],
        &[("eventSource", "Equals", &["s3.amazonaws.com"])],
    ];
    for further in all {
        assert!(complete(&covered(&objects("customers"), &of_objects(further))), "{further:?}");
    }
    let some: &[&[(&str, &str, &[&str])]] = &[
        &[("readOnly", "Equals", &["false"])],
        &[("resources.ARN", "StartsWith", &["arn:aws:s3:::other/"])],
        &[("resources.ARN", "Equals", &["arn:aws:s3:::customers/key"])],
        &[("resources.ARN", "NotStartsWith", &["arn:aws:s3:::customers/tmp/"])],
        &[("resources.ARN", "NotStartsWith", &["arn:aws:s3:::"])],
        &[("resources.ARN", "EndsWith", &[".pdf"])],
        &[("resources.ARN", "NotEndsWith", &[".tmp"])],
        &[("eventName", "Equals", &["PutObject", "DeleteObject"])],
        &[("eventName", "NotEquals", &["GetObject"])],
        &[("eventName", "StartsWith", &["Put"])],
        &[("sessionCredentialFromConsole", "Equals", &["true"])],
        &[("userIdentity.arn", "NotStartsWith", &["arn:aws:sts::111122223333:assumed-role/app"])],
    ];
    for further in some {
        let found = covered(&objects("customers"), &of_objects(further));
        assert!(matches!(found, Coverage::Gap(_)), "{further:?} {found:?}");
    }
}

#[test]
fn a_gap_names_what_a_selector_leaves_out() {
    let leaves_out = |field, value: &'static [&'static str]| {
        gap(&objects("customers")[..1], &of_objects(&[(field, "NotEquals", value)]))
    };
    assert_eq!(
        leaves_out("eventName", &["GetObject"]),
        "Data readOnly=true AWS::S3::Object arn:aws:s3:::customers/… eventName=GetObject eu-central-1"
    );
    assert_eq!(
        leaves_out("resources.ARN", &["arn:aws:s3:::customers/tmp"]),
        "Data readOnly=true AWS::S3::Object arn:aws:s3:::customers/tmp eu-central-1"
    );
}

#[test]
fn a_field_that_is_not_understood_neither_confirms_nor_refutes() {
    let odd = of_objects(&[("eventType", "Equals", &["AwsApiCall"])]);
    assert_eq!(covered(&objects("customers"), &odd), Coverage::Open);
    // Whatever it says, another bucket's selector does not take these events.
    let elsewhere = of_objects(&[
        ("eventType", "Equals", &["AwsApiCall"]),
        ("resources.ARN", "StartsWith", &["arn:aws:s3:::other/"]),
    ]);
    assert!(matches!(covered(&objects("customers"), &elsewhere), Coverage::Gap(_)));
}

#[test]
fn two_halves_that_may_make_a_whole_stay_open() {
    let half = |operator| {
        advanced(&[
            ("eventCategory", "Equals", &["Data"]),
            ("resources.type", "Equals", &["AWS::S3::Object"]),
            ("resources.ARN", operator, &["arn:aws:s3:::customers/a"]),
        ])
    };
    let trail = recorder(None, vec![half("StartsWith"), half("NotStartsWith")], 0.1);
    assert_eq!(covered(&objects("customers"), &[trail]), Coverage::Open);
}

/// Whether several operators that select are joined by "or" or by "and" is left open.
#[test]
fn two_operators_that_select_must_both_take_everything() {
    let both = advanced(&[("eventCategory", "Equals", &["Data"]), ("resources.type", "Equals", &["AWS::S3::Object"])]);
    let mut both = both.0;
    both.push(Condition {
        field: "resources.ARN".to_owned(),
        starts_with: vec!["arn:aws:s3:::customers/".to_owned()],
        ends_with: vec![".pdf".to_owned()],
        ..Condition::default()
    });
    assert_eq!(covered(&objects("customers"), &[recorder(None, vec![Selector(both)], 0.1)]), Coverage::Open);
}

#[test]
fn data_events_of_a_single_region_trail_end_at_its_region() {
    let trail = recorder(Some(AWAY), basic("All", true, &[], &[("AWS::S3::Object", &["arn:aws:s3"])]), 0.1);
    assert!(matches!(covered(&objects("customers"), &[trail]), Coverage::Gap(_)));
}

#[test]
fn tables_and_functions_are_named_exactly() {
    let table = "arn:aws:dynamodb:eu-central-1:111122223333:table/orders";
    let function = "arn:aws:lambda:eu-central-1:111122223333:function:bill";
    let of =
        |kind: &'static str, value: &'static str| [recorder(None, basic("All", false, &[], &[(kind, &[value])]), 0.1)];
    let tables = [Access::Read, Access::Write].map(|access| Events::of_table(HOME, table, access));
    let functions = [Events::of_function(HOME, function)];
    for value in ["arn:aws:dynamodb", "arn:aws:dynamodb:eu-central-1:111122223333:table/orders"] {
        assert!(complete(&covered(&tables, &of("AWS::DynamoDB::Table", value))), "{value}");
    }
    let other = of("AWS::DynamoDB::Table", "arn:aws:dynamodb:eu-central-1:111122223333:table/order");
    assert!(matches!(covered(&tables, &other), Coverage::Gap(_)));
    assert!(complete(&covered(&functions, &of("AWS::Lambda::Function", "arn:aws:lambda"))));
    let other = of("AWS::Lambda::Function", "arn:aws:lambda:eu-central-1:111122223333:function:bill2");
    assert!(matches!(covered(&functions, &other), Coverage::Gap(_)));
}

#[test]
fn other_partitions_name_all_resources_in_their_own_way() {
    let events = [Events::of_objects("cn-north-1", "aws-cn", "customers", Access::Read)];
    let trail = recorder(None, basic("All", false, &[], &[("AWS::S3::Object", &["arn:aws-cn:s3"])]), 0.1);
    assert!(complete(&covered(&events, &[trail])));
}

#[test]
fn whoever_takes_everything_closes_every_gap() {
    let all = recorder(None, vec![Selector::everything()], 0.0);
    assert!(complete(&covered(&everything(), std::slice::from_ref(&all))));
    assert!(complete(&covered(&objects("customers"), &[all])));
}
