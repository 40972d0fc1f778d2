//! A folder with a document and its claims file.

use std::sync::LazyLock;
use tomscan::document::{Document, read};
use tomscan::draft::{Draft, Head, NotUpdated, Updated};
use tomscan::recognise::{Recogniser, vocabulary};
use tomscan::rule::{RuleSet, load_embedded};
use tomscan::source::Source;
use tomscan::text::{Lang, Say};

pub(crate) static RULES: LazyLock<RuleSet> = LazyLock::new(|| load_embedded().expect("the built-in rules load"));

pub(crate) fn drafted(name: &str, bytes: &[u8]) -> (Draft, Document) {
    static RECOGNISER: LazyLock<Recogniser<'static>> =
        LazyLock::new(|| Recogniser::new(&RULES, &vocabulary()).expect("every wording of a rule can be read"));
    let document = read(name, bytes).expect("a document that can be read");
    (Draft::of(&document, &RECOGNISER), document)
}

/// A folder with a document, and the claims file in it.
pub(crate) struct Folder(pub(crate) tempfile::TempDir);

impl Folder {
    pub(crate) fn with(document: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tom.md"), document).unwrap();
        Self(folder)
    }

    pub(crate) fn head(name: &str, bytes: &[u8]) -> Head {
        Head { file: Some(name.to_owned()), sha256: Some(tomscan::sha256(bytes)) }
    }

    /// The claims file that `tomscan read -o` writes.
    pub(crate) fn draft(&self) -> String {
        let bytes = std::fs::read(self.0.path().join("tom.md")).unwrap();
        drafted("tom.md", &bytes).0.to_toml(&Self::head("tom.md", &bytes))
    }

    /// The file with a new version of the document in place of the earlier one.
    pub(crate) fn update(&self, claims: &str, document: &str) -> Result<Updated, NotUpdated> {
        self.update_by("tom.md", claims, document)
    }

    pub(crate) fn update_by(&self, name: &str, claims: &str, document: &str) -> Result<Updated, NotUpdated> {
        std::fs::write(self.0.path().join(name), document).unwrap();
        let source = Source { name: self.0.path().join("tom.toml").display().to_string(), text: claims.to_owned() };
        let (draft, read) = drafted(name, document.as_bytes());
        draft.update(&source, &read, &Self::head(name, document.as_bytes()), &RULES)
    }

    /// The file after an update; a second one changes nothing.
    pub(crate) fn updated(&self, claims: &str, document: &str) -> Updated {
        let updated = self.update(claims, document).unwrap_or_else(|why| panic!("{}", why.say(Lang::En)));
        let again = self.update(&updated.text, document).unwrap();
        assert_eq!(updated.text, again.text);
        assert_eq!((again.reworded.len(), again.new.len()), (0, 0));
        updated
    }
}
