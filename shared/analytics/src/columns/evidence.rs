//! The notation of numbers and dates in a table's columns, inferred from their values.

use crate::{
    cell::{
        Cell, Marks, Style, clock,
        date::{self, YEARS},
        number::{self, Hint},
        span,
        zone::Zone,
    },
    grid::Raw,
    mapping::{DateOrder, DecimalMark},
};
use serde_json::{Value, json};

/// The maximum number of different zones of a column that are kept.
const ZONES: usize = 8;

/// Counts of a column's values by form, and the evidence for its notation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) filled: u64,
    pub(crate) numbers: u64,
    pub(crate) dates: u64,
    /// Dates that a certain order of day and month is not needed for.
    unordered: u64,
    /// Dates with a time of day.
    pub(crate) timed: u64,
    /// Times of day without a date.
    pub(crate) clocks: u64,
    /// Durations with their units.
    pub(crate) spans: u64,
    mark: Evidence<DecimalMark>,
    order: Evidence<DateOrder>,
    /// Ambiguous numbers by the sign that they have, and those with decimals other than zero if it is the decimal mark.
    points: u64,
    commas: u64,
    fractions: u64,
    pub(crate) zones: Zones,
}

/// The zones of a column's times.
#[derive(Clone, Debug, Default)]
pub(crate) struct Zones {
    pub(crate) without: u64,
    pub(crate) names: Vec<String>,
    pub(crate) unknown: Vec<String>,
}

/// The notation of a column, and the reason for it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Notation {
    pub(crate) style: Style,
    mark: Option<Reason>,
    order: Option<Reason>,
    pub(crate) has_open_numbers: bool,
    pub(crate) has_open_dates: bool,
}

/// The reason for a notation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reason {
    Chosen,
    Column,
    Table,
    WholeNumbers,
    Separator,
}

/// What decides besides the values of a column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context {
    pub(crate) mark: Option<DecimalMark>,
    pub(crate) order: Option<DateOrder>,
    pub(crate) is_separated_by_commas: bool,
    /// The column whose numbers are whole: customers.
    pub(crate) whole: Option<usize>,
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

impl Seen {
    pub(crate) fn look(&mut self, cell: &Raw<'_>) {
        match cell {
            Raw::Empty => return,
            Raw::Number(_) => self.numbers += 1,
            Raw::Moment(moment) => {
                self.dates += 1;
                self.unordered += 1;
                self.timed += u64::from(moment.time() != jiff::civil::Time::midnight());
                self.zones.without += 1;
            }
            Raw::Text(text) => return self.look_at_text(text.trim()),
        }
        self.filled += 1;
    }

    fn look_at_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        let Some(first) = text.bytes().next() else { return };
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.numbers += 1;
        } else if let Some(moment) = date::iso(text) {
            self.add_date(&moment, true);
        } else if let Some(hint) = number::hint(text) {
            self.add_number(text, hint);
        } else if number::number(text, Marks::Open).is_some() {
            self.numbers += 1;
        } else if text.bytes().any(|byte| byte.is_ascii_digit()) {
            self.look_at_other(text, first);
        }
    }

    fn look_at_other(&mut self, text: &str, first: u8) {
        if let Some(moment) = date::moment(text, None) {
            return self.add_date(&moment, true);
        }
        if let Some(hint) = date::hint(text) {
            self.order = self.order.and(hint);
            let order =
                if hint == Hint::Only(DateOrder::MonthFirst) { DateOrder::MonthFirst } else { DateOrder::DayFirst };
            if let Some(moment) = date::moment(text, Some(order)) {
                self.add_date(&moment, false);
            }
            return;
        }
        if clock::clock(text).is_some() {
            self.clocks += 1;
        }
        if (first.is_ascii_digit() || b"pP-".contains(&first)) && span::span(text).is_some() {
            self.spans += 1;
        }
    }

    fn add_number(&mut self, text: &str, hint: Hint<DecimalMark>) {
        self.numbers += 1;
        self.mark = self.mark.and(hint);
        if hint == Hint::Either {
            let is_point = text.contains('.');
            if is_point {
                self.points += 1;
            } else {
                self.commas += 1;
            }
            self.fractions += u64::from(number::is_fractional_as_decimal(text));
        }
    }

    fn add_date(&mut self, moment: &crate::cell::Moment, is_unordered: bool) {
        debug_assert!(
            YEARS.contains(&moment.civil.year()) || moment.civil.year() == 2201,
            "dates are within the years"
        );
        self.dates += 1;
        self.unordered += u64::from(is_unordered);
        self.timed += u64::from(moment.has_time);
        if moment.has_time {
            self.zones.add(&moment.zone);
        }
    }

    /// Returns whether ambiguous numbers have commas.
    pub(crate) const fn has_ambiguous_commas(&self) -> bool {
        self.commas > 0 || self.points == 0
    }

    /// Dates that can be read with this notation.
    pub(crate) const fn readable_dates(&self, notation: Notation) -> u64 {
        if notation.style.order.is_some() { self.dates } else { self.unordered }
    }

    /// The mark if numbers of the column are whole: `1.200` is 1,200 customers, as there are no 1.2 customers.
    fn mark_of_whole(&self) -> Option<DecimalMark> {
        match (self.points, self.commas, self.fractions) {
            (_, 0, 1..) => Some(DecimalMark::Comma),
            (0, _, 1..) => Some(DecimalMark::Point),
            _ => None,
        }
    }
}

