//! Which provider answers.

use crate::OpenAi;
use sisuiq_config::{ConfigError, Environment, Secrets, settings};
use std::{fmt, str::FromStr};

/// The providers that can be chosen by `LLM_PROVIDER`.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ProviderSettings {
    /// Answers made of quoted sentences, without a network.
    #[default]
    Extractive,
    /// Any endpoint that speaks `OpenAI`'s chat completions.
    OpenAi,
}

impl FromStr for ProviderSettings {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "extractive" => Ok(Self::Extractive),
            "openai" => Ok(Self::OpenAi),
            _ => Err("expected extractive or openai"),
        }
    }
}

impl fmt::Display for ProviderSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Extractive => "extractive",
            Self::OpenAi => "openai",
        })
    }
}

/// The provider that answers.
#[derive(Clone, Debug)]
pub enum Provider {
    /// Answers made of quoted sentences, without a network.
    Extractive,
    /// A model behind an `OpenAI`-compatible endpoint.
    OpenAi(OpenAi),
}

impl Provider {
    /// Reads `LLM_PROVIDER` (default `extractive`) and, for `openai`, `OPENAI_BASE_URL`, `OPENAI_CHAT_MODEL` and
    /// `PROVIDERS_SECRET`.
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> Result<Self, ConfigError> {
        match environment.read(|reader| reader.get(&settings::LLM_PROVIDER))? {
            ProviderSettings::Extractive => Ok(Self::Extractive),
            ProviderSettings::OpenAi => OpenAi::from_environment(environment, secrets).map(Self::OpenAi),
        }
    }

    /// The name for logs and health.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Extractive => "extractive",
            Self::OpenAi(openai) => openai.model(),
        }
    }
}
