//! Conversions between counts of pixels and lengths.

/// A count as a length. Pages have fewer than 2^24 pixels a side, so no digit is lost.
#[expect(clippy::cast_precision_loss, reason = "counts of pixels are small")]
pub(crate) fn length(count: usize) -> f32 {
    count as f32
}

/// The count nearest to a length; negative lengths and NaN become 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion saturates")]
pub(crate) fn count(length: f32) -> usize {
    length.round().max(0.0) as usize
}

/// A brightness from 0 to 255.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped number fits")]
pub(crate) fn brightness(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// The middle value; 0 if there is none.
pub(crate) fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
