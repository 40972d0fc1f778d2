//! A scan as a file of OSCAL.
//!
//! In: a JSON report. Out: its result, with claims as findings.

use super::control::{Control, reviewed};
use super::document::{Head, Plan, document};
use super::model::{
    AssessmentResult, Each, Finding, Hash, Observation, Origin, Property, RelatedObservation, ResourceLink,
    ResultDefinitions,
};
use super::seen::{Seen, end_of};
use super::text::{line, paragraphs};
use super::tool;
use crate::evaluate::Verdict;
use crate::report::determination::Determination;
use crate::report::identity::part;
use crate::report::joined::Joined;
use crate::report::json::{Claim, Findings, ReportV1};
use crate::report::{told, uri};
use crate::say;
use jiff::Timestamp;
use std::io::{self, Write};

/// Writes the file.
pub(super) fn write(report: &ReportV1<impl Findings>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let time = report.time.parse::<Timestamp>().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let joined = Joined::of(report);
    let scan = Scan { report, seen: Seen { joined: &joined, time, waived_only: false } };
    let controls: Vec<Control<'_>> = report.claims.iter().map(|claim| scan.control(claim)).collect();
    let objectives = controls.iter().map(|control| control.objective(report.language)).collect();
    let results = vec![AssessmentResult {
        uuid: scan.id("result"),
        title: line(&scan.title()),
        description: line(&scan.description()),
        start: time.to_string(),
        end: time.to_string(),
        props: scan.props(),
        local_definitions: ResultDefinitions {
            inventory_items: Each::of(|| scan.seen.inventory()),
            assessment_assets: tool::assets(joined.series, &report.tomscan, Some(&report.rules_sha256)),
        },
        reviewed_controls: reviewed(&controls, report.language),
        observations: Each::of(|| {
            let untested = report.claims.iter().filter(|claim| !Determination::of(claim.verdict).is_due());
            untested.map(|claim| scan.untested(claim)).chain(scan.seen.observations())
        }),
        risks: Each::of(|| scan.seen.risks()),
        findings: Each::of(|| report.claims.iter().filter_map(|claim| scan.finding(claim))),
        remarks: (!report.complete).then(|| {
            line(report.language.pick(
                "die Prüfung wurde abgebrochen, der Bericht ist unvollständig",
                "the scan was interrupted, this report is incomplete",
            ))
        }),
    }];
    serde_json::to_writer_pretty(&mut *out, &document(scan.head(), objectives, results))?;
    writeln!(out)
}

struct Scan<'s, F> {
    report: &'s ReportV1<F>,
    seen: Seen<'s, F>,
}

impl<'s, F: Findings> Scan<'s, F> {
    fn id(&self, what: &str) -> uuid::Uuid {
        part(self.seen.joined.series.id(what, &[]), &self.seen.time.to_string())
    }

    fn title(&self) -> String {
        format!("{} · {}", self.report.document.title, self.report.caller.account)
    }

    fn description(&self) -> String {
        let (document, account) = (&self.report.document, &self.report.caller.account);
        let (title, party, version) = (&document.title, &document.party, &document.version);
        say!(
            self.report.language,
            "Was von den Aussagen des Dokuments „{title}“ ({party}, Fassung {version}) im AWS-Konto {account} zu sehen war",
            "What could be seen in the AWS account {account} of the claims of the document “{title}” ({party}, version {version})"
        )
    }

