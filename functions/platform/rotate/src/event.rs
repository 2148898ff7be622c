//! The event of Secrets Manager.

use serde::Deserialize;

/// One step of a rotation.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Event {
    /// The step to run.
    pub step: Step,
    /// The secret's ARN or name, which the settings name in the same form.
    pub secret_id: String,
    /// The version that is being made.
    pub client_request_token: String,
}

/// The steps, in their order.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
pub enum Step {
    /// Makes the new version of the secret.
    #[serde(rename = "createSecret")]
    Create,
    /// Makes it valid in the database. Signing keys need no such step.
    #[serde(rename = "setSecret")]
    Set,
    /// Tests it.
    #[serde(rename = "testSecret")]
    Test,
    /// Puts it into use.
    #[serde(rename = "finishSecret")]
    Finish,
}

impl Step {
    /// All of them, as they follow each other.
    pub const ALL: [Self; 4] = [Self::Create, Self::Set, Self::Test, Self::Finish];
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    #[test]
    fn event_parses_only_known_steps() {
        let event = |step: &str| json!({ "Step": step, "SecretId": "arn:x", "ClientRequestToken": "token" });
        for (step, name) in Step::ALL.into_iter().zip(["createSecret", "setSecret", "testSecret", "finishSecret"]) {
            let read: Event = from_value(event(name)).unwrap();
            assert_eq!((read.step, read.secret_id, read.client_request_token), (step, "arn:x".into(), "token".into()));
        }
        assert!(from_value::<Event>(event("dropSecret")).is_err());
    }
}
