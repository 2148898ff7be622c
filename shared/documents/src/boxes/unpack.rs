use super::bytes::{Reader, unfold};
use super::direction::Direction;
use super::pack::{FORM, Pen};
use super::{Measured, Strip, WordBox};

/// The unpacked boxes; none if the bytes have another format.
pub(super) fn unpack(bytes: &[u8]) -> Option<Measured> {
    let mut reader = Reader::new(bytes);
    let [FORM] = reader.array()? else { return None };
    let digest = reader.array()?;
    let (width, height) = (reader.unsigned()?.cast_signed(), reader.unsigned()?.cast_signed());
    let mut measured = Measured { digest, width, height, strips: Vec::new() };
    let mut pen = Pen::default();
    while !reader.is_at_end() {
        measured.strips.push(strip(&mut pen, &mut reader)?);
    }
    Some(measured)
}

fn strip(pen: &mut Pen, reader: &mut Reader<'_>) -> Option<Strip> {
    let head = reader.unsigned()?;
    let start = pen.offset + unfold(head >> 2);
    let top = pen.top + reader.signed()?;
    let bottom = top + reader.signed()?;
    let left = pen.left + reader.signed()?;
    let others = reader.unsigned()?;
    let length = reader.unsigned()?.cast_signed();
    let mut last = WordBox { start, length, left, right: left + reader.signed()? };
    let mut words = vec![last];
    for _ in 0..others {
        last = next(&last, reader)?;
        words.push(last);
    }
    *pen = Pen { offset: last.start + last.length, top, left };
    Some(Strip { direction: Direction::of(head), top, bottom, words })
}

fn next(last: &WordBox, reader: &mut Reader<'_>) -> Option<WordBox> {
    let head = reader.unsigned()?;
    let skipped = if head & 1 == 0 { 1 } else { reader.signed()? };
    let left = last.right + reader.signed()?;
    let right = left + reader.signed()?;
    Some(WordBox { start: last.start + last.length + skipped, length: (head >> 1).cast_signed(), left, right })
}
