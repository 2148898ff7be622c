//! Codes that people read and type.

use rand::Rng;

/// Letters and digits without 0, 1, I and O, which are easily confused.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// So many random letters and digits, five bits each, without those that are easily confused.
#[must_use]
pub fn readable(length: usize) -> String {
    let mut random = rand::rng();
    let letter = |_| LETTERS.get(random.random_range(0..LETTERS.len())).copied().map_or('2', char::from);
    (0..length).map(letter).collect()
}
