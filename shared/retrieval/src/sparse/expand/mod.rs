//! Terms beside the plain ones, so that numbers, units and labels are found however they are written.
//!
//! The plain terms cut at everything that is neither letter nor digit: they take "220kV" and "220 kV" for different
//! things, "1,247" and "1247" too, and lose "O&M" entirely. Applied to passages and questions alike, these rules give
//! both spellings a term in common:
//!
//! | written | added |
//! |---|---|
//! | 220kV, FY2020 | 220 and kv, fy and 2020 |
//! | 220 kV, 220 kilovolts | 220kv |
//! | 132/33 kV | 132kv, 33kv |
//! | 5 %, 5 per cent | 5% |
//! | 1,247.5 | 1247.5 |
//! | 4.1.2 | 4.1.2 |
//! | 2019/20, 2019-2020 | 2020, 2019/2020 |
//! | sub-station, N-1, O&M, U.S.A. | substation, n1, o&m, usa |
//! | eﬃcient (a ligature) | efficient |
//! | m³, CO₂ | m3, co2 |
//! | LLMs, PPAs | llm, ppa |

mod abbreviations;
mod compounds;
mod lexemes;
mod numbers;
mod quantities;
mod units;

use super::{marks, terms};
use lexemes::Lexeme;
use unicode_normalization::UnicodeNormalization;

/// The added terms of a text, as often as they occur. Some may be plain terms of the same text as well.
#[must_use]
pub fn expand(text: &str) -> Vec<String> {
    let composed = composed(text);
    let lexemes = lexemes::of(&composed.to_lowercase());
    let mut found = Vec::new();
    abbreviations::add(&composed, &mut found);
    for position in 0..lexemes.len() {
        let (before, rest) = lexemes.split_at(position);
        numbers::add(rest, &mut found);
        quantities::add(before, rest, &mut found);
        compounds::add(before, rest, &mut found);
    }
    let spellings = if composed == text { Vec::new() } else { terms::of(&composed) };
    found.iter().filter_map(|word| terms::of_word(word)).chain(spellings).collect()
}

/// The text with ligatures, full-width forms and separate accents replaced by plain letters, and without footnote marks and soft hyphens.
fn composed(text: &str) -> String {
    marks::without(text).nfkc().filter(|character| *character != '\u{ad}').collect()
}

/// Returns whether a lexeme stands right behind the one before it and is one of these signs.
fn is_glued_sign(lexeme: Option<&Lexeme>, signs: &[char]) -> bool {
    matches!(lexeme, Some(Lexeme::Sign { sign, glued: true }) if signs.contains(sign))
}

#[cfg(test)]
mod tests;
