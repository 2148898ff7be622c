//! Questions that ask several things. Each part is scored and judged by itself, so that the answer to one is not taken
//! for the answer to all.

use crate::{
    Claim, Evidence, Question, Support, asides,
    extractive::compose,
    form_words::is_form_word,
    joints::split_sentence,
    measure::Measure,
    question::{MOST_TERMS, Term},
    referent,
    support::{LeastFit, judge},
    terms::TermIndex,
    words::words,
};
use sisuiq_model::Passage;

/// The most parts. A question with more is not split.
const MOST_PARTS: usize = 4;
/// The most statements on one part.
const MOST_CLAIMS: usize = 2;
pub(crate) const QUESTION_WORDS: [&str; 10] =
    ["what", "which", "who", "whom", "whose", "when", "where", "why", "how", "whether"];
pub(crate) const JOINING: [&str; 3] = ["and", "or", "&"];
pub(crate) const PREPOSITIONS: [&str; 12] =
    ["at", "by", "for", "from", "in", "of", "on", "since", "to", "under", "until", "with"];
/// Verbs that stand before the subject in a question.
pub(crate) const AUXILIARIES: [&str; 22] = [
    "am", "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "may", "might",
    "must", "shall", "should", "will", "would", "isn't", "aren't",
];
pub(crate) const ARTICLES: [&str; 3] = ["the", "a", "an"];
/// Words before a noun besides articles.
pub(crate) const DETERMINERS: [&str; 9] = ["all", "any", "both", "each", "every", "no", "such", "that", "this"];
/// Pronouns that stand for the thing that an earlier part is about.
pub(crate) const PRONOUNS: [&str; 8] = ["it", "they", "them", "he", "she", "him", "these", "those"];
/// Possessive pronouns, which stand for the name in an earlier part.
pub(crate) const POSSESSIVES: [&str; 4] = ["its", "their", "his", "her"];

/// The parts of a question.
#[derive(Debug, Default)]
pub(crate) struct Split {
    /// The words of each part. Empty if the question asks one thing.
    pub(crate) parts: Vec<String>,
    /// Sentences that ask nothing and belong to all parts.
    pub(crate) aside: String,
}

/// Splits a question into its parts: between questions, and before a question word after "and", "or", a comma or a
/// semicolon.
pub(crate) fn split(text: &str) -> Split {
    let (asking, aside): (Vec<&str>, Vec<&str>) =
        asides::told(text).into_iter().map(|(sentence, _)| sentence).partition(|sentence| is_question(sentence));
    let parts: Vec<String> = asking.into_iter().flat_map(split_sentence).collect();
    if (2..=MOST_PARTS).contains(&parts.len()) && parts.iter().all(|part| asks_something(part)) {
        Split { parts, aside: aside.concat() }
    } else {
        Split::default()
    }
}

/// Gives each part the words of the others that it refers to or leaves out, and those of sentences that ask nothing.
pub(crate) fn carry(parts: &mut [Question], aside: &[Term]) {
    for place in 0..parts.len() {
        let Some((own, before, after)) = around(parts, place) else { continue };
        let mut carried = carried(own, &before, &after);
        let slots = before.last().map(|last| referent::slots(own, last)).unwrap_or_default();
        // "how many have 132 kV and how many 66 kV": another number is asked for
        carried.retain(|term| !(is_number(term) && own.terms.iter().any(is_number)));
        if let Some(part) = parts.get_mut(place) {
            part.is_part = true;
            part.slots.extend(slots);
            add(part, carried);
            add(part, aside.iter().map(|term| Term { is_aside: true, ..term.clone() }).collect());
        }
    }
}

