//! Reading and changing staff members.

mod approve;
mod role;

use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::{Person, World};

const PATH: &str = "/api/v1/ops/users";

/// The body for creating a staff member.
pub(super) fn member(employee_id: &str, mobile: &str, role: i64) -> Value {
    json!({
        "email": format!("{employee_id}@example.com"),
        "mobile": mobile,
        "password": "Quite-1-other-horse!",
        "first_name": "Grace",
        "employee_id": employee_id,
        "department": "Operations",
        "role_id": role,
    })
}

pub(super) async fn role_id(world: &World, name: &str) -> i64 {
    let connection = world.database().connection().await.unwrap();
    connection.query_one("SELECT id FROM staff_roles WHERE name = $1", &[&name]).await.unwrap().get(0)
}

async fn listed(person: &Person, query: &str) -> Vec<String> {
    let reply = person.get(&format!("{PATH}{query}")).await.is(200);
    let name = |one: &Value| one["employee_id"].as_str().unwrap().to_owned();
    reply.body.as_array().unwrap().iter().map(name).collect()
}

#[tokio::test]
async fn list_filters_by_query() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    for (name, role) in [("a", "ops_staff"), ("b", "ops_lead"), ("c", "ops_staff")] {
        world.wait(jiff::SignedDuration::from_secs(1));
        world.employs(name, role).await;
    }
    world
        .execute("UPDATE staff_profiles SET department = 'Field', is_active = false WHERE employee_id = 'c'", &[])
        .await;
    assert_eq!(listed(&admin, "").await, ["c", "b", "a", "admin"]);
    assert_eq!(listed(&admin, &format!("?role_id={}", role_id(&world, "ops_staff").await)).await, ["c", "a"]);
    assert_eq!(listed(&admin, "?department=Field").await, ["c"]);
    assert_eq!(listed(&admin, "?is_active=true&skip=1&limit=1").await, ["a"]);
    for query in ["?limit=0", "?limit=101", "?skip=-1", "?is_active=maybe"] {
        admin.get(&format!("{PATH}{query}")).await.is_problem(422, "unprocessable");
    }
    world.staff("lead", "ops_lead").await.get(PATH).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn get_returns_member_or_404() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let id = world.employs("a", "ops_staff").await;
    let found = admin.get(&format!("{PATH}/{id}")).await.is(200).matches_snapshot("get_v1_ops_users_id");
    assert_eq!(found["role"]["name"], "ops_staff");
    admin.get(&format!("{PATH}/999999")).await.is_problem(404, "not_found");
    admin.get(&format!("{PATH}/x")).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn update_rejects_higher_roles() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let (owner, lead) = (world.employs("owner", "super_admin").await, world.employs("lead", "ops_lead").await);
    let reply = admin.put(&format!("{PATH}/{owner}"), json!({ "first_name": "X" })).await.is_problem(403, "forbidden");
    assert_eq!(reply.text("detail"), "you cannot change a staff member whose role is above your own");
    let changed = admin
        .put(&format!("{PATH}/{lead}"), json!({ "department": "Field", "last_name": "Okello" }))
        .await
        .is(200)
        .matches_snapshot("put_v1_ops_users_id");
    assert_eq!(
        (&changed["department"], &changed["last_name"], &changed["first_name"]),
        (&json!("Field"), &json!("Okello"), &json!("lead"))
    );
    admin.put(&format!("{PATH}/999999"), json!({})).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn delete_ends_sessions_keeps_history() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let sam = world.staff("sam", "manager").await;
    let id = sam.get("/api/v1/ops/auth/me").await["user"]["id"].as_i64().unwrap();
    let gone = admin.delete(&format!("{PATH}/{id}")).await.is(200).matches_snapshot("delete_v1_ops_users_id");
    let today = world.clock().now().to_string()[..10].to_owned();
    assert_eq!((&gone["is_active"], &gone["date_of_leaving"]), (&json!(false), &json!(today)));
    sam.get("/api/v1/ops/auth/me").await.is_problem(401, "unauthorized");
    let back = admin.put(&format!("{PATH}/{id}"), json!({ "is_active": true })).await.is(200);
    assert_eq!((&back["is_active"], &back["date_of_leaving"]), (&json!(true), &json!(null)));
}

