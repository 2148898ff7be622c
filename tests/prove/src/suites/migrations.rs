//! Migrations while the previous release keeps running.

use crate::{Dose, Outcome, Suite, Worst};
use futures::{FutureExt, future::try_join_all};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use sisuiq_db::EXPECTED_VERSION;
use sisuiq_testing::Stack;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::time::sleep;
use tokio_postgres::{Client, Config, NoTls};
use uuid::Uuid;

/// Migrations of a new release do not disturb the previous one.
pub const SUITE: Suite = Suite {
    name: "migrations",
    promise: "from every version of the schema to the newest, while six connections lock two tables again and again, as statements \
              that read and write do, and two do so for up to 4 s in every 12: none of them fails or waits for a table for longer than 2 s, and \
              the schema is current in the end",
    quick: 2,
    full: 60,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
/// Number of connections with brief transactions.
const BRIEF: usize = 6;
/// Number of connections with long transactions.
const LONG: usize = 2;
/// Maximum length of a brief transaction, in milliseconds.
const BRIEFLY: u64 = 20;
/// Maximum length of a long transaction, in milliseconds. The pause after it is at most twice as long.
const LONGER: u64 = 4_000;
/// Maximum pause after a brief transaction, in milliseconds.
const BETWEEN: u64 = 40;
const LONGEST_WAIT: Duration = Duration::from_secs(2);
const TABLES: &str = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
                      AND relname <> 'refinery_schema_history' ORDER BY 1";

/// A separate database and the connection that created it.
struct Place {
    config: Config,
    server: Client,
    name: String,
}

#[derive(Clone, Default)]
struct Tally {
    transactions: Arc<AtomicU64>,
    /// Longest wait for a lock, in milliseconds.
    slowest: Arc<AtomicU64>,
}

async fn run(dose: Dose) -> Outcome {
    let tally = Tally::default();
    let noted = tally.clone();
    let failures = dose.run(AT_ONCE, move |number, chance| case(noted.clone(), number, chance)).await;
    let (transactions, slowest) = (tally.transactions.load(Relaxed), tally.slowest.load(Relaxed));
    dose.outcome(failures, Worst(format!("longest wait for a table {slowest} ms, in {transactions} transactions")))
}

async fn case(tally: Tally, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let before = 1 + i32::try_from(number % (u64::try_from(EXPECTED_VERSION).unwrap() - 1)).unwrap();
    let place = Place::make().await;
    let mut migrating = place.connect().await;
    sisuiq_db::migrate_to(&mut migrating, before).await.unwrap();
    let rows = migrating.query(TABLES, &[]).await.unwrap();
    let tables: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let over = AtomicBool::new(false);
    let mut users = Vec::new();
    for user in 0..BRIEF + LONG {
        let (client, chance) = (place.connect().await, ChaCha8Rng::from_rng(&mut chance));
        users.push(uses(client, &tables, user >= BRIEF, chance, (&tally, &over)));
    }
    let migrated = async {
        sleep(Duration::from_millis(BETWEEN)).await;
        let migrated = sisuiq_db::migrate(&mut migrating).await;
        over.store(true, Relaxed);
        migrated.map_err(|error| format!("from version {before}: {error:?}"))
    };
    let (used, migrated) = tokio::join!(try_join_all(users), migrated);
    used.map_err(|detail| format!("from version {before}: {detail}"))?;
    let applied = i32::try_from(migrated?.len()).unwrap();
    drop(migrating);
    place.remove().await;
    if applied == EXPECTED_VERSION - before {
        Ok(())
    } else {
        Err(format!("{applied} were applied from version {before}"))
    }
}

/// Runs transactions on one connection until the migration is over.
async fn uses(
    mut client: Client,
    tables: &[String],
    is_long: bool,
    mut chance: ChaCha8Rng,
    (tally, over): (&Tally, &AtomicBool),
) -> Result<(), String> {
    while !over.load(Relaxed) {
        let chosen: Vec<&String> = tables.choose_multiple(&mut chance, 2).collect();
        // the table lock does not depend on the rows that a statement reads or writes
        let mode = if chance.random_bool(0.5) { "ACCESS SHARE" } else { "ROW EXCLUSIVE" };
        let held = Duration::from_millis(chance.random_range(0..if is_long { LONGER } else { BRIEFLY }));
        let transaction = client.transaction().await.map_err(|error| error.to_string())?;
        for table in chosen {
            let asked = Instant::now();
            let locked = transaction.batch_execute(&format!("LOCK TABLE {table} IN {mode} MODE")).await;
            let waited = asked.elapsed();
            locked.map_err(|error| format!("{mode} of {table}: {error:?}"))?;
            tally.slowest.fetch_max(u64::try_from(waited.as_millis()).unwrap(), Relaxed);
            if waited > LONGEST_WAIT {
                return Err(format!("{mode} of {table} waited {} ms", waited.as_millis()));
            }
            sleep(held / 2).await;
        }
        transaction.commit().await.map_err(|error| error.to_string())?;
        tally.transactions.fetch_add(1, Relaxed);
        let rest = if is_long { 2 * LONGER } else { BETWEEN };
        sleep(Duration::from_millis(chance.random_range(0..rest))).await;
    }
    Ok(())
}

impl Place {
    async fn make() -> Self {
        let mut config: Config = Stack::from_process().database_url.parse().unwrap();
        let name = format!("test_{}", Uuid::new_v4().simple());
        let server = connect(&config).await;
        server.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
        config.dbname(&name);
        Self { config, server, name }
    }

    async fn connect(&self) -> Client {
        connect(&self.config).await
    }

    async fn remove(self) {
        self.server.batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await.unwrap();
    }
}

async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}
