use crate::act::Act;
use crate::span::Span;
use crate::unit::UnitKind;

/// The word in front of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Head {
    /// "31 CFR part 591", "part 501 of this chapter"
    Part,
    /// A title, chapter or division.
    Group(UnitKind),
    Annex,
    /// "§ 591.406", "section 203"
    Section,
    Article,
    /// "paragraph 2", "subsection (a)"
    Paragraph,
    /// "the second subparagraph" of the paragraph that contains the text
    Subparagraph,
    /// "point (a)", "subparagraph (A)", "clause (i)"
    Point,
}

/// One number of a reference: "5(1)(a)" is 5 with the groups 1 and a.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pin {
    pub(crate) number: String,
    pub(crate) groups: Vec<String>,
    /// True if it is the start of a range that the next one ends.
    pub(crate) is_range: bool,
}

/// How a part without numbers points to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pointer {
    /// "this Article": the one that contains the text.
    Around,
    /// "that Article": the one that was named before.
    Before,
    /// "those paragraphs"
    SeveralBefore,
}

/// "Articles 5 and 6", "points (a) to (c)"
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) head: Head,
    /// Empty for a part that only points.
    pub(crate) pins: Vec<Pin>,
    pub(crate) pointer: Pointer,
}

impl Part {
    pub(crate) fn numbered(head: Head, pins: Vec<Pin>) -> Self {
        Self { head, pins, pointer: Pointer::Around }
    }

    pub(crate) fn pointing(head: Head, pointer: Pointer) -> Self {
        Self { head, pins: Vec::new(), pointer }
    }

    /// Returns whether it means a part of another mention.
    pub(crate) fn is_before(&self) -> bool {
        self.pins.is_empty() && self.pointer != Pointer::Around
    }
}

/// The act that a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ActName {
    /// None: the act is this one.
    Unnamed,
    /// "of this Regulation", "of this section"
    This(String),
    /// "of that Directive": the act that was named before.
    That,
    /// An act of the European Union.
    Numbered(Act),
    /// Several of one kind; each becomes a mention of its own.
    Several(Vec<Act>),
    /// Any other: "IEEPA", "the Treaty on European Union", "50 U.S.C."
    Named(String),
    /// "31 CFR"
    Code(String),
}

/// A reference as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Offsets in the text that was scanned.
    pub(crate) span: Span,
    /// From the widest to the narrowest.
    pub(crate) parts: Vec<Part>,
    pub(crate) act: ActName,
}
