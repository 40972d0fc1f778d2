//! The effectiveness review: what it says of a period is what was planted, night by night.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

mod planted;

use jiff::ToSpan;
use jiff::civil::date;
use planted::{Names, PLAIN, START, at, ledger, review_of};
use tomscan::claim::Family;
use tomscan::drift::FindingTurn;
use tomscan::evaluate::Verdict;
use tomscan::ledger::Ledger;
use tomscan::review::paper::paper;
use tomscan::review::{Asked, Period, Proposal, Review, Reviewed, Sign, html, markdown};
use tomscan::text::Lang;

fn sign(letter: char) -> Sign {
    match letter {
        'c' => Sign::Confirmed,
        'p' => Sign::PartlyConfirmed,
        'r' => Sign::Refuted,
        'u' | 'i' => Sign::Unverified,
        'n' => Sign::NotApplicable,
        '-' => Sign::NotClaimed,
        '!' => Sign::NoReport,
        _ => Sign::NoRun,
    }
}

fn reviewed(plan: &str) -> Reviewed {
    let (_folder, ledger) = ledger(plan, PLAIN);
    let to = START + i64::try_from(plan.chars().count() - 1).unwrap().days();
    review_of(&ledger, START, to).documents.remove(0)
}

#[test]
fn the_strip_is_the_plan_and_the_counts_are_those_of_its_letters() {
    let plan = "ccp rruu!rcc-i nnrc";
    let document = reviewed(plan);
    let claim = &document.claims[0];
    let signs: Vec<Sign> = claim
        .strip
        .iter()
        .flat_map(|span| std::iter::repeat_n(span.sign, usize::try_from(span.nights).unwrap()))
        .collect();
    assert_eq!(signs, plan.chars().map(sign).collect::<Vec<_>>());
    let count = |letters: &str| plan.chars().filter(|letter| letters.contains(*letter)).count() as u64;
    assert_eq!(claim.tally.confirmed, count("c"));
    assert_eq!(claim.tally.partly_confirmed, count("p"));
    assert_eq!(claim.tally.refuted, count("r"));
    assert_eq!(claim.tally.unverified, count("ui"));
    assert_eq!(claim.tally.not_applicable, count("n"));
    assert_eq!(claim.tally.not_claimed, count("-"));
    assert_eq!((claim.tally.no_report, claim.tally.no_run), (count("!"), count(" ")));
    assert_eq!(document.nights.all, plan.chars().count() as u64);
    assert_eq!(document.nights.complete, count("cprun-"));
    assert_eq!((document.nights.incomplete, document.nights.failed, document.nights.none), (1, count("!"), count(" ")));
}

#[test]
fn a_deviation_lasts_until_it_is_seen_mended() {
    // nights of the first spell, its days, whether it ended, whether it may be older
    type Spelled = (u64, u32, bool, bool);
    let cases: [(&str, &[Spelled]); 8] = [
        ("ccrrcc", &[(2, 2, true, false)]),
        ("ccrcrc", &[(1, 1, true, false), (1, 1, true, false)]),
        ("cr uu!rc", &[(2, 6, true, false)]),
        ("cur", &[(1, 0, false, true)]),
        ("rc", &[(1, 1, true, true)]),
        ("crr", &[(2, 1, false, false)]),
        ("cr  ", &[(1, 2, false, false)]),
        ("cccc", &[]),
    ];
    for (plan, expected) in cases {
        let claim = reviewed(plan).claims.remove(0);
        let spells = claim.spells.spells.iter();
        let spells: Vec<Spelled> =
            spells.map(|spell| (spell.nights, spell.days, spell.ended.is_some(), spell.may_be_older)).collect();
        assert_eq!(spells, expected, "{plan}");
    }
    let claim = reviewed("crcrrrc").claims.remove(0);
    assert_eq!((claim.spells.longest_days, claim.spells.mean_days_to_mend), (Some(3), Some(2.0)));
    let claim = reviewed("cr-").claims.remove(0);
    assert!(claim.spells.spells[0].no_longer_claimed, "what is not claimed any more was not mended");
    assert_eq!(claim.spells.mean_days_to_mend, None);
}

