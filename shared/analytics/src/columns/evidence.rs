//! The notation of numbers and dates in a table's columns, inferred from their values.

mod machine;
mod months;
mod short_years;
mod texts;

use crate::{
    cell::{
        Cell, Marks, Style, clock,
        date::{self, Orders, YEARS, short::ShortHint},
        month,
        number::{self, Hint},
        span, trimmed, with_plain_digits,
        zone::Zone,
    },
    grid::Raw,
    mapping::{DateOrder, DecimalMark},
};
use machine::{Machine, NumberedDates};
use months::Months;
use serde_json::{Value, json};
use short_years::ShortYears;
use texts::Texts;

/// The maximum number of different zones of a column that are kept.
const ZONES: usize = 8;

/// Counts of a column's values by form, and the evidence for its notation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) filled: u64,
    pub(crate) numbers: u64,
    dates: u64,
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
    short_years: ShortYears,
    pub(crate) months: Months,
    /// Numbers that may be dates.
    machine: Machine,
    /// The different texts, as long as there are few.
    pub(crate) texts: Texts,
    /// Ambiguous numbers by the sign that they have, and those with decimals other than zero if it is the decimal mark.
    points: u64,
    commas: u64,
    fractions: u64,
    /// Those that end in a zero, and numbers without any sign: together they speak against decimals, of which zeros at the end are
    /// written for all numbers or for none.
    padded: u64,
    bare: u64,
    pub(crate) zones: Zones,
}

/// The zones of a column's times.
#[derive(Clone, Debug, Default)]
pub(crate) struct Zones {
    pub(crate) without: u64,
    pub(crate) names: Vec<String>,
    pub(crate) unknown: Vec<String>,
    /// The zones of these names.
    known: Vec<Zone>,
}

/// The notation of a column, and the reason for it.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a finding of its own")]
pub(crate) struct Notation {
    pub(crate) style: Style,
    mark: Option<Reason>,
    order: Option<Reason>,
    short_order: Option<Reason>,
    pub(crate) has_open_numbers: bool,
    pub(crate) has_open_dates: bool,
    /// Dates with a year of two digits in an ambiguous order.
    pub(crate) has_open_years: bool,
    /// Texts that may be months or two years.
    pub(crate) has_open_months: bool,
}

/// The reason for a notation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reason {
    Chosen,
    Column,
    Table,
    WholeNumbers,
    Separator,
    Spread,
}

