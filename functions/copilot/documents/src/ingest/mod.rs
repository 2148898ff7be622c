//! Small files in one request, for administrators: through the same bucket, queue and pipeline as uploads by form.

mod accept;
pub(crate) mod docs;
pub(crate) mod docs_async;
pub(crate) mod jobs;
mod queued;
mod take;

use sisuiq_http::Problem;

use crate::State;

/// The largest file, in bytes. Lambda admits events of 6 MB, in which a binary body is Base64 and takes 4/3 of its length.
const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// The largest form, in bytes: the file, the other fields and the boundaries.
pub(crate) const LARGEST_FORM: usize = LARGEST_FILE + 64 * 1024;

/// Names the route for larger files in a problem of a form that is too large.
fn naming_uploads(problem: Problem, state: &State) -> Problem {
    problem.naming_uploads(LARGEST_FILE, ("POST /api/documents", state.uploads.max_bytes))
}
