//! Finds asides: sentences without a question in a text that also has a question.

/// Question words and imperative verbs that request information.
const ASKING: [&str; 18] = [
    "what",
    "which",
    "who",
    "whom",
    "whose",
    "when",
    "where",
    "why",
    "how",
    "tell",
    "list",
    "name",
    "show",
    "describe",
    "explain",
    "summarise",
    "summarize",
    "compare",
];

/// Splits a text into sentences. The flag marks asides: sentences that ask nothing in a text where another sentence
/// asks.
pub(crate) fn told(text: &str) -> Vec<(&str, bool)> {
    let mut sentences = Vec::new();
    let mut rest = text;
    while let Some(end) = end_of_sentence(rest) {
        let (sentence, after) = rest.split_at(end);
        sentences.push(sentence);
        rest = after;
    }
    sentences.push(rest);
    let some_ask = sentences.iter().any(|sentence| asks(sentence));
    sentences.into_iter().map(|sentence| (sentence, some_ask && !asks(sentence))).collect()
}

/// The byte offset after the first sentence, if another one follows.
fn end_of_sentence(text: &str) -> Option<usize> {
    let ends = text.match_indices(['.', '?', '!', '\n']).map(|(place, mark)| place + mark.len());
    let mut ends = ends.filter(|end| text.get(*end..).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
    ends.find(|end| {
        let (before, after) = text.split_at(*end);
        let last = before.split_whitespace().next_back().unwrap_or_default();
        // abbreviations and short numbers do not end a sentence
        last.len() > 3 && after.trim_start().starts_with(|first: char| first.is_uppercase() || !before.ends_with('.'))
    })
}

/// Returns whether a lower-case word is a question word or a verb that requests information.
pub(crate) fn is_asking(word: &str) -> bool {
    ASKING.contains(&word)
}

fn asks(sentence: &str) -> bool {
    let mut words = sentence.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    sentence.trim_end().ends_with('?') || words.any(|word| ASKING.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_alone_has_no_asides() {
        for text in ["What does condition 3.2 say?", "list the values", "Sections 3. and 4. of the plan", ""] {
            assert!(told(text).iter().all(|(_, is_aside)| !is_aside), "{text}");
        }
        assert_eq!(told("What is due in No. 3?").len(), 1);
    }

    #[test]
    fn what_asks_nothing_beside_a_question_is_an_aside() {
        let told = told("We plan a line. Forget the rest! How wide is it?");
        assert_eq!(told.iter().map(|(_, is_aside)| *is_aside).collect::<Vec<_>>(), [true, true, false]);
    }
}
