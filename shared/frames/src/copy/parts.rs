//! The bytes of values.

/// The fewest bytes that hold numbers up to this one.
pub(super) const fn width_of(largest: u64) -> usize {
    match largest {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    }
}

/// Each number in `width` bytes.
pub(super) fn narrow(numbers: impl Iterator<Item = u64>, width: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.size_hint().0 * width);
    for number in numbers {
        bytes.extend_from_slice(number.to_le_bytes().get(..width).unwrap_or_default());
    }
    bytes
}

/// The numbers of `width` bytes each, converted by `convert`; none for other widths than 1, 2, 4 and 8.
pub(super) fn widen<Number>(bytes: &[u8], width: usize, convert: impl Fn(u64) -> Number) -> Vec<Number> {
    // a loop for each width: one over any width takes several times as long
    match width {
        1 => bytes.iter().map(|byte| convert(u64::from(*byte))).collect(),
        2 => bytes.as_chunks().0.iter().map(|bytes| convert(u64::from(u16::from_le_bytes(*bytes)))).collect(),
        4 => bytes.as_chunks().0.iter().map(|bytes| convert(u64::from(u32::from_le_bytes(*bytes)))).collect(),
        8 => bytes.as_chunks().0.iter().map(|bytes| convert(u64::from_le_bytes(*bytes))).collect(),
        _ => Vec::new(),
    }
}

/// The first bytes of all numbers, then the second ones, and so on: neighbours are more alike.
pub(super) fn planes(numbers: &[f64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.len() * 8);
    for shift in (0..64).step_by(8) {
        bytes.extend(numbers.iter().map(|number| u8::try_from(number.to_bits() >> shift & 0xff).unwrap_or_default()));
    }
    bytes
}

/// The numbers of eight planes of `rows` bytes each.
pub(super) fn from_planes(bytes: &[u8], rows: usize) -> Vec<f64> {
    let mut bits = vec![0_u64; rows];
    for (plane, shift) in bytes.chunks_exact(rows.max(1)).zip((0..64).step_by(8)) {
        for (bits, byte) in bits.iter_mut().zip(plane) {
            *bits |= u64::from(*byte) << shift;
        }
    }
    bits.into_iter().map(f64::from_bits).collect()
}

/// The differences of ends, so that they need few bytes.
pub(super) fn lengths(ends: &[u32]) -> impl Iterator<Item = u64> {
    let starts = std::iter::once(&0).chain(ends);
    ends.iter().zip(starts).map(|(end, start)| u64::from(end - start))
}

/// The ends of texts with these lengths; none beyond 4 GiB.
pub(super) fn ends(lengths: &[u32]) -> Option<Vec<u32>> {
    let mut end = 0_u32;
    let next = |length: &u32| {
        end = end.checked_add(*length)?;
        Some(end)
    };
    lengths.iter().map(next).collect()
}

/// Compresses bytes if that makes them shorter.
pub(super) fn compressed(plain: Vec<u8>) -> Vec<u8> {
    let compressed = lz4_flex::block::compress(&plain);
    if compressed.len() < plain.len() { compressed } else { plain }
}

/// Decompresses bytes; none unless they have exactly this length then. LZ4 expands a byte to at most 255 bytes, so a longer length
/// is refused before memory is allocated.
pub(super) fn decompressed(stored: Vec<u8>, plain: usize) -> Option<Vec<u8>> {
    if stored.len() == plain {
        return Some(stored);
    }
    if plain > stored.len().saturating_mul(255).saturating_add(64) {
        return None;
    }
    let mut bytes = vec![0; plain];
    let length = lz4_flex::block::decompress_into(&stored, &mut bytes).ok()?;
    (length == plain).then_some(bytes)
}
