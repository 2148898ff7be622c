//! `PUT /api/v1/ops/users/{id}`: what is known of a member of staff.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::{
    admissions::StaffRights,
    audit_records::Deed,
    outbox_messages::{self, Addressee, NewMessage},
    staff::{self, Changes, StaffMember},
};
use sisuiq_db::GenericClient;
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Caller, Mobile, Staff, permits};
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, StaffId, StaffRoleId, UserRole};
use utoipa::ToSchema;

use crate::State;
use crate::member::{StaffOut, changeable, covers_member, grantable, is_owner, leaves_an_owner, taken};

/// What is absent stays as it is.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct StaffUpdateIn {
    #[garde(inner(length(chars, min = 1, max = 100)))]
    #[schema(min_length = 1, max_length = 100, example = "Grace")]
    first_name: Option<String>,
    #[garde(inner(length(chars, max = 100)))]
    #[schema(max_length = 100, example = "Okello")]
    last_name: Option<String>,
    #[garde(inner(length(chars, max = 100)))]
    #[schema(max_length = 100, example = "Operations")]
    department: Option<String>,
    /// Not above the caller's own.
    role_id: Option<StaffRoleId>,
    /// Whoever is taken out of service loses their sessions. Back in service they may do nothing that the caller may not.
    is_active: Option<bool>,
    #[garde(inner(length(chars, max = 254), email))]
    #[schema(max_length = 254, format = Email, example = "grace@example.com")]
    email: Option<String>,
    #[garde(inner(length(chars, min = 10, max = 15)))]
    #[schema(min_length = 10, max_length = 15, pattern = r"^\s*\+?[0-9 ().-]+$", example = "+256772123456")]
    mobile: Option<String>,
}

/// Change a member of staff
///
/// Changes a member of staff who has no role above the caller's own. Only who may do nothing that the caller may not is given
/// another role, address or number, or brought back, and of those as high as oneself only `super_admin` changes the role and nobody
/// the address. Messages ask for proof of an address or number, and tell whoever reads the former address. Needs `staff.edit`.
#[utoipa::path(
    put,
    path = "/api/v1/ops/users/{id}",
    tag = "staff",
    params(("id" = StaffId, Path, description = "The member of staff")),
    request_body = StaffUpdateIn,
    responses(
        (status = 200, body = StaffOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: Staff<permits::StaffEdit>,
    Extract(state): Extract<State>,
    Path(id): Path<StaffId>,
    Json(input): Json<StaffUpdateIn>,
) -> Result<Json<StaffOut>> {
    let mobile = input.mobile.as_deref().map(|written| Mobile::parse(written, state.identity.calling_code()));
    let mobile = mobile
        .transpose()
        .map_err(|fault| Problem::unprocessable(vec![FieldError::new("mobile", fault.to_string())]))?;
    let changes = Changes {
        first_name: input.first_name.as_deref(),
        last_name: input.last_name.as_deref(),
        department: input.department.as_deref(),
        role: input.role_id,
        is_active: input.is_active,
        email: input.email.as_deref(),
        mobile: mobile.as_ref().map(Mobile::as_str),
        date_of_leaving: None,
    };
    change(&state, &caller, &caller.rights, id, &changes).await
}

/// Changes a member of staff on behalf of a caller with these rights.
pub(super) async fn change(
    state: &State,
    caller: &Caller,
    rights: &StaffRights,
    id: StaffId,
    changes: &Changes<'_>,
) -> Result<Json<StaffOut>> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let member = changeable(&transaction, id, rights.level).await?;
    if let Some(role) = changes.role {
        grantable(&transaction, role, rights).await?;
    }
    let keeps_role = changes.role.is_none_or(|role| member.role.as_ref().is_some_and(|had| had.id == role));
    let comes_back = changes.is_active == Some(true) && !member.is_active;
    if (comes_back || !keeps_role) && !covers_member(&transaction, rights, &member).await? {
        return Err(
            Problem::forbidden().detail("nobody brings back, or gives another role to, who may do what they may not")
        );
    }
    if !keeps_role && is_as_high(&member, rights) && !is_owner(rights) {
        return Err(Problem::forbidden().detail("nobody takes away the role of somebody as high as oneself"));
    }
    if !keeps_role || changes.is_active == Some(false) {
        leaves_an_owner(&transaction, &member).await?;
    }
    let now = state.clock.now();
    staff::update(&transaction, id, changes, now).await.map_err(taken)?;
    let updated = staff::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("member of staff"))?;
    if member != updated {
        state.identity.record(&transaction, &caller.actor, &deed(id, changes)).await?;
    }
    let is_other_email = !member.email.eq_ignore_ascii_case(&updated.email);
    let is_other_mobile = member.mobile != updated.mobile;
    if is_other_email || is_other_mobile {
        allow_another_address(&transaction, &member, rights).await?;
    }
    let mut messages = Vec::new();
    if is_other_email {
        messages.push((OutboxKind::EmailChanged, Addressee::FormerAddress(member.user, &member.email)));
        messages.push((OutboxKind::EmailVerification, Addressee::Account(member.user)));
    }
    if is_other_mobile {
        messages.push((OutboxKind::MobileVerification, Addressee::Account(member.user)));
    }
    for (kind, to) in &messages {
        let id = OutboxMessageId(state.clock.uuid_v7());
        let message = NewMessage { id, kind: *kind, to: *to, at: now };
        outbox_messages::insert(&transaction, &message).await?;
    }
    transaction.commit().await?;
    if !messages.is_empty() {
        state.outbox.announce().await;
    }
    Ok(Json(updated.into()))
}

fn deed(id: StaffId, changes: &Changes<'_>) -> Deed {
    let closes = changes.is_active == Some(false);
    let action = if closes { AuditAction::CloseStaff } else { AuditAction::UpdateStaff };
    let mut deed = Deed::done(action).to(id).with("fields", changes.names());
    if let Some(role) = changes.role {
        deed = deed.with("role", role.0);
    }
    if let Some(is_active) = changes.is_active {
        deed = deed.with("is_active", is_active);
    }
    deed
}

fn is_as_high(member: &StaffMember, rights: &StaffRights) -> bool {
    member.role.as_ref().is_some_and(|role| role.level >= rights.level)
}

/// Whoever reads an account's messages can choose its password: rights over staff are none over those who run the copilot, nor
/// over those who are as high or may do more.
async fn allow_another_address(client: &impl GenericClient, member: &StaffMember, rights: &StaffRights) -> Result<()> {
    if is_as_high(member, rights) {
        return Err(Problem::forbidden().detail("the address of somebody as high as oneself is not changed here"));
    }
    if !covers_member(client, rights, member).await? {
        return Err(
            Problem::forbidden().detail("the address of somebody who may do what oneself may not is not changed here")
        );
    }
    match member.account_role {
        UserRole::User | UserRole::Guest => Ok(()),
        UserRole::Admin | UserRole::Analyst | UserRole::Compliance | UserRole::Auditor => {
            Err(Problem::forbidden()
                .detail("the address of an account with rights beside its work is not changed here"))
        }
    }
}
