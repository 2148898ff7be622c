//! An account as the API shows it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::users;
use sisuiq_model::{UserId, UserRole};
use utoipa::ToSchema;

/// A user.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserOut {
    id: UserId,
    #[schema(example = "demo@sisuiq.com")]
    email: String,
    #[schema(example = "Demo Admin")]
    name: String,
    role: UserRole,
    is_active: bool,
    created_at: Timestamp,
    last_login_at: Option<Timestamp>,
}

impl From<users::User> for UserOut {
    fn from(user: users::User) -> Self {
        Self {
            id: user.id,
            email: user.email,
            name: user.name,
            role: user.role,
            is_active: user.is_active,
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}

impl UserOut {
    /// An account just made.
    pub(crate) fn new(new: &users::NewUser<'_>) -> Self {
        Self {
            id: new.id,
            email: new.email.to_owned(),
            name: new.name.to_owned(),
            role: new.role,
            is_active: true,
            created_at: new.created_at,
            last_login_at: None,
        }
    }
}
