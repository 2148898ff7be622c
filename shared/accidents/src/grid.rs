//! Estimates for every hour of a week.

use serde_json::Value;
use sisuiq_model::Language;

use crate::accident::Accident;
use crate::estimate::Estimate;
use crate::fault::Fault;
use crate::feature::Feature;
use crate::fields::Fields;
use crate::given::Given;
use crate::note::Note;
use crate::predictor::{PredictError, Predictor};

/// The hours of a day.
const HOURS: i32 = 24;
const DAYS: usize = 7;
/// The fields that a grid varies.
const VARIED: [Feature; 3] = [Feature::Hour, Feature::TimePeriod, Feature::DayOfWeek];

/// The circumstances that are the same in all cells of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRequest {
    accident: Accident,
    notes: Vec<Note>,
}

/// Estimates for 24 hours of 7 weekdays.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// By hour, and within an hour from Monday to Sunday: 168 cells.
    pub cells: Vec<Cell>,
    /// What should be known about the input.
    pub notes: Vec<Note>,
}

/// An hour of a weekday.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The accident of the cell.
    pub accident: Accident,
    /// The estimate for it.
    pub estimate: Estimate,
}

impl GridRequest {
    /// Reads a JSON object like [`Accident::parse`], without hour, time of day and day of the week. If these are given, they are
    /// checked but not used, and a note names them.
    ///
    /// # Errors
    ///
    /// All faults of the object.
    pub fn parse(value: &Value, fields: &Fields) -> Result<Self, Vec<Fault>> {
        let mut given = Given::read(value, fields).map_err(|fault| vec![fault])?;
        let names: Vec<String> = VARIED.iter().filter_map(|feature| given.names.get(*feature).clone()).collect();
        for feature in VARIED {
            *given.values.get_mut(feature) = None;
            *given.names.get_mut(feature) = None;
        }
        *given.values.get_mut(Feature::Hour) = Some(0);
        let reading = Accident::complete(given, fields)?;
        let derived = |note: &Note| matches!(note, Note::WeekdayDerived { .. } | Note::PeriodDerived { .. });
        let mut notes: Vec<Note> = reading.notes.into_iter().filter(|note| !derived(note)).collect();
        if !names.is_empty() {
            notes.push(Note::Varied { names });
        }
        Ok(Self { accident: reading.accident, notes })
    }

    /// The accidents of the cells.
    fn accidents(&self, fields: &Fields) -> Vec<Accident> {
        let mut accidents = Vec::with_capacity(24 * DAYS);
        for hour in 0..HOURS {
            for weekday in fields.calendar().weekdays() {
                let mut accident = self.accident;
                *accident.values.get_mut(Feature::Hour) = hour;
                *accident.values.get_mut(Feature::TimePeriod) = fields.calendar().period(hour);
                *accident.values.get_mut(Feature::DayOfWeek) = weekday;
                accidents.push(accident);
            }
        }
        accidents
    }
}

impl Grid {
    /// The cell of an hour (0–23) and a weekday (0 is Monday).
    #[must_use]
    pub fn cell(&self, hour: usize, weekday: usize) -> Option<&Cell> {
        let position = hour.checked_mul(DAYS)?.checked_add(weekday)?;
        (weekday < DAYS).then(|| self.cells.get(position)).flatten()
    }

    /// How to read the grid.
    #[must_use]
    pub const fn caution(language: Language) -> &'static str {
        match language {
            Language::Korean => {
                "날짜와 나머지 조건은 그대로 두고 시각과 요일만 바꾸어 계산했습니다. 사고가 났을 때의 심각도이며, 사고가 날 가능성이 아닙니다."
            }
            Language::English => {
                "Only hour and weekday vary; the date and all else stay as given. The figures are severities of accidents that happen, not \
                 how likely accidents are."
            }
        }
    }
}

impl Predictor {
    /// Reads the circumstances of a grid: [`GridRequest::parse`].
    ///
    /// # Errors
    ///
    /// All faults of the object.
    pub fn parse_grid(&self, value: &Value) -> Result<GridRequest, Vec<Fault>> {
        GridRequest::parse(value, self.fields())
    }

    /// Estimates every hour of a week for circumstances that are otherwise the same.
    ///
    /// The time of day follows the hour. The weekday varies independently of the date: year, month and day of the month stay as
    /// given, as if the date fell on each weekday. Cells therefore differ by hour and weekday only, and a cell whose weekday is not
    /// the date's is an accident that cannot happen on that very date.
    ///
    /// # Errors
    ///
    /// As [`Predictor::predict`].
    pub fn grid(&self, request: &GridRequest) -> Result<Grid, PredictError> {
        let accidents = request.accidents(self.fields());
        let estimates = self.estimate_all(&accidents)?;
        let cells =
            accidents.into_iter().zip(estimates).map(|(accident, estimate)| Cell { accident, estimate }).collect();
        let notes = request.notes.iter().cloned().chain(self.year_note(&request.accident)).collect();
        Ok(Grid { cells, notes })
    }
}
