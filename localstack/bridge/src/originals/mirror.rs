use anyhow::{Context, Result};
use aws_sdk_s3::{Client, operation::get_object::GetObjectOutput};
use sha2::{Digest, Sha256};
use sisuiq_events::{Message, ObjectCreated, ObjectRemoved, Removal};
use tokio::{fs, io::AsyncWriteExt};
use tracing::info;

use super::{Original, Originals};

/// Copies each original whose upload a message announces, and removes the copy of each whose removal it announces.
///
/// The function that receives the message handles everything else, unreadable messages included.
pub async fn keep_up(originals: &Originals, s3: &Client, body: &str) -> Result<()> {
    for message in Message::parse(body).unwrap_or_default() {
        match message {
            Message::ObjectCreated(created) => mirror(originals, s3, &created).await?,
            Message::ObjectRemoved(removed) => forget(originals, removed).await?,
            Message::Pages(_)
            | Message::Reindex(_)
            | Message::Embed(_)
            | Message::Readers(_)
            | Message::Delete { .. }
            | Message::Resume(_)
            | Message::Recognise(_)
            | Message::PredictBatch { .. }
            | Message::ScreenBatch { .. }
            | Message::Rescreen { .. }
            | Message::FetchSource { .. }
            | Message::ProcessSource { .. }
            | Message::DeleteTable { .. }
            | Message::ReadDataset { .. }
            | Message::TestEvent => {}
        }
    }
    Ok(())
}

async fn mirror(originals: &Originals, s3: &Client, created: &ObjectCreated) -> Result<()> {
    let _turn = originals.turn_to_copy().await;
    if !originals.lacks(&created.key, created.sequencer.as_ref()).await {
        return Ok(());
    }
    let request = s3.get_object().bucket(&created.bucket).key(&created.key);
    let object = match request.set_version_id(created.version_id.clone()).send().await {
        Ok(object) => object,
        // the object was removed in the meantime, and a notification of that follows
        Err(error) if error.raw_response().is_some_and(|answer| answer.status().as_u16() == 404) => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("cannot fetch {}", created.key)),
    };
    let original = copy(originals, created, object).await.with_context(|| format!("cannot copy {}", created.key))?;
    info!(key = created.key, sha256 = original.sha256, size = original.size, "mirrored {}", created.key);
    originals.remember(&created.key, original).await
}

async fn copy(originals: &Originals, created: &ObjectCreated, mut object: GetObjectOutput) -> Result<Original> {
    let draft = originals.file(&format!("{}.draft", hex::encode(Sha256::digest(&created.key))));
    let mut file = fs::File::create(&draft).await?;
    let (mut hasher, mut size) = (Sha256::new(), 0);
    while let Some(piece) = object.body.try_next().await? {
        hasher.update(&piece);
        size += piece.len() as u64;
        file.write_all(&piece).await?;
    }
    file.sync_all().await?;
    let sha256 = hex::encode(hasher.finalize());
    fs::rename(&draft, originals.file(&sha256)).await?;
    Ok(Original {
        sha256,
        size,
        version_id: created.version_id.clone(),
        etag: created.etag.clone(),
        content_type: object.content_type,
    })
}

/// Removes a copy, unless the notification is about another version, which was not copied.
async fn forget(originals: &Originals, removed: ObjectRemoved) -> Result<()> {
    let known = originals.all().await.remove(&removed.key);
    let another_version =
        known.is_some_and(|original| original.version_id.is_some() && original.version_id != removed.version_id);
    if removed.removal == Removal::Deleted && removed.version_id.is_some() && another_version {
        return Ok(());
    }
    info!(key = removed.key, "removed the copy of {}", removed.key);
    originals.forget(&removed.key, removed.sequencer).await
}
