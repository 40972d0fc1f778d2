//! The list of actions: what a reader of workbooks, written by others, finds in it is what the review says, and no more.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

mod planted;

use calamine::{Data, Range, Reader, Xlsx};
use jiff::ToSpan;
use jiff::civil::date;
use planted::{Names, PLAIN, START, at, ledger, review_of};
use std::io::{Cursor, Read};
use tomscan::drift::FindingTurn;
use tomscan::review::paper::{Block, paper};
use tomscan::review::{Deviation, Ended, Review, xlsx};
use tomscan::text::Lang;

const LANGS: [Lang; 2] = [Lang::De, Lang::En];
const SHEETS: [[&str; 3]; 2] = [["Maßnahmen", "Aussagen", "Prüfung"], ["Actions", "Claims", "Review"]];

/// What a cell holds at most, in UTF-16 code units.
const MOST: usize = 32_767;

fn bytes(review: &Review, lang: Lang) -> Vec<u8> {
    let mut out = Vec::new();
    xlsx::write(review, lang, &mut out).unwrap();
    out
}

/// A sheet as it was read.
struct Sheet {
    cells: Range<Data>,
}

impl Sheet {
    /// Cells below the head with this text, without the word that marks fields of people.
    fn column(&self, head: &str) -> Vec<Data> {
        let heads = self.heads();
        let at = heads.iter().position(|own| own.split('\n').next() == Some(head));
        let at = at.unwrap_or_else(|| panic!("no column {head} in {heads:?}"));
        self.cells.rows().skip(1).map(|row| row[at].clone()).collect()
    }

    fn texts(&self, head: &str) -> Vec<String> {
        self.column(head).iter().map(ToString::to_string).collect()
    }

    fn heads(&self) -> Vec<String> {
        self.cells.rows().next().unwrap().iter().map(ToString::to_string).collect()
    }
}

/// The sheets of actions, claims and the review.
fn read(bytes: &[u8], lang: Lang) -> [Sheet; 3] {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = if lang == Lang::De { SHEETS[0] } else { SHEETS[1] };
    assert_eq!(book.sheet_names(), names);
    names.map(|name| {
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name} has a formula");
        assert!(book.hyperlinks_by_sheet_name(name).unwrap().is_empty(), "{name} has a link");
        Sheet { cells: book.worksheet_range(name).unwrap() }
    })
}

/// A part of the file, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn review(plan: &str, names: Names<'_>) -> Review {
    let (_folder, ledger) = ledger(plan, names);
    review_of(&ledger, START, START + i64::try_from(plan.len() - 1).unwrap().days())
}

/// A review of two accounts with deviations of two rules, some of which ended.
fn several() -> Review {
    let mut review = review("ccrrcrr", PLAIN);
    let document = &mut review.documents[0];
    let one = document.deviations.last().unwrap().clone();
    for (index, rule) in ["s3-versioning", "s3-tls-only", "a-rule-without-result"].iter().cycle().take(12).enumerate() {
        let ended = (index % 5 == 4).then(|| Ended { time: one.since.clone(), how: Some(FindingTurn::Gone) });
        let name = format!("bucket-{index}");
        let arn = format!("arn:aws:s3:::{name}");
        document.deviations.push(Deviation { rule: (*rule).to_owned(), name, arn, ended, ..one.clone() });
    }
    let mut second = review.documents[0].clone();
    "210987654321".clone_into(&mut second.account);
    review.documents.push(second);
    review
}

#[test]
fn a_row_for_each_deviation_what_is_open_first_and_each_rule_together() {
    let review = several();
    for lang in LANGS {
        let [actions, ..] = read(&bytes(&review, lang), lang);
        let mut expected = Vec::new();
        for ended in [false, true] {
            for document in &review.documents {
                let mut own: Vec<_> = document.deviations.iter().filter(|one| one.ended.is_some() == ended).collect();
                own.sort_by_key(|one| one.rule.clone());
                expected.extend(own.into_iter().map(|one| (&document.account, &one.arn, ended)));
            }
        }
        let (accounts, arns) = (actions.texts(lang.pick("Konto", "Account")), actions.texts("ARN"));
        let ends = actions.texts(lang.pick("Ende", "End"));
        let rows: Vec<_> = accounts
            .iter()
            .zip(&arns)
            .zip(&ends)
            .map(|((a, b), end)| (a, b, end != lang.pick("offen", "open")))
            .collect();
        assert_eq!(rows, expected);
        let numbers = actions.column(lang.pick("Nr.", "No."));
        let counted: Vec<Data> = (1..=u32::try_from(expected.len()).unwrap()).map(|n| Data::Float(n.into())).collect();
        assert_eq!(numbers, counted);
    }
}

