//! What alarms notice: patterns against events, rules of composite alarms, thresholds, and whom it reaches.
#![allow(clippy::expect_used, reason = "a test may end where its own input is wrong")]

use tomscan::alarm::{
    Alarm, EventPattern, FilterPattern, Metric, Need, Says, Target, Topic, Watched, Wiring, events, is_availability,
};

const ACCOUNT: &str = "111122223333";
const TOPICS: [Topic; 3] = [Topic::Iam, Topic::Kms, Topic::Root];

/// `yes`, `no` or `open`.
fn word(says: &Says) -> &'static str {
    match says {
        Says::Yes => "yes",
        Says::No => "no",
        Says::CannotTell(_) => "open",
    }
}

/// Whether a filter pattern matches all events of a topic.
fn filter(topic: Topic, pattern: &str) -> &'static str {
    let pattern = FilterPattern::parse(pattern);
    word(&Says::all(events(topic, "aws", ACCOUNT).iter().map(|event| pattern.matches(event))))
}

fn rule(topic: Topic, pattern: &str) -> &'static str {
    let pattern = EventPattern::parse(pattern);
    word(&Says::all(events(topic, "aws", ACCOUNT).iter().map(|event| pattern.matches(event))))
}

const POLICIES: &str = "{($.eventName=DeleteGroupPolicy)||($.eventName=DeleteRolePolicy)||($.eventName=DeleteUserPolicy)||\
    ($.eventName=PutGroupPolicy)||($.eventName=PutRolePolicy)||($.eventName=PutUserPolicy)||($.eventName=CreatePolicy)||\
    ($.eventName=DeletePolicy)||($.eventName=CreatePolicyVersion)||($.eventName=DeletePolicyVersion)||\
    ($.eventName=AttachRolePolicy)||($.eventName=DetachRolePolicy)||($.eventName=AttachUserPolicy)||\
    ($.eventName=DetachUserPolicy)||($.eventName=AttachGroupPolicy)||($.eventName=DetachGroupPolicy)}";
const KEYS: &str =
    "{($.eventSource = kms.amazonaws.com) && (($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion))}";
const ROOT: &str = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && \
                    $.eventType != \"AwsServiceEvent\" }";

#[test]
fn the_patterns_of_the_benchmark_cover_their_topic_and_no_other() {
    for (topic, pattern) in TOPICS.into_iter().zip([POLICIES, KEYS, ROOT]) {
        assert_eq!(filter(topic, pattern), "yes", "{pattern}");
    }
    assert_eq!(filter(Topic::Kms, POLICIES), "no");
    assert_eq!(filter(Topic::Iam, KEYS), "no");
    // Who changes a policy is not certain: root might.
    assert_eq!(filter(Topic::Iam, ROOT), "open");
}

#[test]
fn the_empty_pattern_matches_everything() {
    for topic in TOPICS {
        assert_eq!(filter(topic, "  "), "yes");
    }
}

#[test]
fn one_missing_event_is_seen() {
    assert_eq!(filter(Topic::Kms, "{ $.eventName = DisableKey }"), "no");
    assert_eq!(filter(Topic::Iam, &POLICIES.replace("||($.eventName=DetachGroupPolicy)", "")), "no");
}

#[test]
fn exceptions_for_some_callers_leave_it_open() {
    let but = |more: &str| KEYS.replace("&& (", &format!("&& {more} && ("));
    assert_eq!(filter(Topic::Kms, &but("($.userIdentity.arn != \"*terraform*\")")), "open");
    assert_eq!(filter(Topic::Kms, &but("($.sourceIPAddress != 10.*)")), "open");
    assert_eq!(filter(Topic::Kms, &but("($.errorCode NOT EXISTS)")), "yes");
    assert_eq!(filter(Topic::Kms, &but("($.errorCode = \"AccessDenied\")")), "no");
    // What `!=` makes of a missing field is not documented.
    assert_eq!(filter(Topic::Kms, &but("($.errorCode != \"AccessDenied\")")), "open");
}

#[test]
fn wildcards_count_without_quotes_only() {
    assert_eq!(filter(Topic::Kms, "{ $.eventSource = kms.* }"), "yes");
    assert_eq!(filter(Topic::Kms, "{ $.eventSource = \"kms.*\" }"), "open");
    assert_eq!(filter(Topic::Kms, "{ $.eventSource = \"iam.*\" }"), "no");
    assert_eq!(filter(Topic::Kms, "{ $.eventName = *Key* }"), "yes");
}

