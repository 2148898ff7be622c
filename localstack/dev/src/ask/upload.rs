//! Uploads a file and waits until questions about it can be answered.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;
use ureq::SendBody;

use super::api::Api;
use super::form::Form;
use crate::console::Console;
use crate::digest;

const POLL: Duration = Duration::from_millis(400);

#[derive(Debug, Deserialize)]
struct Listed<T> {
    data: Vec<T>,
}

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    status: Status,
    #[serde(default)]
    progress: u64,
    #[serde(default)]
    pages: Option<u64>,
    #[serde(default)]
    chunks: Option<u64>,
    #[serde(default)]
    error: Option<Refusal>,
}

#[derive(Debug, Deserialize)]
struct Refusal {
    detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Pending,
    Processing,
    Ready,
    Failed,
}

#[derive(Debug, Deserialize)]
struct Created {
    id: String,
    upload: UploadForm,
}

#[derive(Debug, Deserialize)]
struct UploadForm {
    url: String,
    fields: BTreeMap<String, String>,
}

/// Makes sure that the file's content is a ready document. Content that was uploaded before is not sent again, unless its
/// document failed.
pub(crate) fn document_of(api: &Api, file: &Path, console: &Console) -> Result<()> {
    let sha256 = digest::of_file(file)?;
    let found: Listed<Document> = api.get(&format!("/api/documents?sha256={sha256}"))?;
    match found.data.into_iter().find(|document| document.status != Status::Failed) {
        Some(document) if document.status == Status::Ready => Ok(()),
        Some(document) => follow(api, &document.id, console),
        None => follow(api, &upload(api, file, console)?, console),
    }
}

fn upload(api: &Api, path: &Path, console: &Console) -> Result<String> {
    let name = path.file_name().context("this is a folder")?.to_string_lossy().into_owned();
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let size = file.metadata()?.len();
    let step = console.step(format!("Uploading {name}"));
    let body = json!({ "name": name, "type": "other", "source": "other", "size": size });
    let created: Created = api.post("/api/documents", &body)?;
    let form = &created.upload;
    let fields = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    send(api, &form.url, Form::new(fields, &name), (file, size))?;
    step.done("");
    Ok(created.id)
}

fn send(api: &Api, url: &str, form: Form, (file, size): (File, u64)) -> Result<()> {
    let length = form.length(size)?.to_string();
    let mut reader = form.reader(file);
    let request = api.agent().post(url).header("content-type", Form::content_type()).header("content-length", length);
    let mut answer = request.send(SendBody::from_reader(&mut reader)).context("the upload broke off")?;
    if !answer.status().is_success() {
        let said = answer.body_mut().read_to_string().unwrap_or_default();
        bail!("the store refused the upload ({}): {said}", answer.status());
    }
    Ok(())
}

/// Shows how far a document is until it is ready.
fn follow(api: &Api, id: &str, console: &Console) -> Result<()> {
    const COMPLETE: u64 = 100;
    let mut step = console.step("Reading the document");
    loop {
        let document: Document = api.get(&format!("/api/documents/{id}"))?;
        match document.status {
            Status::Ready => {
                step.done(&extent(&document));
                return Ok(());
            }
            Status::Failed => {
                let reason = document.error.map_or_else(|| "no reason was given".to_owned(), |refusal| refusal.detail);
                bail!("the document was refused: {reason}")
            }
            Status::Pending => step.progress(0, COMPLETE, "waiting for its turn"),
            Status::Processing => step.progress(document.progress.min(COMPLETE), COMPLETE, ""),
        }
        sleep(POLL);
    }
}

fn extent(document: &Document) -> String {
    let parts = [(document.pages, "pages"), (document.chunks, "passages")];
    let said: Vec<String> = parts.iter().filter_map(|(count, name)| Some(format!("{} {name}", (*count)?))).collect();
    said.join(", ")
}
