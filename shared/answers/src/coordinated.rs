//! Questions for several things in one place: "the dose for adults and infants". Each is answered by itself, unless the
//! passages name them together.

use crate::{
    Question, contrast,
    cut::Places,
    form_words::is_form_word,
    parts_of_question::{ARTICLES, PREPOSITIONS, QUESTION_WORDS, is_auxiliary},
    question::Term,
    wanted::is_year,
    words::{stem, words},
};
use sisuiq_documents::valid_units;
use sisuiq_model::Passage;
use std::{collections::HashSet, ops::Range};

/// The most things, and the most parts of a question after it was split.
const MOST: usize = 5;
/// Words of questions that ask for things together.
const TOGETHER: [&str; 18] = [
    "all",
    "among",
    "between",
    "both",
    "combined",
    "compare",
    "compared",
    "comparison",
    "differ",
    "difference",
    "differences",
    "relation",
    "relationship",
    "sum",
    "than",
    "together",
    "total",
    "versus",
];
const AND: [&str; 2] = ["and", "&"];

/// Splits a question, or its parts, at things that the passages describe apart.
pub(crate) fn split(mut question: Question, passages: &[Passage]) -> Question {
    if question.parts.is_empty() {
        question.parts = parts(&question, passages);
        return question;
    }
    let mut all: Vec<Question> = Vec::new();
    let mut left = question.parts.len();
    for part in question.parts {
        left -= 1;
        let split = parts(&part, passages);
        if split.is_empty() || all.len() + split.len() + left > MOST {
            all.push(part);
        } else {
            all.extend(split);
        }
    }
    question.parts = all;
    question
}

/// The questions for each thing; none if the question asks for one thing, or for several together.
fn parts(question: &Question, passages: &[Passage]) -> Vec<Question> {
    let text = question.text().trim_end_matches(['?', '.', '!', ' ']);
    let asks_together = words(text).any(|word| TOGETHER.contains(&word.surface.to_lowercase().as_str()));
    let list = List::of(text).filter(|_| question.extreme.is_none() && !asks_together);
    let Some(list) = list.filter(|list| list.is_told_apart(question, passages)) else { return Vec::new() };
    let variants = (0..list.members.len()).map(|member| variant(question, &list.with(text, member)));
    variants.collect()
}

/// The question in which one thing stands for all, with the terms of the whole question.
fn variant(question: &Question, text: &str) -> Question {
    let known = |word: &str| -> Option<&Term> {
        let stem = stem(word);
        question.terms.iter().find(|term| term.surface.to_lowercase() == word || Some(&term.stem) == stem.as_ref())
    };
    let mut part = Question::single(text, |word| is_form_word(word) || known(word).is_none());
    for term in &mut part.terms {
        if let Some(known) = known(&term.surface.to_lowercase()) {
            *term = known.clone();
        }
    }
    // terms of other parts, and of abbreviations that were written out, are in no text
    let whole: Vec<String> = words(question.text()).map(|word| word.stem).collect();
    let is_further =
        |term: &&Term| !whole.contains(&term.stem) && stem(&term.surface).is_none_or(|stem| !whole.contains(&stem));
    part.terms.extend(question.terms.iter().filter(is_further).cloned());
    part.is_part = true;
    part.is_variant = true;
    part
}

/// A word of a question.
struct Piece {
    range: Range<usize>,
    lower: String,
    is_name: bool,
    /// True if a comma follows.
    has_comma: bool,
}

/// A thing: its words with the preposition and the article before them.
#[derive(Clone, Debug)]
struct Member {
    /// The first word, which may be a preposition or an article.
    start: usize,
    /// The words of the thing itself.
    core: Range<usize>,
}

/// Things that stand in one place of a question.
struct List {
    pieces: Vec<Piece>,
    members: Vec<Member>,
}

impl List {
    fn of(text: &str) -> Option<Self> {
        let pieces: Vec<Piece> = text.split_whitespace().map(|piece| Piece::of(text, piece)).collect();
        let mut joints = (0..pieces.len()).filter(|place| pieces.get(*place).is_some_and(|piece| piece.is(&AND)));
        let place = joints.next()?;
        // several lists could be told apart in many ways
        if joints.next().is_some() {
            return None;
        }
        let mut list = Self { pieces, members: Vec::new() };
        let end_member = list.member_from(place + 1)?;
        let kind = list.kind(&end_member.core)?;
        let mut end = place;
        while list.members.len() < MOST && (list.members.is_empty() || list.piece(end.checked_sub(1)?)?.has_comma) {
            let member = list.member_to(end).filter(|member| list.kind(&member.core) == Some(kind))?;
            end = member.start;
            list.members.insert(0, member);
        }
        list.members.push(end_member);
        list.is_in_one_place(kind).then_some(list)
    }

    fn piece(&self, place: usize) -> Option<&Piece> {
        self.pieces.get(place)
    }

