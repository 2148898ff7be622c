//! The cells of a table, row by row, for libraries that store tables.
//!
//! A table is read once. The caller keeps the different values of each column, shows them to [`Forms`] and reads them in the
//! column's [`ColumnNotation`], so that a notation needs no second pass over the file.

use crate::{
    Kind, Limits, Mapping, TableError,
    cell::{Cell, Marks, printable, zone::Zone},
    columns::evidence::{Notation, Seen, notations},
    faults::{Fault, Faults},
    grid::{Raw, Row, Table},
    mapping::DecimalMark,
    outages::totals::label,
    profile::Profile,
    remarks::Remarks,
    shapes::Shapes,
    sieve::{Known, Sieve, Verdict},
    snapshot::context,
};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{borrow::Cow, fs::File};

/// A cell as it stands in its file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    /// Nothing, or white space.
    Missing,
    /// A text that is still to be read.
    Text(&'a str),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook.
    Moment(DateTime),
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue<'a> {
    /// Nothing, or white space.
    Missing,
    /// A number.
    Number(f64),
    /// A date.
    Moment {
        /// In the zone of the cell.
        civil: DateTime,
        /// The cell has a time of day.
        has_time: bool,
        /// The zone of the cell.
        zone: FieldZone,
    },
    /// Any other text, in normalisation form C and without control characters.
    Text(Cow<'a, str>),
}

/// The zone of a time. Zones are equal if they are the same or have the same offset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldZone(Zone);

impl FieldZone {
    /// As it is written in ISO 8601; empty if the cell has none.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.suffix()
    }
}

/// The forms of a column's values: the evidence for its notation.
#[derive(Clone, Debug, Default)]
pub struct Forms(Seen);

/// A column's notation of numbers and dates.
#[derive(Clone, Copy, Debug, Default)]
pub struct ColumnNotation(Notation);

/// How a table was read.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Account {
    /// The encoding, separator or sheet, the header and the notations, in the form of the member `reading` of a snapshot.
    pub reading: Value,
    /// The rows that are left out, by reason.
    pub left_out: Value,
    /// Remarks for the user, in English.
    pub remarks: Vec<String>,
}

/// A table that is open for reading.
pub struct TableStream {
    table: Table,
    mapping: Mapping,
    faults: Faults,
    shapes: Shapes,
    has_rows: bool,
}

impl<'a> Field<'a> {
    fn raw(self) -> Raw<'a> {
        match self {
            Self::Missing => Raw::Empty,
            Self::Text(text) => Raw::Text(Cow::Borrowed(text)),
            Self::Number(number) => Raw::Number(number),
            Self::Moment(moment) => Raw::Moment(moment),
        }
    }

    /// As a text: that of the cell without surrounding spaces, or the canonical one of a number or date.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => printable(text),
            other => Cow::Owned(other.raw().read(crate::cell::Style::default()).text().into_owned()),
        }
    }

    /// Returns whether the cell is labelled as a total of other rows, in one of several languages.
    #[must_use]
    pub fn is_total_label(self) -> bool {
        matches!(self, Self::Text(text) if label(text).is_some())
    }
}

impl<'a> From<&'a Raw<'_>> for Field<'a> {
    fn from(raw: &'a Raw<'_>) -> Self {
        match raw {
            Raw::Empty => Self::Missing,
            Raw::Text(text) if text.trim().is_empty() => Self::Missing,
            Raw::Text(text) => Self::Text(text),
            Raw::Number(number) => Self::Number(*number),
            Raw::Moment(moment) => Self::Moment(*moment),
        }
    }
}

impl Forms {
    /// Takes in a value. One that occurs often may be shown once.
    pub fn look(&mut self, field: Field<'_>) {
        self.0.look(&field.raw());
    }
}

impl ColumnNotation {
    /// Reads a cell.
    #[must_use]
    pub fn read<'a>(&self, field: Field<'a>) -> FieldValue<'a> {
        let cell = match field {
            Field::Text(text) => Cell::parse(text, self.0.style),
            other => other.raw().read(self.0.style).into_owned(),
        };
        match cell {
            Cell::Empty => FieldValue::Missing,
            Cell::Number(number) => FieldValue::Number(number),
            Cell::Date(moment) => {
                FieldValue::Moment { civil: moment.civil, has_time: moment.has_time, zone: FieldZone(moment.zone) }
            }
            Cell::Month(month) => FieldValue::Text(Cow::Owned(month.to_string())),
            Cell::Text(text) => FieldValue::Text(text),
        }
    }

    /// The decimal mark of the column's numbers.
    #[must_use]
    pub const fn decimal_mark(&self) -> char {
        match self.0.style.marks {
            Marks::Decimal(DecimalMark::Comma) => ',',
            _ => '.',
        }
    }
}

