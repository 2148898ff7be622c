//! Finds where another question begins in a sentence.

use crate::{
    asides,
    parts_of_question::{
        ARTICLES, DETERMINERS, JOINING, POSSESSIVES, PREPOSITIONS, PRONOUNS, QUESTION_WORDS, asks_something,
        has_matter, is_auxiliary, plain,
    },
};

/// The most words of a part that shares the verb of the next one: "how many lines" in "how many lines and how many
/// pylons were built".
const LONGEST_WITHOUT_VERB: usize = 3;
/// Question words that also begin relative clauses, which a comma may precede.
const RELATIVE: [&str; 6] = ["which", "who", "whom", "whose", "when", "where"];

/// A word and where it stands in its sentence, in bytes.
struct Token {
    start: usize,
    end: usize,
    lower: String,
    is_name: bool,
    /// The mark after it.
    mark: Option<char>,
}

fn tokens(sentence: &str) -> Vec<Token> {
    let pieces = sentence.split_whitespace();
    let token = |piece: &str| {
        let start = piece.as_ptr().addr() - sentence.as_ptr().addr();
        let (lower, is_name) = (plain(piece), piece.starts_with(char::is_uppercase));
        Token { start, end: start + piece.len(), lower, is_name, mark: piece.chars().next_back() }
    };
    pieces.map(token).collect()
}

