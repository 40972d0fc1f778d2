//! What is refused at the door: files that are larger than any of their sort, and endpoints in clear text.

use crate::tomscan::{Run, Tomscan};
use tempfile::NamedTempFile;

/// A run that asks moto's account as if it were at this endpoint; nothing is asked where it is refused.
fn at(variable: &str, endpoint: &str) -> Tomscan {
    let keys = [("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-not-a-secret")];
    let run = keys.iter().fold(Tomscan::alone(), |run, (name, value)| run.env(name, value));
    run.env("AWS_REGION", "eu-central-1").env("AWS_MAX_ATTEMPTS", "1").env(variable, endpoint)
}

#[track_caller]
fn refuses_clear_text(run: &Run, endpoint: &str) {
    let said = format!("nothing was scanned: the endpoint {endpoint} would be asked in clear text");
    assert!(run.stderr.contains(&said) && run.stderr.contains("use https://"), "{}", run.stderr);
}

#[test]
fn an_endpoint_in_clear_text_is_refused_before_anything_is_asked() {
    let evil = "http://sts.eu-central-1.amazonaws.com.evil.example:8080";
    for variable in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_MEMORYDB", "AWS_ENDPOINT_URL_KMS"] {
        let run = at(variable, evil).args(["--lang", "en"]).run().exits(1);
        refuses_clear_text(&run, evil);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
    let run = at("AWS_ENDPOINT_URL", evil).args(["--lang", "de"]).run().exits(1);
    assert!(run.stderr.contains("würde unverschlüsselt gefragt"), "{}", run.stderr);
}

#[test]
fn an_endpoint_of_a_profile_or_of_its_services_is_refused_too() {
    for (settings, endpoint) in [
        ("endpoint_url = http://10.0.0.1\n", "http://10.0.0.1"),
        ("services = mine\n[services mine]\ns3 =\n  endpoint_url = http://10.0.0.2:9000\n", "http://10.0.0.2:9000"),
        (
            "services = mine\n[services mine]\nsso-oidc =\n  endpoint_url = http://localhost.evil\n",
            "http://localhost.evil",
        ),
    ] {
        let keys = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = not-a-secret\n";
        let config = format!("[profile p]\nregion = eu-central-1\n{keys}{settings}");
        let run = Tomscan::alone().file("config", &config).env_file("AWS_CONFIG_FILE", "config");
        refuses_clear_text(&run.args(["--profile", "p", "--lang", "en"]).run().exits(1), endpoint);
    }
}

#[test]
fn a_ledger_in_s3_is_not_reached_in_clear_text() {
    let run =
        at("AWS_ENDPOINT_URL_S3", "http://10.0.0.1").args(["history", "--ledger", "s3://bucket/p", "--lang", "en"]);
    let run = run.run().exits(1);
    assert!(run.stderr.contains("the endpoint http://10.0.0.1 is not encrypted; use https://"), "{}", run.stderr);
}

/// A file of so many bytes that takes none on the disk.
fn of_length(length: u64) -> NamedTempFile {
    let file = NamedTempFile::new().expect("a file");
    file.as_file().set_len(length).expect("a file with a hole");
    file
}

#[test]
fn files_larger_than_any_of_their_sort_are_refused_with_one_sentence() {
    let huge = of_length(1 << 40);
    let path = huge.path().to_str().expect("a path");
    for (arguments, exit, de, en) in [
        (
            vec!["--claims", path],
            2,
            "nicht geprüft: FILE ist nicht lesbar: größer als 1 MiB, und so groß ist keine Datei mit Aussagen",
            "nothing was scanned: FILE cannot be read: larger than 1 MiB, which no claims file is",
        ),
        (vec!["check", path], 2, "keine Datei mit Aussagen; ist eine andere Datei gemeint?", "was another file meant?"),
        (vec!["--replay", path], 2, "größer als 1 GiB, und so groß ist keine Aufzeichnung", "which no recording is"),
        (vec!["--ledger", "x", "--pseudonymise", path], 2, "64 KiB, und so groß ist kein Schlüssel", "which no key is"),
        (
            vec!["diff", path, path],
            2,
            "512 MiB, und so groß ist kein Bericht",
            "larger than 512 MiB, which no report is",
        ),
    ] {
        for (lang, expected) in [("de", de), ("en", en)] {
            let run = Tomscan::alone().args(arguments.clone()).args(["--lang", lang]).run().exits(exit);
            assert!(run.stderr.contains(&expected.replace("FILE", path)), "{}", run.stderr);
            assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        }
    }
}

#[test]
fn a_document_that_is_a_folder_is_a_mistake_with_its_place() {
    let claims = "[document]\ntitle = \"t\"\nparty = \"p\"\nversion = \"1\"\nfile = \".\"\n\n\
        [[claim]]\nid = \"1\"\nwords = \"w\"\nfamily = \"organisation\"\n";
    let run = Tomscan::alone().claims(claims).args(["--lang", "en"]).run().exits(2);
    assert!(
        run.stderr.contains("tom.toml:5:8: the document ") && run.stderr.contains("cannot be read: this is a folder"),
        "{}",
        run.stderr
    );
}
