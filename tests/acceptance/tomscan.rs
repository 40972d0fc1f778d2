//! The binary as a process, in an environment that holds nothing but what the test says.

use crate::moto::{Call, key_id, moto};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{OnceLock, PoisonError, RwLock};
use std::time::Duration;
use tempfile::TempDir;
use tomscan::rule::{RuleSet, load_embedded};

/// A run that is being prepared.
pub(crate) struct Tomscan {
    arguments: Vec<OsString>,
    environment: BTreeMap<String, OsString>,
    folder: TempDir,
    key: String,
    alone: bool,
}

/// How a run ended.
pub(crate) struct Run {
    /// Exit code.
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Working folder of the run; it goes away with this value.
    pub(crate) folder: TempDir,
    /// Access key id under which it asked.
    pub(crate) key: String,
}

/// The longest that a run may take; then it counts as hanging.
const PATIENCE: Duration = Duration::from_mins(3);

/// Held by every run, and by a run of its own for itself: one gate answers all of them, one call after the other.
static GATE: RwLock<()> = RwLock::new(());

/// Held by a test that asks the gate in another way than through [`Tomscan::run`], so that no run of its own goes on meanwhile.
pub(crate) struct AmongOthers(Option<std::sync::RwLockReadGuard<'static, ()>>);

thread_local! {
    /// Whether this thread holds one already: a second one could wait for somebody who waits for the first.
    static AMONG_OTHERS: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

impl AmongOthers {
    /// Waits until no run of its own goes on.
    pub(crate) fn now() -> Self {
        let first = !AMONG_OTHERS.replace(true);
        Self(first.then(|| GATE.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Drop for AmongOthers {
    fn drop(&mut self) {
        if self.0.is_some() {
            AMONG_OTHERS.set(false);
        }
    }
}

/// Path of the binary.
pub(crate) fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_tomscan")
}

impl Tomscan {
    /// A run without AWS: no endpoint, no credentials, no configuration.
    pub(crate) fn alone() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut run =
            Self { arguments: Vec::new(), environment: BTreeMap::new(), folder, key: String::new(), alone: false };
        let home = run.folder.path().as_os_str().to_owned();
        run.environment.insert("HOME".to_owned(), home);
        run.environment.insert("PATH".to_owned(), std::env::var_os("PATH").unwrap_or_default());
        run.env("AWS_EC2_METADATA_DISABLED", "true")
    }

    /// A run that asks the moto server as somebody of `account`, with the faults of `moto/README.md`.
    pub(crate) fn of(account: &str, faults: &str) -> Self {
        let key = key_id(account, faults);
        let mut run = Self::alone()
            .env("AWS_ENDPOINT_URL", &moto().endpoint())
            .env("AWS_ACCESS_KEY_ID", &key)
            .env("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-not-a-secret")
            .env("AWS_REGION", "eu-central-1")
            .env("AWS_MAX_ATTEMPTS", "1");
        run.key = key;
        run
    }

    /// A scan by many rules sends so many calls at once that on a busy machine the last ones, or those of other runs, would
    /// wait longer than the program does: it runs by itself, and asks again what was not answered in time.
    pub(crate) fn by_itself(mut self) -> Self {
        self.alone = true;
        self.env("AWS_MAX_ATTEMPTS", "4")
    }

    /// Sets a variable of the environment.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.into());
        self
    }

    /// Sets a variable to a file of the working folder.
    pub(crate) fn env_file(mut self, name: &str, file: &str) -> Self {
        self.environment.insert(name.to_owned(), self.folder.path().join(file).into_os_string());
        self
    }

    /// Adds arguments.
    pub(crate) fn args<A: Into<OsString>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Puts a file into the working folder.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        std::fs::write(self.folder.path().join(name), text).expect("the working folder is writable");
        self
    }

    /// The claims file, as `tom.toml` in the working folder.
    pub(crate) fn claims(self, text: &str) -> Self {
        self.file("tom.toml", text)
    }

    /// The working folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The access key id under which it asks.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// The process, for tests that do more than wait for its end.
    pub(crate) fn process(&self) -> std::process::Command {
        let mut command = std::process::Command::new(binary());
        command.env_clear().envs(&self.environment).args(&self.arguments).current_dir(self.folder.path());
        command
    }

    /// Runs it to its end. A crash is never what a test wants.
    pub(crate) fn run(self) -> Run {
        let mut command = assert_cmd::Command::from_std(self.process());
        let asks = !self.key.is_empty();
        let _alone = (asks && self.alone).then(|| GATE.write().unwrap_or_else(PoisonError::into_inner));
        let _among_others = (asks && !self.alone).then(|| GATE.read().unwrap_or_else(PoisonError::into_inner));
        let output = command.timeout(PATIENCE).output().expect("tomscan starts");
        ended(self, output)
    }

    /// As [`Tomscan::run`], with the report as JSON.
    pub(crate) fn json(self) -> Run {
        self.args(["--format", "json"]).run()
    }
}

/// What a finished process left.
pub(crate) fn ended(run: Tomscan, output: std::process::Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output in UTF-8");
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    let code = output.status.code().unwrap_or_else(|| panic!("tomscan was killed or took too long: {stderr}"));
    assert!(code != 101 && !stderr.contains("panicked at"), "tomscan crashed: {stderr}");
    if !run.key.is_empty() {
        let complaints = moto().complaints(&run.key);
        assert!(complaints.is_empty(), "tomscan asked what AWS does not know:\n{}", complaints.join("\n"));
    }
    Run { code, stdout, stderr, folder: run.folder, key: run.key }
}

impl Run {
    /// The report.
    pub(crate) fn report(&self) -> Report {
        let parsed = serde_json::from_str(&self.stdout);
        Report(parsed.unwrap_or_else(|error| panic!("no JSON report (exit {}): {error}\n{}", self.code, self.stderr)))
    }

    /// A file of the working folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What reached AWS.
    pub(crate) fn calls(&self) -> Vec<Call> {
        moto().calls(&self.key)
    }

    /// How often each operation reached AWS.
    pub(crate) fn counts(&self) -> BTreeMap<String, u64> {
        moto().counts(&self.key)
    }

    /// Asserts the exit code, and shows what was said where it is another.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "exit code\nstdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
}

/// A JSON report.
pub(crate) struct Report(pub(crate) Value);

impl Report {
    fn list<'r>(&'r self, name: &str) -> impl Iterator<Item = &'r Value> + use<'r> {
        self.0[name].as_array().unwrap_or_else(|| panic!("the report has no {name}")).iter()
    }

    /// All claims.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &Value> {
        self.list("claims")
    }

    /// All results.
    pub(crate) fn results(&self) -> impl Iterator<Item = &Value> {
        self.list("results")
    }

    /// The claim of this id.
    pub(crate) fn claim(&self, id: &str) -> &Value {
        self.claims().find(|claim| claim["id"] == id).unwrap_or_else(|| panic!("no claim {id}"))
    }

    /// The verdict of a claim.
    pub(crate) fn verdict(&self, id: &str) -> &str {
        self.claim(id)["verdict"].as_str().expect("a verdict")
    }

    /// The verdicts by claim.
    pub(crate) fn verdicts(&self) -> BTreeMap<String, String> {
        self.claims().map(|claim| (text(&claim["id"]).to_owned(), text(&claim["verdict"]).to_owned())).collect()
    }

    /// The first result of a rule.
    pub(crate) fn result(&self, rule: &str) -> &Value {
        self.results().find(|result| result["rule"] == rule).unwrap_or_else(|| panic!("no result of {rule}"))
    }

    /// This report with the results of those claims alone that another one has: no undocumented measures, which assume values of
    /// their own. Of reports with one claim for each rule.
    pub(crate) fn claimed_in(&self, other: &Self) -> Self {
        let rules: BTreeSet<&str> = other.claims().map(|claim| text(&claim["id"])).collect();
        let free = self.0["undocumented"].as_array().expect("a list");
        let results = (0_u64..).zip(self.results()).filter(|(index, _)| !free.contains(&(*index).into()));
        let results = results.map(|(_, result)| result).filter(|result| rules.contains(text(&result["rule"])));
        let mut report = self.0.clone();
        report["results"] = results.cloned().collect();
        Self(report)
    }

    /// The calls that tomscan counted itself.
    pub(crate) fn calls(&self) -> BTreeMap<String, u64> {
        serde_json::from_value(self.0["calls"].clone()).expect("counts")
    }
}

