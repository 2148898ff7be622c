//! Node and npm, which must be installed already.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

/// Major and minor version, which the linter of the web packages needs.
const OLDEST: (u32, u32) = (20, 19);

/// # Errors
/// Node is missing or too old, or npm is missing.
pub(super) fn require() -> Result<()> {
    const ADVICE: &str = "install Node 20.19 or newer with its npm";
    let Some(version) = version_of("node") else { bail!("Node was not found: {ADVICE}") };
    match release(&version) {
        Some(found) if found >= OLDEST => {}
        _ => bail!("Node {version} is too old: {ADVICE}"),
    }
    if version_of("npm").is_none() {
        bail!("npm was not found: {ADVICE}");
    }
    Ok(())
}

fn version_of(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn release(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_version_is_parsed() {
        assert_eq!(release("v20.20.2"), Some((20, 20)));
        assert_eq!(release("nonsense"), None);
    }
}
