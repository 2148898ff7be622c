use std::collections::{BTreeSet, HashMap, HashSet};

use super::fragment::Fragment;

/// Letters that are often drawn as one glyph.
const LIGATURES: &[&str] = &["ffi", "ffl", "ff", "fi", "fl", "Th", "ft", "tt", "ti"];

/// Beginnings and middles of words in which such letters are usual.
const STEMS: &[&str] = &[
    "offic",
    "effici",
    "suffici",
    "diffic",
    "affili",
    "trafficking",
    "coeffici",
    "affirm",
    "staff",
    "tariff",
    "affect",
    "effect",
    "differ",
    "offer",
    "afford",
    "buffer",
    "suffer",
    "affair",
    "effort",
    "cliff",
    "offset",
    "offtake",
    "off",
    "stuff",
    "shuffl",
    "baffl",
    "afflu",
    "financ",
    "final",
    "find",
    "first",
    "field",
    "profit",
    "benefi",
    "confi",
    "defin",
    "identifi",
    "identify",
    "certifi",
    "certify",
    "signifi",
    "signify",
    "fiscal",
    "fibre",
    "fiber",
    "file",
    "fill",
    "five",
    "fire",
    "fix",
    "fit",
    "firm",
    "figure",
    "notifi",
    "notify",
    "quantifi",
    "electrifi",
    "scientifi",
    "deficit",
    "rectifi",
    "modifi",
    "verifi",
    "justifi",
    "classifi",
    "specifi",
    "specific",
    "pacific",
    "artific",
    "qualifi",
    "simplifi",
    "unifi",
    "satisfi",
    "infinit",
    "sacrific",
    "proficien",
    "gratifi",
    "diversifi",
    "clarifi",
    "ratifi",
    "configur",
    "fig",
    "film",
    "filter",
    "fifth",
    "fifteen",
    "fifty",
    "flow",
    "reflect",
    "influ",
    "inflation",
    "conflict",
    "flex",
    "fluctu",
    "flood",
    "float",
    "flag",
    "fleet",
    "flat",
    "fly",
    "flight",
    "floor",
    "fluid",
    "deflat",
    "overfl",
    "the",
    "this",
    "there",
    "these",
    "they",
    "third",
    "then",
    "those",
    "that",
    "through",
    "three",
    "threat",
    "thermal",
    "theft",
    "thus",
    "than",
    "therefore",
    "though",
    "soft",
    "after",
    "draft",
    "shift",
    "left",
    "often",
    "lift",
    "craft",
    "attain",
    "attract",
    "committ",
    "setting",
    "better",
    "matter",
    "written",
];

/// A known stem of this many letters makes a meaning certain by itself.
const CERTAIN_STEM: usize = 5;
/// The number of different words that make a meaning certain.
const CERTAIN_WORDS: usize = 2;

/// Replaces codes by letters. Fonts without a character map use such codes for ligatures. A code gets the letters with
/// which every word that has a known reading makes a known word. A code with another meaning, or with several, is left
/// out. Returns the number of words with a letter left out.
pub(super) fn restore(fragments: &mut [Fragment]) -> usize {
    let meanings = meanings(fragments);
    let mut incomplete = 0;
    for fragment in fragments.iter_mut().filter(|fragment| fragment.text.contains(is_code)) {
        let words = fragment.text.split_whitespace();
        incomplete += words.clone().filter(|word| parts(word).any(|part| is_incomplete(part, &meanings))).count();
        let spelled = words.map(|word| parts(word).map(|part| spell(part, &meanings)).collect::<String>());
        fragment.text = spelled.collect::<Vec<_>>().join(" ");
    }
    incomplete
}

/// The words of a compound such as `either/or`, each with the mark after it.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(|character: char| !character.is_alphanumeric() && !is_code(character))
}

/// Returns whether a word has letters, but not all of them.
fn is_incomplete(word: &str, meanings: &HashMap<char, &str>) -> bool {
    word.contains(char::is_alphanumeric)
        && word.chars().any(|code| is_code(code) && letters(word, code, meanings).is_none())
}

