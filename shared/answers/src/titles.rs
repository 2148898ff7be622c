//! Titles of documents that a question names. They say where the answer is searched, not what is asked.

use crate::{
    form_words::is_form_word,
    page::Part,
    question::{Question, Term},
    terms::{Held, TermIndex},
    wanted,
    words::{Word, words},
};
use sisuiq_documents::{UnitKind, starts_item, valid_units};
use sisuiq_model::{DocumentId, Passage};
use std::collections::{HashMap, HashSet};

/// The number of units at the top of the first page that may be lines of the title.
const TITLE_LINES: usize = 8;
/// The fewest words of a title in the question, so that one common word names no document.
const LEAST_WORDS: usize = 2;
/// The least share of a title's words in the question, its numbers apart: people leave out some of a long title.
const LEAST_SHARE: (usize, usize) = (3, 5);
/// The share of a term that a related word counts, or the term in the heading above.
const RELATED: f64 = 0.4;
/// Marks at the end of a sentence or of a part of one.
const SENTENCE_ENDS: [char; 14] = ['.', '!', '?', ';', ',', '。', '！', '？', '；', '،', '؛', '؟', '।', '…'];
/// Prepositions before the name of a document: "under the licence", "in the annual report".
const PREPOSITIONS: [&str; 14] =
    ["of", "in", "under", "by", "to", "from", "per", "with", "within", "for", "at", "on", "into", "through"];
const ARTICLES: [&str; 3] = ["the", "a", "an"];

/// The titles that a question names.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    /// The terms in the title of each document that is named.
    of: HashMap<DocumentId, Held>,
    /// The terms in any of them.
    all: Held,
    /// The titles as they are written on the first pages.
    lines: HashSet<String>,
    /// The terms that are in none, each with its index. Empty if no document is named or nothing else is asked.
    matter: Vec<usize>,
}

impl Titles {
    /// Compares the titles and names of the documents with the question.
    pub(crate) fn of(question: &Question, terms: &TermIndex<'_>, passages: &[Passage]) -> Self {
        let mut found = Self::default();
        let mut seen = HashSet::new();
        for passage in passages {
            if seen.insert((passage.document_id, false)) {
                found.add(question, terms, passage.document_id, &words_of_name(&passage.document_name));
            }
            if passage.page == 1 && seen.insert((passage.document_id, true)) {
                for line in first_lines(&passage.page_text) {
                    found.add(question, terms, passage.document_id, line);
                }
            }
        }
        let asked = (0..).zip(&question.terms).filter(|(_, term)| !term.is_aside && term.weight > 0.0);
        let is_named = !found.of.is_empty();
        found.matter = asked.map(|(place, _)| place).filter(|place| is_named && !found.all.contains(*place)).collect();
        found
    }

    fn add(&mut self, question: &Question, terms: &TermIndex<'_>, document: DocumentId, title: &str) {
        if names(question, title) {
            let held = terms.held_by(title).literal();
            self.lines.insert(title.to_owned());
            self.of.entry(document).or_default().add(held);
            self.all.add(held);
        }
    }

    /// The terms in the title of a document, if the question names it.
    pub(crate) fn held_by(&self, document: DocumentId) -> Held {
        self.of.get(&document).copied().unwrap_or_default()
    }

    /// The weighted share of the terms that are in no title, in a part and its context. `None` if no document is named.
    pub(crate) fn matter(&self, question: &Question, part: &Part<'_>, carried: Held) -> Option<f64> {
        let weight = |place: &usize| question.terms.get(*place).map_or(0.0, |term| term.weight);
        let is_around = |place: usize| part.heading.contains(place) || carried.contains(place);
        let share = |place: &usize| match () {
            () if holds(part, *place) => 1.0,
            () if part.own.comes_near(*place) || is_around(*place) => RELATED,
            () => 0.0,
        };
        let all: f64 = self.matter.iter().map(weight).sum();
        let held: f64 = self.matter.iter().map(|place| share(place) * weight(place)).sum();
        (all > 0.0).then(|| held / all)
    }

