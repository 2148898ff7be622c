//! Datasets for requests.

use serde_json::{Value, json};
use sisuiq_model::{DatasetId, FrameKey};
use world::{Form, Person, Reply, World};

pub(crate) const PATH: &str = "/api/datasets";
/// A path of a dataset that does not exist.
pub(crate) const UNKNOWN: &str = "/api/datasets/0190b5a0-0000-7000-8000-000000000000";

/// A table of accidents with a total, which is left out.
pub(crate) const ACCIDENTS: &str = "시군구,사고일시,사망자수,연락처\n중구,2021-01-05 14:00,0,010-1234-5678\n동구,2021-03-07 02:30,1,010-8765-4321\n\
                                    중구,2021-02-01 08:00,2,\n합계,,3,\n";

/// Creates an upload, puts the file into the bucket and lets it be read. Returns the id.
pub(crate) async fn uploads_with(alice: &Person, name: &str, bytes: &[u8], other: &Value) -> String {
    let mut input = json!({ "file_name": name, "size": bytes.len() });
    let members = input.as_object_mut().unwrap();
    members.extend(other.as_object().cloned().unwrap_or_default());
    let form = Form::of(&alice.post("/api/datasets/uploads", input).await.is(201));
    assert!(form.post(bytes).await.is_success());
    let notice = alice.world.landed(form.key()).await;
    assert!(alice.world.deliver(&[notice]).await.batch_item_failures.is_empty());
    form.id
}

pub(crate) async fn uploads(alice: &Person, name: &str, text: &str) -> String {
    uploads_with(alice, name, text.as_bytes(), &json!({})).await
}

/// The path of a dataset.
pub(crate) fn path(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// Sends a file with a form, without letting it be read.
pub(crate) async fn posts(alice: &Person, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Reply {
    alice.sends_file("/api/datasets/upload", (name, bytes), fields, None).await
}

/// Sends a file with a form, while the ingestion reads it.
pub(crate) async fn sends(alice: &Person, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Reply {
    let world = &alice.world;
    world.ingest().await;
    let known = world.tables().await;
    let takes_in = async {
        loop {
            let landed = world.tables().await;
            if let Some(key) = landed.iter().find(|key| !known.contains(key)) {
                world.deliver(&[world.landed(key).await]).await;
                break;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(posts(alice, name, bytes, fields), takes_in).0
}

/// The keys of all columnar copies in the bucket, with every version of them.
pub(crate) async fn copies(world: &World) -> Vec<String> {
    let listed = world.s3().list_object_versions().bucket(world.bucket()).prefix("frames/").send().await.unwrap();
    let versions = listed.versions().iter().map(|version| version.key());
    let markers = listed.delete_markers().iter().map(|marker| marker.key());
    versions.chain(markers).flatten().map(str::to_owned).collect()
}

/// The key of the copy of a revision.
pub(crate) fn copy_of(id: &str, revision: i32) -> String {
    FrameKey { dataset_id: id.parse::<DatasetId>().unwrap(), revision }.to_string()
}

/// Percent-encodes a value of a query.
pub(crate) fn encoded(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.bytes().fold(String::new(), |encoded, byte| format!("{encoded}%{byte:02X}"))
}
