//! The PDF of a review: that it carries its evidence along, and that nobody can change it without being found out.
//!
//! What other programs make of it is tested in `acceptance papers`.

#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

#[allow(dead_code, reason = "shared with tests/formats.rs")]
#[path = "formats/hostile.rs"]
mod hostile;
mod planted;

use jiff::ToSpan;
use jiff::civil::date;
use planted::{Names, PLAIN, START, at, ledger, review_of};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair};
use serde_json::json;
use std::collections::BTreeMap;
use tempfile::TempDir;
use tomscan::ledger::Ledger;
use tomscan::report::json::ReportV1;
use tomscan::review::Review;
use tomscan::review::evidence::{self, Misfit, REVIEW, RUNS};
use tomscan::review::html;
use tomscan::review::paper::{of_scan, paper};
use tomscan::review::pdf::{Attachment, Content, pdf};
use tomscan::seal::{self, Flaw, KeyFile, SealError, Yardstick};
use tomscan::text::Lang;

/// A review of nights that were planted, with its ledger.
fn planted(plan: &str, names: Names<'_>) -> (TempDir, Ledger, Review) {
    let (folder, ledger) = ledger(plan, names);
    let last = START + i64::try_from(plan.chars().count() - 1).unwrap().days();
    let review = review_of(&ledger, START, last);
    (folder, ledger, review)
}

fn pages(review: &Review, files: &[Attachment], lang: Lang) -> Vec<u8> {
    let blocks = paper(review, lang);
    pdf(Content { blocks: &blocks, lang, made: review.made, about: "test", foot: "tomscan", files }).unwrap()
}

fn sealed(plan: &str) -> Vec<u8> {
    let (_folder, ledger, review) = planted(plan, PLAIN);
    let files = review.evidence(&ledger, Lang::En).unwrap();
    seal::seal(&pages(&review, &files, Lang::En), &files, Yardstick::default(), review.made).unwrap()
}

fn key(p384: bool) -> KeyFile {
    let algorithm = if p384 { &ECDSA_P384_SHA384_ASN1_SIGNING } else { &ECDSA_P256_SHA256_ASN1_SIGNING };
    let key = EcdsaKeyPair::generate_pkcs8(algorithm, &SystemRandom::new()).unwrap();
    let pem = der::pem::encode_string("PRIVATE KEY", der::pem::LineEnding::LF, key.as_ref()).unwrap();
    KeyFile::read(pem.as_bytes()).unwrap()
}

fn signed(pdf: &[u8]) -> Vec<u8> {
    seal::sign(pdf, &key(false), &[], at(date(2027, 1, 2))).unwrap()
}

#[test]
fn the_same_review_has_the_same_bytes_and_carries_its_evidence() {
    let (_folder, ledger, review) = planted("ccrrcu", PLAIN);
    let files = review.evidence(&ledger, Lang::De).unwrap();
    let first = pages(&review, &files, Lang::De);
    assert!(first == pages(&review, &files, Lang::De), "a page set twice is the same");
    let sealed = seal::seal(&first, &files, Yardstick::default(), review.made).unwrap();
    let found = seal::verify(&sealed).unwrap();
    assert_eq!(found.flaws, []);
    let carried: BTreeMap<String, Vec<u8>> = files.into_iter().map(|file| (file.name, file.bytes.to_vec())).collect();
    assert_eq!(found.files, carried);
    assert_eq!(carried[REVIEW], [serde_json::to_vec_pretty(&review).unwrap(), b"\n".to_vec()].concat());
    let (again, fits) = evidence::check(&found.files).unwrap();
    assert_eq!((again.ledger, fits.from, fits.to), (review.ledger.clone(), 1, 6));
    assert_eq!(found.manifest.report.bytes, first.len() as u64);
    assert!(sealed.starts_with(&first), "the pages are not touched");
}

#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    let pdf = signed(&sealed("cr"));
    let found = seal::verify(&pdf).unwrap();
    assert_eq!(found.flaws, []);
    assert!(found.signature.is_some());
    let pages = usize::try_from(found.manifest.report.bytes).unwrap();
    // Of the pages a sample, as their hash covers them; of what stands behind them every seventh byte.
    let places = (0..pages).step_by(pages / 50).chain((pages..pdf.len()).step_by(7));
    for place in places {
        let mut changed = pdf.clone();
        changed[place] ^= 0x01;
        let sound = seal::verify(&changed).is_ok_and(|found| found.flaws.is_empty() && found.signature.is_some());
        let around = String::from_utf8_lossy(&pdf[place.saturating_sub(60)..(place + 20).min(pdf.len())]).into_owned();
        assert!(!sound, "byte {place} of {}: {around}", pdf.len());
    }
}

/// Kept since the first version: whoever verifies makes the revisions again, so that a PDF of years ago must come out the same.
const KEPT: &[u8] = include_bytes!("pdf/signed-v1.pdf");

