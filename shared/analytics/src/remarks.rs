//! Remarks on how a table was read.

use crate::{
    Mapping,
    columns::{
        evidence::{Notation, Seen},
        roles::{Role, role},
        units,
    },
    encoding::{Decoding, Evidence},
    grid::{Dialect, Form, Loss, Table, letters},
    mapping::DurationUnit,
    names::shortened,
    outages::{Outages, columns::Times, durations::DurationColumns},
    sample::Sample,
    shapes::Shapes,
};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use serde_json::{Map, Value, json};

/// The maximum number of columns in a remark.
const NAMED: usize = 10;
/// The maximum length of their names, in Unicode scalar values.
const LONGEST_NAMED: usize = 100;

/// What is known of a table after all rows were read.
pub(crate) struct Remarks<'a> {
    pub(crate) table: &'a Table,
    pub(crate) seen: &'a [Seen],
    pub(crate) notations: &'a [Notation],
    pub(crate) names: &'a [String],
    /// Rows whose form is unlike that of the header.
    pub(crate) shapes: &'a Shapes,
}

impl Remarks<'_> {
    pub(crate) fn all(&self) -> Vec<String> {
        let mut remarks = match &self.table.form {
            Form::Csv { decoding, dialect } => {
                let mut remarks = of_encoding(decoding);
                remarks.extend(of_dialect(dialect));
                remarks
            }
            Form::Xlsx(_) => self.of_sheet(),
        };
        remarks.extend(self.of_quotes());
        remarks.extend(self.of_shorter_rows());
        remarks.extend(self.of_header());
        remarks.extend(self.of_names());
        remarks.extend(self.of_notations());
        remarks.extend(self.of_units());
        remarks
    }

    fn of_sheet(&self) -> Vec<String> {
        let Form::Xlsx(sheet) = &self.table.form else { return Vec::new() };
        let mut remarks = Vec::new();
        if !sheet.others.is_empty() {
            let others = some(&sheet.others);
            remarks.push(format!("Only the sheet {} was read, not {others}.", shortened(&sheet.name, LONGEST_NAMED)));
        }
        if !sheet.hidden.is_empty() {
            remarks.push(format!("Hidden sheets were not read: {}.", some(&sheet.hidden)));
        }
        if !self.table.gone.columns.is_empty() {
            let letters: Vec<String> = self.table.gone.columns.iter().map(|place| letters(*place)).collect();
            remarks.push(format!("Hidden columns were not read: {}.", some(&letters)));
        }
        remarks.extend(self.table.gone.cells.iter().map(|(loss, cells)| of_lost_cells(*loss, cells)));
        remarks
    }

    fn of_quotes(&self) -> Option<String> {
        let open = &self.shapes.open_quotes;
        match open.count {
            0 => None,
            1 => Some(format!("The quotation mark in row {} is not closed: it was ignored.", open.text())),
            count => Some(format!(
                "The quotation marks in {count} rows (first in {}) are not closed: they were ignored.",
                open.text()
            )),
        }
    }

    fn of_header(&self) -> Vec<String> {
        let header = &self.table.header;
        let mut remarks = Vec::new();
        if header.is_missing {
            remarks.push("The table has no header: its first row has values. The columns were numbered.".to_owned());
        }
        let numbers: Vec<String> = header.shown().into_iter().filter(|name| is_number(name)).collect();
        if !numbers.is_empty() {
            remarks.push(format!(
                "Some names of columns are numbers: {}. If they are values of the first row, read the table with header_row 0.",
                some(&numbers)
            ));
        }
        if !header.titles.is_empty() {
            let rows = if header.first_line == header.last_line {
                format!("row {}", header.last_line)
            } else {
                format!("rows {} to {}", header.first_line, header.last_line)
            };
            remarks.push(format!("The header is in {rows}; what is above it was read as a title."));
        }
        remarks
    }

    fn of_names(&self) -> Option<String> {
        let shown = self.table.header.shown();
        let is_repeated = |(place, name): &(usize, &String)| {
            !name.is_empty() && shown.get(..*place).is_some_and(|before| before.contains(name))
        };
        let mut repeated: Vec<String> =
            shown.iter().enumerate().filter(is_repeated).map(|(_, name)| name.clone()).collect();
        repeated.sort();
        repeated.dedup();
        let named = some(&repeated);
        (!repeated.is_empty())
            .then(|| format!("Several columns are named {named}: a number was added to the later ones."))
    }

    fn of_notations(&self) -> Vec<String> {
        let of = |is: fn(&Notation) -> bool| -> Vec<String> {
            let places = self.notations.iter().enumerate().filter(|(_, notation)| is(notation));
            places.filter_map(|(place, _)| self.names.get(place).cloned()).collect()
        };
        let (numbers, dates) = (of(|notation| notation.has_open_numbers), of(|notation| notation.has_open_dates));
        let mut remarks = Vec::new();
        if !numbers.is_empty() {
            let is_comma = |(place, notation): (usize, &Notation)| {
                notation.has_open_numbers && self.seen.get(place).is_some_and(Seen::has_ambiguous_commas)
            };
            let has_comma = self.notations.iter().enumerate().any(is_comma);
            let sign = if has_comma { "a comma" } else { "a point" };
            remarks.push(format!(
                "Numbers with {sign} in {} are ambiguous and were read as text: write them without separators between thousands \
                 and with a decimal point, or choose the decimal mark.",
                some(&numbers)
            ));
        }
        if !dates.is_empty() {
            remarks.push(format!(
                "Dates in {} are ambiguous (day or month first) and were read as text: write them as 2024-12-31.",
                some(&dates)
            ));
        }
        remarks.extend(of_forms(&of));
        remarks.extend(self.of_numbered_dates());
        let mut unknown: Vec<String> = self.seen.iter().flat_map(|seen| seen.zones.unknown.iter().cloned()).collect();
        unknown.sort();
        unknown.dedup();
        if !unknown.is_empty() {
            remarks.push(format!("Time zones are unknown or have several meanings: {}.", some(&unknown)));
        }
        remarks
    }

    /// Columns of times that hold numbers of programs.
    fn of_numbered_dates(&self) -> Vec<String> {
        let is_of_times = |place: usize| {
            let role = self.table.header.names.get(place).and_then(|names| role(names)).map(|(role, _)| role);
            matches!(role, Some(Role::Start | Role::End | Role::Date | Role::Report))
        };
        let of = |(place, seen): (usize, &Seen)| {
            let kind = seen.numbered_dates().filter(|_| is_of_times(place))?;
            let name = shortened(self.names.get(place)?, LONGEST_NAMED);
            Some(format!(
                "Numbers in {name} seem to be {} and were not read as dates: write them as 2024-12-31 or 2024-12-31 14:30.",
                kind.text()
            ))
        };
        self.seen.iter().enumerate().filter_map(of).collect()
    }

    /// The columns whose numbers are in different units, with the columns of these units.
    fn of_units(&self) -> Vec<String> {
        let names =
            |place: &usize| self.names.get(*place).map(|name| shortened(name, LONGEST_NAMED)).unwrap_or_default();
        let of = |(value, unit): &(usize, usize)| {
            let texts = self.seen.get(*unit).map(|seen| seen.texts.all()).unwrap_or_default();
            let texts = if texts.is_empty() { String::new() } else { format!(" ({})", some(texts)) };
            format!("{} has different units{texts} in {}: its numbers were not summed up.", names(value), names(unit))
        };
        units::mixed(&self.table.header.names, self.seen).iter().map(of).collect()
    }

    /// Rows that may have shifted cells, in a table without outages.
    pub(crate) fn of_longer_rows(&self) -> Option<String> {
        let Sample { count, first } = &self.shapes.longer;
        match (count, first.first()) {
            (1, Some(line)) => Some(format!("Row {line} has more cells than the header.")),
            (count, Some(line)) => Some(format!("{count} rows have more cells than the header (first row {line}).")),
            (_, None) => None,
        }
    }

    fn of_shorter_rows(&self) -> Option<String> {
        let Sample { count, first } = &self.shapes.shorter;
        let tell = "than the header: the last ones were read as empty.";
        match (count, first.first()) {
            (1, Some(line)) => Some(format!("Row {line} has fewer cells {tell}")),
            (count, Some(_)) => {
                Some(format!("{count} rows (first {}) have fewer cells {tell}", self.shapes.shorter.text()))
            }
            (_, None) => None,
        }
    }

    /// The reason why a table has no figures of outages.
    pub(crate) fn no_outages(&self) -> String {
        let roles = self.table.header.names.iter().map(|names| role(names).map(|(role, _)| role));
        let found: Vec<String> = roles
            .enumerate()
            .filter_map(|(place, role)| Some(format!("{} as {}", self.names.get(place)?, text_of(role?))))
            .collect();
        let found = if found.is_empty() { "none of them".to_owned() } else { some(&found) };
        format!(
            "There are no figures of outages: they need a column of dates (such as date, start or outage_start) and one of durations \
             (such as duration_hours or Duration (min)), of ends (restored_at), of customers (affected_customers) or of causes. \
             Found: {found}."
        )
    }

    /// How the table was read, for programs and for corrections.
    pub(crate) fn reading(&self, mapping: &Mapping, columns: Value) -> Value {
        let header = &self.table.header;
        let mut reading = match &self.table.form {
            Form::Csv { decoding, dialect } => json!({
                "format": "csv",
                "encoding": decoding.encoding.name(),
                "encoding_details": decoding.payload(),
                "separator": char::from(dialect.separator).to_string(),
                "has_separator_line": dialect.has_separator_line,
            }),
            Form::Xlsx(sheet) => json!({
                "format": "xlsx",
                "sheet": sheet.name,
                "other_sheets": sheet.others,
                "hidden_sheets": sheet.hidden,
                "hidden_columns": self.table.gone.columns.iter().map(|place| letters(*place)).collect::<Vec<_>>(),
            }),
        };
        let notations = self.notations.iter().zip(self.names).filter_map(|(notation, name)| notation.payload(name));
        if let Some(reading) = reading.as_object_mut() {
            reading.insert("header_rows".into(), json!([header.first_line, header.last_line]));
            reading.insert("titles".into(), header.titles.clone().into());
            reading.insert("notations".into(), notations.collect());
            reading.insert("columns".into(), columns);
            if *mapping != Mapping::default() {
                reading.insert("mapping".into(), serde_json::to_value(mapping).unwrap_or_default());
            }
        }
        reading
    }
}

