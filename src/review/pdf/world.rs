//! All that the typesetter can reach: the template, the paper, the fonts, and the files to embed.

use super::{Attachment, NotSet};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

const TEMPLATE: &str = include_str!("paper.typ");

/// Noto Sans: its letters are told apart at a glance (I, l, 1), and it knows Latin, Greek and Cyrillic.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&[u8]; 3] = [
        include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
        include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"),
        include_bytes!("../../../assets/fonts/NotoSansMono-Regular.ttf"),
    ];
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});

/// The fonts of the page: regular, bold, and the one of commands.
pub(super) fn fonts() -> &'static [Font] {
    &FONTS
}

pub(super) struct World {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    template: Source,
    files: BTreeMap<String, Bytes>,
}

impl World {
    pub(super) fn new(paper: Vec<u8>, attachments: &[Attachment]) -> Result<Self, NotSet> {
        let template = VirtualPath::new("/paper.typ").map_err(|error| NotSet(error.to_string()))?;
        let template = RootedPath::new(VirtualRoot::Project, template).intern();
        let mut files = BTreeMap::from([("/paper.json".to_owned(), Bytes::new(paper))]);
        let embedded = attachments.iter().map(|file| (path_of(&file.name), Bytes::new(Arc::clone(&file.bytes))));
        files.extend(embedded);
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(fonts())),
            template: Source::new(template, TEMPLATE.to_owned()),
            files,
        })
    }
}

/// Where the template finds a file to embed.
pub(super) fn path_of(name: &str) -> String {
    format!("/embedded/{name}")
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(missing(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(id.get().vpath().get_with_slash()).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}
