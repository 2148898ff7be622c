//! Checks an export of the audit log without the product that wrote it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use sisuiq_audit::{Anchor, Verified, Verifier};

/// Checks exports of the audit log (GET /api/admin/audit/export): no record may be changed, replaced or missing.
/// Records missing at the end are only found with --head.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Exports in their order, one JSON object per line; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The record before the first one, if the export does not begin at the start of the log.
    #[arg(long, value_name = "SEQUENCE:HASH")]
    after: Option<Anchor>,
    /// A head that was noted elsewhere, such as in a function's log: the export has to contain it. Can be repeated.
    #[arg(long = "head", value_name = "SEQUENCE:HASH")]
    heads: Vec<Anchor>,
}

fn main() -> ExitCode {
    let Arguments { files, after, heads } = Arguments::parse();
    let told = match verify(&files, Verifier::new(after, heads)) {
        Ok(Verified { first, last: Anchor { sequence, hash } }) => {
            writeln!(io::stdout(), "intact: records {first} to {sequence}, head {sequence}:{hash}").map(|()| 0)
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
            verifier.take(&line).with_context(|| format!("{name} is not intact"))?;
        }
    }
    verifier.finish().context("the export is not intact")
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
