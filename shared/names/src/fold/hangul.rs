const INITIALS: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
];
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
];

/// Romanises Korean syllables one by one, by the Revised Romanization of 2000 without changes of sound between syllables.
pub(super) fn romanise(word: &str) -> String {
    let mut text = String::new();
    for syllable in word.chars() {
        match parts(syllable) {
            Some((initial, vowel, last)) => text.extend([initial, vowel, last]),
            None => text.push_str(&super::fold_ascii(&syllable.to_string())),
        }
    }
    text
}

fn parts(syllable: char) -> Option<(&'static str, &'static str, &'static str)> {
    let place = usize::try_from(u32::from(syllable).checked_sub(0xAC00)?).ok()?;
    let (initial, vowel, last) = (place / 588, place % 588 / 28, place % 28);
    Some((INITIALS.get(initial)?, VOWELS.get(vowel)?, FINALS.get(last)?))
}

/// Vowels that the usual romanisations of Korean names confuse, longest first.
const KEY_VOWELS: &[(&str, &str)] = &[
    ("woo", "o"),
    ("yeo", "yo"),
    ("you", "yo"),
    ("yoo", "yo"),
    ("yae", "ye"),
    ("wae", "we"),
    ("eui", "i"),
    ("yu", "yo"),
    ("yo", "yo"),
    ("ya", "ya"),
    ("ye", "ye"),
    ("eo", "o"),
    ("eu", "o"),
    ("ou", "o"),
    ("oo", "o"),
    ("oe", "we"),
    ("oi", "we"),
    ("we", "we"),
    ("wi", "wi"),
    ("wo", "wo"),
    ("wa", "wa"),
    ("ui", "i"),
    ("yi", "i"),
    ("ee", "i"),
    ("ae", "e"),
    ("ai", "e"),
    ("ay", "e"),
    ("ah", "a"),
    ("o", "o"),
    ("u", "o"),
    ("a", "a"),
    ("e", "e"),
    ("i", "i"),
    ("y", "i"),
];

/// Consonants that they confuse, longest first.
const KEY_CONSONANTS: &[(&str, &str)] = &[
    ("ng", "N"),
    ("kk", "k"),
    ("tt", "t"),
    ("pp", "p"),
    ("ss", "s"),
    ("jj", "c"),
    ("ch", "c"),
    ("sh", "s"),
    ("rh", "l"),
    ("rk", "k"),
    ("g", "k"),
    ("k", "k"),
    ("d", "t"),
    ("t", "t"),
    ("b", "p"),
    ("p", "p"),
    ("j", "c"),
    ("z", "c"),
    ("r", "l"),
    ("l", "l"),
    ("n", "n"),
    ("m", "m"),
    ("s", "s"),
    ("h", "h"),
    ("w", ""),
];

/// A form on which the romanisations of one Korean name agree: Kim and Gim, Lee, Yi and Rhee, Jung and Jeong.
pub(crate) fn reading_key(text: &str) -> String {
    let mut key = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = KEY_VOWELS.iter().chain(KEY_CONSONANTS).find(|(from, _)| rest.starts_with(from));
        let (from, to) = found.map_or((first.len_utf8(), ""), |(from, to)| (from.len(), *to));
        // the sound R at the beginning is lost in the South: Rhee, Lee, Yi
        if !(key.is_empty() && to == "l") {
            key.push_str(to);
        }
        rest = rest.get(from..).unwrap_or_default();
    }
    if key.starts_with("wo") { key.replacen("wo", "o", 1) } else { key }
}

#[cfg(test)]
mod tests {
    use super::{reading_key, romanise};

    #[test]
    fn romanisations_of_a_name_agree() {
        let groups: &[&[&str]] = &[
            &["kim", "gim"],
            &["lee", "yi", "rhee", "i", "ri"],
            &["park", "bak", "pak"],
            &["choi", "choe"],
            &["jung", "jeong", "chung", "chong"],
            &["young", "yeong", "yong"],
            &["hyun", "hyeon"],
            &["woo", "u"],
            &["un", "eun"],
        ];
        for group in groups {
            for name in *group {
                assert_eq!(Some(reading_key(name)), group.first().map(|first| reading_key(first)), "{name}");
            }
        }
        assert_ne!(reading_key("kim"), reading_key("park"));
    }

    #[test]
    fn syllables_are_romanised() {
        assert_eq!(romanise("김정은"), "gimjeongeun");
        assert_eq!(romanise("박지성"), "bakjiseong");
    }
}
