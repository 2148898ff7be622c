//! Converts placed glyphs to the text of a page in reading order.
//!
//! Glyphs form runs (one baseline). Runs are split into fragments (a line of a paragraph or of a table cell). Fragments
//! form blocks (a paragraph, a heading, a cell). Blocks are put in reading order by splitting the page along its white
//! space and its ruled lines.

mod align;
mod bidi;
mod block;
mod bullet;
mod characters;
mod detached;
mod empty;
mod fragment;
mod glyph;
mod header;
mod heading;
mod join;
mod ligature;
mod numeric;
mod order;
mod orientation;
mod overprint;
mod print;
mod raised;
mod region;
mod rules;
mod run;
mod signs;
mod strike;
mod tabular;
mod words;
mod write;

pub(crate) use align::{Placed, PlacedWord};
pub(crate) use glyph::Glyph;
pub(crate) use join::join_halves;
pub(crate) use ligature::{FIRST_CODE, LAST_CODE, is_code};
pub(crate) use rules::Rule;

use crate::page::Span;

/// The content of a page, as the PDF library reports it: y grows upwards, lengths are in points.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) rules: Vec<Rule>,
}

/// The text of a page: one paragraph, heading, list item or table row a line.
#[derive(Debug, Default)]
pub(crate) struct Composed {
    pub(crate) text: String,
    pub(crate) headings: Vec<Span>,
    /// The positions of the words, in text order.
    pub(crate) placed: Vec<Placed>,
    /// The number of words with letters that nothing tells.
    pub(crate) incomplete: usize,
}

/// Arranges the glyphs of a page into words, lines and reading order. Text at another angle follows the rest.
pub(crate) fn compose(sheet: Sheet) -> Composed {
    let mut writer = write::Writer::default();
    let mut incomplete = 0;
    for layer in orientation::layers(sheet) {
        let glyphs = bidi::sort_lines(overprint::remove(layer.glyphs));
        let is_mirrored = bidi::is_mostly_right_to_left(glyphs.iter().map(|glyph| glyph.character));
        let mut rules = rules::Rules::new(&layer.rules);
        let runs = run::gather(glyphs);
        let mut fragments = fragment::cut(runs, &rules);
        if is_mirrored {
            let mut mirrored = layer.rules;
            bidi::mirror(&mut fragments, &mut mirrored);
            rules = rules::Rules::new(&mirrored);
        }
        incomplete += ligature::restore(&mut fragments);
        fragments.retain(|fragment| !fragment.text.is_empty() || !fragment.strikes.is_empty());
        let blocks = tabular::split_aligned(block::gather(fragments, &rules));
        let mut lines = order::arrange(blocks, &rules);
        signs::join(&mut lines);
        header::join(&mut lines);
        empty::restore(&mut lines);
        writer.write(lines);
    }
    Composed { incomplete, ..writer.finish() }
}

#[cfg(test)]
#[path = "../../../tests/fuzz/layout.rs"]
mod fuzz;
