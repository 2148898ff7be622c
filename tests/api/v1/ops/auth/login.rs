//! `POST /api/v1/ops/auth/login`

use serde_json::{Value, json};
use tests::world::{Reply, World};

const PASSWORD: &str = "correct horse battery staple";

async fn logs_in(world: &World, identifier: &str, password: &str) -> Reply {
    world.stranger().post("/api/v1/ops/auth/login", json!({ "identifier": identifier, "password": password })).await
}

#[tokio::test]
async fn whoever_is_no_member_of_staff_or_wrong_is_told_the_same() {
    let world = World::new().await;
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
async fn who_is_not_approved_or_out_of_service_cannot_log_in() {
    let world = World::new().await;
    for (name, change) in [("EMP001", "verified_at = NULL"), ("EMP002", "is_active = false")] {
        world.employs(name, "manager").await;
        world.execute(&format!("UPDATE staff_profiles SET {change} WHERE employee_id = '{name}'"), &[]).await;
        let reply = logs_in(&world, name, PASSWORD).await.is_problem(401, "unauthorized");
        assert_eq!(reply.text("detail"), "Account is inactive", "{name}");
    }
}

#[tokio::test]
async fn one_account_has_three_names_and_is_told_its_rights() {
    let world = World::new().await;
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
}
