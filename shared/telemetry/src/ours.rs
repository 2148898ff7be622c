//! Distinguishes our own log lines from those of libraries.

use std::path::Path;

use tracing::Metadata;

/// Returns whether it stands in this project.
pub(crate) fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.file().is_some_and(is_of_the_workspace)
}

/// Cargo names the files of a workspace from its folder on, and those of libraries from the root of the file system.
fn is_of_the_workspace(file: &str) -> bool {
    Path::new(file).is_relative()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn library_files_are_not_ours() {
        assert!(is_of_the_workspace(file!()), "{}", file!());
        assert!(!is_of_the_workspace("/home/somebody/.cargo/registry/src/index/genai-0.7.2/src/webc/error.rs"));
    }
}
