//! Where a backup's objects are.

use uuid::Uuid;

/// What all keys begin with.
pub(crate) const ROOT: &str = "backups/";
/// Where notes of erasures are.
pub(crate) const ERASURES: &str = "backups/erasures/";

/// Where notes of withdrawals are.
pub(crate) const WITHDRAWALS: &str = "backups/withdrawals/";

/// Where everything of a backup is.
pub(crate) fn folder(backup: Uuid) -> String {
    format!("{ROOT}{backup}/")
}

/// Where its manifest is. A backup without one is none.
pub(crate) fn manifest(backup: Uuid) -> String {
    format!("{ROOT}{backup}/manifest")
}

/// Where it is said when it was last read back.
pub(crate) fn verified(backup: Uuid) -> String {
    format!("{ROOT}{backup}/verified")
}

/// Where a part of a table is; also what it is sealed for, so that no part passes for another.
pub(crate) fn part(backup: Uuid, table: &str, number: usize) -> String {
    format!("{ROOT}{backup}/{table}/{number:06}")
}

/// Where a note is, in the folder of those of its kind.
pub(crate) fn note(folder: &str, note: Uuid) -> String {
    format!("{folder}{note}")
}

/// The backup whose folder this is.
pub(crate) fn backup_of(folder: &str) -> Option<Uuid> {
    folder.strip_prefix(ROOT)?.strip_suffix('/')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_backups_are_told_from_others() {
        let id = Uuid::from_u128(7);
        assert_eq!(backup_of(&folder(id)), Some(id));
        for other in [ERASURES, WITHDRAWALS, ROOT, "backups", "docs/x/"] {
            assert_eq!(backup_of(other), None, "{other}");
        }
    }
}
