//! What of law answers less well. Where a newer edition of a provision states another figure, the older one's does not count. What
//! introduces or explains a text of law counts less than its provisions, and so does what does not say by itself what it is about.

use crate::{
    evidence::Evidence,
    provision,
    words::{numbers, words},
};
use jiff::civil::Date;
use sisuiq_model::{DocumentId, Passage, Provision};
use std::collections::{HashMap, HashSet};

/// The factor of the score of what stands outside of the provisions of a text that has them, or does not say what it is about.
const OUTSIDE: f64 = 0.85;
/// The least share of the words of a part that a newer edition has where both say the same, but for figures.
const SAME: f64 = 0.7;

/// The first words of sentences that do not say what they are about. "This section" does: it is about itself.
const REFERRING: [&str; 8] = ["it", "its", "they", "their", "them", "he", "she", "this term"];

/// Leaves out parts with figures that the newest edition of their provision states otherwise, and lowers the scores of those that stand
/// outside of provisions, or refer to what was said before. Text that is no law stays as it is.
pub(crate) fn settle(passages: &[Passage], found: Vec<(f64, Evidence)>) -> Vec<(f64, Evidence)> {
    let with_provisions: HashSet<DocumentId> = passages
        .iter()
        .filter(|passage| passage.provision.as_ref().is_some_and(|provision| provision.label().is_some()))
        .map(|passage| passage.document_id)
        .collect();
    if with_provisions.is_empty() {
        return found;
    }
    let newest = newest_of_several(passages);
    let settled = found.into_iter().filter_map(|(relevance, part)| {
        let passage = passages.get(part.passage);
        let provision = passage.and_then(|passage| provision::stored(passages, passage, part.span.start));
        let Some((passage, provision)) = passage.zip(provision) else { return Some((relevance, part)) };
        let edition = provision.editions_of().and_then(|place| newest.get(&place));
        if edition.is_some_and(|edition| edition.outdates(provision, &part.text)) {
            return None;
        }
        let is_outside = provision.label().is_none() && with_provisions.contains(&passage.document_id);
        let score = if is_outside || refers(&part.text) { part.score * OUTSIDE } else { part.score };
        Some((relevance, Evidence { score, ..part }))
    });
    settled.collect()
}

/// Returns whether a sentence is about what was said before it: "It includes banks.", "This term includes banks."
fn refers(text: &str) -> bool {
    let start: Vec<String> = words(text).take(2).map(|word| word.surface.to_lowercase()).collect();
    REFERRING
        .iter()
        .any(|referring| start.first().is_some_and(|first| first == referring) || start.join(" ") == *referring)
}

/// The newest edition of a provision among the passages.
struct Edition {
    applies_from: Date,
    words: HashSet<String>,
    numbers: HashSet<String>,
}

impl Edition {
    /// Returns whether a text of an older edition says the same as this one with another figure.
    fn outdates(&self, older: &Provision, text: &str) -> bool {
        if older.applies_from.is_none_or(|day| day >= self.applies_from) {
            return false;
        }
        let stated: HashSet<String> = numbers(text).collect();
        let own: HashSet<String> = words(text).map(|word| word.stem).filter(|stem| !stated.contains(stem)).collect();
        #[expect(clippy::cast_precision_loss, reason = "counts of words in a sentence")]
        let share = own.intersection(&self.words).count() as f64 / own.len().max(1) as f64;
        share >= SAME && !stated.is_subset(&self.numbers)
    }
}

/// The newest editions of the provisions of which the passages have several.
fn newest_of_several(passages: &[Passage]) -> HashMap<(String, String), Edition> {
    let dated = || {
        passages.iter().filter_map(|passage| {
            let provision = passage.provision.as_ref()?;
            Some((provision.editions_of()?, provision.applies_from?, passage))
        })
    };
    let mut days: HashMap<(String, String), HashSet<Date>> = HashMap::new();
    for (place, day, _) in dated() {
        days.entry(place).or_default().insert(day);
    }
    let mut newest: HashMap<(String, String), Edition> = HashMap::new();
    for (place, day, passage) in dated() {
        let Some(days) = days.get(&place).filter(|days| days.len() > 1) else { continue };
        if days.iter().any(|other| *other > day) {
            continue;
        }
        let edition = newest.entry(place).or_insert_with(|| Edition {
            applies_from: day,
            words: HashSet::new(),
            numbers: HashSet::new(),
        });
        edition.words.extend(words(&passage.text).map(|word| word.stem));
        edition.numbers.extend(numbers(&passage.text));
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pages, Question, evidence::tests::passage, gather};
    use jiff::civil::date;

    /// A passage of a section, or of none, that applies from a year.
    fn law(document: u128, section: Option<&str>, year: i16, text: &str) -> Passage {
        let provision = Provision {
            citation: section.unwrap_or_default().to_owned(),
            section: section.map(str::to_owned),
            applies_from: Some(date(year, 1, 1)),
            ..Provision::default()
        };
        Passage { provision: Some(provision), ..passage(document, 1, text) }
    }

    fn found(passages: &[Passage]) -> Vec<String> {
        let relevance = vec![0.01; passages.len()];
        let question = Question::new("What is the largest fine for a late report?");
        let evidence = gather(&Pages::default(), &question, passages, &relevance, |_, _| None);
        evidence.into_iter().map(|part| part.text).collect()
    }

    const OLD: &str = "The largest fine for a late report is $1,000 for each report.";
    const NEW: &str = "The largest fine for a late report is $2,500 for each report.";

    #[test]
    fn figures_of_former_editions_do_not_count() {
        let passages = [law(1, Some("Sec. 501.701."), 2003, OLD), law(2, Some("§ 501.701"), 2025, NEW)];
        assert_eq!(found(&passages), [NEW]);
    }

    #[test]
    fn figures_of_other_provisions_count() {
        let passages = [law(1, Some("§ 501.701"), 2003, OLD), law(2, Some("§ 502.701"), 2025, NEW)];
        assert_eq!(found(&passages).len(), 2);
    }

    #[test]
    fn what_the_newest_edition_does_not_say_stays() {
        let other = "Reports are sent to the office by post.";
        let passages = [law(1, Some("§ 501.701"), 2003, OLD), law(2, Some("§ 501.701"), 2025, other)];
        assert!(found(&passages).contains(&OLD.to_owned()));
        let repeated = [law(1, Some("§ 501.701"), 2003, OLD), law(2, Some("§ 501.701"), 2025, OLD)];
        assert_eq!(found(&repeated).len(), 2, "both may be cited");
    }

    #[test]
    fn provisions_come_before_what_introduces_them() {
        let rule = "The largest fine for a late report is $2,500 a report.";
        let introduction = Passage { page: 2, ..law(1, None, 2025, NEW) };
        let passages = [introduction, law(1, Some("§ 501.701"), 2025, rule)];
        assert_eq!(found(&passages), [rule, NEW]);
    }

    #[test]
    fn sentences_about_something_else_come_behind() {
        for referring in [
            "It is the largest fine for a late report of $2,500.",
            "This term includes the largest fine for a late report.",
        ] {
            let named = "The largest fine for a late report is $2,500 a report.";
            let passages = [law(1, Some("§ 501.701"), 2025, referring), law(2, Some("§ 502.701"), 2025, named)];
            assert_eq!(found(&passages), [named, referring]);
        }
    }
}
