//! The documents that a question is about, by their names and by what their passages are about.

use super::{
    names::{self, Candidate},
    periods,
};
use std::collections::BTreeSet;

/// The share of the best score from which a document is chosen too.
const NEAR: f64 = 0.7;
/// The most documents that are clearly meant by their subjects alone.
const FEW: usize = 3;
/// The most documents that are chosen. A question that fits more of them names none.
const MOST: usize = 5;

/// A document and the score of the question's terms as its subjects.
#[derive(Clone, Debug)]
pub struct Known<Id> {
    /// The document.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The sum of the rarities of the terms that many of its passages contain.
    pub subjects: f64,
}

/// The chosen documents, and the terms of the question that name them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Choice<Id> {
    /// The documents, best first; none when the question is not about particular ones.
    pub documents: Vec<Id>,
    /// The terms of the words that stand in the names of the documents.
    pub names: BTreeSet<String>,
    /// True if a word other than a period names one of them, or few have the question's subjects. Many of them are alike rather
    /// than meant.
    pub is_clear: bool,
}

/// Chooses among the known documents, of `all` documents in total. `known` contains every document whose name has a word
/// of the question.
#[must_use]
pub fn choose<Id: Copy>(question: &str, known: &[Known<Id>], all: usize) -> Choice<Id> {
    let (periods, candidates): (Vec<Candidate>, Vec<Candidate>) =
        names::of_question(question).into_iter().partition(|candidate| periods::is_period(&candidate.term));
    let terms: Vec<BTreeSet<String>> = known.iter().map(|document| names::of_document(&document.name)).collect();
    let has = |terms: &BTreeSet<String>, candidates: &[Candidate]| {
        candidates.iter().any(|candidate| terms.contains(&candidate.term))
    };
    let mut scores: Vec<f64> = known.iter().map(|document| document.subjects).collect();
    for candidate in candidates.iter().chain(&periods) {
        let named = terms.iter().filter(|terms| terms.contains(&candidate.term)).count();
        for (score, terms) in scores.iter_mut().zip(&terms) {
            // a year alone is in the names of documents about anything
            if terms.contains(&candidate.term) && has(terms, &candidates) {
                *score += rarity(named, all);
            }
        }
    }
    let best = scores.iter().copied().fold(0.0, f64::max);
    let mut chosen: Vec<usize> = (0..known.len()).collect();
    let score = |index: &usize| scores.get(*index).copied().unwrap_or_default();
    chosen.retain(|index| best > 0.0 && score(index) >= NEAR * best);
    let names_of: Vec<Naming> = terms.iter().map(|terms| Naming::of(terms, &candidates, &periods)).collect();
    chosen = without_other_periods(chosen, &names_of);
    chosen.sort_by(|left, right| score(right).total_cmp(&score(left)));
    if chosen.len() > MOST {
        chosen.clear();
    }
    let chosen_terms: Vec<&BTreeSet<String>> = chosen.iter().filter_map(|index| terms.get(*index)).collect();
    let is_name = |term: &str| !names::is_number(term) && chosen_terms.iter().any(|terms| terms.contains(term));
    let naming = candidates.iter().filter(|candidate| is_name(&candidate.term));
    let names: BTreeSet<String> = naming.flat_map(|candidate| candidate.words.iter().cloned()).collect();
    let is_clear = !names.is_empty() || chosen.len() <= FEW;
    let documents = chosen.iter().filter_map(|index| known.get(*index)).map(|document| document.id).collect();
    Choice { documents, names, is_clear }
}

/// How the words of a question name a document.
struct Naming {
    /// The terms that are in its name, without periods.
    terms: BTreeSet<String>,
    /// True if a period of the question is in its name.
    is_of_period: bool,
    /// True if any period is in its name.
    has_period: bool,
}

impl Naming {
    fn of(name: &BTreeSet<String>, candidates: &[Candidate], periods: &[Candidate]) -> Self {
        let shared = |candidates: &[Candidate]| -> BTreeSet<String> {
            candidates.iter().map(|candidate| candidate.term.clone()).filter(|term| name.contains(term)).collect()
        };
        Self {
            terms: shared(candidates),
            is_of_period: !shared(periods).is_empty(),
            has_period: name.iter().any(|term| periods::is_period(term)),
        }
    }
}

