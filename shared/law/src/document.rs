use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chunk::{self, ChunkLimits, LawChunk};
use crate::declared::Declared;
use crate::definitions::{terms, with_items};
use crate::doubt::DoubtKind;
use crate::input::{LARGEST_INPUT, LawError, LawInput};
use crate::metadata::{Metadata, metadata};
use crate::reference::{Before, Index, Own, Reference, Target, mentions, resolve};
use crate::report::Report;
use crate::source::{PageRange, Source, places};
use crate::span::{Place, Span};
use crate::term::{Term, TermIndex, TermUse, shortened};
use crate::unit::{Unit, UnitId, UnitKind};
use crate::{markup, plain, tree, validity};

/// A legal text with its structure.
#[derive(Debug, Clone)]
pub struct LawDocument {
    /// The canonical text, into which all spans point: the pages, with a line break between two.
    pub text: String,
    /// What the text says about itself.
    pub metadata: Metadata,
    /// The units; the first one is the document, and each stands after its parent.
    pub units: Vec<Unit>,
    /// The chunks, in the order of the text.
    pub chunks: Vec<LawChunk>,
    /// The references.
    pub references: Vec<Reference>,
    /// The defined terms.
    pub terms: Vec<Term>,
    /// What was read, and what was not understood.
    pub report: Report,
    pages: Vec<PageRange>,
    index: TermIndex,
}

/// A page of the canonical text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawPage<'a> {
    /// The number of the page.
    pub number: u32,
    /// Its text: what a caller stores, so that places and chunks point into it.
    pub text: &'a str,
}

/// Reads a legal text: units, chunks, references and terms. `count` returns the tokens, or the characters, of a text; those
/// of a text must not be more than those of its parts together.
///
/// The same input gives the same result, and no text is left out: what belongs to no recognised unit is in units of kind
/// [`UnitKind::Other`].
pub fn chunk_law(
    input: &LawInput<'_>,
    declared: &Declared,
    limits: ChunkLimits,
    count: &impl Fn(&str) -> usize,
) -> Result<LawDocument, LawError> {
    let mut source = source(input)?;
    plain::split_run_in(&mut source);
    let (mut units, mut report) = tree::build(&source);
    let Source { text, pages, .. } = source;
    let terms = terms(&text, &mut units);
    let mut act = metadata(&text, &units);
    let own = Own { celex: declared.celex(&act), is_code: units.iter().any(|unit| unit.kind == UnitKind::Section) };
    let references = references(&text, &units, &own, &mut report);
    validity::read(&text, &mut units, &references, &mut act, &mut report);
    declared.complete(&mut act, &mut report);
    measure(&text, &units, &mut report);
    let document = chunk::Document { text: &text, pages: &pages, units: &units, act: &act };
    let chunks = chunk::chunks(document, limits, count);
    let index = TermIndex::new(&terms);
    Ok(LawDocument { metadata: act, units, chunks, references, terms, report, pages, index, text })
}

fn source(input: &LawInput<'_>) -> Result<Source, LawError> {
    let size = match input {
        LawInput::Pages(pages) => pages.iter().map(|page| page.text.len()).sum(),
        LawInput::Text(text) | LawInput::Html(text) | LawInput::Xml(text) => text.len(),
    };
    if size > LARGEST_INPUT {
        return Err(LawError::TooLarge { found: size });
    }
    match input {
        LawInput::Pages(pages) => Ok(plain::of_pages(pages)),
        LawInput::Text(text) => Ok(plain::of_text(text)),
        LawInput::Html(html) => Ok(markup::of_html(html)),
        LawInput::Xml(xml) => markup::of_xml(xml),
    }
}

fn references(text: &str, units: &[Unit], own: &Own, report: &mut Report) -> Vec<Reference> {
    let index = Index::new(units);
    for id in &index.repeated {
        let label = units.get(id.0).and_then(|unit| unit.label.as_ref()).map(|label| label.span);
        report.doubt(DoubtKind::RepeatedLabel, *id, label.unwrap_or_default());
    }
    let mut before = Before::default();
    let mut references = Vec::new();
    for (place, unit) in units.iter().enumerate() {
        if matches!(unit.kind, UnitKind::Furniture | UnitKind::ActTitle) {
            continue;
        }
        let heading = unit.heading.as_ref().map(|heading| heading.span);
        let label = unit.label.as_ref().filter(|_| unit.kind == UnitKind::Note).map(|label| label.span);
        for span in label.into_iter().chain(heading).chain(unit.text.iter().copied()) {
            let content = span.of(text);
            let place = (UnitId(place), content, span.start);
            references.extend(resolve((units, &index, own), place, mentions(content), &mut before));
        }
    }
    // what an amendment inserts refers to the other act
    for reference in
        references.iter_mut().filter(|reference| units.get(reference.unit.0).is_some_and(|unit| unit.quoted))
    {
        if !matches!(reference.target, Target::External { .. }) {
            reference.target = Target::External { act: String::new(), celex: None, provision: reference.text.clone() };
        }
    }
    for reference in references.iter().filter(|reference| reference.target == Target::Unresolved) {
        report.doubt(DoubtKind::UnresolvedReference, reference.unit, reference.span);
    }
    references
}

