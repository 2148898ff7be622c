//! Running headers and footers, page marks and lines of signs.

use std::collections::HashMap;

use super::lines::{Line, LineKind};
use crate::container::container;
use crate::label::{Form, label};

/// The lines at the top and at the bottom of a page that can be running.
const MOST_EDGE: usize = 4;
/// The longest running line, in bytes.
const LONGEST: usize = 160;
/// The fewest pages on which a line is running.
const FEWEST_PAGES: usize = 3;

/// Marks lines that are no text of the document. Only pages that layout made have running lines.
pub(super) fn mark(text: &str, lines: &mut [Line], has_layout: bool) {
    let edges = if has_layout { edges(lines) } else { vec![false; lines.len()] };
    let mut counts: HashMap<String, usize> = HashMap::new();
    let pages = lines.iter().map(|line| line.page).max().map_or(0, |last| last + 1);
    for (line, _) in lines.iter().zip(&edges).filter(|(_, is_edge)| **is_edge) {
        *counts.entry(masked(line.span.of(text))).or_default() += 1;
    }
    let fewest = FEWEST_PAGES.max(pages / 4);
    for (line, is_edge) in lines.iter_mut().zip(edges) {
        let content = line.span.of(text);
        // labels of items come again on many pages
        let is_item = label(content).is_some_and(|label| label.form == Form::Paren);
        let is_running = is_edge && !is_item && counts.get(&masked(content)).is_some_and(|count| *count >= fewest);
        if is_mark(content) || is_running {
            line.kind = LineKind::Furniture;
        }
    }
}

/// The lines near the top or bottom of their page.
fn edges(lines: &[Line]) -> Vec<bool> {
    let mut edges = vec![false; lines.len()];
    let mut first = 0;
    for chunk in lines.chunk_by(|one, other| one.page == other.page) {
        let end = first + chunk.len();
        for place in (first..end).take(MOST_EDGE).chain((first..end).rev().take(MOST_EDGE)) {
            if let Some(edge) = edges.get_mut(place) {
                *edge = chunk.get(place - first).is_some_and(|line| line.span.end - line.span.start <= LONGEST);
            }
        }
        first = end;
    }
    edges
}

/// A line as it is compared between pages: figures are the same, except in what begins a provision.
fn masked(line: &str) -> String {
    if container(line).is_some() || label(line).is_some_and(|label| label.length < line.len()) {
        return line.to_owned();
    }
    line.chars().map(|sign| if sign.is_ascii_digit() { '#' } else { sign }).collect()
}

/// A line without letters or figures, and marks of pages such as "[[Page 74833]]".
fn is_mark(line: &str) -> bool {
    let is_page = line.strip_prefix("[[Page ").and_then(|rest| rest.strip_suffix("]]"));
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_page.is_some_and(is_number) || (line.len() > 3 && !line.chars().any(char::is_alphanumeric))
}
