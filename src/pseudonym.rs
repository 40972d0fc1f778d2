//! Names of IAM users replaced by keyed pseudonyms: they are personal data (Art. 4(1) GDPR), and evidence is kept for years.
//!
//! In: a key and everything that a scan gave. Out: the same without names. The same key makes the same pseudonym every night, so
//! runs can still be compared; without the key nobody can tell the name (HMAC-SHA-256, RFC 2104). It is applied after evaluation:
//! a user whose name is also a word can garble a text, but never a verdict.

use crate::claim::Claims;
use crate::evaluate::{Evaluation, Ruling};
use crate::fact::{Inventory, ResourceKind};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Shorter keys could be guessed.
pub const LEAST_KEY_BYTES: usize = 16;

/// A key that makes pseudonyms.
pub struct Pseudonyms {
    mac: Hmac<Sha256>,
}

impl std::fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// Pseudonyms made with a key; white space around it does not count. `None`: the key is too short.
    pub fn with_key(key: &[u8]) -> Option<Self> {
        let key = key.trim_ascii();
        if key.len() < LEAST_KEY_BYTES {
            return None;
        }
        Hmac::new_from_slice(key).ok().map(|mac| Self { mac })
    }

    /// A short name of the key itself, by which runs say which one they used.
    pub fn key_id(&self) -> String {
        self.digest(b"key", "").get(..8).unwrap_or_default().to_owned()
    }

    /// The pseudonym of a name.
    pub fn of(&self, name: &str) -> String {
        format!("user-{}", self.digest(b"user", name).get(..12).unwrap_or_default())
    }

    /// A text without the users and sessions whose ARNs stand in it, such as a message of AWS.
    pub fn in_message(&self, text: &str) -> String {
        Names { pseudonyms: self, known: BTreeMap::new() }.in_text(text)
    }

    fn digest(&self, what: &[u8], text: &str) -> String {
        let mut mac = self.mac.clone();
        mac.update(what);
        mac.update(&[0]);
        mac.update(text.as_bytes());
        crate::hex(&mac.finalize().into_bytes())
    }

    /// Replaces names in everything that a scan gave; the names are what it takes to ask AWS once more.
    pub fn apply(&self, claims: &mut Claims, inventory: &mut Inventory, evaluation: &mut Evaluation) -> Names<'_> {
        let names = self.names(inventory, evaluation);
        inventory.caller.arn = names.in_text(&inventory.caller.arn);
        Hiding { names: &names, rulings: HashMap::new() }.in_findings(evaluation);
        for resource in evaluation.resources.iter_mut().filter(|resource| resource.kind() == ResourceKind::IamUser) {
            *resource = Arc::new(resource.renamed(&names.in_text(resource.name()), &names.in_text(resource.arn())));
        }
        for waiver in &mut claims.waivers {
            waiver.resource = names.in_text(&waiver.resource);
        }
        claims.text = names.in_claims_file(&claims.text);
        names
    }

    /// Every name that the scan saw: users, and sessions of roles, which often bear a person's name or address.
    fn names(&self, inventory: &Inventory, evaluation: &Evaluation) -> Names<'_> {
        let users = evaluation.resources.iter().filter(|resource| resource.kind() == ResourceKind::IamUser);
        let mut known: BTreeMap<String, String> =
            users.map(|user| (user.name().to_owned(), self.of(user.name()))).collect();
        if let Some(name) = person_of(&inventory.caller.arn) {
            known.insert(name.to_owned(), self.of(name));
        }
        Names { pseudonyms: self, known }
    }
}

/// Findings on their way to being without names. What many of them share is looked through once.
struct Hiding<'n> {
    names: &'n Names<'n>,
    /// Rulings that were looked through, by where they lie: as they were, so that nothing else comes to lie there meanwhile, and as
    /// they are now.
    rulings: HashMap<*const Ruling, (Arc<Ruling>, Arc<Ruling>)>,
}

impl Hiding<'_> {
    fn in_findings(&mut self, evaluation: &mut Evaluation) {
        for finding in evaluation.assessments.iter_mut().flat_map(|assessment| &mut assessment.findings) {
            let resource = &finding.resource;
            let arn = self.names.in_text(resource.arn());
            if resource.kind() == ResourceKind::IamUser {
                // Nobody else's ruling is hidden in the same way: a word of the user's name may be a word of any other.
                finding.ruling = Arc::new(self.names.in_ruling(&finding.ruling, &parts_of(resource.name())));
                finding.resource = Arc::new(resource.renamed(&self.names.in_text(resource.name()), &arn));
                continue;
            }
            if arn != resource.arn() {
                finding.resource = Arc::new(resource.renamed(resource.name(), &arn));
            }
            finding.ruling = self.in_shared(&finding.ruling);
        }
    }

    fn in_shared(&mut self, ruling: &Arc<Ruling>) -> Arc<Ruling> {
        let (_, hidden) = self.rulings.entry(Arc::as_ptr(ruling)).or_insert_with(|| {
            let hidden = self.names.in_ruling(ruling, &[]);
            let same = hidden == **ruling;
            (Arc::clone(ruling), if same { Arc::clone(ruling) } else { Arc::new(hidden) })
        });
        Arc::clone(hidden)
    }
}

/// Names with their pseudonyms.
#[derive(Debug)]
pub struct Names<'p> {
    pseudonyms: &'p Pseudonyms,
    known: BTreeMap<String, String>,
}

