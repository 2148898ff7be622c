//! Statements about something else than what is asked: the same words with another name, number or year in the place of
//! the one that the question names.

use crate::{
    Evidence, Question,
    extractive::{LEAST_BESIDE_BEST, LEAST_OF_THE_QUESTION},
    form_words::is_form_word,
    neighbours,
    page::Part,
    quantities::{Token, quantities, tokens},
    terms::Held,
    wanted::is_year,
    words::stem,
};
use sisuiq_documents::UnitKind;

const PREPOSITIONS: [&str; 7] = ["at", "for", "from", "in", "of", "on", "to"];
const ARTICLES: [&str; 7] = ["the", "a", "an", "its", "their", "his", "her"];
/// Words that stand between the members of a list.
const BETWEEN: [&str; 4] = [",", "and", "or", "&"];
/// Prepositions before the year of a statement.
const IN_A_YEAR: [&str; 6] = ["during", "for", "fy", "in", "of", "year"];
/// Words before a year in which a state begins or ends. A statement with one is true in other years too.
const LIMITS: [&str; 17] = [
    "after", "and", "as", "before", "between", "by", "from", "over", "past", "since", "than", "through", "till", "to",
    "under", "until", "up",
];

/// The most slots of a text, and the most words on either side of a preposition that are looked at.
const MOST_SLOTS: usize = 16;
const MOST_WORDS: usize = 12;
/// The letters that a stem has in common with its words.
const BEGINNING: usize = 3;

/// A noun, a preposition and what stands behind it: `hotel`, `in`, `Bergen`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slot {
    head: String,
    pub(crate) preposition: String,
    /// The stems of the words behind the preposition.
    values: Vec<String>,
    /// True if they have a capital.
    is_name: bool,
}

/// How a part is about something else.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Contrast {
    /// Another name, number or year stands in the place of the one that is asked for.
    Certain,
    /// Another noun does, which may mean the same.
    Likely(Slot),
}

/// The nouns of a text with the words behind their prepositions.
pub(crate) fn slots(text: &str) -> Vec<Slot> {
    let all = tokens(text);
    let found = quantities(&all);
    let is_counted = |place: usize| found.iter().any(|found| (found.place..found.end).contains(&place));
    let is_word = |token: &Token<'_>| token.surface.chars().all(char::is_alphabetic);
    let is_content = |token: &Token<'_>| is_word(token) && !is_form_word(&token.lower);
    let mut slots = Vec::new();
    for (place, preposition) in all.iter().enumerate().filter(|(_, token)| PREPOSITIONS.contains(&token.lower.as_str()))
    {
        if slots.len() == MOST_SLOTS {
            break;
        }
        let before =
            (0..place).rev().take(MOST_WORDS).filter(|place| !is_counted(*place)).filter_map(|place| all.get(place));
        let head = before.take_while(|token| is_word(token)).find(|token| is_content(token));
        let behind = all.iter().skip(place + 1).take(MOST_WORDS).take_while(|token| {
            let joins = ARTICLES.contains(&token.lower.as_str()) || BETWEEN.contains(&token.lower.as_str());
            joins || is_content(token) || token.lower == preposition.lower
        });
        let values: Vec<&Token<'_>> = behind.filter(|token| is_content(token)).collect();
        // "the Company", "the Board": a common word that a document writes with a capital
        let is_defined = values.first().is_some_and(|first| is_common(&all, first));
        let is_name = values.first().is_some_and(|first| has_capital(first)) && !is_defined;
        // the word behind a name is a verb: "the inns in Split opened"
        let values: Vec<&Token<'_>> = values.into_iter().take_while(|value| !is_name || has_capital(value)).collect();
        let Some(head) = head.and_then(|head| stem(&head.lower)).filter(|_| !values.is_empty()) else { continue };
        slots.push(Slot {
            head,
            preposition: preposition.lower.clone(),
            is_name,
            values: values.iter().filter_map(|value| stem(&value.lower)).collect(),
        });
    }
    slots
}

