//! Uploading as a client does it: a promise from the API, then a form to S3.

use crate::client::{Call, Connection};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::net::SocketAddr;

const BOUNDARY: &str = "b0undary-of-the-benchmarks";

/// Asks for a place for a file of this size; gives the document's id and the form.
pub(crate) async fn promise(server: SocketAddr, token: &str, name: &str, size: usize) -> Result<(String, Value)> {
    let body = json!({ "name": name, "type": "technical", "source": "other", "size": size });
    let call = Call::post_json("/api/documents", &body).with_token(token);
    let created = Connection::open(server).await?.send(&call).await?.json()?;
    let id = created["id"].as_str().context("a document has an id")?.to_owned();
    Ok((id, created["upload"].clone()))
}

/// Posts the file with its form.
pub(crate) async fn post(upload: &Value, file: &[u8]) -> Result<()> {
    let url: http::Uri = upload["url"].as_str().context("a form has an address")?.parse()?;
    let address: SocketAddr = url.authority().context("the address names a host")?.as_str().parse()?;
    let fields = upload["fields"].as_object().context("a form has fields")?;
    let mut body = Vec::with_capacity(file.len() + 4_096);
    for (name, value) in fields {
        let value = value.as_str().unwrap_or_default();
        body.extend(part(&format!("name=\"{name}\"")).bytes().chain(value.bytes()));
    }
    body.extend(part("name=\"file\"; filename=\"file.pdf\"").bytes());
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    let call = Call::post(url.path(), &format!("multipart/form-data; boundary={BOUNDARY}"), body);
    let reply = Connection::open(address).await?.send(&call).await?;
    if !reply.status.is_success() {
        bail!("the file was refused with {}: {}", reply.status, String::from_utf8_lossy(&reply.body));
    }
    Ok(())
}

fn part(disposition: &str) -> String {
    format!("\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n")
}
