use serde::{Deserialize, Serialize};

use crate::evidence::Subject;
use crate::{Kind, Name};

/// The publisher's judgement how well a name identifies an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameQuality {
    /// A name by which the entity is expected to be recognised.
    #[default]
    Strong,
    /// A nickname, or a name that many share. Hits on it score a tenth lower.
    Weak,
}

impl NameQuality {
    /// The factor by which a score of the name counts.
    pub(crate) const fn factor(self) -> f64 {
        match self {
            Self::Strong => 1.0,
            Self::Weak => 0.9,
        }
    }
}

/// A name of an entity of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedName {
    /// The name.
    pub name: Name,
    /// How well the list says that it identifies the entity.
    pub quality: NameQuality,
}

/// An entity of a list with its names and the facts beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedEntity {
    /// The key by which the caller knows the entity. Each entity of an index has its own.
    pub key: String,
    /// The names: the primary one and the aliases.
    pub names: Vec<ListedName>,
    /// Birth dates, countries, gender and identifiers.
    pub facts: Subject,
}

impl ListedEntity {
    /// An entity without names and facts.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), names: Vec::new(), facts: Subject::default() }
    }

    /// Adds a name.
    #[must_use]
    pub fn with_name(mut self, text: &str, kind: Kind, quality: NameQuality) -> Self {
        self.names.push(ListedName { name: Name::parse(text, kind), quality });
        self
    }

    /// Replaces the facts.
    #[must_use]
    pub fn with_facts(mut self, facts: Subject) -> Self {
        self.facts = facts;
        self
    }
}
