//! The tokens of an index that are related to those of searches.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::keys::searched_keys;
use super::view::{Found, View};
use crate::compare::{SAME, compare};
use crate::token::TokenView;

/// Similarity from which a token of the list leads to its names. Below it, two tokens contradict each other.
const RELATED: f64 = 0.64;
/// Tokens of the list that are compared with one token of a search.
const MOST_TOKENS: usize = 2_000;
/// Related tokens that are remembered, for all tokens of searches together: 12 MB.
const MOST_REMEMBERED: usize = 1_000_000;

/// A token of the list that is related to one of a search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Related {
    pub(super) token: u32,
    /// The weight that both have.
    pub(super) value: f32,
    /// Whether they are spellings of one.
    pub(super) same: bool,
    /// Whether the token of the list is distinctive.
    pub(super) distinctive: bool,
}

/// A token by all its forms: text, native form, codes of script and class.
type TokenIdentity = (String, String, u8, u8);

/// The tokens that are related to those of earlier searches, because searched names share many of theirs.
#[derive(Debug, Default)]
pub(super) struct RelatedTokens {
    known: FxHashMap<TokenIdentity, Arc<[Related]>>,
    /// Related tokens of all known ones.
    remembered: usize,
}

impl RelatedTokens {
    /// The tokens of the list that are related to a token.
    pub(super) fn of(&mut self, view: View<'_>, token: &TokenView<'_>) -> Arc<[Related]> {
        let identity = (token.text.to_owned(), token.native.to_owned(), token.script.code(), token.class.code());
        if let Some(known) = self.known.get(&identity) {
            return Arc::clone(known);
        }
        let related: Arc<[Related]> =
            with_common_key(view, token).into_iter().filter_map(|number| relate(view, token, number)).collect();
        // a token without related ones takes memory, too
        self.remembered += related.len() + 8;
        if self.remembered > MOST_REMEMBERED {
            self.known.clear();
            self.remembered = related.len() + 8;
        }
        self.known.insert(identity, Arc::clone(&related));
        related
    }
}

#[expect(clippy::cast_possible_truncation, reason = "weights are between 0 and 1")]
fn relate(view: View<'_>, token: &TokenView<'_>, number: u32) -> Option<Related> {
    let other = view.token(number);
    let (similarity, _) = compare(token, &other);
    (similarity >= RELATED).then(|| Related {
        token: number,
        value: token.weight.min(other.weight) as f32,
        same: similarity >= SAME,
        distinctive: other.class.is_distinctive(),
    })
}

/// The tokens of the list that have a key of a token, by their numbers.
fn with_common_key(view: View<'_>, token: &TokenView<'_>) -> Vec<u32> {
    let mut numbers = Vec::new();
    for found in searched_keys(token).into_iter().flat_map(|key| view.find(key)) {
        if let Found::Token(number) = found {
            numbers.push(number);
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers.truncate(MOST_TOKENS);
    numbers
}
