//! Articles, sections, chapters, annexes and notes.

use super::Builder;
use super::frame::{Frame, is_note};
use crate::container::Container;
use crate::doubt::DoubtKind;
use crate::label::bare;
use crate::source::Block;
use crate::span::Span;
use crate::unit::{UnitId, UnitKind};

impl Builder<'_> {
    /// Returns whether a container begins here, and not in text that an amendment inserts elsewhere.
    pub(super) fn opens(&mut self, found: &Container, content: &str) -> bool {
        if !self.quotation.is_open() {
            return true;
        }
        let label = content.get(..found.label).unwrap_or_default();
        let number = |label: &str| bare(label).rsplit(' ').next().and_then(|number| number.parse::<u32>().ok());
        let open = self.frames.iter().rev().find(|frame| frame.kind == found.kind);
        let last =
            open.and_then(|frame| self.units.get(frame.unit.0)?.label.as_ref()).and_then(|label| number(&label.text));
        let is_next = last.is_some_and(|last| number(label) == Some(last + 1));
        if is_next && found.kind == UnitKind::Article && !content.starts_with(crate::label::OPENING) {
            // the mark that closes the quotation is missing
            self.quotation.close();
            self.drop_quoted();
            let unit = self.top();
            self.report.doubt(DoubtKind::UnclosedQuotation, unit, Span::default());
            return true;
        }
        false
    }

    pub(super) fn open_container(&mut self, block: &Block, found: &Container) {
        self.pending = None;
        let span = block.first();
        let label = Span::new(span.start, span.start + found.label);
        self.leave(found.kind);
        let unit = self.add(found.kind, self.top());
        let mut frame = Frame::new(unit, found.kind);
        let rest = found.heading.or(found.text).map(|at| Span::new(span.start + at, span.end));
        self.set_label(unit, label, rest.map_or(span.end, |rest| rest.start));
        frame.awaits_heading = !is_note(found.kind) && rest.is_none();
        self.push(frame);
        let spans: Vec<Span> = rest.into_iter().chain(block.spans.iter().skip(1).copied()).collect();
        match rest.filter(|_| found.heading.is_some()) {
            Some(heading) => {
                self.set_heading(unit, heading);
                self.add_text(unit, spans.get(1..).unwrap_or_default());
            }
            None if !spans.is_empty() && found.kind.is_provision() => self.first_paragraph(&spans),
            None => self.add_text(unit, &spans),
        }
    }

    /// Text on the line of an article's label.
    fn first_paragraph(&mut self, spans: &[Span]) {
        let unit = self.add(UnitKind::Paragraph, self.top());
        self.add_text(unit, spans);
        self.push(Frame::new(unit, UnitKind::Paragraph));
    }

    /// Closes the units that a container of this kind ends.
    fn leave(&mut self, kind: UnitKind) {
        let explicit = self.frames.iter().rposition(|frame| frame.is_explicit).map_or(1, |place| place + 1);
        let end = match kind {
            UnitKind::Note | UnitKind::Example | UnitKind::SourceNote => self.note_parent(),
            kind if kind.is_provision() => self.after(|frame| is_grouping(frame.kind)),
            UnitKind::Annex => 1,
            _ => self.grouping(kind),
        };
        self.frames.truncate(end.max(explicit).max(1));
    }

    /// The number of frames up to the innermost one that satisfies a condition.
    fn after(&self, condition: impl Fn(&Frame) -> bool) -> usize {
        self.frames.iter().rposition(condition).map_or(1, |place| place + 1)
    }

    /// A chapter follows a chapter; one that is the first of its kind stands in what is open.
    fn grouping(&self, kind: UnitKind) -> usize {
        match self.frames.iter().position(|frame| frame.kind == kind) {
            Some(place) => place,
            None => self.after(|frame| is_grouping(frame.kind)),
        }
    }

    /// A note stands in the provision; its items are its own, so that it does not end the list around it.
    fn note_parent(&self) -> usize {
        let notes = self.frames.iter().position(|frame| is_note(frame.kind)).unwrap_or(self.frames.len());
        notes.min(self.after(|frame| frame.kind.is_provision() || is_grouping(frame.kind) || frame.level.is_some()))
    }

    pub(super) fn set_heading(&mut self, unit: UnitId, span: Span) {
        let span = span.trimmed(&self.source.text);
        let text = crate::span::collapsed(self.text(span));
        if let Some(unit) = self.units.get_mut(unit.0) {
            unit.heading = Some(crate::unit::Printed { text, span });
        }
    }

    /// The unit that the history of a provision belongs to.
    pub(super) fn history_parent(&mut self) -> UnitId {
        self.pending = None;
        let provision = self.frames.iter().rev().find(|frame| frame.kind.is_provision() || is_grouping(frame.kind));
        provision.map_or(UnitId(0), |frame| frame.unit)
    }

    pub(super) fn open_explicit(&mut self, kind: UnitKind, is_literal: bool) {
        self.pending = None;
        let around = self.frames.iter().rposition(|frame| frame.is_explicit).unwrap_or(0);
        // a note does not end the sequences around it
        if !is_note(kind) && kind != UnitKind::Footnote {
            self.frames.truncate(around + 1);
        }
        let parent = self.frames.get(around).map_or(UnitId(0), |frame| frame.unit);
        let has = |wanted: fn(UnitKind) -> bool| self.frames.iter().any(|frame| wanted(frame.kind));
        // a paragraph of a subsection is an item of it
        let kind = match kind {
            UnitKind::Paragraph if has(|kind| kind == UnitKind::Paragraph) => UnitKind::Point,
            UnitKind::Point if has(UnitKind::is_point) => UnitKind::Subpoint,
            kind => kind,
        };
        let unit = self.add(kind, parent);
        let mut frame = Frame::new(unit, kind);
        frame.is_explicit = true;
        frame.is_literal = is_literal;
        self.push(frame);
    }

    pub(super) fn close_explicit(&mut self) {
        self.pending = None;
        if let Some(place) = self.frames.iter().rposition(|frame| frame.is_explicit) {
            self.frames.truncate(place.max(1));
        }
    }

    pub(super) fn table(&mut self, block: &Block, header: usize) {
        self.pending = None;
        let unit = self.add(UnitKind::Table, self.top());
        self.add_text(unit, &block.spans);
        let rows = self.header_rows(block.first(), header);
        if let Some(unit) = self.units.get_mut(unit.0) {
            unit.header_rows = rows;
        }
    }

    /// The first rows of a table: as many as markup names, or one if it has no figure and others follow.
    fn header_rows(&self, table: Span, stated: usize) -> Vec<Span> {
        let mut at = table.start;
        let rows: Vec<Span> = self
            .text(table)
            .split('\n')
            .map(|row| {
                let span = Span::new(at, at + row.len());
                at += row.len() + 1;
                span
            })
            .collect();
        let is_header = |row: &Span| !self.text(*row).bytes().any(|byte| byte.is_ascii_digit());
        let guessed = usize::from(rows.len() > 1 && rows.first().is_some_and(is_header));
        rows.into_iter().take(if stated > 0 { stated } else { guessed }).collect()
    }
}

/// Returns whether units of this kind contain provisions.
pub(super) fn is_grouping(kind: UnitKind) -> bool {
    kind.is_container() && kind != UnitKind::Preamble && kind != UnitKind::Closing
}
