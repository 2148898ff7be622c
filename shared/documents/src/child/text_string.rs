/// The characters of the PDF document encoding from 0x80 to 0x9F.
const UPPER: [char; 32] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ',
    'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}',
];
/// The characters of the PDF document encoding from 0x18 to 0x1F.
const LOWER: [char; 8] = ['\u{2D8}', '\u{2C7}', '\u{2C6}', '\u{2D9}', '\u{2DD}', '\u{2DB}', '\u{2DA}', '\u{2DC}'];

/// Decodes a text string: UTF-16 or UTF-8 with a byte order mark, otherwise the PDF document encoding.
pub(super) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| document(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| read(*pair));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn document(byte: u8) -> char {
    let place = |start: u8| usize::from(byte.wrapping_sub(start));
    match byte {
        0x18..=0x1F => LOWER.get(place(0x18)).copied().unwrap_or(' '),
        0x80..=0x9F => UPPER.get(place(0x80)).copied().unwrap_or(' '),
        0xA0 => '€',
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_of_each_encoding_decode() {
        assert_eq!(decode(b"\xFE\xFF\x01\x60\x00i"), "Ši");
        assert_eq!(decode(b"\xFF\xFE\x60\x01i\x00"), "Ši");
        assert_eq!(decode(b"\xEF\xBB\xBF\xC5\xA0i"), "Ši");
        assert_eq!(decode(b"\x97i \xA0 \x84 \xE9"), "Ši € — é");
    }
}
