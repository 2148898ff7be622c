//! Finds text on a page that a reader cannot see.
//!
//! Words that look suspicious are drawn in colours of their own and left out of another rendering. A word is seen where
//! its pixels differ from the page without it.

use std::collections::BTreeMap;
use std::ops::Range;

use pdfium_render::prelude::{PdfColor, PdfPage, PdfPageObject, PdfPageObjectCommon, PdfPageTextChars, PdfRect};

use super::canvas::{COARSE, Canvas, FINE, Painter};
use super::drawing::Drawing;
use super::paper::Paper;
use super::word::{Look, Paint};

/// Text of at most this size in points cannot be read on paper.
const TINY: f32 = 2.0;
/// Longer words than this are not measured again.
const MOST_TINY: usize = 2000;
/// Two colours whose channels all differ by less look the same.
const LEAST_CONTRAST: u8 = 20;
/// Colours that are more transparent than this are not seen.
const LEAST_ALPHA: u8 = 26;
/// The least difference of brightness between the ink of a scan and its paper.
const LEAST_INK: u8 = 48;
/// The least number of changed pixels that show a word drawn in colours of its own.
const LEAST_CHANGE: usize = 3;

/// A word as the content stream paints it.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) number: usize,
    /// The places of its glyphs on the sheet.
    pub(super) glyphs: Range<usize>,
    /// The place of its first character in the text of the page.
    pub(super) character: usize,
    pub(super) area: PdfRect,
    /// The font size of its largest glyph, in points.
    pub(super) size: f32,
    pub(super) look: Look,
    /// True if the letters may be missing from the fonts of this machine.
    pub(super) exotic: bool,
    /// True if it has a letter or a digit. Small marks may leave no pixel.
    pub(super) lettered: bool,
    /// False if all its characters are reported as nothing.
    pub(super) said: bool,
}

/// The reason why a word may be invisible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// The word is not painted.
    Unpainted,
    /// The word has the colour of its ground.
    Colour,
    /// The page has layers that may be hidden.
    Layer,
}

/// A page whose text is examined.
pub(super) struct Scene<'a> {
    pub(super) page: &'a PdfPage<'a>,
    pub(super) characters: &'a PdfPageTextChars<'a>,
    pub(super) paper: Paper,
    pub(super) drawing: &'a Drawing,
    /// True if parts of the page may be hidden because they belong to a layer.
    pub(super) layered: bool,
}

/// The glyphs of a page that are left out.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// The places of glyphs that nobody can see, or that may be invisible.
    pub(super) places: Vec<Range<usize>>,
    /// The number of glyphs that may be invisible: the page could not be rendered.
    pub(super) uncertain: usize,
}