#[tokio::test]
async fn last_full_administrator_cannot_leave() {
    let world = World::new(PLATFORM).await;
    let (one, other) = (world.staff("one", "super_admin").await, world.staff("other", "super_admin").await);
    let id = async |person: &Person| person.get("/api/v1/ops/auth/me").await["user"]["id"].as_i64().unwrap();
    let (first, second) = (id(&one).await, id(&other).await);
    // both deactivate each other concurrently
    let (of_first, of_second) = (format!("{PATH}/{first}"), format!("{PATH}/{second}"));
    let (taken, lost) = tokio::join!(one.delete(&of_second), other.delete(&of_first));
    let left = "SELECT count(*) FROM staff_profiles WHERE is_active";
    let connection = world.database().connection().await.unwrap();
    let left: i64 = connection.query_one(left, &[]).await.unwrap().get(0);
    assert_eq!(left, 1, "{} {}", taken.body, lost.body);
    let (owner, id) = if taken.status == 200 { (&one, first) } else { (&other, second) };
    owner.delete(&format!("{PATH}/{id}")).await.is_problem(409, "conflict");
    let demoted = json!({ "role_id": role_id(&world, "admin").await });
    owner.put(&format!("{PATH}/{id}/role"), demoted).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn cursor_is_stable_under_inserts() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    for name in ["a", "b", "c"] {
        world.employs(name, "ops_staff").await;
    }
    let start = admin.get(&format!("{PATH}?limit=2&is_active=true")).await.is(200).matches_snapshot("get_v1_ops_users");
    assert_eq!((&start.items()[0]["employee_id"], &start.items()[1]["employee_id"]), (&json!("c"), &json!("b")));
    let link = start.header("link").strip_prefix('<').and_then(|link| link.split_once('>')).unwrap().0.to_owned();
    world.employs("late", "ops_staff").await;
    let query = link.strip_prefix(PATH).unwrap();
    assert_eq!(listed(&admin, query).await, ["a", "admin"]);
    admin.get(&format!("{PATH}?cursor=b")).await.is_problem(422, "unprocessable");
}

#[tokio::test]
async fn equal_role_keeps_its_address() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let (peer, lead) = (world.employs("peer", "admin").await, world.employs("lead", "ops_lead").await);
    for change in [json!({ "email": "mine@example.com" }), json!({ "mobile": "+256772123456" })] {
        admin.put(&format!("{PATH}/{peer}"), change).await.is_problem(403, "forbidden");
    }
    world.execute("UPDATE users SET role = 'auditor' WHERE email = 'lead@example.com'", &[]).await;
    let path = format!("{PATH}/{lead}");
    admin.put(&path, json!({ "email": "mine@example.com" })).await.is_problem(403, "forbidden");
    admin.put(&path, json!({ "department": "Field" })).await.is(200);
    assert_eq!(world.sends_messages().await, 0);
}

#[tokio::test]
async fn only_owner_demotes_equal_roles() {
    let world = World::new(PLATFORM).await;
    let (owner, admin) = (world.staff("owner", "super_admin").await, world.staff("admin", "admin").await);
    let (peer, second) = (world.employs("peer", "admin").await, world.employs("second", "super_admin").await);
    let lower = json!({ "role_id": role_id(&world, "support_staff").await });
    let reply = admin.put(&format!("{PATH}/{peer}/role"), lower.clone()).await.is_problem(403, "forbidden");
    assert_eq!(reply.text("detail"), "you cannot change the role of a staff member at your own level");
    admin.put(&format!("{PATH}/{peer}"), lower.clone()).await.is_problem(403, "forbidden");
    let same = json!({ "role_id": role_id(&world, "admin").await });
    admin.put(&format!("{PATH}/{peer}/role"), same).await.is(200);
    for member in [peer, second] {
        owner.put(&format!("{PATH}/{member}/role"), lower.clone()).await.is(200);
    }
}

