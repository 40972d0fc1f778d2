//! The command `tomscan`: parse, run, exit code.

mod cli;
mod exit;
mod run;

use cli::Cli;
use exit::Exit;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Calls and their answers are many small pieces of memory on several threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let fallback = cli::first_lang(&arguments);
    let cli = match Cli::read(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _the_terminal_may_be_gone = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Holds.into() };
        }
    };
    run::run(cli, fallback).into()
}
