//! Changes of an accident, for "what if".

use serde_json::Value;

use crate::accident::{Accident, Reading, impossible_date};
use crate::fault::{self, Fault};
use crate::feature::Feature;
use crate::fields::Fields;
use crate::given::Given;

/// New values for some fields of an accident.
#[derive(Debug)]
pub struct Changes {
    given: Given,
}

impl Changes {
    /// Reads a JSON object like [`Accident::parse`], with the changed fields only; without any, nothing changes.
    ///
    /// # Errors
    ///
    /// All faults of the object. A member that is no field is one: a misprint would otherwise look like a change without effect.
    pub fn parse(value: &Value, fields: &Fields) -> Result<Self, Vec<Fault>> {
        let mut given = Given::read(value, fields).map_err(|fault| vec![fault])?;
        given.faults.extend(given.unknown.iter().map(|(name, value)| Fault::unknown(name, value)));
        if !given.faults.is_empty() {
            return Err(fault::sorted(given.faults));
        }
        Ok(Self { given })
    }

    /// The changed features, in the order of the model.
    pub fn features(&self) -> impl Iterator<Item = Feature> {
        Feature::ALL.into_iter().filter(|feature| self.has(*feature))
    }

    fn has(&self, feature: Feature) -> bool {
        self.given.values.get(feature).is_some()
    }
}

impl Accident {
    /// Returns the accident with changes.
    ///
    /// A day of the week follows a changed date, and a time of day a changed hour, unless the changes name it too or it contradicted
    /// the date or hour before.
    ///
    /// # Errors
    ///
    /// The changed date does not exist.
    pub fn with(&self, changes: &Changes, fields: &Fields) -> Result<Reading, Vec<Fault>> {
        let mut result = *self;
        for feature in Feature::ALL {
            if let Some(value) = *changes.given.values.get(feature) {
                *result.values.get_mut(feature) = value;
            }
        }
        let Some(weekday) = result.weekday_of_date(fields) else {
            let date = [Feature::Year, Feature::Month, Feature::Day].map(|feature| result.value(feature));
            return Err(vec![impossible_date(&changes.given, fields, date)]);
        };
        if !changes.has(Feature::DayOfWeek) && self.weekday_of_date(fields) == Some(self.value(Feature::DayOfWeek)) {
            *result.values.get_mut(Feature::DayOfWeek) = weekday;
        }
        if !changes.has(Feature::TimePeriod) && self.period_of_hour(fields) == self.value(Feature::TimePeriod) {
            *result.values.get_mut(Feature::TimePeriod) = result.period_of_hour(fields);
        }
        Ok(Reading { accident: result, notes: result.contradictions(fields).collect() })
    }
}
