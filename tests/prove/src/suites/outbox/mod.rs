//! Outbox messages, while the relays that send them are killed.

mod post;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::{FutureExt, future::join_all};
use post::{Fate, Letters, Post};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use sisuiq_accounts_db::outbox_messages::{self, Addressee, NewMessage};
use sisuiq_clock::Clock;
use sisuiq_db::Database;
use sisuiq_model::{OutboxKind, OutboxMessageId, UserId, UserRole};
use sisuiq_testing::runtime_api::RuntimeApi;
use std::{
    array::from_fn,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::time::sleep;
use world::{Program, World};

/// A message that is committed with a change is sent.
pub const SUITE: Suite = Suite {
    name: "outbox",
    promise: "of 50 messages a case that are ordered in transactions of any length, of which some are rolled back, and that two \
              relays send at once, each killed with SIGKILL before or after the post takes a message or at any other moment, or told \
              that it is busy: none is lost, none of a transaction that was rolled back leaves, at most one leaves twice for each \
              kill, and nothing stays in the outbox",
    quick: 4,
    full: 200,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
const MESSAGES: u64 = 50;
const RELAYS: usize = 2;
/// Number of concurrent transactions.
const WRITERS: usize = 3;
/// Maximum time that a transaction stays open, in milliseconds.
const LONGEST: u64 = 40;
/// Number of first rounds in which relays are disturbed.
const DEADLY: u64 = 4;
/// Time limit of one run of a relay.
const TIMEOUT: Duration = Duration::from_mins(2);
/// Maximum number of rounds. It is below twelve, the number of attempts before a message is marked as failed.
const ROUNDS: u64 = 10;
/// Makes all unsent messages due.
const LATER: &str = "UPDATE outbox_messages SET due_at = due_at - interval '1 day'";
const LEFT: &str = "SELECT count(*) FROM outbox_messages";

#[derive(Clone, Default)]
struct Setting {
    places: Pool<Place>,
    tally: Tally,
}

#[derive(Clone, Default)]
struct Tally {
    sent: Arc<AtomicU64>,
    twice: Arc<AtomicU64>,
    kills: Arc<AtomicU64>,
    put_off: Arc<AtomicU64>,
}

/// A world with a recipient.
struct Place {
    world: World,
    user: UserId,
}

/// The `messages` function. A new process starts after each kill.
struct Relay<'case> {
    world: &'case World,
    post: Post,
    running: Option<(Program, RuntimeApi)>,
}

/// A disturbance of a relay in one round.
#[derive(Clone, Copy)]
enum Trouble {
    /// A disturbance at the mail service.
    Post(Fate),
    /// A kill after this number of milliseconds.
    Killed(u64),
}

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let tally = setting.tally.clone();
    let failures = dose.run(AT_ONCE, move |number, chance| case(setting.clone(), number, chance)).await;
    let counts = [tally.sent, tally.twice, tally.kills, tally.put_off];
    let [sent, twice, kills, put_off] = counts.map(|count| count.load(Relaxed));
    dose.outcome(failures, Worst(format!("{twice} of {sent} left twice in {kills} kills; {put_off} were put off")))
}

async fn case(setting: Setting, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let place = setting.places.take(Place::make).await;
    let letters = Letters::default();
    let ordered: Vec<(String, bool, u64)> = (0..MESSAGES)
        .map(|message| {
            (format!("box-{number}-{message}@example.com"), chance.random_bool(0.9), chance.random_range(0..LONGEST))
        })
        .collect();
    let mut relays = Vec::new();
    for _ in 0..RELAYS {
        relays.push(Relay { world: &place.world, post: Post::open(&letters).await, running: None });
    }
    let mut kills = 0;
    for round in 0..ROUNDS {
        let troubles: Vec<_> = relays.iter().map(|_| (round < DEADLY).then(|| Trouble::drawn(&mut chance))).collect();
        let at_work = join_all(relays.iter_mut().zip(troubles).map(|(relay, trouble)| relay.works(trouble)));
        // relays of the first round run while transactions are open
        let writing = async {
            if round == 0 {
                place.orders(&ordered).await;
            }
        };
        let (died, ()) = tokio::join!(at_work, writing);
        for died in died {
            kills += u64::from(died?);
        }
        place.world.execute(LATER, &[]).await;
        if round >= DEADLY && place.left().await == 0 {
            break;
        }
    }
    let twice = fault(&ordered, &letters, kills)?;
    let left = place.left().await;
    if left != 0 {
        return Err(format!("{left} messages stay in the outbox"));
    }
    drop(relays);
    setting.places.give_back(place).await;
    let Tally { sent, twice: again, kills: killed, put_off } = &setting.tally;
    let now_put_off = letters.put_off_so_far();
    for (count, more) in [(sent, MESSAGES), (again, twice), (killed, kills), (put_off, now_put_off)] {
        count.fetch_add(more, Relaxed);
    }
    Ok(())
}

