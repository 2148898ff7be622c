//! Objects in the bucket of the backups.

use crate::{BackupError, Result};
use aws_sdk_s3::{
    Client,
    error::DisplayErrorContext,
    operation::get_object::GetObjectError,
    types::{Delete, ObjectIdentifier},
};

/// The number of objects that S3 deletes in one request at most.
const MOST_AT_ONCE: usize = 1_000;

/// The bucket that backups are in.
#[derive(Clone)]
pub(crate) struct Vault {
    objects: Client,
    bucket: String,
}

impl Vault {
    pub(crate) fn new(objects: Client, bucket: String) -> Self {
        Self { objects, bucket }
    }

    /// Stores an object.
    pub(crate) async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        let request = self.objects.put_object().bucket(&self.bucket).key(key).body(bytes.into());
        request.send().await.map_err(|error| BackupError::store("storing an object")(error.into()))?;
        Ok(())
    }

    /// An object, if it is there.
    pub(crate) async fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        let failed = BackupError::store("reading an object");
        let answer = match self.objects.get_object().bucket(&self.bucket).key(key).send().await {
            Ok(answer) => answer,
            Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => return Ok(None),
            Err(error) => return Err(failed(error.into())),
        };
        let bytes = answer.body.collect().await.map_err(|error| failed(error.into()))?;
        Ok(Some(bytes.to_vec()))
    }

    /// Lists the keys with this prefix.
    pub(crate) async fn keys(&self, prefix: &str) -> Result<Vec<String>> {
        let request = self.objects.list_objects_v2().bucket(&self.bucket).prefix(prefix);
        let mut pages = request.into_paginator().send();
        let mut keys = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| BackupError::store("listing objects")(error.into()))?;
            keys.extend(page.contents.unwrap_or_default().into_iter().filter_map(|object| object.key));
        }
        Ok(keys)
    }

    /// Lists the folders directly below this prefix.
    pub(crate) async fn folders(&self, prefix: &str) -> Result<Vec<String>> {
        let request = self.objects.list_objects_v2().bucket(&self.bucket).prefix(prefix).delimiter("/");
        let mut pages = request.into_paginator().send();
        let mut folders = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| BackupError::store("listing folders")(error.into()))?;
            folders.extend(page.common_prefixes.unwrap_or_default().into_iter().filter_map(|folder| folder.prefix));
        }
        Ok(folders)
    }

    /// Removes objects. Missing ones are no error.
    pub(crate) async fn delete(&self, keys: &[String]) -> Result<()> {
        let failed = BackupError::store("removing objects");
        for some in keys.chunks(MOST_AT_ONCE) {
            let name = |key: &String| ObjectIdentifier::builder().key(key).build();
            let named: std::result::Result<Vec<_>, _> = some.iter().map(name).collect();
            let delete = Delete::builder().set_objects(Some(named.map_err(|error| failed(error.into()))?)).quiet(true);
            let delete = delete.build().map_err(|error| failed(error.into()))?;
            let answer = self.objects.delete_objects().bucket(&self.bucket).delete(delete).send().await;
            let answer = answer.map_err(|error| failed(DisplayErrorContext(error).to_string().into()))?;
            if let Some(error) = answer.errors().first() {
                return Err(failed(error.code().unwrap_or("no reason given").into()));
            }
        }
        Ok(())
    }
}
