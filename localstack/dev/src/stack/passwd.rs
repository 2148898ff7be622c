//! Users of this machine.

use std::fs;

use anyhow::{Context, Result, bail};

/// User and group ids for starting a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// Unprivileged users for Postgres, the best first.
const CANDIDATES: [&str; 2] = ["postgres", "nobody"];

/// The user that Postgres runs as: None for the developer's own account, or an unprivileged user if the developer is root,
/// because Postgres refuses to run as root.
pub(crate) fn postgres_user() -> Result<Option<User>> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let table = fs::read_to_string("/etc/passwd").context("cannot read /etc/passwd")?;
    let Some(user) = CANDIDATES.iter().find_map(|name| find(&table, name)) else {
        bail!("Postgres does not run as root, and there is neither a user postgres nor a user nobody to run it as");
    };
    Ok(Some(user))
}

fn find(table: &str, name: &str) -> Option<User> {
    table.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(User { uid, gid })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n";

    #[test]
    fn unknown_user_is_not_found() {
        assert_eq!(find(TABLE, "nob"), None);
    }

    #[test]
    fn listed_user_has_uid_and_group() {
        assert_eq!(find(TABLE, "nobody"), Some(User { uid: 65534, gid: 65533 }));
    }
}
