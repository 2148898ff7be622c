//! Provisions of legal texts: where a passage stands in an act, and on which days it applies.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the upload of a legal text declares about it. It counts more than what the text says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DeclaredLaw {
    /// The short name of the act.
    pub act: Option<String>,
    /// The language by ISO 639-1.
    pub language: Option<String>,
    /// The first day on which it applies.
    pub valid_from: Option<Date>,
    /// The first day on which it no longer applies.
    pub valid_to: Option<Date>,
}

/// The provision that a passage of a legal text belongs to. Labels are as printed.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Provision {
    /// The name of the act.
    pub act: Option<String>,
    /// The language by ISO 639-1.
    pub language: Option<String>,
    /// The kind of the innermost unit that contains the whole passage: `article`, `paragraph`, `table`.
    pub kind: Option<String>,
    /// How people cite it: `Article 5(1)(a)`. Empty for text that nothing names.
    pub citation: String,
    /// The labels from the provision inwards: `Article 5 > 1 > (a)`.
    pub path: String,
    /// The article.
    pub article: Option<String>,
    /// The section: `§ 591.406`.
    pub section: Option<String>,
    /// The annex.
    pub annex: Option<String>,
    /// The paragraph; none if the passage contains several.
    pub paragraph: Option<String>,
    /// The point, with the points around it; none if the passage contains several.
    pub point: Option<String>,
    /// The recital.
    pub recital: Option<String>,
    /// Labels and headings from the outermost container inwards.
    pub headings: Vec<String>,
    /// True if an amendment inserts the text into another act.
    pub quoted: bool,
    /// The provisions of the same text that it refers to.
    pub refers_to: Vec<String>,
    /// The other acts that it refers to.
    pub refers_to_acts: Vec<String>,
    /// The terms that it defines.
    pub defines: Vec<String>,
    /// The first day on which it applies, as far as that is known.
    pub applies_from: Option<Date>,
    /// The first day on which it no longer applies.
    pub applies_to: Option<Date>,
}

impl Provision {
    /// The annex, article, section or recital, in the form in which labels are compared: `501.603` for `§ 501.603` and `Sec. 501.603.`
    #[must_use]
    pub fn label(&self) -> Option<String> {
        let labels = [&self.annex, &self.article, &self.section, &self.recital];
        labels.into_iter().flatten().next().map(|label| bare(label)).filter(|label| !label.is_empty())
    }

    /// What the editions of a provision share, the name of the act, if its label does not say which one it is, and the label. `None` if
    /// other texts have no edition of it.
    #[must_use]
    pub fn editions_of(&self) -> Option<(String, String)> {
        let label = self.label()?;
        if names_its_act(&label) {
            return Some((String::new(), label));
        }
        // what an amendment inserts is of another act
        let act = self.act.as_ref().filter(|_| !self.quoted)?;
        Some((act.to_lowercase(), label))
    }
}

/// A label without its sign or word, in small letters.
fn bare(label: &str) -> String {
    let lower = label.to_lowercase();
    let number = ["§", "section ", "sec. "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    number.trim().trim_end_matches(['.', ',']).to_owned()
}

/// Returns whether a label says which act it is of: `501.603` is of part 501, as `appendix a to part 501` is. Shorter decimals number
/// the sections of many acts.
fn names_its_act(label: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
    let is_section = label.split_once('.').is_some_and(|(part, section)| {
        part.len() >= 3 && is_number(part) && section.starts_with(|sign: char| sign.is_ascii_digit())
    });
    is_section || label.rsplit_once(" to part ").is_some_and(|(_, part)| is_number(part))
}

/// The provision that a quotation stands in.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
pub struct CitedProvision {
    /// The name of the act, if it is known.
    #[schema(example = "Regulation (EU) No 833/2014")]
    pub act: Option<String>,
    /// The provision, as it is cited. Empty where nothing numbers the text.
    #[schema(example = "Article 5(1)(a)")]
    pub reference: String,
    /// The labels from the article or section inwards.
    #[schema(example = "Article 5 > 1 > (a)")]
    pub path: String,
    /// The language by ISO 639-1, if it is known.
    #[schema(example = "en")]
    pub language: Option<String>,
    /// The first day on which this version applies, if it is known.
    #[schema(example = "2014-07-31")]
    pub valid_from: Option<Date>,
    /// The first day on which it no longer applies, if it ends.
    #[schema(example = json!(null))]
    pub valid_to: Option<Date>,
}

impl From<&Provision> for CitedProvision {
    fn from(provision: &Provision) -> Self {
        Self {
            act: provision.act.clone(),
            reference: provision.citation.clone(),
            path: provision.path.clone(),
            language: provision.language.clone(),
            valid_from: provision.applies_from,
            valid_to: provision.applies_to,
        }
    }
}

/// Restricts a search to law that applies.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LawFilter {
    /// The day on which it applies. Passages that state no day, and those that are no law, always do.
    pub day: Date,
    /// The language by ISO 639-1: passages whose language is not known to be this one are left out. Any when absent.
    pub language: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_without_their_words() {
        for (label, name, is_whole) in [
            ("§ 501.603", "501.603", true),
            ("Sec. 501.603.", "501.603", true),
            ("Appendix A to Part 501", "appendix a to part 501", true),
            ("Article 5", "article 5", false),
            ("Section 2.1a", "2.1a", false),
            ("Section 501.1a", "501.1a", true),
            ("Annex,", "annex", false),
        ] {
            assert_eq!((bare(label).as_str(), names_its_act(&bare(label))), (name, is_whole), "{label}");
        }
    }
}
