//! Suggested questions, made of the documents' headings.

mod support;

use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_answers::modes::{helpful, preferred};
use sisuiq_documents_db::documents::{self, HeadedPassage, Suggestions};
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{ChatMode, DocumentSource};
use sisuiq_telemetry::TaskEnded;
use tokio::task::spawn_blocking;
use utoipa::{IntoParams, ToSchema};

use self::support::{is_answered, is_readable};
use crate::State;

/// The longest heading that becomes a question.
const LONGEST_HEADING: usize = 120;
/// Names of a document's parts, before their number or letter.
const DIVISIONS: [&str; 8] = ["part", "chapter", "section", "annex", "appendix", "schedule", "article", "clause"];
/// Names of a document's parts that have no subject of their own, beside the divisions.
const PARTS: [&str; 23] = [
    "abbreviations",
    "acronyms",
    "annexes",
    "annexures",
    "appendices",
    "bibliography",
    "contents",
    "cover",
    "endnotes",
    "figures",
    "footnotes",
    "foreword",
    "glossary",
    "index",
    "list",
    "notes",
    "note",
    "preface",
    "references",
    "schedules",
    "signature",
    "signatures",
    "tables",
];
/// Documents that are read for each question, because some have no heading that makes one.
const DOCUMENTS_PER_QUESTION: i64 = 2;
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
    /// Questions made of headings of the documents, each with an answer in the text below its heading.
    #[schema(example = json!(["What do the documents say about live-line work?"]))]
    sample_questions: Vec<String>,
    /// The number of documents that the caller may see and that are ready.
    #[schema(example = 4, minimum = 0)]
    document_count: i64,
    /// The documents whose headings became questions.
    #[schema(example = json!(["strategic_plan.pdf"]))]
    generated_from: Vec<String>,
}

/// Suggests questions about the documents that the caller may see, preferably the caller's own. The text under the heading of each
/// was judged to answer it. No model is called, so suggestions cost nothing.
pub(crate) async fn suggest(state: &State, caller: &Caller, input: &TipsIn) -> Result<TipsOut> {
    let mode = match input.mode.as_deref().map(str::parse::<ChatMode>).transpose() {
        Ok(mode) => mode.unwrap_or(ChatMode::StrategyQa),
        Err(error) => return Err(Problem::unprocessable(vec![FieldError::new("mode", error.to_string())])),
    };
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let source = preferred(mode).unwrap_or(DocumentSource::Other);
    let found = documents::suggest(&connection, seen_by, source, input.limit * DOCUMENTS_PER_QUESTION).await?;
    drop(connection);
    let most = usize::try_from(input.limit).unwrap_or_default();
    // cutting pages into sentences would hold up the answers that other requests stream
    let suggested = spawn_blocking(move || TipsOut::of(mode, found, most)).await;
    suggested.map_err(|error| Problem::internal(TaskEnded::from(error)))
}

impl TipsOut {
    fn of(mode: ChatMode, found: Suggestions, most: usize) -> Self {
        let Suggestions { document_count, preferred_count, picked } = found;
        let publisher = preferred(mode).map_or("", DocumentSource::display_name);
        let first = match (document_count, preferred_count) {
            (0, _) => NOTHING_YET.to_owned(),
            _ if publisher.is_empty() => format!("Helpful in this mode: {}.", helpful(mode)),
            (_, 0) => format!("No document of {publisher} is ready. Helpful in this mode: {}.", helpful(mode)),
            (_, 1) => format!("One document of {publisher} is ready and is preferred in this mode."),
            (_, many) => format!("{many} documents of {publisher} are ready and are preferred in this mode."),
        };
        let tips = [first].into_iter().chain(ALWAYS.map(str::to_owned)).take(most).collect();
        let (sample_questions, generated_from) = answerable(picked, most);
        Self { tips, sample_questions, document_count, generated_from }
    }
}

/// The questions that the text under their headings answers, in turn one of each document, and the names of these documents.
fn answerable(picked: Vec<Vec<HeadedPassage>>, most: usize) -> (Vec<String>, Vec<String>) {
    let (mut questions, mut names) = (Vec::new(), Vec::new());
    let mut documents: Vec<_> = picked.into_iter().map(Vec::into_iter).collect();
    while questions.len() < most && !documents.is_empty() {
        documents.retain_mut(|passages| {
            if questions.len() == most {
                return false;
            }
            let found = passages.find_map(|passage| {
                let subject = subject(&passage.heading)?;
                let question = question(&subject);
                let is_new = !questions.contains(&question);
                let is_question =
                    is_new && !is_title(&subject, &passage.document_name) && is_answered(&subject, &passage);
                is_question.then_some((question, passage.document_name))
            });
            let Some((question, name)) = found else { return false };
            questions.push(question);
            if !names.contains(&name) {
                names.push(name);
            }
            true
        });
    }
    (questions, names)
}

