//! Arithmetic over named items: parsed from text, computed exactly, written out.

use super::{
    figure::written,
    period::{year, years},
};
use rust_decimal::Decimal;

/// The deepest nesting of a definition.
const DEEPEST: usize = 16;
/// The most items and numbers of a definition.
const MOST_PARTS: usize = 24;
/// Words between an item and its period.
const JOINING: [&str; 12] = ["at", "between", "and", "for", "from", "in", "of", "the", "to", "year", "end", "fiscal"];

/// When an item's figure is taken.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum At {
    /// In this year, or in the question's year if none is given.
    Year(Option<i32>),
    /// The mean of two years, or of the question's year and the one before.
    Average(Option<(i32, i32)>),
    /// The second less the first of two years.
    Change(Option<(i32, i32)>),
}

/// An expression.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Expression {
    /// A number.
    Number(Decimal),
    /// A figure of the documents.
    Item {
        /// Its name.
        name: String,
        /// When.
        at: At,
        /// Counts as nothing if its table has no such row.
        is_optional: bool,
    },
    /// Two operands.
    Operation(Box<Self>, Operator, Box<Self>),
}

/// An operator.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Operator {
    /// Sum.
    Plus,
    /// Difference.
    Minus,
    /// Product.
    Times,
    /// Quotient.
    Over,
}

impl Operator {
    const fn of(sign: char) -> Option<Self> {
        match sign {
            '+' => Some(Self::Plus),
            '-' | '−' | '–' => Some(Self::Minus),
            '*' | '×' => Some(Self::Times),
            '/' | '÷' => Some(Self::Over),
            _ => None,
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Plus => " + ",
            Self::Minus => " - ",
            Self::Times => " × ",
            Self::Over => " / ",
        }
    }

    const fn binds(self) -> u8 {
        match self {
            Self::Plus | Self::Minus => 1,
            Self::Times | Self::Over => 2,
        }
    }

    /// The exact result; `None` for a division by zero or an overflow.
    fn apply(self, left: Decimal, right: Decimal) -> Option<Decimal> {
        match self {
            Self::Plus => left.checked_add(right),
            Self::Minus => left.checked_sub(right),
            Self::Times => left.checked_mul(right),
            Self::Over => left.checked_div(right),
        }
    }
}

impl Expression {
    /// Parses a formula of numbers, signs, brackets and names: `365 * (average inventories between FY2019 and FY2020) / FY2020
    /// COGS`. A sign between names has spaces around it, or digits or brackets beside it. A name that ends in `?` is optional.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let tokens = tokens(text);
        let names = tokens.iter().filter(|token| matches!(token, Token::Words(_))).count();
        if names == 0 || tokens.len() > 2 * MOST_PARTS {
            return None;
        }
        let mut parser = Parser { tokens: &tokens, depth: 0 };
        let expression = parser.sum()?;
        parser.tokens.is_empty().then_some(expression)
    }

    /// The same with the period for items without one.
    pub(super) fn in_year(&self, year: i32) -> Self {
        match self {
            Self::Item { name, at, is_optional } => {
                let at = match at {
                    At::Year(own) => At::Year(Some(own.unwrap_or(year))),
                    At::Average(own) => At::Average(Some(own.unwrap_or((year - 1, year)))),
                    At::Change(own) => At::Change(Some(own.unwrap_or((year - 1, year)))),
                };
                Self::Item { name: name.clone(), at, is_optional: *is_optional }
            }
            Self::Operation(left, operator, right) => {
                Self::Operation(Box::new(left.in_year(year)), *operator, Box::new(right.in_year(year)))
            }
            Self::Number(number) => Self::Number(*number),
        }
    }

    /// Replaces the items by other expressions; `None` if one of them has none.
    pub(super) fn map(&self, item: &mut impl FnMut(&str, &At, bool) -> Option<Self>) -> Option<Self> {
        match self {
            Self::Number(number) => Some(Self::Number(*number)),
            Self::Item { name, at, is_optional } => item(name, at, *is_optional),
            Self::Operation(left, operator, right) => {
                // both sides, so that the caller hears of every item
                let (left, right) = (left.map(item), right.map(item));
                Some(Self::Operation(Box::new(left?), *operator, Box::new(right?)))
            }
        }
    }

    /// The value; `None` if it has items, or cannot be computed.
    pub(super) fn value(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Item { .. } => None,
            Self::Operation(left, operator, right) => operator.apply(left.value()?, right.value()?),
        }
    }

    /// The formula with the names of its items, and with their years where these differ.
    pub(super) fn named(&self) -> String {
        let mut years = Vec::new();
        self.visit(&mut |at| {
            if let At::Year(Some(year)) = at {
                years.push(*year);
            }
        });
        let is_one_year = years.windows(2).all(|pair| pair.first() == pair.last());
        self.print(0, &|name, at| match at {
            At::Year(Some(year)) if !is_one_year => format!("{name} {year}"),
            At::Year(_) => name.to_owned(),
            At::Average(_) => format!("average {name}"),
            At::Change(_) => format!("change in {name}"),
        })
    }

    fn visit(&self, see: &mut impl FnMut(&At)) {
        match self {
            Self::Number(_) => {}
            Self::Item { at, .. } => see(at),
            Self::Operation(left, _, right) => {
                left.visit(see);
                right.visit(see);
            }
        }
    }

    fn print(&self, binds: u8, item: &impl Fn(&str, &At) -> String) -> String {
        match self {
            Self::Number(number) if number.is_sign_negative() && !number.is_zero() => format!("({})", written(*number)),
            Self::Number(number) => written(*number),
            Self::Item { name, at, .. } => item(name, at),
            Self::Operation(left, operator, right) => {
                let own = operator.binds();
                let is_chain = matches!(
                    (operator, right.operator()),
                    (Operator::Plus, Some(Operator::Plus)) | (Operator::Times, Some(Operator::Times))
                );
                let right = right.print(own + u8::from(!is_chain), item);
                let text = [left.print(own, item).as_str(), operator.sign(), &right].concat();
                if own < binds { format!("({text})") } else { text }
            }
        }
    }

    /// The last operator to be applied.
    const fn operator(&self) -> Option<Operator> {
        match self {
            Self::Operation(_, operator, _) => Some(*operator),
            Self::Number(_) | Self::Item { .. } => None,
        }
    }

    /// An operation over two others.
    pub(super) fn of(left: Self, operator: Operator, right: Self) -> Self {
        Self::Operation(Box::new(left), operator, Box::new(right))
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(Decimal),
    Sign(Operator),
    Open,
    Close,
    Words(String),
}

