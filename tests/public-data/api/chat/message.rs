//! `POST /api/chat/message`

mod models;
mod stream;

use crate::accident::{accident, eclo, posts_in};
use crate::conversation::{PATH, SUM, TABLE, alice_with_table, asks, check_figures, continues};
use crate::dataset::{copy_of, path, uploads};
use crate::product::PUBLIC_DATA;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::{Person, World};

const CACHE: [(&str, &str); 1] = [("ANSWER_CACHE_SECONDS", "3600")];
const UNKNOWN: &str = "0190b5a0-0000-7000-8000-000000000000";

#[tokio::test]
async fn questions_need_a_login() {
    let world = World::new(PUBLIC_DATA).await;
    world.stranger().post(PATH, json!({ "message": SUM })).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    for (body, fields) in [
        (json!({}), vec!["message"]),
        (json!({ "message": " \n" }), vec!["message"]),
        (json!({ "message": "가".repeat(10_001) }), vec!["message"]),
        (
            json!({ "message": 1, "dataset_id": "x", "conversation_id": 2 }),
            vec!["message", "dataset_id", "conversation_id"],
        ),
    ] {
        let reply = alice.post(PATH, body).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), fields);
    }
    let english = posts_in(&alice, "en", PATH, &json!({ "message": "" })).await.is(400);
    assert_eq!(english["fields"]["message"], "must not be blank");
    let korean = alice.post(PATH, json!({ "message": "" })).await.is(400);
    assert_eq!(korean["fields"]["message"], "질문을 적어 주세요");
}

#[tokio::test]
async fn hidden_datasets_and_conversations_are_404() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let bob = world.user("bob").await;
    asks(&alice, UNKNOWN, SUM).await.is_problem(404, "not_found");
    let foreign = asks(&bob, &dataset, SUM).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], "데이터셋을 찾을 수 없습니다");
    let answer = asks(&alice, &dataset, SUM).await.is(200);
    continues(&bob, &answer["conversation_id"], SUM).await.is_problem(404, "not_found");
    continues(&alice, &json!(UNKNOWN), SUM).await.is_problem(404, "not_found");
    alice.delete(&path(&dataset)).await.is(200);
    asks(&alice, &dataset, SUM).await.is_problem(404, "not_found");
    continues(&alice, &answer["conversation_id"], SUM).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn conversation_stays_with_its_dataset() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let other = uploads(&alice, "b.csv", TABLE).await;
    let answer = asks(&alice, &dataset, SUM).await.is(200);
    let conversation = &answer["conversation_id"];
    let crossed = json!({ "conversation_id": conversation, "dataset_id": other, "message": SUM });
    alice.post(PATH, crossed).await.is_problem(409, "conflict");
    // a question about documents does not continue it
    let about_documents = json!({ "session_id": conversation, "message": SUM });
    alice.post("/api/chat", about_documents).await.is_problem(404, "not_found");
    let again = format!("/api/chat/answers/{}/regenerate", answer.text("message_id"));
    alice.post(&again, json!({})).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn dataset_without_copy_is_409() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let form = alice.post("/api/datasets/uploads", json!({ "file_name": "a.csv", "size": 9 })).await.is(201);
    let waiting = asks(&alice, form.text("id"), SUM).await.is_problem(409, "conflict");
    assert_eq!(waiting.header("retry-after"), "5");
    let dataset = uploads(&alice, "b.csv", TABLE).await;
    world.s3().delete_object().bucket(world.bucket()).key(copy_of(&dataset, 1)).send().await.unwrap();
    asks(&alice, &dataset, SUM).await.is_problem(409, "conflict");
    let lost = alice.get(&path(&dataset)).await.is(200);
    assert_eq!(lost["copy_ready"], false, "the sweep makes it again");
}

