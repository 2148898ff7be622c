//! Superscripts and subscripts: footnote marks, exponents and the figures of formulas.

/// The superscript of a digit, sign or letter.
#[must_use]
pub fn superscript(character: char) -> Option<char> {
    let raised = match character {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => moved(character, '0', '⁰')?,
        '+' => '⁺',
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' => '⁻',
        '=' => '⁼',
        '(' => '⁽',
        ')' => '⁾',
        _ => return raised_letter(character),
    };
    Some(raised)
}

/// The subscript of a digit or sign. Lowered letters are read without one.
#[must_use]
pub fn subscript(character: char) -> Option<char> {
    match character {
        '0'..='9' => moved(character, '0', '₀'),
        '+' => Some('₊'),
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' => Some('₋'),
        _ => None,
    }
}

fn moved(character: char, from: char, to: char) -> Option<char> {
    char::from_u32(u32::from(to) + u32::from(character).checked_sub(u32::from(from))?)
}

/// Letters and their superscripts, as far as Unicode has these.
const LETTERS: &str = "aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂ";

fn raised_letter(letter: char) -> Option<char> {
    let mut letters = LETTERS.chars();
    while let (Some(plain), Some(raised)) = (letters.next(), letters.next()) {
        if plain == letter {
            return Some(raised);
        }
    }
    None
}

/// Returns whether a text starts with the raised mark of a footnote.
#[must_use]
pub fn starts_note(text: &str) -> bool {
    text.starts_with(['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁽'])
}

/// Returns whether a character is a superscript: a digit, sign or letter above the line.
#[must_use]
pub const fn is_superscript(character: char) -> bool {
    matches!(
        character,
        '¹' | '²' | '³' | '\u{2070}'..='\u{207F}' | '\u{2B0}'..='\u{2B8}' | '\u{2E0}'..='\u{2E4}'
            | '\u{1D2C}'..='\u{1D61}' | '\u{1D9B}'..='\u{1DBF}' | 'ⱽ'
    )
}

/// Returns whether a character is a digit below the line.
#[must_use]
pub const fn is_subscript(character: char) -> bool {
    matches!(character, '\u{2080}'..='\u{2089}')
}

/// The longest unit with an exponent, as in "km²". A superscript after a longer word is a footnote mark.
const LONGEST_UNIT: usize = 2;

/// Returns whether superscript digits after a word are its exponent: `m³`, but not `fee¹`.
#[must_use]
pub fn has_exponent(word: &str) -> bool {
    (1..=LONGEST_UNIT).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn scripts_fold_to_their_character() {
        for plain in (' '..='~').filter(|plain| superscript(*plain).is_some()) {
            let raised = superscript(plain).unwrap();
            assert!(is_superscript(raised), "{raised}");
            assert!(raised.nfkc().eq([if plain == '-' { '\u{2212}' } else { plain }]), "{raised}");
        }
        for digit in '0'..='9' {
            assert!(subscript(digit).is_some_and(|low| is_subscript(low) && low.nfkc().eq([digit])));
        }
    }

    #[test]
    fn exponents_follow_units() {
        assert!(has_exponent("m") && has_exponent("km"));
        assert!(!has_exponent("fee1") && !has_exponent("10") && !has_exponent("charge") && !has_exponent(""));
    }
}