    /// Counts the words of a title that is quoted together with the text below it as the heading of that text.
    pub(crate) fn read_below(&self, part: &mut Part<'_>, terms: &TermIndex<'_>) {
        let mut below = part.text.as_ref();
        while let Some((_, rest)) = below.split_once('\n').filter(|(first, _)| self.lines.contains(first.trim())) {
            below = rest;
        }
        if below.len() < part.text.len() {
            let own = terms.held_by(below);
            part.heading.add(part.own.without(own));
            part.own = own;
        }
    }

    /// Counts the words of titles in a part as its surroundings, if it has nothing else of the question.
    pub(crate) fn set_apart(&self, part: &mut Part<'_>) {
        if self.matter.iter().any(|place| holds(part, *place)) || self.matter.is_empty() {
            return;
        }
        part.heading.add(part.own.shared_with(self.all));
        part.own = part.own.without(self.all);
        part.columns = part.columns.without(self.all);
    }
}

/// Returns whether a part, its table or the sentence that it refers to has a term.
fn holds(part: &Part<'_>, place: usize) -> bool {
    [part.own, part.columns, part.referred].iter().any(|held| held.contains(place))
}

/// Returns whether a part may answer without any word of what is asked: the kind of answer shows that it does, as the
/// years in "valid for 12 years" do to "how long does it last".
pub(crate) fn answers_by_kind(question: &Question, part: &Part<'_>) -> bool {
    wanted::is_kind_distinct(question) && wanted::is_held(question, part)
}

/// Returns whether a part is a lone line, such as a title or a heading, that has no word beyond those of the question.
/// It repeats the question and answers nothing. Rows and list items are values of what stands above them.
pub(crate) fn repeats(question: &Question, part: &Part<'_>) -> bool {
    let is_lone = match part.kind {
        UnitKind::Heading => true,
        UnitKind::Sentence => !starts_item(&part.text),
        UnitKind::Row | UnitKind::Bullet | UnitKind::Struck => false,
    };
    is_lone && is_unpunctuated(&part.text) && {
        let mut own = content(numberless(&part.text));
        own.all(|word| question.terms.iter().any(|term| term.stem == word.stem))
    }
}

/// Returns whether the question names a title: it has most of its words, and they are written or placed like a name.
fn names(question: &Question, title: &str) -> bool {
    let stems: HashSet<String> = content(title).map(|word| word.stem).collect();
    let (numbers, plain): (Vec<&String>, Vec<&String>) = stems.iter().partition(|stem| is_number(stem));
    let term = |stem: &&&String| question.terms.iter().find(|term| term.stem == ***stem);
    let found: Vec<&Term> = plain.iter().filter_map(|stem| term(&stem)).collect();
    let numbers = numbers.iter().filter(|stem| term(stem).is_some()).count();
    let (part, whole) = LEAST_SHARE;
    !found.is_empty()
        && found.len() + numbers >= LEAST_WORDS
        && found.len() * whole >= plain.len() * part
        && (found.iter().any(|term| term.is_name) || is_placed_like_name(question, &found))
}

/// Returns whether these terms stand behind a preposition, or before "say". A title in lower case has no other sign of a
/// name: "under the generation licence", but not "did transmission losses rise".
fn is_placed_like_name(question: &Question, terms: &[&Term]) -> bool {
    let all: Vec<Word<'_>> = words(question.text()).collect();
    let is_one = |word: &Word<'_>| terms.iter().any(|term| term.stem == word.stem);
    let Some((first, last)) = all.iter().position(is_one).zip(all.iter().rposition(is_one)) else { return false };
    let lower = |word: &Word<'_>| word.surface.to_lowercase();
    let mut before = all.iter().take(first).rev().map(lower);
    let is_behind = before
        .find(|word| !ARTICLES.contains(&word.as_str()))
        .is_some_and(|word| PREPOSITIONS.contains(&word.as_str()));
    is_behind || all.get(last + 1).map(lower).is_some_and(|word| word == "say" || word == "says")
}

/// The lone lines at the top of a page.
fn first_lines(page: &str) -> impl Iterator<Item = &str> {
    let units = valid_units(page).take(TITLE_LINES);
    let lone = units.filter(|unit| matches!(unit.kind, UnitKind::Heading | UnitKind::Sentence));
    lone.filter_map(|unit| unit.span().of(page)).filter(|line| is_unpunctuated(line))
}

