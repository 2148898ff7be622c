use std::collections::HashMap;

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
    "identif",
    "certif",
    "signif",
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
    "notif",
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

/// Replaces control characters by letters. Fonts without a character map use such codes for ligatures. The words of the
/// page vote on the meaning of each code: a meaning counts if it makes a known word.
pub(super) fn restore(fragments: &mut [Fragment]) {
    let mut votes: HashMap<char, HashMap<&str, usize>> = HashMap::new();
    for word in fragments.iter().flat_map(|fragment| fragment.text.split_whitespace()) {
        if let Some((code, letters)) =
            word.chars().find(|character| is_code(*character)).and_then(|code| Some((code, best(word, code)?)))
        {
            *votes.entry(code).or_default().entry(letters).or_default() += 1;
        }
    }
    let meanings: HashMap<char, &str> =
        votes.into_iter().filter_map(|(code, letters)| Some((code, winner(&letters)?))).collect();
    for fragment in fragments.iter_mut().filter(|fragment| fragment.text.contains(is_code)) {
        fragment.text =
            fragment.text.split_whitespace().map(|word| spell(word, &meanings)).collect::<Vec<_>>().join(" ");
    }
}

/// Returns whether a character is a code without a meaning of its own.
pub(super) fn is_code(character: char) -> bool {
    matches!(character, '\u{1}' | '\u{3}'..='\u{8}' | '\u{E}'..='\u{1F}')
}

fn winner<'a>(letters: &HashMap<&'a str, usize>) -> Option<&'a str> {
    letters.iter().max_by_key(|(letters, count)| (**count, std::cmp::Reverse(**letters))).map(|(letters, _)| *letters)
}

/// The letters with which the word contains the longest known stem.
fn best(word: &str, code: char) -> Option<&'static str> {
    let place = word.find(code)?;
    let candidates = LIGATURES.iter().filter(|letters| **letters != "Th" || place == 0);
    let scored = candidates.filter_map(|letters| {
        let spelled = word.replace(code, letters).to_lowercase();
        let stem = STEMS.iter().filter(|stem| covers(&spelled, stem, place)).map(|stem| stem.len()).max()?;
        Some((stem, std::cmp::Reverse(letters.len()), *letters))
    });
    scored.max().map(|(_, _, letters)| letters)
}

/// Returns whether the stem covers the position of the ligature.
fn covers(word: &str, stem: &str, place: usize) -> bool {
    word.match_indices(stem).any(|(start, _)| start <= place && place < start + stem.len())
}

fn spell(word: &str, meanings: &HashMap<char, &str>) -> String {
    let mut spelled = String::with_capacity(word.len() + 2);
    for character in word.chars() {
        if is_code(character) {
            let own = best(word, character).filter(|_| word.chars().filter(|other| is_code(*other)).count() == 1);
            spelled.push_str(own.or_else(|| meanings.get(&character).copied()).unwrap_or_default());
        } else {
            spelled.push(character);
        }
    }
    spelled
}
