//! Histograms with estimated densities.

use crate::{
    bins::{self, Bins},
    chart::{Chart, ChartType, DataTable, Warning, WarningCode},
    drawing::{Axis, Drawing, Measure, Series, color},
    error::ChartError,
    histogram::check_bins,
    number::{count_value, of_count, spaced},
    selection::{Numbers, Selection},
    words::{plain, say},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{
    Table, Value,
    filter::Filter,
    statistics::{deviation, range},
};
use sisuiq_model::Language;

/// The number of parts of the grid.
const PARTS: usize = 200;
/// The distance of the ends of the grid from the smallest and largest number, in bandwidths.
const BEYOND: f64 = 3.0;
/// The distance, in bandwidths, from which a number adds nothing: e⁻⁷² of its height.
const NOTHING: f64 = 12.0;

/// A request for a histogram with an estimated density, both with an area of 1.
///
/// The density is that of a Gaussian kernel whose bandwidth is the standard deviation (n − 1) times Scott's factor `n^(−1/5)` (D. Scott,
/// *Multivariate Density Estimation*, 1992), as in `scipy.stats.gaussian_kde`, at 201 places from three bandwidths below the smallest
/// number to three above the largest one. Fewer than two numbers have an empty chart with a notice. If all numbers are equal there is
/// no density, and the histogram is drawn alone.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Kde {
    /// The column.
    pub column: String,
    /// The number of bins, at most 100; by the rule of [`crate::histogram::Histogram`] if it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bins: Option<usize>,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// A density at places.
struct Density {
    places: Vec<f64>,
    heights: Vec<f64>,
}

impl Kde {
    pub(crate) fn draw(&self, table: &dyn Table, language: Language) -> Result<Chart, ChartError> {
        check_bins(self.bins)?;
        let selection = Selection::open(table, self.filter.as_ref(), "filter")?;
        let numbers = selection.numbers(&self.column, "column")?;
        let (row_count, name) = (selection.len(), plain(&self.column));
        let automatic = say(language, format!("'{name}' 밀도"), format!("Density of '{name}'"));
        let chart = Chart {
            kind: ChartType::Kde,
            title: Chart::titled(language, None, automatic, numbers.missing),
            warnings: Warning::of_missing(language, &self.column, numbers.missing, row_count).into_iter().collect(),
            filter: self.filter.clone(),
            row_count,
            used_rows: numbers.values.len(),
            sampled: false,
            table: DataTable { columns: columns(language), rows: Vec::new() },
            chart: Drawing {
                x: Axis::of(name, Measure::Value),
                y: Axis::of(say(language, "밀도", "Density"), Measure::Density),
                y2: None,
                series: Vec::new(),
                notice: None,
            },
        };
        if numbers.values.len() < 2 {
            let notice =
                say(language, "밀도를 그리려면 값이 두 개 이상 필요합니다.", "A density needs at least two values.");
            return Ok(chart.without_figures(notice));
        }
        Ok(self.filled(chart, numbers, language))
    }

    fn filled(&self, mut chart: Chart, mut numbers: Numbers, language: Language) -> Chart {
        let edges = bins::edges(&mut numbers.values, numbers.is_whole, self.bins);
        let found = Bins::of(edges, &numbers.values);
        let densities = found.densities();
        if !densities.iter().all(|density| density.is_finite()) {
            return chart.without_figures(say(
                language,
                "값이 서로 너무 가까워 밀도를 그릴 수 없습니다.",
                "The values are too close to each other for a density.",
            ));
        }
        for ((edges, count), density) in found.edges.windows(2).zip(&found.counts).zip(&densities) {
            let label = Value::Text(say(language, "구간", "Bin"));
            let [from, to] = [edges.first(), edges.last()].map(|edge| Value::Number(edge.copied().unwrap_or_default()));
            chart.table.rows.push(vec![label, from, to, count_value(*count), Value::Number(*density)]);
        }
        chart.chart.series.push(Series::Bins {
            name: say(language, "히스토그램", "Histogram"),
            color: color::HISTOGRAM,
            opacity: crate::drawing::OPACITY,
            edges: found.edges,
            counts: found.counts,
            densities,
        });
        let Some(density) = density(&mut numbers.values) else {
            let text = say(
                language,
                "값이 모두 같아 밀도 곡선 없이 히스토그램만 그렸습니다.",
                "All values are equal: the histogram is drawn without a density.",
            );
            chart.warnings.push(Warning::new(WarningCode::NoSpread, text));
            return chart;
        };
        for (place, height) in density.places.iter().zip(&density.heights) {
            let label = Value::Text(say(language, "밀도 곡선", "Density curve"));
            let none = || Value::Missing;
            chart.table.rows.push(vec![label, Value::Number(*place), none(), none(), Value::Number(*height)]);
        }
        chart.chart.series.push(Series::Line {
            name: say(language, "밀도 곡선", "Density curve"),
            color: color::KDE,
            is_second: false,
            x: density.places,
            y: density.heights.into_iter().map(Some).collect(),
        });
        chart
    }
}

fn columns(language: Language) -> Vec<String> {
    let names = match language {
        Language::Korean => ["계열", "값 또는 구간 시작", "구간 끝", "행 수", "밀도"],
        Language::English => ["Series", "Value or from", "To", "Rows", "Density"],
    };
    names.map(str::to_owned).to_vec()
}

/// The estimated density; none without spread.
fn density(numbers: &mut [f64]) -> Option<Density> {
    let all = of_count(numbers.len());
    let (least, most) = range(numbers)?;
    let bandwidth = deviation(numbers)? * all.powf(-0.2);
    let scale = all * bandwidth * std::f64::consts::TAU.sqrt();
    if least >= most || !bandwidth.is_normal() || !scale.is_normal() || !scale.recip().is_finite() {
        return None;
    }
    numbers.sort_unstable_by(f64::total_cmp);
    // equal numbers are computed once
    let weighted: Vec<(f64, f64)> = numbers
        .chunk_by(|left, right| left.total_cmp(right).is_eq())
        .filter_map(|equal| Some((*equal.first()?, of_count(equal.len()))))
        .collect();
    let height = |place: &f64| {
        let first = weighted.partition_point(|(number, _)| *number < place - NOTHING * bandwidth);
        let near = weighted.get(first..).unwrap_or_default();
        let near = near.iter().take_while(|(number, _)| *number <= place + NOTHING * bandwidth);
        let kernel = |(number, weight): &(f64, f64)| {
            let distance = (place - number) / bandwidth;
            weight * (-0.5 * distance * distance).exp()
        };
        near.map(kernel).sum::<f64>() / scale
    };
    let places = spaced(least - BEYOND * bandwidth, most + BEYOND * bandwidth, PARTS);
    let heights: Vec<f64> = places.iter().map(height).collect();
    heights.iter().all(|height| height.is_finite()).then_some(Density { places, heights })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn area_of_the_density_is_one() {
        let mut numbers: Vec<f64> = (0..50).map(|number| f64::from(number * number % 17)).collect();
        let found = density(&mut numbers).unwrap();
        let step = found.places[1] - found.places[0];
        assert!((found.heights.iter().sum::<f64>() * step - 1.0).abs() < 0.005);
        assert_eq!(found.places.len(), 201);
    }

    #[test]
    fn equal_numbers_have_no_density() {
        assert!(density(&mut [0.1, 0.1, 0.1]).is_none());
        assert!(density(&mut [5e-324, 0.0]).is_none());
        assert!(density(&mut [1.0]).is_none());
    }
}
