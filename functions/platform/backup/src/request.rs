//! The input of an invocation.

use serde::Deserialize;
use uuid::Uuid;

/// The request of a schedule or an operator.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Request {
    /// Record erasures, create a backup, verify it, remove old ones.
    Backup,
    /// Record erasures and withdrawals outside the database.
    #[serde(rename = "note_erasures")]
    RecordErasures,
    /// Verify a backup, or the newest one.
    Verify {
        /// The backup's id.
        #[serde(default)]
        id: Option<Uuid>,
    },
    /// Restore a backup, or the newest one.
    Restore {
        /// The backup's id.
        #[serde(default)]
        id: Option<Uuid>,
        /// True if existing data may be replaced.
        #[serde(default)]
        replace: bool,
    },
    /// Repeat recorded erasures and withdrawals in a database that was restored by other means.
    #[serde(rename = "erase_again")]
    ReapplyErasures,
    /// Restore a backup, or the newest verified one, beside the live data, and compare it.
    Drill {
        /// The backup's id.
        #[serde(default)]
        id: Option<Uuid>,
    },
    /// The same, unless a drill has passed in the last 30 days.
    DrillIfDue,
    /// List the backups.
    List,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn parse(json: Value) -> Result<Request, serde_json::Error> {
        serde_json::from_value(json)
    }

    #[test]
    fn wire_names_are_stable() {
        assert_eq!(parse(json!({ "kind": "note_erasures" })).unwrap(), Request::RecordErasures);
        assert_eq!(parse(json!({ "kind": "erase_again" })).unwrap(), Request::ReapplyErasures);
        assert_eq!(parse(json!({ "kind": "drill" })).unwrap(), Request::Drill { id: None });
        // the local scheduler adds this to the first input of each schedule
        assert_eq!(parse(json!({ "kind": "drill_if_due", "idle_seconds": 0 })).unwrap(), Request::DrillIfDue);
    }

    #[test]
    fn restore_replaces_only_on_request() {
        let id = Uuid::from_u128(1);
        assert_eq!(parse(json!({ "kind": "restore" })).unwrap(), Request::Restore { id: None, replace: false });
        let replace = json!({ "kind": "restore", "id": id, "replace": true });
        assert_eq!(parse(replace).unwrap(), Request::Restore { id: Some(id), replace: true });
    }

    #[test]
    fn unknown_requests_are_rejected() {
        for unknown in [json!({}), json!({ "kind": "drop" }), json!({ "kind": "restore", "form": 1 }), json!("backup")]
        {
            assert!(parse(unknown.clone()).is_err(), "{unknown}");
        }
    }
}
