use super::{heading_at, headings};
use crate::page::{Page, Span};
use crate::row::{self, cells, fits, is_figure};
use crate::units::{Unit, UnitKind, units};

/// The most running headers or footers between the rows of a table on two pages.
const MOST_RUNNING: usize = 2;
/// The most words of a running header or footer, or of a label between rows.
const MOST_WORDS: usize = 12;
/// The most characters of the caption and header of a table.
const LONGEST_TABLE: usize = 300;
/// The longest distance between a row and the header or caption of its table, in units.
const HEADER_DISTANCE: usize = 60;
/// The first words of captions.
const CAPTIONS: [&str; 3] = ["Table ", "Graph ", "Figure "];

/// The heading and the table that continue on the next page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// The heading in force at the end of the page.
    pub heading: Option<String>,
    /// The caption and header, a line each, of the table with whose rows the page ends.
    pub table: Option<String>,
}

impl Carried {
    /// The context at the end of a page that follows this one.
    #[must_use]
    pub fn after(&self, page: &Page) -> Self {
        let units = units(&page.text);
        let own = heading_at(page, &headings(page, &units), usize::MAX).map(str::to_owned);
        Self { heading: own.or_else(|| self.heading.clone()), table: self.table_after(page, &units) }
    }

    /// The rows at the start of a page that continue the table and have no header of their own.
    pub(super) fn continued_rows(&self, page: &Page, units: &[Unit]) -> Option<Span> {
        let header = self.table.as_deref()?.lines().next_back()?;
        let rows = Rows { page, units };
        let first = units.iter().take(MOST_RUNNING + 1).position(|unit| unit.kind == UnitKind::Row)?;
        let leads = (0..first).all(|place| rows.is_label(place));
        let fit = |place: &usize| rows.has_figures(*place) && fits(header, rows.text(*place));
        let body = (first..units.len()).take_while(|place| fit(place) || rows.is_label(*place));
        let last = body.filter(fit).last()?;
        let span = Span { start: units.get(first)?.start, end: units.get(last)?.end };
        (leads && fit(&first)).then_some(span)
    }

    fn table_after(&self, page: &Page, units: &[Unit]) -> Option<String> {
        let rows = Rows { page, units };
        let end = units.len().saturating_sub(MOST_RUNNING + 1);
        let is_last = |place: &usize| {
            let mut below = *place + 1..units.len();
            rows.has_figures(*place) && below.all(|place| rows.is_row(place) || rows.is_label(place))
        };
        let mut last = (end..units.len()).rev().filter(is_last);
        if let Some(header) = last.clone().find_map(|place| rows.header(place)) {
            return rows.table(header);
        }
        let continued = self.continued_rows(page, units)?;
        let goes_on = last.any(|place| units.get(place).is_some_and(|unit| unit.end <= continued.end));
        self.table.clone().filter(|_| goes_on)
    }
}

/// The units of a page, seen as lines of tables.
#[derive(Clone, Copy)]
struct Rows<'a> {
    page: &'a Page,
    units: &'a [Unit],
}

impl Rows<'_> {
    fn text(&self, place: usize) -> &str {
        self.units.get(place).and_then(|unit| unit.span().of(&self.page.text)).unwrap_or_default()
    }

    fn is_row(&self, place: usize) -> bool {
        self.units.get(place).is_some_and(|unit| unit.kind == UnitKind::Row)
    }

    /// Returns whether a row has a label and figures.
    fn has_figures(&self, place: usize) -> bool {
        self.is_row(place) && cells(self.text(place)).skip(1).any(is_figure)
    }

    /// Returns whether a line is short: a label between rows, a running header or footer.
    fn is_label(&self, place: usize) -> bool {
        let text = self.text(place);
        !self.is_row(place) && !text.ends_with('.') && text.split_whitespace().count() <= MOST_WORDS
    }

    fn row(&self, place: usize) -> Option<&str> {
        self.is_row(place).then(|| self.text(place))
    }

    /// The row that names the columns of another, with only rows and labels between.
    fn header(&self, place: usize) -> Option<usize> {
        let header = row::header(place, HEADER_DISTANCE, &|at| self.row(at), |at| self.is_label(at))?;
        header.is_certain.then_some(header.place)
    }

    /// The caption of a table and its header with the names over several columns.
    fn table(&self, header: usize) -> Option<String> {
        let first = row::spanning(header, &|at| self.row(at));
        let is_caption = |at: &usize| CAPTIONS.iter().any(|start| self.text(*at).starts_with(start));
        let caption = (0..first).rev().take(MOST_RUNNING + 1).find(is_caption);
        let lines: Vec<&str> = caption.into_iter().chain(first..=header).map(|at| self.text(at)).collect();
        let table = lines.join("\n");
        (table.chars().count() <= LONGEST_TABLE).then_some(table)
    }
}