/// The terms that a part refers to or leaves out.
fn carried(own: &Question, before: &[&Question], after: &[&Question]) -> Vec<Term> {
    let text: Vec<String> = words(own.text()).map(|word| word.surface.to_lowercase()).collect();
    let has = |pronouns: &[&str]| text.iter().any(|word| pronouns.contains(&word.as_str()));
    let named = before.iter().rev().find(|part| has_name(part));
    let last = before.last().filter(|_| has(&PRONOUNS) || counts_nothing(&text) || is_elliptical(&text));
    if let Some(last) = last {
        let referred = [Some(last), named].into_iter().flatten().flat_map(|part| part.terms.clone());
        return if has(&PRONOUNS) { referent::of(own, last, referred.collect()) } else { referred.collect() };
    }
    if let Some(last) = before.last().filter(|_| has(&POSSESSIVES)) {
        return named.map_or_else(|| last.terms.clone(), |part| names(part));
    }
    if has_name(own) {
        return Vec::new();
    }
    let other =
        named.or_else(|| before.iter().rev().chain(after).find(|part| part.terms.iter().any(|term| term.is_name)));
    let shared = after.first().filter(|_| own.terms.len() == 1).map(|part| complement(part)).unwrap_or_default();
    other.map(|part| names(part)).unwrap_or_default().into_iter().chain(shared).collect()
}

/// A part with those before and after it.
fn around(parts: &[Question], place: usize) -> Option<(&Question, Vec<&Question>, Vec<&Question>)> {
    let (before, rest) = parts.split_at_checked(place)?;
    let (own, after) = rest.split_first()?;
    Some((own, before.iter().collect(), after.iter().collect()))
}

fn add(part: &mut Question, carried: Vec<Term>) {
    for term in carried {
        let is_new = part.terms.iter().all(|known| known.stem != term.stem);
        if is_new && part.terms.len() < MOST_TERMS {
            part.terms.push(term);
        }
    }
}

fn names(part: &Question) -> Vec<Term> {
    part.terms.iter().filter(|term| term.is_name).cloned().collect()
}

/// The terms behind "of", which belong to both of "what are the causes and what are the effects of outages".
pub(crate) fn complement(part: &Question) -> Vec<Term> {
    let Some((_, behind)) = part.text().split_once(" of ") else { return Vec::new() };
    let stems: Vec<String> = words(behind).map(|word| word.stem).collect();
    part.terms.iter().filter(|term| stems.contains(&term.stem)).cloned().collect()
}

fn has_name(part: &Question) -> bool {
    part.terms.iter().any(|term| term.is_name && term.surface.chars().any(char::is_alphabetic))
}

/// Returns whether a text asks for the number of things that an earlier part names: "how many were built". "How much must
/// the tenant pay" names its own.
fn counts_nothing(lower: &[String]) -> bool {
    let is = |place: usize, words: &[&str]| lower.get(place).is_some_and(|word| words.contains(&word.as_str()));
    (0..lower.len()).any(|place| {
        let has_subject = is(place + 1, &["much"]) && (is(place + 3, &ARTICLES) || is(place + 3, &DETERMINERS));
        is(place, &["how"]) && is(place + 1, &["many", "much"]) && is(place + 2, &AUXILIARIES) && !has_subject
    })
}

/// Returns whether a text has no verb of its own: "and for what share", "and which year".
fn is_elliptical(lower: &[String]) -> bool {
    let is = |place: usize, words: &[&str]| lower.get(place).is_some_and(|word| words.contains(&word.as_str()));
    let most = match () {
        () if is(0, &PREPOSITIONS) => 4,
        () if is(0, &["how"]) => 3,
        () if is(0, &["what", "which"]) => 2,
        () => 0,
    };
    lower.len() <= most && !lower.iter().any(|word| is_auxiliary(word))
}

fn is_number(term: &Term) -> bool {
    term.stem.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a sentence asks: it ends with a question mark, or begins with a question word or a request.
fn is_question(sentence: &str) -> bool {
    let first = sentence
        .split_whitespace()
        .map(plain)
        .find(|word| !["and", "or", "but", "please", "also"].contains(&word.as_str()));
    sentence.trim_end().ends_with('?') || first.is_some_and(|first| asides::is_asking(&first))
}

pub(crate) fn plain(word: &str) -> String {
    if word == "&" {
        return word.to_owned();
    }
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

pub(crate) fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(&word)
}

/// Returns whether a text asks for something: it has a word of its own, or asks for a measure or the place of what it refers
/// to, as "how wide is it" does.
pub(crate) fn asks_something(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase());
    let refers = || lower.split_whitespace().any(|word| PRONOUNS.contains(&plain(word).as_str()));
    has_matter(text) || (Measure::of(&lower).is_some() || lower.starts_with(" where ")) && refers()
}

