//! PDFs: lines, columns, headings, tables, what repeats on each page, and files without text.

use super::paper::{Page, file, pdf};
use super::{blocks, read, refused};
use tomscan::document::Format;

fn of(pages: &[Page]) -> Vec<String> {
    blocks("tom.pdf", &pdf(pages), Format::Pdf)
}

const LEFT: [&str; 6] = [
    "Der Zutritt zu den Räumen ist nur mit einem",
    "Ausweis möglich, der an der Verschlüsse-",
    "lung der Türen hängt. Besuch wird stets von",
    "Beschäftigten begleitet, auch in den Fluren",
    "und im Keller. Alle Räume sind verschlossen",
    "und werden am Abend durch den Dienst ge-",
];

const RIGHT: [&str; 6] = [
    "prüft. Die Schlüssel liegen in einem Tresor,",
    "zu dem nur zwei Personen Zugang haben, die",
    "sich gegenseitig vertreten. Wer geht, gibt",
    "alle Schlüssel zurück. Die Alarmanlage ist",
    "außerhalb der Zeiten scharf und meldet sich",
    "bei einem Wachdienst.",
];

#[test]
fn columns_are_read_one_after_the_other() {
    let page = Page::default()
        .text(1, 16.0, 50.0, 800.0, "Schutz der Räume und Gebäude in allen Häusern")
        .lines(50.0, 770.0, &LEFT)
        .lines(320.0, 770.0, &RIGHT);
    let read = of(&[page]);
    assert_eq!(read.len(), 2, "{read:#?}");
    assert_eq!(read.first().map(String::as_str), Some("h1 Schutz der Räume und Gebäude in allen Häusern"));
    let text = read.get(1).expect("a paragraph");
    assert!(
        text.starts_with(
            "p Der Zutritt zu den Räumen ist nur mit einem Ausweis möglich, der an der Verschlüsselung der Türen"
        ),
        "{text}"
    );
    assert!(
        text.contains("durch den Dienst geprüft. Die Schlüssel") && text.ends_with("bei einem Wachdienst."),
        "{text}"
    );
}

#[test]
fn headings_by_size_and_bold_type_and_lists_by_indent() {
    let page = Page::default()
        .text(1, 20.0, 50.0, 800.0, "Schutz")
        .text(2, 10.0, 50.0, 760.0, "1. Zutritt")
        .lines(50.0, 740.0, &["Die folgenden Regeln gelten für alle Räume im Haus und auch im Keller des Hauses:"])
        .text(1, 10.0, 60.0, 722.0, "•")
        .text(1, 10.0, 75.0, 722.0, "Türen sind zu, und zwar auch dann, wenn jemand im Raum ist und gleich")
        .text(1, 10.0, 75.0, 710.0, "wiederkommt")
        .text(1, 10.0, 80.0, 696.0, "–")
        .text(1, 10.0, 95.0, 696.0, "außen")
        .text(1, 10.0, 60.0, 682.0, "•")
        .text(1, 10.0, 75.0, 682.0, "Fenster sind zu");
    assert_eq!(
        of(&[page]),
        [
            "h1 Schutz",
            "h2 1. Zutritt",
            "p Die folgenden Regeln gelten für alle Räume im Haus und auch im Keller des Hauses:",
            "i1 Türen sind zu, und zwar auch dann, wenn jemand im Raum ist und gleich wiederkommt",
            "i2 außen",
            "i1 Fenster sind zu",
        ]
    );
}

#[test]
fn what_repeats_on_each_page_is_left_out_and_paragraphs_go_on_over_its_end() {
    let page = |number: u8, text: &[&str]| {
        Page::default().text(1, 8.0, 50.0, 820.0, "Beispiel GmbH – vertraulich").lines(50.0, 700.0, text).text(
            1,
            8.0,
            280.0,
            20.0,
            &format!("Seite {number} von 3"),
        )
    };
    let pages = [page(1, &LEFT), page(2, &RIGHT), page(3, &["Das gilt für alle."])];
    let read = read("tom.pdf", &pdf(&pages)).expect("a document");
    assert_eq!(read.pages, Some(3));
    let texts: Vec<&str> = read.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts.len(), 2, "{texts:#?}");
    let first = read.blocks.first().expect("a block");
    assert!(first.text.contains("Dienst geprüft. Die"), "{texts:#?}");
    let place = first.place(first.text.find("Tresor").expect("the word"));
    // The header is the page's first line, though it is left out.
    assert_eq!((place.page, place.number), (Some(2), 2));
}