#[test]
fn a_row_says_what_is_known_of_a_deviation() {
    let [actions, ..] = read(&bytes(&review("ccrrcr", PLAIN), Lang::En), Lang::En);
    let said = |head| actions.texts(head)[0].clone();
    for (head, expected) in [
        ("Id of the claim", "tls"),
        ("Claimed", "Only TLS."),
        ("Rule", "Buckets take TLS only"),
        ("Resource", "invoices"),
        ("Region", "eu-central-1"),
        ("Document", "TOM"),
        ("Found", "takes clear text"),
        ("End", "open"),
        ("Proposed for the account", "aws s3api put-bucket-policy --bucket invoices"),
        ("To verify without tomscan", "aws s3api get-bucket-policy --bucket invoices"),
    ] {
        assert_eq!(said(head), expected, "{head}");
    }
    assert!(said("Proposed for the document, if it is to stay so").starts_with("make the claim with this resource"));
    let Data::DateTime(since) = &actions.column("Since")[0] else { panic!("a point in time can be filtered by") };
    assert_eq!(since.to_ymd_hms_milli(), (2026, 1, 6, 3, 0, 0, 0));
    assert_eq!(actions.texts("End")[1], "2026-01-05 03:00 UTC mended");
    assert_eq!(actions.texts("Proposed for the account")[1], "", "what ended needs no change");
}

#[test]
fn fields_of_people_are_empty_and_named_as_in_the_paper() {
    let review = several();
    for lang in LANGS {
        let bytes = bytes(&review, lang);
        let [actions, claims, _] = read(&bytes, lang);
        let marked = format!("\n({})", lang.pick("auszufüllen", "to fill in"));
        let fields = |sheet: &Sheet| {
            let heads = sheet.heads();
            let fields: Vec<String> =
                heads.iter().filter_map(|head| head.strip_suffix(&marked)).map(str::to_owned).collect();
            for field in &fields {
                assert!(sheet.column(field).iter().all(|cell| *cell == Data::Empty), "{field}");
            }
            assert!(heads.ends_with(&fields.iter().map(|field| format!("{field}{marked}")).collect::<Vec<_>>()));
            fields
        };
        let blocks = paper(&review, lang);
        let of_a_finding = blocks.iter().find_map(|block| match block {
            Block::Blank(fields) => Some(fields.clone()),
            _ => None,
        });
        assert_eq!(fields(&actions), of_a_finding.unwrap());
        assert_eq!(fields(&claims).len(), 4);
        let answers = lang.pick("offen,in Arbeit,erledigt,Risiko übernommen", "open,in progress,done,risk accepted");
        assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains(&format!("<formula1>\"{answers}\"</formula1>")));
        let answers = lang.pick("wirksam,teilweise wirksam,nicht wirksam", "effective,partly effective,not effective");
        assert!(part(&bytes, "xl/worksheets/sheet2.xml").contains(&format!("<formula1>\"{answers}\"</formula1>")));
    }
}

#[test]
fn a_claim_that_is_open_without_a_resource_has_a_row_that_says_why() {
    let row = |review: &Review| {
        let [actions, ..] = read(&bytes(review, Lang::En), Lang::En);
        let of = |head: &str| actions.texts(head).join("|");
        (of("ARN"), of("Found"), of("Proposed for the account"))
    };
    let (arn, found, proposed) = row(&review("ccu", PLAIN));
    assert_eq!(arn, "");
    assert_eq!(found, "not verified; missing permission: s3:GetBucketPolicy");
    assert_eq!(proposed, "", "the report names no missing action");
    let (arn, found, _) = row(&review("ccru", PLAIN));
    assert_eq!(arn, "arn:aws:s3:::invoices|", "what was not seen mended, and what could not be seen");
    assert!(found.contains("|not verified; since 2026-01-03, and lasts (1 night); missing"), "{found}");
    let (_, found, _) = row(&review("ccp", PLAIN));
    assert_eq!(found, "partly confirmed");

    // Pruning spares the newest run alone, and the period ends before it.
    let (_folder, mut ledger) = ledger("ccrc", PLAIN);
    ledger.prune(at(date(2026, 2, 1)), at(date(2026, 2, 1))).unwrap();
    let (arn, found, _) = row(&review_of(&ledger, START, date(2026, 1, 3)));
    assert_eq!(arn, "");
    assert_eq!(
        found,
        "refuted; since 2026-01-03, and lasts (1 night); which resources deviate stands in no report that is still there for it"
    );
    for plan in ["ccc", "crc", "ccn", "cr-"] {
        let (_, found, _) = row(&review(plan, PLAIN));
        assert!(!found.contains("confirmed") && !found.contains("refuted"), "{plan}: {found}");
    }
}