/// Remarks on years of two digits and on months, for the columns of which a notation is true.
fn of_forms(columns: &impl Fn(fn(&Notation) -> bool) -> Vec<String>) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut add = |is: fn(&Notation) -> bool, tell: fn(String) -> String| {
        let names = columns(is);
        if !names.is_empty() {
            remarks.push(tell(some(&names)));
        }
    };
    add(
        |notation| notation.has_open_years,
        |names| {
            format!(
                "Dates in {names} have years of two digits, and the order of day, month and year is ambiguous: they were read \
                 as text. Write them as 2024-12-31, or choose the order."
            )
        },
    );
    add(
        |notation| notation.has_short_years(),
        |names| {
            format!("Years of two digits in {names} were read as 2000 to 2029 and 1969 to 1999; others were not read.")
        },
    );
    add(
        |notation| notation.has_open_months,
        |names| format!("Values in {names} may be months or pairs of years (2010-11) and were read as text."),
    );
    add(
        |notation| notation.style.months,
        |names| {
            format!(
                "Values in {names} are months without a day: they have no date, and texts such as 2024-03 stand for them."
            )
        },
    );
    remarks
}

/// Remarks on the columns of outages.
pub(crate) fn of_outages(outages: &Outages) -> Vec<String> {
    let columns = &outages.columns;
    let name = |place: usize| shortened(outages.name(place), LONGEST_NAMED);
    let mut remarks = Vec::new();
    for (place, chosen) in &columns.unused {
        remarks.push(format!("{} was not used: {} has the same meaning.", name(*place), name(*chosen)));
    }
    match &outages.durations {
        DurationColumns::Parts(parts) => {
            let parts: Vec<String> = parts.iter().map(|(place, _)| name(*place)).collect();
            remarks.push(format!("Durations are the sums of {}.", parts.join(" and ")));
        }
        DurationColumns::One(chosen, _) if columns.durations.len() > 1 => {
            let others: Vec<String> =
                columns.durations.iter().filter(|(place, _)| place != chosen).map(|(place, _)| name(*place)).collect();
            remarks.push(format!("{} has the same durations as {} in another unit.", some(&others), name(*chosen)));
        }
        DurationColumns::One(place, Some(unit)) if columns.durations.iter().any(|(_, unit)| unit.is_none()) => {
            let unit = unit_text(*unit);
            remarks.push(format!("{} is in {unit}, as begin and end show.", name(*place)));
        }
        DurationColumns::EachUnit { place, unit, .. } => {
            remarks.push(format!("Durations in {} have the units in {}.", name(*place), name(*unit)));
        }
        DurationColumns::Unclear(places) => {
            let places: Vec<String> = places.iter().map(|place| name(*place)).collect();
            remarks.push(format!(
                "It is not clear whether {} are parts of one duration or the same duration: durations were not read.",
                places.join(" and ")
            ));
        }
        _ => {}
    }
    remarks.extend(of_times(outages));
    if !columns.unclear.is_empty() {
        let unclear: Vec<String> = columns.unclear.iter().map(|place| name(*place)).collect();
        remarks.push(format!("{} was not used: it may hold times of day or durations.", some(&unclear)));
    }
    if !columns.doubtful.is_empty() {
        let doubtful: Vec<String> = columns.doubtful.iter().map(|place| name(*place)).collect();
        remarks.push(format!(
            "{} may count other customers than affected ones: choose the column of customers if it has them.",
            some(&doubtful)
        ));
    }
    if !columns.other_durations.is_empty() {
        let others: Vec<String> = columns.other_durations.iter().map(|place| name(*place)).collect();
        remarks.push(format!(
            "{} may be the time with supply instead of that of outages: choose the column of durations if it is not.",
            some(&others)
        ));
    }
    if !columns.reports.is_empty() && columns.begin.day.is_some() {
        let reports: Vec<String> = columns.reports.iter().map(|place| name(*place)).collect();
        remarks.push(format!("{} is the time of a report and was not used.", some(&reports)));
    }
    remarks
}

