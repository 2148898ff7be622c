//! The chunks of a range of pages, with the provisions that they belong to.

use super::{LawSource, LawText, input, is_within};
use crate::Retry;
use sisuiq_documents::{Chunk, Page};
use sisuiq_documents_db::document_ranges::PageRange;
use sisuiq_law::{ChunkLimits, ChunkPayload, Declared, LawChunk, LawDocument, LawError, LawInput, PageText, chunk_law};
use sisuiq_model::{DeclaredLaw, Provision};
use sisuiq_retrieval::embed::TokenCounter;
use tokio::task::spawn_blocking;

/// The sizes of chunks. A chunk and its context fit into the 254 word pieces that the embedding model sees.
const LIMITS: ChunkLimits = ChunkLimits { max_tokens: 190, target_tokens: 150, context_tokens: 60 };
/// The most characters of a stored context.
const LONGEST_CONTEXT: usize = 500;

/// A chunk, and the provision that it belongs to if its document is read as law.
pub(crate) struct Piece {
    pub(crate) chunk: Chunk,
    pub(crate) law: Option<LawPassage>,
}

/// The provision of a chunk.
#[derive(Clone)]
pub(crate) struct LawPassage {
    pub(crate) provision: Provision,
    /// The provisions in it and around it, as questions name them.
    pub(crate) names: Vec<String>,
}

impl LawText {
    /// Cuts the text and returns the chunks of a range.
    pub(crate) async fn pieces(&self, range: PageRange, counter: TokenCounter) -> Result<Vec<Piece>, Retry> {
        let (source, declared) = (self.source.clone(), self.declared.clone());
        let cut = spawn_blocking(move || pieces(&source, &declared, range, &counter));
        let cut = cut.await.map_err(|error| Retry::while_doing("cutting the text", error))?;
        // what cannot be read was refused when its pages were
        cut.map_err(|error| Retry::while_doing("cutting the text", error))
    }
}

fn pieces(
    source: &LawSource,
    declared: &DeclaredLaw,
    range: PageRange,
    counter: &TokenCounter,
) -> Result<Vec<Piece>, LawError> {
    let count = |text: &str| counter.count(text);
    let known = Declared {
        number: declared.act.clone(),
        language: declared.language.clone(),
        valid_from: declared.valid_from,
        valid_to: declared.valid_to,
        ..Declared::default()
    };
    let document = match source {
        LawSource::Pages(pages) => {
            let pages: Vec<PageText<'_>> = pages.iter().map(page_text).collect();
            chunk_law(&LawInput::Pages(&pages), &known, LIMITS, &count)?
        }
        LawSource::File(format, text) => chunk_law(&input(*format, text), &known, LIMITS, &count)?,
    };
    let all = document.chunks.iter().zip(document.payloads());
    Ok(all
        .filter(|(chunk, _)| is_within(chunk.page, range))
        .map(|(chunk, payload)| piece(&document, chunk, payload))
        .collect())
}

fn page_text(page: &Page) -> PageText<'_> {
    let headings = page.headings.iter().map(|heading| (heading.start, heading.end)).collect();
    PageText { number: page.number, text: &page.text, headings }
}

fn piece(document: &LawDocument, found: &LawChunk, payload: ChunkPayload) -> Piece {
    let context: String = found.context.chars().take(LONGEST_CONTEXT).collect();
    let position = found.position.clone();
    let provision = Provision {
        act: payload.act.or_else(|| document.metadata.title.clone()),
        language: payload.language,
        kind: payload.chunk_type.and_then(|kind| serde_json::to_value(kind).ok()?.as_str().map(str::to_owned)),
        citation: position.citation,
        path: position.path,
        article: position.article,
        section: position.section,
        annex: position.annex,
        paragraph: position.paragraph,
        point: position.point,
        recital: position.recital,
        headings: position.headings,
        quoted: payload.quoted,
        refers_to: payload.refers_to,
        refers_to_acts: payload.refers_to_acts,
        defines: payload.defines,
        applies_from: payload.valid_from,
        applies_to: payload.valid_to,
    };
    let chunk = Chunk {
        page: found.page,
        ordinal: found.ordinal,
        start: found.start,
        end: found.end,
        text: found.text.clone(),
        heading: (!context.is_empty()).then_some(context),
    };
    Piece { chunk, law: Some(LawPassage { provision, names: document.names(found) }) }
}
