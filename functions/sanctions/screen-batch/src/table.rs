//! Rows of a CSV file as subjects.

use csv::{ReaderBuilder, StringRecord};
use jiff::civil::Date;
use sisuiq_analytics::certain_text;
use sisuiq_lists::{Misquoted, check_quoting};
use sisuiq_model::{ListEntityKind, SubjectGender, SubjectIdentifierKind, UnknownName};
use sisuiq_sanctions_db::screening_batch_rows::{NewRow, NewSubject, RowError, WrongRow};
use sisuiq_screening::{Subject, SubjectIdentifier};
use std::{collections::HashSet, str::FromStr};

/// The most rows of a file.
const MOST_ROWS: usize = 100_000;
/// The most columns of a file.
const MOST_COLUMNS: usize = 200;
/// The most countries, and the most identifiers, of a row.
const MOST_FACTS: usize = 20;
/// The longest reference and the longest number, in Unicode scalar values.
const LONGEST: (usize, usize) = (200, 120);
/// The most bytes of the name of a column that is not read, as it is stored.
const COLUMN_NAME: usize = 100;

/// What parts several values of a cell.
const VALUES: char = '|';
/// What may part the cells of a row.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// The rows of a file.
#[derive(Debug)]
pub(crate) struct Table {
    /// The name of the encoding.
    pub(crate) encoding: &'static str,
    /// Columns that are not read.
    pub(crate) ignored_columns: Vec<String>,
    /// All rows in their order.
    pub(crate) rows: Vec<NewRow>,
}

/// The meaning of a column.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Column {
    Name,
    Kind,
    BirthDate,
    Countries,
    Gender,
    Reference,
    Identifier(SubjectIdentifierKind),
}

impl Column {
    /// The column of a heading, in any case and with spaces or hyphens for underscores.
    fn of(heading: &str) -> Option<Self> {
        let heading = heading.trim().to_lowercase().replace([' ', '-'], "_");
        Some(match heading.as_str() {
            "name" => Self::Name,
            "kind" => Self::Kind,
            "birth_date" => Self::BirthDate,
            "country" | "countries" => Self::Countries,
            "gender" => Self::Gender,
            "id" | "reference" => Self::Reference,
            other => Self::Identifier(SubjectIdentifierKind::from_str(other).ok()?),
        })
    }

    const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::BirthDate => "birth_date",
            Self::Countries => "countries",
            Self::Gender => "gender",
            Self::Reference => "id",
            Self::Identifier(kind) => kind.as_str(),
        }
    }
}

/// Reads a file. A row that is wrong says why; the other rows are read.
///
/// # Errors
/// A sentence for people that says why the file as a whole cannot be read.
pub(crate) fn read(bytes: &[u8], encoding: Option<&str>, today: Date) -> Result<Table, String> {
    read_at_most(MOST_ROWS, bytes, encoding, today)
}

fn read_at_most(most: usize, bytes: &[u8], encoding: Option<&str>, today: Date) -> Result<Table, String> {
    let text = certain_text(bytes, encoding).map_err(|error| error.to_string())?;
    let separator = separator(&text.text);
    check_quoting(&text.text, separator).map_err(|(line, fault)| misquoted(line, fault))?;
    let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.text.as_bytes());
    let headings = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let (columns, ignored_columns) = columns(&headings)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        if rows.len() == most {
            return Err(format!("The file has more than {most} rows. Divide it."));
        }
        let number = i32::try_from(rows.len() + 1).map_err(|error| error.to_string())?;
        rows.push(row(number, &record, &columns, today));
    }
    if rows.is_empty() {
        return Err("The file has no rows below its headings.".to_owned());
    }
    Ok(Table { encoding: text.encoding, ignored_columns, rows })
}

fn unreadable(error: &csv::Error) -> String {
    let line = error.position().map(|position| format!(" in line {}", position.line())).unwrap_or_default();
    format!("The file cannot be read as CSV{line}.")
}

