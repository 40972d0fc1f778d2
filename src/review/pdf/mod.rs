//! A review as PDF/A-3a and PDF/UA-1: for archives, for screen readers, and with its evidence inside.
//!
//! In: blocks, and files to embed. Out: the bytes of a PDF. `paper.typ` says how it looks; `data.rs` hands the blocks over as data,
//! so that no name from an account is ever read as markup, with the places where names may break (`runs.rs`); `world.rs` is all that
//! the typesetter can reach: no disk, no network.

mod data;
mod legible;
mod runs;
mod world;

use super::paper::Block;
use crate::text::Lang;
use data::Paper;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::sync::Arc;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::World;

/// What a PDF is made of.
#[derive(Clone, Copy, Debug)]
pub struct Content<'c> {
    /// What stands in it.
    pub blocks: &'c [Block],
    /// In which language.
    pub lang: Lang,
    /// When it was made.
    pub made: Timestamp,
    /// Identifies what it tells of; the same content has the same bytes.
    pub about: &'c str,
    /// What stands at the foot of every page.
    pub foot: &'c str,
    /// Files to embed.
    pub files: &'c [Attachment],
}

/// A file to embed.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is to the page.
    pub relationship: Relationship,
    /// Its media type.
    pub mime: &'static str,
    /// What it holds, in the language of the page.
    pub description: String,
    /// Its content; shared, for it may be large.
    pub bytes: Arc<[u8]>,
}

/// What an embedded file is to the page (PDF 2.0, `AFRelationship`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relationship {
    /// The page was made from it.
    Source,
    /// The page shows what it holds.
    Data,
    /// It adds to the page.
    Supplement,
}

/// A page that could not be set, which is a mistake of tomscan's.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotSet(String);

/// The PDF.
pub fn pdf(content: Content<'_>) -> Result<Vec<u8>, NotSet> {
    let paper = serde_json::to_vec(&Paper::of(&content)).map_err(|error| NotSet(error.to_string()))?;
    let world = World::new(paper, content.files)?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| not_set(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]);
    let options = PdfOptions {
        ident: Smart::Custom(content.about.to_owned()),
        creator: Smart::Custom(Some(format!("tomscan {}", crate::VERSION))),
        timestamp: utc(content.made).map(typst_pdf::Timestamp::new_utc),
        standards: standards.map_err(|error| NotSet(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| not_set(&errors));
    // What the typesetter remembers would only help to set the same page again.
    typst::comemo::evict(0);
    pdf
}

fn not_set(errors: &[SourceDiagnostic]) -> NotSet {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    NotSet(messages.join("; "))
}

fn utc(time: Timestamp) -> Option<Datetime> {
    let time = time.to_zoned(TimeZone::UTC);
    let [month, day, hour, minute, second] =
        [time.month(), time.day(), time.hour(), time.minute(), time.second()].map(|part| u8::try_from(part).ok());
    Datetime::from_ymd_hms(i32::from(time.year()), month?, day?, hour?, minute?, second?)
}
