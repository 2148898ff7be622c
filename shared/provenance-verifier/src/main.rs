//! Checks the provenance record of an answer without the product that signed it.

mod check;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use check::check;
use clap::Parser;

/// Checks provenance records (GET /api/chat/answers/{id}/provenance): nothing may have changed since they were signed.
/// Works offline.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The provenance record.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The public keys (GET /api/provenance/keys).
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// Print the whole record instead of a summary.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let told = match check(&arguments) {
        Ok(record) => writeln!(io::stdout(), "{record}").map(|()| 0),
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
