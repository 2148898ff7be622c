//! Renders plain text as a PDF: a line that starts with `#` is a heading, one with `|` a table row, one with `-` a list
//! item; `===` starts a page.

use crate::pdf::{PageBuilder, PdfBuilder};

const LEFT: f32 = 72.0;
const TOP: f32 = 775.0;
const LINE: f32 = 15.0;
/// The number of characters of 10.5 point Helvetica that always fit between the margins.
const WIDTH: usize = 88;
const TABLE_WIDTH: f32 = 450.0;
/// The largest average width of a character of 10 point Helvetica, and the smallest gap between two columns.
const CHARACTER: f32 = 5.4;
const GUTTER: f32 = 16.0;

/// Renders a text as a PDF. The same text gives the same bytes.
#[must_use]
pub fn typeset(text: &str) -> Vec<u8> {
    text.split("\n===\n").fold(PdfBuilder::default(), |pdf, page| pdf.page(page_of(page))).build()
}

fn page_of(text: &str) -> PageBuilder {
    let mut page = PageBuilder::default();
    let mut height = TOP;
    let lines: Vec<&str> = text.trim().lines().collect();
    for group in lines.chunk_by(|line, next| line.starts_with('|') && next.starts_with('|')) {
        let columns = columns(group);
        for line in group {
            (page, height) = write(page, height, line, &columns);
        }
    }
    page
}

fn write(page: PageBuilder, height: f32, line: &str, columns: &[f32]) -> (PageBuilder, f32) {
    if let Some(title) = line.strip_prefix("# ") {
        return (page.bold(LEFT, height, 18.0, title), height - 2.0 * LINE);
    }
    if let Some(heading) = line.strip_prefix("## ") {
        return (page.bold(LEFT, height - 4.0, 13.0, heading), height - 1.6 * LINE);
    }
    if line.starts_with('|') {
        return (row(page, height, line, columns), height - LINE);
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

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.trim_matches('|').split('|').map(str::trim)
}

/// The width of each column of a table: the width of its widest cell and an equal share of the remaining space.
fn columns(rows: &[&str]) -> Vec<f32> {
    let mut widths: Vec<f32> = Vec::new();
    for row in rows.iter().filter(|row| row.starts_with('|')) {
        for (place, cell) in cells(row).enumerate() {
            let width = f32::from(u16::try_from(cell.chars().count()).unwrap_or(u16::MAX)) * CHARACTER + GUTTER;
            match widths.get_mut(place) {
                Some(widest) => *widest = widest.max(width),
                None => widths.push(width),
            }
        }
    }
    let number = f32::from(u8::try_from(widths.len()).unwrap_or(u8::MAX).max(1));
    let left = (TABLE_WIDTH - widths.iter().sum::<f32>()).max(0.0) / number;
    widths.into_iter().map(|width| width + left).collect()
}

fn row(page: PageBuilder, height: f32, line: &str, columns: &[f32]) -> PageBuilder {
    let mut left = LEFT;
    cells(line).zip(columns).fold(page, |page, (cell, width)| {
        let page = page.text(left, height, 10.0, cell);
        left += width;
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
