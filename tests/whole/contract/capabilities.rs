//! The documented capabilities of roles and routes match the code.

use crate::routes::described;
use sisuiq_model::{Capability, UserRole};
use std::{collections::BTreeMap, fs, path::Path};
use world::routes::Audience;

/// The cells of the rows that start with a code, from `docs/API.md`.
fn rows() -> Vec<Vec<String>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/API.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn matrix_of_roles_is_documented() {
    let documented: Vec<Vec<String>> = rows().into_iter().filter(|cells| cells.len() == 8).collect();
    let actual: Vec<Vec<String>> = Capability::ALL
        .iter()
        .map(|capability| {
            let mark = if capability.is_administrative() { " †" } else { "" };
            let roles = UserRole::ALL.iter().map(|role| if role.has(*capability) { "✓" } else { "" }.to_owned());
            [format!("`{capability}`{mark}")].into_iter().chain(roles).collect()
        })
        .collect();
    let without_text = |mut cells: Vec<String>| {
        assert!(!cells.remove(1).is_empty());
        cells
    };
    assert_eq!(documented.into_iter().map(without_text).collect::<Vec<_>>(), actual);
}

#[test]
fn capability_of_each_route_is_documented() {
    let mut documented = BTreeMap::new();
    for cells in rows() {
        for route in cells[0].split('`').filter(|text| text.contains(" /")) {
            documented.insert(route.to_owned(), cells[1].split('`').nth(1).unwrap_or_default().to_owned());
        }
    }
    for route in described() {
        if let Some(Audience::User(capability)) = route.audience() {
            let name = format!("{} {}", route.method, route.path);
            assert_eq!(documented[&name], capability.as_str(), "{name}");
        }
    }
}
