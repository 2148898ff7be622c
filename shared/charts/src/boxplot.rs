//! Box plots.

use crate::{
    chart::{Chart, ChartType, DataTable, Warning, WarningCode, no_values},
    drawing::{Axis, BoxFigures, Drawing, Measure, Series, color},
    error::ChartError,
    number::count_value,
    selection::Selection,
    words::{count, plain, say},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{
    Table, Value,
    filter::Filter,
    statistics::{mean, quantiles},
};
use sisuiq_model::Language;

/// The maximum number of listed outliers.
const MOST_OUTLIERS: usize = 100;
/// The length of the longest whiskers in interquartile ranges.
const WHISKER: f64 = 1.5;

/// A request for a box plot of numbers.
///
/// Quartiles are interpolated linearly (method 7 of R. Hyndman and Y. Fan 1996, the default of numpy). Whiskers reach to the furthest
/// numbers within 1.5 interquartile ranges of the box (J. Tukey, *Exploratory Data Analysis*, 1977); numbers beyond are outliers.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Boxplot {
    /// The column.
    pub column: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

impl Boxplot {
    pub(crate) fn draw(&self, table: &dyn Table, language: Language) -> Result<Chart, ChartError> {
        let selection = Selection::open(table, self.filter.as_ref(), "filter")?;
        let mut numbers = selection.numbers(&self.column, "column")?;
        let (row_count, name) = (selection.len(), plain(&self.column));
        let automatic = say(language, format!("'{name}' 상자 그림"), format!("Box plot of '{name}'"));
        let columns = match language {
            Language::Korean => ["항목", "값"],
            Language::English => ["Figure", "Value"],
        };
        let chart = Chart {
            kind: ChartType::Boxplot,
            title: Chart::titled(language, None, automatic, numbers.missing),
            warnings: Warning::of_missing(language, &self.column, numbers.missing, row_count).into_iter().collect(),
            filter: self.filter.clone(),
            row_count,
            used_rows: numbers.values.len(),
            sampled: false,
            table: DataTable { columns: columns.map(str::to_owned).to_vec(), rows: Vec::new() },
            chart: Drawing {
                x: Axis::of_categories(String::new(), vec![name.clone()]),
                y: Axis::of(name.clone(), Measure::Value),
                y2: None,
                series: Vec::new(),
                notice: None,
            },
        };
        let Some(figures) = box_figures(&mut numbers.values) else {
            return Ok(chart.without_figures(no_values(language)));
        };
        let mut chart = chart;
        chart.table.rows = rows(language, &figures);
        chart.warnings.extend(unlisted(language, &figures));
        chart.chart.series = vec![Series::Box { name, color: color::BOX, is_marginal: false, figures }];
        Ok(chart)
    }
}

/// The figures of a box plot; none of no numbers.
pub(crate) fn box_figures(numbers: &mut [f64]) -> Option<BoxFigures> {
    let mean = mean(numbers)?;
    let [q1, median, q3] = quantiles(numbers, &[0.25, 0.5, 0.75])?.try_into().ok()?;
    let reach = WHISKER * (q3 - q1);
    let (low, high) = (q1 - reach, q3 + reach);
    let (mut lower_whisker, mut upper_whisker) = (q1, q3);
    let (mut outliers, mut below) = (Vec::new(), 0);
    for number in numbers.iter().copied() {
        if number < low || number > high {
            outliers.push(number);
            below += usize::from(number < low);
        } else {
            (lower_whisker, upper_whisker) = (lower_whisker.min(number), upper_whisker.max(number));
        }
    }
    let above = outliers.len() - below;
    let distance = |number: &f64| (low - number).max(number - high);
    // of equally distant ones the smaller ones, so that the order of the rows has no effect
    outliers.sort_unstable_by(|left, right| distance(right).total_cmp(&distance(left)).then(left.total_cmp(right)));
    outliers.truncate(MOST_OUTLIERS);
    outliers.sort_unstable_by(f64::total_cmp);
    Some(BoxFigures { lower_whisker, q1, median, q3, upper_whisker, mean, below, above, outliers })
}

/// The figures in rows of a label and a value.
pub(crate) fn rows(language: Language, figures: &BoxFigures) -> Vec<Vec<Value>> {
    let row = |(korean, english, value): (&str, &str, Value)| vec![Value::Text(say(language, korean, english)), value];
    let main = [
        ("아래 수염", "Lower whisker", Value::Number(figures.lower_whisker)),
        ("제1사분위수", "First quartile", Value::Number(figures.q1)),
        ("중앙값", "Median", Value::Number(figures.median)),
        ("제3사분위수", "Third quartile", Value::Number(figures.q3)),
        ("위 수염", "Upper whisker", Value::Number(figures.upper_whisker)),
        ("평균", "Mean", Value::Number(figures.mean)),
        ("아래쪽 이상치 수", "Outliers below", count_value(figures.below)),
        ("위쪽 이상치 수", "Outliers above", count_value(figures.above)),
    ];
    let outliers = figures.outliers.iter().map(|outlier| ("이상치", "Outlier", Value::Number(*outlier)));
    main.into_iter().chain(outliers).map(row).collect()
}

/// The warning about outliers that are not listed.
pub(crate) fn unlisted(language: Language, figures: &BoxFigures) -> Option<Warning> {
    let (listed, all) = (figures.outliers.len(), figures.below + figures.above);
    let text = say(
        language,
        format!("이상치 {}개 중 상자에서 가장 먼 {listed}개만 표시합니다.", count(all)),
        format!("Of {} outliers, the {listed} furthest from the box are shown.", count(all)),
    );
    (listed < all).then(|| Warning::new(WarningCode::OutliersLeftOut, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whiskers_end_at_numbers_within_the_fences() {
        let found = box_figures(&mut [1.0, 2.0, 3.0, 4.0, 100.0]).unwrap();
        assert_eq!((found.q1, found.median, found.q3), (2.0, 3.0, 4.0));
        assert_eq!((found.lower_whisker, found.upper_whisker), (1.0, 4.0));
        assert_eq!((found.below, found.above, found.outliers), (0, 1, vec![100.0]));
    }

    #[test]
    fn listed_outliers_are_the_furthest() {
        let mut numbers: Vec<f64> = std::iter::repeat_n(0.0, 1_000).chain((1..=150).map(f64::from)).collect();
        let found = box_figures(&mut numbers).unwrap();
        assert_eq!((found.above, found.outliers.len(), found.outliers[0]), (150, 100, 51.0));
        assert!(unlisted(Language::Korean, &found).is_some());
        assert_eq!(box_figures(&mut []), None);
    }
}
