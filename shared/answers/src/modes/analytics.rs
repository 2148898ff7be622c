//! Figures of the newest table, followed by statements from the documents.

use super::{Material, Piece, actions, item, plain, strategy};
use crate::Support;

const NO_DATA: &str = "There is no outage data yet: an administrator can upload a table.";
const NO_TREND: &str = "The data has no months to compare.";
const NOTHING: &str = "The documents that you can see do not cover this sufficiently.";
const NO_ADVICE: &str = "The documents contain no recommendation on this.";

/// The most recommendations.
const MOST: usize = 3;

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    let mut pieces = vec![plain(data(material))];
    let is_supported = !matches!(material.support, Support::TooLittle { .. });
    pieces.push(plain("\n\n### Strategic Alignment\n\n"));
    pieces.extend(if is_supported { strategy::pieces(material) } else { vec![plain(NOTHING)] });
    pieces.push(plain("\n\n### Recommendations\n\n"));
    let advice = if is_supported { actions::directives(material, MOST) } else { Vec::new() };
    if advice.is_empty() {
        pieces.push(plain(NO_ADVICE));
    }
    for (claim, number) in advice.into_iter().zip(0..) {
        pieces.extend(item(if number == 0 { "- " } else { "\n- " }, claim));
    }
    pieces
}

/// The data summary, with the figure that is asked for first, and the trend.
fn data(material: &Material<'_>) -> String {
    let Some(figures) = material.figures else {
        return format!("### Data Summary\n\n{NO_DATA}\n\n### Trend Analysis\n\n{NO_TREND}");
    };
    let lines: Vec<String> = figures.summary().into_iter().map(|line| format!("- {line}")).collect();
    let note = figures.note().map(|note| format!("\n\n{note}")).unwrap_or_default();
    let trend = figures.trend().unwrap_or_else(|| NO_TREND.to_owned());
    let asked = figures.asked(material.question).map(|figure| format!("**{figure}**\n\n")).unwrap_or_default();
    let (name, lines) = (figures.name(), lines.join("\n"));
    format!("### Data Summary\n\n{asked}Dataset {name}:\n\n{lines}{note}\n\n### Trend Analysis\n\n{trend}")
}
