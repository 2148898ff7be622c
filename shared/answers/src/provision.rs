//! The article or section that a statement stands in.

use crate::numbered::{lettered, paragraph};
use sisuiq_documents::valid_units;
use sisuiq_model::{Passage, Provision};

/// Words before the number of a provision, at the start of its heading.
const KINDS: [(&str, &str); 8] = [
    ("article", "Article"),
    ("art.", "Article"),
    ("section", "Section"),
    ("sec.", "Section"),
    ("annex", "Annex"),
    ("schedule", "Schedule"),
    ("rule", "Rule"),
    ("recital", "Recital"),
];
/// The longest number of a provision, in characters.
const LONGEST: usize = 12;

/// The stored provision of a place on the page of a passage, given by its start: that of the passage of the page that contains it.
#[must_use]
pub fn stored<'a>(passages: &'a [Passage], passage: &'a Passage, start: usize) -> Option<&'a Provision> {
    holder(passages, passage, start)?.provision.as_ref()
}

/// The passage of a page that contains a place of it, given by its start.
fn holder<'a>(passages: &'a [Passage], passage: &'a Passage, start: usize) -> Option<&'a Passage> {
    let start = i32::try_from(start).ok()?;
    let contains = |other: &&Passage| {
        let is_same_page =
            (other.document_id, other.version, other.page) == (passage.document_id, passage.version, passage.page);
        is_same_page && (other.start..other.end).contains(&start)
    };
    std::iter::once(passage).chain(passages).find(contains)
}

/// How a place is cited within a stored article or section whose passage holds several paragraphs: `Article 5(2)`, `§ 591.406(b)`. `None`
/// if the passage has one paragraph, which its citation names, if it is of an annex, or if the labels above the place do not tell it.
#[must_use]
pub fn within(passages: &[Passage], passage: &Passage, start: usize) -> Option<String> {
    let holder = holder(passages, passage, start)?;
    let provision = holder.provision.as_ref()?;
    let labels = [&provision.article, &provision.section].into_iter().flatten();
    let is_whole = labels.map(|label| label.trim_end_matches('.')).any(|label| label == provision.citation);
    if !is_whole
        || provision.annex.is_some()
        || provision.quoted
        || provision.paragraph.is_some()
        || provision.point.is_some()
    {
        return None;
    }
    let from = usize::try_from(holder.start).ok()?;
    let page = passage.page_text.chars();
    let above: String = page.clone().skip(from).take(start.checked_sub(from)?).collect();
    let line: String = page.skip(start).take_while(|letter| *letter != '\n').collect();
    let text = format!("{above}{line}");
    let label = paragraph(&text).map(|number| number.to_string()).or_else(|| lettered(&text).map(String::from))?;
    Some(format!("{}({label})", provision.citation))
}

/// The provision whose heading is the nearest at or above a place on a page, such as `Article 5` or `§ 591.406`. `None` when none stands
/// there: the provision may have begun on an earlier page, and is not guessed.
pub(crate) fn above(page: &str, start: usize) -> Option<String> {
    let units = valid_units(page).filter(|unit| unit.start <= start);
    units.rev().find_map(|unit| named(unit.span().of(page)?))
}

/// The provision that a text is the heading of, or begins with the heading of. `Article 5 of the Regulation applies` names another one.
fn named(text: &str) -> Option<String> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('§') {
        let (number, rest) = numbered(rest.trim_start())?;
        return begins(rest).then(|| format!("§ {number}"));
    }
    let (word, rest) = text.split_once(char::is_whitespace)?;
    let (_, kind) = KINDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    let (number, rest) = numbered(rest.trim_start())?;
    begins(rest).then(|| format!("{kind} {number}"))
}