impl TableStream {
    /// Checks the size and form of the file and finds the header.
    pub fn open(file: File, kind: Kind, limits: Limits, mapping: Mapping) -> Result<Self, TableError> {
        let table = Table::open(file, kind, limits, &mapping)?;
        let shapes = Shapes::of(&table.header);
        Ok(Self { table, mapping, faults: Faults::default(), shapes, has_rows: false })
    }

    /// Hands the line and the cells of each row below the header to `take`, in one pass over the file. Empty rows, comments, repetitions
    /// of the header, hidden rows and notes below the table are left out.
    pub fn read(
        &mut self,
        mut take: impl FnMut(u64, &[Field<'_>]) -> Result<(), TableError>,
    ) -> Result<(), TableError> {
        let header = std::mem::take(&mut self.table.header);
        self.table.header.last_line = header.last_line;
        let (mut sieve, is_of_outages) = (Sieve::new(&self.table), header.roles() > 1);
        let (faults, shapes) = (&mut self.faults, &mut self.shapes);
        let has_rows = std::cell::Cell::new(false);
        let mut give = |row: &Row<'_>, fields: &mut Vec<Field<'static>>| -> Result<(), TableError> {
            shapes.look(row, &header);
            has_rows.set(true);
            let mut own: Vec<Field<'_>> = std::mem::take(fields);
            own.extend(row.cells.iter().map(Field::from));
            let taken = take(row.line, &own);
            *fields = emptied(own);
            taken
        };
        let mut fields = Vec::new();
        self.table.rows(|row| {
            let known = Known { header: &header, notations: &[], has_rows: has_rows.get(), is_of_outages };
            if sieve.judge(row, known, faults, || false) == Verdict::Row {
                for waiting in sieve.take_pending() {
                    give(&waiting, &mut fields)?;
                }
                give(row, &mut fields)?;
            }
            Ok(())
        })?;
        let is_of_notes = !has_rows.get();
        for note in sieve.take_pending() {
            // a table of such rows only
            if is_of_notes {
                give(&note, &mut fields)?;
            } else {
                faults.add(Fault::Note, note.line);
            }
        }
        self.has_rows = has_rows.get();
        self.faults.add_all(Fault::Hidden, &self.table.gone.rows);
        self.table.header = header;
        match self.faults.count(Fault::QuotedLine) {
            _ if self.has_rows => Ok(()),
            0 => Err(TableError::NoRows),
            _ => Err(TableError::QuotedLines),
        }
    }

    /// The names of the columns, all different. A column without a name is named by its number.
    #[must_use]
    pub fn names(&self, width: usize) -> Vec<String> {
        let mut shown = self.table.header.shown();
        shown.resize(shown.len().max(width), String::new());
        Profile::new(&shown).names()
    }

    /// The notation of each column. One without evidence uses the notation of the others, if they agree.
    pub fn notations(&self, forms: &[Forms]) -> Result<Vec<ColumnNotation>, TableError> {
        let seen: Vec<Seen> = forms.iter().map(|forms| forms.0.clone()).collect();
        let found = notations(&seen, &context(&self.table, seen.len(), &self.mapping)?);
        Ok(found.into_iter().map(ColumnNotation).collect())
    }

    /// How the table was read. `totals` are the lines of rows that the caller found to be totals of other rows.
    #[must_use]
    pub fn account(&self, forms: &[Forms], notations: &[ColumnNotation], totals: &[u64]) -> Account {
        let seen: Vec<Seen> = forms.iter().map(|forms| forms.0.clone()).collect();
        let notations: Vec<Notation> = notations.iter().map(|notation| notation.0).collect();
        let names = self.names(seen.len());
        let mut faults = self.faults.clone();
        for line in totals {
            faults.add(Fault::Total, *line);
        }
        let remarks =
            Remarks { table: &self.table, seen: &seen, notations: &notations, names: &names, shapes: &self.shapes };
        let mut told = remarks.all();
        told.extend(remarks.of_longer_rows());
        told.retain(|remark| !remark.is_empty());
        Account { reading: remarks.reading(&self.mapping, json!({})), left_out: faults.payload(), remarks: told }
    }
}

/// The list without its fields, so that its memory can be used for those of another row.
fn emptied(mut fields: Vec<Field<'_>>) -> Vec<Field<'static>> {
    fields.clear();
    // collecting in place reuses the memory of the list
    fields.into_iter().map(|_| Field::Missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Seek, Write};

    fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>, Account) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        let mut stream = TableStream::open(file, Kind::Csv, Limits::default(), Mapping::default()).unwrap();
        let (mut rows, mut forms): (Vec<Vec<String>>, Vec<Forms>) = (Vec::new(), Vec::new());
        stream
            .read(|_, fields| {
                forms.resize_with(forms.len().max(fields.len()), Forms::default);
                forms.iter_mut().zip(fields).for_each(|(forms, field)| forms.look(*field));
                rows.push(fields.iter().map(|field| field.text().into_owned()).collect());
                Ok(())
            })
            .unwrap();
        let notations = stream.notations(&forms).unwrap();
        let account = stream.account(&forms, &notations, &[]);
        (stream.names(forms.len()), rows, account)
    }

    #[test]
    fn notes_and_repeated_headers_are_left_out() {
        let (names, rows, account) = read("a,b,c\n1,2,x\na,b,c\n3,4,y\nSource: the ministry\n");
        assert_eq!(names, ["a", "b", "c"]);
        assert_eq!(rows, [["1", "2", "x"], ["3", "4", "y"]]);
        let reasons: Vec<&str> =
            account.left_out.as_array().unwrap().iter().map(|fault| fault["reason"].as_str().unwrap()).collect();
        assert_eq!(reasons, ["note", "repeated_header"]);
        assert_eq!(account.reading["separator"], ",");
    }

    #[test]
    fn numbers_as_names_are_told() {
        let told = |text| read(text).2.remarks.iter().any(|remark| remark.contains("are numbers: 36"));
        assert!(told("36,AEROCARIBBEAN AIRLINES,CUBA\n173,\"ANGLO-CARIBBEAN CO.\",CUBA\n306,BANCO NACIONAL,CUBA\n"));
        assert!(!told("id,name,country\n36,AEROCARIBBEAN AIRLINES,CUBA\n"));
    }

    #[test]
    fn comments_are_left_out() {
        let (_, rows, account) =
            read("# made by hand\nid,name,n\n1,a,2\n# a note, with commas\n#2,b,3\n# end,,\n3,c,4\n");
        assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["1", "#2", "3"]);
        assert_eq!(
            (&account.left_out[0]["reason"], &account.left_out[0]["lines"]),
            (&json!("comment"), &json!([4, 6]))
        );
        let (names, rows, account) = read("# made by hand, in 2024\n# twice\nname,n,m\na,1,2\nb,3,4\n");
        assert_eq!((names, rows.len()), (["name", "n", "m"].map(str::to_owned).to_vec(), 2));
        assert_eq!(account.reading["titles"], json!(["# made by hand", "in 2024", "# twice"]));
        let (names, rows, account) = read("#id,name,n\n#1,a\n#2,b,3\n");
        assert_eq!((names[0].as_str(), rows.len(), account.left_out), ("#id", 2, json!([])));
    }