/// A stray quotation mark would swallow the rows behind it, so the whole file is refused.
fn misquoted(line: u64, fault: Misquoted) -> String {
    format!(
        "Line {line}: {fault}. Put a cell with a quotation mark in quotation marks, and write each one in it twice."
    )
}

/// The separator with which the headings have a name. A comma, if none or several do.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let has_name = |separator: &&u8| {
        let parts = first.split(char::from(**separator)).map(|heading| heading.trim().trim_matches('"'));
        first.contains(char::from(**separator)) && parts.into_iter().any(|part| Column::of(part) == Some(Column::Name))
    };
    SEPARATORS.iter().find(has_name).copied().unwrap_or(b',')
}

/// The meanings of the columns in their order, and the headings of those without one.
fn columns(headings: &StringRecord) -> Result<(Vec<Option<Column>>, Vec<String>), String> {
    if headings.len() > MOST_COLUMNS {
        return Err(format!("The file has more than {MOST_COLUMNS} columns."));
    }
    let columns: Vec<Option<Column>> = headings.iter().map(Column::of).collect();
    let mut known = HashSet::new();
    for column in columns.iter().flatten() {
        if !known.insert(*column) {
            return Err(format!("The file has the column {} twice.", column.field()));
        }
    }
    if !known.contains(&Column::Name) {
        return Err("The file needs a first line with headings, one of which is name.".to_owned());
    }
    let ignored = headings.iter().zip(&columns).filter(|(_, column)| column.is_none());
    Ok((columns.clone(), ignored.map(|(heading, _)| cut(heading)).collect()))
}

fn cut(heading: &str) -> String {
    heading.chars().filter(|character| !character.is_control()).take(COLUMN_NAME).collect()
}

/// A row: its subject, or all that is wrong with it. What is stored of a wrong row must not repeat its cells: a shifted one may have a name anywhere.
fn row(number: i32, record: &StringRecord, columns: &[Option<Column>], today: Date) -> NewRow {
    let mut errors = Vec::new();
    let is_shifted = record.len() != columns.len();
    if is_shifted {
        let message = format!("has {} cells, and the headings have {}", record.len(), columns.len());
        errors.push(RowError { field: "row".to_owned(), message });
    }
    let subject = subject(record, columns, &mut errors);
    if errors.is_empty() {
        let faults = subject.faults(today).into_iter();
        errors.extend(faults.map(|fault| RowError { field: fault.field, message: fault.message }));
    }
    let reference = subject.reference.clone().filter(|_| !is_shifted);
    let content = if errors.is_empty() { stored(&subject) } else { Err(errors) };
    let name_key = (!subject.name.is_empty()).then(|| subject.name_key().as_bytes().to_vec());
    NewRow { number, reference, content: content.map_err(|errors| WrongRow { name_key, errors }) }
}

fn stored(subject: &Subject) -> Result<NewSubject, Vec<RowError>> {
    let unwritable = |_| vec![RowError { field: "row".to_owned(), message: "cannot be stored".to_owned() }];
    let value = serde_json::to_value(subject).map_err(unwritable)?;
    Ok(NewSubject {
        subject_key: subject.key().as_bytes().to_vec(),
        name_key: subject.name_key().as_bytes().to_vec(),
        subject: value,
    })
}

