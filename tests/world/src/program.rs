//! The built binaries, with the settings of a world as their only environment.

use super::World;
use http::{Method, Response};
use serde_json::Value;
use sisuiq_testing::{Proxy, Stack};
use std::{
    fs::{self, File},
    net::SocketAddr,
    process::Stdio,
    time::{Duration, Instant},
};
use tempfile::NamedTempFile;
use tokio::{
    process::{Child, Command},
    time::sleep,
};

/// Maximum time until a program has started on a busy machine.
const STARTING: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(20);
/// The kernel's unit of processor time.
const TICK: Duration = Duration::from_millis(10);

/// A running program, which is killed on drop.
#[derive(Debug)]
pub struct Program {
    child: Child,
    log: NamedTempFile,
}

impl Program {
    /// Starts a binary in a world.
    #[must_use]
    pub fn start(world: &World, name: &str, own: &[(&str, String)]) -> Self {
        let log = NamedTempFile::new().expect("a file can be made");
        let output = || -> File { log.reopen().expect("the file can be opened") };
        let child = Command::new(Stack::from_process().binaries.join(name))
            .env_clear()
            .envs(world.variables())
            .envs(own.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::from(output()))
            .stderr(Stdio::from(output()))
            .kill_on_drop(true)
            .spawn()
            .expect("the binary is built");
        Self { child, log }
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id().expect("the process runs")
    }

    /// The log so far.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.log.path()).expect("the log can be read")
    }

    /// Waits until the process has ended.
    pub async fn ended(&mut self) {
        self.child.wait().await.expect("the process can be waited for");
    }

    /// Waits until the program listens, and returns its address.
    pub async fn listening(&self) -> SocketAddr {
        let deadline = Instant::now() + STARTING;
        loop {
            if let Some(address) = listening(&self.log()) {
                return address;
            }
            assert!(Instant::now() < deadline, "it does not start: {}", self.log());
            sleep(GLANCE).await;
        }
    }

    /// Sends a signal, such as `STOP`.
    pub async fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.id().to_string()]).status().await;
        assert!(sent.expect("kill can be run").success(), "the signal {name} is not sent");
    }

    /// The kernel's code of the process state: `S` for sleeping, `R` for running, `T` for stopped.
    #[must_use]
    pub fn state(&self) -> Option<char> {
        self.stat(0)?.chars().next()
    }

    /// Memory in use, in bytes.
    #[must_use]
    pub fn resident(&self) -> u64 {
        let status = fs::read_to_string(self.file("status")).expect("the process runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix(" kB"));
        line.and_then(|kibibytes| kibibytes.trim().parse::<u64>().ok()).expect("the kernel counts memory") * 1_024
    }

    /// Open files and sockets.
    #[must_use]
    pub fn descriptors(&self) -> usize {
        fs::read_dir(self.file("fd")).expect("the process runs").count()
    }

    /// The used processor time in user and kernel mode, in steps of 10 ms.
    #[must_use]
    pub fn processor_time(&self) -> Duration {
        let ticks = |field| self.stat(field)?.parse().ok();
        ticks(11).zip(ticks(12)).map(|(user, kernel): (u32, u32)| TICK * (user + kernel)).expect("the process runs")
    }

    /// A field of `/proc/PID/stat` after the program's name.
    fn stat(&self, field: usize) -> Option<String> {
        let stat = fs::read_to_string(self.file("stat")).ok()?;
        let (_, fields) = stat.rsplit_once(") ")?;
        fields.split(' ').nth(field).map(str::to_owned)
    }

    fn file(&self, name: &str) -> String {
        format!("/proc/{}/{name}", self.id())
    }
}

/// The server of all HTTP functions in its own process.
#[derive(Debug)]
pub struct Server {
    /// The process.
    pub program: Program,
    address: SocketAddr,
    client: reqwest::Client,
}

impl Server {
    /// Starts the server and waits until it listens.
    pub async fn start(world: &World, own: &[(&str, String)]) -> Self {
        let mut own = own.to_vec();
        own.push(("SISUIQ_LISTEN", "127.0.0.1:0".to_owned()));
        let program = Program::start(world, "server", &own);
        let address = program.listening().await;
        Self { program, address, client: reqwest::Client::new() }
    }

    /// Puts a proxy in front of the server, which can count its clients.
    pub async fn proxy(&mut self) -> Proxy {
        let proxy = Proxy::to(&self.address.to_string()).await;
        self.address = proxy.address();
        proxy
    }

    /// The address of the server, or of its proxy.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends a request over TCP.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Response<Vec<u8>>, reqwest::Error> {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = request.send().await?;
        let mut response = Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let body = answer.bytes().await?.to_vec();
        Ok(response.body(body).expect("the answer is well formed"))
    }
}

fn listening(log: &str) -> Option<SocketAddr> {
    let line: Value = serde_json::from_str(log.lines().find(|line| line.contains("\"listening\""))?).ok()?;
    line["address"].as_str()?.parse().ok()
}
