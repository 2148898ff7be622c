//! Placement of labelled and unlabelled text.

use super::frame::{Frame, Level, continued};
use super::{Builder, introduces};
use crate::doubt::DoubtKind;
use crate::label::{Form, Label, Ordinal, Series, label};
use crate::source::Block;
use crate::span::Span;
use crate::unit::{UnitId, UnitKind};

/// The longest instruction to amend a provision, in bytes.
const LONGEST_INSTRUCTION: usize = 200;

impl Builder<'_> {
    /// Closes a quotation whose closing mark is missing: the next item of the list around it says how another provision is
    /// amended.
    pub(super) fn end_quotation(&mut self, found: &Label, content: &str) {
        if !self.quotation.is_open() || found.quoted || !amends(content) {
            return;
        }
        let is_quoted = |frame: &Frame| self.units.get(frame.unit.0).is_some_and(|unit| unit.quoted);
        let place = self.frames.iter().position(is_quoted).unwrap_or(self.frames.len());
        let outer = self.frames.get(..place).unwrap_or_default();
        if continued(&self.frames, found, true).is_some() || continued(outer, found, false).is_none() {
            return;
        }
        self.quotation.close();
        self.drop_quoted();
        let unit = self.top();
        self.report.doubt(DoubtKind::UnclosedQuotation, unit, Span::default());
    }

    pub(super) fn is_label(&self, found: &Label, content: &str) -> bool {
        // a quotation mark before a label belongs to the text unless an amendment begins there
        (!found.quoted || self.quotation.is_open()) && !content.is_empty()
    }

    /// Adds the item after the one of a frame.
    pub(super) fn continue_level(&mut self, frame: usize, last: Ordinal, series: Series) -> UnitId {
        self.frames.truncate(frame + 1);
        let (unit, kind) = self.frames.last().map_or((UnitId(0), UnitKind::Other), |frame| (frame.unit, frame.kind));
        let parent = self.units.get(unit.0).and_then(|unit| unit.parent).unwrap_or(UnitId(0));
        let next = self.add(kind, parent);
        if let Some(frame) = self.frames.last_mut() {
            frame.unit = next;
            if let Some(level) = frame.level.as_mut() {
                level.last = last;
                level.series = series;
            }
        }
        next
    }

    /// Adds the first item of a sequence within the unit of a frame.
    pub(super) fn open_level(&mut self, frame: usize, level: Level) -> UnitId {
        self.frames.truncate(frame + 1);
        let kind = self.kind_of_item(&level);
        let unit = self.add(kind, self.top());
        let mut frame = Frame::new(unit, kind);
        frame.level = Some(level);
        self.push(frame);
        unit
    }

    fn kind_of_item(&self, level: &Level) -> UnitKind {
        let border = self.frames.iter().rposition(Frame::is_border).unwrap_or(0);
        let above = self.frames.get(border).map_or(UnitKind::Document, |frame| frame.kind);
        let levels = self.frames.len().saturating_sub(border + 1);
        match levels {
            0 if above == UnitKind::Preamble && level.form == Form::Paren && level.series == Series::Arabic => {
                UnitKind::Recital
            }
            0 if matches!(level.form, Form::Bullet(_)) => UnitKind::Point,
            0 => UnitKind::Paragraph,
            _ if self.frames.iter().skip(border).any(|frame| frame.kind.is_point()) => UnitKind::Subpoint,
            _ => UnitKind::Point,
        }
    }

    /// Recitals begin with the first number of an act that has articles, and end where its terms begin.
    pub(super) fn enter_preamble_or_terms(&mut self, found: &Label) {
        let top = self.frames.last().map_or(UnitKind::Document, |frame| frame.kind);
        let is_number = found.readings.iter().any(|reading| reading.series == Series::Arabic);
        let is_before_terms = self.frames.len() == 1 && !self.has_read_provision && found.form == Form::Paren;
        if top == UnitKind::Document && is_before_terms && is_number && self.has_articles() {
            self.open_preamble();
        }
        let is_in_preamble = self.frames.iter().any(|frame| frame.kind == UnitKind::Preamble);
        if is_in_preamble && found.form == Form::Dot && is_number {
            self.frames.truncate(1);
        }
    }

    fn has_articles(&self) -> bool {
        let mut kinds = self.starts.iter().filter_map(|start| start.container.as_ref());
        kinds.any(|found| found.kind == UnitKind::Article)
    }

    pub(super) fn open_preamble(&mut self) {
        let unit = self.add(UnitKind::Preamble, UnitId(0));
        self.push(Frame::new(unit, UnitKind::Preamble));
    }

    /// Closes the items of a quotation that has ended.
    pub(super) fn drop_quoted(&mut self) {
        let is_quoted = |frame: &Frame| self.units.get(frame.unit.0).is_some_and(|unit| unit.quoted);
        if let Some(place) = self.frames.iter().position(is_quoted) {
            self.frames.truncate(place);
        }
    }

    /// Attaches a block without a label.
    pub(super) fn unlabelled(&mut self, place: usize, block: &Block) {
        if let Some(unit) = self.pending.take() {
            self.add_text(unit, &block.spans);
            return;
        }
        if let Some(unit) = self.empty_note() {
            self.add_text(unit, &block.spans);
            return;
        }
        let is_quoted = self.quotation.is_open();
        if is_quoted {
            self.quoted_block(block);
            return;
        }
        if let Some(frame) = self.point_around(self.text(block.first())) {
            self.frames.truncate(frame + 1);
            self.subunit(UnitKind::Subparagraph, block);
            return;
        }
        let next = self.following(place).next().cloned();
        let frame = next.as_ref().and_then(|next| continued(&self.frames, next, false)).map(|(frame, _)| frame);
        match frame {
            Some(frame) => {
                self.frames.truncate(frame + 1);
                self.subunit(UnitKind::Subparagraph, block);
            }
            None => self.at_paragraph(block, next.as_ref()),
        }
    }

    /// The frame of the point that a text says it belongs to: "For the purposes of point (iv) of this point".
    fn point_around(&self, content: &str) -> Option<usize> {
        let (before, _) = content.split_once(" of this point")?;
        let named = before.rsplit(' ').next()?;
        let is_labelled = |unit: &UnitId| {
            self.units.get(unit.0).and_then(|unit| unit.label.as_ref()).is_some_and(|label| label.text == named)
        };
        self.frames.iter().rposition(|frame| {
            frame.kind.is_point()
                && self.units.get(frame.unit.0).is_some_and(|unit| unit.children.iter().any(is_labelled))
        })
    }

    /// Attaches a block of a quotation to the quoted item before it, or to the item that introduces the quotation.
    fn quoted_block(&mut self, block: &Block) {
        let is_plain =
            |frame: &Frame| frame.level.is_none() && self.units.get(frame.unit.0).is_some_and(|unit| unit.quoted);
        let plain = self.frames.iter().rev().take_while(|frame| is_plain(frame)).count();
        self.frames.truncate(self.frames.len() - plain);
        self.subunit(UnitKind::Subparagraph, block);
    }

    /// Attaches a block to the paragraph around it, if there is one.
    fn at_paragraph(&mut self, block: &Block, next: Option<&Label>) {
        let content = self.text(block.first());
        let border = self.frames.iter().rposition(Frame::is_border).unwrap_or(0);
        let kind = self.frames.get(border).map_or(UnitKind::Document, |frame| frame.kind);
        if self.opens_preamble(kind, content) {
            self.open_preamble();
            let unit = self.add(UnitKind::Subparagraph, self.top());
            self.add_text(unit, &block.spans);
            return;
        }
        let is_list = next.is_some_and(|label| label.readings.iter().any(|reading| reading.ordinal.is_first()));
        let is_within = kind.is_provision();
        let paragraph = self.frames.iter().skip(border).rposition(|frame| frame.kind == UnitKind::Paragraph);
        let lowercase = content.starts_with(char::is_lowercase);
        let outer = paragraph.filter(|_| is_within || lowercase).map(|place| border + place);
        if let Some(outer) = outer {
            self.frames.truncate(outer + 1);
            self.subunit(UnitKind::Subparagraph, block);
            return;
        }
        self.frames.truncate(border + 1);
        let is_lead = is_list && introduces(content) && kind != UnitKind::Preamble;
        let kind = match kind {
            UnitKind::Document if !is_lead => UnitKind::Other,
            UnitKind::Preamble => UnitKind::Subparagraph,
            _ => UnitKind::Paragraph,
        };
        if is_within || is_lead {
            self.subunit(kind, block);
        } else {
            let unit = self.add(kind, self.top());
            self.add_text(unit, &block.spans);
        }
    }

    /// Citations and recitals begin with the authority that adopts the act, or with "Having regard" and "Whereas".
    fn opens_preamble(&self, kind: UnitKind, content: &str) -> bool {
        const STARTS: [&str; 7] =
            ["Having regard to", "Whereas", "WHEREAS", "vu ", "considérant", "gestützt auf", "in Erwägung"];
        kind == UnitKind::Document && STARTS.iter().any(|start| content.starts_with(start)) && !self.has_read_provision
    }

    fn subunit(&mut self, kind: UnitKind, block: &Block) {
        let unit = self.add(kind, self.top());
        self.add_text(unit, &block.spans);
        self.push(Frame::new(unit, kind));
    }

    /// The note that was opened and has no text yet.
    fn empty_note(&self) -> Option<UnitId> {
        let frame = self.frames.last().filter(|frame| super::frame::is_note(frame.kind))?;
        self.units.get(frame.unit.0).filter(|unit| unit.text.is_empty() && unit.children.is_empty()).map(|_| frame.unit)
    }

    /// Attaches a block of a unit whose structure markup shows completely.
    pub(super) fn literal(&mut self, block: &Block) {
        let top = self.top();
        let kind = self.frames.last().map_or(UnitKind::Document, |frame| frame.kind);
        let is_filled = self.units.get(top.0).is_none_or(|unit| !unit.text.is_empty() || !unit.children.is_empty());
        if !kind.is_container() && !kind.is_provision() && !is_filled {
            self.add_text(top, &block.spans);
            return;
        }
        let own = match kind {
            UnitKind::Document => UnitKind::Other,
            kind if kind.is_container() || kind.is_provision() => UnitKind::Paragraph,
            _ => UnitKind::Subparagraph,
        };
        let unit = self.add(own, top);
        self.add_text(unit, &block.spans);
    }

    /// The label of the unit that markup opened.
    pub(super) fn explicit_label(&mut self, block: &Block) {
        let unit = self.top();
        let is_labelled =
            self.units.get(unit.0).is_none_or(|unit| unit.label.is_some() || unit.kind == UnitKind::Document);
        if is_labelled {
            self.literal(block);
            return;
        }
        let span = block.first();
        let content = self.text(span);
        // a number may be followed by the heading: "§ 591.101 Name of provision."
        let split = crate::container::container(content).and_then(|found| Some((found.label, found.heading?)));
        let (label_end, heading) = split.unwrap_or((content.len(), content.len()));
        self.set_label(unit, Span::new(span.start, span.start + label_end), span.start + heading);
        if heading < content.len() {
            self.set_heading(unit, Span::new(span.start + heading, span.end));
        }
        if block.spans.len() > 1 {
            self.add_text(unit, block.spans.get(1..).unwrap_or_default());
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.level = label(content).and_then(|found| Some(Level::of(&found, *found.readings.first()?, false)));
        }
    }
}

/// Returns whether a short text says how a provision is amended: "paragraph 6 is deleted".
fn amends(content: &str) -> bool {
    const WORDS: [&str; 5] = ["replaced", "deleted", "inserted", "added", "amended"];
    let is_said = |word: &str| [" is ", " are "].iter().any(|verb| content.contains(&format!("{verb}{word}")));
    content.len() <= LONGEST_INSTRUCTION && WORDS.iter().any(|word| is_said(word))
}
