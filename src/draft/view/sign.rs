//! How a statement strikes the eye: a sign, a name and a class for style sheets. What was not tested yet has not held, so that none is a tick.

use crate::draft::Standing;
use crate::text::Lang;

/// In the order of the legend.
pub(super) const ALL: [Standing; 5] =
    [Standing::Tested, Standing::Organisational, Standing::Doubtful, Standing::Finding, Standing::NoMeasure];

/// A character for it.
pub(super) fn sign(standing: Standing) -> char {
    match standing {
        Standing::Tested => '◆',
        Standing::Organisational => '○',
        Standing::Doubtful => '?',
        Standing::Finding => '!',
        Standing::NoMeasure => '–',
    }
}

/// Its name in style sheets.
pub(super) fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Tested => "tested",
        Standing::Organisational => "organisational",
        Standing::Doubtful => "doubtful",
        Standing::Finding => "finding",
        Standing::NoMeasure => "no-measure",
    }
}

/// Its name for readers.
pub(super) fn name(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Tested => lang.pick("mit Regeln", "with rules"),
        Standing::Organisational => lang.pick("organisatorisch", "organisational"),
        Standing::Doubtful => lang.pick("zum Ansehen", "for a look"),
        Standing::Finding => lang.pick("Absicht oder Platzhalter", "plan or placeholder"),
        Standing::NoMeasure => lang.pick("ohne Maßnahme", "without a measure"),
    }
}

/// What it means for whoever reads.
pub(super) fn meaning(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Tested => lang.pick(
            "Die genannten Regeln prüfen im AWS-Konto, ob das zutrifft. Geprüft ist damit noch nichts.",
            "The rules named test in the AWS account whether this is true. Nothing has been tested yet.",
        ),
        Standing::Organisational => lang.pick(
            "Dafür können nur Menschen einstehen, mit einem Nachweis in der Aussagendatei.",
            "Only people can vouch for this, by an attestation in the claims file.",
        ),
        Standing::Doubtful => lang.pick(
            "Der Wortlaut passt zu Regeln, meint aber vielleicht etwas anderes. Das muss ein Mensch entscheiden.",
            "The wording fits rules, but may mean something else. A person has to decide.",
        ),
        Standing::Finding => lang.pick(
            "Noch keine Maßnahme: erst geplant, oder im Dokument nicht ausgefüllt.",
            "Not yet a measure: only planned, or not filled in in the document.",
        ),
        Standing::NoMeasure => lang.pick(
            "Zweck, Begriff oder Einleitung einer Liste: Hier ist nichts zugesagt.",
            "A purpose, a definition or the sentence before a list: nothing is promised here.",
        ),
    }
}
