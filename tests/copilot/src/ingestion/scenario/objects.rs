//! The bucket.

use super::{Scenario, Uploaded};
use aws_sdk_s3::primitives::ByteStream;

impl Scenario {
    /// Stores a file, queues S3's notification of it, and returns the notification.
    pub async fn put(&self, key: &str, bytes: &[u8]) -> String {
        let request = self.world.s3().put_object().bucket(self.world.bucket()).key(key);
        request.body(ByteStream::from(bytes.to_vec())).send().await.unwrap();
        let notice = self.world.landed(key).await;
        self.send(&notice).await;
        notice
    }

    /// Hides the file behind a delete marker, and queues S3's notification of that.
    pub async fn remove_object(&self, document: &Uploaded) {
        self.world.s3().delete_object().bucket(self.world.bucket()).key(&document.key).send().await.unwrap();
        self.send(&self.removed(document)).await;
    }

    /// Deletes all versions of the file, as if the bucket was lost. There is no notification.
    pub async fn destroy_object(&self, document: &Uploaded) {
        self.destroy(&document.key).await;
    }

    /// Deletes all files without notifications.
    pub async fn lose_objects(&self) {
        self.destroy("").await;
    }

    async fn destroy(&self, prefix: &str) {
        for (key, version) in self.versions(prefix).await {
            let delete = self.world.s3().delete_object().bucket(self.world.bucket()).key(key).version_id(version);
            delete.send().await.unwrap();
        }
    }

    /// Returns whether the key has a version of a file or a delete marker.
    pub async fn has_object(&self, key: &str) -> bool {
        !self.versions(key).await.is_empty()
    }

    /// Returns whether the key has a current file, not hidden by a delete marker.
    pub async fn shows_object(&self, key: &str) -> bool {
        self.world.s3().head_object().bucket(self.world.bucket()).key(key).send().await.is_ok()
    }

    async fn versions(&self, prefix: &str) -> Vec<(String, String)> {
        let request = self.world.s3().list_object_versions().bucket(self.world.bucket()).prefix(prefix);
        let listed = request.send().await.unwrap();
        let versions = listed.versions().iter().map(|version| (version.key(), version.version_id()));
        let markers = listed.delete_markers().iter().map(|marker| (marker.key(), marker.version_id()));
        let named =
            versions.chain(markers).map(|(key, version)| (key.unwrap().to_owned(), version.unwrap().to_owned()));
        named.collect()
    }
}