    fn is(&self, place: usize, words: &[&str]) -> bool {
        self.piece(place).is_some_and(|piece| piece.is(words))
    }

    /// The thing whose words begin here.
    fn member_from(&self, start: usize) -> Option<Member> {
        let mut first = start + usize::from(self.is(start, &PREPOSITIONS));
        first += usize::from(self.is(first, &ARTICLES));
        let is_name = self.piece(first)?.is_name;
        let mut end = first + 1;
        while is_name && self.piece(end).is_some_and(|piece| piece.is_name) {
            end += 1;
        }
        Some(Member { start, core: first..end })
    }

    /// The thing whose words end here.
    fn member_to(&self, end: usize) -> Option<Member> {
        let last = end.checked_sub(1)?;
        let is_name = self.piece(last)?.is_name;
        let mut first = last;
        while is_name && first > 1 && self.piece(first - 1).is_some_and(|piece| piece.is_name && !piece.has_comma) {
            first -= 1;
        }
        let article = first.checked_sub(1).filter(|before| self.is(*before, &ARTICLES)).unwrap_or(first);
        let start = article.checked_sub(1).filter(|before| self.is(*before, &PREPOSITIONS)).unwrap_or(article);
        Some(Member { start, core: first..end })
    }

    /// The kind of word that a thing is named by. `None` if it is no thing.
    fn kind(&self, core: &Range<usize>) -> Option<Kind> {
        let first = self.piece(core.start)?;
        match () {
            () if is_year(&first.lower) => Some(Kind::Year),
            () if first.is_name => Some(Kind::Name),
            () if is_form_word(&first.lower) || !first.lower.chars().all(char::is_alphabetic) => None,
            () => Some(Kind::Noun),
        }
    }

    /// Returns whether the things stand in one place: behind one preposition or article, or all behind the same one. Nouns also
    /// end there, so that no adjectives are taken for them.
    fn is_in_one_place(&self, kind: Kind) -> bool {
        let Some((first, others)) = self.members.split_first() else { return false };
        let before = |member: &Member| self.is(member.start, &PREPOSITIONS).then(|| self.piece(member.start)).flatten();
        let preposition = before(first).map(|piece| piece.lower.as_str());
        let agrees = |member: &Member| before(member).is_none_or(|piece| Some(piece.lower.as_str()) == preposition);
        let end = others.last().map_or(0, |last| last.core.end);
        let ends = self.piece(end).is_none_or(|next| next.is(&PREPOSITIONS) || is_auxiliary(&next.lower));
        let asks_for_it = first.start == 2 && self.is(0, &QUESTION_WORDS) && self.is(1, &["is", "are", "was", "were"]);
        let is_determined = first.start < first.core.start;
        let is_behind = first.start > 0 && (is_determined || asks_for_it || kind != Kind::Noun);
        is_behind && others.iter().all(agrees) && (kind != Kind::Noun || ends)
    }

    /// Returns whether the passages describe the things apart: they have them, but name no two of them together.
    fn is_told_apart(&self, question: &Question, passages: &[Passage]) -> bool {
        let names: Vec<Vec<String>> = self.members.iter().map(|member| self.stems(&member.core)).collect();
        let is_distinct = names
            .iter()
            .enumerate()
            .all(|(at, name)| !name.is_empty() && !names.iter().take(at).any(|other| other == name));
        let is_known = |name: &&Vec<String>| {
            let term = |stem: &String| question.terms.iter().find(|term| term.stem == *stem);
            name.iter().all(|stem| term(stem).is_some_and(|term| !term.is_unknown))
        };
        let known = names.iter().filter(is_known).count();
        let is_noun = self.members.first().and_then(|first| self.kind(&first.core)) == Some(Kind::Noun);
        let are_together = || passages.iter().any(|passage| has_all_in_one(&passage.page_text, &names));
        let is_listed = || contrast::are_in(&question.slots, passages.iter().map(|passage| passage.page_text.as_str()));
        is_distinct && known > 0 && (!is_noun || known == names.len() || is_listed()) && !are_together()
    }

    fn stems(&self, core: &Range<usize>) -> Vec<String> {
        let pieces = self.pieces.get(core.clone()).unwrap_or_default();
        pieces.iter().filter_map(|piece| stem(&piece.lower)).collect()
    }

