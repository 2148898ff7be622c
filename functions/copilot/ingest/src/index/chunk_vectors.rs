//! Vectors of chunks and of the units in them: sentences and rows of tables.

use super::{opening::opening, table_head::table_head};
use crate::Retry;
use sisuiq_documents::{Chunk, Unit, units};
use sisuiq_retrieval::{
    Embedder, PassageText,
    embed::{MAX_WORD_PIECES, TokenCounter},
    unit_vectors,
};
use std::{collections::HashMap, ops::Range};

/// A chunk and its vectors.
pub(crate) struct Embedded {
    pub(crate) chunk: Chunk,
    /// The text that was embedded: the opening of the page, the heading and the table's header, which name the subject, and the chunk.
    pub(crate) text: String,
    /// The vector of the text.
    pub(crate) whole: Vec<f32>,
    /// The vectors of the units, packed.
    pub(crate) units: Vec<u8>,
}

/// Embeds chunks, in their order, with the units of their pages (number and text).
pub(crate) async fn embed(
    embedder: &Embedder,
    pages: impl Iterator<Item = (u32, &str)>,
    chunks: Vec<Chunk>,
) -> Result<Vec<Embedded>, Retry> {
    let counter = embedder.token_counter().await?;
    let pages: HashMap<u32, PageText<'_>> = pages.map(|(number, text)| (number, PageText::new(text))).collect();
    let places: Vec<Vec<Range<usize>>> =
        chunks.iter().map(|chunk| inside(chunk, pages.get(&chunk.page).map_or(&[], |page| &page.units))).collect();
    let passages: Vec<PassageText> = chunks
        .iter()
        .zip(&places)
        .map(|(chunk, places)| passage(chunk, places, &before(chunk, pages.get(&chunk.page), &counter)))
        .collect();
    let vectors = embedder.embed_passages(&passages).await?;
    let all = chunks.into_iter().zip(passages).zip(places).zip(vectors).map(|(((chunk, passage), places), vectors)| {
        let known =
            places.into_iter().zip(&vectors.spans).filter_map(|(place, vector)| Some((place, vector.as_deref()?)));
        Embedded { chunk, text: passage.text, units: unit_vectors::pack(known), whole: vectors.whole }
    });
    Ok(all.collect())
}

/// A page's text and the places of its units.
struct PageText<'a> {
    text: &'a str,
    units: Vec<Unit>,
}

impl<'a> PageText<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, units: units(text) }
    }
}

/// The text before a chunk: as much of the page's opening as leaves the whole chunk in the model's view, the heading, and
/// the header of a table that the chunk continues.
fn before(chunk: &Chunk, page: Option<&PageText<'_>>, counter: &TokenCounter) -> String {
    let head = page.and_then(|page| table_head(page.text, &page.units, chunk));
    let lines: Vec<&str> = chunk.heading.as_deref().into_iter().chain(head).collect();
    let used: usize = lines.iter().map(|line| counter.count(line)).sum();
    let room = MAX_WORD_PIECES.saturating_sub(used + counter.count(&chunk.text));
    let opening = page.map_or("", |page| opening(page.text, chunk, room, |text| counter.count(text)));
    let opening = Some(opening).filter(|opening| !opening.is_empty());
    opening.into_iter().chain(lines).fold(String::new(), |text, line| text + line + "\n")
}

/// The units of the page that are in the chunk, cut at its bounds.
fn inside(chunk: &Chunk, units: &[Unit]) -> Vec<Range<usize>> {
    let shared = |unit: &Unit| unit.start.max(chunk.start)..unit.end.min(chunk.end);
    units.iter().map(shared).filter(|place| !place.is_empty()).collect()
}

/// The text of a chunk to be embedded, with its units as ranges in that text.
fn passage(chunk: &Chunk, places: &[Range<usize>], before: &str) -> PassageText {
    let shift = before.chars().count();
    let spans = places.iter().map(|place| place.start - chunk.start + shift..place.end - chunk.start + shift).collect();
    PassageText { text: format!("{before}{}", chunk.text), spans }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Ärger. Zwölf";

    fn chunk(start: usize, end: usize, heading: Option<&str>) -> Chunk {
        let text = TEXT.chars().skip(start).take(end - start).collect();
        Chunk { page: 1, ordinal: 0, start, end, text, heading: heading.map(str::to_owned) }
    }

    #[test]
    fn units_are_shifted_by_text_before() {
        let chunk = chunk(7, 12, None);
        let places = inside(&chunk, &units(TEXT));
        assert_eq!(places, vec![7..12]);
        let passage = passage(&chunk, &places, "Öl\n");
        let found: String = passage.text.chars().skip(passage.spans[0].start).take(passage.spans[0].len()).collect();
        assert_eq!((passage.text.as_str(), found.as_str()), ("Öl\nZwölf", "Zwölf"));
    }

    #[test]
    fn units_are_cut_at_chunk_bounds() {
        assert_eq!(inside(&chunk(2, 6, None), &units(TEXT)), vec![2..6]);
    }
}
