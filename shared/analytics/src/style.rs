//! The notation of numbers and dates in a table's columns, inferred from their values.

use crate::{
    Style, TableError,
    cell::{Comma, Hint, Order, comma_hint, order_hint},
    file::{Raw, Table},
};

/// The notation of a table's columns, and the ambiguous ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Styles {
    columns: Vec<Style>,
    /// The positions of columns whose numbers or dates are ambiguous.
    pub(crate) open_numbers: Vec<usize>,
    pub(crate) open_dates: Vec<usize>,
}

impl Styles {
    /// Reads all rows but the first, the header.
    pub(crate) fn of(table: &mut Table) -> Result<Self, TableError> {
        let mut columns: Vec<Seen> = Vec::new();
        let mut is_header = true;
        table.rows(|row| {
            if std::mem::take(&mut is_header) {
                return Ok(());
            }
            if columns.len() < row.cells.len() {
                columns.resize_with(row.cells.len(), Seen::default);
            }
            for (seen, cell) in columns.iter_mut().zip(&row.cells) {
                if let Raw::Text(text) = cell {
                    seen.look(text);
                }
            }
            Ok(())
        })?;
        Ok(Self::decide(&columns))
    }

    pub(crate) fn column(&self, place: usize) -> Style {
        self.columns.get(place).copied().unwrap_or_default()
    }

    /// A column without evidence uses the notation of the others, if they agree.
    fn decide(columns: &[Seen]) -> Self {
        let whole = columns.iter().copied().fold(Seen::default(), Seen::and);
        let mut styles = Self::default();
        for (place, seen) in columns.iter().enumerate() {
            let comma = seen.comma.reading().or_else(|| whole.comma.reading().filter(|_| !seen.comma.is_known()));
            let order = seen.order.reading().or_else(|| whole.order.reading().filter(|_| !seen.order.is_known()));
            if comma.is_none() && seen.comma.any() {
                styles.open_numbers.push(place);
            }
            if order.is_none() && seen.order.any() {
                styles.open_dates.push(place);
            }
            styles.columns.push(Style { comma, order });
        }
        styles
    }
}

/// The evidence from a column's values.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    comma: Evidence<Comma>,
    order: Evidence<Order>,
}

impl Seen {
    fn look(&mut self, text: &str) {
        if let Some(hint) = comma_hint(text) {
            self.comma = self.comma.and(hint);
        } else if let Some(hint) = order_hint(text) {
            self.order = self.order.and(hint);
        }
    }

    fn and(self, other: Self) -> Self {
        Self { comma: self.comma.merged(other.comma), order: self.order.merged(other.order) }
    }
}

/// The evidence about one ambiguity.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Evidence<Reading> {
    /// It does not occur.
    #[default]
    Nothing,
    /// It occurs only where both readings are possible.
    Open,
    /// It can only be read so.
    Known(Reading),
    /// Some of it can only be read so, some only otherwise.
    Contradictory,
}

impl<Reading: Copy + PartialEq> Evidence<Reading> {
    fn and(self, hint: Hint<Reading>) -> Self {
        self.merged(match hint {
            Hint::Either => Self::Open,
            Hint::Only(reading) => Self::Known(reading),
        })
    }

    fn merged(self, other: Self) -> Self {
        if other == Self::Nothing || (other == Self::Open && self != Self::Nothing) {
            return self;
        }
        match self {
            Self::Nothing | Self::Open => other,
            Self::Known(_) if self == other => self,
            Self::Known(_) | Self::Contradictory => Self::Contradictory,
        }
    }

    fn reading(self) -> Option<Reading> {
        match self {
            Self::Known(reading) => Some(reading),
            _ => None,
        }
    }

    fn any(self) -> bool {
        self != Self::Nothing
    }

    fn is_known(self) -> bool {
        matches!(self, Self::Known(_) | Self::Contradictory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(columns: &[&[&str]]) -> Styles {
        let seen = columns.iter().map(|values| {
            let mut seen = Seen::default();
            values.iter().for_each(|value| seen.look(value));
            seen
        });
        Styles::decide(&seen.collect::<Vec<_>>())
    }

    #[test]
    fn ambiguous_columns_stay_open_and_named() {
        let styles = decide(&[&["03/04/2024"], &["1,234"], &["x"]]);
        assert_eq!((styles.open_dates.as_slice(), styles.open_numbers.as_slice()), ([0].as_slice(), [1].as_slice()));
        assert_eq!(styles.column(0), Style::default());
    }

    #[test]
    fn self_contradicting_column_stays_open() {
        let styles = decide(&[&["31/01/2024", "01/31/2024"], &["1,5", "1,234,567"]]);
        assert_eq!((styles.open_dates.as_slice(), styles.open_numbers.as_slice()), ([0].as_slice(), [1].as_slice()));
    }

    #[test]
    fn one_value_decides_ambiguous_columns() {
        let styles =
            decide(&[&["03/04/2024", "31/04/2024", "31/12/2024"], &["03/04/2024"], &["1,234", "0,5"], &["1,250"]]);
        assert!((0..2).all(|place| styles.column(place).order == Some(Order::DayFirst)));
        assert!((2..4).all(|place| styles.column(place).comma == Some(Comma::Decimal)));
        assert!(styles.open_dates.is_empty() && styles.open_numbers.is_empty());
    }
}
