//! Correlations of all columns with one.

use super::{
    Found, Tool, ToolError,
    get_correlation::Varying,
    markdown::{escaped, heading, line, table, three},
    view::View,
};
use crate::{filter::Filter, frame::Table};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// Pearson's correlation of a column with each other column of numbers, the strongest first.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetColumnCorrelationWithTarget {
    /// The column that the others are compared with.
    pub target_column: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    target_column: &'a str,
    correlations: Vec<Of>,
    /// Columns that do not vary, or share no rows with the target.
    not_computable: Vec<String>,
}

#[derive(Serialize)]
struct Of {
    column: String,
    correlation: f64,
    strength: Strength,
    is_positive: bool,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Strength {
    Strong,
    Medium,
    Weak,
    VeryWeak,
}

impl Tool for GetColumnCorrelationWithTarget {
    const NAME: &'static str = "get_column_correlation_with_target";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let target = view.filled_column(&self.target_column)?;
        if !target.kind().is_numeric() {
            return Err(ToolError::not_numeric(&self.target_column, &target));
        }
        let own = table.place(&self.target_column);
        let target = Varying::of(&target);
        let (mut correlations, mut not_computable) = (Vec::new(), Vec::new());
        for place in view.numeric_places().into_iter().filter(|place| Some(*place) != own) {
            let column = view.name(place);
            match target.correlation(&Varying::of(view.column_at(place)?.as_ref())) {
                Some(correlation) => correlations.push(Of {
                    column,
                    correlation,
                    strength: Strength::of(correlation.abs()),
                    is_positive: correlation >= 0.0,
                }),
                None => not_computable.push(column),
            }
        }
        if correlations.is_empty() && not_computable.is_empty() {
            return Err(ToolError::TooFewNumericColumns);
        }
        correlations.sort_by(|left, right| right.correlation.abs().total_cmp(&left.correlation.abs()));
        let data = Data { target_column: &self.target_column, correlations, not_computable };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[])))
    }
}

impl Strength {
    const fn of(correlation: f64) -> Self {
        match correlation {
            0.7.. => Self::Strong,
            0.4.. => Self::Medium,
            0.2.. => Self::Weak,
            _ => Self::VeryWeak,
        }
    }

    const fn korean(self) -> &'static str {
        match self {
            Self::Strong => "강함",
            Self::Medium => "중간",
            Self::Weak => "약함",
            Self::VeryWeak => "매우 약함",
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Medium => "medium",
            Self::Weak => "weak",
            Self::VeryWeak => "very weak",
        }
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.target_column);
        let mut text = heading(&format!("'{name}' 열과 다른 열의 상관관계"), &format!("Correlations with '{name}'"));
        let rows = |word: fn(Strength) -> &'static str, signs: [&'static str; 2]| -> Vec<Vec<String>> {
            let row = |of: &Of| {
                let sign = if of.is_positive { signs[0] } else { signs[1] };
                vec![escaped(&of.column), three(Some(of.correlation)), word(of.strength).to_owned(), sign.to_owned()]
            };
            self.correlations.iter().map(row).collect()
        };
        let header = |names: [&str; 4]| names.map(str::to_owned).to_vec();
        text.push(
            &table(&header(["열", "상관계수", "세기", "방향"]), &rows(Strength::korean, ["양", "음"])),
            &table(
                &header(["Column", "Correlation", "Strength", "Direction"]),
                &rows(Strength::english, ["positive", "negative"]),
            ),
        );
        if !self.not_computable.is_empty() {
            let names: Vec<String> = self.not_computable.iter().map(|name| escaped(name)).collect();
            let names = names.join(", ");
            line(
                &mut text,
                &format!("\n값이 변하지 않거나 함께 있는 행이 없어 계산할 수 없는 열: {names}"),
                &format!("\nColumns that do not vary or share no rows: {names}"),
            );
        }
        line(&mut text, "\n상관관계는 인과관계를 뜻하지 않습니다.", "\nA correlation does not imply a cause.");
        text
    }
}
