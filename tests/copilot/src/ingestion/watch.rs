//! The other end of ingestion's checkpoints: hears of each step, and decides when and whether it goes on.

use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

/// A step that is never reached fails the test instead of hanging it.
const PATIENCE: Duration = Duration::from_mins(2);

/// Listens for steps.
pub struct Watch {
    listener: TcpListener,
}

/// A step whose worker waits.
pub struct Reached {
    /// Its name.
    pub step: String,
    worker: TcpStream,
}

impl Watch {
    /// Begins to listen on a free port of this machine.
    pub async fn start() -> Self {
        Self { listener: TcpListener::bind("127.0.0.1:0").await.unwrap() }
    }

    /// The setting that makes a debug build tell this watch.
    #[must_use]
    pub fn setting(&self) -> (String, String) {
        ("INGEST_CHECKPOINTS".to_owned(), self.listener.local_addr().unwrap().to_string())
    }

    /// Lets every worker go on until one reaches the step, which waits from then on.
    pub async fn until(&self, step: &str) -> Reached {
        self.try_until(step).await.unwrap_or_else(|| panic!("the step {step:?} was never reached"))
    }

    /// The same; none when it takes too long.
    pub async fn try_until(&self, step: &str) -> Option<Reached> {
        let reached = async {
            loop {
                let reached = self.next().await;
                if reached.step == step {
                    return reached;
                }
                reached.go_on();
            }
        };
        timeout(PATIENCE, reached).await.ok()
    }

    /// Lets every worker go on while this is done.
    pub async fn during<Done>(&self, done: impl Future<Output = Done>) -> Done {
        let everything = async {
            loop {
                self.next().await.go_on();
            }
        };
        tokio::select! {
            done = timeout(PATIENCE, done) => done.expect("the work ends"),
            () = everything => unreachable!("workers are let go on for ever"),
        }
    }

    /// Lets every worker go on for a time.
    pub async fn during_at_most(&self, time: Duration) {
        drop(timeout(time, self.during(std::future::pending::<()>())).await);
    }

    async fn next(&self) -> Reached {
        let (mut worker, _) = self.listener.accept().await.unwrap();
        let mut step = String::new();
        worker.read_to_string(&mut step).await.unwrap();
        Reached { step, worker }
    }
}

impl Reached {
    /// Lets the worker go on.
    pub fn go_on(self) {
        drop(self);
    }

    /// Makes the step fail, for now.
    pub async fn fail(mut self) {
        self.worker.write_all(b"something is away").await.unwrap();
    }
}