/// What decides besides the values of a column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    pub(crate) mark: Option<DecimalMark>,
    pub(crate) order: Option<DateOrder>,
    /// The corrections of single columns.
    pub(crate) columns: Vec<(usize, Option<DecimalMark>, Option<DateOrder>)>,
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
            Raw::Number(number) => {
                self.numbers += 1;
                self.machine.look_at_number(*number);
            }
            Raw::Moment(moment) => {
                self.dates += 1;
                self.unordered += 1;
                self.timed += u64::from(moment.time() != jiff::civil::Time::midnight());
                self.zones.without += 1;
            }
            Raw::Text(text) => {
                let text = trimmed(text);
                return match with_plain_digits(text) {
                    Some(plain) => self.look_at_text(&plain),
                    None => self.look_at_text(text),
                };
            }
        }
        self.filled += 1;
    }

    fn look_at_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        self.texts.look(text);
        let Some(first) = text.bytes().next() else { return };
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.numbers += 1;
            self.bare += 1;
            self.machine.look(text);
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
        if let Some(moment) = date::moment(text, Orders::default()) {
            return self.add_date(&moment, true);
        }
        if let Some(hint) = date::hint(text) {
            self.order = self.order.and(hint);
            let order =
                if hint == Hint::Only(DateOrder::MonthFirst) { DateOrder::MonthFirst } else { DateOrder::DayFirst };
            if let Some(moment) = date::moment(text, order.into()) {
                self.add_date(&moment, false);
            }
            return;
        }
        if let Some(hint) = date::short_hint(text) {
            return self.add_short(text, hint);
        }
        if let Some(hint) = month::hint(text) {
            return self.months.add(hint);
        }
        if clock::clock(text).is_some() {
            self.clocks += 1;
        }
        if (first.is_ascii_digit() || b"pP-.".contains(&first)) && span::span(text).is_some() {
            self.spans += 1;
        }
    }

    fn add_short(&mut self, text: &str, hint: ShortHint) {
        self.short_years.add(hint);
        let moment = date::moment(text, Orders { long: None, short: hint.order() });
        if let Some(moment) = moment.filter(|moment| moment.has_time) {
            self.timed += 1;
            self.zones.add(&moment.zone);
        }
    }

    fn add_number(&mut self, text: &str, hint: Hint<DecimalMark>) {
        self.numbers += 1;
        // the decimals of a day are its time
        if text.as_bytes().get(5).is_some_and(|byte| b".,".contains(byte)) {
            self.machine.look(text.get(..5).unwrap_or_default());
        }
        self.mark = self.mark.and(hint);
        if hint == Hint::Either {
            let is_point = text.contains('.');
            if is_point {
                self.points += 1;
            } else {
                self.commas += 1;
            }
            self.fractions += u64::from(number::is_fractional_as_decimal(text));
            self.padded += u64::from(text.ends_with('0'));
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

    /// How a column of numbers only may hold dates.
    pub(crate) fn numbered_dates(&self) -> Option<NumberedDates> {
        self.machine.all(self.filled)
    }

    /// Returns whether ambiguous numbers have commas.
    pub(crate) const fn has_ambiguous_commas(&self) -> bool {
        self.commas > 0 || self.points == 0
    }

    /// Dates, in a certain order or not.
    pub(crate) const fn dates(&self) -> u64 {
        self.dates + self.short_years.dates()
    }

    /// Dates and months that can be read with this notation.
    pub(crate) const fn readable_dates(&self, notation: Notation) -> u64 {
        let Orders { long, short } = notation.style.orders;
        let long = if long.is_some() { self.dates } else { self.unordered };
        let short = if short.is_some() { self.short_years.dates() } else { 0 };
        let months = if notation.style.months { self.months.count } else { 0 };
        long + short + months
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
        if *zone == Zone::None {
            self.without += 1;
            return;
        }
        if self.known.len() >= ZONES || self.known.contains(zone) {
            return;
        }
        self.known.push(zone.clone());
        match zone {
            Zone::Unknown(name) => self.unknown.push(name.clone()),
            zone => self.names.push(zone.suffix()),
        }
    }
}

/// The notation of each column. One without evidence uses the notation of the others, if they agree.
pub(crate) fn notations(columns: &[Seen], context: &Context) -> Vec<Notation> {
    let mark = columns.iter().fold(Evidence::Nothing, |evidence, seen| evidence.merged(seen.mark));
    let order = columns.iter().fold(Evidence::Nothing, |evidence, seen| evidence.merged(seen.order));
    let short_order = short_years::of_table(columns.iter().map(|seen| &seen.short_years));
    let notation = |(place, seen): (usize, &Seen)| {
        let (own_mark, own_order) = context.of_column(place);
        let marked = match own_mark {
            Some(mark) => Some((mark, Reason::Chosen)),
            None => mark_of(seen, mark, context, context.whole == Some(place)),
        };
        let chosen = own_order.map(|order| (order, Reason::Chosen));
        let ordered = chosen.or_else(|| seen.order.or_of(order));
        let short = chosen.or_else(|| seen.short_years.decide(ordered, short_order));
        let has_open_numbers = marked.is_none() && seen.mark != Evidence::Nothing;
        let marks = match marked {
            Some((mark, _)) => Marks::Decimal(mark),
            None if has_open_numbers => Marks::Open,
            None => Marks::Unseen,
        };
        let orders = Orders { long: ordered.map(|(order, _)| order), short: short.map(|(order, _)| order) };
        Notation {
            style: Style { marks, orders, months: seen.months.are_months() },
            mark: marked.map(|(_, reason)| reason).filter(|_| seen.mark != Evidence::Nothing),
            order: ordered.map(|(_, reason)| reason).filter(|_| seen.order != Evidence::Nothing),
            short_order: short.map(|(_, reason)| reason).filter(|_| seen.short_years.dates() > 0),
            has_open_numbers,
            has_open_dates: ordered.is_none() && seen.order != Evidence::Nothing,
            has_open_years: short.is_none() && seen.short_years.dates() > 0,
            has_open_months: seen.months.are_open(),
        }
    };
    columns.iter().enumerate().map(notation).collect()
}

impl Context {
    /// The chosen mark and order of a column.
    fn of_column(&self, place: usize) -> (Option<DecimalMark>, Option<DateOrder>) {
        let of = self.columns.iter().filter(|(column, ..)| *column == place);
        of.fold((self.mark, self.order), |(mark, order), (_, own_mark, own_order)| {
            (own_mark.or(mark), own_order.or(order))
        })
    }
}

fn mark_of(
    seen: &Seen,
    table: Evidence<DecimalMark>,
    context: &Context,
    is_whole: bool,
) -> Option<(DecimalMark, Reason)> {
    let of_whole = seen.mark_of_whole().filter(|_| is_whole && seen.mark == Evidence::Open);
    if let Some(mark) = of_whole {
        // one sign cannot be the decimal mark of one column and separate the thousands of another
        let is_contradicted = matches!(table, Evidence::Known(other) if other != mark);
        return (!is_contradicted).then_some((mark, Reason::WholeNumbers));
    }
    let found = seen.mark.or_of(table);
    // files with decimal commas are separated by semicolons or tabs: a comma would divide the number
    let is_padded = seen.padded > 0 && seen.bare > 0;
    let is_open_point = seen.mark == Evidence::Open && seen.commas == 0 && !is_padded;
    let is_plain_point = is_open_point && context.is_separated_by_commas && !is_whole;
    found.or_else(|| is_plain_point.then_some((DecimalMark::Point, Reason::Separator)))
}

impl Notation {
    /// The notation and the reason for it, where the values needed one.
    pub(crate) fn payload(self, name: &str) -> Option<Value> {
        let mark = match self.style.marks {
            Marks::Decimal(mark) => self.mark.map(|reason| json!({ "value": mark, "evidence": reason.text() })),
            _ => None,
        };
        let Orders { long, short } = self.style.orders;
        let ordered = |order: Option<DateOrder>, reason: Option<Reason>| {
            order.zip(reason).map(|(order, reason)| json!({ "value": order, "evidence": reason.text() }))
        };
        let open = |is_open: bool| is_open.then(|| json!({ "value": null, "evidence": "ambiguous" }));
        let found = [
            ("decimal_mark", mark.or_else(|| open(self.has_open_numbers))),
            ("date_order", ordered(long, self.order).or_else(|| open(self.has_open_dates))),
            ("short_year_order", ordered(short, self.short_order).or_else(|| open(self.has_open_years))),
            ("months", self.style.months.then(|| json!({ "value": true, "evidence": Reason::Column.text() }))),
        ];
        let named: Vec<_> = found.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
        if named.is_empty() {
            return None;
        }
        Some(Value::Object(std::iter::once(("column".to_owned(), name.into())).chain(named).collect()))
    }

    /// Returns whether dates with a year of two digits were read.
    pub(crate) const fn has_short_years(self) -> bool {
        self.short_order.is_some()
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
            Self::Spread => "many days of few years",
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
mod tests;
