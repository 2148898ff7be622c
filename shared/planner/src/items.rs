//! The parts of a question: what each stretch of it stands for in the language and in the table.
//!
//! Korean is written with particles and compounds without spaces, so the letters of the question are cut into the fewest known forms
//! that cover them. A form that is no form of the language or of the table is an unknown word.

use crate::{
    text::is_hangul,
    tokens::{Token, TokenKind},
    vocabulary::{Form, ValueAt, Vocabulary},
    words::{self, Word},
};
use jiff::civil::Date;

/// A part of a question.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    /// The text as it was written.
    pub(crate) text: String,
    /// Its meaning in the language.
    pub(crate) word: Option<Word>,
    /// Columns of that name, those that fit best.
    pub(crate) columns: Vec<usize>,
    /// The name is a whole one.
    pub(crate) is_exact: bool,
    pub(crate) values: Vec<ValueAt>,
    pub(crate) is_row: bool,
    pub(crate) literal: Option<Literal>,
    /// It stands at the end of a word.
    pub(crate) is_particle: bool,
    /// What stands between it and the item before.
    pub(crate) gap: Gap,
}

/// What stands between two items.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Gap {
    #[default]
    Nothing,
    Space,
    /// The sign of a calculation: a hyphen, a slash or ^.
    Sign(char),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Number(f64),
    Date(Date),
    Quoted(String),
    Symbol(&'static str),
}

impl Gap {
    fn before(token: &Token) -> Self {
        match token.sign {
            Some(sign) => Self::Sign(sign),
            None if token.is_glued => Self::Nothing,
            None => Self::Space,
        }
    }
}

const UNKNOWN: u32 = 1_000;
/// Particles between the words of a name.
const INNER: [&str; 7] = ["가", "이", "의", "을", "를", "은", "는"];
/// In the place of a token that is no word.
const SOLID: char = '\0';

/// The letters of a question.
struct Letters<'a> {
    tokens: &'a [Token],
    all: Vec<char>,
    /// The token of each letter.
    owners: Vec<usize>,
    /// The rest of the token from a letter on consists of particles, or of nothing.
    ends: Vec<bool>,
}

/// The way to a place in the letters: what it costs, where its last part begins, and the part.
type Way = (u32, usize, Item);

/// The items of a question. Names of the table that consist of several words of which one is an operation are left out on request.
pub(crate) fn items(tokens: &[Token], vocabulary: &Vocabulary, with_operations: bool) -> Vec<Item> {
    let letters = Letters::of(tokens);
    let length = letters.all.len();
    let mut ways: Vec<Option<Way>> = vec![None; length + 1];
    if let Some(first) = ways.first_mut() {
        *first = Some((0, 0, Item::default()));
    }
    for start in 0..length {
        let Some(cost) = ways.get(start).and_then(|way| way.as_ref().map(|way| way.0)) else { continue };
        for (end, own, item) in letters.parts(start, vocabulary, with_operations) {
            if let Some(way) = ways.get_mut(end)
                && way.as_ref().is_none_or(|way| cost + own < way.0)
            {
                *way = Some((cost + own, start, item));
            }
        }
    }
    let (mut found, mut end) = (Vec::new(), length);
    while end > 0 {
        let Some(Some((_, start, item))) = ways.get(end).cloned() else { break };
        let gap = letters.token(start).filter(|_| letters.is_start(start)).map_or(Gap::Nothing, Gap::before);
        found.push(Item { gap, ..item });
        end = start;
    }
    found.reverse();
    found
}

impl<'a> Letters<'a> {
    fn of(tokens: &'a [Token]) -> Self {
        let (mut letters, mut owners) = (Vec::new(), Vec::new());
        for (place, token) in tokens.iter().enumerate() {
            match &token.kind {
                TokenKind::Word(word) => letters.extend(word.chars()),
                TokenKind::Number(_, digits) if !digits.contains('.') => letters.extend(digits.chars()),
                _ => letters.push(SOLID),
            }
            owners.resize(letters.len(), place);
        }
        let mut found = Self { tokens, ends: vec![true; letters.len() + 1], all: letters, owners };
        for start in (0..found.all.len()).rev() {
            let stop = found.stop(start);
            let is_end = found.is_start(start)
                || (start + 1..=stop).take(words::LONGEST_PARTICLE).any(|end| {
                    words::particle(&found.text(start, end)).is_some()
                        && (end == stop || found.ends.get(end) == Some(&true))
                });
            if let Some(own) = found.ends.get_mut(start) {
                *own = is_end;
            }
        }
        found
    }

    fn text(&self, start: usize, end: usize) -> String {
        self.all.get(start..end).into_iter().flatten().collect()
    }

