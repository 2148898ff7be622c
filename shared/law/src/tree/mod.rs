//! The tree of units, built from blocks.

mod attach;
mod containers;
mod frame;
mod headings;
mod quotation;

use crate::container::{Container, container};
use crate::doubt::DoubtKind;
use crate::label::{Label, label};
use crate::report::Report;
use crate::source::{Block, Item, Role, Source};
use crate::span::{Span, collapsed};
use crate::unit::{Printed, Unit, UnitId, UnitKind};
use frame::{Frame, Placement};
use quotation::Quotation;

/// The most open units. Deeper items become children of the innermost one.
const MOST_OPEN: usize = 40;
/// The most blocks that are read ahead.
const FARTHEST: usize = 60;

/// Builds the tree. The first unit is the document.
pub(crate) fn build(source: &Source) -> (Vec<Unit>, Report) {
    let mut builder = Builder::new(source);
    for (place, item) in source.items.iter().enumerate() {
        match item {
            Item::Open { kind, is_parsed } => builder.open_explicit(*kind, !is_parsed),
            Item::Close => builder.close_explicit(),
            Item::Quote { opens } => {
                builder.marked_quotes =
                    if *opens { builder.marked_quotes + 1 } else { builder.marked_quotes.saturating_sub(1) }
            }
            Item::Block(block) => builder.block(place, block),
        }
    }
    (builder.units, builder.report)
}

/// What a block begins with.
#[derive(Debug, Clone, Default)]
struct Start {
    label: Option<Label>,
    container: Option<Container>,
}

