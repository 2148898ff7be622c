//! Aliases of collections.

use qdrant_client::qdrant::{CreateAliasBuilder, RenameAliasBuilder};
use serde_json::json;
use tonic::Code;

use crate::world::{World, count, hybrid, in_collection, in_world, nearest_dense, point, refusal, unique_name};

async fn aliases_of(world: &World, collection: &str) -> anyhow::Result<Vec<String>> {
    let listed = world.client.list_collection_aliases(collection).await?.aliases;
    Ok(listed.into_iter().map(|alias| alias.alias_name).collect())
}

#[tokio::test]
async fn alias_of_unknown_collection_is_rejected() -> anyhow::Result<()> {
    in_world(async |world| {
        let request = CreateAliasBuilder::new(&world.collection, unique_name());
        assert_eq!(refusal(world.client.create_alias(request).await)?.0, Code::NotFound);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn alias_cannot_reuse_collection_name() -> anyhow::Result<()> {
    in_collection(async |world| {
        let name = &world.collection;
        let (code, text) = refusal(world.client.create_alias(CreateAliasBuilder::new(name, name)).await)?;
        assert_eq!(code, Code::AlreadyExists);
        assert!(text.contains(&format!("Collection `{name}` already exists!")), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn collection_cannot_reuse_alias_name() -> anyhow::Result<()> {
    in_collection(async |world| {
        let alias = unique_name();
        world.client.create_alias(CreateAliasBuilder::new(&world.collection, &alias)).await?;
        let (code, text) = refusal(world.client.create_collection(hybrid(&alias)).await)?;
        assert_eq!(code, Code::InvalidArgument);
        assert!(text.contains("Alias with the same name already exists"), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn renaming_an_unknown_alias_is_refused() -> anyhow::Result<()> {
    in_collection(async |world| {
        let request = RenameAliasBuilder::new(unique_name(), unique_name());
        assert_eq!(refusal(world.client.rename_alias(request).await)?.0, Code::NotFound);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_alias_serves_reading_and_writing() -> anyhow::Result<()> {
    in_collection(async |world| {
        world.upsert(vec![point(1, [1.0, 0.0, 0.0], json!({}))?]).await?;
        let alias = unique_name();
        world.client.create_alias(CreateAliasBuilder::new(&world.collection, &alias)).await?;
        assert!(world.client.collection_exists(&alias).await?);
        assert_eq!(world.found(nearest_dense(&alias, [1.0, 0.0, 0.0])).await?, [1]);
        assert_eq!(aliases_of(world, &world.collection).await?, [alias]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn alias_can_switch_collections() -> anyhow::Result<()> {
    in_collection(async |world| {
        let (next, alias) = (unique_name(), unique_name());
        world.upsert(vec![point(1, [1.0, 0.0, 0.0], json!({}))?]).await?;
        world.client.create_collection(hybrid(&next)).await?;
        world.client.create_alias(CreateAliasBuilder::new(&world.collection, &alias)).await?;
        assert_eq!(count(&world.client, &alias).await?, 1);

        world.client.create_alias(CreateAliasBuilder::new(&next, &alias)).await?;
        assert_eq!(count(&world.client, &alias).await?, 0);
        assert!(aliases_of(world, &world.collection).await?.is_empty());

        world.client.delete_collection(&next).await?;
        assert_eq!(refusal(count(&world.client, &alias).await)?.0, Code::NotFound);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn renamed_and_deleted_aliases_disappear() -> anyhow::Result<()> {
    in_collection(async |world| {
        let (before, after) = (unique_name(), unique_name());
        world.client.create_alias(CreateAliasBuilder::new(&world.collection, &before)).await?;
        world.client.rename_alias(RenameAliasBuilder::new(&before, &after)).await?;
        assert!(!world.client.collection_exists(&before).await?);
        assert_eq!(aliases_of(world, &world.collection).await?, std::slice::from_ref(&after));
        world.client.delete_alias(&after).await?;
        let all = world.client.list_aliases().await?.aliases;
        assert!(all.iter().all(|alias| alias.alias_name != after));
        Ok(())
    })
    .await
}
