//! Computes figures that a question asks for from cells of tables: ratios, changes, shares and measures of financial analysis.
//!
//! A question is computed only if each of its words is understood, and each operand is the only figure of its name and year in the
//! statements of one document. Otherwise nothing is computed, and the question is answered by quotations. The arithmetic is exact
//! (decimal, 28 digits); only the shown result is rounded, half away from zero.

mod asked;
mod expression;
mod figure;
mod find;
mod form;
mod items;
mod measures;
mod period;
mod rows;

use crate::{Claim, Pages, Quote, words::words};
use asked::{Asked, asked};
use expression::{At, Expression, Operator};
pub(crate) use figure::Figure;
use figure::written;
use find::{Found, Tables, years_of};
use form::Scale;
use measures::Kind;
use rows::{Row, rows};
use rust_decimal::{Decimal, RoundingStrategy};
use sisuiq_model::{DocumentId, Passage};
use std::collections::{HashMap, HashSet};

/// Decimals of ratios, and of those below one.
const DECIMALS: u32 = 2;
const DECIMALS_BELOW_ONE: u32 = 3;
/// The least length of a name that is compared within a file's name.
const LEAST_OF_NAME: usize = 2;
/// The fewest pages, and one in how many of a document's pages, on which the name of its owner stands.
const LEAST_PAGES: usize = 3;
const MOST_OF: usize = 2;

/// What can be computed of a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Calculation {
    /// The question asks for nothing that could be computed.
    #[default]
    Nothing,
    /// The statement, with the cells it rests on.
    Computed(Claim),
    /// The question asks for a figure of which operands were not found, or not only once.
    Incomplete {
        /// The document that may have them.
        document: DocumentId,
        /// The lines of statements to search for.
        lines: String,
    },
}

impl Calculation {
    /// The computed statement.
    #[must_use]
    pub const fn computed(&self) -> Option<&Claim> {
        match self {
            Self::Computed(claim) => Some(claim),
            Self::Nothing | Self::Incomplete { .. } => None,
        }
    }
}

/// Computes the figure that a question asks for from the tables on the pages of the passages. `pages` caches split pages across
/// questions.
#[must_use]
pub fn calculate(pages: &Pages, question: &str, passages: &[Passage]) -> Calculation {
    let Some(asked) = asked(question) else { return Calculation::Nothing };
    let rows = rows(pages, passages);
    let mut tried = HashSet::new();
    let documents = passages.iter().map(|passage| passage.document_id).filter(|document| tried.insert(*document));
    let mut incomplete = Calculation::Nothing;
    for document in documents.filter(|document| is_named(&asked.names, *document, passages)) {
        match in_document(&asked, document, &rows, passages) {
            Ok(claim) => return Calculation::Computed(claim),
            Err(missing) if incomplete == Calculation::Nothing && !missing.is_empty() => {
                incomplete = Calculation::Incomplete { document, lines: missing.join(", ") };
            }
            Err(_) => {}
        }
    }
    incomplete
}

/// The computation over the tables of one document, or the lines of statements that are missing.
fn in_document(
    asked: &Asked,
    document: DocumentId,
    rows: &[Row],
    passages: &[Passage],
) -> std::result::Result<Claim, Vec<String>> {
    let is_of = |row: &&Row| passages.get(row.passage).is_some_and(|passage| passage.document_id == document);
    let rows: Vec<Row> = rows.iter().filter(is_of).cloned().collect();
    let mut operands = Operands { tables: Tables { rows: &rows }, found: Vec::new(), missing: Vec::new() };
    let year = asked.year.or_else(|| newest(&rows));
    let claim = year.and_then(|year| compute(asked, year, &mut operands));
    claim.ok_or(operands.missing)
}

fn compute(asked: &Asked, year: i32, operands: &mut Operands<'_>) -> Option<Claim> {
    let expression = asked.expression.in_year(year);
    let formula = expression.map(&mut |name, at, is_optional| operands.write_out(name, at, is_optional))?;
    let values = formula.map(&mut |place, _, _| operands.number(place))?;
    let value = values.value().filter(|_| operands.have_like_scales())?;
    let result = Result { value, scale: operands.scale(), unit: operands.unit()? };
    let text = statement(asked, year, &expression, &values, &result);
    Some(Claim { text, row: None, quotes: operands.quotes() })
}

