//! Statements of an answer in four sections, and what they rest on.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The statements of an answer.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Statements {
    /// All: the items of the analysis, and the conclusion unless nothing is concluded.
    pub all: usize,
    /// Those with a citation, each of whose quotations stands on its page.
    pub quoted: usize,
    /// Those of them whose citations name an article, a section or an annex.
    pub placed: usize,
    /// Those of them whose citations name a paragraph or a point.
    pub numbered: usize,
    /// Those of `placed` whose citations also say from when this version applies.
    pub dated: usize,
}

/// What is known of a citation.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says something else about the citation")]
struct Cited {
    on_page: bool,
    placed: bool,
    numbered: bool,
    dated: bool,
}

/// The sections in their order.
const SECTIONS: [&str; 4] = ["SOURCES", "ANALYSIS", "APPLICABLE PROVISIONS", "CONCLUSION"];
/// The conclusion of an answer that concludes nothing.
const NO_CONCLUSION: &str = "The documents do not answer this clearly";

impl Statements {
    /// Counts the statements of an answer. `pages` has the text of each citation's page. An answer without its four sections has one
    /// statement, which rests on nothing.
    pub(super) fn of(answer: &Value, pages: &[String]) -> Self {
        let text = answer["response"].as_str().unwrap_or_default();
        if answer["abstained"] == true {
            return Self::default();
        }
        let Some([_, analysis, _, conclusion]) = sections(text) else { return Self { all: 1, ..Self::default() } };
        let citations: BTreeMap<i64, Cited> = answer["citations"]
            .as_array()
            .into_iter()
            .flatten()
            .zip(pages)
            .zip(1..)
            .map(|((citation, page), number)| (number, Cited::of(citation, page)))
            .collect();
        let mut statements = Self::default();
        let items = analysis.split("\n- ").map(|part| part.strip_prefix("- ").unwrap_or(part));
        let is_statement =
            |part: &&str| !part.trim().is_empty() && !part.trim_end().ends_with(':') && !is_introduction(part);
        let concluded = Some(conclusion).filter(|text| !text.trim_start().starts_with(NO_CONCLUSION));
        for statement in items.filter(is_statement).chain(concluded) {
            let cited: Option<Vec<Cited>> = marks(statement).map(|number| citations.get(&number).copied()).collect();
            let cited = cited.filter(|cited| !cited.is_empty()).unwrap_or_default();
            let all = |is_so: fn(&Cited) -> bool| usize::from(!cited.is_empty() && cited.iter().all(is_so));
            statements.all += 1;
            statements.quoted += all(|cited| cited.on_page);
            statements.placed += all(|cited| cited.on_page && cited.placed);
            statements.numbered += all(|cited| cited.on_page && cited.numbered);
            statements.dated += all(|cited| cited.on_page && cited.placed && cited.dated);
        }
        statements
    }

    /// Adds those of another answer.
    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            quoted: self.quoted + other.quoted,
            placed: self.placed + other.placed,
            numbered: self.numbered + other.numbered,
            dated: self.dated + other.dated,
        }
    }
}

impl Cited {
    fn of(citation: &Value, page: &str) -> Self {
        let place = |name: &str| citation[name].as_u64().and_then(|place| usize::try_from(place).ok());
        let stands = place("start").zip(place("end")).is_some_and(|(start, end)| {
            let on_page: String = page.chars().skip(start).take(end.saturating_sub(start)).collect();
            !on_page.trim().is_empty() && citation["quote"].as_str() == Some(on_page.as_str())
        });
        let provision = &citation["provision"];
        let reference = provision["reference"].as_str().unwrap_or_default();
        Self {
            on_page: stands,
            placed: !reference.is_empty(),
            numbered: reference.contains('('),
            dated: provision["valid_from"].is_string(),
        }
    }
}

/// Returns whether a text only says what the statements below it are.
fn is_introduction(text: &str) -> bool {
    marks(text).next().is_none() && text.trim_start().starts_with("The documents do not say enough")
}

/// The text of each section.
fn sections(text: &str) -> Option<[&str; 4]> {
    let mut rest = text;
    let mut found = Vec::new();
    for (place, name) in SECTIONS.iter().enumerate() {
        rest = rest.trim_start().strip_prefix(&format!("### {name}:"))?;
        let next = SECTIONS.get(place + 1).map(|next| format!("\n### {next}:"));
        let end = match next {
            Some(next) => rest.find(&next)?,
            None => rest.len(),
        };
        let (section, behind) = rest.split_at(end);
        found.push(section.trim());
        rest = behind;
    }
    found.try_into().ok()
}

/// The numbers in brackets: `[1] [2]`.
fn marks(text: &str) -> impl Iterator<Item = i64> + '_ {
    text.split('[').skip(1).filter_map(|part| part.split_once(']')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answer(analysis: &str, conclusion: &str, provision: &Value) -> Value {
        let response = format!(
            "### SOURCES:\n\n- a.txt, page 1\n\n### ANALYSIS:\n\n{analysis}\n\n### APPLICABLE PROVISIONS:\n\n- Article 5\n\n\
             ### CONCLUSION:\n\n{conclusion}"
        );
        let citation = json!({ "quote": "Sales end.", "start": 3, "end": 13, "provision": provision });
        json!({ "response": response, "abstained": false, "citations": [citation] })
    }

    fn counts(answer: &Value) -> [usize; 4] {
        let Statements { all, quoted, placed, dated, .. } = Statements::of(answer, &["1. Sales end.".to_owned()]);
        [all, quoted, placed, dated]
    }

    #[test]
    fn statements_without_verified_quotations_count_as_such() {
        let provision = json!({ "reference": "Article 5", "valid_from": "2020-01-01" });
        let whole = answer("- Sales end. [1]\n- Sales begin.", "Sales end. [1]", &provision);
        assert_eq!(counts(&whole), [3, 2, 2, 2]);
        let unknown = answer("- Sales end. [2]", "Sales end. [1]", &provision);
        assert_eq!(counts(&unknown), [2, 1, 1, 1], "there is no second citation");
        let mut moved = answer("- Sales end. [1]", "Sales end. [1]", &provision);
        moved["citations"][0]["start"] = json!(2);
        assert_eq!(counts(&moved), [2, 0, 0, 0]);
        assert_eq!(counts(&json!({ "response": "Sales end.", "citations": [] })), [1, 0, 0, 0]);
    }

    #[test]
    fn places_and_days_are_told_apart() {
        let undated = json!({ "reference": "Article 5", "valid_from": null });
        assert_eq!(counts(&answer("- Sales end. [1]", "Sales end. [1]", &undated)), [2, 2, 2, 0]);
        let nowhere = json!({ "reference": "", "valid_from": "2020-01-01" });
        assert_eq!(counts(&answer("- Sales end. [1]", "Sales end. [1]", &nowhere)), [2, 2, 0, 0]);
    }

    #[test]
    fn what_concludes_nothing_is_no_statement() {
        let provision = json!({ "reference": "Article 5", "valid_from": "2020-01-01" });
        let near = "No passage clearly answers this. The closest passages:\n\n- Sales end. [1]";
        let nothing = format!("{NO_CONCLUSION}: nothing can be concluded from them.");
        assert_eq!(counts(&answer(near, &nothing, &provision)), [1, 1, 1, 1]);
        assert_eq!(counts(&json!({ "response": "The answer is not in the documents.", "abstained": true })), [0; 4]);
    }
}
