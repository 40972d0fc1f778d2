//! A single scan as a paper. It shows that measures were in place on one day, and says no more.

use super::words::{counts, document_hash, time};
use super::{
    Block, Cell, SHOWN, annex, beyond, claims, deviations, heading, mapping, marked, people, row, summary, table, text,
};
use crate::claim::Family;
use crate::drift::Drift;
use crate::report::drift::{Line, reference_in_words, sections};
use crate::report::json::{Claim, FindingV1, ReportV1, RuleResult};
use crate::review::Reviewed;
use crate::say;
use crate::text::Lang;

/// The paper of a scan, in the language of its report.
pub fn of_scan(report: &ReportV1) -> Vec<Block> {
    let lang = report.language;
    let document = Reviewed::of_scan(report);
    let mut blocks = title(report, lang);
    blocks.extend(summary(&document, lang));
    blocks.extend(report.drift.iter().flat_map(|drift| changes(drift, lang)));
    blocks.push(heading(2, lang.pick("Aussagen und Ergebnisse", "Claims and results")));
    blocks.push(all_claims(report, lang));
    blocks.push(heading(2, lang.pick("Feststellungen", "Findings")));
    blocks.extend(findings(report, lang));
    blocks.push(heading(2, lang.pick("Einordnung und Grenzen", "Context and limits")));
    blocks.extend(mapping::mapping(&document, lang));
    blocks.extend(people::not_tested(&document, lang));
    blocks.extend(people::words_of_people(&document, lang));
    blocks.extend(people::remarks(&document, lang));
    blocks.extend(annex::evidence(&document, lang));
    blocks
}

fn title(report: &ReportV1, lang: Lang) -> Vec<Block> {
    let document = &report.document;
    let name = |de: &str, en: &str| lang.pick(de, en).to_owned();
    let mut blocks = vec![
        Block::Heading(
            1,
            name(
                "Technische Prüfung der technischen und organisatorischen Maßnahmen",
                "Technical test of the technical and organisational measures",
            ),
        ),
        Block::Facts(vec![
            (name("Verantwortlicher oder Auftragsverarbeiter", "Controller or processor"), document.party.clone()),
            (name("Geprüftes Dokument", "Document"), format!("{}, {}", document.title, document.version)),
            (name("SHA-256 des Dokuments", "SHA-256 of the document"), document_hash(document.file_sha256.as_deref(), lang)),
            (name("Konto", "Account"), report.caller.account.clone()),
            (name("Stichtag", "As of"), time(&report.time)),
            (name("Abgefragt als", "Asked as"), report.caller.arn.clone()),
            (name("Werkzeug", "Tool"), format!("tomscan {}", report.tomscan)),
            (name("Regelstand (SHA-256)", "Rules (SHA-256)"), report.rules_sha256.clone()),
        ]),
        text(lang.pick(
            "Ein Lauf zeigt, ob eine Maßnahme zu diesem Zeitpunkt umgesetzt war. Ob sie über die Zeit besteht, zeigt erst eine \
             Reihe von Läufen (tomscan review), und ob sie für das Risiko genügt, können nur Menschen beurteilen.",
            "One run shows whether a measure was in place at that time. Whether it stays so only a series of runs can show \
             (tomscan review), and whether it is enough for the risk only people can judge.",
        )),
    ];
    if !report.complete {
        blocks.push(text(lang.pick(
            "Dieser Lauf wurde abgebrochen: was nicht abgefragt wurde, ist nicht geprüft.",
            "This run was broken off: whatever was not asked for is not verified.",
        )));
    }
    blocks
}

fn summary(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let (claims, counts) = (document.claims.len(), counts(&document.claims, " · ", lang));
    let mut blocks = vec![
        heading(2, lang.pick("Zusammenfassung", "Summary")),
        Block::Text(say!(lang, "Aussagen: {claims}, davon {counts}", "Claims: {claims}, of them {counts}")),
    ];
    blocks.extend(summary::refuted(document, lang.pick("Widerlegt:", "Refuted:")));
    blocks
}

fn changes(drift: &Drift, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![
        heading(3, lang.pick("Änderungen", "Changes")),
        Block::Text(reference_in_words(drift.reference.as_ref(), lang)),
    ];
    if drift.reference.is_some() && drift.is_quiet() {
        blocks.push(text(lang.pick("Keine Änderungen.", "No changes.")));
    }
    for section in sections(drift, lang) {
        blocks.push(heading(4, section.heading));
        let mut lines: Vec<String> = section.lines.iter().take(SHOWN).map(line).collect();
        lines.extend(beyond(section.lines.len(), lang));
        blocks.push(Block::List(lines));
    }
    blocks
}

fn line(line: &Line) -> String {
    if line.below.is_empty() { line.text.clone() } else { format!("{} ({})", line.text, line.below.join("; ")) }
}

fn all_claims(report: &ReportV1, lang: Lang) -> Block {
    let columns = [
        (lang.pick("Nr.", "No."), 4),
        (lang.pick("Kontrollbereich", "Family"), 18),
        (lang.pick("Soll (Aussage)", "Claimed"), 36),
        (lang.pick("Ist", "Found"), 15),
        (lang.pick("Nachweis", "Evidence"), 27),
    ];
    let rows = (1..).zip(&report.claims).map(|(number, claim): (usize, &Claim)| {
        let place = claim.place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
        let family: Family = claim.family;
        [
            number.to_string().into(),
            family.name(lang).into(),
            format!("{}{place}", claim.words).into(),
            marked(claim.verdict.word(lang), claim.verdict),
            claims::proof(report, claim, lang).into(),
        ]
    });
    table::<5, Cell>(columns, rows)
}

fn findings(report: &ReportV1, lang: Lang) -> Vec<Block> {
    let mut blocks = Vec::new();
    for result in &report.results {
        let deviating: Vec<&FindingV1> =
            result.findings.iter().filter(|one| one.outcome == "deviates" && one.waiver.is_none()).collect();
        if !deviating.is_empty() {
            blocks.extend(finding(report, result, &deviating, lang));
        }
    }
    if blocks.is_empty() {
        blocks.push(text(lang.pick("Keine Ressource wich ab.", "No resource deviated.")));
    }
    blocks
}

fn finding(report: &ReportV1, result: &RuleResult, deviating: &[&FindingV1], lang: Lang) -> Vec<Block> {
    let columns = [
        (lang.pick("Ressource", "Resource"), 28),
        (lang.pick("Region", "Region"), 14),
        (lang.pick("Ist", "Found"), 30),
        (lang.pick("Soll", "Expected"), 28),
    ];
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    let shown = deviating.iter().take(SHOWN);
    let mut rows: Vec<Vec<String>> =
        shown.map(|one| row([&one.name, &one.region, &of(&one.observed), &of(&one.expected)])).collect();
    rows.extend(beyond(deviating.len(), lang).map(|more| row([&more, "", "", ""])));
    let mut blocks = vec![Block::Heading(3, result.title.clone()), table(columns, rows)];
    let first = deviating.first().map(|one| [&one.name, &one.arn, &one.region].map(String::as_str));
    blocks.extend(deviations::mending(result, &report.caller.account, first, deviating.len(), lang));
    blocks
}
