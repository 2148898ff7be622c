//! Rights, confidential data and invalid requests.

mod least_privilege;
mod log;
mod malformed;
mod throttles;
mod unauthorized;
