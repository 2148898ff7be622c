//! Shared state of all measures: the stack, the server under test, and the documents that questions refer to.

use crate::{
    arguments::Arguments,
    client::{Call, Connection},
    corpus::{self, Asked, Book, Delivery, Read},
    process::Service,
    progress::Progress,
    settings::Settings,
};
use anyhow::{Context as _, Result};
use http::StatusCode;
use serde_json::json;
use std::{
    net::SocketAddr,
    path::PathBuf,
    time::{Duration, Instant},
};
use tokio::{process::Command, time::sleep};
use tokio_postgres::{Client, NoTls};

/// Longest window of the log-in quotas that earlier measures may have used up.
const QUOTA: Duration = Duration::from_mins(1);
/// Connections to Postgres, the same number for the server and the peer.
pub(crate) const POOL_SIZE: usize = 8;
/// Threads that compute the peer's embeddings, shared by all its processes.
const EMBEDDING_THREADS: usize = 2;
/// Longest token lifetime that the product accepts. A measure may take longer than the default 15 minutes.
const TOKEN_MINUTES: &str = "60";
/// Default limit of concurrent requests of the server: higher than any number of clients, because the peer has no such
/// limit.
const AT_ONCE: usize = 128;
/// Passages in the corpus of a full run.
const PASSAGES: u64 = 10_000;
/// Pages of each document that is added when ingestion left too few passages.
const PAGES: u32 = 500;

/// Lists and names of sanctions that come with the project.
const SMALL_LISTS: &str = "tests/evaluation/sanctions";

/// Log message of a process that has loaded its model.
pub(crate) const MODEL_LOADED: &str = "the embedding model is loaded";

/// State of one run.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) settings: Settings,
    pub(crate) progress: Progress,
    pub(crate) is_quick: bool,
    /// Folder of a reader, if one is measured.
    pub(crate) reader: Option<PathBuf>,
    /// Names and lists of sanctions.
    pub(crate) sanctions: Sanctions,
    /// Ingested passages and their questions.
    corpus: Corpus,
    /// Number of documents generated so far.
    books: u8,
}

/// The folder of names and lists of sanctions.
#[derive(Clone, Debug)]
pub(crate) struct Sanctions {
    pub(crate) folder: PathBuf,
    /// What the report calls them. The aims are for published ones.
    pub(crate) title: &'static str,
}

impl Sanctions {
    fn of(documents: Option<PathBuf>, settings: &Settings) -> Self {
        match documents {
            Some(folder) => Self { folder, title: "published" },
            None => Self { folder: settings.project.join(SMALL_LISTS), title: "small" },
        }
    }
}

/// Everything ingested so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corpus {
    pub(crate) pages: u64,
    pub(crate) passages: u64,
    pub(crate) asked: Vec<Asked>,
}

impl Context {
    pub(crate) fn new(settings: Settings, progress: Progress, arguments: &Arguments) -> Self {
        let (is_quick, reader) = (arguments.quick, arguments.reader.clone());
        let sanctions = Sanctions::of(arguments.documents.clone(), &settings);
        Self { settings, progress, is_quick, reader, sanctions, corpus: Corpus::default(), books: 0 }
    }

    /// Selects the amount for a quick or a full run.
    pub(crate) fn dose<Amount>(&self, quick: Amount, full: Amount) -> Amount {
        if self.is_quick { quick } else { full }
    }

    pub(crate) fn seconds(&self, quick: u64, full: u64) -> Duration {
        Duration::from_secs(self.dose(quick, full))
    }

    /// Starts the optimised `server` with these settings in addition to the stack's.
    pub(crate) async fn server(&self, own: &[(&str, String)]) -> Result<Service> {
        let mut command = self.server_command();
        command.envs(own.iter().cloned());
        Service::start(&self.settings, "server", command, "/api/health/ready").await
    }

    /// The same, with one core of the machine.
    pub(crate) async fn server_on_one_core(&self, own: &[(&str, String)]) -> Result<Service> {
        let mut command = Command::new("taskset");
        command.arg("--cpu-list").arg("0").arg(self.settings.binaries.join("server"));
        Self::set(&mut command);
        command.envs(own.iter().cloned());
        Service::start(&self.settings, "server", command, "/api/health/ready").await
    }

    /// Starts the server and waits only for liveness, so that it has not yet connected to any store.
    pub(crate) async fn unconnected_server(&self) -> Result<Service> {
        Service::start(&self.settings, "server", self.server_command(), "/api/health/live").await
    }

