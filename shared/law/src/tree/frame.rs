//! The open units, from the document to the item whose text is read.

use crate::label::{Form, Label, Ordinal, Reading, Series};
use crate::unit::{UnitId, UnitKind};

/// An open unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) unit: UnitId,
    pub(super) kind: UnitKind,
    /// The sequence that the unit is part of; none without a label.
    pub(super) level: Option<Level>,
    /// True if markup opened it and will close it.
    pub(super) is_explicit: bool,
    /// True if labels in it are text, since markup shows its units.
    pub(super) is_literal: bool,
    /// True if a heading may follow.
    pub(super) awaits_heading: bool,
    /// The level of a heading.
    pub(super) rank: u8,
}

/// A sequence of labels and the last one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) form: Form,
    pub(super) series: Series,
    pub(super) last: Ordinal,
    pub(super) prefix: Vec<u32>,
    pub(super) is_quoted: bool,
}

impl Frame {
    pub(super) fn new(unit: UnitId, kind: UnitKind) -> Self {
        Self { unit, kind, level: None, is_explicit: false, is_literal: false, awaits_heading: false, rank: 0 }
    }

    /// Returns whether sequences of labels do not go on across it.
    pub(super) fn is_border(&self) -> bool {
        self.is_explicit || self.kind.is_container() || self.kind.is_provision()
    }
}

pub(super) fn is_note(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Note | UnitKind::Example | UnitKind::SourceNote)
}

/// The greatest gap in a sequence: provisions are repealed, items are left out.
const LARGEST_GAP: u32 = 30;

impl Level {
    pub(super) fn of(label: &Label, reading: Reading, is_quoted: bool) -> Self {
        Self {
            form: label.form,
            series: reading.series,
            last: reading.ordinal,
            prefix: label.prefix.clone(),
            is_quoted,
        }
    }

    fn counts_like(&self, label: &Label, is_quoted: bool) -> bool {
        self.form == label.form && self.prefix == label.prefix && self.is_quoted == is_quoted
    }

    /// The reading with which a label directly follows.
    pub(super) fn next(&self, label: &Label, is_quoted: bool) -> Option<Reading> {
        if !self.counts_like(label, is_quoted) {
            return None;
        }
        let follows = |reading: &&Reading| {
            let wraps = self.series == Series::Lower && self.last.major == 26 && reading.series == Series::Doubled;
            let is_same = reading.series == self.series && (reading.ordinal.follows(self.last) || label.is_bullet());
            is_same || (wraps && reading.ordinal.is_first())
        };
        label.readings.iter().find(follows).copied()
    }

    /// The reading with which a label follows after a gap.
    pub(super) fn later(&self, label: &Label, is_quoted: bool) -> Option<Reading> {
        let is_later = |reading: &&Reading| {
            let is_same = reading.series == self.series && reading.ordinal > self.last;
            is_same && reading.ordinal.major - self.last.major <= LARGEST_GAP && reading.ordinal.minor <= 1
        };
        label.readings.iter().find(is_later).copied().filter(|_| self.counts_like(label, is_quoted))
    }

    /// Returns whether a decimal number counts within the item with the last label: "1.2" within "1.".
    pub(super) fn contains(&self, label: &Label) -> bool {
        let Some((last, before)) = label.prefix.split_last() else { return false };
        let is_number = self.series == Series::Arabic && matches!(self.form, Form::Dot | Form::Decimal(_));
        is_number && *last == self.last.major && before == self.prefix.as_slice()
    }
}

/// The place of a labelled block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placement {
    /// It follows the item of the frame at this place.
    Continue { frame: usize, reading: Reading, has_gap: bool },
    /// It begins a sequence in the unit of the frame at this place.
    Open { frame: usize, reading: Reading, is_first: bool },
    /// It is no label.
    Text,
}

/// The frames within the innermost border, from the innermost outwards, with their places.
fn inner(frames: &[Frame]) -> impl Iterator<Item = (usize, &Level)> {
    let border = frames.iter().rposition(Frame::is_border).unwrap_or(0);
    let is_own = frames.get(border).is_some_and(|frame| frame.is_explicit && frame.level.is_some());
    let first = if is_own { border } else { border + 1 };
    frames.iter().enumerate().skip(first).rev().filter_map(|(place, frame)| Some((place, frame.level.as_ref()?)))
}

