//! The requirement, its source, further points and a note that the official text prevails.

use super::{Material, Piece, claims, introduction, item, plain};
use crate::{Claim, Place, clause};

/// The disclaimer under answers that do not contain one.
pub const DISCLAIMER: &str = "This is guidance only: consult the official text before you act on it.";

const NO_MORE: &str = "No other passage adds to this.";

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    let claims = material.computed.map_or_else(|| claims(material), |computed| vec![computed.clone()]);
    let mut claims = claims.into_iter();
    let Some(first) = claims.next() else { return Vec::new() };
    let source = source(material, &first);
    let introduction = introduction(material.question, material.support).filter(|_| material.computed.is_none());
    let head = format!("### Regulatory Requirement\n\n{}", introduction.unwrap_or_default());
    let mut pieces = vec![plain(head), Piece::Claim(first, Place::Block)];
    pieces.push(plain(format!("\n\n### Source\n\n{source}")));
    pieces.push(plain("\n\n### Key Points\n\n"));
    if claims.len() == 0 {
        pieces.push(plain(NO_MORE));
    }
    for (claim, number) in claims.zip(0..) {
        pieces.extend(item(if number == 0 { "- " } else { "\n- " }, claim));
    }
    pieces.push(plain(format!("\n\n### Compliance Guidance\n\n{DISCLAIMER}")));
    pieces
}

/// The document, clause and page of a claim.
fn source(material: &Material<'_>, claim: &Claim) -> String {
    let quote = claim.quotes.first();
    let Some((quote, passage)) = quote.and_then(|quote| Some((quote, material.passages.get(quote.passage)?))) else {
        return String::new();
    };
    let clause = clause::number(&passage.page_text, quote.span).map(|number| format!(", clause {number}"));
    format!("{}{}, page {}", passage.document_name, clause.unwrap_or_default(), passage.page)
}
