use super::{ModelInfo, local::LocalEmbedder};
use sisuiq_config::{ConfigError, Environment, settings};
use std::{path::PathBuf, str::FromStr};

/// The provider of embeddings.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Provider {
    /// In this process.
    #[default]
    Local,
}

impl FromStr for Provider {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "local" => Ok(Self::Local),
            _ => Err("the only embedding provider is local"),
        }
    }
}

/// The precision of the local model.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Precision {
    /// 32-bit floating point, equal to the published model.
    #[default]
    F32,
    /// 8-bit weights: several times as fast, slightly different vectors.
    Int8,
}

impl Precision {
    /// The model's file in its folder.
    const fn file_name(self) -> &'static str {
        match self {
            Self::F32 => "model.onnx",
            Self::Int8 => "model-int8.onnx",
        }
    }
}

impl FromStr for Precision {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "f32" => Ok(Self::F32),
            "int8" => Ok(Self::Int8),
            _ => Err("the precision is f32 or int8"),
        }
    }
}

/// The model and its path.
#[derive(Clone, Debug)]
pub struct EmbeddingSettings {
    /// The provider of embeddings.
    pub provider: Provider,
    /// The folder of `model.onnx`, `model-int8.onnx`, the weights of both and `tokenizer.json`.
    pub model_path: PathBuf,
    /// ONNX Runtime's shared library.
    pub runtime_path: PathBuf,
    /// The precision of the model.
    pub precision: Precision,
}

impl EmbeddingSettings {
    /// Reads `EMBEDDING_PROVIDER`, `EMBEDDING_MODEL_PATH`, `ONNXRUNTIME_PATH` and `EMBEDDING_PRECISION` (default f32).
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| Self {
            provider: reader.get(&settings::EMBEDDING_PROVIDER),
            model_path: reader.get(&settings::EMBEDDING_MODEL_PATH),
            runtime_path: reader.get(&settings::ONNXRUNTIME_PATH),
            precision: reader.get(&settings::EMBEDDING_PRECISION),
        })
    }

    /// The same with the precision that `NEXT_EMBEDDING_PRECISION` names; nothing when it is not set.
    pub fn next_from_environment(environment: &Environment) -> Result<Option<Self>, ConfigError> {
        let next = environment.read(|reader| reader.optional(&settings::NEXT_EMBEDDING_PRECISION))?;
        match next {
            Some(precision) => Ok(Some(Self { precision, ..Self::from_environment(environment)? })),
            None => Ok(None),
        }
    }

    /// Every file that is needed.
    #[must_use]
    pub fn files(&self) -> [PathBuf; 4] {
        [self.runtime_path.clone(), self.graph(), self.weights(), self.tokenizer()]
    }

    pub(super) fn graph(&self) -> PathBuf {
        self.model_path.join(self.precision.file_name())
    }

    /// The graph names this file; it is mapped into memory.
    pub(super) fn weights(&self) -> PathBuf {
        self.graph().with_added_extension("data")
    }

    pub(super) fn tokenizer(&self) -> PathBuf {
        self.model_path.join("tokenizer.json")
    }
}

impl ModelInfo {
    /// Reads `EMBEDDING_PROVIDER` and `EMBEDDING_PRECISION`: the identity of the model for a program without its files.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let provider = reader.get(&settings::EMBEDDING_PROVIDER);
            Self::of(provider, reader.get(&settings::EMBEDDING_PRECISION))
        })
    }

    /// The same with the precision that `NEXT_EMBEDDING_PRECISION` names; nothing when it is not set.
    pub fn next_from_environment(environment: &Environment) -> Result<Option<Self>, ConfigError> {
        environment.read(|reader| {
            let provider = reader.get(&settings::EMBEDDING_PROVIDER);
            reader.optional(&settings::NEXT_EMBEDDING_PRECISION).map(|precision| Self::of(provider, precision))
        })
    }

    const fn of(provider: Provider, precision: Precision) -> Self {
        match provider {
            Provider::Local => LocalEmbedder::identity(precision),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_setting_is_named() {
        let environment = Environment::from_pairs([("EMBEDDING_PROVIDER", "abacus"), ("EMBEDDING_PRECISION", "int4")]);
        let message = EmbeddingSettings::from_environment(&environment).unwrap_err().to_string();
        for name in ["EMBEDDING_PROVIDER", "EMBEDDING_MODEL_PATH", "ONNXRUNTIME_PATH", "EMBEDDING_PRECISION"] {
            assert!(message.contains(name), "{message}");
        }
    }

    #[test]
    fn paths_are_enough() {
        let environment =
            Environment::from_pairs([("EMBEDDING_MODEL_PATH", "/model"), ("ONNXRUNTIME_PATH", "/lib.so")]);
        let settings = EmbeddingSettings::from_environment(&environment).unwrap();
        assert_eq!((settings.provider, settings.precision), (Provider::Local, Precision::F32));
        let expected = ["/lib.so", "/model/model.onnx", "/model/model.onnx.data", "/model/tokenizer.json"];
        assert_eq!(settings.files(), expected.map(PathBuf::from));
        let small = EmbeddingSettings { precision: Precision::Int8, ..settings };
        assert_eq!(small.files()[1], PathBuf::from("/model/model-int8.onnx"));
    }

    #[test]
    fn identity_needs_no_paths() {
        let pairs = [("EMBEDDING_PRECISION", "int8"), ("NEXT_EMBEDDING_PRECISION", "f32")];
        let environment = Environment::from_pairs(pairs);
        assert_eq!(ModelInfo::from_environment(&environment).unwrap().name, "all-minilm-l6-v2-int8");
        let next = ModelInfo::next_from_environment(&environment).unwrap().unwrap();
        assert_eq!(next.name, "all-minilm-l6-v2-f32");
        let environment = Environment::from_pairs([("EMBEDDING_PRECISION", "int8")]);
        assert_eq!(ModelInfo::next_from_environment(&environment).unwrap(), None);
    }
}
