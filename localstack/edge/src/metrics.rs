//! Aggregates the metrics that functions write to their logs, like CloudWatch.

use std::{
    collections::HashMap,
    fmt, fs, io,
    io::{BufRead, BufReader, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use sisuiq_telemetry::metrics::{Collected, ScrapeError};

/// File extension of the functions' logs.
const LOG: &str = "log";

/// Aggregates the metrics in the logs of a folder, from their start.
#[derive(Clone)]
pub(crate) struct Metrics {
    folder: Arc<Path>,
    read: Arc<Mutex<Read>>,
}

struct Read {
    collected: Collected,
    /// The read position of each log.
    places: HashMap<PathBuf, u64>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Metrics").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Metrics {
    pub(crate) fn new(folder: &Path) -> Result<Self, ScrapeError> {
        let read = Read { collected: Collected::new()?, places: HashMap::new() };
        Ok(Self { folder: folder.into(), read: Arc::new(Mutex::new(read)) })
    }

    /// The metrics so far, in the format of Prometheus.
    pub(crate) async fn text(&self) -> io::Result<String> {
        let this = self.clone();
        tokio::task::spawn_blocking(move || this.read_on()).await?
    }

    fn read_on(&self) -> io::Result<String> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let Read { collected, places } = &mut *read;
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == LOG) {
                let place = places.entry(path.clone()).or_default();
                take(&path, place, collected)?;
            }
        }
        Ok(collected.render())
    }
}

/// Reads the complete lines after a position and moves the position behind them.
fn take(path: &Path, place: &mut u64, collected: &Collected) -> io::Result<()> {
    let mut file = fs::File::open(path)?;
    if file.metadata()?.len() < *place {
        // the log was truncated
        *place = 0;
    }
    file.seek(SeekFrom::Start(*place))?;
    let mut lines = BufReader::new(file);
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = lines.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok(());
        }
        *place += u64::try_from(length).unwrap_or(u64::MAX);
        collected.take(&String::from_utf8_lossy(&line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const LINE: &str = r#"{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"SISUiQ","Dimensions":[["service","mode","status"]],"Metrics":[{"Name":"chat_requests_total","Unit":"None"}]}]},"service":"chat","mode":"actions","status":"success","chat_requests_total":2}"#;

    #[tokio::test]
    async fn each_complete_line_counts_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = fs::File::create(folder.path().join("chat.log")).unwrap();
        fs::write(folder.path().join("notes.txt"), [LINE, "\n"].concat()).unwrap();
        let metrics = Metrics::new(folder.path()).unwrap();
        assert!(!metrics.text().await.unwrap().contains("chat_requests_total{"));
        write!(log, "{{\"message\":\"not \\\"_aws\\\" of ours\"}}\n{LINE}\n{LINE}").unwrap();
        let counted = r#"chat_requests_total{mode="actions",status="success",service="chat"}"#;
        for _ in 0..2 {
            let text = metrics.text().await.unwrap();
            assert!(text.contains(&format!("{counted} 2\n")), "{text}");
        }
        writeln!(log).unwrap();
        assert!(metrics.text().await.unwrap().contains(&format!("{counted} 4\n")));
        fs::write(folder.path().join("chat.log"), [LINE, "\n"].concat()).unwrap();
        assert!(
            metrics.text().await.unwrap().contains(&format!("{counted} 6\n")),
            "a log that begins anew is read anew"
        );
    }
}
