//! What a whole scan costs: calls, time, memory, at the size of real accounts, against the fewest calls and the shortest time that
//! would do.
//!
//! `cargo bench --bench scale -- [300 3000 30000]` scans accounts of so many buckets, and the rest in proportion, by the general
//! claims (`examples/general.en.toml`); each answer takes 40 ms, as from Frankfurt to Frankfurt. Further words:
//!
//! * `every-rule`: by a claim for each rule instead.
//! * `limits`: AWS's token buckets are in force.
//! * `latency=MS`: another latency.
//! * `rest=N`: only buckets, volumes and snapshots are as many; the rest is that of an account with N buckets.
//! * `accounts=N`, also several times: instead, an organisation of so many accounts with 30 buckets each.
//! * `prowler`: the checks of buckets that Prowler makes too, by both. It is installed from PyPI once, into the target folder.
//!
//! The account is `tests/cloud/`, in this process; tomscan is the released binary, as a process of its own.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and may end where its own input is wrong"
)]

mod bounds;
#[path = "../../tests/cloud/mod.rs"]
mod cloud;
mod process;
mod prowler;
mod table;

use bounds::Bounds;
use cloud::{Behaviour, Plan, Planted, Server, Tally, account_id, key_id, serve};
use process::Used;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The latency of an answer where nothing else is said.
const LATENCY: Duration = Duration::from_millis(40);
/// The buckets where nothing else is said.
const SIZES: [usize; 3] = [300, 3000, 30_000];

/// What is asked for.
struct Asked {
    sizes: Vec<usize>,
    latency: Duration,
    rest: Option<usize>,
    accounts: Vec<usize>,
    limits: bool,
    every_rule: bool,
    prowler: bool,
}

/// What a scan cost.
struct Cost {
    who: &'static str,
    buckets: usize,
    tally: Tally,
    used: Used,
    /// CPU time of this process, which is the server.
    server: Duration,
    bounds: Bounds,
}

fn main() {
    let asked = asked();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let claims = folder.path().join("tom.toml");
    std::fs::write(&claims, claims_file(&asked)).expect("the folder is writable");
    let prowler = asked.prowler.then(prowler::install);
    println!("latency {} ms, limits of AWS {}\n", asked.latency.as_millis(), if asked.limits { "on" } else { "off" });
    println!("{}", table::head());
    let mut remarks = String::new();
    for plan in plans(&asked) {
        let behaviour = Behaviour { limits: asked.limits, ..Behaviour::after(asked.latency) };
        let server = serve(Planted::new(plan.clone()), behaviour);
        let mut command = tomscan(&claims);
        if plan.accounts > 0 {
            command.args(["--organization", "--role", "Auditor"]);
        }
        let mut costs = vec![cost("tomscan", &server, command, folder.path(), &plan, &asked)];
        if let Some(prowler) = &prowler {
            costs.push(cost("Prowler", &server, prowler.command(), folder.path(), &plan, &asked));
        }
        for cost in &costs {
            println!("{}", table::row(cost));
            let _infallible = write!(remarks, "{}", table::remarks(cost, &plan));
        }
    }
    println!("\n{}\n{remarks}", table::LEGEND);
}

/// The accounts that are scanned.
fn plans(asked: &Asked) -> Vec<Plan> {
    if !asked.accounts.is_empty() {
        return asked.accounts.iter().map(|accounts| Plan::of(30).in_organization(*accounts)).collect();
    }
    let of = |buckets: &usize| match asked.rest {
        Some(rest) => Plan::of(rest).with_buckets(*buckets),
        None => Plan::of(*buckets),
    };
    asked.sizes.iter().map(of).collect()
}

/// Reads the words behind `--`; `cargo bench` adds `--bench` to them.
fn asked() -> Asked {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let is = |name: &str| words.iter().any(|word| word == name);
    let sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let numbers = |name: &str| -> Vec<usize> {
        words.iter().filter_map(|word| word.strip_prefix(name)?.strip_prefix('=')?.parse().ok()).collect()
    };
    let latency = numbers("latency").first().copied();
    let prowler = is("prowler");
    let default = if prowler { vec![SIZES[0]] } else { SIZES.to_vec() };
    Asked {
        sizes: if sizes.is_empty() { default } else { sizes },
        latency: latency.map_or(LATENCY, |millis| Duration::from_millis(millis as u64)),
        rest: numbers("rest").first().copied(),
        accounts: numbers("accounts"),
        limits: is("limits"),
        every_rule: is("every-rule"),
        prowler,
    }
}

const HEAD: &str = "[document]\ntitle = \"scale\"\nparty = \"bench\"\nversion = \"1\"\nlanguage = \"en\"\n";

fn claims_file(asked: &Asked) -> String {
    let claim = |file: String, rule: &str| {
        format!(
            "{file}\n[[claim]]\nid = \"{rule}\"\nwords = \"{rule} holds\"\nfamily = \"transfer\"\nrules = [\"{rule}\"]\n"
        )
    };
    if asked.prowler {
        return prowler::RULES.into_iter().fold(HEAD.to_owned(), claim);
    }
    if asked.every_rule {
        let rules = tomscan::rule::load_embedded().expect("the embedded rules have no mistakes");
        return rules.ids().map(|id| id.0.as_str()).fold(HEAD.to_owned(), claim);
    }
    include_str!("../../examples/general.en.toml").to_owned()
}

fn tomscan(claims: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tomscan"));
    command.arg("--claims").arg(claims);
    command
}

/// Runs a scanner against the server. What it prints goes to a file: a pipe that nobody reads would stop it.
fn cost(who: &'static str, server: &Server, mut command: Command, home: &Path, plan: &Plan, asked: &Asked) -> Cost {
    let output = std::fs::File::create(home.join("output.txt")).expect("the folder is writable");
    let errors = output.try_clone().expect("a second handle");
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("AWS_ENDPOINT_URL", server.endpoint())
        .env("AWS_ACCESS_KEY_ID", key_id(&account_id(0)))
        .env("AWS_SECRET_ACCESS_KEY", "not-a-secret")
        .env("AWS_REGION", "eu-central-1")
        .env("AWS_DEFAULT_REGION", "eu-central-1")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .current_dir(home)
        .stdin(std::process::Stdio::null())
        .stdout(output)
        .stderr(errors);
    server.reset();
    let before = process::own_cpu();
    let used = process::run(command);
    let cpu = process::own_cpu().saturating_sub(before);
    let tally = server.reset();
    if ![0, 10, 11].contains(&used.code) {
        let said = std::fs::read_to_string(home.join("output.txt")).unwrap_or_default();
        println!("{who} ended with {}:\n{said}", used.code);
    }
    let bounds = Bounds::of(plan, &tally, asked.latency);
    Cost { who, buckets: plan.buckets, tally, used, server: cpu, bounds }
}