/// A computed value.
struct Result {
    value: Decimal,
    /// The factor of an amount, if it is known.
    scale: Option<Scale>,
    /// The unit of the operands.
    unit: String,
}

/// Figures that a formula rests on.
struct Operands<'a> {
    tables: Tables<'a>,
    found: Vec<Found>,
    /// Lines that no table shows.
    missing: Vec<String>,
}

impl Operands<'_> {
    /// An item as an expression over found figures, each named by its place.
    fn write_out(&mut self, name: &str, at: &At, is_optional: bool) -> Option<Expression> {
        let (before, year) = years_of(at)?;
        let Some(after) = self.place(name, year) else { return self.otherwise(name, at, is_optional) };
        let Some(before) = before else { return Some(item(after)) };
        let Some(before) = self.place(name, before) else {
            self.missing.push(items::searched(name));
            return None;
        };
        let before = item(before);
        Some(match at {
            At::Average(_) => {
                let sum = Expression::of(item(after), Operator::Plus, before);
                Expression::of(sum, Operator::Over, Expression::Number(Decimal::TWO))
            }
            _ => Expression::of(item(after), Operator::Minus, before),
        })
    }

    /// An item that no row shows: nothing, if it is optional and its table has other rows, or its own formula.
    fn otherwise(&mut self, name: &str, at: &At, is_optional: bool) -> Option<Expression> {
        let passages: Vec<usize> = self.found.iter().map(|found| found.passage).collect();
        if is_optional {
            let is_absent = !passages.is_empty() && self.tables.lacks(name, &passages);
            return is_absent.then_some(Expression::Number(Decimal::ZERO));
        }
        let formula = items::named(&items::stems(name)).and_then(|(known, _)| Expression::parse(known.formula?));
        let (Some(formula), At::Year(Some(year))) = (formula, at) else {
            self.missing.push(items::searched(name));
            return None;
        };
        let formula = formula.in_year(*year);
        formula.map(&mut |name, at, is_optional| self.write_out(name, at, is_optional))
    }

    fn place(&mut self, name: &str, year: i32) -> Option<usize> {
        let found = self.tables.find(name, year)?;
        let same = |other: &Found| {
            other.passage == found.passage && other.label == found.label && other.column == found.column
        };
        if let Some(place) = self.found.iter().position(same) {
            return Some(place);
        }
        self.found.push(found);
        Some(self.found.len() - 1)
    }

    /// The figure at a place, in the smallest factor of all tables.
    fn number(&self, place: &str) -> Option<Expression> {
        let found = self.found.get(place.parse::<usize>().ok()?)?;
        let smallest = self.found.iter().map(|found| found.scale.map_or(0, Scale::power)).min()?;
        let power = found.scale.map_or(0, Scale::power) - smallest;
        let factor = Decimal::from(10_u64.checked_pow(power)?);
        Some(Expression::Number(found.value.checked_mul(factor)?.normalize()))
    }

    /// Returns whether all tables name a factor, or none does.
    fn have_like_scales(&self) -> bool {
        let known = self.found.iter().filter(|found| found.scale.is_some()).count();
        known == 0 || known == self.found.len()
    }

    /// The smallest factor of all tables, in which the figures are computed.
    fn scale(&self) -> Option<Scale> {
        self.found.iter().filter_map(|found| found.scale).min_by_key(|scale| scale.power())
    }

    /// The unit of all figures. `None` if they differ.
    fn unit(&self) -> Option<String> {
        let first = &self.found.first()?.unit;
        self.found.iter().all(|found| found.unit == *first).then(|| first.clone())
    }

    fn quotes(&self) -> Vec<Quote> {
        let mut quotes: Vec<Quote> = Vec::new();
        for found in &self.found {
            for span in &found.places {
                let quote = Quote { passage: found.passage, span: *span, score: 1.0 };
                if !quotes.contains(&quote) {
                    quotes.push(quote);
                }
            }
        }
        quotes
    }
}

/// A found figure, named by its place.
fn item(place: usize) -> Expression {
    Expression::Item { name: place.to_string(), at: At::Year(None), is_optional: false }
}

