//! The health of the copilot's dependencies.

mod providers;
