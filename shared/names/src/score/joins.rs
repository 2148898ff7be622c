use super::grade::Pair;
use crate::Script;
use crate::compare::{compare, spelling};
use crate::explanation::MatchKind;
use crate::fold::reading_key;
use crate::token::{TokenView, sounds};

/// Similarity from which neighbouring tokens are one token of the other name.
const JOINED: f64 = 0.85;
/// Neighbours that are joined at most.
const LONGEST: usize = 3;

/// Finds neighbouring tokens of one name that are one token of the other, and removes both from the places that are left.
pub(super) fn joined(
    left: &[TokenView<'_>],
    right: &[TokenView<'_>],
    rows: &mut Vec<usize>,
    columns: &mut Vec<usize>,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (parts, whole, similarity) in find(left, right, rows, columns) {
        pairs.push(pair(left, right, parts, vec![whole], similarity));
    }
    for (parts, whole, similarity) in find(right, left, columns, rows) {
        pairs.push(pair(left, right, vec![whole], parts, similarity));
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
    many: &[TokenView<'_>],
    few: &[TokenView<'_>],
    many_places: &mut Vec<usize>,
    few_places: &mut Vec<usize>,
) -> Vec<(Vec<usize>, usize, f64)> {
    let mut found = Vec::new();
    for whole in few_places.clone() {
        let Some(token) = few.get(whole) else { continue };
        let has_equal = many_places.iter().filter_map(|place| many.get(*place)).any(|other| other.text == token.text);
        if token.text.len() < 3 || has_equal {
            continue;
        }
        let best = runs(many, many_places)
            .filter_map(|run| Some((similarity(many, &run, token)?, run)))
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
fn runs(tokens: &[TokenView<'_>], places: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    (2..=LONGEST).flat_map(move |length| {
        (0..tokens.len().saturating_sub(length - 1)).filter_map(move |start| {
            let run: Vec<usize> = (start..start + length).collect();
            run.iter().all(|place| places.contains(place)).then_some(run)
        })
    })
}

/// The similarity of a run with a token, if the run fits better than each of its tokens.
fn similarity(tokens: &[TokenView<'_>], run: &[usize], whole: &TokenView<'_>) -> Option<f64> {
    let parts: Vec<&TokenView<'_>> = run.iter().filter_map(|place| tokens.get(*place)).collect();
    let length: usize = parts.iter().map(|part| part.text.len()).sum();
    let tolerance = whole.text.len() / 3 + 1;
    if length.abs_diff(whole.text.len()) > tolerance || parts.iter().any(|part| part.text.is_empty()) {
        return None;
    }
    let text: String = parts.iter().map(|part| part.text).collect();
    let spelled = spelling(&sounds(&text), whole.sounds);
    let hangul = whole.script == Script::Hangul || parts.iter().any(|part| part.script == Script::Hangul);
    let read = if hangul && reading_key(&text) == whole.korean { 0.94 } else { 0.0 };
    let abjad = whole.script != parts.first()?.script
        && (whole.script == Script::Abjad || parts.iter().any(|part| part.script == Script::Abjad));
    let skeletons: String = if abjad { parts.iter().map(|part| part.skeleton).collect() } else { String::new() };
    let written = if abjad && skeletons.len() >= 3 && skeletons == whole.skeleton { 0.9 } else { 0.0 };
    let similarity = spelled.max(read).max(written);
    let single = parts.iter().map(|part| compare(part, whole).0).fold(0.0, f64::max);
    (similarity >= JOINED && similarity > single).then_some(similarity)
}
