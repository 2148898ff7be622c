//! What a question asks of the rows of a table: the counted things, the values that tell rows, and the columns.

use super::{
    COMPARING, Counted, GROUPING, asks_for_count, cell,
    comparison::Comparison,
    found::{Found, LeftOut},
    is_entry, is_number, is_total,
    matching::Matching,
    stems,
};
use crate::{
    Evidence, Question,
    form_words::is_form_word,
    question::Term,
    several::is_plural,
    table_pages::{Row, Table},
    words::words,
};
use sisuiq_documents::row::{cells, column_names, is_figure};
use std::collections::HashSet;

/// A question about the rows of a table.
pub(super) struct Asked<'a> {
    pub(super) question: &'a Question,
    pub(super) names: Vec<String>,
    /// The terms for the things that the rows are about.
    pub(super) things: Vec<&'a Term>,
    /// The column with their names, as the number of cells after it.
    pub(super) label: usize,
    /// The terms that tell some rows from others.
    pub(super) values: Vec<&'a Term>,
    /// The other columns that the question names, as the numbers of cells after them.
    pub(super) columns: Vec<usize>,
    /// True if each other term is in the header or above the table.
    is_understood: bool,
}

impl<'a> Asked<'a> {
    /// `None` if the row states a number itself.
    pub(super) fn of(question: &'a Question, table: &Table<'_>, best: &str) -> Option<Self> {
        let names = column_names(table.header);
        let place_from_end = |place: usize| names.len() - 1 - place;
        let context: HashSet<String> = table.context.iter().flat_map(|text| stems(text)).collect();
        let of_columns: Vec<HashSet<String>> = names.iter().map(|name| stems(name).collect()).collect();
        let all: Vec<&Row<'_>> = table.rows.iter().collect();
        let of_rows: HashSet<String> = all.iter().flat_map(|row| stems(&row.text)).collect();
        let column_of = |term: &Term| of_columns.iter().position(|names| names.contains(&term.stem));
        let terms = question.terms.iter().filter(|term| !term.is_aside && term.weight > 0.0);
        let thing =
            terms.clone().find(|term| is_plural(term) && (column_of(term).is_some() || context.contains(&term.stem)));
        let things: Vec<&Term> = thing.into_iter().collect();
        let is_thing = |term: &Term| things.iter().any(|thing| thing.stem == term.stem);
        let first_is_serial = all.iter().all(|row| cells(&row.text).next().is_some_and(is_figure));
        let default = cells(best).count() - 1 - usize::from(first_is_serial && cells(best).count() > 1);
        let label = thing.and_then(column_of).map_or(default, place_from_end);
        let is_cell =
            |term: &Term| all.iter().flat_map(|row| cells(&row.text)).any(|cell| stems(cell).eq([term.stem.clone()]));
        let is_value = |term: &Term| {
            let is_telling = term.is_name || is_number(&term.stem) || !context.contains(&term.stem) || is_cell(term);
            of_rows.contains(&term.stem) && is_telling && (is_number(&term.stem) || column_of(term).is_none())
        };
        let values: Vec<&Term> = terms.clone().filter(|term| !is_thing(term) && is_value(term)).collect();
        let columns: HashSet<usize> = terms
            .clone()
            .filter(|term| !is_thing(term))
            .filter_map(column_of)
            .map(place_from_end)
            .filter(|place| *place != label)
            .collect();
        let is_known = |term: &Term| {
            is_thing(term)
                || is_value(term)
                || asks_for_count(question.text()) == Some(term.stem.as_str())
                || column_of(term).is_some()
                || context.contains(&term.stem)
        };
        let is_understood = !things.is_empty() && terms.clone().all(is_known);
        let asked =
            Self { question, names, things, label, values, columns: columns.into_iter().collect(), is_understood };
        (!is_total(cell(best, asked.default_label(best))) && !asked.is_of_one_row(&all, best)).then_some(asked)
    }

    fn default_label(&self, row: &str) -> usize {
        self.label.min(cells(row).count().saturating_sub(1))
    }