#[test]
fn claims_have_the_counts_of_the_review() {
    let review = review("ccp rruu!rc", PLAIN);
    let claim = &review.documents[0].claims[0];
    for lang in LANGS {
        let [_, claims, _] = read(&bytes(&review, lang), lang);
        let number = |de, en| claims.column(lang.pick(de, en))[0].clone();
        let count = |count: u64| Data::Float(f64::from(u32::try_from(count).unwrap()));
        assert_eq!(
            number("Nächte bestätigt", "Nights confirmed"),
            count(claim.tally.confirmed + claim.tally.partly_confirmed)
        );
        assert_eq!(number("von geprüften Nächten", "of nights tested"), count(claim.tally.tested()));
        assert_eq!(
            number("Nächte nicht geprüft", "Nights not tested"),
            count(claim.tally.due() - claim.tally.tested())
        );
        assert_eq!(number("Abweichungen", "Deviations"), count(claim.spells.spells.len() as u64));
        assert_eq!(number("längste (Tage)", "Longest (days)"), count(claim.spells.longest_days.unwrap().into()));
        let proposed =
            claims.texts(lang.pick("Vorschlag von tomscan, keine Beurteilung", "Proposed by tomscan, no assessment"));
        assert_eq!(proposed, [lang.pick("Vorschlag: teilweise wirksam", "proposal: partly effective")]);
    }
}

/// Every text of the review that an account or a claims file gives.
fn poisoned(text: &str) -> Review {
    let mut review = review("ccrcr", PLAIN);
    let text = || text.to_owned();
    review.occasion = Some(text());
    review.ledger.place = text();
    let document = &mut review.documents[0];
    (document.title, document.party, document.account) = (text(), text(), text());
    for version in &mut document.versions {
        (version.document, version.caller) = (text(), text());
    }
    for claim in &mut document.claims {
        (claim.words, claim.place) = (Some(text()), Some(text()));
    }
    for one in &mut document.deviations {
        (one.name, one.arn, one.region, one.observed, one.since) = (text(), text(), text(), Some(text()), text());
    }
    for result in &mut document.report.as_mut().unwrap().results {
        (result.title, result.fix, result.verify) = (text(), text(), text());
    }
    review
}

#[test]
fn hostile_text_changes_nothing_but_itself() {
    let shape = |sheets: &[Sheet; 3]| sheets.each_ref().map(|sheet| sheet.cells.get_size());
    let harmless = shape(&read(&bytes(&poisoned("harmless"), Lang::En), Lang::En));
    for (text, shown) in [
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("=HYPERLINK(\"http://e.example\",\"x\")", "=HYPERLINK(\"http://e.example\",\"x\")"),
        ("+1", "+1"),
        ("-2+3", "-2+3"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("{=A1}", "{=A1}"),
        ("https://e.example/?a=<b>&c", "https://e.example/?a=<b>&c"),
        ("]]></t></is></c><c r=\"A1\"><f>1</f></c>", "]]></t></is></c><c r=\"A1\"><f>1</f></c>"),
        ("_x0041__x005F_", "_x0041__x005F_"),
        ("&amp;&#x1b;", "&amp;&#x1b;"),
        ("1e5", "1e5"),
        ("00123", "00123"),
        ("TRUE", "TRUE"),
        ("2026-01-01", "2026-01-01"),
        ("'quoted", "'quoted"),
        ("a\u{1b}[31m\u{0}\u{7}\u{9b}b", "a\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}b"),
        ("a\u{202e}b\u{2066}c\u{200b}\u{fffe}\u{ffff}", "a\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}\u{fffd}"),
    ] {
        let review = poisoned(text);
        for lang in LANGS {
            let bytes = bytes(&review, lang);
            let sheets = read(&bytes, lang);
            assert_eq!(shape(&sheets), harmless, "{text:?}");
            let [actions, claims, _] = &sheets;
            let of_actions = [("Konto", "Account"), ("Ressource", "Resource"), ("Region", "Region"), ("ARN", "ARN")];
            let sentences =
                [("Dokument", "Document"), ("Soll (Aussage)", "Claimed"), ("Regel", "Rule"), ("Ist", "Found")];
            for (de, en) in of_actions.into_iter().chain(sentences).chain([("Seit", "Since")]) {
                for cell in actions.column(lang.pick(de, en)) {
                    assert_eq!(cell, Data::String(shown.to_owned()), "{en}");
                }
            }
            assert_eq!(
                actions.column(lang.pick("Vorschlag für das Konto", "Proposed for the account"))[0].to_string(),
                shown
            );
            for (de, en) in [("Dokument", "Document"), ("Fundstelle", "Place"), ("Soll (Aussage)", "Claimed")] {
                assert_eq!(claims.column(lang.pick(de, en)), [Data::String(shown.to_owned())], "{en}");
            }
            for name in ["sheet1.xml", "sheet2.xml", "sheet3.xml"] {
                let part = part(&bytes, &format!("xl/worksheets/{name}"));
                let harmful =
                    |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200b}\u{fffe}\u{ffff}".contains(c);
                assert!(!part.contains(harmful), "{text:?} in {name}");
            }
        }
    }
}

