//! The passages that a calculation lacks.

use super::search::{Findings, Searcher, with_halves};
use sisuiq_answers::Calculation;
use sisuiq_documents_db::document_chunks;
use sisuiq_http::{Problem, Result};
use sisuiq_model::{DocumentFilter, DocumentId, Passage, SearchScope};
use sisuiq_search::Search;
use sisuiq_telemetry::TaskEnded;
use tokio::task::spawn_blocking;

/// The most chunks with lines that a calculation lacks.
const FURTHER: u16 = 12;

impl Searcher<'_> {
    /// Searches the document that a calculation needs for the lines it lacks, and computes it. A computed figure is a full answer.
    pub(super) async fn completed(&self, findings: Findings) -> Result<Findings> {
        let findings = match &findings.calculation {
            Calculation::Incomplete { document, lines } => {
                let further = self.further(*document, lines).await?;
                self.calculated(findings, further).await?
            }
            Calculation::Nothing | Calculation::Computed(_) => findings,
        };
        let support = findings.calculation.computed().map_or(findings.support, |_| sisuiq_answers::Support::Full);
        Ok(Findings { support, ..findings })
    }

    /// The passages of a document that show these lines.
    async fn further(&self, document: DocumentId, lines: &str) -> Result<Vec<Passage>> {
        let Self { state, seen_by, .. } = *self;
        let filter = DocumentFilter { documents: vec![document], ..self.filter.clone() };
        let scope = SearchScope { seen_by, filter: &filter };
        let prepared = state.retrieval.prepare(lines, &[], scope).await?;
        let search = Search { question: lines, seen_by, filter: &filter, limit: FURTHER };
        let found = state.retrieval.search(search, &prepared).await?;
        let connection = state.database.connection().await?;
        let ids = found.leaders_first();
        Ok(document_chunks::load_visible(&connection, scope, &ids, FURTHER.into(), self.prepared.model()).await?)
    }

    /// Adds passages and computes again.
    async fn calculated(&self, findings: Findings, mut further: Vec<Passage>) -> Result<Findings> {
        further.retain(|passage| findings.passages.iter().all(|known| known.id != passage.id));
        let pages = self.state.pages.clone();
        let calculated = spawn_blocking(move || {
            let Findings { passages, hits, .. } = findings;
            let all = with_halves(passages.into_iter().zip(hits).collect(), further);
            let (passages, hits): (Vec<_>, Vec<_>) = all.into_iter().unzip();
            let calculation = sisuiq_answers::calculate(&pages, findings.question.text(), &passages);
            Findings { passages, hits, calculation, ..findings }
        });
        calculated.await.map_err(|error| Problem::internal(TaskEnded::from(error)))
    }
}
