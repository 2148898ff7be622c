//! Vectors of chunks and of the units in them: sentences and rows of tables.

use super::{opening::opening, table_head::table_head};
use crate::{
    Retry,
    failure::in_embedding,
    law::{LawPassage, Piece},
};
use sisuiq_documents::{Chunk, Span, Unit, join_halves, starts_item, units};
use sisuiq_model::Crossing;
use sisuiq_retrieval::{
    Embedder, PassageText,
    embed::{MAX_WORD_PIECES, TokenCounter},
    sparse::{self, SparseVector},
    unit_vectors,
};
use std::{collections::HashMap, ops::Range};

/// A chunk and its vectors.
pub(crate) struct Embedded {
    pub(crate) chunk: Chunk,
    /// The text that was embedded: the opening of the page, the heading and the table's header, which name the subject, and the
    /// chunk, with the rest of a sentence that goes on on the next page.
    pub(crate) text: String,
    /// The weighted terms of the text.
    pub(crate) terms: SparseVector,
    /// The vector of the text.
    pub(crate) whole: Vec<f32>,
    /// The vectors of the units, packed.
    pub(crate) units: Vec<u8>,
    /// The provision that it belongs to, if its document is read as law.
    pub(crate) law: Option<LawPassage>,
}

/// A page as far as its chunks need it.
pub(crate) struct PageSource<'a> {
    pub(crate) number: u32,
    pub(crate) text: &'a str,
    /// The sentence that goes on on the next page.
    pub(crate) crossing: Option<&'a Crossing>,
}

/// Embeds chunks, in their order, with the units of their pages.
pub(crate) async fn embed(
    embedder: &Embedder,
    pages: impl Iterator<Item = PageSource<'_>>,
    pieces: Vec<Piece>,
) -> Result<Vec<Embedded>, Retry> {
    let counter = embedder.token_counter().await.map_err(in_embedding)?;
    let pages: HashMap<u32, PageText<'_>> = pages.map(|page| (page.number, PageText::new(&page))).collect();
    let units = |chunk: &Chunk| inside(chunk, pages.get(&chunk.page).map_or(&[], |page| &page.units));
    let places: Vec<Vec<Range<usize>>> = pieces.iter().map(|piece| units(&piece.chunk)).collect();
    let passages: Vec<PassageText> = pieces
        .iter()
        .zip(&places)
        .map(|(Piece { chunk, law }, places)| {
            let page = pages.get(&chunk.page);
            let own = own(chunk, places, page.and_then(|page| page.crossing));
            // the heading of law names what stands above it, and a page may open with another provision
            let page = page.filter(|_| law.is_none());
            own.after(&before(chunk, &own.text, page, &counter))
        })
        .collect();
    let vectors = embedder.embed_passages(&passages).await.map_err(in_embedding)?;
    let all = pieces.into_iter().zip(passages).zip(places).zip(vectors).map(|(((piece, passage), places), vectors)| {
        let known =
            places.into_iter().zip(&vectors.spans).filter_map(|(place, vector)| Some((place, vector.as_deref()?)));
        let terms = sparse::document(&passage.text);
        let Piece { chunk, law } = piece;
        Embedded { chunk, text: passage.text, terms, units: unit_vectors::pack(known), whole: vectors.whole, law }
    });
    Ok(all.collect())
}

/// A page's text and the places of its units.
struct PageText<'a> {
    text: &'a str,
    units: Vec<Unit>,
    crossing: Option<&'a Crossing>,
}

impl<'a> PageText<'a> {
    fn new(page: &PageSource<'a>) -> Self {
        Self { text: page.text, units: units(page.text), crossing: page.crossing }
    }
}

/// The text before a chunk: as much of the page's opening as leaves the whole chunk in the model's view, the heading, and
/// the header of a table that the chunk continues.
fn before(chunk: &Chunk, own: &str, page: Option<&PageText<'_>>, counter: &TokenCounter) -> String {
    let head = page.and_then(|page| table_head(page.text, &page.units, chunk));
    let lines: Vec<&str> = chunk.heading.as_deref().into_iter().chain(head).collect();
    let used: usize = lines.iter().map(|line| counter.count(line)).sum();
    let room = MAX_WORD_PIECES.saturating_sub(used + counter.count(own));
    let opening = page.map_or("", |page| opening(page.text, chunk, room, |text| counter.count(text)));
    let opening = Some(opening).filter(|opening| !opening.is_empty());
    opening.into_iter().chain(lines).fold(String::new(), |text, line| text + line + "\n")
}

