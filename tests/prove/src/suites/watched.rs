//! Worlds with sources that a server plays, and the work on their runs.

use super::killing::{handles, messages};
use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_sources::server::{Listening, Reply, SourceServer};
use tokio_postgres::{Row, types::ToSql};
use uuid::Uuid;
use world::World;

/// The address of a played list.
const LIST: &str = "https://www.treasury.gov/ofac/sdn.csv";

/// A world with an administrator, and a server that plays all sources.
pub(super) struct Watched {
    pub(super) world: World,
    pub(super) server: SourceServer,
    _listening: Listening,
}

impl Watched {
    /// Makes a world with settings of its own.
    pub(super) async fn make(own: &[(&str, &str)]) -> Self {
        let server = SourceServer::new();
        let listening = server.listen(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = listening.address().to_string();
        let world = World::with(COPILOT, &[own, &[("SOURCE_SERVER", &address)]].concat()).await;
        world.prepare_storage().await;
        world.admin().await;
        Self { world, server, _listening: listening }
    }

    /// Adds a source that sweeps do not read on their own. Returns its id.
    pub(super) async fn adds(&self, format: &str, dataset: &str, url: &str) -> String {
        let settings =
            json!({ "name": Uuid::new_v4(), "format": format, "dataset": dataset, "files": [{ "url": url }] });
        let admin = self.world.logs_in("admin").await;
        let source = admin.post("/api/v1/sources", settings).await.is(201).text("id").to_owned();
        self.world.execute("UPDATE sources SET next_run_at = now() + interval '30 days'", &[]).await;
        source
    }

    /// Adds a source of the played list.
    pub(super) async fn adds_list(&self) -> String {
        self.adds("ofac_sdn", "US-Sanctions", LIST).await
    }

    /// Plays a list of entries with these keys, names and programmes.
    pub(super) fn plays_list(&self, entries: impl IntoIterator<Item = (u32, String, String)>) {
        let row = |(key, name, programme): (u32, String, String)| {
            format!("{key},\"{name}\",\"individual\",\"{programme}\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n")
        };
        let rows: String = entries.into_iter().map(row).collect();
        self.server.on(LIST, Reply::file("text/csv", format!("{rows}\u{1a}")));
    }

    /// Starts a run of a source. Returns its id.
    pub(super) async fn starts(&self, source: &str) -> String {
        let admin = self.world.logs_in("admin").await;
        let path = format!("/api/v1/sources/{source}/run");
        admin.post(&path, json!({})).await.is(202).text("id").to_owned()
    }

    /// Handles the messages of a run of a list in this process.
    pub(super) async fn reads(&self, run: &str) -> Result<(), String> {
        for function in ["fetch", "process"] {
            handles(&self.world, function, event(function, run)).await?;
        }
        Ok(())
    }

    /// Status and counts of a run, and what came of earlier subjects.
    pub(super) async fn run(&self, run: &str) -> Value {
        let admin = self.world.logs_in("admin").await;
        admin.get(&format!("/api/v1/sources/runs/{run}")).await.is(200).body.clone()
    }

    /// Lets runs be worked on as if the time of their claims and pauses had passed.
    pub(super) async fn releases(&self) {
        self.world.execute("UPDATE source_runs SET held_until = NULL WHERE held_until IS NOT NULL", &[]).await;
    }

    /// Rows of the database.
    pub(super) async fn rows(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Vec<Row> {
        self.world.database().connection().await.unwrap().query(sql, parameters).await.unwrap()
    }

    /// Texts of the database, one a row.
    pub(super) async fn texts(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Vec<String> {
        self.rows(sql, parameters).await.iter().map(|row| row.get(0)).collect()
    }
}

/// The event of a run's message for a function.
pub(super) fn event(function: &str, run: &str) -> Value {
    messages(&[json!({ "kind": format!("{function}_source"), "run_id": run }).to_string()])
}
