//! Spellings by which a search for texts finds a name.

use crate::{Script, fold};

/// The spellings of a name for a search for texts: in lower case and, if it has letters of another script, in Latin letters.
#[must_use]
pub fn spellings(name: &str) -> Vec<String> {
    let words = fold::words(name);
    let has_other_letters = words.iter().any(|word| word.script != Script::Latin);
    let romanised = || words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    std::iter::once(name.to_lowercase()).chain(has_other_letters.then(romanised)).collect()
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn other_scripts_are_spelled_in_latin_letters_too() {
        assert_eq!(spellings("VOLKONSKY, Arkady"), ["volkonsky, arkady"]);
        assert_eq!(spellings("Müller"), ["müller"]);
        assert_eq!(spellings("Аркадий Волконский"), ["аркадий волконский", "arkadiy volkonskiy"]);
        assert_eq!(spellings("习近平"), ["习近平", "xijinping"]);
        assert_eq!(spellings("--"), ["--"]);
    }
}
