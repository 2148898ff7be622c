//! Changing and listing aliases.

use std::sync::Arc;

use qdrant_client::qdrant::{
    AliasDescription, ChangeAliases, CollectionOperationResponse, ListAliasesRequest, ListAliasesResponse,
    ListCollectionAliasesRequest,
};
use tonic::Status;

use crate::aliases::Aliases;
use crate::storage::Storage;

pub async fn update(storage: &Arc<Storage>, request: ChangeAliases) -> Result<CollectionOperationResponse, Status> {
    let work = move |storage: &Storage| storage.change_aliases(request.actions);
    let answer = storage.run(work).await?;
    Ok(CollectionOperationResponse { result: true, time: answer.seconds })
}

pub async fn list(storage: &Arc<Storage>, _request: ListAliasesRequest) -> Result<ListAliasesResponse, Status> {
    let answer = storage.run(|storage| Ok(storage.aliases())).await?;
    Ok(ListAliasesResponse { aliases: descriptions(&answer.value, |_| true), time: answer.seconds })
}

pub async fn list_of_collection(
    storage: &Arc<Storage>,
    request: ListCollectionAliasesRequest,
) -> Result<ListAliasesResponse, Status> {
    let name = request.collection_name;
    let answer = storage
        .run(move |storage| {
            let collection = storage.find(&name)?;
            let of_collection = |target: &str| target == collection.name();
            Ok(descriptions(&storage.aliases(), of_collection))
        })
        .await?;
    Ok(ListAliasesResponse { aliases: answer.value, time: answer.seconds })
}

fn descriptions(aliases: &Aliases, wanted: impl Fn(&str) -> bool) -> Vec<AliasDescription> {
    let wanted = aliases.iter().filter(|(_, collection)| wanted(collection));
    let describe = |(alias, collection): (&str, &str)| AliasDescription {
        alias_name: alias.to_owned(),
        collection_name: collection.to_owned(),
    };
    wanted.map(describe).collect()
}
