//! The words that a pronoun in one part of a question stands for: "the pier" of "when was the pier opened and how long is it".

use crate::{
    contrast::Slot,
    parts_of_question::{ARTICLES, PREPOSITIONS, PRONOUNS, complement, is_auxiliary},
    question::{Question, Term},
    words::{stem, words},
};

/// Verbs that stand before a subject and its infinitive.
const WITH_INFINITIVE: [&str; 12] =
    ["can", "could", "did", "do", "does", "may", "might", "must", "shall", "should", "will", "would"];

/// The terms of an earlier part that a pronoun refers to. Terms that are none of the thing itself, such as its verb, count as
/// asides.
pub(crate) fn of(own: &Question, before: &Question, terms: Vec<Term>) -> Vec<Term> {
    let own_words = lower(own.text());
    let text = lower(before.text());
    let replaced = replaced(&own_words, &text);
    let beside = beside(&text);
    let stands =
        |term: &Term, words: &[String]| words.iter().any(|word| stem(word).is_some_and(|stem| stem == term.stem));
    // "who is the architect of the bridge and how long is it": no person is an "it"
    let is_person = text.first().is_some_and(|first| first == "who") && own_words.iter().any(|word| word == "it");
    let things = complement(before);
    let is_thing = |term: &Term| !is_person || things.is_empty() || things.iter().any(|thing| thing.stem == term.stem);
    let kept = terms.into_iter().filter(|term| !stands(term, &replaced) && is_thing(term));
    kept.map(|term| Term { is_aside: term.is_aside || stands(&term, &beside), ..term }).collect()
}

/// The slots of an earlier part that a pronoun takes over.
pub(crate) fn slots(own: &Question, before: &Question) -> Vec<Slot> {
    let own_words = lower(own.text());
    let refers = own_words.iter().any(|word| PRONOUNS.contains(&word.as_str()));
    let is_kept = |slot: &&Slot| refers && !own_words.contains(&slot.preposition);
    before.slots.iter().filter(is_kept).cloned().collect()
}

fn lower(text: &str) -> Vec<String> {
    words(text).map(|word| word.surface.to_lowercase()).collect()
}

/// The words behind a preposition that the other part also has: "adults" of "the dose for adults" in "what is it for
/// children".
fn replaced(own: &[String], before: &[String]) -> Vec<String> {
    let is_preposition = |word: &String| PREPOSITIONS.contains(&word.as_str());
    let mut replaced = Vec::new();
    let mut is_open = false;
    for word in before {
        if is_preposition(word) {
            is_open = own.contains(word);
        } else if is_auxiliary(word) {
            is_open = false;
        } else if is_open {
            replaced.push(word.clone());
        }
    }
    replaced
}

/// The words that are no part of the subject: what is counted, and the verb.
fn beside(text: &[String]) -> Vec<String> {
    let is = |place: usize, words: &[&str]| text.get(place).is_some_and(|word| words.contains(&word.as_str()));
    let Some(verb) = text.iter().position(|word| is_auxiliary(word)) else { return Vec::new() };
    let counts = text.windows(2).position(|pair| {
        pair.first().is_some_and(|word| word == "how")
            && pair.get(1).is_some_and(|word| word == "many" || word == "much")
    });
    let counted = counts.map(|counts| counts + 2..verb).and_then(|counted| text.get(counted)).unwrap_or_default();
    let last = text.len().saturating_sub(1);
    let is_free = last > verb + 1 && !is(last - 1, &ARTICLES) && !is(last - 1, &PREPOSITIONS);
    let is_participle = |word: &String| word.ends_with("ed") || crate::words::irregular(word).is_some();
    let is_verb = is_free && (is(verb, &WITH_INFINITIVE) || text.last().is_some_and(is_participle));
    let verb = text.last().filter(|_| is_verb);
    counted.iter().chain(verb).cloned().collect()
}

#[cfg(test)]
mod tests {
    use crate::{Support, answered::answered};

    const RULES: &str = "Rules of the pool\nThe daily fee for members of the pool is 3 euros.\nThe daily fee for guests is 8 euros.\n\
                         The pool was opened in 1974.\nThe pool is 25 metres long.\nTowels must be taken home.\n\
                         Bathers may use the slide.\nThe manager of the pool is Nadia Roth.\nThe pool holds 300 bathers.\n\
                         The school must pay 450 euros.";

    #[test]
    fn pronouns_stand_for_the_thing() {
        for (question, expected) in [
            ("What is the daily fee for members and what is it for guests?", ["3 euros", "8 euros"]),
            ("When was the pool opened and how long is it?", ["1974", "25 metres"]),
            ("Who is the manager of the pool and how long is it?", ["Nadia Roth", "25 metres"]),
            ("When was the pool opened, and how much must the school pay?", ["1974", "450 euros"]),
            ("May bathers use the slide and must towels be taken home?", ["slide", "taken home"]),
            ("May bathers use the slide and when was the pool opened?", ["slide", "1974"]),
        ] {
            let (support, text) = answered(question, RULES);
            assert!(expected.iter().all(|word| text.contains(word)), "{question}: {text}");
            assert_eq!(support, Support::Full, "{question}: {text}");
        }
    }

    #[test]
    fn other_parts_statements_answer_nothing() {
        for (question, answer, missing) in [
            ("Who is the manager and how old is she?", "Nadia Roth", "how old is she"),
            ("When was the pool opened and where?", "1974", "where was the pool opened"),
            ("What must the school pay and by when?", "450 euros", "by when must the school pay"),
            ("How many bathers does the pool hold and how deep is it?", "300", "how deep is it"),
        ] {
            let (support, text) = answered(question, RULES);
            assert!(matches!(support, Support::Partial { .. }), "{question}: {support:?} {text}");
            assert!(
                text.contains(answer) && text.contains(&format!("\u{201c}{missing}\u{201d}")),
                "{question}: {text}"
            );
        }
    }
}
