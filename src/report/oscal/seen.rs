//! What a scan saw: resources, observations of them, and deviations that somebody accepts.
//!
//! In: a report with its references. Out: inventory items, observations and risks, each made when it is written.

use super::model::{
    AssociatedRisk, Evidence, InventoryItem, Observation, Origin, Property, RelatedObservation, Risk, Subject,
};
use super::text::line;
use super::tool;
use crate::report::identity::{Series, part};
use crate::report::joined::{Joined, Tested};
use crate::report::json::{EvidenceV1, FindingV1, Findings, Gap, OneFinding};
use crate::report::told;
use crate::say;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashSet;
use uuid::Uuid;

/// What was seen in one scan.
pub(crate) struct Seen<'j, F = Vec<FindingV1>> {
    pub(crate) joined: &'j Joined<'j, F>,
    /// The scan's point in time.
    pub(crate) time: Timestamp,
    /// Whether only those deviations are told that somebody accepts.
    pub(crate) waived_only: bool,
}

/// Derived, it would ask that findings can be copied; only the reference is.
impl<F> Clone for Seen<'_, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Seen<'_, F> {}

impl<'j, F: Findings> Seen<'j, F> {
    fn findings(self) -> impl Iterator<Item = (Tested<'j, F>, Uuid, OneFinding<'j>)> {
        let all = self.joined.tested();
        let all = all.flat_map(|tested| tested.findings().map(move |(id, finding)| (tested, id, finding)));
        all.filter(move |(.., finding)| !self.waived_only || finding.is_waived())
    }

    /// The resources that observations speak of, each once.
    pub(crate) fn inventory(self) -> impl Iterator<Item = InventoryItem> {
        let mut known = HashSet::new();
        self.findings().filter_map(move |(_, _, finding)| {
            let place = Place::of(finding);
            known.insert(place.id(self.joined.series)).then(|| place.item(self.joined.series))
        })
    }

    /// What was seen of each resource under each rule, and what could not be listed.
    pub(crate) fn observations(self) -> impl Iterator<Item = Observation> {
        let gaps = self.joined.tested().filter(move |_| !self.waived_only);
        let gaps = gaps.flat_map(|tested| tested.gaps().map(move |(id, gap)| (tested, id, gap)));
        let seen = self.findings().map(move |(tested, id, finding)| self.of_finding(tested, id, &finding.whole()));
        seen.chain(gaps.map(move |(tested, id, gap)| self.of_gap(tested, id, gap)))
    }

    /// References to what was seen for a claim.
    pub(crate) fn related(self, tested: Tested<'j, F>) -> impl Iterator<Item = RelatedObservation> {
        let ids = tested.findings().map(|(id, _)| id).chain(tested.gaps().map(|(id, _)| id));
        ids.map(move |id| self.related_to(id))
    }

    /// Deviations that somebody accepts.
    pub(crate) fn risks(self) -> impl Iterator<Item = Risk> {
        self.findings()
            .filter(|(.., finding)| finding.is_waived())
            .filter_map(move |(tested, id, finding)| self.risk(tested, id, &finding.whole()))
    }

    /// References to those of a rule.
    pub(crate) fn related_risks(tested: Tested<'j, F>) -> impl Iterator<Item = AssociatedRisk> {
        let waived = tested.findings().filter(|(_, finding)| finding.is_waived());
        waived.map(|(id, _)| AssociatedRisk { risk_uuid: risk_id(id) })
    }

    fn id(self, of: Uuid) -> Uuid {
        part(of, &self.time.to_string())
    }

    fn related_to(self, id: Uuid) -> RelatedObservation {
        RelatedObservation { observation_uuid: self.id(id) }
    }

    fn of_finding(self, tested: Tested<'_, F>, id: Uuid, finding: &FindingV1) -> Observation {
        let Tested { result, lang, account, .. } = tested;
        let series = self.joined.series;
        let deviates = finding.outcome == "deviates";
        let mut types = vec!["control-objective"];
        if deviates && finding.waiver.is_none() {
            types.push("discovery");
        }
        let last =
            finding.evidence.iter().filter_map(|evidence| evidence.time.as_ref()?.parse::<Timestamp>().ok()).max();
        Observation {
            uuid: self.id(id),
            title: line(&format!("{} · {}", finding.name, result.rule)),
            description: line(&told::finding(result, finding, lang)),
            props: vec![
                Property::new("rule", &result.rule),
                Property::new("severity", result.severity.key()),
                Property::new("outcome", &finding.outcome),
            ],
            methods: ["TEST"],
            types,
            origins: [Origin::tool(tool::id(series))],
            subjects: vec![Place::of(OneFinding::Held(finding)).subject(series)],
            relevant_evidence: finding.evidence.iter().map(evidence).collect(),
            collected: last.unwrap_or(self.time).to_string(),
            expires: None,
            remarks: deviates.then(|| line(&told::Commands::of(result, account, finding).say(lang))),
        }
    }

