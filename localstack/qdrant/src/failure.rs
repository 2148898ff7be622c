//! Errors with Qdrant's own codes and messages.

use qdrant_edge::OperationError;
use tonic::Status;
use validator::ValidationErrors;

pub fn collection_not_found(name: &str) -> Status {
    Status::not_found(format!("Not found: Collection `{name}` doesn't exist!"))
}

pub fn collection_exists(name: &str) -> Status {
    Status::already_exists(format!("Collection `{name}` already exists!"))
}

pub fn alias_not_found(name: &str) -> Status {
    Status::not_found(format!("Not found: Alias {name} does not exists!"))
}

pub fn bad_input(description: impl std::fmt::Display) -> Status {
    Status::invalid_argument(format!("Wrong input: {description}"))
}

/// The error for a field of the request that is outside its limits.
pub fn invalid_field(field: &str, problem: impl std::fmt::Display) -> Status {
    Status::invalid_argument(format!("Validation error in body: [{field}: {problem}]"))
}

pub fn invalid(errors: &ValidationErrors) -> Status {
    Status::invalid_argument(format!("Validation error in body: [{errors}]"))
}

/// The error for a call or an option that Qdrant supports and this server does not.
pub fn not_covered(what: &str) -> Status {
    Status::unimplemented(format!("qdrant-local does not cover {what}"))
}

pub fn internal(cause: impl std::fmt::Display) -> Status {
    tracing::error!("request failed: {cause}");
    Status::internal(format!("Service internal error: {cause}"))
}

/// The status that Qdrant returns for an error of its engine.
pub fn from_engine(error: &OperationError) -> Status {
    match error {
        OperationError::ServiceError { .. }
        | OperationError::InconsistentStorage { .. }
        | OperationError::FileNotFound { .. }
        | OperationError::OutOfMemory { .. }
        | OperationError::OutOfAppendableCapacity { .. } => internal(error),
        OperationError::PointIdError { .. } => Status::not_found(format!("Not found: {error}")),
        OperationError::Cancelled { .. } => Status::cancelled(error.to_string()),
        OperationError::Timeout { .. } => Status::deadline_exceeded(error.to_string()),
        _ => bad_input(error),
    }
}
