//! The messages sent to a model.

/// The role of the speaker.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// The product: rules and context.
    System,
    /// The person who asks.
    User,
    /// The model, earlier.
    Assistant,
}

/// One message of the conversation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message {
    /// The role of the speaker.
    pub role: Role,
    /// The text.
    pub content: String,
}

/// A whole request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The conversation; the last message is the user's.
    pub messages: Vec<Message>,
    /// The most tokens to generate.
    pub max_tokens: u32,
    /// Randomness, from 0.
    pub temperature: f64,
}

/// The tokens of a call as the provider counted them; none if it did not report them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Usage {
    /// Tokens that the model read.
    pub input_tokens: Option<u64>,
    /// Tokens that it wrote.
    pub output_tokens: Option<u64>,
}
