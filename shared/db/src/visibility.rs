//! Whose eyes a search looks through.

use crate::UserId;

/// What one caller may see: documents for everyone, their own, and those shared with them.
///
/// Every query and every vector search over documents takes one, so that none can forget it.
#[derive(Clone, Copy, Debug)]
pub struct Visibility {
    user: UserId,
}

impl Visibility {
    /// What this account may see.
    #[must_use]
    pub const fn of(user: UserId) -> Self {
        Self { user }
    }

    /// The account that looks.
    #[must_use]
    pub const fn user(self) -> UserId {
        self.user
    }
}
