//! Whose eyes a search looks through, and at what.

use crate::{DocumentId, DocumentSource, DocumentType, UserId, UserRole};

/// What one caller may see: documents for everyone, their own, and those shared with them or with their role.
///
/// Every query and every vector search over documents takes one, so that none can forget it.
#[derive(Clone, Copy, Debug)]
pub struct Visibility {
    user: UserId,
    role: UserRole,
}

impl Visibility {
    /// What this account may see, whose role this is.
    #[must_use]
    pub const fn of(user: UserId, role: UserRole) -> Self {
        Self { user, role }
    }

    /// The account that looks.
    #[must_use]
    pub const fn user(self) -> UserId {
        self.user
    }

    /// The account that looks, borrowed for the parameters of a statement.
    #[must_use]
    pub const fn parameter(&self) -> &UserId {
        &self.user
    }

    /// Its role.
    #[must_use]
    pub const fn role(self) -> UserRole {
        self.role
    }
}

/// Which of the visible documents count; an empty list means any.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DocumentFilter {
    /// Published by one of these.
    pub sources: Vec<DocumentSource>,
    /// Of one of these kinds.
    pub kinds: Vec<DocumentType>,
    /// One of these.
    pub documents: Vec<DocumentId>,
}

impl DocumentFilter {
    /// Those that these published.
    #[must_use]
    pub fn published_by(sources: &[DocumentSource]) -> Self {
        Self { sources: sources.to_vec(), ..Self::default() }
    }

    /// Whether every document counts.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.kinds.is_empty() && self.documents.is_empty()
    }
}
