//! Splits a retrieved page into parts that can answer a question: sentences, rows with the header of their table,
//! labels with the text that they introduce.

use crate::{
    crossing::Rest,
    cut::{CutPage, CutUnit},
    question::Question,
    terms::{Held, TermIndex},
    wanted::is_number_word,
    words::words,
};
use sisuiq_documents::{
    Span, Unit, UnitKind, is_unfinished_at_end, item_form, join_halves,
    row::{self, Header, cells, fits, is_figure, names_columns},
    starts_item,
};
use std::{borrow::Cow, collections::BTreeMap, ops::Range};

/// The longest distance in units between a row and the header of a table that other text interrupts, or its caption. Balance sheets
/// have some fifty lines.
const HEADER_DISTANCE: usize = 64;
/// The most items of a list, and the most units of all of them.
const MOST_ITEMS: usize = 24;
const MOST_OF_ITEMS: usize = 72;
/// Characters after which a list without marks goes on.
const BETWEEN_ITEMS: [char; 4] = [';', ',', '；', '،'];
/// The most short lines that form a list.
const MOST_SHORT_ITEMS: usize = 24;
/// The most headings between a heading and the text that both introduce.
const MOST_HEADINGS: usize = 3;
/// The most statements of a section that answer together. Longer ones are chapters.
const MOST_OF_SECTION: usize = 12;
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
    pub(crate) heading_text: &'a str,
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
        Self { text, lines, is_contents, crossing: None, several: None }
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
        let places = (0..).zip(&self.lines).filter(|(_, line)| inside(line.unit));
        places.filter_map(|(at, line)| self.part(at, line, carried)).collect()
    }

    fn part(&self, at: usize, line: &Line<'a>, carried: Option<Carried<'a>>) -> Option<Part<'a>> {
        if self.continues(at) {
            return None;
        }
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
        for (place, more) in (0..).zip(&self.lines).skip(end + 1).take_while(|(place, _)| self.continues(*place)) {
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
            heading_text: section.map(|place| self.text_of(place)).unwrap_or_default(),
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

    /// The number of following units that belong to a label, a heading or an introduction.
    fn introduced(&self, at: usize, line: &Line<'_>) -> usize {
        self.introduced_within(at, line, MOST_HEADINGS)
    }

    /// The same, with at most this many headings below it before the text.
    fn introduced_within(&self, at: usize, line: &Line<'_>, headings: usize) -> usize {
        let following = self.lines.get(at + 1..).unwrap_or_default();
        // A quotation is one piece of the page, so it ends before struck-out text.
        let valid = following.iter().take(MOST_OF_ITEMS).take_while(|line| !line.follows_struck).count();
        let following = following.get(..valid).unwrap_or_default();
        let Some(next) = following.first() else { return 0 };
        if line.unit.kind == UnitKind::Row || !self.is_label(at, line) {
            return self.told(line, following);
        }
        let items = if announces(line) || next.unit.kind == UnitKind::Bullet { items(line, following) } else { 0 };
        let shorts = || following.iter().take(MOST_SHORT_ITEMS);
        let below = || headings.checked_sub(1).map_or(0, |headings| self.introduced_within(at + 1, next, headings));
        match next.unit.kind {
            UnitKind::Row => 0,
            _ if is_caption(next.text) => 0,
            _ if items > 0 => items,
            _ if announces(next) => 1 + below(),
            _ if next.is_short => {
                let count = shorts().take_while(|line| line.unit.kind != UnitKind::Row && line.is_short).count();
                // a lone line below a heading is a heading too if it has a text of its own
                let is_heading = count == 1 && next.unit.kind == UnitKind::Heading;
                if is_heading { 1 + below() } else { count }
            }
            _ if next.unit.kind == UnitKind::Heading => 1 + below(),
            _ => self.section(line, following).max(1),
        }
    }

    /// The number of statements below a heading that names the several things of the question, up to the next heading.
    fn section(&self, heading: &Line<'_>, following: &[Line<'_>]) -> usize {
        if !self.several.is_some_and(|place| heading.held.contains(place)) {
            return 0;
        }
        let is_next = |at: usize, line: &Line<'_>| {
            // titles in a row are items
            let is_beside_title = [at.checked_sub(1), Some(at + 1)]
                .into_iter()
                .flatten()
                .any(|beside| following.get(beside).is_some_and(|beside| beside.is_title));
            line.unit.kind == UnitKind::Row
                || (line.unit.kind == UnitKind::Heading && !starts_item(line.text))
                || (line.is_title && !is_beside_title)
                || (at > 0 && line.is_short && line.unit.kind == UnitKind::Sentence && !starts_item(line.text))
                || is_caption(line.text)
        };
        let count = following.iter().enumerate().take_while(|(at, line)| !is_next(*at, line)).count();
        if count <= MOST_OF_SECTION { count } else { 0 }
    }

    /// The number of statements after one that tells how many things there are: "It has four objectives. The first objective is …".
    fn told(&self, line: &Line<'_>, following: &[Line<'_>]) -> usize {
        let Some(several) = self.several.filter(|place| line.held.contains(*place)) else { return 0 };
        if line.unit.kind != UnitKind::Sentence || !has_number(line.text) {
            return 0;
        }
        let is_one = |line: &&Line<'_>| line.unit.kind == UnitKind::Sentence && line.held.contains(several);
        let count = following.iter().take(MOST_OF_SECTION).take_while(is_one).count();
        if count > 1 { count } else { 0 }
    }

    /// Returns whether a line goes on the sentence of the line before, as at the break of a column: that one has no end, and this one
    /// starts with a small letter.
    fn continues(&self, at: usize) -> bool {
        let is_sentence = |line: &&Line<'_>| line.unit.kind == UnitKind::Sentence && line.listed == Listed::No;
        let own = self.lines.get(at).filter(is_sentence).filter(|line| line.text.starts_with(char::is_lowercase));
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before)).filter(is_sentence);
        own.zip(before).is_some_and(|(own, before)| !own.follows_struck && is_unfinished_at_end(before.text))
    }

    /// Returns whether a line is a heading, an introduction, or the first of several short lines.
    fn is_label(&self, at: usize, line: &Line<'_>) -> bool {
        let follows_short = at
            .checked_sub(1)
            .and_then(|before| self.lines.get(before))
            .is_some_and(|before| before.is_short && before.unit.kind != UnitKind::Row);
        let starts_list = line.is_short && !follows_short;
        let asks = line.text.ends_with(['?', '？']);
        let announces = announces(line) || (line.text.ends_with(';') && line.unit.kind != UnitKind::Bullet);
        let is_item = line.listed != Listed::No && line.unit.kind != UnitKind::Bullet;
        announces || asks || (!is_item && (line.unit.kind == UnitKind::Heading || line.is_title || starts_list))
    }

    fn row(&self, place: usize) -> Option<&'a str> {
        self.lines.get(place).filter(|line| line.unit.kind == UnitKind::Row).map(|line| line.text)
    }

    /// The row that names the columns of another.
    fn header(&self, at: usize) -> Option<Header> {
        row::header(at, HEADER_DISTANCE, &|place| self.row(place), |_| true)
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

/// Returns whether a line alone only names what others state: a heading without a figure or a value, a caption, a question.
fn only_names(line: &Line<'_>) -> bool {
    let has_value = || line.text.contains([':', '：']) || line.text.split_whitespace().skip(1).any(has_digit);
    let is_heading = line.unit.kind == UnitKind::Heading && !has_value();
    is_heading || is_caption(line.text) || line.text.ends_with(['?', '？'])
}

fn has_digit(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
}

/// Returns whether a statement has a number in figures or words.
fn has_number(text: &str) -> bool {
    words(text).any(|word| has_digit(word.surface) || is_number_word(&word.surface.to_lowercase()))
}

/// Returns whether a line ends like an introduction.
fn announces(line: &Line<'_>) -> bool {
    line.text.ends_with([':', '：'])
}

/// Finds the items of lists: lines with bullets, and lines with numbers or letters directly below an introduction or with the form
/// of an item before.
fn list(text: &str, lines: &mut [Line<'_>]) {
    let mut is_announced = false;
    let mut forms: Vec<String> = Vec::new();
    let mut end = 0;
    for line in lines {
        let goes_on = text.get(end..line.bytes.start).is_some_and(|gap| !gap.contains('\n'));
        let may_start = line.unit.kind != UnitKind::Row && !goes_on && starts_item(line.text);
        let form = may_start.then(|| item_form(line.text));
        let is_bullet = line.unit.kind == UnitKind::Bullet;
        line.listed = match form {
            Some(form) if is_bullet || is_announced || forms.contains(&form) => {
                forms.push(form);
                Listed::Item
            }
            _ if goes_on && !forms.is_empty() => Listed::Rest,
            _ => {
                forms.clear();
                Listed::No
            }
        };
        is_announced = announces(line);
        end = line.bytes.end;
    }
}

/// The number of lines that are items below an introduction. Items below an item have another form than that one.
fn items(introduction: &Line<'_>, following: &[Line<'_>]) -> usize {
    let own = (introduction.listed == Listed::Item).then(|| item_form(introduction.text));
    let mut count = 0;
    let items = following.iter().take(MOST_OF_ITEMS).take_while(|line| {
        count += usize::from(line.listed == Listed::Item);
        let is_beside = line.listed == Listed::Item && own.as_ref().is_some_and(|own| *own == item_form(line.text));
        line.listed != Listed::No && !is_beside && count <= MOST_ITEMS
    });
    let marked = items.count();
    if marked > 0 { marked } else { unmarked_items(following) }
}

/// The number of lines that are items without marks: each ends like a part of an enumeration, and the last one ends it.
fn unmarked_items(following: &[Line<'_>]) -> usize {
    let goes_on = |line: &&Line<'_>| {
        let last_words = line.text.rsplit_once(' ').map_or(line.text, |(before, _)| before);
        line.text.ends_with(BETWEEN_ITEMS) || last_words.ends_with([';', '；'])
    };
    let items = following.iter().take(MOST_ITEMS).take_while(|line| line.unit.kind == UnitKind::Sentence);
    let count = items.clone().take_while(goes_on).count();
    let ends = items.skip(count).take(1).count();
    if count > 0 { count + ends } else { 0 }
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

    /// The part with this text, its header and whether it counts as a header itself.
    fn row_of<'a>(text: &'a str, row: &str) -> (Option<&'a str>, bool) {
        let part = parts_of(text).into_iter().find(|part| part.text == row).unwrap();
        (part.header.and_then(|header| header.of(text)), part.names_columns)
    }

    #[test]
    fn lists_of_labels_and_values_have_no_header() {
        let list =
            "Transmission losses | 3.1 percent\nNumber of customers | 48,211\nPeak demand | 61 MW\nManager | A. Okello";
        for row in list.lines() {
            assert_eq!(row_of(list, row), (None, false), "{row}");
        }
    }

    #[test]
    fn words_of_doubtful_headers_are_found_but_not_cited() {
        let list = "Name | Substations of Kisoro\nCustomers | 48,211\nPeak demand | 61 MW";
        let parts = parts_of(list);
        assert!(parts[1].columns.contains(2) && parts[1].header.is_none() && !parts[0].names_columns);
        assert_eq!(row_of("Task | Owner\nPoles | Works\nMeters | Sales", "Task | Owner"), (None, true));
    }

    #[test]
    fn names_of_one_column_head_their_figures() {
        let table = "Region | Customers\nNorth | 48,211\nWest | 1,250";
        assert_eq!(row_of(table, "West | 1,250"), (Some("Region | Customers"), false));
        assert_eq!(row_of(table, "Region | Customers"), (None, true));
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

    /// The text of the part that starts like this.
    fn part_from(text: &str, start: &str) -> String {
        let part = parts_of(text).into_iter().find(|part| part.text.starts_with(start)).unwrap();
        part.text.into_owned()
    }

    #[test]
    fn steps_are_quoted_with_their_introduction() {
        let steps =
            "Registration has three steps:\n1. Fill in the form at the office. It is free.\n2. Pay the fee\n3. Sign.";
        let text = format!("The office is open.\n{steps}\nThe licence follows within a month of that.");
        assert_eq!(part_from(&text, "Registration"), steps);
        assert_eq!(part_from(&text, "2. Pay"), "2. Pay the fee");
    }

    #[test]
    fn introductions_are_quoted_with_any_list() {
        for list in [
            "L'inscription comporte deux étapes :\nÉtape 1 : remplir le formulaire à la mairie.\nÉtape 2 : payer la taxe.",
            "등록은 두 단계로 이루어진다:\n① 신청서를 작성한다.\n② 수수료를 납부한다.",
            "The applicant shall provide:\na copy of the licence of the present owner;\na map of the site; and\nproof that the fee is paid.",
            "Proceed as follows:\na. cut the supply of the house at its pole.\nb. fit the meter and seal it.",
            "Needed are:\n• the form, signed by the owner. A copy will do.\n• the fee.",
        ] {
            let start = list.split(' ').next().unwrap();
            let text = format!("{list}\nNothing else is needed for this.");
            assert_eq!(part_from(&text, start), list);
        }
    }

    #[test]
    fn items_of_inner_lists_belong_to_their_item() {
        let text = "Three things count:\n1. The papers:\n(a) the form\n(b) the map\n2. The fee.";
        assert_eq!(part_from(text, "Three"), text);
        assert_eq!(part_from(text, "1."), "1. The papers:\n(a) the form\n(b) the map");
    }

    #[test]
    fn numbered_titles_below_lists_introduce_their_text() {
        let text = "The fees are:\n• 40 dollars for homes\n8. Substations.\nAn offer is made within ninety days.";
        assert_eq!(part_from(text, "The fees"), "The fees are:\n• 40 dollars for homes");
        assert_eq!(part_from(text, "8."), "8. Substations.\nAn offer is made within ninety days.");
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
