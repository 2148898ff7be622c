//! From a file to the payload of a snapshot.

use crate::{
    ColumnCorrection, Mapping, TableError,
    cell::{Cell, zone::Zone},
    columns::{
        evidence::{Context, Notation, Seen, notations},
        units,
    },
    grid::{Form, Kind, Raw, Table},
    limits::Limits,
    outages::{
        Outages, Plan,
        columns::{OutageColumns, place_of},
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
    let zone = mapping.time_zone.as_deref().map_or(Ok(Zone::None), zone_of)?;
    let mut table = Table::open(file, kind, limits, mapping)?;
    let seen = see(&mut table)?;
    let notations = notations(&seen, &context(&table, seen.len(), mapping)?);
    let found = outages(&mut table, (&seen, &notations), (mapping, zone.clone()))?;
    let mut reading = Reading::new(&table, &seen, found);
    take_in(&mut table, &mut reading, &notations)?;
    let suspects = reading.suspected();
    if !suspects.is_empty() {
        // that the first or last row is a total shows only after all rows: they are read again without it
        let mut found = outages(&mut table, (&seen, &notations), (mapping, zone))?;
        if let Some(outages) = &mut found {
            outages.suspects = suspects;
        }
        reading = Reading::new(&table, &seen, found);
        take_in(&mut table, &mut reading, &notations)?;
    }
    reading.finish(&table, &seen, &notations, (served, mapping))
}

fn take_in(table: &mut Table, reading: &mut Reading, notations: &[Notation]) -> Result<(), TableError> {
    let header = std::mem::take(&mut table.header);
    table.header.last_line = header.last_line;
    table.rows(|row| {
        reading.add(row, &header, notations);
        Ok(())
    })?;
    table.header = header;
    Ok(())
}

/// A zone that the user chose.
fn zone_of(name: &str) -> Result<Zone, TableError> {
    Zone::of_name(name).ok_or_else(|| TableError::Mapping(format!("{name} is an unknown or ambiguous time zone")))
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
    let names = &table.header.names;
    let of = |correction: &ColumnCorrection| {
        let place = place_of(names, width, &correction.column)?;
        Ok((place, correction.decimal_mark, correction.date_order))
    };
    let columns = mapping.columns.iter().map(of).collect::<Result<_, TableError>>()?;
    let is_separated_by_commas = matches!(&table.form, Form::Csv { dialect, .. } if dialect.separator == b',');
    Ok(Context {
        mark: mapping.decimal_mark,
        order: mapping.date_order,
        columns,
        is_separated_by_commas,
        whole: OutageColumns::customers_by_name(names, width, mapping)?,
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
    let width = seen.len();
    let zone_of_column = |correction: &ColumnCorrection| {
        let Some(name) = &correction.time_zone else { return Ok(None) };
        let place = place_of(&table.header.names, width, &correction.column)?;
        Ok(Some((place, zone_of(name)?)))
    };
    let zones = mapping.columns.iter().filter_map(|correction| zone_of_column(correction).transpose());
    let zones = zones.collect::<Result<Vec<_>, TableError>>()?;
    let mixed = units::mixed(&table.header.names, seen).into_iter();
    let mixed: Vec<usize> = mixed.filter(|(_, unit)| columns.unit != Some(*unit)).map(|(value, _)| value).collect();
    let plan = |durations: DurationColumns| {
        let (zone, zones, mixed) = (zone.clone(), zones.clone(), mixed.clone());
        Plan { columns: columns.clone(), durations, zone, zones, mixed, is_workbook }
    };
    let is_open = matches!(durations.as_slice(), [(_, None)] if columns.end.is_some() && columns.unit.is_none())
        || durations.len() > 1;
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
    let decided = match (durations.as_slice(), columns.unit) {
        ([(place, of_name)], Some(unit)) => DurationColumns::EachUnit { place: *place, unit, of_name: *of_name },
        _ => evidence.decide(&durations),
    };
    let plan = plan(decided);
    Ok(Some(Outages::new(header, plan, seen, notations)))
}

/// The values of a row, each in the notation of its column.
pub(crate) fn read_cells<'a>(row: &'a [Raw<'_>], notations: &[Notation]) -> Vec<Cell<'a>> {
    let other = Notation::default();
    row.iter().enumerate().map(|(place, cell)| notations.get(place).unwrap_or(&other).read(cell)).collect()
}
