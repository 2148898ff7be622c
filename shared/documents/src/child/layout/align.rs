use super::print::{Print, Printed};

/// Words of a text on one baseline, with the position and direction of their glyphs.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) degrees: u16,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    pub(crate) words: Vec<PlacedWord>,
}

/// A word, or its part on one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedWord {
    /// Offset of the first character in the page's text.
    pub(crate) start: usize,
    pub(crate) length: usize,
    pub(crate) left: f32,
    pub(crate) right: f32,
}

/// Records the positions of the words in a line of text that starts at `offset`.
///
/// The text consists of the printed characters in their order. Only separators between cells are added and
/// hyphens at line ends removed.
pub(super) fn place<'a>(text: &str, offset: usize, prints: impl Iterator<Item = &'a Print>, placed: &mut Vec<Placed>) {
    let prints: Vec<&Print> = prints.collect();
    let printed: Vec<(usize, Printed)> = prints
        .iter()
        .enumerate()
        .flat_map(|(place, print)| print.characters.iter().map(move |printed| (place, *printed)))
        .collect();
    let letters: Vec<char> = printed.iter().map(|(_, printed)| printed.character).collect();
    let written: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
    let mut sources = pair(&letters, &written).into_iter().map(|source| printed.get(source?));
    let mut pen = Pen { prints: &prints, last: None, placed };
    for (place, character) in text.chars().enumerate() {
        let source = if character.is_whitespace() { None } else { sources.next().flatten() };
        pen.take(offset + place, source);
    }
}

/// Collects consecutive characters into words, and the words of one print into lines.
struct Pen<'a> {
    prints: &'a [&'a Print],
    /// The print of the last word.
    last: Option<usize>,
    placed: &'a mut Vec<Placed>,
}

impl Pen<'_> {
    fn take(&mut self, offset: usize, source: Option<&(usize, Printed)>) {
        let Some((print, Printed { left, right, .. })) = source.copied() else { return };
        let word = PlacedWord { start: offset, length: 1, left, right };
        match self.placed.last_mut() {
            Some(line) if self.last == Some(print) => match line.words.last_mut() {
                Some(last) if last.start + last.length == offset => {
                    last.length += 1;
                    last.left = last.left.min(left);
                    last.right = last.right.max(right);
                }
                _ => line.words.push(word),
            },
            _ => {
                let Some(Print { degrees, top, bottom, .. }) = self.prints.get(print) else { return };
                self.placed.push(Placed { degrees: *degrees, top: *top, bottom: *bottom, words: vec![word] });
                self.last = Some(print);
            }
        }
    }
}

/// Finds the printed character for each written one. Characters on only one side are skipped.
fn pair(printed: &[char], written: &[char]) -> Vec<Option<usize>> {
    let mut sources = Vec::with_capacity(written.len());
    let mut next = 0;
    while sources.len() < written.len() {
        let left = printed.get(next..).unwrap_or_default();
        let wanted = written.get(sources.len()..).unwrap_or_default();
        let (skipped, added) = difference(left, wanted);
        let source = (skipped > 0).then_some(next);
        sources.extend(std::iter::repeat_n(source, added));
        next += skipped;
        if sources.len() < written.len() && next < printed.len() {
            sources.push(Some(next));
            next += 1;
        }
    }
    sources
}

/// The most characters that are skipped at once, on both sides together.
const REACH: usize = 24;

/// The smallest numbers of characters to skip on both sides until they agree.
fn difference(printed: &[char], written: &[char]) -> (usize, usize) {
    match (printed.first(), written.first()) {
        (None, _) => return (0, written.len()),
        (one, other) if one == other => return (0, 0),
        _ => {}
    }
    let mut ways = (1..=REACH).flat_map(|sum| (0..=sum).rev().map(move |skipped| (skipped, sum - skipped)));
    let agreeing = ways.find(|(skipped, added)| {
        let (left, wanted) = (printed.get(*skipped..), written.get(*added..));
        left.zip(wanted).is_some_and(|(left, wanted)| agree(left, wanted))
    });
    agreeing.unwrap_or((0, 0))
}

/// Returns whether the next two characters, or the last ones, are equal.
fn agree(printed: &[char], written: &[char]) -> bool {
    match (printed, written) {
        ([one, next, ..], [other, following, ..]) => one == other && next == following,
        ([one, ..], [other, ..]) => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(printed: &str, written: &str) -> Vec<Option<usize>> {
        let written: Vec<char> = written.chars().collect();
        pair(&printed.chars().collect::<Vec<_>>(), &written)
    }

    #[test]
    fn removed_hyphens_are_skipped() {
        assert_eq!(sources("re-ad", "read"), [0, 1, 3, 4].map(Some));
    }

    #[test]
    fn border_between_cells_has_no_place() {
        assert_eq!(sources("loss3.2", "loss|3.2").get(3..6).unwrap(), [Some(3), None, Some(4)]);
    }

    #[test]
    fn restored_letters_share_the_code_position() {
        assert_eq!(sources("o\u{1}ice", "office"), [0, 1, 1, 2, 3, 4].map(Some));
    }

    #[test]
    fn unrelated_texts_are_paired() {
        assert_eq!(sources("abc", "xyz!").len(), 4);
        assert_eq!(sources("", "xy"), [None, None]);
        assert!(sources("abc", "").is_empty());
    }
}
