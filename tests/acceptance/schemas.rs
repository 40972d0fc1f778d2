//! What is generated is up to date, and what is written fits its schema.
//!
//! The generated files are compared with what the program says now; `UPDATE=1` writes them anew.

use crate::moto::moto;
use crate::tomscan::{Tomscan, claim_for_every_rule};
use jsonschema::Validator;
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tomscan::aws::operations::operation;
use tomscan::rule::{Proof, Rule, Severity, load_embedded, show};
use tomscan::text::Lang;

const REPAIR: &str = "`UPDATE=1 cargo test --test acceptance schemas` writes it anew";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a generated file, or writes it.
fn generated(name: &str, content: &str) {
    let path = root().join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        std::fs::write(&path, content).expect("writable");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let different = found.lines().zip(content.lines()).position(|(old, new)| old != new);
    let line = different.unwrap_or_else(|| found.lines().count().min(content.lines().count())) + 1;
    assert!(found == content, "{name} is out of date from line {line} on; {REPAIR}");
}

/// Compares or writes what stands between two markers of README.md; the rest of it is written by hand.
fn generated_part(marker: &str, content: &str) {
    // Tests run at once, and each of them writes its part of the same file.
    static README: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one_at_a_time = README.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let (begin, end) = (format!("<!-- {marker}:begin -->"), format!("<!-- {marker}:end -->"));
    let text = std::fs::read_to_string(root().join("README.md")).unwrap_or_default();
    let parts = text.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let Some((before, after)) = parts else { panic!("README.md lacks the markers {begin} and {end}") };
    generated("README.md", &format!("{before}{begin}\n{content}\n{end}{after}"));
}

fn pretty(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).expect("JSON") + "\n"
}

fn report_schema() -> Value {
    tomscan::report::json::report_schema().to_value()
}

fn claims_schema() -> Value {
    tomscan::claim::schema::claims_schema().to_value()
}

#[track_caller]
fn fits(validator: &Validator, what: &str, document: &Value) {
    let wrong: Vec<String> =
        validator.iter_errors(document).take(5).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

#[test]
fn reports_fit_their_schema() {
    let validator = jsonschema::validator_for(&report_schema()).expect("a valid schema");
    let truth = moto().plant("600000000001", "states");
    let claims = claim_for_every_rule(&truth["params"]);
    for faults in ["", "XDENY", "XGARBAGEXs3_ListBucketsXDENYXrdsXTHROTTLEXkms_ListKeys"] {
        // Denied is everything but the login itself.
        let faults = if faults == "XDENY" {
            everything_denied()
        } else {
            faults.replace("XDENYXrds", "XDENYXrds_DescribeDBInstances")
        };
        let run = Tomscan::of("600000000001", &faults).claims(&claims).json();
        fits(&validator, &format!("report with {faults}"), &run.report().0);
    }
    let demo = Tomscan::alone().args(["--demo"]).json();
    fits(&validator, "report of the demo", &demo.report().0);
}

fn everything_denied() -> String {
    let all = tomscan::aws::operations::ALL.iter().filter(|operation| operation.id != "sts:GetCallerIdentity");
    all.map(|operation| crate::moto::fault("DENY", operation.id)).collect()
}

#[test]
fn claims_files_fit_their_schema() {
    let validator = jsonschema::validator_for(&claims_schema()).expect("a valid schema");
    for folder in ["examples", "examples/demo"] {
        for path in toml_files(&root().join(folder)) {
            let text = std::fs::read_to_string(&path).expect("readable");
            let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            fits(&validator, &path.display().to_string(), &json_of(&toml::Value::Table(table)));
        }
    }
    let every_field = "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"de\"\nfile = \"x.pdf\"\n\
        [scope]\naccounts = [\"111122223333\"]\nregions = \"eu-central-1\"\nselect = \"true\"\n\
        [[claim]]\nid = \"1\"\nwords = \"w\"\nplace = \"2\"\nfamily = \"encryption\"\nrules = [\"s3-tls-only\"]\n\
        params = { min_tls = \"1.2\", s3-tls-only = { min_tls = \"1.3\" } }\n\
        [[attestation]]\nclaim = \"1\"\nby = \"b\"\non = 2026-01-01\nuntil = \"2027-01-01\"\nevidence = \"e\"\n\
        [[waiver]]\nrule = \"r\"\nresource = \"x\"\nreason = \"y\"\nowner = \"o\"\nuntil = 2026-01-01\n";
    fits(&validator, "every field", &json_of(&every_field.parse::<toml::Table>().expect("TOML").into()));
    for wrong in ["[document]\ntitle = 1\n", "claims = []\n"] {
        assert!(!validator.is_valid(&json_of(&wrong.parse::<toml::Table>().expect("TOML").into())), "{wrong}");
    }
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("readable").path());
    let files: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    assert!(!files.is_empty(), "{} holds claims files", folder.display());
    files
}

/// TOML as editors hand it to a schema: dates are texts.
fn json_of(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json_of(value))).collect(),
        toml::Value::Array(items) => items.iter().map(json_of).collect(),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(truth) => Value::from(*truth),
    }
}

#[test]
fn the_schema_of_reports_is_up_to_date() {
    generated("docs/report.v1.schema.json", &pretty(&report_schema()));
}

#[test]
fn the_schema_of_reviews_is_up_to_date() {
    generated("docs/review.v1.schema.json", &pretty(&tomscan::review::review_schema().to_value()));
}

