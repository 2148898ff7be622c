//! Mobile numbers.

use std::fmt;
use std::str::FromStr;

/// Fewest and most characters as people write them.
const WRITTEN: std::ops::RangeInclusive<usize> = 10..=15;
/// Digits of a number within a country.
const NATIONAL: usize = 10;
/// Digits of a number with its country.
const DIGITS: std::ops::RangeInclusive<usize> = 10..=15;

/// A mobile number in E.164 form: a plus and 10 to 15 digits, of which the first is no zero.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mobile(String);

/// The country of numbers that do not name theirs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CallingCode(u16);

/// Text that is no calling code.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("must be a calling code of 1 to 3 digits, such as 256")]
pub struct NoCallingCode;

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
    type Err = NoCallingCode;

    fn from_str(text: &str) -> Result<Self, NoCallingCode> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let code = digits.parse().ok().filter(|code| (1..=999).contains(code) && !digits.starts_with('+'));
        code.map(Self).ok_or(NoCallingCode)
    }
}

impl Mobile {
    /// Reads a number as people write it, with spaces, dashes, dots and parentheses: with a plus or two zeros and the country,
    /// with the country alone, or, of ten digits, within the country of `calling_code`, where leading zeros are dropped.
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
        let international = digits.strip_prefix("00").filter(|_| !plus);
        let full = match (international, digits.len()) {
            (Some(digits), 12..) => digits.to_owned(),
            (_, NATIONAL) if !plus => format!("{}{}", calling_code.0, digits.trim_start_matches('0')),
            _ => digits,
        };
        let is_number = DIGITS.contains(&full.len()) && !full.starts_with('0');
        if is_number { Ok(Self(format!("+{full}"))) } else { Err(NoMobile) }
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
    fn number_formats_are_normalised() {
        for written in
            ["+256772123456", "256772123456", "0772123456", "077 212 3456", "+256-772-123456", "00256772123456"]
        {
            assert_eq!(Mobile::parse(written, CallingCode::default()).unwrap().as_str(), "+256772123456", "{written}");
        }
        let number = Mobile::parse("0772123456", CallingCode::default()).unwrap();
        assert_eq!((number.to_string(), number.into_string()), ("+256772123456".into(), "+256772123456".into()));
        let india: CallingCode = "+91".parse().unwrap();
        assert_eq!(Mobile::parse("9999999999", india).unwrap().as_str(), "+919999999999");
        assert_eq!(Mobile::parse("+919999999999", CallingCode::default()).unwrap().as_str(), "+919999999999");
    }

    #[test]
    fn calling_code_is_1_to_999() {
        for text in ["", "0", "+0", "1000", "65535", "-1", "++256"] {
            assert_eq!(text.parse::<CallingCode>(), Err(NoCallingCode), "{text}");
        }
        assert_eq!("1".parse(), Ok(CallingCode(1)));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for written in [
            "",
            "123456789",
            "077212345x",
            "+25677212345678901",
            "alice@example.com",
            "0000000000",
            "++256772123456",
            "+0772123456",
            "000772123456",
        ] {
            assert_eq!(Mobile::parse(written, CallingCode::default()), Err(NoMobile), "{written}");
        }
    }
}
