//! Senders of webhooks, who sign them.

use axum::extract::{FromRequest, FromRequestParts, Request};
use serde::Deserialize;
use sisuiq_http::{Path, Problem, Raw};
use sisuiq_model::SourceId;
use sisuiq_sources::webhook::{SecretError, Verified, WebhookSecret, verify};
use std::collections::HashMap;
use tracing::{error, warn};
use uuid::Uuid;

use crate::State;

/// A webhook that the publisher of a source signed within the last five minutes.
#[derive(Debug)]
pub(crate) struct SignedWebhook {
    pub(crate) source: SourceId,
    /// The id that its sender gave it.
    pub(crate) message: String,
}

/// The secrets of the sources, the newest first: two while a sender changes from one to the other.
#[derive(Deserialize)]
struct SecretsOfSources(HashMap<Uuid, Vec<String>>);

impl FromRequest<State> for SignedWebhook {
    type Rejection = Problem;

    /// Refuses whatever is not signed with 401, the same for sources that do not exist or have no secret.
    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let Path(source) = Path::<SourceId>::from_request_parts(&mut parts, state).await?;
        let headers = parts.headers.clone();
        let Raw(body) = Raw::from_request(Request::from_parts(parts, body), state).await?;
        let secrets = secrets(state, source).await?;
        match verify(&secrets, &headers, &body, state.clock.now()) {
            Ok(Verified { id, secret, .. }) => {
                if secret > 0 {
                    warn!(source.id = %source, "a webhook is signed with an old secret");
                }
                Ok(Self { source, message: id })
            }
            Err(refusal) => {
                warn!(source.id = %source, code = refusal.code(), "a webhook was refused");
                Err(Problem::unauthorized().detail("the webhook is not signed as it has to be"))
            }
        }
    }
}

/// The secrets of a source; none if it has none. A text that is no secret is left out, and logged without its value.
async fn secrets(state: &State, source: SourceId) -> Result<Vec<WebhookSecret>, Problem> {
    let Some(name) = &state.webhooks_secret else { return Ok(Vec::new()) };
    let mut all: SecretsOfSources = state.secrets.get(name).await?;
    let texts = all.0.remove(&source.0).unwrap_or_default();
    let parse = |text: &String| {
        text.parse().inspect_err(|fault: &SecretError| {
            error!(source.id = %source, error = %fault, "a secret of a source's webhooks cannot be used");
        })
    };
    Ok(texts.iter().filter_map(|text| parse(text).ok()).collect())
}