#[tokio::test]
async fn lesser_role_cannot_edit_greater() {
    let world = World::new(PLATFORM).await;
    let owner = world.staff("owner", "super_admin").await;
    let grace = super::roles::granter(&owner, &world).await;
    let (fay, finance) = (world.employs("fay", "finance_staff").await, role_id(&world, "finance_staff").await);
    for change in [json!({ "email": "mine@example.com" }), json!({ "mobile": "+256772123456" })] {
        let reply = grace.put(&format!("{PATH}/{fay}"), change).await.is_problem(403, "forbidden");
        let detail = "you cannot change the address of a staff member with permissions that you do not have";
        assert_eq!(reply.text("detail"), detail);
    }
    // weakening the role or demoting the member first is no way around it
    let path = format!("{}/{finance}/permissions", super::roles::PATH);
    let reply = grace.put(&path, json!({ "permission_ids": [] })).await.is_problem(403, "forbidden");
    assert_eq!(reply.text("detail"), "you cannot grant or remove permissions that you do not have");
    let lower = grace.post(super::roles::PATH, super::roles::role("lower", 1)).await.is(201)["id"].clone();
    for path in [format!("{PATH}/{fay}/role"), format!("{PATH}/{fay}")] {
        let reply = grace.put(&path, json!({ "role_id": lower })).await.is_problem(403, "forbidden");
        let detail = "you cannot reactivate or change the role of a staff member with permissions that you do not have";
        assert_eq!(reply.text("detail"), detail);
    }
    owner.delete(&format!("{PATH}/{fay}")).await.is(200);
    let back = json!({ "is_active": true });
    let reply = grace.put(&format!("{PATH}/{fay}"), back.clone()).await.is_problem(403, "forbidden");
    assert_eq!(
        reply.text("detail"),
        "you cannot reactivate or change the role of a staff member with permissions that you do not have"
    );
    let made = owner
        .post(PATH, member("EMP011", "+256772000011", finance))
        .await
        .is(201)
        .matches_snapshot("post_v1_ops_users")["id"]
        .clone();
    let approve = format!("{PATH}/{made}/approve");
    let reply = grace.post(&approve, json!({})).await.is_problem(403, "forbidden");
    assert_eq!(reply.text("detail"), "you cannot approve a staff member with permissions that you do not have");
    let role = format!("{}/{finance}", super::roles::PATH);
    for weaker in [json!({ "is_active": false }), json!({ "level": 1 })] {
        grace.put(&role, weaker).await.is_problem(403, "forbidden");
    }
    owner.put(&role, json!({ "is_active": false })).await.is(200);
    let reply = grace.put(&role, back.clone()).await.is_problem(403, "forbidden");
    assert_eq!(reply.text("detail"), "you cannot reactivate or weaken a role with permissions that you do not have");
    // a caller with all permissions may do it
    owner.put(&role, back.clone()).await.is(200);
    owner.put(&format!("{PATH}/{fay}"), back).await.is(200);
    owner.post(&approve, json!({})).await.is(200);
}

#[tokio::test]
async fn new_address_needs_verification() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let lead = world.employs("lead", "ops_lead").await;
    let path = format!("{PATH}/{lead}");
    for (change, field) in [(json!({ "email": "x" }), "email"), (json!({ "mobile": "0000000000" }), "mobile")] {
        assert_eq!(admin.put(&path, change).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
    let taken = admin.put(&path, json!({ "email": "ADMIN@example.com" })).await.is_problem(400, "bad_request");
    assert_eq!(taken.text("detail"), "Email already registered");
    let moved = json!({ "email": "new@example.com", "mobile": "+256772123456" });
    assert_eq!(admin.put(&path, moved).await.is(200)["mobile"], "+256772123456");
    assert_eq!(world.sends_messages().await, 3);
    assert_eq!(world.mail_to("lead@example.com").await.pop().unwrap().subject, "Your e-mail address was changed");
    assert_eq!(world.mail_to("new@example.com").await.pop().unwrap().subject, "Confirm your e-mail address");
}
