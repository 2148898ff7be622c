//! The 199 legal districts of Daegu. Source and terms are in `data/README.md` of this crate.

use super::points::Point;
use std::sync::LazyLock;

/// The districts' polygons as `GeoJSON`; each feature has the properties `code`, `district` and `bjd_code`.
pub const POLYGONS: &str = include_str!("../../data/daegu_districts.geojson");
const POINTS: &str = include_str!("../../data/daegu_districts.csv");

/// A district.
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// Its number from 0 to 198, in the order of the full names.
    pub code: usize,
    /// Its full name: `대구광역시 중구 동성로1가`.
    pub name: &'static str,
    /// The code of the legal district (법정동), of eight digits.
    pub legal_code: &'static str,
    /// A point in it.
    pub point: Point,
    /// Its approximate area in square kilometres.
    pub area: f64,
}

/// The districts in the order of their codes.
#[must_use]
pub fn districts() -> &'static [District] {
    static DISTRICTS: LazyLock<Vec<District>> = LazyLock::new(|| POINTS.lines().skip(1).filter_map(district).collect());
    &DISTRICTS
}

fn district(line: &'static str) -> Option<District> {
    let mut cells = line.trim_end().split(',');
    let mut next = || cells.next();
    let (code, name, legal_code) = (next()?.parse().ok()?, next()?, next()?);
    let mut number = || next()?.parse::<f64>().ok();
    let point = Point { latitude: number()?, longitude: number()? };
    Some(District { code, name, legal_code, point, area: number()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_districts_have_a_point_and_a_polygon() {
        let districts = districts();
        assert_eq!(districts.len(), 199);
        let polygons: serde_json::Value = serde_json::from_str(POLYGONS).unwrap();
        for (place, district) in districts.iter().enumerate() {
            assert_eq!(district.code, place);
            assert!((35.5..36.4).contains(&district.point.latitude) && district.area > 0.0);
            assert_eq!(polygons["features"][place]["properties"]["district"], district.name);
        }
        assert!(districts.windows(2).all(|pair| pair[0].name < pair[1].name), "codes follow the names");
    }
}
