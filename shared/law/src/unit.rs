use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// The place of a unit in [`crate::LawDocument::units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UnitId(pub usize);

/// The kind of a unit of a legal text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// The root: every document has one, and only it has no parent.
    Document,
    /// The name of an act, at its start.
    ActTitle,
    /// Citations and recitals before the enacting terms.
    Preamble,
    /// A numbered recital.
    Recital,
    /// A part of a code or an act.
    Part,
    /// A subpart.
    Subpart,
    /// A title: "TITLE II".
    Title,
    /// A chapter.
    Chapter,
    /// A section that groups articles: "SECTION 2".
    Division,
    /// An article.
    Article,
    /// A section that is the basic unit, as in the United States: "§ 591.406".
    Section,
    /// A paragraph of an article or a section. Without a label if none is printed.
    Paragraph,
    /// A further block of text in a paragraph, without a label.
    Subparagraph,
    /// An item of a list in a paragraph.
    Point,
    /// An item at a deeper level.
    Subpoint,
    /// An annex, appendix or schedule.
    Annex,
    /// A definition without a label of its own.
    Definition,
    /// A table: its rows are lines.
    Table,
    /// A note to a provision.
    Note,
    /// An example.
    Example,
    /// A heading of a text that has no articles or sections, with what stands under it.
    Heading,
    /// A footnote.
    Footnote,
    /// History, source or authority of a provision.
    SourceNote,
    /// Date, signature and what follows the enacting terms.
    Closing,
    /// Running headers and footers, page marks.
    Furniture,
    /// Text that belongs to no recognised unit.
    Other,
}

impl UnitKind {
    /// Returns whether chunks never reach across the borders of a unit of this kind.
    #[must_use]
    pub fn is_provision(self) -> bool {
        matches!(self, Self::Article | Self::Section)
    }

    /// Returns whether a unit of this kind groups provisions.
    #[must_use]
    pub fn is_container(self) -> bool {
        matches!(
            self,
            Self::Document
                | Self::Preamble
                | Self::Part
                | Self::Subpart
                | Self::Title
                | Self::Chapter
                | Self::Division
                | Self::Annex
                | Self::Heading
                | Self::Closing
        )
    }

    /// Returns whether a unit of this kind is an item of a list.
    #[must_use]
    pub fn is_point(self) -> bool {
        matches!(self, Self::Point | Self::Subpoint)
    }
}

/// A piece of text as it is printed, with its position.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Printed {
    /// The text, with white space collapsed.
    pub text: String,
    /// Its position; that of a label includes a dash or colon between it and a heading.
    pub span: Span,
}

/// A unit of a legal text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its kind.
    pub kind: UnitKind,
    /// The unit that contains it; none for the document.
    pub parent: Option<UnitId>,
    /// The units directly in it, in the order of the text.
    pub children: Vec<UnitId>,
    /// The label exactly as printed: "Article 5", "(a)", "§ 591.406", "Annex I", "1.".
    pub label: Option<Printed>,
    /// The heading.
    pub heading: Option<Printed>,
    /// Its own text without that of its children, in pieces where a page ends or something else stands between.
    pub text: Vec<Span>,
    /// The rows of a table that name its columns.
    pub header_rows: Vec<Span>,
    /// True if the text is inserted into another act by an amendment, and so is no provision of this one.
    pub quoted: bool,
    /// Levels below the document, which has 0.
    pub depth: usize,
    /// The first day on which it applies, if the text states it for this unit. See [`crate::LawDocument::valid`].
    pub valid_from: Option<Date>,
    /// The first day on which it no longer applies, if the text states it for this unit.
    pub valid_to: Option<Date>,
}

impl Unit {
    pub(crate) fn new(kind: UnitKind, parent: Option<UnitId>, depth: usize) -> Self {
        Self {
            kind,
            parent,
            children: Vec::new(),
            label: None,
            heading: None,
            text: Vec::new(),
            header_rows: Vec::new(),
            quoted: false,
            depth,
            valid_from: None,
            valid_to: None,
        }
    }

    /// Its own text, white space collapsed, without label, heading and children.
    #[must_use]
    pub fn own_text(&self, document_text: &str) -> String {
        let pieces = self.text.iter().map(|span| span.of(document_text));
        let joined = pieces.fold(String::new(), |mut joined, piece| {
            // a word that was hyphenated where the page ends keeps its hyphen: it may be part of the word
            joined.push(' ');
            joined.push_str(piece);
            joined
        });
        crate::span::collapsed(&joined)
    }

    /// Label, heading and text, in the order of the text.
    pub(crate) fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        let label = self.label.iter().map(|label| label.span);
        let heading = self.heading.iter().map(|heading| heading.span);
        label.chain(heading).chain(self.text.iter().copied())
    }
}
