use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use pdfium_render::prelude::PdfDocument;
use unicode_normalization::UnicodeNormalization;

use super::canvas::Painter;
use super::layout::{Composed, compose};
use super::open::{FILE, open};
use super::order::{Care, PagesRequest};
use super::protocol::{Message, Output};
use super::sheet::{Reading, read};
use super::structure::{PageFacts, Structure};
use crate::page::{Page, PageState};

/// Opens the file and sends its pages.
pub(super) fn write(library: &Path, request: PagesRequest, output: &mut Output<impl Write>) -> io::Result<()> {
    open(library, output, |document, pages, output| {
        let numbers = request.first.max(1)..=request.last.min(pages);
        if numbers.is_empty() {
            return Ok(());
        }
        let structure = if request.care == Care::Unstructured { None } else { Structure::read(FILE, pages) };
        let rendering = if request.care == Care::Unrendered { Duration::ZERO } else { request.rendering };
        let mut reader = Reader { document, structure, painter: Painter::new(rendering) };
        for number in numbers.clone() {
            let page = reader.page(number);
            // the first page had all of the time, so a new process could not do better
            if reader.painter.has_refused && number > *numbers.start() && request.care != Care::Unrendered {
                return output.send(&Message::RenderedEnough);
            }
            output.send(&Message::Page(page))?;
        }
        Ok(())
    })
}

/// The most embedded files that are named, and the longest name in characters.
const MOST_ATTACHMENTS: usize = 100;
const LONGEST_NAME: usize = 200;

/// A line for each embedded file. They are not read, but a portfolio consists of them.
fn attachments(document: &PdfDocument<'_>) -> String {
    let files = document.attachments();
    let names = files.iter().take(MOST_ATTACHMENTS).map(|file| {
        let name = file.name();
        let name = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
        name.take(LONGEST_NAME).nfc().collect::<String>()
    });
    names.map(|name| format!("\n[attached file] {}", name.trim())).collect::<Vec<_>>().concat()
}

/// Reads the pages of one document.
struct Reader<'a> {
    document: PdfDocument<'a>,
    structure: Option<Structure>,
    painter: Painter,
}

impl Reader<'_> {
    fn page(&mut self, number: u32) -> Page {
        let index = i32::try_from(number - 1).unwrap_or(i32::MAX);
        let facts =
            self.structure.as_ref().and_then(|structure| structure.page(index)).unwrap_or_else(PageFacts::unknown);
        if self.structure.as_ref().is_some_and(|structure| structure.is_placeholder) {
            return Page { state: PageState::NoTextLayer, ..Page::unreadable(number) };
        }
        let painter = &mut self.painter;
        let page = self.document.pages().get(index).map_err(Into::into);
        let Ok(reading) = page.and_then(|page| read(&page, &facts, painter)) else { return Page::unreadable(number) };
        let attachments = if number == 1 { attachments(&self.document) } else { String::new() };
        stored(number, reading, &attachments)
    }
}

/// The page as it is stored, with `attachments` at its end. A page with many unreadable characters counts as one without a text layer.
fn stored(number: u32, reading: Reading, attachments: &str) -> Page {
    let Reading { paper, drawn, unreadable, .. } = reading;
    let scanned = is_scan(&reading);
    if unreadable > reading.sheet.glyphs.len() {
        return Page { state: PageState::NoTextLayer, ..Page::unreadable(number) };
    }
    let mut composed = compose(reading.sheet);
    composed.text.push_str(if composed.text.is_empty() { attachments.trim_start() } else { attachments });
    let is_blank = drawn == 0 && unreadable == 0;
    let state = match (composed.text.is_empty(), scanned || is_incomplete(&composed)) {
        (true, _) if is_blank => PageState::Blank,
        (true, _) | (false, true) => PageState::NoTextLayer,
        (false, false) => PageState::Text,
    };
    let boxes = (!composed.text.is_empty()).then(|| paper.measure(&composed));
    Page { number, text: composed.text, headings: composed.headings, state, boxes }
}

/// One in so many words may lack letters.
const ONE_OF: usize = 10;

fn is_incomplete(composed: &Composed) -> bool {
    composed.incomplete > 0 && composed.incomplete * ONE_OF >= composed.text.split_whitespace().count()
}

/// A scan has fewer characters than this between its header and footer.
const FEW_INNER: usize = 15;
/// The most characters of a scan, header and footer included.
const FEW: usize = 100;

/// Returns whether pictures cover at least half of a page, with at most a header and a footer as text.
fn is_scan(reading: &Reading) -> bool {
    reading.pictured >= 0.5 && reading.inner < FEW_INNER && reading.sheet.glyphs.len() <= FEW
}
