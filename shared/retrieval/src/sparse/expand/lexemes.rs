//! Cutting a text, in lower case, into numbers, words and signs.

/// A piece of text, and whether it stands right behind the piece before it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Lexeme {
    /// A number without its thousands separators: "1247.5".
    Number { digits: String, glued: bool },
    /// The dotted number of a section: "4.1.2".
    Label { text: String, glued: bool },
    /// Letters.
    Word { letters: String, glued: bool },
    /// Anything else that is visible; every kind of hyphen and dash is '-'.
    Sign { sign: char, glued: bool },
}

impl Lexeme {
    pub(super) const fn is_glued(&self) -> bool {
        match self {
            Self::Number { glued, .. }
            | Self::Label { glued, .. }
            | Self::Word { glued, .. }
            | Self::Sign { glued, .. } => *glued,
        }
    }
}

/// All lexemes of a text.
pub(super) fn of(text: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut rest = text;
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let length = length(rest, first);
        let (piece, behind) = rest.split_at(length);
        if !first.is_whitespace() {
            lexemes.push(lexeme(piece, first, glued));
        }
        glued = !first.is_whitespace();
        rest = behind;
    }
    lexemes
}

fn length(text: &str, first: char) -> usize {
    if first.is_ascii_digit() {
        number_length(text)
    } else if first.is_alphanumeric() {
        run(text, |character| character.is_alphanumeric() && !character.is_ascii_digit())
    } else {
        first.len_utf8()
    }
}

fn lexeme(piece: &str, first: char, glued: bool) -> Lexeme {
    if first.is_ascii_digit() {
        let digits = piece.replace(',', "");
        if digits.matches('.').count() > 1 {
            Lexeme::Label { text: digits, glued }
        } else {
            Lexeme::Number { digits, glued }
        }
    } else if first.is_alphanumeric() {
        Lexeme::Word { letters: piece.to_owned(), glued }
    } else {
        Lexeme::Sign { sign: plain_sign(first), glued }
    }
}

/// The bytes of the number that a text starts with: thousands in groups of three, then points between digits.
fn number_length(text: &str) -> usize {
    let mut length = run(text, |character| character.is_ascii_digit());
    if length <= 3 {
        while let Some(group) = group_length(text.get(length..).unwrap_or_default()) {
            length += group;
        }
    }
    while let Some(digits) = text.get(length..).and_then(|rest| rest.strip_prefix('.')) {
        let count = run(digits, |character| character.is_ascii_digit());
        if count == 0 {
            break;
        }
        length += 1 + count;
    }
    length
}

/// The bytes of a comma with exactly three digits behind it.
fn group_length(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(',')?;
    (run(digits, |character| character.is_ascii_digit()) == 3).then_some(4)
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|character| !belongs(character)).unwrap_or(text.len())
}

const fn plain_sign(sign: char) -> char {
    match sign {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}
