//! What nobody may do, and what nobody may learn.

mod least_privilege;
mod log;
mod malformed;
mod overtaken;
mod rotation;
mod throttles;
mod unauthorized;
