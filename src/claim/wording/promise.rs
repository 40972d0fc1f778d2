//! What a claim promises beyond what can be shown: without a number, without exception, beyond what AWS can do.
//!
//! In: a claim and its rules, or the document. Out: remarks.

use super::super::{Claim, Document};
use super::phrase::first;
use super::{Remark, RemarkKind, stated, tested_by};
use crate::both;
use crate::rule::{Proof, Rule, RuleSet};
use crate::text::Text;
use jiff::ToSpan;
use jiff::civil::Date;

/// Words that promise an interval, an amount or a time without saying which.
const INDEFINITE: &[&str] = &[
    "regelmäßig*",
    "turnusmäßig*",
    "periodisch*",
    "zeitnah*",
    "unverzüglich*",
    "rechtzeitig*",
    "angemessen*",
    "ausreichend*",
    "begrenzt*",
    "mindestlänge",
    "zügig*",
    "schnell*",
    "rasch*",
    "regular*",
    "periodic*",
    "timely",
    "promptly",
    "adequate*",
    "limited",
    "sufficient*",
    "minimum length",
    "rapid*",
    "quickly",
];

/// Turns that hold such a word and promise nothing by it.
const HARMLESS: &[&str] = &["no longer", "not only", "nicht nur", "limited to", "begrenzt auf"];

/// The words of a claim without harmless turns.
fn meant(claim: &Claim) -> String {
    HARMLESS.iter().fold(claim.words.to_lowercase(), |words, turn| words.replace(turn, " "))
}

/// Words that allow no exception.
pub(super) const ABSOLUTE: &[&str] = &[
    "ausschließlich*",
    "niemals",
    "nie",
    "niemand*",
    "kein*",
    "keinerlei",
    "sämtliche*",
    "alle",
    "allen",
    "aller",
    "jede*",
    "immer",
    "stets",
    "ausgeschlossen",
    "weder",
    "vollständig*",
    "exclusively",
    "only",
    "never",
    "neither",
    "nobody",
    "no",
    "none",
    "all",
    "every",
    "everyone",
    "everybody",
    "any",
    "always",
    "excluded",
    "complete",
    "completely",
];

fn rules_of<'r>(claim: &'r Claim, rules: &'r RuleSet) -> impl Iterator<Item = &'r Rule> {
    claim.rules.iter().filter_map(|id| rules.get(&id.0))
}

/// An indefinite word, where a rule needs a number that the claim does not state.
pub(super) fn number_missing(claim: &Claim, rules: &RuleSet) -> Option<(RemarkKind, Text)> {
    first(&meant(claim), INDEFINITE)?;
    let mut missing = (Vec::new(), Vec::new());
    for rule in rules_of(claim, rules) {
        for (name, param) in rule.params.iter().filter(|(_, param)| param.default.is_number()) {
            if stated(claim, &rule.id.0, name).is_none() {
                missing.0.push(format!("{} ({name} = {})", param.about.de, param.default));
                missing.1.push(format!("{} ({name} = {})", param.about.en, param.default));
            }
        }
    }
    if missing.0.is_empty() {
        return None;
    }
    let (de, en) = (missing.0.join("; "), missing.1.join("; "));
    let text = both!(
        "das Dokument nennt keine Zahl; geprüft wird gegen Annahmen: {de}",
        "the document states no number; what is tested are assumptions: {en}"
    );
    Some((RemarkKind::NumberMissing, text))
}

/// An absolute, where no rule can prove the claim.
pub(super) fn absolute(claim: &Claim, rules: &RuleSet) -> Option<(RemarkKind, Text)> {
    let provable = rules_of(claim, rules).any(|rule| rule.proof == Proof::Full);
    if claim.rules.is_empty() || provable || first(&meant(claim), ABSOLUTE).is_none() {
        return None;
    }
    let text = both!(
        "ohne Ausnahme zugesagt, aber technisch nur zu widerlegen: Bestehen stützt die Aussage höchstens teilweise",
        "promised without exception, but technically it can only be refuted: passing supports the claim in part at most"
    );
    Some((RemarkKind::Absolute, text))
}

/// Data that only administrators change: the application itself changes them, for whoever uses it.
pub(super) fn administrators_only(claim: &Claim) -> Option<(RemarkKind, Text)> {
    const ALONE: &[&str] = &[
        "ausschließlich .. administratoren",
        "nur .. administratoren",
        "nur administratoren",
        "ausschließlich administratoren",
        "exclusively .. administrators",
        "only .. administrators",
    ];
    const DATA: &[&str] =
        &["produktivdaten", "produktionsdaten", "kundendaten", "production data", "customer data", "client data"];
    const CHANGE: &[&str] =
        &["änder*", "eingeb*", "eingegeben*", "geändert*", "lösch*", "change*", "enter*", "delete*", "edit*"];
    let said = |phrases| first(&claim.words, phrases).is_some();
    (!claim.rules.is_empty() && said(ALONE) && said(DATA) && said(CHANGE)).then(|| {
        let text = both!(
            "auch die Anwendung ändert Daten, wenn Kunden sie benutzen: wörtlich genommen trifft das nie zu. Gemeint sind wohl Änderungen an der Anwendung vorbei",
            "the application changes data as well when customers use it: taken literally this is never true. What is meant are probably changes that bypass the application"
        );
        (RemarkKind::Unachievable, text)
    })
}

/// What KMS cannot do: it keeps old key material after a rotation, and deletion waits for seven days at least ("Deleting AWS
/// KMS keys", KMS Developer Guide).
pub(super) fn unachievable(claim: &Claim) -> Option<(RemarkKind, Text)> {
    let at_once = tested_by(claim, "kms-stale-keys")
        && first(
            &claim.words,
            &["unmittelbar*", "sofort*", "umgehend*", "unverzüglich*", "immediately", "at once", "instantly"],
        )
        .is_some();
    at_once.then(|| {
        let text = both!(
            "KMS behält nach einer Rotation das alte Schlüsselmaterial, damit Bestandsdaten lesbar bleiben, und löscht Schlüssel frühestens nach sieben Tagen",
            "after a rotation KMS keeps the old key material so that existing data stay readable, and it deletes keys after seven days at the earliest"
        );
        (RemarkKind::Unachievable, text)
    })
}

/// A document older than the interval in which it says that it is reviewed.
pub(super) fn overdue(document: &Document, today: Date) -> Option<Remark> {
    let (date, months) = (document.date?, document.review_months?);
    let due = date.checked_add(months.months()).ok()?;
    (due < today).then(|| Remark {
        kind: RemarkKind::ReviewOverdue,
        claims: Vec::new(),
        text: both!(
            "Stand {date}, laut Dokument alle {months} Monate zu überprüfen: fällig war {due}",
            "dated {date}, to be reviewed every {months} months by its own words: it was due on {due}"
        ),
    })
}
