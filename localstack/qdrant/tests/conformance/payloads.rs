//! Changing payloads in place.

use qdrant_client::Payload;
use qdrant_client::qdrant::{
    ClearPayloadPointsBuilder, Condition, DeletePayloadPointsBuilder, Filter, GetPointsBuilder, PointsIdsList,
    SetPayloadPointsBuilder,
};
use serde_json::{Value, json};
use tonic::Code;

use crate::world::{World, in_collection, point, refusal};

async fn with_one_point(world: &World) -> anyhow::Result<()> {
    Ok(world.upsert(vec![point(1, [1.0, 0.0, 0.0], json!({"page": 1, "title": "old"}))?]).await?)
}

async fn payload(world: &World) -> anyhow::Result<Value> {
    let request = GetPointsBuilder::new(&world.collection, vec![1.into()]).with_payload(true);
    let found = world.client.get_points(request).await?.result.remove(0);
    Ok(serde_json::to_value(found.payload)?)
}

fn first() -> PointsIdsList {
    PointsIdsList::from([1_u64])
}

#[tokio::test]
async fn payload_change_needs_a_selector() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_one_point(world).await?;
        let request = SetPayloadPointsBuilder::new(&world.collection, Payload::try_from(json!({"a": 1}))?);
        assert_eq!(refusal(world.client.set_payload(request).await)?.0, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn overwriting_removes_other_fields() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_one_point(world).await?;
        let change = |fields: Value| -> anyhow::Result<SetPayloadPointsBuilder> {
            let fields = Payload::try_from(fields)?;
            Ok(SetPayloadPointsBuilder::new(&world.collection, fields).points_selector(first()).wait(true))
        };
        world.client.set_payload(change(json!({"title": "new"}))?).await?;
        assert_eq!(payload(world).await?, json!({"page": 1, "title": "new"}));
        world.client.overwrite_payload(change(json!({"only": true}))?).await?;
        assert_eq!(payload(world).await?, json!({"only": true}));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn payload_fields_can_be_deleted() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_one_point(world).await?;
        let old = Filter::must([Condition::matches("title", "old".to_owned())]);
        let request = DeletePayloadPointsBuilder::new(&world.collection, vec!["title".to_owned()]);
        world.client.delete_payload(request.points_selector(old).wait(true)).await?;
        assert_eq!(payload(world).await?, json!({"page": 1}));
        let request = ClearPayloadPointsBuilder::new(&world.collection).points(first()).wait(true);
        world.client.clear_payload(request).await?;
        assert_eq!(payload(world).await?, json!({}));
        Ok(())
    })
    .await
}