/// The findings of a result.
pub(crate) fn findings(result: &Value) -> &[Value] {
    result["findings"].as_array().expect("findings")
}

/// A text, empty where there is none.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Head of a claims file in English.
pub(crate) const HEAD: &str = "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nlanguage = \"en\"\n";

/// A claims file with one claim per rule, named by it; `params` per rule as JSON, whose values are TOML too.
pub(crate) fn claim_per_rule<'i>(rules: impl IntoIterator<Item = &'i str>, params: &Value) -> String {
    let claim = |rule: &str| {
        let stated = params[rule].as_object().into_iter().flatten();
        let stated = stated.map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", ");
        format!(
            "\n[[claim]]\nid = \"{rule}\"\nwords = \"{rule} holds\"\nfamily = \"encryption\"\nrules = [\"{rule}\"]\n\
             params = {{ {stated} }}\n"
        )
    };
    rules.into_iter().fold(HEAD.to_owned(), |file, rule| file + &claim(rule))
}

/// Ids of all built-in rules. The accounts `states` and `clean` are planted whole for each of them (`moto/plants/`).
pub(crate) fn all_rules() -> impl Iterator<Item = &'static str> + Clone {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    let rules = RULES.get_or_init(|| load_embedded().expect("the built-in rules load"));
    rules.ids().map(|id| id.0.as_str())
}

/// A claims file with one claim for each rule.
pub(crate) fn claim_for_every_rule(params: &Value) -> String {
    claim_per_rule(all_rules(), params)
}
