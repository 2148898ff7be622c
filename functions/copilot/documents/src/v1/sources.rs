//! `GET /api/v1/documents/sources`

use serde::Serialize;
use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DocumentSource;
use utoipa::ToSchema;

/// A publisher of documents.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceOut {
    /// The id for requests.
    id: DocumentSource,
    /// The display name.
    #[schema(example = "World Bank")]
    name: &'static str,
}

/// All publishers of documents.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourcesOut {
    /// The publishers, in a fixed order.
    sources: Vec<SourceOut>,
}

/// List document sources
///
/// The publishers of documents, to which lists and questions can be restricted.
#[utoipa::path(
    get,
    path = "/api/v1/documents/sources",
    tag = "documents",
    responses((status = 200, body = SourcesOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn sources(_caller: User<capabilities::DocumentsRead>) -> Json<SourcesOut> {
    let sources = DocumentSource::ALL.iter().map(|source| SourceOut { id: *source, name: source.display_name() });
    Json(SourcesOut { sources: sources.collect() })
}
