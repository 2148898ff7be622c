//! The status of a token as the API shows it.

use serde::Serialize;
use sisuiq_identity::Person;
use sisuiq_model::UserId;
use utoipa::ToSchema;

/// The account that a token belongs to.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatusOut {
    /// Always true: without a valid token the response is 401.
    #[schema(example = true)]
    authenticated: bool,
    user_id: UserId,
}

impl StatusOut {
    /// The status of this caller's token.
    pub(super) fn of(caller: &Person) -> Self {
        Self { authenticated: true, user_id: caller.id }
    }
}