    /// The text of the question with one of the things in the place of all.
    fn with(&self, text: &str, member: usize) -> String {
        let place = |place: usize| self.piece(place).map_or(text.len()..text.len(), |piece| piece.range.clone());
        let words = |range: Range<usize>| {
            text.get(place(range.start).start..place(range.end.saturating_sub(1)).end).unwrap_or_default()
        };
        let (Some(first), Some(last)) = (self.members.first(), self.members.last()) else { return text.to_owned() };
        let Some(member) = self.members.get(member) else { return text.to_owned() };
        let before = if member.start < member.core.start { member } else { first };
        let determined = words(before.start..before.core.start);
        let determined = if before.start < before.core.start { determined } else { "" };
        let core = words(member.core.clone()).trim_end_matches(',');
        let (start, end) = (place(first.start).start, place(last.core.end.saturating_sub(1)).end);
        let (left, right) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        [left.trim(), determined, core, right.trim()]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The kind of word that names a thing.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Year,
    Name,
    Noun,
}

impl Piece {
    fn of(text: &str, piece: &str) -> Self {
        let start = piece.as_ptr().addr() - text.as_ptr().addr();
        let plain = if piece == "&" { piece } else { piece.trim_matches(|letter: char| !letter.is_alphanumeric()) };
        let first = plain.chars().next().unwrap_or_default();
        Self {
            range: start..start + piece.len(),
            lower: plain.to_lowercase(),
            is_name: start > 0 && first.is_uppercase(),
            has_comma: piece.ends_with(','),
        }
    }

    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }
}

/// Returns whether one sentence or row of a text has two of the things: "terms and conditions", "Line 9 connects Lund with Malmo".
fn has_all_in_one(text: &str, names: &[Vec<String>]) -> bool {
    let places = Places::of(text);
    valid_units(text).filter_map(|unit| text.get(places.bytes(unit.span())?)).any(|own| {
        let stems: HashSet<String> = words(own).map(|word| word.stem).collect();
        names.iter().filter(|name| name.iter().all(|stem| stems.contains(stem))).count() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Support, answered::answered};

    const RATES: &str = "Rates of the harbour\nThe rate for yachts is 14 dollars.\nThe rate for barges is 60 dollars.\n\
                         The rate for tugs is 35 dollars.\nImports were 90 kt in 2015.\nImports were 97 kt in 2016.\n\
                         Exports were 12 kt in 2015.\nThe pier in Pula is 80 metres long.\nThe pier in Zadar is 120 metres long.\n\
                         The inn in Split was opened in 1931.\nTerms and conditions of berths are set by the board.";

    #[test]
    fn each_thing_is_answered() {
        for (question, expected) in [
            ("What is the rate for yachts and tugs?", vec!["14 dollars", "35 dollars"]),
            ("What is the rate for yachts and for tugs?", vec!["14 dollars", "35 dollars"]),
            ("What are the rates for yachts, barges and tugs?", vec!["14 dollars", "60 dollars", "35 dollars"]),
            ("What were imports and exports in 2015?", vec!["90 kt", "12 kt"]),
            ("What were the imports in 2015 and 2016?", vec!["90 kt", "97 kt"]),
            ("How long are the piers in Pula and Zadar?", vec!["80 metres", "120 metres"]),
            (
                "How long are the piers in Pula and Zadar, and when was the inn in Split opened?",
                vec!["80", "120", "1931"],
            ),
        ] {
            let (support, text) = answered(question, RATES);
            assert!(expected.iter().all(|word| text.contains(word)), "{question}: {text}");
            assert_eq!(support, Support::Full, "{question}: {text}");
        }
    }

    #[test]
    fn missing_things_are_named() {
        for (question, answer, missing) in [
            ("What were the exports in 2015 and 2016?", "12 kt", "What were the exports in 2016"),
            ("What is the rate for yachts and for canoes?", "14 dollars", "What is the rate for canoes"),
            ("When were the inns in Split and Zadar opened?", "1931", "When were the inns in Zadar opened"),
        ] {
            let (support, text) = answered(question, RATES);
            assert!(matches!(support, Support::Partial { .. }), "{question}: {support:?} {text}");
            assert!(
                text.contains(answer) && text.contains(&format!("\u{201c}{missing}\u{201d}")),
                "{question}: {text}"
            );
        }
    }

    #[test]
    fn what_is_named_together_is_not_split() {
        let count = |text: &str, page: &str| {
            let passages = [crate::evidence::tests::passage(1, 1, page)];
            Question::new(text).mended(&passages).parts.len()
        };
        for question in [
            "What are the terms and conditions of berths?",
            "How many metres are the piers in Pula and Zadar together?",
            "What is the difference between imports and exports?",
            "What are the old and new rates?",
            "Who rates and opens the inn?",
            "Which yachts are old and long?",
            "Which rate is the highest for yachts and tugs?",
        ] {
            assert_eq!(count(question, RATES), 0, "{question}");
        }
        assert_eq!(count("What is the rate for yachts and tugs?", "The rate for yachts and tugs is 9 dollars."), 0);
        assert_eq!(count("What is the rate for yachts and tugs?", RATES), 2);
        let lines = "Line 2 runs from Bar to Kotor.\nLine 5 links Bar to Tivat.\nLine 8 links Kotor to Budva.";
        assert_eq!(count("Which line links Bar and Kotor?", lines), 0);
    }
}
