//! Clients that log in repeatedly.

use super::Place;
use crate::Dose;
use futures::future::join_all;
use http::{Response, StatusCode};
use std::{
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};
use tokio::time::sleep;

const REFUSAL_LIMIT: Duration = Duration::from_secs(2);
const ANSWER_LIMIT: Duration = Duration::from_secs(10);

/// Concurrent clients that send a total number of requests.
pub(super) struct Clients<'a> {
    pub(super) place: &'a Place,
    pub(super) at_once: usize,
    pub(super) requests: u64,
    /// Delay before a rejected client sends its next request.
    pub(super) impatience: Duration,
    /// The dose whose cases are the requests.
    pub(super) dose: Option<&'a Dose>,
}

/// Results of the requests.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) served: u64,
    pub(super) refused: u64,
    pub(super) slowest_answer: Duration,
    pub(super) slowest_refusal: Duration,
}

impl Clients<'_> {
    /// Sends all requests. An unexpected answer is an error.
    pub(super) async fn send_all(&self) -> Result<Seen, String> {
        let (seen, left) = (Mutex::<Seen>::default(), AtomicU64::new(self.requests));
        let clients = (0..self.at_once).map(|_| self.send_in_turn(&seen, &left));
        join_all(clients).await.into_iter().collect::<Result<(), _>>()?;
        Ok(seen.into_inner().unwrap())
    }

    async fn send_in_turn(&self, seen: &Mutex<Seen>, left: &AtomicU64) -> Result<(), String> {
        while left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_ok() {
            let began = Instant::now();
            let answer = self.place.log_in().await?;
            if let Some(dose) = self.dose {
                dose.advance();
            }
            let is_served = seen.lock().unwrap().note(&answer, began.elapsed())?;
            if !is_served {
                sleep(self.impatience).await;
            }
        }
        Ok(())
    }
}

impl Seen {
    /// Counts an answer. Returns true if the request was served, false if it was rejected.
    fn note(&mut self, answer: &Response<Vec<u8>>, took: Duration) -> Result<bool, String> {
        let is_served = answer.status() == StatusCode::OK;
        let (count, slowest, limit) = if is_served {
            (&mut self.served, &mut self.slowest_answer, ANSWER_LIMIT)
        } else {
            check_refusal(answer)?;
            (&mut self.refused, &mut self.slowest_refusal, REFUSAL_LIMIT)
        };
        *count += 1;
        *slowest = took.max(*slowest);
        if took > limit { Err(format!("{} took {took:?}", answer.status())) } else { Ok(is_served) }
    }
}

fn check_refusal(answer: &Response<Vec<u8>>) -> Result<(), String> {
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_told_when = header("retry-after").parse::<u32>().is_ok_and(|wait| wait > 0);
    let is_problem = header("content-type") == "application/problem+json";
    if answer.status() == StatusCode::SERVICE_UNAVAILABLE && is_told_when && is_problem {
        return Ok(());
    }
    Err(format!("{}: {}", answer.status(), String::from_utf8_lossy(answer.body())))
}
