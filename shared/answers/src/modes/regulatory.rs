//! The requirement, its source, further points and a note that the official text prevails.

use super::{Material, NEAR, Piece, plain};
use crate::{Claim, Support, clause, compose, nearest};

/// The disclaimer under answers that do not contain one.
pub const DISCLAIMER: &str = "This is guidance only: consult the official text before you act on it.";

const NO_MORE: &str = "No other passage adds to this.";

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    let Material { question, passages, evidence, support, computed, .. } = material;
    let is_near = **support == Support::Near;
    let claims = match computed {
        Some(computed) => vec![(*computed).clone()],
        None if is_near => nearest(question, evidence, passages),
        None => compose(question, evidence, passages),
    };
    let mut claims = claims.into_iter();
    let Some(first) = claims.next() else { return Vec::new() };
    let source = source(material, &first);
    let near = if is_near { [NEAR, "\n\n"].concat() } else { String::new() };
    let mut pieces = vec![plain(format!("### Regulatory Requirement\n\n{near}")), Piece::Claim(first)];
    pieces.push(plain(format!("\n\n### Source\n\n{source}")));
    pieces.push(plain("\n\n### Key Points\n\n"));
    if claims.len() == 0 {
        pieces.push(plain(NO_MORE));
    }
    for (claim, number) in claims.zip(0..) {
        pieces.extend([plain(if number == 0 { "- " } else { "\n- " }), Piece::Claim(claim)]);
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