/// The innermost item that a label directly follows.
pub(super) fn continued(frames: &[Frame], label: &Label, is_quoted: bool) -> Option<(usize, Reading)> {
    inner(frames).find_map(|(place, level)| Some((place, level.next(label, is_quoted)?)))
}

/// Places a label. `following` are the labels after it, up to the end of the provision; `introduces` says whether the text
/// before it announces a list. Returns the placement and whether nothing but that decided.
pub(super) fn place<'a>(
    frames: &[Frame],
    label: &Label,
    is_quoted: bool,
    following: impl Iterator<Item = &'a Label>,
    introduces: bool,
) -> (Placement, bool) {
    let top = opening(frames, label);
    let next = continued(frames, label, is_quoted);
    let first = first(frames, label);
    let open = |reading| Placement::Open { frame: top, reading, is_first: true };
    let go_on = |(frame, reading)| Placement::Continue { frame, reading, has_gap: false };
    match (next, first) {
        (None, Some(reading)) => (open(reading), false),
        (Some(next), Some(reading)) if !label.is_bullet() => {
            match decide(label, next.1, reading, frames.get(..next.0).unwrap_or_default(), following) {
                Some(true) => (go_on(next), false),
                Some(false) => (open(reading), false),
                None if introduces => (open(reading), true),
                None => (go_on(next), true),
            }
        }
        (Some(next), _) => (go_on(next), false),
        (None, None) => (irregular(frames, label, is_quoted), false),
    }
}

/// The place of the unit in which a label begins a sequence. Numbers with full stops count on the level of bullets.
fn opening(frames: &[Frame], label: &Label) -> usize {
    let is_number = matches!(label.form, Form::Dot | Form::Decimal(_));
    let is_bullet = |frame: &Frame| frame.level.as_ref().is_some_and(|level| level.series == Series::Bullet);
    let bullets = frames.iter().rev().take_while(|frame| is_number && is_bullet(frame)).count();
    frames.len().saturating_sub(bullets + 1)
}

/// The reading with which a label begins a sequence.
fn first(frames: &[Frame], label: &Label) -> Option<Reading> {
    if let Form::Decimal(_) = label.form {
        let is_within = inner(frames).next().is_some_and(|(_, level)| level.contains(label));
        return label.readings.first().copied().filter(|reading| is_within || reading.ordinal.is_first());
    }
    label.readings.iter().find(|reading| reading.ordinal.is_first()).copied()
}

/// Decides between two readings by the labels that follow: true for `next`, which goes on with a sequence, false for
/// `first`, which begins one. `outer` are the items around the one that goes on; one of theirs ends both sequences.
fn decide<'a>(
    label: &Label,
    next: Reading,
    first: Reading,
    outer: &[Frame],
    following: impl Iterator<Item = &'a Label>,
) -> Option<bool> {
    let is_inside = |other: &&Label| other.form == label.form || continued(outer, other, false).is_none();
    for other in following.take_while(is_inside).filter(|other| other.form == label.form) {
        let has = |after: Reading| {
            let mut readings = other.readings.iter();
            readings.any(|reading| reading.series == after.series && reading.ordinal.follows(after.ordinal))
        };
        match (has(next), has(first)) {
            (true, false) => return Some(true),
            (false, true) => return Some(false),
            // "(h) … (i) …: (i) …": of two in a row, the second one begins a sequence in the first one
            _ if other.readings == label.readings => return Some(true),
            _ => {}
        }
    }
    None
}

/// Places a label that neither follows an open item nor begins a sequence.
fn irregular(frames: &[Frame], label: &Label, is_quoted: bool) -> Placement {
    if let Some((frame, reading)) =
        inner(frames).find_map(|(place, level)| Some((place, level.later(label, is_quoted)?)))
    {
        return Placement::Continue { frame, reading, has_gap: true };
    }
    let has_sequence = inner(frames).next().is_some();
    let Some(reading) = label.readings.iter().find(|reading| reading.ordinal.minor <= 1).copied() else {
        return Placement::Text;
    };
    let is_strong = match label.form {
        Form::Paren | Form::Bullet(_) => true,
        Form::Dot => !label.is_weak() && !has_sequence,
        Form::HalfParen | Form::Decimal(_) => false,
    };
    if is_strong || (is_quoted && !label.is_weak()) {
        return Placement::Open { frame: frames.len().saturating_sub(1), reading, is_first: false };
    }
    Placement::Text
}
