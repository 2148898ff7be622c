//! Blocks of markup.

mod html;
mod table;
mod vocabulary;
mod xml;

pub(crate) use html::of_html;
pub(crate) use xml::of_xml;

use crate::source::{Block, Item, Role, Source, paginate};
use crate::span::{Span, collapsed};
use crate::unit::UnitKind;

/// Writes the canonical text: a block a line.
#[derive(Debug, Default)]
struct Writer {
    text: String,
    items: Vec<Item>,
}

impl Writer {
    fn block(&mut self, content: &str, role: Role) {
        let content = collapsed(content);
        self.lines(&content, role);
    }

    fn lines(&mut self, content: &str, role: Role) {
        if content.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(content);
        self.items.push(Item::Block(Block::new(Span::new(start, self.text.len()), role)));
    }

    /// A table, a row a line, its cells parted by ` | `.
    fn table(&mut self, rows: &[Vec<String>], header_rows: usize) {
        let lines: Vec<String> = rows.iter().map(|row| row.join(" | ")).filter(|row| has_text(row)).collect();
        self.lines(&lines.join("\n"), Role::Table(header_rows.min(lines.len())));
    }

    fn open(&mut self, kind: UnitKind, is_parsed: bool) {
        self.items.push(Item::Open { kind, is_parsed });
    }

    fn close(&mut self) {
        self.items.push(Item::Close);
    }

    fn finish(self) -> Source {
        let pages = paginate(&self.text);
        Source { text: self.text, pages, items: self.items }
    }
}

fn has_text(row: &str) -> bool {
    row.chars().any(|sign| !sign.is_whitespace() && sign != '|')
}
