//! What chunks and the sentences and rows in them mean.

use crate::Retry;
use sisuiq_documents::{Chunk, units};
use sisuiq_retrieval::{Embedder, PassageText, unit_vectors};
use std::{collections::HashMap, ops::Range};

/// A chunk and its vectors.
pub(crate) struct Embedded {
    /// The chunk.
    pub(crate) chunk: Chunk,
    /// What was embedded: the heading, which says what the chunk is about, and the chunk.
    pub(crate) text: String,
    /// Its vector.
    pub(crate) whole: Vec<f32>,
    /// Those of its units, packed.
    pub(crate) units: Vec<u8>,
}

/// Embeds the chunks of these pages, which are known by number and text, in their order.
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

/// The units of the page that lie in the chunk, or their share of it.
fn inside(chunk: &Chunk, units: &[Range<usize>]) -> Vec<Range<usize>> {
    let shared = |unit: &Range<usize>| unit.start.max(chunk.start)..unit.end.min(chunk.end);
    units.iter().map(shared).filter(|place| !place.is_empty()).collect()
}

/// What is embedded of a chunk; its units lie where they lie on the page, less what stands before the chunk.
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
    fn units_are_found_behind_the_heading() {
        let chunk = chunk(7, 12, Some("Öl"));
        let places = inside(&chunk, &[0..6, 7..12]);
        assert_eq!(places, vec![7..12]);
        let passage = passage(&chunk, &places);
        let found: String = passage.text.chars().skip(passage.spans[0].start).take(passage.spans[0].len()).collect();
        assert_eq!((passage.text.as_str(), found.as_str()), ("Öl\nZwölf", "Zwölf"));
    }

    #[test]
    fn a_unit_that_was_cut_is_known_by_its_share() {
        assert_eq!(inside(&chunk(2, 6, None), &[0..6, 7..12]), vec![2..6]);
    }
}
