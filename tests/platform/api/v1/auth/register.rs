//! `POST /api/v1/auth/register`

use super::{PASSWORD, registration};
use crate::product::PLATFORM;
use serde_json::json;
use world::{Reply, World};

async fn registers(world: &World, input: serde_json::Value) -> Reply {
    world.stranger().post("/api/v1/auth/register", input).await
}

#[tokio::test]
async fn invalid_fields_are_named() {
    let world = World::new(PLATFORM).await;
    for (field, value) in [
        ("email", json!("no address")),
        ("mobile", json!("12345")),
        ("mobile", json!("not a number")),
        ("password", json!("Short1!")),
        ("password", json!("no-upper-case-1!")),
        ("password", json!("Password1!")),
        ("first_name", json!("")),
        ("username", json!("a")),
        ("username", json!("@alice")),
    ] {
        let mut input = registration("alice", "+256772123456");
        input[field] = value.clone();
        let reply = registers(&world, input).await;
        assert_eq!(reply.is_problem(422, "unprocessable").wrong_fields(), [field], "{value}");
    }
    let mut input = registration("bob", "+256772123457");
    input["referral_code"] = "NOBODYS".into();
    let reply = registers(&world, input).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["referral_code"]);
    world.stranger().logs_in_as("bob@example.com", PASSWORD).await.is(401);
}

#[tokio::test]
async fn taken_address_or_number_is_refused() {
    let world = World::new(PLATFORM).await;
    registers(&world, registration("alice", "+256772123456")).await.is(201);
    let reply = registers(&world, registration("ALICE", "+256772123999")).await.is_problem(400, "bad_request");
    assert_eq!((reply.text("detail"), reply.wrong_fields()), ("Email already registered", vec!["email"]));
    let reply = registers(&world, registration("bob", "0772123456")).await.is_problem(400, "bad_request");
    assert_eq!(reply.text("detail"), "Mobile number already registered");
}

#[tokio::test]
async fn new_customer_is_logged_in() {
    let world = World::new(PLATFORM).await;
    let mut input = registration("alice", "0772 123456");
    input["username"] = "Alice.L".into();
    let reply = registers(&world, input).await.is(201).matches_snapshot("post_v1_auth_register");
    let user = &reply["user"];
    assert_eq!((&user["email"], &user["mobile"]), (&json!("alice@example.com"), &json!("+256772123456")));
    assert_eq!((&user["wallet_balance"], &user["email_verified"]), (&json!(0.0), &json!(false)));
    assert_eq!((&reply["tokens"]["token_type"], &reply["tokens"]["expires_in"]), (&json!("bearer"), &json!(900)));
    let alice = world.stranger().with_token(reply["tokens"]["access_token"].as_str().unwrap());
    assert_eq!(alice.get("/api/v1/users/me").await.is(200).body, *user);
    alice.get("/api/v1/ops/auth/me").await.is_problem(403, "forbidden");
    // a registration with her referral code counts as referred by her
    let mut input = registration("bob", "+256772123457");
    input["referral_code"] = user["referral_code"].as_str().unwrap().to_lowercase().into();
    registers(&world, input).await.is(201);
    let referred =
        "SELECT count(*) FROM customer_profiles AS one JOIN customer_profiles AS other ON other.id = one.referred_by";
    let connection = world.database().connection().await.unwrap();
    assert_eq!(connection.query_one(referred, &[]).await.unwrap().get::<_, i64>(0), 1);
}

#[tokio::test]
async fn concurrent_registrations_create_one_account() {
    let world = World::new(PLATFORM).await;
    let (one, other) = tokio::join!(
        registers(&world, registration("alice", "+256772123456")),
        registers(&world, registration("alice", "+256772123457")),
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400]);
}
