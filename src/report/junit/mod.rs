//! The report as JUnit XML, which every CI shows: a test suite per family of measures, a test case per claim.
//!
//! In: a report. Out: XML that fits the Jenkins schema `junit-10.xsd`. How a verdict is shown:
//!
//! | verdict | test case | why |
//! |---|---|---|
//! | refuted | failure, with the deviations | the account says otherwise |
//! | not verified | error, with the missing permission | JUnit's word for a test that could not be carried out. A skipped test is green in most CIs, and what was not seen is no pass |
//! | not applicable, not attested | skipped, with the reason | there was nothing to test, or nothing that a machine can test; neither changes the exit code |
//! | partly confirmed | passed, its limits in `system-out` | nothing deviates |
//! | confirmed, attested | passed | |
//!
//! Suites are the families because GitLab, Jenkins and Azure group by suite or class: so one sees which kind of measure fails.

mod case;

use super::Report;
use super::plain::one_line;
use super::since::Since;
use crate::claim::Family;
use case::{Case, Shown};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let since = Since::of(report);
    let suites: Vec<(Family, Vec<Case>)> =
        Family::ALL.iter().map(|family| (*family, cases(report, *family, &since))).collect();
    let suites = || suites.iter().filter(|(_, cases)| !cases.is_empty());
    let all = Numbers::of(suites().flat_map(|(_, cases)| cases));
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .with_attributes(attributes(&[
            ("name", &report.claims.document.title),
            ("tests", &all.tests.to_string()),
            ("failures", &all.failures.to_string()),
            ("errors", &all.errors.to_string()),
        ]))
        .write_inner_content(|xml| suites().try_for_each(|(family, cases)| suite(report, *family, cases, xml)))?;
    writeln!(out)
}

fn cases(report: &Report<'_>, family: Family, since: &Since<'_>) -> Vec<Case> {
    let judged = report.evaluation.claims.iter().filter(|judged| report.claim(judged).family == family);
    judged.map(|judged| Case::of(report, judged, since)).collect()
}

fn suite<W: Write>(report: &Report<'_>, family: Family, cases: &[Case], xml: &mut Writer<W>) -> io::Result<()> {
    let numbers = Numbers::of(cases);
    let (claims, inventory) = (report.claims, report.inventory);
    let properties = [
        ("account", inventory.caller.account.as_str()),
        ("caller", &inventory.caller.arn),
        ("party", &claims.document.party),
        ("version", &claims.document.version),
        ("claims", claims.file()),
        ("tomscan", crate::VERSION),
        ("rules", &report.rules.hash),
        ("complete", if inventory.complete { "true" } else { "false" }),
    ];
    xml.create_element("testsuite")
        .with_attributes(attributes(&[
            ("name", family.name(report.lang)),
            ("tests", &numbers.tests.to_string()),
            ("failures", &numbers.failures.to_string()),
            ("errors", &numbers.errors.to_string()),
            ("skipped", &numbers.skipped.to_string()),
            ("timestamp", &inventory.now.strftime("%Y-%m-%dT%H:%M:%S").to_string()),
        ]))
        .write_inner_content(|xml| {
            xml.create_element("properties").write_inner_content(|xml| {
                properties.iter().try_for_each(|(name, value)| {
                    let attributes = attributes(&[("name", name), ("value", value)]);
                    xml.create_element("property").with_attributes(attributes).write_empty().map(|_| ())
                })
            })?;
            // The account stands in the class, so that a CI which gathers several accounts keeps their test cases apart.
            let class = format!("tomscan.{}.{}", inventory.caller.account, family.key());
            cases.iter().try_for_each(|case| test_case(case, &class, xml))
        })?;
    Ok(())
}

fn test_case<W: Write>(case: &Case, class: &str, xml: &mut Writer<W>) -> io::Result<()> {
    let element = xml.create_element("testcase");
    let element = element.with_attributes(attributes(&[("classname", class), ("name", &case.name)]));
    let tag = match case.shown {
        Shown::Passed => None,
        Shown::Failed => Some("failure"),
        Shown::Error => Some("error"),
        Shown::Skipped => Some("skipped"),
    };
    if tag.is_none() && case.beside.is_empty() {
        return element.write_empty().map(|_| ());
    }
    element.write_inner_content(|xml| {
        if let Some(tag) = tag {
            let attributes = attributes(&[("type", case.kind), ("message", &case.message)]);
            let element = xml.create_element(tag).with_attributes(attributes);
            match lines(&case.lines) {
                none if none.is_empty() => element.write_empty()?,
                lines => element.write_text_content(BytesText::new(&lines))?,
            };
        }
        if !case.beside.is_empty() {
            xml.create_element("system-out").write_text_content(BytesText::new(&lines(&case.beside)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Attributes with values that XML allows; the writer escapes the rest.
fn attributes<'a>(pairs: &[(&'a str, &str)]) -> Vec<(&'a str, Cow<'a, str>)> {
    pairs.iter().map(|(name, value)| (*name, Cow::Owned(allowed(value)))).collect()
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| allowed(line)).collect::<Vec<_>>().join("\n")
}

/// XML 1.0 has no place for control characters, escaped or not, nor for the last two of the first plane.
fn allowed(text: &str) -> String {
    one_line(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// How many test cases, with what outcome.
#[derive(Default)]
struct Numbers {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Numbers {
    fn of<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Self {
        let mut numbers = Self::default();
        for case in cases {
            numbers.tests += 1;
            match case.shown {
                Shown::Passed => {}
                Shown::Failed => numbers.failures += 1,
                Shown::Error => numbers.errors += 1,
                Shown::Skipped => numbers.skipped += 1,
            }
        }
        numbers
    }
}
