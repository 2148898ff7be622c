//! Questions for a place. A sentence with nothing but a date or a quantity states none.

use crate::{
    Evidence,
    extractive::{LEAST_BESIDE_BEST, LEAST_OF_THE_QUESTION},
    page::Part,
    quantities::{quantities, tokens},
    question::Question,
    units::{self, Quantity},
    wanted::MONTHS,
    words,
};
use sisuiq_documents::UnitKind;

/// Prepositions before a place, or before the one who has something.
const PREPOSITIONS: [&str; 30] = [
    "above", "across", "along", "around", "at", "behind", "below", "beneath", "beside", "between", "beyond", "by",
    "from", "in", "inside", "into", "near", "off", "on", "onto", "opposite", "outside", "over", "through", "to",
    "under", "up", "via", "with", "within",
];
const ARTICLES: [&str; 5] = ["the", "a", "an", "its", "their"];
/// Words behind a preposition that tell a time or an amount.
const NO_PLACES: [&str; 18] = [
    "all",
    "any",
    "average",
    "business",
    "each",
    "every",
    "friday",
    "least",
    "monday",
    "most",
    "sale",
    "saturday",
    "sunday",
    "thursday",
    "time",
    "total",
    "tuesday",
    "wednesday",
];

/// Returns whether a part may state a place: it has a preposition with an object or a name beyond those of the question,
/// or neither a date nor a quantity.
pub(crate) fn may_be_in(question: &Question, part: &Part<'_>) -> bool {
    // the first line of an introduction is a title, which is quoted with its text
    let text = part.text.split_once('\n').filter(|_| part.introduces).map_or(part.text.as_ref(), |(_, text)| text);
    let all = tokens(text);
    let found = quantities(&all);
    let is_asked =
        |word: &str| words::stem(word).is_some_and(|stem| question.terms.iter().any(|term| term.stem == stem));
    let is_new = |place: usize| {
        all.get(place).is_some_and(|token| {
            let is_time = units::quantity(token.surface) == Some(Quantity::Time);
            let is_counted = found.iter().any(|found| (found.place..found.end).contains(&place));
            let is_word = token.surface.chars().all(char::is_alphabetic);
            let tells_time = MONTHS.contains(&token.lower.as_str()) || NO_PLACES.contains(&token.lower.as_str());
            is_word && !is_time && !is_counted && !tells_time && !is_asked(&token.lower)
        })
    };
    let has = |place: usize, words: &[&str]| all.get(place).is_some_and(|token| words.contains(&token.lower.as_str()));
    let has_object =
        |place: usize| has(place, &PREPOSITIONS) && is_new(place + 1 + usize::from(has(place + 1, &ARTICLES)));
    let is_name = |place: usize| {
        place > 0 && is_new(place) && all.get(place).is_some_and(|token| token.surface.starts_with(char::is_uppercase))
    };
    part.kind == UnitKind::Row || found.is_empty() || (0..all.len()).any(|place| has_object(place) || is_name(place))
}

/// Lets a part count only if it is stated beside the best one: many sentences have some preposition.
pub(crate) fn limit(evidence: &mut [Evidence]) {
    let Some(best) = evidence.first() else { return };
    let (least, in_context) = (best.score * LEAST_BESIDE_BEST, best.in_context * LEAST_OF_THE_QUESTION);
    for part in evidence.iter_mut().filter(|part| part.score < least || part.in_context < in_context) {
        part.answers = false;
    }
}

#[cfg(test)]
mod tests {
    use crate::{Support, answered::answered};

    #[test]
    fn dates_and_quantities_are_no_places() {
        let text = "Facts of the pier\nThe pier of Ulsan was opened in 1911.\nThe pier of Ulsan is 740 metres long.\n\
                    The pier of Ulsan carries 900 persons a day.\nIts gate was made by Kim.";
        let ferry =
            "The ferry Berta is 90 metres long. The ferry Berta was launched in 1988. Its engine was built by Voith.";
        assert_ne!(answered("Where was the ferry Berta launched?", ferry).0, Support::Full);
        for question in ["Where was the pier of Ulsan opened?", "Where is the pier of Ulsan?"] {
            assert_ne!(answered(question, text).0, Support::Full, "{question}");
        }
    }

    #[test]
    fn places_are_stated_in_many_ways() {
        for (question, text) in [
            ("Where was the ferry built?", "The ferry was built in Gdansk in 1994."),
            ("Where was the ferry built?", "Gdansk Shipyard: the ferry was built in 1994 for Stena."),
            ("Where are the records?", "The records are with the registrar for 10 years."),
            ("Where do I apply?", "Apply online within 14 days, at the portal."),
            ("Where do I apply?", "Apply online."),
            ("Where is the depot of Kumi?", "The depot of Kumi | Plot 14 | 1994"),
        ] {
            let (support, found) = answered(question, text);
            assert_eq!(support, Support::Full, "{question}: {text} / {found}");
        }
    }
}
