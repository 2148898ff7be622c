//! The tokens of a question.

use crate::text::{folded, is_hangul, singular};
use jiff::civil::Date;

/// The maximum number of tokens; the rest of a longer question is not read, so it is refused.
pub(crate) const MOST: usize = 80;

/// A part of a question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// The text as it was written, folded.
    pub(crate) text: String,
    pub(crate) kind: TokenKind,
    /// Nothing stands between it and the token before.
    pub(crate) is_glued: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// Letters; English ones in the singular.
    Word(String),
    /// A number, and its digits without separators.
    Number(f64, String),
    Date(Date),
    /// A text in quotation marks.
    Quoted(String),
    /// A comparison, a range or a separator.
    Symbol(&'static str),
}

const SYMBOLS: [&str; 20] =
    [">=", "<=", "==", "!=", "≥", "≤", "≠", ">", "<", "=", "~", ",", "?", ":", "%", ".", "*", "+", "×", "÷"];
const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('「', '」')];

/// The tokens of a text.
pub(crate) fn tokens(question: &str) -> Vec<Token> {
    let text = folded(question);
    let (mut found, mut rest, mut is_glued) = (Vec::new(), text.as_str(), false);
    while let Some(letter) = rest.chars().next() {
        let (length, kind) = next(rest, letter);
        let (own, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        match kind {
            Some(kind) => {
                found.push(Token { text: own.to_owned(), kind, is_glued });
                is_glued = true;
            }
            // a hyphen or slash joins words as a space does
            None => is_glued = false,
        }
        rest = after;
    }
    found
}

fn next(rest: &str, letter: char) -> (usize, Option<TokenKind>) {
    if let Some(found) = quoted(rest, letter) {
        return found;
    }
    if letter.is_ascii_digit() {
        return digits(rest);
    }
    if letter.is_alphabetic() {
        let is_same = |next: &char| next.is_alphabetic() && is_hangul(*next) == is_hangul(letter);
        let length = rest.chars().take_while(is_same).map(char::len_utf8).sum();
        let word = rest.get(..length).unwrap_or_default();
        return (length, Some(TokenKind::Word(singular(word))));
    }
    let symbol = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol));
    symbol.map_or_else(
        || (letter.len_utf8(), negative(rest, letter)),
        |symbol| (symbol.len(), Some(TokenKind::Symbol(symbol))),
    )
}

/// A hyphen directly before digits is kept, as a symbol; what it means is decided by what stands before it.
fn negative(rest: &str, letter: char) -> Option<TokenKind> {
    let is_next_digit = rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
    (matches!(letter, '-' | '−' | '–') && is_next_digit).then_some(TokenKind::Symbol("-"))
}

fn quoted(rest: &str, letter: char) -> Option<(usize, Option<TokenKind>)> {
    let (_, close) = QUOTES.iter().find(|(open, _)| *open == letter)?;
    let inner = rest.get(letter.len_utf8()..)?;
    let end = inner.find(*close).filter(|end| *end > 0)?;
    let text = inner.get(..end)?.trim();
    // an apostrophe is no quotation mark
    if letter == '\'' && inner.chars().next().is_none_or(char::is_whitespace) {
        return None;
    }
    Some((letter.len_utf8() + end + close.len_utf8(), Some(TokenKind::Quoted(text.to_owned()))))
}

fn digits(rest: &str) -> (usize, Option<TokenKind>) {
    if let Some((length, date)) = date(rest) {
        return (length, Some(TokenKind::Date(date)));
    }
    let bytes = rest.as_bytes();
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let (mut end, mut plain, mut has_point) = (0, String::new(), false);
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' => plain.push(char::from(*byte)),
            // a comma separates thousands: three digits follow, and no fourth
            b',' if !has_point && (1..=3).all(|step| is_digit(end + step)) && !is_digit(end + 4) => {}
            b'.' if !has_point && is_digit(end + 1) => {
                has_point = true;
                plain.push('.');
            }
            _ => break,
        }
        end += 1;
    }
    let number = plain.parse().unwrap_or(f64::NAN);
    (end, Some(TokenKind::Number(number, plain)))
}

/// A date such as 2020-01-05, 2020.1.5 or 2020/01/05.
fn date(rest: &str) -> Option<(usize, Date)> {
    let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/')).count();
    let text = rest.get(..length)?.trim_end_matches(['-', '.', '/']);
    let mark = text.chars().find(|letter| !letter.is_ascii_digit())?;
    let mut parts = text.split(mark);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Some((text.len(), Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(question: &str) -> Vec<String> {
        tokens(question).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn numbers_words_and_dates_are_separated() {
        assert_eq!(texts("2020년 1,234건 이상?"), ["2020", "년", "1,234", "건", "이상", "?"]);
        assert_eq!(texts("temp_max의 3.5%"), ["temp", "max", "의", "3.5", "%"]);
        assert_eq!(texts("2020-01-05부터 x>=10"), ["2020-01-05", "부터", "x", ">=", "10"]);
        assert_eq!(texts("2019-2021"), ["2019", "-", "2021"]);
        assert!(tokens("2,3").iter().all(|token| !matches!(token.kind, TokenKind::Number(number, _) if number > 3.0)));
    }

    #[test]
    fn quoted_texts_stay_whole() {
        assert_eq!(tokens("'a b' c")[0].kind, TokenKind::Quoted("a b".to_owned()));
        assert_eq!(tokens("“중구”인")[0].kind, TokenKind::Quoted("중구".to_owned()));
    }
}
