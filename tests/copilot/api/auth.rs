//! Keys by which programs use the copilot.

mod api_keys;
