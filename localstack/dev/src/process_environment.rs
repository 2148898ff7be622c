//! The environment that `cargo dev` was started with.
#![expect(clippy::disallowed_methods, reason = "a program of the developer's machine, not a function")]

use std::env;
use std::path::PathBuf;

/// One variable, when it is set and not empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The folders that commands are looked up in.
pub(crate) fn search_path() -> Vec<PathBuf> {
    env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default()
}

/// Names of the variables that `cargo run` sets for this program. A cargo started from it must not see them, because they
/// would change the environment of build scripts.
pub(crate) fn names_set_by_cargo_run() -> Vec<String> {
    names(is_set_by_cargo_run)
}

/// Names of the variables that no part of a stack may see: those of `cargo run`, and those that would lead it to the
/// developer's own account or away from the local cloud.
pub(crate) fn names_kept_from_parts() -> Vec<String> {
    names(|name| is_set_by_cargo_run(name) || is_of_another_cloud(name))
}

fn names(are_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let names = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    names.filter(|name| are_meant(name)).collect()
}

/// The AWS variables that the local cloud's own do not replace.
fn is_of_another_cloud(name: &str) -> bool {
    ["AWS_SESSION_TOKEN", "AWS_PROFILE"].contains(&name) || name.starts_with("AWS_ENDPOINT_URL_")
}

fn is_set_by_cargo_run(name: &str) -> bool {
    const PREFIXES: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
    name == "LD_LIBRARY_PATH" || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_settings_reach_cargo() {
        assert!(!is_set_by_cargo_run("CARGO_HOME"));
        assert!(!is_set_by_cargo_run("CARGO_NET_OFFLINE"));
        assert!(is_set_by_cargo_run("CARGO_PKG_NAME"));
    }

    #[test]
    fn parts_get_no_account_variables() {
        for name in ["AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_SECRETS_MANAGER"] {
            assert!(is_of_another_cloud(name), "{name}");
        }
        for name in ["AWS_ENDPOINT_URL", "AWS_REGION", "PATH"] {
            assert!(!is_of_another_cloud(name), "{name}");
        }
    }
}
