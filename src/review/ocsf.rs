//! A review as OCSF events, of the class and version of [`crate::report::ocsf`].
//!
//! In: a review. Out: for each document in an account an event for each claim, which tells the whole period, and one for each
//! deviation of a resource, from its beginning to its end. A deviation has the `finding_info.uid` that scans give it, so that what a
//! collector has of the nights and of the review is one finding; a claim has one of its own, since it is judged over the period.
//!
//! | claim | `compliance.status` |
//! |---|---|
//! | confirmed on all nights that were tested, and enough of them were ([`super::Proposal::Effective`]) | 1 Pass |
//! | refuted on any night | 3 Fail |
//! | tested on no night, or not verified at the end | 2 Warning |
//! | else | 99 Other |

use super::determined::{bounds, determined, in_words, verdict_key};
use super::paper::{held, proposal, words};
use super::{Deviation, Proposal, Review, Reviewed, ReviewedClaim};
use crate::drift::FindingTurn;
use crate::report::determination::Determination;
use crate::report::identity::Series;
use crate::report::json::{FindingV1, ReportV1, RuleResult};
use crate::report::ocsf::array::Array;
use crate::report::ocsf::event::{About, Said, Span, region, resource, rule, sentence};
use crate::report::ocsf::model::{Coded, Compliance, Event, Unmapped};
use crate::report::ocsf::status::{
    self, ARCHIVED, CLOSE, CREATE, FAIL, INFORMATIONAL, NEW, PASS, RESOLVED, UNKNOWN, UPDATE, WARNING, other,
};
use crate::report::told;
use crate::text::{Lang, Say};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Writes the review.
pub fn write(review: &Review, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut array = Array::begin(out)?;
    for document in &review.documents {
        let view = View::of(review, document, lang);
        for claim in &document.claims {
            array.push(&view.claim(claim))?;
        }
        for deviation in &document.deviations {
            array.push(&view.deviation(deviation))?;
        }
    }
    array.end()
}

/// Rule, kind, region and ARN.
type Key<'d> = (&'d str, &'static str, &'d str, &'d str);

struct View<'d> {
    about: About<'d>,
    series: Series,
    document: &'d Reviewed,
    period: (Timestamp, Timestamp),
    from: String,
    to: String,
    /// What deviated in the last scan.
    deviating: BTreeSet<Key<'d>>,
}

impl<'d> View<'d> {
    fn of(review: &'d Review, document: &'d Reviewed, lang: Lang) -> Self {
        let version = document.versions.last().map_or("", |version| version.document.as_str());
        let results = document.report.iter().flat_map(|report| &report.results);
        let key = |result: &'d RuleResult, finding: &'d FindingV1| {
            (result.rule.as_str(), finding.resource.as_str(), finding.region.as_str(), finding.arn.as_str())
        };
        let deviating = results.flat_map(|result| {
            let deviating = result.findings.iter().filter(|finding| finding.outcome == "deviates");
            deviating.map(move |finding| key(result, finding))
        });
        Self {
            about: About {
                account: &document.account,
                party: &document.party,
                title: &document.title,
                version,
                tomscan: &review.tomscan,
                lang,
                time: review.made,
            },
            series: Series::of(&document.account, &document.party, &document.title),
            document,
            period: bounds(review.period, review.made),
            from: review.period.from.to_string(),
            to: review.period.to.to_string(),
            deviating: deviating.collect(),
        }
    }