    fn is_start(&self, place: usize) -> bool {
        place == 0 || self.owners.get(place) != self.owners.get(place - 1)
    }

    /// The end of the token of a letter.
    fn stop(&self, place: usize) -> usize {
        let owner = self.owners.get(place);
        (place..self.all.len()).find(|next| self.owners.get(*next) != owner).unwrap_or(self.all.len())
    }

    fn token(&self, place: usize) -> Option<&Token> {
        self.owners.get(place).and_then(|owner| self.tokens.get(*owner))
    }

    /// Returns whether a letter begins a token that directly follows a number.
    fn is_unit(&self, place: usize) -> bool {
        let is_glued = self.token(place).is_some_and(|token| token.is_glued);
        let before = self.owner(place).checked_sub(1).and_then(|owner| self.tokens.get(owner));
        self.is_start(place) && is_glued && before.is_some_and(|token| matches!(token.kind, TokenKind::Number(..)))
    }

    fn owner(&self, place: usize) -> usize {
        self.owners.get(place).copied().unwrap_or_default()
    }

    /// Returns whether a form may end before this letter: at the end of a token, or between Korean syllables.
    fn is_cut(&self, place: usize) -> bool {
        place >= self.all.len() || self.is_start(place) || self.all.get(place).is_some_and(|letter| is_hangul(*letter))
    }

    /// All parts that begin at a letter, with their ends and costs.
    fn parts(&self, start: usize, vocabulary: &Vocabulary, with_operations: bool) -> Vec<(usize, u32, Item)> {
        let Some(token) = self.token(start) else { return Vec::new() };
        if let Some(literal) = solid(token) {
            let item = Item { text: token.text.clone(), literal: Some(literal), ..Item::default() };
            return vec![(start + 1, 10, item)];
        }
        let mut found = Vec::new();
        if let (TokenKind::Number(number, _), true) = (&token.kind, self.is_start(start)) {
            let literal = Some(Literal::Number(*number));
            found.push((self.stop(start), 10, Item { text: token.text.clone(), literal, ..Item::default() }));
        }
        if self.is_start(start) && matches!(token.kind, TokenKind::Word(_)) {
            let item = Item { text: token.text.clone(), ..Item::default() };
            found.push((self.stop(start), UNKNOWN, item));
        }
        self.add_particles(start, token, &mut found);
        self.add_names(start, vocabulary, with_operations, &mut found);
        if self.is_start(start) {
            self.add_inflected(start, vocabulary, &mut found);
        }
        found
    }

    fn add_particles(&self, start: usize, token: &Token, found: &mut Vec<(usize, u32, Item)>) {
        let is_start = self.is_start(start);
        if is_start && !token.is_glued {
            return;
        }
        let stop = self.stop(start);
        for end in (start + 1..=stop).take(words::LONGEST_PARTICLE) {
            let text = self.text(start, end);
            if self.ends.get(end) != Some(&true) && end != stop {
                continue;
            }
            if let Some(word) = words::particle(&text) {
                let is_meaning = matches!(word, Word::Op(_));
                let cost = if is_start {
                    12
                } else if is_meaning {
                    4
                } else {
                    2
                };
                found.push((end, cost, Item { text, word: Some(word), is_particle: true, ..Item::default() }));
            }
        }
    }

    fn add_names(&self, start: usize, vocabulary: &Vocabulary, operations: bool, found: &mut Vec<(usize, u32, Item)>) {
        let (most, stop) = (vocabulary.longest.max(24), self.stop(start));
        let mut form = String::new();
        for (place, letter) in self.all.iter().enumerate().skip(start).take(most) {
            if *letter == SOLID {
                break;
            }
            form.push(*letter);
            let end = place + 1;
            if !self.is_cut(end) {
                continue;
            }
            // what begins within a word, or with the unit of a number as in "2013년 월별", ends with it
            if (!self.is_start(start) || self.is_unit(start)) && end > stop {
                break;
            }
            let is_whole = self.is_start(start) && self.ends.get(end) == Some(&true);
            let is_short = end - start == 1;
            if is_short && !is_whole {
                continue;
            }
            let width = self.owner(place) - self.owner(start) + 1;
            let of_table = vocabulary.form(&form).filter(|_| operations || !self.has_operation(start, end, width));
            if let Some((cost, item)) = item(&form, of_table, vocabulary, is_whole) {
                // one syllable is rather the start of a longer word
                let cost = if is_short { cost + 5 } else { cost };
                let text = self.written(start, end);
                found.push((end, cost, Item { text, ..item }));
            }
        }
    }

