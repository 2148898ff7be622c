//! The parts of retrieved pages that may answer a question, best first.

use crate::{
    contrast::{self, Contrast, Named},
    count::{Counted, count},
    crossing::Crossings,
    editions,
    extractive::LEAST_BESIDE_BEST,
    form,
    page::{Carried, PageParts, Part},
    pages::Pages,
    parts_of_question, place,
    question::{Question, Term},
    running::RunningLines,
    sections::Placed,
    terms::{Held, TermIndex},
    titles::{self, Titles},
    wanted::{self, Wanted},
    words::words,
};
use sisuiq_documents::{Span, Unit, UnitKind, valid_units};
use sisuiq_model::{DocumentId, Passage};
use std::{
    cell::LazyCell,
    collections::{HashMap, HashSet},
};

/// The weight of words in the part itself.
const OWN: f64 = 0.65;
/// The weight of words that occur only in the header or caption of its table, or in the sentence that it refers to.
const COLUMNS: f64 = 0.50;
/// The weight of words with a related meaning.
const NEAR: f64 = 0.40;
/// The weight of words that occur only in the heading above or the document's name, and of names in the passage.
const SURROUNDINGS: f64 = 0.25;
/// The bonus for the row with the highest or lowest figure, if the question asks for it.
const OUTSTANDING: f64 = 0.25;
/// The bonus for the first rank in retrieval.
const RELEVANCE: f64 = 0.10;
/// The weight of the retrieval's order where no part can be compared by meaning and the question is in a script without a stemmer:
/// words, which are compared by the rules of English, then say less than the retrieval.
const RELEVANCE_ALONE: f64 = 0.50;
/// The penalty for names and numbers that are missing from the page.
const ABSENT: f64 = 0.30;
/// The bonus for a part with all that is asked about a document that the question names. The name makes most of such a
/// question and tells no parts of that document apart.
const MATTER: f64 = 0.35;
/// The weight of the square root of the probability that a part answers, by a reader. The root tells small probabilities apart: there
/// are hundreds of parts.
const READ: f64 = 1.0;
/// The length of a part's beginning that is compared by meaning, in Unicode scalar values.
const COMPARED_LENGTH: usize = 400;

/// A part of a page that may answer the question.
#[expect(clippy::struct_excessive_bools, reason = "each says something else about the part")]
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Index of its passage.
    pub passage: usize,
    /// Index of the part of the question that it may answer; 0 if the question asks one thing.
    pub asked: usize,
    /// The position on the page.
    pub span: Span,
    /// The page's text at this position, with the rest of a sentence that goes on on the next page.
    pub text: String,
    /// The kind of its first unit.
    pub kind: UnitKind,
    /// The header of its table on the same page, if it is a row.
    pub header: Option<Span>,
    /// The header of its table, if it is a row and that table begins on a page before.
    pub carried: Option<String>,
    /// The weighted share of the question's terms in the part, the columns of its table, its heading and the document's
    /// name, from 0 to 1.
    pub in_context: f64,
    /// The weighted share of the question's terms that are not names, from 0 to 1. It is 1 if the question has only
    /// names.
    pub about: f64,
    /// The weighted share of names and numbers that its page, heading and document lack.
    pub absent: f64,
    /// The weighted share of words that no visible passage has, where the part has no related word either.
    pub unmet: f64,
    /// True if an essential term of the question occurs in no visible passage and the part has no related word.
    pub lacks_essential: bool,
    /// True if it is a heading or a caption alone, or if the question names a document by its title and the part has nothing else of
    /// the question.
    pub only_names: bool,
    /// True if it has another name, number or year in the place of one that the question names.
    pub is_of_other: bool,
    /// True if it contains the expected kind of answer: a number, a date, a name.
    pub answers: bool,
    /// The cosine similarity to the question; `None` if it is unknown.
    pub similarity: Option<f32>,
    /// The score of its words, their positions, its form and its rank in retrieval.
    pub fit: f64,
    /// The probability that it answers, by a reader; `None` if no reader read it.
    pub read: Option<f64>,
    /// The total score: fit and similarity less a penalty for absent names. Comparable only within one question.
    pub score: f64,
}

