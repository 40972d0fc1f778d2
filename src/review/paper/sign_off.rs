//! Fields that only people may fill.

use super::{Block, heading, text};
use crate::text::Lang;

/// What belongs to each finding.
pub(super) fn action_fields(lang: Lang) -> Vec<String> {
    let fields = [
        lang.pick("Risiko", "Risk"),
        lang.pick("Maßnahme zur Abhilfe", "Corrective action"),
        lang.pick("Verantwortlich", "Responsible"),
        lang.pick("Frist", "Due date"),
        lang.pick("Restrisiko", "Residual risk"),
        lang.pick("Nachprüfung (Datum, Ergebnis)", "Follow-up (date, result)"),
    ];
    fields.map(str::to_owned).to_vec()
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
