//! The verification of export files.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sisuiq_audit::{Verified, Verifier};

/// Verifies the records of these files as one export.
pub(crate) fn verify(files: &[PathBuf], mut verifier: Verifier) -> Result<Verified> {
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
