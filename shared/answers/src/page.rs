//! A retrieved page, cut into parts that can answer: sentences, rows with the header of their table, labels with what they
//! introduce.

use crate::terms::{Held, TermIndex};
use sisuiq_documents::{Span, Unit, UnitKind, units};
use std::collections::{HashMap, HashSet};

/// How far above a row the header or caption of its table may stand, in units.
const HEADER_DISTANCE: usize = 24;
/// The most units that a label or an introduction is taken to introduce.
const MOST_INTRODUCED: usize = 12;
/// The most short lines that are taken for a list.
const MOST_SHORT_ITEMS: usize = 8;
/// A line of so few words is a label or an item of a list.
const SHORT_LINE: usize = 5;
/// A line that stands at the top or bottom of so many pages belongs to none of them.
const RUNNING: usize = 3;
/// The share of a page's lines that are bare numbers, from which on it is a table of contents or the like.
const BARE_NUMBERS: f64 = 0.35;

/// A page and what is known of its units.
#[derive(Debug)]
pub(crate) struct PageParts<'a> {
    text: &'a str,
    places: Places,
    units: Vec<Unit>,
    texts: Vec<&'a str>,
    /// Which units are short lines.
    short: Vec<bool>,
    /// The question's terms that each unit holds.
    held: Vec<Held>,
    is_contents: bool,
}

/// A unit with what belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// What would be quoted.
    pub(crate) span: Span,
    /// The page's text there.
    pub(crate) text: &'a str,
    /// The kind of its first unit.
    pub(crate) kind: UnitKind,
    /// Whether it is a label or an introduction together with what follows.
    pub(crate) introduces: bool,
    /// The header of its table.
    pub(crate) header: Option<Span>,
    /// The question's terms that it holds.
    pub(crate) own: Held,
    /// Those that the header and caption of its table hold.
    pub(crate) columns: Held,
    /// Header and caption of its table.
    pub(crate) column_texts: Vec<&'a str>,
    /// The terms that the heading above it holds.
    pub(crate) heading: Held,
}

