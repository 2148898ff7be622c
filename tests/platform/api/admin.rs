//! Administration that needs no other system.

mod backups;
