//! Splits a retrieved page into parts that can answer a question: sentences, rows with the header of their table,
//! labels with the text that they introduce.

mod below;

use self::below::{list, only_names};
use crate::{
    crossing::Rest,
    cut::{CutPage, CutUnit},
    question::Question,
    terms::{Held, TermIndex},
};
use sisuiq_documents::{
    Span, Unit, UnitKind, is_unfinished_at_end, join_halves,
    row::{self, Header, cells, fits, is_figure, names_columns},
};
use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    ops::Range,
};

/// The longest distance in units between a row and the header of a table that other text interrupts, or its caption. Balance sheets
/// have some fifty lines.
const HEADER_DISTANCE: usize = 64;
/// The most lines that go on a sentence.
const MOST_CONTINUING: usize = 4;
/// The most previous sentences that a pronoun may refer to.
const MOST_REFERRED: usize = 2;
/// Pronouns and other words that refer to something said before.
const REFERRING: [&str; 14] =
    ["it", "its", "they", "their", "them", "this", "these", "that", "those", "such", "he", "she", "both", "neither"];
/// The number of lines at the top that may contain the title of a table of contents.
const TITLE_DISTANCE: usize = 4;

/// A page and its units.
#[derive(Debug)]
pub(crate) struct PageParts<'a> {
    text: &'a str,
    lines: Vec<Line<'a>>,
    /// The headers that were looked for so far, by the places of their rows.
    headers: RefCell<HashMap<usize, Option<Header>>>,
    is_contents: bool,
    /// What the page ends with goes on on the next page: the rest, and the question's terms in it.
    crossing: Option<(&'a Rest, Held)>,
    /// The question's term for several things, if it asks for such.
    several: Option<usize>,
}

/// A unit of a page, matched with the question's terms.
#[derive(Debug)]
struct Line<'a> {
    unit: Unit,
    /// The range in the page's text.
    bytes: Range<usize>,
    text: &'a str,
    is_short: bool,
    is_title: bool,
    /// True if struck-out text stands between it and the line before.
    follows_struck: bool,
    /// The part that it has in a list.
    listed: Listed,
    /// The question's terms in it.
    held: Held,
}

/// The part of a line in a list.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Listed {
    No,
    /// It starts an item.
    Item,
    /// It is a further sentence of an item.
    Rest,
}

/// The header of a table that began on a page before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carried<'a> {
    header: &'a str,
    /// The question's terms in it.
    held: Held,
}

impl<'a> Carried<'a> {
    /// The header in the heading of a passage: its last lines, with the names of columns.
    pub(crate) fn of(heading: &'a str, terms: &TermIndex<'_>) -> Option<Self> {
        let ends = || heading.match_indices('\n').map(|(end, _)| end + 1);
        let start = std::iter::once(0)
            .chain(ends())
            .find(|start| heading.get(*start..).and_then(|rest| rest.lines().next()).is_some_and(names_columns))?;
        let header = heading.get(start..)?;
        Some(Self { header, held: terms.held_by(header) })
    }

    fn names_columns_of(self, line: &Line<'_>) -> bool {
        let names = self.header.lines().next_back().unwrap_or_default();
        line.unit.kind == UnitKind::Row && fits(names, line.text) && cells(line.text).any(is_figure)
    }
}

