use std::collections::BTreeMap;

use super::block::Block;
use super::fragment::Fragment;

/// The font size and weight of a page's running text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    size: f32,
    bold: bool,
}

/// The maximum length of a heading in characters.
const LONGEST_HEADING: usize = 160;

impl Body {
    /// Determines the most common size, to half a point, and whether most characters are bold.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a Fragment>) -> Self {
        let mut sizes: BTreeMap<u16, usize> = BTreeMap::new();
        let (mut bold, mut all) = (0, 0);
        for line in lines {
            *sizes.entry(half_points(line.size)).or_default() += line.text.len();
            all += line.text.len();
            bold += if line.bold { line.text.len() } else { 0 };
        }
        let size = sizes.into_iter().max_by_key(|(_, characters)| *characters).map_or(0, |(size, _)| size);
        Self { size: f32::from(size) / 2.0, bold: bold * 2 > all }
    }

    /// Returns whether a block differs from the running text as headings do.
    pub(super) fn is_heading(self, block: &Block, text: &str) -> bool {
        let larger = block.size() >= 1.12 * self.size;
        let bolder = !self.bold && block.lines.iter().all(|line| line.bold) && block.size() >= 0.95 * self.size;
        (larger || bolder)
            && block.lines.len() <= 3
            && text.chars().count() <= LONGEST_HEADING
            && text.chars().filter(|character| character.is_alphabetic()).count() >= 3
            && !text.ends_with(['.', ',', ';'])
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "font sizes are small and not negative; a saturated one is a class of its own"
)]
fn half_points(size: f32) -> u16 {
    (size * 2.0).round() as u16
}