    fn of_gap(self, tested: Tested<'_, F>, id: Uuid, gap: &Gap) -> Observation {
        let Tested { result, lang, .. } = tested;
        let text = told::gap(gap, lang);
        Observation {
            uuid: self.id(id),
            title: line(&say!(lang, "nicht aufgelistet · {}", "not listed · {}", result.rule)),
            description: line(&say!(lang, "nicht geprüft: {text}", "not verified: {text}")),
            props: vec![
                Property::new("rule", &result.rule),
                Property::new("outcome", "not-listed"),
                Property::new("resource", gap.resource.as_str()),
                Property::new("region", &gap.region),
            ],
            methods: ["TEST"],
            types: vec!["control-objective"],
            origins: [Origin::tool(tool::id(self.joined.series))],
            subjects: Vec::new(),
            relevant_evidence: Vec::new(),
            collected: self.time.to_string(),
            expires: None,
            remarks: None,
        }
    }

    fn risk(self, tested: Tested<'_, F>, id: Uuid, finding: &FindingV1) -> Option<Risk> {
        let waiver = finding.waiver.as_ref()?;
        let Tested { result, lang, .. } = tested;
        let accepted = told::waiver(waiver, lang);
        let statement = say!(
            lang,
            "tomscan bewertet kein Risiko. Die Abweichung ist angenommen: {accepted}",
            "tomscan assesses no risk. The deviation is accepted: {accepted}"
        );
        Some(Risk {
            uuid: risk_id(id),
            title: line(&say!(lang, "Ausnahme: {} · {}", "waiver: {} · {}", finding.name, result.rule)),
            description: line(&told::finding(result, finding, lang)),
            statement: line(&statement),
            props: vec![
                Property::new("rule", &result.rule),
                Property::new("waiver-owner", &waiver.owner),
                Property::new("waiver-until", &waiver.until),
                Property::new("waiver-reason", &waiver.reason),
            ],
            status: "deviation-approved",
            origins: [Origin::tool(tool::id(self.joined.series))],
            deadline: end_of(&waiver.until),
            related_observations: [self.related_to(id)],
        })
    }
}

fn risk_id(finding: Uuid) -> Uuid {
    part(finding, "risk")
}

/// The end of the last day on which something counts.
pub(crate) fn end_of(date: &str) -> Option<String> {
    date.parse::<Date>().ok().map(|date| format!("{date}T23:59:59Z"))
}

fn evidence(evidence: &EvidenceV1) -> Evidence {
    let EvidenceV1 { path, observed, operations, .. } = evidence;
    let by = if operations.is_empty() { String::new() } else { format!(" ({})", operations.join(", ")) };
    Evidence { href: None, description: line(&format!("{path}: {observed}{by}")) }
}

/// A resource of an account.
pub(crate) struct Place<'p> {
    pub(crate) kind: &'static str,
    pub(crate) region: &'p str,
    pub(crate) arn: &'p str,
    pub(crate) name: &'p str,
}

impl<'p> Place<'p> {
    fn of(finding: OneFinding<'p>) -> Self {
        Self { kind: finding.kind().as_str(), region: finding.region(), arn: finding.arn(), name: finding.name() }
    }

    /// What identifies it.
    pub(crate) fn id(&self, series: Series) -> Uuid {
        series.resource(self.kind, self.region, self.arn, self.name)
    }

    /// The resource as an item of the inventory.
    pub(crate) fn item(&self, series: Series) -> InventoryItem {
        InventoryItem {
            uuid: self.id(series),
            description: line(&format!("{} {}", self.kind, self.name)),
            props: vec![
                Property::of_oscal("asset-id", self.arn),
                Property::new("name", self.name),
                Property::new("resource", self.kind),
                Property::new("region", self.region),
            ],
        }
    }

    /// A reference to the item.
    pub(crate) fn subject(&self, series: Series) -> Subject {
        Subject { subject_uuid: self.id(series), kind: "inventory-item", title: line(self.name) }
    }
}