/// Splits a sentence where another question begins.
pub(crate) fn split_sentence(sentence: &str) -> Vec<String> {
    let all = tokens(sentence);
    if let Some((left, last)) = elliptical_end(sentence, &all) {
        let mut parts = split_sentence(left);
        parts.push(last);
        return parts;
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for place in 1..all.len() {
        let Some(joint) = Joint::at(&all, start, place) else { continue };
        let text = |from: usize, to: usize| {
            let from = all.get(from).map_or(sentence.len(), |token| token.start);
            let to = to.checked_sub(1).and_then(|last| all.get(last)).map_or(0, |token| token.end);
            sentence.get(from..to).unwrap_or_default().trim_end_matches([',', ';', '.', '?', '!', ' ']).to_owned()
        };
        if !asks_something(&text(joint.begins, all.len())) {
            continue;
        }
        let left = text(start, place);
        let lacks_verb = !all.get(start..place).is_some_and(|left| left.iter().any(|token| is_auxiliary(&token.lower)));
        let is_short = place - start <= LONGEST_WITHOUT_VERB
            && all.get(start).is_some_and(|first| ["which", "what", "how"].contains(&first.lower.as_str()));
        if has_matter(&left) && !(lacks_verb && is_short) {
            parts.push(left);
        } else {
            // "when and where was it built": the first question shares the rest of the second
            let verb = (joint.word..all.len()).find(|place| all.get(*place).is_some_and(|it| is_auxiliary(&it.lower)));
            let Some(verb) = verb else { continue };
            parts.push([left, text(verb, all.len())].join(" "));
        }
        start = joint.begins;
    }
    let rest = all.get(start).and_then(|token| sentence.get(token.start..)).unwrap_or_default();
    parts.push(rest.trim_end_matches(['.', '?', '!', ' ']).trim().to_owned());
    parts
}

/// The question before a question word at the end, and the question of that word: "when did it fall" and "where did it
/// fall" of "when did it fall and where".
fn elliptical_end<'a>(sentence: &'a str, all: &[Token]) -> Option<(&'a str, String)> {
    let is = |place: usize, words: &[&str]| all.get(place).is_some_and(|token| words.contains(&token.lower.as_str()));
    let last = all.len().checked_sub(1)?;
    let how = last.checked_sub(1).filter(|how| is(*how, &["how"]) && is(last, &["far", "long", "much", "often"]));
    let word = how.or_else(|| is(last, &["when", "where", "whom"]).then_some(last))?;
    let begins = word.checked_sub(usize::from(is(word.checked_sub(1)?, &PREPOSITIONS)))?;
    let place = begins.checked_sub(1).filter(|place| is(*place, &JOINING))?;
    let opening = all.get(..place)?.iter().position(|token| QUESTION_WORDS.contains(&token.lower.as_str()))?;
    let verb = (opening + 1..place).find(|place| all.get(*place).is_some_and(|token| is_auxiliary(&token.lower)));
    let text = |from: usize, to: usize| {
        let end = to.checked_sub(1).and_then(|end| all.get(end)).map_or(0, |token| token.end);
        let text = all.get(from).and_then(|token| sentence.get(token.start..end)).unwrap_or_default();
        text.trim_end_matches([',', ';', '.', '?', '!', ' '])
    };
    // "how many books may readers borrow": the books are asked about too
    let measures = is(opening, &["how"]) && is(opening + 1, &["far", "long", "many", "much", "often"]);
    let noun = opening + 1 + usize::from(measures);
    let object = verb.filter(|verb| *verb > noun).map(|verb| text(noun, verb)).unwrap_or_default();
    let asked = [text(begins, all.len()), text(verb.unwrap_or(noun), place), object];
    Some((text(0, place), asked.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")))
}

/// The place where another question begins.
struct Joint {
    /// Index of its first word.
    begins: usize,
    /// Index of its question word.
    word: usize,
}

impl Joint {
    /// The joint after the words from `start` to `place`, where the word at `place` joins or begins a question.
    fn at(all: &[Token], start: usize, place: usize) -> Option<Self> {
        let is =
            |place: usize, words: &[&str]| all.get(place).is_some_and(|token| words.contains(&token.lower.as_str()));
        let is_joined = is(place, &JOINING);
        let mark = all.get(place.checked_sub(1)?)?.mark.filter(|mark| [',', ';'].contains(mark));
        if !is_joined && mark.is_none() {
            return None;
        }
        let also = usize::from(is_joined && is(place + 1, &["also", "then"]));
        let begins = place + usize::from(is_joined) + also;
        if is_joined && Self::inverts(all, start, place, begins) {
            return Some(Self { begins, word: begins });
        }
        let word = begins + usize::from(is(begins, &PREPOSITIONS));
        let lower = all.get(word).filter(|_| is(word, &QUESTION_WORDS))?.lower.as_str();
        let left = all.get(start..place)?;
        let opening = left.iter().position(|token| QUESTION_WORDS.contains(&token.lower.as_str()));
        let asks = opening.is_some()
            || left.first().is_some_and(|first| asides::is_asking(&first.lower) || is_auxiliary(&first.lower));
        // "for those who import and who export": the second clause continues the first
        let continues_clause =
            opening.is_some_and(|opening| left.iter().skip(opening + 1).any(|token| token.lower == lower));
        let is_doubtful =
            !is_joined && mark == Some(',') && RELATIVE.contains(&lower) && !["when", "where"].contains(&lower);
        // "and when the meter fails" is a condition, "and when was it built" a question
        let is_direct =
            opening.is_some_and(|opening| opening < 2) || left.first().is_some_and(|first| is_auxiliary(&first.lower));
        let next_is_auxiliary = all.get(word + 1).is_some_and(|token| is_auxiliary(&token.lower));
        let is_inverted = match lower {
            "when" | "where" | "why" | "whether" => next_is_auxiliary,
            _ => !is(word + 1, &ARTICLES),
        };
        (asks && !continues_clause && !is_doubtful && (is_inverted || !is_direct)).then_some(Self { begins, word })
    }

    /// Returns whether a verb and its subject begin another question behind one that also begins with its verb: "must
    /// phones be off" in "may pupils eat and must phones be off". Without a subject the verb continues the question: "which
    /// lines are old and are repaired".
    fn inverts(all: &[Token], start: usize, place: usize, begins: usize) -> bool {
        let is_verb = |place: usize| all.get(place).is_some_and(|token| is_auxiliary(&token.lower));
        let has =
            |place: usize, words: &[&str]| all.get(place).is_some_and(|token| words.contains(&token.lower.as_str()));
        let left_is_inverted = is_verb(start)
            || (has(start, &QUESTION_WORDS) && (is_verb(start + 1) || (has(start, &["how"]) && is_verb(start + 2))));
        let subject = begins + 1;
        let is_determined =
            [&ARTICLES[..], &DETERMINERS, &PRONOUNS, &POSSESSIVES].iter().any(|list| has(subject, list));
        let is_noun = all.get(subject).is_some_and(|token| token.is_name || token.lower.ends_with('s'));
        let joins = has(place, &["and", "&"]);
        joins && is_verb(begins) && left_is_inverted && (is_determined || (is_noun && !is_verb(subject)))
    }
}
