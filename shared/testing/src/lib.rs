//! Worlds for tests: databases, collections, accounts, faults.