    /// Returns whether the label of this row alone names the counted thing: `Number of substations | 54`.
    fn is_of_one_row(&self, rows: &[&Row<'_>], best: &str) -> bool {
        let names_thing = |row: &str| {
            let own: HashSet<String> = cells(row).next().into_iter().flat_map(stems).collect();
            let counted = self.question.terms.iter().find(|term| is_plural(term));
            counted.is_some_and(|term| own.contains(&term.stem))
        };
        names_thing(best) && rows.iter().filter(|row| names_thing(&row.text)).count() == 1
    }

    pub(super) fn answer(&self, table: &Table<'_>, best: &Evidence, is_count: bool) -> Counted {
        let rows: Vec<&Row<'_>> = table.rows.iter().filter(|row| is_entry(&row.text, self.label)).collect();
        let texts: Vec<&str> = rows.iter().map(|row| row.text.as_ref()).collect();
        let matching = Matching::of(self, &texts);
        let found: Vec<&Row<'_>> = rows.iter().filter(|row| matching.fits(&row.text)).copied().collect();
        let is_figure_at = |place: usize| is_figure(cell(&best.text, place));
        let is_looked_up = |place: usize| {
            let own: HashSet<String> = stems(cell(&best.text, place)).collect();
            is_figure_at(place) && !self.values.iter().any(|value| own.contains(&value.stem))
        };
        // the cell of one row answers: "how many transformers does Abim have"
        let asks_for_cell = self.columns.iter().any(|place| is_looked_up(*place)) || is_figure_at(self.label);
        let is_of_one = asks_for_cell && found.iter().filter(|row| self.names_whole(&row.text)).count() == 1;
        // one row may be all where others only have its words
        let is_told_apart = texts.iter().any(|row| matching.resembles(row));
        let has_values = |text: &&str| {
            let own: HashSet<String> = stems(text).collect();
            !self.values.is_empty() && self.values.iter().all(|value| own.contains(&value.stem))
        };
        let goes_on = found.iter().any(|row| row.goes_on) || table.others.iter().any(has_values);
        let least = if is_count || is_told_apart || goes_on { 1 } else { 2 };
        let is_doubtful =
            found.len() < least && (self.compares() || self.values.len() > 1 || is_told_apart) || found.len() > 1;
        let is_single = found.len() == 1 && least == 1 && self.is_understood && !asks_for_cell;
        if is_of_one || !(is_doubtful || is_single) || !is_count && (asks_for_cell || self.things.is_empty()) {
            return Counted::Nothing;
        }
        if !is_count && self.values.is_empty() && !self.is_understood && !self.compares() {
            return Counted::Nothing;
        }
        let labels: Vec<&str> = found.iter().map(|row| cell(&row.text, self.label)).collect();
        let is_distinct = labels.iter().collect::<HashSet<_>>().len() == labels.len();
        let is_told = self.is_understood
            && !self.compares()
            && !(is_count && self.has(&GROUPING))
            && is_distinct
            && self.tells_columns(&rows);
        if asks_for_cell || !is_told || !matching.is_certain() || found.len() < least {
            return Counted::Doubtful;
        }
        let found = self.found(table, &rows, found, &matching);
        Counted::Rows(found.claim(best), found.is_read && found.is_certain)
    }

    /// The rows whose number in the column of a comparison satisfies it.
    pub(super) fn compared(&self, comparison: &Comparison, table: &Table<'_>, best: &Evidence) -> Option<Counted> {
        let rows: Vec<&Row<'_>> = table.rows.iter().filter(|row| is_entry(&row.text, self.label)).collect();
        let texts: Vec<&str> = rows.iter().map(|row| row.text.as_ref()).collect();
        let column = self.compared_column(comparison)?;
        let figures: Vec<&str> = texts.iter().map(|row| cell(row, column)).collect();
        let name = self.name(column);
        let above = table.context.iter().copied();
        if !comparison.compares_with(&figures) || !comparison.has_unit(name, &figures, above) {
            return None;
        }
        let matching = Matching::of(self, &texts);
        let satisfies = |row: &&&Row<'_>| matching.fits(&row.text) && comparison.is_satisfied(cell(&row.text, column));
        let found: Vec<&Row<'_>> = rows.iter().filter(satisfies).copied().collect();
        let is_figure_at = |place: usize| texts.iter().any(|row| is_figure(cell(row, place)));
        let is_looked_up = |place: &usize| *place != column && is_figure_at(*place);
        let labels: HashSet<&str> = found.iter().map(|row| cell(&row.text, self.label)).collect();
        let is_told = self.is_understood && !self.compares() && !self.has(&GROUPING) && labels.len() == found.len();
        let asks_for_cell = is_figure_at(self.label) || self.columns.iter().any(is_looked_up);
        if found.is_empty() || !is_told || asks_for_cell || !self.tells_columns(&rows) || !matching.is_certain() {
            return None;
        }
        let found = self.found(table, &rows, found, &matching);
        Some(Counted::Rows(found.claim(best), found.is_read && found.is_certain))
    }

    /// The only column that the question names best, and by the word after the number if that names one.
    fn compared_column(&self, comparison: &Comparison) -> Option<usize> {
        let is_thing = |stem: &str| self.things.iter().any(|thing| thing.stem == stem);
        let named = |place: &usize| -> usize {
            let own: HashSet<String> = stems(self.name(*place)).collect();
            self.question.terms.iter().filter(|term| !is_thing(&term.stem) && own.contains(&term.stem)).count()
        };
        let has_unit = |place: &usize| stems(self.name(*place)).any(|stem| Some(&stem) == comparison.unit.as_ref());
        let of_unit: Vec<usize> = self.columns.iter().copied().filter(has_unit).collect();
        let places = if of_unit.is_empty() { &self.columns } else { &of_unit };
        let most = places.iter().map(&named).max()?;
        // a name that the question repeats may be that of several columns
        let all = (0..self.names.len()).filter(|place| *place != self.label && named(place) >= most);
        let mut best = all.filter(|place| of_unit.is_empty() || has_unit(place));
        let column = best.next()?;
        best.next().is_none().then_some(column)
    }

    /// The name of the column with this number of columns after it.
    pub(super) fn name(&self, place: usize) -> &str {
        self.names.len().checked_sub(place + 1).and_then(|at| self.names.get(at)).map_or("", String::as_str)
    }

    fn found<'r>(
        &self,
        table: &Table<'_>,
        rows: &[&'r Row<'r>],
        found: Vec<&'r Row<'r>>,
        matching: &Matching<'_>,
    ) -> Found<'r> {
        let lacks = |row: &&&Row<'_>| self.columns.iter().any(|place| cell(&row.text, *place).is_empty());
        let has_gaps =
            table.rows.iter().any(|row| cell(&row.text, self.label).is_empty()) || rows.iter().any(|row| lacks(&row));
        let left_out = rows.iter().filter_map(|row| Some((*row, matching.left_out(&row.text)?)));
        let left_out =
            left_out.map(|(row, cell_text)| LeftOut { row, label: cell(&row.text, self.label), cell: cell_text });
        Found {
            labels: found.iter().map(|row| cell(&row.text, self.label)).collect(),
            rows: found,
            left_out: left_out.collect(),
            is_read: table.is_whole && !has_gaps,
            is_certain: !rows.iter().any(|row| matching.may_mean_it(&row.text)),
        }
    }

    /// Returns whether each number of the question stands in one column only, if the question names none.
    fn tells_columns(&self, rows: &[&Row<'_>]) -> bool {
        self.values.iter().filter(|value| is_number(&value.stem) && self.columns.is_empty()).all(|value| {
            let places = (0..self.names.len().saturating_add(1))
                .filter(|place| rows.iter().any(|row| stems(cell(&row.text, *place)).any(|stem| stem == value.stem)));
            places.count() < 2
        })
    }

    fn compares(&self) -> bool {
        self.has(&COMPARING)
    }

    /// Returns whether the question has one of these words.
    fn has(&self, any: &[&str]) -> bool {
        words(self.question.text()).any(|word| any.contains(&word.surface.to_lowercase().as_str()))
    }

    /// Returns whether the question has all words of a row's label, as "North" but not "North East".
    fn names_whole(&self, row: &str) -> bool {
        let label = cells(row).find(|cell| !is_figure(cell)).unwrap_or_default();
        let is_asked = |stem: String| self.question.terms.iter().any(|term| term.stem == stem);
        words(label).filter(|word| !is_form_word(&word.surface.to_lowercase())).all(|word| is_asked(word.stem))
    }
}
