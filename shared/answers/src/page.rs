//! Splits a retrieved page into parts that can answer a question: sentences, rows with the header of their table,
//! labels with the text that they introduce.

use crate::{
    cut::{CutPage, CutUnit},
    question::Question,
    terms::{Held, TermIndex},
};
use sisuiq_documents::{
    Span, Unit, UnitKind, join_halves,
    row::{cells, fits, is_figure, names_columns, spans_columns},
};
use std::{borrow::Cow, collections::BTreeMap, ops::Range};

/// The longest distance in units between a row and the header of a table that other text interrupts, or its caption.
const HEADER_DISTANCE: usize = 24;
/// The most units that belong to a label or an introduction.
const MOST_INTRODUCED: usize = 12;
/// The most short lines that form a list.
const MOST_SHORT_ITEMS: usize = 8;
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
    is_contents: bool,
    crossing: Option<Rest<'a>>,
}

/// The rest, on the next page, of the sentence with which a page ends.
#[derive(Debug)]
struct Rest<'a> {
    /// The end offset of the first half on this page.
    half_end: usize,
    text: &'a str,
    /// The question's terms in it.
    held: Held,
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
    /// The question's terms in it.
    held: Held,
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
        let is_contents =
            page.is_mostly_numbers() || lines.iter().take(TITLE_DISTANCE).any(|line| titles_contents(line.text));
        Self { text, lines, is_contents, crossing: None }
    }

    /// Adds the rest of the sentence whose first half has this position at the end of the page.
    pub(crate) fn with_rest(mut self, (half, text): (Span, &'a str), terms: &TermIndex<'_>) -> Self {
        self.crossing = Some(Rest { half_end: half.end, text, held: terms.held_by(text) });
        self
    }

    /// Returns whether the page is a table of contents or a similar list.
    pub(crate) const fn is_contents(&self) -> bool {
        self.is_contents
    }

    /// The parts whose first unit is inside the passage. `carried` is the header that rows without one on the page have.
    pub(crate) fn parts(&self, passage: Span, carried: Option<Carried<'a>>) -> Vec<Part<'a>> {
        let inside = |unit: Unit| unit.start >= passage.start && unit.end <= passage.end;
        let places = (0..).zip(&self.lines).filter(|(_, line)| inside(line.unit));
        places.filter_map(|(at, line)| self.part(at, line, carried)).collect()
    }

    fn part(&self, at: usize, line: &Line<'a>, carried: Option<Carried<'a>>) -> Option<Part<'a>> {
        let introduced = self.introduced(at, line);
        let last = self.lines.get(at + introduced).unwrap_or(line);
        let header = self.header(at, line);
        let spanning = header.map(|place| self.spanning(place)..place).unwrap_or_default();
        let carried = carried.filter(|carried| header.is_none() && carried.names_columns_of(line));
        let columns = spanning.clone().chain(header).chain(self.caption(at, line));
        let names = columns.clone().map(|place| self.text_of(place)).chain(carried.map(|carried| carried.header));
        let mut column_terms = self.held_by(columns.clone());
        column_terms.add(carried.map(|carried| carried.held).unwrap_or_default());
        let is_heading = |line: &Line<'_>| line.unit.kind == UnitKind::Heading || line.is_title;
        let heading = self.above(at).find(|(_, other)| is_heading(other)).map(|(place, _)| place);
        let own = self.text.get(line.bytes.start..last.bytes.end)?;
        let rest = self.crossing.as_ref().filter(|rest| rest.half_end == last.unit.end);
        let mut held = self.held_by(at..=at + introduced);
        held.add(rest.map(|rest| rest.held).unwrap_or_default());
        Some(Part {
            span: Span { start: line.unit.start, end: last.unit.end },
            text: rest.map_or(Cow::Borrowed(own), |rest| Cow::Owned(join_halves(own, rest.text))),
            kind: line.unit.kind,
            introduces: introduced > 0,
            header: header.and_then(|place| self.span_of(spanning.start, place)),
            carried: carried.map(|carried| carried.header),
            own: held,
            columns: column_terms,
            column_texts: names.collect(),
            heading: self.held_by(heading),
            referred: self.held_by(self.referred(at, line)),
            names_columns: self.is_header(at, line),
        })
    }

    /// Start offsets of the rows with the extreme value that the question asks for.
    pub(crate) fn outstanding(&self, question: &Question) -> Vec<usize> {
        let Some((extreme, _)) = question.extreme else { return Vec::new() };
        let mut tables: BTreeMap<usize, Vec<&Line<'a>>> = BTreeMap::new();
        for (at, line) in self.lines.iter().enumerate() {
            if let Some(header) = self.header(at, line) {
                tables.entry(header).or_default().push(line);
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

    /// The number of following units that belong to a label, a heading or an introduction.
    fn introduced(&self, at: usize, line: &Line<'_>) -> usize {
        if line.unit.kind == UnitKind::Row || !self.is_label(at, line) {
            return 0;
        }
        let following = self.lines.get(at + 1..).unwrap_or_default().iter().take(MOST_INTRODUCED);
        // A quotation is one piece of the page, so it ends before struck-out text.
        let following = following.take_while(|line| !line.follows_struck);
        let Some(next) = following.clone().next() else { return 0 };
        match next.unit.kind {
            UnitKind::Bullet => following.take_while(|line| line.unit.kind == UnitKind::Bullet).count(),
            UnitKind::Row => 0,
            _ if is_caption(next.text) => 0,
            _ if next.is_short && next.text.ends_with(':') => following.count().min(2),
            _ if next.is_short => {
                let items = following.take(MOST_SHORT_ITEMS);
                items.take_while(|line| line.unit.kind != UnitKind::Row && line.is_short).count()
            }
            _ => 1,
        }
    }

    /// Returns whether a line is a heading, an introduction, or the first of several short lines.
    fn is_label(&self, at: usize, line: &Line<'_>) -> bool {
        let follows_short =
            at.checked_sub(1).and_then(|before| self.lines.get(before)).is_some_and(|before| before.is_short);
        let starts_list = line.is_short && !follows_short;
        let announces = line.text.ends_with(':') || (line.text.ends_with(';') && line.unit.kind != UnitKind::Bullet);
        line.unit.kind == UnitKind::Heading || line.is_title || announces || starts_list
    }

    /// The index of the row that names the columns. It is the first row of the table, if that one names columns.
    /// Otherwise it is the nearest fitting row above for a row with figures, and the previous row for a row of words.
    fn header(&self, at: usize, line: &Line<'_>) -> Option<usize> {
        if line.unit.kind != UnitKind::Row {
            return None;
        }
        let names = |row: &str| fits(row, line.text) && names_columns(row) && !has_years_alike(row, line.text);
        let is_row = |(_, other): &(usize, &Line<'_>)| other.unit.kind == UnitKind::Row;
        let first = self.above(at).take_while(is_row).filter(|(place, _)| !self.is_spanning(*place)).last();
        if let Some((place, _)) = first.filter(|(_, row)| names(row.text)) {
            return Some(place);
        }
        let mut rows = self.above(at).take(HEADER_DISTANCE).filter(is_row);
        if !line.text.chars().any(|letter| letter.is_ascii_digit()) {
            return rows.next().map(|(place, _)| place).filter(|place| place + 1 == at);
        }
        rows.find(|(place, row)| names(row.text) && !self.is_spanning(*place)).map(|(place, _)| place)
    }

    /// Returns whether a row has names over several columns of the header below it.
    fn is_spanning(&self, place: usize) -> bool {
        let row = |place: usize| self.lines.get(place).filter(|line| line.unit.kind == UnitKind::Row);
        row(place).is_some_and(|line| spans_columns(line.text))
            && row(place + 1).is_some_and(|next| names_columns(next.text))
    }

    /// The first of the rows above a header that have names over several of its columns; the header itself without any.
    fn spanning(&self, header: usize) -> usize {
        self.above(header).take_while(|(place, _)| self.is_spanning(*place)).last().map_or(header, |(place, _)| place)
    }

    fn span_of(&self, first: usize, last: usize) -> Option<Span> {
        Some(Span { start: self.lines.get(first)?.unit.start, end: self.lines.get(last)?.unit.end })
    }

    /// Returns whether a row is the header of the next row.
    fn is_header(&self, at: usize, line: &Line<'_>) -> bool {
        let next = self.lines.get(at + 1).filter(|next| next.unit.kind == UnitKind::Row);
        names_columns(line.text) && next.is_some_and(|next| self.header(at + 1, next) == Some(at))
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

/// Returns whether two rows have a year in the same column. In that case neither is the header of the other.
fn has_years_alike(row: &str, other: &str) -> bool {
    let is_year = |cell: &str| cell.len() == 4 && cell.parse::<u16>().is_ok_and(|year| (1900..2200).contains(&year));
    cells(row).zip(cells(other)).any(|(left, right)| is_year(left) && is_year(right))
}

/// Returns whether a line is the title of a table of contents or a similar list.
fn titles_contents(line: &str) -> bool {
    let titles = ["contents", "table of contents", "list of tables", "list of figures", "list of graphs"];
    titles.iter().any(|title| line.trim().eq_ignore_ascii_case(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Table 1: Projections\nDescription | 2018/19 (Baseline) | 2019/20\nThe plan is reviewed every year.\n\
                         No. of substations | 25 | 28\nTotal | 3,000.5 | 3,969.7";

    fn page<'a>(text: &'a str, running: &[&str]) -> PageParts<'a> {
        let question = Question::new("2019 projections of substations");
        PageParts::new(text, &CutPage::new(text), |line| running.contains(&line), &TermIndex::new(&question))
    }

    fn parts_of(text: &str) -> Vec<Part<'_>> {
        page(text, &[]).parts(Span { start: 0, end: text.chars().count() }, None)
    }

    #[test]
    fn a_row_knows_its_header_and_caption_even_across_a_sentence() {
        let parts = parts_of(TABLE);
        let [year, projections, substations] = [0, 1, 2];
        let row = parts.iter().find(|part| part.own.contains(substations)).unwrap();
        assert_eq!(row.header.unwrap().of(TABLE).unwrap(), "Description | 2018/19 (Baseline) | 2019/20");
        assert!(row.columns.contains(year) && row.columns.contains(projections));
        assert_eq!(row.column_texts, ["Description | 2018/19 (Baseline) | 2019/20", "Table 1: Projections"]);
    }

    #[test]
    fn the_last_row_of_a_long_table_knows_its_header() {
        let table = "2014 | 2015 | 2016\nEnd of Contract | 3 | 1 | 4\nDeath | 1 | - | 1\nTotal | 8 | 5 | 9\nStaff turnover (%) | 1.88 | 1.13 | 2.07";
        let parts = parts_of(table);
        assert_eq!(parts[4].header.unwrap().of(table).unwrap(), "2014 | 2015 | 2016");
    }

    #[test]
    fn header_has_names_over_several_columns() {
        let table = "Year ended | |\nRegion | 2019 | 2018 | Target\nNorth | 3 | 4 | 2\nWest | 5 | 6 | 4";
        let parts = parts_of(table);
        for row in &parts[2..] {
            assert_eq!(row.header.unwrap().of(table).unwrap(), "Year ended | |\nRegion | 2019 | 2018 | Target");
            assert!(row.columns.contains(0), "2019 is a name of a column");
        }
    }

    #[test]
    fn rows_of_continued_tables_have_carried_header() {
        let text = "North | 3 | 4\nSubstations rose in number.\nWest | 5";
        let question = Question::new("2019 projections of substations");
        let terms = TermIndex::new(&question);
        let carried = Carried::of("Projections\nTable 1\nRegion | 2019 | 2018", &terms);
        let parts = page(text, &[]).parts(Span { start: 0, end: text.chars().count() }, carried);
        assert_eq!(
            parts.iter().map(|part| part.carried).collect::<Vec<_>>(),
            [Some("Region | 2019 | 2018"), None, None]
        );
        assert!(parts[0].columns.contains(0) && !parts[2].columns.contains(0));
        assert!(Carried::of("Projections of 2019", &terms).is_none());
    }

    #[test]
    fn own_header_comes_before_carried_one() {
        let text = "Region | 2017 | 2016\nNorth | 3 | 4";
        let question = Question::new("2019 projections of substations");
        let carried = Carried::of("Region | 2019 | 2018", &TermIndex::new(&question));
        let parts = page(text, &[]).parts(Span { start: 0, end: text.chars().count() }, carried);
        assert_eq!((parts[1].carried, parts[1].header.is_some()), (None, true));
    }

    #[test]
    fn a_row_with_a_year_is_no_header_of_the_next() {
        let table = "Action | Owner | By\nReplace transformers | Operations | 2028\nFit banks | Operations | 2026";
        assert_eq!(parts_of(table)[2].header.unwrap().of(table).unwrap(), "Action | Owner | By");
    }

    #[test]
    fn a_label_is_quoted_with_what_it_introduces() {
        let text = "4.1. Vision:\nA grid for everyone in the region.\nOther matters follow here in many more words.";
        let parts = parts_of(text);
        assert_eq!(parts[0].span.of(text).unwrap(), "4.1. Vision:\nA grid for everyone in the region.");
    }

    #[test]
    fn a_clause_is_quoted_with_its_title_which_says_what_its_sentences_are_about() {
        let text = "7. Access.\nIt is open to all.\n8. Substations. An offer is made within ninety days. It stays open for sixty days.";
        let parts = parts_of(text);
        let offer = parts.iter().find(|part| part.text.starts_with("8.")).unwrap();
        assert_eq!(offer.text, "8. Substations. An offer is made within ninety days.");
        let open = parts.iter().find(|part| part.text.starts_with("It stays")).unwrap();
        assert!(open.heading.contains(2) && !open.own.contains(2), "the clause is about substations");
    }

    #[test]
    fn a_list_is_quoted_whole() {
        let text = "Core values\nIntegrity\nTeamwork\nSafety\nThe values guide everything that the company does.";
        assert_eq!(parts_of(text)[0].span.of(text).unwrap(), "Core values\nIntegrity\nTeamwork\nSafety");
    }

    #[test]
    fn list_ends_before_struck_text() {
        let text = "The fees are:\n• 40 dollars for homes\n[struck out] • 45 for schools\n• 50 dollars for shops";
        assert_eq!(parts_of(text)[0].text, "The fees are:\n• 40 dollars for homes");
    }

    #[test]
    fn running_lines_are_no_part_of_the_page() {
        let text = "Annual report | 1\n2014 | 2015\nText of one.\nConfidential";
        let parts = page(text, &["Annual report | 1", "Confidential"]).parts(Span { start: 0, end: text.len() }, None);
        assert_eq!(parts.iter().map(|part| part.text.as_ref()).collect::<Vec<_>>(), ["2014 | 2015", "Text of one."]);
    }

    #[test]
    fn a_table_of_contents_is_recognised() {
        let listed = (1..40).map(|page| format!("Chapter title\n{page}")).collect::<Vec<_>>().join("\n");
        assert!(page(&listed, &[]).is_contents());
        assert!(page("Contents\nVision:\nviii", &[]).is_contents());
        assert!(!page(TABLE, &[]).is_contents());
    }
}