impl Zones {
    fn add(&mut self, zone: &Zone) {
        let (names, name) = match zone {
            Zone::None => {
                self.without += 1;
                return;
            }
            Zone::Unknown(name) => (&mut self.unknown, name.clone()),
            zone => (&mut self.names, zone.suffix()),
        };
        if names.len() < ZONES && !names.contains(&name) {
            names.push(name);
        }
    }
}

/// The notation of each column. One without evidence uses the notation of the others, if they agree.
pub(crate) fn notations(columns: &[Seen], context: &Context) -> Vec<Notation> {
    let mark = columns.iter().fold(Evidence::Nothing, |evidence, seen| evidence.merged(seen.mark));
    let order = columns.iter().fold(Evidence::Nothing, |evidence, seen| evidence.merged(seen.order));
    let notation = |(place, seen): (usize, &Seen)| {
        let marked = mark_of(seen, mark, context, context.whole == Some(place));
        let ordered = match context.order {
            Some(order) => Some((order, Reason::Chosen)),
            None => seen.order.or_of(order),
        };
        let has_open_numbers = marked.is_none() && seen.mark != Evidence::Nothing;
        let marks = match marked {
            Some((mark, _)) => Marks::Decimal(mark),
            None if has_open_numbers => Marks::Open,
            None => Marks::Unseen,
        };
        Notation {
            style: Style { marks, order: ordered.map(|(order, _)| order) },
            mark: marked.map(|(_, reason)| reason).filter(|_| seen.mark != Evidence::Nothing),
            order: ordered.map(|(_, reason)| reason).filter(|_| seen.order != Evidence::Nothing),
            has_open_numbers,
            has_open_dates: ordered.is_none() && seen.order != Evidence::Nothing,
        }
    };
    columns.iter().enumerate().map(notation).collect()
}

fn mark_of(
    seen: &Seen,
    table: Evidence<DecimalMark>,
    context: &Context,
    is_whole: bool,
) -> Option<(DecimalMark, Reason)> {
    if let Some(mark) = context.mark {
        return Some((mark, Reason::Chosen));
    }
    let of_whole = seen.mark_of_whole().filter(|_| is_whole && seen.mark == Evidence::Open);
    if let Some(mark) = of_whole {
        // one sign cannot be the decimal mark of one column and separate the thousands of another
        let is_contradicted = matches!(table, Evidence::Known(other) if other != mark);
        return (!is_contradicted).then_some((mark, Reason::WholeNumbers));
    }
    let found = seen.mark.or_of(table);
    // files with decimal commas are separated by semicolons or tabs: a comma would divide the number
    let is_plain_point = seen.mark == Evidence::Open && seen.commas == 0 && context.is_separated_by_commas && !is_whole;
    found.or_else(|| is_plain_point.then_some((DecimalMark::Point, Reason::Separator)))
}

impl Notation {
    /// The notation and the reason for it, where the values needed one.
    pub(crate) fn payload(self, name: &str) -> Option<Value> {
        let mark = match self.style.marks {
            Marks::Decimal(mark) => self.mark.map(|reason| json!({ "value": mark, "evidence": reason.text() })),
            _ => None,
        };
        let order = self
            .style
            .order
            .zip(self.order)
            .map(|(order, reason)| json!({ "value": order, "evidence": reason.text() }));
        if mark.is_none() && order.is_none() && !self.has_open_numbers && !self.has_open_dates {
            return None;
        }
        let open = |is_open: bool| is_open.then(|| json!({ "value": null, "evidence": "ambiguous" }));
        let found = [
            ("decimal_mark", mark.or_else(|| open(self.has_open_numbers))),
            ("date_order", order.or_else(|| open(self.has_open_dates))),
        ];
        let named = found.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        Some(Value::Object(std::iter::once(("column".to_owned(), name.into())).chain(named).collect()))
    }

