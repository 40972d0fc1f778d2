//! Remarks on a document's words: what is found, and what is left alone.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that fails may panic")]

use jiff::civil::date;
use tomscan::claim::wording::{RemarkKind, remarks};
use tomscan::rule::load_embedded;
use tomscan::text::Lang;

/// The remarks on claims given as `(words, rules, params)`, with the numbers of the claims concerned.
fn found(head: &str, claims: &[(&str, &str, &str)]) -> Vec<(RemarkKind, Vec<usize>)> {
    let rules = load_embedded().expect("the built-in rules load");
    let mut text = format!("[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"de\"\n{head}\n");
    for (index, (words, tested, params)) in claims.iter().enumerate() {
        let tested: Vec<String> = tested.split_whitespace().map(|rule| format!("{rule:?}")).collect();
        let (words, tested) = (format!("{words:?}"), tested.join(", "));
        let claim = format!(
            "[[claim]]\nid = \"{index}\"\nwords = {words}\nfamily = \"encryption\"\nrules = [{tested}]\nparams = {{ {params} }}\n"
        );
        text += &claim;
    }
    let claims = tomscan::claim::load("test.toml", &text, &rules).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let found = remarks(&claims, &rules, date(2026, 11, 22));
    for remark in &found {
        assert!(!remark.text.in_lang(Lang::De).is_empty() && !remark.text.in_lang(Lang::En).is_empty());
        assert_ne!(remark.text.de, remark.text.en);
    }
    found.into_iter().map(|remark| (remark.kind, remark.claims)).collect()
}

