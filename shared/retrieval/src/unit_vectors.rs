//! Embeddings of the sentences and rows of a chunk, packed into few bytes.
//!
//! One entry per unit: its start and end on the page (two 4-byte little-endian integers), then its vector with one
//! signed byte per component. Bytes preserve a cosine to within 0.01 at a quarter of the size.

use std::ops::Range;

const PLACE: usize = 8;
const LARGEST: f32 = 127.0;
const LANES: usize = 16;

/// Packs units: their places on the page, in Unicode scalar values, and their vectors.
pub fn pack<'a>(units: impl IntoIterator<Item = (Range<usize>, &'a [f32])>) -> Vec<u8> {
    let mut packed = Vec::new();
    for (span, vector) in units {
        let largest = vector.iter().fold(f32::MIN_POSITIVE, |largest, component| largest.max(component.abs()));
        packed.extend(offset(span.start));
        packed.extend(offset(span.end));
        packed.extend(vector.iter().map(|component| byte(component / largest)));
    }
    packed
}

/// The cosine between the question and what stands at `span`: the mean of the units it overlaps, weighted by how much of
/// each it takes. `None` when no unit is known there.
#[must_use]
pub fn similarity(packed: &[u8], question: &[f32], span: Range<usize>) -> Option<f32> {
    let mut overlapped = packed.chunks_exact(PLACE + question.len()).filter_map(|entry| {
        let (place, vector) = entry.split_at_checked(PLACE)?;
        let (start, end) = place.split_at_checked(PLACE / 2)?;
        let overlap = span.end.min(number(end)?).saturating_sub(span.start.max(number(start)?));
        (overlap > 0).then_some((overlap, vector))
    });
    let first = overlapped.next()?;
    let Some(second) = overlapped.next() else {
        let length = length(first.1);
        return (length > 0.0).then(|| product(question, first.1) / length);
    };
    let mut sum = vec![0.0_f32; question.len()];
    for (overlap, vector) in [first, second].into_iter().chain(overlapped) {
        let weight = small(overlap) / length(vector);
        sum.iter_mut().zip(vector).for_each(|(total, byte)| *total += weight * component(*byte));
    }
    let length = sum.iter().map(|component| component * component).sum::<f32>().sqrt();
    let product: f32 = sum.iter().zip(question).map(|(left, right)| left * right).sum();
    (length > 0.0).then(|| product / length)
}

/// The scalar product, added up in lanes that a processor adds at once.
fn product(question: &[f32], vector: &[u8]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for (left, right) in question.chunks(LANES).zip(vector.chunks(LANES)) {
        for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
            *lane += left * component(*right);
        }
    }
    lanes.iter().sum()
}

fn offset(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

fn number(bytes: &[u8]) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
}

#[expect(clippy::cast_possible_truncation, reason = "between -127 and 127")]
fn byte(share: f32) -> u8 {
    ((share * LARGEST).round() as i8).cast_unsigned()
}

fn component(byte: u8) -> f32 {
    f32::from(byte.cast_signed())
}

#[expect(clippy::cast_precision_loss, reason = "characters of a page")]
const fn small(number: usize) -> f32 {
    number as f32
}

#[expect(clippy::cast_precision_loss, reason = "at most 127² for each component")]
fn length(vector: &[u8]) -> f32 {
    let squares: i32 = vector.iter().map(|byte| i32::from(byte.cast_signed()).pow(2)).sum();
    (squares as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTION: [f32; 2] = [1.0, 0.0];

    fn packed() -> Vec<u8> {
        pack([(10..20, &[0.6_f32, 0.8][..]), (21..41, &[0.0, -1.0][..])])
    }

    #[test]
    fn a_unit_keeps_its_cosine() {
        let cosine = similarity(&packed(), &QUESTION, 10..20).unwrap();
        assert!((cosine - 0.6).abs() < 0.01, "{cosine}");
    }

    #[test]
    fn span_across_units_uses_their_mean() {
        let equal = similarity(&packed(), &QUESTION, 10..31).unwrap();
        let expected = 0.6 / (0.36_f32 + 0.04).sqrt();
        assert!((equal - expected).abs() < 0.01, "{equal} is not {expected}");
    }

    #[test]
    fn unknown_spans_have_no_similarity() {
        assert_eq!(similarity(&packed(), &QUESTION, 20..21), None);
        assert_eq!(similarity(&[], &QUESTION, 0..100), None);
        assert_eq!(similarity(&packed(), &[1.0; 384], 10..20), None);
    }

    #[test]
    fn a_vector_of_zeros_means_nothing() {
        assert_eq!(similarity(&pack([(0..5, &[0.0_f32, 0.0][..])]), &QUESTION, 0..5), None);
    }
}
