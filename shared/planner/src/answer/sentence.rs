//! Sentences whose figures are taken from results.

use super::{CallResult, times};
use serde::Serialize;
use serde_json::Value;
use sisuiq_model::{Language, Text};

/// A sentence and the figures in it, in their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sentence {
    /// The text.
    pub text: String,
    /// Where its figures come from.
    pub figures: Vec<FigureRef>,
}

/// The place of a figure in a result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureRef {
    /// The figure as it is shown.
    pub shown: String,
    /// The value.
    pub value: Value,
    /// The number of the call in the plan, from 0.
    pub call: usize,
    /// A JSON pointer (RFC 6901) into the data of the result; `#/row_count` is the number of rows behind it.
    pub path: String,
}

/// The form in which a value is written.
#[derive(Clone, Copy)]
enum Form {
    Decimals(usize),
    /// As it is in the table: a year has no separator between thousands.
    Key,
}

/// Writes sentences from results.
pub(super) struct Writer<'a> {
    results: &'a [CallResult],
    pub(super) language: Language,
    pub(super) call: usize,
    pub(super) sentences: Vec<Sentence>,
    /// All times of the results are midnights, so that they are shown as days.
    pub(super) are_days: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(results: &'a [CallResult], language: Language, has_times: bool) -> Self {
        let are_days = !has_times && results.iter().all(|result| times::are_midnights(&result.data));
        Self { results, language, call: 0, sentences: Vec::new(), are_days }
    }

    /// Adds a sentence. Each `{}` of the text is the value at the next path of the current result: with two decimals, in `{3}` with
    /// three, and in `{k}` as the table has it, since a year has no separator. A sentence with a missing value is left out.
    pub(super) fn say(&mut self, korean: &str, english: &str, paths: &[&str]) {
        let template = if self.language == Language::Korean { korean } else { english };
        let mut sentence = Sentence::default();
        let mut paths = paths.iter();
        let mut rest = template;
        while let Some(start) = rest.find('{') {
            let (before, after) = rest.split_at_checked(start).unwrap_or((rest, ""));
            sentence.text.push_str(&unescaped(before));
            let form = match after.get(..3) {
                Some("{3}") => Form::Decimals(3),
                Some("{k}") => Form::Key,
                _ => Form::Decimals(2),
            };
            let Some((_, end)) = after.split_once('}') else { break };
            let Some(figure) = paths.next().and_then(|path| self.figure(path, form)) else { return };
            sentence.text.push_str(&figure.shown);
            sentence.figures.push(figure);
            rest = end;
        }
        sentence.text.push_str(&unescaped(rest));
        // a sentence that begins with a name or value keeps it as the table has it
        if template.starts_with(|letter: char| letter.is_ascii_lowercase()) {
            sentence.text = capitalised(&sentence.text);
        }
        self.sentences.push(sentence);
    }

    /// Adds a sentence without figures of its own.
    pub(super) fn say_whole(&mut self, text: &Text) {
        self.sentences.push(Sentence { text: text.get(self.language).to_owned(), figures: Vec::new() });
    }

    /// Adds the condition and the number of rows behind the figures.
    pub(super) fn basis(&mut self, condition: &str) {
        let safe = literal(condition);
        let (korean, english) = (
            format!("조건은 '{safe}'이고, {{}}개 행으로 계산했습니다."),
            format!("The condition is '{safe}'; {{}} rows are behind it."),
        );
        self.say(&korean, &english, &["#/row_count"]);
    }

    /// Returns whether the current result has a value at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.results.get(self.call).is_some_and(|result| result.data.pointer(path).is_some())
    }

    /// Returns whether the current call has an argument.
    pub(super) fn has_argument(&self, name: &str) -> bool {
        self.results.get(self.call).is_some_and(|result| result.arguments.get(name).is_some_and(|own| !own.is_null()))
    }

    fn figure(&self, path: &str, form: Form) -> Option<FigureRef> {
        let result = self.results.get(self.call)?;
        let value = match path {
            "#/row_count" => Value::from(result.row_count),
            path => result.data.pointer(path)?.clone(),
        };
        let shown = match (form, &value) {
            (Form::Key, Value::Number(number)) => number.to_string(),
            (_, Value::String(text)) => times::shown(text, self.are_days),
            (Form::Key, value) => shown(value, 2)?,
            (Form::Decimals(decimals), value) => shown(value, decimals)?,
        };
        Some(FigureRef { shown, value, call: self.call, path: path.to_owned() })
    }
}

