//! Uploads that did not come before their address expired. The address says when an upload may begin, not when it ends, so
//! one may come all the same.

use crate::Refusal;

/// What they are known by when one comes.
pub(crate) const CODE: &str = "upload_expired";

/// What the owner of such a document is told.
pub(crate) fn refusal() -> Refusal {
    Refusal { code: CODE, detail: "The file was not uploaded before its address expired.".to_owned() }
}
