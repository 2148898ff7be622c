//! One cell of a table.

pub(crate) mod clock;
pub(crate) mod date;
pub(crate) mod month;
pub(crate) mod number;
pub(crate) mod span;
pub(crate) mod zone;

use crate::mapping::DecimalMark;
use date::Orders;
use jiff::civil::{DateTime, Time};
use month::Month;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use zone::Zone;

/// The zeros of decimal digits beyond ASCII, each followed by the other nine (Unicode, general category Nd): Arabic, Persian,
/// Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Tibetan, Myanmar, Khmer and full
/// width.
const ZEROS: [u32; 17] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0,
    0xff10,
];

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Nothing, or white space.
    Empty,
    Number(f64),
    Date(Moment),
    /// A month without a day.
    Month(Month),
    Text(Cow<'a, str>),
}

/// A date, with the time of day and the zone if the cell has them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Moment {
    pub(crate) civil: DateTime,
    pub(crate) has_time: bool,
    pub(crate) zone: Zone,
}

/// A column's notation of ambiguous numbers and dates.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Style {
    pub(crate) marks: Marks,
    /// The first part of a date such as `03/04/2024` or `03/04/24`; none if the table does not show it.
    pub(crate) orders: Orders,
    /// Texts such as `2024-03` are months.
    pub(crate) months: bool,
}

/// The meaning of points and commas in numbers.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Marks {
    /// No evidence: only numbers with an unambiguous point are read.
    #[default]
    Unseen,
    Decimal(DecimalMark),
    /// Ambiguous: numbers with points or commas are not read.
    Open,
}

impl<'a> Cell<'a> {
    /// Reads a text; what the style leaves open stays text.
    pub(crate) fn parse(text: &'a str, style: Style) -> Self {
        let text = trimmed(text);
        if text.is_empty() {
            return Self::Empty;
        }
        if let Some(plain) = with_plain_digits(text) {
            return match Cell::parse(&plain, style) {
                Cell::Text(_) => Self::Text(printable(text)),
                other => other.into_owned(),
            };
        }
        if let Some(moment) = date::iso(text) {
            return Self::Date(moment);
        }
        if let Some(number) = number::number(text, style.marks) {
            return Self::Number(number);
        }
        if let Some(moment) = date::moment(text, style.orders) {
            return Self::Date(moment);
        }
        let month = style.months.then(|| month::month(text)).flatten();
        month.map_or_else(|| Self::Text(printable(text)), Self::Month)
    }

    /// As a number.
    pub(crate) const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Its canonical text: a date by ISO 8601, without a time at midnight.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date(moment) => Cow::Owned(moment.text()),
            Self::Month(month) => Cow::Owned(month.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }

    pub(crate) fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Number(number) => Cell::Number(number),
            Self::Date(moment) => Cell::Date(moment),
            Self::Month(month) => Cell::Month(month),
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
        }
    }
}

impl Moment {
    pub(crate) fn text(&self) -> String {
        if self.civil.time() == Time::midnight() && self.zone == Zone::None {
            return self.civil.date().to_string();
        }
        format!("{}{}", self.civil, self.zone.suffix())
    }
}

/// The text without white space around it, and without the byte order mark that a joined file has amid its rows.
pub(crate) fn trimmed(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('\u{feff}').map_or(text, str::trim_start)
}

/// The text with ASCII digits and signs in place of those of another width or script (`１２３`, `١٢٣`); none if it has no others.
pub(crate) fn with_plain_digits(text: &str) -> Option<String> {
    if text.is_ascii() || !text.chars().any(|letter| digit(letter).is_some()) {
        return None;
    }
    let plain = |letter: char| match letter {
        // signs of the same width as the digits
        '\u{ff0b}'..='\u{ff0f}' | '\u{ff1a}' => {
            u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter)
        }
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        letter => digit(letter).unwrap_or(letter),
    };
    Some(text.chars().map(plain).collect())
}

/// The ASCII digit that has the value of a decimal digit of another width or script.
fn digit(letter: char) -> Option<char> {
    let code = u32::from(letter);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// The text in normalisation form C, with a space in place of each control character: U+0000 cannot be stored, others garble
/// what they are shown in.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches('\u{feff}');
    let is_plain = |text: &str| text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if is_plain(text) {
        return Cow::Borrowed(text.trim());
    }
    let has_control = text.chars().any(char::is_control);
    if !has_control && is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text.trim());
    }
    let spaced = text.nfc().map(|letter| if letter.is_control() { ' ' } else { letter });
    Cow::Owned(spaced.collect::<String>().trim().to_owned())
}

#[cfg(test)]
mod tests;
