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
}
