//! A product that watches two lists, in a network that a case plays.

use super::{
    attack::{Attack, List, NO_CHANGE, PERMITTED, good},
    lists,
};
use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_db::Database;
use sisuiq_sources::{
    AllowList, Fetcher, forbidden_range,
    server::{PlayedNetwork, Reply, SourceServer},
};
use std::sync::Arc;
use uuid::Uuid;
use world::World;

/// Attempts after which one more is the last, so that a source that may be back later fails its run at once.
const EARLIER_ATTEMPTS: i32 = 3;
/// The shortest sentence that says what happened and what to do.
const SENTENCE: usize = 20;

/// A world with two sources whose lists were read.
pub(super) struct Place {
    world: World,
    database: Database,
    server: SourceServer,
    network: PlayedNetwork,
    fetch: fetch::State,
    process: process::State,
    /// The sources in the order of [`List::ALL`].
    sources: Vec<Uuid>,
}

/// The end of a run: status, code and text of the error, and kept files.
type End = (String, Option<String>, Option<String>, i64);

impl Place {
    pub(super) async fn make() -> Self {
        let world = World::new(COPILOT).await;
        world.prepare_storage().await;
        let server = SourceServer::new();
        let network = server.network();
        let shared = Arc::new(network.clone());
        let permitted: AllowList = PERMITTED.parse().unwrap();
        let fetcher = Fetcher::new(shared.clone(), shared, permitted, world.clock().clone());
        let environment = world.environment();
        let fetch = fetch::State::from_environment(&environment, world.clock()).await.unwrap().with_fetcher(fetcher);
        let process = process::State::from_environment(&environment, world.clock()).await.unwrap();
        let admin = world.admin().await;
        let mut sources = Vec::new();
        for (list, format, dataset) in [(List::Ofac, "ofac_sdn", "US-Sanctions"), (List::Un, "un_xml", "UN-Sanctions")]
        {
            let settings =
                json!({ "name": format, "format": format, "dataset": dataset, "files": [{ "url": list.url() }] });
            sources.push(admin.post("/api/v1/sources", settings).await.is(201).text("id").parse().unwrap());
        }
        let place = Self { database: world.database(), world, server, network, fetch, process, sources };
        for list in List::ALL {
            let (status, code, ..) = place.reads(list).await.unwrap();
            assert_eq!((status.as_str(), code), ("done", None));
        }
        place
    }

    const fn source(&self, list: List) -> Uuid {
        match (list, self.sources.as_slice()) {
            (List::Ofac, [source, ..]) | (List::Un, [_, source, ..]) => *source,
            _ => Uuid::nil(),
        }
    }

    /// Lets a source be as hostile as the attack says, runs it, and finds what should not have come of it.
    pub(super) async fn withstands(&self, attack: &Attack) -> Result<(), String> {
        let source = self.source(attack.list);
        for (url, behaviour) in &attack.plays {
            self.server.on(url, behaviour.clone());
        }
        if let Some((host, answers)) = &attack.answers {
            self.network.resolve_to(host, answers.clone());
        }
        self.moves(source, &attack.url).await;
        let (before, reached) = (self.known(source).await, self.network.connected().len());
        let (status, code, text, kept) = self.runs(source).await?;
        let ended = code.as_deref().unwrap_or(&status);
        let text = text.unwrap_or_default();
        if ended != attack.ends {
            return Err(format!("{ended} instead of {}: {text}", attack.ends));
        }
        if ended != NO_CHANGE && (status != "failed" || text.len() < SENTENCE) {
            return Err(format!("{status} with the text {text:?}"));
        }
        let connected = self.network.connected().split_off(reached);
        if let Some(address) = connected.iter().find(|address| forbidden_range(address.ip()).is_some()) {
            return Err(format!("a connection to {address}"));
        }
        if connected.len() != attack.connections {
            return Err(format!("{} connections instead of {}", connected.len(), attack.connections));
        }
        let told = attack.answers.iter().flat_map(|(_, answers)| answers.iter().flatten());
        if let Some(address) = told.map(ToString::to_string).find(|address| text.contains(address.as_str())) {
            return Err(format!("the text names {address}: {text}"));
        }
        if kept != i64::from(attack.is_kept()) {
            return Err(format!("{kept} files are kept"));
        }
        let after = self.known(source).await;
        if before["known"] != after["known"] {
            return Err(format!("{} instead of {}", after["known"], before["known"]));
        }
        let grown = after["files"].as_i64().unwrap() - before["files"].as_i64().unwrap();
        if !(0..=kept).contains(&grown) {
            return Err(format!("{grown} more objects"));
        }
        self.is_itself(attack, source).await;
        Ok(())
    }

