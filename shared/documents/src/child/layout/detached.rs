use super::Glyph;
use super::raised::Face;
use super::run::Run;

/// The longest mark that is written apart from its line, in characters.
const LONGEST_MARK: usize = 5;
/// The most characters of the marks of one line.
const MOST_IN_RUN: usize = 60;
/// The most lines of such marks on a page.
const MOST_MARKS: usize = 500;
/// The most lines near a mark that are examined.
const MOST_HOSTS: usize = 100;
/// The tolerance of positions in font sizes of the line.
const SLACK: f32 = 0.15;
/// The widest gap between a mark and the character before it.
const WIDEST_GAP: f32 = 0.25;

/// Puts raised marks back into their line, because some programs write a line first and its marks afterwards.
pub(super) fn attach(mut runs: Vec<Run>) -> Vec<Run> {
    let mut lines: Vec<(f32, usize)> = runs.iter().enumerate().filter_map(|(place, run)| line(place, run)).collect();
    lines.sort_by(|one, other| one.0.total_cmp(&other.0));
    let places: Vec<usize> =
        (0..runs.len()).filter(|place| runs.get(*place).is_some_and(|run| is_of_marks(run))).collect();
    for place in places.into_iter().take(MOST_MARKS) {
        let Some(run) = runs.get_mut(place).map(std::mem::take) else { continue };
        let mut left = Run::new();
        for mark in run.chunk_by(|one, next| next.left - one.right <= 0.5 * one.size) {
            match host(mark, place, &runs, &lines) {
                Some((host, at)) => insert(&mut runs, host, at, mark),
                None => left.extend_from_slice(mark),
            }
        }
        if let Some(run) = runs.get_mut(place) {
            *run = left;
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn insert(runs: &mut [Run], host: usize, at: usize, mark: &[Glyph]) {
    if let Some(run) = runs.get_mut(host) {
        run.splice(at..at, mark.iter().cloned());
    }
}

/// The baseline of a run's largest glyph.
fn line(place: usize, run: &[Glyph]) -> Option<(f32, usize)> {
    largest(run).map(|face| (face.baseline, place))
}

fn largest(run: &[Glyph]) -> Option<Face> {
    run.iter().max_by(|one, other| one.size.total_cmp(&other.size)).map(Face::of)
}

/// Returns whether a run has no characters but those of footnote marks.
fn is_of_marks(run: &[Glyph]) -> bool {
    run.len() <= MOST_IN_RUN
        && run.iter().any(|glyph| glyph.character.is_numeric())
        && run.iter().all(|glyph| glyph.character.is_numeric() || ",()+-−–".contains(glyph.character))
}

/// The run that has a gap for the mark just where it stands, and the place of that gap.
fn host(mark: &[Glyph], own: usize, runs: &[Run], lines: &[(f32, usize)]) -> Option<(usize, usize)> {
    let face = mark.first().filter(|_| mark.len() <= LONGEST_MARK).map(Face::of)?;
    let first = lines.partition_point(|(baseline, _)| *baseline <= face.baseline);
    let below = lines.iter().skip(first).take(MOST_HOSTS);
    let near = below.take_while(|(baseline, _)| *baseline - face.baseline <= 2.0 * face.size);
    near.filter(|(_, place)| *place != own).find_map(|(_, place)| {
        let host = runs.get(*place)?;
        let largest = largest(host).filter(|largest| face.is_raised_beside(*largest))?;
        Some((*place, gap(mark, host, largest.size)?))
    })
}

fn gap(mark: &[Glyph], host: &[Glyph], size: f32) -> Option<usize> {
    let (start, end) = (mark.first()?.left, mark.last()?.right);
    let after = host.iter().rposition(|glyph| glyph.right <= start + SLACK * size)?;
    let before = host.get(after)?;
    let fits = host.get(after + 1).is_none_or(|next| end <= next.left + SLACK * size);
    (fits && start - before.right <= WIDEST_GAP * size && before.character.is_alphanumeric()).then_some(after + 1)
}