/// The number at the start of a text, and the rest: `5`, `5a`, `2.1`, `591.406` or `IV`.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.').unwrap_or(text.len());
    let (number, _) = text.split_at_checked(end)?;
    let number = number.trim_end_matches('.');
    let is_roman = !number.is_empty() && number.chars().all(|letter| "IVXLC".contains(letter));
    let is_number = number.starts_with(|letter: char| letter.is_ascii_digit()) && number.len() <= LONGEST;
    let rest = text.strip_prefix(number)?;
    (is_roman || is_number).then_some((number, rest))
}

/// Returns whether a heading ends, or its title begins, behind its number.
fn begins(rest: &str) -> bool {
    let title = rest.trim_start_matches(['.', ':', ' ', '\t', '–', '—', '-']);
    title.is_empty()
        || title.starts_with('\n')
        || title.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::tests::passage;

    #[test]
    fn headings_name_provisions() {
        for (text, provision) in [
            ("Article 5", "Article 5"),
            ("ARTICLE 5a", "Article 5a"),
            ("Article 12 – Exemptions", "Article 12"),
            ("Section 3. Definitions. In this Act", "Section 3"),
            ("Art. 7", "Article 7"),
            ("Annex IV", "Annex IV"),
            ("§ 591.406 Prohibited transactions.", "§ 591.406"),
            ("§591.101", "§ 591.101"),
        ] {
            assert_eq!(named(text).as_deref(), Some(provision), "{text}");
        }
    }

    #[test]
    fn references_are_no_headings() {
        for text in [
            "Article 5 of Regulation (EU) No 833/2014 shall not apply.",
            "Article 5(1) shall apply from 1 May.",
            "Article 5 shall apply from 1 May.",
            "Section 3 does not apply",
            "Articles 5 and 6",
            "Annex to the Regulation",
            "Rule of law",
            "Article",
            "§ of the act",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_heading_above_counts() {
        let page = "shall be frozen.\nArticle 5\nIt is prohibited to sell turbines.\nArticle 6 does not apply.\nArticle 7\n\
                    Reports are due.";
        let at = |text: &str| page[..page.find(text).unwrap()].chars().count();
        assert_eq!(above(page, at("shall be")), None, "what began on an earlier page is not guessed");
        assert_eq!(above(page, at("It is")).as_deref(), Some("Article 5"));
        assert_eq!(above(page, at("Article 6")).as_deref(), Some("Article 5"));
        assert_eq!(above(page, at("Reports")).as_deref(), Some("Article 7"));
    }

    #[test]
    fn numbers_in_a_passage_of_several_paragraphs_tell_the_paragraph() {
        let text = "Article 5\n1. Sales are prohibited.\n2. Gas is exempt.";
        let article = Provision {
            citation: "Article 5".to_owned(),
            article: Some("Article 5".to_owned()),
            ..Provision::default()
        };
        let at = |text: &str, end: &str, provision: &Provision| {
            let passage = Passage { provision: Some(provision.clone()), ..passage(1, 1, text) };
            within(&[], &passage, text.find(end).unwrap())
        };
        assert_eq!(at(text, "Article", &article), None, "no paragraph has begun");
        assert_eq!(at(text, "Sales", &article).as_deref(), Some("Article 5(1)"));
        assert_eq!(at(text, "Gas", &article).as_deref(), Some("Article 5(2)"));
        let terms = "Article 5\nTerms:\n(a) ‘funds’ means money;\n(b) ‘ship’ means a boat.";
        assert_eq!(at(terms, "‘ship’", &article).as_deref(), Some("Article 5(b)"));
        let section = Provision {
            citation: "§ 591.406".to_owned(),
            section: Some("§ 591.406".to_owned()),
            ..Provision::default()
        };
        assert_eq!(at("(a) Owners.\n(b) Others.", "Others", &section).as_deref(), Some("§ 591.406(b)"));
        let one = Provision { paragraph: Some("2.".to_owned()), ..article.clone() };
        assert_eq!(at(text, "Gas", &one), None, "its citation names the paragraph");
        assert_eq!(at(text, "Gas", &Provision { quoted: true, ..article }), None, "another act's paragraph");
    }
}
