//! `/api/datasets/shared/{token}/message`: questions about a dataset by the holders of its link. Nothing of them is stored, and nothing of
//! the owner is shown.

pub(crate) mod answer;
pub(crate) mod link;
pub(crate) mod message;
pub(crate) mod question;
