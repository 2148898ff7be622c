//! The values that a JSON object gives for the fields.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::fault::{self, Fault, FaultKind};
use crate::feature::{Feature, PerFeature};
use crate::fields::{Field, Fields};

/// The valid values of an object, and its faults.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) values: PerFeature<Option<i32>>,
    /// The names of the fields as the caller wrote them.
    pub(crate) names: PerFeature<Option<String>>,
    pub(crate) faults: Vec<Fault>,
    /// The members that are no field, by name.
    pub(crate) unknown: Vec<(String, Value)>,
}

impl Given {
    /// Reads the members of an object. Names and texts are normalised to NFC and trimmed; `null` counts as left out.
    pub(crate) fn read(value: &Value, fields: &Fields) -> Result<Self, Fault> {
        let object = value.as_object().ok_or_else(|| Fault::whole(FaultKind::NotAnObject))?;
        let mut given = Self::default();
        for (name, value) in object {
            match fields.find(&normalised(name)) {
                None => given.unknown.push((name.clone(), value.clone())),
                Some(_) if value.is_null() => {}
                Some(field) => given.add(field, name, value),
            }
        }
        given.unknown.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(given)
    }

    /// Returns whether the caller wrote the field, with a valid value or not.
    pub(crate) const fn names(&self, feature: Feature) -> bool {
        self.names.get(feature).is_some()
    }

    fn add(&mut self, field: &Field, name: &str, value: &Value) {
        let feature = field.feature();
        if let Some(other) = self.names.get(feature) {
            let kind = FaultKind::Repeated { other: other.clone() };
            self.faults.push(Fault::of(name, feature, value, kind));
            return;
        }
        *self.names.get_mut(feature) = Some(name.to_owned());
        let text = value.as_str().map(normalised);
        match fault::check(field, text.as_deref(), value) {
            Ok(value) => *self.values.get_mut(feature) = Some(value),
            Err(kind) => self.faults.push(Fault::of(name, feature, value, kind)),
        }
    }
}

/// A text as it is compared: in NFC, without white space around it. File systems of Apple write Hangul in parts (NFD).
pub(crate) fn normalised(text: &str) -> String {
    text.trim().nfc().collect()
}
