//! The `Collections` service.

mod alias_calls;
mod create;
mod describe;

use qdrant_client::qdrant::collections_server::Collections;
use qdrant_client::qdrant::{
    ChangeAliases, CollectionClusterInfoRequest, CollectionClusterInfoResponse, CollectionExistsRequest,
    CollectionExistsResponse, CollectionOperationResponse, CreateCollection, CreateShardKeyRequest,
    CreateShardKeyResponse, DeleteCollection, DeleteShardKeyRequest, DeleteShardKeyResponse, GetCollectionInfoRequest,
    GetCollectionInfoResponse, ListAliasesRequest, ListAliasesResponse, ListCollectionAliasesRequest,
    ListCollectionsRequest, ListCollectionsResponse, ListShardKeysRequest, ListShardKeysResponse, UpdateCollection,
    UpdateCollectionClusterSetupRequest, UpdateCollectionClusterSetupResponse,
};

use crate::rpc::service;

service! {
    Collections for CollectionsService;
    served {
        create(CreateCollection) -> CollectionOperationResponse = create::create;
        delete(DeleteCollection) -> CollectionOperationResponse = create::delete;
        get(GetCollectionInfoRequest) -> GetCollectionInfoResponse = describe::get;
        list(ListCollectionsRequest) -> ListCollectionsResponse = describe::list;
        collection_exists(CollectionExistsRequest) -> CollectionExistsResponse = describe::exists;
        update_aliases(ChangeAliases) -> CollectionOperationResponse = alias_calls::update;
        list_aliases(ListAliasesRequest) -> ListAliasesResponse = alias_calls::list;
        list_collection_aliases(ListCollectionAliasesRequest) -> ListAliasesResponse
            = alias_calls::list_of_collection;
    }
    missing {
        "Collections.Update" = update(UpdateCollection) -> CollectionOperationResponse;
        "Collections.CollectionClusterInfo"
            = collection_cluster_info(CollectionClusterInfoRequest) -> CollectionClusterInfoResponse;
        "Collections.UpdateCollectionClusterSetup"
            = update_collection_cluster_setup(UpdateCollectionClusterSetupRequest)
                -> UpdateCollectionClusterSetupResponse;
        "Collections.CreateShardKey"
            = create_shard_key(CreateShardKeyRequest) -> CreateShardKeyResponse;
        "Collections.DeleteShardKey"
            = delete_shard_key(DeleteShardKeyRequest) -> DeleteShardKeyResponse;
        "Collections.ListShardKeys"
            = list_shard_keys(ListShardKeysRequest) -> ListShardKeysResponse;
    }
}
