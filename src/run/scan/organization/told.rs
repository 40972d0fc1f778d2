//! Where the report of the whole goes, and those of the accounts.
//!
//! In: `--output`, `--record`, `--format`. Out: files: with `{account}` in the name one per account in any format, else one of the
//! whole.

use crate::cli::{Format, ScanArgs};
use crate::exit::Exit;
use crate::run::{Ended, files, format, layout, summary};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tomscan::evaluate::Verdict;
use tomscan::organization::{OrganizationV1, csv, markdown, terminal};
use tomscan::report::terminal::Layout;
use tomscan::say;
use tomscan::scan::Scanned;
use tomscan::text::Lang;

/// What stands for the account's id in the name of a file.
const ACCOUNT: &str = "{account}";

/// The files of a run over several accounts.
#[derive(Debug, Default)]
pub(in crate::run) struct Outputs {
    whole: Vec<(PathBuf, Format)>,
    accounts: Vec<(String, Format)>,
    recordings: Option<String>,
    lang: Lang,
}

impl Outputs {
    /// Sorts the files that the command line names, before anything is asked.
    pub(super) fn of(args: &ScanArgs, lang: Lang) -> Result<Self, Ended> {
        let mut outputs = Self { lang, ..Self::default() };
        can_tell_of_the_whole(args.format, lang)?;
        for path in &args.output {
            let format = files::format_of(path, lang)?;
            if let Some(name) = path.to_str().filter(|name| name.contains(ACCOUNT)) {
                files::can_be_written(&of_account(name, "000000000000"), lang)?;
                outputs.accounts.push((name.to_owned(), format));
            } else {
                can_tell_of_the_whole(format, lang)?;
                files::can_be_written(path, lang)?;
                outputs.whole.push((path.clone(), format));
            }
        }
        outputs.recordings = match args.record.as_ref().map(|path| (path, path.to_str())) {
            None => None,
            Some((_, Some(name))) if name.contains(ACCOUNT) => Some(name.to_owned()),
            Some((path, _)) => {
                let path = path.display();
                let message = say!(
                    lang,
                    "nicht geprüft: eine Aufzeichnung gilt für ein Konto; {path} braucht {ACCOUNT} im Namen",
                    "nothing was scanned: a recording is of one account; {path} needs {ACCOUNT} in its name"
                );
                return Err(Ended::With(Exit::Usage, message));
            }
        };
        Ok(outputs)
    }

    /// For reports that were put together: files of the whole only.
    pub(in crate::run) fn of_whole(output: &[PathBuf], format: Format, lang: Lang) -> Result<Self, Ended> {
        can_tell_of_the_whole(format, lang)?;
        let mut outputs = Self { lang, ..Self::default() };
        for path in output {
            let format = files::format_of(path, lang)?;
            can_tell_of_the_whole(format, lang)?;
            files::can_be_written(path, lang)?;
            outputs.whole.push((path.clone(), format));
        }
        Ok(outputs)
    }

    /// Writes what is asked for of one account.
    pub(super) fn write_account(&self, account: &str, scanned: &Scanned) -> Result<(), Ended> {
        let report = scanned.report();
        for (name, format) in &self.accounts {
            files::write(&of_account(name, account), self.lang, |out| format::write_plain(*format, &report, out))?;
        }
        if let (Some(name), Some(recording)) = (&self.recordings, &scanned.recording) {
            files::write(&of_account(name, account), self.lang, |out| out.write_all(recording.as_bytes()))?;
        }
        Ok(())
    }

    /// Writes the report of the whole: to the terminal first, then to files.
    pub(in crate::run) fn write_whole(
        &self,
        format: Format,
        summary: Option<&Path>,
        whole: &OrganizationV1,
    ) -> Result<(), Ended> {
        let shown = show(format, whole);
        for (path, format) in &self.whole {
            files::write(path, self.lang, |out| write_plain(*format, whole, out))?;
        }
        if let Some(path) = summary {
            summary::append_text(path, self.lang, |_| {
                let mut text = Vec::new();
                markdown::write(whole, &mut text)?;
                Ok(text)
            })?;
        }
        match shown {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            shown => Ok(shown?),
        }
    }
}

fn of_account(name: &str, account: &str) -> PathBuf {
    PathBuf::from(name.replace(ACCOUNT, account))
}

fn can_tell_of_the_whole(format: Format, lang: Lang) -> Result<(), Ended> {
    if matches!(format, Format::Table | Format::Json | Format::Markdown | Format::Csv) {
        return Ok(());
    }
    let message = say!(
        lang,
        "nicht geprüft: über mehrere Konten zusammen gibt es Tabelle, JSON, Markdown und CSV; andere Formate je Konto, mit {ACCOUNT} im Dateinamen von --output",
        "nothing was scanned: of several accounts together there is a table, JSON, Markdown and CSV; other formats of each account, with {ACCOUNT} in the file name of --output"
    );
    Err(Ended::With(Exit::Usage, message))
}

fn show(format: Format, whole: &OrganizationV1) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    write(format, whole, layout(), &mut out)?;
    out.flush()
}

fn write(format: Format, whole: &OrganizationV1, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut out = out;
    match format {
        Format::Json => whole.write(out),
        Format::Markdown => markdown::write(whole, out),
        Format::Csv => csv::write(whole, out),
        _ => terminal::write(whole, layout, &mut out),
    }
}

/// As files hold it: no colours, 80 columns.
fn write_plain(format: Format, whole: &OrganizationV1, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    write(format, whole, Layout::default(), &mut text)?;
    match format {
        Format::Table => out.write_all(&anstream::adapter::strip_bytes(&text).into_vec()),
        _ => out.write_all(&text),
    }
}

/// How the whole ends: as its worst account.
pub(in crate::run) fn exit_of(whole: &OrganizationV1) -> Exit {
    let exits = || whole.accounts.iter().map(|account| account.exit);
    let nothing_seen = whole.accounts.is_empty() && whole.has(Verdict::Unverified);
    if exits().any(|exit| exit == Exit::Refuted as u8) {
        Exit::Refuted
    } else if nothing_seen || exits().any(|exit| exit != Exit::Holds as u8) {
        Exit::Unverified
    } else {
        Exit::Holds
    }
}
