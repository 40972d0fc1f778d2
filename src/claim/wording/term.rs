//! Terms that no TOM document should use as it does.
//!
//! In: a claim, or the document's title. Out: a remark per term. The table is data: phrases that speak for it, the rule that the claim must be bound
//! to (if the term is wrong only there), and what to say.

use super::super::{Claim, Document};
use super::phrase::first;
use super::{Remark, RemarkKind, tested_by};
use crate::text::Text;

struct Term {
    kind: RemarkKind,
    phrases: &'static [&'static str],
    /// Only in claims that one of these rules tests; empty: anywhere.
    rules: &'static [&'static str],
    de: &'static str,
    en: &'static str,
}

const TERMS: &[Term] = &[
    Term {
        kind: RemarkKind::RepealedLaw,
        phrases: &["9 .. bdsg", "11 .. bdsg", "anlage zu 9", "section 9 .. bdsg", "section 11 .. bdsg", "bdsg a f"],
        rules: &[],
        de: "§ 9 und § 11 des alten BDSG sind seit dem 25. Mai 2018 außer Kraft; an ihre Stelle sind Art. 32 und Art. 28 DSGVO getreten",
        en: "sections 9 and 11 of the old BDSG have not been in force since 25 May 2018; Art. 32 and Art. 28 GDPR took their place",
    },
    Term {
        kind: RemarkKind::RepealedLaw,
        phrases: &["95 46 eg", "95 46 ec", "safe harbor", "safe harbour", "privacy shield"],
        rules: &[],
        de: "die Richtlinie 95/46/EG, Safe Harbor und der Privacy Shield gelten nicht mehr; Übermittlungen in Drittländer richten sich nach Kapitel V DSGVO",
        en: "Directive 95/46/EC, Safe Harbor and the Privacy Shield are no longer in force; transfers to third countries follow chapter V GDPR",
    },
    Term {
        kind: RemarkKind::RepealedLaw,
        phrases: &["tmg", "telemediengesetz*", "ttdsg"],
        rules: &[],
        de: "das TMG ist seit dem 14. Mai 2024 außer Kraft und das TTDSG heißt seither TDDDG",
        en: "the TMG has not been in force since 14 May 2024, and the TTDSG has been called TDDDG since",
    },
    Term {
        kind: RemarkKind::OutdatedTerm,
        phrases: &["ssl*"],
        rules: &[],
        de: "SSL ist der Name eines abgelösten Protokolls; geprüft wird TLS ab Version 1.2, und so sollte es auch im Dokument stehen",
        en: "SSL is the name of a protocol that has been replaced; what is tested is TLS from version 1.2 on, and so the document should say",
    },
    Term {
        kind: RemarkKind::OutdatedTerm,
        phrases: &["md5", "sha 1", "sha1", "3des", "des verschlüsselung", "rc4", "wep"],
        rules: &[],
        de: "das genannte Verfahren gilt als gebrochen oder überholt und ist kein Stand der Technik",
        en: "the method named is considered broken or superseded and is not state of the art",
    },
    Term {
        kind: RemarkKind::OutdatedTerm,
        phrases: &["bsi", "grundschutz"],
        rules: &["iam-password-age"],
        de: "der IT-Grundschutz verlangt seit der Edition 2020 keinen turnusmäßigen Passwortwechsel mehr (ORP.4); auf das BSI kann sich diese Maßnahme nicht berufen",
        en: "since its 2020 edition, IT-Grundschutz has not asked for routine password changes (ORP.4); this measure cannot rest on the BSI",
    },
    Term {
        kind: RemarkKind::Misnomer,
        phrases: &["physikalisch*", "physisch*", "physical*"],
        rules: &["account-environment-separation", "rds-environment-separation", "vpc-network-separation"],
        de: "auf einer virtuellen Plattform ist die Trennung logisch; physisch wäre sie nur auf eigenen Hosts (Tenancy „dedicated“ oder „host“)",
        en: "on a virtual platform the separation is logical; it would be physical only on hosts of one's own (tenancy \"dedicated\" or \"host\")",
    },
    Term {
        kind: RemarkKind::Misnomer,
        phrases: &["anonymis*", "anonymiz*"],
        rules: &["logs-data-masking"],
        de: "Maskieren ist allenfalls Pseudonymisierung (Art. 4 Nr. 5 DSGVO): Wer die Rohdaten lesen darf, sieht sie weiterhin",
        en: "masking is pseudonymisation at best (Art. 4(5) GDPR): whoever may read the raw data still sees them",
    },
    Term {
        kind: RemarkKind::Misnomer,
        phrases: &["georedundan*", "geo redundan*"],
        rules: &["backup-offsite-copy", "rds-multi-az"],
        de: "Availability Zones liegen höchstens rund 100 km auseinander; das BSI empfiehlt für georedundante Rechenzentren weit größere Abstände",
        en: "Availability Zones lie about 100 km apart at most; the BSI recommends far greater distances for geo-redundant data centres",
    },
    Term {
        kind: RemarkKind::Misnomer,
        phrases: &["eigene* vpn server*", "selbst betriebene* vpn*", "own vpn server*"],
        rules: &["ec2-vpn-endpoint"],
        de: "einen Client-VPN-Endpunkt betreibt AWS; ob er als eigener VPN-Server gilt, sollte das Dokument sagen",
        en: "a Client VPN endpoint is operated by AWS; the document should say whether it counts as a VPN server of one's own",
    },
    Term {
        kind: RemarkKind::OtherOperator,
        phrases: &[
            "domainfactory",
            "hetzner",
            "ionos",
            "strato",
            "ovh*",
            "azure",
            "google cloud",
            "gcp",
            "netcup",
            "hosteurope",
            "host europe",
        ],
        rules: &[],
        de: "das Dokument nennt einen anderen Betreiber als AWS; über dessen Systeme sagt eine Prüfung dieses Kontos nichts",
        en: "the document names another operator than AWS; a scan of this account says nothing of that operator's systems",
    },
    Term {
        kind: RemarkKind::Hedge,
        phrases: &[
            "soweit möglich",
            "sofern möglich",
            "soweit wie möglich",
            "nach möglichkeit",
            "wenn möglich",
            "und oder",
            "in der regel",
            "grundsätzlich",
            "gegebenenfalls",
            "ggf",
            "weitgehend",
            "möglichst",
            "where possible",
            "as far as possible",
            "if possible",
            "and or",
            "as a rule",
            "in general",
            "generally",
            "if applicable",
            "usually",
        ],
        rules: &[],
        de: "die Einschränkung lässt offen, was zugesagt ist; eine Abweichung lässt sich damit immer erklären",
        en: "the hedge leaves open what is promised; any deviation can be explained by it",
    },
    Term {
        kind: RemarkKind::Hedge,
        phrases: &["abwärtskompatib*", "rückwärtskompatib*", "backward* compatib*"],
        rules: &[],
        de: "Stand der Technik und Abwärtskompatibilität schließen einander bei TLS 1.0 und 1.1 aus; das Dokument sollte die kleinste Version nennen",
        en: "state of the art and backward compatibility exclude each other for TLS 1.0 and 1.1; the document should name the lowest version",
    },
];

/// Law in the document's title that is no longer in force: many titles cite the law that asks for the measures.
pub(super) fn of_title(document: &Document) -> Option<Remark> {
    let repealed = TERMS.iter().filter(|term| term.kind == RemarkKind::RepealedLaw);
    let term = repealed.into_iter().find(|term| first(&document.title, term.phrases).is_some())?;
    let text = Text { de: term.de.to_owned(), en: term.en.to_owned() };
    Some(Remark { kind: term.kind, claims: Vec::new(), text })
}

/// The terms in one claim.
pub(super) fn remarks(claim: &Claim) -> Vec<(RemarkKind, Text)> {
    let concerned = |term: &&Term| term.rules.is_empty() || term.rules.iter().any(|rule| tested_by(claim, rule));
    let found = TERMS.iter().filter(concerned).filter(|term| first(&claim.words, term.phrases).is_some());
    found.map(|term| (term.kind, Text { de: term.de.to_owned(), en: term.en.to_owned() })).collect()
}
