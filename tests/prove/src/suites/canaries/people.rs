//! The path of a person from an invitation to a group and to documents that are shared with an address.

use super::{Place, accounts::password, path::check};
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use world::Reply;

/// A text that no answer contains, for checks of answers that may contain the word itself.
const NOTHING: &str = "nothing like this is anywhere";

/// Invites somebody, who sets a password, forgets it and sets another one, and shares with them.
pub(super) async fn people(place: &Place, word: &str) -> Result<(), String> {
    let (email, secret, stranger) = (format!("{word}@example.com"), password(word), place.world.stranger());
    let input = json!({ "email": email, "name": word, "role": "analyst" });
    let invited = place.admin.post("/api/admin/users", input.clone()).await;
    check(&invited, 201, NOTHING)?;
    check(&place.admin.post("/api/admin/users", input).await, 409, word)?;
    check(&place.bob.get(&format!("/api/admin/users?q={word}")).await, 403, word)?;
    let token = token_in_mail(place, &email).await?;
    check(&stranger.post("/api/auth/invitations", json!({ "token": word })).await, 400, word)?;
    check(&stranger.post("/api/auth/invitations", json!({ "token": token })).await, 200, &token)?;
    let accepts = async |token: &str, password: &str| -> Reply {
        stranger.post("/api/auth/invitations/accept", json!({ "token": token, "password": password })).await
    };
    check(&accepts(&token, word).await, 422, word)?;
    check(&accepts(&token, &secret).await, 200, &secret)?;
    check(&accepts(&token, &secret).await, 400, &token)?;
    check(&stranger.post("/api/v1/auth/password/forgot", json!({ "identifier": email })).await, 202, word)?;
    let token = token_in_mail(place, &email).await?;
    let another = format!("{secret}{secret}");
    let reset = json!({ "token": token, "new_password": another });
    check(&stranger.post("/api/v1/auth/password/reset", reset.clone()).await, 200, word)?;
    check(&stranger.post("/api/v1/auth/password/reset", reset).await, 400, &token)?;
    share(place, word, &email, invited.text("id")).await
}

/// Shares a document with an address and with a group, and checks that others read neither.
async fn share(place: &Place, word: &str, email: &str, person: &str) -> Result<(), String> {
    let group = place.admin.post("/api/admin/groups", json!({ "name": word })).await;
    check(&group, 201, NOTHING)?;
    check(&place.admin.post("/api/admin/groups", json!({ "name": word })).await, 409, word)?;
    let member = format!("/api/admin/groups/{}/members/{person}", group.text("id"));
    check(&place.admin.put(&member, json!({})).await, 204, word)?;
    let document = place.alice.uploads("private.pdf", &PdfBuilder::of_texts(&[word]).build()).await;
    let shares = format!("{}/shares", document.path());
    check(&place.alice.post(&format!("{shares}/emails"), json!({ "email": email })).await, 201, NOTHING)?;
    check(&place.alice.post(&format!("{shares}/emails"), json!({ "email": word })).await, 422, word)?;
    check(&place.alice.put(&format!("{shares}/groups/{}", group.text("id")), json!({})).await, 204, word)?;
    check(&place.bob.get(&shares).await, 404, word)?;
    check(&place.bob.get(&document.path()).await, 404, word)?;
    check(&place.admin.delete(&format!("/api/admin/groups/{}", group.text("id"))).await, 204, word)
}

/// The token of the newest message to this address, which is a secret from then on.
async fn token_in_mail(place: &Place, email: &str) -> Result<String, String> {
    place.world.sends_messages().await;
    let mail = place.world.mail_to(email).await.pop().ok_or("no message came")?;
    place.entrusted.note(mail.token());
    Ok(mail.token().to_owned())
}