    fn head(&self) -> Head<'s> {
        let (report, document) = (self.report, &self.report.document);
        let (title, party, version) = (&document.title, &document.party, &document.version);
        let hash = |value: &str| vec![Hash { algorithm: "SHA-256", value: value.to_owned() }];
        let link = |path: &String, value: &str| ResourceLink { href: uri::of_file(path), hashes: hash(value) };
        let mut links: Vec<ResourceLink> =
            document.claims_file.iter().map(|path| link(path, &document.claims_sha256)).collect();
        let own = document.file.as_ref().zip(document.file_sha256.as_ref()).map(|(path, value)| link(path, value));
        links.extend(own.filter(|own| links.iter().all(|link| link.href != own.href)));
        Head {
            id: self.id("file"),
            title: self.title(),
            time: self.seen.time.to_string(),
            parties: vec![party],
            props: vec![
                Property::new("tomscan", &report.tomscan),
                Property::new("language", &report.language.to_string()),
            ],
            lang: report.language,
            plan: Plan {
                citation: say!(
                    report.language,
                    "{party}: {title}, Fassung {version}",
                    "{party}: {title}, version {version}"
                ),
                props: vec![
                    Property::new("claims-sha256", &document.claims_sha256),
                    Property::new("rules-sha256", &report.rules_sha256),
                ],
                links,
            },
            resources: Vec::new(),
        }
    }

    fn props(&self) -> Vec<Property> {
        let report = self.report;
        let mut props = vec![
            Property::new("account", &report.caller.account),
            Property::new("caller", &report.caller.arn),
            Property::new("document-version", &report.document.version),
            Property::new("complete", if report.complete { "true" } else { "false" }),
        ];
        props.extend(Verdict::ALL.iter().filter_map(|verdict| {
            let count = report.summary.get(verdict)?;
            Some(Property::new(format!("claims-{}", verdict.key()), &count.to_string()))
        }));
        props
    }

    fn control(&self, claim: &'s Claim) -> Control<'s> {
        let document = &self.report.document;
        let rules = self.seen.joined.of_claim(claim).map(|tested| tested.result);
        Control::new((&document.party, &document.title), &claim.id, Determination::of(claim.verdict))
            .saying(&claim.words, claim.place.as_deref(), Some(claim.family))
            .tested_by(rules, self.report.language)
    }

    fn claim_props(&self, claim: &'s Claim) -> Vec<Property> {
        let mut props = vec![Property::new("verdict", claim.verdict.key())];
        props.extend(self.control(claim).props(self.report.language));
        let counts = claim.counts;
        if !claim.results.is_empty() {
            for (name, count) in [
                ("evaluated", counts.evaluated),
                ("conforming", counts.conforming),
                ("deviating", counts.deviating),
                ("waived", counts.waived),
                ("unknown", counts.unknown),
            ] {
                props.push(Property::new(name, &count.to_string()));
            }
        }
        props
    }

    fn finding(&self, claim: &'s Claim) -> Option<Finding> {
        let (seen, series) = (self.seen, self.seen.joined.series);
        let target = self.control(claim).determined(&told::exactly(claim.verdict, self.report.language))?;
        let tested = || seen.joined.of_claim(claim);
        Some(Finding {
            uuid: series.id("claim", &[&claim.id]),
            title: line(&told::named(claim)),
            description: paragraphs(&told::claim(self.report, claim)),
            props: self.claim_props(claim),
            origins: [Origin::tool(tool::id(series))],
            target,
            related_observations: tested().flat_map(|tested| seen.related(tested)).collect::<Vec<RelatedObservation>>(),
            related_risks: tested().flat_map(Seen::related_risks).collect(),
        })
    }

    /// A claim of which there was nothing to test, or which a person attests.
    fn untested(&self, claim: &'s Claim) -> Observation {
        let series = self.seen.joined.series;
        let mut props = self.claim_props(claim);
        if let Some(attestation) = &claim.attestation {
            props.push(Property::new("attested-by", &attestation.by));
            props.push(Property::new("attested-on", &attestation.on));
            props.push(Property::new("attested-until", &attestation.until));
            props.push(Property::new("attested-with", &attestation.evidence));
        }
        Observation {
            uuid: part(series.id("untested", &[&claim.id]), &self.seen.time.to_string()),
            title: line(&told::named(claim)),
            description: paragraphs(&told::claim(self.report, claim)),
            props,
            methods: [if claim.results.is_empty() { "EXAMINE" } else { "TEST" }],
            types: vec!["control-objective"],
            origins: [Origin::tool(tool::id(series))],
            subjects: Vec::new(),
            relevant_evidence: Vec::new(),
            collected: self.seen.time.to_string(),
            expires: claim.attestation.as_ref().and_then(|attestation| end_of(&attestation.until)),
            remarks: None,
        }
    }
}
