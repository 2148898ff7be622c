//! What was read in a picture, in points of the page.

use sisuiq_documents::{Scan, ScannedCharacter};
use sisuiq_ocr::{Line, Reading, Script, Word};

/// A read page as it is stored and laid out. `density` is in pixels per point.
pub(crate) fn scan(reading: &Reading, density: f32) -> Scan {
    let point = |(x, y): (f32, f32)| (x / density, y / density);
    Scan {
        width: length(reading.size.0) / density,
        height: length(reading.size.1) / density,
        slope: reading.slope,
        characters: reading.lines.iter().flat_map(|line| characters(line, density)).collect(),
        rules: reading.rules.iter().map(|rule| [point(rule.from), point(rule.to)]).collect(),
    }
}

fn characters(line: &Line, density: f32) -> impl Iterator<Item = ScannedCharacter> {
    line.words.iter().flat_map(|word| word.characters.iter().enumerate()).filter_map(move |(place, read)| {
        Some(ScannedCharacter {
            character: read.text.chars().next()?,
            left: read.left / density,
            right: read.right / density,
            baseline: line.baseline / density,
            size: line.size / density,
            starts_word: place == 0,
        })
    })
}

/// The script of most lines, by its name in the database; none on an empty page.
pub(crate) fn script(reading: &Reading) -> Option<&'static str> {
    let korean = reading.lines.iter().filter(|line| line.script == Script::Korean).count();
    let name = if 2 * korean > reading.lines.len() { "korean" } else { "latin" };
    (!reading.lines.is_empty()).then_some(name)
}

/// The mean confidence of the words; none on an empty page.
pub(crate) fn confidence(reading: &Reading) -> Option<f32> {
    let words: Vec<f32> = reading.lines.iter().flat_map(|line| &line.words).map(Word::confidence).collect();
    (!words.is_empty()).then(|| words.iter().sum::<f32>() / length(words.len()))
}

#[expect(clippy::cast_precision_loss, reason = "pages have fewer pixels a side, and words, than an f32 counts exactly")]
fn length(number: usize) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_ocr::{Area, Character, RuledLine};

    fn word(text: &str, left: f32, confidence: f32) -> Word {
        let characters = (0_u8..).zip(text.chars()).map(|(place, character)| {
            let left = left + 10.0 * f32::from(place);
            Character { text: character.to_string(), left, right: left + 8.0, confidence }
        });
        Word { characters: characters.collect(), area: Area { left, top: 0.0, right: left, bottom: 0.0 } }
    }

    fn reading(lines: Vec<Line>) -> Reading {
        let rules = vec![RuledLine { from: (10.0, 50.0), to: (90.0, 50.0) }];
        Reading { lines, rules, slope: 0.01, size: (200, 400), version: "1".to_owned() }
    }

    fn line(words: Vec<Word>, script: Script) -> Line {
        Line { words, baseline: 40.0, size: 20.0, script }
    }

    #[test]
    fn empty_pages_have_neither_script_nor_confidence() {
        let empty = reading(Vec::new());
        assert_eq!((script(&empty), confidence(&empty)), (None, None));
        assert!(scan(&empty, 2.0).characters.is_empty());
    }

    #[test]
    fn places_are_in_points() {
        let read = reading(vec![line(vec![word("ab", 20.0, 1.0), word("c", 60.0, 0.5)], Script::Latin)]);
        let scan = scan(&read, 2.0);
        let places: Vec<_> = scan.characters.iter().map(|read| (read.character, read.left, read.starts_word)).collect();
        assert_eq!(places, [('a', 10.0, true), ('b', 15.0, false), ('c', 30.0, true)]);
        assert_eq!(
            (scan.width, scan.height, scan.rules.as_slice()),
            (100.0, 200.0, &[[(5.0, 25.0), (45.0, 25.0)]][..])
        );
        assert_eq!((script(&read), confidence(&read)), (Some("latin"), Some(0.75)));
    }

    #[test]
    fn most_lines_decide_the_script() {
        let korean = line(vec![word("가", 20.0, 1.0)], Script::Korean);
        let latin = line(vec![word("a", 20.0, 1.0)], Script::Latin);
        assert_eq!(script(&reading(vec![korean.clone(), latin.clone(), korean])), Some("korean"));
        assert_eq!(script(&reading(vec![latin])), Some("latin"));
    }
}