/// The letters of a code in a word. Fonts of one name may use a code for different letters, so a reading of the word
/// alone comes first.
fn letters<'a>(word: &str, code: char, meanings: &HashMap<char, &'a str>) -> Option<&'a str> {
    let is_alone = word.chars().filter(|other| is_code(*other)).count() == 1;
    let own = is_alone.then(|| known_readings(word, code));
    match own.as_deref() {
        Some([(letters, _)]) => Some(letters),
        _ => meanings.get(&code).copied(),
    }
}

/// The characters that stand for codes of fonts without a meaning of their own.
pub(crate) const FIRST_CODE: char = '\u{F0000}';
pub(crate) const LAST_CODE: char = '\u{F0FFF}';

/// Returns whether a character is a code without a meaning of its own.
pub(crate) fn is_code(character: char) -> bool {
    matches!(character, '\u{1}' | '\u{3}'..='\u{8}' | '\u{E}'..='\u{1F}' | FIRST_CODE..=LAST_CODE)
}

/// The readings of a code that its words allow.
#[derive(Default)]
struct Readings {
    allowed: Option<BTreeSet<&'static str>>,
    words: HashSet<String>,
    longest_stem: usize,
}

fn meanings(fragments: &[Fragment]) -> HashMap<char, &'static str> {
    let mut codes: HashMap<char, Readings> = HashMap::new();
    for word in fragments.iter().flat_map(|fragment| fragment.text.split_whitespace()).flat_map(parts) {
        let mut places = word.chars().filter(|character| is_code(*character));
        if let (Some(code), None) = (places.next(), places.next()) {
            codes.entry(code).or_default().add(word, code);
        }
    }
    codes.into_iter().filter_map(|(code, readings)| Some((code, readings.only()?))).collect()
}

impl Readings {
    fn add(&mut self, word: &str, code: char) {
        let readings = known_readings(word, code);
        let Some(stem) = readings.iter().map(|(_, stem)| *stem).max() else { return };
        self.longest_stem = self.longest_stem.max(stem);
        self.words.insert(word.to_lowercase());
        let readings: BTreeSet<&str> = readings.into_iter().map(|(letters, _)| letters).collect();
        self.allowed = Some(match self.allowed.take() {
            Some(allowed) => allowed.intersection(&readings).copied().collect(),
            None => readings,
        });
    }

    /// The reading, if exactly one is left and enough speaks for it.
    fn only(self) -> Option<&'static str> {
        let mut allowed = self.allowed?.into_iter();
        let (only, None) = (allowed.next()?, allowed.next()) else { return None };
        (self.longest_stem >= CERTAIN_STEM || self.words.len() >= CERTAIN_WORDS).then_some(only)
    }
}

/// The letters with which a word contains a known stem, with the length of the longest such stem. Long stems exclude
/// short ones.
fn known_readings(word: &str, code: char) -> Vec<(&'static str, usize)> {
    let Some(place) = word.find(code) else { return Vec::new() };
    let candidates = LIGATURES.iter().filter(|letters| **letters != "Th" || place == 0);
    let known = candidates.filter_map(|letters| {
        let spelled = word.replace(code, letters).to_lowercase();
        // lower-casing may move the place by some bytes; a place that is lost makes no stem
        let stem = STEMS.iter().filter(|stem| covers(&spelled, stem, place, letters)).map(|stem| stem.len()).max()?;
        Some((*letters, stem))
    });
    let mut known: Vec<(&str, usize)> = known.collect();
    if known.iter().any(|(_, stem)| *stem >= CERTAIN_STEM) {
        known.retain(|(_, stem)| *stem >= CERTAIN_STEM);
    }
    known
}

/// Returns whether the stem covers all letters of the ligature. A short stem only counts at the beginning of a word.
fn covers(word: &str, stem: &str, place: usize, letters: &str) -> bool {
    word.match_indices(stem).any(|(start, _)| {
        (stem.len() >= CERTAIN_STEM || !word.get(..start).is_some_and(|before| before.contains(char::is_alphabetic)))
            && start <= place
            && place + letters.len() <= start + stem.len()
    })
}

fn spell(word: &str, meanings: &HashMap<char, &str>) -> String {
    let mut spelled = String::with_capacity(word.len() + 2);
    for character in word.chars() {
        if is_code(character) {
            spelled.push_str(letters(word, character, meanings).unwrap_or_default());
        } else {
            spelled.push(character);
        }
    }
    spelled
}
