use super::grade::Pair;
use crate::Script;
use crate::compare::{Similarities, spelling_from};
use crate::explanation::MatchKind;
use crate::fold::reading_key;
use crate::token::{TokenView, sounds};
use std::ops::Range;

/// Similarity from which neighbouring tokens are one token of the other name.
const JOINED: f64 = 0.85;
/// Neighbours that are joined at most.
const LONGEST: usize = 3;

/// Finds neighbouring tokens of one name that are one token of the other, and removes both from the places that are left.
pub(super) fn joined(
    (left, right): (&[TokenView<'_>], &[TokenView<'_>]),
    (rows, columns): (&mut Vec<usize>, &mut Vec<usize>),
    similarities: &mut Similarities,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (parts, whole, similarity) in find((left, right), (rows, columns), similarities) {
        pairs.push(pair(left, right, parts.collect(), vec![whole], similarity));
    }
    for (parts, whole, similarity) in find((right, left), (columns, rows), similarities) {
        pairs.push(pair(left, right, vec![whole], parts.collect(), similarity));
    }
    pairs
}

fn pair(left: &[TokenView<'_>], right: &[TokenView<'_>], one: Vec<usize>, other: Vec<usize>, similarity: f64) -> Pair {
    let weight = |tokens: &[TokenView<'_>], places: &[usize]| -> f64 {
        places.iter().filter_map(|place| tokens.get(*place)).map(|token| token.weight).sum()
    };
    let weight = weight(left, &one).min(weight(right, &other));
    Pair { left: one, right: other, similarity, kind: MatchKind::Joined, weight }
}

fn find(
    (many, few): (&[TokenView<'_>], &[TokenView<'_>]),
    (many_places, few_places): (&mut Vec<usize>, &mut Vec<usize>),
    similarities: &mut Similarities,
) -> Vec<(Range<usize>, usize, f64)> {
    let mut found = Vec::new();
    if many.len() < 2 {
        return found;
    }
    let mut joins = Joins { tokens: many, written: Vec::new() };
    for whole in few_places.clone() {
        let Some(token) = few.get(whole) else { continue };
        let has_equal = many_places.iter().filter_map(|place| many.get(*place)).any(|other| other.text == token.text);
        if token.text.len() < 3 || has_equal {
            continue;
        }
        let best = runs(many, many_places)
            .filter_map(|run| Some((joins.similarity(&run, token, similarities)?, run)))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((similarity, run)) = best {
            many_places.retain(|place| !run.contains(place));
            few_places.retain(|place| *place != whole);
            found.push((run, whole, similarity));
        }
    }
    found
}

/// Runs of neighbours of which none is taken.
fn runs(tokens: &[TokenView<'_>], places: &[usize]) -> impl Iterator<Item = Range<usize>> {
    (2..=LONGEST).flat_map(move |length| {
        (0..tokens.len().saturating_sub(length - 1))
            .map(move |start| start..start + length)
            .filter(move |run| run.clone().all(|place| places.contains(&place)))
    })
}

/// Neighbours written as one, each only when it is needed and once.
struct Joins<'a> {
    tokens: &'a [TokenView<'a>],
    written: Vec<(Range<usize>, String, String)>,
}

impl Joins<'_> {
    /// The text of neighbours and its sounds.
    fn write(&mut self, run: &Range<usize>) -> Option<(&str, &str)> {
        let known = self.written.iter().position(|(other, ..)| other == run);
        let place = known.unwrap_or(self.written.len());
        if known.is_none() {
            let text: String = self.tokens.get(run.clone())?.iter().map(|part| part.text).collect();
            let sounds = sounds(&text);
            self.written.push((run.clone(), text, sounds));
        }
        self.written.get(place).map(|(_, text, sounds)| (text.as_str(), sounds.as_str()))
    }

    /// The similarity of neighbours with a token, if together they fit better than each of them.
    fn similarity(
        &mut self,
        run: &Range<usize>,
        whole: &TokenView<'_>,
        similarities: &mut Similarities,
    ) -> Option<f64> {
        let parts = self.tokens.get(run.clone())?;
        let length: usize = parts.iter().map(|part| part.text.len()).sum();
        let tolerance = whole.text.len() / 3 + 1;
        if length.abs_diff(whole.text.len()) > tolerance || parts.iter().any(|part| part.text.is_empty()) {
            return None;
        }
        let (text, sounds) = self.write(run)?;
        let spelled = spelling_from(sounds, whole.sounds, 8);
        let hangul = whole.script == Script::Hangul || parts.iter().any(|part| part.script == Script::Hangul);
        let read = if hangul && reading_key(text) == whole.korean { 0.94 } else { 0.0 };
        let abjad = whole.script != parts.first()?.script
            && (whole.script == Script::Abjad || parts.iter().any(|part| part.script == Script::Abjad));
        let skeletons: String = if abjad { parts.iter().map(|part| part.skeleton).collect() } else { String::new() };
        let written = if abjad && skeletons.len() >= 3 && skeletons == whole.skeleton { 0.9 } else { 0.0 };
        let similarity = spelled.max(read).max(written);
        if similarity < JOINED {
            return None;
        }
        let single = parts.iter().map(|part| similarities.compare(part, whole).0).fold(0.0, f64::max);
        (similarity > single).then_some(similarity)
    }
}
