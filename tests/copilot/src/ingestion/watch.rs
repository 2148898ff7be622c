//! The controller of ingestion's checkpoints. It is notified of each checkpoint and decides when the worker continues.

use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

/// Maximum time until a step is reached, so that a test fails instead of hanging.
const TIMEOUT: Duration = Duration::from_mins(2);

/// A listener for checkpoints.
pub struct Watch {
    listener: TcpListener,
}

/// A checkpoint at which a worker waits.
pub struct Reached {
    /// Its name.
    pub step: String,
    worker: TcpStream,
}

impl Watch {
    /// Listens on a free loopback port.
    pub async fn start() -> Self {
        Self { listener: TcpListener::bind("127.0.0.1:0").await.unwrap() }
    }

    /// The setting that makes a debug build report its checkpoints to this watch.
    #[must_use]
    pub fn setting(&self) -> (String, String) {
        ("INGEST_CHECKPOINTS".to_owned(), self.listener.local_addr().unwrap().to_string())
    }

    /// Lets workers continue until one reaches the step, where it waits.
    pub async fn until(&self, step: &str) -> Reached {
        self.try_until(step).await.unwrap_or_else(|| panic!("the step {step:?} was never reached"))
    }

    /// The same, but returns None after a timeout.
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
        timeout(TIMEOUT, reached).await.ok()
    }

    /// Lets workers continue while this future runs.
    pub async fn during<Done>(&self, done: impl Future<Output = Done>) -> Done {
        let everything = async {
            loop {
                self.next().await.go_on();
            }
        };
        tokio::select! {
            done = timeout(TIMEOUT, done) => done.expect("the work ends"),
            () = everything => unreachable!("workers are let go on for ever"),
        }
    }

    /// Lets workers continue for a time.
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
    /// Lets the worker continue.
    pub fn go_on(self) {
        drop(self);
    }

    /// Makes the step fail with a temporary error.
    pub async fn fail(mut self) {
        self.worker.write_all(b"something is away").await.unwrap();
    }
}
