//! Checks a copy of the audit log without the product that wrote it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use sisuiq_audit::{Anchor, Verified, Verifier};

/// Checks copies of the audit log, as GET /api/admin/audit/export gives them: that no record was changed, replaced or left out.
/// That none is missing at the end is only seen with --head.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The copies in their order, one JSON object a line; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The record before the first of a copy that begins later than the log.
    #[arg(long, value_name = "SEQUENCE:HASH")]
    after: Option<Anchor>,
    /// A record as it was written down elsewhere, such as a function's log: the copy has to lead to it. May be given often.
    #[arg(long = "head", value_name = "SEQUENCE:HASH")]
    heads: Vec<Anchor>,
}

fn main() -> ExitCode {
    let Arguments { files, after, heads } = Arguments::parse();
    let told = match verify(&files, Verifier::new(after, heads)) {
        Ok(Verified { first, last: Anchor { sequence, hash } }) => {
            writeln!(io::stdout(), "whole: records {first} to {sequence}, head {sequence}:{hash}").map(|()| 0)
        }
        Err(error) => writeln!(io::stderr(), "error: {error:#}").map(|()| 1),
    };
    told.map_or(ExitCode::FAILURE, ExitCode::from)
}

fn verify(files: &[PathBuf], mut verifier: Verifier) -> Result<Verified> {
    for file in files {
        let name = file.display();
        for line in open(file).with_context(|| format!("{name} cannot be opened"))?.lines() {
            let line = line.with_context(|| format!("{name} cannot be read"))?;
            verifier.take(&line).with_context(|| format!("{name} is not whole"))?;
        }
    }
    verifier.finish().context("the copy is not whole")
}

fn open(file: &Path) -> io::Result<Box<dyn BufRead>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(file)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn its_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
