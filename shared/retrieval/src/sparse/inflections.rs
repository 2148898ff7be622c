//! Endings of words in scripts that the stemmer of English leaves as they are.

use rust_stemmers::{Algorithm, Stemmer};

/// The word without its ending, by the Snowball stemmer of the script's language with the most readers. Words of other languages
/// in that script lose the same endings in passages and in questions.
pub(super) fn stem(word: String) -> String {
    let Some(algorithm) = word.chars().next().and_then(algorithm) else { return word };
    Stemmer::create(algorithm).stem(&word).into_owned()
}

/// Returns whether words of the letter's script have endings that are known here.
pub(super) const fn is_inflected(letter: char) -> bool {
    algorithm(letter).is_some()
}

const fn algorithm(letter: char) -> Option<Algorithm> {
    match letter {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Algorithm::Greek),
        '\u{400}'..='\u{52f}' => Some(Algorithm::Russian),
        '\u{620}'..='\u{6ff}' => Some(Algorithm::Arabic),
        '\u{b80}'..='\u{bff}' => Some(Algorithm::Tamil),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    fn share_a_term(words: &[&str]) -> bool {
        let stems: Vec<String> = words.iter().map(|word| stem((*word).to_owned())).collect();
        stems.windows(2).all(|pair| pair[0] == pair[1])
    }

    #[test]
    fn inflected_words_share_a_term() {
        assert!(share_a_term(&["трансформатор", "трансформаторы", "трансформаторов"]));
        assert!(share_a_term(&["μετασχηματιστής", "μετασχηματιστές"]));
        assert!(share_a_term(&["محول", "المحول"]));
    }

    #[test]
    fn other_words_stay() {
        for word in ["transformers", "שנאים", "30", "élan"] {
            assert_eq!(stem(word.to_owned()), word);
        }
    }
}
