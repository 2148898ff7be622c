//! Any endpoint that speaks `OpenAI`'s chat completions, streaming.

use crate::{Message, ModelError, Patience, Request, Role, TextStream, pieces};
use genai::{
    Client, ModelIden, ServiceTarget,
    adapter::AdapterKind,
    chat::{ChatMessage, ChatOptions, ChatRequest},
    resolver::{AuthData, Endpoint},
};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_config::{ConfigError, Environment, Secrets, settings};
use std::sync::Arc;
use tokio::{
    sync::OnceCell,
    time::{Instant, timeout_at},
};

/// A model at an endpoint.
#[derive(Clone, Debug)]
pub struct OpenAi {
    client: Arc<OnceCell<Client>>,
    base_url: String,
    model: String,
    secrets: Secrets,
    secret_id: Option<String>,
    patience: Patience,
}

#[derive(Deserialize)]
struct Keys {
    openai_api_key: Option<SecretString>,
}

impl OpenAi {
    /// Reads `OPENAI_BASE_URL`, `OPENAI_CHAT_MODEL`, `PROVIDERS_SECRET` and the limits of [`Patience`]; the key itself is
    /// read at the first question.
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let base_url: String = reader.get(&settings::OPENAI_BASE_URL);
            let secret_id: Option<String> = reader.optional(&settings::PROVIDERS_SECRET);
            if secret_id.is_some() && !reader.stage().is_dev() && base_url.starts_with("http://") {
                reader.problem("OPENAI_BASE_URL", "must begin with https:// outside dev: a key goes there");
            }
            Self {
                client: Arc::default(),
                base_url: with_slash(base_url),
                model: reader.get(&settings::OPENAI_CHAT_MODEL),
                secrets: secrets.clone(),
                secret_id,
                patience: Patience::read(reader),
            }
        })
    }

    /// The model's name.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Starts an answer. Returns once the first piece of it is there; the others follow as they are made. An answer that
    /// is too slow or too long, or ends before it is complete, ends with an error.
    pub async fn stream(&self, request: Request) -> Result<TextStream, ModelError> {
        let deadline = Instant::now() + self.patience.whole;
        let options = ChatOptions::default()
            .with_max_tokens(request.max_tokens)
            .with_temperature(request.temperature)
            .with_stream_header_timeout(self.patience.first_byte)
            .with_stream_read_timeout(self.patience.next_piece);
        let messages = request.messages.into_iter().map(chat_message).collect();
        let chat = ChatRequest::new(messages);
        let started = async {
            match self.start(chat.clone(), &options, deadline, false).await {
                Err(ModelError::Refused(401 | 403)) if self.secret_id.is_some() => {
                    self.start(chat, &options, deadline, true).await
                }
                other => other,
            }
        };
        timeout_at(deadline, started).await.map_err(|_elapsed| ModelError::TooSlow)?
    }

    /// `again` reads the key anew: it may have been rotated.
    async fn start(
        &self,
        chat: ChatRequest,
        options: &ChatOptions,
        deadline: Instant,
        again: bool,
    ) -> Result<TextStream, ModelError> {
        let client = self.client.get_or_try_init(|| async { Client::new() }).await?;
        let started = client.exec_chat_stream(self.target(again).await?, chat, Some(options)).await?;
        pieces::begin(started.stream, deadline).await
    }

    async fn target(&self, again: bool) -> Result<ServiceTarget, ModelError> {
        Ok(ServiceTarget {
            endpoint: Endpoint::from_owned(self.base_url.clone()),
            auth: AuthData::from_single(self.key(again).await?.expose_secret()),
            model: ModelIden::new(AdapterKind::OpenAI, self.model.clone()),
        })
    }

    /// Local endpoints want no key; they get one that says so.
    async fn key(&self, again: bool) -> Result<SecretString, ModelError> {
        let Some(id) = &self.secret_id else { return Ok("none".into()) };
        let read = if again { self.secrets.refresh(id).await } else { self.secrets.get(id).await };
        let keys: Keys = read.map_err(ModelError::NoKey)?;
        Ok(keys.openai_api_key.unwrap_or_else(|| "none".into()))
    }
}

fn with_slash(url: String) -> String {
    if url.ends_with('/') { url } else { url + "/" }
}

fn chat_message(message: Message) -> ChatMessage {
    match message.role {
        Role::System => ChatMessage::system(message.content),
        Role::User => ChatMessage::user(message.content),
        Role::Assistant => ChatMessage::assistant(message.content),
    }
}
