//! Creating and deleting collections.

use std::sync::Arc;

use qdrant_client::qdrant::{CollectionOperationResponse, CreateCollection, DeleteCollection};
use tonic::Status;

use crate::failure;
use crate::storage::{Answer, Storage};

const NAME_LIMIT: usize = 255;
const FORBIDDEN_IN_NAMES: [char; 11] = ['<', '>', ':', '"', '/', '\\', '|', '?', '*', '\0', '\u{1F}'];

pub async fn create(storage: &Arc<Storage>, request: CreateCollection) -> Result<CollectionOperationResponse, Status> {
    check_name(&request.collection_name)?;
    let work = move |storage: &Storage| storage.create(request);
    Ok(done(&storage.run(work).await?, true))
}

pub async fn delete(storage: &Arc<Storage>, request: DeleteCollection) -> Result<CollectionOperationResponse, Status> {
    let work = move |storage: &Storage| storage.delete(&request.collection_name);
    let answer = storage.run(work).await?;
    Ok(done(&answer, answer.value))
}

fn done<T>(answer: &Answer<T>, result: bool) -> CollectionOperationResponse {
    CollectionOperationResponse { result, time: answer.seconds }
}

fn check_name(name: &str) -> Result<(), Status> {
    let problem = if name.is_empty() || name.len() > NAME_LIMIT {
        format!("must have 1 to {NAME_LIMIT} bytes, has {}", name.len())
    } else if let Some(character) = name.chars().find(|c| FORBIDDEN_IN_NAMES.contains(c)) {
        format!("collection name cannot contain {character:?}")
    } else {
        return Ok(());
    };
    Err(failure::invalid_field("collection_name", problem))
}