/// Returns whether a word is a common one behind an article.
fn is_common(all: &[Token<'_>], word: &Token<'_>) -> bool {
    let place = all.iter().position(|token| std::ptr::eq(token, word));
    let before = place.and_then(|place| all.get(place.checked_sub(1)?));
    before.is_some_and(|before| before.lower == "the") && neighbours::knows(&word.lower)
}

fn has_capital(token: &Token<'_>) -> bool {
    token.surface.starts_with(char::is_uppercase)
}

/// What a question names in places where a statement may have something else.
#[derive(Debug)]
pub(crate) struct Named<'a> {
    question: &'a Question,
    /// The only year of the question, if it is that of what is asked for.
    year: Option<String>,
    /// The numbers behind nouns.
    numbers: Vec<(String, String)>,
}

impl<'a> Named<'a> {
    pub(crate) fn of(question: &'a Question) -> Self {
        let all = tokens(question.text());
        let mut years = years(&all);
        let year = years.pop().filter(|(_, before)| years.is_empty() && IN_A_YEAR.contains(before));
        let numbers = numbered(&all).into_iter().map(|(noun, number, _)| (noun, number)).collect();
        Self { question, year: year.map(|(year, _)| year.to_owned()), numbers }
    }

    /// How a part is about something else; `None` if it is not. `carried` has the terms in the heading of its passage and in
    /// the name of its document.
    pub(crate) fn contrast(&self, part: &Part<'_>, carried: Held) -> Option<Contrast> {
        let names_nothing = self.year.is_none() && self.numbers.is_empty() && self.question.slots.is_empty();
        if part.kind == UnitKind::Row || names_nothing {
            return None;
        }
        Compared { named: self, part, carried }.contrast()
    }
}

/// A part that is compared with what the question names.
struct Compared<'a> {
    named: &'a Named<'a>,
    part: &'a Part<'a>,
    carried: Held,
}