/// Checks that no message is lost or unexpected, and returns the number of duplicates.
fn fault(ordered: &[(String, bool, u64)], letters: &Letters, kills: u64) -> Result<u64, String> {
    let mut again = 0;
    for (address, is_kept, _) in ordered {
        match (letters.to(address), is_kept) {
            (0, true) => return Err(format!("the message to {address} is lost")),
            (1.., false) => return Err(format!("a message to {address} left, and was never ordered")),
            (times, _) => again += times.saturating_sub(1),
        }
    }
    if again > kills { Err(format!("{again} messages left again after {kills} kills")) } else { Ok(again) }
}

impl Trouble {
    fn drawn(chance: &mut ChaCha8Rng) -> Self {
        let letters = chance.random_range(0..8);
        match chance.random_range(0..4) {
            0 => Self::Post(Fate::Refused(letters)),
            1 => Self::Post(Fate::Taken(letters)),
            2 => Self::Post(Fate::Busy(letters)),
            _ => Self::Killed(chance.random_range(0..400)),
        }
    }
}

impl Place {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        let user = world.admits("alice", UserRole::User).await;
        // creates the cloud resources that a relay reads when it starts
        world.messages_state().await;
        Self { world, user }
    }

    /// Inserts all messages in several concurrent transactions.
    async fn orders(&self, ordered: &[(String, bool, u64)]) {
        let databases: [Database; WRITERS] = from_fn(|_| self.world.database());
        let writing = databases.iter().enumerate().map(|(writer, database)| async move {
            for (address, is_kept, open) in ordered.iter().skip(writer).step_by(WRITERS) {
                self.order(database, address, *is_kept, *open).await;
            }
        });
        join_all(writing).await;
    }

    async fn order(&self, database: &Database, address: &str, is_kept: bool, open: u64) {
        let clock = Clock::system();
        let mut connection = database.connection().await.unwrap();
        let transaction = connection.transaction().await.unwrap();
        let new = NewMessage {
            id: OutboxMessageId(clock.uuid_v7()),
            kind: OutboxKind::EmailChanged,
            to: Addressee::FormerAddress(self.user, address),
            at: clock.now(),
        };
        outbox_messages::insert(&transaction, &new).await.unwrap();
        sleep(Duration::from_millis(open)).await;
        if is_kept {
            transaction.commit().await.unwrap();
        }
    }

    async fn left(&self) -> i64 {
        self.world.database().connection().await.unwrap().query_one(LEFT, &[]).await.unwrap().get(0)
    }
}

impl Relay<'_> {
    /// Runs the relay once, and returns true if it was killed.
    async fn works(&mut self, trouble: Option<Trouble>) -> Result<bool, String> {
        let (fate, moment) = match trouble {
            Some(Trouble::Post(fate)) => (Some(fate), None),
            Some(Trouble::Killed(moment)) => (None, Some(Duration::from_millis(moment))),
            None => (None, None),
        };
        self.post.decide(fate);
        let (mut program, api) = match self.running.take() {
            Some(running) => running,
            None => self.start().await,
        };
        let answered = api.invoke(json!({}));
        let killed = async {
            match moment {
                Some(moment) => sleep(moment).await,
                None => self.post.death().await,
            }
        };
        tokio::select! {
            outcome = answered => {
                outcome.map_err(|_| "a relay ended".to_owned())?.map_err(|error| format!("a relay failed: {error}"))?;
                self.running = Some((program, api));
                Ok(false)
            }
            () = killed => {
                program.signal("KILL").await;
                program.ended().await;
                Ok(true)
            }
            () = sleep(TIMEOUT) => Err(format!("a relay does not answer: {}", program.log())),
        }
    }

    async fn start(&self) -> (Program, RuntimeApi) {
        let api = RuntimeApi::start().await;
        let mut own = api.variables("messages");
        own.push(("AWS_ENDPOINT_URL", self.post.url.clone()));
        (Program::start(self.world, "messages", &own), api)
    }
}
