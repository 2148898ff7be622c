//! Columns: their names, their roles in an outage table, and the notation of their values.

pub(crate) mod evidence;
pub(crate) mod roles;
pub(crate) mod units;
pub(crate) mod words;
