//! What nobody may do, and what nobody may learn.

mod least_privilege;
mod log;
mod malformed;
mod throttles;
mod unauthorized;
