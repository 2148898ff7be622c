//! Every change writes a record to the audit log.

use crate::routes::described;
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::{AuditAction, UserRole};
use sisuiq_sources::server::{Reply as SourceReply, SourceServer};
use sisuiq_testing::pdf::PdfBuilder;
use std::collections::BTreeSet;
use totp_rs::{Algorithm, Builder, Secret};
use uuid::Uuid;
use world::{Browser, Person, Reply, World};

const PASSWORD: &str = "Tangerine-Kestrel-42!";
const ANOTHER: &str = "Marabou-Stork-17-walks!";

/// Routes without an audit record for success, each with the reason.
const NOT_AUDITED: &[(&str, &str)] = &[
    ("POST /api/v1/sources/{id}/webhook", "no account sends it, and the run is its own record"),
    // audited if a refresh token is reused
    ("POST /api/auth/refresh", "it goes on with a session"),
    ("POST /api/v1/auth/refresh", "it goes on with a session"),
    ("POST /api/v1/ops/auth/refresh", "it goes on with a session"),
    ("POST /api/auth/totp", "nothing counts before it is confirmed; told when the password is wrong"),
    ("POST /api/v1/auth/validate", "it reads"),
    ("POST /api/auth/invitations", "it reads"),
    ("POST /api/v1/auth/password/forgot", "nobody has shown who they are; told when the password is reset"),
    ("POST /api/v1/auth/verify-email/send", "it sends a message"),
    ("POST /api/v1/auth/verify-mobile/send", "it sends a message"),
    ("POST /api/v1/users/me/avatar", "only the caller's own picture changes"),
    ("PUT /api/v1/users/me/avatar", "only the caller's own picture changes"),
    ("DELETE /api/v1/users/me/avatar", "only the caller's own picture changes"),
    ("POST /api/chat", "the conversation is its own record"),
    ("POST /api/chat/stream", "the conversation is its own record"),
    ("POST /api/chat/answers/{id}/regenerate", "the conversation is its own record"),
    ("POST /api/chat/answers/{id}/regenerate/stream", "the conversation is its own record"),
    ("POST /api/chat/answers/{id}/stop", "the conversation is its own record"),
    ("POST /api/chat/message", "the conversation is its own record"),
    ("POST /api/chat/message/stream", "the conversation is its own record"),
    ("POST /api/datasets/shared/{token}/message", "it stores nothing, and whoever holds the link is not known"),
    ("PUT /api/chat/answers/{id}/feedback", "the conversation is its own record"),
    ("DELETE /api/chat/answers/{id}/feedback", "the conversation is its own record"),
    ("POST /api/v1/chat", "the conversation is its own record"),
    ("POST /api/predict/eclo", "the prediction is its own record"),
    ("POST /api/predict/eclo/what-if", "it reads"),
    ("POST /api/predict/eclo/grid", "it reads"),
    ("POST /api/tools/{name}", "it reads"),
    ("POST /api/analysis/proximity", "it reads"),
    ("POST /api/predict/eclo/batch", "the batch is its own record"),
    ("PATCH /api/v1/sessions/{id}", "only the title of a conversation changes"),
    ("POST /api/v1/knowledge/folders", "only the order of the caller's conversations changes"),
    ("DELETE /api/v1/knowledge/folders/{id}", "only the order of the caller's conversations changes"),
    ("POST /api/v1/knowledge/chats", "the conversation is its own record"),
    ("PUT /api/v1/knowledge/chats/{id}", "only title, folder and dataset of a conversation change"),
    ("POST /api/v1/knowledge/chats/{id}/move", "only the order of the caller's conversations changes"),
    ("POST /api/v1/knowledge/chats/{id}/messages", "the conversation is its own record"),
    ("POST /api/v1/knowledge/chats/{id}/messages/stream", "the conversation is its own record"),
    ("POST /api/v1/knowledge/feedback", "the conversation is its own record"),
];

/// The audited routes and actions so far.
struct Walk {
    world: World,
    routes: BTreeSet<String>,
    actions: BTreeSet<String>,
}

