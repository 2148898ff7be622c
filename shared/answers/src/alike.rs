//! Decides whether two questions are the same apart from words without meaning.

use crate::{Question, words::words};
use sisuiq_model::ChatMode;

/// Words that negate a question or change what it asks for. They are no search terms, so they are compared separately.
const DECISIVE: [&str; 21] = [
    "not",
    "no",
    "never",
    "none",
    "without",
    "except",
    "excluding",
    "unless",
    "cannot",
    "before",
    "after",
    "since",
    "until",
    "above",
    "below",
    "when",
    "where",
    "who",
    "why",
    "how",
    "many",
];

/// Returns whether both questions have the same terms in the same order and the same decisive words.
///
/// The caller compares their meaning as well. This check separates questions that are close in meaning but differ in a
/// year, a name, a direction or a negation.
#[must_use]
pub fn ask_alike(mode: ChatMode, left: &str, right: &str) -> bool {
    let stems =
        |text: &str| -> Vec<String> { Question::in_mode(mode, text).terms.into_iter().map(|term| term.stem).collect() };
    let (left_stems, right_stems) = (stems(left), stems(right));
    !left_stems.is_empty() && left_stems == right_stems && decisive(left) == decisive(right)
}

fn decisive(text: &str) -> Vec<String> {
    let lower = |surface: &str| surface.to_lowercase();
    let is_decisive =
        |word: &String| DECISIVE.contains(&word.as_str()) || word.ends_with("n't") || word.ends_with("n’t");
    words(text).map(|word| lower(word.surface)).filter(is_decisive).collect()
}

#[cfg(test)]
mod tests {
    use super::ask_alike;
    use sisuiq_model::ChatMode::StrategyQa;

    fn alike(left: &str, right: &str) -> bool {
        ask_alike(StrategyQa, left, right)
    }

    #[test]
    fn words_that_say_nothing_may_differ() {
        assert!(alike("What is the vision of UETCL?", "Tell me the vision of UETCL"));
        assert!(alike("Which transmission line is planned?", "What transmission lines are planned?"));
    }

    #[test]
    fn years_names_and_numbers_may_not() {
        assert!(!alike("What was the SAIDI in 2021?", "What was the SAIDI in 2022?"));
        assert!(!alike("What is the vision of UETCL?", "What is the vision of ERA?"));
        assert!(!alike("Which lines have 132 kV?", "Which lines have 220 kV?"));
    }

    #[test]
    fn directions_negations_and_kinds_may_not() {
        assert!(!alike("Is power imported from Kenya to Uganda?", "Is power imported from Uganda to Kenya?"));
        assert!(!alike("Which costs are covered?", "Which costs are not covered?"));
        assert!(!alike("When was the line built?", "Where was the line built?"));
        assert!(!alike("What has to be reported before the audit?", "What has to be reported after the audit?"));
        assert!(!alike("What is the maximum voltage?", "What is the minimum voltage?"));
    }

    #[test]
    fn questions_without_a_term_ask_nothing_alike() {
        assert!(!alike("What is it?", "How is that?"));
    }
}
