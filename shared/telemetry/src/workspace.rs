//! Distinguishes log lines of the workspace from those of libraries.

use std::path::Path;

use tracing::Metadata;

/// Returns whether the log line is in a file of the workspace.
pub(crate) fn is_of_workspace(metadata: &Metadata<'_>) -> bool {
    metadata.file().is_some_and(is_workspace_file)
}

/// Cargo names the files of a workspace from its folder on, and those of libraries from the root of the file system.
fn is_workspace_file(file: &str) -> bool {
    Path::new(file).is_relative()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn library_files_are_not_of_workspace() {
        assert!(is_workspace_file(file!()), "{}", file!());
        assert!(!is_workspace_file("/home/somebody/.cargo/registry/src/index/genai-0.7.2/src/webc/error.rs"));
    }
}
