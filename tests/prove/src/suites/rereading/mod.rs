//! Pages of an older reader that are read again while questions about them are asked.

mod clients;
mod end;
mod page;
mod place;
mod rounds;
pub mod verdict;

use crate::{Dose, Outcome, Suite, Worst};
use clients::{Asking, Before, Client};
use futures::{FutureExt, StreamExt, future::join_all, stream};
use page::Page;
use place::{Manner, Place};
use rounds::Done;
use std::sync::{Arc, atomic::Ordering::Relaxed};

/// While an upgrade's sweep reads documents again, no answer becomes a wrong one.
pub const SUITE: Suite = Suite {
    name: "rereading",
    promise: "pages that an older reader read badly (a case each: letters or lines lost, a struck-out figure read, or nothing wrong) \
              are read again by the sweep while four clients ask about them all the time, with and without the answer cache, in all \
              documents and in one; processes are killed with SIGKILL between any two steps and within one, messages come twice and \
              late: whatever was answered rightly before has the same statement and a citation whose quote stands on the right page, or \
              is declined, or refused with the reason; no answer has a new wrong figure; citations made before are valid where their quote \
              stands and stale elsewhere; Jobs shows the progress, then nothing; in the end every range, passage, word count and vector is \
              that of the new reader, and every question has its right answer",
    quick: 12,
    full: 1_000,
    run: |dose| run(dose).boxed(),
};

/// Pages of the documents, in turns.
const PAGES: [usize; 3] = [5, 9, 3];
/// Concurrent requests before and after.
const AT_ONCE: usize = 4;
/// Numbers of the random generators of clients and rounds, which no case has.
const CLIENTS: u64 = 1 << 40;

async fn run(dose: Dose) -> Outcome {
    let place = Arc::new(Place::make(documents(&dose)).await);
    let asking = Arc::new(Asking::default());
    let before: Arc<Vec<Before>> = Arc::new(ask_before(&place, &asking).await);
    let clients = (0..CLIENTS_MANNERS.len()).map(|number| {
        let (place, asking, before) = (Arc::clone(&place), Arc::clone(&asking), Arc::clone(&before));
        let chance = dose.chance(CLIENTS + u64::try_from(number).unwrap());
        tokio::spawn(async move {
            let client = Client { name: Place::PEOPLE[number], manner: CLIENTS_MANNERS[number], chance };
            asking.ask(&place, &before, client).await;
        })
    });
    let clients: Vec<_> = clients.collect();
    let read = rounds::read_again(&place, &asking, dose.chance(CLIENTS - 1)).await;
    asking.end();
    let mut failures = Vec::new();
    for client in join_all(clients).await {
        failures.extend(client.err().map(|panic| (dose.first, format!("a client ended: {panic}"))));
    }
    let rounds = read.unwrap_or_else(|fault| {
        failures.push((dose.first, fault));
        Done::default()
    });
    failures.append(&mut asking.failures.lock().unwrap());
    let spoilt = place.questions.iter().zip(before.iter()).filter(|(question, _)| question.fact.is_spoilt);
    if spoilt.clone().count() > 0 && spoilt.clone().all(|(_, before)| before.is_right) {
        failures.push((dose.first, "the older reader's text answers as well".to_owned()));
    }
    let stale = end::check(&place, &before, &asking, &mut failures).await;
    for _ in dose.numbers() {
        dose.advance();
    }
    let right = before.iter().filter(|before| before.is_right).count();
    let worst = Worst(format!(
        "{right} of {} questions answered rightly before, {} answers meanwhile, of which {} unavailable and {} declined ({} of them answered rightly before); {} sweeps, {} kills, {} repeated \
         deliveries; {stale} of {} citations stale",
        before.len(),
        asking.asked.load(Relaxed),
        asking.excused.load(Relaxed),
        asking.declined.load(Relaxed),
        asking.lost.load(Relaxed),
        rounds.sweeps,
        rounds.kills,
        rounds.deliveries,
        asking.citations.lock().unwrap().len(),
    ));
    let failures = failures.into_iter().map(|(case, detail)| dose.fails(case, detail)).collect();
    dose.outcome(failures, worst)
}

const CLIENTS_MANNERS: [Manner; 4] = [
    Manner { is_cached: true, is_narrowed: false },
    Manner { is_cached: false, is_narrowed: false },
    Manner { is_cached: true, is_narrowed: true },
    Manner { is_cached: false, is_narrowed: true },
];

/// The pages of the dose by document.
fn documents(dose: &Dose) -> Vec<Vec<(u64, Page)>> {
    let mut pages = dose.numbers().map(|case| (case, Page::new(case, &mut dose.chance(case)))).peekable();
    let mut documents = Vec::new();
    for size in PAGES.into_iter().cycle() {
        if pages.peek().is_none() {
            break;
        }
        documents.push(pages.by_ref().take(size).collect());
    }
    documents
}

/// Asks every question once and keeps the citations.
async fn ask_before(place: &Place, asking: &Asking) -> Vec<Before> {
    let mut people = Vec::new();
    for name in Place::PEOPLE {
        people.push(place.scenario.world().logs_in(name).await);
    }
    let mut asked = Vec::new();
    for (number, question) in place.questions.iter().enumerate() {
        let person = &people[number % people.len()];
        let ask = async move {
            let reply = place.ask(person, question, Manner { is_cached: false, is_narrowed: false }).await;
            let verdict = place.judge(person, question, &reply).await;
            asking.keep(person, &reply);
            Before::of(&verdict, &reply)
        };
        asked.push(ask.boxed());
    }
    stream::iter(asked).buffered(AT_ONCE).collect().await
}
