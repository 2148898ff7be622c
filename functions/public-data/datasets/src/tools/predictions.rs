//! The tools that predict the severity of accidents.

use super::schema::MOST_ACCIDENTS;
use crate::problems::{invalid, wrong};
use serde_json::{Map, Value, json};
use sisuiq_accidents::{Fault, Prediction, Predictor, Reading};
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_model::{AccidentSeverity, Language, Text};

/// The name of the tool for one accident.
pub(super) const ONE: &str = "predict_eclo";
/// The name of the tool for several accidents.
pub(super) const SEVERAL: &str = "predict_eclo_batch";

/// The figures of a prediction, and the same as Markdown.
pub(super) struct Predicted {
    pub(super) data: Value,
    pub(super) text: String,
}

/// Predicts one accident. Errors name their fields.
pub(super) fn one(predictor: &Predictor, args: &Map<String, Value>, language: Language) -> Result<Predicted> {
    let named = |fault: &Fault| FieldError::new(field(&fault.field), fault.message(language));
    let reading =
        predictor.parse(&args.clone().into()).map_err(|faults| invalid(faults.iter().map(named).collect()))?;
    let prediction = predictor.predict(&reading).map_err(Problem::internal)?;
    let say = |korean: String, english: String| Text::new(korean, english).get(language).to_owned();
    let (eclo, label) = (prediction.estimate.eclo, prediction.interpretation(language));
    let mut lines = vec![
        say("### 사고 심각도 예측".to_owned(), "### Predicted severity".to_owned()),
        say(format!("- ECLO: {eclo:.4} ({label})"), format!("- ECLO: {eclo:.4} ({label})")),
    ];
    if let Some(own) = prediction.estimate.interval {
        let (level, lower, upper) = (own.level * 100.0, own.lower, own.upper);
        lines.push(say(
            format!("- {level:.0}% 예측 구간: {lower:.2}–{upper:.2}"),
            format!("- {level:.0} % interval: {lower:.2}–{upper:.2}"),
        ));
    }
    lines.push(format!("- {}", prediction.explanation.get(language)));
    lines.push(say("- 입력:".to_owned(), "- Input:".to_owned()));
    for own in &prediction.contributions {
        lines.push(format!("  - {}: {}", own.name(language), own.value));
    }
    lines.extend(prediction.notes.iter().map(|note| format!("- {}", note.text(language))));
    lines.push(format!("- {}", predictor.quality(language)));
    Ok(Predicted { data: figures(predictor, &reading, &prediction, language), text: lines.join("\n") })
}

/// Predicts several accidents. One that cannot be read has an error of its own and does not affect the others.
pub(super) fn several(predictor: &Predictor, args: &Map<String, Value>, language: Language) -> Result<Predicted> {
    let accidents = accidents(args, language)?;
    let mut results = Vec::with_capacity(accidents.len());
    let say = |korean: &str, english: &str| Text::new(korean, english).get(language).to_owned();
    let mut lines = vec![
        say("### 사고 심각도 일괄 예측", "### Predicted severities"),
        say("| # | 날짜 | 장소 | ECLO | 등급 | 상태 |", "| # | Date | Place | ECLO | Class | Status |"),
        "|---|---|---|---|---|---|".to_owned(),
    ];
    let mut failed = 0;
    for (number, accident) in (1..).zip(accidents) {
        match predictor.parse(accident) {
            Ok(reading) => {
                let prediction = predictor.predict(&reading).map_err(Problem::internal)?;
                let figures = figures(predictor, &reading, &prediction, language);
                let (date, place) = when_and_where(&figures);
                let (eclo, label) = (prediction.estimate.eclo, prediction.interpretation(language));
                let status = say("성공", "predicted");
                lines.push(format!("| {number} | {date} | {place} | {eclo:.4} | {label} | {status} |"));
                results.push(json!({ "index": number, "prediction": figures, "error": null }));
            }
            Err(faults) => {
                failed += 1;
                let texts: Vec<String> = faults.iter().map(|fault| fault.message(language)).collect();
                let error = texts.join(" ");
                let cell = error.replace('|', "\\|").replace('\n', " ");
                lines.push(format!("| {number} | – | – | – | – | {}: {cell} |", say("실패", "failed")));
                results.push(json!({ "index": number, "prediction": null, "error": error }));
            }
        }
    }
    let done = results.len() - failed;
    let total = Text::new(
        format!("\n- 성공 {done}건, 실패 {failed}건\n- {}", predictor.quality(language)),
        format!("\n- {done} predicted, {failed} failed\n- {}", predictor.quality(language)),
    );
    lines.push(total.get(language).to_owned());
    let data = json!({
        "results": results, "predicted": done, "failed": failed, "quality": predictor.quality(language),
        "demo": predictor.metadata().demo, "model_version": predictor.metadata().version,
    });
    Ok(Predicted { data, text: lines.join("\n") })
}

/// The accidents of a call: at least one, at most as many as one call may have.
fn accidents(args: &Map<String, Value>, language: Language) -> Result<&Vec<Value>> {
    let refuse = |field: &str, text: &Text| Err(invalid(vec![wrong(language, field, text)]));
    if let Some(name) = args.keys().find(|name| *name != "accidents") {
        let name: String = name.chars().take(80).collect();
        return refuse(&field(&name), &Text::new("없는 인자입니다", "is no argument of this tool"));
    }
    match args.get("accidents").and_then(Value::as_array) {
        Some(list) if (1..=MOST_ACCIDENTS).contains(&list.len()) => Ok(list),
        _ => refuse(
            "args.accidents",
            &Text::new(
                format!("사고 1–{MOST_ACCIDENTS}건의 목록이어야 합니다"),
                format!("must be a list of 1 to {MOST_ACCIDENTS} accidents"),
            ),
        ),
    }
}

fn figures(predictor: &Predictor, reading: &Reading, prediction: &Prediction, language: Language) -> Value {
    let estimate = &prediction.estimate;
    let interval = estimate.interval.map(|own| json!({ "lower": own.lower, "upper": own.upper, "level": own.level }));
    json!({
        "eclo": estimate.eclo,
        "interpretation": prediction.interpretation(language),
        "severity": AccidentSeverity::from(estimate.severity),
        "detail": prediction.detail(language),
        "interval": interval,
        "explanation": prediction.explanation.get(language),
        "notes": prediction.notes.iter().map(|note| note.text(language)).collect::<Vec<_>>(),
        "quality": predictor.quality(language),
        "demo": predictor.metadata().demo,
        "model_version": predictor.metadata().version,
        "accident": reading.accident.to_json(Language::English, predictor.fields()),
    })
}

/// The date and the district of an accident, for a table.
fn when_and_where(figures: &Value) -> (String, String) {
    let part = |name: &str| figures.pointer(&format!("/accident/{name}")).cloned().unwrap_or_default();
    let number = |name: &str| part(name).as_i64().unwrap_or_default();
    let (year, month, day) = (number("accident_year"), number("accident_month"), number("accident_day"));
    let date = format!("{year:04}-{month:02}-{day:02} {:02}", number("accident_hour"));
    (date, part("district").as_str().unwrap_or_default().to_owned())
}

fn field(name: &str) -> String {
    if name.is_empty() { "args".to_owned() } else { format!("args.{name}") }
}
