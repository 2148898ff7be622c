//! The explanation of a prediction in words.

use sisuiq_model::Text;

use crate::estimate::Estimate;
use crate::prediction::Contribution;
use crate::quality::percent;

/// The features that are named on each side.
const NAMED: usize = 3;
/// Smaller contributions are not named: half a percent of ECLO + 1.
const LEAST: f64 = 0.005;

/// The estimate, and the features that raised and lowered it most.
pub(crate) fn text(estimate: &Estimate, contributions: &[Contribution], expected_eclo: f64) -> Text {
    let eclo = estimate.eclo;
    let [mut korean_interval, mut english_interval] = [String::new(), String::new()];
    if let Some(interval) = estimate.interval {
        let (level, lower, upper) = (percent(interval.level), interval.lower, interval.upper);
        korean_interval = format!("({level} 예측 구간 {lower:.1}–{upper:.1})");
        english_interval = format!(" ({level} interval {lower:.1} to {upper:.1})");
    }
    let (raising, lowering) = (strongest(contributions, 1.0), strongest(contributions, -1.0));
    let mut text = Text {
        korean: format!(
            "예측 ECLO는 {eclo:.2}입니다{korean_interval}. 학습 자료의 평균적인 예측은 {expected_eclo:.2}입니다."
        ),
        english: format!(
            "The predicted ECLO is {eclo:.2}{english_interval}. The average prediction is {expected_eclo:.2}."
        ),
    };
    for (side, korean, english) in [
        (&raising, "예측값을 높인 주된 요인", "Raised mainly by"),
        (&lowering, "예측값을 낮춘 주된 요인", "Lowered mainly by"),
    ] {
        if !side.is_empty() {
            let listed =
                |one: fn(&Contribution) -> String| side.iter().map(|own| one(own)).collect::<Vec<_>>().join(", ");
            text.push(
                &format!(" {korean}: {}.", listed(korean_factor)),
                &format!(" {english}: {}.", listed(english_factor)),
            );
        }
    }
    if !raising.is_empty() || !lowering.is_empty() {
        text.push(
            " 비율은 ECLO에 1을 더한 값에 대한 것이며, 모델이 배운 관계일 뿐 원인을 뜻하지는 않습니다.",
            " Percentages refer to ECLO + 1. They are associations that the model learned, not causes.",
        );
    }
    text
}

/// The strongest contributions of a sign, the strongest first.
fn strongest(contributions: &[Contribution], sign: f64) -> Vec<&Contribution> {
    let mut chosen: Vec<_> = contributions.iter().filter(|own| own.raw * sign >= LEAST).collect();
    chosen.sort_by(|one, other| other.raw.abs().total_cmp(&one.raw.abs()));
    chosen.truncate(NAMED);
    chosen
}

fn korean_factor(contribution: &Contribution) -> String {
    format!("{} ‘{}’ {}", contribution.korean, contribution.value, signed_percent(contribution.factor()))
}

fn english_factor(contribution: &Contribution) -> String {
    format!("{} {} ({})", contribution.english, contribution.value, signed_percent(contribution.factor()))
}

/// The change by a factor, with its sign: `+5.3%`, `−1.2%`.
fn signed_percent(factor: f64) -> String {
    let change = (factor - 1.0) * 100.0;
    let sign = if change < 0.0 { "−" } else { "+" };
    format!("{sign}{:.1}%", change.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_have_signs() {
        assert_eq!([1.053, 0.988, 1.0].map(signed_percent), ["+5.3%", "−1.2%", "+0.0%"]);
    }
}
