//! Counting points, in total and by value.

use qdrant_client::qdrant::facet_value::Variant;
use qdrant_client::qdrant::{
    Condition, CountPointsBuilder, CreateFieldIndexCollectionBuilder, FacetCountsBuilder, FieldType, Filter,
};
use serde_json::json;
use tonic::Code;

use crate::world::{World, in_collection, point, refusal};

/// Ten points: six of document `a`, three of `b`, one of `c`.
async fn with_three_documents(world: &World) -> anyhow::Result<()> {
    let documents = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "c"];
    let points = (1..).zip(documents).map(|(id, document)| {
        let owner = "0190f6a0-0000-7000-8000-000000000001";
        point(id, [1.0, 0.0, 0.0], json!({"document": document, "page": id, "owner": owner}))
    });
    Ok(world.upsert(points.collect::<Result<_, _>>()?).await?)
}

async fn index(world: &World, field: &str, kind: FieldType) -> anyhow::Result<()> {
    let request = CreateFieldIndexCollectionBuilder::new(&world.collection, field, kind).wait(true);
    world.client.create_field_index(request).await?;
    Ok(())
}

async fn facet(world: &World, request: FacetCountsBuilder) -> anyhow::Result<Vec<(String, u64)>> {
    let hits = world.client.facet(request.exact(true)).await?.hits.into_iter();
    let values = hits.map(|hit| match hit.value.and_then(|value| value.variant) {
        Some(Variant::StringValue(text)) => (text, hit.count),
        other => (format!("{other:?}"), hit.count),
    });
    Ok(values.collect())
}

#[tokio::test]
async fn facet_needs_an_index() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_three_documents(world).await?;
        let outcome = world.client.facet(FacetCountsBuilder::new(&world.collection, "document")).await;
        let (code, text) = refusal(outcome)?;
        assert_eq!(code, Code::InvalidArgument);
        assert!(text.contains("No appropriate index for faceting: `document`"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn facet_counts_are_sorted() -> anyhow::Result<()> {
    in_collection(async |world| {
        index(world, "document", FieldType::Keyword).await?;
        with_three_documents(world).await?;
        let request = FacetCountsBuilder::new(&world.collection, "document");
        let expected = [("a".to_owned(), 6), ("b".to_owned(), 3), ("c".to_owned(), 1)];
        assert_eq!(facet(world, request.clone()).await?, expected);
        assert_eq!(facet(world, request.limit(2)).await?, expected[..2]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn filtered_facet_counts_only_matches() -> anyhow::Result<()> {
    in_collection(async |world| {
        index(world, "owner", FieldType::Uuid).await?;
        with_three_documents(world).await?;
        let of_b = Filter::must([Condition::matches("document", "b".to_owned())]);
        let request = FacetCountsBuilder::new(&world.collection, "owner").filter(of_b);
        let expected = [("0190f6a0-0000-7000-8000-000000000001".to_owned(), 3)];
        assert_eq!(facet(world, request).await?, expected);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn counting_takes_a_filter() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_three_documents(world).await?;
        let of_a = Filter::must([Condition::matches("document", "a".to_owned())]);
        let request = CountPointsBuilder::new(&world.collection).filter(of_a).exact(true);
        let counted = world.client.count(request).await?.result.unwrap();
        assert_eq!((counted.count, world.count().await?), (6, 10));
        Ok(())
    })
    .await
}
