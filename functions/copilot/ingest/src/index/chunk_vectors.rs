//! Vectors of chunks and of the units in them: sentences and rows of tables.

use crate::Retry;
use sisuiq_documents::{Chunk, units};
use sisuiq_retrieval::{Embedder, PassageText, unit_vectors};
use std::{collections::HashMap, ops::Range};

/// A chunk and its vectors.
pub(crate) struct Embedded {
    pub(crate) chunk: Chunk,
    /// The text that was embedded: the heading, which names the subject of the chunk, and the chunk.
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
    let pages: HashMap<u32, Vec<Range<usize>>> =
        pages.map(|(number, text)| (number, units(text).iter().map(|unit| unit.start..unit.end).collect())).collect();
    let places: Vec<Vec<Range<usize>>> =
        chunks.iter().map(|chunk| inside(chunk, pages.get(&chunk.page).map_or(&[], Vec::as_slice))).collect();
    let passages: Vec<PassageText> = chunks.iter().zip(&places).map(|(chunk, places)| passage(chunk, places)).collect();
    let vectors = embedder.embed_passages(&passages).await?;
    let all = chunks.into_iter().zip(passages).zip(places).zip(vectors).map(|(((chunk, passage), places), vectors)| {
        let known =
            places.into_iter().zip(&vectors.spans).filter_map(|(place, vector)| Some((place, vector.as_deref()?)));
        Embedded { chunk, text: passage.text, units: unit_vectors::pack(known), whole: vectors.whole }
    });
    Ok(all.collect())
}

/// The units of the page that are in the chunk, cut at its bounds.
fn inside(chunk: &Chunk, units: &[Range<usize>]) -> Vec<Range<usize>> {
    let shared = |unit: &Range<usize>| unit.start.max(chunk.start)..unit.end.min(chunk.end);
    units.iter().map(shared).filter(|place| !place.is_empty()).collect()
}

/// The text of a chunk to be embedded, with its units as ranges in that text.
fn passage(chunk: &Chunk, places: &[Range<usize>]) -> PassageText {
    let heading = chunk.heading.as_ref().map(|heading| format!("{heading}\n")).unwrap_or_default();
    let before = heading.chars().count();
    let spans =
        places.iter().map(|place| place.start - chunk.start + before..place.end - chunk.start + before).collect();
    PassageText { text: heading + &chunk.text, spans }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(start: usize, end: usize, heading: Option<&str>) -> Chunk {
        let text = "Ärger. Zwölf".chars().skip(start).take(end - start).collect();
        Chunk { page: 1, ordinal: 0, start, end, text, heading: heading.map(str::to_owned) }
    }

    #[test]
    fn units_are_shifted_by_the_heading() {
        let chunk = chunk(7, 12, Some("Öl"));
        let places = inside(&chunk, &[0..6, 7..12]);
        assert_eq!(places, vec![7..12]);
        let passage = passage(&chunk, &places);
        let found: String = passage.text.chars().skip(passage.spans[0].start).take(passage.spans[0].len()).collect();
        assert_eq!((passage.text.as_str(), found.as_str()), ("Öl\nZwölf", "Zwölf"));
    }

    #[test]
    fn units_are_cut_at_chunk_bounds() {
        assert_eq!(inside(&chunk(2, 6, None), &[0..6, 7..12]), vec![2..6]);
    }
}
