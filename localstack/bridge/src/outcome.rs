//! The effect of a function's response on the messages of a batch.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

/// Messages to deliver again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failed {
    /// The whole batch.
    All,
    /// The messages with these ids, possibly none.
    These(BTreeSet<String>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    batch_item_failures: Option<Vec<Item>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    item_identifier: String,
}

impl Failed {
    /// Reads a batch response by the rules of Lambda: after an empty response all messages succeeded. A malformed response,
    /// or one with a message that is not in the batch, fails the whole batch.
    pub(crate) fn read(answer: Value, batch: &BTreeSet<String>) -> Self {
        if !answer.is_object() {
            return Self::These(BTreeSet::new());
        }
        let Ok(answer) = serde_json::from_value::<Answer>(answer) else { return Self::All };
        let items = answer.batch_item_failures.unwrap_or_default();
        let ids: BTreeSet<String> = items.into_iter().map(|item| item.item_identifier).collect();
        if ids.is_subset(batch) { Self::These(ids) } else { Self::All }
    }

    pub(crate) fn includes(&self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::These(ids) => ids.contains(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(answer: Value) -> Failed {
        Failed::read(answer, &["a".to_owned(), "b".to_owned()].into())
    }

    fn these(ids: &[&str]) -> Failed {
        Failed::These(ids.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn invalid_response_fails_the_batch() {
        for failures in [
            json!([{"itemIdentifier": ""}]),
            json!([{"itemIdentifier": null}]),
            json!([{"identifier": "a"}]),
            json!([{"itemIdentifier": "a"}, {"itemIdentifier": "stranger"}]),
            json!("a"),
            json!([1]),
        ] {
            assert_eq!(read(json!({"batchItemFailures": failures})), Failed::All, "{failures}");
        }
    }

    #[test]
    fn saying_nothing_means_that_all_succeeded() {
        for answer in [
            json!(null),
            json!("done"),
            json!({}),
            json!({"batchItemFailures": null}),
            json!({"batchItemFailures": []}),
        ] {
            assert_eq!(read(answer.clone()), these(&[]), "{answer}");
        }
    }

    #[test]
    fn the_named_messages_fail_alone() {
        assert_eq!(read(json!({"batchItemFailures": [{"itemIdentifier": "b"}]})), these(&["b"]));
    }
}