/// A unit with the units that belong to it.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// The quoted range.
    pub(crate) span: Span,
    /// The page's text in this range, with the rest of a sentence that goes on on the next page.
    pub(crate) text: Cow<'a, str>,
    /// The kind of its first unit.
    pub(crate) kind: UnitKind,
    /// True if it is a label or an introduction together with the text after it.
    pub(crate) introduces: bool,
    /// The header of its table, on this page.
    pub(crate) header: Option<Span>,
    /// The header of its table, if that table begins on a page before.
    pub(crate) carried: Option<&'a str>,
    /// The question's terms in the part.
    pub(crate) own: Held,
    /// The terms in the header and caption of its table.
    pub(crate) columns: Held,
    /// The header and caption of its table.
    pub(crate) column_texts: Vec<&'a str>,
    /// The terms in the heading above it.
    pub(crate) heading: Held,
    /// The terms in the heading or label above it, which need not be written like a heading.
    pub(crate) section: Held,
    /// True if it is a heading or a caption alone, which names what others state.
    pub(crate) only_names: bool,
    /// The heading or the short line above it that may be one; empty if there is none.
    pub(crate) section_text: &'a str,
    /// The terms in the previous sentences, if the part begins with a word that refers to them.
    pub(crate) referred: Held,
    /// True if it is a row that names the columns of the rows below it.
    pub(crate) names_columns: bool,
}

impl<'a> PageParts<'a> {
    /// Matches the units of `page`, which is this text split. A running header or footer is left out.
    pub(crate) fn new(text: &'a str, page: &CutPage, is_running: impl Fn(&str) -> bool, terms: &TermIndex<'_>) -> Self {
        let mut lines: Vec<Line<'a>> = Vec::new();
        let mut follows_struck = false;
        for unit in page.units() {
            // Text that is struck out supports no answer.
            if unit.unit.kind == UnitKind::Struck {
                follows_struck = true;
            } else if let Some(line) = Line::of(text, page, unit, terms) {
                lines.push(Line { follows_struck: std::mem::take(&mut follows_struck), ..line });
            }
        }
        lines.pop_if(|last| is_running(last.text));
        if lines.first().is_some_and(|first| is_running(first.text)) {
            lines.remove(0);
        }
        list(text, &mut lines);
        let is_contents =
            page.is_mostly_numbers() || lines.iter().take(TITLE_DISTANCE).any(|line| titles_contents(line.text));
        Self { text, lines, headers: RefCell::default(), is_contents, crossing: None, several: None }
    }

    /// Adds the rest of what the page ends with.
    pub(crate) fn with_rest(mut self, rest: &'a Rest, terms: &TermIndex<'_>) -> Self {
        self.crossing = Some((rest, terms.held_by(&rest.text)));
        self
    }

    /// Quotes what stands below a heading together, if the question asks for several things and the heading names them.
    pub(crate) fn for_question(mut self, question: &Question) -> Self {
        self.several = question.several;
        self
    }

    /// Returns whether the page is a table of contents or a similar list.
    pub(crate) const fn is_contents(&self) -> bool {
        self.is_contents
    }

