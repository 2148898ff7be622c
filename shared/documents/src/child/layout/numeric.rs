/// The middle value, or zero of nothing.
pub(super) fn median(values: &[f32]) -> f32 {
    let mut sorted: Vec<f32> = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// A count as a factor; counts on a page are far below where this would lose anything.
#[expect(clippy::cast_precision_loss, reason = "counts of glyphs and lines on one page are small")]
pub(super) fn factor(count: usize) -> f32 {
    count as f32
}