    /// Connects to the servers' database without a statement timeout.
    pub(crate) async fn database(&self) -> Result<Client> {
        let url: String = self.settings.environment.read(|reader| reader.named("SISUIQ_BENCH_DATABASE_URL"))?;
        let (client, connection) =
            tokio_postgres::connect(&url, NoTls).await.context("the database cannot be reached")?;
        tokio::spawn(connection);
        client.batch_execute("SET statement_timeout = 0").await?;
        Ok(client)
    }

    fn server_command(&self) -> Command {
        let mut command = Command::new(self.settings.binaries.join("server"));
        Self::set(&mut command);
        command
    }

    /// Sets what all measured servers have in common.
    fn set(command: &mut Command) {
        command.env("DATABASE_POOL_SIZE", POOL_SIZE.to_string()).env("ACCESS_TOKEN_MINUTES", TOKEN_MINUTES);
        command.env("HTTP_AT_ONCE", AT_ONCE.to_string());
        // one account asks all questions and would reach its daily token quota within seconds
        command.env("CHAT_TOKENS_PER_DAY", "0");
    }

    /// Starts a program of the Python peer in several processes, each on its own port. They share the connections and
    /// the embedding threads.
    pub(crate) async fn peers(&self, program: &str, processes: usize, own: &[(&str, String)]) -> Result<Vec<Service>> {
        let mut peers = Vec::with_capacity(processes);
        for _ in 0..processes {
            let mut command = Command::new(self.settings.python());
            command.arg(self.settings.peer(program)).env("PYTHONDONTWRITEBYTECODE", "1");
            command.env("PEER_POOL_SIZE", (POOL_SIZE / processes).to_string());
            command.env("PEER_THREADS", (EMBEDDING_THREADS / processes).to_string()).envs(own.iter().cloned());
            peers.push(Service::start(&self.settings, "peer", command, "/api/health").await?);
        }
        Ok(peers)
    }

    /// Logs the demo user in. Waits for the rate limit, because earlier measures may have used it up.
    pub(crate) async fn token(&self, server: SocketAddr) -> Result<String> {
        self.token_of(&self.settings.email, server).await
    }

    /// Logs another account in, which has the same password.
    pub(crate) async fn token_of(&self, email: &str, server: SocketAddr) -> Result<String> {
        let mut connection = Connection::open(server).await?;
        let asked = Instant::now();
        let login = self.login_of(email);
        loop {
            let reply = connection.send(&login).await?;
            if reply.status != StatusCode::TOO_MANY_REQUESTS || asked.elapsed() > QUOTA {
                let token = reply.json()?;
                return Ok(token["access_token"].as_str().context("a login gives a token")?.to_owned());
            }
            sleep(Duration::from_secs(1)).await;
        }
    }

    pub(crate) fn login(&self) -> Call {
        self.login_of(&self.settings.email)
    }

    fn login_of(&self, email: &str) -> Call {
        Call::post_json("/api/auth/login", &json!({ "email": email, "password": self.settings.password }))
    }

    /// Ingests a document through this function process and adds its questions to the corpus.
    pub(crate) async fn ingest(&mut self, server: SocketAddr, delivery: &Delivery, book: &Book) -> Result<Read> {
        let token = self.token(server).await?;
        let read = book.ingest(server, &token, delivery).await?;
        self.corpus.pages += read.pages;
        self.corpus.passages += read.chunks;
        self.corpus.asked.extend(book.asked.iter().cloned());
        Ok(read)
    }

    /// Generates the next document. It shares no question with earlier ones.
    pub(crate) fn book(&mut self, pages: u32) -> Result<Book> {
        let book = Book::new(self.books, pages)?;
        self.books += 1;
        Ok(book)
    }

    /// Returns the corpus. Ingests documents until there are 10,000 passages; a quick run needs only one document.
    pub(crate) async fn corpus(&mut self) -> Result<Corpus> {
        let (passages, pages) = self.dose((1, PAGES / 5), (PASSAGES, PAGES));
        if self.corpus.passages < passages {
            let server = self.server(&[]).await?;
            let delivery = Delivery::start(&self.settings).await?;
            corpus::drain(&delivery).await?;
            while self.corpus.passages < passages {
                self.progress.say(format!("ingesting {pages} pages to be asked about"));
                let book = self.book(pages)?;
                self.ingest(server.address, &delivery, &book).await?;
            }
            server.end().await?;
        }
        Ok(self.corpus.clone())
    }
}

impl Corpus {
    /// Selects questions at regular distances over all documents.
    pub(crate) fn questions(&self, count: usize) -> Vec<Asked> {
        let step = (self.asked.len() / count.max(1)).max(1);
        self.asked.iter().step_by(step).take(count).cloned().collect()
    }

    /// Size of the corpus, for a report.
    pub(crate) fn description(&self) -> String {
        format!("{} pages in {} passages, and the demo documents", self.pages, self.passages)
    }
}