#[test]
fn the_schema_of_organisations_reports_is_up_to_date() {
    let schema = tomscan::organization::organization_schema().to_value();
    generated("docs/organization.v1.schema.json", &pretty(&schema));
}

#[test]
fn the_schema_of_claims_files_is_up_to_date() {
    generated("docs/claims.schema.json", &pretty(&claims_schema()));
}

#[test]
fn the_least_iam_policy_is_up_to_date() {
    generated("docs/iam-policy.json", &Tomscan::alone().args(["iam-policy"]).run().exits(0).stdout);
}

#[test]
fn the_help_in_the_readme_is_up_to_date() {
    let help = Tomscan::alone().args(["--lang", "en", "--help"]).run().exits(0).stdout;
    generated_part("help", &format!("```text\n{}\n```", help.trim_end()));
}

#[test]
fn the_exit_codes_in_the_readme_are_up_to_date() {
    let help = Tomscan::alone().args(["--lang", "en", "--help"]).run().exits(0).stdout;
    let (_, codes) = help.split_once("Exit codes:\n").expect("the help tells exit codes");
    let row = |line: &str| {
        let (code, meaning) = line.trim().split_once("  ").expect("code and meaning");
        format!("\n| {code} | {meaning} |")
    };
    let rows: String = codes.lines().filter(|line| !line.trim().is_empty()).map(row).collect();
    generated_part("exit-codes", &format!("| code | meaning |\n|---:|---|{rows}"));
}

#[test]
fn the_demo_in_the_readme_is_up_to_date() {
    let shown = Tomscan::alone().args(["--demo", "--lang", "en"]).run().stdout;
    generated_part("demo", &format!("```text\n{}\n```", first_page(shown.trim_end())));
}

/// The table, the first deviation and the last lines: enough to see what a report looks like.
fn first_page(report: &str) -> String {
    let parts: Vec<&str> = report.split("\n\n").collect();
    let deviations = parts.iter().position(|part| part.starts_with("Deviations")).expect("the demo has deviations");
    let shown = parts.get(..deviations + 2).expect("a first deviation").join("\n\n");
    format!("{shown}\n\n[…]\n\n{}", parts.last().expect("last lines"))
}

#[test]
fn the_description_of_the_rules_is_up_to_date() {
    generated("rules/README.md", &rules_in_markdown());
}

fn rules_in_markdown() -> String {
    let set = load_embedded().expect("the built-in rules load");
    let mut rules: Vec<&Rule> = set.all().collect();
    rules.sort_by_key(|rule| (&rule.folder, &rule.id));
    let mut out = format!(
        "# Rules\n\nGenerated from the rules and the catalogue of facts; {REPAIR}.\n\n\
         A claim names rules by their id, or all rules of a folder by `folder/*`. *Full* proof: a pass confirms the claim; \
         *partial*: it confirms it in part at most, and the limits say why.\n\n| rule | says |\n|---|---|\n"
    );
    for rule in &rules {
        let _infallible = writeln!(out, "| [`{0}`](#{0}) | {1} |", rule.id, cell(&rule.title.en));
    }
    let mut folder = "";
    for rule in rules {
        if rule.folder != folder {
            folder = &rule.folder;
            let _infallible = writeln!(out, "\n## {folder}/");
        }
        out.push_str(&rule_in_markdown(rule));
    }
    out
}

fn rule_in_markdown(rule: &Rule) -> String {
    let proof = match rule.proof {
        Proof::Full => "full",
        Proof::Partial => "partial",
    };
    let severity = match rule.severity {
        Severity::Low => "low",
        Severity::Medium => "medium",
        Severity::High => "high",
        Severity::Critical => "critical",
    };
    let mut out = format!(
        "\n### {}\n\n{}  \n*{}*\n\nSeverity {severity}, {proof} proof.\n",
        rule.id, rule.title.en, rule.title.de
    );
    if let Some(limits) = &rule.limits {
        let _infallible = writeln!(out, "\nLimits: {}", limits.en);
    }
    out + &parameters(rule) + &facts(rule) + &actions(rule)
}

fn parameters(rule: &Rule) -> String {
    if rule.params.is_empty() {
        return String::new();
    }
    let row = |(name, param): (&String, &tomscan::rule::Param)| {
        let values: Vec<String> = param.values.iter().map(|value| show(Some(value), Lang::En)).collect();
        let values = if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) };
        format!("| `{name}` | `{}` | {}{values} |\n", param.default, cell(&param.about.en))
    };
    let rows: String = rule.params.iter().map(row).collect();
    format!("\n| parameter | default | meaning |\n|---|---|---|\n{rows}")
}

fn facts(rule: &Rule) -> String {
    let mut rows = std::collections::BTreeSet::new();
    for check in &rule.checks {
        for fact in check.facts() {
            let path = &fact.path;
            let operations = fact.operations.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            rows.insert(format!("| {} | `{path}` | {} | {operations} |\n", check.kind, cell(&fact.about)));
        }
    }
    let rows: String = rows.into_iter().collect();
    format!("\n| resource | fact | meaning | from |\n|---|---|---|---|\n{rows}")
}

fn actions(rule: &Rule) -> String {
    let operations = rule.operations();
    let actions: std::collections::BTreeSet<_> =
        operations.iter().filter_map(|id| operation(id)).map(|operation| format!("`{}`", operation.action)).collect();
    format!("\nIAM actions: {}\n", actions.into_iter().collect::<Vec<_>>().join(", "))
}

/// Text for a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
