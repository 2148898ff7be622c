//! The direct answer first.

use super::{Material, NEAR, Piece, paragraphs, plain};
use crate::{Support, compose, nearest};

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    let Material { question, passages, evidence, support, computed, .. } = material;
    if let Some(computed) = computed {
        return paragraphs(vec![(*computed).clone()]);
    }
    if **support != Support::Near {
        return paragraphs(compose(question, evidence, passages));
    }
    let found = paragraphs(nearest(question, evidence, passages));
    [plain(NEAR), plain("\n\n")].into_iter().chain(found).collect()
}
