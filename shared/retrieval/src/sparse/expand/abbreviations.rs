//! Abbreviations in the plural.

/// Adds "llm" for "LLMs": the stemmer leaves the ending of a word without vowels, and of one that a vowel ends.
pub(super) fn add(text: &str, found: &mut Vec<String>) {
    let words = text.split(|character: char| !character.is_alphanumeric());
    found.extend(words.filter_map(singular).map(str::to_lowercase));
}

/// The abbreviation without the small "s" behind two or more capitals.
fn singular(word: &str) -> Option<&str> {
    let abbreviation = word.strip_suffix('s')?;
    let capitals = abbreviation.chars().filter(|character| character.is_uppercase()).count();
    (capitals >= 2 && !abbreviation.chars().any(char::is_lowercase)).then_some(abbreviation)
}
