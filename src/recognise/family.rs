//! The family of a measure: by the headings above it, else by its own words.
//!
//! In: a statement. Out: [`Family`].

use super::statement::Statement;
use super::subject::who;
use super::wording::{find, phrase};
use super::words::{Word, words};
use crate::claim::Family;
use crate::rule::Who;

/// Words of headings, the first that is found counts. What is narrower comes first.
const HEADINGS: &[(Family, &[&str])] = &[
    (Family::Pseudonymisation, &["*pseudonym*", "*anonym*"]),
    (Family::Recoverability, &["*wiederherstell*", "*recover*", "*restore*", "*notfall*"]),
    (Family::Resilience, &["*belastbarkeit*", "resilien*"]),
    (Family::Defaults, &["*voreinstellung*", "privacy by*", "by default", "technikgestaltung", "by design"]),
    (
        Family::Review,
        &["*überprüfung*", "*evaluierung*", "*wirksamkeit*", "evaluat*", "assess*", "review*", "*audit*", "testing"],
    ),
    (Family::PhysicalAccess, &["*zutritt*", "physical*", "physisch*", "gebäude*", "entrance*"]),
    (
        Family::SystemAccess,
        &[
            "*zugang*",
            "system access",
            "authenti*",
            "*passw*",
            "*kennw*",
            "*login*",
            "*anmeld*",
            "admission*",
            "logical access",
        ],
    ),
    (Family::DataAccess, &["*zugriff*", "data access", "access control", "*berechtigung*", "access"]),
    (
        Family::Separation,
        &["*trennung*", "*trennbar*", "*mandant*", "separat*", "segregat*", "nichtverkettung", "unlinkab*"],
    ),
    (Family::Transfer, &["*weitergabe*", "*transport*", "*übertragung*", "transfer*", "transmi*", "transit"]),
    (
        Family::Input,
        &["*eingabe*", "input*", "*protokoll*", "*logging*", "transparenz", "nachvollzieh*", "audit trail"],
    ),
    (
        Family::Processing,
        &[
            "*auftragskontrolle*",
            "*auftragsverarbeit*",
            "*unterauftrag*",
            "*dienstleister*",
            "subprocess*",
            "sub processor*",
            "processor*",
            "order control",
            "job control",
            "supplier*",
            "*lieferant*",
        ],
    ),
    (Family::Availability, &["*verfügbar*", "availab*", "*backup*", "*datensicherung*"]),
    (Family::Encryption, &["*verschlüssel*", "*encrypt*", "*krypto*", "crypto*", "*schlüssel*"]),
    (Family::Deletion, &["*lösch*", "delet*", "erasure", "retention", "*aufbewahrung*", "intervenierbarkeit"]),
    (Family::Location, &["*standort*", "*datenhaltung*", "location*", "*hosting*", "residency", "*drittland*"]),
    (Family::Organisation, &["*organisa*", "*personal*", "*schulung*", "training*", "staff", "awareness"]),
];

/// Words of statements for families that are told by them alone, where no heading tells.
const OWN: &[(Family, &[&str])] = &[
    (
        Family::PhysicalAccess,
        &[
            "*zutritt*",
            "tür*",
            "schlüsselvergabe",
            "alarmanlage*",
            "videoüberwach*",
            "besucher*",
            "*schließ*",
            "visitors",
            "doors",
        ],
    ),
    (Family::Recoverability, &["*wiederherstell*", "*restore*", "recover*"]),
    (Family::Availability, &["*backup*", "*sicherung*", "*verfügbar*", "*redundan*", "usv", "availab*", "mirror*"]),
    (Family::Encryption, &["*verschlüssel*", "*encrypt*"]),
    (
        Family::SystemAccess,
        &["*passw*", "*kennw*", "mfa", "2fa", "*faktor*", "multi factor", "*login*", "*anmeld*", "vpn", "*firewall*"],
    ),
    (Family::Input, &["*protokoll*", "*logfile*", "logs", "*logging*", "logged"]),
    (Family::Separation, &["*getrennt*", "*trennung*", "*mandant*", "separat*"]),
    (Family::DataAccess, &["*berechtigung*", "*zugriff*", "*rollen*", "access", "roles", "privilege*"]),
    (Family::Pseudonymisation, &["*pseudonym*", "*anonym*"]),
    (Family::Deletion, &["*gelöscht*", "*löschung*", "*deleted*", "deletion"]),
    (Family::Location, &["frankfurt*", "standort*", "region*", "europ*", "deutschland*", "germany"]),
    (
        Family::Processing,
        &[
            "*auftragnehmer*",
            "*subunternehm*",
            "*unterauftrag*",
            "*weisung*",
            "*vertrag*",
            "processor*",
            "contract*",
            "instruction*",
        ],
    ),
    (Family::Review, &["*überprüf*", "*audit*", "review*", "penetration*", "*pentest*"]),
    (Family::Transfer, &["*übertrag*", "https", "tls", "ssl", "transfer*", "transmi*"]),
];

/// The family of a statement.
pub fn family(statement: &Statement) -> Family {
    let by_heading = statement.headings.iter().rev().find_map(|heading| of(&words(heading), HEADINGS));
    let own = of(&statement.words, OWN);
    let is_of_rooms = who(&statement.words).0 == Who::Staff && own == Some(Family::PhysicalAccess);
    if is_of_rooms {
        return Family::PhysicalAccess;
    }
    by_heading.or(own).unwrap_or(Family::Organisation)
}

fn of(words: &[Word], table: &[(Family, &[&str])]) -> Option<Family> {
    let fits = |phrases: &[&str]| phrases.iter().any(|text| find(words, &phrase(text)).is_some());
    table.iter().find(|(_, phrases)| fits(phrases)).map(|(family, _)| *family)
}
