//! Unsupported calls and options are rejected by name and never partly executed.

use qdrant_client::qdrant::{
    CreateCollectionBuilder, OrderByBuilder, Query, QueryPointsBuilder, RecommendPointsBuilder,
    ScalarQuantizationBuilder, ScrollPointsBuilder, SearchPointsBuilder, UpdateCollectionBuilder,
};
use tonic::Code;

use crate::world::{DENSE, external, hybrid, in_collection, in_world, refusal};

#[tokio::test]
async fn unsupported_calls_are_named() -> anyhow::Result<()> {
    if external() {
        return Ok(());
    }
    in_collection(async |world| {
        let (client, name) = (&world.client, &world.collection);
        let answers = [
            ("Points.Search", refusal(client.search_points(SearchPointsBuilder::new(name, vec![1.0], 1)).await)?),
            ("Points.Recommend", refusal(client.recommend(RecommendPointsBuilder::new(name, 1)).await)?),
            ("Collections.Update", refusal(client.update_collection(UpdateCollectionBuilder::new(name)).await)?),
            ("Collections.CollectionClusterInfo", refusal(client.collection_cluster_info(name).await)?),
            ("Collections.ListShardKeys", refusal(client.list_shard_keys(name).await)?),
        ];
        for (call, (code, text)) in answers {
            assert_eq!(code, Code::Unimplemented, "{call}");
            assert!(text.contains(call), "{call}: {text}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn unsupported_options_are_rejected() -> anyhow::Result<()> {
    if external() {
        return Ok(());
    }
    in_collection(async |world| {
        let name = &world.collection;
        let by_id = QueryPointsBuilder::new(name).query(Query::new_nearest(1_u64)).using(DENSE);
        assert_eq!(refusal(world.client.query(by_id).await)?.0, Code::Unimplemented);
        let ordered = ScrollPointsBuilder::new(name).order_by(OrderByBuilder::new("page"));
        assert_eq!(refusal(world.client.scroll(ordered).await)?.0, Code::Unimplemented);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn quantization_is_rejected() -> anyhow::Result<()> {
    if external() {
        return Ok(());
    }
    in_world(async |world| {
        let mut request = hybrid(&world.collection);
        let quantized = CreateCollectionBuilder::new("").quantization_config(ScalarQuantizationBuilder::default());
        request.quantization_config = quantized.build().quantization_config;
        let (code, text) = refusal(world.client.create_collection(request).await)?;
        assert_eq!((code, text.contains("quantization")), (Code::Unimplemented, true), "{text}");
        assert!(!world.client.collection_exists(&world.collection).await?);
        Ok(())
    })
    .await
}