#[test]
fn tables_with_strokes_have_cells() {
    let mut page = Page::default().lines(50.0, 760.0, &["Es gelten diese Fristen."]);
    for (row, number) in [["Daten", "Frist"], ["Kunden", "35 Tage und"], ["Protokolle", "ein Jahr"]].iter().zip(0u8..) {
        let y = 700.0 - 40.0 * f32::from(number);
        for (text, column) in row.iter().zip(0u8..) {
            let x = 50.0 + 150.0 * f32::from(column);
            page = page.frame(x, y, 150.0, 40.0).text(1, 10.0, x + 4.0, y + 26.0, text);
        }
    }
    page = page.text(1, 10.0, 204.0, 674.0, "zwei Monate");
    assert_eq!(
        of(&[page]),
        [
            "p Es gelten diese Fristen.",
            "c1,1 Daten",
            "c1,2 Frist",
            "c2,1 Kunden",
            "c2,2 35 Tage und zwei Monate",
            "c3,1 Protokolle",
            "c3,2 ein Jahr"
        ]
    );
}

#[test]
fn tables_without_strokes_have_cells_too() {
    let mut page = Page::default().lines(
        50.0,
        760.0,
        &["Es gelten diese Fristen, die für alle Systeme des Hauses gleich sind und nicht verlängert werden."],
    );
    for (row, number) in
        [["Daten", "Frist"], ["Kunden", "35 Tage"], ["Protokolle", "ein Jahr"], ["Bilder", "ein Tag"]].iter().zip(0u8..)
    {
        let y = 720.0 - 20.0 * f32::from(number);
        page = page.text(1, 10.0, 50.0, y, row[0]).text(1, 10.0, 250.0, y, row[1]);
    }
    let read = of(&[page]);
    assert_eq!(
        read.get(1..),
        Some(
            [
                "c1,1 Daten",
                "c1,2 Frist",
                "c2,1 Kunden",
                "c2,2 35 Tage",
                "c3,1 Protokolle",
                "c3,2 ein Jahr",
                "c4,1 Bilder",
                "c4,2 ein Tag"
            ]
            .map(str::to_owned)
            .as_slice()
        )
    );
}

#[test]
fn a_scanned_file_and_an_encrypted_one_say_what_to_do() {
    assert!(refused("tom.pdf", &pdf(&[Page::default().frame(10.0, 10.0, 100.0, 100.0)])).contains("OCR"));
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"].map(str::to_owned);
    let id = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    let key = "a5".repeat(32);
    let encrypted =
        file(&objects, &format!("/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> {id}"));
    assert!(refused("tom.pdf", &encrypted).contains("without a password"));
}

#[test]
fn what_is_encrypted_for_its_owner_alone_is_read() {
    let text = "p All backups are encrypted. Passwords have at least 12 characters.";
    // Made by qpdf: AES with streams of objects, and RC4 as old writers have it.
    for bytes in [&include_bytes!("encrypted/readable.pdf")[..], include_bytes!("encrypted/readable-rc4.pdf")] {
        assert_eq!(blocks("tom.pdf", bytes, Format::Pdf), [text]);
    }
}

#[test]
fn a_file_whose_list_of_objects_is_wrong_is_read_all_the_same() {
    let whole = pdf(&[Page::default().lines(50.0, 760.0, &["Türen sind zu."])]);
    let text = String::from_utf8(whole).expect("a text");
    let wrong = text.replace("startxref\n", "startxref\n9");
    assert_eq!(blocks("tom.pdf", wrong.as_bytes(), Format::Pdf), ["p Türen sind zu."]);
    assert!(refused("tom.pdf", b"%PDF-1.4\nnothing").contains("damaged"));
}