struct Builder<'a> {
    source: &'a Source,
    starts: Vec<Start>,
    /// True if the text has articles or sections.
    has_provisions: bool,
    /// True from the first one on.
    has_read_provision: bool,
    units: Vec<Unit>,
    frames: Vec<Frame>,
    quotation: Quotation,
    /// The unit whose label stands on a line of its own and whose text follows.
    pending: Option<UnitId>,
    /// The last block of text.
    before: Option<Span>,
    /// Blocks of the act's title, and true while they may go on.
    title: (usize, bool),
    /// Quotations of amendments that markup shows, within each other.
    marked_quotes: usize,
    report: Report,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source) -> Self {
        let start = |item: &Item| match item {
            Item::Block(block) if matches!(block.role, Role::Auto | Role::Heading(_)) => {
                let content = block.first().of(&source.text);
                Start { label: label(content), container: container(content) }
            }
            _ => Start::default(),
        };
        let starts: Vec<Start> = source.items.iter().map(start).collect();
        let is_provision = |item: &Item| matches!(item, Item::Open { kind, .. } if kind.is_provision());
        let has_provisions = source.items.iter().any(is_provision)
            || starts.iter().any(|start| start.container.as_ref().is_some_and(|found| found.kind.is_provision()));
        let root = Unit::new(UnitKind::Document, None, 0);
        Self {
            source,
            starts,
            has_provisions,
            has_read_provision: false,
            units: vec![root],
            frames: vec![Frame::new(UnitId(0), UnitKind::Document)],
            quotation: Quotation::default(),
            pending: None,
            before: None,
            title: (0, true),
            marked_quotes: 0,
            report: Report::default(),
        }
    }

    fn text(&self, span: Span) -> &'a str {
        span.of(&self.source.text)
    }

    fn add(&mut self, kind: UnitKind, parent: UnitId) -> UnitId {
        self.has_read_provision |= kind.is_provision();
        let id = UnitId(self.units.len());
        let depth = self.units.get(parent.0).map_or(1, |unit| unit.depth + 1);
        let quoted = self.quotation.is_open() || self.marked_quotes > 0;
        self.units.push(Unit { quoted, ..Unit::new(kind, Some(parent), depth) });
        if let Some(unit) = self.units.get_mut(parent.0) {
            unit.children.push(id);
        }
        id
    }

    fn add_text(&mut self, unit: UnitId, spans: &[Span]) {
        if let Some(unit) = self.units.get_mut(unit.0) {
            unit.text.extend(spans.iter().copied().filter(|span| !span.is_empty()));
        }
    }

    /// Sets a label. Its span goes on to `end` over signs that part it from what follows.
    fn set_label(&mut self, unit: UnitId, label: Span, end: usize) {
        let text = collapsed(self.text(label));
        let span = Span::new(label.start, end.max(label.end)).trimmed(&self.source.text);
        if let Some(unit) = self.units.get_mut(unit.0) {
            unit.label = Some(Printed { text, span });
        }
    }

    /// The innermost open unit.
    fn top(&self) -> UnitId {
        self.frames.last().map_or(UnitId(0), |frame| frame.unit)
    }

    fn push(&mut self, frame: Frame) {
        if self.frames.len() < MOST_OPEN || frame.is_explicit {
            self.frames.push(frame);
        } else {
            self.report.doubt(DoubtKind::TooDeep, frame.unit, Span::default());
        }
    }

    fn start(&self, place: usize) -> Start {
        self.starts.get(place).cloned().unwrap_or_default()
    }

    fn block(&mut self, place: usize, block: &Block) {
        match block.role {
            Role::Furniture => {
                let unit = self.add(UnitKind::Furniture, UnitId(0));
                self.add_text(unit, &block.spans);
                return;
            }
            Role::Table(header) => self.table(block, header),
            Role::Label => self.explicit_label(block),
            Role::Heading(rank) => self.heading(place, block, rank),
            Role::Auto => self.auto(place, block),
        }
        self.before = Some(block.last());
    }

    fn auto(&mut self, place: usize, block: &Block) {
        let content = self.text(block.first());
        let start = self.start(place);
        if self.frames.last().is_some_and(|frame| frame.is_literal) {
            self.literal(block);
            return;
        }
        let introduced = self.before.is_none_or(|before| introduces(self.text(before)));
        if let Some(found) = &start.label {
            let is_alone = found.length == content.len();
            let text = self.next_block(place).filter(|_| is_alone).map_or(content, |next| self.text(next.first()));
            self.end_quotation(found, text);
        }
        if self.quotation.begin(content, start.label.is_some() || start.container.is_some(), introduced) {
            self.pending = None;
        } else if !self.quotation.is_open() {
            self.drop_quoted();
        }
        let closes = self.quotation.closes(self.text(block.last()));
        self.unquoted(place, block, &start);
        if closes {
            self.quotation.close();
        }
    }

    fn unquoted(&mut self, place: usize, block: &Block, start: &Start) {
        let content = self.text(block.first());
        if self.title.0 > 0 && !self.is_title(content) {
            self.title.1 = false;
        }
        if let Some(found) = start.container.as_ref().filter(|found| self.opens(found, content)) {
            self.open_container(block, found);
        } else if is_history(content) {
            let parent = self.history_parent();
            let unit = self.add(UnitKind::SourceNote, parent);
            self.add_text(unit, &block.spans);
        } else if self.is_title(content) || self.is_closing(content) || self.takes_heading(place, block) {
            self.special(block);
        } else if let Some(found) = start.label.as_ref().filter(|found| self.is_label(found, content)) {
            self.labelled(place, block, found);
        } else {
            self.unlabelled(place, block);
        }
    }

    /// The labels after an item up to the end of its provision.
    fn following(&self, place: usize) -> impl Iterator<Item = &Label> {
        let rest = self.source.items.iter().zip(&self.starts).skip(place + 1).take(FARTHEST);
        let own = rest.take_while(|(item, start)| matches!(item, Item::Block(_)) && start.container.is_none());
        own.filter_map(|(_, start)| start.label.as_ref())
    }

    fn labelled(&mut self, place: usize, block: &Block, found: &Label) {
        self.enter_preamble_or_terms(found);
        let is_quoted = self.quotation.is_open();
        let introduced = self.before.is_some_and(|before| introduces(self.text(before)));
        let (placement, is_uncertain) = frame::place(&self.frames, found, is_quoted, self.following(place), introduced);
        let span = block.first();
        let label = Span::new(span.start, span.start + found.length);
        let (unit, doubt) = match placement {
            Placement::Text => {
                let next = UnitId(self.units.len());
                self.unlabelled(place, block);
                let unit = if self.units.len() > next.0 { next } else { self.top() };
                self.report.doubt(DoubtKind::LabelAsText, unit, label);
                return;
            }
            Placement::Continue { frame, reading, has_gap } => {
                (self.continue_level(frame, reading.ordinal, reading.series), has_gap.then_some(DoubtKind::Gap))
            }
            Placement::Open { frame, reading, is_first } => (
                self.open_level(frame, frame::Level::of(found, reading, is_quoted)),
                (!is_first && !is_quoted).then_some(DoubtKind::IrregularStart),
            ),
        };
        for doubt in doubt.into_iter().chain(is_uncertain.then_some(DoubtKind::AmbiguousLabel)) {
            self.report.doubt(doubt, unit, label);
        }
        self.set_label(unit, label, label.end);
        let first = Span::new(label.end, span.end).trimmed(&self.source.text);
        let spans: Vec<Span> = std::iter::once(first).chain(block.spans.iter().skip(1).copied()).collect();
        self.add_text(unit, &spans);
        self.pending = spans.iter().all(|span| span.is_empty()).then_some(unit);
    }
}

/// Returns whether a text announces what follows.
fn introduces(text: &str) -> bool {
    text.trim_end().ends_with([':', '—', '–'])
}

/// "[87 FR 78480, Dec. 21, 2022]", "(Pub. L. 95-223, title II)": the history of a provision.
fn is_history(content: &str) -> bool {
    let inner = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| {
        !inner.contains(['[', ']']) && inner.bytes().any(|byte| byte.is_ascii_digit()) && inner.contains(' ')
    })
}
