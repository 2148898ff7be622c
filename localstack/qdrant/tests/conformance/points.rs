//! Writing, reading and deleting points.

use qdrant_client::Payload;
use qdrant_client::qdrant::vector_output::Vector as OutputVector;
use qdrant_client::qdrant::{
    Condition, DeletePointsBuilder, Filter, GetPointsBuilder, NamedVectors, PointId, PointStruct, PointsIdsList,
    UpdateStatus, UpsertPointsBuilder,
};
use serde_json::json;
use tonic::Code;
use uuid::Uuid;

use crate::world::{DENSE, in_collection, in_world, number, point, refusal, sparse_point};

#[tokio::test]
async fn write_to_unknown_collection_is_rejected() -> anyhow::Result<()> {
    in_world(async |world| {
        let outcome = world.upsert(vec![point(1, [1.0, 0.0, 0.0], json!({}))?]).await;
        assert_eq!(refusal(outcome)?.0, Code::NotFound);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn wrong_dimension_writes_nothing() -> anyhow::Result<()> {
    in_collection(async |world| {
        let vectors = NamedVectors::default().add_vector(DENSE, vec![1.0, 0.0]);
        let wrong = PointStruct::new(2, vectors, Payload::new());
        let right = point(1, [1.0, 0.0, 0.0], json!({}))?;
        let (code, text) = refusal(world.upsert(vec![right, wrong]).await)?;
        assert_eq!(code, Code::InvalidArgument);
        assert!(text.contains("Vector dimension error: expected dim: 3, got 2"), "{text}");
        assert_eq!(world.count().await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn unknown_vector_name_is_rejected() -> anyhow::Result<()> {
    in_collection(async |world| {
        let vectors = NamedVectors::default().add_vector("other", vec![1.0, 0.0, 0.0]);
        let (code, text) = refusal(world.upsert(vec![PointStruct::new(1, vectors, Payload::new())]).await)?;
        assert_eq!(code, Code::InvalidArgument);
        assert!(text.contains("Not existing vector name error: other"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn duplicate_sparse_terms_are_rejected() -> anyhow::Result<()> {
    in_collection(async |world| {
        let outcome = world.upsert(vec![sparse_point(1, &[(7, 1.0), (7, 2.0)])]).await;
        assert_eq!(refusal(outcome)?.0, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn invalid_uuid_is_rejected() -> anyhow::Result<()> {
    in_collection(async |world| {
        let vectors = NamedVectors::default().add_vector(DENSE, vec![1.0, 0.0, 0.0]);
        let outcome = world.upsert(vec![PointStruct::new("no-uuid", vectors, Payload::new())]).await;
        assert_eq!(refusal(outcome)?.0, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn writing_a_point_again_replaces_it() -> anyhow::Result<()> {
    in_collection(async |world| {
        let first = point(1, [1.0, 0.0, 0.0], json!({"page": 1, "draft": true}))?;
        let second = point(1, [0.0, 2.0, 0.0], json!({"page": 2}))?;
        for version in [first, second.clone(), second] {
            world.upsert(vec![version]).await?;
        }
        assert_eq!(world.count().await?, 1);

        let request = GetPointsBuilder::new(&world.collection, vec![1.into()]).with_payload(true).with_vectors(true);
        let found = world.client.get_points(request).await?.result.remove(0);
        assert_eq!(serde_json::to_value(&found.payload)?, json!({"page": 2}));
        let dense = found.vectors.unwrap().get_vector_by_name(DENSE);
        let Some(OutputVector::Dense(dense)) = dense else { panic!("no dense vector: {dense:?}") };
        assert_eq!(dense.data, [0.0, 1.0, 0.0], "cosine vectors are kept with length one");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_write_is_answered_as_completed() -> anyhow::Result<()> {
    in_collection(async |world| {
        let points = vec![point(1, [1.0, 0.0, 0.0], json!({}))?];
        let request = UpsertPointsBuilder::new(&world.collection, points).wait(true);
        let result = world.client.upsert_points(request).await?.result.unwrap();
        assert_eq!(result.status(), UpdateStatus::Completed);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn unknown_ids_are_left_out() -> anyhow::Result<()> {
    in_collection(async |world| {
        let id = Uuid::new_v4().to_string();
        let vectors = NamedVectors::default().add_vector(DENSE, vec![1.0, 0.0, 0.0]);
        let payload = Payload::try_from(json!({"nested": {"list": [1, "two", null, 2.5, true]}}))?;
        world.upsert(vec![PointStruct::new(id.clone(), vectors, payload.clone())]).await?;

        let wanted: Vec<PointId> = vec![id.clone().into(), Uuid::new_v4().to_string().into()];
        let request = GetPointsBuilder::new(&world.collection, wanted).with_payload(true);
        let found = world.client.get_points(request).await?.result;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].id, Some(id.into()));
        assert_eq!(Payload::from(found[0].payload.clone()), payload);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn deletion_needs_a_selector() -> anyhow::Result<()> {
    in_collection(async |world| {
        world.upsert(vec![point(1, [1.0, 0.0, 0.0], json!({}))?]).await?;
        let outcome = world.client.delete_points(DeletePointsBuilder::new(&world.collection)).await;
        assert_eq!(refusal(outcome)?.0, Code::InvalidArgument);
        assert_eq!(world.count().await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn deleting_points_is_idempotent() -> anyhow::Result<()> {
    in_collection(async |world| {
        let points = (1..=3).map(|id| point(id, [1.0, 0.0, 0.0], json!({})));
        world.upsert(points.collect::<Result<_, _>>()?).await?;
        for _ in 0..2 {
            let ids = PointsIdsList::from([1_u64, 3]);
            let request = DeletePointsBuilder::new(&world.collection).points(ids).wait(true);
            world.client.delete_points(request).await?;
        }
        let request = GetPointsBuilder::new(&world.collection, vec![1.into(), 2.into(), 3.into()]);
        let left = world.client.get_points(request).await?.result;
        assert_eq!(left.iter().filter_map(|point| number(point.id.as_ref()?)).collect::<Vec<_>>(), [2]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn points_are_deleted_by_filter() -> anyhow::Result<()> {
    in_collection(async |world| {
        let points = (1..=6).map(|id| point(id, [1.0, 0.0, 0.0], json!({"document": format!("d{}", id % 2)})));
        world.upsert(points.collect::<Result<_, _>>()?).await?;
        let odd = Filter::must([Condition::matches("document", "d1".to_owned())]);
        let request = DeletePointsBuilder::new(&world.collection).points(odd).wait(true);
        world.client.delete_points(request).await?;
        assert_eq!(world.count().await?, 3);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn large_batches_are_accepted() -> anyhow::Result<()> {
    const POINTS: u64 = 200;
    in_collection(async |world| {
        let text = "x".repeat(50_000);
        let points = (0..POINTS).map(|id| point(id, [1.0, 0.0, 0.0], json!({"text": text})));
        world.upsert(points.collect::<Result<_, _>>()?).await?;
        assert_eq!(world.count().await?, POINTS);
        Ok(())
    })
    .await
}
