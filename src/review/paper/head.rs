//! The head: what was reviewed, when, with what, and what the paper can and cannot show.

use super::words::{document_hash, time};
use super::{Block, row, table, text};
use crate::review::{Review, Reviewed, Version};
use crate::say;
use crate::text::Lang;

/// So much of a hash is shown where its whole stands elsewhere in the paper.
const SHORT: usize = 12;

/// Title and frame of the whole.
pub(in crate::review) fn title(review: &Review, lang: Lang) -> Vec<Block> {
    let mut parties: Vec<&str> = review.documents.iter().map(|document| document.party.as_str()).collect();
    parties.dedup();
    let (from, to) = (review.period.from, review.period.to);
    let occasion = review.occasion.clone().unwrap_or_else(|| {
        lang.pick("nicht angegeben (von Menschen einzutragen)", "not stated (to be filled in)").to_owned()
    });
    let name = |de: &str, en: &str| lang.pick(de, en).to_owned();
    vec![
        Block::Heading(
            1,
            name(
                "Wirksamkeitskontrolle der technischen und organisatorischen Maßnahmen",
                "Effectiveness review of the technical and organisational measures",
            ),
        ),
        Block::Facts(vec![
            (name("Verantwortlicher oder Auftragsverarbeiter", "Controller or processor"), parties.join(", ")),
            (name("Rechtsgrundlage", "Legal basis"), name("Art. 32 Abs. 1 lit. d DSGVO", "Art. 32(1)(d) GDPR")),
            (name("Prüfungszeitraum", "Period under review"), say!(lang, "{from} bis {to} (UTC)", "{from} to {to} (UTC)")),
            (name("Anlass", "Occasion"), occasion),
            (
                name("Art der Prüfung", "Kind of test"),
                name(
                    "technische Konfigurationsprüfung über lesende Abfragen, Vollerhebung je Nacht",
                    "technical test of the configuration by read-only queries, of everything, each night",
                ),
            ),
            (name("Werkzeug", "Tool"), format!("tomscan {}", review.tomscan)),
            (name("Erstellt", "Made"), time(&review.made.to_string())),
        ]),
        documents(review, lang),
        text(lang.pick(
            "Eine Nacht zeigt, dass eine Maßnahme umgesetzt war; die Reihe der Nächte zeigt, ob sie über den Zeitraum \
             bestand. Ob eine Maßnahme für das Risiko genügt, können nur Menschen beurteilen: Vorschläge sind als solche \
             bezeichnet, und leere Felder bleiben leer, bis jemand sie verantwortet.",
            "One night shows that a measure was in place; the series of nights shows whether it stayed so over the period. \
             Whether a measure is enough for the risk only people can judge: proposals are called so, and empty fields stay \
             empty until somebody answers for them.",
        )),
    ]
}

/// The documents, as they stood at the end of the period.
fn documents(review: &Review, lang: Lang) -> Block {
    let columns = [
        (lang.pick("Geprüftes Dokument", "Document"), 22),
        (lang.pick("Fassung", "Version"), 11),
        (lang.pick("SHA-256 des Dokuments", "SHA-256 of the document"), 21),
        (lang.pick("Konto", "Account"), 13),
        (lang.pick("Abgefragt als", "Asked as"), 20),
        (lang.pick("Regelstand", "Rules"), 13),
    ];
    let rows = review.documents.iter().map(|one| {
        let last = one.versions.last();
        let of = |member: fn(&Version) -> &str| last.map_or("", member);
        let hash = document_hash(last.and_then(|version| version.document_sha256.as_deref()), lang);
        let rules = of(|version| version.rules_sha256.get(..SHORT).unwrap_or_default());
        row([&one.title, of(|version| &version.document), &hash, &one.account, of(|version| &version.caller), rules])
    });
    table(columns, rows)
}

/// What was looked at for one document.
pub(super) fn scope(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let name = |de: &str, en: &str| lang.pick(de, en).to_owned();
    let mut facts = vec![
        (name("Verantwortlich", "Responsible party"), document.party.clone()),
        (name("Konto", "Account"), document.account.clone()),
    ];
    if let Some(version) = document.versions.last() {
        facts.push((name("Geprüfte Fassung", "Version that was tested"), version.document.clone()));
        let hash = document_hash(version.document_sha256.as_deref(), lang);
        facts.push((name("SHA-256 des Dokuments", "SHA-256 of the document"), hash));
        facts.push((name("Abgefragt als", "Asked as"), version.caller.clone()));
    }
    if let Some(report) = &document.report {
        let regions = match (&report.document.regions, &report.regions.enabled) {
            (scope, _) if !scope.is_empty() => scope.join(", "),
            (_, Some(enabled)) => say!(lang, "alle aktiven ({})", "all that are enabled ({})", enabled.len()),
            (_, None) => name("nicht bekannt", "not known"),
        };
        facts.push((name("Regionen", "Regions"), regions));
    }
    if let Some(last) = &document.last_run {
        let (run, time) = (last.run, time(&last.time.to_string()));
        facts.push((
            name("Stand am Ende", "State at the end"),
            say!(lang, "Lauf {run} vom {time}", "run {run} of {time}"),
        ));
    }
    vec![Block::Facts(facts)]
}
