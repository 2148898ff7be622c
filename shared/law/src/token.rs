//! Words, groups in parentheses and signs of a text.

use crate::span::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters and figures, with full stops, slashes, hyphens and apostrophes between them.
    Word,
    /// A short number or letter in parentheses: "(a)".
    Group,
    Sign,
}

/// A token with its offsets in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'a str,
    pub(crate) span: Span,
}

impl Token<'_> {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Returns whether it is one of the words, whatever their case.
    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

/// The longest content of a group, in bytes.
const LONGEST_GROUP: usize = 6;

/// Splits a text into tokens.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        let length = if first.is_alphanumeric() { word(rest) } else { group(rest).unwrap_or(first.len_utf8()) };
        if !first.is_whitespace() {
            let kind = match first {
                first if first.is_alphanumeric() => TokenKind::Word,
                '(' if length > 1 => TokenKind::Group,
                _ => TokenKind::Sign,
            };
            tokens.push(Token { kind, text: rest.get(..length).unwrap_or_default(), span: Span::new(at, at + length) });
        }
        at += length;
    }
    tokens
}

fn word(text: &str) -> usize {
    let mut end = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let is_inner = matches!(sign, '.' | '/' | '-' | '\'' | '’')
            && signs.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !sign.is_alphanumeric() && !is_inner {
            break;
        }
        end = at + sign.len_utf8();
    }
    end
}

fn group(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let length = inner.bytes().take(LONGEST_GROUP + 1).position(|byte| byte == b')')?;
    let content = inner.get(..length)?;
    (!content.is_empty() && content.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_groups_and_signs_are_apart() {
        let texts: Vec<&str> =
            tokens("§ 591.406(b)(1), 50 U.S.C. 1701; No 833/2014 (see it).").iter().map(|token| token.text).collect();
        let expected = ["§", "591.406", "(b)", "(1)", ",", "50", "U.S.C", ".", "1701", ";", "No", "833/2014"];
        assert_eq!(texts.get(..12), expected.get(..12));
        assert!(texts.ends_with(&["(", "see", "it", ")", "."]));
    }
}
