//! PDFs out of plain text: a line that starts with `#` is a heading, one with `|` a row of a table, one with `-` a list
//! item; `===` starts a page.

use crate::pdf::{PageBuilder, PdfBuilder};

const LEFT: f32 = 72.0;
const TOP: f32 = 775.0;
const LINE: f32 = 15.0;
/// Characters of 10.5 point Helvetica that fit between the margins, for sure.
const WIDTH: usize = 88;
const TABLE_WIDTH: f32 = 450.0;

/// A PDF of this text; the same text gives the same bytes.
#[must_use]
pub fn typeset(text: &str) -> Vec<u8> {
    text.split("\n===\n").fold(PdfBuilder::default(), |pdf, page| pdf.page(page_of(page))).build()
}

fn page_of(text: &str) -> PageBuilder {
    let mut page = PageBuilder::default();
    let mut height = TOP;
    for line in text.trim().lines() {
        (page, height) = write(page, height, line);
    }
    page
}

fn write(page: PageBuilder, height: f32, line: &str) -> (PageBuilder, f32) {
    if let Some(title) = line.strip_prefix("# ") {
        return (page.bold(LEFT, height, 18.0, title), height - 2.0 * LINE);
    }
    if let Some(heading) = line.strip_prefix("## ") {
        return (page.bold(LEFT, height - 4.0, 13.0, heading), height - 1.6 * LINE);
    }
    if line.starts_with('|') {
        return (row(page, height, line), height - LINE);
    }
    if line.is_empty() {
        return (page, height - 0.5 * LINE);
    }
    let mut at = height;
    let text = line.strip_prefix("- ").map_or_else(|| line.to_owned(), |item| format!("\u{b7} {item}"));
    let page = wrap(&text).iter().fold(page, |page, part| {
        let page = page.text(LEFT, at, 10.5, part);
        at -= LINE;
        page
    });
    (page, at)
}

fn row(page: PageBuilder, height: f32, line: &str) -> PageBuilder {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let columns = f32::from(u8::try_from(cells.len()).unwrap_or(1).max(1));
    let rest = (TABLE_WIDTH - 190.0) / (columns - 1.0).max(1.0);
    let mut left = LEFT;
    cells.iter().enumerate().fold(page, |page, (number, cell)| {
        let page = page.text(left, height, 10.0, cell);
        left += if number == 0 { 190.0 } else { rest };
        page
    })
}

fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let is_full = lines.last().is_some_and(|line| line.len() + word.len() >= WIDTH);
        if is_full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