impl Scene<'_> {
    /// The glyphs that nobody can see. Those that nothing shows to be seen count among them.
    pub(super) fn hidden(&self, words: &[Printed], painter: &mut Painter) -> Hidden {
        let doubtful: Vec<(&Printed, Doubt)> =
            words.iter().filter_map(|word| Some((word, self.doubt(word)?))).collect();
        let nothing = words.iter().filter(|word| !word.said || self.is_tiny(word));
        let mut hidden = Hidden { places: nothing.map(|word| word.glyphs.clone()).collect(), uncertain: 0 };
        if !doubtful.is_empty() && !self.is_recognised_scan(words, &doubtful) {
            let seen = self.seen(&doubtful, words, painter);
            let is_uncertain = seen.is_none();
            let seen = seen.unwrap_or_else(|| vec![false; doubtful.len()]);
            for ((word, _), _) in doubtful.iter().zip(seen).filter(|(_, seen)| !seen) {
                hidden.places.push(word.glyphs.clone());
                hidden.uncertain += if is_uncertain { word.glyphs.len() } else { 0 };
            }
        }
        hidden
    }

    /// Returns whether a word is too small to be read. Fonts of drawings state sizes that are not the drawn ones.
    fn is_tiny(&self, word: &Printed) -> bool {
        let is_drawn_large = || {
            word.glyphs.len() > MOST_TINY
                || (word.character..word.character + word.glyphs.len()).any(|place| {
                    let bounds = self.characters.get(place).and_then(|character| character.tight_bounds());
                    bounds.is_ok_and(|bounds| bounds.width().value.max(bounds.height().value) >= TINY)
                })
        };
        word.size < TINY && !is_drawn_large()
    }

    fn doubt(&self, word: &Printed) -> Option<Doubt> {
        match word.look.paint {
            Paint::None | Paint::Clip => Some(Doubt::Unpainted),
            _ if self.is_grounded(word) => Some(Doubt::Colour),
            _ => self.layered.then_some(Doubt::Layer),
        }
    }

    /// Returns whether a word has the colour of its ground, as far as the objects of the page show.
    fn is_grounded(&self, word: &Printed) -> bool {
        let ground = channels(self.drawing.ground(middle(&word.area)));
        let is_grounded = |color: PdfColor| color.alpha() < LEAST_ALPHA || !differs(channels(color), ground);
        word.look.colors().next().is_some() && word.look.colors().all(is_grounded)
    }

    /// Returns whether all text is the invisible text layer of a scan.
    fn is_recognised_scan(&self, words: &[Printed], doubtful: &[(&Printed, Doubt)]) -> bool {
        self.drawing.pictured >= 0.5
            && words.len() == doubtful.len()
            && doubtful
                .iter()
                .all(|(word, doubt)| *doubt == Doubt::Unpainted && self.drawing.pictures(middle(&word.area)))
    }

    /// Whether each word is seen, or `None` if the page cannot be rendered.
    fn seen(&self, words: &[(&Printed, Doubt)], all: &[Printed], painter: &mut Painter) -> Option<Vec<bool>> {
        let renderings = self.renderings(words, painter)?;
        let judge = |((word, doubt), mark): (&(&Printed, Doubt), &Option<Mark>)| match doubt {
            Doubt::Unpainted => self.is_recognised(word, all, &renderings),
            Doubt::Colour => is_painted(word, *mark, &renderings) || self.is_recognised(word, all, &renderings),
            Doubt::Layer => is_painted(word, *mark, &renderings),
        };
        let mut last = true;
        let mut seen = Vec::with_capacity(words.len());
        for (word, mark) in words.iter().zip(&renderings.marks) {
            let follows = word.1 == Doubt::Layer && !word.0.lettered;
            last = judge((word, mark)) || (follows && last);
            seen.push(last);
        }
        Some(seen)
    }

    /// Renders the page as often as the doubts need it.
    fn renderings(&self, words: &[(&Printed, Doubt)], painter: &mut Painter) -> Option<Renderings> {
        let has = |doubt: Doubt| words.iter().any(|(_, other)| *other == doubt);
        // a look at the layers alone needs no details
        let density = if has(Doubt::Colour) || has(Doubt::Unpainted) { FINE } else { COARSE };
        let paint = |painter: &mut Painter| painter.paint(self.page, self.paper, density);
        let page = if has(Doubt::Colour) || has(Doubt::Unpainted) { Some(paint(painter)?) } else { None };
        if !has(Doubt::Colour) && !has(Doubt::Layer) {
            return Some(Renderings { page, marked: None, without: None, marks: vec![None; words.len()] });
        }
        let marks = self.mark(words);
        let marked = paint(painter)?;
        let shows = |((word, _), mark): (&(&Printed, Doubt), &Option<Mark>)| {
            !word.lettered || marked.places(&word.area).any(|place| mark.is_some() && marked.color(place) == *mark)
        };
        if !has(Doubt::Colour) && words.iter().zip(&marks).all(shows) {
            return Some(Renderings { page, marked: Some(marked), without: None, marks });
        }
        for (word, _) in words {
            self.with_object(word, |object| {
                let _ = object.set_inactive();
            });
        }
        let without = Some(paint(painter)?);
        Some(Renderings { page, marked: Some(marked), without, marks })
    }

    /// Gives the objects of the words colours of their own and returns these. The words of an object share one.
    fn mark(&self, words: &[(&Printed, Doubt)]) -> Vec<Option<Mark>> {
        for (number, (word, _)) in (1..).zip(words) {
            let [red, green, blue] = mark(number);
            let color = PdfColor::new(red, green, blue, u8::MAX);
            self.with_object(word, |object| {
                let _ = object.set_fill_color(color);
                let _ = object.set_stroke_color(color);
            });
        }
        let color = |word: &Printed| self.with_object(word, |object| object.fill_color().ok().map(channels)).flatten();
        words.iter().map(|(word, _)| color(word)).collect()
    }

    fn with_object<T>(&self, word: &Printed, act: impl FnOnce(&mut PdfPageObject<'_>) -> T) -> Option<T> {
        let character = self.characters.get(word.character).ok()?;
        let mut object = PdfPageObject::Text(character.text_object().ok()?);
        Some(act(&mut object))
    }

    /// Returns whether a word that is not painted repeats what a picture or a drawing shows, or cuts letters out of one.
    fn is_recognised(&self, word: &Printed, all: &[Printed], renderings: &Renderings) -> bool {
        let Some(page) = renderings.without.as_ref().or(renderings.page.as_ref()) else { return false };
        let place = middle(&word.area);
        let is_over = |other: &Printed| {
            other.number != word.number && contains(&other.area, place) && self.doubt(other).is_none()
        };
        match word.look.paint {
            Paint::Clip => renderings.page.as_ref().is_some_and(|page| has_ink(page, &word.area)),
            _ if self.drawing.pictures(place) => has_ink(page, &word.area),
            _ => has_letters(page, &word.area) && !all.iter().any(is_over),
        }
    }
}

