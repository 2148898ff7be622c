//! Defined terms of a document.

use crate::span::Span;
use crate::term::{Term, defined, named};
use crate::unit::{Unit, UnitId, UnitKind};

/// The terms that units define. A unit without a label that begins with a definition is one.
pub(crate) fn terms(text: &str, units: &mut [Unit]) -> Vec<Term> {
    let mut terms = Vec::new();
    for place in 0..units.len() {
        let Some(unit) = units.get(place).filter(|unit| !unit.quoted && unit.kind != UnitKind::Furniture) else {
            continue;
        };
        let own = unit.own_text(text);
        let found = defined(&own);
        let inline = named(&own);
        if found.is_empty() && inline.is_empty() {
            continue;
        }
        let all = found.iter().chain(&inline).cloned();
        terms.extend(all.map(|term| Term { term, unit: UnitId(place) }));
        if let Some(unit) = units.get_mut(place).filter(|_| !found.is_empty()) {
            let is_plain = unit.label.is_none() && matches!(unit.kind, UnitKind::Paragraph | UnitKind::Subparagraph);
            if is_plain {
                unit.kind = UnitKind::Definition;
            }
        }
    }
    terms
}

/// The most units below one that are part of its stored text.
const MOST_ITEMS: usize = 200;

/// The text of a unit with the units below it.
pub(crate) fn with_items(text: &str, units: &[Unit], unit: UnitId) -> String {
    let mut whole = String::new();
    let mut open = vec![unit];
    let mut read = 0;
    while let Some(id) = open.pop() {
        let Some(unit) = units.get(id.0).filter(|_| read < MOST_ITEMS) else { break };
        read += 1;
        if let Some(label) = unit.label.as_ref().filter(|_| !whole.is_empty()) {
            whole.push_str(&label.text);
            whole.push(' ');
        }
        whole.push_str(&unit.own_text(text));
        whole.push(' ');
        open.extend(unit.children.iter().rev());
    }
    whole.trim_end().to_owned()
}

/// The label, heading and text of a unit with all units below it, without white space and history.
pub(crate) fn content(text: &str, units: &[Unit], unit: UnitId) -> String {
    let mut whole = String::new();
    let mut open = vec![unit];
    while let Some(id) = open.pop() {
        let Some(unit) = units.get(id.0).filter(|unit| !is_apart(unit.kind)) else { continue };
        for span in unit.spans().filter(|span| *span != Span::default()) {
            whole.extend(span.of(text).chars().filter(|sign| !sign.is_whitespace()));
        }
        open.extend(unit.children.iter().rev());
    }
    whole
}

/// Returns whether text of this kind is printed with a provision and is no part of it: its history changes on its own.
fn is_apart(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Furniture | UnitKind::SourceNote)
}
