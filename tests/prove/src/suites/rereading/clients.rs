//! Clients that ask all the time.

use super::{
    place::{Manner, Place, Question},
    verdict::{Verdict, figures, statement},
};
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::time::{sleep, timeout};
use world::{Person, Reply};

/// Questions after which a client logs in again, because its token expires.
const QUESTIONS_PER_LOGIN: u32 = 100;
/// Longest wait for the clients' next answers.
const LIMIT: Duration = Duration::from_mins(2);
const WAIT: Duration = Duration::from_millis(5);

/// The answer to a question before any page is read again.
#[derive(Clone, Debug)]
pub(super) struct Before {
    pub(super) is_right: bool,
    /// Its first statement.
    answer: String,
    /// Figures in it.
    figures: BTreeSet<String>,
}

/// What the clients ask and what they were told.
#[derive(Default)]
pub(super) struct Asking {
    /// Questions about pages that are being read again.
    current: Mutex<Vec<usize>>,
    is_over: AtomicBool,
    pub(super) asked: AtomicU64,
    pub(super) excused: AtomicU64,
    pub(super) declined: AtomicU64,
    /// Those of the declined answers that were right before.
    pub(super) lost: AtomicU64,
    /// The clients' names and the citations of their answers.
    pub(super) citations: Mutex<Vec<(String, Value)>>,
    /// Broken promises, with the numbers of their cases.
    pub(super) failures: Mutex<Vec<(u64, String)>>,
}

/// Somebody who asks.
pub(super) struct Client<'a> {
    pub(super) name: &'a str,
    pub(super) manner: Manner,
    pub(super) chance: ChaCha8Rng,
}

impl Before {
    pub(super) fn of(verdict: &Verdict, reply: &Reply) -> Self {
        let answer = statement(reply).to_owned();
        Self { is_right: *verdict == Verdict::Right, figures: figures(&answer), answer }
    }

    /// Returns the fault of an answer while pages are read again.
    pub(super) fn fault(&self, question: &Question, verdict: &Verdict, reply: &Reply) -> Option<String> {
        let answer = statement(reply);
        match verdict {
            Verdict::Right if self.is_right && answer != self.answer => {
                Some(format!("another statement: {answer:?} instead of {:?}", self.answer))
            }
            Verdict::Right | Verdict::Excused | Verdict::Declined => None,
            _ if self.is_right => Some(format!("{verdict:?} instead of {:?}", self.answer)),
            // the older reader's answer was not right either, but a third one is as wrong as it gets
            Verdict::Wrong(fault) => {
                let new = figures(answer)
                    .into_iter()
                    .find(|figure| !self.figures.contains(figure) && *figure != question.fact.figure);
                new.map(|figure| format!("{figure} is new: {fault}; before: {:?}", self.answer))
            }
        }
    }
}

impl Asking {
    /// Asks every question that is about these pages more often than others.
    pub(super) fn concern(&self, questions: Vec<usize>) {
        *self.current.lock().unwrap() = questions;
    }

    /// Waits for this number of further answers.
    pub(super) async fn more(&self, answers: u64) -> Result<(), String> {
        let enough = self.asked.load(Relaxed) + answers;
        let wait = async {
            while self.asked.load(Relaxed) < enough {
                sleep(WAIT).await;
            }
        };
        timeout(LIMIT, wait).await.map_err(|_| "nobody is answered any more".to_owned())
    }

    /// Lets the clients end.
    pub(super) fn end(&self) {
        self.is_over.store(true, Relaxed);
    }

    /// Asks until it is over.
    pub(super) async fn ask(&self, place: &Place, before: &[Before], client: Client<'_>) {
        let Client { name, manner, mut chance } = client;
        let mut person = place.scenario.world().logs_in(name).await;
        let mut left = QUESTIONS_PER_LOGIN;
        while !self.is_over.load(Relaxed) {
            if left == 0 {
                person = place.scenario.world().logs_in(name).await;
                left = QUESTIONS_PER_LOGIN;
            }
            left -= 1;
            let number = self.next(place, &mut chance);
            let question = &place.questions[number];
            let reply = place.ask(&person, question, manner).await;
            let verdict = place.judge(&person, question, &reply).await;
            if let Some(fault) = before[number].fault(question, &verdict, &reply) {
                let asked = &question.fact.question;
                self.failures
                    .lock()
                    .unwrap()
                    .push((question.case, format!("meanwhile, {manner:?}, {asked:?}: {fault}")));
            }
            self.count(&verdict, before[number].is_right);
            self.keep(&person, &reply);
        }
    }

    /// Chooses a question, in half of the cases about a page that is being read again.
    fn next(&self, place: &Place, chance: &mut ChaCha8Rng) -> usize {
        let current = self.current.lock().unwrap();
        let current = current.choose(chance).filter(|_| chance.random());
        current.copied().unwrap_or_else(|| chance.random_range(0..place.questions.len()))
    }

    fn count(&self, verdict: &Verdict, was_right: bool) {
        if was_right && *verdict == Verdict::Declined {
            self.lost.fetch_add(1, Relaxed);
        }
        self.asked.fetch_add(1, Relaxed);
        match verdict {
            Verdict::Excused => self.excused.fetch_add(1, Relaxed),
            Verdict::Declined => self.declined.fetch_add(1, Relaxed),
            Verdict::Right | Verdict::Wrong(_) => 0,
        };
    }

    /// Remembers the citations of an answer.
    pub(super) fn keep(&self, person: &Person, reply: &Reply) {
        let citations = reply["citations"].as_array().cloned().unwrap_or_default();
        let named = citations.into_iter().map(|citation| (person.name.clone(), citation));
        self.citations.lock().unwrap().extend(named);
    }
}
