//! What a question wants computed.

use super::{
    expression::{At, Expression, Operator},
    form::Form,
    items,
    measures::{self, Kind},
    period::{has_part_of_year, year, years},
};
use crate::{form_words::is_form_word, words::words};
use rust_decimal::Decimal;

/// Openings of sentences that say how to answer.
const INSTRUCTIONS: [&str; 17] = [
    "round",
    "answer",
    "anwser",
    "please",
    "give",
    "provide",
    "base",
    "assume",
    "address",
    "calculate",
    "compute",
    "express",
    "state",
    "use",
    "if",
    "write",
    "round your",
];
/// Words of questions about figures that name neither a figure nor whose it is, as stems.
const ABOUT_FIGURES: &str = "accord accordingli amount annual answer base billion calcul compani comput data detail dollar end extract \
    figur financi fiscal from get given how inform it level line item million much number onli percent place posit primarili relev \
    report round section show shown thousand total unit us usd use valu which within year yearend yes";
/// Titles of statements, which say where a figure stands.
const STATEMENTS: [&str; 5] =
    ["balance sheet", "cash flow statement", "income statement", "statement of cash flows", "statement of income"];
/// Words without which a name may be that of another figure: income before taxes is no tax, and sales per customer are no sales.
const CHANGING: [&str; 12] =
    ["before", "after", "per", "other", "not", "no", "without", "each", "most", "more", "under", "than"];
/// Words for a change.
const CHANGES: [&str; 16] = [
    "change",
    "changed",
    "difference",
    "differ",
    "increase",
    "increased",
    "decrease",
    "decreased",
    "grow",
    "grew",
    "growth",
    "gap",
    "rise",
    "fall",
    "decline",
    "yoy",
];

/// A computation that a question asks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// What is computed.
    pub(super) title: String,
    /// The formula.
    pub(super) expression: Expression,
    /// The year; `None` if the question names none.
    pub(super) year: Option<i32>,
    /// The form of the value.
    pub(super) kind: Kind,
    /// The wanted form.
    pub(super) form: Form,
    /// Words that name whose figures are asked for, as written.
    pub(super) names: Vec<String>,
}

/// A name of a measure or an item in the question.
#[derive(Clone, Debug)]
struct Mention {
    /// Places of its first word and behind its last one.
    start: usize,
    end: usize,
    name: String,
    expression: Expression,
    /// `None` for an item.
    kind: Option<Kind>,
}

/// Finds out what a question wants computed. `None` if it wants something else, or words of it are not understood.
pub(super) fn asked(question: &str) -> Option<Asked> {
    let form = Form::of(question);
    let sentences = sentences(question);
    let definition = sentences.iter().find_map(|sentence| definition(sentence));
    let main = sentences.iter().find(|sentence| !is_instruction(sentence) && definition_of(sentence).is_none())?;
    let others = || sentences.iter().filter(|sentence| *sentence != main);
    if !others().all(|sentence| is_instruction(sentence) || definition_of(sentence).is_some()) || has_part_of_year(main)
    {
        return None;
    }
    let spelled = without_statements(main).replace('&', " and ");
    let words: Vec<String> = words(&spelled).map(|word| word.surface.to_owned()).collect();
    let mentions = mentions(&words);
    let years = years(main);
    let parsed = match definition {
        Some(expression) => {
            let title = mentions.first().map_or_else(|| "result".to_owned(), |mention| mention.name.clone());
            let kind = mentions.iter().find_map(|mention| mention.kind).unwrap_or(Kind::Ratio);
            Parsed { title, expression, year: years.last().copied(), kind }
        }
        None => parse(&words, &mentions, &years)?,
    };
    // "average" and "rate" of a plain figure ask for another one
    let is_derived = !matches!(parsed.expression, Expression::Item { .. });
    let names = names(&words, &mentions, is_derived)?;
    let Parsed { title, expression, year, kind } = parsed;
    Some(Asked { title, expression, year, kind, form, names })
}

