//! "that Article", "that Regulation": what was named before in the same text, or in the texts around it.

use std::collections::HashMap;

use super::Target;
use super::mention::{ActName, Head, Mention, Part, Pin, Pointer};
use super::resolve::Resolver;
use crate::unit::{UnitId, UnitKind};

/// What texts have named so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Before {
    acts: HashMap<UnitId, ActName>,
    parts: HashMap<(UnitId, Head), Target>,
}

impl Before {
    /// The act that was named last.
    pub(super) fn act(&self, resolver: &Resolver<'_>) -> Option<&ActName> {
        around(resolver).find_map(|unit| self.acts.get(&unit))
    }

    /// What a mention with "that" means; `None` for a point that was not named before: "at that point".
    pub(super) fn target(&self, resolver: &Resolver<'_>, mention: &Mention) -> Option<Target> {
        let place = mention.parts.iter().position(Part::is_before)?;
        let part = mention.parts.get(place)?;
        let named = around(resolver).find_map(|unit| self.parts.get(&(unit, part.head)));
        let narrower = mention.parts.get(place + 1..).unwrap_or_default();
        match named {
            Some(Target::Units(units)) => {
                // "that Article" after "Articles 5 and 6" could mean either
                let is_clear = units.len() == 1 || part.pointer == Pointer::SeveralBefore;
                let found = if is_clear { resolver.narrowed(units.clone(), narrower, false) } else { Vec::new() };
                Some(if found.is_empty() { Target::Unresolved } else { Target::Units(found) })
            }
            Some(Target::External { act, celex, provision }) => {
                let provision = of(narrower, provision);
                Some(Target::External { act: act.clone(), celex: celex.clone(), provision })
            }
            Some(Target::Unresolved) => Some(Target::Unresolved),
            None => (part.head != Head::Point).then_some(Target::Unresolved),
        }
    }

    /// Stores what a mention names.
    pub(super) fn read(&mut self, resolver: &Resolver<'_>, mention: &Mention, target: Option<&Target>) {
        if let ActName::Numbered(_) | ActName::Named(_) = &mention.act {
            self.acts.insert(resolver.unit, mention.act.clone());
        }
        if mention.parts.iter().any(Part::is_before) {
            return;
        }
        for parts in openings(&mention.parts) {
            let Some(head) = parts.last().map(head) else { continue };
            let meant = match target {
                Some(Target::External { act, celex, .. }) => {
                    Target::External { act: act.clone(), celex: celex.clone(), provision: of(&parts, "") }
                }
                Some(Target::Units(_)) => {
                    let is_of_this = matches!(mention.act, ActName::This(_));
                    let widest = parts.first().map(|part| resolver.part(None, part, is_of_this));
                    let narrower = parts.get(1..).unwrap_or_default();
                    Target::Units(resolver.narrowed(widest.unwrap_or_default(), narrower, is_of_this))
                }
                Some(Target::Unresolved) => Target::Unresolved,
                None => continue,
            };
            self.parts.insert((resolver.unit, head), meant);
        }
    }
}

/// The unit whose text is read and those around it, up to the provision.
fn around<'a>(resolver: &'a Resolver<'_>) -> impl Iterator<Item = UnitId> + 'a {
    let mut is_outside = false;
    resolver.ancestors().take_while(move |unit| {
        let is_within = !is_outside;
        is_outside |= resolver.kind(*unit).is_some_and(|kind| kind.is_provision() || kind.is_container());
        is_within
    })
}

/// The name for what a part means: of "Article 5(1)(a)", with all its numbers, a point.
fn head(part: &Part) -> Head {
    match (part.head, part.pins.iter().map(|pin| pin.groups.len()).max()) {
        (Head::Article | Head::Annex | Head::Section, Some(1)) => Head::Paragraph,
        (Head::Article | Head::Annex | Head::Section, Some(2..)) | (Head::Paragraph, Some(1..)) => Head::Point,
        (head, _) => head,
    }
}

/// What a mention names on its way: "Article 5", "Article 5(1)" and "Article 5(1)(a)".
fn openings(parts: &[Part]) -> Vec<Vec<Part>> {
    let mut openings = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let deepest = part.pins.iter().map(|pin| pin.groups.len()).max().unwrap_or(0);
        // of "Article 1(1)(a)(i)", only the article, the paragraph and the point
        for groups in (0..deepest.min(2)).chain([deepest]) {
            let mut opening: Vec<Part> = parts.get(..place).unwrap_or_default().to_vec();
            opening.push(Part { pins: shortened(&part.pins, groups), ..part.clone() });
            openings.push(opening);
        }
    }
    openings
}

/// Numbers with at most so many groups, each once.
fn shortened(pins: &[Pin], groups: usize) -> Vec<Pin> {
    let mut shortened: Vec<Pin> = Vec::new();
    for pin in pins {
        let pin = Pin { groups: pin.groups.iter().take(groups).cloned().collect(), ..pin.clone() };
        let is_same = shortened.last().is_some_and(|last| last.number == pin.number && last.groups == pin.groups);
        if !is_same {
            shortened.push(pin);
        }
    }
    shortened
}

/// "point (a) of paragraph 2 of Article 5"
fn of(parts: &[Part], around: &str) -> String {
    let names = parts.iter().rev().map(name).chain((!around.is_empty()).then(|| around.to_owned()));
    names.filter(|name| !name.is_empty()).collect::<Vec<String>>().join(" of ")
}

fn name(part: &Part) -> String {
    let word = match part.head {
        Head::Part => "part",
        Head::Group(UnitKind::Chapter) => "Chapter",
        Head::Group(UnitKind::Title) => "Title",
        Head::Group(UnitKind::Subpart) => "subpart",
        Head::Group(_) => "Section",
        Head::Annex => "Annex",
        Head::Section => "section",
        Head::Article => "Article",
        Head::Paragraph => "paragraph",
        Head::Subparagraph => "subparagraph",
        Head::Point => "point",
    };
    let number = |pin: &Pin| {
        let groups = pin.groups.iter().flat_map(|group| ["(", group, ")"]).collect::<String>();
        format!("{}{groups}{}", pin.number, if pin.is_range { " to" } else { "" })
    };
    let numbers: Vec<String> = part.pins.iter().map(number).collect();
    format!("{word} {}", numbers.join(", ").replace(" to,", " to")).trim_end().to_owned()
}
