//! Sources, analysis, applicable provisions and conclusion. Every statement is a quotation; what no passage says is not concluded.

use super::{Material, Piece, claims, introduction, item, plain};
use crate::{Claim, Place, Support, provision};
use sisuiq_model::{Passage, Provision};

/// The conclusion when no passage clearly answers.
const NO_CONCLUSION: &str = "The documents do not answer this clearly: nothing can be concluded from them.";
/// In place of provisions, when none is printed above a quotation.
const NO_PROVISION: &str = "No number of an article or section stands above the quoted passages on their pages.";

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    let claims = claims(material);
    let Some(first) = claims.first().cloned() else { return Vec::new() };
    let mut pieces = vec![plain(format!("### SOURCES:\n\n{}", sources(material, &claims)))];
    let introduction = introduction(material.question, material.support).unwrap_or_default();
    let provisions = provisions(material, &claims);
    pieces.push(plain(format!("\n\n### ANALYSIS:\n\n{introduction}")));
    for (claim, number) in claims.into_iter().zip(0..) {
        pieces.extend(item(if number == 0 { "- " } else { "\n- " }, claim));
    }
    pieces.push(plain(format!("\n\n### APPLICABLE PROVISIONS:\n\n{provisions}")));
    pieces.push(plain("\n\n### CONCLUSION:\n\n"));
    pieces.push(match material.support {
        Support::Near => plain(NO_CONCLUSION),
        Support::Full | Support::Partial { .. } | Support::TooLittle { .. } => Piece::Claim(first, Place::Block),
    });
    pieces
}

/// The quoted documents with their pages, in the order of their first quotation.
fn sources(material: &Material<'_>, claims: &[Claim]) -> String {
    listed(quoted(material, claims).map(|(passage, _)| format!("{}, page {}", passage.source_name(), passage.page)))
}

/// The articles and sections that the quotations stand in: as they were stored, or as far as their pages say so.
fn provisions(material: &Material<'_>, claims: &[Claim]) -> String {
    let named = quoted(material, claims).filter_map(|(passage, start)| {
        let stored = provision::stored(material.passages, passage, start);
        let stored = stored.filter(|provision| !provision.citation.is_empty());
        let within = provision::within(material.passages, passage, start);
        let stored = stored.map(|stored| described(within.as_deref().unwrap_or(&stored.citation), stored));
        let provision = stored.or_else(|| provision::above(&passage.page_text, start))?;
        Some(format!("{provision}, {}, page {}", passage.source_name(), passage.page))
    });
    let named = listed(named);
    if named.is_empty() { NO_PROVISION.to_owned() } else { named }
}

/// A provision with its act and the days of its version: `Article 5(1), Regulation (EU) No 833/2014, applies from 2014-07-31`.
fn described(citation: &str, provision: &Provision) -> String {
    let act = provision.act.as_ref().map(|act| format!(", {act}")).unwrap_or_default();
    let days = match (provision.applies_from, provision.applies_to) {
        (Some(from), Some(to)) => format!(", applies from {from}, no longer from {to}"),
        (Some(from), None) => format!(", applies from {from}"),
        (None, Some(to)) => format!(", no longer applies from {to}"),
        (None, None) => String::new(),
    };
    format!("{citation}{act}{days}")
}

/// The quoted passages, with the start of each quotation on its page.
fn quoted<'a>(material: &'a Material<'_>, claims: &'a [Claim]) -> impl Iterator<Item = (&'a Passage, usize)> {
    let quotes = claims.iter().flat_map(|claim| &claim.quotes);
    quotes.filter_map(|quote| Some((material.passages.get(quote.passage)?, quote.span.start)))
}

/// Distinct lines as a list.
fn listed(lines: impl Iterator<Item = String>) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for line in lines.map(|line| format!("- {line}")) {
        if !distinct.contains(&line) {
            distinct.push(line);
        }
    }
    distinct.join("\n")
}
