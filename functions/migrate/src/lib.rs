//! Brings the database and the vector collection to the current schema.
