//! Access that was revoked after a backup, and documents that changed their owner. No restore undoes either.

use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use sisuiq_testing::pdf::PdfBuilder;
use world::{Document, Person, World};

const TEXT: &str = "The heron of Lake Kivu counts seven transformers each night.";

async fn uploads(person: &Person, name: &str) -> Document {
    person.uploads(name, &PdfBuilder::of_texts(&[TEXT]).build()).await
}

async fn is_true(world: &World, sql: &str) -> bool {
    let connection = world.database().connection().await.unwrap();
    connection.query_one(&format!("SELECT {sql}"), &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn transferred_document_survives_former_owner() {
    let world = World::new(COPILOT).await;
    world.admin().await;
    let alice = world.user("alice").await;
    world.admits("bob", UserRole::User).await;
    let (own, given, late) =
        (uploads(&alice, "own.pdf").await, uploads(&alice, "given.pdf").await, uploads(&alice, "late.pdf").await);
    world.backs_up().await;

    // dave's account is newer than the backup, so it does not exist after the restore
    world.admits("dave", UserRole::User).await;
    let hands_over = "UPDATE documents SET owner_id = (SELECT id FROM users WHERE users.name = $2) WHERE id::text = $1";
    for (document, name) in [(&given, "bob"), (&late, "dave")] {
        assert_eq!(world.execute(hands_over, &[&document.id, &name]).await, 1);
    }
    alice.delete(&own.path()).await.is(204);
    assert_eq!(world.deliver_all().await, 0);
    world.sweeps().await;
    assert_eq!(world.execute("UPDATE users SET is_active = false WHERE name = 'alice'", &[]).await, 1);
    assert_eq!(world.notes_erasures().await, 4, "one document, one closed account and two new owners");
    assert_eq!(world.execute("DELETE FROM users WHERE name = 'alice'", &[]).await, 1);
    assert_eq!(world.notes_erasures().await, 1, "one account");

    world.loses_its_stores().await;
    world.restores().await.unwrap();
    assert!(is_true(&world, "NOT EXISTS (SELECT 1 FROM users WHERE name = 'alice')").await);
    let nothing = "NOT EXISTS (SELECT 1 FROM withdrawals WHERE kind = 'account')";
    assert!(is_true(&world, nothing).await, "of what is erased nothing else is told");
    let owners = "(SELECT string_agg(documents.name || ' ' || users.name, ', ' ORDER BY documents.name) \
        FROM documents JOIN users ON users.id = owner_id WHERE deleted_at IS NULL)";
    assert!(is_true(&world, &format!("{owners} = 'given.pdf bob, late.pdf admin'")).await);
    world.logs_in("bob").await.get(&given.path()).await.is(200);
    let admin = world.logs_in("admin").await;
    admin.get(&late.path()).await.is(200);
    admin.get(&own.path()).await.is(404);
    // the next restore applies the notes of withdrawals again
    world.loses_its_stores().await;
    world.restores().await.unwrap();
    assert!(is_true(&world, &format!("{owners} = 'given.pdf bob, late.pdf admin'")).await);
}

#[tokio::test]
async fn transfer_to_erased_user_is_forgotten() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = uploads(&alice, "herons.pdf").await;
    world.backs_up().await;

    world.admits("dave", UserRole::User).await;
    let hands_over = "UPDATE documents SET owner_id = (SELECT id FROM users WHERE name = 'dave') WHERE id::text = $1";
    assert_eq!(world.execute(hands_over, &[&document.id]).await, 1);
    assert_eq!(world.notes_erasures().await, 1, "one new owner");
    let given = "EXISTS (SELECT 1 FROM withdrawals WHERE owner_id IS NOT NULL)";
    assert!(is_true(&world, given).await);
    world.logs_in("dave").await.delete(&document.path()).await.is(204);
    assert_eq!(world.deliver_all().await, 0);
    world.sweeps().await;
    assert_eq!(world.execute("DELETE FROM users WHERE name = 'dave'", &[]).await, 1);
    assert!(!is_true(&world, given).await);
    assert_eq!(world.notes_erasures().await, 2, "one document and one account");

    world.loses_its_stores().await;
    world.restores().await.unwrap();
    assert!(!is_true(&world, given).await);
    world.logs_in("alice").await.get(&document.path()).await.is(404);
}

#[tokio::test]
async fn withdrawn_access_stays_withdrawn() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for name in ["bob", "carol", "dave"] {
        world.admits(name, UserRole::User).await;
    }
    for name in ["grace", "henry"] {
        world.employs(name, "support_staff").await;
    }
    let document = uploads(&alice, "herons.pdf").await;
    let share =
        "INSERT INTO document_shares SELECT documents.id, users.id, now() FROM documents, users WHERE users.name = $1";
    for name in ["bob", "carol"] {
        world.execute(share, &[&name]).await;
    }
    alice.put(&format!("{}/shares/roles/analyst", document.path()), json!({})).await.is(204);
    world.backs_up().await;

    let closes = "UPDATE users SET is_active = $2 WHERE name = $1";
    let dismisses = "UPDATE staff_profiles SET is_active = $2 WHERE first_name = $1";
    let ends = "DELETE FROM document_shares WHERE user_id = (SELECT id FROM users WHERE name = $1)";
    for (name, is_active) in [("dave", false), ("carol", false), ("carol", true)] {
        world.execute(closes, &[&name, &is_active]).await;
    }
    for (name, is_active) in [("grace", false), ("henry", false), ("henry", true)] {
        world.execute(dismisses, &[&name, &is_active]).await;
    }
    for name in ["bob", "carol"] {
        world.execute(ends, &[&name]).await;
    }
    assert!(world.notes_erasures().await > 0);
    world.execute(share, &[&"carol"]).await;
    alice.delete(&format!("{}/shares/roles/analyst", document.path())).await.is(204);
    assert_eq!(world.notes_erasures().await, 2, "the newest word is written down as well");
    assert_eq!(world.notes_erasures().await, 0, "each is written down once");

    world.loses_its_stores().await;
    world.restores().await.unwrap();
    let active = "(SELECT string_agg(name, ' ' ORDER BY name) FROM users WHERE NOT is_active) = 'dave'";
    assert!(is_true(&world, active).await);
    let staff = "(SELECT string_agg(first_name, ' ') FROM staff_profiles WHERE NOT is_active) = 'grace'";
    assert!(is_true(&world, staff).await);
    let shares = "(SELECT string_agg(name, ' ') FROM document_shares JOIN users ON users.id = user_id) = 'carol'";
    assert!(is_true(&world, shares).await);
    assert!(is_true(&world, "NOT EXISTS (SELECT 1 FROM document_role_shares WHERE role = 'analyst')").await);
    let untold = "EXISTS (SELECT 1 FROM documents WHERE readers_revision <> indexed_readers_revision)";
    assert!(is_true(&world, untold).await, "the vector store is told of the readers");
}

