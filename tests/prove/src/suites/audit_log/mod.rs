//! The audit log under concurrent load, database faults and tampering.

mod deeds;
mod tampering;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use deeds::Deeds;
use futures::{FutureExt, future::join_all};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use sisuiq_audit::{Anchor, Verifier};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::time::sleep;
use world::{DATABASE_WAITS_AS_DEPLOYED, Person, World};

/// Each change has exactly one audit record, and tampering with the log is detected.
pub const SUITE: Suite = Suite {
    name: "audit_log",
    promise: "whatever changes accounts or documents is told exactly once and in an unbroken chain, while many act at once, the \
              chain is extended from several sides, and connections to the database are cut; nothing is told that was not \
              done; no copy that was tampered with passes for whole",
    quick: 5,
    full: 300,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
/// Tampered copies per case.
const TAMPERED: usize = 20;

#[derive(Clone, Default)]
struct Setting {
    places: Pool<Place>,
    records: Arc<AtomicU64>,
    refused: Arc<AtomicU64>,
}

/// A world, its people, and the anchor at which the last verification ended.
struct Place {
    world: World,
    admin: Person,
    people: Vec<Person>,
    head: Option<Anchor>,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let counts = [&setting.records, &setting.refused].map(Arc::clone);
    let failures = dose.run(AT_ONCE, move |_, chance| case(setting.clone(), chance)).await;
    let [records, refused] = counts.map(|count| count.load(Relaxed));
    let tampered = dose.cases * TAMPERED as u64;
    let worst = format!("{records} records, {refused} requests that faults cut off, {tampered} copies tampered with");
    dose.outcome(failures, Worst(worst))
}

async fn case(setting: Setting, mut chance: ChaCha8Rng) -> Result<(), String> {
    let mut place = setting.places.take(async || Place::make().await).await;
    let deeds = Deeds::plan(&place.people, &mut chance);
    let (cuts, readers) = (chance.random_bool(0.3), chance.random_range(0..4));
    let cutting = async {
        if cuts {
            sleep(Duration::from_millis(20)).await;
            place.world.end_connections().await;
        }
    };
    let reading = join_all((0..readers).map(|_| place.admin.get("/api/admin/audit/head")));
    let (outcome, ()) = tokio::join!(async { tokio::join!(deeds.run(), reading).0 }, cutting);
    setting.refused.fetch_add(outcome.cut_off, Relaxed);
    let copy = place.copy().await?;
    outcome.match_records(&copy)?;
    place.matches_stored_objects().await?;
    let mut verifier = Verifier::new(place.head, Vec::new());
    for line in &copy {
        verifier.take(line).map_err(|fault| fault.to_string())?;
    }
    let whole = verifier.finish().map_err(|fault| fault.to_string())?;
    for _ in 0..TAMPERED {
        tampering::is_seen(&copy, (place.head, whole.last), &mut chance)?;
    }
    let before = place.head.map_or(0, |head| head.sequence);
    setting.records.fetch_add(u64::try_from(whole.last.sequence - before).unwrap_or_default(), Relaxed);
    place.head = Some(whole.last);
    setting.places.give_back(place).await;
    Ok(())
}

impl Place {
    async fn make() -> Self {
        let world = World::with(COPILOT, &DATABASE_WAITS_AS_DEPLOYED).await;
        world.prepare_storage().await;
        let admin = world.admin().await;
        let mut people = Vec::new();
        for name in ["alice", "bob", "carol"] {
            people.push(world.user(name).await);
        }
        Self { world, admin, people, head: None }
    }

    /// Exports the records after the last anchor through the API.
    async fn copy(&self) -> Result<Vec<String>, String> {
        let mut lines = Vec::new();
        let known = self.head.map_or(0, |head| head.sequence);
        let mut next = Some(format!("/api/admin/audit/export?limit=20&after={known}"));
        while let Some(path) = next {
            let mut part = self.admin.get(&path).await;
            if part.status == 503 {
                // the first request after a cut connection may fail
                part = self.admin.get(&path).await;
            }
            if part.status != 200 {
                return Err(format!("{path}: {} {}", part.status, part.body));
            }
            let text = match &part.body {
                Value::Null => String::new(),
                Value::String(lines) => lines.clone(),
                one => one.to_string(),
            };
            lines.extend(text.lines().map(str::to_owned));
            let link = part.header("link").strip_prefix('<').and_then(|link| link.split_once('>'));
            next = link.map(|(to, _)| to.to_owned());
        }
        Ok(lines)
    }

    /// Checks that the stored objects match the audit records, whatever the requests were answered.
    async fn matches_stored_objects(&self) -> Result<(), String> {
        let connection = self.world.database().connection().await.map_err(|error| error.to_string())?;
        for (kind, stored, action) in [
            ("documents", "SELECT id::text FROM documents", "create_document"),
            ("deletions", "SELECT id::text FROM documents WHERE deleted_at IS NOT NULL", "delete_document"),
            ("keys", "SELECT id::text FROM api_keys", "create_api_key"),
            ("ends of keys", "SELECT id::text FROM api_keys WHERE revoked_at IS NOT NULL", "end_api_key"),
        ] {
            let told = "SELECT object_id FROM audit_records WHERE outcome = 'done' AND action = $1";
            let differ = format!(
                "SELECT count(*) FROM (({stored} EXCEPT ALL {told}) UNION ALL ({told} EXCEPT ALL {stored})) AS odd"
            );
            let odd: i64 = connection.query_one(&differ, &[&action]).await.map_err(|error| error.to_string())?.get(0);
            if odd != 0 {
                return Err(format!("{odd} {kind} are stored and not told, or told and not stored"));
            }
        }
        Ok(())
    }
}
