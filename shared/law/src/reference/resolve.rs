//! The units that references mean.

use super::before::Before;
use super::index::Index;
use super::mention::{ActName, Head, Mention, Part, Pin};
use super::{Reference, Target};
use crate::label::bare;
use crate::span::Span;
use crate::unit::{Unit, UnitId, UnitKind};

/// What is known about the document's own act.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Own {
    /// Its identifier in EUR-Lex.
    pub(crate) celex: Option<String>,
    /// True if the document contains sections of a code.
    pub(crate) is_code: bool,
}

/// The most units of one range.
const MOST_UNITS: usize = 500;

/// A document in which references are resolved.
pub(crate) struct Resolver<'a> {
    pub(crate) units: &'a [Unit],
    pub(crate) index: &'a Index,
    pub(crate) own: &'a Own,
    /// The unit whose text is read.
    pub(super) unit: UnitId,
}

/// Resolves the references of a unit's text. `offset` is the position of the text that was scanned.
pub(crate) fn resolve(
    (units, index, own): (&[Unit], &Index, &Own),
    (unit, text, offset): (UnitId, &str, usize),
    mentions: Vec<Mention>,
    before: &mut Before,
) -> Vec<Reference> {
    let resolver = Resolver { units, index, own, unit };
    let mut references = Vec::new();
    for mention in mentions {
        let printed = mention.span.of(text);
        let target = resolver.target(&mention, before, printed);
        before.read(&resolver, &mention, target.as_ref());
        // the act itself, named as a whole, is no reference to a unit
        let Some(target) = target else { continue };
        let span = Span::new(offset + mention.span.start, offset + mention.span.end);
        references.push(Reference { unit, span, text: crate::span::collapsed(printed), target });
    }
    references
}

