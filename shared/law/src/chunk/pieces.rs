use super::split::{by_pages, split};
use super::{ChunkLimits, Document};
use crate::span::Span;
use crate::unit::{Unit, UnitId, UnitKind};

/// A part of the text that becomes a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) page: usize,
    pub(super) tokens: usize,
    pub(super) unit: UnitId,
    pub(super) units: Vec<UnitId>,
    /// True for a label and heading without text: nothing on its own.
    pub(super) is_head: bool,
}

pub(super) struct Cutter<'a, F> {
    pub(super) document: Document<'a>,
    pub(super) limits: ChunkLimits,
    pub(super) count: &'a F,
}

/// The pieces of a unit.
type Pieces = Vec<Piece>;

impl<F: Fn(&str) -> usize> Cutter<'_, F> {
    /// The pieces of the whole document, in any order.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut done: Vec<Pieces> = vec![Vec::new(); self.document.units.len()];
        // a child stands after its parent
        for unit in (0..self.document.units.len()).rev().map(UnitId) {
            let pieces = self.unit(unit, &mut done);
            if let Some(place) = done.get_mut(unit.0) {
                *place = pieces;
            }
        }
        done.into_iter().next().unwrap_or_default().into_iter().filter(|piece| !piece.is_head).collect()
    }

    fn get(&self, unit: UnitId) -> Option<&Unit> {
        self.document.units.get(unit.0)
    }

    fn unit(&self, id: UnitId, done: &mut [Pieces]) -> Pieces {
        let Some(unit) = self.get(id) else { return Vec::new() };
        if unit.kind == UnitKind::Furniture {
            return Vec::new();
        }
        let mut joined = self.own(id, unit);
        // own text that had to be cut joins nothing
        let mut is_open = joined.len() == 1;
        for child in &unit.children {
            let pieces = done.get_mut(child.0).map(std::mem::take).unwrap_or_default();
            let can_join = self.can_join(unit.kind, *child);
            let is_whole = pieces.len() == 1;
            for piece in pieces {
                let last = joined.last_mut().filter(|last| {
                    let is_head = last.is_head && last.unit == id;
                    (is_open && is_whole && can_join) && (self.fits(last, &piece))
                        || (is_head && can_join && self.fits_head(last, &piece))
                });
                match last {
                    Some(last) => self.join(last, piece, id),
                    None => joined.push(piece),
                }
            }
            is_open = is_whole && can_join;
        }
        joined
    }

    /// Returns whether the pieces of a child may join those beside it. Provisions stand alone.
    fn can_join(&self, parent: UnitKind, child: UnitId) -> bool {
        let Some(child) = self.get(child) else { return false };
        let is_dated = child.valid_from.is_some() || child.valid_to.is_some();
        let is_apart = child.kind.is_provision() || child.kind.is_container() || child.quoted || is_dated;
        let is_inside = !parent.is_container()
            || matches!(
                parent,
                UnitKind::Preamble | UnitKind::Annex | UnitKind::Heading | UnitKind::Document | UnitKind::Closing
            );
        !is_apart && is_inside && !matches!(child.kind, UnitKind::Table | UnitKind::Furniture | UnitKind::ActTitle)
    }

    fn fits(&self, last: &Piece, next: &Piece) -> bool {
        last.tokens < self.limits.target_tokens && self.fits_head(last, next)
    }

    fn gap(&self, last: &Piece, next: &Piece) -> &str {
        Span::new(last.span.end, next.span.start.max(last.span.end)).of(self.document.text)
    }

    fn fits_head(&self, last: &Piece, next: &Piece) -> bool {
        let gap = self.gap(last, next);
        last.page == next.page
            && next.span.start >= last.span.end
            && gap.chars().all(char::is_whitespace)
            && last.tokens + next.tokens + (self.count)(gap) <= self.limits.max_tokens
    }

    fn join(&self, last: &mut Piece, next: Piece, parent: UnitId) {
        last.tokens += next.tokens + (self.count)(self.gap(last, &next));
        last.span.end = next.span.end;
        if last.is_head && last.unit == parent {
            // a heading over one unit belongs to it
            last.is_head = next.is_head;
        }
        last.unit = parent;
        last.units.extend(next.units);
    }

    /// The pieces of a unit's own label, heading and text.
    fn own(&self, id: UnitId, unit: &Unit) -> Pieces {
        let is_head = unit.text.iter().all(|span| span.is_empty()) && !unit.children.is_empty();
        let text = self.document.text;
        let mut spans: Vec<(usize, Span)> = Vec::new();
        for span in unit.spans().flat_map(|span| by_pages(self.document.pages, span)) {
            match spans.last_mut() {
                Some((page, last))
                    if *page == span.0
                        && Span::new(last.end, span.1.start).of(text).trim().is_empty()
                        && last.end <= span.1.start =>
                {
                    last.end = span.1.end;
                }
                _ => spans.push(span),
            }
        }
        let is_table = unit.kind == UnitKind::Table;
        let cut = spans.into_iter().flat_map(|(page, span)| {
            let parts = split(text, span.trimmed(text), is_table, self.limits.max_tokens, self.count);
            parts.into_iter().map(move |(span, tokens)| (page, span, tokens))
        });
        let piece = |(page, span, tokens)| Piece { span, page, tokens, unit: id, units: vec![id], is_head };
        cut.filter(|(_, span, _)| !span.is_empty()).map(piece).collect()
    }
}
