//! The family of a measure: by the headings above it, else by its own words.
//!
//! In: a statement, and of whom it speaks. Out: [`Family`].

use super::statement::Statement;
use super::wording::{Table, first_of, table};
use super::words::words;
use crate::claim::Family;
use crate::rule::Who;
use std::sync::LazyLock;

/// Words of headings, the first that is found counts. What is narrower comes first.
static HEADINGS: LazyLock<Table<Family>> = LazyLock::new(|| {
    table(&[
        (Family::Pseudonymisation, &["*pseudonym*", "*anonym*"]),
        (Family::Recoverability, &["*wiederherstell*", "*recover*", "*restore*", "*notfall*"]),
        (Family::Resilience, &["*belastbarkeit*", "resilien*"]),
        (Family::Defaults, &["*voreinstellung*", "privacy by*", "by default", "technikgestaltung", "by design"]),
        (
            Family::Review,
            &[
                "*überprüfung*",
                "*evaluierung*",
                "*wirksamkeit*",
                "evaluat*",
                "assess*",
                "review*",
                "*audit*",
                "testing",
            ],
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
    ])
});

/// Words of statements for families that are told by them alone, where no heading tells.
static OWN: LazyLock<Table<Family>> = LazyLock::new(|| {
    table(&[
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
            &[
                "*passw*",
                "*kennw*",
                "mfa",
                "2fa",
                "*faktor*",
                "multi factor",
                "*login*",
                "*anmeld*",
                "vpn",
                "*firewall*",
            ],
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
    ])
});

/// The family of a statement that speaks of `who`.
pub fn family(statement: &Statement, who: Who) -> Family {
    let own = first_of(&statement.words, &OWN).map(|(family, _)| family);
    if who == Who::Staff && own == Some(Family::PhysicalAccess) {
        return Family::PhysicalAccess;
    }
    let of_heading = |heading: &String| first_of(&words(heading), &HEADINGS).map(|(family, _)| family);
    statement.headings.iter().rev().find_map(of_heading).or(own).unwrap_or(Family::Organisation)
}