/// A value as it is shown; none for nothing.
pub(crate) fn shown(value: &Value, decimals: usize) -> Option<String> {
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Number(number) => Some(match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => separated(&whole.to_string()),
            (None, Some(number)) => decimal(number, decimals),
            _ => number.to_string(),
        }),
    }
}

/// A number with some decimals, without zeros at its end. Small numbers have as many digits as they need.
fn decimal(number: f64, decimals: usize) -> String {
    let is_small = number != 0.0 && number.abs() < 0.01;
    if is_small || number.abs() >= 1e15 {
        return format!("{number}");
    }
    let text = rounded(&number.to_string(), decimals);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    if text == "-0" { "0".to_owned() } else { separated(&text) }
}

/// A number of at most 15 digits before the point, rounded half away from zero as it is written, which is how charts and tables show
/// it too: 5.925 becomes 5.93, although the nearest binary number is a little less.
fn rounded(text: &str, decimals: usize) -> String {
    let Some((kept, rest)) = text.find('.').and_then(|point| text.split_at_checked(point + 1 + decimals)) else {
        return text.to_owned();
    };
    if !rest.starts_with(['5', '6', '7', '8', '9']) {
        return kept.to_owned();
    }
    let (sign, digits) = kept.strip_prefix('-').map_or(("", kept), |digits| ("-", digits));
    let Ok(number) = digits.replace('.', "").parse::<u64>() else { return kept.to_owned() };
    let mut raised = format!("{:0>width$}", number + 1, width = decimals + 1);
    raised.insert(raised.len() - decimals, '.');
    format!("{sign}{raised}")
}

/// A number with separators between thousands.
fn separated(text: &str) -> String {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut shown = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(part) = part {
        shown.push('.');
        shown.push_str(part);
    }
    shown
}

/// What stands for the braces of a name inside a template: characters that no text contains (Unicode noncharacters).
const BRACES: [(char, char); 2] = [('{', '\u{FDD0}'), ('}', '\u{FDD1}')];

/// A text inside a template: its braces begin no figure.
pub(super) fn literal(text: &str) -> String {
    BRACES.iter().fold(text.to_owned(), |text, (brace, mark)| text.replace(*brace, &mark.to_string()))
}

fn unescaped(text: &str) -> String {
    BRACES.iter().fold(text.to_owned(), |text, (brace, mark)| text.replace(*mark, &brace.to_string()))
}

/// A text with a capital at its start, if it begins with a small Latin letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_have_separators_and_few_decimals() {
        let of = |value: Value| shown(&value, 2).unwrap();
        assert_eq!(of(1_234_567.into()), "1,234,567");
        assert_eq!(
            (of((-1234.5).into()), of(0.005.into()), of(2.0.into())),
            ("-1,234.5".into(), "0.005".into(), "2".into())
        );
        assert_eq!(
            [5.925, -5.925, 0.995, 9.999, 0.014_9].map(|own| of(own.into())),
            ["5.93", "-5.93", "1", "10", "0.01"]
        );
        assert_eq!(shown(&Value::Null, 2), None);
    }

    fn written(data: Value, english: &str, paths: &[&str]) -> String {
        let results = [CallResult { data, ..CallResult::default() }];
        let mut writer = Writer::new(&results, Language::English, false);
        writer.say("", english, paths);
        writer.sentences.remove(0).text
    }

    #[test]
    fn sentences_begin_with_capitals_and_names_as_they_are() {
        let data = json!({ "group": "north", "value": 3 });
        assert_eq!(written(data.clone(), "mean of 'x': {}.", &["/value"]), "Mean of 'x': 3.");
        assert_eq!(written(data.clone(), "{k}: {}.", &["/group", "/value"]), "north: 3.");
        assert_eq!(written(data, "'x' has {} values.", &["/value"]), "'x' has 3 values.");
    }

    #[test]
    fn names_keep_their_braces() {
        let template = format!("The mean of '{}' is {{}}.", literal("a{}b{k}"));
        assert_eq!(written(json!({ "value": 3 }), &template, &["/value"]), "The mean of 'a{}b{k}' is 3.");
    }

    #[test]
    fn times_are_days_only_if_all_of_them_are() {
        let days = json!({ "min": "2020-01-01T00:00:00", "max": "2020-03-05T00:00:00" });
        let times = json!({ "min": "2020-01-01T00:00:00", "max": "2020-03-05T10:30:00" });
        assert_eq!(written(days, "{} to {}", &["/min", "/max"]), "2020-01-01 to 2020-03-05");
        assert_eq!(written(times, "{} to {}", &["/min", "/max"]), "2020-01-01 00:00 to 2020-03-05 10:30");
    }
}
