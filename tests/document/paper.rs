//! Small PDFs, written by hand.

use std::fmt::Write;

/// A page: what is drawn on it.
#[derive(Default)]
pub(crate) struct Page(String);

impl Page {
    /// Writes a line. Points from the lower left corner; `font`: 1 is Helvetica, 2 is bold.
    pub(crate) fn text(mut self, font: u8, size: f32, x: f32, y: f32, text: &str) -> Self {
        let bytes: String = text.chars().map(escaped).collect();
        writeln!(self.0, "BT /F{font} {size} Tf {x} {y} Td ({bytes}) Tj ET").expect("a string");
        self
    }

    /// Writes lines of 10 points below each other.
    pub(crate) fn lines(mut self, x: f32, mut y: f32, lines: &[&str]) -> Self {
        for line in lines {
            self = self.text(1, 10.0, x, y, line);
            y -= 12.0;
        }
        self
    }

    /// Draws a box.
    pub(crate) fn frame(mut self, x: f32, y: f32, width: f32, height: f32) -> Self {
        writeln!(self.0, "{x} {y} {width} {height} re S").expect("a string");
        self
    }
}

/// A letter in WinAnsi, for a text in brackets.
fn escaped(letter: char) -> String {
    match letter {
        '(' | ')' | '\\' => format!("\\{letter}"),
        '•' => "\\225".to_owned(),
        '–' => "\\226".to_owned(),
        letter if letter.is_ascii() => letter.to_string(),
        letter => format!("\\{:03o}", u32::from(letter)),
    }
}

/// A file with pages.
pub(crate) fn pdf(pages: &[Page]) -> Vec<u8> {
    let kids = (0..pages.len()).map(|page| format!("{} 0 R", 5 + 2 * page)).collect::<Vec<_>>().join(" ");
    let font = |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    for (page, number) in pages.iter().zip(0..) {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {} 0 R >>",
            6 + 2 * number
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{}\nendstream", page.0.len() + 1, page.0));
    }
    file(&objects, "")
}

/// A file of objects, the first of which is the catalogue.
pub(crate) fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        write!(file, "{number} 0 obj\n{object}\nendobj\n").expect("a string");
    }
    let (begin, count) = (file.len(), objects.len() + 1);
    write!(file, "xref\n0 {count}\n0000000000 65535 f \n").expect("a string");
    for place in places {
        writeln!(file, "{place:010} 00000 n ").expect("a string");
    }
    write!(file, "trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{begin}\n%%EOF\n").expect("a string");
    file.into_bytes()
}