/// The newest year of which the tables have figures.
fn newest(rows: &[Row]) -> Option<i32> {
    rows.iter().flat_map(|row| &row.values).flat_map(|value| &value.years).copied().max()
}

/// Returns whether a document is that of which the question names the owner: each name is part of the document's name, or is
/// written with a capital and stands on most of its pages. A name on single pages may be that of a part or of another company.
fn is_named(names: &[String], document: DocumentId, passages: &[Passage]) -> bool {
    let mut own = passages.iter().filter(|passage| passage.document_id == document).peekable();
    let Some(first) = own.peek() else { return false };
    let file = first.document_name.to_lowercase();
    let mut pages: HashMap<i32, HashSet<String>> = HashMap::new();
    for passage in own {
        let page =
            pages.entry(passage.page).or_insert_with(|| words(&passage.page_text).map(|word| word.stem).collect());
        page.extend(passage.heading.iter().flat_map(|heading| words(heading)).map(|word| word.stem));
    }
    names.iter().all(|name| {
        let lower = name.to_lowercase();
        let stem = words(name).next().map(|word| word.stem).unwrap_or_default();
        let with = pages.values().filter(|page| page.contains(&stem)).count();
        let is_on_most = with >= LEAST_PAGES && MOST_OF * with >= pages.len();
        (lower.len() >= LEAST_OF_NAME && file.contains(&lower)) || (name.starts_with(char::is_uppercase) && is_on_most)
    })
}

/// The statement: what is computed, the formula, its figures and the result.
fn statement(asked: &Asked, year: i32, expression: &Expression, values: &Expression, result: &Result) -> String {
    let shown = shown(asked, result);
    let title = if asked.title.contains(" from ") || asked.title.contains(" of ") {
        asked.title.clone()
    } else {
        format!("{} ({year})", asked.title)
    };
    let title = capitalised(&title);
    let is_plain = matches!(values, Expression::Number(_));
    if is_plain {
        return format!("{title}: {shown}");
    }
    let formula = expression.named();
    let formula = if formula == asked.title { String::new() } else { format!("{formula} = ") };
    format!("{title} = {formula}{} = {shown}", values.named())
}

/// The result in the form that the question wants, or that is usual for its kind.
fn shown(asked: &Asked, result: &Result) -> String {
    let rounded = |value: Decimal, decimals: u32| {
        written(value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero))
    };
    let ratio = |value: Decimal| {
        let usual = if value.abs() < Decimal::ONE { DECIMALS_BELOW_ONE } else { DECIMALS };
        rounded(value, asked.form.decimals.unwrap_or(usual))
    };
    let percent = |value: Decimal| {
        let value = value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value);
        format!("{}%", rounded(value, asked.form.decimals.unwrap_or(DECIMALS)))
    };
    match asked.kind {
        Kind::Ratio if asked.form.is_percent => percent(result.value),
        Kind::Ratio => ratio(result.value),
        Kind::Percent if result.value.abs() < Decimal::ONE && !asked.form.is_percent => {
            format!("{} ({})", ratio(result.value), percent(result.value))
        }
        Kind::Percent => percent(result.value),
        Kind::Amount => amount(asked, result, rounded),
    }
}

/// An amount in the wanted factor, or in that of its table.
fn amount(asked: &Asked, result: &Result, rounded: impl Fn(Decimal, u32) -> String) -> String {
    let unit =
        if result.unit.is_empty() || result.unit == "%" { result.unit.clone() } else { format!(" {}", result.unit) };
    let own = result.value.scale();
    let plain = |decimals: Option<u32>| rounded(result.value, decimals.unwrap_or(own));
    let (Some(wanted), Some(scale)) = (asked.form.scale, result.scale) else {
        let factor = result.scale.map(|scale| format!(" {}", scale.name())).unwrap_or_default();
        return [plain(asked.form.decimals), factor, unit].concat();
    };
    let (from, to) = (scale.power(), wanted.power());
    let factor = Decimal::from(10_u64.pow(from.abs_diff(to)));
    let value = if from >= to { result.value.checked_mul(factor) } else { result.value.checked_div(factor) };
    let decimals = asked.form.decimals.unwrap_or(if from < to { DECIMALS } else { own });
    let value = value.map_or_else(|| plain(None), |value| rounded(value, decimals));
    format!("{value} {}{unit}", wanted.name())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
