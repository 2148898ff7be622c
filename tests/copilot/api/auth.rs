//! API keys for programs.

mod api_keys;