/// The question about a subject.
fn question(subject: &str) -> String {
    format!("What do the documents say about {subject}?")
}

/// The subject that a heading names, without the number before it. `None` when it names none.
fn subject(heading: &str) -> Option<String> {
    // Lines after the first are the header of a table.
    let title = heading.lines().next().filter(|title| !title.contains(" |"))?;
    let words: Vec<&str> = title.split_whitespace().collect();
    let subject = unnumbered(&words).join(" ");
    let subject = subject.trim_end_matches(['.', ':', ';', ',', '?', ' ']);
    let has_words = subject.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
    let is_subject = has_words && !names_only_parts(subject) && is_readable(subject);
    (is_subject && subject.chars().count() <= LONGEST_HEADING).then(|| lowered(subject))
}

/// Returns whether a heading is the title of its document, whose file is named after it. A title says where something stands, and no
/// statement is about it.
fn is_title(subject: &str, document_name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 1);
        words.map(str::to_lowercase).collect()
    };
    let (subject, name) = (words(subject), words(document_name));
    subject.len() > 1 && subject.iter().all(|word| name.contains(word))
}

/// Returns whether a heading consists of names of a document's parts, such as "Table of contents".
fn names_only_parts(subject: &str) -> bool {
    let words = subject.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 3);
    let is_part = |word: &str| {
        let lower = word.to_lowercase();
        PARTS.contains(&lower.as_str()) || DIVISIONS.contains(&lower.as_str()) || lower == "table"
    };
    words.clone().next().is_some() && words.into_iter().all(is_part)
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
            ("Table of Contents", None),
            ("NOTES", None),
            ("Signatures", None),
            ("Annex", None),
            ("List of figures and tables", None),
            ("7KHVHFUHWJDXJHRI3DNZDFKUHDGVPHWUHV", None),
            ("Notes on losses", Some("What do the documents say about notes on losses?")),
            ("2024.", None),
            ("", None),
        ] {
            assert_eq!(subject(heading).as_deref().map(question).as_deref(), expected, "{heading:?}");
        }
        assert_eq!(subject(&"long ".repeat(40)), None);
    }

    #[test]
    fn titles_of_documents_are_no_subjects() {
        assert!(is_title("Grid Development Plan 2025-2034", "grid_development_plan.pdf"));
        assert!(!is_title("Grid losses", "grid_development_plan.pdf"));
        assert!(!is_title("Plan", "grid_development_plan.pdf"));
        let text = "The grid development plan of 2025 is for ten years.";
        let picked = vec![vec![passage("grid_development_plan.pdf", "Grid development plan 2025", text)]];
        assert_eq!(answerable(picked, 5), (Vec::new(), Vec::new()));
    }

    fn passage(document: &str, heading: &str, text: &str) -> HeadedPassage {
        HeadedPassage {
            document_name: document.to_owned(),
            page: 2,
            heading: heading.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn headings_without_answer_are_skipped() {
        let picked = vec![
            vec![
                passage("a.pdf", "Contents", "1 Losses .... 3\n2 Staff .... 4"),
                passage("a.pdf", "Staff", "Every tower has a fence of two metres."),
                passage("a.pdf", "Losses", "The losses fall to three percent by 2030."),
            ],
            vec![
                passage("b.pdf", "Fences", "See the annex."),
                passage("b.pdf", "Towers", "All towers are painted red and white."),
            ],
        ];
        let both = |most| answerable(picked.clone(), most);
        let names = ["a.pdf".to_owned(), "b.pdf".to_owned()];
        let questions = ["losses", "towers"].map(|subject| format!("What do the documents say about {subject}?"));
        assert_eq!(both(5), (questions.to_vec(), names.to_vec()));
        assert_eq!(both(1), (questions[..1].to_vec(), names[..1].to_vec()));
        assert_eq!(both(0), (vec![], vec![]));
    }

    #[test]
    fn first_tip_without_documents_suggests_adding() {
        let tips = TipsOut::of(ChatMode::Regulatory, Suggestions::default(), 3);
        assert_eq!((tips.tips.len(), tips.tips.first().map(String::as_str)), (3, Some(NOTHING_YET)));
        assert_eq!((tips.sample_questions.len(), tips.generated_from.len()), (0, 0));
    }

    #[test]
    fn documents_and_questions_are_distinct() {
        let text = "The losses fall to three percent. The staff of each station grows by two.";
        let heading = |document: &str, heading: &str| passage(document, heading, text);
        let picked =
            vec![vec![heading("a.pdf", "1 Losses"), heading("a.pdf", "Staff")], vec![heading("b.pdf", "Losses")]];
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
