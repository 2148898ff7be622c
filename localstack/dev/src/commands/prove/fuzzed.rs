//! The test programs with fuzz tests.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

use super::Checks;

/// The folders of the packages with fuzz tests.
const FOLDERS: [&str; 4] = ["shared/identity", "shared/events", "shared/documents", "localstack/dev"];

/// Cargo's message about a built artifact: <https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages>.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
    manifest_path: Option<PathBuf>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// A test program and the folder of its package.
#[derive(Serialize)]
struct Program {
    executable: PathBuf,
    folder: PathBuf,
}

/// Builds the test programs and returns them as JSON, which the suite reads.
pub(super) fn build(checks: &Checks) -> Result<String> {
    // the whole workspace, whose tests are built already: these packages alone would need shared crates with other features
    let arguments = ["test", "--no-run", "--workspace", "--tests", "--message-format", "json-render-diagnostics"];
    let mut command = checks.cargo(&arguments);
    let built = command.stderr(Stdio::inherit()).output()?;
    ensure!(built.status.success(), "cargo ended with {}", built.status);
    let messages =
        String::from_utf8_lossy(&built.stdout).lines().map(serde_json::from_str).collect::<Result<Vec<_>, _>>()?;
    let programs: Vec<Program> = messages.into_iter().filter_map(program).collect();
    Ok(serde_json::to_string(&programs)?)
}

fn program(message: Message) -> Option<Program> {
    let executable = message.profile.is_some_and(|profile| profile.test).then_some(message.executable)??;
    let folder = message.manifest_path?.parent()?.to_owned();
    FOLDERS.iter().any(|name| folder.ends_with(name)).then_some(Program { executable, folder })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_programs_are_programs() {
        let read = |text: &str| program(serde_json::from_str(text).unwrap()).map(|program| program.folder);
        let built = r#"{"reason":"compiler-artifact","manifest_path":"/a/shared/events/Cargo.toml","profile":{"test":true},"executable":"/t/a"}"#;
        assert_eq!(read(built), Some(PathBuf::from("/a/shared/events")));
        assert_eq!(read(&built.replace("true", "false")), None);
        assert_eq!(read(&built.replace("shared/events", "shared/http")), None);
        assert_eq!(read(&built.replace("\"/t/a\"", "null")), None);
        assert_eq!(read(r#"{"reason":"build-finished","success":true}"#), None);
    }
}
