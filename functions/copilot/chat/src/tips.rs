//! Suggested questions, made of the documents' headings.

use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_answers::modes::{helpful, preferred};
use sisuiq_documents_db::documents::{self, Suggestions};
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::ChatMode;
use utoipa::{IntoParams, ToSchema};

use crate::State;

/// The longest heading that becomes a question.
const LONGEST_HEADING: usize = 120;
/// Names of a document's parts, before their number or letter.
const DIVISIONS: [&str; 8] = ["part", "chapter", "section", "annex", "appendix", "schedule", "article", "clause"];
/// Tips that always apply.
const ALWAYS: [&str; 5] = [
    "Open a citation to see the quoted words marked on their page.",
    "Name the year, the place or the indicator you mean: table figures are found by their row and column.",
    "Ask one thing at a time and continue from its answer: a follow-up question uses the conversation.",
    "If an answer only quotes the closest passages, try other words for the same question.",
    "If the documents do not contain the answer, the question is declined: add a document that does, and ask again.",
];
/// The first tip for a caller who sees no document that is ready.
const NOTHING_YET: &str = "Add a PDF: once it is ready, it can be asked about.";

/// The number and the mode of the suggestions.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct TipsIn {
    /// The most tips and the most questions, 1 to 10.
    #[garde(range(min = 1, max = 10))]
    #[serde(default = "five")]
    #[param(minimum = 1, maximum = 10, default = 5)]
    limit: i64,
    /// The mode, whose preferred publisher comes first. `strategy_qa` when absent.
    #[param(value_type = Option<ChatMode>)]
    mode: Option<String>,
}

const fn five() -> i64 {
    5
}

/// Tips and suggested questions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tips)]
pub(crate) struct TipsOut {
    /// Advice for good answers.
    #[schema(example = json!(["Open a citation to see the quoted words marked on their page."]))]
    tips: Vec<String>,
    /// Questions made of headings of the documents.
    #[schema(example = json!(["What do the documents say about live-line work?"]))]
    sample_questions: Vec<String>,
    /// The number of documents that the caller may see and that are ready.
    #[schema(example = 4, minimum = 0)]
    document_count: i64,
    /// The documents whose headings became questions.
    #[schema(example = json!(["strategic_plan.pdf"]))]
    generated_from: Vec<String>,
}

/// Suggests questions about the documents that the caller may see. No model is called, so suggestions cost nothing.
pub(crate) async fn suggest(state: &State, caller: &Caller, input: &TipsIn) -> Result<TipsOut> {
    let mode = match input.mode.as_deref().map(str::parse::<ChatMode>).transpose() {
        Ok(mode) => mode.unwrap_or(ChatMode::StrategyQa),
        Err(error) => return Err(Problem::unprocessable(vec![FieldError::new("mode", error.to_string())])),
    };
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = documents::suggest(&connection, seen_by, preferred(mode), input.limit).await?;
    Ok(TipsOut::of(mode, found, usize::try_from(input.limit).unwrap_or_default()))
}

impl TipsOut {
    fn of(mode: ChatMode, Suggestions { document_count, preferred_count, picked }: Suggestions, most: usize) -> Self {
        let publisher = preferred(mode).display_name();
        let first = match (document_count, preferred_count) {
            (0, _) => NOTHING_YET.to_owned(),
            (_, 0) => format!("No document of {publisher} is ready. Helpful in this mode: {}.", helpful(mode)),
            (_, 1) => format!("One document of {publisher} is ready and is preferred in this mode."),
            (_, many) => format!("{many} documents of {publisher} are ready and are preferred in this mode."),
        };
        let tips = [first].into_iter().chain(ALWAYS.map(str::to_owned)).take(most).collect();
        let mut sample_questions = Vec::new();
        let mut generated_from = Vec::new();
        for (name, heading) in picked {
            let Some(question) = question(&heading).filter(|question| !sample_questions.contains(question)) else {
                continue;
            };
            sample_questions.push(question);
            if !generated_from.contains(&name) {
                generated_from.push(name);
            }
        }
        Self { tips, sample_questions, document_count, generated_from }
    }
}