type Mark = [u8; 3];

/// A page as it is, with marked words, and without these words.
struct Renderings {
    page: Option<Canvas>,
    marked: Option<Canvas>,
    without: Option<Canvas>,
    /// The colour in which each word is marked.
    marks: Vec<Option<Mark>>,
}

/// Returns whether a word changes the page.
fn is_painted(word: &Printed, mark: Option<Mark>, renderings: &Renderings) -> bool {
    let Some(marked) = &renderings.marked else { return true };
    let own: Vec<usize> =
        marked.places(&word.area).filter(|place| mark.is_some() && marked.color(*place) == mark).collect();
    let Some(without) = &renderings.without else { return !own.is_empty() };
    let page = renderings.page.as_ref().unwrap_or(marked);
    let is_changed = |place: &usize| match (page.color(*place), without.color(*place)) {
        (Some(one), Some(other)) => differs(one, other),
        _ => false,
    };
    if !own.is_empty() {
        return 4 * own.iter().filter(|place| is_changed(place)).count() >= own.len();
    }
    let is_foreign =
        |place: usize| marked.color(place) != without.color(place) && renderings.marks.contains(&marked.color(place));
    // Fonts may draw in colours of their own. The fonts of some scripts may be missing here.
    let is_covered = marked.places(&word.area).any(is_foreign);
    !is_covered && (marked.places(&word.area).filter(is_changed).count() >= LEAST_CHANGE || word.exotic)
}

/// A colour for each number. Neighbours differ much, and no two are equal.
fn mark(number: u32) -> Mark {
    let [_, red, green, blue] = number.wrapping_mul(0x009E_3779).to_be_bytes();
    [red, green, blue]
}

fn channels(color: PdfColor) -> [u8; 3] {
    [color.red(), color.green(), color.blue()]
}

fn differs(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).any(|(one, other)| one.abs_diff(other) >= LEAST_CONTRAST)
}

fn middle(area: &PdfRect) -> (f32, f32) {
    (f32::midpoint(area.left().value, area.right().value), f32::midpoint(area.bottom().value, area.top().value))
}

fn contains(area: &PdfRect, (x, y): (f32, f32)) -> bool {
    area.left().value <= x && x <= area.right().value && area.bottom().value <= y && y <= area.top().value
}

/// Returns whether an area is neither plain nor nearly plain.
fn has_ink(page: &Canvas, area: &PdfRect) -> bool {
    let (darkest, lightest) = lights(page, area);
    lightest.saturating_sub(darkest) >= LEAST_INK
}

/// Returns whether ink is spread over an area as letters are; a line leaves most rows or columns plain.
fn has_letters(page: &Canvas, area: &PdfRect) -> bool {
    let (darkest, lightest) = lights(page, area);
    if lightest.saturating_sub(darkest) < LEAST_INK {
        return false;
    }
    let middle = darkest.midpoint(lightest);
    let mut grid: BTreeMap<usize, BTreeMap<usize, bool>> = BTreeMap::new();
    for (row, column, place) in page.grid(area) {
        grid.entry(row).or_default().insert(column, light(page, place).is_some_and(|light| light < middle));
    }
    let mixed = |lines: Vec<Vec<bool>>| {
        let mixed = lines.iter().filter(|line| line.contains(&true) && line.contains(&false)).count();
        5 * mixed >= 2 * lines.len()
    };
    let rows: Vec<Vec<bool>> = grid.values().map(|row| row.values().copied().collect()).collect();
    let width = rows.first().map_or(0, Vec::len);
    let columns = (0..width).map(|column| rows.iter().filter_map(|row| row.get(column).copied()).collect()).collect();
    mixed(rows) && mixed(columns)
}

/// The darkest and the lightest pixel of an area.
fn lights(page: &Canvas, area: &PdfRect) -> (u8, u8) {
    let lights = page.places(area).filter_map(|place| light(page, place));
    lights.fold((u8::MAX, 0), |(darkest, lightest), light| (darkest.min(light), lightest.max(light)))
}

fn light(page: &Canvas, place: usize) -> Option<u8> {
    page.color(place)?.into_iter().max()
}
