//! The result of reading a page.

use serde::{Deserialize, Serialize};

/// An upright area in pixels, from the upper left corner of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    pub(crate) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    pub(crate) fn width(&self) -> f32 {
        self.right - self.left
    }
}

/// The script whose recogniser read a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Latin letters, trained on English.
    Latin,
    /// Korean, with Latin letters and digits among it.
    Korean,
}

/// A character with the ends of its box along the line, in pixels of the levelled picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Character {
    /// What was read: usually one Unicode scalar value, never white space.
    pub text: String,
    /// Left end.
    pub left: f32,
    /// Right end.
    pub right: f32,
    /// The least probability, from 0 to 1, of the parts that it was read from.
    pub confidence: f32,
}

/// A word: characters without white space between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// Its characters, from left to right.
    pub characters: Vec<Character>,
    /// Its box in pixels of the levelled picture.
    pub area: Area,
}

impl Word {
    /// The word's text.
    #[must_use]
    pub fn text(&self) -> String {
        self.characters.iter().map(|character| character.text.as_str()).collect()
    }

    /// The mean confidence of its characters, from 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        let sum: f32 = self.characters.iter().map(|character| character.confidence).sum();
        sum / crate::numbers::length(self.characters.len().max(1))
    }
}

/// A line, or the part of one in a column or table cell. Lengths are in pixels of the levelled picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its words, from left to right; at least one.
    pub words: Vec<Word>,
    /// The height at which its letters stand.
    pub baseline: f32,
    /// The estimated font size.
    pub size: f32,
    /// The script of the recogniser that read it.
    pub script: Script,
}

impl Line {
    /// The words with a space between them.
    #[must_use]
    pub fn text(&self) -> String {
        self.words.iter().map(Word::text).collect::<Vec<_>>().join(" ")
    }
}

/// A straight line drawn on the page, such as a table's border, in pixels of the levelled picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RuledLine {
    /// Left or upper end.
    pub from: (f32, f32),
    /// Right or lower end.
    pub to: (f32, f32),
}

/// What a picture of a page says. Places are those of the levelled picture, which is the given one turned around its middle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The lines, column after column and cell after cell.
    pub lines: Vec<Line>,
    /// The ruled lines.
    pub rules: Vec<RuledLine>,
    /// Pixels by which the lines of the given picture fall per pixel to the right.
    pub slope: f32,
    /// Pixels per row and number of rows of the given picture.
    pub size: (usize, usize),
    /// The version of what read the page.
    pub version: String,
}

impl Reading {
    /// The box of an area of the levelled picture in the given one.
    #[must_use]
    pub fn original(&self, area: &Area) -> Area {
        let (sine, cosine) = self.slope.atan().sin_cos();
        let middle = (0.5 * crate::numbers::length(self.size.0), 0.5 * crate::numbers::length(self.size.1));
        let corner = |x: f32, y: f32| {
            let (x, y) = (x - middle.0, y - middle.1);
            (middle.0 + x * cosine - y * sine, middle.1 + x * sine + y * cosine)
        };
        let corners = [
            corner(area.left, area.top),
            corner(area.right, area.top),
            corner(area.left, area.bottom),
            corner(area.right, area.bottom),
        ];
        let least = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::INFINITY, f32::min);
        let most = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
        Area { left: least(|c| c.0), top: least(|c| c.1), right: most(|c| c.0), bottom: most(|c| c.1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_return_to_the_slanted_picture() {
        let reading =
            Reading { lines: Vec::new(), rules: Vec::new(), slope: 0.1, size: (100, 100), version: String::new() };
        let area = reading.original(&Area { left: 80.0, top: 49.0, right: 90.0, bottom: 51.0 });
        assert!(area.top > 50.0 && area.bottom < 57.0, "{area:?}");
        assert!((area.width() - 10.0).abs() < 1.0);
    }
}