fn kinds(words: &str, rules: &str, params: &str) -> Vec<RemarkKind> {
    found("", &[(words, rules, params)]).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn repealed_law_is_found_and_todays_law_is_not() {
    assert_eq!(kinds("Maßnahmen nach § 9 BDSG nebst Anlage", "", ""), [RemarkKind::RepealedLaw]);
    assert_eq!(kinds("Auftragsdatenverarbeitung nach § 11 Abs. 2 BDSG", "", ""), [RemarkKind::RepealedLaw]);
    assert_eq!(kinds("Übermittlung auf Grundlage des Privacy Shield", "", ""), [RemarkKind::RepealedLaw]);
    assert_eq!(kinds("Maßnahmen nach Art. 32 DSGVO und § 64 BDSG", "", ""), []);
}

#[test]
fn ssl_is_an_outdated_term_and_tls_is_not() {
    assert_eq!(kinds("Übertragung nur SSL-verschlüsselt", "s3-tls-only", ""), [RemarkKind::OutdatedTerm]);
    assert_eq!(kinds("transfer over https/SSL", "s3-tls-only", ""), [RemarkKind::OutdatedTerm]);
    assert_eq!(kinds("Übertragung mit TLS 1.2 oder neuer", "s3-tls-only", ""), []);
}

#[test]
fn a_number_is_missing_where_a_rule_needs_one_that_is_promised_but_not_stated() {
    assert_eq!(kinds("Schlüssel werden regelmäßig gewechselt", "kms-rotation", ""), [RemarkKind::NumberMissing]);
    assert_eq!(kinds("Schlüssel werden regelmäßig gewechselt", "kms-rotation", "max_period_days = 365"), []);
    assert_eq!(kinds("Schlüssel werden gewechselt", "kms-rotation", ""), []);
    assert_eq!(kinds("Beschäftigte werden regelmäßig geschult", "", ""), []);
}

#[test]
fn an_absolute_is_remarked_only_where_no_rule_can_prove_it() {
    assert_eq!(kinds("niemand teilt sich eine Kennung", "iam-named-users", ""), [RemarkKind::Absolute]);
    assert_eq!(kinds("Datenbanken sind ausschließlich verschlüsselt", "rds-encryption-at-rest", ""), []);
    assert_eq!(kinds("niemand gibt Schlüssel weiter", "", ""), []);
}

#[test]
fn hedges_other_operators_and_misleading_terms_are_found() {
    assert_eq!(kinds("Zugriffe werden, soweit möglich, protokolliert", "", ""), [RemarkKind::Hedge]);
    assert_eq!(kinds("Passwörter mit Ziffern und/oder Zeichen", "", ""), [RemarkKind::Hedge]);
    assert_eq!(kinds("Rechenzentrum der DomainFactory", "", ""), [RemarkKind::OtherOperator]);
    assert_eq!(kinds("alte Schlüssel werden unmittelbar gelöscht", "kms-stale-keys", ""), [RemarkKind::Unachievable]);
    assert_eq!(kinds("Passwortwechsel nach BSI", "iam-password-age", "max_days = 90"), [RemarkKind::OutdatedTerm]);
    assert_eq!(kinds("Sicherheitskonzept nach BSI", "", ""), []);
}

#[test]
fn a_document_older_than_its_own_interval_is_overdue_the_day_after() {
    let overdue = |head: &str| found(head, &[("x", "", "")]);
    assert_eq!(overdue("date = 2023-04-01\nreview_months = 12"), [(RemarkKind::ReviewOverdue, vec![])]);
    assert_eq!(overdue("date = 2025-11-22\nreview_months = 12"), []);
    assert_eq!(overdue("date = 2025-11-21\nreview_months = 12"), [(RemarkKind::ReviewOverdue, vec![])]);
    assert_eq!(overdue("date = 2020-01-01"), []);
}

#[test]
fn claims_that_cannot_both_hold_are_named_together() {
    let pair = |one: (&'static str, &'static str), other: (&'static str, &'static str)| {
        found("", &[("a", one.0, one.1), ("b", other.0, other.1)])
    };
    let contradiction = [(RemarkKind::Contradiction, vec![0, 1])];
    assert_eq!(pair(("iam-password-age", "max_days = 90"), ("iam-password-age", "max_days = 180")), contradiction);
    assert_eq!(pair(("iam-password-age", "max_days = 90"), ("iam-password-age", "max_days = 90")), []);
    assert_eq!(pair(("iam-password-age", "max_days = 90"), ("iam-password-age", "")), []);
    assert_eq!(
        pair(("kms-key-origin", "origins = [\"EXTERNAL\"]"), ("kms-rotation", "max_period_days = 365")),
        contradiction
    );
    assert_eq!(pair(("kms-key-origin", "origins = [\"AWS_KMS\"]"), ("kms-rotation", "")), []);
    assert_eq!(pair(("kms-stale-keys", "max_disabled_days = 0"), ("rds-snapshot-encryption", "")), contradiction);
    assert_eq!(pair(("kms-stale-keys", ""), ("rds-snapshot-encryption", "")), []);
}

#[test]
fn repealed_law_in_the_title_concerns_the_document() {
    let titled = |title: &str| {
        let rules = load_embedded().expect("the built-in rules load");
        let text = format!(
            "[document]\ntitle = {title:?}\nparty = \"p\"\nversion = \"1\"\n[[claim]]\nid = \"1\"\nwords = \"x\"\nfamily = \"review\"\n"
        );
        let claims = tomscan::claim::load("test.toml", &text, &rules).expect("no mistake");
        remarks(&claims, &rules, date(2026, 11, 22))
            .into_iter()
            .map(|remark| (remark.kind, remark.claims))
            .collect::<Vec<_>>()
    };
    assert_eq!(titled("Anlage nach § 9 BDSG bzw. Art. 32 DSGVO"), [(RemarkKind::RepealedLaw, vec![])]);
    assert_eq!(titled("Maßnahmen nach Art. 32 DSGVO und SSL"), []);
}

#[test]
fn exactly_so_many_days_said_once_or_twice_is_no_contradiction() {
    let exact = ("a", "logs-retention", "min_days = 30, max_days = 30");
    let contradiction = [(RemarkKind::Contradiction, vec![0, 1])];
    assert_eq!(found("", &[exact]), []);
    assert_eq!(found("", &[exact, ("b", "logs-retention", "min_days = 30, max_days = 30")]), []);
    assert_eq!(found("", &[exact, ("b", "logs-retention", "min_days = 30")]), contradiction);
    assert_eq!(found("", &[exact, ("b", "logs-retention", "min_days = 20")]), []);
    assert_eq!(found("", &[exact, ("b", "logs-retention", "max_days = 20")]), contradiction);
}

#[test]
fn a_second_factor_offered_to_customers_and_demanded_of_administrators_is_no_contradiction() {
    assert_eq!(found("", &[("a", "cognito-mfa", "mode = \"OPTIONAL\""), ("b", "cognito-mfa", "mode = \"ON\"")]), []);
}

#[test]
fn ssh_in_place_of_the_vpn_contradicts_a_closed_network_unless_it_goes_through_a_bastion_host() {
    let with = |ssh: &'static str| {
        let closed = ("kein Dienst ist aus dem Internet erreichbar", "ec2-sg-public-ingress", "");
        let found = found("", &[closed, (ssh, "ec2-sg-admin-ports", "")]);
        found.into_iter().filter(|(kind, _)| *kind == RemarkKind::Contradiction).collect::<Vec<_>>()
    };
    assert_eq!(with("Verwaltung über VPN und/oder SSH"), [(RemarkKind::Contradiction, vec![0, 1])]);
    assert_eq!(with("administration over SSH or VPN"), [(RemarkKind::Contradiction, vec![0, 1])]);
    assert_eq!(with("Verwaltung mit SSH durch das VPN"), []);
    assert_eq!(with("Verwaltung über VPN oder SSH, stets durch den Bastion-Host"), []);
    let open = ("nötige Dienste sind erreichbar", "ec2-sg-public-ingress", "");
    assert_eq!(found("", &[open, ("VPN oder SSH", "ec2-sg-admin-ports", "")]), []);
}