/// Returns whether a text has a word that an answer can contain. The word after "how" is a kind of answer.
pub(crate) fn has_matter(text: &str) -> bool {
    let mut before = String::new();
    words(text).any(|word| {
        let lower = word.surface.to_lowercase();
        let measures = std::mem::replace(&mut before, lower.clone()) == "how";
        !measures && !is_form_word(&lower)
    })
}

/// The parts of pages for each part of a question: the best for each first, then the others by their scores.
pub(crate) fn merged(found: Vec<Vec<Evidence>>) -> Vec<Evidence> {
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for (part, evidence) in found.into_iter().enumerate() {
        let mut evidence = evidence.into_iter().map(|one| Evidence { asked: part, ..one });
        first.extend(evidence.next());
        others.extend(evidence);
    }
    others.sort_by(|left, right| right.score.total_cmp(&left.score));
    first.into_iter().chain(others).collect()
}

/// The evidence for one part of a question.
fn of_part(evidence: &[Evidence], part: usize) -> Vec<Evidence> {
    evidence.iter().filter(|one| one.asked == part).cloned().collect()
}

/// Judges each part of a question. All must be answered for a full answer.
pub(crate) fn judge_all(question: &Question, passages: &[Passage], evidence: &[Evidence]) -> Support {
    let judge = |(place, part): (usize, &Question)| judge(part, passages, &of_part(evidence, place), LeastFit::ANY);
    let mut judged: Vec<Support> = question.parts.iter().enumerate().map(judge).collect();
    for place in answered_beside(question, &statements(question, evidence, passages, &judged)) {
        if let Some(support) = judged.get_mut(place) {
            *support = Support::Near;
        }
    }
    if judged.iter().all(|support| *support == Support::Full) {
        return Support::Full;
    }
    let is_answered = |support: &Support| matches!(support, Support::Full | Support::Partial { .. });
    let open = (0..).zip(&judged).filter(|(_, support)| !is_answered(support));
    let unanswered: Vec<usize> = open.map(|(place, _)| place).collect();
    if unanswered.len() < judged.len() {
        return Support::Partial { unanswered };
    }
    if judged.contains(&Support::Near) {
        return Support::Near;
    }
    let mut missing: Vec<String> = Vec::new();
    for support in judged {
        let Support::TooLittle { missing: words } = support else { continue };
        missing.extend(words.into_iter().filter(|word| !missing.contains(word)).collect::<Vec<_>>());
    }
    Support::TooLittle { missing }
}

/// The statements on each part of a question, of those that are answered.
fn statements(
    question: &Question,
    evidence: &[Evidence],
    passages: &[Passage],
    judged: &[Support],
) -> Vec<Vec<String>> {
    let all = question.parts.iter().zip(judged).enumerate();
    let found = all.map(|(place, (part, support))| match support {
        Support::Full | Support::Partial { .. } => {
            compose(part, &of_part(evidence, place), passages).into_iter().map(|claim| claim.text).collect()
        }
        Support::Near | Support::TooLittle { .. } => Vec::new(),
    });
    found.collect()
}

/// The indexes of the parts whose statements answer other parts only.
fn answered_beside(question: &Question, statements: &[Vec<String>]) -> Vec<usize> {
    let is_one = |place: &usize| {
        let (Some(part), Some(own)) = (question.parts.get(*place), statements.get(*place)) else { return false };
        let before = statements.get(..*place).unwrap_or_default();
        let others = question.parts.iter().zip(statements);
        !own.is_empty()
            && (repeats(part, own, before) || others.into_iter().any(|other| lacks_shared(part, own, other)))
    };
    (0..statements.len()).filter(is_one).collect()
}

/// Returns whether the statements on a part are those on earlier parts, and have nothing of what it asks itself.
fn repeats(part: &Question, own: &[String], before: &[Vec<String>]) -> bool {
    let terms = TermIndex::new(part);
    let has_own = |text: &String| {
        let held = terms.held_by(text);
        (0..part.own).any(|place| held.contains(place) || held.comes_near(place))
    };
    part.own > 0
        && own.iter().all(|text| before.iter().flatten().any(|other| other == text))
        && !own.iter().any(has_own)
}

