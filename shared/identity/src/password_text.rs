//! One spelling of a password that can be typed in several.

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Enforces the mapping of the profile `OpaqueString` (RFC 8265, section 4.2.2): composed characters (NFC), because keyboards differ
/// in how they send `ü`, and U+0020 for other spaces. Letters keep their case and width. Characters that the profile forbids
/// are kept, because existing passwords may contain them.
pub(crate) fn prepare(password: &SecretString) -> SecretString {
    let text = password.expose_secret();
    let is_prepared = is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains(is_other_space);
    if is_prepared { password.clone() } else { text.chars().map(space).nfc().collect::<String>().into() }
}

fn space(character: char) -> char {
    if is_other_space(character) { ' ' } else { character }
}

/// The characters of the general category Zs, without U+0020.
const fn is_other_space(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str) -> String {
        prepare(&text.to_owned().into()).expose_secret().to_owned()
    }

    #[test]
    fn spellings_of_a_character_are_one() {
        assert_eq!(prepared("Gru\u{308}ne"), "Gr\u{FC}ne");
        assert_eq!(prepared("\u{1112}\u{1161}\u{11AB}"), "\u{D55C}");
        assert_eq!(prepared("q\u{307}\u{323}"), prepared("q\u{323}\u{307}"));
        assert_eq!(prepared("a\u{A0}b\u{3000}c"), "a b c");
    }

    #[test]
    fn other_characters_stay_different() {
        for text in ["Stra\u{DF}e", "STRASSE", "\u{FF21}", "A", "\u{FB01}", "fi", " a ", "tab\tbed", "\u{2460}", ""] {
            assert_eq!(prepared(text), text);
        }
    }
}
