//! Checks an export of the audit log without the product that wrote it.

mod verify;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sisuiq_audit::{Anchor, Verified, Verifier};
use verify::verify;

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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn its_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
