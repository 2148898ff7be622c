//! The district of each row.

use super::{Assignment, MostUnknown, UnknownDistricts, names::district_of_name, outlines::district_of_point};
use crate::{error::ChartError, map::coordinates, number::index, selection::Selection, words::plain};
use sisuiq_frames::{Column, Kind, Values, geo::Point, tools::ToolError};

/// Names of columns of districts.
const COLUMNS: [&str; 3] = ["시군구", "법정동", "district"];
/// The maximum number of listed unknown districts.
const LISTED: usize = 10;

/// The district of each row.
pub(super) struct Assigned {
    pub(super) by: Assignment,
    pub(super) column: Option<String>,
    pub(super) of_rows: Vec<Option<usize>>,
    /// The number of rows without a name or coordinates.
    pub(super) missing: usize,
    pub(super) unknown: UnknownDistricts,
}

/// Finds the district of each row: by the named column, by a column with a usual name if it has a known district, or by coordinates.
pub(super) fn assign(selection: &Selection<'_>, name: Option<&str>) -> Result<Assigned, ChartError> {
    if let Some(name) = name {
        return by_column(selection, name);
    }
    for name in COLUMNS {
        if selection.table.place(name).is_some() {
            let found = by_column(selection, name)?;
            if found.of_rows.iter().any(Option::is_some) {
                return Ok(found);
            }
        }
    }
    match by_points(selection) {
        Err(ChartError::Table { error: ToolError::NoCoordinates, .. }) => Err(ChartError::NoDistricts),
        found => found,
    }
}

fn by_column(selection: &Selection<'_>, name: &str) -> Result<Assigned, ChartError> {
    let column = selection.column(name, "column")?;
    let is_fit = matches!(column.kind(), Kind::Text | Kind::Integer) || column.present_count() == 0;
    if !is_fit {
        let (operation, kind) = ("districts", column.kind());
        let error = ToolError::UnfitOperation { operation, column: name.to_owned(), kind };
        return Err(ChartError::Table { field: "column", error });
    }
    let of_rows = of_names(&column);
    let mut unknown = UnknownDistricts::default();
    for (value, count) in column.frequencies() {
        let text = value.to_string();
        if district_of_name(&text).is_none() {
            unknown.rows += count;
            unknown.values += 1;
            if unknown.most.len() < LISTED {
                unknown.most.push(MostUnknown { name: plain(&text), rows: count });
            }
        }
    }
    let missing = column.missing_count();
    Ok(Assigned { by: Assignment::Column, column: Some(name.to_owned()), of_rows, missing, unknown })
}

fn of_names(column: &Column) -> Vec<Option<usize>> {
    let present = |row: usize| !column.is_missing(row);
    match column.values() {
        Values::Text(codes, texts) => {
            let known: Vec<Option<usize>> = texts.texts().map(district_of_name).collect();
            let of = |code: &u32| known.get(index(*code)).copied().flatten();
            codes.iter().enumerate().map(|(row, code)| of(code).filter(|_| present(row))).collect()
        }
        Values::Integer(numbers) => {
            let of = |number: &i64| district_of_name(&number.to_string());
            numbers.iter().enumerate().map(|(row, number)| of(number).filter(|_| present(row))).collect()
        }
        _ => vec![None; column.len()],
    }
}

fn by_points(selection: &Selection<'_>) -> Result<Assigned, ChartError> {
    let (latitudes, longitudes) = coordinates(selection, (None, None))?;
    let (mut missing, mut unknown) = (0, UnknownDistricts::default());
    let mut of_rows = Vec::with_capacity(selection.len());
    for row in 0..selection.len() {
        let coordinates = latitudes.number(row).zip(longitudes.number(row));
        let point = coordinates.map(|(latitude, longitude)| Point { latitude, longitude });
        let Some(point) = point.filter(|point| point.is_place()) else {
            missing += 1;
            of_rows.push(None);
            continue;
        };
        let district = district_of_point(point);
        unknown.rows += usize::from(district.is_none());
        of_rows.push(district);
    }
    Ok(Assigned { by: Assignment::Points, column: None, of_rows, missing, unknown })
}
