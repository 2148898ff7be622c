//! Indexes over payload fields.

use qdrant_client::qdrant::payload_index_params::IndexParams;
use qdrant_client::qdrant::{
    BoolIndexParamsBuilder, CreateFieldIndexCollectionBuilder, DeleteFieldIndexCollectionBuilder, FieldType,
    IntegerIndexParamsBuilder, KeywordIndexParamsBuilder, PayloadSchemaInfo, PayloadSchemaType, UuidIndexParamsBuilder,
};
use serde_json::json;
use tonic::Code;

use crate::world::{World, in_collection, in_world, point, refusal};

async fn schema(world: &World, field: &str) -> anyhow::Result<Option<PayloadSchemaInfo>> {
    let info = world.client.collection_info(&world.collection).await?.result;
    Ok(info.and_then(|info| info.payload_schema.get(field).cloned()))
}

#[tokio::test]
async fn index_of_unknown_collection_is_rejected() -> anyhow::Result<()> {
    in_world(async |world| {
        let request = CreateFieldIndexCollectionBuilder::new(&world.collection, "kind", FieldType::Keyword);
        assert_eq!(refusal(world.client.create_field_index(request).await)?.0, Code::NotFound);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn invalid_json_path_is_rejected() -> anyhow::Result<()> {
    in_collection(async |world| {
        let request = CreateFieldIndexCollectionBuilder::new(&world.collection, "a[", FieldType::Keyword);
        assert_eq!(refusal(world.client.create_field_index(request).await)?.0, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn index_is_described_until_deleted() -> anyhow::Result<()> {
    in_collection(async |world| {
        world.upsert(vec![point(1, [1.0, 0.0, 0.0], json!({"kind": "text"}))?]).await?;
        let create =
            || CreateFieldIndexCollectionBuilder::new(&world.collection, "kind", FieldType::Keyword).wait(true);
        for _ in 0..2 {
            world.client.create_field_index(create()).await?;
        }
        let index = schema(world, "kind").await?.unwrap();
        assert_eq!((index.data_type(), index.points), (PayloadSchemaType::Keyword, Some(1)));

        let delete = DeleteFieldIndexCollectionBuilder::new(&world.collection, "kind").wait(true);
        world.client.delete_field_index(delete).await?;
        assert_eq!(schema(world, "kind").await?, None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn tenant_index_option_is_stored() -> anyhow::Result<()> {
    in_collection(async |world| {
        let keyword = KeywordIndexParamsBuilder::default().is_tenant(true);
        let uuid = UuidIndexParamsBuilder::default().is_tenant(true);
        let name = &world.collection;
        let requests = [
            CreateFieldIndexCollectionBuilder::new(name, "team", FieldType::Keyword).field_index_params(keyword),
            CreateFieldIndexCollectionBuilder::new(name, "tenant", FieldType::Uuid).field_index_params(uuid),
        ];
        for request in requests {
            world.client.create_field_index(request.wait(true)).await?;
        }
        let params = |info: Option<PayloadSchemaInfo>| info.and_then(|info| info.params?.index_params);
        let Some(IndexParams::KeywordIndexParams(team)) = params(schema(world, "team").await?) else {
            panic!("`team` is not described as a keyword");
        };
        let Some(IndexParams::UuidIndexParams(tenant)) = params(schema(world, "tenant").await?) else {
            panic!("`tenant` is not described as a UUID");
        };
        assert_eq!((team.is_tenant, tenant.is_tenant), (Some(true), Some(true)));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn numeric_and_boolean_indexes_have_parameters() -> anyhow::Result<()> {
    in_collection(async |world| {
        let name = &world.collection;
        let integer = IntegerIndexParamsBuilder::new(true, true);
        let boolean = BoolIndexParamsBuilder::new();
        let requests = [
            CreateFieldIndexCollectionBuilder::new(name, "page", FieldType::Integer).field_index_params(integer),
            CreateFieldIndexCollectionBuilder::new(name, "scanned", FieldType::Bool).field_index_params(boolean),
        ];
        for request in requests {
            world.client.create_field_index(request.wait(true)).await?;
        }
        let kind = |info: Option<PayloadSchemaInfo>| info.map(|info| info.data_type());
        assert_eq!(kind(schema(world, "page").await?), Some(PayloadSchemaType::Integer));
        assert_eq!(kind(schema(world, "scanned").await?), Some(PayloadSchemaType::Bool));
        Ok(())
    })
    .await
}
