use super::bytes::{Writer, fold};
use super::{Strip, WordBox, WordBoxes, digest};

/// The version of the format.
pub(super) const FORM: u8 = 1;

/// Packs the boxes of a text: each number as its distance from the one before. The size is in quarters of a point.
pub(crate) fn pack(text: &str, width: u32, height: u32, strips: &[Strip]) -> WordBoxes {
    let mut writer = Writer { bytes: vec![FORM] };
    writer.bytes.extend(digest(text));
    writer.unsigned(width.into());
    writer.unsigned(height.into());
    let mut pen = Pen::default();
    for strip in strips {
        pen.write(strip, &mut writer);
    }
    WordBoxes(writer.bytes)
}

/// The end offset of the last strip, and its upper and left edge.
#[derive(Debug, Default)]
pub(super) struct Pen {
    pub(super) offset: i64,
    pub(super) top: i64,
    pub(super) left: i64,
}

impl Pen {
    fn write(&mut self, strip: &Strip, writer: &mut Writer) {
        let Some((first, others)) = strip.words.split_first() else { return };
        writer.unsigned(fold(first.start - self.offset) << 2 | strip.direction.number());
        writer.signed(strip.top - self.top);
        writer.signed(strip.bottom - strip.top);
        writer.signed(first.left - self.left);
        writer.unsigned(others.len() as u64);
        writer.unsigned(first.length.unsigned_abs());
        writer.signed(first.right - first.left);
        let mut last = *first;
        for word in others {
            write_next(&last, word, writer);
            last = *word;
        }
        *self = Self { offset: last.start + last.length, top: strip.top, left: first.left };
    }
}

/// Most words stand one character after the one before, which takes no byte of its own.
fn write_next(last: &WordBox, word: &WordBox, writer: &mut Writer) {
    let skipped = word.start - last.start - last.length;
    writer.unsigned(word.length.unsigned_abs() << 1 | u64::from(skipped != 1));
    if skipped != 1 {
        writer.signed(skipped);
    }
    writer.signed(word.left - last.right);
    writer.signed(word.right - word.left);
}
