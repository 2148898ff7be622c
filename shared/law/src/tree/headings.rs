//! Titles, headings and the end of an act.

use super::Builder;
use super::containers::is_grouping;
use super::frame::Frame;
use crate::act;
use crate::container::is_heading;
use crate::source::{Block, Item, Role};
use crate::unit::{UnitId, UnitKind};

/// The most blocks of an act's title.
const LONGEST_TITLE: usize = 4;
/// The most words of a heading that only its wording suggests.
const MOST_WORDS: usize = 12;

impl Builder<'_> {
    /// Returns whether a block is part of the act's title: it begins with the act's name, or goes on after it.
    pub(super) fn is_title(&self, content: &str) -> bool {
        let (blocks, may_go_on) = self.title;
        let is_start = self.frames.len() == 1 && !self.has_read_provision;
        if !is_start || !may_go_on || blocks >= LONGEST_TITLE {
            return false;
        }
        if blocks == 0 {
            return act::names_itself(content);
        }
        !content.ends_with([',', ':', '.']) && !content.starts_with('(')
    }

    /// Returns whether the terms of an act end here.
    pub(super) fn is_closing(&self, content: &str) -> bool {
        const STARTS: [&str; 6] = ["Done at ", "Fait à ", "Geschehen zu ", "Hecho en ", "Fatto a ", "Feito em "];
        STARTS.iter().any(|start| content.starts_with(start)) && self.has_provisions && !self.quotation.is_open()
    }

    /// Returns whether a block is the heading of the unit that was opened before it, or of what follows it.
    pub(super) fn takes_heading(&mut self, place: usize, block: &Block) -> bool {
        let content = self.text(block.first());
        let start = self.start(place);
        let Some(frame) = self.frames.last_mut() else { return false };
        let awaited = std::mem::take(&mut frame.awaits_heading);
        let is_provision = frame.kind.is_provision();
        let can_be = start.label.is_none() && is_heading(content) && block.spans.len() == 1;
        if !can_be || self.quotation.is_open() {
            return false;
        }
        let next = self.next_block(place);
        let next_text = next.map(|next| self.text(next.first()));
        if awaited {
            let is_followed = next.is_some() && self.start(place + 1).container.is_none();
            frame_heading(is_provision, is_followed)
        } else {
            let is_free = !self.has_provisions || self.frames.iter().any(|frame| frame.kind == UnitKind::Annex);
            let is_inside = self.frames.last().is_some_and(|frame| !frame.kind.is_container());
            let goes_on = next_text.is_some_and(|next| next.len() > content.len() * 2 && !is_heading(next));
            is_free
                && (!is_inside || !self.has_provisions)
                && self.pending.is_none()
                && goes_on
                && content.split_whitespace().count() <= MOST_WORDS
        }
    }

    pub(super) fn next_block(&self, place: usize) -> Option<&Block> {
        match self.source.items.get(place + 1)? {
            Item::Block(block) if block.role != Role::Furniture => Some(block),
            _ => None,
        }
    }

    /// Adds a block that is a title, a heading or the closing formula.
    pub(super) fn special(&mut self, block: &Block) {
        let content = self.text(block.first());
        self.pending = None;
        if self.is_title(content) {
            let unit = self.add(UnitKind::ActTitle, UnitId(0));
            self.add_text(unit, &block.spans);
            self.title.0 += 1;
        } else if self.is_closing(content) {
            self.frames.truncate(1);
            let unit = self.add(UnitKind::Closing, UnitId(0));
            self.add_text(unit, &block.spans);
            self.push(Frame::new(unit, UnitKind::Closing));
        } else {
            self.own_heading(block, 1);
        }
    }

    /// Gives a heading to the unit before it that has none, or opens a unit under the heading.
    fn own_heading(&mut self, block: &Block, rank: u8) {
        let top = self.frames.last().cloned();
        let takes = top.filter(|frame| {
            let unit = self.units.get(frame.unit.0);
            let is_named =
                (is_grouping(frame.kind) && frame.kind != UnitKind::Document && frame.kind != UnitKind::Heading)
                    || frame.kind.is_provision();
            is_named
                && unit.is_some_and(|unit| unit.heading.is_none() && unit.children.is_empty() && unit.text.is_empty())
        });
        if let Some(frame) = takes {
            self.set_heading(frame.unit, block.first());
            self.add_text(frame.unit, block.spans.get(1..).unwrap_or_default());
            return;
        }
        let end = self.frames.iter().position(|frame| frame.kind == UnitKind::Heading && frame.rank >= rank);
        let end = end.unwrap_or_else(|| {
            self.frames.iter().rposition(|frame| is_grouping(frame.kind)).map_or(1, |place| place + 1)
        });
        self.frames.truncate(end.max(1));
        let unit = self.add(UnitKind::Heading, self.top());
        self.set_heading(unit, block.first());
        self.add_text(unit, block.spans.get(1..).unwrap_or_default());
        let mut frame = Frame::new(unit, UnitKind::Heading);
        frame.rank = rank;
        self.push(frame);
    }

    /// A block that layout or markup shows as a heading.
    pub(super) fn heading(&mut self, place: usize, block: &Block, rank: u8) {
        let start = self.start(place);
        let content = self.text(block.first());
        self.pending = None;
        let is_unlabelled = |frame: &Frame| self.units.get(frame.unit.0).is_some_and(|unit| unit.label.is_none());
        if start.container.is_some()
            && self.frames.last().is_some_and(|frame| frame.is_explicit && is_unlabelled(frame))
        {
            self.explicit_label(block);
            return;
        }
        if let Some(found) = start.container.as_ref().filter(|found| self.opens(found, content)) {
            self.open_container(block, found);
            return;
        }
        if self.is_title(content) {
            self.special(block);
            return;
        }
        let top = self.frames.last().cloned();
        let is_open = top.is_some_and(|frame| frame.awaits_heading || frame.is_explicit);
        let is_inside = self.frames.iter().any(|frame| frame.kind.is_provision());
        if let Some(frame) = self.frames.last_mut() {
            frame.awaits_heading = false;
        }
        if is_inside && !is_open {
            self.auto(place, block);
        } else {
            self.own_heading(block, rank);
        }
    }
}

/// A heading stands above text. That of a chapter may also stand above an article.
fn frame_heading(is_provision: bool, is_followed: bool) -> bool {
    !is_provision || is_followed
}