#[test]
fn a_vpn_server_of_ones_own_is_remarked_and_a_vpn_is_not() {
    assert_eq!(kinds("Fernzugriff über eigene VPN-Server", "ec2-vpn-endpoint", ""), [RemarkKind::Misnomer]);
    assert_eq!(kinds("remote access through our own VPN servers", "ec2-vpn-endpoint", ""), [RemarkKind::Misnomer]);
    assert_eq!(kinds("Fernzugriff über ein VPN", "ec2-vpn-endpoint", ""), []);
}

#[test]
fn data_that_only_administrators_change_cannot_be_had_but_other_tasks_of_theirs_can() {
    let tested = "iam-role-based-permissions";
    assert_eq!(
        kinds("Produktivdaten ändern können ausschließlich Administratoren", tested, ""),
        [RemarkKind::Unachievable]
    );
    assert_eq!(kinds("only the administrators change production data", tested, ""), [RemarkKind::Unachievable]);
    assert_eq!(kinds("ausschließlich Administratoren ändern Benutzerrechte", tested, ""), []);
    assert_eq!(kinds("Administratoren ändern Kundendaten nach dem Vier-Augen-Prinzip", tested, ""), []);
}

#[test]
fn a_claim_that_adds_nothing_to_another_is_a_repetition() {
    let certified = ("Rechenzentren sind stets nach ISO 27001 zertifiziert", "artifact-iso27001", "");
    let longer = "Server stehen in Rechenzentren, die nach ISO 27001 zertifiziert sind";
    let repeated = |other: (&'static str, &'static str, &'static str)| {
        let found = found("", &[certified, other]);
        found.into_iter().any(|(kind, claims)| kind == RemarkKind::Repetition && claims == [0, 1])
    };
    assert!(repeated((longer, "artifact-iso27001", "")));
    assert!(!repeated((longer, "artifact-iso27001", "max_report_age_days = 30")), "it adds a value");
    assert!(!repeated((longer, "account-security-contact", "")), "it is tested otherwise");
    assert!(
        !repeated(("Büros sind nach ISO 27001 zertifiziert", "artifact-iso27001", "")),
        "it speaks of something else"
    );
    let customers =
        ("after five failed attempts the customer account is locked", "cognito-lockout", "max_attempts = 5");
    let admins = ("after five failed attempts the admin account is locked", "cognito-lockout", "max_attempts = 5");
    assert_eq!(found("", &[customers, admins]), []);
}

#[test]
fn harmless_turns_promise_nothing() {
    assert_eq!(kinds("access is revoked when it is no longer needed", "iam-unused-credentials", ""), []);
    assert_eq!(kinds("Zugänge gelten nicht nur im Büro", "iam-named-users", ""), []);
    assert_eq!(kinds("rights are limited to what is necessary", "iam-no-admin-wildcard", ""), []);
    assert_eq!(kinds("no access is left", "iam-unused-credentials", ""), [RemarkKind::Absolute]);
}