fn subject(record: &StringRecord, columns: &[Option<Column>], errors: &mut Vec<RowError>) -> Subject {
    let mut subject = Subject {
        name: String::new(),
        kind: None,
        birth_date: None,
        countries: Vec::new(),
        gender: None,
        identifiers: Vec::new(),
        reference: None,
    };
    for (cell, column) in record.iter().zip(columns) {
        let (Some(column), cell) = (column, cell.trim()) else { continue };
        if *column == Column::Name {
            // a wrong name is erased by it, too
            cell.clone_into(&mut subject.name);
        }
        let mut fault = |message: String| errors.push(RowError { field: column.field().to_owned(), message });
        // a line break may come from a missing quotation mark, and then the cell has another row
        if let Some(control) = cell.chars().find(|character| is_control(*character)) {
            fault(format!("must not contain the character U+{:04X}", u32::from(control)));
        } else if !cell.is_empty() {
            match column {
                Column::Name => {}
                Column::Kind => subject.kind = named::<ListEntityKind>(cell, fault),
                Column::BirthDate => subject.birth_date = Some(cell.to_owned()),
                Column::Countries => subject.countries = values(cell, fault),
                Column::Gender => subject.gender = named::<SubjectGender>(cell, fault),
                Column::Reference if cell.chars().count() > LONGEST.0 => {
                    fault(format!("must have at most {} characters", LONGEST.0));
                }
                Column::Reference => subject.reference = Some(cell.to_owned()),
                Column::Identifier(kind) => {
                    let numbers = values(cell, &mut fault);
                    if numbers.iter().any(|number| number.chars().count() > LONGEST.1) {
                        fault(format!("must have at most {} characters", LONGEST.1));
                    }
                    let numbers = numbers.into_iter().map(|number| SubjectIdentifier { kind: *kind, number });
                    subject.identifiers.extend(numbers);
                }
            }
        }
    }
    if subject.identifiers.len() > MOST_FACTS {
        let message = format!("must be at most {MOST_FACTS} in all");
        errors.push(RowError { field: "identifiers".to_owned(), message });
    }
    subject
}