    /// Lets the source be as it was before an attack.
    async fn is_itself(&self, attack: &Attack, source: Uuid) {
        self.moves(source, attack.list.url()).await;
        if let Some((host, _)) = &attack.answers {
            self.network.resolve_to(host, [vec![good()]]);
        }
    }

    /// Reads the true list again.
    pub(super) async fn is_read_as_before(&self, list: List) -> Result<(), String> {
        let (status, code, ..) = self.reads(list).await?;
        if status == NO_CHANGE { Ok(()) } else { Err(format!("afterwards the source is {status}, {code:?}")) }
    }

    /// Plays the true list, and runs its source.
    async fn reads(&self, list: List) -> Result<End, String> {
        let reply = match list {
            List::Ofac => Reply::file("text/csv", lists::ofac()),
            List::Un => Reply::file("application/xml", lists::un()),
        };
        self.server.on(list.url(), reply);
        self.runs(self.source(list)).await
    }

    /// Gives a source an address, as if it had been permitted when it was entered.
    async fn moves(&self, source: Uuid, url: &str) {
        let connection = self.database.connection().await.unwrap();
        connection.execute("UPDATE source_files SET url = $2 WHERE source_id = $1", &[&source, &url]).await.unwrap();
    }

    /// Runs a source to its end.
    async fn runs(&self, source: Uuid) -> Result<End, String> {
        let run = Uuid::new_v4();
        let connection = self.database.connection().await.unwrap();
        let sql = "INSERT INTO source_runs (id, source_id, trigger, attempts, created_at, updated_at) VALUES ($1, $2, 'manual', $3, now(), now())";
        connection.execute(sql, &[&run, &source, &EARLIER_ATTEMPTS]).await.unwrap();
        drop(connection);
        let fetched = fetch::handle(self.fetch.clone(), event("fetch_source", run)).await;
        let fetched = fetched.map_err(|error| error.to_string())?.batch_item_failures;
        let processed = process::handle(self.process.clone(), event("process_source", run)).await;
        let processed = processed.map_err(|error| error.to_string())?.batch_item_failures;
        if !fetched.is_empty() || !processed.is_empty() {
            return Err("a message failed".to_owned());
        }
        let connection = self.database.connection().await.unwrap();
        let sql = "SELECT status, error_code, error, (SELECT count(*) FROM source_run_files WHERE run_id = id) FROM source_runs WHERE id = $1";
        let row = connection.query_one(sql, &[&run]).await.unwrap();
        Ok((row.get(0), row.get(1), row.get(2), row.get(3)))
    }

    /// What is known of a list: versions of entries, indexes, what was read last, and the number of stored files.
    async fn known(&self, source: Uuid) -> Value {
        let connection = self.database.connection().await.unwrap();
        let sql = "SELECT jsonb_build_object(
            'versions', (SELECT md5(string_agg(to_jsonb(v)::text, ' ' ORDER BY v.entity_id, v.number))
                FROM list_entity_versions AS v JOIN list_entities AS e ON e.id = v.entity_id WHERE e.source_id = $1),
            'indexes', (SELECT jsonb_agg(i.object_key ORDER BY i.object_key) FROM name_indexes AS i WHERE i.source_id = $1),
            'files', (SELECT jsonb_agg(to_jsonb(f) - 'url' - 'validators') FROM source_files AS f WHERE f.source_id = $1),
            'read', (SELECT jsonb_build_array(s.changed_at, s.covered_from, s.covered_to) FROM sources AS s WHERE s.id = $1))";
        let known: Value = connection.query_one(sql, &[&source]).await.unwrap().get(0);
        drop(connection);
        let bucket: String = self.world.environment().read(|reader| reader.named("DOCUMENTS_BUCKET")).unwrap();
        let mut objects = 0;
        for folder in ["raw", "names"] {
            let request = self.world.s3().list_objects_v2().bucket(&bucket).prefix(format!("{folder}/{source}/"));
            let listed = request.send().await.unwrap().contents.unwrap_or_default().len();
            objects += if folder == "raw" { listed } else { 1_000 * listed };
        }
        json!({ "known": known, "files": objects })
    }
}

/// The event of a run's message.
fn event(kind: &str, run: Uuid) -> Value {
    let body = json!({ "kind": kind, "run_id": run }).to_string();
    let record = json!({ "messageId": "message-0", "body": body, "attributes": {}, "messageAttributes": {} });
    json!({ "Records": [record] })
}
