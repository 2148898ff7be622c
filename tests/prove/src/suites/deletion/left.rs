//! Search for remains of deleted objects in all stores.

use super::place::Place;
use qdrant_client::{
    Qdrant,
    qdrant::{Condition, CountPointsBuilder, Filter},
};
use sisuiq_testing::Stack;

const TABLES: &str = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
const COLLECTIONS: &str = "SELECT name::text FROM vector_collections";

impl Place {
    /// Tables that contain one of these texts, apart from the excluded tables.
    pub(super) async fn tables_with(&self, texts: &[&str], but: &[&str]) -> Vec<String> {
        let database = self.scenario.world().database();
        let connection = database.connection().await.unwrap();
        let mut found = Vec::new();
        for table in connection.query(TABLES, &[]).await.unwrap() {
            let table: String = table.get(0);
            if but.contains(&table.as_str()) {
                continue;
            }
            let sql = format!(
                "SELECT count(*) FROM \"{table}\" AS held \
                 WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) AS wanted (part) WHERE strpos(held::text, part) > 0)"
            );
            let rows: i64 = connection.query_one(&sql, &[&texts]).await.unwrap().get(0);
            if rows > 0 {
                found.push(format!("{rows} rows of {table}"));
            }
        }
        found
    }

    /// Number of points of a document in all collections.
    pub(super) async fn points_of(&self, document: &str) -> u64 {
        let client = Qdrant::from_url(&Stack::from_process().qdrant_url).skip_compatibility_check().build().unwrap();
        let database = self.scenario.world().database();
        let collections = database.connection().await.unwrap().query(COLLECTIONS, &[]).await.unwrap();
        let mut points = 0;
        for collection in collections {
            let name: String = collection.get(0);
            let ours = Filter::must([Condition::matches("document_id", document.to_owned())]);
            let counted = client.count(CountPointsBuilder::new(name).filter(ours).exact(true)).await.unwrap();
            points += counted.result.unwrap().count;
        }
        points
    }

    /// Checks that no table contains one of these texts, apart from the excluded tables.
    pub(super) async fn holds_nothing(&self, texts: &[&str], but: &[&str]) -> Result<(), String> {
        let found = self.tables_with(texts, but).await;
        if found.is_empty() { Ok(()) } else { Err(format!("there are still {}", found.join(", "))) }
    }

    /// Checks that no version of an object exists under this key prefix.
    pub(super) async fn has_no_object(&self, prefix: &str) -> Result<(), String> {
        if self.scenario.has_object(prefix).await { Err(format!("an object is still under {prefix}")) } else { Ok(()) }
    }
}
