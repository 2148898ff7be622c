//! Follows a reference from one clause to another: "in accordance with Clause 2.2.1".

use crate::{Claim, Evidence, Quote, extractive};
use sisuiq_documents::{Unit, valid_units};
use sisuiq_model::Passage;

/// First words of references to numbered parts.
const NAMES: [&str; 4] = ["Clause", "Section", "Article", "Regulation"];

/// The clause that the evidence refers to, if a retrieved page of the same document contains it.
pub(crate) fn follow(evidence: &Evidence, passages: &[Passage]) -> Option<Claim> {
    let number = referred(&evidence.text)?;
    let document = passages.get(evidence.passage)?.document_id;
    for (passage, found) in passages.iter().enumerate().filter(|(_, passage)| passage.document_id == document) {
        let clause = valid_units(&found.page_text).find(|unit| {
            let text = unit.span().of(&found.page_text).unwrap_or_default();
            text.strip_prefix(number.as_str()).is_some_and(|rest| rest.starts_with([' ', '\t']) && rest.len() > 20)
        });
        if let Some(span) = clause.map(Unit::span).filter(|span| *span != evidence.span) {
            let text = span.of(&found.page_text)?.split_whitespace().collect::<Vec<_>>().join(" ");
            let quote = Quote { passage, span, ..extractive::quote(evidence) };
            return Some(Claim { text, row: None, quotes: vec![quote] });
        }
    }
    None
}

/// The first multi-part number that a text refers to by name.
fn referred(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let [name, number] = pair else { return None };
        let number = number.trim_end_matches(['.', ',', ';', ')']);
        let is_number = number.contains('.') && number.split('.').all(|part| part.parse::<u16>().is_ok());
        (NAMES.contains(name) && is_number).then(|| number.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::referred;

    #[test]
    fn only_numbered_clauses_are_followed() {
        assert_eq!(referred("the stated term in accordance with Clause 2.2.1.").as_deref(), Some("2.2.1"));
        assert_eq!(referred("as set out in Clause 9"), None);
        assert_eq!(referred("the clause 2.2.1 of something"), None);
    }
}
