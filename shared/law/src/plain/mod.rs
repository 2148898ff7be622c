//! Blocks of plain text and of the text of pages.

mod furniture;
mod lines;
mod run_in;
mod wrap;

pub(crate) use run_in::split_run_in;

use crate::container::container;
use crate::input::PageText;
use crate::label::label;
use crate::source::{Block, Item, PageRange, Role, Source, paginate};
use crate::span::Span;
use lines::{Line, LineKind};

/// Pages that keep their texts.
pub(crate) fn of_pages(pages: &[PageText<'_>]) -> Source {
    let mut text = String::with_capacity(pages.iter().map(|page| page.text.len() + 1).sum());
    let mut ranges = Vec::with_capacity(pages.len());
    let mut headings = Vec::new();
    for page in pages {
        if !ranges.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(page.text);
        ranges.push(PageRange { number: page.number, span: Span::new(start, text.len()) });
        headings.extend(byte_spans(page).map(|span| Span::new(start + span.start, start + span.end)));
    }
    let mut lines = lines::lines(&text, &ranges, &headings);
    furniture::mark(&text, &mut lines, true);
    let shape = Shape::of(&text, &lines);
    read(text, ranges, &lines, shape)
}

/// A text whose pages begin with form feeds, or are cut between its lines. Paragraphs whose lines are broken at a width become one line.
pub(crate) fn of_text(text: &str) -> Source {
    let (text, shape) = unwrapped(text.replace("\r\n", "\n"));
    let has_layout = text.contains('\u{c}');
    let pages = if has_layout { parted_by_form_feeds(&text) } else { paginate(&text) };
    let mut lines = lines::lines(&text, &pages, &[]);
    furniture::mark(&text, &mut lines, has_layout);
    read(text, pages, &lines, shape)
}

/// The headings of a page in bytes; those that reach past its end are left out.
fn byte_spans<'a>(page: &'a PageText<'_>) -> impl Iterator<Item = Span> + 'a {
    let last = page.headings.iter().map(|(_, end)| *end).max().unwrap_or(0);
    let offsets: Vec<usize> =
        page.text.char_indices().map(|(byte, _)| byte).chain([page.text.len()]).take(last.saturating_add(1)).collect();
    page.headings.iter().filter_map(move |(start, end)| Some(Span::new(*offsets.get(*start)?, *offsets.get(*end)?)))
}

fn read(text: String, pages: Vec<PageRange>, lines: &[Line], shape: Shape) -> Source {
    let mut blocks = Blocks { text: &text, shape, done: Vec::new(), open: None, parted: false };
    for line in lines {
        blocks.add(line);
    }
    let items = blocks.done.into_iter().map(Item::Block).collect();
    Source { text, pages, items }
}

/// How the lines of a text are broken.
#[derive(Clone, Copy)]
struct Shape {
    /// True if lines go on in the next line.
    is_wrapped: bool,
    /// The width at which most lines break, in characters.
    width: usize,
}

impl Shape {
    fn of(text: &str, lines: &[Line]) -> Self {
        Self { is_wrapped: wrap::is_wrapped(text, lines), width: wrap::width(lines) }
    }
}

/// Joins the lines of paragraphs that are broken at a width. The shape is that of the lines before.
fn unwrapped(text: String) -> (String, Shape) {
    let pages = parted_by_form_feeds(&text);
    let mut lines = lines::lines(&text, &pages, &[]);
    furniture::mark(&text, &mut lines, pages.len() > 1);
    let shape = Shape::of(&text, &lines);
    if !shape.is_wrapped {
        return (text, shape);
    }
    let blocks = Blocks { text: &text, shape, done: Vec::new(), open: None, parted: false };
    let widest = wrap::widest(&lines);
    let mut joined = String::with_capacity(text.len());
    let mut at = 0;
    for (last, line) in lines.iter().zip(lines.iter().skip(1)) {
        if blocks.are_one(last, line) && wrap::is_broken(&text, last, line, widest) {
            let before = text.get(at..last.span.end).unwrap_or_default();
            joined.push_str(before);
            joined.push_str(wrap::separator(last.span.of(&text), line.span.of(&text)));
            at = line.span.start;
        }
    }
    joined.push_str(text.get(at..).unwrap_or_default());
    (joined, shape)
}

/// The pages between form feeds.
fn parted_by_form_feeds(text: &str) -> Vec<PageRange> {
    let mut at = 0;
    let spans = text.split('\u{c}').map(|page| {
        let start = at;
        at += page.len() + 1;
        Span::new(start, start + page.len())
    });
    (1..).zip(spans).map(|(number, span)| PageRange { number, span }).collect()
}

struct Blocks<'a> {
    text: &'a str,
    shape: Shape,
    done: Vec<Block>,
    /// The block that may go on, with its last line.
    open: Option<(usize, Line)>,
    /// True if furniture or the end of a page follows the open block.
    parted: bool,
}

