//! Backups and simulated losses.

use super::World;
use backup::{Request, Response};
use sisuiq_backup::{Drilled, Restored, Result};
use sisuiq_testing::Stack;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Tables that differ after a restore: ended sessions, vectors to fill again, unlogged tables, and the records of backups.
const OTHERWISE: [&str; 13] = [
    "answer_events",
    "answer_streams",
    "auth_sessions",
    "backups",
    "cached_answers",
    "cached_dataset_answers",
    "erasures",
    "rate_limits",
    "refinery_schema_history",
    "restore_drills",
    "vector_collection_ranges",
    "vector_collections",
    "withdrawals",
];

/// The number of rows and a checksum of each table.
pub type Contents = BTreeMap<String, (i64, String)>;

impl World {
    /// The function that takes backups.
    pub async fn backups(&self) -> backup::State {
        let state = backup::State::from_environment(&self.environment(), self.clock()).await;
        state.expect("the settings are complete")
    }

    /// Takes a backup like the schedule, and returns its id.
    pub async fn backs_up(&self) -> Uuid {
        self.prepare_storage().await;
        let done = backup::handle(&self.backups().await, Request::Backup, None).await.expect("a backup can be taken");
        let Response::Backup { backup, .. } = done else { panic!("{done:?}") };
        backup.id
    }

    /// Notes erasures next to the backups like the schedule, and returns their number.
    pub async fn notes_erasures(&self) -> usize {
        let done = backup::handle(&self.backups().await, Request::RecordErasures, None).await;
        let done = done.expect("erasures can be written down");
        let Response::RecordErasures { noted, .. } = done else { panic!("{done:?}") };
        noted
    }

    /// Restores the newest backup into an empty database.
    pub async fn restores(&self) -> Result<Restored> {
        let order = Request::Restore { id: None, replace: false };
        match backup::handle(&self.backups().await, order, None).await? {
            Response::Restore(restored) => Ok(restored),
            other => panic!("{other:?}"),
        }
    }

    /// Restores the newest verified backup beside the live data, as the schedule does.
    pub async fn drills(&self) -> Result<Drilled> {
        match backup::handle(&self.backups().await, Request::Drill { id: None }, None).await? {
            Response::Drill(drilled) => Ok(drilled),
            other => panic!("{other:?}"),
        }
    }

    /// The contents of the database, without the tables that differ after a restore.
    pub async fn contents(&self) -> Contents {
        let connection = self.database().connection().await.expect("the database answers");
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename::text <> ALL($1)";
        let tables = connection.query(tables, &[&OTHERWISE.as_slice()]).await.expect("tables can be listed");
        let sum = |table: String| {
            format!(
                "SELECT '{table}', count(*), coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM \"{table}\" t"
            )
        };
        let sums: Vec<String> = tables.iter().map(|row| sum(row.get(0))).collect();
        let rows = connection.query(&sums.join(" UNION ALL "), &[]).await.expect("rows can be read");
        rows.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))).collect()
    }

    /// Deletes the database and the vectors and deploys again. The bucket stays.
    pub async fn loses_its_stores(&self) {
        let connection = self.database().connection().await.expect("the database answers");
        let collections = connection.query("SELECT name::text FROM vector_collections", &[]).await;
        drop(connection);
        let qdrant = qdrant_client::Qdrant::from_url(&Stack::from_process().qdrant_url).skip_compatibility_check();
        let qdrant = qdrant.build().expect("the address is one");
        for collection in &collections.expect("rows can be read") {
            let deleted = qdrant.delete_collection(collection.get::<_, String>(0)).await;
            deleted.expect("a collection can be deleted");
        }
        self.execute("DROP SCHEMA public CASCADE", &[]).await;
        self.execute("CREATE SCHEMA public", &[]).await;
        self.restart();
        let state = migrate::State::from_environment(&self.environment(), self.clock());
        let state = state.expect("the settings are complete");
        migrate::migrate(&state).await.expect("the schema can be made");
    }

    /// Deletes everything except backups from the bucket, as with a command line, and returns the keys. The bucket is versioned,
    /// so that delete markers hide the files.
    pub async fn loses_its_files(&self) -> Vec<String> {
        let listed = self.s3().list_objects_v2().bucket(self.bucket()).send().await.expect("the bucket can be listed");
        let keys = listed.contents().iter().filter_map(|object| object.key());
        let keys: Vec<String> = keys.filter(|key| !key.starts_with("backups/")).map(str::to_owned).collect();
        for key in &keys {
            let deleted = self.s3().delete_object().bucket(self.bucket()).key(key).send().await;
            deleted.expect("an object can be deleted");
        }
        keys
    }

    /// Removes the delete markers of these files.
    pub async fn finds_its_files(&self, keys: &[String]) {
        let listed = self.s3().list_object_versions().bucket(self.bucket()).send().await;
        for marker in listed.expect("versions can be listed").delete_markers() {
            if !keys.iter().any(|key| Some(key.as_str()) == marker.key()) {
                continue;
            }
            let delete = self.s3().delete_object().bucket(self.bucket());
            let delete = delete.set_key(marker.key.clone()).set_version_id(marker.version_id.clone());
            delete.send().await.expect("a delete marker can be removed");
        }
    }
}
