//! Remarks on an input that is valid but not quite what it seems.

use sisuiq_model::Language;

use crate::fault::excerpt;

/// The names that a note lists.
const LISTED: usize = 10;

/// A remark that belongs beside the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The day of the week was left out and follows from the date.
    WeekdayDerived {
        /// The day of the week.
        value: String,
    },
    /// The time of day was left out and follows from the hour.
    PeriodDerived {
        /// The time of day.
        value: String,
    },
    /// The given day of the week is not that of the date. The prediction uses the given one.
    WeekdayDiffers {
        /// The given day of the week.
        given: String,
        /// The day of the week of the date.
        of_date: String,
    },
    /// The given time of day is not that of the hour. The prediction uses the given one.
    PeriodDiffers {
        /// The given time of day.
        given: String,
        /// The time of day of the hour.
        of_hour: String,
    },
    /// The year is outside those of the training data, and the model continues them without a trend.
    YearOutside {
        /// The given year.
        year: i32,
        /// The first year of the training data.
        first: i32,
        /// The last year of the training data.
        last: i32,
    },
    /// Members that are no field were not used.
    Ignored {
        /// At most ten of their names, shortened.
        names: Vec<String>,
        /// The number of names.
        total: usize,
    },
    /// Fields that a grid varies were given, and not used.
    Varied {
        /// Their names as the caller wrote them.
        names: Vec<String>,
    },
}

impl Note {
    pub(crate) fn ignored<'a>(names: impl ExactSizeIterator<Item = &'a String>) -> Self {
        let total = names.len();
        Self::Ignored { names: names.take(LISTED).map(|name| excerpt(name)).collect(), total }
    }

    /// The remark in a sentence or two.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::Korean => self.korean(),
            Language::English => self.english(),
        }
    }

    fn korean(&self) -> String {
        match self {
            Self::WeekdayDerived { value } => format!("요일은 날짜에 따라 ‘{value}’로 정했습니다."),
            Self::PeriodDerived { value } => format!("시간대는 사고 시각에 따라 ‘{value}’로 정했습니다."),
            Self::WeekdayDiffers { given, of_date } => {
                format!("요일은 ‘{given}’로 받았지만 그 날짜는 {of_date}입니다. 예측에는 받은 값을 그대로 썼습니다.")
            }
            Self::PeriodDiffers { given, of_hour } => {
                format!(
                    "시간대는 ‘{given}’로 받았지만 사고 시각은 ‘{of_hour}’에 속합니다. 예측에는 받은 값을 그대로 썼습니다."
                )
            }
            Self::YearOutside { year, first, last } => format!(
                "{year}년은 학습 기간({first}–{last}년) 밖입니다. 모델은 그 시기의 변화를 알지 못하며 가장 가까운 해와 같은 값을 냅니다. 예측 구간도 보장되지 않습니다."
            ),
            Self::Ignored { names, total } => {
                format!("알 수 없는 항목 {total}개는 쓰지 않았습니다: {}", listed(names, *total))
            }
            Self::Varied { names } => {
                format!("표에서 바꾸어 가며 계산하는 항목이므로 받은 값은 쓰지 않았습니다: {}", names.join(", "))
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::WeekdayDerived { value } => format!("The day of the week follows from the date: {value}."),
            Self::PeriodDerived { value } => format!("The time of day follows from the hour: {value}."),
            Self::WeekdayDiffers { given, of_date } => {
                format!(
                    "The day of the week is given as {given}, but the date is a {of_date}. The prediction uses the given one."
                )
            }
            Self::PeriodDiffers { given, of_hour } => {
                format!(
                    "The time of day is given as {given}, but the hour belongs to {of_hour}. The prediction uses the given one."
                )
            }
            Self::YearOutside { year, first, last } => format!(
                "The year {year} is outside the training data ({first}–{last}). The model knows nothing of other years and treats it like the \
                 nearest year; its interval is not guaranteed."
            ),
            Self::Ignored { names, total } => {
                format!("{total} unknown fields were not used: {}", listed(names, *total))
            }
            Self::Varied { names } => {
                format!("The grid varies these fields, so their values were not used: {}", names.join(", "))
            }
        }
    }
}

/// Names, with dots if there are more of them.
fn listed(names: &[String], total: usize) -> String {
    let dots = if names.len() < total { ", …" } else { "" };
    format!("{}{dots}", names.join(", "))
}
