//! Years and quarters, as questions and names of files write them.

use crate::sparse;

/// Years of which documents are.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// The years and quarters of a text, such as "2022" and "q4" for "FY2022 Q4", "FY22", "2021/22" and "2022Q4".
pub(super) fn of(text: &str) -> Vec<String> {
    let words = text.split(|character: char| !character.is_alphanumeric());
    let spelled = words.flat_map(|word| of_word(&word.to_lowercase()));
    let pairs = sparse::expand(text).into_iter().filter(|term| is_year(term));
    spelled.chain(pairs).collect()
}

/// Returns whether a word, in lower case, says nothing but a period.
pub(super) fn is_period(word: &str) -> bool {
    matches!(word, "fy" | "cy") || !of_word(word).is_empty()
}

fn of_word(word: &str) -> Vec<String> {
    let parts = || {
        let year = ["fy", "cy", "f"].iter().find_map(|prefix| word.strip_prefix(prefix));
        let rest = year.unwrap_or(word);
        if let Some((digits, part)) = rest.split_at_checked(4).filter(|(digits, _)| is_year(digits)) {
            let part = if part.is_empty() { Vec::new() } else { vec![part_of_year(part)?] };
            return Some([vec![digits.to_owned()], part].concat());
        }
        match year {
            Some(digits) if digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(vec![format!("20{digits}")])
            }
            _ => part_of_year(word).map(|part| vec![part]),
        }
    };
    parts().unwrap_or_default()
}

/// A quarter or a half, in one spelling.
fn part_of_year(word: &str) -> Option<String> {
    match word.as_bytes() {
        [b'q', number @ b'1'..=b'4'] | [number @ b'1'..=b'4', b'q'] => Some(format!("q{}", char::from(*number))),
        [b'h', number @ b'1'..=b'2'] | [number @ b'1'..=b'2', b'h'] => Some(format!("h{}", char::from(*number))),
        _ => None,
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year| YEARS.contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(text: &str) -> Vec<String> {
        let mut found = of(text);
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn spellings_of_a_year_agree() {
        for text in ["in 2024", "FY2024", "FY24", "F2024", "CY2024"] {
            assert_eq!(sorted(text), ["2024"], "{text}");
        }
        assert_eq!(sorted("the year 2023/24"), ["2023", "2024"]);
    }

    #[test]
    fn quarters_have_one_spelling() {
        for text in ["Q3 2024", "2024Q3", "FY2024Q3", "3Q 2024"] {
            assert_eq!(sorted(text), ["2024", "q3"], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_periods() {
        for text in ["2,400 MW", "24 months", "section 20241", "fyke", "q5"] {
            assert_eq!(sorted(text), Vec::<String>::new(), "{text}");
        }
        assert!(is_period("fy") && is_period("2024h1") && !is_period("fyke") && !is_period("2400"));
    }
}