#[tokio::test]
async fn groups_and_addresses_stay_withdrawn() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let document = uploads(&alice, "herons.pdf").await;
    let mut groups = Vec::new();
    for name in ["gone", "kept", "unshared"] {
        let group = admin.post("/api/admin/groups", json!({ "name": name })).await.is(201).text("id").to_owned();
        alice.put(&format!("{}/shares/groups/{group}", document.path()), json!({})).await.is(204);
        groups.push(group);
    }
    let [gone, kept, unshared] = [&groups[0], &groups[1], &groups[2]];
    let mut members = Vec::new();
    for name in ["bob", "carol", "dave"] {
        let id = world.admits(name, UserRole::User).await;
        let member = format!("/api/admin/groups/{kept}/members/{id}");
        admin.put(&member, json!({})).await.is(204);
        members.push(member);
    }
    let emails = format!("{}/shares/emails", document.path());
    let mut shares = Vec::new();
    for name in ["left", "stays"] {
        let input = json!({ "email": format!("{name}@example.com") });
        shares.push(alice.post(&emails, input).await.is(201).text("id").to_owned());
    }
    world.backs_up().await;

    admin.delete(&format!("/api/admin/groups/{gone}")).await.is(204);
    alice.delete(&format!("{}/shares/groups/{unshared}", document.path())).await.is(204);
    admin.delete(&members[0]).await.is(204);
    admin.delete(&members[1]).await.is(204);
    admin.put(&members[1], json!({})).await.is(204);
    alice.delete(&format!("{emails}/{}", shares[0])).await.is(204);
    assert!(world.notes_erasures().await > 0);
    assert_eq!(world.execute("DELETE FROM users WHERE name = 'dave'", &[]).await, 1);
    world.notes_erasures().await;

    world.loses_its_stores().await;
    world.restores().await.unwrap();
    for (what, expected) in [
        ("SELECT string_agg(name, ' ' ORDER BY name) FROM account_groups", "kept unshared"),
        (
            "SELECT string_agg(groups.name, ' ') FROM document_group_shares JOIN account_groups AS groups ON groups.id = group_id",
            "kept",
        ),
        ("SELECT string_agg(name, ' ') FROM account_group_members JOIN users ON users.id = user_id", "carol"),
        ("SELECT string_agg(email, ' ') FROM document_email_shares", "stays@example.com"),
    ] {
        assert!(is_true(&world, &format!("({what}) = '{expected}'")).await, "{what}");
    }
    world.logs_in("carol").await.get(&document.path()).await.is(200);
    world.logs_in("bob").await.get(&document.path()).await.is(404);
}

#[tokio::test]
async fn newest_role_stays() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    for (name, role) in [("bob", UserRole::Admin), ("carol", UserRole::User), ("dave", UserRole::Analyst)] {
        world.admits(name, role).await;
    }
    world.backs_up().await;

    let changes = async |name: &str, role: &str| {
        let listed = admin.get(&format!("/api/admin/users?q={name}")).await.is(200);
        let path = format!("/api/admin/users/{}", listed["data"][0]["id"].as_str().unwrap());
        admin.patch(&path, json!({ "role": role })).await.is(200);
    };
    changes("bob", "user").await;
    changes("carol", "compliance").await;
    assert_eq!(world.notes_erasures().await, 2);
    changes("carol", "auditor").await;
    changes("carol", "compliance").await;
    changes("dave", "user").await;
    changes("dave", "analyst").await;
    assert!(world.notes_erasures().await > 0);

    world.loses_its_stores().await;
    world.restores().await.unwrap();
    let roles = "(SELECT string_agg(name || ' ' || role, ', ' ORDER BY name) FROM users) = \
        'admin admin, bob user, carol compliance, dave analyst'";
    assert!(is_true(&world, roles).await);
}
