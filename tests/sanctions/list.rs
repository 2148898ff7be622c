//! A played source of a small list.

use crate::product::SANCTIONS;
use serde_json::{Value, json};
use sisuiq_sources::server::{Listening, Reply, SourceServer};
use world::{Person, Reply as Answer, World};

pub(crate) const URL: &str = "https://www.treasury.gov/ofac/sdn.csv";
const PATH: &str = "/api/v1/sources";

/// A world with a source of a list, which a server on this machine plays.
pub(crate) struct Place {
    pub(crate) world: World,
    pub(crate) server: SourceServer,
    /// The path of the source.
    pub(crate) source: String,
    _listening: Listening,
}

/// A list of OFAC with these entries.
pub(crate) fn list(entries: &[(u32, &str)]) -> Vec<u8> {
    let row = |(number, name): &(u32, &str)| {
        format!("{number},\"{name}\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n")
    };
    let rows: String = entries.iter().map(row).collect();
    format!("{rows}\u{1a}").into_bytes()
}

/// A list of ten entries.
pub(crate) fn ten() -> Vec<(u32, &'static str)> {
    let names = ["ABBAS, Ali", "BAKER, Bo", "CHEN, Cai", "DIAZ, Dora", "ERAZO, Eva", "FALL, Fatou", "GUL, Gita"];
    let names = names.into_iter().chain(["HADI, Hana", "IVANOV, Igor", "JALLOW, Jarra"]);
    (101..).zip(names).collect()
}

/// A file with this content and entity tag.
pub(crate) fn file(content: Vec<u8>, etag: &str) -> Reply {
    Reply::file("text/csv", content).etag(&format!("\"{etag}\""))
}

impl Place {
    pub(crate) async fn new() -> Self {
        let server = SourceServer::new();
        let listening = server.listen(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = listening.address().to_string();
        let world = World::with(SANCTIONS, &[("SOURCE_SERVER", &address)]).await;
        world.prepare_storage().await;
        let settings = json!({
            "name": "OFAC SDN list", "format": "ofac_sdn", "dataset": "US-Sanctions", "files": [{ "url": URL }],
        });
        let id = world.admin().await.post(PATH, settings).await.is(201).text("id").to_owned();
        let source = format!("{PATH}/{id}");
        Self { world, server, source, _listening: listening }
    }

    /// The administrator, with a new session: time passes in these tests.
    pub(crate) async fn admin(&self) -> Person {
        self.world.logs_in("admin").await
    }

    /// Starts a run and delivers all its messages. Returns the run.
    pub(crate) async fn runs(&self) -> Answer {
        let run = self.starts().await;
        self.world.delivers_runs().await;
        self.run(&run).await
    }

    /// Starts a run and returns its id.
    pub(crate) async fn starts(&self) -> String {
        let admin = self.admin().await;
        admin.post(&format!("{}/run", self.source), json!({})).await.is(202).text("id").to_owned()
    }

    pub(crate) async fn run(&self, id: &str) -> Answer {
        self.admin().await.get(&format!("{PATH}/runs/{id}")).await.is(200)
    }

    /// The source as it is now.
    pub(crate) async fn source(&self) -> Value {
        self.admin().await.get(&self.source).await.is(200).body.clone()
    }

    /// The current entries with their names, by key, and the number of all versions.
    pub(crate) async fn entries(&self) -> (Vec<(String, String)>, i64) {
        let connection = self.world.database().connection().await.unwrap();
        let sql = "SELECT key, name FROM list_entity_versions JOIN list_entities ON id = entity_id WHERE valid_to IS NULL ORDER BY key";
        let rows = connection.query(sql, &[]).await.unwrap();
        let current = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        let all = connection.query_one("SELECT count(*) FROM list_entity_versions", &[]).await.unwrap();
        (current, all.get(0))
    }
}
