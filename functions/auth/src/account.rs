//! An account as the API shows it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_db::{UserId, UserRole, users};
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
