use std::collections::BTreeMap;

use serde::Serialize;

use crate::entity::{Entity, EntityKind};
use crate::text::is_lost;

/// The reason why a statement of a source has no typed form. Its text is in the entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A part of a structured remark has no known form.
    UnknownRemark,
    /// A date has no known form, or does not exist in the calendar.
    UnreadDate,
    /// An address of a digital currency is cut or has another shape than its currency's addresses.
    MalformedWallet,
    /// A remark was cut at the publisher's limit, and its continuation is absent.
    CutRemark,
    /// An element, attribute or column has no known meaning.
    UnknownField,
    /// The kind of an entity has no known name.
    UnknownKind,
    /// The quality or type of a name has no known name.
    UnknownNameType,
    /// A gender has no known name.
    UnknownGender,
    /// A character was lost before the list was published: U+FFFD or a control character above U+007F is in its place.
    LostCharacter,
    /// A row is the literal repetition of another row.
    RepeatedRow,
    /// A link names an entity that the list does not have.
    UnresolvedLink,
    /// A link has a name that several entities have.
    AmbiguousLink,
}

/// Examples that a report stores for each reason.
const EXAMPLES: usize = 5;

/// Counts of what a reader found and what it did not understand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReadReport {
    /// The number of entities.
    pub entities: usize,
    /// The number of entities of each kind; a kind without entities is left out.
    pub kinds: BTreeMap<EntityKind, usize>,
    /// Statements of the source: parts of remarks, fields and elements that are not empty.
    pub statements: usize,
    /// The number of wallets of all entities.
    pub wallets: usize,
    /// The number of links of all entities.
    pub links: usize,
    /// Links whose target is known.
    pub links_resolved: usize,
    /// Statements without a typed form, by reason.
    pub notes: BTreeMap<Reason, usize>,
    /// The first texts of each reason.
    pub examples: BTreeMap<Reason, Vec<String>>,
    /// The encoding of a list that may have one of several: `UTF-8` or `ISO-8859-1`.
    pub encoding: &'static str,
}

impl ReadReport {
    /// The number of statements without a typed form for a reason.
    #[must_use]
    pub fn count(&self, reason: Reason) -> usize {
        self.notes.get(&reason).copied().unwrap_or_default()
    }

    /// The statements that were not understood: everything but repeated rows and links without a target.
    #[must_use]
    pub fn not_understood(&self) -> usize {
        let understood = [Reason::RepeatedRow, Reason::UnresolvedLink, Reason::AmbiguousLink];
        self.notes.iter().filter(|(reason, _)| !understood.contains(reason)).map(|(_, count)| count).sum()
    }

    pub(crate) fn note(&mut self, reason: Reason, text: &str) {
        *self.notes.entry(reason).or_default() += 1;
        let examples = self.examples.entry(reason).or_default();
        if examples.len() < EXAMPLES {
            examples.push(text.chars().take(200).collect());
        }
    }

    /// Counts characters that were lost before publication, each with the words before it.
    pub(crate) fn note_lost_characters(&mut self, text: &str) {
        for (position, _) in text.char_indices().filter(|(_, character)| is_lost(*character)) {
            let before: Vec<char> = text.get(..position).unwrap_or_default().chars().rev().take(40).collect();
            self.note(Reason::LostCharacter, &before.into_iter().rev().collect::<String>());
        }
    }

    pub(crate) fn finish(&mut self, entities: &[Entity]) {
        self.entities = entities.len();
        for entity in entities {
            *self.kinds.entry(entity.kind).or_default() += 1;
            self.wallets += entity.wallets.len();
            self.links += entity.links.len();
        }
    }
}
