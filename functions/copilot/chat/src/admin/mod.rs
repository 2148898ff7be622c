//! `/api/admin`: the route of this function for administrators.

pub(crate) mod tips;