#[test]
fn a_pdf_that_was_made_long_ago_still_verifies() {
    let found = seal::verify(KEPT).unwrap();
    assert_eq!(found.flaws, []);
    let by = found.signature.unwrap();
    assert_eq!(by.time, at(date(2027, 1, 2)));
    assert_eq!(by.fingerprint, "22fb59d50c3435680adf97f8a7eaa1a74ca3521a4d5cf4bc5a12b59ddbb49dc2");
    let (review, fits) = evidence::check(&found.files).unwrap();
    assert_eq!((review.documents[0].claims.len(), fits.from, fits.to), (1, 1, 2));
}

#[test]
fn what_is_cut_off_or_added_is_found() {
    let sealed = sealed("cr");
    let signed = signed(&sealed);
    assert_eq!(seal::verify(&sealed).unwrap().signature, None, "a signature that was cut off is missed, not faked");
    for cut in [1, 100, 2_000] {
        let found = seal::verify(&signed[..signed.len() - cut]);
        assert!(found.is_err() || !found.unwrap().flaws.is_empty(), "{cut} bytes cut off");
    }
    let added = [signed.as_slice(), b"\n% somebody else\n"].concat();
    let found = seal::verify(&added).unwrap();
    assert_eq!(found.flaws, [Flaw::Added(17)]);
    assert!(found.signature.is_some(), "what was signed is still what was signed");
    assert!(matches!(seal::verify(b"no PDF at all"), Err(SealError::NotAPdf)));
}

#[test]
fn a_revision_of_somebody_else_is_no_part_of_the_seal() {
    let sealed = sealed("cr");
    // Another manifest behind the first: the way in which a page would be replaced.
    let files = seal::verify(&sealed).unwrap().files;
    let other: Vec<Attachment> = Vec::new();
    let twice = seal::seal(&sealed, &other, Yardstick::default(), at(date(2027, 1, 3))).unwrap();
    let found = seal::verify(&twice).unwrap();
    assert!(!found.flaws.is_empty(), "{:?}", files.keys());
}

#[test]
fn each_kind_of_key_signs_and_only_what_it_signed() {
    let sealed = sealed("c");
    for p384 in [false, true] {
        let key = key(p384);
        let signed = seal::sign(&sealed, &key, &[], at(date(2027, 1, 2))).unwrap();
        let found = seal::verify(&signed).unwrap();
        assert_eq!(found.flaws, []);
        let by = found.signature.unwrap();
        assert_eq!(&by.key, seal::Signer::public_key(&key));
        assert_eq!((by.time, by.self_issued), (at(date(2027, 1, 2)), true));
    }
    let before = seal::sign(&sealed, &key(false), &[], at(date(2027, 1, 2))).unwrap();
    let twice = seal::sign(&before, &key(false), &[], at(date(2027, 1, 3))).unwrap();
    assert_eq!(seal::verify(&twice).unwrap().flaws, [], "who signs after another one covers both");
}

#[test]
fn a_signature_of_another_document_does_not_hold() {
    let (one, other) = (sealed("c"), sealed("r"));
    let key = key(false);
    let signed = seal::sign(&other, &key, &[], at(date(2027, 1, 2))).unwrap();
    let moved = [one.as_slice(), &signed[other.len()..]].concat();
    let found = seal::verify(&moved);
    assert!(!found.is_ok_and(|found| found.flaws.is_empty()));
}

#[test]
fn keys_and_certificates_that_do_not_fit_are_told() {
    let read = |pem: &str| KeyFile::read(pem.as_bytes()).map(|_| ());
    assert!(matches!(read("no key"), Err(SealError::NotAKey(_))));
    let label = |label: &str| der::pem::encode_string(label, der::pem::LineEnding::LF, &[0x30, 0]).unwrap();
    assert!(matches!(read(&label("EC PRIVATE KEY")), Err(SealError::NotAKey(found)) if found == "EC PRIVATE KEY"));
    assert!(matches!(read(&label("ENCRYPTED PRIVATE KEY")), Err(SealError::NotAKey(_))));
    assert!(matches!(read(&label("PRIVATE KEY")), Err(SealError::KindOfKey(_))));
    assert!(matches!(seal::chain(b"nothing"), Err(SealError::Certificates(_))));
    assert!(matches!(seal::public_key(b"nothing"), Err(SealError::Certificates(_))));
}

#[test]
fn a_timestamp_that_is_none_is_not_taken() {
    let sealed = sealed("c");
    let answers: [&[u8]; 4] = [b"", b"<html>no such page</html>", &[0x30, 0x03, 0x02, 0x01, 0x02], &[0x30, 0x82]];
    for answer in answers {
        let stamped = seal::stamp(&sealed, |_| Ok(answer.to_vec()));
        assert!(matches!(stamped, Err(SealError::NoTimestamp(_))), "{answer:?}");
    }
    let stamped = seal::stamp(&sealed, |_| Err("no route to host".to_owned()));
    assert!(matches!(stamped, Err(SealError::NoTimestamp(why)) if why == "no route to host"));
}

