//! An honest sentence on the quality of a model.

use sisuiq_model::Text;

use crate::metadata::{Metadata, Quality};

/// A model that is better than the average by less than this share is hardly better.
const SMALL_GAIN: f64 = 0.05;

/// How good the predictions of a model are, in a few sentences.
pub(crate) fn sentence(metadata: &Metadata) -> Text {
    let Text { korean, english } = match (&metadata.quality, &metadata.rows) {
        (Some(quality), Some(rows)) => measured(quality, rows.test, metadata.interval.as_ref().map(|own| own.level)),
        _ => Text {
            korean: "이 모델의 정확도는 측정되지 않았습니다. 예측값을 근거로 결정하지 마세요.".into(),
            english: "The accuracy of this model has not been measured. Do not base decisions on its predictions."
                .into(),
        },
    };
    if !metadata.demo {
        return Text { korean, english };
    }
    Text {
        korean: format!(
            "시연용 모델입니다. 가상의 사고로 학습했으므로 실제 사고에 대해서는 아무것도 알려 주지 않습니다. {korean}"
        ),
        english: format!(
            "This is a demo model. It learned from invented accidents and says nothing about real ones. {english}"
        ),
    }
}

fn measured(quality: &Quality, rows: usize, level: Option<f64>) -> Text {
    let Quality { rmsle, rmsle_constant, rmsle_linear, .. } = quality;
    let rows = with_commas(rows);
    let mut text = Text {
        korean: format!(
            "학습에 쓰지 않은 사고 {rows}건에서 오차(RMSLE)는 {rmsle:.3}입니다. 모든 사고를 평균으로 예측하면 {rmsle_constant:.3}, \
             선형 회귀로는 {rmsle_linear:.3}입니다."
        ),
        english: format!(
            "On {rows} accidents that it had not seen, its error (RMSLE) is {rmsle:.3}; predicting the average for every accident gives \
             {rmsle_constant:.3}, a linear regression {rmsle_linear:.3}."
        ),
    };
    if rmsle >= rmsle_constant {
        text.push(
            " 평균으로 예측하는 것보다 낫지 않으므로 이 모델의 예측값은 쓰지 마세요.",
            " That is no better than the average: do not use its predictions.",
        );
    } else if *rmsle > rmsle_constant * (1.0 - SMALL_GAIN) {
        text.push(
            " 평균보다 거의 나을 것이 없으므로 개별 사고의 예측값은 대략적인 참고로만 쓰세요.",
            " That is hardly better than the average: take a single prediction as a rough hint only.",
        );
    }
    if let Some(level) = level {
        let (level, coverage) = (percent(level), percent(quality.coverage));
        text.push(
            &format!(" {level} 예측 구간은 그 사고들의 {coverage}에서 실제 값을 포함했습니다."),
            &format!(" The {level} interval contained the true value of {coverage} of them."),
        );
    }
    text
}

/// A share in percent, with a decimal if it has one.
pub(crate) fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

/// An integer with a comma after each thousand.
fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas() {
        assert_eq!([0, 999, 1_000, 24_000, 1_234_567].map(with_commas), ["0", "999", "1,000", "24,000", "1,234,567"]);
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!([0.9, 0.8976, 1.0, 0.0].map(percent), ["90%", "89.8%", "100%", "0%"]);
    }
}
