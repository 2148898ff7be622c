//! The processes of the stack, from its state file and the kernel.

use serde_json::Value;
use sisuiq_testing::Stack;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs,
    path::Path,
};

/// The state file of the stack at this address.
pub(super) fn state_of(stack: &Stack) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.local");
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("state.json"));
    let mut states = folders.filter_map(|path| serde_json::from_slice::<Value>(&fs::read(path).ok()?).ok());
    let is_ours =
        |state: &Value| state["phase"] == "healthy" && stack.url.ends_with(&format!(":{}", state["ports"]["edge"]));
    states.find(is_ours).unwrap_or_else(|| panic!("no stack says that it runs at {}", stack.url))
}

/// The supervisor, its parts, and all their descendants.
pub(super) fn all(state: &Value) -> BTreeSet<u64> {
    let children = children();
    let parts = state["parts"].as_array().unwrap().iter().map(|part| part["process"]["pid"].as_u64().unwrap());
    let mut waiting: VecDeque<u64> = parts.chain(state["supervisor"]["pid"].as_u64()).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop_front() {
        if found.insert(id) {
            waiting.extend(children.get(&id).into_iter().flatten());
        }
    }
    found
}

/// The process of one part.
pub(super) fn of_part(state: &Value, name: &str) -> u64 {
    let mut parts = state["parts"].as_array().unwrap().iter();
    let part = parts.find(|part| part["name"] == name).unwrap_or_else(|| panic!("no part is called {name}"));
    part["process"]["pid"].as_u64().unwrap()
}

/// The child processes of each process.
pub(super) fn children() -> BTreeMap<u64, Vec<u64>> {
    let mut children: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for process in fs::read_dir("/proc").unwrap() {
        let name = process.unwrap().file_name();
        let Some(id) = name.to_str().and_then(|name| name.parse().ok()) else { continue };
        if let Some(parent) = parent(id) {
            children.entry(parent).or_default().push(id);
        }
    }
    children
}

/// The parent of a process; None if the process has ended meanwhile.
fn parent(process: u64) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    after_name.split_whitespace().nth(1)?.parse().ok()
}
