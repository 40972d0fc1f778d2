//! Who is meant by a sentence: ourselves, the hoster, the customer, the application's users, staff with their devices and rooms.
//!
//! In: the words of a sentence and of what stands above it. Out: [`Who`], and by which words.

use super::wording::{Table, first_of, table};
use super::words::Word;
use crate::rule::Who;
use std::ops::Range;
use std::sync::LazyLock;

/// Words for each, the first that is found counts.
static WORDS: LazyLock<Table<Who>> = LazyLock::new(|| {
    table(&[
        (
            Who::Staff,
            &[
                "laptop*",
                "notebook*",
                "*endgerät*",
                "mobilgerät*",
                "mobile* gerät*",
                "smartphone*",
                "tablet*",
                "*arbeitsplatz*",
                "arbeitsplätze*",
                "arbeitsstation*",
                "*bildschirm*",
                "*büro*",
                "home office",
                "homeoffice",
                "desktop*",
                "usb*",
                "*datenträger* .. mitarbeiter*",
                "mobile* datenträger*",
                "workstation*",
                "mobile device*",
                "end devices",
                "endpoint device*",
                "office",
                "offices",
                "papier*",
                "akten*",
                "clean desk",
                "besucher*",
                "visitors",
                "schlüsselvergabe",
                "tür*",
                "doors",
                "gebäude*",
                "building*",
                "geschäftsräume*",
                "räumlichkeiten",
                "premises",
                "private* gerät*",
                "byod",
                "paper*",
                "drucker*",
                "fax*",
                "screen*",
                "company devices",
                "staff devices",
                "client rechner*",
                "clients",
                "festplatten .. mitarbeiter*",
                "externe* festplatte*",
                "wlan*",
                "wifi",
                "wi fi",
            ],
        ),
        (
            Who::Hoster,
            &[
                "rechenzentrumsbetreiber*",
                "hoster*",
                "hosting provider*",
                "hosting anbieter*",
                "hostinganbieter*",
                "*rechenzentr* .. zutritt*",
                "zutritt* .. *rechenzentr*",
                "aws stellt",
                "aws betreibt",
                "aws gewährleistet",
                "aws sorgt",
                "aws schützt",
                "data centre operator*",
                "data center operator*",
                "usv",
                "notstrom*",
                "*klimati*",
                "klimaanlage*",
                "brandmelde*",
                "*brandschutz*",
                "löschanlage*",
                "feuerlösch*",
                "unterbrechungsfreie*",
                "dieselaggregat*",
                "uninterruptible",
                "fire .. detection",
                "fire suppression",
                "air conditioning",
                "cooling",
                "emergency power",
                "fences",
                "zaun",
                "wachdienst*",
                "werkschutz*",
                "security guards",
            ],
        ),
        (
            Who::Customer,
            &[
                "der auftraggeber .. verantwortlich",
                "auftraggeber ist .. verpflichtet",
                "kunde ist .. verantwortlich",
                "kunden sind .. verantwortlich",
                "auftraggeber kann",
                "kunde kann",
                "kunden können",
                "auftraggeber muss",
                "kunde muss",
                "obliegt dem kunden",
                "obliegt dem auftraggeber",
                "obliegt dem verantwortlichen",
                "customer is responsible",
                "customers are responsible",
                "controller is responsible",
                "customer must",
                "customers must",
                "customer may",
                "customers may",
                "responsibility of the customer",
                "responsibility of the controller",
                "customer can",
                "customers can",
                "der auftraggeber hat",
                "verantwortung des kunden",
                "verantwortung des auftraggebers",
            ],
        ),
        (
            Who::Application,
            &[
                "*mandant*",
                "multi tenan*",
                "multitenan*",
                "tenant*",
                "innerhalb der anwendung",
                "in der anwendung",
                "in der app",
                "in der software",
                "within the application",
                "in the application",
                "in the app",
                "bcrypt*",
                "argon2*",
                "gesalzen*",
                "salted",
                "gehasht*",
                "hashed",
                "benutzeroberfläche",
                "endnutzer*",
                "end users",
                "anwendungsebene",
                "application level",
                "user interface",
            ],
        ),
    ])
});

/// Who is meant, and by which of the sentence's words.
pub(super) fn who(words: &[Word]) -> (Who, Option<Range<usize>>) {
    first_of(words, &WORDS).map_or((Who::Ourselves, None), |(who, at)| (who, Some(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words::words;

    #[test]
    fn subjects_are_told_apart() {
        for (text, meant) in [
            ("Alle Laptops sind verschlüsselt", Who::Staff),
            ("Die Eingangstüren sind verschlossen", Who::Ourselves),
            ("Türen sind verschlossen", Who::Staff),
            ("Das Rechenzentrum hat eine USV", Who::Hoster),
            ("Der Kunde ist für seine Passwörter verantwortlich", Who::Customer),
            ("Daten der Mandanten sind getrennt", Who::Application),
            ("Alle Datenbanken sind verschlüsselt", Who::Ourselves),
        ] {
            assert_eq!(who(&words(text)).0, meant, "{text}");
        }
    }
}
