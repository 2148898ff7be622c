use std::path::PathBuf;

/// The reason why a template cannot be read. Places are written as paths, such as `Resources.Api.Properties`.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The file cannot be opened or read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file asked for.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// The text is not YAML.
    #[error("the template is not valid YAML: {0}")]
    Syntax(#[from] serde_yaml_ng::Error),
    /// A name is not declared.
    #[error("{place} refers to {name}, which is not a parameter, resource or condition")]
    Unknown {
        /// The place of the reference.
        place: String,
        /// The name.
        name: String,
    },
    /// A parameter's value is not among those it allows.
    #[error("parameter {name} is {value:?} but must be one of {allowed}")]
    NotAllowed {
        /// The parameter.
        name: String,
        /// The value given.
        value: String,
        /// The values that the template allows.
        allowed: String,
    },
    /// An intrinsic function that cannot be evaluated locally.
    #[error("{place} uses {function}, which is not evaluated locally")]
    Unsupported {
        /// The place.
        place: String,
        /// The function's name.
        function: String,
    },
    /// Something is missing, of the wrong type or contradictory.
    #[error("{place}: {reason}")]
    Invalid {
        /// The place.
        place: String,
        /// The error, for people.
        reason: String,
    },
}

impl TemplateError {
    pub(crate) fn invalid(place: impl Into<String>, reason: impl std::fmt::Display) -> Self {
        Self::Invalid { place: place.into(), reason: reason.to_string() }
    }
}