/// The units of the page that are in the chunk, cut at its bounds.
fn inside(chunk: &Chunk, units: &[Unit]) -> Vec<Range<usize>> {
    let shared = |unit: &Unit| unit.start.max(chunk.start)..unit.end.min(chunk.end);
    units.iter().map(shared).filter(|place| !place.is_empty()).collect()
}

/// A text to be embedded, with the units of a chunk as ranges of it.
struct OwnText {
    text: String,
    spans: Vec<Range<usize>>,
}

impl OwnText {
    fn after(&self, before: &str) -> PassageText {
        let shift = before.chars().count();
        let spans = self.spans.iter().map(|span| span.start + shift..span.end + shift).collect();
        PassageText { text: [before, &self.text].concat(), spans }
    }
}

/// The text of a chunk. A sentence that goes on on the next page is whole in it; a list is not, since its items are units of their own.
fn own(chunk: &Chunk, places: &[Range<usize>], crossing: Option<&Crossing>) -> OwnText {
    let spans = places.iter().map(|place| place.start - chunk.start..place.end - chunk.start);
    let Some((half, sentence)) = crossing.and_then(|crossing| whole_sentence(chunk, crossing)) else {
        return OwnText { text: chunk.text.clone(), spans: spans.collect() };
    };
    let ends = |from: usize, to: usize| Span { start: from, end: to }.of(&chunk.text).unwrap_or_default();
    let text = [ends(0, half.start), &sentence, ends(half.end, chunk.end - chunk.start)].concat();
    let end = half.start + sentence.chars().count();
    let moved = |offset: usize| if offset < half.end { offset } else { offset - half.end + end };
    OwnText { text, spans: spans.map(|span| moved(span.start)..moved(span.end)).collect() }
}

/// The place in the chunk of the first half of a sentence that goes on on the next page, and the whole sentence.
fn whole_sentence(chunk: &Chunk, crossing: &Crossing) -> Option<(Span, String)> {
    if starts_item(&crossing.rest) {
        return None;
    }
    let offset = |place: i32| usize::try_from(place).ok()?.checked_sub(chunk.start);
    let half = Span { start: offset(crossing.half_start)?, end: offset(crossing.half_end)? };
    Some((half, join_halves(half.of(&chunk.text)?, &crossing.rest)))
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
        let passage = own(&chunk, &places, None).after("Öl\n");
        let found: String = passage.text.chars().skip(passage.spans[0].start).take(passage.spans[0].len()).collect();
        assert_eq!((passage.text.as_str(), found.as_str()), ("Öl\nZwölf", "Zwölf"));
    }

    #[test]
    fn units_are_cut_at_chunk_bounds() {
        assert_eq!(inside(&chunk(2, 6, None), &units(TEXT)), vec![2..6]);
    }

    #[test]
    fn sentences_of_two_pages_are_whole() {
        let text = "Ärger. Der Bau eines neuen Transfor-\nSeite 4";
        let chunk = Chunk { page: 1, ordinal: 0, start: 0, end: 44, text: text.to_owned(), heading: None };
        let crossing = Crossing { half_start: 7, half_end: 36, rest_start: 0, rest: "mators.".to_owned() };
        let passage = own(&chunk, &inside(&chunk, &units(text)), Some(&crossing)).after("Öl\n");
        assert_eq!(passage.text, "Öl\nÄrger. Der Bau eines neuen Transformators.\nSeite 4");
        let units =
            passage.spans.iter().map(|span| Span { start: span.start, end: span.end }.of(&passage.text).unwrap());
        assert_eq!(units.collect::<Vec<_>>(), ["Ärger.", "Der Bau eines neuen Transformators.", "Seite 4"]);
    }

    #[test]
    fn chunks_without_the_half_stay() {
        let crossing = Crossing { half_start: 7, half_end: 12, rest_start: 0, rest: "Uhr".to_owned() };
        assert_eq!(own(&chunk(0, 6, None), &[], Some(&crossing)).text, "Ärger.");
        let items = Crossing { half_start: 7, half_end: 12, rest_start: 0, rest: "(b) Uhr;".to_owned() };
        assert_eq!(own(&chunk(7, 12, None), &[], Some(&items)).text, "Zwölf");
        let crossing = Crossing { half_start: 0, ..crossing };
        assert_eq!(own(&chunk(7, 12, None), &[], Some(&crossing)).text, "Zwölf");
    }
}
