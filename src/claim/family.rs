//! The families of measures, in the words of the field (annex to § 9 BDSG old version, § 64 BDSG, Art. 32 GDPR).

use crate::text::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! families {
    ($($(#[$doc:meta])* $variant:ident = $key:literal, $de:literal, $en:literal;)*) => {
        /// A family of technical and organisational measures.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum Family {
            $($(#[$doc])* #[serde(rename = $key)] $variant,)*
        }

        impl Family {
            /// All families.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in claims files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// The name for readers.
            pub fn name(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($de, $en),)* }
            }
        }
    };
}

families! {
    /// Who gets into buildings and rooms.
    PhysicalAccess = "physical-access", "Zutrittskontrolle", "physical access control";
    /// Who gets into systems.
    SystemAccess = "system-access", "Zugangskontrolle", "system access control";
    /// Who may do what with data.
    DataAccess = "data-access", "Zugriffskontrolle", "data access control";
    /// How data travel and to whom.
    Transfer = "transfer", "Weitergabekontrolle", "transfer control";
    /// Who changed what and when.
    Input = "input", "Eingabekontrolle", "input control";
    /// Processing on behalf of others.
    Processing = "processing", "Auftragskontrolle", "processor control";
    /// Protection against loss.
    Availability = "availability", "Verfügbarkeit", "availability";
    /// Capacity under load and attack.
    Resilience = "resilience", "Belastbarkeit", "resilience";
    /// Getting data back in time.
    Recoverability = "recoverability", "Wiederherstellbarkeit", "recoverability";
    /// Data of different purposes and customers apart.
    Separation = "separation", "Trennungskontrolle", "separation control";
    /// Encryption at rest and on the way, keys.
    Encryption = "encryption", "Verschlüsselung", "encryption";
    /// Pseudonyms and anonymity.
    Pseudonymisation = "pseudonymisation", "Pseudonymisierung", "pseudonymisation";
    /// Where data lie.
    Location = "location", "Datenstandort", "data location";
    /// Storage limits and deletion.
    Deletion = "deletion", "Löschung", "deletion";
    /// Data protection by default (Art. 25 GDPR).
    Defaults = "defaults", "datenschutzfreundliche Voreinstellungen", "data protection by default";
    /// People, rules, training.
    Organisation = "organisation", "Organisation", "organisation";
    /// Regular review of effectiveness.
    Review = "review", "Überprüfung und Bewertung", "testing and evaluation";
}

impl Family {
    /// The family of a key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|family| family.key() == key)
    }

    /// The parts of Art. 32 GDPR under which measures of this family are usually put; others where it is silent.
    pub fn articles(self, lang: Lang) -> &'static str {
        match self {
            Self::Pseudonymisation | Self::Encryption => lang.pick("Abs. 1 lit. a", "(1)(a)"),
            Self::Transfer => lang.pick("Abs. 1 lit. a und b", "(1)(a) and (b)"),
            Self::PhysicalAccess
            | Self::SystemAccess
            | Self::DataAccess
            | Self::Input
            | Self::Availability
            | Self::Resilience
            | Self::Separation => lang.pick("Abs. 1 lit. b", "(1)(b)"),
            Self::Recoverability => lang.pick("Abs. 1 lit. c", "(1)(c)"),
            Self::Review => lang.pick("Abs. 1 lit. d", "(1)(d)"),
            Self::Organisation => lang.pick("Abs. 4", "(4)"),
            Self::Processing => lang.pick("Abs. 4; Art. 28 Abs. 3", "(4); Art. 28(3)"),
            Self::Location => lang.pick("Abs. 1 lit. b; Art. 44 ff.", "(1)(b); Art. 44 et seq."),
            Self::Deletion => lang.pick("Art. 5 Abs. 1 lit. e, Art. 17", "Art. 5(1)(e), Art. 17"),
            Self::Defaults => lang.pick("Art. 25 Abs. 2", "Art. 25(2)"),
        }
    }

    /// The protection goals (*Gewährleistungsziele*) of the Standard Data Protection Model that such measures serve.
    pub fn goals(self) -> &'static [Goal] {
        match self {
            Self::PhysicalAccess => &[Goal::Confidentiality, Goal::Integrity, Goal::Availability],
            Self::SystemAccess | Self::DataAccess | Self::Transfer | Self::Encryption => {
                &[Goal::Confidentiality, Goal::Integrity]
            }
            Self::Input => &[Goal::Integrity, Goal::Transparency],
            Self::Availability | Self::Resilience | Self::Recoverability => &[Goal::Availability],
            Self::Separation => &[Goal::Unlinkability],
            Self::Pseudonymisation => &[Goal::DataMinimisation, Goal::Unlinkability, Goal::Confidentiality],
            Self::Processing | Self::Organisation | Self::Location => &[Goal::Confidentiality, Goal::Transparency],
            Self::Deletion => &[Goal::DataMinimisation, Goal::Intervenability],
            Self::Defaults => &[Goal::DataMinimisation],
            Self::Review => &[Goal::Transparency],
        }
    }
}

/// A protection goal (*Gewährleistungsziel*) of the Standard Data Protection Model (SDM 3, part B).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// *Datenminimierung*.
    DataMinimisation,
    /// *Verfügbarkeit*.
    Availability,
    /// *Integrität*.
    Integrity,
    /// *Vertraulichkeit*.
    Confidentiality,
    /// *Nichtverkettung*.
    Unlinkability,
    /// *Transparenz*.
    Transparency,
    /// *Intervenierbarkeit*.
    Intervenability,
}

impl Goal {
    /// The name for readers.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::DataMinimisation => lang.pick("Datenminimierung", "data minimisation"),
            Self::Availability => lang.pick("Verfügbarkeit", "availability"),
            Self::Integrity => lang.pick("Integrität", "integrity"),
            Self::Confidentiality => lang.pick("Vertraulichkeit", "confidentiality"),
            Self::Unlinkability => lang.pick("Nichtverkettung", "unlinkability"),
            Self::Transparency => lang.pick("Transparenz", "transparency"),
            Self::Intervenability => lang.pick("Intervenierbarkeit", "intervenability"),
        }
    }
}
