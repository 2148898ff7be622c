//! `POST /api/v1/ops/auth/login`

use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::{Reply, World};

const PASSWORD: &str = "correct horse battery staple";

async fn logs_in(world: &World, identifier: &str, password: &str) -> Reply {
    world.stranger().post("/api/v1/ops/auth/login", json!({ "identifier": identifier, "password": password })).await
}

#[tokio::test]
async fn wrong_password_equals_non_member() {
    let world = World::new(PLATFORM).await;
    world.employs("EMP001", "manager").await;
    world.customer("carol").await;
    for (identifier, password) in
        [("EMP001", "not theirs"), ("EMP002", PASSWORD), ("carol@example.com", PASSWORD), ("+256772123456", PASSWORD)]
    {
        let reply = logs_in(&world, identifier, password).await.is_problem(401, "unauthorized");
        assert_eq!(reply.text("detail"), "Invalid credentials", "{identifier}");
    }
}

#[tokio::test]
async fn unapproved_or_inactive_staff_are_refused() {
    let world = World::new(PLATFORM).await;
    for (name, change) in [("EMP001", "verified_at = NULL"), ("EMP002", "is_active = false")] {
        world.employs(name, "manager").await;
        world.execute(&format!("UPDATE staff_profiles SET {change} WHERE employee_id = '{name}'"), &[]).await;
        let reply = logs_in(&world, name, PASSWORD).await.is_problem(401, "unauthorized");
        assert_eq!(reply.text("detail"), "Account is inactive", "{name}");
    }
}

#[tokio::test]
async fn returns_permissions_for_any_identifier() {
    let world = World::new(PLATFORM).await;
    world.employs("EMP001", "support_staff").await;
    world.execute("UPDATE users SET mobile = '+919999999999'", &[]).await;
    for identifier in ["EMP001@example.com", "+919999999999", "919999999999", "EMP001", "emp001"] {
        let reply = logs_in(&world, identifier, PASSWORD).await.is(200);
        assert_eq!((&reply["user"]["employee_id"], &reply["user"]["role"]["level"]), (&json!("EMP001"), &json!(50)));
        let mut permissions: Vec<&str> =
            reply["permissions"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        permissions.sort_unstable();
        assert_eq!(
            permissions,
            ["bookings.view", "complaints.assign", "complaints.view", "providers.view", "users.view"]
        );
        assert_eq!(reply["tokens"]["token_type"], "bearer");
    }
    logs_in(&world, "EMP001", PASSWORD).await.is(200).matches_snapshot("post_v1_ops_auth_login");
}