impl Blocks<'_> {
    /// Returns whether a line goes on a paragraph, which is no row of a table, on the page of the one before.
    fn are_one(&self, last: &Line, line: &Line) -> bool {
        let are_text = last.kind == LineKind::Text && line.kind == LineKind::Text;
        are_text && last.page == line.page && self.goes_on(last, line)
    }

    fn add(&mut self, line: &Line) {
        if line.kind == LineKind::Furniture {
            self.done.push(Block::new(line.span, Role::Furniture));
            self.parted = true;
            return;
        }
        let goes_on = self.open.as_ref().is_some_and(|(_, last)| self.goes_on(last, line));
        let parted = std::mem::take(&mut self.parted);
        if let Some((place, last)) = self.open.as_mut().filter(|_| goes_on)
            && let Some(block) = self.done.get_mut(*place)
        {
            match block.spans.last_mut() {
                Some(span) if !parted && last.page == line.page => span.end = line.span.end,
                _ => block.spans.push(line.span),
            }
            *last = line.clone();
            return;
        }
        let role = match line.kind {
            LineKind::Row => Role::Table(0),
            LineKind::Heading => Role::Heading(1),
            _ => Role::Auto,
        };
        self.open = Some((self.done.len(), line.clone()));
        self.done.push(Block::new(line.span, role));
    }

    /// Returns whether a line belongs to the block of the one before it.
    fn goes_on(&self, last: &Line, line: &Line) -> bool {
        let is_row = |line: &Line| line.kind == LineKind::Row;
        if is_row(last) || is_row(line) {
            return is_row(last) && is_row(line) && !line.is_after_blank && !self.parted && last.page == line.page;
        }
        if last.kind == LineKind::Heading || line.kind == LineKind::Heading {
            return false;
        }
        let content = line.span.of(self.text);
        let before = last.span.of(self.text);
        let is_parted = self.parted || last.page != line.page;
        if is_parted {
            return self.crosses(before, content);
        }
        self.shape.is_wrapped && !line.is_after_blank && !self.begins(last, line, before, content)
    }

    /// Returns whether a line at the start of a page finishes the sentence at the end of the page before.
    fn crosses(&self, before: &str, content: &str) -> bool {
        if ends(before) || container(before).is_some() || container(content).is_some() || is_quoted_label(content) {
            return false;
        }
        if label(content).is_some() {
            return refers(content);
        }
        let is_long = before.len() > 60 || self.shape.is_wrapped;
        content.starts_with(char::is_lowercase)
            || (is_long && before.ends_with(['-', ',']))
            || (is_long && !crate::container::is_heading(content))
    }

    /// Returns whether a line of wrapped text begins a block.
    fn begins(&self, last: &Line, line: &Line, before: &str, content: &str) -> bool {
        let is_short = last.width * 5 < self.shape.width * 3;
        if container(content).is_some() {
            return ends(before) || is_short || line.indent > last.indent;
        }
        if line.indent > last.indent + 1 {
            return true;
        }
        if label(content).is_some() {
            return (ends(before) || is_short) && !refers(content);
        }
        container(before).is_some() || (is_short && ends(before)) || (is_short && line.indent < last.indent)
    }
}

/// Returns whether a line can be the end of a paragraph.
fn ends(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '’', '"', '\'', ')', ']']);
    line.ends_with(['.', ';', ':', ',', '—', '!', '?', '–']) || line.ends_with(" and") || line.ends_with(" or")
}

/// Returns whether the text after a label goes on like a reference: "(a) of this section".
fn refers(content: &str) -> bool {
    let after = label(content).and_then(|label| content.get(label.length..)).unwrap_or_default().trim_start();
    ["of ", "and ", "or ", "to ", "above", "below", ",", ".", ";", ")"].iter().any(|start| after.starts_with(start))
}

fn is_quoted_label(content: &str) -> bool {
    label(content).is_some_and(|label| label.quoted)
}