#[test]
fn other_languages_and_broken_patterns_leave_it_open() {
    for pattern in [
        "DisableKey",
        "\"kms.amazonaws.com\"",
        "?DisableKey ?ScheduleKeyDeletion",
        "[ip, user, ...]",
        "%kms%",
        "{ $.eventName = %Disable|Schedule% }",
        "{ $.eventName = DisableKey",
        "{ $.resources[0].type = \"AWS::KMS::Key\" }",
        "{ ($.eventName = DisableKey }",
        "{ $.eventSource = kms.amazonaws.com ; }",
        "{ $.eventSource }",
        "{ $.eventName = \"Disable\\Key\" }",
        "{ $.x > 3 }",
        "{ $.x IS NULL }",
        "{}",
    ] {
        assert_eq!(filter(Topic::Kms, pattern), "open", "{pattern}");
    }
}

/// Which of `&&` and `||` binds tighter is not relied on.
#[test]
fn where_the_order_of_and_and_or_matters_it_is_open() {
    let or_first = "{ $.eventSource = kms.amazonaws.com || $.eventSource = x && $.eventName = y }";
    assert_eq!(filter(Topic::Kms, or_first), "open");
    let either = "{ $.eventSource = kms.amazonaws.com && $.eventCategory = Management || $.eventName = y }";
    assert_eq!(filter(Topic::Kms, either), "yes");
}

#[test]
fn truth_values_of_records() {
    assert_eq!(filter(Topic::Root, "{ $.userIdentity.type = Root && $.readOnly IS FALSE }"), "yes");
    assert_eq!(filter(Topic::Root, "{ $.userIdentity.type = Root && $.readOnly IS TRUE }"), "no");
    assert_eq!(filter(Topic::Root, "{ $.userIdentity.arn = \"arn:aws:iam::111122223333:root\" }"), "yes");
    // Only the sign-in, not calls with root's keys.
    assert_eq!(filter(Topic::Root, "{ $.eventName = ConsoleLogin && $.userIdentity.type = Root }"), "open");
}

