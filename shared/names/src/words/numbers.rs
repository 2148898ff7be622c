/// Number words of English up to twenty, and tens. Ordinals have the value of their number.
const WORDS: &[(&str, u32)] = &[
    ("one", 1),
    ("first", 1),
    ("two", 2),
    ("second", 2),
    ("three", 3),
    ("third", 3),
    ("four", 4),
    ("fourth", 4),
    ("five", 5),
    ("fifth", 5),
    ("six", 6),
    ("sixth", 6),
    ("seven", 7),
    ("seventh", 7),
    ("eight", 8),
    ("eighth", 8),
    ("nine", 9),
    ("ninth", 9),
    ("ten", 10),
    ("tenth", 10),
    ("eleven", 11),
    ("eleventh", 11),
    ("twelve", 12),
    ("twelfth", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1000),
];

const ROMAN: &[&str] = &[
    "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii",
    "xix", "xx",
];

/// The value of a numeral: digits with or without an English ordinal ending, a number word, or a Roman numeral from II to XX.
///
/// Single letters and Roman numerals count only if `roman` is set, for the first word of a name is rarely one.
pub(crate) fn number_value(word: &str, roman: bool) -> Option<String> {
    let digits = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let ending = word.get(digits.len()..).unwrap_or_default();
        if matches!(ending, "" | "st" | "nd" | "rd" | "th") {
            let trimmed = digits.trim_start_matches('0');
            return Some(if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() });
        }
    }
    if let Some((_, value)) = WORDS.iter().find(|(name, _)| *name == word) {
        return Some(value.to_string());
    }
    if !roman {
        return None;
    }
    if word == "i" {
        return Some("1".to_owned());
    }
    ROMAN.iter().zip(2_u32..).find(|(name, _)| **name == word).map(|(_, value)| value.to_string())
}
