//! Errors, extractors, middleware and API description of every HTTP function.
//!
//! A function builds its routes on [`router`], reads input through [`Json`], [`Path`] and [`Query`], fails with
//! [`Problem`], and hands the router to [`serve`], which adds what every response must have.

mod address;
mod cursor;
mod extract;
mod idempotency;
mod language;
mod limits;
mod middleware;
mod openapi;
mod origin;
mod problem;
mod seal;
mod serve;
mod service;

pub use address::ClientAddress;
pub use cursor::Cursor;
pub use extract::{CursorPaging, Form, Json, Paged, Paging, Path, Query, Raw, SentFile};
pub use idempotency::{
    Claim, ClaimedKey, IdempotencyHeader, IdempotencyKey, RESPONSE_LIFETIME, StoredResponse, Submitted, SubmittedForm,
    replayed,
};
pub use language::{PreferredLanguage, korean_by_default};
pub use limits::{Left, Quota, QuotaError, Quotas, Standing, StandingSlot};
pub use openapi::{
    BadRequest, Conflict, Forbidden, Internal, NotFound, PayloadTooLarge, RequestTimeout, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType, finish, openapi, router,
};
pub use problem::{FieldError, Problem, ProblemBody};
pub use seal::Seal;
pub use serve::serve;
pub use service::Service;

/// The result of every handler.
pub type Result<T> = std::result::Result<T, Problem>;
