//! Claims as OSCAL's controls and objectives, and what is determined of them.
//!
//! In: claims with what was determined of each. Out: objectives, the controls that were reviewed, and the status of a finding.

use super::model::{
    ControlSelection, IncludeAll, LocalObjective, Part, Property, ReviewedControls, SelectControl, Status, Target,
};
use super::text::{line, paragraphs, token};
use crate::claim::Family;
use crate::report::determination::Determination;
use crate::report::identity::global;
use crate::report::json::RuleResult;
use crate::text::Lang;
use std::collections::BTreeSet;

/// A claim of a document.
pub(crate) struct Control<'c> {
    /// Its identifier, which no claim of another document has.
    id: String,
    number: &'c str,
    words: &'c str,
    place: Option<&'c str>,
    family: Option<Family>,
    determination: Determination,
    /// Rules that test it, and kinds of resources they look at.
    test: Option<(Vec<String>, Vec<String>)>,
}

impl<'c> Control<'c> {
    /// A claim of the document with this title, of this party.
    pub(crate) fn new((party, title): (&str, &str), number: &'c str, determination: Determination) -> Self {
        let document = global("document", &[party, title]).as_simple().to_string();
        let id = format!("claim-{}-{}", token(number), document.get(..8).unwrap_or_default());
        Self { id, number, words: number, place: None, family: None, determination, test: None }
    }

    /// What it says, and where.
    #[must_use]
    pub(crate) fn saying(self, words: &'c str, place: Option<&'c str>, family: Option<Family>) -> Self {
        Self { words, place, family, ..self }
    }

    /// By what it is tested: a claim without rules only people can vouch for.
    #[must_use]
    pub(crate) fn tested_by<'r, F: 'r>(self, rules: impl Iterator<Item = &'r RuleResult<F>>, lang: Lang) -> Self {
        let (mut titles, mut kinds) = (Vec::new(), BTreeSet::new());
        for rule in rules {
            titles.push(format!("{}: {}", rule.rule, rule.title));
            kinds.extend(rule.conditions.iter().map(|condition| condition.resource.plural(lang).to_owned()));
        }
        let test = (!titles.is_empty()).then(|| (titles, kinds.into_iter().collect()));
        Self { test, ..self }
    }

    /// The claim as an objective, to which findings point: no catalogue of OSCAL has it.
    pub(crate) fn objective(&self, lang: Lang) -> LocalObjective {
        LocalObjective {
            control_id: self.id.clone(),
            description: line(self.words),
            props: self.props(lang),
            parts: vec![
                Part {
                    id: Some(self.target()),
                    name: "assessment-objective",
                    props: vec![Property::of_oscal("method-id", &self.method_id())],
                    prose: line(self.words),
                    parts: Vec::new(),
                },
                self.method(lang),
            ],
        }
    }

    /// How it is tested, and on what.
    fn method(&self, lang: Lang) -> Part {
        let (method, how, objects) = match &self.test {
            Some((rules, kinds)) => ("TEST", rules.clone(), kinds.join(", ")),
            None => (
                "EXAMINE",
                vec![
                    lang.pick("Kein technischer Test in dieser Prüfung.", "No technical test in this assessment.")
                        .to_owned(),
                ],
                lang.pick("Der Nachweis in der Maßnahmendatei", "The attestation in the claims file").to_owned(),
            ),
        };
        let objects =
            Part { id: None, name: "assessment-objects", props: Vec::new(), prose: line(&objects), parts: Vec::new() };
        Part {
            id: Some(self.method_id()),
            name: "assessment-method",
            props: vec![Property::of_oscal("method", method)],
            prose: paragraphs(&how),
            parts: vec![objects],
        }
    }

    /// Number, place and family.
    pub(crate) fn props(&self, lang: Lang) -> Vec<Property> {
        let mut props = vec![Property::new("claim", self.number)];
        props.extend(self.place.map(|place| Property::new("place", place)));
        if let Some(family) = self.family {
            props.push(Property::new("family", family.key()));
            props.push(Property::new("gdpr", family.articles(lang)));
        }
        props
    }

    /// The target of a finding; none where nothing was to be tested.
    pub(crate) fn determined(&self, remarks: &str) -> Option<Target> {
        let (state, reason) = match self.determination {
            Determination::Holds => ("satisfied", "pass"),
            Determination::Deviates => ("not-satisfied", "fail"),
            Determination::InPart | Determination::Open => ("not-satisfied", "other"),
            Determination::NotTested => return None,
        };
        let status = Status { state, reason, remarks: line(remarks) };
        Some(Target { kind: "objective-id", target_id: self.target(), status })
    }

    fn target(&self) -> String {
        format!("{}_obj", self.id)
    }

    fn method_id(&self) -> String {
        format!("{}_met", self.id)
    }

    fn select(&self) -> SelectControl {
        SelectControl { control_id: self.id.clone() }
    }
}

/// All claims of a document; those that were not tested are excluded again.
pub(crate) fn reviewed(controls: &[Control<'_>], lang: Lang) -> ReviewedControls {
    let text = lang.pick(
        "Die Aussagen des Dokuments. Ausgenommen sind die, bei denen es nichts zu prüfen gab oder die sich technisch nicht prüfen lassen; zu jeder davon gibt es eine Beobachtung, aber keine Feststellung.",
        "The claims of the document. Excluded are those of which there was nothing to test, or which cannot be tested technically; each of them has an observation and no finding.",
    );
    let untested = controls.iter().filter(|control| !control.determination.is_due());
    let selection = ControlSelection {
        // The schema wants one or the other: of no claims, these are all.
        include_all: controls.is_empty().then_some(IncludeAll {}),
        include_controls: controls.iter().map(Control::select).collect(),
        exclude_controls: untested.map(Control::select).collect(),
    };
    ReviewedControls { description: line(text), control_selections: vec![selection] }
}