/// Finds and scores the parts of the passages' pages that could answer the question, best first.
///
/// `pages` caches split pages across questions. `relevance` has each passage's retrieval score, in the same order.
/// `similarity` returns the cosine similarity between the question and a span of a passage's page, if it is known.
///
/// A question that asks several things gets the best part of a page for each of them first. Parts under another heading than the one that
/// the question names are left out if that one has the same, and a part about something else is put behind the first that is not.
#[must_use]
pub fn gather(
    pages: &Pages,
    question: &Question,
    passages: &[Passage],
    relevance: &[f64],
    similarity: impl Fn(&Passage, Span) -> Option<f32>,
) -> Vec<Evidence> {
    let gather = |question: &Question| gather_for(pages, question, passages, relevance, &similarity);
    match question.parts.as_slice() {
        [] => gather(question),
        parts => parts_of_question::merged(parts.iter().map(gather).collect()),
    }
}

fn gather_for(
    pages: &Pages,
    question: &Question,
    passages: &[Passage],
    relevance: &[f64],
    similarity: impl Fn(&Passage, Span) -> Option<f32>,
) -> Vec<Evidence> {
    let best_relevance = relevance.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let running = running(passages);
    let crossings = Crossings::of(passages);
    let terms = TermIndex::new(question);
    let titles = Titles::of(question, &terms, passages);
    let mut compared: HashMap<PageKey, PageParts<'_>> = HashMap::new();
    let mut seen = HashSet::new();
    let (mut found, mut placed) = (Vec::new(), Vec::new());
    let mut parts: HashMap<(usize, usize), (Part<'_>, Held)> = HashMap::new();
    for (index, passage) in passages.iter().enumerate() {
        let key = (passage.document_id.0, passage.page);
        let page = compared.entry(key).or_insert_with(|| {
            let text = &passage.page_text;
            let running = running.get(&passage.document_id);
            let is_running = |line: &str| running.is_some_and(|running| running.hold(passage.page, line));
            let page = PageParts::new(text, &pages.cut(text), is_running, &terms);
            match crossings.at_end(index) {
                Some(rest) => page.with_rest(rest, &terms),
                None => page,
            }
            .for_question(question)
        });
        let context = Context::new(question, &terms, passage, page, titles.held_by(passage.document_id));
        let outstanding = page.outstanding(question);
        let relevance = relevance.get(index).copied().unwrap_or_default() / best_relevance;
        let carried = passage.heading.as_deref().and_then(|heading| Carried::of(heading, &terms));
        for mut part in page.parts(span_of(passage), carried) {
            let is_rest = crossings.is_rest(passage, part.span);
            let is_new = !is_rest && part.own.has_words && seen.insert((key, part.span.start));
            if !is_new || titles::repeats(question, &part) {
                continue;
            }
            titles.read_below(&mut part, &terms);
            let matter = titles.matter(question, &part, context.carried);
            let names_document = matter.is_some_and(|share| share <= 0.0) && !titles::answers_by_kind(question, &part);
            let only_names = names_document || (part.only_names && !titles::answers_by_kind(question, &part));
            titles.set_apart(&mut part);
            let beginning = Span { end: part.span.end.min(part.span.start + COMPARED_LENGTH), ..part.span };
            let weighed = context.weigh(question, &part, outstanding.contains(&part.span.start));
            let similarity = similarity(passage, beginning);
            let fit = weighed.fit + RELEVANCE * relevance + MATTER * matter.unwrap_or_default();
            let score = fit + f64::from(similarity.unwrap_or_default()).max(0.0) - ABSENT * weighed.absent;
            placed.push((key, Placed::of(&part, weighed.answers)));
            found.push((relevance, Evidence { passage: index, similarity, fit, score, only_names, ..weighed }));
            parts.insert((index, part.span.start), (part, context.carried));
        }
    }
    let found = editions::settle(passages, under_their_headings(found, &placed));
    let mut found = best_first(found, question.is_unstemmed());
    mark_others(&mut found, question, &parts);
    contrast::set_behind(&mut found);
    if question.wanted == Wanted::Place {
        place::limit(&mut found);
    }
    found
}

/// Marks the parts that are about something else than what is asked, among those whose scores are high enough to be stated. `parts` has
/// each with the terms in the heading of its passage and in the name of its document, by passage and start.
fn mark_others(found: &mut [Evidence], question: &Question, parts: &HashMap<(usize, usize), (Part<'_>, Held)>) {
    let named = Named::of(question);
    let least = found.iter().map(|part| part.score).fold(f64::MIN, f64::max) * LEAST_BESIDE_BEST;
    let contrast = |part: &Evidence| {
        let (part, carried) = parts.get(&(part.passage, part.span.start))?;
        named.contrast(part, *carried)
    };
    let contrasts: Vec<Option<Contrast>> =
        found.iter().map(|part| if part.score >= least { contrast(part) } else { None }).collect();
    let texts: Vec<&str> = found.iter().map(|part| part.text.as_str()).collect();
    let is_certain = |contrast: &Contrast| contrast::is_certain(contrast, question.is_part, &texts);
    let marks: Vec<bool> = contrasts.iter().map(|contrast| contrast.as_ref().is_some_and(is_certain)).collect();
    for (part, is_of_other) in found.iter_mut().zip(marks) {
        part.is_of_other = is_of_other;
    }
}

/// The parts without those that another part of their page outranks by its heading. `placed` has the same order.
fn under_their_headings(found: Vec<(f64, Evidence)>, placed: &[(PageKey, Placed<'_>)]) -> Vec<(f64, Evidence)> {
    // many parts have the same of the question
    let mut pages: HashMap<PageKey, Vec<&Placed<'_>>> = HashMap::new();
    for (page, part) in placed {
        let known = pages.entry(*page).or_default();
        if !known.contains(&part) {
            known.push(part);
        }
    }
    let is_outranked = |(page, part): &(PageKey, Placed<'_>)| {
        pages.get(page).into_iter().flatten().any(|other| part.is_outranked_by(other))
    };
    found.into_iter().zip(placed).filter(|(_, placed)| !is_outranked(placed)).map(|(part, _)| part).collect()
}

/// Parts, each with the relevance of its passage, by their scores.
fn best_first(mut found: Vec<(f64, Evidence)>, is_unstemmed: bool) -> Vec<Evidence> {
    let is_compared = found.iter().any(|(_, part)| part.similarity.is_some());
    let weight = if is_compared || !is_unstemmed { 0.0 } else { RELEVANCE_ALONE };
    let order = |(relevance, part): &(f64, Evidence)| part.score + weight * relevance;
    found.sort_by(|left, right| order(right).total_cmp(&order(left)).then(left.1.passage.cmp(&right.1.passage)));
    found.into_iter().map(|(_, part)| part).collect()
}

/// Puts the parts that a reader finds likely to answer further to the front. `answers` returns the probability that a part answers, if
/// it was read. Scores stay what they are: the probabilities tell the parts of one question apart, but hardly whether one of them
/// answers.
///
/// The order stays for a question that asks several things, because the reader read it as a whole; for one in a script that the
/// reader has no words of; and for one that is answered with rows of a table.
#[must_use]
pub fn with_readings(
    question: &Question,
    passages: &[Passage],
    mut evidence: Vec<Evidence>,
    answers: impl Fn(&Evidence) -> Option<f64>,
) -> Vec<Evidence> {
    let is_counted = || !matches!(count(question, &evidence, passages), Counted::Nothing);
    if !question.parts.is_empty() || question.is_unstemmed() || is_counted() {
        return evidence;
    }
    for part in &mut evidence {
        part.read = answers(part);
    }
    let order = |part: &Evidence| part.score + READ * part.read.unwrap_or_default().sqrt();
    evidence.sort_by(|left, right| order(right).total_cmp(&order(left)));
    evidence
}

/// A document and a page number.
type PageKey = (uuid::Uuid, i32);

/// Running headers and footers, per document. Pages of different documents may have equal lines that differ only in a
/// number.
fn running(passages: &[Passage]) -> HashMap<DocumentId, RunningLines> {
    let mut documents: HashMap<DocumentId, HashMap<i32, &str>> = HashMap::new();
    for passage in passages {
        documents.entry(passage.document_id).or_default().insert(passage.page, &passage.page_text);
    }
    documents.into_iter().map(|(document, pages)| (document, RunningLines::of(pages.into_iter()))).collect()
}

/// The part of a passage with the most words of a statement, and their share. `None` if the share is below one half.
pub(crate) fn best_part(statement: &str, passage: &Passage) -> Option<(Span, f64)> {
    let wanted = stems(statement);
    let whole = span_of(passage);
    let share = |span: Span| -> f64 {
        let own = stems(span.of(&passage.page_text).unwrap_or_default());
        #[expect(clippy::cast_precision_loss, reason = "counts of words in a sentence")]
        let share = wanted.intersection(&own).count() as f64 / wanted.len().max(1) as f64;
        share
    };
    let is_part = |unit: &Unit| unit.start >= whole.start && unit.end <= whole.end;
    let parts = valid_units(&passage.page_text).filter(is_part);
    let best = parts.map(|unit| (unit.span(), share(unit.span()))).max_by(|left, right| left.1.total_cmp(&right.1))?;
    (best.1 >= 0.5).then_some(best)
}

pub(crate) fn span_of(passage: &Passage) -> Span {
    let offset = |number: i32| usize::try_from(number).unwrap_or_default();
    Span { start: offset(passage.start), end: offset(passage.end) }
}

fn stems(text: &str) -> HashSet<String> {
    words(text).map(|word| word.stem).collect()
}

/// The context of the parts of one passage.
struct Context {
    /// Terms in the heading above the passage and in the document's name.
    carried: Held,
    /// Indexes of the question's names that the passage mentions.
    named: Vec<usize>,
    /// The weighted share of names that the page, the heading and the document lack.
    absent: f64,
    is_contents: bool,
}

impl Context {
    fn new(question: &Question, terms: &TermIndex<'_>, passage: &Passage, page: &PageParts<'_>, title: Held) -> Self {
        let mut carried = terms.held_by(passage.heading.as_deref().unwrap_or_default());
        carried.add(title);
        carried.add(terms.held_by_name(&passage.document_name));
        let names = (0..).zip(&question.terms).filter(|(_, term)| term.is_name);
        let is_absent = |(place, _): &(usize, &Term)| !carried.contains(*place) && !page.mentions(*place);
        let absent: f64 = names.clone().filter(is_absent).map(|(_, term)| term.weight).sum();
        let text = LazyCell::new(|| passage.text.to_lowercase());
        Self {
            named: names.filter(|(_, term)| text.contains(&term.stem)).map(|(place, _)| place).collect(),
            absent: absent / question.total_weight().max(f64::MIN_POSITIVE),
            is_contents: page.is_contents(),
            carried,
        }
    }

    fn weigh(&self, question: &Question, part: &Part<'_>, stands_out: bool) -> Evidence {
        let extreme = question.extreme.and_then(|(_, place)| place).filter(|_| stands_out);
        let (mut own, mut columns, mut near, mut around) = (0.0, 0.0, 0.0, 0.0);
        let (mut about, mut unmet, mut lacks_essential) = (0.0, 0.0, false);
        for (place, term) in (0..).zip(&question.terms) {
            let held = if part.own.contains(place) || extreme == Some(place) {
                &mut own
            } else if part.columns.contains(place) || part.referred.contains(place) {
                &mut columns
            } else if part.own.comes_near(place) {
                &mut near
            } else if part.heading.contains(place) || self.carried.contains(place) || self.named.contains(&place) {
                &mut around
            } else {
                if term.is_unknown && !term.is_aside {
                    unmet += term.weight;
                    lacks_essential |= question.essential.contains(&place);
                }
                continue;
            };
            *held += term.weight;
            about += if term.is_name { 0.0 } else { term.weight };
        }
        let total = question.total_weight().max(f64::MIN_POSITIVE);
        let contents = if self.is_contents { form::CONTENTS } else { 0.0 };
        let answers = wanted::is_held(question, part);
        let words = (OWN * own + COLUMNS * columns + NEAR * near + SURROUNDINGS * around) / total;
        Evidence {
            passage: 0,
            asked: 0,
            span: part.span,
            text: part.text.as_ref().to_owned(),
            kind: part.kind,
            header: part.header,
            carried: part.carried.map(str::to_owned),
            in_context: (own + columns + NEAR / OWN * near + around) / total,
            about: if question.plain_weight() > 0.0 { about / question.plain_weight() } else { 1.0 },
            absent: self.absent,
            unmet: unmet / total,
            lacks_essential,
            only_names: false,
            is_of_other: false,
            answers,
            similarity: None,
            read: None,
            fit: words
                + form::bonus(question, part, &part.text, answers)
                + contents
                + if stands_out { OUTSTANDING } else { 0.0 },
            score: 0.0,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use sisuiq_model::{ChunkId, DocumentSource, DocumentType, Frequencies};
    use uuid::Uuid;

    pub(crate) fn passage(document: u128, page: i32, text: &str) -> Passage {
        Passage {
            id: ChunkId(Uuid::from_u128(document * 1_000 + u128::from(page.unsigned_abs()))),
            document_id: DocumentId(Uuid::from_u128(document)),
            version: 1,
            document_name: "notice.pdf".to_owned(),
            source: DocumentSource::Other,
            kind: DocumentType::Other,
            document_sha256: String::new(),
            page,
            ordinal: 0,
            heading: None,
            start: 0,
            end: i32::try_from(text.chars().count()).unwrap(),
            text: text.to_owned(),
            page_text: text.to_owned(),
            ocr: false,
            crossing: None,
            unit_vectors: None,
            provision: None,
        }
    }

    fn found(question: &str, passages: &[Passage]) -> Vec<String> {
        let relevance = vec![0.01; passages.len()];
        let evidence = gather(&Pages::default(), &Question::new(question), passages, &relevance, |_, _| None);
        evidence.into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn retrieval_leads_without_meaning_and_stemmer() {
        let best = |question: &str, texts: [&str; 2], similarity: Option<f32>| {
            let passages = [passage(1, 1, texts[0]), passage(2, 1, texts[1])];
            let evidence =
                gather(&Pages::default(), &Question::new(question), &passages, &[0.01, 0.1], |_, _| similarity);
            evidence.first().map(|part| part.passage)
        };
        let hebrew = ("מתי הסתיימה ההפסקה?", ["ההפסקה הייתה ארוכה.", "החשמל חזר בצהריים."]);
        assert_eq!([Some(0.0), None].map(|known| best(hebrew.0, hebrew.1, known)), [Some(0), Some(1)]);
        let english = ("When did the outage end?", ["The outage was long.", "Supply came back at noon."]);
        assert_eq!([Some(0.0), None].map(|known| best(english.0, english.1, known)), [Some(0), Some(0)]);
    }

    /// The texts of the parts of two pages, after a reader said of each page that its part answers with this probability.
    fn read(question: &str, texts: [&str; 2], shares: [Option<f64>; 2]) -> Vec<String> {
        let passages = [passage(1, 1, texts[0]), passage(2, 1, texts[1])];
        let question = Question::new(question);
        let found = gather(&Pages::default(), &question, &passages, &[0.01, 0.01], |_, _| None);
        let read = with_readings(&question, &passages, found, |part| shares[part.passage]);
        read.into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn several_things_asked_keep_their_order() {
        let question = "When does the depot open, and how many lorries does the depot have?";
        let texts = ["The depot opens at eight.", "The depot has 14 lorries."];
        let plain = read(question, texts, [None, None]);
        assert_eq!(read(question, texts, [Some(0.0), Some(1.0)]), plain);
    }

    #[test]
    fn unknown_scripts_keep_their_order() {
        let (question, texts) = ("변압기는 언제 점검합니까?", ["변압기는 매년 점검한다.", "변압기의 색은 회색이다."]);
        let plain = read(question, texts, [None, None]);
        assert_eq!(read(question, texts, [Some(0.0), Some(1.0)]), plain);
    }

    #[test]
    fn reader_finds_what_other_words_say() {
        let question = "When is the Kisoro plant going to be shut?";
        let texts = ["The plant of Kisoro is old.", "It closes for good in June 2027."];
        assert_eq!(read(question, texts, [None, None])[0], texts[0]);
        assert_eq!(read(question, texts, [Some(0.02), Some(0.9)])[0], texts[1]);
        assert_eq!(read(question, texts, [Some(0.1), None])[0], texts[0]);
    }

    #[test]
    fn a_rare_name_does_not_outweigh_what_is_asked() {
        // each passage begins with the top of its page, so that all have the words of the question
        let counts = |word: &str| Some(if word == "Livuki" { 4 } else { 3_900 });
        let question = Question::new("How many megawatts does the line to Livuki carry?")
            .weigh(&Frequencies::new([].into(), 4_000), counts);
        let fund = "The reserve fund of Livuki holds 6400 million shillings.";
        let line = "The line to Livuki carries 91 megawatts.";
        let text = format!("{fund}\n\n{line}");
        let similarity = |_: &Passage, span: Span| Some(if span.start == 0 { 0.69 } else { 0.58 });
        let evidence = gather(&Pages::default(), &question, &[passage(1, 1, &text)], &[0.01], similarity);
        assert_eq!(evidence.first().map(|part| part.text.as_str()), Some(line));
    }

    #[test]
    fn documents_that_say_the_same_but_for_a_number_are_all_looked_at() {
        let notices = ["7190", "7191", "7192"].map(|number| format!("The outage of line {number} lasts until noon."));
        let passages: Vec<Passage> = (1..).zip(&notices).map(|(document, text)| passage(document, 1, text)).collect();
        let found = found("How long does the outage of line 7191 last?", &passages);
        assert_eq!((found[0].as_str(), found.len()), (notices[1].as_str(), 3));
    }

    #[test]
    fn rows_that_end_the_pages_of_one_document_are_looked_at() {
        let totals = ["Total losses | 3,000", "Total losses | 4,120", "Total losses | 5,017"];
        let passages: Vec<Passage> = (1..).zip(&totals).map(|(page, text)| passage(1, page, text)).collect();
        let mut found = found("What do total losses come to?", &passages);
        found.sort();
        assert_eq!(found, totals);
    }

    #[test]
    fn a_line_on_top_of_the_pages_of_one_document_is_no_part_of_them() {
        let said = ["The north was out.", "Nobody was out in the west.", "It was out for a day."];
        let texts = [0, 1, 2].map(|page: usize| format!("Outage report, page {page}\n{}", said[page]));
        let passages: Vec<Passage> = (1..).zip(&texts).map(|(page, text)| passage(1, page, text)).collect();
        let mut found = found("What does the outage report say was out?", &passages);
        found.sort();
        assert_eq!(found, [said[2], said[1], said[0]]);
    }

    /// The statements of the quoted answer from one page, each with its quotes.
    fn stated(question: &str, text: &str) -> Vec<(String, Vec<String>)> {
        let passages = [passage(1, 1, text)];
        let question = Question::new(question);
        let evidence = gather(&Pages::default(), &question, &passages, &[0.01], |_, _| None);
        let claims = crate::compose(&question, &evidence, &passages);
        let quotes =
            |claim: &crate::Claim| claim.quotes.iter().map(|quote| quote.span.of(text).unwrap().to_owned()).collect();
        claims.iter().map(|claim| (claim.text.clone(), quotes(claim))).collect()
    }

    /// Each statement with its quotes, which say nothing but it.
    fn assert_alone(question: &str, text: &str, wanted: &[&str]) {
        let found = stated(question, text);
        for (statement, quotes) in &found {
            assert!(quotes.iter().all(|quote| quote == statement), "{question}: {found:?}");
        }
        // the first sentence of a page is quoted with the title above it
        let has = |wanted: &&str| found.iter().any(|(statement, _)| statement.lines().next_back() == Some(*wanted));
        assert!(wanted.iter().all(has), "{question}: {found:?}");
    }

    #[test]
    fn alike_statements_are_cited_apart() {
        let text = "Rules of supply of Kumi\nCustomers of class A shall pay a deposit of 40,000 shillings.\n\
                    Customers of class B shall pay a deposit of 90,000 shillings.\n\
                    Embedded generators may sell surplus energy to neighbours of the plant.\n\
                    Embedded generators may not sell surplus energy to neighbours of the plant during outages.";
        let lines: Vec<&str> = text.lines().collect();
        assert_alone("What deposit shall customers of class B pay?", text, &lines[2..3]);
        assert_alone("What deposit shall customers pay?", text, &lines[1..3]);
        let sales = "May embedded generators sell surplus energy to neighbours of the plant?";
        assert_alone(sales, text, &lines[3..]);
        let text = "The depot of Gulu opens at eight.\nThe depot of Lira opens at eight.\nThe depot is never shut.";
        assert_alone("When does the depot open?", text, &text.lines().collect::<Vec<_>>()[..2]);
    }

    #[test]
    fn copies_are_cited_together() {
        let text = "Accounts are kept for ten years.\nStaff are trained.\nThe accounts are kept for ten years.";
        let found = stated("How long are accounts kept?", text);
        assert_eq!(found.iter().map(|(_, quotes)| quotes.len()).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn values_of_lists_are_quoted_alone() {
        let list = "Statement of Kisoro Electricity\nTransmission losses | 3.1 percent\nNumber of customers | 48,211\n\
                    Energy sold | 212 GWh\nPeak demand | 61 MW\nStaff | 344";
        for (question, row) in [
            ("How many customers does Kisoro Electricity have?", "Number of customers | 48,211"),
            ("What is the peak demand of Kisoro Electricity?", "Peak demand | 61 MW"),
            ("What are the transmission losses?", "Transmission losses | 3.1 percent"),
        ] {
            let read = row.replace(" | ", ": ");
            assert_eq!(stated(question, list), [(read, vec![row.to_owned()])], "{question}");
        }
    }

    #[test]
    fn a_sentence_is_not_stated_again_with_its_heading() {
        let text = "20. Planned interruptions.\nHospitals shall be told of planned interruptions seven days ahead.";
        let passages = [passage(1, 1, text)];
        let question = Question::new("When shall hospitals be told of planned interruptions?");
        let similarity = |_: &Passage, span: Span| Some(if span.start > 0 { 0.8 } else { 0.7 });
        let evidence = gather(&Pages::default(), &question, &passages, &[0.01], similarity);
        assert!(evidence.len() > 1 && evidence[1].span.end == evidence[0].span.end, "{evidence:?}");
        let claims = crate::compose(&question, &evidence, &passages);
        assert_eq!(claims.len(), 1, "{claims:?}");
    }

    #[test]
    fn steps_answer_with_their_introduction() {
        let steps =
            "Registration has three steps:\n1. Fill in the form at the office.\n2. Pay the fee at the bank.\n3. Sign.";
        let text = format!("The office opens at eight. It is in Kisoro.\n{steps}\nA licence is valid for a year.");
        for question in ["What are the three steps of registration?", "Which steps does registration have?"] {
            assert_eq!(stated(question, &text), [(steps.to_owned(), vec![steps.to_owned()])], "{question}");
        }
    }
}
