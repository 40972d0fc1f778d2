//! `tomscan review verify`: a PDF, judged from its bytes alone.

use super::Ended;
use super::sealed::read;
use crate::exit::Exit;
use crate::run::pdf::undone;
use std::io::{self, Write};
use std::path::Path;
use tomscan::input::{self, Sort};
use tomscan::report::plain::plain;
use tomscan::review::evidence::{self, Fits, REVIEW};
use tomscan::say;
use tomscan::seal::{self, Sealed, SignedBy, StampedBy};
use tomscan::text::{Lang, Say};

/// Verifies a file, and says what vouches for it. Something that is wrong is a failure.
pub(super) fn run(file: &Path, key: Option<&Path>, lang: Lang) -> Result<Exit, Ended> {
    let key = key
        .map(|path| seal::public_key(&read(path, Sort::Certificates, lang)?).map_err(|error| undone(&error, lang)))
        .transpose()?;
    let name = file.display().to_string();
    let not_verified = |why: String| {
        let text = say!(lang, "nicht nachgeprüft: {name}: {why}", "nothing was verified: {name}: {why}");
        Ended::With(Exit::Failed, text)
    };
    let pdf = input::read(file, Sort::Pdf).map_err(|error| not_verified(error.say(lang)))?;
    let sealed = seal::verify(&pdf).map_err(|error| not_verified(error.say(lang)))?;
    let mut wrong: Vec<String> = sealed.flaws.iter().map(|flaw| flaw.say(lang)).collect();
    let chain = chain(&sealed, &mut wrong, lang);
    if let Some(key) = &key
        && !sealed.signature.as_ref().is_some_and(|by| by.key == *key)
    {
        let own = seal::fingerprint(key);
        wrong.push(say!(
            lang,
            "nicht mit dem verlangten Schlüssel signiert (SHA-256 {own})",
            "not signed with the key that was asked for (SHA-256 {own})"
        ));
    }
    tell(&name, &sealed, key.is_some(), chain, &wrong, lang)?;
    Ok(if wrong.is_empty() { Exit::Holds } else { Exit::Failed })
}

/// What the chain inside says; a PDF of a single scan has none.
fn chain(sealed: &Sealed, wrong: &mut Vec<String>, lang: Lang) -> Option<String> {
    if !sealed.files.contains_key(REVIEW) {
        return None;
    }
    match evidence::check(&sealed.files) {
        Ok((review, Fits { from, to })) => {
            let named = sealed.manifest.ledger.as_ref().map(|head| (&head.id, head.run, &head.sha256));
            if named != Some((&review.ledger.id, review.ledger.run, &review.ledger.sha256)) {
                let text = lang.pick("das Manifest nennt einen anderen Lauf", "the manifest names another run");
                wrong.push(text.to_owned());
            }
            let head = format!("{to}:{}", review.ledger.sha256);
            Some(say!(
                lang,
                "Kette: Läufe {from} bis {to}, ununterbrochen; Nächte und Urteile folgen aus ihr; Kopf {head}",
                "chain: runs {from} to {to}, unbroken; nights and verdicts follow from it; head {head}"
            ))
        }
        Err(misfit) => {
            wrong.push(misfit.say(lang));
            None
        }
    }
}

/// What all of it comes to. Nobody vouches for a file that is not signed: who changes it can make the manifest anew.
fn headline(sealed: &Sealed, key_is_known: bool, in_order: bool, lang: Lang) -> String {
    let text = match (&sealed.signature, &sealed.timestamp) {
        _ if !in_order => lang.pick("NICHT in Ordnung", "NOT in order"),
        (Some(_), _) if key_is_known => lang.pick(
            "unverändert, seit es mit dem verlangten Schlüssel signiert wurde",
            "unchanged since it was signed with the key that was asked for",
        ),
        (Some(_), _) => lang.pick(
            "unverändert, seit es signiert wurde; von wem, zeigt erst der Schlüssel (--key)",
            "unchanged since it was signed; by whom only the key shows (--key)",
        ),
        (None, Some(_)) => {
            lang.pick("unverändert, seit es mit einem Zeitstempel versehen wurde", "unchanged since it was stamped")
        }
        (None, None) => lang.pick(
            "in sich stimmig; dass es niemand neu gemacht hat, bezeugt nichts",
            "consistent in itself; nothing vouches that nobody made it anew",
        ),
    };
    text.to_owned()
}

fn tell(
    name: &str,
    sealed: &Sealed,
    key_is_known: bool,
    chain: Option<String>,
    wrong: &[String],
    lang: Lang,
) -> io::Result<()> {
    let mut lines = Vec::new();
    let (files, made) = (sealed.manifest.files.len(), sealed.manifest.made);
    lines.push(format!("{name}: {}", headline(sealed, key_is_known, wrong.is_empty(), lang)));
    lines.extend(wrong.iter().map(|text| format!("  ✗ {text}")));
    if wrong.is_empty() {
        let pages = &sealed.manifest.report.sha256;
        lines.push(say!(
            lang,
            "  Manifest vom {made}: Seiten (SHA-256 {pages}) und {files} Dateien, alle wie verzeichnet",
            "  manifest of {made}: pages (SHA-256 {pages}) and {files} files, all as listed"
        ));
    }
    lines.extend(chain.map(|chain| format!("  {chain}")));
    lines.push(format!("  {}", signature(sealed.signature.as_ref(), lang)));
    lines.push(format!("  {}", timestamp(sealed.timestamp.as_ref(), lang)));
    let mut out = io::stdout().lock();
    lines.iter().try_for_each(|line| writeln!(out, "{}", plain(line)))
}

fn signature(signature: Option<&SignedBy>, lang: Lang) -> String {
    let Some(SignedBy { name, fingerprint, time, self_issued, .. }) = signature else {
        return lang.pick("Signatur: keine", "signature: none").to_owned();
    };
    let issued = if *self_issued {
        lang.pick(
            "; der Schlüssel bürgt für sich selbst: mit --key vergleichen",
            "; the key vouches for itself: compare it with --key",
        )
    } else {
        ""
    };
    say!(
        lang,
        "Signatur: gültig, von {name}, Schlüssel SHA-256 {fingerprint}, nach eigener Uhr {time}{issued}",
        "signature: valid, by {name}, key SHA-256 {fingerprint}, at {time} by its own clock{issued}"
    )
}

fn timestamp(timestamp: Option<&StampedBy>, lang: Lang) -> String {
    let Some(StampedBy { name, issuer, time }) = timestamp else {
        return lang.pick("Zeitstempel: keiner", "timestamp: none").to_owned();
    };
    say!(
        lang,
        "Zeitstempel: gültig, {time}, von {name} (ausgestellt von {issuer}; ob man ihm traut, entscheiden Menschen)",
        "timestamp: valid, {time}, by {name} (issued by {issuer}; whether to trust it is for people to decide)"
    )
}
