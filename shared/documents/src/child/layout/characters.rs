use unicode_normalization::UnicodeNormalization;

use super::ligature::is_code;

/// Converts a character of a PDF to text. Ligatures are spelled out, symbols of the private use area become the bullets
/// that they look like, letters and digits of formulas become plain ones, and unreadable characters are dropped.
pub(super) fn readable(character: char) -> Readable {
    match character {
        'ﬀ' => Readable::Several("ff"),
        'ﬁ' => Readable::Several("fi"),
        'ﬂ' => Readable::Several("fl"),
        'ﬃ' => Readable::Several("ffi"),
        'ﬄ' => Readable::Several("ffl"),
        'ﬅ' | 'ﬆ' => Readable::Several("st"),
        '\u{2}' | '\u{2010}' | '\u{2011}' | '\u{F02D}' | '\u{FFFE}' => Readable::One('-'),
        '\u{F0A7}' | '\u{F0B7}' | '\u{F0A8}' | '\u{F076}' | '\u{F06E}' | '\u{F06C}' | '\u{F09F}' | '\u{F0D8}'
        | '\u{F0E0}' => Readable::One('•'),
        '\u{F0FC}' | '\u{F0FE}' => Readable::One('✓'),
        '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{FFFF}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' => {
            Readable::Nothing
        }
        // the typefaces of formulas (Mathematical Alphanumeric Symbols), with which SAIDI is spelled like any other word
        '\u{1D400}'..='\u{1D7FF}' => Readable::One(std::iter::once(character).nfkc().next().unwrap_or(character)),
        code if is_code(code) => Readable::One(code),
        other if other.is_control() => Readable::Nothing,
        other => Readable::One(other),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readable {
    One(char),
    Several(&'static str),
    Nothing,
}