impl Walk {
    /// The audit records of the request with this reply.
    async fn records(&self, reply: &Reply) -> Vec<String> {
        let records = "SELECT action || ' ' || outcome FROM (TABLE pending_audit_records) AS pending WHERE trace_id = $1 \
            UNION ALL SELECT action || ' ' || outcome FROM audit_records WHERE trace_id = $1 ORDER BY 1";
        let connection = self.world.database().connection().await.unwrap();
        let rows = connection.query(records, &[&reply.header("x-trace-id")]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Checks that a request succeeded and has exactly these audit records.
    #[track_caller]
    fn step(&mut self, route: &str, reply: Reply, expected: &[AuditAction]) -> impl Future<Output = Reply> {
        let at = std::panic::Location::caller();
        async move {
            assert!(reply.status.is_success(), "{at}: {route}: {} {}", reply.status, reply.body);
            let mut expected: Vec<String> = expected.iter().map(|action| format!("{action} done")).collect();
            expected.sort();
            assert_eq!(self.records(&reply).await, expected, "{at}: {route}");
            self.routes.insert(route.to_owned());
            self.actions.extend(expected);
            reply
        }
    }

    /// Checks that a request was refused and has exactly this audit record.
    #[track_caller]
    fn refused(&mut self, reply: Reply, expected: AuditAction) -> impl Future<Output = ()> {
        let at = std::panic::Location::caller();
        async move {
            assert!(reply.status.is_client_error(), "{at}: {} {}", reply.status, reply.body);
            assert_eq!(self.records(&reply).await, [format!("{expected} refused")], "{at}: {}", reply.body);
        }
    }
}

fn shown(world: &World, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret).with_account_name("x");
    totp.build().unwrap().generate(u64::try_from(world.clock().now().as_second()).unwrap()).to_string()
}

fn credentials(name: &str, password: &str) -> Value {
    json!({ "identifier": format!("{name}@example.com"), "password": password })
}

fn person(world: &World, reply: &Reply) -> Person {
    world.stranger().with_token(reply["tokens"]["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn changes_are_audited_once() {
    let world = World::with(COPILOT, &[("INGEST_WAIT_MILLISECONDS", "1")]).await;
    let mut walk = Walk { world: world.clone(), routes: BTreeSet::new(), actions: BTreeSet::new() };
    of_the_copilot(&mut walk).await;
    of_documents(&mut walk).await;
    of_factors(&mut walk).await;
    of_customers(&mut walk).await;
    of_staff(&mut walk).await;
    of_people(&mut walk).await;
    let changing = described().into_iter().filter(|route| route.method != "GET");
    let changing: BTreeSet<String> = changing.map(|route| format!("{} {}", route.method, route.path)).collect();
    let not_audited = NOT_AUDITED.iter().map(|(route, _)| (*route).to_owned());
    assert_eq!(walk.routes.iter().cloned().chain(not_audited).collect::<BTreeSet<_>>(), changing);
    // a refresh is recorded if it is refused; nobody asks for the screening of earlier subjects
    let apart = [AuditAction::RefreshSession, AuditAction::RescreenSubjects];
    let all = AuditAction::ALL.iter().filter(|action| !apart.contains(action));
    assert_eq!(walk.actions, all.map(|action| format!("{action} done")).collect());
}

async fn of_own_name(walk: &mut Walk, person: &Person) {
    let renamed = person.patch("/api/auth/me", json!({ "name": "Alice Lwanga" })).await;
    walk.step("PATCH /api/auth/me", renamed, &[AuditAction::UpdateAccount]).await;
    let same = person.patch("/api/auth/me", json!({ "name": "Alice Lwanga" })).await.is(200);
    assert!(walk.records(&same).await.is_empty(), "nothing changed");
}

async fn of_the_copilot(walk: &mut Walk) {
    let world = walk.world.clone();
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let login = world.stranger().logs_in_as(&alice.email(), alice.password()).await;
    walk.step("POST /api/auth/login", login, &[AuditAction::LogIn]).await;
    walk.refused(world.stranger().logs_in_as(&alice.email(), "wrong").await, AuditAction::LogIn).await;
    let new = json!({ "email": "new@example.com", "name": "New", "password": PASSWORD });
    let made = admin.post("/api/auth/register", new.clone()).await;
    walk.step("POST /api/auth/register", made, &[AuditAction::CreateAccount]).await;
    let taken = admin.post("/api/auth/register", new).await.is(400);
    assert!(walk.records(&taken).await.is_empty());
    let key = json!({ "name": "key", "scopes": ["read"], "expires_in_days": 1, "password": alice.password() });
    let key = alice.post("/api/auth/api-keys", key).await;
    let key = walk.step("POST /api/auth/api-keys", key, &[AuditAction::CreateApiKey]).await;
    let path = format!("/api/auth/api-keys/{}", key.text("id"));
    walk.step("DELETE /api/auth/api-keys/{id}", alice.delete(&path).await, &[AuditAction::EndApiKey]).await;
    let again = alice.delete(&path).await.is(404);
    assert!(walk.records(&again).await.is_empty());
    let sessions = alice.get("/api/auth/sessions").await.is(200);
    let path = format!("/api/auth/sessions/{}", sessions["data"][0]["id"].as_str().unwrap());
    walk.step("DELETE /api/auth/sessions/{id}", alice.delete(&path).await, &[AuditAction::EndSession]).await;
    let none = alice.delete("/api/auth/sessions").await.is(204);
    assert!(walk.records(&none).await.is_empty(), "there was no other");
    world.logs_in("alice").await;
    let ended = alice.delete("/api/auth/sessions").await;
    walk.step("DELETE /api/auth/sessions", ended, &[AuditAction::EndOtherSessions]).await;
    of_own_name(walk, &alice).await;
    let change = |current: &str| json!({ "current_password": current, "new_password": PASSWORD });
    walk.refused(alice.put("/api/auth/password", change("wrong")).await, AuditAction::ChangePassword).await;
    let changed = alice.put("/api/auth/password", change(alice.password())).await;
    walk.step("PUT /api/auth/password", changed, &[AuditAction::ChangePassword]).await;
    let document = alice.creates(json!({ "name": "plan.pdf", "size": 7 })).await;
    let table = alice.post("/api/ingest/data/uploads", json!({ "name": "outages.csv", "size": 7 })).await;
    let table = walk.step("POST /api/ingest/data/uploads", table, &[AuditAction::CreateSnapshot]).await;
    let path = format!("/api/ingest/data/{}", table.text("id"));
    walk.step("DELETE /api/ingest/data/{id}", alice.delete(&path).await, &[AuditAction::DeleteSnapshot]).await;
    let sent = admin.sends_table("outages.csv", b"date,cause\n2024-01-05,x\n", &[]).await;
    walk.step("POST /api/ingest/data", sent, &[AuditAction::CreateSnapshot]).await;
    of_datasets(walk, &alice).await;
    let document = walk.step("POST /api/documents", document, &[AuditAction::CreateDocument]).await;
    let path = format!("/api/documents/{}", document.text("id"));
    walk.step("DELETE /api/documents/{id}", alice.delete(&path).await, &[AuditAction::DeleteDocument]).await;
    let session = alice.asks("What is nowhere?").await.is(200).text("session_id").to_owned();
    let deleted = alice.delete(&format!("/api/v1/sessions/{session}")).await;
    walk.step("DELETE /api/v1/sessions/{id}", deleted, &[AuditAction::DeleteConversation]).await;
    let logout = alice.post("/api/auth/logout", json!({})).await;
    walk.step("POST /api/auth/logout", logout, &[AuditAction::LogOut]).await;
    // only with the refresh token, without an access token
    let mut browser = world.browser();
    browser.logs_in("admin").await.is(200);
    let thief: Browser = browser.clone();
    browser.refreshes().await.is(200);
    browser.asks_who_it_is().await.is(200);
    let mut thief = thief;
    walk.refused(thief.refreshes().await, AuditAction::RefreshSession).await;
    browser.logs_in("admin").await.is(200);
    browser.cookies.retain(|name, _| name.contains("refresh"));
    let logout = browser.send(&http::Method::POST, "/api/auth/logout", None).await;
    walk.step("POST /api/auth/logout", logout, &[AuditAction::LogOut]).await;
}

async fn of_datasets(walk: &mut Walk, alice: &Person) {
    let form = alice.post("/api/datasets/uploads", json!({ "file_name": "accidents.csv", "size": 7 })).await;
    let form = walk.step("POST /api/datasets/uploads", form, &[AuditAction::CreateSnapshot]).await;
    let path = format!("/api/datasets/{}", form.text("id"));
    let changed = alice.patch(&path, json!({ "description": "invented" })).await;
    walk.step("PATCH /api/datasets/{id}", changed, &[AuditAction::UpdateSnapshot]).await;
    let share = format!("{path}/share");
    let shared = alice.post(&share, json!({})).await;
    walk.step("POST /api/datasets/{id}/share", shared, &[AuditAction::ShareSnapshot]).await;
    walk.step("DELETE /api/datasets/{id}/share", alice.delete(&share).await, &[AuditAction::UnshareSnapshot]).await;
    walk.step("DELETE /api/datasets/{id}", alice.delete(&path).await, &[AuditAction::DeleteSnapshot]).await;
    let again = alice.patch(&path, json!({ "description": "invented" })).await.is(404);
    assert!(walk.records(&again).await.is_empty());
    let sent = alice.sends_file("/api/datasets/upload", ("a.csv", b"a,b\n1,2\n"), &[], None).await;
    walk.step("POST /api/datasets/upload", sent, &[AuditAction::CreateSnapshot]).await;
}

async fn of_documents(walk: &mut Walk) {
    let world = walk.world.clone();
    let (admin, grace) = (world.logs_in("admin").await, world.user("grace").await);
    let file = PdfBuilder::of_texts(&["Substations have fences."]).build();
    let document = grace.uploads("plan.pdf", &file).await;
    let path = document.path();
    let version = grace.post(&format!("{path}/versions"), json!({ "size": 7 })).await;
    walk.step("POST /api/documents/{id}/versions", version, &[AuditAction::AddDocumentVersion]).await;
    let reindexed = grace.post(&format!("{path}/reindex"), json!({})).await;
    walk.step("POST /api/documents/{id}/reindex", reindexed, &[AuditAction::ReindexDocument]).await;
    let public = admin.uploads("licence.pdf", &PdfBuilder::of_texts(&["Fences are two metres high."]).build()).await;
    let path_of_admins = format!("/api/admin/documents/{}", public.id);
    let reindexed = admin.post(&format!("{path_of_admins}/reindex"), json!({})).await;
    walk.step("POST /api/admin/documents/{id}/reindex", reindexed, &[AuditAction::ReindexDocument]).await;
    let given_up =
        "UPDATE document_versions SET status = 'failed', error_code = 'kept_failing' WHERE document_id::text = $1";
    world.execute(given_up, &[&public.id]).await;
    let retried = admin.post(&format!("/api/admin/jobs/{}/retry", public.id), json!({})).await;
    walk.step("POST /api/admin/jobs/{id}/retry", retried, &[AuditAction::RetryJob]).await;
    let dead_letters = world.gives_up_after(5).await;
    world.sqs().send_message().queue_url(&dead_letters).message_body("{}").send().await.unwrap();
    let redriven = admin.post("/api/admin/dead-letters/redrive", json!({})).await;
    walk.step("POST /api/admin/dead-letters/redrive", redriven, &[AuditAction::RedriveDeadLetters]).await;
    let deleted = admin.delete(&path_of_admins).await;
    walk.step("DELETE /api/admin/documents/{id}", deleted, &[AuditAction::DeleteDocument]).await;
    let session = grace.asks("Have substations fences?").await.is(200).text("session_id").to_owned();
    let read = admin.get(&format!("/api/admin/sessions/{session}/messages")).await.is(200);
    assert_eq!(walk.records(&read).await, ["read_conversation done"], "it changes nothing, and is told");
    walk.actions.insert("read_conversation done".to_owned());
    let case = json!({
        "id": "a", "mode": "actions", "category": "", "query": "", "answer": "", "passed": true, "score": 1, "abstained": false,
        "citations": 0, "latency_ms": 1
    });
    let run = json!({
        "dataset_name": "demo", "dataset_version": "1", "started_at": "2026-11-22T09:00:00Z",
        "finished_at": "2026-11-22T09:01:00Z", "figures": [], "results": [case]
    });
    let kept = admin.post("/api/admin/evaluations", run).await;
    walk.step("POST /api/admin/evaluations", kept, &[AuditAction::AddEvaluation]).await;
    of_shares(walk, &grace, &admin, &path).await;
    for route in ["/api/ingest/docs", "/api/ingest/docs/async"] {
        let file = PdfBuilder::of_texts(&[&format!("Sent to {route}.")]).build();
        let taken = admin.sends_file(route, ("plan.pdf", &file), &[], None).await;
        walk.step(&format!("POST {route}"), taken, &[AuditAction::CreateDocument]).await;
        let known = admin.sends_file(route, ("plan.pdf", &file), &[], None).await;
        assert!(walk.records(&known).await.is_empty(), "it was there");
    }
}

/// Shares of a document of Grace's.
async fn of_shares(walk: &mut Walk, grace: &Person, admin: &Person, path: &str) {
    let reader = admin.get("/api/auth/me").await.is(200).text("id").to_owned();
    let group = admin.post("/api/admin/groups", json!({ "name": "Readers" })).await.is(201).text("id").to_owned();
    for (share, route) in [
        (format!("{path}/shares/users/{reader}"), "/api/documents/{id}/shares/users/{user_id}"),
        (format!("{path}/shares/roles/analyst"), "/api/documents/{id}/shares/roles/{role}"),
        (format!("{path}/shares/groups/{group}"), "/api/documents/{id}/shares/groups/{group_id}"),
    ] {
        let shared = grace.put(&share, json!({})).await;
        walk.step(&format!("PUT {route}"), shared, &[AuditAction::ShareDocument]).await;
        let again = grace.put(&share, json!({})).await.is(204);
        assert!(walk.records(&again).await.is_empty(), "it was shared");
        walk.step(&format!("DELETE {route}"), grace.delete(&share).await, &[AuditAction::UnshareDocument]).await;
        let again = grace.delete(&share).await.is(404);
        assert!(walk.records(&again).await.is_empty(), "it was shared no longer");
    }
    let (emails, input) = (format!("{path}/shares/emails"), json!({ "email": "zoe@example.com" }));
    let shared = grace.post(&emails, input.clone()).await;
    let shared = walk.step("POST /api/documents/{id}/shares/emails", shared, &[AuditAction::ShareDocument]).await;
    assert!(walk.records(&grace.post(&emails, input).await.is(200)).await.is_empty(), "it was shared");
    let ended = grace.delete(&format!("{emails}/{}", shared.text("id"))).await;
    walk.step("DELETE /api/documents/{id}/shares/emails/{share_id}", ended, &[AuditAction::UnshareDocument]).await;
}

async fn of_factors(walk: &mut Walk) {
    let world = walk.world.clone();
    let bob = world.user("bob").await;
    walk.refused(bob.post("/api/auth/totp", json!({ "password": "x" })).await, AuditAction::AddSecondFactor).await;
    let secret = bob.post("/api/auth/totp", json!({ "password": bob.password() })).await.is(201);
    let secret = secret.text("secret").to_owned();
    let wrong = bob.post("/api/auth/totp/confirm", json!({ "code": "none" })).await;
    walk.refused(wrong, AuditAction::AddSecondFactor).await;
    let confirmed = bob.post("/api/auth/totp/confirm", json!({ "code": shown(&world, &secret) })).await;
    walk.step("POST /api/auth/totp/confirm", confirmed, &[AuditAction::AddSecondFactor]).await;
    walk.refused(world.stranger().logs_in_as(&bob.email(), bob.password()).await, AuditAction::LogIn).await;
    let login = json!({ "email": bob.email(), "password": bob.password(), "code": "000" });
    walk.refused(world.stranger().post("/api/auth/login", login).await, AuditAction::LogIn).await;
    world.wait(SignedDuration::from_secs(60));
    let removal = |code: &str| json!({ "password": bob.password(), "code": code });
    walk.refused(bob.post("/api/auth/totp/remove", removal("000")).await, AuditAction::RemoveSecondFactor).await;
    let removed = bob.post("/api/auth/totp/remove", removal(&shown(&world, &secret))).await;
    walk.step("POST /api/auth/totp/remove", removed, &[AuditAction::RemoveSecondFactor]).await;
}

async fn of_customers(walk: &mut Walk) {
    let world = walk.world.clone();
    let mobile = format!("+256{:09}", Uuid::new_v4().as_u128() % 1_000_000_000);
    let new = json!({ "email": "carol@example.com", "mobile": mobile, "password": PASSWORD, "first_name": "Carol" });
    let made = world.stranger().post("/api/v1/auth/register", new).await;
    let both = [AuditAction::CreateAccount, AuditAction::LogIn];
    let carol = person(&world, &walk.step("POST /api/v1/auth/register", made, &both).await);
    world.sends_messages().await;
    let token = json!({ "token": world.mail_to("carol@example.com").await.pop().unwrap().token() });
    let verified = world.stranger().post("/api/v1/auth/verify-email", token).await;
    walk.step("POST /api/v1/auth/verify-email", verified, &[AuditAction::VerifyEmail]).await;
    let code = world.text_messages_to(&mobile).await.pop().unwrap();
    let wrong = format!("{:06}", (code[..6].parse::<u32>().unwrap() + 1) % 1_000_000);
    let verify = async |code: &str| carol.post("/api/v1/auth/verify-mobile", json!({ "code": code })).await;
    walk.refused(verify(&wrong).await, AuditAction::VerifyMobile).await;
    walk.step("POST /api/v1/auth/verify-mobile", verify(&code[..6]).await, &[AuditAction::VerifyMobile]).await;
    let login = world.stranger().post("/api/v1/auth/login", credentials("carol", PASSWORD)).await;
    walk.step("POST /api/v1/auth/login", login, &[AuditAction::LogIn]).await;
    let no_staff = world.stranger().post("/api/v1/ops/auth/login", credentials("carol", PASSWORD)).await;
    walk.refused(no_staff, AuditAction::LogIn).await;
    let updated = carol.put("/api/v1/users/me", json!({ "first_name": "Caroline" })).await;
    walk.step("PUT /api/v1/users/me", updated, &[AuditAction::UpdateAccount]).await;
    let same = carol.put("/api/v1/users/me", json!({ "first_name": "Caroline" })).await.is(200);
    assert!(walk.records(&same).await.is_empty(), "nothing changed");
    let change = json!({ "current_password": PASSWORD, "new_password": ANOTHER });
    let changed = carol.patch("/api/v1/users/me/password", change).await;
    walk.step("PATCH /api/v1/users/me/password", changed, &[AuditAction::ChangePassword]).await;
    let logout = carol.post("/api/v1/auth/logout", json!({})).await;
    walk.step("POST /api/v1/auth/logout", logout, &[AuditAction::LogOut]).await;
    world.stranger().post("/api/v1/auth/password/forgot", json!({ "identifier": "carol@example.com" })).await.is(202);
    world.sends_messages().await;
    let mail = world.mail_to("carol@example.com").await;
    let mail = mail.iter().rfind(|mail| mail.subject == "Reset your password").unwrap();
    let reset = json!({ "token": mail.token(), "new_password": PASSWORD });
    let reset = world.stranger().post("/api/v1/auth/password/reset", reset).await;
    walk.step("POST /api/v1/auth/password/reset", reset, &[AuditAction::ResetPassword]).await;
    let login = world.stranger().post("/api/v1/auth/login", credentials("carol", PASSWORD)).await.is(200);
    let closed = person(&world, &login).delete("/api/v1/users/me").await;
    walk.step("DELETE /api/v1/users/me", closed, &[AuditAction::CloseAccount]).await;
    let refused = world.stranger().post("/api/v1/auth/login", credentials("carol", PASSWORD)).await;
    walk.refused(refused, AuditAction::LogIn).await;
}

async fn of_staff(walk: &mut Walk) {
    let world = walk.world.clone();
    let owner = world.staff("owner", "super_admin").await;
    let no_customer = world.stranger().post("/api/v1/auth/login", credentials("owner", owner.password())).await;
    walk.refused(no_customer, AuditAction::LogIn).await;
    let role = json!({ "name": "night", "display_name": "Night", "description": "At night", "level": 5 });
    let role = owner.post("/api/v1/ops/roles", role).await;
    let role = walk.step("POST /api/v1/ops/roles", role, &[AuditAction::CreateRole]).await["id"].clone();
    let path = format!("/api/v1/ops/roles/{role}");
    let updated = owner.put(&path, json!({ "level": 6 })).await;
    walk.step("PUT /api/v1/ops/roles/{id}", updated, &[AuditAction::UpdateRole]).await;
    let granted = owner.put(&format!("{path}/permissions"), json!({ "permission_ids": [1] })).await;
    walk.step("PUT /api/v1/ops/roles/{id}/permissions", granted, &[AuditAction::GrantPermissions]).await;
    let new = |name: &str, mobile: &str| {
        json!({
            "email": format!("{name}@example.com"), "mobile": mobile, "password": PASSWORD, "first_name": "Dan",
            "employee_id": name, "role_id": role
        })
    };
    let made = owner.post("/api/v1/ops/users", new("eve", "+256772000112")).await;
    walk.step("POST /api/v1/ops/users", made, &[AuditAction::CreateStaff]).await;
    let made = owner.post("/api/v1/ops/auth/register", new("dan", "+256772000111")).await;
    let made = walk.step("POST /api/v1/ops/auth/register", made, &[AuditAction::CreateStaff]).await;
    let path = format!("/api/v1/ops/users/{}", made["id"]);
    let early = world.stranger().post("/api/v1/ops/auth/login", credentials("dan", PASSWORD)).await;
    walk.refused(early, AuditAction::LogIn).await;
    let approved = owner.post(&format!("{path}/approve"), json!({})).await;
    walk.step("POST /api/v1/ops/users/{id}/approve", approved, &[AuditAction::ApproveStaff]).await;
    let again = owner.post(&format!("{path}/approve"), json!({})).await.is(200);
    assert!(walk.records(&again).await.is_empty(), "twice does no harm");
    let login = world.stranger().post("/api/v1/ops/auth/login", credentials("dan", PASSWORD)).await;
    let login = walk.step("POST /api/v1/ops/auth/login", login, &[AuditAction::LogIn]).await;
    let logout = person(&world, &login).post("/api/v1/ops/auth/logout", json!({})).await;
    walk.step("POST /api/v1/ops/auth/logout", logout, &[AuditAction::LogOut]).await;
    let updated = owner.put(&path, json!({ "department": "Grid" })).await;
    walk.step("PUT /api/v1/ops/users/{id}", updated, &[AuditAction::UpdateStaff]).await;
    let same = owner.put(&format!("{path}/role"), json!({ "role_id": role })).await.is(200);
    assert!(walk.records(&same).await.is_empty(), "nothing changed");
    let roles = owner.get("/api/v1/ops/roles").await.is(200);
    let other = roles.items().iter().find(|role| role["name"] == "support_staff").unwrap()["id"].clone();
    let moved = owner.put(&format!("{path}/role"), json!({ "role_id": other })).await;
    walk.step("PUT /api/v1/ops/users/{id}/role", moved, &[AuditAction::UpdateStaff]).await;
    walk.step("DELETE /api/v1/ops/users/{id}", owner.delete(&path).await, &[AuditAction::CloseStaff]).await;
}

async fn of_groups(walk: &mut Walk, admin: &Person, ivan: &Person) {
    let group = admin.post("/api/admin/groups", json!({ "name": "Planning" })).await;
    let group = walk.step("POST /api/admin/groups", group, &[AuditAction::CreateGroup]).await;
    let path = format!("/api/admin/groups/{}", group.text("id"));
    let renamed = admin.patch(&path, json!({ "name": "Grid planning" })).await;
    walk.step("PATCH /api/admin/groups/{id}", renamed, &[AuditAction::UpdateGroup]).await;
    let again = admin.patch(&path, json!({ "name": "Grid planning" })).await.is(200);
    assert!(walk.records(&again).await.is_empty(), "nothing changed");
    let member = format!("{path}/members/{}", ivan.get("/api/auth/me").await.is(200).text("id"));
    let route = "/api/admin/groups/{id}/members/{user_id}";
    walk.step(&format!("PUT {route}"), admin.put(&member, json!({})).await, &[AuditAction::AddGroupMember]).await;
    assert!(walk.records(&admin.put(&member, json!({})).await.is(204)).await.is_empty(), "it was a member");
    walk.step(&format!("DELETE {route}"), admin.delete(&member).await, &[AuditAction::RemoveGroupMember]).await;
    walk.step("DELETE /api/admin/groups/{id}", admin.delete(&path).await, &[AuditAction::DeleteGroup]).await;
}

async fn of_sources(walk: &mut Walk, admin: &Person) {
    let input = json!({
        "name": "UN list", "format": "un_xml", "dataset": "UN-Sanctions",
        "files": [{ "url": "https://scsanctions.un.org/consolidated.xml" }],
    });
    let source = admin.post("/api/v1/sources", input.clone()).await;
    let source = walk.step("POST /api/v1/sources", source, &[AuditAction::CreateSource]).await;
    let path = format!("/api/v1/sources/{}", source.text("id"));
    let same = admin.put(&path, input.clone()).await.is(200);
    assert!(walk.records(&same).await.is_empty(), "nothing changed");
    let mut changed = input;
    changed["schedule"] = json!("12h");
    let changed = admin.put(&path, changed).await;
    walk.step("PUT /api/v1/sources/{id}", changed, &[AuditAction::UpdateSource]).await;
    let run = admin.post(&format!("{path}/run"), json!({})).await;
    walk.step("POST /api/v1/sources/{id}/run", run, &[AuditAction::RunSource]).await;
    walk.step("DELETE /api/v1/sources/{id}", admin.delete(&path).await, &[AuditAction::DisableSource]).await;
    assert!(walk.records(&admin.delete(&path).await.is(204)).await.is_empty(), "it was disabled");
}

async fn of_knowledge(walk: &mut Walk, ivan: &Person) {
    let chat = ivan.post("/api/v1/knowledge/chats", json!({})).await.is(201);
    let deleted = ivan.delete(&format!("/api/v1/knowledge/chats/{}", chat.text("id"))).await;
    walk.step("DELETE /api/v1/knowledge/chats/{id}", deleted, &[AuditAction::DeleteConversation]).await;
    let path = "/api/v1/knowledge/datasets";
    let dataset = ivan.post(path, json!({ "name": "Swiss-SECO" })).await;
    walk.step("POST /api/v1/knowledge/datasets", dataset, &[AuditAction::CreateKnowledgeDataset]).await;
    let documents = format!("{path}/Swiss-SECO/documents");
    let document = ivan.post(&documents, json!({ "name": "ordinance.pdf", "size": 1 })).await;
    walk.step(&format!("POST {path}/{{name}}/documents"), document, &[AuditAction::CreateDocument]).await;
    let deleted = ivan.delete(&format!("{path}/Swiss-SECO")).await;
    walk.step(&format!("DELETE {path}/{{name}}"), deleted, &[AuditAction::DeleteKnowledgeDataset]).await;
    assert!(walk.records(&ivan.delete(&format!("{path}/EU-Sanctions")).await.is(400)).await.is_empty());
}

/// Decisions of two accounts about an alert of a list that a server plays.
async fn of_screening(walk: &mut Walk, admin: &Person) {
    const URL: &str = "https://www.treasury.gov/ofac/sdn.csv";
    let world = walk.world.clone();
    let server = SourceServer::new();
    let listening = server.listen(([127, 0, 0, 1], 0).into()).await.unwrap();
    world.set("SOURCE_SERVER", &listening.address().to_string());
    world.set("SCREENING_FOUR_EYES", "true");
    let row = "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\u{1a}";
    server.on(URL, SourceReply::file("text/csv", row));
    let input = json!({ "name": "OFAC", "format": "ofac_sdn", "dataset": "US-Sanctions", "files": [{ "url": URL }] });
    let source = admin.post("/api/v1/sources", input).await.is(201);
    admin.post(&format!("/api/v1/sources/{}/run", source.text("id")), json!({})).await.is(202);
    world.delivers_runs().await;
    let first = world.of_role(UserRole::Compliance).await;
    let screened = first.post("/api/v1/knowledge/screen", json!({ "name": "Aerocaribbean" })).await;
    let screened = walk.step("POST /api/v1/knowledge/screen", screened, &[AuditAction::ScreenSubject]).await;
    let path = format!("/api/v1/knowledge/alerts/{}", screened["hits"][0]["alert"]["id"].as_str().unwrap());
    for (accept, action) in [(false, AuditAction::RefuseDecision), (true, AuditAction::ConfirmDecision)] {
        let seen = &screened["hits"][0]["entity_version"];
        let decision = json!({ "outcome": "match", "reason": "The same register.", "entity_version": seen });
        let decided = first.post(&format!("{path}/decision"), decision).await;
        walk.step("POST /api/v1/knowledge/alerts/{id}/decision", decided, &[AuditAction::DecideAlert]).await;
        let alerts = first.get("/api/v1/knowledge/alerts").await.is(200);
        let answer = json!({ "accept": accept, "decision_id": alerts["data"][0]["decision"]["id"] });
        let confirmed = admin.post(&format!("{path}/confirm"), answer).await;
        walk.step("POST /api/v1/knowledge/alerts/{id}/confirm", confirmed, &[action]).await;
    }
    let batch = first.post("/api/v1/knowledge/screen/batch", json!({ "file_name": "customers.csv", "size": 1 })).await;
    walk.step("POST /api/v1/knowledge/screen/batch", batch, &[AuditAction::CreateScreeningBatch]).await;
    let erased = first.post("/api/v1/knowledge/screen/erasures", json!({ "name": "Aerocaribbean" })).await;
    walk.step("POST /api/v1/knowledge/screen/erasures", erased, &[AuditAction::EraseSubject]).await;
}

async fn of_people(walk: &mut Walk) {
    let world = walk.world.clone();
    let (admin, ivan) = (world.logs_in("admin").await, world.user("ivan").await);
    for (name, decision, action) in
        [("judy", json!({ "role": "user" }), AuditAction::GrantAccess), ("kofi", json!({}), AuditAction::RefuseAccess)]
    {
        world.admits(name, UserRole::Guest).await;
        let asked = world.logs_in(name).await.post("/api/auth/access-request", json!({})).await;
        walk.step("POST /api/auth/access-request", asked, &[AuditAction::RequestAccess]).await;
        let listed = admin.get("/api/admin/access-requests?waiting=true").await.is(200);
        let id = listed["data"][0]["id"].as_str().unwrap();
        let decided = admin.post(&format!("/api/admin/access-requests/{id}/decision"), decision).await;
        walk.step("POST /api/admin/access-requests/{id}/decision", decided, &[action]).await;
    }
    of_groups(walk, &admin, &ivan).await;
    of_sources(walk, &admin).await;
    of_knowledge(walk, &ivan).await;
    of_screening(walk, &admin).await;
    let new = json!({ "email": "helen@example.com", "name": "Helen", "role": "analyst" });
    let invited = admin.post("/api/admin/users", new.clone()).await;
    let invited = walk.step("POST /api/admin/users", invited, &[AuditAction::InviteAccount]).await;
    assert!(walk.records(&admin.post("/api/admin/users", new).await.is(409)).await.is_empty());
    let path = format!("/api/admin/users/{}", invited.text("id"));
    let again = admin.post(&format!("{path}/invitation"), json!({})).await;
    walk.step("POST /api/admin/users/{id}/invitation", again, &[AuditAction::InviteAccount]).await;
    world.sends_messages().await;
    let token = world.mail_to("helen@example.com").await.pop().unwrap().token().to_owned();
    let accepted = json!({ "token": token, "password": PASSWORD });
    let accepted = world.stranger().post("/api/auth/invitations/accept", accepted).await;
    walk.step("POST /api/auth/invitations/accept", accepted, &[AuditAction::AcceptInvitation]).await;
    let path = format!("/api/admin/users/{}", ivan.get("/api/auth/me").await.is(200).text("id"));
    let reset = admin.post(&format!("{path}/password-reset"), json!({})).await;
    walk.step("POST /api/admin/users/{id}/password-reset", reset, &[AuditAction::SendPasswordReset]).await;
    let key = json!({ "name": "key", "scopes": ["read"], "expires_in_days": 1, "password": ivan.password() });
    ivan.post("/api/auth/api-keys", key).await.is(201);
    let secret = ivan.post("/api/auth/totp", json!({ "password": ivan.password() })).await.is(201);
    let code = json!({ "code": shown(&world, secret.text("secret")) });
    ivan.post("/api/auth/totp/confirm", code).await.is(200);
    for (part, action) in [
        ("sessions", AuditAction::EndSessions),
        ("api-keys", AuditAction::EndApiKeys),
        ("totp", AuditAction::RemoveSecondFactor),
    ] {
        let ended = admin.delete(&format!("{path}/{part}")).await;
        walk.step(&format!("DELETE /api/admin/users/{{id}}/{part}"), ended, &[action]).await;
    }
    assert!(walk.records(&admin.delete(&format!("{path}/sessions")).await.is(204)).await.is_empty(), "none was left");
    for (change, action) in [
        (json!({ "role": "analyst" }), AuditAction::UpdateAccount),
        (json!({ "is_active": false }), AuditAction::CloseAccount),
        (json!({ "is_active": true }), AuditAction::ReopenAccount),
    ] {
        let changed = admin.patch(&path, change.clone()).await;
        walk.step("PATCH /api/admin/users/{id}", changed, &[action]).await;
        assert!(walk.records(&admin.patch(&path, change).await.is(200)).await.is_empty(), "nothing changed");
    }
}
