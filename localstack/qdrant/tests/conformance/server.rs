//! A `qdrant-local` process for one test.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

use anyhow::{Context, bail};

/// Read at run time, because the shell between cargo and the compiler drops names with a hyphen.
const PROGRAM: &str = "CARGO_BIN_EXE_qdrant-local";

/// A server process, which is killed when dropped.
pub struct Server {
    child: Child,
    pub url: String,
}

impl Server {
    /// Starts the server on a free port and waits for the line with its address.
    pub fn start(storage: &Path) -> anyhow::Result<Self> {
        let mut child =
            program()?.args(["--listen", "127.0.0.1:0", "--storage"]).arg(storage).stderr(Stdio::piped()).spawn()?;
        let log = child.stderr.take().context("the server has no stderr")?;
        let mut lines = BufReader::new(log).lines();
        let mut seen = String::new();
        let address = loop {
            let Some(line) = lines.next().transpose()? else {
                bail!("the server ended before it listened: {}", child.wait()?);
            };
            match listening_address(&line) {
                Some(address) => break address,
                None => seen = seen + &line + "\n",
            }
        };
        thread::spawn(move || lines.for_each(|line| eprintln!("{}", line.unwrap_or_default())));
        eprint!("{seen}");
        Ok(Self { child, url: format!("http://{address}") })
    }

    /// Runs the program until it ends by itself.
    pub fn run(arguments: &[&str]) -> anyhow::Result<Output> {
        Ok(program()?.args(arguments).output()?)
    }

    /// Kills the process.
    pub fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Sends SIGTERM and returns whether the process ended successfully. Clients stay connected meanwhile.
    pub async fn terminate(self) -> anyhow::Result<bool> {
        tokio::task::spawn_blocking(move || self.wait_for_end()).await?
    }

    fn wait_for_end(mut self) -> anyhow::Result<bool> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        anyhow::ensure!(asked.success(), "could not send SIGTERM");
        Ok(self.child.wait()?.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // fails only if the process has ended already
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn program() -> anyhow::Result<Command> {
    let path = env::var_os(PROGRAM).with_context(|| format!("cargo did not set {PROGRAM}"))?;
    Ok(Command::new(path))
}

fn listening_address(line: &str) -> Option<String> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    line.get("address")?.as_str().map(str::to_owned)
}
