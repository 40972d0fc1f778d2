//! A row of the sheet of actions.

use super::column::{Answer, Column};
use super::row::{Row, Value};
use crate::review::Reviewed;
use crate::review::paper::ActionField;
use crate::text::Lang;

/// What tomscan knows of something that is to be done; what does not apply is empty.
pub(super) struct Action<'r> {
    pub(super) document: &'r Reviewed,
    /// Ids of claims.
    pub(super) claims: String,
    /// Their words.
    pub(super) words: String,
    /// What must be so.
    pub(super) rule: String,
    pub(super) resource: &'r str,
    pub(super) region: &'r str,
    pub(super) arn: &'r str,
    pub(super) found: String,
    pub(super) since: Value,
    /// When and how it ended, or that it is open.
    pub(super) end: String,
    pub(super) ended: bool,
    pub(super) origin: String,
    pub(super) for_the_account: Value,
    pub(super) for_the_document: String,
    pub(super) to_verify: Value,
}

/// Its columns, and behind them those of people.
pub(super) fn columns(lang: Lang) -> Vec<Column> {
    let told = |de: &'static str, en: &'static str, width| Column::told(lang.pick(de, en), width);
    let mut columns = vec![
        told("Nr.", "No.", 5.0),
        told("Kennung der Aussage", "Id of the claim", 14.0),
        told("Ressource", "Resource", 24.0),
        told("Konto", "Account", 14.0),
        told("Region", "Region", 13.0),
        told("Dokument", "Document", 16.0),
        told("Soll (Aussage)", "Claimed", 34.0),
        told("Regel", "Rule", 24.0),
        told("Ist", "Found", 30.0),
        told("Seit", "Since", 20.0),
        told("Ende", "End", 12.0),
        told("ARN", "ARN", 30.0),
        told("Wer und wann", "Who and when", 44.0),
        told("Vorschlag für das Konto", "Proposed for the account", 44.0),
        told(
            "Vorschlag für das Dokument, falls es so bleiben soll",
            "Proposed for the document, if it is to stay so",
            30.0,
        ),
        told("Nachprüfen ohne tomscan", "To verify without tomscan", 34.0),
    ];
    columns.extend(ActionField::ALL.map(|field| {
        let (width, answer) = asked(field, lang);
        Column::asked(field.name(lang), width, answer)
    }));
    columns
}

fn asked(field: ActionField, lang: Lang) -> (f64, Answer) {
    match field {
        ActionField::Risk | ActionField::ResidualRisk => (20.0, Answer::Words),
        ActionField::CorrectiveAction => (32.0, Answer::Words),
        ActionField::Responsible => (18.0, Answer::Words),
        ActionField::DueDate | ActionField::FollowUpDate => (14.0, Answer::Date),
        ActionField::Status => (16.0, Answer::OneOf(statuses(lang))),
        ActionField::FollowUpResult => (22.0, Answer::Words),
    }
}

fn statuses(lang: Lang) -> Vec<&'static str> {
    vec![
        lang.pick("offen", "open"),
        lang.pick("in Arbeit", "in progress"),
        lang.pick("erledigt", "done"),
        lang.pick("Risiko übernommen", "risk accepted"),
    ]
}

impl Action<'_> {
    /// The row, in the order of the columns.
    pub(super) fn row(self, number: u64) -> Row {
        let name = |text: &str| Value::Name(text.to_owned());
        let values = vec![
            Value::count(number),
            name(&self.claims),
            name(self.resource),
            name(&self.document.account),
            name(self.region),
            name(&self.document.title),
            Value::Sentence(self.words),
            Value::Sentence(self.rule),
            Value::Sentence(self.found),
            self.since,
            Value::Sentence(self.end),
            name(self.arn),
            Value::Sentence(self.origin),
            self.for_the_account,
            Value::Sentence(self.for_the_document),
            self.to_verify,
        ];
        Row { values, ended: self.ended }
    }
}
