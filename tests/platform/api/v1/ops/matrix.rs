//! The permission matrix of roles.

use crate::product::PLATFORM;
use sisuiq_model::Permission;
use std::collections::BTreeMap;
use world::World;

/// The specified matrix: the roles in order of their levels, and for each permission a mark for each role that has it.
const ROLES: [&str; 8] =
    ["super_admin", "admin", "manager", "ops_lead", "ops_staff", "support_staff", "finance_staff", "quality_staff"];
const MATRIX: [(&str, &str); 30] = [
    ("users.view", "xxxxxx--"),
    ("users.edit", "xx------"),
    ("users.delete", "xx------"),
    ("bookings.view", "xxxxxxxx"),
    ("bookings.create", "xx------"),
    ("bookings.edit", "xxxxx---"),
    ("bookings.cancel", "xxxx----"),
    ("bookings.assign", "xxxxx---"),
    ("providers.view", "xxxxxx-x"),
    ("providers.create", "xx------"),
    ("providers.edit", "xxxx---x"),
    ("providers.verify", "xx-----x"),
    ("providers.deactivate", "xx-----x"),
    ("complaints.view", "xxxxxx-x"),
    ("complaints.assign", "xxxxxx--"),
    ("complaints.resolve", "xxxxx---"),
    ("complaints.escalate", "xxxx----"),
    ("payments.view", "xxxxx-x-"),
    ("payments.refund", "xx----x-"),
    ("payments.settle", "xx----x-"),
    ("analytics.view", "xxxx--xx"),
    ("reports.generate", "xxx---x-"),
    ("reports.export", "xxx---x-"),
    ("staff.view", "xxx-----"),
    ("staff.create", "xx------"),
    ("staff.edit", "xx------"),
    ("staff.delete", "xx------"),
    ("roles.manage", "x-------"),
    ("permissions.manage", "x-------"),
    ("settings.manage", "xx------"),
];
const COUNTS: [usize; 8] = [30, 28, 16, 13, 9, 5, 7, 7];

#[tokio::test]
async fn eight_roles_have_exact_permissions() {
    let world = World::new(PLATFORM).await;
    assert!(MATRIX.iter().map(|(name, _)| *name).eq(Permission::ALL.iter().map(|permission| permission.as_str())));
    let mut counts = BTreeMap::new();
    for (place, role) in ROLES.into_iter().enumerate() {
        let person = world.staff(role, role).await;
        let reply = person.get("/api/v1/ops/auth/me").await.is(200);
        let had: Vec<&str> = reply["permissions"].as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
        for (permission, marks) in MATRIX {
            let expected = marks.as_bytes()[place] == b'x';
            assert_eq!(had.contains(&permission), expected, "{role} {permission}");
        }
        assert_eq!(had.len(), COUNTS[place], "{role}");
        counts.insert(role, had.len());
    }
    println!("{} roles x {} permissions = {} cells; {counts:?}", ROLES.len(), MATRIX.len(), ROLES.len() * MATRIX.len());
}