    /// Names whose words have particles between them: CCTV가 설치된.
    fn add_inflected(&self, start: usize, vocabulary: &Vocabulary, found: &mut Vec<(usize, u32, Item)>) {
        if self.is_unit(start) {
            return;
        }
        let first = self.owner(start);
        let mut form = self.tokens.get(first).and_then(stripped);
        for last in first + 1..first + 6 {
            let Some(before) = form else { return };
            let Some(place) = self.owners.iter().position(|owner| *owner == last) else { return };
            let stop = self.stop(place);
            for end in place + 1..=stop {
                let own = before.clone() + &self.text(place, end);
                if self.is_cut(end)
                    && self.ends.get(end) == Some(&true)
                    && let Some((cost, item)) =
                        vocabulary.form(&own).and_then(|of| item(&own, Some(of), vocabulary, true))
                    && item.word.is_none()
                {
                    let text = self.written(start, end);
                    found.push((end, cost + 3, Item { text, ..item }));
                }
            }
            form = self.tokens.get(last).and_then(stripped).map(|next| before + &next);
        }
    }

    /// Returns whether a name of several words contains the word of an operation.
    fn has_operation(&self, start: usize, end: usize, width: usize) -> bool {
        let is_operation = |from: usize| {
            let to = self.stop(from).min(end);
            (from + 1..=to).any(|to| matches!(words::word(&self.text(from, to)), Some(Word::Op(_) | Word::Total)))
        };
        width > 1 && (start..end).filter(|from| self.is_start(*from)).any(is_operation)
    }

    /// The text of letters, with spaces between tokens that are apart.
    fn written(&self, start: usize, end: usize) -> String {
        let mut text = String::new();
        for place in start..end {
            if place > start && self.is_start(place) && self.token(place).is_some_and(|token| !token.is_glued) {
                text.push(' ');
            }
            text.extend(self.all.get(place));
        }
        text
    }
}

fn solid(token: &Token) -> Option<Literal> {
    match &token.kind {
        TokenKind::Date(date) => Some(Literal::Date(*date)),
        TokenKind::Quoted(text) => Some(Literal::Quoted(text.clone())),
        TokenKind::Symbol(symbol) => Some(Literal::Symbol(symbol)),
        TokenKind::Number(number, digits) if digits.contains('.') => Some(Literal::Number(*number)),
        TokenKind::Number(..) | TokenKind::Word(_) => None,
    }
}

/// A word without a particle; nothing is left of a particle that stands alone behind a foreign word.
fn stripped(token: &Token) -> Option<String> {
    let TokenKind::Word(word) = &token.kind else {
        return match &token.kind {
            TokenKind::Number(_, digits) if !digits.contains('.') => Some(digits.clone()),
            _ => None,
        };
    };
    if token.is_glued && INNER.contains(&word.as_str()) {
        return Some(String::new());
    }
    let stem = INNER.iter().find_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.chars().count() > 1);
    Some(stem.unwrap_or(word).to_owned())
}

/// What a form stands for, and the cost of that.
fn item(form: &str, of_table: Option<&Form>, vocabulary: &Vocabulary, is_whole: bool) -> Option<(u32, Item)> {
    let word = words::word(form);
    let tier = of_table.and_then(|of| of.columns.iter().map(|(_, tier)| *tier).min());
    // the last part of a name is found in whole words only
    let tier = tier.filter(|tier| *tier < 2 || is_whole);
    let columns: Vec<usize> = of_table
        .map(|of| of.columns.iter().filter(|(_, own)| Some(*own) == tier).map(|(place, _)| *place).collect())
        .unwrap_or_default();
    let mut values: Vec<ValueAt> = of_table.map(|of| of.values.clone()).unwrap_or_default();
    // words within values do not compete with whole names and values
    if tier == Some(0) || values.iter().any(|value| value.is_whole) {
        values.retain(|value| value.is_whole);
    }
    let is_row = vocabulary.is_row(form);
    // a whole value goes before the last part of a name, and the language before both, unless the name is a whole one
    let has_whole = values.iter().any(|value| value.is_whole);
    let columns =
        if tier != Some(0) && (word.is_some() || has_whole && tier == Some(2)) { Vec::new() } else { columns };
    let cost = match (word.is_some() || is_row || tier == Some(0), tier, values.first()) {
        (true, ..) => 10,
        (false, _, Some(value)) if value.is_whole => 10,
        (false, Some(tier), _) => 10 + 3 * u32::from(tier),
        (false, None, Some(_)) => 14,
        (false, None, None) => return None,
    };
    let is_exact = tier == Some(0);
    Some((cost, Item { word, columns, is_exact, values, is_row, ..Item::default() }))
}
