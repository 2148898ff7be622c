//! Searching by dense and sparse vectors.

use qdrant_client::qdrant::{
    Condition, Filter, Fusion, PayloadIncludeSelector, PrefetchQueryBuilder, Query, QueryBatchPointsBuilder,
    QueryPointsBuilder, SearchParamsBuilder, VectorInput,
};
use serde_json::json;
use tonic::Code;

use crate::world::{
    DENSE, SPARSE, World, ids, in_collection, in_world, nearest_dense, nearest_sparse, point, refusal, sparse_point,
};

/// Three points around the axes; the third lies between the first two.
async fn with_three_directions(world: &World) -> anyhow::Result<()> {
    let points = vec![
        point(1, [1.0, 0.0, 0.0], json!({"page": 1, "text": "first"}))?,
        point(2, [0.0, 1.0, 0.0], json!({"page": 2, "text": "second"}))?,
        point(3, [1.0, 1.0, 0.0], json!({"page": 3, "text": "third"}))?,
    ];
    Ok(world.upsert(points).await?)
}

#[tokio::test]
async fn searching_an_unknown_collection_is_refused() -> anyhow::Result<()> {
    in_world(async |world| {
        let outcome = world.client.query(nearest_dense(&world.collection, [1.0, 0.0, 0.0])).await;
        assert_eq!(refusal(outcome)?.0, Code::NotFound);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn query_of_wrong_dimension_is_rejected() -> anyhow::Result<()> {
    in_collection(async |world| {
        let query = QueryPointsBuilder::new(&world.collection).query(Query::new_nearest(vec![1.0])).using(DENSE);
        let (code, text) = refusal(world.client.query(query).await)?;
        assert_eq!(code, Code::InvalidArgument);
        assert!(text.contains("Vector dimension error: expected dim: 3, got 1"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn query_by_unknown_vector_is_rejected() -> anyhow::Result<()> {
    in_collection(async |world| {
        let query = nearest_dense(&world.collection, [1.0, 0.0, 0.0]).using("other");
        let (code, text) = refusal(world.client.query(query).await)?;
        assert_eq!(code, Code::InvalidArgument);
        assert!(text.contains("Not existing vector name error: other"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_empty_collection_finds_nothing() -> anyhow::Result<()> {
    in_collection(async |world| {
        assert!(world.found(nearest_dense(&world.collection, [1.0, 0.0, 0.0])).await?.is_empty());
        assert!(world.found(nearest_sparse(&world.collection, &[(1, 1.0)])).await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn dense_search_orders_by_cosine() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_three_directions(world).await?;
        let query = nearest_dense(&world.collection, [2.0, 0.1, 0.0]).limit(3);
        let found = world.client.query(query).await?.result;
        assert_eq!(ids(&found), [1, 3, 2]);
        assert!((found[0].score - 0.998_75).abs() < 1e-4, "{}", found[0].score);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn limit_offset_and_threshold_apply() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_three_directions(world).await?;
        let query = || nearest_dense(&world.collection, [1.0, 0.1, 0.0]);
        assert_eq!(world.found(query().limit(1)).await?, [1]);
        assert_eq!(world.found(query().limit(2).offset(1)).await?, [3, 2]);
        assert_eq!(world.found(query().score_threshold(0.5)).await?, [1, 3]);
        assert_eq!(refusal(world.client.query(query().limit(0)).await)?.0, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn payload_and_vectors_are_opt_in() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_three_directions(world).await?;
        let query = || nearest_dense(&world.collection, [1.0, 0.0, 0.0]).limit(1);
        let bare = world.client.query(query()).await?.result.remove(0);
        assert!(bare.payload.is_empty() && bare.vectors.is_none());

        let whole = world.client.query(query().with_payload(true).with_vectors(true)).await?.result.remove(0);
        assert_eq!(serde_json::to_value(&whole.payload)?, json!({"page": 1, "text": "first"}));
        assert!(whole.vectors.is_some());

        let part = world
            .client
            .query(query().with_payload(PayloadIncludeSelector::from(vec!["page".to_owned()])))
            .await?
            .result
            .remove(0);
        assert_eq!(serde_json::to_value(&part.payload)?, json!({"page": 1}));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn exact_search_is_supported() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_three_directions(world).await?;
        let params = SearchParamsBuilder::default().exact(true).hnsw_ef(64);
        let query = nearest_dense(&world.collection, [1.0, 0.1, 0.0]).params(params);
        assert_eq!(world.found(query).await?, [1, 3, 2]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn sparse_search_needs_shared_terms() -> anyhow::Result<()> {
    in_collection(async |world| {
        let points = vec![sparse_point(1, &[(10, 1.0)]), sparse_point(2, &[(20, 1.0)])];
        world.upsert(points).await?;
        assert_eq!(world.found(nearest_sparse(&world.collection, &[(10, 1.0), (30, 1.0)])).await?, [1]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn rare_terms_score_higher() -> anyhow::Result<()> {
    const COMMON: u32 = 10;
    const RARE: u32 = 20;
    in_collection(async |world| {
        let mut points = (1..=20).map(|id| sparse_point(id, &[(COMMON, 1.0)])).collect::<Vec<_>>();
        points.push(sparse_point(99, &[(RARE, 1.0)]));
        world.upsert(points).await?;

        let query = nearest_sparse(&world.collection, &[(COMMON, 1.0), (RARE, 1.0)]).limit(5);
        let found = world.client.query(query).await?.result;
        assert_eq!(found[0].id, Some(99.into()), "equal weights, so only rarity decides");
        assert!(found[0].score > 5.0 * found[1].score, "{} {}", found[0].score, found[1].score);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn batch_results_are_in_query_order() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_three_directions(world).await?;
        world.upsert(vec![sparse_point(4, &[(10, 1.0)])]).await?;
        let third_page = Filter::must([Condition::matches("page", 3)]);
        let queries = vec![
            nearest_dense(&world.collection, [1.0, 0.0, 0.0]).limit(1).build(),
            nearest_sparse(&world.collection, &[(10, 1.0)]).build(),
            nearest_dense(&world.collection, [1.0, 0.0, 0.0]).filter(third_page).with_payload(true).build(),
        ];
        let batch = QueryBatchPointsBuilder::new(&world.collection, queries);
        let results = world.client.query_batch(batch).await?.result;
        let found: Vec<_> = results.iter().map(|result| ids(&result.result)).collect();
        assert_eq!(found, [vec![1], vec![4], vec![3]]);
        assert!(!results[2].result[0].payload.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_bad_query_refuses_the_batch() -> anyhow::Result<()> {
    in_collection(async |world| {
        let good = nearest_dense(&world.collection, [1.0, 0.0, 0.0]).build();
        let bad = nearest_dense(&world.collection, [1.0, 0.0, 0.0]).using(SPARSE).build();
        let batch = QueryBatchPointsBuilder::new(&world.collection, vec![good, bad]);
        assert_eq!(refusal(world.client.query_batch(batch).await)?.0, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn fusion_prefers_common_results() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_three_directions(world).await?;
        let legs = [[1.0, 0.2, 0.0], [0.2, 1.0, 0.0]].map(|vector: [f32; 3]| {
            let query = Query::new_nearest(VectorInput::new_dense(vector.to_vec()));
            PrefetchQueryBuilder::default().query(query).using(DENSE).limit(2_u64)
        });
        let [first, second] = legs;
        let query = QueryPointsBuilder::new(&world.collection)
            .add_prefetch(first)
            .add_prefetch(second)
            .query(Query::new_fusion(Fusion::Rrf));
        let found = world.found(query).await?;
        assert_eq!(found.len(), 3);
        assert!(found[..2].contains(&3), "{found:?}");
        Ok(())
    })
    .await
}
