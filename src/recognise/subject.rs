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

/// What is found beside staff's devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// A system of our own.
    System,
    /// A word that joins it to them.
    Joining,
}

static BESIDE: LazyLock<Table<Beside>> = LazyLock::new(|| {
    table(&[
        (
            Beside::System,
            &[
                "*server",
                "*servern",
                "servers",
                "*datenbank",
                "*datenbanken",
                "databases",
                "*systeme",
                "*systemen",
                "systems",
                "cloud",
                "instanzen",
                "instances",
                "cloudspeicher*",
                "backends",
            ],
        ),
        (
            Beside::Joining,
            &[
                "und", "oder", "sowie", "wie", "auch", "and", "or", "as", "well", "plus", "alle*", "all", "der", "die",
                "den", "our", "the", "unsere*", "auf", "on", "von", "of",
            ],
        ),
    ])
});

/// Who is meant, and by which of the sentence's words. Where staff's devices are named in one breath with systems of our own ("Server und
/// Laptops"), those are meant.
pub(super) fn who(words: &[Word]) -> (Who, Option<Range<usize>>) {
    match first_of(words, &WORDS) {
        Some((Who::Staff, at)) if is_joined_to_a_system(words, &at) => (Who::Ourselves, None),
        Some((who, at)) => (who, Some(at)),
        None => (Who::Ourselves, None),
    }
}

/// Whether nothing but words that join and further devices stand between these devices and a system of our own.
fn is_joined_to_a_system(words: &[Word], devices: &Range<usize>) -> bool {
    let before = words.get(..devices.start).unwrap_or_default();
    let behind = words.get(devices.end..).unwrap_or_default();
    leads_to_a_system(before.iter().rev()) || leads_to_a_system(behind.iter())
}

fn leads_to_a_system<'w>(way: impl Iterator<Item = &'w Word>) -> bool {
    let is_device = |word| matches!(first_of(word, &WORDS), Some((Who::Staff, _)));
    let beside = |word| first_of(word, &BESIDE).map(|(beside, _)| beside);
    let end = way.map(std::slice::from_ref).find(|word| beside(word) != Some(Beside::Joining) && !is_device(word));
    end.is_some_and(|word| beside(word) == Some(Beside::System))
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
            ("Server und Laptops sind verschlüsselt", Who::Ourselves),
            ("Laptops, Smartphones sowie alle Server sind verschlüsselt", Who::Ourselves),
            ("Antivirus runs on servers and workstations", Who::Ourselves),
            ("Laptops werden auf einen Server gesichert", Who::Staff),
        ] {
            assert_eq!(who(&words(text)).0, meant, "{text}");
        }
    }
}
