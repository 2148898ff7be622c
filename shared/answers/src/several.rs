//! Recognises questions for several things: "What are the objectives?", "List the members".

use crate::{asides::is_asking, question::Term, words::words};

/// Words between a question word and several things.
const BETWEEN: [&str; 3] = ["are", "were", "many"];
/// Question words that ask for a time, a place or a reason.
const OF_ONE: [&str; 3] = ["when", "where", "why"];
/// Verbs that request a list.
const REQUESTS: [&str; 9] = ["list", "name", "enumerate", "give", "state", "show", "tell", "describe", "summarise"];
/// The most words before the things, such as "what are the three main".
const MOST_BEFORE: usize = 6;

/// The index of the term that names several things for which a question asks.
pub(crate) fn several(text: &str, terms: &[Term]) -> Option<usize> {
    let lower: Vec<String> = words(text).map(|word| word.surface.to_lowercase()).collect();
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let asks = lower.iter().take(2).any(|word| (is_asking(word) || is(&REQUESTS, word)) && !is(&OF_ONE, word));
    let place = terms.iter().position(is_plural)?;
    let thing = terms.get(place).map(|term| term.surface.to_lowercase())?;
    let at = lower.iter().position(|word| *word == thing)?;
    let before = lower.get(..at)?;
    let is_requested = before.last().is_some_and(|word| word == "which" || word == "what")
        || before.iter().any(|word| is(&BETWEEN, word) || is(&REQUESTS, word));
    (asks && at <= MOST_BEFORE && is_requested).then_some(place)
}

/// Returns whether a term is a plural.
pub(crate) fn is_plural(term: &Term) -> bool {
    let lower = term.surface.to_lowercase();
    lower.ends_with('s') && lower != term.stem
}

#[cfg(test)]
mod tests {
    use crate::Question;

    fn asked(question: &str) -> Option<String> {
        let question = Question::new(question);
        question.several.and_then(|place| question.terms.get(place)).map(|term| term.surface.clone())
    }

    #[test]
    fn several_things_are_asked_for() {
        for (question, thing) in [
            ("What are the objectives of the plan?", "objectives"),
            ("What were the causes of the flood", "causes"),
            ("Which villages does the canal serve?", "villages"),
            ("List the members of the council", "members"),
            ("What are the three main duties of the warden?", "duties"),
            ("How many causes did the flood have?", "causes"),
        ] {
            assert_eq!(asked(question).as_deref(), Some(thing), "{question}");
        }
    }

    #[test]
    fn one_thing_is_no_list() {
        for question in [
            "What is the vision of the company?",
            "What is the deposit for residents?",
            "Who keeps the keys?",
            "When do the gates close?",
            "What does the holder of a permit owe?",
            "What is said about losses?",
            "What do the inspectors check?",
            "Where are the lamps kept?",
        ] {
            assert_eq!(asked(question), None, "{question}");
        }
    }
}
