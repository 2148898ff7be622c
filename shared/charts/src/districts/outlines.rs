//! Outlines of districts.

use crate::{
    geojson::{FeatureCollection, Geometry, Rings},
    map::Bounds,
    words::say,
};
use sisuiq_frames::geo::{POLYGONS, Point};
use sisuiq_model::Language;
use std::sync::LazyLock;

/// The outline of a district.
struct Outline {
    bounds: Bounds,
    polygons: Vec<Rings>,
}

/// The source of the outlines, which a map that shows them has to name.
#[must_use]
pub fn attribution(language: Language) -> String {
    say(
        language,
        "법정동 경계: © 국토교통부 국토지리정보원, 공간정보 공동활용 자료(공공데이터포털), 기준일 2023-09-15, 단순화함",
        "Legal districts: © National Geographic Information Institute, Ministry of Land, Infrastructure and Transport, Republic of Korea \
         (data.go.kr), as of 2023-09-15, simplified",
    )
}

/// The outlines as features in the order of the districts' codes.
#[must_use]
pub fn outlines() -> &'static FeatureCollection {
    static OUTLINES: LazyLock<FeatureCollection> =
        LazyLock::new(|| serde_json::from_str(POLYGONS).unwrap_or(FeatureCollection::of(Vec::new())));
    &OUTLINES
}

/// The number of the district, from 0 to 198, whose outline contains the point; that with the smallest number if simplified outlines
/// overlap. None outside of all.
#[must_use]
pub fn district_of_point(point: Point) -> Option<usize> {
    static AREAS: LazyLock<Vec<Outline>> = LazyLock::new(areas);
    AREAS.iter().position(|area| area.bounds.has(point) && area.polygons.iter().any(|rings| contains(rings, point)))
}

fn areas() -> Vec<Outline> {
    let area = |geometry: &Geometry| {
        let polygons = match geometry {
            Geometry::Point(_) => Vec::new(),
            Geometry::Polygon(rings) => vec![rings.clone()],
            Geometry::MultiPolygon(polygons) => polygons.clone(),
        };
        let corner = |[longitude, latitude]: &[f64; 2]| Point { latitude: *latitude, longitude: *longitude };
        let corners: Vec<Point> = polygons.iter().flatten().flatten().map(corner).collect();
        let nowhere = Bounds { south: 1.0, west: 1.0, north: 0.0, east: 0.0 };
        Outline { bounds: Bounds::of(&corners).unwrap_or(nowhere), polygons }
    };
    outlines().features.iter().map(|feature| area(&feature.geometry)).collect()
}

/// Returns whether a line from the point to the east crosses the rings an odd number of times (M. Shimrat, *Algorithm 112: Position of
/// Point Relative to Polygon*, 1962); holes are rings too.
fn contains(rings: &Rings, point: Point) -> bool {
    let crosses = |pair: &[[f64; 2]]| match pair {
        [[from_x, from_y], [to_x, to_y]] => {
            (*from_y > point.latitude) != (*to_y > point.latitude)
                && point.longitude < (to_x - from_x) * (point.latitude - from_y) / (to_y - from_y) + from_x
        }
        _ => false,
    };
    rings.iter().flat_map(|ring| ring.windows(2)).filter(|pair| crosses(pair)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_frames::geo::districts;

    #[test]
    fn points_of_districts_are_in_their_outlines() {
        assert_eq!(outlines().features.len(), 199);
        for district in districts() {
            assert_eq!(district_of_point(district.point), Some(district.code), "{}", district.name);
        }
        assert_eq!(district_of_point(Point { latitude: 37.5665, longitude: 126.978 }), None);
    }

    #[test]
    fn holes_are_outside() {
        let square = |low: f64, high: f64| vec![[low, low], [high, low], [high, high], [low, high], [low, low]];
        let rings = vec![square(0.0, 3.0), square(1.0, 2.0)];
        let at = |at: f64| Point { latitude: at, longitude: at };
        assert!(contains(&rings, at(0.5)) && !contains(&rings, at(1.5)) && !contains(&rings, at(3.5)));
    }
}
