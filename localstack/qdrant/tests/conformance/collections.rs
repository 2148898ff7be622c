//! Creating, describing and deleting collections.

use qdrant_client::qdrant::vectors_config::Config;
use qdrant_client::qdrant::{CollectionStatus, CreateCollectionBuilder, Distance, VectorParamsBuilder};
use serde_json::json;
use tonic::Code;

use crate::world::{DENSE, DIMENSION, SPARSE, hybrid, in_collection, in_world, point, refusal, unique_name};

#[tokio::test]
async fn describing_unknown_collection_is_not_found() -> anyhow::Result<()> {
    in_world(async |world| {
        let name = &world.collection;
        let (code, text) = refusal(world.client.collection_info(name).await)?;
        assert_eq!(code, Code::NotFound);
        assert!(text.contains(&format!("Collection `{name}` doesn't exist!")), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn existing_collection_is_rejected() -> anyhow::Result<()> {
    in_collection(async |world| {
        let name = &world.collection;
        let (code, text) = refusal(world.client.create_collection(hybrid(name)).await)?;
        assert_eq!(code, Code::AlreadyExists);
        assert!(text.contains(&format!("Collection `{name}` already exists!")), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn collection_needs_a_name() -> anyhow::Result<()> {
    in_world(async |world| {
        let (code, text) = refusal(world.client.create_collection(hybrid("")).await)?;
        assert_eq!(code, Code::InvalidArgument);
        assert!(text.contains("collection_name"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn path_traversal_names_are_rejected() -> anyhow::Result<()> {
    in_world(async |world| {
        let (code, _) = refusal(world.client.create_collection(hybrid("../outside")).await)?;
        assert_eq!(code, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_vector_without_dimensions_is_refused() -> anyhow::Result<()> {
    in_world(async |world| {
        let nothing = VectorParamsBuilder::new(0, Distance::Cosine);
        let request = CreateCollectionBuilder::new(&world.collection).vectors_config(nothing);
        let (code, text) = refusal(world.client.create_collection(request).await)?;
        assert_eq!(code, Code::InvalidArgument);
        assert!(text.contains("size"), "{text}");
        assert!(!world.client.collection_exists(&world.collection).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn deleting_unknown_collection_returns_false() -> anyhow::Result<()> {
    in_world(async |world| {
        let response = world.client.delete_collection(&world.collection).await?;
        assert!(!response.result);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn collection_exists_until_deleted() -> anyhow::Result<()> {
    in_world(async |world| {
        let name = &world.collection;
        assert!(!world.client.collection_exists(name).await?);
        assert!(world.client.create_collection(hybrid(name)).await?.result);
        assert!(world.client.collection_exists(name).await?);
        let listed = world.client.list_collections().await?.collections;
        assert!(listed.iter().any(|collection| &collection.name == name));
        assert!(world.client.delete_collection(name).await?.result);
        assert!(!world.client.collection_exists(name).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn recreated_collection_is_empty() -> anyhow::Result<()> {
    in_collection(async |world| {
        world.upsert(vec![point(1, [1.0, 0.0, 0.0], json!({}))?]).await?;
        world.client.delete_collection(&world.collection).await?;
        world.client.create_collection(hybrid(&world.collection)).await?;
        assert_eq!(world.count().await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn collections_have_separate_points() -> anyhow::Result<()> {
    in_collection(async |world| {
        let other = unique_name();
        world.client.create_collection(hybrid(&other)).await?;
        world.upsert(vec![point(1, [1.0, 0.0, 0.0], json!({}))?]).await?;
        let counted = crate::world::count(&world.client, &other).await;
        world.client.delete_collection(&other).await?;
        assert_eq!(counted?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn description_has_vectors_points_and_status() -> anyhow::Result<()> {
    in_collection(async |world| {
        let points = (1..=5).map(|id| point(id, [1.0, 0.0, 0.0], json!({})));
        world.upsert(points.collect::<Result<_, _>>()?).await?;

        let info = world.client.collection_info(&world.collection).await?.result.unwrap();
        assert_eq!(info.points_count, Some(5));
        assert!([CollectionStatus::Green, CollectionStatus::Yellow].contains(&info.status()));
        assert!(info.optimizer_status.unwrap().ok);

        let params = info.config.unwrap().params.unwrap();
        let Some(Config::ParamsMap(dense)) = params.vectors_config.unwrap().config else {
            panic!("the dense vectors have no names");
        };
        assert_eq!(dense.map[DENSE].size, DIMENSION);
        assert_eq!(dense.map[DENSE].distance(), Distance::Cosine);
        assert!(params.sparse_vectors_config.unwrap().map.contains_key(SPARSE));
        Ok(())
    })
    .await
}
