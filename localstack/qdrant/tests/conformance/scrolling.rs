//! Reading a collection page by page.

use qdrant_client::qdrant::{Condition, Filter, ScrollPointsBuilder};
use serde_json::json;
use tonic::Code;

use crate::world::{World, in_collection, number, point, refusal};

async fn with_points(world: &World, count: u64) -> anyhow::Result<()> {
    let points = (1..=count).map(|id| point(id, [1.0, 0.0, 0.0], json!({"even": id % 2 == 0})));
    Ok(world.upsert(points.collect::<Result<_, _>>()?).await?)
}

#[tokio::test]
async fn empty_page_size_is_rejected() -> anyhow::Result<()> {
    in_collection(async |world| {
        let request = ScrollPointsBuilder::new(&world.collection).limit(0);
        assert_eq!(refusal(world.client.scroll(request).await)?.0, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn scrolling_returns_each_point_once() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_points(world, 25).await?;
        let mut pages = Vec::new();
        let mut offset = None;
        loop {
            let mut request = ScrollPointsBuilder::new(&world.collection).limit(10).build();
            request.offset = offset;
            let page = world.client.scroll(request).await?;
            pages.push(page.result.iter().filter_map(|point| number(point.id.as_ref()?)).collect::<Vec<_>>());
            offset = page.next_page_offset;
            if offset.is_none() {
                break;
            }
        }
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 5]);
        assert_eq!(pages.concat(), (1..=25).collect::<Vec<_>>());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn filtered_scroll_returns_payload() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_points(world, 6).await?;
        let even = Filter::must([Condition::matches("even", true)]);
        let page = world.client.scroll(ScrollPointsBuilder::new(&world.collection).filter(even)).await?;
        assert_eq!(page.result.len(), 3);
        assert_eq!(serde_json::to_value(&page.result[0].payload)?, json!({"even": true}));
        assert!(page.result[0].vectors.is_none() && page.next_page_offset.is_none());
        Ok(())
    })
    .await
}
