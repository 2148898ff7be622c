//! The names of an index that can reach a score.

use super::format::place;
use super::keys::{acronym_key, identifier_key, joined_key, joins, text_key, whole_keys};
use super::related::{Related, RelatedTokens};
use super::view::{Figures, Found, View};
use crate::Kind;
use crate::evidence::Identifier;
use crate::score::{Share, Side, highest_score};
use crate::token::{TokenClass, TokenView};

/// Names that are graded in one search, those that can score highest first.
const MOST_CANDIDATES: usize = 128;

/// The parts that names share with a search. The memory is reused from one search to the next.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    view: View<'a>,
    shared: Vec<Shared>,
    touched: Vec<u32>,
    related: RelatedTokens,
}

/// The part that a name shares with a search, and the last token that gave to it.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    total: f32,
    last: f32,
    token: u16,
    related: u8,
    same: u8,
    last_same: bool,
    /// The name is graded whatever its tokens are.
    sure: bool,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(view: View<'a>) -> Self {
        Self {
            view,
            shared: vec![Shared::default(); place(view.names())],
            touched: Vec::new(),
            related: RelatedTokens::default(),
        }
    }

    /// Collects the names that share tokens, acronyms or identifiers with a search.
    pub(super) fn collect(&mut self, side: &Side<'_>, identifiers: &[Identifier]) {
        let view = self.view;
        for (number, token) in (1..).zip(&side.tokens) {
            if is_light(token) {
                continue;
            }
            let related = self.related.of(view, token);
            for Related { token: other, value, same, distinctive } in related.iter().copied() {
                let distinctive = [token.class.is_distinctive(), distinctive];
                view.postings(other).for_each(|name| self.add(name, number, (value, same, distinctive)));
            }
            let joined = (token.text.len() >= 4).then(|| joined_key(token.text));
            let acronym = (token.text.len() >= 3 && side.tokens.len() == 1).then(|| acronym_key(token.text));
            self.add_found(joined.into_iter().chain(acronym));
        }
        self.collect_joins(side);
        self.add_found(identifiers.iter().filter_map(identifier_key));
    }

    /// Names that write tokens of the search as one, or are one of its acronyms.
    fn collect_joins(&mut self, side: &Side<'_>) {
        let script = side.tokens.first().map(|token| token.script).unwrap_or_default();
        for join in joins(side) {
            self.add_found(whole_keys(&join, script).into_iter());
        }
        self.add_found(side.acronyms.iter().map(|acronym| text_key(acronym)));
        if side.tokens.len() > 1 {
            let whole: String = side.tokens.iter().map(|token| token.text).collect();
            self.add_found(std::iter::once(joined_key(&whole)));
        }
    }

    /// Adds the names behind keys as sure ones.
    fn add_found(&mut self, keys: impl Iterator<Item = u32>) {
        let view = self.view;
        for found in keys.flat_map(|key| view.find(key)) {
            match found {
                Found::Token(token) => view.postings(token).for_each(|name| self.add_sure(name)),
                Found::Name(name) => self.add_sure(name),
                Found::Entity(entity) => view.names_of(entity).for_each(|name| self.add_sure(name)),
            }
        }
    }

    fn add_sure(&mut self, name: u32) {
        let Some(shared) = self.shared.get_mut(place(name)) else { return };
        if shared.token == 0 && !shared.sure {
            self.touched.push(name);
        }
        shared.sure = true;
    }

    /// Adds what a token of the search gives to a name, once, by the heaviest token of the name that is related to it.
    fn add(&mut self, name: u32, token: u16, (value, same, distinctive): (f32, bool, [bool; 2])) {
        let Some(shared) = self.shared.get_mut(place(name)) else { return };
        if shared.token == 0 && !shared.sure {
            self.touched.push(name);
        }
        let [one, other] = distinctive;
        let same = same && one && other;
        if shared.token == token {
            shared.total += (value - shared.last).max(0.0);
            shared.last = shared.last.max(value);
            if same && !shared.last_same {
                shared.same = shared.same.saturating_add(1);
                shared.last_same = true;
            }
        } else {
            shared.total += value;
            shared.last = value;
            shared.token = token;
            shared.related = shared.related.saturating_add(u8::from(one || other));
            shared.same = shared.same.saturating_add(u8::from(same));
            shared.last_same = same;
        }
    }

    /// The names that can reach a score, those that can score highest first. Resets what was collected.
    pub(super) fn take(&mut self, side: &Side<'_>, lowest: f64, kind: Option<Kind>) -> Vec<u32> {
        let own = Figures {
            weight: side.aligned_weight(),
            distinctive: u8::try_from(side.distinctive()).unwrap_or(u8::MAX),
            initials: u8::try_from(side.initials()).unwrap_or(u8::MAX),
            person_like: side.person_like,
            kind: side.kind,
        };
        let light: f64 = side.tokens.iter().filter(|token| is_light(token)).map(|token| token.weight).sum();
        let mut candidates: Vec<(f64, f32, u32)> = Vec::new();
        for number in self.touched.drain(..) {
            let Some(shared) = self.shared.get_mut(place(number)) else { continue };
            let shared = std::mem::take(shared);
            let other = self.view.figures(number);
            if kind.is_some_and(|kind| !kind.is_compatible(other.kind)) {
                continue;
            }
            let highest = if shared.sure { 1.0 } else { highest_score(&share(&shared, light, own, other)) };
            if highest >= lowest {
                candidates.push((highest, shared.total, number));
            }
        }
        candidates.sort_unstable_by(|one, other| {
            other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1)).then(one.2.cmp(&other.2))
        });
        candidates.truncate(MOST_CANDIDATES);
        candidates.into_iter().map(|(_, _, number)| number).collect()
    }
}

/// The most that two names can share. Initials, and the tokens that a search does not look for, are taken to agree.
fn share(shared: &Shared, light: f64, own: Figures, other: Figures) -> Share {
    let initials = f64::from(own.initials) + f64::from(other.initials);
    let lesser = own.weight.min(other.weight);
    Share {
        weights: own.weight + other.weight,
        shared: (f64::from(shared.total) + light + initials * TokenClass::Initial.weight()).min(lesser),
        same: f64::from(shared.same) + initials,
        most: f64::from(own.distinctive.max(other.distinctive)),
        contradicting: f64::from(own.distinctive.min(other.distinctive)) - f64::from(shared.related) - initials,
        persons: own.person_like && other.person_like,
    }
}

/// Tokens by which names are not found, because too many have them.
fn is_light(token: &TokenView<'_>) -> bool {
    matches!(token.class, TokenClass::Particle | TokenClass::Title | TokenClass::StopWord | TokenClass::Initial)
}
