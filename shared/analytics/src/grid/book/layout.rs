//! Hidden rows and columns and merged cells of a sheet, which the reader of cells does not report.

use crate::TableError;
use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
};
use std::io::{BufReader, Read, Seek};
use zip::ZipArchive;

/// The most merged cells and hidden ranges of a sheet.
const MOST: usize = 200_000;

/// The layout of a sheet; rows count from 1, columns from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    hidden_rows: Vec<(u64, u64)>,
    hidden_columns: Vec<(usize, usize)>,
    /// Merged cells of several rows, by their first row.
    pub(super) merges: Vec<Merge>,
    /// Cells with a formula whose value is not stored; they look empty to the reader of cells.
    pub(super) uncomputed: Vec<(u64, usize)>,
}

/// The cell that is being read.
#[derive(Default)]
struct Open {
    place: Option<(usize, u64)>,
    has_formula: bool,
    is_in_formula: bool,
    /// It has a value, or one that may be an empty text.
    has_value: bool,
}

/// A cell that is merged over several rows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Merge {
    pub(super) first_row: u64,
    pub(super) last_row: u64,
    pub(super) column: usize,
}

impl Layout {
    pub(super) fn of(file: &mut (impl Read + Seek), path: &str) -> Result<Self, TableError> {
        let mut layout = Self::default();
        let (mut row, mut open) = (0, Open::default());
        each_event(file, path, |event| {
            match event {
                Event::Start(start) | Event::Empty(start) => layout.take(start, &mut row),
                _ => {}
            }
            if let Some((column, line)) = open.take(event).filter(|_| layout.uncomputed.len() < MOST) {
                layout.uncomputed.push((line, column));
            }
        })?;
        layout.merges.sort_by_key(|merge| merge.first_row);
        Ok(layout)
    }

    fn take(&mut self, start: &BytesStart<'_>, row: &mut u64) {
        match start.local_name().as_ref() {
            "row" => {
                *row = attribute(start, "r").and_then(|line| line.parse().ok()).unwrap_or(*row + 1);
                if is_hidden(start) {
                    self.hide_row(*row);
                }
            }
            "col" if is_hidden(start) => {
                let place = |name| attribute(start, name).and_then(|number| number.parse::<usize>().ok());
                let range = place("min").zip(place("max"));
                self.hidden_columns
                    .extend(range.map(|(first, last)| (first.saturating_sub(1), last.saturating_sub(1))));
            }
            "mergeCell" if self.merges.len() < MOST => {
                self.merges.extend(attribute(start, "ref").as_deref().and_then(merge));
            }
            _ => {}
        }
    }

    pub(super) fn hides_row(&self, line: u64) -> bool {
        let after = self.hidden_rows.partition_point(|(_, last)| *last < line);
        self.hidden_rows.get(after).is_some_and(|(first, _)| *first <= line)
    }

    pub(super) fn hides_column(&self, place: usize) -> bool {
        self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&place))
    }

    fn hide_row(&mut self, line: u64) {
        let is_full = self.hidden_rows.len() >= MOST;
        match self.hidden_rows.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ if is_full => {}
            _ => self.hidden_rows.push((line, line)),
        }
    }
}

impl Open {
    /// Takes in a part of the file; the place of a cell that ends with a formula and without a value.
    fn take(&mut self, event: &Event<'_>) -> Option<(usize, u64)> {
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "c" => {
                    let place = attribute(start, "r").as_deref().and_then(place);
                    let has_value = attribute(start, "t").is_some_and(|kind| kind == "str");
                    *self = Self { place, has_value, ..Self::default() };
                }
                "f" => {
                    self.has_formula = true;
                    self.is_in_formula = matches!(event, Event::Start(_));
                }
                _ => {}
            },
            Event::Text(text) => self.has_value |= !self.is_in_formula && !text.trim_ascii().is_empty(),
            Event::End(end) => match end.local_name().as_ref() {
                "f" => self.is_in_formula = false,
                "c" => {
                    let cell = std::mem::take(self);
                    return cell.place.filter(|_| cell.has_formula && !cell.has_value);
                }
                _ => {}
            },
            _ => {}
        }
        None
    }
}

