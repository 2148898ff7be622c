//! Visibility of documents, filters over them, and scopes of searches.

use crate::{DocumentId, DocumentSource, DocumentType, LawFilter, UserId, UserRole};

/// The documents that one caller may see: those for everyone, their own, and those shared with them, their confirmed e-mail address,
/// their role or a group of theirs.
///
/// Queries and vector searches on behalf of a caller take one, so that they cannot omit the check.
#[derive(Clone, Copy, Debug)]
pub struct Visibility {
    user: UserId,
    role: UserRole,
}

impl Visibility {
    /// The visibility of this account with this role.
    #[must_use]
    pub const fn of(user: UserId, role: UserRole) -> Self {
        Self { user, role }
    }

    /// The account that reads.
    #[must_use]
    pub const fn user(self) -> UserId {
        self.user
    }

    /// The account that reads, borrowed for the parameters of a statement.
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

/// The scope of a search: the documents that the caller may see and the filter lets through.
#[derive(Clone, Copy, Debug)]
pub struct SearchScope<'a> {
    /// The caller's visibility.
    pub seen_by: Visibility,
    /// Documents to search.
    pub filter: &'a DocumentFilter,
}

/// Restricts a search to some of the visible documents; an empty list means any.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DocumentFilter {
    /// Publishers.
    pub sources: Vec<DocumentSource>,
    /// Kinds of documents.
    pub kinds: Vec<DocumentType>,
    /// Single documents.
    pub documents: Vec<DocumentId>,
    /// Law that applies on a day; any when absent.
    pub law: Option<LawFilter>,
}

impl DocumentFilter {
    /// Documents of these publishers.
    #[must_use]
    pub fn published_by(sources: &[DocumentSource]) -> Self {
        Self { sources: sources.to_vec(), ..Self::default() }
    }

    /// Returns whether the filter lets every document through.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.kinds.is_empty() && self.documents.is_empty() && self.law.is_none()
    }
}
