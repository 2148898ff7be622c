//! An accident, and how it is read from JSON.

use serde_json::{Map, Value};
use sisuiq_model::Language;

use crate::fault::{self, Fault, FaultKind};
use crate::feature::{Feature, PerFeature};
use crate::fields::Fields;
use crate::given::Given;
use crate::note::Note;

/// The circumstances of an accident: a code or number for each feature, all of them possible. Its date exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Accident {
    pub(crate) values: PerFeature<i32>,
}

/// An accident that was read, with remarks on its input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The accident.
    pub accident: Accident,
    /// What its author should know: derived and contradictory values, and members that were not used.
    pub notes: Vec<Note>,
}

impl Accident {
    /// Reads a JSON object with English or Korean names, which may be mixed.
    ///
    /// Names and texts are normalised to NFC and trimmed; apart from that they match exactly. `day_of_week` and `time_period` may be
    /// left out: they follow from the date and the hour. If they are given and contradict date or hour, they are used as given,
    /// since the model takes them as features of their own, and a note says so. Other members than the fields are not used, and
    /// a note names them.
    ///
    /// # Errors
    ///
    /// All faults of the object, in the order of the model's features.
    pub fn parse(value: &Value, fields: &Fields) -> Result<Reading, Vec<Fault>> {
        let given = Given::read(value, fields).map_err(|fault| vec![fault])?;
        Self::complete(given, fields)
    }

    /// Derives what may be left out, and checks that nothing else is missing and that the date exists.
    pub(crate) fn complete(mut given: Given, fields: &Fields) -> Result<Reading, Vec<Fault>> {
        let mut notes = Vec::new();
        let date = [Feature::Year, Feature::Month, Feature::Day].map(|feature| *given.values.get(feature));
        if let [Some(year), Some(month), Some(day)] = date {
            match fields.calendar().weekday(year, month, day) {
                None => given.faults.push(impossible_date(&given, fields, [year, month, day])),
                Some(weekday) if !given.names(Feature::DayOfWeek) => {
                    let value = fields.get(Feature::DayOfWeek).text(weekday);
                    *given.values.get_mut(Feature::DayOfWeek) = Some(weekday);
                    notes.push(Note::WeekdayDerived { value });
                }
                Some(_) => {}
            }
        }
        if let (Some(hour), false) = (*given.values.get(Feature::Hour), given.names(Feature::TimePeriod)) {
            let period = fields.calendar().period(hour);
            *given.values.get_mut(Feature::TimePeriod) = Some(period);
            notes.push(Note::PeriodDerived { value: fields.get(Feature::TimePeriod).text(period) });
        }
        let values = all_values(&mut given, fields).ok_or_else(|| fault::sorted(given.faults))?;
        let accident = Self { values };
        notes.extend(accident.contradictions(fields));
        if !given.unknown.is_empty() {
            notes.push(Note::ignored(given.unknown.iter().map(|(name, _)| name)));
        }
        Ok(Reading { accident, notes })
    }

    /// The code or number of a feature.
    #[must_use]
    pub const fn value(&self, feature: Feature) -> i32 {
        *self.values.get(feature)
    }

    /// The accident as a JSON object with the names of a language: English keys such as `road_type`, or Korean names.
    /// [`Accident::parse`] reads the same accident from it.
    #[must_use]
    pub fn to_json(&self, names: Language, fields: &Fields) -> Map<String, Value> {
        let member = |feature| {
            let field = fields.get(feature);
            let value = self.value(feature);
            (field.member(names), field.category(value).map_or_else(|| Value::from(value), Value::from))
        };
        Feature::ALL.into_iter().map(member).collect()
    }

    /// The row of the model.
    #[must_use]
    pub fn row(&self) -> [f64; Feature::COUNT] {
        self.values.0.map(f64::from)
    }

    /// The code of the weekday of the date.
    pub(crate) fn weekday_of_date(&self, fields: &Fields) -> Option<i32> {
        let [year, month, day] = [Feature::Year, Feature::Month, Feature::Day].map(|feature| self.value(feature));
        fields.calendar().weekday(year, month, day)
    }

    /// The code of the time of day of the hour.
    pub(crate) const fn period_of_hour(&self, fields: &Fields) -> i32 {
        fields.calendar().period(self.value(Feature::Hour))
    }

    /// Notes on a weekday that is not the date's and a time of day that is not the hour's.
    pub(crate) fn contradictions(&self, fields: &Fields) -> impl Iterator<Item = Note> + use<> {
        let text = |feature, value| fields.get(feature).text(value);
        let (given, of_date) = (self.value(Feature::DayOfWeek), self.weekday_of_date(fields));
        let weekday = of_date.filter(|of_date| *of_date != given).map(|of_date| Note::WeekdayDiffers {
            given: text(Feature::DayOfWeek, given),
            of_date: text(Feature::DayOfWeek, of_date),
        });
        let (given, of_hour) = (self.value(Feature::TimePeriod), self.period_of_hour(fields));
        let period = (given != of_hour).then(|| Note::PeriodDiffers {
            given: text(Feature::TimePeriod, given),
            of_hour: text(Feature::TimePeriod, of_hour),
        });
        weekday.into_iter().chain(period)
    }
}

/// The values of all fields; none if there is any fault. Adds the faults of missing fields.
fn all_values(given: &mut Given, fields: &Fields) -> Option<PerFeature<i32>> {
    let mut values = PerFeature::default();
    for feature in Feature::ALL {
        match *given.values.get(feature) {
            Some(value) => *values.get_mut(feature) = value,
            // a derived field is missing only with what it follows from
            None if given.names(feature) || matches!(feature, Feature::DayOfWeek | Feature::TimePeriod) => {}
            None => given.faults.push(Fault::missing(fields.get(feature))),
        }
    }
    given.faults.is_empty().then_some(values)
}

pub(crate) fn impossible_date(given: &Given, fields: &Fields, [year, month, day]: [i32; 3]) -> Fault {
    Fault {
        field: fault::name(given.names.get(Feature::Day).as_ref(), fields, Feature::Day),
        feature: Some(Feature::Day),
        value: Some(format!("{year}-{month:02}-{day:02}")),
        kind: FaultKind::ImpossibleDate { year, month, day },
    }
}
