//! The child process: it limits itself, opens one PDF and writes its pages as JSON lines, or the picture of one page.

mod annotations;
mod canvas;
mod drawing;
mod glyphs;
mod layout;
mod open;
mod order;
mod pages;
mod paper;
mod picture;
mod protocol;
mod ruling;
mod sheet;
mod structure;
mod text_string;
mod twins;
mod visibility;
mod word;
mod written;

pub(crate) use layout::{Glyph, Rule, Sheet, compose, join_halves};
pub(crate) use order::{Care, ChildRequest, PagesRequest, PictureRequest, Task};
pub(crate) use paper::Paper;
pub(crate) use protocol::{Frame, Message, Refusal};

use std::ffi::OsString;
use std::io::BufWriter;
use std::process::ExitCode;

use protocol::Output;
use rlimit::Resource;

/// The name of the subcommand under which programs offer [`main`].
pub const SUBCOMMAND: &str = "extract-pages";

/// The most file descriptors that the child may open: its streams, the PDF and the library.
const MOST_FILES: u64 = 32;

/// Reads or draws the pages that `arguments` (made by [`crate::Extractor`]) name and writes them to standard output.
///
/// Call it from `main` before anything else: it permanently lowers the limits of the whole process.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let Some(request) = ChildRequest::parse(arguments) else { return ExitCode::from(2) };
    if limit(&request).is_err() {
        return ExitCode::from(3);
    }
    let mut output = Output(BufWriter::new(std::io::stdout().lock()));
    let written = match request.task {
        Task::Read(pages) => pages::write(&request.library, pages, &mut output),
        Task::Draw(picture) => picture::write(&request.library, picture, &mut output),
    };
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn limit(request: &ChildRequest) -> std::io::Result<()> {
    let cpu = request.cpu_seconds;
    // at the soft limit of CPU the child gets SIGXCPU, which its parent recognises, and at the hard one SIGKILL
    let limits = [
        (Resource::AS, request.memory_bytes, request.memory_bytes),
        (Resource::CPU, cpu, cpu.saturating_add(2)),
        (Resource::NOFILE, MOST_FILES, MOST_FILES),
        (Resource::NPROC, 0, 0),
        (Resource::FSIZE, 0, 0),
        (Resource::CORE, 0, 0),
    ];
    limits.into_iter().try_for_each(|(resource, soft, hard)| rlimit::setrlimit(resource, soft, hard))
}