/// A sentence without titles of statements.
fn without_statements(sentence: &str) -> String {
    let mut rest = sentence.to_owned();
    for title in STATEMENTS {
        let lower = rest.to_ascii_lowercase();
        if let Some(start) = lower.find(title) {
            rest.replace_range(start..start + title.len(), "");
        }
    }
    rest
}

struct Parsed {
    title: String,
    expression: Expression,
    year: Option<i32>,
    kind: Kind,
}

/// A question about one mention, or about the share that one has of another.
fn parse(words: &[String], mentions: &[Mention], years: &[i32]) -> Option<Parsed> {
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.to_lowercase().as_str()));
    let one = match mentions {
        [one] => one.clone(),
        [first, second] => share(words, first, second)?,
        _ => return None,
    };
    match years {
        [first, .., last] if has(&["average"]) && last > first => mean_of_years(&one, *first, *last),
        [_, _] if has(&CHANGES) => change(&one, years, has(&["percent", "percentage", "rate", "growth"])),
        [] | [_] if !has(&CHANGES) => Some(Parsed {
            title: one.name,
            expression: one.expression,
            year: years.first().copied(),
            kind: one.kind.unwrap_or(Kind::Amount),
        }),
        _ => None,
    }
}

/// "A to B", "A as a percentage of B".
fn share(words: &[String], first: &Mention, second: &Mention) -> Option<Mention> {
    let between: Vec<String> = words.get(first.end..second.start)?.iter().map(|word| word.to_lowercase()).collect();
    let between: Vec<&str> = between.iter().map(String::as_str).filter(|word| !["a", "the"].contains(word)).collect();
    let kind = match between.as_slice() {
        ["to" | "over"] | ["divided", "by"] => Kind::Ratio,
        // in "as a % of" the sign is no word
        ["as", "of"] | ["as", "percentage" | "percent" | "share" | "proportion", "of"] => Kind::Percent,
        _ => return None,
    };
    Some(Mention {
        start: first.start,
        end: second.end,
        name: format!("{} / {}", first.name, second.name),
        expression: Expression::of(first.expression.clone(), Operator::Over, second.expression.clone()),
        kind: Some(kind),
    })
}

/// The mean of a figure over all years from the first to the last.
fn mean_of_years(one: &Mention, first: i32, last: i32) -> Option<Parsed> {
    let count = last.checked_sub(first)?.checked_add(1).filter(|count| (2..=10).contains(count))?;
    let sum = (first..=last)
        .map(|year| one.expression.in_year(year))
        .reduce(|sum, next| Expression::of(sum, Operator::Plus, next))?;
    let expression = Expression::of(sum, Operator::Over, Expression::Number(Decimal::from(count)));
    let title = format!("average {} of {first} to {last}", one.name);
    Some(Parsed { title, expression, year: Some(last), kind: one.kind.unwrap_or(Kind::Amount) })
}

/// The change of a figure between two years, as an amount or relative to the first.
fn change(one: &Mention, years: &[i32], is_relative: bool) -> Option<Parsed> {
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let [before, after] = [first, last].map(|year| one.expression.in_year(year));
    let difference = Expression::of(after, Operator::Minus, before.clone());
    let title = format!("change in {} from {first} to {last}", one.name);
    let (expression, kind) = match (one.kind, is_relative) {
        (None | Some(Kind::Amount), true) => (Expression::of(difference, Operator::Over, before), Kind::Percent),
        (kind, _) => (difference, kind.unwrap_or(Kind::Amount)),
    };
    Some(Parsed { title, expression, year: Some(last), kind })
}

