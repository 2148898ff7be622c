//! What stands above a chunk.

use super::pieces::Piece;
use super::{Document, Position};
use crate::label::bare;
use crate::span::{Span, collapsed};
use crate::unit::{Unit, UnitId, UnitKind};

/// The most characters of a heading in a context.
const LONGEST_HEADING: usize = 160;
/// The most bytes of one introduction.
const LONGEST_INTRODUCTION: usize = 400;

/// The units around one, from the outermost inwards, with itself.
fn line(units: &[Unit], unit: UnitId) -> Vec<(UnitId, &Unit)> {
    let above = std::iter::successors(Some(unit), |unit| units.get(unit.0)?.parent);
    let mut line: Vec<(UnitId, &Unit)> = above.filter_map(|id| Some((id, units.get(id.0)?))).collect();
    line.reverse();
    line
}

fn printed(unit: &Unit) -> Option<&str> {
    unit.label.as_ref().map(|label| label.text.as_str())
}

/// The position of a unit.
pub(crate) fn position(units: &[Unit], id: UnitId) -> Position {
    let mut position = Position { kind: units.get(id.0).map(|unit| unit.kind), ..Position::default() };
    let mut points = String::new();
    for (_, unit) in line(units, id) {
        let label = printed(unit).map(str::to_owned);
        match unit.kind {
            UnitKind::Article => position.article = label,
            UnitKind::Section => position.section = label,
            UnitKind::Annex => position.annex = label,
            UnitKind::Recital => position.recital = label,
            UnitKind::Paragraph => position.paragraph = label.or(position.paragraph.take()),
            UnitKind::Point | UnitKind::Subpoint => points.push_str(printed(unit).unwrap_or_default()),
            _ => {}
        }
    }
    position.point = (!points.is_empty()).then_some(points);
    position.headings = headings(units, id);
    position.path = path(units, id);
    position.citation = citation(units, id);
    position
}

/// Label and heading.
fn name(unit: &Unit) -> Option<String> {
    let heading = unit.heading.as_ref().map(|heading| heading.text.chars().take(LONGEST_HEADING).collect::<String>());
    match (printed(unit), heading) {
        (Some(label), Some(heading)) => Some(format!("{label} {heading}")),
        (Some(label), None) => Some(label.to_owned()),
        (None, heading) => heading,
    }
}

/// Labels and headings of the containers and provisions around a unit, and its own, from the outermost inwards.
pub(crate) fn headings(units: &[Unit], id: UnitId) -> Vec<String> {
    let line = line(units, id);
    let around = line.iter().filter(|(_, unit)| !unit.kind.is_point() && unit.kind != UnitKind::Paragraph);
    around.filter_map(|(_, unit)| name(unit)).collect()
}

/// The labels from the provision down to a unit: "Article 5 > 2 > (a)". A unit without a label has the path of the one around
/// it; what is in no provision begins with the innermost container.
pub(crate) fn path(units: &[Unit], id: UnitId) -> String {
    let mut path: Vec<&str> = Vec::new();
    for (_, unit) in line(units, id) {
        let Some(label) = printed(unit) else { continue };
        if unit.kind.is_provision() || unit.kind.is_container() || unit.kind == UnitKind::Recital {
            path.clear();
        }
        path.push(label.trim_end_matches('.'));
    }
    path.join(" > ")
}

/// How people cite a unit: "Article 5(1)(a)", "§ 591.406(b)", "Recital (3)".
pub(crate) fn citation(units: &[Unit], id: UnitId) -> String {
    let mut citation = String::new();
    for (_, unit) in line(units, id) {
        let Some(label) = printed(unit) else { continue };
        match unit.kind {
            kind if kind.is_provision() || kind == UnitKind::Annex => {
                label.trim_end_matches('.').clone_into(&mut citation);
            }
            UnitKind::Recital => citation = format!("Recital {label}"),
            kind if kind.is_container() && citation.is_empty() => label.clone_into(&mut citation),
            kind if kind.is_container() => {}
            _ if bare(label).is_empty() => {}
            kind if kind == UnitKind::Note || kind == UnitKind::Example => {
                citation.push_str(", ");
                citation.push_str(label);
            }
            _ => {
                citation.push('(');
                citation.push_str(bare(label));
                citation.push(')');
            }
        }
    }
    citation
}

/// The headings above a piece, and the texts that introduce it, within a number of tokens.
pub(super) fn context(document: Document<'_>, piece: &Piece, most: usize, count: &impl Fn(&str) -> usize) -> String {
    let mut headings = Vec::new();
    let mut introductions = Vec::new();
    for (id, unit) in line(document.units, piece.unit) {
        let is_inside =
            unit.spans().next().is_some_and(|span| piece.span.start <= span.start && span.end <= piece.span.end);
        if is_inside {
            continue;
        }
        if unit.kind.is_container() || unit.kind.is_provision() {
            headings.extend(name(unit));
        } else if id == piece.unit && unit.kind == UnitKind::Table {
            let above = unit.header_rows.iter().filter(|row| row.start < piece.span.start);
            introductions.extend(above.map(|row| collapsed(row.of(document.text))));
        } else {
            let label = printed(unit).map(|label| format!("{label} ")).unwrap_or_default();
            let is_own = piece.units.contains(&id);
            let text = if is_own { String::new() } else { ending(document.text, unit) };
            introductions.push(format!("{label}{text}"));
        }
    }
    let path = std::iter::once(document.act.number.clone()).flatten().chain(headings).collect::<Vec<_>>().join(" > ");
    introductions.retain(|text| !text.trim().is_empty());
    assemble(&path, introductions, most, count)
}

/// Path and introductions; the outermost introductions are left out first.
fn assemble(path: &str, mut introductions: Vec<String>, most: usize, count: &impl Fn(&str) -> usize) -> String {
    loop {
        let lines: Vec<&str> = std::iter::once(path).chain(introductions.iter().map(|text| text.trim())).collect();
        let context = lines.join("\n").trim().to_owned();
        if introductions.is_empty() || count(&context) <= most {
            return context;
        }
        introductions.remove(0);
    }
}

/// The end of a long text, where it introduces what follows.
fn ending(text: &str, unit: &Unit) -> String {
    let Some(last) = unit.text.last() else { return String::new() };
    let near = last.end.saturating_sub(LONGEST_INTRODUCTION * 4).max(last.start);
    let text = collapsed(Span::new(text.ceil_char_boundary(near), last.end).of(text));
    if text.len() <= LONGEST_INTRODUCTION && near == last.start {
        return text;
    }
    let sentences = super::split::sentences(&text);
    let last = sentences.last().map(|span| span.of(&text).trim()).unwrap_or_default();
    let from = last.ceil_char_boundary(last.len().saturating_sub(LONGEST_INTRODUCTION));
    let cut = if from == 0 { "" } else { "… " };
    format!("{cut}{}", last.get(from..).unwrap_or_default())
}
