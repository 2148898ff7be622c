//! Sentences that a break of the page or column cuts off, told by how they end.

use crate::units::starts_item;

/// Words that stand before others, so that no sentence, label or heading ends with them.
const BEFORE_OTHERS: [&str; 26] = [
    "a",
    "although",
    "amongst",
    "an",
    "and",
    "because",
    "every",
    "except",
    "excluding",
    "including",
    "into",
    "its",
    "my",
    "nor",
    "or",
    "our",
    "per",
    "than",
    "the",
    "their",
    "unless",
    "upon",
    "whereas",
    "whether",
    "whose",
    "your",
];
/// Words that stand before others, but may end a question or a label: "what it consists of", "the day it was handed in".
const MOSTLY_BEFORE_OTHERS: [&str; 50] = [
    "about", "after", "against", "among", "are", "as", "at", "be", "been", "before", "between", "but", "by", "can",
    "during", "for", "from", "had", "has", "have", "if", "in", "is", "may", "must", "no", "not", "of", "on", "over",
    "shall", "should", "such", "that", "this", "through", "to", "towards", "under", "until", "was", "were", "when",
    "where", "which", "who", "will", "with", "within", "without",
];
/// The fewest words of a sentence. A line with fewer is a label.
const FEWEST_WORDS: usize = 5;
/// Marks after which nothing is missing.
pub(crate) const ENDS: [char; 12] = ['.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '۔', '।'];

/// Returns whether a text has no end: its last word is an article, a conjunction or another word that always stands before others,
/// or a bracket is open.
#[must_use]
pub fn is_unfinished(text: &str) -> bool {
    is_sentence(text) && !is_before_item(text) && (has_open_bracket(text) || ends_with_word(text, &BEFORE_OTHERS))
}

/// Returns whether the last text of a page has no end. There it may also be a preposition or an auxiliary verb, unless the text is a
/// question, which may end with one.
#[must_use]
pub fn is_unfinished_at_end(text: &str) -> bool {
    let asks = || ["how", "what", "where", "which", "who", "whom", "whose"].contains(&first_word(text).as_str());
    is_unfinished(text)
        || (is_sentence(text) && ends_with_word(text, &MOSTLY_BEFORE_OTHERS) && !asks())
        || (is_sentence(text) && is_before_item(text) && !starts_item(text))
}

/// Returns whether a word is one with which a name does not start, as `The` of "The tank is full".
pub(crate) fn stands_before_others(word: &str) -> bool {
    let lower = word.to_lowercase();
    BEFORE_OTHERS.contains(&lower.as_str()) || MOSTLY_BEFORE_OTHERS.contains(&lower.as_str())
}

/// Returns whether the cell of a row has no end. It may have few words, but a preposition may be its last.
#[must_use]
pub fn is_unfinished_cell(cell: &str) -> bool {
    cell.split_whitespace().nth(1).is_some() && ends_with_word(cell, &["a", "an", "and", "of", "or", "the"])
}

fn is_sentence(text: &str) -> bool {
    text.split_whitespace().nth(FEWEST_WORDS - 1).is_some() && !text.trim_end().ends_with(ENDS)
}

/// Returns whether a text ends like the item before the last one of a list: `(b) the mast; and`.
fn is_before_item(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let is_joining = words.next().is_some_and(|last| matches!(last, "and" | "or"));
    is_joining && words.next().is_some_and(|word| word.ends_with([',', ';']))
}

fn has_open_bracket(text: &str) -> bool {
    let count = |bracket: char| text.chars().filter(|letter| *letter == bracket).count();
    count('(') > count(')')
}

/// Returns whether the last word is one of these in small letters. Capitals are names: `Schedule A`.
fn ends_with_word(text: &str, words: &[&str]) -> bool {
    text.split_whitespace().next_back().is_some_and(|last| words.contains(&last))
}

fn first_word(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_conjunctions_and_brackets_leave_no_end() {
        for text in [
            "The crane was lent to the yard by the",
            "Each guest brings a towel and",
            "The pass is valid on all lines (except",
            "The pass is valid on all lines (without the night",
        ] {
            assert!(is_unfinished(text) && is_unfinished_at_end(text), "{text}");
        }
    }

    #[test]
    fn prepositions_leave_no_end_on_a_page() {
        for text in ["The crane was lent to the yard by", "The pass of the pilot is renewed before"] {
            assert!(!is_unfinished(text) && is_unfinished_at_end(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_whole() {
        for text in [
            "The crane was lent to the yard.",
            "What the fee of the yard is for",
            "Signed at Lyon by the keeper of the crane",
            "The rules of the yard in Schedule A",
            "Paid by the",
            "(b) keeps the key of the yard; or",
            "(iii) the mast, the deck and the hull, and",
            "• Two lamps for the mast, one each",
            "The pass is valid on all lines (except nights)",
            "The pass is valid (see No. 4) on:",
            "변전소의 변압기는 매년 두 번 점검한다",
        ] {
            assert!(!is_unfinished(text) && !is_unfinished_at_end(text), "{text}");
        }
    }

    #[test]
    fn cells_have_no_end_before_other_words() {
        assert!(is_unfinished_cell("Renewal of the") && is_unfinished_cell("Doors and"));
        assert!(!["Doors", "Paid by", "and", "Renewal of doors", "Class A"].into_iter().any(is_unfinished_cell));
    }
}
