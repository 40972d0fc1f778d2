//! Fields that only people may fill.

use super::{Block, heading, text};
use crate::text::Lang;

/// What belongs to each finding, in the order in which it is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::review) enum ActionField {
    Risk,
    CorrectiveAction,
    Responsible,
    DueDate,
    Status,
    ResidualRisk,
    FollowUpDate,
    FollowUpResult,
}

impl ActionField {
    pub(in crate::review) const ALL: [Self; 8] = [
        Self::Risk,
        Self::CorrectiveAction,
        Self::Responsible,
        Self::DueDate,
        Self::Status,
        Self::ResidualRisk,
        Self::FollowUpDate,
        Self::FollowUpResult,
    ];

    /// The name, the same in every format.
    pub(in crate::review) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Risk => lang.pick("Risiko", "Risk"),
            Self::CorrectiveAction => lang.pick("Maßnahme zur Abhilfe", "Corrective action"),
            Self::Responsible => lang.pick("Verantwortlich", "Responsible"),
            Self::DueDate => lang.pick("Frist", "Due date"),
            Self::Status => lang.pick("Status", "Status"),
            Self::ResidualRisk => lang.pick("Restrisiko", "Residual risk"),
            Self::FollowUpDate => lang.pick("Nachprüfung: Datum", "Follow-up: date"),
            Self::FollowUpResult => lang.pick("Nachprüfung: Ergebnis", "Follow-up: result"),
        }
    }
}

/// The names of what belongs to each finding.
pub(super) fn action_fields(lang: Lang) -> Vec<String> {
    ActionField::ALL.map(|field| field.name(lang).to_owned()).to_vec()
}

/// What belongs to the whole.
pub(super) fn fields(lang: Lang) -> Vec<Block> {
    let fields = [
        lang.pick(
            "Gesamtbewertung (angemessen / angemessen mit Auflagen / nicht angemessen)",
            "Overall assessment (adequate / adequate with conditions / not adequate)",
        ),
        lang.pick("Auflagen und Wiedervorlage", "Conditions and follow-up"),
        lang.pick("Prüfer: Name, Funktion, Unabhängigkeit", "Reviewer: name, function, independence"),
        lang.pick(
            "Freigabe IT-Leitung oder ISB: Datum, Name, Unterschrift",
            "Sign-off by IT or ISO: date, name, signature",
        ),
        lang.pick(
            "Datenschutzbeauftragter zur Kenntnis: Datum, Name",
            "Noted by the data protection officer: date, name",
        ),
        lang.pick("Geschäftsleitung: Datum, Name, Unterschrift", "Management: date, name, signature"),
        lang.pick("Nächster Prüftermin", "Next review"),
    ];
    vec![
        heading(2, lang.pick("Beurteilung und Freigabe", "Assessment and sign-off")),
        text(lang.pick(
            "Von Menschen auszufüllen. Der Datenschutzbeauftragte überwacht und nimmt zur Kenntnis; er gibt nicht frei.",
            "To be filled in by people. The data protection officer monitors and takes note, and does not sign off.",
        )),
        Block::Blank(fields.map(str::to_owned).to_vec()),
    ]
}
