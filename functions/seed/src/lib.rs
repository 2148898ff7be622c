//! Demo data for development.
