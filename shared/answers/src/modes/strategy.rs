//! The direct answer first.

use super::{Material, Piece, claims, introduction, paragraphs, plain};

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    if let Some(computed) = material.computed {
        return paragraphs(vec![computed.clone()]);
    }
    let introduction = introduction(material.question, material.support).map(plain);
    introduction.into_iter().chain(paragraphs(claims(material))).collect()
}
