//! Where the claims belong: Art. 32 GDPR, and the protection goals of the SDM.

use super::{Block, heading, row, table, text, words};
use crate::claim::Family;
use crate::review::{Reviewed, ReviewedClaim};
use crate::text::Lang;

/// A row for each family that the document speaks of, in their usual order.
pub(super) fn mapping(document: &Reviewed, lang: Lang) -> Vec<Block> {
    let columns = [
        (lang.pick("Kontrollbereich", "Family"), 20),
        (lang.pick("Art. 32 DSGVO", "Art. 32 GDPR"), 18),
        (lang.pick("Gewährleistungsziele (SDM)", "Protection goals (SDM)"), 24),
        (lang.pick("Aussagen (Nr.)", "Claims (no.)"), 18),
        (lang.pick("Ergebnisse am Ende", "Results at the end"), 20),
    ];
    let line = |family: &Family| {
        let numbered = document.claims.iter().zip(1..).filter(|(claim, _)| claim.family == Some(*family));
        let (claims, numbers): (Vec<&ReviewedClaim>, Vec<usize>) = numbered.unzip();
        if claims.is_empty() {
            return None;
        }
        let goals: Vec<&str> = family.goals().iter().map(|goal| goal.name(lang)).collect();
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        Some(row([
            family.name(lang),
            family.articles(lang),
            &goals.join(", "),
            &numbers.join(", "),
            &words::counts(claims, ", ", lang),
        ]))
    };
    let rows: Vec<Vec<String>> = Family::ALL.iter().filter_map(line).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        heading(3, lang.pick("Zuordnung zu Art. 32 DSGVO und SDM", "Where the claims belong: Art. 32 GDPR and SDM")),
        table(columns, rows),
        text(lang.pick(
            "Die Zuordnung folgt den Kontrollbereichen und ersetzt keine eigene.",
            "This follows the families of measures and replaces no assignment of your own.",
        )),
    ]
}
