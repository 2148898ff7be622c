//! Paths through the accounts of users, customers and staff.

use super::{Place, number_in, path::check};
use axum::body::Body;
use http::{HeaderMap, Method};
use serde_json::{Value, json};
use world::{Person, Reply};

/// A text that no answer contains, for checks of answers that may contain the word itself.
const NOTHING: &str = "nothing like this is anywhere";

/// A password that satisfies every policy.
pub(super) fn password(word: &str) -> String {
    format!("Zebu7!rhubarb-{word}-Lantern?quokka")
}

/// A unique mobile number.
fn mobile(place: &Place, word: &str) -> String {
    let number = format!("+25670{:07}", number_in(word).unwrap_or_default());
    place.entrusted.note(&number);
    number
}

/// Records the tokens, keys and cookies of an answer as secrets.
fn note(place: &Place, reply: &Reply) {
    let tokens = [&reply["access_token"], &reply["csrf_token"], &reply["key"]];
    let pair = ["access_token", "refresh_token"].map(|name| &reply["tokens"][name]);
    tokens.into_iter().chain(pair).filter_map(Value::as_str).for_each(|token| place.entrusted.note(token));
    cookies(&reply.headers).for_each(|(_, value)| place.entrusted.note(value));
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.filter_map(|line| line.split(';').next()?.split_once('='));
    pairs.filter(|(_, value)| !value.is_empty())
}

/// An account that an administrator creates, its password and its keys.
pub(super) async fn account(place: &Place, word: &str) -> Result<(), String> {
    let (email, secret) = (format!("{word}@example.com"), password(word));
    let input = json!({ "email": email, "name": format!("Mx {word}"), "password": secret });
    check(&place.admin.post("/api/auth/register", input.clone()).await, 201, &secret)?;
    check(&place.admin.post("/api/auth/register", input).await, 400, &secret)?;
    let weak = json!({ "email": email, "name": word, "password": word.get(..5) });
    check(&place.admin.post("/api/auth/register", weak).await, 400, NOTHING)?;
    let entered = place.world.stranger().logs_in_as(&email, &secret).await;
    check(&entered, 200, &secret)?;
    note(place, &entered);
    let person = place.world.stranger().with_token(entered.text("access_token"));
    let key = json!({ "name": format!("key of {word}"), "scopes": ["read"], "expires_in_days": 1, "password": secret });
    let made = person.post("/api/auth/api-keys", key).await;
    check(&made, 201, &secret)?;
    note(place, &made);
    check(&person.with_token(made.text("key")).get("/api/documents").await, 200, made.text("key"))?;
    check(&person.with_token(format!("{}x", made.text("key"))).get("/api/documents").await, 401, made.text("key"))?;
    let new = format!("{secret}{secret}");
    let wrong = json!({ "current_password": new, "new_password": new });
    check(&person.put("/api/auth/password", wrong).await, 400, word)?;
    let right = json!({ "current_password": secret, "new_password": new });
    check(&person.put("/api/auth/password", right).await, 200, word)
}

/// A customer's account from registration to deletion.
pub(super) async fn customer(place: &Place, word: &str) -> Result<(), String> {
    let (secret, number, stranger) = (password(word), mobile(place, word), place.world.stranger());
    let input = json!({
        "email": format!("{word}@example.com"), "mobile": number, "password": secret, "first_name": word,
        "last_name": word, "username": word
    });
    let unknown = json!({ "referral_code": word.get(..20), "first_name": word, "mobile": number, "password": secret });
    check(&stranger.post("/api/v1/auth/register", unknown).await, 422, &secret)?;
    let made = stranger.post("/api/v1/auth/register", input.clone()).await;
    check(&made, 201, &secret)?;
    note(place, &made);
    check(&stranger.post("/api/v1/auth/register", input).await, 400, &secret)?;
    for (identifier, password, status) in
        [(word, secret.as_str(), 200), (number.as_str(), word, 401), (word, word, 401)]
    {
        let reply =
            stranger.post("/api/v1/auth/login", json!({ "identifier": identifier, "password": password })).await;
        check(&reply, status, &secret)?;
        note(place, &reply);
    }
    let refreshed =
        stranger.post("/api/v1/auth/refresh", json!({ "refresh_token": made["tokens"]["refresh_token"] })).await;
    check(&refreshed, 200, &secret)?;
    note(place, &refreshed);
    check(&stranger.post("/api/v1/auth/refresh", json!({ "refresh_token": word })).await, 401, word)?;
    let token = refreshed["tokens"]["access_token"].as_str().unwrap_or_default();
    let person = stranger.with_token(token);
    check(
        &person.put("/api/v1/users/me", json!({ "first_name": word.repeat(2), "last_name": word })).await,
        200,
        &secret,
    )?;
    check(&person.put("/api/v1/users/me", json!({ "first_name": word.repeat(20) })).await, 422, &secret)?;
    let change = json!({ "current_password": secret, "new_password": format!("{secret}{secret}") });
    check(&person.patch("/api/v1/users/me/password", change).await, 200, word)?;
    check(&person.post("/api/v1/auth/validate", json!({})).await, 200, &secret)?;
    check(&place.carol.with_token(word).post("/api/v1/auth/validate", json!({})).await, 401, word)?;
    check(&person.delete("/api/v1/users/me").await, 200, word)
}