#[tokio::test]
async fn figures_name_their_calls() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let answer = asks(&alice, &dataset, SUM).await.is(200).matches_snapshot("post_chat_message");
    check_figures(&answer.body);
    let [figure] = answer["figures"].as_array().unwrap().as_slice() else { panic!("{}", answer.body) };
    assert_eq!((&figure["value"], &figure["text"]), (&json!(8), &json!("8")));
    assert_eq!(answer["tool_calls"][0]["row_count"], 5);
    let rows = alice.get(answer["tool_calls"][0]["rows_url"].as_str().unwrap()).await.is(200);
    assert_eq!(rows["total"], 5);
    assert_eq!((answer["response"] == answer["content"], &answer["abstained"]), (true, &json!(false)));
    assert_eq!(answer["dataset_id"], dataset.as_str());
}

#[tokio::test]
async fn conditions_are_part_of_the_rows() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let answer = asks(&alice, &dataset, "차대차 사고의 사망자수 합계는?").await.is(200);
    check_figures(&answer.body);
    let call = &answer["tool_calls"][0];
    assert_eq!((&call["row_count"], &answer["figures"][0]["value"]), (&json!(3), &json!(5)), "{}", answer.body);
    let rows = alice.get(call["rows_url"].as_str().unwrap()).await.is(200);
    assert_eq!(rows["total"], 3);
}

#[tokio::test]
async fn language_is_that_of_the_question() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let english = asks(&alice, &dataset, "What is the sum of 사망자수?").await.is(200);
    assert_eq!((english.text("language"), &english["figures"][0]["value"]), ("en", &json!(8)), "{}", english.body);
    assert!(english.text("content").starts_with("The sum"), "{}", english.body);
    let asked = json!({ "dataset_id": dataset, "message": SUM });
    let korean = posts_in(&alice, "en", PATH, &asked).await.is(200);
    assert_eq!(korean.text("language"), "ko");
}

#[tokio::test]
async fn unknown_words_are_refused() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let answer = asks(&alice, &dataset, "기상청 강수량 합계는?").await.is(200);
    assert_eq!(
        (&answer["abstained"], &answer["tool_calls"], &answer["figures"]),
        (&json!(true), &json!([]), &json!([]))
    );
    assert_eq!(answer["refusal"]["kind"], "unknown_words", "{}", answer.body);
    assert!(answer.text("content").contains("강수량"), "{}", answer.body);
    assert_eq!((&answer["chart"], &answer["understood"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn questions_continue_the_one_before() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let first = asks(&alice, &dataset, SUM).await.is(200);
    let grouped = continues(&alice, &first["conversation_id"], "그럼 사고유형별로는?").await.is(200);
    check_figures(&grouped.body);
    assert_eq!(grouped["tool_calls"][0]["name"], "group_by_aggregate", "{}", grouped.body);
    assert_eq!(grouped["conversation_id"], first["conversation_id"]);
    // without a question before, it is none
    let alone = asks(&alice, &dataset, "그럼 사고유형별로는?").await.is(200);
    assert_eq!(alone["abstained"], true, "{}", alone.body);
    for suggestion in first["suggestions"].as_array().unwrap() {
        let next = continues(&alice, &first["conversation_id"], suggestion.as_str().unwrap()).await.is(200);
        assert_eq!(next["abstained"], false, "{suggestion}: {}", next.body);
    }
}

#[tokio::test]
async fn title_is_the_first_question() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let long = format!("{SUM} {}", "가".repeat(60));
    asks(&alice, &dataset, &long).await.is(200);
    let listed = alice.get("/api/chat/conversations").await.is(200);
    let title = listed["conversations"][0]["title"].as_str().unwrap();
    assert!(title.starts_with(SUM) && title.ends_with("...") && title.chars().count() <= 53, "{title}");
}

#[tokio::test]
async fn without_a_dataset_only_accidents_are_predicted() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let ask = async |message: &str| alice.post(PATH, json!({ "message": message })).await.is(200);
    let help = ask("도움말").await;
    assert_eq!(
        (&help["abstained"], &help["dataset_id"], &help["tool_calls"]),
        (&json!(false), &Value::Null, &json!([]))
    );
    for question in ["행이 몇 개야?", SUM, "How many rows are there?"] {
        let data = ask(question).await;
        assert_eq!((&data["abstained"], &data["tool_calls"]), (&json!(true), &json!([])), "{question}: {}", data.body);
    }
    let incomplete = ask("ECLO 예측해줘. 날씨는 맑음").await;
    assert_eq!(incomplete["refusal"]["kind"], "missing_fields", "{}", incomplete.body);
    assert_eq!((&incomplete["abstained"], &incomplete["tool_calls"]), (&json!(true), &json!([])));
    let missing = incomplete["refusal"]["candidates"].as_array().unwrap();
    assert!(!missing.contains(&json!("weather")) && missing.len() == 8, "{missing:?}");
}

