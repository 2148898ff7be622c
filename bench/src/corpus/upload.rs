//! Uploads as a client makes them: create an upload with the API, then post the file to S3.

use crate::client::{Call, Connection, multipart};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// Creates an upload for a file of this size. Returns the document's id and the form.
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
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()));
    let (content_type, body) = multipart::form(fields, "file.pdf", file);
    let call = Call::post(url.path(), &content_type, body);
    let reply = Connection::open(address).await?.send(&call).await?;
    if !reply.status.is_success() {
        bail!("the file was refused with {}: {}", reply.status, String::from_utf8_lossy(&reply.body));
    }
    Ok(())
}
