//! The input of an invocation.

use serde::Deserialize;
use uuid::Uuid;

/// The request of a schedule or an operator.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Order {
    /// Record erasures, create a backup, verify it, remove old ones.
    Backup,
    /// Record erasures and withdrawals outside the database.
    NoteErasures,
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
    EraseAgain,
    /// List the backups.
    List,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn order(json: Value) -> Result<Order, serde_json::Error> {
        serde_json::from_value(json)
    }

    #[test]
    fn nothing_is_replaced_unless_that_is_said() {
        let id = Uuid::from_u128(1);
        assert_eq!(order(json!({ "kind": "restore" })).unwrap(), Order::Restore { id: None, replace: false });
        let replace = json!({ "kind": "restore", "id": id, "replace": true });
        assert_eq!(order(replace).unwrap(), Order::Restore { id: Some(id), replace: true });
    }

    #[test]
    fn an_order_that_is_not_known_is_refused() {
        for unknown in [json!({}), json!({ "kind": "drop" }), json!({ "kind": "restore", "form": 1 }), json!("backup")]
        {
            assert!(order(unknown.clone()).is_err(), "{unknown}");
        }
    }
}
