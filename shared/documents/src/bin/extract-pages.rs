//! Reads pages of a PDF under limits and writes them as JSON lines: the child of [`sisuiq_documents::Extractor`].

use std::process::ExitCode;

fn main() -> ExitCode {
    sisuiq_documents::child::main(std::env::args_os().skip(1))
}
