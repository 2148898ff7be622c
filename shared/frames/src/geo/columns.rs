//! Columns of coordinates.

use crate::frame::Heading;

/// Names of latitudes: the whole name in lower case first, parts of it after.
const LATITUDES: ([&str; 4], [&str; 2]) = (["lat", "latitude", "위도", "y좌표"], ["lat", "위도"]);
/// Names of longitudes.
const LONGITUDES: ([&str; 6], [&str; 3]) =
    (["lng", "lon", "long", "longitude", "경도", "x좌표"], ["lng", "lon", "경도"]);

/// The places of the columns of latitudes and longitudes in degrees: columns of numbers whose whole name, or else a part of it, is that
/// of a coordinate in Korean or English.
#[must_use]
pub fn coordinate_columns(headings: &[Heading]) -> Option<(usize, usize)> {
    let numeric = || headings.iter().enumerate().filter(|(_, heading)| heading.kind.is_numeric());
    let find = |whole: &[&str], parts: &[&str]| {
        let lower = |heading: &Heading| heading.name.trim().to_lowercase();
        let is_whole = |(_, heading): &(usize, &Heading)| whole.contains(&lower(heading).as_str());
        let is_part = |(_, heading): &(usize, &Heading)| parts.iter().any(|part| lower(heading).contains(part));
        numeric().find(is_whole).or_else(|| numeric().find(is_part)).map(|(place, _)| place)
    };
    let named = find(&LATITUDES.0, &LATITUDES.1).zip(find(&LONGITUDES.0, &LONGITUDES.1));
    named.filter(|(latitude, longitude)| latitude != longitude)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Kind;

    fn find(names: &[(&str, Kind)]) -> Option<(usize, usize)> {
        let heading = |(name, kind): &(&str, Kind)| Heading { name: (*name).to_owned(), kind: *kind, zone: None };
        coordinate_columns(&names.iter().map(heading).collect::<Vec<_>>())
    }

    #[test]
    fn names_of_coordinates_are_known() {
        use Kind::{Integer, Number, Text};
        assert_eq!(find(&[("발생위치X_UTMK", Integer), ("경도", Number), ("위도", Number)]), Some((2, 1)));
        assert_eq!(find(&[("plate", Number), ("Lat", Number), ("LNG", Number)]), Some((1, 2)));
        assert_eq!(find(&[("시작위도", Number), ("시작경도", Number)]), Some((0, 1)));
        assert_eq!(find(&[("x", Number), ("y", Number)]), None);
        assert_eq!(find(&[("lat", Text), ("lon", Number)]), None);
        assert_eq!(find(&[("load", Number), ("long flat", Number)]), None);
    }
}
