//! Mobile numbers.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// Fewest and most characters as people write them.
const WRITTEN: std::ops::RangeInclusive<usize> = 10..=15;
/// Digits of a number within a country.
const NATIONAL: usize = 10;

/// A mobile number in E.164 form: a plus and 10 to 15 digits.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mobile(String);

/// The country of numbers that do not name theirs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CallingCode(u16);

/// Text that is no mobile number.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("must be a mobile number of 10 to 15 digits, such as +256772123456")]
pub struct NoMobile;

impl Default for CallingCode {
    /// Uganda.
    fn default() -> Self {
        Self(256)
    }
}

impl FromStr for CallingCode {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.trim_start_matches('+').parse().map(Self)
    }
}

impl Mobile {
    /// Reads a number as people write it, with spaces and dashes: with a plus and the country, with the country alone, or, of
    /// ten digits, within the country of `calling_code`, where a leading zero is no part of it.
    pub fn parse(written: &str, calling_code: CallingCode) -> Result<Self, NoMobile> {
        if !WRITTEN.contains(&written.chars().count()) {
            return Err(NoMobile);
        }
        let plus = written.trim_start().starts_with('+');
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let others = written.chars().skip_while(|letter| letter.is_whitespace()).skip(usize::from(plus));
        if others.into_iter().any(|letter| !letter.is_ascii_digit() && !" -().".contains(letter)) {
            return Err(NoMobile);
        }
        let full = match digits.len() {
            NATIONAL if !plus => format!("+{}{}", calling_code.0, digits.trim_start_matches('0')),
            10..=15 => format!("+{digits}"),
            _ => return Err(NoMobile),
        };
        if (11..=16).contains(&full.len()) { Ok(Self(full)) } else { Err(NoMobile) }
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Mobile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_read_from_however_it_is_written() {
        for written in ["+256772123456", "256772123456", "0772123456", "077 212 3456", "+256-772-123456"] {
            assert_eq!(Mobile::parse(written, CallingCode::default()).unwrap().as_str(), "+256772123456", "{written}");
        }
        let india: CallingCode = "+91".parse().unwrap();
        assert_eq!(Mobile::parse("9999999999", india).unwrap().as_str(), "+919999999999");
        assert_eq!(Mobile::parse("+919999999999", CallingCode::default()).unwrap().as_str(), "+919999999999");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for written in
            ["", "123456789", "077212345x", "+25677212345678901", "alice@example.com", "0000000000", "++256772123456"]
        {
            assert_eq!(Mobile::parse(written, CallingCode::default()), Err(NoMobile), "{written}");
        }
    }
}
