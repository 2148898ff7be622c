use std::io;

use pdfium_render::prelude::{PdfDocument, Pdfium, PdfiumError, PdfiumInternalError};

use super::layout::compose;
use super::order::ChildRequest;
use super::protocol::{Message, Refusal};
use super::sheet::{Reading, read};
use crate::page::{Page, PageState};

/// The PDF on standard input, opened as a file because reading a PDF needs random access.
const FILE: &str = "/proc/self/fd/0";

/// Opens the file and sends its pages.
pub(super) fn write(request: &ChildRequest, mut send: impl FnMut(Message) -> io::Result<()>) -> io::Result<()> {
    let pdfium = match Pdfium::bind_to_library(&request.library) {
        Ok(bindings) => Pdfium::new(bindings),
        Err(error) => return send(Message::NoLibrary(error.to_string())),
    };
    let document = match pdfium.load_pdf_from_file(FILE, None) {
        Ok(document) => document,
        Err(error) => return send(Message::Refused(refusal(&error))),
    };
    let pages = u32::try_from(document.pages().len()).unwrap_or(0);
    send(Message::Opened { pages })?;
    for number in request.first.max(1)..=request.last.min(pages) {
        send(Message::Page(page(&document, number)))?;
    }
    Ok(())
}

fn refusal(error: &PdfiumError) -> Refusal {
    match error {
        PdfiumError::PdfiumLibraryInternalError(
            PdfiumInternalError::PasswordError | PdfiumInternalError::SecurityError,
        ) => Refusal::Encrypted,
        _ => Refusal::Damaged,
    }
}

fn page(document: &PdfDocument<'_>, number: u32) -> Page {
    let index = i32::try_from(number - 1).unwrap_or(i32::MAX);
    let reading = document.pages().get(index).map_err(Into::into).and_then(|page| read(&page));
    let Ok(reading) = reading else { return Page::unreadable(number) };
    let paper = reading.paper;
    let (scanned, drawn) = (is_scan(&reading), reading.drawn > 0);
    let composed = compose(reading.sheet);
    let state = match (composed.text.is_empty(), scanned, drawn) {
        (true, _, false) => PageState::Blank,
        (true, _, true) | (false, true, _) => PageState::NoTextLayer,
        (false, false, _) => PageState::Text,
    };
    let boxes = (!composed.text.is_empty()).then(|| paper.measure(&composed));
    Page { number, text: composed.text, headings: composed.headings, state, boxes }
}

/// A scan has fewer characters than this between its header and footer.
const FEW_INNER: usize = 15;
/// The most characters of a scan, header and footer included.
const FEW: usize = 100;

/// Returns whether pictures cover at least half of a page, with at most a header and a footer as text.
fn is_scan(reading: &Reading) -> bool {
    reading.pictured >= 0.5 && reading.inner < FEW_INNER && reading.sheet.glyphs.len() <= FEW
}
