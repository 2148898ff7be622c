//! Years, as questions and names of columns write them.

/// Years of which reports are.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// The different years of a text in its order: 2021 for `FY2021`, `FY21` and `31 May 2021`; for `2020/21` the second.
pub(super) fn years(text: &str) -> Vec<i32> {
    let mut found = Vec::new();
    let mut previous: Option<(i32, usize)> = None;
    for (start, word) in words(text) {
        let joins = |(_, end): &(i32, usize)| text.get(*end..start).is_some_and(|between| between.trim() == "/");
        let year = match previous.filter(joins).and_then(|(year, _)| second(year, word)) {
            Some(second) => {
                found.pop();
                Some(second)
            }
            None => year(word),
        };
        previous = year.map(|year| (year, start + word.len()));
        if let Some(year) = year.filter(|year| !found.contains(year)) {
            found.push(year);
        }
    }
    found
}

/// The year that a word names: `2021`, `FY2021`, `FY21`.
pub(super) fn year(word: &str) -> Option<i32> {
    let lower = word.to_ascii_lowercase();
    let fiscal = ["fy", "cy", "f"].iter().find_map(|prefix| lower.strip_prefix(prefix));
    let digits = fiscal.unwrap_or(&lower);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (digits.len(), fiscal) {
        (4, _) => digits.parse().ok().filter(|year| YEARS.contains(year)),
        (2, Some(_)) => digits.parse::<i32>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

/// The second year of `2020/21` or `2020/2021`.
fn second(first: i32, word: &str) -> Option<i32> {
    let next = first + 1;
    let is_short = word.len() == 2 && word.parse() == Ok(next % 100);
    (is_short || word.parse() == Ok(next)).then_some(next)
}

/// Returns whether a text names a part of a year.
pub(super) fn has_part_of_year(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_part = |word: &str| {
        let fiscal = word.strip_prefix("fy").unwrap_or(word);
        let letters = fiscal.trim_matches(|letter: char| letter.is_ascii_digit());
        (matches!(letters, "q" | "h") && fiscal.len() > 1)
            || ["quarter", "quarters", "quarterly", "half", "months", "month", "weeks"].contains(&word)
    };
    words(&lower).any(|(_, word)| is_part(word))
}

/// The words of letters and digits with their starts.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let place = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(move |word| (place(word), word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_year_agree() {
        for text in ["in 2021", "FY2021", "FY21", "F2021", "May 31, 2021", "2020/21", "FY2020/2021"] {
            assert_eq!(years(text), [2021], "{text}");
        }
        assert_eq!(years("FY2017 - FY2019, 2019"), [2017, 2019]);
        assert!(years("24 months, 12021, fy, 1,500").is_empty());
    }

    #[test]
    fn parts_of_years_are_told() {
        for text in ["Q2 2023", "FY2023Q1", "2Q23", "the first half", "Three Months Ended", "H1 FY2023"] {
            assert!(has_part_of_year(text), "{text}");
        }
        for text in ["FY2023", "31 March 2023", "h", "the 4 quarrels"] {
            assert!(!has_part_of_year(text), "{text}");
        }
    }
}