/// The documents without those of other periods than the question's where another one of the same name has its period.
fn without_other_periods(documents: Vec<usize>, names: &[Naming]) -> Vec<usize> {
    let naming = |index: &usize| names.get(*index);
    let meant: Vec<&Naming> =
        documents.iter().filter_map(naming).filter(|name| name.is_of_period && !name.terms.is_empty()).collect();
    let is_other = |index: &usize| {
        naming(index).is_some_and(|name| {
            name.has_period && !name.is_of_period && meant.iter().any(|other| name.terms.is_subset(&other.terms))
        })
    };
    documents.into_iter().filter(|index| !is_other(index)).collect()
}

/// The rarity of a name that so many of all documents have: BM25's inverse document frequency.
fn rarity(with: usize, all: usize) -> f64 {
    let count = |number: usize| u32::try_from(number).map_or(f64::from(u32::MAX), f64::from);
    let (with, all) = (count(with), count(all.max(with)));
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(id: u8, name: &str, subjects: f64) -> Known<u8> {
        Known { id, name: name.to_owned(), subjects }
    }

    fn reports() -> Vec<Known<u8>> {
        vec![
            known(1, "NORTHWIND_2021_report.pdf", 0.0),
            known(2, "NORTHWIND_2022_report.pdf", 0.0),
            known(3, "SouthGrid_2022_report.pdf", 0.0),
        ]
    }

    #[test]
    fn name_and_year_choose_one() {
        let choice = choose("What did North Wind earn in FY22?", &reports(), 40);
        assert_eq!(choice.documents, [2]);
        assert_eq!(choice.names, BTreeSet::from(["north".to_owned(), "wind".to_owned()]));
    }

    #[test]
    fn reports_of_other_years_are_not_chosen() {
        let mut documents = reports();
        for document in &mut documents {
            document.subjects = 20.0;
        }
        documents.push(known(4, "Northwind-articles.pdf", 20.0));
        let chosen = |question: &str| {
            let mut chosen = choose(question, &documents, 40).documents;
            chosen.sort_unstable();
            chosen
        };
        assert_eq!(chosen("Northwind's losses in FY2022 and FY2023"), [2, 3, 4], "a name without a year fits each");
        assert_eq!(chosen("Northwind's losses in FY2021 and SouthGrid's"), [1, 3, 4], "the other one is named itself");
        assert_eq!(chosen("Northwind's losses in FY2019"), [1, 2, 3, 4], "a later report may tell of it");
    }

    #[test]
    fn year_alone_chooses_none() {
        let choice = choose("Which plants closed in 2022?", &reports(), 40);
        assert_eq!((choice.documents, choice.names), (Vec::new(), BTreeSet::new()));
    }

    #[test]
    fn many_subjects_are_unclear() {
        let alike = |count: u8| -> Vec<Known<u8>> { (0..count).map(|id| known(id, "8c1d.pdf", 2.0)).collect() };
        let is_clear = |count| choose("Which valve drains the boiler?", &alike(count), 40).is_clear;
        assert!(is_clear(3) && !is_clear(4));
        let named: Vec<Known<u8>> = (0..4).map(|id| known(id, "boiler.pdf", 2.0)).collect();
        assert!(choose("Which valve drains the boiler?", &named, 40).is_clear);
    }

    #[test]
    fn name_alone_chooses_its_years() {
        assert_eq!(choose("the chair of Northwind", &reports(), 40).documents, [1, 2]);
    }

    #[test]
    fn subjects_choose_without_names() {
        let documents = [known(1, "8c1d.pdf", 1.0), known(2, "f00a.pdf", 4.0)];
        assert_eq!(choose("Which valve drains the boiler?", &documents, 40).documents, [2]);
    }

    #[test]
    fn many_alike_choose_none() {
        let alike: Vec<Known<u8>> = (0..6).map(|id| known(id, "plan.pdf", 1.0)).collect();
        assert!(choose("the plan", &alike, 40).documents.is_empty());
        assert!(choose("the plan", &[] as &[Known<u8>], 0).documents.is_empty());
    }
}
