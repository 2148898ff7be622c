//! The order of passages by the retrieval and by their parts together.

use jiff::civil::Date;
use sisuiq_answers::Evidence;
use sisuiq_model::{DocumentId, Passage, Provision};
use sisuiq_retrieval::fusion::reciprocal;
use sisuiq_search::Hit;
use std::collections::{HashMap, HashSet, hash_map::Entry};

/// The weight of the rank in retrieval, where that of the best part is 1.
const RETRIEVAL: f64 = 2.0;

/// Passages with their hits, and their parts.
pub(super) type Weighed = (Vec<Passage>, Vec<Hit>, Vec<Evidence>);

/// Orders passages by their ranks in retrieval and the ranks of their best parts: each misplaces other passages. What a name leads to needs
/// no part with the question's words: without one it counts as if its best part had its rank in retrieval.
pub(super) fn by_both((passages, hits, evidence): Weighed) -> Weighed {
    let ranks: Vec<(u32, bool)> = hits.iter().map(|hit| (hit.rank, hit.named)).collect();
    let best_first = order(&ranks, evidence.iter().map(|part| part.passage));
    let mut found: Vec<Option<(Passage, Hit)>> = passages.into_iter().zip(hits).map(Some).collect();
    let ordered = best_first.into_iter().filter_map(|place| Some((place, found.get_mut(place)?.take()?)));
    let ordered = pages_first(ordered.collect(), |(_, (passage, _))| passage);
    let places: HashMap<usize, usize> = ordered.iter().map(|(place, _)| *place).zip(0..).collect();
    let moved = |part: Evidence| Some(Evidence { passage: *places.get(&part.passage)?, ..part });
    let evidence = evidence.into_iter().filter_map(moved).collect();
    let (passages, hits) = ordered.into_iter().map(|(_, found)| found).unzip();
    (passages, hits, evidence)
}

/// Moves further passages of a page behind the first passages of all pages: a model is shown most of the page around each. Of law, it
/// moves those of an article, a section or an annex, in all editions: the first place of any of them is that of the newest edition.
pub(super) fn pages_first<Found>(ranked: Vec<Found>, passage: impl Fn(&Found) -> &Passage) -> Vec<Found> {
    let placed = ranked.iter().map(|found| {
        let passage = passage(found);
        (Place::of(passage), passage.provision.as_ref().and_then(|provision| provision.applies_from))
    });
    let first = firsts(placed);
    let taken: HashSet<usize> = first.iter().copied().collect();
    let others = (0..ranked.len()).filter(|index| !taken.contains(index));
    let mut ranked: Vec<Option<Found>> = ranked.into_iter().map(Some).collect();
    first.into_iter().chain(others).filter_map(|index| ranked.get_mut(index)?.take()).collect()
}

/// The index of the passage that stands for each place, in the order in which the places occur: the first, or the first of a newer
/// edition.
fn firsts(placed: impl Iterator<Item = (Place, Option<Date>)>) -> Vec<usize> {
    let mut firsts: Vec<(usize, Option<Date>)> = Vec::new();
    let mut known: HashMap<Place, usize> = HashMap::new();
    for (index, (place, day)) in placed.enumerate() {
        match known.entry(place) {
            Entry::Vacant(entry) => {
                entry.insert(firsts.len());
                firsts.push((index, day));
            }
            Entry::Occupied(entry) => {
                // an edition without a day may be of any
                if let Some(first) = firsts.get_mut(*entry.get()).filter(|(_, first)| first.is_some() && day > *first) {
                    *first = (index, day);
                }
            }
        }
    }
    firsts.into_iter().map(|(index, _)| index).collect()
}

/// The part of a text of which one passage comes before others.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Place {
    /// A page of a document that is no law.
    Page(DocumentId, i32, i32),
    /// A provision of a document, or what none of its provisions has.
    OfDocument(DocumentId, i32, String),
    /// A provision of an act, in all editions.
    OfAct(String, String),
}

impl Place {
    fn of(passage: &Passage) -> Self {
        let (document, version) = (passage.document_id, passage.version);
        passage
            .provision
            .as_ref()
            .map_or(Self::Page(document, version, passage.page), |found| Self::of_provision(document, version, found))
    }

    fn of_provision(document: DocumentId, version: i32, provision: &Provision) -> Self {
        let of_act = provision.editions_of().map(|(act, label)| Self::OfAct(act, label));
        of_act.unwrap_or_else(|| Self::OfDocument(document, version, provision.label().unwrap_or_default()))
    }
}

/// The places of passages with these ranks in retrieval, true for those that a name led to, best first. `parts` are the places of the
/// passages of all parts, best first.
fn order(ranks: &[(u32, bool)], parts: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut best: HashMap<usize, u32> = HashMap::new();
    for (place, rank) in parts.zip(1..) {
        best.entry(place).or_insert(rank);
    }
    let score = |(place, (rank, named)): &(usize, (u32, bool))| {
        let of_name = if *named { reciprocal(*rank) } else { 0.0 };
        RETRIEVAL * reciprocal(*rank) + best.get(place).map_or(of_name, |rank| reciprocal(*rank))
    };
    let mut places: Vec<(usize, (u32, bool))> = ranks.iter().copied().enumerate().collect();
    places.sort_by(|left, right| score(right).total_cmp(&score(left)));
    places.into_iter().map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn passages_without_parts_keep_their_order() {
        let found = |ranks: [u32; 3]| ranks.map(|rank| (rank, false));
        assert_eq!(order(&found([1, 2, 5]), [].into_iter()), [0, 1, 2]);
        assert!(order(&[], [].into_iter()).is_empty());
    }

    #[test]
    fn a_good_part_lifts_its_passage() {
        let found = |ranks: [u32; 3]| ranks.map(|rank| (rank, false));
        assert_eq!(order(&found([1, 2, 3]), [2, 0, 2, 1].into_iter()), [0, 2, 1]);
        assert_eq!(order(&found([1, 2, 40]), [2, 0, 1].into_iter()), [0, 1, 2], "retrieval weighs more");
        assert_eq!(order(&[(1, false), (2, false), (4, true)], [0].into_iter()), [0, 2, 1], "a name is a part");
    }

    /// Places of passages of these provisions.
    fn placed(provisions: &[Provision]) -> Vec<Place> {
        provisions.iter().map(|provision| Place::of_provision(DocumentId(uuid::Uuid::nil()), 1, provision)).collect()
    }

    #[test]
    fn editions_of_an_act_share_a_place() {
        let article = |act: Option<&str>, quoted| Provision {
            act: act.map(str::to_owned),
            article: Some("Article 5".to_owned()),
            quoted,
            ..Provision::default()
        };
        let section = Provision { section: Some("§ 501.603".to_owned()), quoted: true, ..Provision::default() };
        let places = placed(&[
            article(Some("Act"), false),
            article(Some("act"), false),
            article(None, false),
            article(Some("Act"), true),
            section,
        ]);
        assert_eq!(places[0], places[1]);
        assert!(places[2..4].iter().all(|place| matches!(place, Place::OfDocument(..))), "{places:?}");
        assert_eq!(places[4], Place::OfAct(String::new(), "501.603".to_owned()));
    }

    #[test]
    fn the_newest_edition_has_the_first_place() {
        let place = |name: &str| Place::OfAct(String::new(), name.to_owned());
        let (old, new) = (Some(date(2020, 1, 1)), Some(date(2025, 1, 1)));
        let found = [(place("a"), old), (place("a"), old), (place("b"), None), (place("a"), new), (place("b"), new)];
        assert_eq!(firsts(found.into_iter()), [3, 2]);
    }
}