/// The format of a cell, as it stands in the file.
fn format_of(bytes: &[u8], cell: &str) -> String {
    let sheet = part(bytes, "xl/worksheets/sheet1.xml");
    let (_, rest) = sheet.split_once(&format!("<c r=\"{cell}\" s=\"")).unwrap();
    let index: usize = rest.split('"').next().unwrap().parse().unwrap();
    let styles = part(bytes, "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    formats.split("<xf ").nth(index + 1).unwrap().split('>').next().unwrap().to_owned()
}

#[test]
fn text_stays_text_when_somebody_edits_its_cell_and_a_command_can_be_copied() {
    let review = poisoned("=1+1");
    let (hostile, plain) = (bytes(&review, Lang::En), bytes(&self::review("ccrcr", PLAIN), Lang::En));
    let [actions, ..] = read(&hostile, Lang::En);
    for (at, head) in ('A'..).zip(actions.heads()) {
        let quoted = |file| format_of(file, &format!("{at}2")).contains("quotePrefix=\"1\"");
        let (field, number) = (head.contains('\n'), head == "No.");
        let command = ["Proposed for the account", "To verify without tomscan"].contains(&head.as_str());
        assert_eq!(quoted(&hostile), !field && !number, "{head}");
        assert_eq!(quoted(&plain), !field && !number && !command && head != "Since", "{head}");
    }
}

#[test]
fn long_text_is_whole_as_far_as_a_cell_holds_and_then_cut_with_a_note() {
    for lang in LANGS {
        let long = "n".repeat(10_000);
        let [actions, ..] = read(&bytes(&poisoned(&long), lang), lang);
        assert_eq!(actions.column("ARN")[0], Data::String(long));
        for too_long in ["n".repeat(40_000), "\u{1f511}".repeat(20_000)] {
            let sheets = read(&bytes(&poisoned(&too_long), lang), lang);
            let arn = sheets[0].texts("ARN").remove(0);
            let (kept, note) = arn.split_once(" (… ").unwrap();
            assert!(too_long.starts_with(kept) && kept.encode_utf16().count() > 32_000);
            let left = too_long.chars().count() - kept.chars().count();
            let expected =
                lang.pick("weitere Zeichen im JSON der Prüfung)", "more characters in the JSON of the review)");
            assert_eq!(note, format!("{} {left} {expected}", lang.pick("und", "and")));
            let command = sheets[0].texts(lang.pick("Vorschlag für das Konto", "Proposed for the account")).remove(0);
            assert!(
                command.contains(lang.pick("zu lang für eine Zelle", "too long for a cell")) && command.len() < 100
            );
            for sheet in &sheets {
                assert!(sheet.cells.used_cells().all(|(_, _, cell)| cell.to_string().encode_utf16().count() <= MOST));
            }
        }
    }
}

#[test]
fn the_same_review_makes_the_same_bytes_and_the_file_names_nobody() {
    let review = several();
    for lang in LANGS {
        let bytes = bytes(&review, lang);
        assert_eq!(bytes, self::bytes(&review, lang));
        let core = part(&bytes, "docProps/core.xml");
        let made = "2027-01-01T03:00:00Z";
        assert_eq!(core.matches(made).count(), 2, "made and changed when the review was: {core}");
        assert!(core.contains(lang.pick("Wirksamkeitskontrolle 2026-01-01", "Effectiveness review 2026-01-01")));
        assert!(core.contains("<dc:creator></dc:creator>") && core.contains("<cp:lastModifiedBy></cp:lastModifiedBy>"));
    }
}

#[test]
fn the_words_never_go_beyond_what_was_seen() {
    let review = review(&"c".repeat(40), PLAIN);
    for lang in LANGS {
        for sheet in &read(&bytes(&review, lang), lang) {
            for (_, _, cell) in sheet.cells.used_cells() {
                let cell = cell.to_string().to_lowercase();
                for word in ["konform", "compliant", "compliance", "garantiert", "guaranteed"] {
                    assert!(!cell.contains(word), "{lang}: {cell}");
                }
                let allowed = ["vorschlag: ", "proposal: ", "wirksamkeit", "effectiveness"];
                let effective = cell.contains(lang.pick("wirksam", "effective"));
                assert!(!effective || allowed.iter().any(|word| cell.contains(word)), "{lang}: {cell}");
            }
        }
    }
}