fn words_of_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect()
}

fn is_unpunctuated(text: &str) -> bool {
    !text.trim_end().ends_with(SENTENCE_ENDS)
}

/// A text without the number of its clause.
fn numberless(text: &str) -> &str {
    text.trim_start_matches(|letter: char| !letter.is_alphabetic() && !letter.is_whitespace())
}

fn content(text: &str) -> impl Iterator<Item = Word<'_>> {
    words(text).filter(|word| !is_form_word(&word.surface.to_lowercase()))
}

fn is_number(stem: &str) -> bool {
    stem.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Claim, Evidence, LeastFit, Pages, Support, compose, evidence::tests::passage, gather, judge};
    use sisuiq_model::Frequencies;

    /// The answer from these pages, each with its document, number and text, where all parts are equally similar.
    fn answered(question: &str, pages: &[(u128, i32, &str)]) -> (Support, String) {
        let passages: Vec<Passage> =
            pages.iter().map(|(document, page, text)| passage(*document, *page, text)).collect();
        let chunks = |word: &str| {
            let has = |passage: &&Passage| passage.page_text.to_lowercase().contains(&word.to_lowercase());
            i64::try_from(passages.iter().filter(has).count()).ok()
        };
        let question = Question::new(question).weigh(&Frequencies::new([].into(), 40), chunks);
        let relevance = vec![0.01; passages.len()];
        let evidence = gather(&Pages::default(), &question, &passages, &relevance, |_, _| Some(0.5));
        let claims = compose(&question, &evidence, &passages);
        let texts: Vec<String> = claims.into_iter().map(|claim: Claim| claim.text).collect();
        assert!(evidence.iter().all(|part: &Evidence| !repeats(&question, &as_part(part))), "{question:?}");
        (judge(&question, &passages, &evidence, LeastFit::ANY), texts.join(" / "))
    }

    fn as_part(part: &Evidence) -> Part<'_> {
        Part {
            span: part.span,
            text: part.text.as_str().into(),
            kind: part.kind,
            introduces: false,
            header: None,
            carried: None,
            own: Held::default(),
            columns: Held::default(),
            column_texts: Vec::new(),
            heading: Held::default(),
            section: Held::default(),
            only_names: false,
            section_text: "",
            referred: Held::default(),
            names_columns: false,
        }
    }

    const REGULATION: [(u128, i32, &str); 2] = [
        (
            1,
            1,
            "Outage Reporting Regulation 2024\nThis is a demonstration document.\nPart I Preliminary\n\
             1. Citation. This regulation may be cited as the Electricity (Reporting of Outages) Regulation 2024.\n\
             2. Commencement. This regulation comes into force on 1 January 2025.",
        ),
        (
            1,
            2,
            "Part IV Reports\n15. First notice. Of an interruption that affects more than 10,000 customers, or a hospital, or a \
             water works, the licensee shall tell the Authority by telephone within thirty minutes.\n\
             16. Incident report. Within fourteen days the licensee shall hand in a report.",
        ),
    ];
    const LICENCE: [(u128, i32, &str); 2] = [
        (2, 1, "Generation Licence of Alpha Power"),
        (
            2,
            2,
            "Term of the licence\nThis licence is valid for 12 years from its date of issue.\nThe licensee shall keep accounts.",
        ),
    ];

    #[test]
    fn clauses_answer_instead_of_titles() {
        for question in [
            "What does the Outage Reporting Regulation 2024 say about hospitals?",
            "What does the Outage Reporting Regulation say about hospitals?",
            "What does the outage reporting regulation say about hospitals?",
            "Under the Outage Reporting Regulation 2024, what applies to hospitals?",
            "Hospitals in the outage reporting regulation 2024",
        ] {
            let (support, text) = answered(question, &REGULATION);
            assert!(text.contains("15. First notice") && text.contains("hospital"), "{question}: {text}");
            assert!(!matches!(support, Support::TooLittle { .. }), "{question}");
        }
        for question in [
            "What is the term of the Generation Licence of Alpha Power?",
            "What is the term of Alpha Power's generation licence?",
            "what is the term of the generation licence of alpha power?",
            "How long is the term of the Generation Licence of Alpha Power?",
        ] {
            let (support, text) = answered(question, &LICENCE);
            assert!(text.contains("12 years"), "{question}: {text}");
            assert_eq!(support, Support::Full, "{question}");
        }
    }

    #[test]
    fn titles_alone_support_no_answer() {
        for (question, pages) in [
            ("What does the Outage Reporting Regulation 2024 say about schools?", &REGULATION[..]),
            ("What does the outage reporting regulation say about schools?", &REGULATION[..]),
            ("What is the fee of the Generation Licence of Alpha Power?", &LICENCE[..]),
            ("What is the term of the Generation Licence of Alpha Power?", &LICENCE[..1]),
            ("Which insurance does the Generation Licence of Alpha Power require?", &LICENCE[..]),
        ] {
            let (support, text) = answered(question, pages);
            assert_ne!(support, Support::Full, "{question}: {text}");
        }
    }

    #[test]
    fn titles_of_several_lines_are_titles() {
        let text = "Lakeshore Authority\nGeneration Licence\nof Alpha Power\nIssued in 2019";
        let pages = [(2, 1, text), LICENCE[1]];
        let (support, text) = answered("What is the term of the Generation Licence of Alpha Power?", &pages);
        assert!(support == Support::Full && text.contains("12 years"), "{text}");
        let (_, text) = answered("When was the Generation Licence of Alpha Power issued?", &pages);
        assert!(text.contains("Issued in 2019"), "{text}");
    }

    #[test]
    fn titles_below_clauses_are_no_answers() {
        let text = "1. Term. This licence is valid for 12 years.\n2. Accounts. The licensee keeps accounts of generation.\n\
                    Licence for generation issued to Alpha Power";
        let pages = [(1, 1, "LICENCE FOR GENERATION\nissued to\nALPHA POWER"), (1, 2, text)];
        let (_, text) = answered("What does the Licence for Generation say about accounts?", &pages);
        assert!(text.starts_with("2. Accounts"), "{text}");
    }

    #[test]
    fn sentences_about_the_named_thing_keep_their_names() {
        let text =
            "Kisoro District\nThe substations of Kabale District are old.\nThe substations of Kisoro District are new.";
        let (support, text) = answered("Which substations are in Kisoro District?", &[(1, 1, text)]);
        assert!(support == Support::Full && text.starts_with("The substations of Kisoro"), "{text}");
        let text =
            "Transmission losses\nThe year was dry.\nStaff develop plans.\nTransmission losses fell to 3.1 percent.";
        let (_, text) = answered("How did transmission losses develop?", &[(1, 1, text)]);
        assert!(text.contains("3.1 percent"), "{text}");
    }

    #[test]
    fn lines_that_add_a_word_answer() {
        for (question, line) in [
            ("Who is the Managing Director of Kumi Power?", "Managing Director: Joan Okello"),
            ("What is the motto of Kumi Power?", "Kumi Power Motto: Light For All"),
        ] {
            let text = format!("The office opens at eight.\n{line}\nThe depot is never shut.");
            let (_, text) = answered(question, &[(1, 1, &text)]);
            assert!(text.contains(line), "{question}: {text}");
        }
    }

    #[test]
    fn rows_and_items_are_no_titles() {
        let question = Question::new("Is Kumi a station of the north?");
        let part = |kind: UnitKind, text: &'static str| {
            let found = Evidence { kind, text: text.to_owned(), ..found() };
            repeats(&question, &as_part(&found))
        };
        assert!(part(UnitKind::Sentence, "Station of Kumi") && part(UnitKind::Heading, "3.1 Stations of the North"));
        assert!(!part(UnitKind::Row, "Station | Kumi") && !part(UnitKind::Bullet, "• Kumi"));
        assert!(!part(UnitKind::Sentence, "2. Kumi") && !part(UnitKind::Sentence, "Kumi is a station."));
        assert!(!part(UnitKind::Heading, "Station of Kumi and Lira"));
    }

    fn found() -> Evidence {
        let passages = [passage(1, 1, "Some words of it.")];
        let question = Question::new("Which words?");
        gather(&Pages::default(), &question, &passages, &[0.01], |_, _| None).remove(0)
    }
}