    /// The parts whose first unit is inside the passage. `carried` is the header that rows without one on the page have.
    pub(crate) fn parts(&self, passage: Span, carried: Option<Carried<'a>>) -> Vec<Part<'a>> {
        let inside = |unit: Unit| unit.start >= passage.start && unit.end <= passage.end;
        // a line that goes on another one is a part of it, unless that one is in another passage
        let before = |at: usize| at.checked_sub(1).and_then(|before| self.lines.get(before));
        let is_rest = |at: usize| self.continues(at) && before(at).is_some_and(|before| inside(before.unit));
        let places = (0..).zip(&self.lines).filter(|(at, line)| inside(line.unit) && !is_rest(*at));
        places.filter_map(|(at, line)| self.part(at, line, carried)).collect()
    }

    fn part(&self, at: usize, line: &Line<'a>, carried: Option<Carried<'a>>) -> Option<Part<'a>> {
        let end = at + self.introduced(at, line);
        let introduced = end - at;
        let last = self.lines.get(end).unwrap_or(line);
        let found = self.header(at);
        let header = found.filter(|header| header.is_certain).map(|header| header.place);
        let spanning = found.map(|header| self.spanning(header.place)..header.place).unwrap_or_default();
        let carried = carried.filter(|carried| found.is_none() && carried.names_columns_of(line));
        let columns = spanning.clone().chain(found.map(|header| header.place)).chain(self.caption(at, line));
        let names = columns.clone().map(|place| self.text_of(place)).chain(carried.map(|carried| carried.header));
        let mut column_terms = self.held_by(columns.clone());
        column_terms.add(carried.map(|carried| carried.held).unwrap_or_default());
        let is_heading = |line: &Line<'_>| line.unit.kind == UnitKind::Heading || line.is_title;
        let heading = self.above(at).find(|(_, other)| is_heading(other)).map(|(place, _)| place);
        let section = self.section_line(at);
        let mut text = Cow::Borrowed(self.text.get(line.bytes.start..last.bytes.end)?);
        let mut held = self.held_by(at..=end);
        let mut span = Span { start: line.unit.start, end: last.unit.end };
        let below = (0..).zip(&self.lines).skip(end + 1).take(MOST_CONTINUING);
        for (place, more) in below.take_while(|(place, _)| self.continues(*place)) {
            text = Cow::Owned(join_halves(&text, more.text));
            held.add(self.held_by([place]));
            span.end = more.unit.end;
        }
        if let Some((rest, terms)) = self.crossing.filter(|(rest, _)| rest.goes_on(span)) {
            text = Cow::Owned(rest.join(&text));
            held.add(terms);
        }
        Some(Part {
            span,
            text,
            kind: line.unit.kind,
            introduces: introduced > 0,
            header: header.and_then(|place| self.span_of(spanning.start, place)),
            carried: carried.map(|carried| carried.header),
            own: held,
            columns: column_terms,
            column_texts: names.collect(),
            heading: self.held_by(heading),
            section: self.held_by(section),
            only_names: introduced == 0 && only_names(line),
            section_text: section.map(|place| self.text_of(place)).unwrap_or_default(),
            referred: self.held_by(self.referred(at, line)),
            names_columns: self.is_header(at, line.text),
        })
    }

    /// Start offsets of the rows with the extreme value that the question asks for.
    pub(crate) fn outstanding(&self, question: &Question) -> Vec<usize> {
        let Some((extreme, _)) = question.extreme else { return Vec::new() };
        let mut tables: BTreeMap<usize, Vec<&Line<'a>>> = BTreeMap::new();
        for (at, line) in self.lines.iter().enumerate() {
            if let Some(header) = self.header(at).filter(|header| header.is_certain) {
                tables.entry(header.place).or_default().push(line);
            }
        }
        let found = tables.into_iter().filter_map(|(header, lines)| {
            let rows: Vec<&str> = lines.iter().map(|line| line.text).collect();
            let span = self.span_of(self.spanning(header), header)?;
            let row = extreme.row(question, span.of(self.text)?, &rows)?;
            lines.get(row).map(|line| line.unit.start)
        });
        found.collect()
    }

    /// Returns whether any unit of the page has this term.
    pub(crate) fn mentions(&self, term: usize) -> bool {
        self.lines.iter().any(|line| line.held.contains(term))
    }

    /// The terms of several units together.
    fn held_by(&self, places: impl IntoIterator<Item = usize>) -> Held {
        let mut together = Held::default();
        for line in places.into_iter().filter_map(|place| self.lines.get(place)) {
            together.add(line.held);
        }
        together
    }

