//! Stamp files of completely installed parts.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::digest;
use crate::project::Project;

/// The digest of the inputs that a part was installed from. It is written last and removed first.
#[derive(Debug)]
pub(crate) struct Stamp {
    path: PathBuf,
    digest: String,
}

impl Stamp {
    pub(crate) fn new(project: &Project, name: &str, content: &[Vec<u8>]) -> Self {
        let path = project.parts().join(".installed").join(name);
        Self { path, digest: digest::of_all(content.iter().map(Vec::as_slice)) }
    }

    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|digest| digest == self.digest)
    }

    pub(crate) fn clear(&self) -> Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", self.path.display()))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn set(&self) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let draft = self.path.with_extension("new");
        fs::write(&draft, &self.digest).with_context(|| format!("cannot write {}", draft.display()))?;
        fs::rename(&draft, &self.path).with_context(|| format!("cannot write {}", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(folder: &tempfile::TempDir, content: &str) -> Stamp {
        Stamp { path: folder.path().join("stamps/part"), digest: digest::of_all([content.as_bytes()]) }
    }

    #[test]
    fn missing_part_is_not_current() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!stamp(&folder, "a==1").is_current());
    }

    #[test]
    fn changed_list_requires_installation() {
        let folder = tempfile::tempdir().unwrap();
        stamp(&folder, "a==1").set().unwrap();
        assert!(stamp(&folder, "a==1").is_current());
        assert!(!stamp(&folder, "a==2").is_current());
    }

    #[test]
    fn an_interrupted_installation_is_not_current() {
        let folder = tempfile::tempdir().unwrap();
        stamp(&folder, "a==1").set().unwrap();
        stamp(&folder, "a==1").clear().unwrap();
        assert!(!stamp(&folder, "a==1").is_current());
    }
}