fn measure(text: &str, units: &[Unit], report: &mut Report) {
    let visible = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).count();
    report.characters = visible(text);
    for unit in units {
        let own: usize = unit.spans().map(|span| visible(span.of(text))).sum();
        match unit.kind {
            UnitKind::Other => report.other += own,
            UnitKind::Furniture => report.furniture += own,
            _ => report.recognised += own,
        }
    }
}

impl LawDocument {
    /// The pages, for the caller to store.
    pub fn pages(&self) -> impl Iterator<Item = LawPage<'_>> {
        self.pages.iter().map(|page| LawPage { number: page.number, text: page.span.of(&self.text) })
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id.0)
    }

    /// The text of a unit with the units below it, white space collapsed. At most 200 units.
    #[must_use]
    pub fn whole_text(&self, id: UnitId) -> String {
        with_items(&self.text, &self.units, id)
    }

    /// A unit's own text, white space collapsed.
    #[must_use]
    pub fn own_text(&self, id: UnitId) -> String {
        self.unit(id).map(|unit| unit.own_text(&self.text)).unwrap_or_default()
    }

    /// The positions of a span on the pages, in characters.
    #[must_use]
    pub fn places(&self, span: Span) -> Vec<Place> {
        places(&self.text, &self.pages, span)
    }

    /// How people cite a unit: "Article 5(1)(a)", "§ 591.406(b)". Empty for a unit that nothing names.
    #[must_use]
    pub fn citation(&self, id: UnitId) -> String {
        chunk::citation(&self.units, id)
    }

    /// The first day on which a unit applies, and the first one on which it no longer does: what the text states for the unit,
    /// else for the units around it, else for the act, else what was declared. `None` if nothing states it.
    #[must_use]
    pub fn valid(&self, id: UnitId) -> (Option<Date>, Option<Date>) {
        let line = || std::iter::successors(self.unit(id), |unit| self.unit(unit.parent?));
        let from = line().find_map(|unit| unit.valid_from).or(self.metadata.valid_from());
        let to = line().filter_map(|unit| unit.valid_to).chain(self.metadata.applies_to).min();
        (from, to)
    }

    /// The definition that a unit contains, with the items below it; at most 2,000 characters.
    #[must_use]
    pub fn definition(&self, id: UnitId) -> String {
        shortened(&self.whole_text(id))
    }

    /// The terms that a unit defines.
    pub fn terms_of(&self, id: UnitId) -> impl Iterator<Item = &Term> {
        let first = self.terms.partition_point(|term| term.unit < id);
        self.terms.iter().skip(first).take_while(move |term| term.unit == id)
    }

    /// The references in a unit's own label, heading and text.
    #[must_use]
    pub fn references_of(&self, id: UnitId) -> &[Reference] {
        let first = self.references.partition_point(|reference| reference.unit < id);
        let end = self.references.partition_point(|reference| reference.unit <= id);
        self.references.get(first..end).unwrap_or_default()
    }

    /// The references in a unit and in the units below it, in the order of the text.
    #[must_use]
    pub fn referenced(&self, id: UnitId) -> Vec<&Reference> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            found.extend(self.references_of(id));
            open.extend(self.unit(id).into_iter().flat_map(|unit| unit.children.iter().rev()));
        }
        found
    }

    /// The number of the page with a byte of the text.
    pub(crate) fn page_at(&self, byte: usize) -> Option<u32> {
        let place = self.pages.partition_point(|page| page.span.end <= byte);
        self.pages.get(place).map(|page| page.number)
    }

    /// The units that references in a text would mean if it stood in this document: "What does Article 5(1) prohibit?"
    #[must_use]
    pub fn references_in(&self, text: &str) -> Vec<Reference> {
        let index = Index::new(&self.units);
        let own = Own {
            celex: self.metadata.celex.clone(),
            is_code: self.units.iter().any(|unit| unit.kind == UnitKind::Section),
        };
        resolve((&self.units, &index, &own), (UnitId(0), text, 0), mentions(text), &mut Before::default())
    }

    /// The defined terms in a text, singular or plural; of two that overlap, the longer one.
    #[must_use]
    pub fn terms_in(&self, text: &str) -> Vec<TermUse> {
        self.index.uses(text)
    }
}
