//! Units and chunks as values that a store takes: rows of a database, payloads of a search index.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chunk::{LawChunk, headings, path};
use crate::document::LawDocument;
use crate::label::bare;
use crate::reference::{Reference, Target, number};
use crate::span::Span;
use crate::unit::{Unit, UnitId, UnitKind};

/// A reference as a store takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceRecord {
    /// The reference as it is printed.
    pub text: String,
    /// The units of this document that are meant: "Article 5 > 2 > (a)". Empty for another act.
    pub paths: Vec<String>,
    /// The other act as it is printed.
    pub act: Option<String>,
    /// The identifier of the other act in EUR-Lex.
    pub celex: Option<String>,
    /// The provision of the other act.
    pub provision: Option<String>,
    /// False if no target was found.
    pub resolved: bool,
}

/// A unit as a store takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRecord {
    /// The unit.
    pub unit: UnitId,
    /// The unit that contains it.
    pub parent: Option<UnitId>,
    /// Its kind.
    pub kind: UnitKind,
    /// The number in its label: "5a" of "Article 5a", "a" of "(a)", "591.406" of "§ 591.406".
    pub number: Option<String>,
    /// The labels from the provision inwards: "Article 5 > 2 > (a)".
    pub path: String,
    /// How people cite it: "Article 5(2)(a)".
    pub citation: String,
    /// Labels and headings from the outermost container inwards.
    pub headings: Vec<String>,
    /// Its label, heading and text in bytes of [`LawDocument::text`].
    pub spans: Vec<Span>,
    /// The pages on which it stands, the first and the last.
    pub pages: Option<(u32, u32)>,
    /// True if an amendment inserts the text into another act.
    pub quoted: bool,
    /// The first day on which it applies, as far as the text or the declaration states it.
    pub valid_from: Option<Date>,
    /// The first day on which it no longer applies.
    pub valid_to: Option<Date>,
    /// The references in its own text.
    pub references: Vec<ReferenceRecord>,
    /// The terms that it defines.
    pub terms: Vec<String>,
}

/// What is stored with a chunk in a search index. All fields are plain values and lists of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkPayload {
    /// Place among the document's chunks, counted from 0.
    pub chunk_index: usize,
    /// The kind of the innermost unit that contains the chunk.
    pub chunk_type: Option<UnitKind>,
    /// How people cite it: "Article 5(1)(a)".
    pub article_ref: String,
    /// The label of the article, section, annex or recital.
    pub section_id: Option<String>,
    /// The labels from the provision inwards.
    pub path: String,
    /// Labels and headings from the outermost container inwards.
    pub headings: Vec<String>,
    /// The page.
    pub page: u32,
    /// Offset of the first character in the page's text, in Unicode scalar values.
    pub start: usize,
    /// Offset after the last character in the page's text, in Unicode scalar values.
    pub end: usize,
    /// The text of the page at `start..end`.
    pub text: String,
    /// What stands above the chunk, for its embedding.
    pub context: String,
    /// The number of the act: "Regulation (EU) No 833/2014".
    pub act: Option<String>,
    /// The identifier of the act in EUR-Lex.
    pub celex: Option<String>,
    /// The language by ISO 639-1.
    pub language: Option<String>,
    /// The date of the act.
    pub published_at: Option<Date>,
    /// The first day on which the chunk applies.
    pub valid_from: Option<Date>,
    /// The first day on which it no longer applies.
    pub valid_to: Option<Date>,
    /// True if an amendment inserts the text into another act.
    pub quoted: bool,
    /// The units of this document to which the chunk refers, each once.
    pub refers_to: Vec<String>,
    /// The other acts to which it refers, each once, by their identifier or name.
    pub refers_to_acts: Vec<String>,
    /// The terms that it defines.
    pub defines: Vec<String>,
    /// The defined terms that it uses, each once.
    pub uses: Vec<String>,
}

/// The most units that one reference names in a record.
const MOST_PATHS: usize = 40;
/// The most terms that a payload says a chunk uses, or that each of its units defines.
const MOST_TERMS: usize = 60;