/// The columns of outages by role, in the form in which a user can correct them.
pub(crate) fn columns(outages: &Outages, seen: &[Seen]) -> Value {
    let columns = &outages.columns;
    let name = |place: usize| Value::from(outages.name(place));
    let mut found = Map::new();
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            found.insert(key.into(), value);
        }
    };
    let begin = columns.begin;
    let start = begin.clock.or(begin.day);
    add("start", start.map(name));
    add("date", begin.clock.and(begin.day).map(name));
    add("end", columns.end.clock.or(columns.end.day).map(name));
    add("customers", columns.customers.map(name));
    add("region", columns.region.map(name));
    add("cause", columns.cause.map(name));
    add("time_zone", columns.zone.map(name));
    match &outages.durations {
        DurationColumns::One(place, unit) => {
            add("duration", Some(name(*place)));
            add("duration_unit", unit.and_then(|unit| serde_json::to_value(unit).ok()));
        }
        DurationColumns::Parts(parts) => {
            add(
                "duration_parts",
                Some(parts.iter().map(|(place, unit)| json!({ "column": name(*place), "unit": unit })).collect()),
            );
        }
        DurationColumns::EachUnit { place, unit, .. } => {
            add("duration", Some(name(*place)));
            add("duration_unit_column", Some(name(*unit)));
        }
        DurationColumns::None | DurationColumns::Unclear(_) => {}
    }
    let zones: Vec<&String> =
        start.and_then(|place| seen.get(place)).map(|seen| seen.zones.names.iter().collect()).unwrap_or_default();
    add("zones", (!zones.is_empty()).then(|| json!(zones)));
    Value::Object(found)
}

