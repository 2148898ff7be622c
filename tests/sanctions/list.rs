//! A played source of a small list.

use crate::product::SANCTIONS;
use serde_json::{Value, json};
use sisuiq_sources::server::{Listening, Reply, SourceServer};
use world::{Person, Product, Reply as Answer, World};

pub(crate) const URL: &str = "https://www.treasury.gov/ofac/sdn.csv";
const PATH: &str = "/api/v1/sources";
pub(crate) const SCREEN: &str = "/api/v1/knowledge/screen";

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

/// A list whose entries have facts: two organisations, two persons of one name, another person, and a ship. The first row is one of OFAC's.
pub(crate) fn facts() -> Vec<u8> {
    let row = |number: u32, name: &str, kind: &str, remarks: &str| {
        format!("{number},\"{name}\",{kind},\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,{remarks}\r\n")
    };
    let person = "\"individual\"";
    let rows = [
        row(36, "AEROCARIBBEAN AIRLINES", "-0- ", "-0- "),
        row(
            201,
            "VOLKONSKY, Arkady Petrovich",
            person,
            "\"DOB 12 Apr 1961; POB Pskov, Russia; nationality Russia; Gender Male; Passport 751234567 (Russia); a.k.a. 'ARKASHA'.\"",
        ),
        row(202, "VOLKONSKY, Arkady Petrovich", person, "\"DOB 3 Nov 1984.\""),
        row(203, "AL-HARBANI, Mahmoud Yusuf", person, "\"DOB 1970; nationality Syria.\""),
        row(204, "EMMA LLC", "-0- ", "-0- "),
        row(205, "GOLDEN HERON", "\"vessel\"", "\"Vessel Registration Identification IMO 9107655.\""),
    ];
    format!("{}\u{1a}", rows.concat()).into_bytes()
}

/// A file with this content and entity tag.
pub(crate) fn file(content: Vec<u8>, etag: &str) -> Reply {
    Reply::file("text/csv", content).etag(&format!("\"{etag}\""))
}

impl Place {
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A place with settings of its own.
    pub(crate) async fn with(own: &[(&str, &str)]) -> Self {
        Self::of(SANCTIONS, own).await
    }

    /// A place with functions and settings of its own.
    pub(crate) async fn of(product: Product, own: &[(&str, &str)]) -> Self {
        let server = SourceServer::new();
        let listening = server.listen(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = listening.address().to_string();
        let settings = [own, &[("SOURCE_SERVER", address.as_str())]].concat();
        let world = World::with(product, &settings).await;
        world.prepare_storage().await;
        let source = json!({
            "name": "OFAC SDN list", "format": "ofac_sdn", "dataset": "US-Sanctions", "files": [{ "url": URL }],
        });
        let id = world.admin().await.post(PATH, source).await.is(201).text("id").to_owned();
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

    /// A list with facts that was read.
    pub(crate) async fn listed(own: &[(&str, &str)]) -> Self {
        let place = Self::with(own).await;
        place.server.on(URL, file(facts(), "1"));
        let run = place.runs().await;
        assert_eq!(run["status"], "done", "{}", run.body);
        place
    }

    /// The id of the source.
    pub(crate) fn source_id(&self) -> &str {
        self.source.rsplit('/').next().unwrap()
    }

    /// Screens as a new session of the account of this role.
    pub(crate) async fn screens(&self, input: Value) -> Answer {
        self.world.logs_in("compliance").await.post(SCREEN, input).await.is(200)
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