    fn claim(&self, claim: &'d ReviewedClaim) -> Event<'d> {
        let lang = self.about.lang;
        let determination = determined(claim);
        let lines = [in_words(claim, lang), held(&claim.tally, lang), proposal(claim.proposal, lang).to_owned()];
        let title = named(claim);
        let (severity, status, compliance) = match determination {
            Determination::Holds => (INFORMATIONAL, RESOLVED, PASS),
            Determination::Deviates => (self.gravest(claim), NEW, FAIL),
            Determination::Open => (UNKNOWN, NEW, WARNING),
            Determination::InPart | Determination::NotTested => (INFORMATIONAL, ARCHIVED, other(word(claim))),
        };
        let said = Said {
            code: "claim-in-period",
            id: self.series.id("claim-in-period", &[&claim.id, &self.from, &self.to]),
            activity: CREATE,
            severity,
            status,
            title: title.clone(),
            desc: lines.join(" · "),
            compliance: Compliance {
                category: claim.family.map(|family| family.name(lang)),
                status_details: lines.iter().map(|line| sentence(line)).collect(),
                ..self.about.compliance(claim.id.clone(), vec![sentence(&title)], compliance, code(claim), None)
            },
            analytic: None,
            seen: Span { first: Some(self.period.0), last: None, end: Some(self.period.1) },
        };
        Event {
            unmapped: Unmapped {
                claim: Some(&claim.id),
                verdict: Some(verdict_key(claim)),
                place: claim.place.as_deref(),
                nights: claim.tally.named().into_iter().filter(|(_, count)| *count > 0).collect::<BTreeMap<_, _>>(),
                proposal: Some(claim.proposal.key()),
                ..Unmapped::default()
            },
            ..self.about.event(said)
        }
    }

    /// The severity of the gravest rule that tests the claim, where the last report tells.
    fn gravest(&self, claim: &ReviewedClaim) -> Coded {
        let tested = self.report().and_then(|report| report.claims.iter().find(|known| known.id == claim.id));
        let results = tested.into_iter().flat_map(|known| &known.results);
        let rules = results.filter_map(|index| self.report()?.results.get(*index));
        rules.map(|rule| rule.severity).max().map_or(UNKNOWN, status::severity)
    }

    fn deviation(&self, deviation: &'d Deviation) -> Event<'d> {
        let lang = self.about.lang;
        let Deviation { rule: id, resource: kind, region: place, name, arn, .. } = deviation;
        let known = self.report().and_then(|report| report.results.iter().find(|result| result.rule == *id));
        let title = known.map_or(id.as_str(), |result| result.title.as_str());
        let said = Said {
            code: "resource",
            id: self.series.finding(id, kind.as_str(), place, arn),
            title: format!("{title}: {name}"),
            desc: self.told(deviation),
            analytic: Some(rule(id, title)),
            ..self.standing(deviation, known)
        };
        let claims = || deviation.claims.iter().map(String::as_str);
        let mut event = Event {
            comment: deviation.origin.as_ref().map(|origin| sentence(&origin.say(lang))),
            resources: vec![resource(kind.as_str(), name, place, arn)],
            unmapped: Unmapped { claims: claims().collect(), ..Unmapped::default() },
            ..self.about.event(said)
        };
        event.cloud.region = region(place);
        event.unmapped.outcome = Some(event.compliance.status_code);
        event.compliance.requirements = claims().map(|id| self.named(id)).collect();
        event.compliance.status_details = vec![event.finding_info.desc.clone()];
        event
    }

    /// Whether it is open or over, and since when.
    fn standing(&self, deviation: &'d Deviation, known: Option<&RuleResult>) -> Said {
        let first = deviation.since.parse::<Timestamp>().ok();
        let severity = known.map_or(UNKNOWN, |result| status::severity(result.severity));
        let ended = deviation.ended.as_ref();
        let (status, compliance, code) = match ended {
            Some(ended) => status::ended(ended.how),
            None => (NEW, FAIL, "deviates"),
        };
        let activity = match ended {
            Some(ended) if ended.how == Some(FindingTurn::Waived) => UPDATE,
            Some(_) => CLOSE,
            None if first.is_some_and(|first| first < self.period.0) => UPDATE,
            None => CREATE,
        };
        Said {
            code: "resource",
            id: self.series.finding(&deviation.rule, deviation.resource.as_str(), &deviation.region, &deviation.arn),
            activity,
            severity: if compliance == FAIL { severity } else { INFORMATIONAL },
            status,
            title: String::new(),
            desc: String::new(),
            compliance: self.about.compliance(deviation.rule.clone(), Vec::new(), compliance, code, None),
            analytic: None,
            seen: Span {
                first,
                last: if ended.is_none() { self.last_seen(deviation) } else { None },
                end: ended.map_or(Some(self.period.1), |ended| ended.time.parse().ok()),
            },
        }
    }

    /// The last scan, if it saw the deviation: one that could not look does not end it.
    fn last_seen(&self, deviation: &Deviation) -> Option<Timestamp> {
        let Deviation { rule, resource, region, arn, .. } = deviation;
        let seen = self.deviating.contains(&(rule.as_str(), resource.as_str(), region.as_str(), arn.as_str()));
        self.document.last_run.as_ref().filter(|_| seen).map(|run| run.time)
    }

    fn told(&self, deviation: &Deviation) -> String {
        let lang = self.about.lang;
        let observed = deviation.observed.as_deref().unwrap_or_else(|| lang.pick("weicht ab", "deviates"));
        match &deviation.ended {
            Some(ended) => format!("{observed} · {} ({})", told::turn(ended.how, lang), ended.time),
            None => observed.to_owned(),
        }
    }

    fn report(&self) -> Option<&'d ReportV1> {
        self.document.report.as_ref()
    }

    /// A claim by its id.
    fn named(&self, id: &str) -> String {
        let claim = self.document.claims.iter().find(|claim| claim.id == id);
        sentence(&claim.map_or_else(|| id.to_owned(), named))
    }
}

fn named(claim: &ReviewedClaim) -> String {
    format!("{} {}", claim.id, if claim.words.is_some() { words(claim) } else { "" })
}

/// What is proposed; where nothing is, the verdict at the end.
fn code(claim: &ReviewedClaim) -> &'static str {
    if claim.proposal == Proposal::None { verdict_key(claim) } else { claim.proposal.key() }
}

/// What OCSF has no number for.
fn word(claim: &ReviewedClaim) -> &'static str {
    match (claim.proposal, claim.verdict) {
        (Proposal::InPlace, _) => "in place, too few nights were tested",
        (Proposal::InPart, _) => "in place as far as can be tested",
        (_, Some(verdict)) => verdict.word(Lang::En),
        (_, None) => "no longer claimed",
    }
}