/// The tokens of a formula.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for piece in pieces(text) {
        let number = piece.replace(',', "").parse::<Decimal>().ok().filter(|_| year(piece).is_none());
        let sign = |sign: char| Operator::of(sign).filter(|_| piece.chars().count() == 1);
        let token = match (piece, number, piece.chars().next().and_then(sign)) {
            ("(" | "[", ..) => Token::Open,
            (")" | "]", ..) => Token::Close,
            (_, _, Some(operator)) => Token::Sign(operator),
            (_, Some(number), _) => Token::Number(number),
            (word, ..) => match tokens.last_mut() {
                Some(Token::Words(words)) => {
                    words.push(' ');
                    words.push_str(word);
                    continue;
                }
                _ => Token::Words(word.to_owned()),
            },
        };
        tokens.push(token);
    }
    tokens
}

/// Brackets, signs and words. A sign within a word (`long-term`, `P&L`) belongs to it.
fn pieces(text: &str) -> Vec<&str> {
    let is_bracket = |letter: char| "()[]".contains(letter);
    let is_always = |letter: char| "*×÷+".contains(letter) || is_bracket(letter);
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let length = if is_always(first) || (Operator::of(first).is_some() && rest.chars().count() == 1) {
                first.len_utf8()
            } else {
                rest.find(is_always).unwrap_or(rest.len()).max(first.len_utf8())
            };
            let Some((piece, behind)) = rest.split_at_checked(length) else { break };
            pieces.push(piece.trim_end_matches([',', ';', ':', '.']));
            rest = behind;
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

struct Parser<'a> {
    tokens: &'a [Token],
    depth: usize,
}

impl Parser<'_> {
    fn sum(&mut self) -> Option<Expression> {
        self.chain(1)
    }

    /// Operands joined by operators that bind this much.
    fn chain(&mut self, binds: u8) -> Option<Expression> {
        let operand = |parser: &mut Self| if binds == 1 { parser.chain(2) } else { parser.operand() };
        let mut left = operand(self)?;
        while let Some((Token::Sign(operator), rest)) = self
            .tokens
            .split_first()
            .filter(|(first, _)| matches!(first, Token::Sign(operator) if operator.binds() == binds))
        {
            self.tokens = rest;
            left = Expression::of(left, *operator, operand(self)?);
        }
        Some(left)
    }

    fn operand(&mut self) -> Option<Expression> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        match first {
            Token::Number(number) => Some(Expression::Number(*number)),
            Token::Words(words) => item(words),
            Token::Open => {
                self.depth += 1;
                let inner = (self.depth < DEEPEST).then(|| self.sum())??;
                self.depth -= 1;
                let (Token::Close, rest) = self.tokens.split_first()? else { return None };
                self.tokens = rest;
                Some(inner)
            }
            Token::Sign(_) | Token::Close => None,
        }
    }
}

