use unicode_normalization::UnicodeNormalization as _;

use crate::fold::MAX_CHARACTERS;
use crate::similarity::{jaro_winkler, ratio};

/// The letters at the beginning of a name that raise the similarity of whole names.
const WHOLE_PREFIX: usize = 5;
/// The similarity from which two parts of names are alike.
const PART: f64 = 0.8;
/// Parts of a listed name that are compared.
const MAX_PARTS: usize = 32;

/// The score that the public search of OFAC shows for a name and a listed name, from 0 to 100.
///
/// OFAC describes the method in its answer 249: the whole names are compared by Jaro-Winkler, then each part of the searched name with the
/// parts of the listed name by Jaro-Winkler and Soundex; the higher result counts. Details that it leaves open follow from published
/// scores: whole names gain from five equal letters, parts of at most two letters count only if there are no longer ones, and parts
/// must begin with the same letter, as Soundex codes do. Scripts are not transliterated. The order of the arguments matters.
#[must_use]
pub fn official_score(searched: &str, listed: &str) -> u8 {
    let (searched, listed) = (upper(searched), upper(listed));
    let whole = jaro_winkler(&searched, &listed.replace(',', ""), WHOLE_PREFIX);
    percent(whole.max(by_parts(&searched, &listed)))
}

fn by_parts(searched: &str, listed: &str) -> f64 {
    let (searched, listed) = (parts(searched), parts(listed));
    let long: Vec<&String> = searched.iter().filter(|part| part.chars().count() > 2).collect();
    let counted = if long.is_empty() { searched.iter().collect() } else { long };
    if counted.is_empty() {
        return 0.0;
    }
    let best = |part: &str| -> f64 {
        let alike = listed
            .iter()
            .filter(|other| other.chars().next() == part.chars().next())
            .map(|other| jaro_winkler(part, other, 4));
        alike.filter(|similarity| *similarity >= PART).fold(0.0, f64::max)
    };
    counted.iter().map(|part| best(part)).sum::<f64>() / ratio(counted.len())
}

fn upper(name: &str) -> String {
    name.nfkc().take(MAX_CHARACTERS).flat_map(char::to_uppercase).collect()
}

fn parts(name: &str) -> Vec<String> {
    let plain: String = name.chars().filter(|character| !matches!(character, '\'' | '’')).collect();
    plain
        .split(|character: char| !character.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .take(MAX_PARTS)
        .map(str::to_owned)
        .collect()
}

/// A share as whole percent.
fn percent(share: f64) -> u8 {
    (0..=100_u8).rev().find(|percent| f64::from(*percent) <= share * 100.0 + 0.5).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::official_score;

    #[test]
    fn official_scores_are_near() {
        let cases = [
            ("VLADIMIR PUTIN", "PUTIN, Vladimir", 100),
            ("PUTIN", "PUTINA, Yekaterina", 97),
            ("KIM IL SUNG", "KIM, Song", 93),
            ("GEORGE BUSH", "HEWANI, George", 52),
            ("AL QAEDA", "AL QAIDA", 94),
            ("Z", "ALBARRAQ Z", 100),
        ];
        for (searched, listed, official) in cases {
            assert!(official_score(searched, listed).abs_diff(official) <= 5, "{searched} {listed}");
        }
    }

    #[test]
    fn empty_names_score_nothing() {
        assert_eq!(official_score("", "PUTIN"), 0);
        assert_eq!(official_score("--", "PUTIN"), 0);
    }
}
