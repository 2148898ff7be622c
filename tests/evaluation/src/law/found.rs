//! The passages that a search found, by the provisions that they belong to.

use super::collection::LawPlace;
use serde::Serialize;
use std::collections::BTreeSet;

/// A passage that was found.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct FoundPassage {
    /// The file name of the text.
    pub document: String,
    /// The article, section, annex or recital; empty for text that nothing numbers.
    pub provision: String,
}

impl FoundPassage {
    /// Returns whether it is of a provision, or of a text.
    #[must_use]
    pub fn is_of(&self, place: &LawPlace) -> bool {
        let provision = place.provision.as_deref();
        self.document == place.doc && provision.is_none_or(|wanted| is_label(&self.provision, wanted))
    }
}

/// The place of the first passage of one of these provisions, from 1.
pub(super) fn rank(found: &[FoundPassage], places: &[LawPlace]) -> Option<usize> {
    let is_right = |found: &FoundPassage| places.iter().any(|place| found.is_of(place));
    found.iter().position(is_right).map(|place| place + 1)
}

/// Each provision once, at its first passage.
pub(super) fn distinct(found: &[FoundPassage]) -> Vec<FoundPassage> {
    let mut seen = BTreeSet::new();
    found.iter().filter(|passage| seen.insert(*passage)).cloned().collect()
}

/// Returns whether a label is that of a provision: "§ 591.406" of "591.406", "Appendix A to Part 501" of "Appendix A".
fn is_label(label: &str, wanted: &str) -> bool {
    let plain = |text: &str| {
        let lower = text.to_lowercase().replace('§', " ");
        lower.split_whitespace().filter(|word| *word != "section").collect::<Vec<_>>().join(" ")
    };
    let (label, wanted) = (plain(label), plain(wanted));
    let rest = label.trim_end_matches('.').strip_prefix(&wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '—', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_by_their_numbers() {
        for (label, wanted) in [
            ("§ 591.406", "591.406"),
            ("Article 5", "article 5"),
            ("ANNEX I", "Annex I"),
            ("Appendix A to Part 501", "Appendix A"),
            ("Section 12.", "Section 12"),
        ] {
            assert!(is_label(label, wanted), "{label}");
        }
        for (label, wanted) in
            [("§ 591.4061", "591.406"), ("Article 50", "Article 5"), ("", "Article 5"), ("ANNEX II", "Annex I")]
        {
            assert!(!is_label(label, wanted), "{label}");
        }
    }

    #[test]
    fn ranks_are_those_of_passages_and_of_provisions() {
        let passage = |document: &str, provision: &str| FoundPassage {
            document: document.to_owned(),
            provision: provision.to_owned(),
        };
        let found = [
            passage("a", "Article 1"),
            passage("a", "Article 1"),
            passage("b", "Article 5"),
            passage("a", "Article 5"),
        ];
        let place = |provision: Option<&str>| LawPlace { doc: "a".to_owned(), provision: provision.map(str::to_owned) };
        assert_eq!(rank(&found, &[place(Some("Article 5"))]), Some(4));
        assert_eq!(rank(&distinct(&found), &[place(Some("Article 5"))]), Some(3));
        assert_eq!(rank(&found, &[place(None)]), Some(1));
        assert_eq!(rank(&found, &[]), None);
    }
}