impl Names<'_> {
    fn in_ruling(&self, ruling: &Ruling, own: &[String]) -> Ruling {
        let mut hidden = ruling.clone();
        for fact in &mut hidden.facts {
            let mut observed = fact.observed.clone();
            self.in_value(&mut observed, own);
            if observed != fact.observed {
                *fact = Arc::new(fact.with(observed));
            }
        }
        hidden.context.iter_mut().for_each(|(_, value)| self.in_value(value, own));
        hidden
    }

    /// `own`: the words that the user's own name consists of, which a fact may list one by one.
    fn in_value(&self, value: &mut Value, own: &[String]) {
        match value {
            Value::String(text) if own.contains(&text.to_lowercase()) => *text = self.pseudonyms.of(text),
            Value::String(text) => *text = self.in_text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.in_value(item, own)),
            Value::Object(members) => members.values_mut().for_each(|member| self.in_value(member, own)),
            _ => {}
        }
    }

    /// The text with the true names of users again.
    pub fn back(&self, text: &str) -> String {
        self.known.iter().fold(text.to_owned(), |text, (name, pseudonym)| text.replace(pseudonym, name))
    }

    /// Somebody whom CloudTrail names, by ARN or by name alone.
    pub fn of_principal(&self, principal: &str) -> String {
        if principal.starts_with("arn:") { self.in_text(principal) } else { self.pseudonyms.of(principal) }
    }

    /// A text without names: of ARNs the user or the session, elsewhere whole words that are a known name.
    pub fn in_text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for word in words(text) {
            out.push_str(&self.in_word(word));
        }
        out
    }

    fn in_word(&self, word: &str) -> String {
        if let Some(pseudonym) = self.known.get(word) {
            return pseudonym.clone();
        }
        // The end of a sentence, and lists without spaces.
        if let Some(whole) = word.strip_suffix(['.', ',', ':']) {
            return format!("{}{}", self.in_word(whole), &word[whole.len()..]);
        }
        if let Some((first, rest)) = word.split_once(',') {
            return format!("{},{}", self.in_word(first), self.in_word(rest));
        }
        match person_of(word) {
            Some(name) => {
                let before = &word[..word.len() - name.len()];
                // A path of the user's may name a team or a person, too.
                let before = before.split_once(":user/").map_or(before.to_owned(), |(arn, _)| format!("{arn}:user/"));
                format!("{before}{}", self.pseudonyms.of(name))
            }
            None => word.to_owned(),
        }
    }

    /// The claims file: names that stand there as values of their own.
    fn in_claims_file(&self, text: &str) -> String {
        self.known.iter().fold(text.to_owned(), |text, (name, pseudonym)| {
            text.replace(&format!("\"{name}\""), &format!("\"{pseudonym}\""))
                .replace(&format!("'{name}'"), &format!("'{pseudonym}'"))
                .replace(&format!(":user/{name}\""), &format!(":user/{pseudonym}\""))
        })
    }
}

/// The words of a name in small letters.
fn parts_of(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// The user of a user's ARN, or the session of an assumed role's.
fn person_of(arn: &str) -> Option<&str> {
    if !arn.starts_with("arn:") {
        return None;
    }
    let resource = arn.splitn(6, ':').nth(5)?;
    let is_person = resource.starts_with("user/") || resource.starts_with("assumed-role/");
    let name = resource.rsplit('/').next().filter(|name| !name.is_empty())?;
    (is_person && (!resource.starts_with("assumed-role/") || resource.matches('/').count() >= 2)).then_some(name)
}

/// A text in pieces: runs of characters that names and ARNs consist of, and everything between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    // What IAM allows in names ("CreateUser", IAM API reference), and what ARNs hold beside it.
    let in_word = |c: char| c.is_alphanumeric() || "+=,.@_-:/".contains(c);
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|c| in_word(c) != in_word(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pseudonyms: &Pseudonyms) -> Names<'_> {
        let known = ["alice", "bob@example.com"].map(|name| (name.to_owned(), pseudonyms.of(name)));
        Names { pseudonyms, known: known.into() }
    }

    #[test]
    fn the_same_key_makes_the_same_pseudonym_and_another_key_another() {
        let one = Pseudonyms::with_key(b"0123456789abcdef\n").unwrap();
        let same = Pseudonyms::with_key(b"0123456789abcdef").unwrap();
        let other = Pseudonyms::with_key(b"0123456789abcdeX").unwrap();
        assert_eq!(one.of("alice"), same.of("alice"));
        assert_ne!(one.of("alice"), other.of("alice"));
        assert_ne!(one.of("alice"), one.of("bob"));
        assert_ne!(one.key_id(), other.key_id());
        assert!(Pseudonyms::with_key(b" short ").is_none());
    }

    #[test]
    fn names_go_from_arns_and_sentences() {
        let key = Pseudonyms::with_key(b"0123456789abcdef").unwrap();
        let names = names(&key);
        let alice = key.of("alice");
        let said = |text: &str| names.in_text(text);
        assert_eq!(said("alice"), alice);
        assert_eq!(said("alice (AdministratorAccess), mallory"), format!("{alice} (AdministratorAccess), mallory"));
        assert_eq!(said("malice"), "malice");
        assert_eq!(said("It was alice."), format!("It was {alice}."));
        assert_eq!(said("alice,mallory"), format!("{alice},mallory"));
        assert_eq!(
            said("arn:aws:iam::123456789012:user/team/alice"),
            format!("arn:aws:iam::123456789012:user/{alice}")
        );
        // Somebody whom the scan did not list, in another account's policy.
        assert_eq!(
            said("lets in arn:aws:iam::999999999999:user/carol!"),
            format!("lets in arn:aws:iam::999999999999:user/{}!", key.of("carol"))
        );
        assert_eq!(
            said("arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_1/carol@example.com"),
            format!("arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_1/{}", key.of("carol@example.com"))
        );
        assert_eq!(said("arn:aws:iam::123456789012:role/alice"), "arn:aws:iam::123456789012:role/alice");
        assert_eq!(said("Müller & Söhne – alice"), format!("Müller & Söhne – {alice}"));
    }
}