/// Control characters and line breaks of Unicode.
fn is_control(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// A value of a closed set.
fn named<T: FromStr<Err = UnknownName>>(cell: &str, fault: impl FnOnce(String)) -> Option<T> {
    cell.parse().map_err(|unknown: UnknownName| fault(format!("must be one of {}", unknown.known()))).ok()
}

/// The values of a cell.
fn values(cell: &str, fault: impl FnOnce(String)) -> Vec<String> {
    let values: Vec<&str> = cell.split(VALUES).map(str::trim).filter(|value| !value.is_empty()).collect();
    if values.len() > MOST_FACTS {
        fault(format!("must be at most {MOST_FACTS}"));
        return Vec::new();
    }
    values.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<Table, String> {
        read(text.as_bytes(), None, Date::constant(2026, 3, 10))
    }

    /// The subjects of rows as JSON, and the fields of those that are wrong.
    fn rows(text: &str) -> Vec<String> {
        let described = |row: NewRow| match row.content {
            Ok(subject) => subject.subject["name"].as_str().unwrap().to_owned(),
            Err(wrong) => wrong.errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>().join(" "),
        };
        table(text).unwrap().rows.into_iter().map(described).collect()
    }

    #[test]
    fn columns_are_found_by_their_headings() {
        let read =
            table("Notes;ID;Birth date;NAME;Country;Passport\nx;c-1;1961-04;\"Volkonsky; Arkady\";ru|CY;75 1|A-2\n");
        let read = read.unwrap();
        assert_eq!((read.encoding, read.ignored_columns), ("UTF-8", vec!["Notes".to_owned()]));
        let row = &read.rows[0];
        assert_eq!((row.number, row.reference.as_deref()), (1, Some("c-1")));
        let subject = &row.content.as_ref().unwrap().subject;
        assert_eq!(subject["name"], "Volkonsky; Arkady");
        assert_eq!(subject["countries"], serde_json::json!(["ru", "CY"]));
        assert_eq!(subject["identifiers"][1], serde_json::json!({ "kind": "passport", "number": "A-2" }));
        assert_eq!(rows("name\nAlda Vossen\n\n李\n"), ["Alda Vossen", "李"]);
    }

    #[test]
    fn wrong_rows_do_not_affect_others() {
        let text = "name,kind,birth_date,country,gender\nAlda,person,1960,NL,female\nCORP,,,,\n,,,,\nAlda,ship,,,m\nAlda,,12.04.1961,NLD,\nAlda\nBo,,,,\n";
        let expected = ["Alda", "name", "name", "kind gender", "birth_date countries[0]", "row", "Bo"];
        assert_eq!(rows(text), expected);
        let long = format!("name,id\nAlda,{}\n", "x".repeat(201));
        assert_eq!(rows(&long), ["id"]);
    }

    #[test]
    fn stray_quotation_marks_are_refused() {
        for (text, reason) in [
            ("id,name\n1,\"Bo\n2,Cai\n3,Dan\n", "Line 2: the file ends inside of a quoted field."),
            ("id,name\n1,Bo\n2,Cai\"\n3,Dan\n", "Line 3: a quotation mark is inside of a field without quotes."),
            ("id;name\n1;\"Bo\" B.\n2;Cai\n", "Line 2: text follows a quoted field."),
            ("id,\"name\n1,Bo\n", "Line 1: "),
        ] {
            let refused = table(text).unwrap_err();
            assert!(refused.starts_with(reason), "{text}: {refused}");
        }
    }

    #[test]
    fn wrong_rows_store_no_cells() {
        for text in [
            "name,kind\nVolkonsky, Arkady\n",
            "name,gender,birth_date\nVolkonsky,Arkady,Arkady\n",
            "id,name\nArkady,Petrovich,Volkonsky\n",
            "name,country\nVolkonsky,Arkady|Petrovich\n",
            "name,id\nVolkonsky,Arkady\u{7}\n",
        ] {
            let read = table(text).unwrap();
            let row = &read.rows[0];
            let wrong = row.content.as_ref().unwrap_err();
            let stored = format!("{:?} {:?}", row.reference, wrong.errors);
            assert!(!stored.contains("Arkady") && !stored.contains("Volkonsky"), "{text}: {stored}");
            assert!(wrong.name_key.is_some(), "{text}");
        }
        let kind = &table("name,kind\nVolkonsky, Arkady\n").unwrap().rows[0];
        let expected = "must be one of person, organisation, vessel, aircraft, other";
        assert_eq!(kind.content.as_ref().unwrap_err().errors[0].message, expected);
    }

    #[test]
    fn wrong_rows_have_the_key_of_their_name() {
        let read = table("id,name,kind\nc-1,Arkady\u{b}Volkonsky,\nc-2,ARKADY volkonsky,ship\nc-3,,\n").unwrap();
        let key = sisuiq_screening::NameKey::of("Arkady Volkonsky").as_bytes().to_vec();
        let keys: Vec<_> = read.rows.iter().map(|row| row.content.as_ref().unwrap_err().name_key.clone()).collect();
        assert_eq!(keys, [Some(key.clone()), Some(key), None]);
        assert_eq!(read.rows[1].reference.as_deref(), Some("c-2"));
    }

    #[test]
    fn line_breaks_belong_to_ignored_cells() {
        let text = "id,name,notes\n1,\"Bo\n2,Cai\",x\n\"2\t\",\"Cai \"\"C\"\" Lee\",\"two\r\nlines\"\n\"3\u{b}4\",Dan\u{7},\n4,Eve\u{2028}Fay,\n";
        assert_eq!(rows(text), ["name", "Cai \"C\" Lee", "id name", "name"]);
        assert_eq!(rows("name,passport\nBo,\"A1\nB2\"\n"), ["passport"], "two numbers are none");
    }

    #[test]
    fn unreadable_files_are_refused() {
        for (text, reason) in [
            ("", "name"),
            ("first,last\nAlda,Vossen\n", "name"),
            ("name\n", "no rows"),
            ("name,NAME\nAlda,Bo\n", "twice"),
        ] {
            let refused = table(text).unwrap_err();
            assert!(refused.contains(reason), "{text}: {refused}");
        }
        let refused = read(b"name\nZo\xeb\n", None, Date::constant(2026, 3, 10)).unwrap_err();
        assert!(refused.contains("UTF-8"), "{refused}");
        let many = |most| read_at_most(most, b"name\nAlda\nBo\nCai\n", None, Date::constant(2026, 3, 10));
        assert!(many(2).unwrap_err().contains("more than 2 rows"));
        assert_eq!(many(3).unwrap().rows.len(), 3);
    }
}
