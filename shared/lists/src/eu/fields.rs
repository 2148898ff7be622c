use crate::entity::Entity;
use crate::report::{ReadReport, Reason};
use crate::text::present;

/// Fields of bookkeeping that say nothing of the entity.
const BOOKKEEPING: [&str; 2] = ["logicalId", "regulationLanguage"];

/// The fields of one detail of an entity. Names are compared without case: `WholeName` is `wholeName`.
pub(super) struct Fields<'a> {
    /// The name of the detail, for what is not understood.
    pub(super) name: &'a str,
    values: Vec<(&'a str, String)>,
}

impl<'a> Fields<'a> {
    /// The fields that have a value.
    pub(super) fn new(name: &'a str, fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let values = fields.filter_map(|(name, value)| Some((name, present(value)?))).collect();
        Self { name, values }
    }

    /// Adds a field that the form writes elsewhere.
    pub(super) fn add(&mut self, name: &'a str, value: Option<String>) {
        self.values.extend(value.map(|value| (name, value)));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.iter().all(|(name, _)| BOOKKEEPING.iter().any(|known| known.eq_ignore_ascii_case(name)))
    }

    /// Removes a field and returns its value.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let position = self.values.iter().position(|(other, _)| other.eq_ignore_ascii_case(name))?;
        Some(self.values.swap_remove(position).1)
    }

    /// Removes a field that is true or false.
    pub(super) fn take_flag(&mut self, name: &str) -> Option<bool> {
        let value = self.take(name)?;
        match value.to_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => {
                self.values.push(("flag", value));
                None
            }
        }
    }

    /// Stores the remaining fields literally and counts them.
    pub(super) fn finish(self, entity: &mut Entity, report: &mut ReadReport) {
        for (name, value) in self.values {
            if BOOKKEEPING.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                continue;
            }
            let text = format!("{}.{name}: {value}", self.name);
            report.note(Reason::UnknownField, &text);
            entity.unread.push(text);
        }
    }
}