fn of_times(outages: &Outages) -> Vec<String> {
    let clockwork = &outages.clockwork;
    let mut remarks = Vec::new();
    let Times { day, clock } = outages.columns.end;
    if clockwork.next_days > 0 && day.is_none() && clock.is_some() {
        let count = clockwork.next_days;
        let rows = if count == 1 { "1 outage ends".to_owned() } else { format!("{count} outages end") };
        remarks.push(format!("{rows} at a time before the begin, which was read as one of the next day."));
    }
    if clockwork.through_changes > 0 {
        let count = clockwork.through_changes;
        let rows = if count == 1 {
            "1 outage without a time zone runs".to_owned()
        } else {
            format!("{count} outages without a time zone run")
        };
        remarks.push(format!(
            "{rows} through a Sunday night of a month in which clocks may be changed: the durations assume that they were not."
        ));
    }
    if clockwork.equal_unknown > 0 {
        remarks.push("Durations between times in the same unknown time zone assume that it did not change.".to_owned());
    }
    remarks
}

/// Cells of a sheet that were read as empty.
fn of_lost_cells(loss: Loss, cells: &Sample<String>) -> String {
    let is_one = cells.count == 1;
    let what = if is_one { "1 cell".to_owned() } else { format!("{} cells", cells.count) };
    let places = format!("{}{}", if is_one { "" } else { "first: " }, cells.text());
    let (has, was) = if is_one { ("has", "was") } else { ("have", "were") };
    match loss {
        Loss::Error => format!(
            "{what} ({places}) {has} an error of the spreadsheet program, such as #DIV/0!, instead of a value and {was} read as empty."
        ),
        Loss::Formula => format!(
            "{what} ({places}) {has} a formula without its result and {was} read as empty: open the workbook in a spreadsheet program \
             and save it there."
        ),
        Loss::TooLarge => format!(
            "{what} ({places}) {has} a number that is not finite, as it may be too large, and {was} read as empty."
        ),
        Loss::OddDate => format!(
            "{what} ({places}) {has} the form of a date and a number that is none and {was} read as empty: correct the form of these \
             cells."
        ),
        Loss::Covered => format!(
            "{what} ({places}) {has} a value under a merged cell, which the spreadsheet program does not show: the value of the merged \
             cell was read instead."
        ),
    }
}

