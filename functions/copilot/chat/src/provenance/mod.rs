//! `/api/provenance`: what verifies the records of answers.

pub(crate) mod keys;
