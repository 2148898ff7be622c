//! Markdown in which names and values of a table are text only.

use crate::value::Value;
use sisuiq_model::Text;

/// The maximum length of a shown value, in Unicode scalar values.
const LONGEST: usize = 80;

/// Beginnings of addresses that programs turn into links. All but the last count at the start of a word only.
const ADDRESSES: [&str; 5] = ["http://", "https://", "ftp://", "www.", "//"];

/// A text without line ends and without effect in Markdown or HTML, shortened. Addresses are in backticks, because programs turn bare
/// ones into links, escaped or not.
pub(crate) fn escaped(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    let (mut rest, cut) = text.split_at_checked(end).unwrap_or((text, ""));
    let mut shown = String::with_capacity(rest.len() + 8);
    let mut before = None;
    while let Some(letter) = rest.chars().next() {
        let taken = address(rest, before).map_or(letter.len_utf8(), str::len);
        let Some((part, after)) = rest.split_at_checked(taken) else { break };
        if taken > letter.len_utf8() {
            shown.extend(["`", part, "`"]);
        } else {
            show(letter, (before, after.chars().next()), &mut shown);
        }
        (before, rest) = (part.chars().next_back(), after);
    }
    if !cut.is_empty() {
        shown.push('…');
    }
    shown
}

fn show(letter: char, (before, after): (Option<char>, Option<char>), shown: &mut String) {
    let is_of_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let is_mark = match letter {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '!' | '&' | '$' => true,
        // between letters it has no effect
        '_' => !(is_of_word(before) && is_of_word(after)),
        '#' | '-' | '+' | '=' => before.is_none(),
        _ => false,
    };
    if is_mark {
        shown.push('\\');
    }
    shown.push(if letter.is_control() || "\u{2028}\u{2029}".contains(letter) { ' ' } else { letter });
}

/// The address at the beginning of a text.
fn address(text: &str, before: Option<char>) -> Option<&str> {
    let is_in_word = before.is_some_and(char::is_alphanumeric);
    let begins = |start: &&str| text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    ADDRESSES.iter().find(|start| begins(start) && (**start == "//" || !is_in_word))?;
    let ends = |letter: char| letter.is_whitespace() || letter.is_control() || "`<>\"'|()[]\\".contains(letter);
    Some(text.split(ends).next().unwrap_or(text))
}

/// A value as it is shown.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Missing => "–".to_owned(),
        Value::Text(text) => escaped(text),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Timestamp(_) => value.to_string().replacen('T', " ", 1),
        other => escaped(&other.to_string()),
    }
}

/// A count with separators between thousands.
pub(crate) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A number with two decimals, or a dash.
pub(crate) fn two(number: Option<f64>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| format!("{number:.2}"))
}

/// A number with three decimals, or a dash.
pub(crate) fn three(number: Option<f64>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| format!("{number:.3}"))
}

/// A table; the cells are Markdown already.
pub(crate) fn table(header: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(header);
    text.push('|');
    text.push_str(&"---|".repeat(header.len()));
    text.push('\n');
    text.extend(rows.iter().map(|row| line(row)));
    text
}

/// Adds a line to both languages.
pub(crate) fn line(text: &mut Text, korean: &str, english: &str) {
    text.push(korean, english);
    text.push("\n", "\n");
}

/// A heading in both languages.
pub(crate) fn heading(korean: &str, english: &str) -> Text {
    Text::new(format!("### {korean}\n\n"), format!("### {english}\n\n"))
}

/// A table in both languages, whose cells are the same.
pub(crate) fn add_table(text: &mut Text, korean: &[&str], english: &[&str], rows: &[Vec<String>]) {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    text.push(&table(&owned(korean), rows), &table(&owned(english), rows));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_no_effect_in_markdown() {
        assert_eq!(escaped("a|b\n[x](http://e) <script>"), "a\\|b \\[x\\](`http://e`) \\<script\\>");
        assert_eq!(escaped("사고유형_대분류 _a_"), "사고유형_대분류 \\_a\\_");
        assert_eq!((escaped("# a"), escaped("a#")), ("\\# a".to_owned(), "a#".to_owned()));
        for (text, shown) in [
            ("fetch http://e.example/a_b and", "fetch `http://e.example/a_b` and"),
            ("WWW.e.example|x", "`WWW.e.example`\\|x"),
            ("가http://e.example", "가http:`//e.example`"),
            ("a//b`c", "a`//b`\\`c"),
            ("awww.x 1/2", "awww.x 1/2"),
        ] {
            assert_eq!(escaped(text), shown);
        }
        assert_eq!(escaped(&"x".repeat(100)).chars().count(), 81);
    }

    #[test]
    fn counts_have_separators() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
    }
}