fn of_dialect(dialect: &Dialect) -> Vec<String> {
    let name = |separator: u8| match separator {
        b'\t' => "a tab".to_owned(),
        other => format!("{:?}", char::from(other)),
    };
    let unfit = dialect.unfit.map(|unfit| {
        format!(
            "The first line names {} as the separator, but the rows are separated by {}: they were read so.",
            name(unfit),
            name(dialect.separator)
        )
    });
    let quoted = dialect.has_quoted_lines.then(|| {
        "Each line is in quotation marks as a whole and was read as a single cell: remove the marks at its beginning and end, and \
         write one mark in place of two within it."
            .to_owned()
    });
    unfit.into_iter().chain(quoted).collect()
}

fn of_encoding(decoding: &Decoding) -> Vec<String> {
    let Decoding { encoding, evidence, lost } = decoding;
    let mut remarks = Vec::new();
    let is_unicode = [UTF_8, UTF_16LE, UTF_16BE].contains(encoding);
    let name = if encoding.name() == "windows-1252" { "Windows-1252" } else { encoding.name() };
    if *evidence == Evidence::Chosen {
        remarks.push(format!("The file was read as {name}, as chosen."));
    } else if !is_unicode {
        remarks.push(format!("The file is not in UTF-8 and was read as {name} ({}).", evidence.text()));
    }
    let lines: Vec<String> = lost.lines.iter().map(ToString::to_string).collect();
    if lost.undecodable > 0 {
        remarks.push(format!(
            "{} of the file could not be decoded as {name} (rows {}): texts there are damaged.",
            counted(lost.undecodable, "character"),
            lines.join(", ")
        ));
    }
    if lost.replaced > 0 {
        remarks.push(format!(
            "The file contains {} (\u{fffd}, rows {}): characters were lost before it was saved.",
            counted(lost.replaced, "replacement character"),
            lines.join(", ")
        ));
    }
    remarks
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

const fn text_of(role: Role) -> &'static str {
    match role {
        Role::Start => "start",
        Role::End => "end",
        Role::Date => "date",
        Role::Duration(_) => "duration",
        Role::TimeOrDuration => "time or duration",
        Role::Customers => "customers",
        Role::Region => "region",
        Role::Cause => "cause",
        Role::TimeZone => "time zone",
        Role::Report => "time of a report",
        Role::Month => "month",
        Role::Unit => "unit",
    }
}

const fn unit_text(unit: DurationUnit) -> &'static str {
    match unit {
        DurationUnit::Days => "days",
        DurationUnit::Hours => "hours",
        DurationUnit::Minutes => "minutes",
        DurationUnit::Seconds => "seconds",
        DurationUnit::HoursMinutes => "hours and minutes",
        DurationUnit::MinutesSeconds => "minutes and seconds",
    }
}

/// Returns whether a name is a number, as in the first row of a table without a header.
fn is_number(name: &str) -> bool {
    let digits = name.trim().trim_start_matches(['-', '+']);
    digits.contains(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' '))
}

/// The first of these names, and the number of the others.
fn some(names: &[String]) -> String {
    let told: Vec<String> = names.iter().take(NAMED).map(|name| shortened(name, LONGEST_NAMED)).collect();
    let others = names.len().saturating_sub(NAMED);
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    told.join(", ") + &more
}