impl<'a> PageParts<'a> {
    /// `running` are the lines that stand at the top or bottom of many pages; they say nothing about this one.
    pub(crate) fn new<'b>(text: &'a str, running: impl IntoIterator<Item = &'b String>, terms: &TermIndex<'_>) -> Self {
        let running: Vec<&str> = running.into_iter().map(String::as_str).collect();
        let places = Places::of(text);
        let all = units(text).into_iter().filter_map(|unit| Some((unit, places.slice(text, unit.span())?)));
        let (units, texts): (Vec<Unit>, Vec<&str>) =
            all.filter(|(_, line)| !running.iter().any(|running| letters(line).eq(running.chars()))).unzip();
        let is_contents = is_contents(text, &texts);
        let held = texts.iter().map(|text| terms.held_by(text)).collect();
        let short = texts.iter().map(|text| is_short(text)).collect();
        Self { text, places, units, texts, short, held, is_contents }
    }

    /// Whether the page lists other pages.
    pub(crate) const fn is_contents(&self) -> bool {
        self.is_contents
    }

    /// The parts whose first unit lies in the passage.
    pub(crate) fn parts(&self, passage: Span) -> Vec<Part<'a>> {
        let inside = |unit: &Unit| unit.start >= passage.start && unit.end <= passage.end;
        let places = (0..).zip(&self.units).filter(|(_, unit)| inside(unit));
        places.filter_map(|(at, unit)| self.part(at, *unit)).collect()
    }

    fn part(&self, at: usize, unit: Unit) -> Option<Part<'a>> {
        let introduced = self.introduced(at, unit);
        let end = self.units.get(at + introduced).map_or(unit.end, |last| last.end);
        let span = Span { start: unit.start, end };
        let header = self.header(at, unit);
        let columns = [header, self.caption(at, unit)];
        let heading = self.above(at).find(|(_, other)| other.kind == UnitKind::Heading).map(|(place, _)| place);
        Some(Part {
            span,
            text: self.places.slice(self.text, span)?,
            kind: unit.kind,
            introduces: introduced > 0,
            header: header.and_then(|place| self.units.get(place)).map(|unit| unit.span()),
            own: self.held_by(at..=at + introduced),
            columns: self.held_by(columns.into_iter().flatten()),
            column_texts: columns.into_iter().flatten().map(|place| self.text_of(place)).collect(),
            heading: self.held_by(heading),
        })
    }

    /// Whether any unit of the page holds the term at this place of the question.
    pub(crate) fn mentions(&self, term: usize) -> bool {
        self.held.iter().any(|held| held.contains(term))
    }

    /// What these units hold together.
    fn held_by(&self, places: impl IntoIterator<Item = usize>) -> Held {
        let mut together = Held::default();
        for held in places.into_iter().filter_map(|place| self.held.get(place)) {
            together.add(held);
        }
        together
    }

    fn text_of(&self, at: usize) -> &'a str {
        self.texts.get(at).copied().unwrap_or_default()
    }

    fn above(&self, at: usize) -> impl Iterator<Item = (usize, &Unit)> {
        self.units.iter().enumerate().take(at).rev()
    }

    /// How many of the units that follow belong to a label, a heading or an introduction.
    fn introduced(&self, at: usize, unit: Unit) -> usize {
        if unit.kind == UnitKind::Row || !self.is_label(at, unit) {
            return 0;
        }
        let following = self.units.iter().enumerate().skip(at + 1).take(MOST_INTRODUCED);
        let Some((first, next)) = following.clone().next() else { return 0 };
        match next.kind {
            UnitKind::Bullet => following.take_while(|(_, unit)| unit.kind == UnitKind::Bullet).count(),
            UnitKind::Row => 0,
            _ if is_caption(self.text_of(first)) => 0,
            _ if self.is_short(first) && self.text_of(first).ends_with(':') => following.count().min(2),
            _ if self.is_short(first) => {
                let items = following.take(MOST_SHORT_ITEMS);
                items.take_while(|(place, unit)| unit.kind != UnitKind::Row && self.is_short(*place)).count()
            }
            _ => 1,
        }
    }

    /// A heading, an introduction, or a short line that does not go on a list of such lines.
    fn is_label(&self, at: usize, unit: Unit) -> bool {
        let starts_list = self.is_short(at) && at.checked_sub(1).is_none_or(|before| !self.is_short(before));
        unit.kind == UnitKind::Heading || self.text_of(at).ends_with([':', ';']) || starts_list
    }

    fn is_short(&self, at: usize) -> bool {
        self.short.get(at).copied().unwrap_or_default()
    }

    /// The row that names the columns of a row: for figures the nearest row above with names or years in as many cells, for
    /// words the row right above.
    fn header(&self, at: usize, unit: Unit) -> Option<usize> {
        if unit.kind != UnitKind::Row {
            return None;
        }
        let own = cells(self.text_of(at)).count();
        let mut rows = self.above(at).take(HEADER_DISTANCE).filter(|(_, other)| other.kind == UnitKind::Row);
        if !self.text_of(at).chars().any(|letter| letter.is_ascii_digit()) {
            return rows.next().map(|(place, _)| place).filter(|place| place + 1 == at);
        }
        let fits = |place: usize| {
            let count = cells(self.text_of(place)).count();
            (count == own || count + 1 == own) && names_columns(self.text_of(place))
        };
        rows.find(|(place, _)| fits(*place)).map(|(place, _)| place)
    }

    /// The caption of a row's table.
    fn caption(&self, at: usize, unit: Unit) -> Option<usize> {
        if unit.kind != UnitKind::Row {
            return None;
        }
        self.above(at).take(HEADER_DISTANCE).find(|(place, _)| is_caption(self.text_of(*place))).map(|(place, _)| place)
    }
}

/// Where each character of a text begins, in bytes; nothing where that is its number.
#[derive(Debug)]
struct Places(Option<Vec<usize>>);

impl Places {
    fn of(text: &str) -> Self {
        let counted = || text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self((!text.is_ascii()).then(counted))
    }

    /// The part of the text that lies at `span`.
    fn slice<'a>(&self, text: &'a str, span: Span) -> Option<&'a str> {
        match &self.0 {
            None => text.get(span.start..span.end),
            Some(bytes) => text.get(*bytes.get(span.start)?..*bytes.get(span.end)?),
        }
    }
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().nth(SHORT_LINE).is_none() && !text.ends_with('.')
}

/// Lines that stand first or last on at least three of the pages, page numbers aside.
pub(crate) fn running_lines<'a>(pages: impl Iterator<Item = &'a str>) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages {
        let ends = [page.lines().next(), page.lines().next_back()].into_iter().flatten();
        let ends: HashSet<String> = ends.map(|line| letters(line).collect()).collect();
        for line in ends {
            *counts.entry(line).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(line, count)| !line.is_empty() && *count >= RUNNING).map(|(line, _)| line).collect()
}