    fn text_of(&self, at: usize) -> &'a str {
        self.lines.get(at).map(|line| line.text).unwrap_or_default()
    }

    fn above(&self, at: usize) -> impl Iterator<Item = (usize, &Line<'a>)> {
        self.lines.iter().enumerate().take(at).rev()
    }

    /// The nearest heading above, or the nearest short line without a full stop.
    fn section_line(&self, at: usize) -> Option<usize> {
        let may_head = |line: &Line<'_>| {
            let is_lone = line.unit.kind == UnitKind::Sentence && line.is_short && line.listed == Listed::No;
            line.unit.kind == UnitKind::Heading || line.is_title || is_lone && !line.text.ends_with(['.', ';', ','])
        };
        self.above(at).find(|(_, line)| may_head(line)).map(|(place, _)| place)
    }

    /// Returns whether a line goes on the sentence of the line before, as at the break of a column: that one has no end, and this one
    /// starts with a small letter.
    fn continues(&self, at: usize) -> bool {
        let is_sentence = |line: &&Line<'_>| line.unit.kind == UnitKind::Sentence && line.listed == Listed::No;
        let own = self.lines.get(at).filter(is_sentence).filter(|line| line.text.starts_with(char::is_lowercase));
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before)).filter(is_sentence);
        own.zip(before).is_some_and(|(own, before)| !own.follows_struck && is_unfinished_at_end(before.text))
    }

    fn row(&self, place: usize) -> Option<&'a str> {
        self.lines.get(place).filter(|line| line.unit.kind == UnitKind::Row).map(|line| line.text)
    }

    /// The row that names the columns of another.
    fn header(&self, at: usize) -> Option<Header> {
        if let Some(known) = self.headers.borrow().get(&at) {
            return *known;
        }
        let header = row::header(at, HEADER_DISTANCE, &|place| self.row(place), |_| true);
        self.headers.borrow_mut().insert(at, header);
        header
    }

    /// The first of the rows above a header that have names over several of its columns; the header itself without any.
    fn spanning(&self, header: usize) -> usize {
        row::spanning(header, &|place| self.row(place))
    }

    fn span_of(&self, first: usize, last: usize) -> Option<Span> {
        Some(Span { start: self.lines.get(first)?.unit.start, end: self.lines.get(last)?.unit.end })
    }

    /// Returns whether a row is the header of the next row. A doubtful one is, if its cells are single words.
    fn is_header(&self, at: usize, text: &str) -> bool {
        let is_terse = || cells(text).all(|cell| cell.split_whitespace().count() < 2);
        let below = self.header(at + 1).filter(|header| header.place == at);
        below.is_some_and(|header| header.is_certain || is_terse())
    }

    /// The previous sentences of the same paragraph that the pronoun at the start of a sentence may refer to.
    fn referred(&self, at: usize, line: &Line<'_>) -> Vec<usize> {
        let mut places = Vec::new();
        let mut later = line;
        for (place, before) in self.above(at).take(MOST_REFERRED) {
            let between = self.text.get(before.bytes.end..later.bytes.start).unwrap_or("\n");
            if !refers(later.text) || between.contains('\n') {
                break;
            }
            places.push(place);
            later = before;
        }
        places
    }

    /// The caption of a row's table.
    fn caption(&self, at: usize, line: &Line<'_>) -> Option<usize> {
        if line.unit.kind != UnitKind::Row {
            return None;
        }
        self.above(at).take(HEADER_DISTANCE).find(|(_, other)| is_caption(other.text)).map(|(place, _)| place)
    }
}

impl<'a> Line<'a> {
    fn of(text: &'a str, page: &CutPage, cut: &CutUnit, terms: &TermIndex<'_>) -> Option<Self> {
        Some(Self {
            unit: cut.unit,
            bytes: cut.bytes.clone(),
            text: text.get(cut.bytes.clone())?,
            is_short: cut.is_short,
            is_title: cut.is_title,
            follows_struck: false,
            listed: Listed::No,
            held: terms.held_in(page.words(cut, text)),
        })
    }
}

/// Returns whether a sentence begins with a word that refers to the previous sentence.
fn refers(text: &str) -> bool {
    let first = text.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    REFERRING.contains(&first.as_str())
}

/// Returns whether a text is a caption: `Table 7: …`, `Graph 2: …`, `Figure 1: …`.
pub(crate) fn is_caption(text: &str) -> bool {
    ["Table ", "Graph ", "Figure "].iter().any(|start| text.starts_with(start)) && text.split_whitespace().count() <= 30
}

/// Returns whether a line is the title of a table of contents or a similar list.
fn titles_contents(line: &str) -> bool {
    let titles = ["contents", "table of contents", "list of tables", "list of figures", "list of graphs"];
    titles.iter().any(|title| line.trim().eq_ignore_ascii_case(title))
}

#[cfg(test)]
mod tests;