/// The names of measures and items, the longest at each place.
fn mentions(words: &[String]) -> Vec<Mention> {
    let stems: Vec<Vec<String>> = words.iter().map(|word| items::stems(word)).collect();
    let flat: Vec<(&str, usize)> =
        stems.iter().enumerate().flat_map(|(at, stems)| stems.iter().map(move |stem| (stem.as_str(), at))).collect();
    let mut found = Vec::new();
    let mut place = 0;
    while place < flat.len() {
        let rest = flat.get(place..).unwrap_or_default();
        let begins =
            |name: &[String]| name.len() <= rest.len() && name.iter().zip(rest).all(|(word, (stem, _))| word == stem);
        let measure = measures::all_names().filter(|(name, _)| begins(name)).max_by_key(|(name, _)| name.len());
        let item = items::all_names().filter(|(name, _)| begins(name)).max_by_key(|(name, _)| name.len());
        let (length, title, expression, kind) = match (measure, item) {
            (Some((name, measure)), item) if item.is_none_or(|(other, _)| other.len() <= name.len()) => {
                let title = measure.names.first().copied().map(str::to_owned);
                (name.len(), title, Expression::parse(measure.formula), Some(measure.kind))
            }
            (_, Some((name, text))) => {
                let item = Expression::Item { name: text.to_owned(), at: At::Year(None), is_optional: false };
                (name.len(), None, Some(item), None)
            }
            _ => {
                place += 1;
                continue;
            }
        };
        let ends = (rest.first(), rest.get(length - 1), expression);
        if let (Some((_, start)), Some((_, last)), Some(expression)) = ends {
            let written = || words.get(*start..=*last).unwrap_or_default().join(" ");
            found.push(Mention { start: *start, end: last + 1, name: title.unwrap_or_else(written), expression, kind });
        }
        place += length;
    }
    found
}

/// The words that name whose figures are asked for. `None` if other words remain that are not understood.
fn names(words: &[String], mentions: &[Mention], is_derived: bool) -> Option<Vec<String>> {
    let about: Vec<&str> = ABOUT_FIGURES.split_ascii_whitespace().collect();
    let mut names = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let is_changing = CHANGING.contains(&lower.as_str());
        let is_mentioned = mentions.iter().any(|mention| (mention.start..mention.end).contains(&place));
        let stem = crate::words::stem(word).unwrap_or_default();
        let is_known = is_mentioned
            || (is_form_word(&lower) && !is_changing)
            || (is_derived && ["average", "rate", "ratio"].contains(&lower.as_str()))
            || CHANGES.contains(&lower.as_str())
            || about.contains(&stem.as_str())
            || year(word).is_some()
            || word.chars().all(|letter| letter.is_ascii_digit());
        if !is_known {
            let plain = word.trim_end_matches("'s").trim_end_matches("’s");
            names.push(plain.to_owned());
        }
    }
    (names.len() <= 6).then_some(names)
}

/// The sentences of a question. One ends at a question mark, or at a full stop before a space and a capital.
fn sentences(question: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let letters: Vec<char> = question.chars().collect();
    for (place, letter) in letters.iter().enumerate() {
        if let Some(last) = sentences.last_mut() {
            last.push(*letter);
        }
        let next = || letters.get(place + 1).is_none_or(|next| next.is_whitespace());
        if *letter == '?' || (*letter == '.' && next()) {
            sentences.push(String::new());
        }
    }
    let sentences = sentences.into_iter().map(|sentence| sentence.trim().to_owned());
    sentences.filter(|sentence| sentence.chars().any(char::is_alphabetic)).collect()
}

fn is_instruction(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let first = lower.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    INSTRUCTIONS.contains(&first)
}

/// The formula behind "X is defined as".
fn definition_of(sentence: &str) -> Option<&str> {
    let at = ["is defined as", "is calculated as", "defined as"]
        .iter()
        .find_map(|words| sentence.find(words).map(|start| start + words.len()))?;
    sentence.get(at..)
}

fn definition(sentence: &str) -> Option<Expression> {
    let formula = definition_of(sentence)?.trim_start_matches([':', ' ']).trim_end_matches(['.', ' ']);
    Expression::parse(formula)
}
