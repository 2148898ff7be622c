//! Recognises directives: recommendations and obligations.

use crate::Evidence;
use sisuiq_documents::UnitKind;

/// First words of recommendations.
const BEGINNINGS: [&str; 3] = ["recommendation", "recommended", "action:"];
/// Phrases of obligations and plans.
const OBLIGING: [&str; 12] = [
    " shall ",
    " must ",
    " should ",
    " has to ",
    " have to ",
    " need to ",
    " needs to ",
    " will be ",
    " will have ",
    " is required to ",
    " are required to ",
    " may not ",
];
/// Phrases that express an obligation before a verb ("is to be tested"), but not before a noun ("is to be the chair").
const TO_BE_DONE: [&str; 2] = [" is to be ", " are to be "];
/// Words that show that a noun follows.
const ARTICLES: [&str; 3] = ["a ", "an ", "the "];
/// Column names of a table of actions.
const COLUMNS: [&str; 5] = ["action", "owner", "responsible", "priority", "deadline"];

/// Returns whether a part is a directive. `header` is the header of its table.
pub(crate) fn is_directive(part: &Evidence, header: Option<&str>) -> bool {
    let text = format!(" {} ", part.text.to_lowercase());
    let begins = BEGINNINGS.iter().any(|beginning| text.trim_start().starts_with(beginning));
    let is_action = || {
        let header = header.unwrap_or_default().to_lowercase();
        part.kind == UnitKind::Row && COLUMNS.iter().filter(|column| header.contains(**column)).count() > 1
    };
    let is_to_be_done = || {
        let mut done = TO_BE_DONE.iter().flat_map(|words| text.split(words).skip(1));
        done.any(|rest| !ARTICLES.iter().any(|article| rest.starts_with(article)))
    };
    begins || OBLIGING.iter().any(|words| text.contains(words)) || is_to_be_done() || is_action()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_documents::Span;

    fn part(kind: UnitKind, text: &str) -> Evidence {
        Evidence {
            passage: 0,
            asked: 0,
            span: Span { start: 0, end: text.chars().count() },
            text: text.to_owned(),
            kind,
            header: None,
            carried: None,
            in_context: 0.5,
            about: 1.0,
            absent: 0.0,
            unmet: 0.0,
            lacks_essential: false,
            only_names: false,
            is_of_other: false,
            read: None,
            answers: true,
            similarity: None,
            fit: 0.5,
            score: 0.5,
        }
    }

    #[test]
    fn a_statement_of_fact_asks_for_nothing() {
        assert!(!is_directive(&part(UnitKind::Sentence, "Losses were 3.9 percent in 2024."), None));
        assert!(!is_directive(&part(UnitKind::Sentence, "The vision is to be a reliable company."), None));
        assert!(!is_directive(&part(UnitKind::Row, "Losses | 3.9 | 3.6"), Some("Indicator | 2024 | 2026")));
    }

    #[test]
    fn recommendations_and_obligations_are_recognised() {
        for text in [
            "Recommendation: replace the oldest transformers first.",
            "The Licensee shall keep an emergency plan.",
            "Reports are to be handed in through the portal.",
            "Capacitor banks will be installed in 2026.",
        ] {
            assert!(is_directive(&part(UnitKind::Sentence, text), None), "{text}");
        }
    }

    #[test]
    fn a_row_of_a_table_of_actions_is_one() {
        let row = part(UnitKind::Row, "Fit capacitor banks | Operations | 2026");
        assert!(is_directive(&row, Some("Action | Owner | By")));
    }
}