impl Resolver<'_> {
    fn target(&self, mention: &Mention, before: &Before, printed: &str) -> Option<Target> {
        if mention.parts.iter().any(Part::is_before) {
            return before.target(self, mention);
        }
        let act = match &mention.act {
            ActName::That => before.act(self).unwrap_or(&mention.act),
            act => act,
        };
        match act {
            ActName::Numbered(act) if act.celex().is_none() || act.celex() != self.own.celex => {
                let provision = provision(printed, mention);
                Some(Target::External { act: act.name.clone(), celex: act.celex(), provision })
            }
            ActName::Numbered(_) if mention.parts.is_empty() => None,
            ActName::Named(name) => {
                Some(Target::External { act: name.clone(), celex: None, provision: provision(printed, mention) })
            }
            ActName::That => {
                Some(Target::External { act: String::new(), celex: None, provision: provision(printed, mention) })
            }
            ActName::Code(name) => Some(self.of_code(name, mention, printed)),
            _ => Some(self.internal(mention, printed)),
        }
    }

    /// A section of a code: of this document if it contains it.
    fn of_code(&self, name: &str, mention: &Mention, printed: &str) -> Target {
        let is_regulations = name.ends_with("CFR");
        match self.internal(mention, printed) {
            Target::Units(units) if is_regulations => Target::Units(units),
            _ => Target::External { act: name.to_owned(), celex: None, provision: provision(printed, mention) },
        }
    }

    fn internal(&self, mention: &Mention, printed: &str) -> Target {
        let Some((widest, narrower)) = mention.parts.split_first() else { return Target::Unresolved };
        let is_of_this = matches!(mention.act, ActName::This(_));
        let found = self.narrowed(self.part(None, widest, is_of_this), narrower, is_of_this);
        if !found.is_empty() {
            return Target::Units(found);
        }
        // a section that this document does not contain belongs to the code around it
        let elsewhere = matches!(widest.head, Head::Part | Head::Section | Head::Group(_)) && self.own.is_code;
        let is_act =
            matches!(&mention.act, ActName::This(name) if matches!(name.as_str(), "title" | "chapter" | "subchapter"));
        if elsewhere || is_act {
            let act =
                if let ActName::This(name) = &mention.act { format!("this {name}") } else { "this code".to_owned() };
            return Target::External { act, celex: None, provision: provision(printed, mention) };
        }
        Target::Unresolved
    }

    /// The units below others that narrower parts mean.
    pub(super) fn narrowed(&self, mut found: Vec<UnitId>, parts: &[Part], is_of_this: bool) -> Vec<UnitId> {
        for part in parts {
            found = found.iter().flat_map(|unit| self.part(Some(*unit), part, is_of_this)).collect();
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn part(&self, within: Option<UnitId>, part: &Part, is_of_this: bool) -> Vec<UnitId> {
        if part.pins.is_empty() {
            return self.around(part.head).into_iter().collect();
        }
        let mut units = Vec::new();
        let mut range: Option<UnitId> = None;
        for pin in &part.pins {
            let unit = self.pin(within, part.head, pin, is_of_this);
            match (range.take(), unit) {
                (Some(first), Some(last)) => units.extend(self.between(first, last)),
                (None, Some(unit)) if !pin.is_range => units.push(unit),
                (Some(first), None) => units.push(first),
                _ => {}
            }
            if pin.is_range {
                range = unit;
            }
        }
        units.extend(range);
        units
    }

    fn pin(&self, within: Option<UnitId>, head: Head, pin: &Pin, is_of_this: bool) -> Option<UnitId> {
        let number = pin.number.to_lowercase();
        let named = |kind: UnitKind| self.index.provision(kind, &number);
        let unit = match head {
            Head::Article => named(UnitKind::Article)?,
            Head::Section => named(UnitKind::Section)?,
            Head::Annex => {
                named(UnitKind::Annex).or_else(|| self.index.only(UnitKind::Annex).filter(|_| number.is_empty()))?
            }
            Head::Group(kind) => named(kind)?,
            Head::Part => named(UnitKind::Part)?,
            Head::Subparagraph => return self.subparagraph(&number),
            Head::Paragraph | Head::Point => return self.item(within, head, pin, is_of_this),
        };
        self.index.below(unit, &pin.groups)
    }

    /// A paragraph or point: below the unit that the reference names, or around the text that contains it.
    fn item(&self, within: Option<UnitId>, head: Head, pin: &Pin, is_of_this: bool) -> Option<UnitId> {
        let mut labels = Vec::with_capacity(pin.groups.len() + 1);
        labels.extend((!pin.number.is_empty()).then(|| bare(&pin.number).to_owned()));
        labels.extend(pin.groups.iter().cloned());
        if let Some(unit) = within {
            return self.index.below(unit, &labels);
        }
        let above: Vec<UnitId> = self.ancestors().collect();
        let outermost = above.iter().rev().find(|id| self.kind(**id).is_some_and(UnitKind::is_provision));
        let first = outermost.filter(|_| is_of_this || head == Head::Paragraph);
        let from_provision = first.and_then(|unit| self.index.below(*unit, &labels));
        from_provision.or_else(|| above.iter().find_map(|unit| self.index.below(*unit, &labels)))
    }

    /// A block of the paragraph around the text: the first one is the paragraph itself, with the items that follow it.
    fn subparagraph(&self, number: &str) -> Option<UnitId> {
        let is_paragraph =
            |unit: &Unit| unit.kind.is_provision() || (unit.kind == UnitKind::Paragraph && unit.label.is_some());
        let paragraph = self.ancestors().find(|id| self.units.get(id.0).is_some_and(is_paragraph))?;
        let unit = self.units.get(paragraph.0)?;
        let is_block = |id: &&UnitId| {
            let child = self.units.get(id.0);
            child.is_some_and(|child| child.label.is_none() && !child.text.is_empty() && child.kind != UnitKind::Table)
        };
        let own = unit.text.iter().any(|span| !span.is_empty()).then_some(paragraph);
        let mut blocks = own.into_iter().chain(unit.children.iter().filter(is_block).copied());
        blocks.nth(number.parse::<usize>().ok()?.checked_sub(1)?)
    }

    pub(super) fn kind(&self, unit: UnitId) -> Option<UnitKind> {
        self.units.get(unit.0).map(|unit| unit.kind)
    }

    /// The unit and those around it, from the innermost outwards.
    pub(super) fn ancestors(&self) -> impl Iterator<Item = UnitId> + '_ {
        std::iter::successors(Some(self.unit), |unit| self.units.get(unit.0)?.parent)
    }

    /// The article, annex or section that contains the text.
    fn around(&self, head: Head) -> Option<UnitId> {
        let kind = match head {
            Head::Article => UnitKind::Article,
            Head::Annex => UnitKind::Annex,
            Head::Section => UnitKind::Section,
            _ => return None,
        };
        self.ancestors().find(|unit| self.kind(*unit) == Some(kind))
    }

    /// The units of the same kind from one to another.
    fn between(&self, first: UnitId, last: UnitId) -> Vec<UnitId> {
        if last < first {
            return vec![first, last];
        }
        let Some(unit) = self.units.get(first.0) else { return Vec::new() };
        let siblings = unit.parent.and_then(|parent| self.units.get(parent.0)).map_or(&[][..], |unit| &unit.children);
        let of_kind = if unit.kind.is_provision() { self.index.ordered(unit.kind) } else { siblings };
        let from = of_kind.partition_point(|id| *id < first);
        let range = of_kind.iter().skip(from).take_while(|id| **id <= last).copied();
        let is_same = |id: &UnitId| self.units.get(id.0).is_some_and(|other| other.kind == unit.kind && !other.quoted);
        range.filter(is_same).take(MOST_UNITS).collect()
    }
}

/// The part of a reference before an act whose name stands elsewhere: "of that Directive", "thereof", "of Regulations (EU) …".
fn without_act(printed: &str) -> &str {
    let printed = printed.strip_suffix(" thereof").unwrap_or(printed);
    let Some((provision, act)) = printed.rsplit_once(" of ") else { return printed };
    let first = act.split(['(', ' ']).next().unwrap_or_default();
    let is_act = matches!(first, "that" | "those") || act.split('(').next().is_some_and(crate::act::is_plural);
    if is_act { provision } else { printed }
}

/// The part of a reference before the act's name.
fn provision(printed: &str, mention: &Mention) -> String {
    if mention.parts.is_empty() {
        return String::new();
    }
    let name = match &mention.act {
        ActName::Numbered(act) => act.name.as_str(),
        ActName::Named(name) | ActName::Code(name) => name.as_str(),
        _ => "",
    };
    let printed = crate::span::collapsed(printed);
    let cut = printed.find(name).filter(|_| !name.is_empty());
    let provision = match cut {
        Some(0) => printed.get(name.len()..).unwrap_or_default(),
        Some(at) => printed.get(..at).unwrap_or_default(),
        None => without_act(&printed),
    };
    let trimmed = provision.trim().trim_end_matches(" the").trim_end_matches(" of").trim_end_matches(" to");
    trimmed.trim_matches([',', ' ']).to_owned()
}