#[test]
fn event_rules_by_event_name_or_for_a_whole_service() {
    let kms = r#"{"source":["aws.kms"],"detail-type":["AWS API Call via CloudTrail"],"detail":{
        "eventSource":["kms.amazonaws.com"],"eventName":["DisableKey","ScheduleKeyDeletion"]}}"#;
    assert_eq!(rule(Topic::Kms, kms), "yes");
    assert_eq!(rule(Topic::Iam, kms), "no");
    assert_eq!(rule(Topic::Kms, r#"{"source":["aws.kms"]}"#), "yes");
    assert_eq!(rule(Topic::Kms, r#"{"source":["aws.kms"],"detail":{"eventName":["DisableKey"]}}"#), "no");
    assert_eq!(rule(Topic::Iam, r#"{"source":["aws.iam"],"detail":{"eventName":[{"wildcard":"*Policy*"}]}}"#), "yes");
    let prefixes = r#"{"source":["aws.iam"],"detail":{"eventName":[{"prefix":"Put"},{"prefix":"Delete"}]}}"#;
    assert_eq!(rule(Topic::Iam, prefixes), "no");
}

#[test]
fn root_signs_in_and_calls_under_two_detail_types() {
    let by = |types: &str| format!(r#"{{"detail-type":[{types}],"detail":{{"userIdentity":{{"type":["Root"]}}}}}}"#);
    let both = by(r#""AWS API Call via CloudTrail","AWS Console Sign In via CloudTrail""#);
    assert_eq!(rule(Topic::Root, &both), "yes");
    assert_eq!(rule(Topic::Root, &by(r#""AWS Console Sign In via CloudTrail""#)), "no");
}

#[test]
fn operators_of_event_patterns() {
    let with = |matcher: &str| format!(r#"{{"source":["aws.kms"],"detail":{{{matcher}}}}}"#);
    for (matcher, expected) in [
        (r#""errorCode":[{"exists":false}]"#, "yes"),
        (r#""errorCode":[{"exists":true}]"#, "no"),
        (r#""readOnly":[false]"#, "yes"),
        (r#""readOnly":["false"]"#, "no"),
        (r#""eventSource":[{"suffix":".amazonaws.com"}]"#, "yes"),
        (r#""eventSource":[{"equals-ignore-case":"KMS.amazonaws.com"}]"#, "yes"),
        (r#""eventName":[{"anything-but":["Decrypt","Encrypt"]}]"#, "yes"),
        (r#""eventName":[{"anything-but":"DisableKey"}]"#, "no"),
        (r#""eventName":[{"anything-but":{"prefix":"List"}}]"#, "open"),
        (r#""userIdentity":{"type":[{"anything-but":"AWSService"}]}"#, "open"),
        (r#""sourceIPAddress":[{"cidr":"10.0.0.0/8"}]"#, "open"),
        (r#""errorCode":[null]"#, "open"),
        (r#""$or":[{"eventName":["DisableKey"]},{"eventName":["ScheduleKeyDeletion"]}]"#, "yes"),
        (r#""$or":[{"eventName":["DisableKey"]},{"userAgent":["x"]}]"#, "open"),
    ] {
        assert_eq!(rule(Topic::Kms, &with(matcher)), expected, "{matcher}");
    }
    assert_eq!(rule(Topic::Kms, "no json"), "open");
    assert_eq!(rule(Topic::Kms, r#"{"region":["eu-central-1"],"source":["aws.kms"]}"#), "open");
}

/// CPU of the database `db`, over 80 %, acting on `topic`.
fn alarm(name: &str) -> Alarm {
    Alarm {
        name: name.to_owned(),
        arn: format!("arn:aws:cloudwatch:eu-central-1:{ACCOUNT}:alarm:{name}"),
        actions_enabled: true,
        actions: vec!["topic".to_owned()],
        state: "OK".to_owned(),
        state_age_hours: 100.0,
        watched: Watched::Metric(metric("GreaterThanThreshold", 80.0)),
    }
}

fn metric(comparison: &str, threshold: f64) -> Metric {
    Metric {
        namespace: "AWS/RDS".to_owned(),
        name: "CPUUtilization".to_owned(),
        dimensions: [("DBInstanceIdentifier".to_owned(), "db".to_owned())].into(),
        statistic: "Average".to_owned(),
        comparison: comparison.to_owned(),
        threshold: Some(threshold),
        periods: 3,
    }
}

fn composite(name: &str, rule: &str) -> Alarm {
    Alarm { watched: Watched::Composite(rule.to_owned()), ..alarm(name) }
}

fn mute(alarm: Alarm) -> Alarm {
    Alarm { actions: Vec::new(), ..alarm }
}

fn need() -> Need {
    Need::one(Target::database_cpu("postgres", &[("DBInstanceIdentifier", "db")]))
}

/// Only the action `topic` reaches somebody; of `far` nothing is known.
fn reaches(_: &Alarm, action: &str) -> Says {
    match action {
        "topic" => Says::Yes,
        "far" => Says::cannot_tell("far"),
        _ => Says::No,
    }
}

/// Watched, and notified.
fn judged(alarms: Vec<Alarm>) -> (&'static str, &'static str) {
    let wiring = Wiring::new(alarms);
    (word(&need().watched(&wiring)), word(&need().notified(&wiring, &reaches)))
}

#[test]
fn an_alarm_with_an_action_that_reaches_somebody_notifies() {
    assert_eq!(judged(vec![alarm("a")]), ("yes", "yes"));
    assert_eq!(judged(Vec::new()), ("no", "no"));
    assert_eq!(judged(vec![mute(alarm("a"))]), ("yes", "no"));
    assert_eq!(judged(vec![Alarm { actions_enabled: false, ..alarm("a") }]), ("yes", "no"));
    assert_eq!(judged(vec![Alarm { actions: vec!["scaling".to_owned()], ..alarm("a") }]), ("yes", "no"));
    assert_eq!(judged(vec![Alarm { actions: vec!["far".to_owned()], ..alarm("a") }]), ("yes", "open"));
}

#[test]
fn silent_alarms_are_named() {
    let wiring = Wiring::new(vec![alarm("loud"), mute(alarm("quiet"))]);
    assert_eq!(need().silent(&wiring, &reaches), ["quiet"]);
}

#[test]
fn another_database_or_a_part_of_it_is_not_this_one() {
    let with = |change: &dyn Fn(&mut Metric)| {
        let mut metric = metric("GreaterThanThreshold", 80.0);
        change(&mut metric);
        judged(vec![Alarm { watched: Watched::Metric(metric), ..alarm("a") }])
    };
    assert_eq!(with(&|m| m.namespace = "AWS/EC2".to_owned()), ("no", "no"));
    assert_eq!(with(&|m| m.name = "DatabaseConnections".to_owned()), ("no", "no"));
    assert_eq!(with(&|m| m.dimensions.clear()), ("no", "no"));
    let other = |m: &mut Metric| drop(m.dimensions.insert("DBInstanceIdentifier".to_owned(), "other".to_owned()));
    assert_eq!(with(&other), ("no", "no"));
    let more = |m: &mut Metric| drop(m.dimensions.insert("Role".to_owned(), "WRITER".to_owned()));
    assert_eq!(with(&more), ("no", "no"));
}

#[test]
fn an_alarm_that_can_never_go_off_watches_nothing() {
    for (comparison, threshold, expected) in [
        ("GreaterThanThreshold", 80.0, "yes"),
        ("GreaterThanThreshold", 100.0, "no"),
        ("GreaterThanOrEqualToThreshold", 100.0, "yes"),
        ("LessThanThreshold", 5.0, "no"),
        ("SomethingNew", 5.0, "open"),
    ] {
        let alarm = Alarm { watched: Watched::Metric(metric(comparison, threshold)), ..alarm("a") };
        assert_eq!(judged(vec![alarm]).0, expected, "{comparison} {threshold}");
    }
    let band = Metric { threshold: None, ..metric("GreaterThanUpperThreshold", 0.0) };
    assert_eq!(judged(vec![Alarm { watched: Watched::Metric(band), ..alarm("a") }]).0, "yes");
    let count = Metric { statistic: "SampleCount".to_owned(), ..metric("GreaterThanThreshold", 1.0) };
    assert_eq!(judged(vec![Alarm { watched: Watched::Metric(count), ..alarm("a") }]).0, "no");
}

#[test]
fn an_alarm_without_data_looks_at_nothing_once_it_is_no_longer_new() {
    let without = |hours: f64| {
        judged(vec![Alarm { state: "INSUFFICIENT_DATA".to_owned(), state_age_hours: hours, ..alarm("a") }])
    };
    assert_eq!(without(0.5), ("open", "open"));
    assert_eq!(without(48.0), ("no", "no"));
    assert_eq!(judged(vec![Alarm { state: "NEW_STATE".to_owned(), ..alarm("a") }]), ("open", "open"));
}

#[test]
fn errors_that_did_not_happen_are_no_lack_of_data() {
    let metric = Metric {
        namespace: "AWS/ApplicationELB".to_owned(),
        name: "HTTPCode_ELB_5XX_Count".to_owned(),
        dimensions: [("LoadBalancer".to_owned(), "app/a/1".to_owned())].into(),
        statistic: "Sum".to_owned(),
        ..metric("GreaterThanThreshold", 10.0)
    };
    let alarm = Alarm { state: "INSUFFICIENT_DATA".to_owned(), watched: Watched::Metric(metric), ..alarm("errors") };
    let need = Need::one(Target::balancer_errors("app/a/1"));
    assert_eq!(word(&need.watched(&Wiring::new(vec![alarm]))), "yes");
}

#[test]
fn all_targets_of_a_row_must_be_watched() {
    let of = |id: &'static str| Target::database_cpu("postgres", &[("DBInstanceIdentifier", id)]);
    let wiring = Wiring::new(vec![alarm("a")]);
    let both = Need::default().or_all(vec![of("db"), of("db-2")]);
    assert_eq!(word(&both.watched(&wiring)), "no");
    assert_eq!(word(&both.or_all(vec![of("db")]).watched(&wiring)), "yes");
    assert_eq!(word(&Need::default().or_all(Vec::new()).watched(&wiring)), "no");
}

#[test]
fn expressions_leave_open_what_they_name() {
    let expression = |watched| judged(vec![Alarm { watched, ..alarm("a") }]);
    let of = |text: &str| Watched::Expression(text.to_owned());
    assert_eq!(expression(of("SELECT MAX(CPUUtilization) FROM SCHEMA(\"AWS/RDS\")")), ("open", "open"));
    assert_eq!(expression(of("SELECT SUM(Errors) FROM SCHEMA(\"AWS/Lambda\")")), ("no", "no"));
    assert_eq!(expression(Watched::Promql), ("open", "open"));
    assert_eq!(expression(Watched::Logs), ("no", "no"));
    // One that reaches nobody leaves nothing open.
    let mute = mute(Alarm { watched: of("m1 + CPUUtilization"), ..alarm("a") });
    assert_eq!(judged(vec![mute]), ("open", "no"));
}

#[test]
fn a_composite_alarm_notifies_for_its_children() {
    let other = || mute(Alarm { watched: Watched::Logs, ..alarm("b") });
    let with = |rule: &str| judged(vec![mute(alarm("a")), other(), composite("all", rule)]).1;
    for (rule, expected) in [
        ("ALARM(a)", "yes"),
        ("ALARM(\"a\") OR ALARM(b)", "yes"),
        ("(ALARM(b) OR (ALARM(a)))", "yes"),
        ("ALARM(arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a)", "yes"),
        ("ALARM(a) AND TRUE", "yes"),
        ("ALARM(b)", "no"),
        ("NOT ALARM(a)", "no"),
        ("OK(a)", "no"),
        ("FALSE", "no"),
        // Always in ALARM, so it never turns.
        ("TRUE", "no"),
        ("TRUE OR ALARM(a)", "open"),
        ("ALARM(a) AND ALARM(b)", "open"),
        ("ALARM(a) AND NOT ALARM(b)", "open"),
        ("ALARM(a) AND OK(b)", "open"),
        ("ALARM(b) OR ALARM(a) AND FALSE", "open"),
        ("AT_LEAST(1, ALARM, (a, b))", "open"),
        ("ALARM(a", "open"),
    ] {
        assert_eq!(with(rule), expected, "{rule}");
    }
}

#[test]
fn composite_alarms_of_composite_alarms() {
    let alarms = |outer: &str| {
        vec![mute(alarm("a")), composite("outer", outer), mute(composite("inner", "ALARM(a) OR ALARM(x)"))]
    };
    assert_eq!(judged(alarms("ALARM(inner)")).1, "yes");
    assert_eq!(judged(alarms("ALARM(inner) AND ALARM(x)")).1, "open");
    assert_eq!(judged(alarms("ALARM(other)")).1, "no");
    let circle = vec![mute(alarm("a")), composite("x", "ALARM(y)"), composite("y", "ALARM(x)")];
    assert_eq!(judged(circle).1, "no");
    let disabled = Alarm { actions_enabled: false, ..composite("all", "ALARM(a)") };
    assert_eq!(judged(vec![mute(alarm("a")), disabled]).1, "no");
}

#[test]
fn one_event_suffices_or_it_stays_open() {
    let counted = |statistic: &str, comparison: &str, threshold: f64, periods: i64, others: bool| {
        let metric = Metric { statistic: statistic.to_owned(), periods, ..metric(comparison, threshold) };
        word(&metric.fires_on_one(1.0, others))
    };
    assert_eq!(counted("Sum", "GreaterThanOrEqualToThreshold", 1.0, 1, false), "yes");
    assert_eq!(counted("Sum", "GreaterThanThreshold", 0.0, 1, true), "yes");
    assert_eq!(counted("Maximum", "GreaterThanOrEqualToThreshold", 1.0, 1, true), "yes");
    assert_eq!(counted("Sum", "GreaterThanOrEqualToThreshold", 5.0, 1, false), "open");
    assert_eq!(counted("Sum", "GreaterThanOrEqualToThreshold", 1.0, 2, false), "open");
    assert_eq!(counted("Average", "GreaterThanOrEqualToThreshold", 1.0, 1, true), "open");
    assert_eq!(counted("Average", "GreaterThanOrEqualToThreshold", 1.0, 1, false), "yes");
    assert_eq!(counted("SampleCount", "GreaterThanOrEqualToThreshold", 1.0, 1, true), "open");
    assert_eq!(counted("Sum", "LessThanThreshold", 1.0, 1, false), "open");
}

#[test]
fn metrics_of_availability() {
    assert!(is_availability("AWS/ApplicationELB", "UnHealthyHostCount"));
    assert!(is_availability("AWS/Route53", "HealthCheckStatus"));
    assert!(!is_availability("AWS/EC2", "CPUUtilization"));
    assert!(!is_availability("Custom", "StatusCheckFailed"));
}
