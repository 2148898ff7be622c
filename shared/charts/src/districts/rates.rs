//! From the rows of districts to rates and clusters.

use super::{
    Cluster, DistrictFigures, DistrictQuery, DistrictReport, Exposure, Tally, assign::Assigned, outlines, report::table,
};
use crate::{
    chart::{Warning, WarningCode},
    number::of_count,
    words::{count, plain, say},
};
use sisuiq_frames::geo::{AreaRate, District, HotSpot, Point, districts, hot_spots, neighbours_within, smoothed_rates};
use sisuiq_model::Language;

/// The false discovery rate below which a cluster is significant.
const SIGNIFICANT: f64 = 0.05;
/// The ratio of the sum of squares to the sum from which values are no counts: it is 1 for events that come one by one.
const MOST_SPREAD: f64 = 2.0;

/// What a report is made of.
pub(super) struct Parts<'a> {
    pub(super) query: &'a DistrictQuery,
    pub(super) assigned: Assigned,
    pub(super) tallies: Vec<Tally>,
    pub(super) distance: f64,
    /// All values are whole numbers.
    pub(super) is_whole: bool,
    pub(super) rows: usize,
}

impl Parts<'_> {
    pub(super) fn report(self, language: Language) -> DistrictReport {
        let exposure = if self.query.value.is_some() { Exposure::Rows } else { Exposure::Area };
        let areas: Vec<(f64, f64)> = districts().iter().zip(&self.tallies).map(|pair| area(pair, exposure)).collect();
        // without any exposure there are no rates
        let none = || vec![AreaRate { raw: None, smoothed: 0.0, weight: 0.0 }; areas.len()];
        let rates = smoothed_rates(&areas).unwrap_or_else(none);
        let spots = self.spots(&areas, &rates);
        let figures = figures(&self.tallies, &areas, &rates, &spots);
        let used_rows = self.tallies.iter().map(|tally| tally.rows).sum();
        DistrictReport {
            title: self.title(language),
            warnings: self.warnings(used_rows, &rates, language),
            table: table(&figures, self.query.value.as_deref(), language),
            filter: self.query.filter.clone(),
            row_count: self.rows,
            used_rows,
            missing: self.assigned.missing,
            unknown: self.assigned.unknown,
            assigned_by: self.assigned.by,
            column: self.assigned.column,
            exposure,
            neighbour_km: self.distance,
            districts: figures,
            attribution: outlines::attribution(language),
        }
    }

    /// Gi* of the districts with exposure.
    fn spots(&self, areas: &[(f64, f64)], rates: &[AreaRate]) -> Vec<Option<HotSpot>> {
        let exposed = |place: &usize| areas.get(*place).is_some_and(|(_, exposure)| *exposure > 0.0);
        let places: Vec<usize> = (0..areas.len()).filter(exposed).collect();
        let points: Vec<Point> =
            places.iter().filter_map(|place| districts().get(*place).map(|district| district.point)).collect();
        let values: Vec<f64> = places.iter().filter_map(|place| rates.get(*place).map(|rate| rate.smoothed)).collect();
        let mut spots = vec![None; areas.len()];
        let found = hot_spots(&values, &neighbours_within(&points, self.distance)).unwrap_or_default();
        for (place, spot) in places.into_iter().zip(found) {
            if let Some(own) = spots.get_mut(place) {
                *own = Some(spot);
            }
        }
        spots
    }

    fn title(&self, language: Language) -> String {
        match &self.query.value {
            Some(value) => {
                let name = plain(value);
                say(language, format!("법정동별 행당 '{name}'"), format!("'{name}' per row by legal district"))
            }
            None => say(language, "법정동별 1㎢당 행 수", "Rows per square kilometre by legal district"),
        }
    }

    fn warnings(&self, used: usize, rates: &[AreaRate], language: Language) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if used > 0 && rates.iter().all(|rate| rate.weight == 0.0) {
            let text = say(
                language,
                "법정동 사이의 차이가 우연보다 크지 않아 보정 비율이 모두 같습니다.",
                "The districts differ no more than by chance: all smoothed rates are equal.",
            );
            warnings.push(Warning::new(WarningCode::NoSpread, text));
        }
        if used == 0 {
            let text =
                say(language, "대구의 법정동에 속하는 행이 없습니다.", "No row is in a legal district of Daegu.");
            warnings.push(Warning::new(WarningCode::Empty, text));
        }
        if let Some(column) = &self.assigned.column {
            warnings.extend(Warning::of_missing(language, column, self.assigned.missing, self.rows));
        } else if self.assigned.missing > 0 {
            let rows = count(self.assigned.missing);
            let text = say(
                language,
                format!("좌표가 없거나 잘못된 행 {rows}개는 제외했습니다."),
                format!("{rows} rows without coordinates, or with coordinates that are no place, are left out."),
            );
            warnings.push(Warning::new(WarningCode::NoPlace, text));
        }
        if self.assigned.unknown.rows > 0 {
            let rows = count(self.assigned.unknown.rows);
            let text = say(
                language,
                format!("대구의 199개 법정동에 속하지 않는 행 {rows}개는 제외했습니다."),
                format!("{rows} rows in none of the 199 legal districts of Daegu are left out."),
            );
            warnings.push(Warning::new(WarningCode::UnknownDistricts, text));
        }
        if let Some(value) = &self.query.value {
            let values: usize = self.tallies.iter().map(|tally| tally.values).sum();
            warnings.extend(Warning::of_missing(language, value, used - values, used));
        }
        warnings.extend(self.no_counts(language));
        warnings
    }

    /// The warning about values that do not come one by one, such as weighted scores.
    fn no_counts(&self, language: Language) -> Option<Warning> {
        let name = plain(self.query.value.as_ref()?);
        let (sum, squares) =
            self.tallies.iter().fold((0.0, 0.0), |(sum, squares), tally| (sum + tally.sum, squares + tally.squares));
        let text = say(
            language,
            format!(
                "'{name}' 값은 건수가 아니어서, 행이 적은 법정동의 보정 비율이 평균 쪽으로 충분히 당겨지지 않습니다."
            ),
            format!(
                "'{name}' is no count: the smoothed rates of districts with few rows are drawn too little to the mean."
            ),
        );
        let is_no_count = sum > 0.0 && (!self.is_whole || squares / sum > MOST_SPREAD);
        is_no_count.then(|| Warning::new(WarningCode::NoCounts, text))
    }
}