#[test]
fn a_proposal_needs_a_series_and_nothing_is_proposed_of_what_was_not_tested() {
    let month = "c".repeat(30);
    let cases = [
        (month.clone(), Proposal::Effective),
        ("c".to_owned(), Proposal::InPlace),
        ("c".repeat(29), Proposal::InPlace),
        (format!("{month}{}c", " ".repeat(10)), Proposal::InPlace),
        (format!("{month}u"), Proposal::None),
        (format!("{month} "), Proposal::InPlace),
        (format!("{month}rc"), Proposal::PartlyEffective),
        (format!("{month}r"), Proposal::NotEffective),
        (format!("{month}ru"), Proposal::NotEffective),
        (format!("{month}r  "), Proposal::NotEffective),
        ("p".repeat(30), Proposal::InPart),
        (format!("p{month}"), Proposal::InPart),
        ("n".repeat(30), Proposal::None),
        ("u".repeat(30), Proposal::None),
        (format!("{month}-"), Proposal::None),
    ];
    for (plan, expected) in cases {
        assert_eq!(reviewed(&plan).claims[0].proposal, expected, "{plan}");
    }
}

#[test]
fn deviations_of_resources_have_beginning_and_end_also_across_what_was_pruned() {
    let (_folder, mut ledger) = ledger("ccrrcrr", PLAIN);
    let day = |day: i8| at(date(2026, 1, day)).to_string();
    let of = |ledger: &Ledger, from: i8| {
        let document = review_of(ledger, date(2026, 1, from), date(2026, 1, 7)).documents.remove(0);
        let ends = document
            .deviations
            .iter()
            .map(|one| (one.since.clone(), one.ended.as_ref().map(|ended| (ended.time.clone(), ended.how))));
        (ends.collect::<Vec<_>>(), document.pruned)
    };
    let mended = Some((day(5), Some(FindingTurn::Mended)));
    assert_eq!(of(&ledger, 1).0, [(day(3), mended.clone()), (day(6), None)]);
    assert_eq!(
        of(&ledger, 4).0,
        [(day(3), mended), (day(6), None)],
        "one that began before the period has its true beginning"
    );
    assert_eq!(of(&ledger, 7).0, [(day(6), None)]);
    ledger.prune(at(date(2026, 1, 6)), at(date(2026, 1, 8))).unwrap();
    let (deviations, pruned) = of(&ledger, 1);
    assert_eq!(deviations, [(day(6), None)], "the chain tells claims, not resources");
    assert_eq!(pruned, [1, 2, 3, 4, 5]);
    let claim = review_of(&ledger, START, date(2026, 1, 7)).documents.remove(0).claims.remove(0);
    assert_eq!(claim.spells.spells.len(), 2, "verdicts outlive pruning");
}

#[test]
fn a_period_takes_its_own_nights_alone_and_none_that_is_to_come() {
    let (_folder, ledger) = ledger("ccrrcc", PLAIN);
    let review = review_of(&ledger, date(2026, 1, 3), date(2026, 1, 4));
    assert_eq!(review.documents[0].claims[0].tally.refuted, 2);
    assert_eq!(review.documents[0].nights.all, 2);
    let asked = Asked {
        period: Period { from: START, to: date(2026, 12, 31) },
        accounts: Vec::new(),
        occasion: None,
        now: at(date(2026, 1, 6)),
    };
    let review = Review::of(&ledger, &asked).unwrap();
    assert_eq!((review.period.to, review.documents[0].nights.all), (date(2026, 1, 6), 6));
    assert!(review_of(&ledger, date(2026, 2, 1), date(2026, 2, 2)).documents.is_empty());
    let other = Asked { accounts: vec!["999999999999".to_owned()], ..asked };
    assert!(Review::of(&ledger, &other).unwrap().documents.is_empty());
}

#[test]
fn what_changed_since_before_the_period_is_said() {
    let said = |plan: &str, from: i8| {
        let (_folder, ledger) = ledger(plan, PLAIN);
        let to = START + i64::try_from(plan.len() - 1).unwrap().days();
        let review = review_of(&ledger, date(2026, 1, from), to);
        let mut out = Vec::new();
        markdown::write(&paper(&review, Lang::En), Lang::En, &mut out).unwrap();
        (
            review.documents[0].before.as_ref().map(|run| run.run),
            review.documents[0].claims[0].before,
            String::from_utf8(out).unwrap(),
        )
    };
    let (run, before, text) = said("cccrr", 4);
    assert_eq!((run, before), (Some(3), Some(Verdict::Confirmed)));
    assert!(text.contains("Only TLS.: confirmed before, refuted now"), "{text}");
    let (run, before, text) = said("cci cc", 5);
    assert_eq!((run, before), (Some(2), Some(Verdict::Confirmed)), "a scan that was broken off shows no state");
    assert!(text.contains("Every result is the same as before the period"));
    let (run, before, text) = said("cc", 1);
    assert_eq!((run, before), (None, None));
    assert!(text.contains("there is nothing to compare with"));
}

#[test]
fn a_review_is_read_again_as_it_was_written() {
    let (_folder, ledger) = ledger("ccrrc", PLAIN);
    let review = review_of(&ledger, START, date(2026, 1, 5));
    let written = serde_json::to_value(&review).unwrap();
    let read: Review = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), written);
}

