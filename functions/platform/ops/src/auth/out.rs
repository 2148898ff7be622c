//! The response to a login or refresh: the staff member and the tokens.

use serde::Serialize;
use sisuiq_accounts_db::{staff, staff_permissions};
use sisuiq_http::{Problem, Result};
use sisuiq_identity::{Granted, TokensOut};
use sisuiq_model::StaffId;
use utoipa::ToSchema;

use crate::State;
use crate::member::StaffOut;

/// A staff member with the new tokens of a session.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffAuthOut {
    user: StaffOut,
    tokens: TokensOut,
    /// The permissions of their role; none without an active role.
    #[schema(example = json!(["bookings.view", "complaints.view"]))]
    permissions: Vec<String>,
}

impl StaffAuthOut {
    pub(super) async fn load(state: &State, id: StaffId, granted: &Granted) -> Result<Self> {
        let connection = state.database.connection().await?;
        let member = staff::find(&connection, id).await?.ok_or_else(|| Problem::not_found("staff member"))?;
        let role = member.role.as_ref().filter(|role| role.is_active).map(|role| role.id);
        let permissions = match role {
            Some(role) => staff_permissions::list_of_role(&connection, role).await?,
            None => Vec::new(),
        };
        let permissions = permissions.into_iter().map(|permission| permission.name).collect();
        Ok(Self { user: member.into(), tokens: TokensOut::new(granted), permissions })
    }
}