/// Returns whether the statements on one of several things lack a word of the question that those on another have: imports
/// of 2016 beside exports of 2015.
fn lacks_shared(part: &Question, own: &[String], (other, others): (&Question, &Vec<String>)) -> bool {
    let has = |texts: &[String], term: &Term| texts.iter().any(|text| words(text).any(|word| word.stem == term.stem));
    let is_shared = |term: &&Term| other.terms.iter().any(|other| other.stem == term.stem);
    part.is_variant
        && other.is_variant
        && part.terms.iter().filter(is_shared).any(|term| has(others, term) && !has(own, term))
}

/// The statements that answer each part of a question, apart from those that are not answered.
pub(crate) fn compose_all(
    question: &Question,
    evidence: &[Evidence],
    passages: &[Passage],
    unanswered: &[usize],
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for (place, part) in question.parts.iter().enumerate().filter(|(place, _)| !unanswered.contains(place)) {
        for claim in compose(part, &of_part(evidence, place), passages).into_iter().take(MOST_CLAIMS) {
            if claims.iter().all(|known| known.text != claim.text) {
                claims.push(claim);
            }
        }
    }
    claims
}

/// The words of the parts of a question that are not answered.
pub(crate) fn unanswered(question: &Question, places: &[usize]) -> Vec<String> {
    let part = |place: &usize| question.parts.get(*place).map(|part| part.text().to_owned());
    places.iter().filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Support, answered::answered};

    fn parts(text: &str) -> Vec<String> {
        split(text).parts
    }

    #[test]
    fn questions_are_split_where_another_begins() {
        for (text, expected) in [
            (
                "How high is the tower of Sembabule and when was its bridge built?",
                ["How high is the tower of Sembabule", "when was its bridge built"],
            ),
            (
                "How high is the tower? When was the bridge built?",
                ["How high is the tower", "When was the bridge built"],
            ),
            (
                "Who owns the line, and by when must it be repaired?",
                ["Who owns the line", "by when must it be repaired"],
            ),
            ("What is the fee; who pays it?", ["What is the fee", "who pays it"]),
            ("How long is the bridge, when was it opened?", ["How long is the bridge", "when was it opened"]),
            (
                "Tell me how high the tower is and when the bridge was built.",
                ["Tell me how high the tower is", "when the bridge was built"],
            ),
            ("When and where was the tower built?", ["When was the tower built", "where was the tower built"]),
            ("How high and how wide is the tower?", ["How high is the tower", "how wide is the tower"]),
            (
                "What are the causes or what are the effects of outages?",
                ["What are the causes", "what are the effects of outages"],
            ),
            ("Is the tower painted and who painted it?", ["Is the tower painted", "who painted it"]),
            (
                "Is the tower painted and must the bridge be painted?",
                ["Is the tower painted", "must the bridge be painted"],
            ),
            ("When was the tower built and is it open?", ["When was the tower built", "is it open"]),
            ("When was the tower built and where?", ["When was the tower built", "where was the tower built"]),
            (
                "How many lines may a firm own and for how long?",
                ["How many lines may a firm own", "for how long may a firm own lines"],
            ),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
        assert_eq!(parts("Who owns Kumi, what does Kumi pay and when does the licence end?").len(), 3);
    }

    #[test]
    fn one_question_is_not_split() {
        for text in [
            "What are the fees and penalties of the licence?",
            "Which line is the longest, the shortest and the oldest?",
            "What is the penalty for a licensee, who fails to report?",
            "What must a licensee do when an outage occurs and when it ends?",
            "What happens if the meter fails and when the customer moves?",
            "What is the tariff for customers who import and who export?",
            "What does the plan say about how fees rise and how they fall?",
            "The name of the tower is Kumi. How high is it?",
            "We plan a line. How wide is it?",
            "What is the vision and why?",
            "What is the mission and vision?",
            "How do I apply for and renew a licence?",
            "Which lines are old and are repaired?",
            "Who owns the line and is liable for it?",
            "Does the licence lapse if the fee is unpaid and is not renewed?",
            "",
        ] {
            assert!(parts(text).is_empty(), "{text}: {:?}", parts(text));
        }
    }

    #[test]
    fn parts_carry_what_they_refer_to() {
        let terms = |text: &str| -> Vec<Vec<String>> {
            let question = Question::new(text);
            question.parts.iter().map(|part| part.terms().iter().map(|term| (*term).to_owned()).collect()).collect()
        };
        let both = |left: &[&str], right: &[&str]| -> Vec<Vec<String>> {
            [left, right].map(|words| words.iter().map(|word| (*word).to_owned()).collect()).to_vec()
        };
        assert_eq!(
            terms("How high is the tower of Sembabule and when was its bridge opened?"),
            both(&["tower", "Sembabule"], &["bridge", "opened", "Sembabule"])
        );
        assert_eq!(
            terms("How high is the tower of Sembabule and when was it opened?"),
            both(&["tower", "Sembabule"], &["opened", "tower", "Sembabule"])
        );
        assert_eq!(
            terms("How high is the tower of Sembabule and when was the bridge of Kumi opened?"),
            both(&["tower", "Sembabule"], &["bridge", "Kumi", "opened"])
        );
        assert_eq!(
            terms("How high is the tower and how long is the bridge of Sembabule?"),
            both(&["tower", "Sembabule"], &["bridge", "Sembabule"])
        );
        assert_eq!(
            terms("Which firm does Kumi Power name, and for what share?"),
            both(&["firm", "Kumi", "Power"], &["share", "firm", "Kumi", "Power"])
        );
        assert_eq!(
            terms("In 2023, how high were losses and how high was demand?"),
            both(&["2023", "losses"], &["demand", "2023"])
        );
        assert_eq!(
            terms("How many substations have 132 kV and how many have 66 kV?"),
            both(&["substations", "132", "kV"], &["66", "kV", "substations"])
        );
        let parts = terms("The Nile Bridge is old. How long is it? Who painted it?");
        assert!(parts.iter().all(|part| part.contains(&"Nile".to_owned())), "{parts:?}");
    }

    const FACTS: &str = "Facts of Sembabule\nThe tower of Sembabule is 44 metres high.\nThe bridge of Sembabule was built in 1987.\n\
                         The market of Sembabule opens on Mondays.\nThe mayor of Sembabule is Joan Okello.";

    #[test]
    fn both_parts_are_answered() {
        for (question, expected) in [
            ("How high is the tower of Sembabule and when was its bridge built?", ["44 metres", "1987"]),
            ("When was the bridge of Sembabule built and how high is its tower?", ["1987", "44 metres"]),
            ("How high is the tower of Sembabule? When was the bridge built?", ["44 metres", "1987"]),
            ("How high is the tower and when was the bridge built?", ["44 metres", "1987"]),
            ("Who is the mayor of Sembabule, and when was the bridge built?", ["Joan Okello", "1987"]),
            ("On which days does the market of Sembabule open and who is its mayor?", ["Mondays", "Joan Okello"]),
        ] {
            let (support, text) = answered(question, FACTS);
            assert!(expected.iter().all(|word| text.contains(word)), "{question}: {text}");
            assert_eq!(support, Support::Full, "{question}: {text}");
        }
    }

    #[test]
    fn missing_parts_are_named() {
        for (question, answer, missing) in [
            (
                "How high is the tower of Sembabule and when was its school painted?",
                "44 metres",
                "when was its school painted",
            ),
            (
                "Who painted the school of Sembabule and how high is the tower?",
                "44 metres",
                "Who painted the school of Sembabule",
            ),
            (
                "Who is the mayor of Sembabule? How many hospitals does it have?",
                "Joan Okello",
                "How many hospitals does it have",
            ),
        ] {
            let (support, text) = answered(question, FACTS);
            assert!(matches!(support, Support::Partial { .. }), "{question}: {support:?} {text}");
            assert!(
                text.contains(answer) && text.contains(&format!("\u{201c}{missing}\u{201d}")),
                "{question}: {text}"
            );
        }
        let (support, _) = answered("Who painted the school of Sembabule and what did the paint cost?", FACTS);
        assert!(!matches!(support, Support::Full | Support::Partial { .. }), "{support:?}");
    }

    #[test]
    fn one_sentence_answers_both_parts_once() {
        let text = "The tower of Kumi was built in 1990 and is 30 metres high.\nThe depot is never shut.";
        let (support, found) = answered("When was the tower of Kumi built and how high is it?", text);
        assert_eq!(
            (support, found.as_str()),
            (Support::Full, "The tower of Kumi was built in 1990 and is 30 metres high.")
        );
    }
}
