//! SHA-256 of texts and files, in lower-case hex.

use std::fs::File;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The digest of several byte strings, each with its length as prefix so that their boundaries count.
pub(crate) fn of_all<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for value in values {
        hasher.update(value.len().to_le_bytes());
        hasher.update(value);
    }
    hex::encode(hasher.finalize())
}

/// The digest of a file's content.
pub(crate) fn of_file(path: &Path) -> Result<String> {
    let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut hasher = Sha256::new();
    io::copy(&mut file, &mut hasher).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(hex::encode(hasher.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_between_values_counts() {
        assert_ne!(of_all([b"ab".as_slice(), b"c"]), of_all([b"a".as_slice(), b"bc"]));
    }

    #[test]
    fn file_digest_is_sha256() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("empty");
        std::fs::write(&path, b"").unwrap();
        assert_eq!(of_file(&path).unwrap(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
