//! Faults of an input, in words for its author.

use serde_json::Value;
use sisuiq_model::Language;

use crate::feature::Feature;
use crate::fields::{Domain, Field, Fields};

/// The valid values that a fault lists.
const LISTED: usize = 10;
/// The longest piece of an input that a fault repeats, in characters.
const LONGEST_EXCERPT: usize = 60;

/// A fault of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field as the caller wrote it; its English key if it is missing; empty if there are no fields.
    pub field: String,
    /// The feature; none if the field is unknown.
    pub feature: Option<Feature>,
    /// The value that the caller gave, shortened.
    pub value: Option<String>,
    /// The kind of the fault.
    pub kind: FaultKind,
}

/// The kind of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The input is not a JSON object.
    NotAnObject,
    /// No field has this name. Only changes are refused for it.
    UnknownField,
    /// A required field is missing.
    Missing {
        /// The Korean name of the field.
        korean: String,
        /// The English name of the field.
        english: String,
    },
    /// The field is given under two names.
    Repeated {
        /// The name that came first.
        other: String,
    },
    /// The value is not a string.
    NotText,
    /// The value is not an integer.
    NotAnInteger,
    /// The number is outside its bounds.
    OutOfRange {
        /// The least number.
        least: i32,
        /// The greatest number.
        greatest: i32,
    },
    /// The text is not one of the categories.
    NotACategory {
        /// At most ten categories: first those that contain the text.
        examples: Vec<String>,
        /// The number of categories.
        total: usize,
    },
    /// The calendar has no such date.
    ImpossibleDate {
        /// The year.
        year: i32,
        /// The month.
        month: i32,
        /// The day.
        day: i32,
    },
}

impl Fault {
    pub(crate) fn whole(kind: FaultKind) -> Self {
        Self { field: String::new(), feature: None, value: None, kind }
    }

    pub(crate) fn of(field: &str, feature: Feature, value: &Value, kind: FaultKind) -> Self {
        // quotes show that "14" is not 14
        let value = if kind == FaultKind::NotAnInteger { excerpt(&value.to_string()) } else { shown(value) };
        Self { field: excerpt(field), feature: Some(feature), value: Some(value), kind }
    }

    pub(crate) fn missing(field: &Field) -> Self {
        let [korean, english] = [Language::Korean, Language::English].map(|language| field.name(language).to_owned());
        let kind = FaultKind::Missing { korean, english };
        Self { field: field.key().to_owned(), feature: Some(field.feature()), value: None, kind }
    }

    pub(crate) fn unknown(name: &str, value: &Value) -> Self {
        Self { field: excerpt(name), feature: None, value: Some(shown(value)), kind: FaultKind::UnknownField }
    }