#[tokio::test]
async fn accident_is_predicted_once_it_is_complete() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let begun = json!({ "message": "ECLO 예측해줘. 날씨는 맑음" });
    let incomplete = alice.post(PATH, begun).await.is(200);
    let rest = "노면상태 건조, 도로형태 '교차로 - 교차로안', 사고유형 차대차, 시군구 '대구광역시 중구 동성로1가', 2021-12-08 14시";
    let predicted = continues(&alice, &incomplete["conversation_id"], rest).await.is(200);
    assert_eq!(predicted["abstained"], false, "{}", predicted.body);
    check_figures(&predicted.body);
    let [call] = predicted["tool_calls"].as_array().unwrap().as_slice() else { panic!("{}", predicted.body) };
    // what the date and the hour say is derived
    let mut told = accident();
    for derived in ["time_period", "day_of_week"] {
        told.as_object_mut().unwrap().remove(derived);
    }
    assert_eq!((&call["name"], &call["args"]), (&json!("predict_eclo"), &told));
    let figures = predicted["figures"].as_array().unwrap();
    let value = figures.iter().find(|figure| figure["path"] == "/eclo").unwrap_or_else(|| panic!("{figures:?}"));
    assert!((value["value"].as_f64().unwrap() - eclo(&accident())).abs() < 1e-9, "{value}");
    assert!(predicted.text("content").contains("시연"), "the model is a demo: {}", predicted.body);
}

#[tokio::test]
async fn first_questions_are_cached() {
    let world = World::with(PUBLIC_DATA, &CACHE).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let first = asks(&alice, &dataset, SUM).await.is(200);
    assert_eq!((&first["cache_hit"], first["usage"].is_object()), (&json!(false), true));
    let hit = asks(&alice, &dataset, &format!("  {SUM} ")).await.is(200);
    assert_eq!((&hit["cache_hit"], &hit["usage"]), (&json!(true), &Value::Null));
    for same in ["content", "tool_calls", "figures", "chart", "suggestions", "understood"] {
        assert_eq!(hit[same], first[same], "{same}");
    }
    assert_ne!(hit["message_id"], first["message_id"]);
    let continued = continues(&alice, &first["conversation_id"], SUM).await.is(200);
    assert_eq!(continued["cache_hit"], false, "only first questions");
    let record = format!("/api/chat/answers/{}/provenance", hit.text("message_id"));
    alice.get(&record).await.is(200);
    world.wait(SignedDuration::from_mins(61));
    let alice = world.logs_in("alice").await;
    assert_eq!(asks(&alice, &dataset, SUM).await.is(200)["cache_hit"], false, "for an hour");
}

#[tokio::test]
async fn other_revision_is_not_cached() {
    let world = World::with(PUBLIC_DATA, &CACHE).await;
    let (alice, dataset) = alice_with_table(&world).await;
    asks(&alice, &dataset, SUM).await.is(200);
    let renamed = alice.patch(&path(&dataset), json!({ "name": "다른 이름" })).await.is(200);
    assert_eq!(
        asks(&alice, renamed.text("id"), SUM).await.is(200)["cache_hit"],
        false,
        "the name is part of the question"
    );
    alice.patch(&path(&dataset), json!({ "mapping": { "header_row": 1 } })).await.is(200);
    asks(&alice, &dataset, SUM).await.is_problem(409, "conflict");
    world.execute("UPDATE datasets SET status = 'ready', copy_revision = revision", &[]).await;
    let bytes = world.s3().get_object().bucket(world.bucket()).key(copy_of(&dataset, 1)).send().await.unwrap();
    let bytes = bytes.body.collect().await.unwrap().into_bytes();
    let key = copy_of(&dataset, 2);
    world.s3().put_object().bucket(world.bucket()).key(key).body(bytes.into()).send().await.unwrap();
    assert_eq!(asks(&alice, &dataset, SUM).await.is(200)["cache_hit"], false);
}

