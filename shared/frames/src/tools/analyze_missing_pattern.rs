//! The relation of missing values to other columns.

use super::{
    Found, Tool, ToolError,
    get_correlation::Varying,
    markdown::{count, escaped, heading, line, three},
    view::View,
};
use crate::{
    column::{Column, Values},
    filter::{Filter, Operator},
    frame::Table,
    number::percent,
};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The number of columns that are compared.
const COMPARED: usize = 5;

/// The share of missing values of a column, and the correlation of their absence with the first five other columns of numbers: below
/// 0.1 it looks random (`mcar`), below 0.3 related to other columns (`mar`), otherwise strongly related (`mnar`). This is an indication
/// only: whether values are missing because of what they would be cannot be seen in the data (D. Rubin, *Inference and Missing Data*,
/// 1976).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AnalyzeMissingPattern {
    /// The column.
    pub column: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    missing: usize,
    percent: f64,
    correlations: Vec<Of>,
    max: Option<f64>,
    pattern: Option<Pattern>,
}

#[derive(Serialize)]
struct Of {
    column: String,
    correlation: f64,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Pattern {
    Mcar,
    Mar,
    Mnar,
}

impl Tool for AnalyzeMissingPattern {
    const NAME: &'static str = "analyze_missing_pattern";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let column = view.column(&self.column)?;
        let missing = column.missing_count();
        let mut correlations = Vec::new();
        if missing > 0 {
            let flag = flag(&column).map(|flag| Varying::of(&flag));
            let own = table.place(&self.column);
            for place in view.numeric_places().into_iter().filter(|place| Some(*place) != own).take(COMPARED) {
                let found =
                    flag.as_ref().and_then(|flag| flag.correlation(&Varying::of(view.column_at(place).ok()?.as_ref())));
                correlations.extend(found.map(|found| Of { column: view.name(place), correlation: found.abs() }));
            }
            correlations.sort_by(|left, right| right.correlation.total_cmp(&left.correlation));
        }
        let max = correlations.first().map(|of| of.correlation);
        let pattern = max.map(|max| match max {
            max if max < 0.1 => Pattern::Mcar,
            max if max < 0.3 => Pattern::Mar,
            _ => Pattern::Mnar,
        });
        let data =
            Data { column: &self.column, missing, percent: percent(missing, view.len()), correlations, max, pattern };
        let mut query = view.query(&[]);
        let own = Filter::of(self.column.clone(), Operator::IsMissing, None);
        query.filter = Filter::both(query.filter, Some(own));
        Ok(Found::new(&data, data.text(), view.len(), query))
    }
}

/// One where the value is missing, otherwise zero.
fn flag(column: &Column) -> Option<Column> {
    let flags = (0..column.len()).map(|row| i64::from(column.is_missing(row))).collect();
    Column::new(Values::Integer(flags), crate::Bitmap::none(column.len()))
}

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.column);
        let mut text = heading(&format!("'{name}' 열의 결측 패턴"), &format!("Missing values of '{name}'"));
        let missing = count(self.missing);
        line(
            &mut text,
            &format!("- 결측: {missing}개 ({:.2}%)", self.percent),
            &format!("- Missing: {missing} ({:.2}%)", self.percent),
        );
        if self.missing == 0 {
            line(&mut text, "- 결측값이 없습니다.", "- No value is missing.");
            return text;
        }
        let (korean, english) = match self.pattern {
            Some(Pattern::Mcar) => ("무작위 결측(MCAR)으로 보입니다", "they look random (MCAR)"),
            Some(Pattern::Mar) => {
                ("다른 열과 관련된 결측(MAR)으로 보입니다", "they look related to other columns (MAR)")
            }
            Some(Pattern::Mnar) => (
                "다른 열과 강하게 관련된 결측(MNAR 의심)입니다",
                "they are strongly related to other columns (MNAR is possible)",
            ),
            None => ("비교할 숫자 열이 없어 판단할 수 없습니다", "no column with numbers can be compared"),
        };
        line(&mut text, &format!("- 판단: {korean}."), &format!("- Finding: {english}."));
        for of in self.correlations.iter().take(3) {
            let entry = format!("  - {}: {}", escaped(&of.column), three(Some(of.correlation)));
            line(&mut text, &entry, &entry);
        }
        line(
            &mut text,
            "\n상관계수에 따른 참고 판단이며, 결측 원인을 증명하지는 않습니다.",
            "\nThis is an indication by correlations. It does not prove why values are missing.",
        );
        text
    }
}
