//! `POST /api/v1/ops/auth/register`

use crate::api::v1::ops::users::{member, role_id};
use crate::product::PLATFORM;
use serde_json::json;
use world::World;

const PATH: &str = "/api/v1/ops/auth/register";

#[tokio::test]
async fn requires_permission_and_equal_level() {
    let world = World::new(PLATFORM).await;
    let (manager, admin) = (world.staff("manager", "manager").await, world.staff("admin", "admin").await);
    let lead = member("EMP010", "+256772000010", role_id(&world, "ops_lead").await);
    let refused = manager.post(PATH, lead.clone()).await.is_problem(403, "forbidden");
    assert_eq!(refused.text("detail"), "Insufficient permissions. Required: staff.create");
    let above = member("EMP011", "+256772000011", role_id(&world, "super_admin").await);
    let refused = admin.post(PATH, above).await.is_problem(403, "forbidden");
    assert_eq!(refused.text("detail"), "you cannot grant a role above your own");
    admin.post(PATH, lead).await.is(201);
}

#[tokio::test]
async fn invalid_or_taken_fields_are_named() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let role = role_id(&world, "ops_staff").await;
    admin.post(PATH, member("EMP010", "+256772000010", role)).await.is(201);
    for (change, detail) in [
        (json!({ "email": "emp010@example.com" }), "Email already registered"),
        (json!({ "mobile": "0772000010" }), "Mobile number already registered"),
        (json!({ "employee_id": "emp010" }), "Employee ID already exists"),
        (json!({ "role_id": 999_999 }), "Invalid role"),
    ] {
        let mut input = member("EMP011", "+256772000011", role);
        for (field, value) in change.as_object().unwrap() {
            input[field] = value.clone();
        }
        assert_eq!(admin.post(PATH, input).await.is_problem(400, "bad_request").text("detail"), detail);
    }
    for (field, value) in
        [("employee_id", "x"), ("employee_id", "12345"), ("password", "Password1!"), ("first_name", "")]
    {
        let mut input = member("EMP012", "+256772000012", role);
        input[field] = value.into();
        assert_eq!(admin.post(PATH, input).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
    // an inactive role cannot be assigned
    world.execute("UPDATE staff_roles SET is_active = false WHERE name = 'ops_staff'", &[]).await;
    admin.post(PATH, member("EMP013", "+256772000013", role)).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn returns_member_without_tokens() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let made = admin
        .post(PATH, member("EMP010", "+256772000010", role_id(&world, "ops_lead").await))
        .await
        .is(201)
        .matches_snapshot("post_v1_ops_auth_register");
    assert_eq!((&made["employee_id"], &made["is_verified"]), (&json!("EMP010"), &json!(false)));
    assert!(made.body.get("tokens").is_none() && !made.headers.contains_key("set-cookie"));
}
