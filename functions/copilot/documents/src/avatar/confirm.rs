//! `PUT /api/v1/users/me/avatar`: from now on the uploaded picture is the caller's.

use aws_sdk_s3::types::MetadataDirective;
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::users;
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::Person;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{KINDS, PATH, forget, key, pending_key, unavailable};
use crate::State;

/// The range of bytes that identifies a file's type.
const HEAD: &str = "bytes=0-63";

/// The upload to confirm.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct AvatarConfirmIn {
    /// The id from the response that created the upload.
    id: Uuid,
}

/// The caller's avatar.
#[derive(Serialize, ToSchema)]
pub(crate) struct AvatarOut {
    /// The URL of the picture.
    #[schema(example = "/api/v1/users/me/avatar")]
    avatar_url: &'static str,
}

/// Confirm an avatar upload
///
/// Checks the uploaded file and makes it the caller's avatar, replacing the previous one. The file's type is determined
/// by its bytes, not its name.
#[utoipa::path(
    put,
    path = "/api/v1/users/me/avatar",
    tag = "customers",
    request_body = AvatarConfirmIn,
    responses(
        (status = 200, body = AvatarOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn confirm(
    caller: Person,
    Extract(state): Extract<State>,
    Json(input): Json<AvatarConfirmIn>,
) -> Result<Json<AvatarOut>> {
    let (pending, shown) = (pending_key(caller.id, input.id), key(caller.id, input.id));
    let kind = look(&state, &pending).await?;
    let bucket = &state.uploads.bucket;
    let copy = state.objects.copy_object().bucket(bucket).key(&shown).copy_source(format!("{bucket}/{pending}"));
    let copy = copy.metadata_directive(MetadataDirective::Replace).content_type(kind);
    copy.send().await.map_err(unavailable)?;
    let connection = state.database.connection().await?;
    let before = users::replace_avatar(&connection, caller.id, Some(&shown), state.clock.now()).await?;
    drop(connection);
    forget(&state, &pending).await;
    // a repeated confirmation replaces a picture by itself
    if let Some(before) = before.filter(|before| *before != shown) {
        forget(&state, &before).await;
    }
    Ok(Json(AvatarOut { avatar_url: PATH }))
}

/// The uploaded file's type, if it is a supported picture.
async fn look(state: &State, key: &str) -> Result<&'static str> {
    let request = state.objects.get_object().bucket(&state.uploads.bucket).key(key).range(HEAD);
    let object = request.send().await.map_err(|error| {
        if error.as_service_error().is_some_and(aws_sdk_s3::operation::get_object::GetObjectError::is_no_such_key) {
            return Problem::conflict("nothing has been uploaded under this id, or the upload was already confirmed");
        }
        unavailable(error)
    })?;
    let head = object.body.collect().await.map_err(unavailable)?.into_bytes();
    let found = infer::get(&head).map(|kind| kind.mime_type());
    KINDS.into_iter().find(|kind| found == Some(*kind)).ok_or_else(|| {
        let fault = format!("the uploaded file is not {}", KINDS.join(" or "));
        Problem::bad_request(fault.clone()).errors(vec![FieldError::new("id", fault)])
    })
}
