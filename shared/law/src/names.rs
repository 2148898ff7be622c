//! Names of provisions in one form, by which questions and texts are matched: "article 5(1)(a)", "annex i", "591.406".

use crate::chunk::{LawChunk, citation};
use crate::document::LawDocument;
use crate::reference::{Head, Part, Pin, mentions};
use crate::unit::UnitId;

/// The most names of a chunk or a text.
const MOST_NAMES: usize = 60;
/// Words before the number of a section, which names may have or lack.
const SECTION: [&str; 3] = ["§", "section ", "sec. "];

/// The provisions that a text names, each once.
#[must_use]
pub fn names_in(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for mention in mentions(text) {
        let Some((widest, narrower)) = mention.parts.split_first() else { continue };
        names.extend(of_parts(widest, narrower));
    }
    distinct(names)
}

/// The names of a part, with the narrower parts where it has a single number: "point (a) of Article 5(1)".
fn of_parts(widest: &Part, narrower: &[Part]) -> Vec<String> {
    let head = match widest.head {
        Head::Article => "article ",
        Head::Annex => "annex ",
        Head::Section => "",
        _ => return Vec::new(),
    };
    let mut names: Vec<String> = widest.pins.iter().map(|pin| name(&format!("{head}{}", printed(pin)))).collect();
    if let [only] = names.as_mut_slice() {
        for part in narrower {
            let [pin] = part.pins.as_slice() else { break };
            let Pin { number, groups, .. } = pin;
            let inner = Pin { groups: [std::slice::from_ref(number), groups].concat(), ..Pin::default() };
            *only = name(&format!("{only}{}", printed(&inner)));
        }
    }
    names
}

/// "5(1)(a)"
fn printed(pin: &Pin) -> String {
    pin.groups.iter().fold(pin.number.clone(), |printed, group| printed + "(" + group + ")")
}

/// The form in which names are compared.
fn name(citation: &str) -> String {
    let lower = citation.trim().to_lowercase();
    let bare = SECTION.iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn distinct(mut names: Vec<String>) -> Vec<String> {
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    names.truncate(MOST_NAMES);
    names
}

impl LawDocument {
    /// The names of the provisions in a chunk and around it, each once: "article 5", "article 5(1)".
    #[must_use]
    pub fn names(&self, chunk: &LawChunk) -> Vec<String> {
        let around = |id: UnitId| std::iter::successors(Some(id), |id| self.unit(*id)?.parent);
        let mut units: Vec<UnitId> = chunk.units.iter().copied().chain([chunk.unit]).flat_map(around).collect();
        units.sort_unstable();
        units.dedup();
        distinct(units.into_iter().map(|id| name(&citation(&self.units, id))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChunkLimits, Declared, LawInput, chunk_law};

    #[test]
    fn questions_name_provisions() {
        for (question, names) in [
            ("What does Article 5(2) prohibit?", vec!["article 5(2)"]),
            ("Who is listed in Annex I?", vec!["annex i"]),
            ("Does § 591.406 apply to section 591.201(b)?", vec!["591.201(b)", "591.406"]),
            ("Compare Articles 5 and 6", vec!["article 5", "article 6"]),
            ("May turbines be sold?", vec![]),
        ] {
            assert_eq!(names_in(question), names, "{question}");
        }
    }

    #[test]
    fn chunks_have_the_names_that_questions_use() {
        let text = "Article 5\n1. It is prohibited to sell turbines.\n2. Paragraph 1 does not apply to:\n(a) pumps;\n(b) valves.\n\
                    Article 6\nReports are due.\nANNEX I\nList of persons\nBianca Castafiore";
        let declared = Declared::default();
        let document = chunk_law(&LawInput::Text(text), &declared, ChunkLimits::default(), &|text: &str| {
            text.split_whitespace().count()
        });
        let document = document.unwrap();
        for (question, wanted) in
            [("Article 5(2)", "pumps"), ("Article 5", "turbines"), ("article 6", "Reports"), ("Annex I", "Castafiore")]
        {
            let [name] = names_in(question).try_into().unwrap();
            let found = document.chunks.iter().filter(|chunk| document.names(chunk).contains(&name));
            assert!(found.map(|chunk| &chunk.text).any(|text| text.contains(wanted)), "{question}: {document:#?}");
        }
    }
}
