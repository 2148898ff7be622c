//! A Prometheus process with the committed rules.

use super::place::Target;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::time::sleep;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../observability");
const LOG: &str = "log";
const TIMEOUT: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(100);

pub(super) struct Prometheus {
    child: Child,
    url: String,
    client: reqwest::Client,
    folder: TempDir,
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        // fails if the process has ended by itself
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Prometheus {
    /// Starts a Prometheus that scrapes these targets every second.
    pub(super) async fn watch(targets: &[Target]) -> Self {
        let programs: String = Environment::from_process()
            .read(|reader| reader.named("SISUIQ_TEST_PROMETHEUS"))
            .expect("`cargo dev test` names the folder of Prometheus");
        let config = config(targets).to_string();
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let mut started = Self::start(Path::new(&programs), &config);
            if started.becomes_ready(deadline).await {
                return started;
            }
            let log = fs::read_to_string(started.folder.path().join(LOG)).unwrap();
            assert!(Instant::now() < deadline && log.contains("address already in use"), "{log}");
        }
    }

    /// Starts Prometheus at a port that is free now. Another process may take the port before Prometheus listens.
    fn start(programs: &Path, config: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("prometheus.yml"), config).unwrap();
        let port = free_port();
        let child = Command::new(programs.join("prometheus"))
            .args(["--config.file=prometheus.yml", "--storage.tsdb.path=data", "--log.level=error"])
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join(LOG)).unwrap())
            .spawn()
            .unwrap();
        Self { child, url: format!("http://127.0.0.1:{port}"), client: reqwest::Client::new(), folder }
    }

    /// Waits until the process is ready. Returns false if it ends before that, or at the deadline.
    async fn becomes_ready(&mut self, deadline: Instant) -> bool {
        while self.child.try_wait().unwrap().is_none() && Instant::now() < deadline {
            let answer = self.client.get(format!("{}/-/ready", self.url)).send().await;
            if answer.is_ok_and(|answer| answer.status() == 200) {
                return true;
            }
            sleep(GLANCE).await;
        }
        false
    }

    /// Waits until each target was scraped twice from now on, and the rules were evaluated after that.
    pub(super) async fn scrapes_again(&self) {
        for _ in 0..2 {
            let began = Clock::system().now();
            self.until(async || {
                let told = self.get("/api/v1/targets", &[]).await;
                let targets = told["activeTargets"].as_array().unwrap();
                let scraped = |target: &Value| {
                    // on a busy machine a scrape may time out; the next one counts then
                    target["health"] == "up"
                        && target["lastScrape"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap() > began
                };
                !targets.is_empty() && targets.iter().all(scraped) && self.evaluated(began).await
            })
            .await;
        }
    }

    async fn evaluated(&self, began: jiff::Timestamp) -> bool {
        let told = self.get("/api/v1/rules", &[]).await;
        let moments = told["groups"].as_array().unwrap().iter().map(|group| group["lastEvaluation"].as_str().unwrap());
        moments.map(|moment| moment.parse::<jiff::Timestamp>().unwrap()).all(|moment| moment > began)
    }

    /// The queries without a result.
    pub(super) async fn without_series(&self, queries: &[(String, String)]) -> Vec<(String, String)> {
        let mut without = Vec::new();
        for query in queries {
            let told = self.get("/api/v1/query", &[("query", &query.1)]).await;
            let series = told["result"].as_array().unwrap();
            if !series.iter().any(|series| series["value"][1] != "NaN") {
                without.push(query.clone());
            }
        }
        without
    }

    /// The recorded series, each as a query of its name.
    pub(super) async fn recordings(&self) -> Vec<(String, String)> {
        let named = |rule: &Value| rule["name"].as_str().unwrap().to_owned();
        let rules = self.rules().await;
        let recordings = rules.iter().filter(|rule| rule["type"] == "recording");
        recordings.map(|rule| (named(rule), named(rule))).collect()
    }

    /// Rules that cannot be evaluated.
    pub(super) async fn failing_rules(&self) -> Vec<String> {
        let rules = self.rules().await;
        assert!(rules.len() > 20, "{rules:?}");
        rules.iter().filter(|rule| rule["health"] != "ok").map(ToString::to_string).collect()
    }

    async fn rules(&self) -> Vec<Value> {
        let told = self.get("/api/v1/rules", &[]).await;
        let groups = told["groups"].as_array().unwrap();
        groups.iter().flat_map(|group| group["rules"].as_array().unwrap().clone()).collect()
    }

    async fn get(&self, path: &str, query: &[(&str, &str)]) -> Value {
        let answer = self.client.get(format!("{}{path}", self.url)).query(query).send().await.unwrap();
        let told: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!(told["status"], "success", "{path} {query:?}: {told}");
        told["data"].clone()
    }

    async fn until(&self, condition: impl AsyncFn() -> bool) {
        let deadline = Instant::now() + TIMEOUT;
        while !condition().await {
            assert!(Instant::now() < deadline, "nothing is scraped");
            sleep(GLANCE).await;
        }
    }
}

/// The committed configuration with these targets, as JSON, which is valid YAML.
fn config(targets: &[Target]) -> Value {
    let scrapes = targets.iter().enumerate().map(|(number, target)| {
        json!({
            "job_name": format!("sisuiq-{number}"),
            "authorization": { "type": "Bearer", "credentials": target.key },
            "static_configs": [{ "targets": [target.address] }],
        })
    });
    let rules = ["recording.rules.yml", "alerts.rules.yml"].map(|name| format!("{ROOT}/{name}"));
    json!({
        "global": { "scrape_interval": "1s", "evaluation_interval": "1s" },
        "rule_files": rules,
        "scrape_configs": scrapes.collect::<Vec<_>>(),
    })
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
