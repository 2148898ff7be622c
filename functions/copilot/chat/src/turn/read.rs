//! Reads the first passages together with the question, where an operator has set a reader.

use sisuiq_answers::Evidence;
use sisuiq_model::Passage;
use sisuiq_retrieval::{PassageToRead, Reader, Readings};
use std::{error::Error, time::Instant};
use tracing::{debug, warn};

/// The result of reading.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The probabilities for the first passages, in their order. `None` if no reader is set or it failed.
    pub(super) readings: Option<Readings>,
    /// `true` when it failed, so that parts keep the scores of words and meaning.
    pub(super) is_unavailable: bool,
}

/// Reads as many of the passages as the reader may be given.
pub(super) async fn read(reader: Option<&Reader>, question: &str, passages: &[Passage]) -> Read {
    let Some(reader) = reader.filter(|_| !passages.is_empty()) else { return Read::default() };
    let began = Instant::now();
    let given: Vec<PassageToRead> = passages.iter().take(reader.most()).map(to_read).collect();
    let count = given.len();
    match reader.read(question, given).await {
        Ok(readings) => {
            debug!(reader = reader.name(), passages = count, took = ?began.elapsed(), "read");
            Read { readings: Some(readings), is_unavailable: false }
        }
        Err(error) => {
            warn!(error = &error as &dyn Error, reader = reader.name(), "answers are chosen without the reader");
            Read { readings: None, is_unavailable: true }
        }
    }
}

/// The probability that a part answers. `None` if its passage was not read.
pub(super) fn of_part(readings: &Readings, passages: &[Passage], part: &Evidence) -> Option<f64> {
    let starts_at = usize::try_from(passages.get(part.passage)?.start).ok()?;
    // a part may begin before its passage
    let place = part.span.start.saturating_sub(starts_at)..part.span.end.checked_sub(starts_at)?;
    readings.part(part.passage, &place)
}

fn to_read(passage: &Passage) -> PassageToRead {
    let name = passage.document_name.strip_suffix(".pdf").unwrap_or(&passage.document_name);
    let name = name.replace(['_', '-'], " ");
    let about = match &passage.heading {
        Some(heading) => [&name, ". ", heading].concat(),
        None => name,
    };
    PassageToRead { about, text: passage.text.clone() }
}