    /// The fault in a sentence or two: what is wrong, then what to do.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Korean => self.korean(),
            Language::English => self.english(),
        }
    }

    fn korean(&self) -> String {
        let (field, value) = (&self.field, self.value.as_deref().unwrap_or_default());
        match &self.kind {
            FaultKind::NotAnObject => "사고 정보는 JSON 객체로 보내 주세요.".to_owned(),
            FaultKind::UnknownField => format!("‘{field}’ 항목은 없습니다. 항목 이름을 확인해 주세요."),
            FaultKind::Missing { korean, .. } => format!("‘{field}’({korean}) 항목이 빠졌습니다. 값을 넣어 주세요."),
            FaultKind::Repeated { other } => {
                format!("‘{other}’ 항목과 ‘{field}’ 항목은 같은 항목입니다. 하나만 보내 주세요.")
            }
            FaultKind::NotText => format!("‘{field}’ 항목의 값 {value}: 문자열이 아닙니다. 문자열로 보내 주세요."),
            FaultKind::NotAnInteger => format!("‘{field}’ 항목의 값 {value}: 정수가 아닙니다. 정수로 보내 주세요."),
            FaultKind::OutOfRange { least, greatest } => {
                format!(
                    "‘{field}’ 항목의 값 {value}: 범위를 벗어났습니다. {least}부터 {greatest}까지의 정수를 보내 주세요."
                )
            }
            FaultKind::NotACategory { examples, total } => {
                let listed = examples.join(", ");
                let scope = if examples.len() < *total { "다음을 포함하여 " } else { "" };
                format!(
                    "‘{field}’ 항목의 값 ‘{value}’: 쓸 수 없는 값입니다. 쓸 수 있는 값은 {scope}모두 {total}개입니다: {listed}"
                )
            }
            FaultKind::ImpossibleDate { year, month, day } => {
                format!("{year}년 {month}월 {day}일: 달력에 없는 날짜입니다. ‘{field}’ 항목을 확인해 주세요.")
            }
        }
    }

    fn english(&self) -> String {
        let (field, value) = (&self.field, self.value.as_deref().unwrap_or_default());
        match &self.kind {
            FaultKind::NotAnObject => "An accident is a JSON object. Send one.".to_owned(),
            FaultKind::UnknownField => format!("There is no field \"{field}\". Check its name."),
            FaultKind::Missing { english, .. } => format!("The field \"{field}\" ({english}) is missing. Add it."),
            FaultKind::Repeated { other } => {
                format!("\"{other}\" and \"{field}\" are the same field. Send only one of them.")
            }
            FaultKind::NotText => format!("The value {value} of \"{field}\" is not text. Send a string."),
            FaultKind::NotAnInteger => format!("The value {value} of \"{field}\" is not an integer. Send one."),
            FaultKind::OutOfRange { least, greatest } => {
                format!("The value {value} of \"{field}\" is out of range. Send an integer from {least} to {greatest}.")
            }
            FaultKind::NotACategory { examples, total } => {
                let listed = examples.join(", ");
                let scope = if examples.len() < *total { ", among them" } else { "" };
                format!("\"{value}\" is not a value of \"{field}\". It has {total} values{scope}: {listed}")
            }
            FaultKind::ImpossibleDate { year, month, day } => {
                format!("There is no date {year}-{month:02}-{day:02}. Check \"{field}\".")
            }
        }
    }
}

impl FaultKind {
    pub(crate) fn not_a_category(values: &[String], text: &str) -> Self {
        let (similar, others): (Vec<_>, Vec<_>) =
            values.iter().partition(|value| !text.is_empty() && value.contains(text));
        let examples = similar.into_iter().chain(others).take(LISTED).cloned().collect();
        Self::NotACategory { examples, total: values.len() }
    }
}

/// Checks a value against its field. Returns the code or number.
pub(crate) fn check(field: &Field, text: Option<&str>, value: &Value) -> Result<i32, FaultKind> {
    match field.domain() {
        Domain::Categories(values) => {
            let text = text.ok_or(FaultKind::NotText)?;
            field.code(text).ok_or_else(|| FaultKind::not_a_category(values, text))
        }
        Domain::Integers { least, greatest } => {
            let out_of_range = FaultKind::OutOfRange { least: *least, greatest: *greatest };
            let number = integer(value).ok_or(FaultKind::NotAnInteger)?;
            let number = i32::try_from(number).map_err(|_| out_of_range.clone())?;
            if (*least..=*greatest).contains(&number) { Ok(number) } else { Err(out_of_range) }
        }
    }
}

/// The integer of a JSON number. JSON does not distinguish 14 from 14.0.
fn integer(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let number = value.as_number()?;
    number.as_i64().or_else(|| {
        let real = number.as_f64().filter(|real| real.fract() == 0.0)?;
        #[expect(clippy::cast_possible_truncation, reason = "a whole number within the bounds of exact ones")]
        Some(real.clamp(-EXACT, EXACT) as i64)
    })
}

/// The faults in the order of the features, those without a feature last.
pub(crate) fn sorted(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.feature.map_or(Feature::COUNT, |feature| feature as usize));
    faults
}

/// The name of a field in a message: as it is written, or else its key.
pub(crate) fn name(written: Option<&String>, fields: &Fields, feature: Feature) -> String {
    written.cloned().unwrap_or_else(|| fields.get(feature).key().to_owned())
}

/// A value as a message shows it.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| excerpt(&value.to_string()), excerpt)
}

/// The beginning of a text.
pub(crate) fn excerpt(text: &str) -> String {
    let mut rest = text.chars();
    let start: String = rest.by_ref().take(LONGEST_EXCERPT).collect();
    if rest.next().is_some() { format!("{start}…") } else { start }
}
