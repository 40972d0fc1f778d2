//! The PDF of a review: what a reader sees, what it carries along, and that nobody can change it without being found out.

#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

mod planted;

use jiff::ToSpan;
use jiff::civil::date;
use planted::{Names, PLAIN, START, at, ledger, review_of};
use tomscan::ledger::Ledger;
use tomscan::review::Review;
use tomscan::review::paper::paper;
use tomscan::review::pdf::{Attachment, Content, pdf};
use tomscan::seal::{self, KeyFile, Yardstick};
use tomscan::text::Lang;

fn made(review: &Review, ledger: &Ledger, lang: Lang) -> (Vec<u8>, Vec<Attachment>) {
    let files = review.evidence(ledger, lang).unwrap();
    let content = Content {
        blocks: &paper(review, lang),
        lang,
        made: review.made,
        about: "test",
        foot: "tomscan",
        files: &files,
    };
    (pdf(content).unwrap(), files)
}

#[test]
fn trial() {
    let plan = "ccccrrccu".repeat(40);
    let (_folder, ledger) = ledger(&plan, PLAIN);
    let to = START + 359.days();
    let review = review_of(&ledger, START, to);
    let start = std::time::Instant::now();
    let (pdf, files) = made(&review, &ledger, Lang::De);
    eprintln!("{:?} {} bytes", start.elapsed(), pdf.len());
    std::fs::write("/tmp/ty/base.pdf", &pdf).unwrap();
    let sealed = seal::seal(&pdf, &files, Yardstick::default(), review.made).unwrap();
    std::fs::write("/tmp/ty/sealed.pdf", &sealed).unwrap();
    let key = KeyFile::read(&std::fs::read("/tmp/ty/key.pem").unwrap()).unwrap();
    let signed = seal::sign(&sealed, &key, &[], at(date(2027, 1, 1))).unwrap();
    std::fs::write("/tmp/ty/signed.pdf", &signed).unwrap();
    let verified = seal::verify(&signed).unwrap();
    eprintln!("{:?} {:?} {:?}", verified.flaws, verified.signature, verified.manifest);
    let fits = tomscan::review::evidence::check(&verified.files);
    eprintln!("{:?}", fits.map(|(_, fits)| fits));
}
