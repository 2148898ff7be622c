//! The text of an answer about a dataset, with the places of its figures.

use super::calls::Made;
use crate::data::analysis::AnswerFigureOut;
use serde_json::Value;
use sisuiq_answers::inert;
use sisuiq_model::{Language, Text};
use sisuiq_planner::{Answer, AnswerTable, BoundFigure, CallResult, Plan, Sentence, bind};

/// The most rows of a table in the text. The results have all rows.
const MOST_ROWS: usize = 20;
/// The most columns of a table in the text.
const MOST_COLUMNS: usize = 12;

/// A text in pieces, and its figures.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) pieces: Vec<String>,
    pub(super) figures: Vec<AnswerFigureOut>,
    /// The number of Unicode scalar values so far.
    length: usize,
}

/// Writes the sentences, the tables, and what was understood where the question left it open. Values of the table are data: their
/// markup is made inert.
pub(super) fn write(answer: &Answer, plan: &Plan, made: &[Made], language: Language) -> Written {
    let mut written = Written::default();
    for (place, sentence) in answer.sentences.iter().enumerate() {
        if place > 0 {
            written.push(" ");
        }
        written.sentence(sentence, made);
    }
    for remark in made.iter().flat_map(|call| &call.remarks) {
        written.push(&[" ", &inert(remark)].concat());
    }
    for table in &answer.tables {
        written.push(&["\n\n", &markdown(table)].concat());
        if is_cut(table) {
            let note = Text::new(
                "표의 첫 부분입니다. 호출 결과에 전체가 있습니다.",
                "This is the first part of the table. The result of the call has all of it.",
            );
            written.push(&["\n\n", note.get(language)].concat());
        }
    }
    if plan.is_inferred {
        let title = Text::new("이해한 질문:", "Understood as:");
        written.push(&["\n\n", title.get(language), " ", &inert(plan.explanation.get(language))].concat());
    }
    written
}

impl Written {
    /// A checked text whose markup is inert, with the figures that results contain.
    pub(super) fn of_text(text: &str, results: &[CallResult], made: &[Made]) -> Self {
        let figures = bind(text, results).into_iter().map(|BoundFigure { start, end, figure }| AnswerFigureOut {
            start: place(start),
            end: place(end),
            text: figure.shown,
            value: figure.value,
            call: place(figure.call),
            path: figure.path,
            rows_url: made.get(figure.call).and_then(|call| call.out.rows_url.clone()),
        });
        let figures = figures.collect();
        Self { pieces: vec![text.to_owned()], figures, length: text.chars().count() }
    }

    pub(super) fn push(&mut self, piece: &str) {
        self.length += piece.chars().count();
        self.pieces.push(piece.to_owned());
    }

    /// Adds a sentence with its figures, which it has in their order.
    fn sentence(&mut self, sentence: &Sentence, made: &[Made]) {
        let (mut shown, mut rest) = (String::new(), sentence.text.as_str());
        for figure in &sentence.figures {
            let Some((before, after)) = rest.split_once(figure.shown.as_str()) else { continue };
            shown.push_str(&inert(before));
            let start = self.length + shown.chars().count();
            let text = inert(&figure.shown);
            shown.push_str(&text);
            rest = after;
            let call = made.get(figure.call);
            self.figures.push(AnswerFigureOut {
                start: place(start),
                end: place(start + text.chars().count()),
                text,
                value: figure.value.clone(),
                call: place(figure.call),
                path: figure.path.clone(),
                rows_url: call.and_then(|call| call.out.rows_url.clone()),
            });
        }
        shown.push_str(&inert(rest));
        self.push(&shown);
    }
}

fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

const fn is_cut(table: &AnswerTable) -> bool {
    table.rows.len() > MOST_ROWS || table.columns.len() > MOST_COLUMNS
}

/// A table in Markdown.
fn markdown(table: &AnswerTable) -> String {
    let width = table.columns.len().min(MOST_COLUMNS);
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head = line(table.columns.iter().take(width).map(|name| cell(name)).collect());
    let rule = line(vec!["---".to_owned(); width]);
    let rows = table.rows.iter().take(MOST_ROWS).map(|row| line(row.iter().take(width).map(value).collect()));
    [head, rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// A text inside a row of a table.
fn cell(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    inert(&one_line).replace('|', "\\|")
}

fn value(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => cell(text),
        Value::Number(number) => match number.as_f64().filter(|_| !number.is_i64() && !number.is_u64()) {
            Some(number) => decimal(number),
            None => number.to_string(),
        },
        other => cell(&other.to_string()),
    }
}

/// A number with at most four decimals, without zeros at its end. Small numbers have as many digits as they need.
fn decimal(number: f64) -> String {
    if number != 0.0 && number.abs() < 0.001 || number.abs() >= 1e15 {
        return number.to_string();
    }
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use sisuiq_planner::FigureRef;

    #[test]
    fn figures_are_found_in_the_text() {
        let figure = |shown: &str, value: i64| FigureRef {
            shown: shown.to_owned(),
            value: value.into(),
            call: 0,
            path: "/value".to_owned(),
        };
        let sentence = Sentence {
            text: "'가<b>'의 값 12는 1,234의 12배".to_owned(),
            figures: vec![figure("12", 12), figure("1,234", 1234), figure("12", 12)],
        };
        let mut written = Written::default();
        written.push("앞 ");
        written.sentence(&sentence, &[]);
        let text = written.pieces.concat();
        for figure in &written.figures {
            let found: String =
                text.chars().skip(figure.start as usize).take((figure.end - figure.start) as usize).collect();
            assert_eq!(found, figure.text);
        }
        assert_eq!(written.figures.len(), 3);
        assert!(written.figures.windows(2).all(|pair| pair[0].end <= pair[1].start));
        assert!(text.contains("&lt;b>"), "{text}");
    }

    #[test]
    fn cells_do_not_break_their_table() {
        let table = AnswerTable {
            call: 0,
            columns: vec!["a|b".to_owned(), "c".to_owned()],
            rows: vec![vec![json!("x\n| y"), json!(0.5)], vec![Value::Null, json!(1_200)]],
        };
        assert_eq!(markdown(&table), "| a\\|b | c |\n| --- | --- |\n| x \\| y | 0.5 |\n| – | 1200 |");
    }

    #[test]
    fn numbers_have_few_decimals() {
        assert_eq!([33.333_333, 2.0, 0.000_5, -0.25].map(decimal), ["33.3333", "2", "0.0005", "-0.25"]);
    }
}