/// An item with its period: `average inventories between FY2019 and FY2020`, `FY2020 COGS`, `change in inventory`.
fn item(words: &str) -> Option<Expression> {
    let is_optional = words.ends_with('?');
    let words = words.trim_end_matches('?');
    let lower = words.to_lowercase();
    let (kind, words) = [("average ", 1), ("avg ", 1), ("change in ", 2), ("increase in ", 2)]
        .into_iter()
        .find_map(|(opening, kind)| {
            lower.strip_prefix(opening).map(|_| (kind, words.get(opening.len()..).unwrap_or("")))
        })
        .unwrap_or((0, words));
    let found = years(words);
    let pair = match found.as_slice() {
        [first, second] => Some((*first.min(second), *first.max(second))),
        _ => None,
    };
    let at = match (kind, found.as_slice()) {
        (0, []) => At::Year(None),
        (0, [year]) => At::Year(Some(*year)),
        (1, []) => At::Average(None),
        (2, []) => At::Change(None),
        (1, _) => At::Average(Some(pair?)),
        (2, _) => At::Change(Some(pair?)),
        _ => return None,
    };
    let is_of_period = |word: &&str| year(word.trim_matches(|letter: char| !letter.is_alphanumeric())).is_some();
    let mut name: Vec<&str> = words.split_whitespace().filter(|word| !is_of_period(word)).collect();
    if !found.is_empty() || kind > 0 {
        let joins = |word: &&str| JOINING.contains(&word.to_lowercase().as_str());
        while name.pop_if(|word| joins(&*word)).is_some() {}
        let leading = name.iter().take_while(|word| joins(word)).count();
        name.drain(..leading);
    }
    (!name.is_empty()).then(|| Expression::Item { name: name.join(" "), at, is_optional })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<(String, At)> {
        let mut items = Vec::new();
        Expression::parse(text).unwrap().map(&mut |name, at, _| {
            items.push((name.to_owned(), at.clone()));
            Some(Expression::Number(Decimal::ONE))
        });
        items
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        for text in
            ["", "365", "/ 2", "(revenue", "revenue)", "revenue +", "revenue / / 2", "2 revenue (", "( ) revenue"]
        {
            assert_eq!(Expression::parse(text), None, "{text}");
        }
        assert_eq!(Expression::parse(&"(".repeat(40)), None);
        assert_eq!(Expression::parse(&["(".repeat(20), "a".to_owned(), ")".repeat(20)].concat()), None);
    }

    #[test]
    fn definitions_of_questions_are_read() {
        let text = "365 * (average accounts payable between FY2016 and FY2017) / (FY2017 COGS + change in inventory between \
                    FY2016 and FY2017)";
        let pair = Some((2016, 2017));
        assert_eq!(
            items(text),
            [
                ("accounts payable".to_owned(), At::Average(pair)),
                ("COGS".to_owned(), At::Year(Some(2017))),
                ("inventory".to_owned(), At::Change(pair)),
            ]
        );
    }

    #[test]
    fn signs_within_words_belong_to_them() {
        assert_eq!(items("long-term debt / (PP&E - goodwill)").len(), 3);
        assert_eq!(items("long-term debt / total assets")[0].0, "long-term debt");
    }

    #[test]
    fn values_are_exact() {
        let value = |text: &str| {
            let mut one = |_: &str, _: &At, _: bool| Some(Expression::Number(Decimal::from(3)));
            Expression::parse(text).unwrap().map(&mut one).unwrap().value().map(|value| value.to_string())
        };
        assert_eq!(value("10 - 2 - a").unwrap(), "5");
        assert_eq!(value("2 + 4 * a").unwrap(), "14");
        assert_eq!(value("12 / a / 2").unwrap(), "2");
        assert_eq!(value("0.1 + 0.2 + a").unwrap(), "3.3");
        assert_eq!(value("5 / (a - 3)"), None, "nothing is divided by zero");
    }

    #[test]
    fn formulas_are_written_with_the_brackets_they_need() {
        let text = |text: &str| Expression::parse(text).unwrap().named();
        assert_eq!(text("a / ((b + c) / 2)"), "a / ((b + c) / 2)");
        assert_eq!(text("(a * b) + (c)"), "a × b + c");
        assert_eq!(text("a - (b - c) - d"), "a - (b - c) - d");
        assert_eq!(text("cost / average stock"), "cost / average stock");
    }
}
