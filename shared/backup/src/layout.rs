//! Object keys of a backup.

use uuid::Uuid;

/// The prefix of all keys.
pub(crate) const ROOT: &str = "backups/";
/// The folder of notes of erasures.
pub(crate) const ERASURES: &str = "backups/erasures/";

/// The folder of notes of withdrawals.
pub(crate) const WITHDRAWALS: &str = "backups/withdrawals/";

/// The folder of a backup.
pub(crate) fn folder(backup: Uuid) -> String {
    format!("{ROOT}{backup}/")
}

/// The key of its manifest. A backup without a manifest is incomplete.
pub(crate) fn manifest(backup: Uuid) -> String {
    format!("{ROOT}{backup}/manifest")
}

/// The key of its verification record.
pub(crate) fn verified(backup: Uuid) -> String {
    format!("{ROOT}{backup}/verified")
}

/// The key of a part of a table; also its authenticated data, so that parts cannot be swapped.
pub(crate) fn part(backup: Uuid, table: &str, number: usize) -> String {
    format!("{ROOT}{backup}/{table}/{number:06}")
}

/// The key of a note in the folder of its kind.
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
    fn only_backup_folders_count_as_backups() {
        let id = Uuid::from_u128(7);
        assert_eq!(backup_of(&folder(id)), Some(id));
        for other in [ERASURES, WITHDRAWALS, ROOT, "backups", "docs/x/"] {
            assert_eq!(backup_of(other), None, "{other}");
        }
    }
}
