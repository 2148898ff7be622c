//! What a prompt shows of the evidence for a question.

use crate::pages::Question;
use serde::Serialize;
use std::collections::HashSet;

/// An excerpt of a page in a prompt.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Excerpt<'a> {
    /// The number by which it is cited.
    number: u32,
    /// The name of its document, behind its publisher's.
    document: &'a str,
    /// The page, from 1.
    page: i32,
    /// The text.
    text: &'a str,
}

/// The evidence for a question in a prompt.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Shown {
    /// `true` if an excerpt of a page that answers is in the prompt.
    pub page: bool,
    /// `true` if the words that answer are in the excerpts of such pages.
    pub evidence: bool,
    /// Words that answer and are not in these excerpts.
    pub missing: Vec<String>,
    /// The numbers of the excerpts of such pages.
    pub numbers: Vec<u32>,
}

impl Shown {
    /// Reads the passages of a prompt.
    pub(super) fn of(question: &Question, context: &str) -> Self {
        let is_right = |excerpt: &Excerpt<'_>| {
            excerpt.document.ends_with(&question.document) && question.is_answered_on(excerpt.page)
        };
        let right: Vec<Excerpt<'_>> = excerpts(context).into_iter().filter(is_right).collect();
        let text: Vec<&str> = right.iter().map(|excerpt| excerpt.text).collect();
        let text = text.join("\n").to_lowercase();
        let (known, squeezed) = (words(&text).collect::<HashSet<_>>(), text.split_whitespace().collect::<String>());
        // lines break within Korean words, and endings are written onto them
        let is_shown = |word: &String| known.contains(word) || (!word.is_ascii() && squeezed.contains(word));
        let page = !right.is_empty();
        let wanted = question.evidence.iter().filter(|_| page).flat_map(|evidence| self::words(evidence));
        let missing: Vec<String> = wanted.filter(|word| !is_shown(word)).collect();
        Self {
            page,
            evidence: page && missing.is_empty(),
            missing,
            numbers: right.iter().map(|excerpt| excerpt.number).collect(),
        }
    }
}

/// The excerpts of a prompt: `[1] plan.pdf, page 2`, and the text between `<<<` and `>>>`.
fn excerpts(context: &str) -> Vec<Excerpt<'_>> {
    let mut found = Vec::new();
    let mut rest = context;
    while let Some((before, behind)) = rest.split_once("\n<<<\n") {
        let Some((text, after)) = behind.split_once("\n>>>") else { break };
        found.extend(excerpt(before.lines().next_back().unwrap_or_default(), text));
        rest = after;
    }
    found
}

fn excerpt<'a>(head: &'a str, text: &'a str) -> Option<Excerpt<'a>> {
    let (number, name) = head.strip_prefix('[')?.split_once("] ")?;
    let (document, page) = name.rsplit_once(", page ")?;
    Some(Excerpt { number: number.parse().ok()?, document, page: page.parse().ok()?, text })
}

/// The words and figures of a text, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: &str = "=== DOCUMENT CONTEXT ===\n\n[1] UETCL - plan.pdf, page 2\n<<<\nLosses fell to\n3.4 percent.\n>>>\n\n\
                           [2] plan.pdf, page 4\n<<<\nNothing.\n>>>\n";

    fn shown(pages: &[i32], evidence: &[&str]) -> Shown {
        let line = serde_json::json!({ "id": "a", "doc": "plan.pdf", "q": "?", "pages": pages, "has": evidence });
        Shown::of(&serde_json::from_value(line).unwrap(), CONTEXT)
    }

    #[test]
    fn evidence_is_on_a_right_page() {
        let found = Shown { page: true, evidence: true, missing: vec![], numbers: vec![1] };
        assert_eq!(shown(&[2], &["fell to 3.4 percent"]), found);
        let missing = ["fell", "3"].map(str::to_owned).into();
        let other = Shown { page: true, evidence: false, missing, numbers: vec![2] };
        assert_eq!(shown(&[4], &["Nothing fell 3"]), other);
        assert_eq!(shown(&[2, 4], &["3.4", "nothing"]).numbers, [1, 2]);
    }

    #[test]
    fn korean_words_break_at_line_ends() {
        let context = "[1] plan.pdf, page 2\n<<<\n신고는 30\n일 안에 한다. 보고\n서를 낸다.\n>>>\n";
        let line =
            serde_json::json!({ "id": "a", "doc": "plan.pdf", "q": "?", "pages": [2], "has": ["보고서", "한", "300"] });
        assert_eq!(Shown::of(&serde_json::from_value(line).unwrap(), context).missing, ["300"]);
    }

    #[test]
    fn other_pages_show_nothing() {
        for pages in [&[][..], &[3]] {
            assert_eq!(shown(pages, &[]), Shown::default());
        }
    }
}
