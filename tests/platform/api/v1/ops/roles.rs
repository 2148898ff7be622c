//! `/api/v1/ops/roles`

mod permissions;

use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::{Person, World};

pub(super) const PATH: &str = "/api/v1/ops/roles";

pub(super) fn role(name: &str, level: i32) -> Value {
    json!({ "name": name, "display_name": "Night Shift", "description": "At night", "level": level })
}

/// Creates a staff member whose role has the level of `admin`, but only the permissions to change staff and roles.
pub(super) async fn granter(owner: &Person, world: &World) -> Person {
    let made = owner.post(PATH, role("granter", 90)).await.is(201)["id"].clone();
    let all = owner.get("/api/v1/ops/permissions").await.body;
    let may = ["permissions.manage", "roles.manage", "staff.edit", "staff.create"];
    let may = all.as_array().unwrap().iter().filter(|one| may.contains(&one["name"].as_str().unwrap()));
    let ids: Vec<&Value> = may.map(|one| &one["id"]).collect();
    assert_eq!(ids.len(), 4);
    owner.put(&format!("{PATH}/{made}/permissions"), json!({ "permission_ids": ids })).await.is(200);
    world.staff("grace", "granter").await
}

#[tokio::test]
async fn list_is_sorted_by_level() {
    let world = World::new(PLATFORM).await;
    world.execute("UPDATE staff_roles SET is_active = false WHERE name = 'quality_staff'", &[]).await;
    let sam = world.staff("sam", "support_staff").await;
    sam.get(PATH).await.is(200).matches_snapshot("get_v1_ops_roles");
    let names = async |query: &str| -> Vec<String> {
        let reply = sam.get(&format!("{PATH}{query}")).await.is(200);
        reply.body.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let all =
        ["support_staff", "quality_staff", "finance_staff", "ops_staff", "ops_lead", "manager", "admin", "super_admin"];
    assert_eq!(names("").await, all);
    assert_eq!(names("?is_active=false").await, ["quality_staff"]);
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn only_highest_role_edits_roles() {
    let world = World::new(PLATFORM).await;
    let (owner, admin) = (world.staff("owner", "super_admin").await, world.staff("admin", "admin").await);
    admin.post(PATH, role("night_shift", 55)).await.is_problem(403, "forbidden");
    let made = owner.post(PATH, role("night_shift", 55)).await.is(201).matches_snapshot("post_v1_ops_roles");
    assert_eq!(
        owner.post(PATH, role("night_shift", 50)).await.is_problem(400, "bad_request").text("detail"),
        "Role name already exists"
    );
    for (input, field) in [(role("Night", 55), "name"), (role("night", 0), "level"), (role("night", 101), "level")] {
        assert_eq!(owner.post(PATH, input).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
    let path = format!("{PATH}/{}", made["id"]);
    admin.put(&path, json!({ "level": 60 })).await.is_problem(403, "forbidden");
    let changed = owner.put(&path, json!({ "level": 60 })).await.is(200).matches_snapshot("put_v1_ops_roles_id");
    assert_eq!((&changed["level"], &changed["display_name"]), (&json!(60), &json!("Night Shift")));
    owner.put(&format!("{PATH}/999999"), json!({})).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn own_role_cannot_be_lowered() {
    let world = World::new(PLATFORM).await;
    let owner = world.staff("owner", "super_admin").await;
    let id = owner.get("/api/v1/ops/auth/me").await["user"]["role"]["id"].clone();
    for change in [json!({ "is_active": false }), json!({ "level": 90 })] {
        owner.put(&format!("{PATH}/{id}"), change).await.is_problem(409, "conflict");
    }
    owner.put(&format!("{PATH}/{id}"), json!({ "description": "Everything" })).await.is(200);
}

#[tokio::test]
async fn only_owner_lowers_equal_roles() {
    let world = World::new(PLATFORM).await;
    let owner = world.staff("owner", "super_admin").await;
    let grace = granter(&owner, &world).await;
    let path = format!("{PATH}/{}", crate::api::v1::ops::users::role_id(&world, "admin").await);
    for change in [json!({ "level": 89 }), json!({ "is_active": false })] {
        let reply = grace.put(&path, change.clone()).await.is_problem(403, "forbidden");
        assert_eq!(reply.text("detail"), "you cannot weaken a role at your own level");
        owner.put(&path, change).await.is(200);
        owner.put(&path, json!({ "level": 90, "is_active": true })).await.is(200);
    }
    let taken = json!({ "permission_ids": [] });
    let equal = format!("{PATH}/{}", owner.post(PATH, role("equal", 90)).await.is(201)["id"]);
    let all = owner.get("/api/v1/ops/permissions").await.body;
    let id = all.as_array().unwrap().iter().find(|one| one["name"] == "staff.edit").unwrap()["id"].clone();
    let permissions = format!("{equal}/permissions");
    grace.put(&permissions, json!({ "permission_ids": [id] })).await.is(200);
    let reply = grace.put(&permissions, taken.clone()).await.is_problem(403, "forbidden");
    assert_eq!(reply.text("detail"), "you cannot weaken a role at your own level");
    owner.put(&permissions, taken).await.is(200);
    grace.put(&path, json!({ "description": "Runs the shift" })).await.is(200);
}

#[tokio::test]
async fn highest_role_cannot_be_lowered() {
    let world = World::new(PLATFORM).await;
    let owner = world.staff("owner", "super_admin").await;
    let made = owner.post(PATH, role("deputy", 100)).await.is(201);
    let all = owner.get("/api/v1/ops/permissions").await.body;
    let ids: Vec<&Value> = all.as_array().unwrap().iter().map(|one| &one["id"]).collect();
    owner.put(&format!("{PATH}/{}/permissions", made["id"]), json!({ "permission_ids": ids })).await.is(200);
    let deputy = world.staff("deputy", "deputy").await;
    let path = format!("{PATH}/{}", owner.get("/api/v1/ops/auth/me").await["user"]["role"]["id"]);
    for change in [json!({ "is_active": false }), json!({ "level": 1 })] {
        deputy.put(&path, change).await.is_problem(409, "conflict");
    }
    let member = world.employs("sam", "support_staff").await;
    let owners = owner.get("/api/v1/ops/auth/me").await["user"]["role"]["id"].clone();
    let given = deputy.put(&format!("/api/v1/ops/users/{member}/role"), json!({ "role_id": owners })).await;
    assert_eq!(given.is_problem(403, "forbidden").text("detail"), "only a super_admin can grant this role");
    deputy.put(&format!("{path}/permissions"), json!({ "permission_ids": [] })).await.is_problem(409, "conflict");
    owner.get("/api/v1/ops/users").await.is(200);
}
