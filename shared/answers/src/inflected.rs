//! Forms of words in scripts whose languages have no stemmer here.
//!
//! Korean particles, Russian endings and Hebrew or Arabic prepositions are written together with their word ("계약이", "계약을";
//! "חודש", "בחודש"). Two words of such a script count as forms of one if most of their letters are the same, in the same order.

/// The fewest letters that two forms have in common.
const LEAST_COMMON: usize = 3;
/// The same for Hangul, where a letter is a syllable.
const LEAST_COMMON_SYLLABLES: usize = 2;
/// The most letters before a Hebrew or Arabic word that belong to prepositions and articles.
const MOST_PREFIXED: usize = 2;

/// Returns whether a word is written in a script of which the stemmer knows nothing: any but Latin.
pub(crate) fn is_unstemmed(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first > '\u{24f}' && first.is_alphabetic())
}

/// Returns whether two words in lower case of such a script are probably forms of one word.
pub(crate) fn are_forms(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_korean = long.iter().all(|letter| is_syllable(*letter));
    let least = if is_korean { LEAST_COMMON_SYLLABLES } else { LEAST_COMMON };
    if short.len() < least {
        return false;
    }
    let is_most = |common: usize| common >= least && common * 3 >= long.len() * 2;
    let is_inside = long.windows(short.len()).any(|part| part == short);
    // a particle may be as long as its noun
    let is_short_noun = is_korean && is_inside && short.len() * 2 >= long.len();
    is_short_noun
        || (is_inside && is_most(short.len()))
        || is_most(common_start(&short, &long))
        || have_prefixes(&short, &long)
}

fn common_start(short: &[char], long: &[char]) -> usize {
    short.iter().zip(long).take_while(|(one, other)| one == other).count()
}

/// Returns whether two Hebrew or Arabic words are the same but for prepositions and articles before them.
fn have_prefixes(short: &[char], long: &[char]) -> bool {
    let common = short.iter().rev().zip(long.iter().rev()).take_while(|(one, other)| one == other).count();
    let is_semitic = long.iter().all(|letter| matches!(letter, '\u{590}'..='\u{6ff}'));
    is_semitic && common >= LEAST_COMMON && long.len() - common <= MOST_PREFIXED
}

/// Returns whether a character is a syllable of Hangul.
pub(crate) const fn is_syllable(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_are_no_forms() {
        let pairs = [
            ("계약", "계획"),
            ("점검합니다", "제출합니다"),
            ("월", "월요일"),
            ("חודש", "שנה"),
            ("מתח", "מפתח"),
            ("определение", "распределение"),
            ("ток", "токарь"),
            ("年", "年間"),
            ("計画", "計算"),
            ("", "계약"),
        ];
        for (one, other) in pairs {
            assert!(!are_forms(one, other) && !are_forms(other, one), "{one} {other}");
        }
    }

    #[test]
    fn endings_and_prefixes_make_forms() {
        let pairs = [
            ("계약이", "계약을"),
            ("변압기는", "변압기"),
            ("חודש", "בחודש"),
            ("בחיפה", "לחיפה"),
            ("محطة", "المحطة"),
            ("станция", "станции"),
            ("σταθμός", "σταθμού"),
        ];
        for (one, other) in pairs {
            assert!(are_forms(one, other) && are_forms(other, one), "{one} {other}");
        }
    }

    #[test]
    fn latin_words_are_stemmed() {
        assert!(!["line", "Ärger", "220", "€", ""].into_iter().any(is_unstemmed));
        assert!(["계약", "חודש", "Ток"].into_iter().all(is_unstemmed));
    }
}
