//! Entries of two lists that are about the same person or thing.

use sisuiq_names::{Comparison, EvidenceKind, EvidenceResult, Kind, ListedEntity, MATCH_THRESHOLD, Rarity};

/// Names of an entry that are compared.
const NAMES: usize = 15;
/// The strength from which two birth dates contradict each other: another day of a year, or a year that is off by two.
const OTHER_DATE: f64 = -0.25;

/// Why two entries are about the same person or thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// How much they resemble each other, with all facts, from 0 to 1.
    pub score: f64,
    /// Whether they have an identifier in common.
    pub shares_identifier: bool,
}

/// The likeness of two entries; `None` if they are about different ones, as far as their lists say.
///
/// Two entries are alike if they have an identifier in common, or if their names are a hit of a screening and neither their kinds nor their birth
/// dates nor the numbers of ships contradict that.
#[must_use]
pub fn likeness(one: &ListedEntity, other: &ListedEntity) -> Option<Likeness> {
    let (one, other) = (with_few_names(one), with_few_names(other));
    let comparison = Comparison::of_entities(&one, &other, &Rarity::prior())?;
    let evidence = &comparison.explanation.evidence;
    let shares_identifier = evidence.iter().any(|fact| fact.kind == EvidenceKind::Identifier && fact.strength > 0.0);
    let is_alike =
        comparison.score >= MATCH_THRESHOLD && are_of_one_kind(&one, &other) && !evidence.iter().any(contradicts);
    (shares_identifier || is_alike).then_some(Likeness { score: comparison.score, shares_identifier })
}

fn with_few_names(entity: &ListedEntity) -> ListedEntity {
    let names = entity.names.iter().take(NAMES).cloned().collect();
    ListedEntity { key: entity.key.clone(), names, facts: entity.facts.clone() }
}

/// Lists of the US have no kind for organisations but that of everything else.
fn are_of_one_kind(one: &ListedEntity, other: &ListedEntity) -> bool {
    let kind = |entity: &ListedEntity| entity.names.first().map_or(Kind::Unknown, |listed| listed.name.kind());
    let (one, other) = (kind(one), kind(other));
    one == other || one == Kind::Unknown || other == Kind::Unknown
}

/// Whether a fact excludes that two entries are about the same one. People have several passports; a ship has one number.
fn contradicts(fact: &EvidenceResult) -> bool {
    match fact.kind {
        EvidenceKind::BirthDate => fact.strength <= OTHER_DATE,
        EvidenceKind::Identifier => fact.strength < 0.0 && fact.left.starts_with("imo "),
        EvidenceKind::Gender | EvidenceKind::Country => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_names::{BirthDate, Identifier, NameQuality, Subject};

    fn person(name: &str, year: Option<i16>) -> ListedEntity {
        let birth_dates = year.map(|year| BirthDate { year, month: Some(4), day: Some(12), tolerance: 0 });
        let facts = Subject { birth_dates: birth_dates.into_iter().collect(), ..Subject::default() };
        ListedEntity::new("1").with_name(name, Kind::Person, NameQuality::Strong).with_facts(facts)
    }

    fn ship(name: &str, number: &str) -> ListedEntity {
        let identifiers = vec![Identifier { kind: "imo".to_owned(), value: number.to_owned() }];
        let facts = Subject { identifiers, ..Subject::default() };
        ListedEntity::new("2").with_name(name, Kind::Vessel, NameQuality::Strong).with_facts(facts)
    }

    #[test]
    fn names_are_alike_in_any_order_and_spelling() {
        let listed = person("VOLKONSKY, Arkady Petrovich", Some(1961));
        for other in [person("Arkadij Petrovich Volkonskiy", None), person("Arkady Volkonsky", Some(1961))] {
            assert!(likeness(&listed, &other).is_some_and(|found| !found.shares_identifier), "{other:?}");
        }
        assert_eq!(likeness(&listed, &person("Gertrude Applewhite", Some(1961))), None);
    }

    #[test]
    fn facts_contradict_names() {
        let listed = person("VOLKONSKY, Arkady Petrovich", Some(1961));
        assert_eq!(likeness(&listed, &person("Arkady Petrovich Volkonsky", Some(1984))), None);
        let organisation =
            ListedEntity::new("3").with_name("Arkady Petrovich Volkonsky", Kind::Organisation, NameQuality::Strong);
        assert_eq!(likeness(&listed, &organisation), None);
        assert_eq!(likeness(&ship("GOLDEN HERON", "9107655"), &ship("GOLDEN HERON", "9107656")), None);
    }

    #[test]
    fn a_shared_number_is_enough() {
        let found = likeness(&ship("GOLDEN HERON", "9107655"), &ship("SILVER PINE", "9107655")).unwrap();
        assert!(found.shares_identifier);
    }
}