    #[test]
    fn rows_of_another_table_are_left_out() {
        let left = |text: &str| {
            let (_, rows, account) = read(text);
            let faults = account.left_out.as_array().unwrap().clone();
            let of = |reason: &str| {
                faults.iter().find(|fault| fault["reason"] == reason).map_or(json!([]), |fault| fault["lines"].clone())
            };
            (rows.len(), of("other_table"), of("note"))
        };
        let first = "North,,\nname,n,m\na,1,2\nb,3,4\n";
        assert_eq!(left(&format!("{first}\nSouth,,\nname,n,m\nc,5,6\n")), (2, json!([8]), json!([6])));
        assert_eq!(left(&format!("{first}name,n,m\nc,5,6\n")), (3, json!([]), json!([])));
        assert_eq!(left(&format!("{first}North,,\nname,n,m\nc,5,6\n")), (3, json!([]), json!([5])));
        assert_eq!(left(&format!("{first}n,m,name\n5,6,c\n")), (2, json!([5, 6]), json!([])));
        assert_eq!(left(&format!("{first}\"c,5,6\"\n")), (2, json!([]), json!([])));
    }

    #[test]
    fn shorter_rows_are_told() {
        let told = |text| read(text).2.remarks.iter().find(|remark| remark.contains("fewer cells")).cloned();
        assert_eq!(
            told("a,b,c\n1,2,3\n4,5,\n6,7\n").as_deref(),
            Some("Row 4 has fewer cells than the header: the last ones were read as empty.")
        );
        assert_eq!(told("a,b,c,\n1,2,3\n4,5,6\n"), None);
    }

    #[test]
    fn longer_rows_add_columns() {
        let (names, rows, account) = read("a,b\n1,2\n3,4,5\n");
        assert_eq!((names.len(), rows[1].len()), (3, 3));
        assert!(account.remarks.iter().any(|remark| remark.contains("more cells")), "{:?}", account.remarks);
    }
}
