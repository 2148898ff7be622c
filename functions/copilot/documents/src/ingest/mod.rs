//! Small files in one request, for administrators: through the same bucket, queue and pipeline as uploads by form.

mod accept;
pub(crate) mod docs;
pub(crate) mod docs_async;
pub(crate) mod jobs;
mod queued;
mod take;

/// The largest body, in bytes. Lambda admits events of 6 MB, in which a binary body is Base64 and takes 4/3 of its length.
pub(crate) const LARGEST: usize = 4 * 1024 * 1024;
