//! The strip of nights, as a picture that tells each date, and in words for whoever cannot see it.

use super::table::mark;
use crate::page::text;
use crate::review::paper::{Cell, sign, spans_in_words};
use crate::review::{Period, Span, Tone};
use crate::text::Lang;
use std::io::{self, Write};

/// Width of a night and height of a strip, in the units of the picture.
const NIGHT: u64 = 3;
const HEIGHT: f64 = 24.0;

pub(super) fn write(spans: &[Span], period: Period, lang: Lang, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let nights: u64 = spans.iter().map(|span| span.nights).sum();
    let (width, Period { from, to }) = (nights * NIGHT, period);
    let words = spans_in_words(spans, lang);
    writeln!(out, "<figure class=\"strip\">")?;
    writeln!(
        out,
        "<svg viewBox=\"0 0 {width} {HEIGHT}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{from} – {to}\" data-from=\"{from}\" data-nights=\"{nights}\">"
    )?;
    let mut at = 0;
    for (one, words) in spans.iter().zip(&words) {
        let (tone, wide) = (Tone::from(one.sign), one.nights * NIGHT);
        let (class, high) = (tone.class(), HEIGHT * tone.height());
        let top = HEIGHT - high;
        let word = text(sign(one.sign, lang));
        writeln!(
            out,
            "<rect class=\"{class}\" x=\"{at}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" data-sign=\"{word}\"><title>{}</title></rect>",
            text(words)
        )?;
        at += wide;
    }
    writeln!(out, "</svg>\n<figcaption><span>{from}</span><output></output><span>{to}</span></figcaption>")?;
    let label = lang.pick("Die Nächte in Worten", "The nights in words");
    writeln!(out, "<details><summary>{label}</summary><p>{}</p></details>\n</figure>", text(&words.join(" · ")))
}

/// What colours and heights mean.
pub(super) fn legend(signs: &[Cell], out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    writeln!(out, "<ul class=\"legend\">")?;
    signs.iter().try_for_each(|sign| writeln!(out, "<li>{}{}</li>", mark(sign), text(&sign.text)))?;
    writeln!(out, "</ul>")
}
