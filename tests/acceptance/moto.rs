//! The moto server behind its gate (`moto/README.md`): one per test binary, on a port of its own.
//!
//! In: an account and a scenario. Out: the truth about what was planted, and the calls that reached the gate. The server
//! ends when its standard input does: the pipe closes with this process, however that ends.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// What was planted and what is true of it, as `plant.py` prints it.
pub(crate) type Truth = Arc<Value>;

/// What was planted, by account and scenario, each once.
type Planted = HashMap<(String, &'static str), Arc<OnceLock<Truth>>>;

/// The running server.
pub(crate) struct Moto {
    port: u16,
    /// Held, never read: the server lives as long as the pipe to it.
    _server: Child,
    planted: Mutex<Planted>,
}

/// The server of this test binary, started by whoever asks first.
pub(crate) fn moto() -> &'static Moto {
    static MOTO: OnceLock<Moto> = OnceLock::new();
    MOTO.get_or_init(Moto::start)
}

/// Folder of the Python files.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/acceptance/moto")
}

/// Runs a Python file of the moto folder, or a text (`-c`), with the moto environment.
pub(crate) fn python() -> Command {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    let mut command = Command::new(PYTHON.get_or_init(environment));
    command.env("PYTHONDONTWRITEBYTECODE", "1").current_dir(folder());
    command
}

