//! Counts of names.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The maximum number of different names; a column with more is not a category.
const MOST: usize = 2_000;
/// The maximum length of a shown name, in Unicode scalar values.
const LONGEST: usize = 200;

/// Counts of names, as long as there are not too many different ones.
#[derive(Clone, Debug)]
pub(crate) struct Names(Option<HashMap<String, u64>>);

impl Default for Names {
    fn default() -> Self {
        Self(Some(HashMap::new()))
    }
}

impl Names {
    pub(crate) fn add(&mut self, name: &str) {
        let Some(counts) = &mut self.0 else { return };
        if let Some(count) = counts.get_mut(name) {
            *count += 1;
            return;
        }
        *counts.entry(shortened(name, LONGEST)).or_default() += 1;
        if counts.len() > MOST {
            self.0 = None;
        }
    }

    /// The names, the most frequent first, those of equal frequency by name; nothing when there are too many of them.
    pub(crate) fn by_frequency(&self) -> Option<Vec<(&str, u64)>> {
        let names = self.0.as_ref()?.iter().map(|(name, count)| (name.as_str(), *count));
        Some(sorted(names.collect()))
    }
}

/// Counts of names in which upper and lower case, spaces and punctuation make no difference.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spellings {
    spellings: Names,
}

/// A name with all its spellings.
struct Group<'a> {
    /// The most frequent one.
    name: &'a str,
    count: u64,
    /// The count of that spelling.
    of_name: u64,
    others: Vec<&'a str>,
}

impl Spellings {
    pub(crate) fn add(&mut self, name: &str) {
        self.spellings.add(name);
    }

    /// Returns whether some spelling of the name was added.
    pub(crate) fn has(&self, name: &str) -> bool {
        let key = key(name);
        self.spellings
            .0
            .as_ref()
            .is_none_or(|counts| counts.contains_key(name) || counts.keys().any(|known| self::key(known) == key))
    }

    /// The names, each in its most frequent spelling; nothing when there are too many of them.
    pub(crate) fn by_frequency(&self) -> Option<Vec<(&str, u64)>> {
        let groups = self.groups()?;
        Some(sorted(groups.into_iter().map(|group| (group.name, group.count)).collect()))
    }

    /// Spellings that are counted as one name, the most frequent first.
    pub(crate) fn merged(&self) -> Vec<Vec<&str>> {
        let groups = self.groups().unwrap_or_default().into_iter().filter(|group| !group.others.is_empty());
        groups.map(|group| std::iter::once(group.name).chain(group.others).collect()).collect()
    }

    fn groups(&self) -> Option<Vec<Group<'_>>> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (name, count) in self.spellings.by_frequency()? {
            let place = *places.entry(key(name)).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => {
                    group.count += count;
                    group.others.push(name);
                    // of equally frequent spellings, one with upper and lower case
                    if count == group.of_name && !is_mixed(group.name) && is_mixed(name) {
                        group.others.pop();
                        group.others.insert(0, std::mem::replace(&mut group.name, name));
                    }
                }
                None => groups.push(Group { name, count, of_name: count, others: Vec::new() }),
            }
        }
        Some(groups)
    }
}

/// What a name is compared by: its letters, digits and signs such as `+`, with single spaces between words.
fn key(name: &str) -> String {
    let is_separator = |letter: char| letter.is_whitespace() || ".,;:-_/'’\"()[]".contains(letter);
    // letters of another width and marks without any are the same to the eye
    let lower: String = name.nfkc().filter(|letter| !is_invisible(*letter)).collect::<String>().to_lowercase();
    // `A-` is another grade than `A`
    let (words, end) = lower.trim().strip_suffix('-').map_or((lower.as_str(), ""), |rest| (rest, "-"));
    let words: Vec<&str> = words.split(is_separator).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { name.to_owned() } else { words.join(" ") + end }
}

/// Returns whether a letter is not seen: a soft hyphen, spaces and joiners without width, marks of direction.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_mixed(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && name.chars().any(char::is_lowercase)
}

fn sorted(mut names: Vec<(&str, u64)>) -> Vec<(&str, u64)> {
    names.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
    names
}

/// The first `most` characters of a text.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_count_together() {
        let mut names = Spellings::default();
        for name in [
            "Central",
            "CENTRAL",
            "central",
            "Central",
            "St. Mary",
            "St Mary",
            "North-East",
            "north east",
            "A+",
            "A-",
            "A",
            "--",
            "-",
            "Ｃｅｎｔｒａｌ",
            "Cen\u{200b}tral",
        ] {
            names.add(name);
        }
        let found = names.by_frequency().unwrap();
        assert_eq!(found[0], ("Central", 6));
        assert!(found.contains(&("St Mary", 2)) && found.contains(&("North-East", 2)));
        assert!(["A+", "A-", "A", "--", "-"].iter().all(|name| found.contains(&(*name, 1))), "{found:?}");
        assert_eq!(names.merged()[0], ["Central", "CENTRAL", "Cen\u{200b}tral", "central", "Ｃｅｎｔｒａｌ"]);
        assert!(names.has("central ") && names.has("Ｃentral") && !names.has("East"));
    }
}
