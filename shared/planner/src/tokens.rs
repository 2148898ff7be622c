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
    /// The sign of a calculation between it and the token before: a hyphen, a slash or ^.
    pub(crate) sign: Option<char>,
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
    let (mut found, mut rest, mut is_glued, mut sign): (Vec<Token>, _, _, _) = (Vec::new(), text.as_str(), false, None);
    while let Some(letter) = rest.chars().next() {
        let is_open = is_number(&found);
        let (length, kind) = next(rest, letter, is_open);
        let (own, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        is_glued = if let Some(kind) = kind {
            found.push(Token { text: own.trim_end().to_owned(), kind, is_glued, sign: sign.take() });
            true
        } else {
            // a hyphen or slash joins words as a space does; between columns of numbers it is a sign
            sign = sign_of(letter).or(sign);
            false
        };
        rest = after;
    }
    found
}

/// Returns whether the tokens end in a number or date, with or without its unit.
fn is_number(tokens: &[Token]) -> bool {
    let is = |token: &Token| matches!(token.kind, TokenKind::Number(..) | TokenKind::Date(_));
    match tokens {
        [.., last] if is(last) => true,
        [.., number, unit] => is(number) && unit.is_glued && matches!(unit.kind, TokenKind::Word(_)),
        _ => false,
    }
}

const fn sign_of(letter: char) -> Option<char> {
    match letter {
        '-' | '−' | '–' | '—' => Some('-'),
        '/' | '⁄' | '∕' => Some('/'),
        '^' => Some('^'),
        _ => None,
    }
}

/// The length and the kind of what stands at the start of a text, which follows a number or not.
fn next(rest: &str, letter: char, is_after_number: bool) -> (usize, Option<TokenKind>) {
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
        || {
            hyphen(rest, letter, is_after_number)
                .map_or((letter.len_utf8(), None), |(length, kind)| (length, Some(kind)))
        },
        |symbol| (symbol.len(), Some(TokenKind::Symbol(symbol))),
    )
}

/// A hyphen directly before digits is kept, as a symbol, and so is one between two numbers that stand apart; what it means is decided
/// by what stands before it.
fn hyphen(rest: &str, letter: char, is_after_number: bool) -> Option<(usize, TokenKind)> {
    let after = rest.get(letter.len_utf8()..)?;
    let number = if is_after_number { after.trim_start() } else { after };
    let is_kept = sign_of(letter) == Some('-') && number.starts_with(|next: char| next.is_ascii_digit());
    is_kept.then_some((rest.len() - number.len(), TokenKind::Symbol("-")))
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
        for question in ["2019-2021", "2019 - 2021", "2019 – 2021", "2019 — 2021"] {
            assert_eq!(tokens(question)[1].kind, TokenKind::Symbol("-"), "{question}");
        }
        assert_eq!(tokens("2019년 - 2021년")[2].kind, TokenKind::Symbol("-"));
        assert!(tokens("2,3").iter().all(|token| !matches!(token.kind, TokenKind::Number(number, _) if number > 3.0)));
    }

    #[test]
    fn signs_of_calculations_are_noted() {
        let sign = |question: &str| tokens(question).last().unwrap().sign;
        assert_eq!(["a - b", "a-b", "a/b", "sum(a) / b", "a^2"].map(sign), ['-', '-', '/', '/', '^'].map(Some));
        assert_eq!(["a b", "a, b", "a & b"].map(sign), [None, None, None]);
    }

    #[test]
    fn quoted_texts_stay_whole() {
        assert_eq!(tokens("'a b' c")[0].kind, TokenKind::Quoted("a b".to_owned()));
        assert_eq!(tokens("“중구”인")[0].kind, TokenKind::Quoted("중구".to_owned()));
    }
}
