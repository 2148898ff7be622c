//! One model at one provider's endpoint, streaming.

use crate::{Kind, Message, ModelError, PieceStream, Request, Role, Timeouts, keys::Keys, pieces};
use genai::{
    Client, ModelIden, ServiceTarget,
    adapter::AdapterKind,
    chat::{ChatMessage, ChatOptions, ChatRequest},
    resolver::{AuthData, Endpoint as Address},
};
use secrecy::ExposeSecret;
use std::sync::Arc;
use tokio::{
    sync::OnceCell,
    time::{Instant, timeout_at},
};
use tracing::{Instrument, debug_span, field::Empty};

/// A provider's address and protocol.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub(crate) client: Arc<OnceCell<Client>>,
    pub(crate) kind: Kind,
    /// Ends with a slash.
    pub(crate) base_url: String,
    pub(crate) keys: Keys,
    /// The member of the secret that holds its key.
    pub(crate) key_name: Option<String>,
    pub(crate) timeouts: Timeouts,
}

impl Endpoint {
    /// By when an answer that is begun now has to be there.
    pub(crate) fn deadline(&self) -> Instant {
        Instant::now() + self.timeouts.whole
    }

    /// Starts an answer. Returns once its first piece has arrived; the others follow as a stream. An answer that is too
    /// slow, too long or incomplete ends with an error. `again` reads the key again.
    pub(crate) async fn start(
        &self,
        model: &str,
        request: Request,
        deadline: Instant,
        again: bool,
    ) -> Result<PieceStream, ModelError> {
        let options = ChatOptions::default()
            .with_max_tokens(request.max_tokens)
            .with_temperature(request.temperature)
            .with_capture_usage(true)
            .with_stream_header_timeout(self.timeouts.first_byte)
            .with_stream_read_timeout(self.timeouts.next_piece);
        let chat = ChatRequest::new(request.messages.into_iter().map(chat_message).collect());
        let started = async {
            let client = self.client.get_or_try_init(|| async { Client::new() }).await?;
            let started = client.exec_chat_stream(self.target(model, again).await?, chat, Some(&options)).await?;
            pieces::begin(started.stream, deadline, matches!(self.kind, Kind::Gemini | Kind::Bedrock)).await
        };
        let span = debug_span!(
            "llm",
            otel.name = format!("chat {model}"),
            otel.kind = "client",
            gen_ai.operation.name = "chat",
            gen_ai.request.model = model,
            gen_ai.usage.input_tokens = Empty,
            gen_ai.usage.output_tokens = Empty
        );
        timeout_at(deadline, started).instrument(span).await.map_err(|_elapsed| ModelError::TooSlow)?
    }

    async fn target(&self, model: &str, again: bool) -> Result<ServiceTarget, ModelError> {
        let adapter = match self.kind {
            Kind::Bedrock => AdapterKind::BedrockApi,
            Kind::Anthropic => AdapterKind::Anthropic,
            Kind::OpenAi => AdapterKind::OpenAI,
            Kind::Gemini => AdapterKind::Gemini,
        };
        let key = self.keys.key(self.kind, self.key_name.as_deref(), again).await?;
        Ok(ServiceTarget {
            endpoint: Address::from_owned(self.base_url.clone()),
            auth: AuthData::from_single(key.expose_secret()),
            model: ModelIden::new(adapter, model.to_owned()),
        })
    }
}

fn chat_message(message: Message) -> ChatMessage {
    match message.role {
        Role::System => ChatMessage::system(message.content),
        Role::User => ChatMessage::user(message.content),
        Role::Assistant => ChatMessage::assistant(message.content),
    }
}
