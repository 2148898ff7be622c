//! Errors of parsers, for people who send data.

use crate::Text;

/// The longest message of a parser that is passed on, in characters: it may quote the input.
const LONGEST: usize = 200;

/// An error of a value that was read with serde, without names of types.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ParseFault {
    /// The member of the value that is missing, repeated or unknown; none for an error of the value itself.
    pub member: Option<String>,
    /// What is wrong, as the end of a sentence that begins with the name of the field.
    pub text: Text,
    is_unknown: bool,
}

impl ParseFault {
    /// The error behind a message of serde or of one of its formats.
    #[must_use]
    pub fn of(message: &str) -> Self {
        let message = message.rsplit_once(" at line ").map_or(message, |(reason, _)| reason);
        let (member, text) = named(message).map_or_else(|| (None, text(message)), |(name, text)| (Some(name), text));
        Self { is_unknown: message.starts_with("unknown field `"), member, text }
    }

    /// The field that is wrong, from the path at which the parser stopped; empty for the whole input.
    #[must_use]
    pub fn field(&self, path: &str) -> String {
        let path = if path == "." { "" } else { path };
        match &self.member {
            None => path.to_owned(),
            // the path ends with an unknown member, but not with one that is missing or repeated
            Some(name) if self.is_unknown && path.rsplit('.').next() == Some(name) => path.to_owned(),
            Some(name) if path.is_empty() => name.clone(),
            Some(name) => format!("{path}.{name}"),
        }
    }
}

/// The error of a member that the message names.
fn named(message: &str) -> Option<(String, Text)> {
    let after = |start: &str| message.strip_prefix(start)?.split_once('`');
    let (name, text) = if let Some((name, _)) = after("missing field `") {
        (name, Text::new("필수 항목입니다", "is required"))
    } else if let Some((name, _)) = after("duplicate field `") {
        (name, Text::new("두 번 이상 쓸 수 없습니다", "must not be repeated"))
    } else {
        let (name, known) = after("unknown field `")?;
        let known = quoted(known);
        let text = if known.is_empty() {
            Text::new("없는 항목입니다", "is unknown")
        } else {
            Text::new(format!("없는 항목입니다. 쓸 수 있는 항목: {known}"), format!("is unknown; known are: {known}"))
        };
        (name, text)
    };
    Some((name.chars().take(LONGEST).collect(), text))
}

fn text(message: &str) -> Text {
    if message.starts_with("unknown variant `") {
        let known = message.rsplit_once("`, expected").map(|(_, known)| quoted(known)).unwrap_or_default();
        return if known.is_empty() {
            Text::new("허용되지 않는 값입니다", "is not an allowed value")
        } else {
            Text::new(format!("다음 중 하나여야 합니다: {known}"), format!("must be one of: {known}"))
        };
    }
    let is_of_form =
        ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|start| message.starts_with(start));
    if let Some((_, wanted)) = message.rsplit_once(", expected ").filter(|_| is_of_form) {
        return must_be(wanted);
    }
    match message {
        "invalid digit found in string" | "cannot parse integer from empty string" => whole_number(),
        "number too large to fit in target type" => Text::new("더 작은 정수여야 합니다", "must be a smaller number"),
        "number too small to fit in target type" => Text::new("더 큰 정수여야 합니다", "must be a larger number"),
        "number out of range" => Text::new("수가 너무 큽니다", "is a number that is too large"),
        "invalid float literal" | "cannot parse float from empty string" => number(),
        "provided string was not `true` or `false`" => truth(),
        "expected value" => Text::new("허용되지 않는 값입니다", "is not an allowed value"),
        _ if message.starts_with("UUID parsing failed") => uuid(),
        _ if message.starts_with("data did not match any variant") => {
            Text::new("허용되지 않는 형식입니다", "has a form that is not allowed")
        }
        _ => {
            let message: String = message.chars().take(LONGEST).collect();
            Text::new(message.clone(), message)
        }
    }
}

/// The error of a value of another type than `wanted`, which serde or a visitor names.
fn must_be(wanted: &str) -> Text {
    let first = wanted.split(' ').next().unwrap_or_default();
    match wanted {
        "a map" | "map" => object(),
        "a sequence" | "sequence" => list(),
        "a string" | "string" | "str" | "a borrowed string" | "a formatted string" => {
            Text::new("텍스트여야 합니다", "must be a text")
        }
        "a boolean" | "bool" => truth(),
        "a character" | "char" => Text::new("한 글자여야 합니다", "must be one character"),
        "u8" => whole_to("0", "255"),
        "i8" => whole_to("-128", "127"),
        "u16" => whole_to("0", "65535"),
        "i16" => whole_to("-32768", "32767"),
        "u32" => whole_to("0", "4294967295"),
        "i32" => whole_to("-2147483648", "2147483647"),
        "u64" | "u128" | "usize" => Text::new("0 이상의 정수여야 합니다", "must be a whole number of at least 0"),
        "i64" | "i128" | "isize" => whole_number(),
        "f32" | "f64" => number(),
        "unit" => Text::new("null이어야 합니다", "must be null"),
        "string or map" => Text::new("허용되지 않는 값입니다", "is not an allowed value"),
        _ if wanted.contains("UUID") => uuid(),
        _ if first == "struct" || wanted.contains("tagged enum ") => object(),
        _ if first == "tuple" || wanted.starts_with("a tuple") || wanted.starts_with("an array") => list(),
        _ if ["enum", "variant", "unit", "newtype"].contains(&first) => {
            Text::new("허용되지 않는 값입니다", "is not an allowed value")
        }
        // the words of our own visitors
        _ => Text::new(format!("다음이어야 합니다: {wanted}"), format!("must be {wanted}")),
    }
}