/// The Python of the environment that `requirements.txt` describes, made if it is not there. Its folder is named by the
/// file's hash, made under another name and renamed when whole: so it is never half there, and two test processes that
/// start at once do not disturb each other.
fn environment() -> PathBuf {
    let requirements = folder().join("requirements.txt");
    let text = std::fs::read(&requirements).expect("tests/acceptance/moto/requirements.txt exists");
    let hash = tomscan::hex(&Sha256::digest(text));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a target folder");
    let whole = target.join(format!("moto-venv-{}", &hash[..12]));
    let python = Path::new("bin").join("python");
    if !whole.exists() {
        let making =
            tempfile::Builder::new().prefix("moto-venv-making-").tempdir_in(target).expect("target is writable");
        let venv = making.path().join("venv");
        must("python3", &["-m", "venv", path(&venv)]);
        let own = venv.join(&python);
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"];
        must(path(&own), &[&pip[..], &[path(&requirements)]].concat());
        if let Err(error) = std::fs::rename(&venv, &whole) {
            assert!(whole.exists(), "{} could not be made: {error}", whole.display());
        }
    }
    whole.join(python)
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// Runs a step of the installation, and says in one sentence what is missing where it fails.
fn must(program: &str, arguments: &[&str]) {
    const NEEDED: &str = "the live tests need python3 (3.10 or later) with venv and pip, and PyPI once; install them \
                          (Debian: apt-get install python3-venv python3-pip)";
    match Command::new(program).args(arguments).stdin(Stdio::null()).output() {
        Err(error) => panic!("{NEEDED}: {program} cannot be run: {error}"),
        Ok(output) if !output.status.success() => {
            let said = String::from_utf8_lossy(&output.stderr);
            panic!("{NEEDED}: {program} {} failed: {}", arguments.join(" "), said.trim());
        }
        Ok(_) => {}
    }
}

impl Moto {
    fn start() -> Self {
        let mut server = python()
            .arg("server.py")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the moto environment has a python");
        let mut line = String::new();
        BufReader::new(server.stdout.take().expect("piped")).read_line(&mut line).expect("the server's first line");
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("server.py did not start: {line}"));
        let port = said["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        Self { port, _server: server, planted: Mutex::default() }
    }

    /// Base URL of the gate.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Plants a scenario in an account, once however many tests ask for it.
    pub(crate) fn plant(&self, account: &str, scenario: &'static str) -> Truth {
        let cell = {
            let mut planted = self.planted.lock().unwrap();
            Arc::clone(planted.entry((account.to_owned(), scenario)).or_default())
        };
        Arc::clone(cell.get_or_init(|| Arc::new(self.run_plant(account, scenario))))
    }

    fn run_plant(&self, account: &str, scenario: &str) -> Value {
        let arguments = ["plant.py", "--endpoint", &self.endpoint(), "--account", account, scenario];
        let output = python().args(arguments).stdin(Stdio::null()).output().expect("plant.py runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "plant.py {scenario} failed: {said}");
        serde_json::from_slice(&output.stdout).expect("plant.py prints JSON")
    }

    /// Runs Python that plants something small: `plant` is a `planting.Plant` of the account.
    pub(crate) fn plant_by(&self, account: &str, text: &str) {
        let head = "import json\nfrom planting import *\n";
        let text = format!("{head}plant = Plant({:?}, {account:?})\n{text}", self.endpoint());
        let output = python().args(["-c", &text]).stdin(Stdio::null()).output().expect("python runs");
        assert!(output.status.success(), "planting failed: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Tells the gate facts that moto cannot hold; see `moto/README.md`.
    pub(crate) fn declare(&self, account: &str, facts: &Value) {
        self.http("POST", &format!("/_gate/declare?key=AKIA{account}"), &facts.to_string());
    }

    /// Leaves an account one enabled region instead of 17, for tests about answers, which take hundreds of runs.
    pub(crate) fn leave_one_region(&self, account: &str) {
        let all = "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 \
                   eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2";
        let disabled = |region: &str| {
            json!({
                "service": "account", "operation": "ListRegions",
                "where": { "RegionName": region }, "set": { "RegionOptStatus": "DISABLED" }
            })
        };
        self.declare(account, &all.split(' ').map(disabled).collect());
        let region = "{'RegionName': 'eu-central-1', 'OptInStatus': 'opt-in-not-required'}";
        self.plant_by(account, &format!("plant.answers('ec2', 'DescribeRegions', {{'Regions': [{region}]}})"));
    }

    /// The calls of a key id in the order in which they came.
    pub(crate) fn calls(&self, key: &str) -> Vec<Call> {
        let calls = self.http("GET", &format!("/_gate/calls?key={key}"), "");
        let text = |call: &Value, member: &str| call[member].as_str().unwrap_or_default().to_owned();
        let calls = calls.as_array().expect("a list of calls").iter();
        calls
            .map(|call| Call {
                operation: format!("{}:{}", text(call, "service"), text(call, "operation")),
                region: text(call, "region"),
                target: text(call, "target"),
            })
            .collect()
    }

    /// How often a key id called each operation.
    pub(crate) fn counts(&self, key: &str) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for call in self.calls(key) {
            *counts.entry(call.operation).or_default() += 1;
        }
        counts
    }

    /// What was wrong with the requests of a key id, by AWS's models: parameters that do not exist, wrong types, paths, names.
    pub(crate) fn complaints(&self, key: &str) -> Vec<String> {
        let complaints = self.http("GET", &format!("/_gate/complaints?key={key}"), "");
        complaints
            .as_array()
            .expect("a list of complaints")
            .iter()
            .map(|one| one.as_str().unwrap().to_owned())
            .collect()
    }

    /// One request to the gate itself.
    fn http(&self, method: &str, path: &str, body: &str) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the gate listens");
        let length = body.len();
        let head =
            format!("{method} {path} HTTP/1.1\r\nHost: gate\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all((head + body).as_bytes()).expect("the gate reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the gate answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an HTTP answer");
        assert!(head.starts_with("HTTP/1.1 200"), "the gate refuses {path}: {answer}");
        serde_json::from_str(body).expect("the gate answers in JSON")
    }
}

/// One call that reached the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// As in the table of operations: `s3:GetBucketPolicy`.
    pub(crate) operation: String,
    pub(crate) region: String,
    /// The bucket, key or database that was asked about, where there is one.
    pub(crate) target: String,
}

/// A key id of the account for one run alone, so that its calls can be told from those of others: it asks for a fault of a
/// service that does not exist. `faults` as in `moto/README.md`, such as `XDENYXs3_GetBucketPolicy`.
pub(crate) fn key_id(account: &str, faults: &str) -> String {
    static RUN: AtomicU64 = AtomicU64::new(0);
    format!("AKIA{account}XDENYXgate_Run{}{faults}", RUN.fetch_add(1, Ordering::Relaxed))
}

/// The fault that a key id asks for at one operation of the table: `XDENYXs3_GetBucketPolicy`.
pub(crate) fn fault(kind: &str, operation: &str) -> String {
    format!("X{kind}X{}", operation.replace(':', "_"))
}

#[test]
fn the_gate_tells_the_runs_of_one_account_apart() {
    assert_ne!(key_id("100000000001", ""), key_id("100000000001", ""));
    let key = key_id("100000000001", &fault("DENY", "s3:ListBuckets"));
    assert!(moto().calls(&key).is_empty());
}

/// Runs a Python file of the moto folder on JSON, and reads the JSON that it prints.
pub(crate) fn ask_python(arguments: &[&str], input: &Value) -> Value {
    let mut child =
        python().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(input.to_string().as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{arguments:?} failed");
    serde_json::from_slice(&output.stdout).expect("it prints JSON")
}

#[test]
fn whatever_is_planted_comes_back_whole_from_every_operation_of_the_table() {
    // The list of filters that SearchTransitGatewayRoutes needs stays empty in the check, and EC2's form leaves empty lists out.
    let asked =
        tomscan::aws::operations::ALL.iter().filter(|operation| operation.id != "ec2:SearchTransitGatewayRoutes");
    let table: Vec<&str> = asked.map(|operation| operation.id).collect();
    let wrong = ask_python(&["check.py"], &table.into());
    assert_eq!(wrong, Value::Array(Vec::new()), "{wrong:#}");
}

#[test]
fn the_example_of_a_plant_is_planted() {
    let truth = moto().plant("100000000002", "example:shown");
    assert_eq!(truth["truth"]["backup-encryption"]["daily"], "conforms");
    assert_eq!(truth["params"]["backup-recency"]["max_age_h"], 26);
}

#[test]
fn the_gate_complains_of_what_aws_does_not_know() {
    const ACCOUNT: &str = "100000000003";
    let key = key_id(ACCOUNT, "");
    let ask = format!(
        "body = b'Action=DescribeRules&Version=2015-12-01&ListenerArn=a&Pagesize=7'\n\
         who = 'AWS4-HMAC-SHA256 Credential={key}/20260101/eu-central-1/elasticloadbalancing/aws4_request'\n\
         request = urllib.request.Request(plant.endpoint, body, {{'Authorization': who}})\n\
         try:\n    urllib.request.urlopen(request)\nexcept urllib.error.HTTPError:\n    pass\n"
    );
    moto().plant_by(ACCOUNT, &ask);
    assert_eq!(moto().complaints(&key), ["elbv2:DescribeRules: Pagesize: no such parameter"]);
}