impl LawDocument {
    /// All units, in the order of the text.
    pub fn records(&self) -> impl Iterator<Item = UnitRecord> + '_ {
        self.units.iter().enumerate().map(|(place, unit)| self.record(UnitId(place), unit))
    }

    fn record(&self, id: UnitId, unit: &Unit) -> UnitRecord {
        let spans: Vec<Span> = unit.spans().filter(|span| !span.is_empty()).collect();
        let page = |at: usize| self.page_at(at);
        let first = spans.iter().map(|span| span.start).min().and_then(page);
        let last = spans.iter().map(|span| span.end).max().and_then(|end| page(end.saturating_sub(1)));
        let (valid_from, valid_to) = self.valid(id);
        UnitRecord {
            unit: id,
            parent: unit.parent,
            kind: unit.kind,
            number: unit.label.as_ref().map(|label| printed_number(unit.kind, &label.text)),
            path: path(&self.units, id),
            citation: self.citation(id),
            headings: headings(&self.units, id),
            spans,
            pages: first.zip(last),
            quoted: unit.quoted,
            valid_from,
            valid_to,
            references: self.references_of(id).iter().map(|reference| self.reference(reference)).collect(),
            terms: self.terms_of(id).map(|term| term.term.clone()).collect(),
        }
    }

    fn reference(&self, reference: &Reference) -> ReferenceRecord {
        let mut record = ReferenceRecord {
            text: reference.text.clone(),
            paths: Vec::new(),
            act: None,
            celex: None,
            provision: None,
            resolved: true,
        };
        match &reference.target {
            Target::Units(units) => {
                record.paths = units.iter().take(MOST_PATHS).map(|unit| path(&self.units, *unit)).collect();
            }
            Target::External { act, celex, provision } => {
                record.act = Some(act.clone());
                record.celex.clone_from(celex);
                record.provision = Some(provision.clone());
            }
            Target::Unresolved => record.resolved = false,
        }
        record
    }

    /// What is stored with each chunk, in the order of the text.
    pub fn payloads(&self) -> impl Iterator<Item = ChunkPayload> + '_ {
        self.chunks.iter().enumerate().map(|(place, chunk)| self.payload(place, chunk))
    }

    fn payload(&self, chunk_index: usize, chunk: &LawChunk) -> ChunkPayload {
        let act = &self.metadata;
        let position = chunk.position.clone();
        let section = position.article.or(position.section).or(position.annex).or(position.recital);
        let (valid_from, valid_to) = self.valid(chunk.unit);
        // a part of a long unit has only its own references
        let references = chunk.units.iter().flat_map(|unit| {
            let all = self.references_of(*unit);
            let first = all.partition_point(|reference| reference.span.start < chunk.span.start);
            all.iter().skip(first).take_while(|reference| reference.span.start < chunk.span.end)
        });
        let (mut refers_to, mut refers_to_acts) = (Vec::new(), Vec::new());
        for reference in references {
            match &reference.target {
                Target::Units(units) => {
                    refers_to.extend(units.iter().take(MOST_PATHS).map(|unit| path(&self.units, *unit)));
                }
                Target::External { act, celex, .. } => {
                    refers_to_acts.push(celex.clone().unwrap_or_else(|| act.clone()));
                }
                Target::Unresolved => {}
            }
        }
        let defined = chunk.units.iter().flat_map(|unit| self.terms_of(*unit).take(MOST_TERMS));
        let defined = defined.filter(|term| chunk.text.contains(&term.term)).map(|term| term.term.clone());
        let used = self.terms_in(&chunk.text).into_iter().filter_map(|found| self.terms.get(found.term));
        ChunkPayload {
            chunk_index,
            chunk_type: position.kind,
            article_ref: position.citation,
            section_id: section,
            path: position.path,
            headings: position.headings,
            page: chunk.page,
            start: chunk.start,
            end: chunk.end,
            text: chunk.text.clone(),
            context: chunk.context.clone(),
            act: act.number.clone(),
            celex: act.celex.clone(),
            language: act.language.clone(),
            published_at: act.date,
            valid_from,
            valid_to,
            quoted: self.unit(chunk.unit).is_some_and(|unit| unit.quoted),
            refers_to: each_once(refers_to),
            refers_to_acts: each_once(refers_to_acts.into_iter().filter(|act| !act.is_empty()).collect()),
            defines: each_once(defined.collect()),
            uses: each_once(used.take(MOST_TERMS).map(|term| term.term.clone()).collect()),
        }
    }
}

/// The number of a label.
fn printed_number(kind: UnitKind, label: &str) -> String {
    let is_named = kind.is_provision() || (kind.is_container() && kind != UnitKind::Heading);
    if is_named { number(label) } else { bare(label).to_owned() }
}

fn each_once(mut values: Vec<String>) -> Vec<String> {
    values.sort_unstable();
    values.dedup();
    values
}
