//! From a file to the payload of a snapshot.

use crate::{
    Mapping, TableError,
    cell::{Cell, zone::Zone},
    columns::evidence::{Context, Notation, Seen, notations},
    grid::{Form, Kind, Raw, Table},
    limits::Limits,
    outages::{
        Outages, Plan,
        columns::OutageColumns,
        durations::{DurationColumns, DurationEvidence},
    },
    reading::Reading,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fs::File;

/// The analytics of a table.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Snapshot {
    /// The figures.
    pub payload: Map<String, Value>,
    /// `true` if the table lists outages.
    pub is_of_outages: bool,
}

/// Reads a table row by row, first to detect the formats of numbers and dates, then to compute the figures. `served` is the
/// number of customers served.
pub fn read(file: File, kind: Kind, limits: Limits, served: Option<f64>) -> Result<Snapshot, TableError> {
    read_with(file, kind, limits, (served, &Mapping::default()))
}

/// Reads a table with the user's corrections.
pub fn read_with(
    file: File,
    kind: Kind,
    limits: Limits,
    (served, mapping): (Option<f64>, &Mapping),
) -> Result<Snapshot, TableError> {
    let zone = match &mapping.time_zone {
        Some(name) => Zone::of_name(name)
            .ok_or_else(|| TableError::Mapping(format!("{name} is an unknown or ambiguous time zone")))?,
        None => Zone::None,
    };
    let mut table = Table::open(file, kind, limits, mapping)?;
    let seen = see(&mut table)?;
    let notations = notations(&seen, &context(&table, seen.len(), mapping)?);
    let outages = outages(&mut table, (&seen, &notations), (mapping, zone))?;
    let mut reading = Reading::new(&table, outages);
    let header = std::mem::take(&mut table.header);
    table.header.last_line = header.last_line;
    table.rows(|row| {
        reading.add(row, &header, &notations);
        Ok(())
    })?;
    table.header = header;
    reading.finish(&table, &seen, &notations, (served, mapping))
}

/// Looks at all rows for the forms of their values.
fn see(table: &mut Table) -> Result<Vec<Seen>, TableError> {
    let mut columns: Vec<Seen> = Vec::new();
    let mut has_rows = false;
    table.rows(|row| {
        has_rows = true;
        if columns.len() < row.cells.len() {
            columns.resize_with(row.cells.len(), Seen::default);
        }
        columns.iter_mut().zip(&row.cells).for_each(|(seen, cell)| seen.look(cell));
        Ok(())
    })?;
    if has_rows { Ok(columns) } else { Err(TableError::NoRows) }
}

pub(crate) fn context(table: &Table, width: usize, mapping: &Mapping) -> Result<Context, TableError> {
    let is_separated_by_commas = matches!(&table.form, Form::Csv { dialect, .. } if dialect.separator == b',');
    Ok(Context {
        mark: mapping.decimal_mark,
        order: mapping.date_order,
        is_separated_by_commas,
        whole: OutageColumns::customers_by_name(&table.header.names, width, mapping)?,
    })
}

/// The outages in the making, if the table lists any.
fn outages(
    table: &mut Table,
    (seen, notations): (&[Seen], &[Notation]),
    (mapping, zone): (&Mapping, Zone),
) -> Result<Option<Outages>, TableError> {
    let Some(columns) = OutageColumns::of(&table.header.names, seen, mapping)? else { return Ok(None) };
    let is_workbook = matches!(table.form, Form::Xlsx(_));
    let durations = columns.durations.clone();
    let mut shown = table.header.shown();
    // longer rows and tables without a header have columns without a name
    shown.resize(shown.len().max(seen.len()), String::new());
    let header = crate::profile::Profile::new(&shown).names();
    let plan =
        |durations: DurationColumns| Plan { columns: columns.clone(), durations, zone: zone.clone(), is_workbook };
    let is_open = matches!(durations.as_slice(), [(_, None)] if columns.end.is_some()) || durations.len() > 1;
    let mut evidence = DurationEvidence::default();
    if is_open {
        let mut trial = Outages::new(header.clone(), plan(DurationColumns::None), seen, notations);
        table.rows(|row| {
            let cells = read_cells(&row.cells, notations);
            let between = trial.clockwork.between(&trial.columns, &cells).ok();
            evidence.look(&durations, &cells, between);
            Ok(())
        })?;
    }
    let plan = plan(evidence.decide(&durations));
    Ok(Some(Outages::new(header, plan, seen, notations)))
}

/// The values of a row, each in the notation of its column.
pub(crate) fn read_cells<'a>(row: &'a [Raw<'_>], notations: &[Notation]) -> Vec<Cell<'a>> {
    let other = Notation::default();
    row.iter().enumerate().map(|(place, cell)| notations.get(place).unwrap_or(&other).read(cell)).collect()
}
