//! What nobody may do.
