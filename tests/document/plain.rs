//! Plain text: lists, headings, wrapped and unwrapped lines, encodings.

use super::{blocks, read};
use tomscan::document::Format;

fn plain(text: &str) -> Vec<String> {
    blocks("tom.txt", text.as_bytes(), Format::Plain)
}

#[test]
fn lists_of_every_sort_nest_by_indent_and_by_marker() {
    let text = "Maßnahmen im Überblick\n\nWir sorgen für Folgendes:\n\n• Türen\n  - Außentür\n  - Innentür\n• Fenster\n\n1. Erstens geregelt.\n2. Zweitens geregelt.\n   a) auch hier\n\n●\nSchlüssel werden gezählt.\n";
    assert_eq!(
        plain(text),
        [
            "h1 Maßnahmen im Überblick",
            "p Wir sorgen für Folgendes:",
            "i1 Türen",
            "i2 Außentür",
            "i2 Innentür",
            "i1 Fenster",
            "i1 Erstens geregelt.",
            "i1 Zweitens geregelt.",
            "i2 auch hier",
            "i1 Schlüssel werden gezählt.",
        ]
    );
}

#[test]
fn a_bullet_alone_on_its_line_belongs_to_the_next() {
    assert_eq!(
        plain("Es gilt:\n-\nDie Tür ist zu.\n-\nDas Fenster auch.\n"),
        ["p Es gilt:", "i1 Die Tür ist zu.", "i1 Das Fenster auch."]
    );
}

#[test]
fn headings_with_numbers_letters_and_without() {
    let text = "Technische Maßnahmen\n\n1. Allgemeines\n\nDies gilt überall.\n\n2. Schutz\n\n2.1 Zutrittskontrolle\n\na. Türen (nach 11.1 der Norm)\nDie Türen sind stets geschlossen.\n\nb.Fenster\nDie Fenster sind nachts geschlossen.\n\nWeiteres\nAuch der Keller ist geschlossen.\n";
    assert_eq!(
        plain(text),
        [
            "h1 Technische Maßnahmen",
            "h2 1. Allgemeines",
            "p Dies gilt überall.",
            "h2 2. Schutz",
            "h3 2.1 Zutrittskontrolle",
            "h4 a. Türen (nach 11.1 der Norm)",
            "p Die Türen sind stets geschlossen.",
            "h4 b.Fenster",
            "p Die Fenster sind nachts geschlossen.",
            "h3 Weiteres",
            "p Auch der Keller ist geschlossen.",
        ]
    );
}

#[test]
fn underlined_headings_and_rules() {
    assert_eq!(
        plain("Schutz\n======\nEs ist alles sicher.\n\n----------\nTüren\n-----\nAlle sind zu.\n"),
        ["h1 Schutz", "p Es ist alles sicher.", "h2 Türen", "p Alle sind zu."]
    );
}

#[test]
fn headings_glued_to_their_sentence_are_blocks_of_their_own() {
    let text = "Anlage\n\n§ 1. Betrieb der Anlagen Der Betreiber hält sie instand.\n  • Zutrittskontrolle Kein Zutritt ohne Ausweis. Besuch wird begleitet;\n  • Die Anlage läuft.\n";
    assert_eq!(
        plain(text),
        [
            "h1 Anlage",
            "h2 § 1. Betrieb der Anlagen",
            "p Der Betreiber hält sie instand.",
            "h3 Zutrittskontrolle",
            "i1 Kein Zutritt ohne Ausweis. Besuch wird begleitet;",
            "i1 Die Anlage läuft.",
        ]
    );
}

#[test]
fn wrapped_lines_are_joined_and_divided_words_are_whole_again() {
    let text = "\
Der Zutritt zu den Räumen ist nur mit einem Ausweis möglich, der an der Verschlüsse-
lung der Türen hängt und den nur Beschäftigte haben. Alle Räume, in denen IT-
Systeme stehen, sind zusätzlich verschlossen; Zutritts- und Zugangsrechte sind ge-
trennt geregelt. Besuch wird begleitet.
Es gibt weitere Regeln.

  - Die Schlüssel werden am Abend gezählt, und was fehlt, wird von der Leitung des
    Hauses gemeldet
  - Die Alarmanlage ist scharf
";
    assert_eq!(
        plain(text),
        [
            "p Der Zutritt zu den Räumen ist nur mit einem Ausweis möglich, der an der Verschlüsselung der Türen hängt und den nur Beschäftigte haben. Alle Räume, in denen IT-Systeme stehen, sind zusätzlich verschlossen; Zutritts- und Zugangsrechte sind getrennt geregelt. Besuch wird begleitet.",
            "p Es gibt weitere Regeln.",
            "i1 Die Schlüssel werden am Abend gezählt, und was fehlt, wird von der Leitung des Hauses gemeldet",
            "i1 Die Alarmanlage ist scharf",
        ]
    );
}

#[test]
fn one_paragraph_per_line_is_not_joined() {
    let long = "Dieser Absatz ist so lang, dass er in keiner Datei mit umbrochenen Zeilen in einer Zeile stünde, und er endet erst hier am Ende. ".repeat(2);
    let text = format!("{long}\nKurzer Satz ohne Ende\n{long}\n");
    assert_eq!(plain(&text).len(), 3);
}

#[test]
fn a_place_names_the_line_of_the_file() {
    let text = "Der Zutritt zu den Räumen ist nur mit einem Ausweis möglich, der immer an der\nsichtbaren Stelle getragen wird und den nur Beschäftigte haben. Alle Räume sind\nverschlossen. Besuch wird begleitet.\n";
    let document = read("tom.txt", text.as_bytes()).expect("a text");
    let block = document.blocks.first().expect("a block");
    let line = |word: &str| block.place(block.text.find(word).expect("the word")).number;
    assert_eq!([line("Zutritt"), line("sichtbaren"), line("Alle"), line("Besuch")], [1, 2, 2, 3]);
    assert_eq!(block.place(usize::MAX).number, 3);
}

#[test]
fn every_usual_encoding_gives_the_same_blocks() {
    let text = "Überblick\n\nDie Türen schließen „leise“.\n";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows: Vec<u8> = encoded(text);
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), wide, windows, marked] {
        assert_eq!(blocks("tom.txt", &bytes, Format::Plain), ["h1 Überblick", "p Die Türen schließen „leise“."]);
    }
}

/// Windows-1252.
fn encoded(text: &str) -> Vec<u8> {
    let byte = |letter| match letter {
        '„' => 0x84,
        '“' => 0x93,
        letter => u8::try_from(u32::from(letter)).expect("a letter of Latin-1"),
    };
    text.chars().map(byte).collect()
}
