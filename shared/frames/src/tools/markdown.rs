//! Markdown in which names and values of a table are text only.

use crate::value::Value;
use sisuiq_model::Text;

/// The maximum length of a shown value, in Unicode scalar values.
const LONGEST: usize = 80;

/// A text without line ends and without effect in Markdown or HTML, shortened.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for (place, letter) in text.chars().enumerate() {
        if place == LONGEST {
            shown.push('…');
            break;
        }
        let next_to_word = |letter: char| letter.is_alphanumeric();
        let is_mark = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '!' | '&' | '$' => true,
            // between letters it has no effect
            '_' => !next_to_word(before) || !text.chars().nth(place + 1).is_some_and(next_to_word),
            '#' | '-' | '+' | '=' => place == 0,
            _ => false,
        };
        if is_mark {
            shown.push('\\');
        }
        shown.push(if letter.is_control() || "\u{2028}\u{2029}".contains(letter) { ' ' } else { letter });
        before = letter;
    }
    shown
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
        assert_eq!(escaped("a|b\n[x](http://e) <script>"), "a\\|b \\[x\\](http://e) \\<script\\>");
        assert_eq!(escaped("사고유형_대분류 _a_"), "사고유형_대분류 \\_a\\_");
        assert_eq!((escaped("# a"), escaped("a#")), ("\\# a".to_owned(), "a#".to_owned()));
        assert_eq!(escaped(&"x".repeat(100)).chars().count(), 81);
    }

    #[test]
    fn counts_have_separators() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
    }
}
