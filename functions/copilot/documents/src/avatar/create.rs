//! `POST /api/v1/users/me/avatar`: a place for a picture.

use axum::extract::State as Extract;
use garde::Validate;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use sisuiq_http::{
    BadRequest, Forbidden, Json, PayloadTooLarge, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::Person;
use sisuiq_identity::admission::Uploads;
use sisuiq_uploads::UploadOut;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{KINDS, LARGEST, PATH, pending_key};
use crate::State;

/// A new picture to upload.
#[derive(Deserialize, ToSchema, Validate)]
pub(crate) struct AvatarIn {
    /// `image/jpeg` or `image/png`.
    #[garde(custom(|kind: &str, (): &()| known(kind)))]
    #[schema(max_length = 10, pattern = "^image/(jpeg|png)$", example = "image/png")]
    content_type: String,
    /// The size in bytes, at most 10 MiB; the upload has to have exactly this size.
    #[garde(range(min = 1, max = LARGEST))]
    #[schema(minimum = 1, maximum = 10_485_760, example = 48_213)]
    size: u64,
}

/// A new upload for an avatar.
#[derive(Serialize, ToSchema)]
pub(crate) struct AvatarUploadOut {
    /// The id to confirm after the upload.
    id: Uuid,
    /// The upload form.
    upload: UploadOut,
    /// The URL of the picture once it is confirmed.
    #[schema(example = "/api/v1/users/me/avatar")]
    avatar_url: &'static str,
}

/// Create an upload for an avatar
///
/// Returns the form to upload a picture with and stores nothing yet: upload the picture, then confirm it with `PUT`.
#[utoipa::path(
    post,
    path = "/api/v1/users/me/avatar",
    tag = "customers",
    extensions(("x-throttle" = json!("work"))),
    request_body = AvatarIn,
    responses(
        (status = 201, body = AvatarUploadOut), BadRequest, Unauthorized, Forbidden, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: Person<Uploads>,
    Extract(state): Extract<State>,
    Json(input): Json<AvatarIn>,
) -> Result<(StatusCode, Json<AvatarUploadOut>)> {
    let id = state.clock.uuid_v7();
    let key = pending_key(caller.id, id);
    let upload = state.uploads.promise(&key, &input.content_type, input.size, state.clock.now()).await?;
    Ok((StatusCode::CREATED, Json(AvatarUploadOut { id, upload, avatar_url: PATH })))
}

fn known(kind: &str) -> garde::Result {
    if KINDS.contains(&kind) { Ok(()) } else { Err(garde::Error::new(format!("must be {}", KINDS.join(" or ")))) }
}
