//! Any endpoint that speaks `OpenAI`'s chat completions, streaming.

use crate::{Message, ModelError, Request, Role, TextStream};
use futures::{StreamExt, TryStreamExt, future, stream};
use genai::{
    Client, ModelIden, ServiceTarget,
    adapter::AdapterKind,
    chat::{ChatMessage, ChatOptions, ChatRequest, ChatStreamEvent},
    resolver::{AuthData, Endpoint},
};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_config::{ConfigError, Environment, Secrets};
use std::{sync::Arc, time::Duration};
use tokio::sync::OnceCell;

/// Until the first byte of an answer.
const FIRST_BYTE_TIMEOUT: Duration = Duration::from_mins(1);
/// Between two pieces of an answer.
const NEXT_PIECE_TIMEOUT: Duration = Duration::from_secs(30);

/// A model at an endpoint.
#[derive(Clone, Debug)]
pub struct OpenAi {
    client: Arc<OnceCell<Client>>,
    base_url: String,
    model: String,
    secrets: Secrets,
    secret_id: Option<String>,
}

#[derive(Deserialize)]
struct Keys {
    openai_api_key: Option<SecretString>,
}

impl OpenAi {
    /// Reads `OPENAI_BASE_URL`, `OPENAI_CHAT_MODEL` and `PROVIDERS_SECRET`; the key itself is read at the first question.
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> Result<Self, ConfigError> {
        environment.read(|reader| Self {
            client: Arc::default(),
            base_url: with_slash(reader.required("OPENAI_BASE_URL")),
            model: reader.required("OPENAI_CHAT_MODEL"),
            secrets: secrets.clone(),
            secret_id: reader.optional("PROVIDERS_SECRET"),
        })
    }

    /// The model's name.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Starts an answer. Returns once the first piece of it is there; the others follow as they are made.
    pub async fn stream(&self, request: Request) -> Result<TextStream, ModelError> {
        let options = ChatOptions::default()
            .with_max_tokens(request.max_tokens)
            .with_temperature(request.temperature)
            .with_stream_header_timeout(FIRST_BYTE_TIMEOUT)
            .with_stream_read_timeout(NEXT_PIECE_TIMEOUT);
        let messages = request.messages.into_iter().map(chat_message).collect();
        let chat = ChatRequest::new(messages);
        match self.start(chat.clone(), &options, false).await {
            Err(ModelError::Refused(401 | 403)) if self.secret_id.is_some() => self.start(chat, &options, true).await,
            other => other,
        }
    }

    /// `again` reads the key anew: it may have been rotated.
    async fn start(&self, chat: ChatRequest, options: &ChatOptions, again: bool) -> Result<TextStream, ModelError> {
        let client = self.client.get_or_try_init(|| async { Client::new() }).await?;
        let started = client.exec_chat_stream(self.target(again).await?, chat, Some(options)).await?;
        let pieces = started.stream.map_err(ModelError::from).try_filter_map(|event| future::ok(piece(event)));
        let mut pieces = pieces.boxed();
        let first = pieces.try_next().await?;
        Ok(stream::iter(first.map(Ok)).chain(pieces).boxed())
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

fn piece(event: ChatStreamEvent) -> Option<String> {
    match event {
        ChatStreamEvent::Chunk(piece) if !piece.content.is_empty() => Some(piece.content),
        _ => None,
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