/// The names of all sheets and the paths of their files.
pub(super) fn paths(file: &mut (impl Read + Seek)) -> Result<Vec<(String, String)>, TableError> {
    let mut targets: Vec<(String, String)> = Vec::new();
    each_start(file, "xl/_rels/workbook.xml.rels", |start| {
        if start.local_name().as_ref() == "Relationship" {
            targets.extend(attribute(start, "Id").zip(attribute(start, "Target")));
        }
    })?;
    let mut paths = Vec::new();
    each_start(file, "xl/workbook.xml", |start| {
        if start.local_name().as_ref() != "sheet" {
            return;
        }
        let target = attribute(start, "id").and_then(|id| targets.iter().find(|(known, _)| *known == id));
        let path = target.map(|(_, target)| match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        });
        paths.extend(attribute(start, "name").zip(path));
    })?;
    Ok(paths)
}

/// Hands each element of a file to `take`; a file that is not there has none.
fn each_start(
    file: &mut (impl Read + Seek),
    path: &str,
    mut take: impl FnMut(&BytesStart<'_>),
) -> Result<(), TableError> {
    each_event(file, path, |event| {
        if let Event::Start(start) | Event::Empty(start) = event {
            take(start);
        }
    })
}

/// Hands each part of a file to `take`; a file that is not there has none.
fn each_event(file: &mut (impl Read + Seek), path: &str, mut take: impl FnMut(&Event<'_>)) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(file).map_err(|_| TableError::Damaged)?;
    let place = (0..archive.len()).find(|place| {
        archive.name_for_index(*place).is_some_and(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case(path)))
    });
    let Some(place) = place else { return Ok(()) };
    let entry = archive.by_index(place).map_err(|_| TableError::Damaged)?;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(entry));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| TableError::Damaged)? {
            Event::Eof => return Ok(()),
            event => take(&event),
        }
        buffer.clear();
    }
}

/// The value of an attribute by its name without a prefix.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "hidden").is_some_and(|value| value == "1" || value == "true")
}

/// A reference such as `B3:B5`, if it has several rows.
fn merge(reference: &str) -> Option<Merge> {
    let (first, last) = reference.split_once(':')?;
    let ((column, first_row), (_, last_row)) = (place(first)?, place(last)?);
    (last_row > first_row).then_some(Merge { first_row, last_row, column })
}

fn place(reference: &str) -> Option<(usize, u64)> {
    let plain = reference.replace('$', "");
    let digits = plain.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = plain.split_at_checked(digits)?;
    let column = letters.bytes().try_fold(0_usize, |column, letter| {
        let number = usize::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        (number < 26 && column < 100_000).then_some(column * 26 + number + 1)
    })?;
    Some((column.checked_sub(1)?, row.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        assert_eq!(merge("B3:B5"), Some(Merge { first_row: 3, last_row: 5, column: 1 }));
        assert_eq!(merge("$AA$3:$AB$4"), Some(Merge { first_row: 3, last_row: 4, column: 26 }));
        for reference in ["A1:E1", "A1", "", "1:2", "A:B", "é1:é2"] {
            assert_eq!(merge(reference), None, "{reference}");
        }
    }

    #[test]
    fn formulas_need_a_value() {
        let of = |cell: &str| {
            let mut reader = quick_xml::Reader::from_str(cell);
            let (mut open, mut found) = (Open::default(), None);
            loop {
                match reader.read_event().unwrap() {
                    Event::Eof => return found,
                    event => found = found.or(open.take(&event)),
                }
            }
        };
        for cell in ["<c r=\"B3\"><f>A1</f></c>", "<c r=\"B3\"><f>A1</f><v></v></c>", "<c r=\"B3\"><f/><v> </v></c>"] {
            assert_eq!(of(cell), Some((1, 3)), "{cell}");
        }
        for cell in [
            "<c r=\"B3\"><f>A1</f><v>0</v></c>",
            "<c r=\"B3\" t=\"str\"><f>A1&amp;A2</f><v></v></c>",
            "<c r=\"B3\" t=\"inlineStr\"><is><t>a</t></is></c>",
            "<c r=\"B3\"/>",
            "<c r=\"B3\"><v/></c>",
        ] {
            assert_eq!(of(cell), None, "{cell}");
        }
    }

    #[test]
    fn hidden_ranges_are_joined() {
        let mut layout = Layout::default();
        for line in [2, 3, 7] {
            layout.hide_row(line);
        }
        assert_eq!(layout.hidden_rows, [(2, 3), (7, 7)]);
        assert!([2, 3, 7].iter().all(|line| layout.hides_row(*line)) && !layout.hides_row(4));
    }
}