#[test]
fn hostile_names_stay_names_in_both_languages() {
    let words = "<script>alert(1)</script> | **all** # [x](http://e) \u{202e}\u{1b}[31m";
    let names = Names { bucket: "a|b<img src=x>\u{1b}]0;", words };
    let (_folder, ledger) = ledger("ccr", names);
    let review = review_of(&ledger, START, date(2026, 1, 3));
    for lang in [Lang::De, Lang::En] {
        let mut out = Vec::new();
        markdown::write(&paper(&review, lang), lang, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for raw in ["\u{202e}", "\u{1b}"] {
            assert!(!text.contains(raw), "{lang}: {raw:?}");
        }
        // Within a fence everything is shown as it is.
        let outside: String = text.split("```").step_by(2).collect();
        for raw in ["<script", "<img", "[x]("] {
            assert!(!outside.contains(raw), "{lang}: {raw:?}");
        }
        let mut head = None;
        for line in text.lines() {
            let cells = line.starts_with('|').then(|| line.replace("\\|", "").matches('|').count());
            let expected = head.or(cells);
            assert!(cells.is_none() || cells == expected, "{lang}: {cells:?} instead of {expected:?} in {line}");
            head = cells.and(expected);
        }
    }
}

#[test]
fn hostile_names_are_no_markup_and_the_page_allows_nothing_but_its_own_style_and_script() {
    let words = "</title><script>alert(1)</script>\"'&<svg onload=x> \u{202e}\u{1b}[31m";
    let long = "n".repeat(10_000);
    for names in [Names { bucket: "a\"b<img src=x onerror=y>\u{1b}]0;", words }, Names { bucket: &long, words: &long }]
    {
        let (_folder, ledger) = ledger(&format!("{}r", "c".repeat(12)), names);
        let review = review_of(&ledger, START, date(2026, 1, 13));
        for lang in [Lang::De, Lang::En] {
            let mut out = Vec::new();
            html::write(&paper(&review, lang), lang, &mut out).unwrap();
            let page = String::from_utf8(out).unwrap();
            assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
            for raw in ["<img", "<svg onload", "\u{202e}", "\u{1b}", "style=", "javascript:", "http://", "https://"] {
                assert!(!page.contains(raw), "{lang}: {raw:?}");
            }
            assert!(page.len() < 60_000, "{lang}: {} bytes", page.len());
            let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
            assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
        }
    }
}

#[test]
fn every_family_has_its_place_in_the_law_and_serves_a_goal() {
    let places = ["(1)(a)", "(1)(b)", "(1)(c)", "(1)(d)", "(4)", "Art. 5(1)(e)", "Art. 25(2)"];
    for family in Family::ALL {
        assert!(places.iter().any(|place| family.articles(Lang::En).starts_with(place)), "{}", family.key());
        assert!(!family.goals().is_empty(), "{}", family.key());
    }
    for letter in ["lit. a", "lit. b", "lit. c", "lit. d"] {
        assert!(Family::ALL.iter().any(|family| family.articles(Lang::De).contains(letter)), "{letter}");
    }
    let (_folder, ledger) = ledger("ccr", PLAIN);
    let review = review_of(&ledger, START, date(2026, 1, 3));
    let mut out = Vec::new();
    markdown::write(&paper(&review, Lang::De), Lang::De, &mut out).unwrap();
    let line = "| Verschlüsselung | Abs. 1 lit. a | Vertraulichkeit, Integrität | 1 | 1 widerlegt |";
    assert!(String::from_utf8(out).unwrap().lines().any(|own| own == line));
}

#[test]
fn the_words_never_go_beyond_what_was_seen() {
    let (_folder, ledger) = ledger(&"c".repeat(40), PLAIN);
    let review = review_of(&ledger, START, START + 39.days());
    for lang in [Lang::De, Lang::En] {
        let mut out = Vec::new();
        markdown::write(&paper(&review, lang), lang, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for word in ["konform", "compliant", "compliance", "garantiert", "guaranteed"] {
            assert!(!text.to_lowercase().contains(word), "{lang}: {word}");
        }
        let proposal = lang.pick("Vorschlag: wirksam", "proposal: effective");
        assert!(text.contains(proposal));
        let effective = lang.pick("wirksam", "effective");
        for line in text.lines().filter(|line| line.to_lowercase().contains(effective)) {
            let allowed = ["Vorschlag: ", "proposal: ", "Wirksamkeit", "ffectiveness"];
            assert!(allowed.iter().any(|word| line.contains(word)), "{lang}: {line}");
        }
    }
}