/// A line without its numbers.
fn letters(line: &str) -> impl Iterator<Item = char> {
    line.chars().filter(|letter| letter.is_alphabetic())
}

/// The cells of a row.
pub(crate) fn cells(row: &str) -> impl Iterator<Item = &str> + Clone {
    row.split(" | ").map(str::trim)
}

/// `Table 7: …`, `Graph 2: …`, `Figure 1: …`.
pub(crate) fn is_caption(text: &str) -> bool {
    ["Table ", "Graph ", "Figure "].iter().any(|start| text.starts_with(start)) && text.split_whitespace().count() <= 30
}

/// Years or words, and not a single other figure.
fn names_columns(row: &str) -> bool {
    cells(row).count() > 1 && cells(row).all(|cell| !is_figure(cell))
}

/// A number that is no year and no span of years.
pub(crate) fn is_figure(cell: &str) -> bool {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let is_number = !digits.is_empty() && cell.chars().all(|letter| !letter.is_alphabetic() || letter == '%');
    let has_year =
        digits.len() >= 4 && (digits.starts_with("19") || digits.starts_with("20")) && !cell.contains([',', '.', '%']);
    is_number && !has_year
}

/// A page that says so in its first lines, or most of whose lines are bare numbers.
fn is_contents(text: &str, lines: &[&str]) -> bool {
    let titles = ["contents", "table of contents", "list of tables", "list of figures", "list of graphs"];
    let is_titled = lines.iter().take(4).any(|line| titles.contains(&line.trim().to_lowercase().as_str()));
    let bare = text
        .lines()
        .filter(|line| !line.is_empty() && line.chars().all(|letter| letter.is_ascii_digit() || letter == '.'))
        .count();
    #[expect(clippy::cast_precision_loss, reason = "counts of lines on a page")]
    let share = bare as f64 / text.lines().count().max(1) as f64;
    is_titled || (share > BARE_NUMBERS && bare > 15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Question;

    const TABLE: &str = "Table 1: Projections\nDescription | 2018/19 (Baseline) | 2019/20\nThe plan is reviewed every year.\n\
                         No. of substations | 25 | 28\nTotal | 3,000.5 | 3,969.7";

    fn page<'a>(text: &'a str, running: &HashSet<String>) -> PageParts<'a> {
        PageParts::new(text, running, &TermIndex::new(&Question::new("2019 projections of substations")))
    }

    fn parts_of(text: &str) -> Vec<Part<'_>> {
        page(text, &HashSet::new()).parts(Span { start: 0, end: text.chars().count() })
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
    fn a_label_is_quoted_with_what_it_introduces() {
        let text = "4.1. Vision:\nA grid for everyone in the region.\nOther matters follow here in many more words.";
        let parts = parts_of(text);
        assert_eq!(parts[0].span.of(text).unwrap(), "4.1. Vision:\nA grid for everyone in the region.");
    }

    #[test]
    fn a_list_is_quoted_whole() {
        let text = "Core values\nIntegrity\nTeamwork\nSafety\nThe values guide everything that the company does.";
        assert_eq!(parts_of(text)[0].span.of(text).unwrap(), "Core values\nIntegrity\nTeamwork\nSafety");
    }

    #[test]
    fn a_line_on_top_of_many_pages_is_no_part_of_any() {
        let pages = [
            "Annual report | 1\n2014 | 2015\nText of one.\n7",
            "Annual report | 2\nOther.\n8",
            "Annual report | 3\nMore.\n9",
        ];
        let running = running_lines(pages.into_iter());
        let parts = page(pages[0], &running).parts(Span { start: 0, end: pages[0].chars().count() });
        let quoted: Vec<&str> = parts.iter().map(|part| part.text).collect();
        assert_eq!(quoted, ["2014 | 2015", "Text of one.", "7"]);
    }

    #[test]
    fn a_table_of_contents_is_recognised() {
        let listed = (1..40).map(|page| format!("Chapter title\n{page}")).collect::<Vec<_>>().join("\n");
        assert!(page(&listed, &HashSet::new()).is_contents());
        assert!(page("Contents\nVision:\nviii", &HashSet::new()).is_contents());
        assert!(!page(TABLE, &HashSet::new()).is_contents());
    }
}