#[test]
fn evidence_that_does_not_fit_together_is_named() {
    let (_folder, ledger, review) = planted("ccrrcc", PLAIN);
    let files: BTreeMap<String, Vec<u8>> =
        review.evidence(&ledger, Lang::En).unwrap().into_iter().map(|file| (file.name, file.bytes.to_vec())).collect();
    assert!(evidence::check(&files).is_ok());
    let with = |name: &str, from: &str, to: &str| {
        let mut files = files.clone();
        let text = String::from_utf8(files[name].clone()).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        files.insert(name.to_owned(), text.replacen(from, to, 1).into_bytes());
        evidence::check(&files).map(|_| ()).unwrap_err()
    };
    let without = |name: &str| {
        let mut files = files.clone();
        files.remove(name);
        evidence::check(&files).map(|_| ()).unwrap_err()
    };
    let claims = files.keys().find(|name| name.starts_with("claims-")).unwrap().clone();
    assert_eq!(without(REVIEW), Misfit::Unreadable(REVIEW.to_owned()));
    assert_eq!(without(RUNS), Misfit::Unreadable(RUNS.to_owned()));
    assert_eq!(without("report-6.json"), Misfit::Unreadable("report-6.json".to_owned()));
    assert_eq!(with("report-6.json", "Only TLS.", "Perhaps TLS."), Misfit::Other("report-6.json".to_owned()));
    assert_eq!(with(&claims, "TOM", "TOP"), Misfit::Other(claims.clone()));
    assert_eq!(with(RUNS, "\"run\": 3", "\"run\": 9"), Misfit::Chain(3));
    assert_eq!(
        with(RUNS, "refuted", "confirmed"),
        Misfit::Chain(4),
        "the run after the changed one names another hash"
    );
    assert_eq!(with(REVIEW, "\"run\": 6", "\"run\": 5"), Misfit::OtherEnd);
    assert_eq!(with(REVIEW, "\"refuted\": 2", "\"refuted\": 0"), Misfit::Nights("tls".to_owned()));
    assert_eq!(with(REVIEW, "\"sign\": \"refuted\"", "\"sign\": \"confirmed\""), Misfit::Nights("tls".to_owned()));
    let proposal = format!("\"proposal\": {}", json!(review.documents[0].claims[0].proposal));
    assert_eq!(with(REVIEW, &proposal, "\"proposal\": \"effective\""), Misfit::Nights("tls".to_owned()));
}

#[test]
fn a_scan_of_hostile_names_is_a_page_and_a_pdf() {
    let buckets = hostile::NAMES.iter().map(|name| hostile::bucket(name)).collect();
    let inventory = hostile::inventory(buckets);
    for lang in [Lang::De, Lang::En] {
        let scan = hostile::Scan::of("tom.toml", &hostile::text(lang), inventory.clone());
        let report = ReportV1::of(&scan.report());
        let blocks = of_scan(&report);
        let mut page = Vec::new();
        html::write(&blocks, lang, &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
        for raw in ["<b>", "\u{202e}", "\u{1b}", "\u{0}", "href=\"http", "<img"] {
            assert!(!page.contains(raw), "{lang}: {raw:?}");
        }
        let made = report.time.parse().unwrap();
        let content = Content { blocks: &blocks, lang, made, about: "test", foot: "tomscan", files: &[] };
        let sealed = seal::seal(&pdf(content).unwrap(), &[], Yardstick::default(), made).unwrap();
        assert_eq!(seal::verify(&sealed).unwrap().flaws, []);
    }
}

#[test]
fn hostile_names_are_set_as_text_and_none_of_them_stops_the_press() {
    let long = "x".repeat(10_000);
    let names = [
        "<script>alert(1)</script>",
        "#panic(\"typst\") $x$ *bold* `raw` @label <label> \\ #import \"/paper.json\": *",
        "=HYPERLINK(\"http://evil\")",
        "\u{202e}txt.exe\u{2066}\u{200b}\u{feff}",
        "\u{1b}[31mred\u{7}\u{0}",
        "名前 שם اسم 🔐 \u{e000}\u{10ffff}\u{fffe}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        long.as_str(),
        " ",
    ];
    for (name, lang) in names.into_iter().zip([Lang::De, Lang::En].into_iter().cycle()) {
        let (_folder, ledger, review) = planted("crr", Names { bucket: name, words: name });
        let files = review.evidence(&ledger, lang).unwrap();
        let pages = pages(&review, &files, lang);
        let sealed = seal::seal(&pages, &files, Yardstick::default(), review.made).unwrap();
        assert_eq!(seal::verify(&sealed).unwrap().flaws, [], "{name:?}");
    }
}
