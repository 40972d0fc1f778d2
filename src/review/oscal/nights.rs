//! The nights of one document in one account as a result of OSCAL.
//!
//! In: a reviewed document, and the report of its last scan. Out: its result; what may be long is made while it is written.

use crate::evaluate::Verdict;
use crate::report::identity::{Distinct, Series, part};
use crate::report::joined::Joined;
use crate::report::oscal::control::{Control, reviewed};
use crate::report::oscal::model::{AssessmentResult, Each, LocalObjective, Origin, Property, ResultDefinitions};
use crate::report::oscal::seen::Seen;
use crate::report::oscal::text::line;
use crate::report::oscal::tool;
use crate::review::determined::{bounds, determined, verdict_key};
use crate::review::paper::words;
use crate::review::{Deviation, Review, Reviewed, ReviewedClaim};
use crate::say;
use crate::text::Lang;
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// A document in an account over the period.
pub(super) struct Nights<'d> {
    pub(super) document: &'d Reviewed,
    pub(super) lang: Lang,
    tomscan: &'d str,
    pub(super) series: Series,
    /// The name of the period, as part of identifiers.
    pub(super) period: String,
    start: Timestamp,
    end: Timestamp,
    /// Deviations with their identifiers.
    pub(super) deviations: Vec<(Uuid, &'d Deviation)>,
    /// What the last scan saw of accepted deviations.
    pub(super) accepted: Option<Seen<'d>>,
    /// The resource that stands for the ledger.
    pub(super) ledger: Uuid,
}

impl<'d> Nights<'d> {
    pub(super) fn of(
        review: &'d Review,
        document: &'d Reviewed,
        joined: Option<&'d Joined<'d>>,
        ledger: Uuid,
        lang: Lang,
    ) -> Self {
        let series = Series::of(&document.account, &document.party, &document.title);
        let (start, end) = bounds(review.period, review.made);
        let mut distinct = Distinct::default();
        let deviations = document.deviations.iter().map(|one| {
            let finding = series.finding(&one.rule, one.resource.as_str(), &one.region, &one.arn);
            (distinct.take(part(finding, &format!("deviation {}", one.since))), one)
        });
        Self {
            document,
            lang,
            tomscan: &review.tomscan,
            series,
            period: format!("{} {}", review.period.from, review.period.to),
            start,
            end,
            deviations: deviations.collect(),
            accepted: joined.zip(document.last_run.as_ref()).map(|(joined, run)| Seen {
                joined,
                time: run.time,
                waived_only: true,
            }),
            ledger,
        }
    }

    /// The claims as objectives.
    pub(super) fn objectives(&self) -> impl Iterator<Item = LocalObjective> {
        self.document.claims.iter().map(|claim| self.control(claim).objective(self.lang))
    }

    /// The result.
    pub(super) fn result(&self) -> impl Serialize {
        let document = self.document;
        let controls: Vec<Control<'_>> = document.claims.iter().map(|claim| self.control(claim)).collect();
        let rules = document.versions.last().map(|version| version.rules_sha256.as_str());
        AssessmentResult {
            uuid: self.series.id("result-of-period", &[&self.period]),
            title: line(&format!("{} · {}", document.title, document.account)),
            description: line(&self.description()),
            start: self.start.to_string(),
            end: self.end.to_string(),
            props: self.props(),
            local_definitions: ResultDefinitions {
                inventory_items: Each::of(|| self.inventory()),
                assessment_assets: tool::assets(self.series, self.tomscan, rules),
            },
            reviewed_controls: reviewed(&controls, self.lang),
            observations: Each::of(|| self.observations()),
            risks: Each::of(|| self.risks()),
            findings: Each::of(|| document.claims.iter().filter_map(|claim| self.finding(claim))),
            remarks: (!document.pruned.is_empty()).then(|| {
                let runs = document.pruned.len();
                line(&say!(
                    self.lang,
                    "Die Daten von {runs} Läufen sind entfernt: welche Ressourcen damals abwichen, ist nicht mehr bekannt.",
                    "The data of {runs} runs were pruned: which resources deviated then is not known any more."
                ))
            }),
        }
    }

    fn description(&self) -> String {
        let Reviewed { account, party, title, nights, .. } = self.document;
        let (all, complete) = (nights.all, nights.complete);
        say!(
            self.lang,
            "Was die Nächte des Zeitraums von den Aussagen des Dokuments „{title}“ ({party}) im AWS-Konto {account} zeigen; {complete} von {all} Nächten haben eine vollständige Prüfung",
            "What the nights of the period show in the AWS account {account} of the claims of the document “{title}” ({party}); {complete} of {all} nights have a complete scan"
        )
    }

    fn props(&self) -> Vec<Property> {
        let Reviewed { account, nights, claims, deviations, .. } = self.document;
        let mut props = vec![
            Property::new("account", account),
            Property::new("nights", &nights.all.to_string()),
            Property::new("nights-complete", &nights.complete.to_string()),
            Property::new("nights-incomplete", &nights.incomplete.to_string()),
            Property::new("nights-failed", &nights.failed.to_string()),
            Property::new("nights-none", &nights.none.to_string()),
            Property::new("deviations", &deviations.len().to_string()),
        ];
        for verdict in Verdict::ALL {
            let count = claims.iter().filter(|claim| claim.verdict == Some(*verdict)).count();
            if count > 0 {
                props.push(Property::new(format!("claims-{}", verdict.key()), &count.to_string()));
            }
        }
        props
    }

    pub(super) fn control(&self, claim: &'d ReviewedClaim) -> Control<'d> {
        let document = self.document;
        let report = document.report.as_ref();
        let last = report.and_then(|report| report.claims.iter().find(|last| last.id == claim.id));
        let results = last.into_iter().flat_map(|last| &last.results);
        let rules = results.filter_map(|index| report?.results.get(*index));
        Control::new((&document.party, &document.title), &claim.id, determined(claim))
            .saying(words(claim), claim.place.as_deref(), claim.family)
            .tested_by(rules, self.lang)
    }

    pub(super) fn claim_props(&self, claim: &'d ReviewedClaim) -> Vec<Property> {
        let mut props = vec![Property::new("verdict", verdict_key(claim))];
        props.extend(claim.before.map(|before| Property::new("verdict-before", before.key())));
        props.push(Property::new("proposal", claim.proposal.key()));
        props.extend(self.control(claim).props(self.lang));
        props
    }

    pub(super) fn claim_id(&self, claim: &ReviewedClaim) -> Uuid {
        self.series.id("nights", &[&claim.id, &self.period])
    }

    pub(super) fn origins(&self) -> [Origin; 1] {
        [Origin::tool(tool::id(self.series))]
    }

    /// When the account was last looked at.
    pub(super) fn last_time(&self) -> Timestamp {
        self.document.last_run.as_ref().map_or(self.end, |run| run.time)
    }
}

pub(super) fn named(claim: &ReviewedClaim) -> String {
    format!("{} {}", claim.id, claim.words.as_deref().unwrap_or_default())
}