impl Compared<'_> {
    fn contrast(&self) -> Option<Contrast> {
        let all = tokens(&self.part.text);
        let stems: Vec<String> = all.iter().filter_map(|token| stem(&token.lower)).collect();
        if self.is_of_other_year(&all) || self.has_other_number(&all) {
            return Some(Contrast::Certain);
        }
        let own = slots(&self.part.text);
        let is_absent = |asked: &Slot| asked.values.iter().all(|value| !stems.contains(value) && !self.is_known(value));
        // "the hotel in Bergen and the hotel in Narvik": one of them is enough
        let are_absent = |asked: &Slot| {
            self.named.question.slots.iter().filter(|other| other.is_at_same_place(asked)).all(is_absent)
        };
        let differs = |asked: &&Slot| own.iter().any(|own| own.is_beside(asked)) && are_absent(asked);
        let asked = self.named.question.slots.iter().find(differs)?;
        Some(if asked.is_name { Contrast::Certain } else { Contrast::Likely(asked.clone()) })
    }

    /// Returns whether a word, or one of a related meaning, is in the part or its surroundings. In one place of several parts
    /// of a question, related words are more often opposites: landlord and tenant.
    fn is_known(&self, value: &str) -> bool {
        let Part { own, columns, heading, referred, .. } = self.part;
        let place = self.named.question.terms.iter().position(|term| term.stem == value);
        place.is_some_and(|place| {
            let around = [own, columns, heading, referred, &self.carried];
            (!self.named.question.is_part && own.comes_near(place)) || around.iter().any(|held| held.contains(place))
        })
    }

    /// Returns whether a number is in the table, the heading or the sentence before. A title far above says less than a heading
    /// with another number.
    fn is_near(&self, number: &str) -> bool {
        let Part { columns, heading, referred, .. } = self.part;
        let place = self.named.question.terms.iter().position(|term| term.stem == number);
        place.is_some_and(|place| [columns, heading, referred].iter().any(|held| held.contains(place)))
    }

    /// Returns whether a statement is about another year than the one of the question.
    fn is_of_other_year(&self, all: &[Token<'_>]) -> bool {
        let Some(year) = &self.named.year else { return false };
        let own = years(all);
        let is_told = own.iter().any(|(_, before)| IN_A_YEAR.contains(before));
        let is_limited = own.iter().any(|(_, before)| LIMITS.contains(before));
        is_told && !is_limited && own.iter().all(|(own, _)| own != year) && !self.is_known(year)
    }

    /// Returns whether another number stands behind a noun than the one of the question: "Ward 8" for "Ward 3", in the part or
    /// else in the heading above it.
    fn has_other_number(&self, all: &[Token<'_>]) -> bool {
        if self.named.numbers.is_empty() {
            return false;
        }
        let heading = tokens(self.part.section_text);
        let (own, above) = (numbered(all), numbered(&heading));
        self.named.numbers.iter().any(|(noun, _)| {
            let of_noun = |all: &[(String, String, bool)]| -> Vec<bool> {
                all.iter().filter(|(own, ..)| own == noun).map(|(.., is_range)| *is_range).collect()
            };
            let (of_part, of_heading) = (of_noun(&own), of_noun(&above));
            // the heading above a title that is quoted with its text is another one
            let stated = if of_part.is_empty() { &of_heading } else { &of_part };
            let has = |all: &[Token<'_>], number: &str| all.iter().any(|token| token.lower == number);
            let is_absent = |number: &str| {
                !has(all, number) && (!has(&heading, number) || self.part.introduces) && !self.is_near(number)
            };
            // "Ward 3 and Ward 8": one of them is enough
            let of_same = self.named.numbers.iter().filter(|(other, _)| other == noun);
            of_same.map(|(_, number)| number).all(|number| is_absent(number))
                && !stated.is_empty()
                && stated.iter().all(|is_range| !is_range)
        })
    }
}

impl Slot {
    /// Returns whether another value of the same kind stands behind the same noun and preposition.
    fn is_beside(&self, asked: &Self) -> bool {
        self.is_at_same_place(asked)
            && self.is_name == asked.is_name
            && !self.is_short_for(asked)
            && !asked.is_short_for(self)
    }

    fn is_at_same_place(&self, other: &Self) -> bool {
        self.head == other.head && self.preposition == other.preposition
    }

    fn shares_value(&self, other: &Self) -> bool {
        self.values.iter().any(|value| other.values.contains(value))
    }

    /// Returns whether a value is the abbreviation of another.
    fn is_short_for(&self, other: &Self) -> bool {
        let initials: String = other.values.iter().filter_map(|value| value.chars().next()).collect();
        self.values.iter().any(|value| {
            value.len() > 1
                && (initials.starts_with(value.as_str()) || value.starts_with(&initials) && initials.len() > 1)
        })
    }
}

/// Puts a statement about what is asked before a better one about something else, if it has as much of the question.
pub(crate) fn set_behind(evidence: &mut [Evidence]) {
    let Some(best) = evidence.first().filter(|best| best.is_of_other) else { return };
    let (least, in_context) = (best.score * LEAST_BESIDE_BEST, best.in_context * LEAST_OF_THE_QUESTION);
    let is_of_it = |part: &Evidence| !part.is_of_other && part.score >= least && part.in_context >= in_context;
    if let Some(front) = evidence.iter().position(is_of_it).and_then(|place| evidence.get_mut(..=place)) {
        front.rotate_right(1);
    }
}

/// Returns whether the texts have one of the values behind the same noun and preposition.
pub(crate) fn are_in<'a>(asked: &[Slot], mut texts: impl Iterator<Item = &'a str>) -> bool {
    let has = |slot: &Slot| asked.iter().any(|asked| slot.is_at_same_place(asked) && slot.shares_value(asked));
    // most texts have none of the values, which is quicker to see
    let may_have = |text: &str| {
        let lower = text.to_lowercase();
        // a stem may end otherwise than its word
        let begins = |value: &String| lower.contains(value.chars().take(BEGINNING).collect::<String>().as_str());
        asked.iter().flat_map(|slot| &slot.values).any(begins)
    };
    !asked.is_empty() && texts.any(|text| may_have(text) && slots(text).iter().any(has))
}

/// Returns whether a contrast is certain. A likely one is if a text has the noun that is asked for in the same place, or if the
/// question is a part of another.
pub(crate) fn is_certain(contrast: &Contrast, is_part: bool, texts: &[&str]) -> bool {
    match contrast {
        Contrast::Certain => true,
        Contrast::Likely(asked) => is_part || are_in(std::slice::from_ref(asked), texts.iter().copied()),
    }
}

/// The years of a text, each with the word before it.
fn years<'a>(all: &'a [Token<'_>]) -> Vec<(&'a str, &'a str)> {
    let before = |place: usize| {
        place.checked_sub(1).and_then(|before| all.get(before)).map(|token| token.lower.as_str()).unwrap_or_default()
    };
    // "the Tolls Act of 1999" is a name
    let is_of_name = |place: usize| {
        before(place) == "of" && place.checked_sub(2).and_then(|place| all.get(place)).is_some_and(has_capital)
    };
    let found = all.iter().enumerate().filter(|(_, token)| is_year(&token.lower));
    found.filter(|(place, _)| !is_of_name(*place)).map(|(place, token)| (token.lower.as_str(), before(place))).collect()
}

/// The numbers behind nouns, each with the noun and whether a range or a list goes on behind it.
fn numbered(all: &[Token<'_>]) -> Vec<(String, String, bool)> {
    let is_number = |text: &str| {
        text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
            || text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase() && byte != b'I')
    };
    let quantities = quantities(all);
    let mut found = Vec::new();
    for (place, pair) in all.windows(2).enumerate() {
        let [noun, number] = pair else { continue };
        let is_noun = noun.surface.chars().all(char::is_alphabetic) && !is_form_word(&noun.lower);
        let next = all.get(place + 2).map(|token| token.lower.as_str()).unwrap_or_default();
        let is_range = ["to", "-", "–", "and", "or", ",", "through", "/", "&"].contains(&next);
        let is_measured = quantities.iter().any(|found| found.place == place + 1 && found.end > place + 2);
        if let Some(noun) = stem(&noun.lower).filter(|_| is_noun && is_number(number.surface) && !is_measured) {
            found.push((noun, number.lower.clone(), is_range));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::{Support, answered::answered};

    const YARDS: &str = "Report of the yards\nIn 2011 the yard of Gdynia built 14 boats for Norway.\n\
                         In 2012 the yard of Gdynia built 9 boats for Poland.\n\
                         Sales of the yard were 31 million zloty in 2011.\n\
                         Steel is stored in Hall 4.\nTimber is stored in Hall 7.\n\
                         The guild of carpenters was founded by Jan Mazur.\nThe museum in Sopot has 42 halls.\n\
                         Since 2010 the fee for berths is 300 zloty.\nThe chair of the company is Ewa Lis.";

    #[test]
    fn other_years_names_and_numbers_are_not_full() {
        for question in [
            "How many boats did the yard of Gdynia build for Norway in 2012?",
            "What were the sales of the yard in 2012?",
            "Is steel stored in Hall 7?",
            "How many halls does the museum in Lodz have?",
        ] {
            let (support, text) = answered(question, YARDS);
            assert_ne!(support, Support::Full, "{question}: {text}");
        }
        for (question, missing) in [
            (
                "How many boats did the yard build in 2012 and what were the sales in 2012?",
                "what were the sales in 2012",
            ),
            ("Where is steel stored and who founded the guild of weavers?", "who founded the guild of weavers"),
        ] {
            let (support, text) = answered(question, YARDS);
            assert!(matches!(support, Support::Partial { .. }), "{question}: {support:?} {text}");
            assert!(text.contains(&format!("\u{201c}{missing}\u{201d}")), "{question}: {text}");
        }
    }

    #[test]
    fn headings_tell_what_statements_are_about() {
        let text = "Duties of Grade A pilots\nThe shift is nine hours. The wage is 700 pesos.\n\
                    Duties of Grade C pilots\nThe shift is seven hours. The wage is 510 pesos.";
        for (question, expected, other) in [
            ("What is the wage of Grade C pilots?", "510", "700"),
            ("What is the wage of Grade A pilots?", "700", "510"),
        ] {
            let (_, found) = answered(question, text);
            assert!(found.contains(expected) && !found.contains(other), "{question}: {found}");
        }
    }

    #[test]
    fn statements_of_what_is_asked_are_full() {
        for (question, expected) in [
            ("How many boats did the yard of Gdynia build in 2012?", "9 boats"),
            ("Where is timber stored?", "Hall 7"),
            ("What is stored in Hall 4?", "Steel"),
            ("Who founded the guild of carpenters?", "Jan Mazur"),
            ("How many halls does the museum in Sopot have?", "42"),
            // a state goes on, and "the company" may have a name
            ("What was the fee for berths in 2012?", "300 zloty"),
            ("Who is the chair of Gdynia Yard?", "Ewa Lis"),
        ] {
            let (support, text) = answered(question, YARDS);
            assert!(support == Support::Full && text.contains(expected), "{question}: {support:?} {text}");
        }
        for (question, text) in [
            ("What does section 3 say about fees?", "3. Fees. The fees of section 8 are doubled on Sundays."),
            ("What is the fee in Zone 3?", "The fee in Zones 1 to 5 is 4 zloty.\nThe sea is west of Zone 3."),
            ("What is the vision of KGC?", "The vision of the Kivu Grid Company is light for all."),
            ("What was output in 2014?", "Results of 2014\nOutput was 31 kt, and 28 kt in 2013."),
        ] {
            let (support, found) = answered(question, text);
            assert_eq!(support, Support::Full, "{question}: {found}");
        }
    }

    #[test]
    fn one_of_several_numbers_is_enough() {
        let text = "Ferry 4 is steered by Kim Dahl.\nFerry 5 is steered by Lee Moen.";
        let (support, found) = answered("Who steers Ferry 4 and Ferry 5?", text);
        assert!(support == Support::Full && found.contains("Kim") && found.contains("Lee"), "{support:?} {found}");
    }

    #[test]
    fn common_words_with_a_capital_are_no_other_name() {
        let text = "Visby Line was founded in 1905 (the Company).\nThe chair of the Company is Ewa Lis.";
        assert_eq!(answered("Who is the chair of Visby Line?", text).0, Support::Full);
    }

    #[test]
    fn years_in_names_are_no_other_year() {
        let text = "The report is of 2015.\nUnder the Tolls Act of 1999 the toll for a barge is 300 zloty.";
        let (support, found) = answered("What was the toll for a barge in 2015?", text);
        assert!(support == Support::Full && found.contains("300"), "{support:?} {found}");
    }

    #[test]
    fn texts_of_prepositions_are_read_in_bounded_steps() {
        let word = |at: usize| format!("of {}x ", "ab".repeat(at % 7 + 1));
        let text: String = (0..40_000).map(word).collect();
        assert_eq!(super::slots(&text).len(), super::MOST_SLOTS);
    }

    #[test]
    fn figure_of_another_year_is_set_behind() {
        let text = "8 Crews and pay\nAt the end of 2024 the shipyard had 412 workers, of whom 118 were women.\n\
                    Hall | Staff 2024 | Staff 2030\nRopes and sails | 58 | 82\nOars and masts | 49 | 46\n\
                    The yard was swept every evening.";
        let (support, found) = answered("How many workers will there be in ropes and sails in 2030?", text);
        assert!(found.contains("82") && !found.contains("412"), "{support:?} {found}");
        assert!(!matches!(support, Support::TooLittle { .. }), "{found}");
    }
}
