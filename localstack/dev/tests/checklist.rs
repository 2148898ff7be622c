//! Checks that the commands in the production checklist, the threat model and the page of faults exist.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const SECTIONS: [&str; 8] = [
    "Infrastructure",
    "Network & Proxy",
    "Backend Service",
    "Frontend",
    "PostgreSQL Database",
    "Qdrant Vector Store",
    "Observability",
    "Security",
];
/// Topics that must occur in rows of level MUST.
const TOPICS: [&str; 18] = [
    "Dependency pinning",
    "non-root",
    "slim",
    "read-only",
    "Secret strategy",
    "TLS terminates",
    "TLS rotation",
    "`/api/chat`",
    "Backups of Postgres",
    "Backups of Qdrant",
    "restore tests",
    "API key rotation",
    "CORS is locked to the frontend's origin",
    "Upload limits",
    "File scanning",
    "Prompt-injection",
    "Rollback test",
    "MFA for admins",
];

#[derive(Debug)]
struct Row {
    section: String,
    level: String,
    what: String,
    checked_by: String,
}

fn project(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(project("docs/PRODUCTION_CHECKLIST.md")).unwrap();
    let (mut section, mut rows) = (String::new(), Vec::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut section);
        }
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let [level, what, checked_by] = cells.as_slice()
            && line.starts_with('|')
            && *level != "level"
        {
            let [level, what, checked_by] = [level, what, checked_by].map(|&cell| cell.to_owned());
            rows.push(Row { section: section.clone(), level, what, checked_by });
        }
    }
    rows
}

/// The texts between back quotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The reason why a command does not exist in this project.
fn fault(command: &str) -> Option<String> {
    let words: Vec<_> = command.split_whitespace().collect();
    match words.as_slice() {
        ["cargo", "dev", "prove", suite] if !suite.starts_with("--") => {
            let suites = fs::read_to_string(project("tests/prove/src/suites/mod.rs")).unwrap();
            let exists = suites.contains(&format!(" {suite}::SUITE,"));
            (!exists).then(|| format!("there is no suite {suite}"))
        }
        ["cargo", "dev", name, flags @ ..] => {
            let asked = Command::new(env!("CARGO_BIN_EXE_dev")).args([name, "--help"]).output().unwrap();
            let help = String::from_utf8(asked.stdout).unwrap();
            let knows = |flag: &&str| flag.starts_with("--") && help.split_whitespace().any(|word| word == *flag);
            let is_known = asked.status.success() && flags.iter().all(knows);
            (!is_known).then(|| format!("cargo dev does not know {command}"))
        }
        ["cargo", "test", "-p", package] => {
            folder_of(package).is_none().then(|| format!("there is no package {package}"))
        }
        ["cargo", "test", "-p", package, name] => {
            let Some(folder) = folder_of(package) else { return Some(format!("there is no package {package}")) };
            (!has_test(&folder, name)).then(|| format!("{package} has no test {name}"))
        }
        [script, ..] if script.starts_with("scripts/") => {
            (!project(script).is_file()).then(|| format!("there is no {script}"))
        }
        _ => Some(format!("{command} is no command of this project")),
    }
}

fn folder_of(package: &str) -> Option<PathBuf> {
    let parents = ["shared", "functions/platform", "functions/copilot", "localstack", "tests", "."].map(project);
    let folders = parents.iter().flat_map(|parent| fs::read_dir(parent).unwrap()).map(|entry| entry.unwrap().path());
    let name = format!("name = \"{package}\"");
    let mut folders = folders.filter(|folder| folder.join("Cargo.toml").is_file());
    folders.find(|folder| fs::read_to_string(folder.join("Cargo.toml")).unwrap().lines().any(|line| line == name))
}

/// Returns whether a file below a folder has a test with this name.
fn has_test(folder: &Path, name: &str) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return has_test(&path, name);
        }
        let is_source = path.extension().is_some_and(|extension| extension == "rs");
        is_source && declares_test(&fs::read_to_string(path).unwrap(), name)
    })
}

fn declares_test(source: &str, name: &str) -> bool {
    let mut is_test = false;
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[test") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if let Some((_, rest)) = line.split_once("fn ") {
            if is_test && rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')) {
                return true;
            }
            is_test = false;
        }
    }
    false
}

#[test]
fn sections_are_complete_and_ordered() {
    let mut sections: Vec<_> = rows().into_iter().map(|row| row.section).collect();
    sections.dedup();
    assert_eq!(sections, SECTIONS);
}

#[test]
fn must_rows_have_existing_commands() {
    let mut faults = Vec::new();
    for row in rows() {
        assert!(["MUST", "SHOULD", "OPTIONAL"].contains(&row.level.as_str()), "{row:?}");
        let is_command = |text: &&str| ["cargo ", "scripts/"].iter().any(|start| text.starts_with(start));
        let commands: Vec<_> = quoted(&row.checked_by).filter(is_command).collect();
        assert!(row.level != "MUST" || !commands.is_empty(), "{} has no command", row.what);
        faults.extend(commands.into_iter().filter_map(fault));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_topic_has_a_must_row() {
    let all: Vec<_> = rows().into_iter().filter(|row| row.level == "MUST").map(|row| row.what).collect();
    for topic in TOPICS {
        assert!(all.iter().any(|what| what.contains(topic)), "nothing that must be is about {topic}");
    }
}

#[test]
fn threats_have_existing_commands() {
    let text = fs::read_to_string(project("docs/THREAT_MODEL.md")).unwrap();
    let threats: Vec<_> =
        text.lines().filter(|line| "STRIDE".chars().any(|kind| line.starts_with(&format!("| {kind} |")))).collect();
    assert!(threats.len() > 40, "{}", threats.len());
    let mut faults = Vec::new();
    for threat in threats {
        let held_by = threat.rsplit(" | ").next().unwrap();
        let commands: Vec<_> = quoted(held_by).collect();
        assert!(!commands.is_empty(), "nothing holds: {threat}");
        faults.extend(commands.into_iter().filter_map(fault));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn faults_page_lists_each_suite() {
    let text = fs::read_to_string(project("docs/FAULTS.md")).unwrap();
    let list = fs::read_to_string(project("tests/prove/src/suites/mod.rs")).unwrap();
    let suites: Vec<_> =
        list.lines().filter_map(|line| line.split_once("::SUITE,")?.0.split_whitespace().last()).collect();
    assert!(suites.len() > 30, "{suites:?}");
    let section = text.split("\n## ").find(|section| section.starts_with("By suites")).unwrap();
    let named: Vec<_> = section.lines().filter(|line| line.starts_with('|')).flat_map(quoted).collect();
    let missing: Vec<_> = suites.iter().filter(|suite| !named.contains(suite)).collect();
    let unknown: Vec<_> = named.iter().filter(|name| !suites.contains(name)).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "not named: {missing:?}; no suites: {unknown:?}");
    let faults: Vec<_> = quoted(&text).filter(|name| name.starts_with("cargo ")).filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn missing_commands_are_detected() {
    assert!(fault("cargo dev test").is_none());
    for command in [
        "cargo dev fly",
        "cargo dev test --through-the-wall",
        "cargo dev prove nothing",
        "cargo dev prove ledger",
        "cargo test -p nobody some_test",
        "cargo test -p dev no_test_has_this_name",
        "cargo test -p dev rows",
        "scripts/nothing",
        "make",
    ] {
        assert!(fault(command).is_some(), "{command}");
    }
}
