//! Conditions on payloads and ids.

use prost_types::Timestamp;
use qdrant_client::qdrant::r#match::MatchValue;
use qdrant_client::qdrant::{Condition, CreateFieldIndexCollectionBuilder, DatetimeRange, FieldType, Filter, Range};
use serde_json::json;
use tonic::Code;

use crate::world::{World, in_collection, nearest_dense, point, refusal};

const TENANTS: [&str; 2] = ["0190f6a0-0000-7000-8000-000000000001", "0190f6a0-0000-7000-8000-000000000002"];

/// Creates points 1 to 6 on six pages of two tenants, with or without indexes.
async fn with_six_pages(world: &World, indexed: bool) -> anyhow::Result<()> {
    if indexed {
        let fields = [
            ("tenant", FieldType::Uuid),
            ("kind", FieldType::Keyword),
            ("page", FieldType::Integer),
            ("scanned", FieldType::Bool),
            ("dated", FieldType::Datetime),
        ];
        for (name, kind) in fields {
            let request = CreateFieldIndexCollectionBuilder::new(&world.collection, name, kind).wait(true);
            world.client.create_field_index(request).await?;
        }
    }
    let points = (1..=6_u8).map(|id| {
        let tenant = if id % 2 == 0 { TENANTS[0] } else { TENANTS[1] };
        let kind = match id % 3 {
            0 => "table",
            1 => "text",
            _ => "title",
        };
        let payload = json!({
            "tenant": tenant, "kind": kind, "page": id, "scanned": id > 4,
            "dated": format!("2026-01-0{id}T00:00:00Z"), "tags": [kind, format!("p{id}")],
        });
        point(u64::from(id), [1.0, 0.1 * f32::from(id), 0.0], payload)
    });
    Ok(world.upsert(points.collect::<Result<_, _>>()?).await?)
}

async fn matching(world: &World, filter: Filter) -> anyhow::Result<Vec<u64>> {
    let query = nearest_dense(&world.collection, [1.0, 0.0, 0.0]).filter(filter).limit(10);
    let mut found = world.found(query).await?;
    found.sort_unstable();
    Ok(found)
}

fn cases() -> Vec<(&'static str, Filter, Vec<u64>)> {
    let keyword = |value: &str| Condition::matches("kind", value.to_owned());
    let kinds = vec!["table".to_owned(), "title".to_owned()];
    let day = |day: i64| Timestamp { seconds: 1_767_225_600 + (day - 1) * 86_400, nanos: 0 };
    vec![
        ("keyword", Filter::must([keyword("table")]), vec![3, 6]),
        ("uuid", Filter::must([Condition::matches("tenant", TENANTS[1].to_owned())]), vec![1, 3, 5]),
        ("integer", Filter::must([Condition::matches("page", 4)]), vec![4]),
        ("bool", Filter::must([Condition::matches("scanned", true)]), vec![5, 6]),
        ("any keyword", Filter::must([Condition::matches("kind", kinds.clone())]), vec![2, 3, 5, 6]),
        ("any integer", Filter::must([Condition::matches("page", vec![1, 6, 77])]), vec![1, 6]),
        ("except", Filter::must([Condition::matches("kind", !MatchValue::from(kinds))]), vec![1, 4]),
        ("value in a list", Filter::must([Condition::matches("tags", "p2".to_owned())]), vec![2]),
        (
            "range",
            Filter::must([Condition::range("page", Range { gt: Some(2.0), lte: Some(5.0), ..Range::default() })]),
            vec![3, 4, 5],
        ),
        (
            "dates",
            Filter::must([Condition::datetime_range(
                "dated",
                DatetimeRange { gte: Some(day(2)), lt: Some(day(4)), ..DatetimeRange::default() },
            )]),
            vec![2, 3],
        ),
        ("should", Filter::should([keyword("title"), Condition::matches("page", 1)]), vec![1, 2, 5]),
        (
            "min should",
            Filter::min_should(2, [keyword("title"), Condition::matches("page", 2), Condition::matches("page", 5)]),
            vec![2, 5],
        ),
        ("must not", Filter::must_not([keyword("table")]), vec![1, 2, 4, 5]),
        ("all three", all_three(keyword("table")), vec![1, 5]),
        ("ids", Filter::must([Condition::has_id([2_u64, 4, 99])]), vec![2, 4]),
        ("missing field", Filter::must([Condition::is_empty("absent")]), vec![1, 2, 3, 4, 5, 6]),
        ("no match", Filter::must([keyword("poem")]), vec![]),
        ("no condition", Filter::default(), vec![1, 2, 3, 4, 5, 6]),
    ]
}

fn all_three(table: Condition) -> Filter {
    Filter {
        must: vec![Condition::matches("tenant", TENANTS[1].to_owned())],
        should: vec![Filter::must([Condition::matches("page", vec![1, 3, 5])]).into()],
        must_not: vec![table],
        min_should: None,
    }
}

#[tokio::test]
async fn a_condition_without_content_is_refused() -> anyhow::Result<()> {
    in_collection(async |world| {
        let empty = Filter::must([Condition { condition_one_of: None }]);
        let query = nearest_dense(&world.collection, [1.0, 0.0, 0.0]).filter(empty);
        assert_eq!(refusal(world.client.query(query).await)?.0, Code::InvalidArgument);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn filters_work_with_indexes() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_six_pages(world, true).await?;
        for (name, filter, expected) in cases() {
            assert_eq!(matching(world, filter).await?, expected, "{name}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn filters_work_without_indexes() -> anyhow::Result<()> {
    in_collection(async |world| {
        with_six_pages(world, false).await?;
        for (name, filter, expected) in cases() {
            assert_eq!(matching(world, filter).await?, expected, "{name}");
        }
        Ok(())
    })
    .await
}
