//! Files of subjects to be screened.

use super::killing::catches_up;
use serde_json::json;
use uuid::Uuid;
use world::{Form, World};

/// The path of files of subjects.
pub(super) const FILES: &str = "/api/v1/knowledge/screen/batch";

/// A file of subjects that was uploaded.
pub(super) struct Uploaded {
    pub(super) id: String,
    /// The start of the references of its subjects, by which they differ from those of other files.
    pub(super) mark: String,
    /// The notification that the file has arrived.
    pub(super) arrived: String,
}

/// Uploads a file of subjects with these names as the compliance officer, to be screened with the list of one source or with all lists.
pub(super) async fn uploads(world: &World, names: &[&str], source: Option<&str>) -> Uploaded {
    let mark = Uuid::new_v4().simple().to_string();
    let row = |(number, name): (usize, &&str)| format!("{mark}-{number},{name}\n");
    let rows: String = names.iter().enumerate().map(row).collect();
    let content = format!("id,name\n{rows}");
    catches_up(world);
    let compliance = world.logs_in("compliance").await;
    let input =
        json!({ "file_name": "customers.csv", "size": content.len(), "sources": source.map(|source| [source]) });
    let created = compliance.post(FILES, input).await.is(201);
    assert!(Form::of(&created).post(content.as_bytes()).await.is_success(), "the file is not taken");
    let id = created.text("id").to_owned();
    let arrived = world.landed(&format!("screening/{id}/1.csv")).await;
    Uploaded { id, mark, arrived }
}