#[tokio::test]
async fn cache_is_shared_by_those_who_see_the_dataset() {
    let world = World::with(PUBLIC_DATA, &CACHE).await;
    let (admin, bob) = (world.admin().await, world.user("bob").await);
    let public = uploads(&admin, "a.csv", TABLE).await;
    asks(&admin, &public, SUM).await.is(200);
    assert_eq!(asks(&bob, &public, SUM).await.is(200)["cache_hit"], true);
    let (alice, private) = alice_with_table(&world).await;
    asks(&alice, &private, SUM).await.is(200);
    asks(&bob, &private, SUM).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn refusals_are_not_cached() {
    let world = World::with(PUBLIC_DATA, &CACHE).await;
    let (alice, dataset) = alice_with_table(&world).await;
    for _ in 0..2 {
        let answer = asks(&alice, &dataset, "강수량 합계는?").await.is(200);
        assert_eq!((&answer["abstained"], &answer["cache_hit"]), (&json!(true), &json!(false)));
    }
}

#[tokio::test]
async fn same_key_gets_the_same_answer() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let input = json!({ "dataset_id": dataset, "message": SUM });
    let first = alice.posts_once(PATH, "key", &input).await.is(200);
    let again = alice.posts_once(PATH, "key", &input).await.is(200);
    assert_eq!(first.body, again.body);
    let other = json!({ "dataset_id": dataset, "message": "부상자수 합계는?" });
    alice.posts_once(PATH, "key", &other).await.is_problem(422, "unprocessable");
}

#[tokio::test]
async fn dataset_in_use_is_not_deleted() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    world.execute("UPDATE datasets SET used_until = now() + interval '100 years'", &[]).await;
    alice.delete(&path(&dataset)).await.is_problem(409, "conflict");
    world.execute("UPDATE datasets SET used_until = NULL", &[]).await;
    asks(&alice, &dataset, SUM).await.is(200);
    // the use ends with the answer
    alice.delete(&path(&dataset)).await.is(200);
}

#[tokio::test]
async fn record_names_calls_and_table() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let answer = asks(&alice, &dataset, "차대차 사고의 사망자수 합계는?").await.is(200);
    let record = record(&alice, answer.text("message_id")).await;
    let retrieval = &record["retrieval"];
    assert_eq!((&retrieval["table"]["dataset_id"], &retrieval["table"]["revision"]), (&json!(dataset), &json!(1)));
    let (call, made) = (&retrieval["tool_calls"][0], &answer["tool_calls"][0]);
    for (of_record, of_answer) in
        [("name", "name"), ("arguments", "args"), ("filter", "filter"), ("row_count", "row_count")]
    {
        assert_eq!(call[of_record], made[of_answer], "{of_record}");
    }
    assert_eq!(call["result_sha256"], made["result_sha256"]);
    assert_eq!(record["generation"]["provider"], "planner");
}

async fn record(alice: &Person, answer: &str) -> Value {
    let signed = alice.get(&format!("/api/chat/answers/{answer}/provenance")).await.is(200);
    let row = "SELECT payload FROM answer_records WHERE message_id = $1::text::uuid";
    let connection = alice.world.database().connection().await.unwrap();
    let payload: String = connection.query_one(row, &[&answer]).await.unwrap().get(0);
    assert!(!signed.text("payload").is_empty());
    serde_json::from_str(&payload).unwrap()
}