/// A member of staff and a role.
pub(super) async fn staff(place: &Place, word: &str) -> Result<(), String> {
    const LIST: &str = "/api/v1/ops/users";
    let (secret, number, owner) = (password(word), mobile(place, word), &place.owner);
    let role = json!({ "name": word, "display_name": word, "description": word, "level": 10 });
    let role = owner.post("/api/v1/ops/roles", role).await;
    check(&role, 201, &secret)?;
    let employee = word.get(word.len() - 15..).unwrap_or(word);
    // the prefix is cut off, so this must be recorded as a separate secret
    let employee = format!("e{employee}");
    place.entrusted.note(&employee);
    let input = json!({
        "email": format!("{word}@example.com"), "mobile": number, "password": secret, "first_name": word, "last_name": word,
        "employee_id": employee, "department": word, "role_id": role["id"]
    });
    let made = owner.post(LIST, input.clone()).await;
    check(&made, 201, &secret)?;
    check(&owner.post("/api/v1/ops/auth/register", input).await, 400, &secret)?;
    let path = format!("{LIST}/{}", made["id"]);
    check(&login(place, &employee, &secret).await, 401, &secret)?;
    check(&owner.post(&format!("{path}/approve"), json!({})).await, 200, &secret)?;
    let entered = login(place, &employee, &secret).await;
    check(&entered, 200, &secret)?;
    note(place, &entered);
    check(&login(place, &employee, word).await, 401, word)?;
    check(&login(place, word, word).await, 401, word)?;
    check(&owner.get(&format!("{LIST}?department={word}")).await, 200, &secret)?;
    check(&owner.get(&format!("{LIST}?limit={word}")).await, 422, NOTHING)?;
    let change = json!({ "email": format!("new-{word}@example.com"), "department": format!("new {word}") });
    check(&owner.put(&path, change).await, 200, &secret)?;
    check(&owner.put(&path, json!({ "email": word })).await, 422, &secret)?;
    check(&owner.delete(&path).await, 200, &secret)
}

async fn login(place: &Place, identifier: &str, password: &str) -> Reply {
    let input = json!({ "identifier": identifier, "password": password });
    place.world.stranger().post("/api/v1/ops/auth/login", input).await
}

/// Idempotency keys, CSRF tokens and other headers.
pub(super) async fn headers(place: &Place, word: &str) -> Result<(), String> {
    let token = place.world.stranger().get("/api/v1/auth/csrf-token").await;
    check(&token, 200, word)?;
    note(place, &token);
    for (name, value, status) in [
        ("idempotency-key", word, 201),
        ("x-csrf-token", word, 403),
        ("x-csrf-token", token.text("csrf_token"), 403),
        ("origin", &format!("https://{word}.example"), 403),
        ("user-agent", word, 201),
        ("referer", &format!("https://example.com/{word}"), 201),
        ("cookie", &format!("refresh_token={word}; device={word}; csrf_token={word}"), 201),
    ] {
        check(&creates(&place.alice, name, value).await, status, word)?;
    }
    check(&creates(&place.alice, "idempotency-key", &word.repeat(30)).await, 400, word)?;
    for path in ["/api/auth/refresh", "/api/v1/auth/refresh", "/api/v1/ops/auth/refresh"] {
        let request =
            place.world.stranger().request(&Method::POST, path).header("cookie", format!("refresh_token={word}"));
        let request = request.header("content-type", "application/json").body(Body::from("{}")).unwrap();
        check(&place.world.send(request).await, 401, word)?;
    }
    Ok(())
}

async fn creates(person: &Person, name: &str, value: &str) -> Reply {
    let request = person.request(&Method::POST, "/api/documents").header(name, value);
    let input = json!({ "name": "plan.pdf", "size": 1 }).to_string();
    let request = request.header("host", "copilot.example").header("content-type", "application/json");
    person.world.send(request.body(Body::from(input)).unwrap()).await
}