fn area((district, tally): (&District, &Tally), exposure: Exposure) -> (f64, f64) {
    match exposure {
        Exposure::Area => (of_count(tally.rows), district.area),
        Exposure::Rows => (tally.sum, of_count(tally.values)),
    }
}

fn figures(
    tallies: &[Tally],
    areas: &[(f64, f64)],
    rates: &[AreaRate],
    spots: &[Option<HotSpot>],
) -> Vec<DistrictFigures> {
    let mut order: Vec<(usize, f64)> = rates.iter().map(|rate| rate.smoothed).enumerate().collect();
    order.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let mut ranks = vec![0; rates.len()];
    for (rank, (place, _)) in order.into_iter().enumerate() {
        if let Some(own) = ranks.get_mut(place) {
            *own = rank + 1;
        }
    }
    let parts = districts().iter().zip(tallies).zip(areas).zip(rates).zip(spots).zip(ranks);
    parts
        .map(|(((((district, tally), (events, exposure)), rate), spot), rank)| DistrictFigures {
            code: district.code,
            name: district.name,
            legal_code: district.legal_code,
            rows: tally.rows,
            events: *events,
            exposure: *exposure,
            rate: rate.raw,
            smoothed_rate: rate.smoothed,
            weight: rate.weight,
            rank,
            z: spot.map(|spot| spot.z),
            p: spot.map(|spot| spot.p),
            q: spot.map(|spot| spot.q),
            cluster: cluster(*spot),
        })
        .collect()
}

fn cluster(spot: Option<HotSpot>) -> Cluster {
    match spot {
        Some(spot) if spot.q < SIGNIFICANT && spot.z > 0.0 => Cluster::Hot,
        Some(spot) if spot.q < SIGNIFICANT && spot.z < 0.0 => Cluster::Cold,
        _ => Cluster::None,
    }
}
