use std::io::{self, Write};
use std::path::Path;

use pdfium_render::prelude::{PdfDocument, Pdfium, PdfiumError, PdfiumInternalError};

use super::protocol::{Message, Output, Refusal};

/// The PDF on standard input, opened as a file because reading a PDF needs random access.
pub(super) const FILE: &str = "/proc/self/fd/0";

/// Opens the file, sends its number of pages and goes on with `work`. Sends the reason if it cannot be opened.
pub(super) fn open<W: Write>(
    library: &Path,
    output: &mut Output<W>,
    work: impl FnOnce(PdfDocument<'_>, u32, &mut Output<W>) -> io::Result<()>,
) -> io::Result<()> {
    let pdfium = match Pdfium::bind_to_library(library) {
        Ok(bindings) => Pdfium::new(bindings),
        Err(error) => return output.send(&Message::NoLibrary(error.to_string())),
    };
    let document = match pdfium.load_pdf_from_file(FILE, None) {
        Ok(document) => document,
        Err(error) => return output.send(&Message::Refused(refusal(&error))),
    };
    let pages = u32::try_from(document.pages().len()).unwrap_or(0);
    output.send(&Message::Opened { pages })?;
    work(document, pages, output)
}

fn refusal(error: &PdfiumError) -> Refusal {
    match error {
        PdfiumError::PdfiumLibraryInternalError(
            PdfiumInternalError::PasswordError | PdfiumInternalError::SecurityError,
        ) => Refusal::Encrypted,
        _ => Refusal::Damaged,
    }
}
