//! The layout turns glyphs at any positions into well-formed text.

use super::{Composed, Glyph, Rule, Sheet, compose};
use unicode_normalization::is_nfc;

/// Characters of glyphs: letters, characters that the layout examines, and characters that occur in PDFs.
const ALPHABET: [char; 48] = [
    'a', 'e', 'i', 'l', 'n', 'o', 'r', 's', 't', 'u', 'A', 'E', 'N', 'S', 'T', '0', '1', '2', '3', '9', '.', ',', ':',
    '-', '(', ')', '%', '|', '•', '–', '…', '“', '’', 'ﬁ', 'ﬃ', 'é', '\u{301}', '\u{2}', '\u{ad}', '\u{f0b7}',
    '\u{fffd}', '\u{200b}', '\u{feff}', 'ا', '漢', '👩', '\u{1f}', '\u{e000}',
];
/// Bytes of one glyph.
const GLYPH: usize = 9;
/// Bytes of one rule.
const RULE: usize = 8;

#[test]
fn any_sheet_becomes_well_formed_text() {
    bolero::check!(name = "sheets").with_iterations(200).for_each(|input: &[u8]| assert_form_of(input));
}

/// Glyphs on a grid, so that many stand in one line, in one column or in one place.
#[test]
fn crowded_sheets_become_well_formed_text() {
    let glyphs = bolero::produce::<Vec<[u8; 4]>>().with().len(0_usize..200);
    bolero::check!(name = "crowds").with_generator((0_u8..6, glyphs)).with_iterations(60).for_each(
        |(rules, glyphs)| {
            let mut input = vec![64 | rules];
            for place in 0..*rules {
                input.extend([place % 2 * 4, 0, place * 3, 0, 40, 0, place * 3 + place % 2 * 9, 0]);
            }
            for [character, column, row, style] in glyphs {
                input.extend([
                    *character,
                    column % 50,
                    128,
                    row % 24,
                    0,
                    80,
                    80,
                    (style % 4) | (style & 4 & (row % 8)),
                    45,
                ]);
            }
            assert_form_of(&input);
        },
    );
}

fn assert_form_of(input: &[u8]) {
    let composed = compose(sheet(input));
    assert_form(&composed);
    assert_eq!(composed.text, compose(sheet(input)).text, "the same sheet reads the same");
}

/// Decodes a sheet: the first byte sets the scale and the number of rules; rules follow, then glyphs.
fn sheet(input: &[u8]) -> Sheet {
    let Some((&head, rest)) = input.split_first() else { return Sheet::default() };
    let scale = [0.05, 1.0, 1.0, 300.0][usize::from(head >> 6)];
    let split = rest.len().min(RULE * usize::from(head & 63));
    let (rules, glyphs) = rest.split_at(split);
    Sheet {
        rules: rules.as_chunks::<RULE>().0.iter().map(|bytes| rule(*bytes, scale)).collect(),
        glyphs: glyphs.as_chunks::<GLYPH>().0.iter().map(|bytes| glyph(bytes, scale)).collect(),
    }
}

fn length(high: u8, low: u8, scale: f32) -> f32 {
    f32::from(i16::from_be_bytes([high, low])) / 32.0 * scale
}

fn rule(bytes: [u8; RULE], scale: f32) -> Rule {
    let at = |place: usize| length(bytes[place], bytes[place + 1], scale);
    Rule { from: (at(0), at(2)), to: (at(4), at(6)) }
}

fn glyph(bytes: &[u8; GLYPH], scale: f32) -> Glyph {
    let left = length(bytes[1], bytes[2], scale);
    Glyph {
        character: ALPHABET[usize::from(bytes[0]) % ALPHABET.len()],
        left,
        right: left + f32::from(bytes[5]) / 16.0 * scale,
        baseline: length(bytes[3], bytes[4], scale),
        size: (f32::from(bytes[6]) / 8.0 * scale).clamp(0.5, 2000.0),
        bold: bytes[7] & 1 == 1,
        spaced: bytes[7] & 2 == 2,
        struck: false,
        degrees: if bytes[7] & 4 == 4 { u16::from(bytes[8]) * 2 % 360 } else { 0 },
    }
}

fn assert_form(composed: &Composed) {
    let text = &composed.text;
    assert!(is_nfc(text), "{text:?} is not composed");
    for line in text.split('\n').filter(|_| !text.is_empty()) {
        assert!(!line.is_empty() && line.trim() == line, "{line:?} in {text:?}");
        assert!(!line.contains("  ") && !line.contains(['\t', '\r', '\0']), "{line:?}");
    }
    let length = text.chars().count();
    let mut end = 0;
    for heading in &composed.headings {
        assert!(
            end <= heading.start && heading.start < heading.end && heading.end <= length,
            "{:?}",
            composed.headings
        );
        assert!(heading.of(text).is_some_and(|heading| !heading.contains('\n')));
        end = heading.end;
    }
}