    /// The value of a cell in this notation.
    pub(crate) fn read<'a>(self, cell: &'a Raw<'_>) -> Cell<'a> {
        cell.read(self.style)
    }
}

impl Reason {
    const fn text(self) -> &'static str {
        match self {
            Self::Chosen => "chosen by the user",
            Self::Column => "values of the column",
            Self::Table => "values of other columns",
            Self::WholeNumbers => "numbers of customers are whole",
            Self::Separator => "the file is separated by commas",
        }
    }
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

    /// The reading of the column, or of the table if the column has no evidence.
    fn or_of(self, table: Self) -> Option<(Reading, Reason)> {
        match (self, table) {
            (Self::Known(reading), _) => Some((reading, Reason::Column)),
            (Self::Nothing | Self::Open, Self::Known(reading)) => Some((reading, Reason::Table)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(columns: &[&[&str]], context: Context) -> Vec<Notation> {
        let seen = columns.iter().map(|values| {
            let mut seen = Seen::default();
            values.iter().for_each(|value| seen.look(&Raw::Text((*value).into())));
            seen
        });
        notations(&seen.collect::<Vec<_>>(), &context)
    }

    fn marks(columns: &[&[&str]], context: Context) -> Vec<Marks> {
        decide(columns, context).iter().map(|notation| notation.style.marks).collect()
    }

    const WHOLE: Context = Context { mark: None, order: None, is_separated_by_commas: false, whole: Some(0) };
    const COMMAS: Context = Context { mark: None, order: None, is_separated_by_commas: true, whole: None };

    #[test]
    fn ambiguous_columns_stay_open() {
        let found = decide(&[&["03/04/2024"], &["1,234"], &["1.234"], &["x"]], Context::default());
        let open: Vec<(bool, bool)> =
            found.iter().map(|found| (found.has_open_dates, found.has_open_numbers)).collect();
        assert_eq!(open, [(true, false), (false, true), (false, true), (false, false)]);
    }

    #[test]
    fn self_contradicting_column_stays_open() {
        let found = decide(&[&["31/01/2024", "01/31/2024"], &["1,5", "1.5"]], Context::default());
        assert!(found[0].has_open_dates && found[1].has_open_numbers);
        assert_eq!(found[1].style.marks, Marks::Open);
    }

    #[test]
    fn one_value_decides_ambiguous_columns() {
        let columns: [&[&str]; 4] = [&["03/04/2024", "31/12/2024"], &["03/04/2024"], &["1,234", "0,5"], &["1.250"]];
        let found = decide(&columns, Context::default());
        assert!(found[..2].iter().all(|found| found.style.order == Some(DateOrder::DayFirst)));
        assert!(found[2..].iter().all(|found| found.style.marks == Marks::Decimal(DecimalMark::Comma)));
        assert!(found.iter().all(|found| !found.has_open_dates && !found.has_open_numbers));
    }

    #[test]
    fn customers_are_whole_numbers() {
        assert_eq!(marks(&[&["1.200", "950"]], WHOLE), [Marks::Decimal(DecimalMark::Comma)]);
        assert_eq!(marks(&[&["1,200", "950"]], WHOLE), [Marks::Decimal(DecimalMark::Point)]);
        // three decimals of zero, or thousands
        assert_eq!(marks(&[&["1.000", "2.000"]], WHOLE), [Marks::Open]);
        assert_eq!(marks(&[&["1.200", "1,300"]], WHOLE), [Marks::Open]);
        // an export with three decimals
        assert_eq!(marks(&[&["1200.000", "950.000"]], WHOLE), [Marks::Decimal(DecimalMark::Point)]);
    }

    #[test]
    fn whole_numbers_do_not_contradict_the_table() {
        assert_eq!(marks(&[&["1.200"], &["1.5"]], WHOLE)[0], Marks::Open);
        assert_eq!(marks(&[&["1,200"], &["1.5"]], WHOLE)[0], Marks::Decimal(DecimalMark::Point));
    }

    #[test]
    fn separator_speaks_for_decimal_points() {
        assert_eq!(marks(&[&["1.250"]], COMMAS), [Marks::Decimal(DecimalMark::Point)]);
        assert_eq!(marks(&[&["1,250"]], COMMAS), [Marks::Open]);
        assert_eq!(marks(&[&["1.250"]], Context::default()), [Marks::Open]);
        let chosen = Context { mark: Some(DecimalMark::Comma), ..COMMAS };
        assert_eq!(marks(&[&["1.250"]], chosen), [Marks::Decimal(DecimalMark::Comma)]);
    }
}
