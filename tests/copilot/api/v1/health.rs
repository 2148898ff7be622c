//! The health of what the copilot depends on.

mod providers;