/// The question that the text under a heading answers. `None` when the heading names no subject.
fn question(heading: &str) -> Option<String> {
    // Lines after the first are the header of a table.
    let title = heading.lines().next().filter(|title| !title.contains(" |"))?;
    let words: Vec<&str> = title.split_whitespace().collect();
    let subject = unnumbered(&words).join(" ");
    let subject = subject.trim_end_matches(['.', ':', ';', ',', '?', ' ']);
    let has_words = subject.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
    (has_words && subject.chars().count() <= LONGEST_HEADING)
        .then(|| format!("What do the documents say about {}?", lowered(subject)))
}

/// The words of a heading without its number: "3.2", "A.", "Part D".
fn unnumbered<'a>(heading: &'a [&'a str]) -> &'a [&'a str] {
    let is_mark = |letter: char| matches!(letter, '.' | ')' | '(' | ':' | '-');
    let is_number = |word: &str| {
        let bare = word.trim_matches(is_mark);
        let is_of = |letters: &str| bare.chars().all(|letter| letters.contains(letter));
        let length = bare.chars().count();
        length <= 1 || is_of("0123456789.():-") || (length <= 4 && is_of("IVXLC"))
    };
    let is_division = |word: &str| DIVISIONS.iter().any(|division| division.eq_ignore_ascii_case(word));
    match heading {
        [division, number, rest @ ..] if is_division(division) && is_number(number) => unnumbered(rest),
        [number, rest @ ..] if is_number(number) => unnumbered(rest),
        _ => heading,
    }
}

/// A subject in the middle of a sentence. Names and abbreviations keep their capitals.
fn lowered(subject: &str) -> String {
    let mut words = subject.splitn(2, ' ');
    let first = words.next().unwrap_or_default();
    let is_plain = subject.split(' ').skip(1).all(|word| !word.starts_with(char::is_uppercase))
        && first.chars().skip(1).all(|letter| !letter.is_uppercase());
    if !is_plain {
        return subject.to_owned();
    }
    let mut letters = first.chars();
    let capital = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    let rest = words.next().map(|rest| format!(" {rest}")).unwrap_or_default();
    format!("{capital}{}{rest}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_omit_heading_numbers() {
        for (heading, expected) in [
            ("3.2 Live-line work", Some("What do the documents say about live-line work?")),
            ("4) Reliability of supply:", Some("What do the documents say about reliability of supply?")),
            ("Harbour to Millbrook", Some("What do the documents say about Harbour to Millbrook?")),
            ("SAIDI targets", Some("What do the documents say about SAIDI targets?")),
            ("Part D Money", Some("What do the documents say about money?")),
            ("Annex 2: Schedule of charges", Some("What do the documents say about schedule of charges?")),
            ("Schedule of charges", Some("What do the documents say about schedule of charges?")),
            ("A. Duties of the licensee", Some("What do the documents say about duties of the licensee?")),
            ("Part III Indices", Some("What do the documents say about indices?")),
            ("CIVIL WORKS", Some("What do the documents say about CIVIL WORKS?")),
            ("Part D", None),
            ("2024.", None),
            ("", None),
        ] {
            assert_eq!(question(heading).as_deref(), expected, "{heading:?}");
        }
        assert_eq!(question(&"long ".repeat(40)), None);
    }

    #[test]
    fn first_tip_without_documents_suggests_adding() {
        let tips = TipsOut::of(ChatMode::Regulatory, Suggestions::default(), 3);
        assert_eq!((tips.tips.len(), tips.tips.first().map(String::as_str)), (3, Some(NOTHING_YET)));
        assert_eq!((tips.sample_questions.len(), tips.generated_from.len()), (0, 0));
    }

    #[test]
    fn documents_and_questions_are_distinct() {
        let heading = |document: &str, heading: &str| (document.to_owned(), heading.to_owned());
        let picked = vec![heading("a.pdf", "1 Losses"), heading("b.pdf", "Losses"), heading("a.pdf", "Staff")];
        let found = Suggestions { document_count: 2, preferred_count: 1, picked };
        let tips = TipsOut::of(ChatMode::StrategyQa, found, 5);
        assert_eq!(
            tips.sample_questions,
            ["What do the documents say about losses?", "What do the documents say about staff?"]
        );
        assert_eq!(tips.generated_from, ["a.pdf"]);
        assert!(tips.tips.first().is_some_and(|tip| tip.starts_with("One document of UETCL")));
    }
}