/// The names in quotation marks, with commas between them.
fn quoted(text: &str) -> String {
    text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ")
}

fn object() -> Text {
    Text::new("JSON 객체여야 합니다", "must be a JSON object")
}

fn list() -> Text {
    Text::new("목록이어야 합니다", "must be a list")
}

fn truth() -> Text {
    Text::new("true나 false여야 합니다", "must be true or false")
}

fn number() -> Text {
    Text::new("숫자여야 합니다", "must be a number")
}

fn whole_number() -> Text {
    Text::new("정수여야 합니다", "must be a whole number")
}

fn whole_to(least: &str, most: &str) -> Text {
    Text::new(
        format!("{least} 이상 {most} 이하의 정수여야 합니다"),
        format!("must be a whole number from {least} to {most}"),
    )
}

fn uuid() -> Text {
    Text::new("UUID여야 합니다", "must be a UUID")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_plain_names() {
        for (message, english) in [
            ("invalid type: sequence, expected struct ToolIn at line 1 column 2", "must be a JSON object"),
            ("invalid length 0, expected struct ToolIn with 2 elements", "must be a JSON object"),
            ("invalid type: string \"a, expected b\", expected a map", "must be a JSON object"),
            ("invalid type: null, expected a sequence", "must be a list"),
            ("invalid length 3, expected an array of length 2", "must be a list"),
            ("invalid type: map, expected a string", "must be a text"),
            ("invalid value: string \"ab\", expected a character", "must be one character"),
            ("invalid value: integer `300`, expected u8", "must be a whole number from 0 to 255"),
            ("invalid type: floating point `1.5`, expected u64", "must be a whole number of at least 0"),
            ("invalid type: string \"x\", expected f64", "must be a number"),
            ("invalid type: integer `1`, expected a UUID string", "must be a UUID"),
            ("UUID parsing failed: invalid length: expected length 32, found 1", "must be a UUID"),
            ("invalid type: null, expected unit struct Nothing", "is not an allowed value"),
            ("data did not match any variant of untagged enum ColumnChoice", "has a form that is not allowed"),
            ("unknown variant `x`, expected one of `a`, `b`", "must be one of: a, b"),
            ("unknown variant `x`, expected `a` or `b`", "must be one of: a, b"),
            ("invalid digit found in string", "must be a whole number"),
            ("provided string was not `true` or `false`", "must be true or false"),
            ("invalid type: null, expected a JSON value", "must be a JSON value"),
            ("a value is a text, a number, or a list", "a value is a text, a number, or a list"),
        ] {
            let fault = ParseFault::of(message);
            assert_eq!((fault.member, fault.text.english.as_str()), (None, english), "{message}");
        }
    }

    #[test]
    fn members_are_named() {
        for (message, member, english) in [
            ("missing field `a` at line 1 column 2", "a", "is required"),
            ("duplicate field `a`", "a", "must not be repeated"),
            ("unknown field `z`, expected one of `a`, `b`", "z", "is unknown; known are: a, b"),
            ("unknown field `z`, there are no fields", "z", "is unknown"),
        ] {
            let fault = ParseFault::of(message);
            assert_eq!((fault.member.as_deref(), fault.text.english.as_str()), (Some(member), english), "{message}");
        }
    }

    #[test]
    fn fields_are_paths() {
        let field = |message: &str, path: &str| ParseFault::of(message).field(path);
        assert_eq!(field("invalid type: null, expected a map", "."), "");
        assert_eq!(field("invalid type: null, expected a map", "a.b"), "a.b");
        assert_eq!(field("missing field `a`", "."), "a");
        assert_eq!(field("missing field `a`", "a"), "a.a");
        assert_eq!(field("unknown field `z`, expected `a`", "z"), "z");
        assert_eq!(field("unknown field `z`, expected `a`", "b.z"), "b.z");
        assert_eq!(field("unknown field `z`, expected `a`", "b"), "b.z");
    }

    #[test]
    fn long_messages_are_cut() {
        assert_eq!(ParseFault::of(&"x".repeat(300)).text.english.len(), 200);
    }
}
