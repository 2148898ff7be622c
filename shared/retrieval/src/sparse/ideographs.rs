//! Terms of scripts whose words are not parted by spaces, or take endings that a stemmer of English does not know.
//!
//! A Korean noun carries its particle ("계약이", "계약을"), and Chinese and Japanese words stand without spaces. Pairs of
//! neighbouring characters are the same whatever stands around a word, so they take the place of the word.

/// The terms of one word: each run of such characters as its pairs (a single one alone), all other runs as they are.
pub(super) fn pair_up(word: String) -> Vec<String> {
    in_pairs(word, is_paired)
}

/// The terms of one word: each run of characters that satisfy `is_paired` as its pairs, all other runs as they are.
pub(super) fn in_pairs(word: String, is_paired: impl Fn(char) -> bool) -> Vec<String> {
    if !word.chars().any(&is_paired) {
        return vec![word];
    }
    let mut terms = Vec::new();
    let mut rest = word.as_str();
    while let Some(first) = rest.chars().next() {
        let kind = is_paired(first);
        let end = rest.find(|character| is_paired(character) != kind).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        if kind {
            terms.extend(pairs(run));
        } else {
            terms.push(run.to_owned());
        }
        rest = behind;
    }
    terms
}

fn pairs(run: &str) -> Vec<String> {
    let seconds = run.chars().skip(1);
    let pairs: Vec<String> =
        run.chars().zip(seconds).map(|(first, second)| String::from_iter([first, second])).collect();
    if pairs.is_empty() { vec![run.to_owned()] } else { pairs }
}

/// Returns whether a character is Hangul, a kana or a Chinese character.
pub(super) const fn is_paired(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{11ff}' | '\u{3041}'..='\u{30ff}' | '\u{3130}'..='\u{318f}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Vec<String> {
        pair_up(word.to_owned())
    }

    #[test]
    fn particles_leave_pairs_in_common() {
        let (subject, object) = (of("임대차계약이"), of("임대차계약을"));
        assert_eq!(subject, ["임대", "대차", "차계", "계약", "약이"]);
        assert_eq!(object.iter().filter(|pair| subject.contains(pair)).count(), 4);
    }

    #[test]
    fn unspaced_scripts_are_paired() {
        assert_eq!(of("年間売上高"), ["年間", "間売", "売上", "上高"]);
        assert_eq!(of("データ"), ["デー", "ータ"]);
    }

    #[test]
    fn digits_and_letters_stay_whole() {
        assert_eq!(of("제15조"), ["제", "15", "조"]);
        assert_eq!(of("2024년도"), ["2024", "년도"]);
        assert_eq!(of("kv세트"), ["kv", "세트"]);
    }

    #[test]
    fn spaced_alphabets_stay_words() {
        for word in ["transformer", "трансформатор", "μετασχηματιστής", "محول", "30"] {
            assert_eq!(of(word), [word]);
        }
    }
}
