//! Aliases of collections. The server stores them in its own file, because the engine has no aliases.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use anyhow::Context;
use qdrant_client::qdrant::AliasOperations;
use qdrant_client::qdrant::alias_operations::Action;
use tonic::Status;

use crate::{atomic_file, failure};

/// A map from alias to collection name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases(BTreeMap<String, String>);

impl Aliases {
    /// Reads the file; a missing one means no alias.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let content = match fs::read(path) {
            Ok(content) => content,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(cause) => {
                return Err(cause).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        serde_json::from_slice(&content)
            .map(Self)
            .with_context(|| format!("{} is not a table of aliases", path.display()))
    }

    /// Writes the file; the aliases survive a crash once this returns.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        atomic_file::replace(path, &serde_json::to_vec_pretty(&self.0)?)
    }

    /// The collection of a name: the name itself if it is no alias.
    pub fn resolve<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    pub fn contains(&self, alias: &str) -> bool {
        self.0.contains_key(alias)
    }

    /// Pairs of alias and collection, sorted by alias.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(alias, collection)| (alias.as_str(), collection.as_str()))
    }

    /// A copy without the aliases of a collection.
    pub fn without_collection(&self, collection: &str) -> Self {
        let kept = self.0.iter().filter(|(_, target)| *target != collection);
        Self(kept.map(|(a, c)| (a.clone(), c.clone())).collect())
    }

    /// A copy after all the actions, or the first failure. `exists` returns whether a collection exists.
    pub fn after(&self, actions: Vec<AliasOperations>, exists: impl Fn(&str) -> bool) -> Result<Self, Status> {
        let mut next = self.clone();
        for operation in actions {
            let action = operation.action.ok_or_else(|| failure::bad_input("an alias operation has no action"))?;
            next.apply(action, &exists)?;
        }
        Ok(next)
    }

    fn apply(&mut self, action: Action, exists: impl Fn(&str) -> bool) -> Result<(), Status> {
        match action {
            Action::CreateAlias(create) => {
                if !exists(&create.collection_name) {
                    return Err(failure::collection_not_found(&create.collection_name));
                }
                self.insert(create.alias_name, create.collection_name, exists)
            }
            Action::RenameAlias(rename) => {
                let collection = self
                    .0
                    .remove(&rename.old_alias_name)
                    .ok_or_else(|| failure::alias_not_found(&rename.old_alias_name))?;
                self.insert(rename.new_alias_name, collection, exists)
            }
            Action::DeleteAlias(delete) => {
                self.0.remove(&delete.alias_name);
                Ok(())
            }
        }
    }

    fn insert(&mut self, alias: String, collection: String, exists: impl Fn(&str) -> bool) -> Result<(), Status> {
        if exists(&alias) {
            return Err(failure::collection_exists(&alias));
        }
        self.0.insert(alias, collection);
        Ok(())
    }
}
