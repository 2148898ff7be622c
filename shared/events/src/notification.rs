//! S3 notifications.

use serde::Deserialize;

use crate::{MessageError, Sequencer, decode_key, message::Message};

/// An object landed in a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectCreated {
    /// The name of the bucket.
    pub bucket: String,
    /// Its key, decoded.
    pub key: String,
    /// Its version; absent in buckets without versions.
    pub version_id: Option<String>,
    /// Its entity tag, without quotation marks.
    pub etag: Option<String>,
    /// Its size in bytes; 0 if the notification does not contain it.
    pub size: u64,
    /// Its place among the events of this key.
    pub sequencer: Option<Sequencer>,
}

/// An object was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectRemoved {
    /// The name of the bucket.
    pub bucket: String,
    /// Its key, decoded.
    pub key: String,
    /// The version removed, or the version of the delete marker.
    pub version_id: Option<String>,
    /// The position among the events of this key.
    pub sequencer: Option<Sequencer>,
    /// The kind of removal.
    pub removal: Removal,
}

/// The way in which an object was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// A version (or, without versions, the object) is gone for good.
    Deleted,
    /// A marker hides the object; its versions are still there.
    Hidden,
}

#[derive(Deserialize)]
pub(crate) struct Record {
    #[serde(rename = "eventName")]
    event_name: String,
    s3: Entity,
}

#[derive(Deserialize)]
struct Entity {
    bucket: Bucket,
    object: Object,
}

#[derive(Deserialize)]
struct Bucket {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Object {
    key: String,
    #[serde(default)]
    size: u64,
    #[serde(rename = "eTag")]
    etag: Option<String>,
    version_id: Option<String>,
    sequencer: Option<Sequencer>,
}

impl Record {
    pub(crate) fn into_message(self) -> Result<Message, MessageError> {
        let Entity { bucket, object } = self.s3;
        let key = decode_key(&object.key)?;
        let event = self.event_name.strip_prefix("s3:").unwrap_or(&self.event_name);
        if event.starts_with("ObjectCreated:") {
            return Ok(Message::ObjectCreated(ObjectCreated {
                bucket: bucket.name,
                key,
                version_id: object.version_id,
                etag: object.etag.map(|etag| etag.trim_matches('"').to_owned()),
                size: object.size,
                sequencer: object.sequencer,
            }));
        }
        let removal = match event {
            "ObjectRemoved:DeleteMarkerCreated" | "LifecycleExpiration:DeleteMarkerCreated" => Removal::Hidden,
            "ObjectRemoved:Delete" | "LifecycleExpiration:Delete" => Removal::Deleted,
            _ => return Err(MessageError::UnknownEvent(self.event_name)),
        };
        let Object { version_id, sequencer, .. } = object;
        Ok(Message::ObjectRemoved(ObjectRemoved { bucket: bucket.name, key, version_id, sequencer, removal }))
    }
}
