//! Questions about datasets for requests.

use crate::dataset::uploads;
use serde_json::{Value, json};
use world::{Person, Reply, World};

pub(crate) const PATH: &str = "/api/chat/message";

/// A table whose figures are easy to check.
pub(crate) const TABLE: &str =
    "사고유형,사망자수,부상자수\n차대차,1,2\n차대사람,2,0\n차대차,0,3\n차량단독,1,1\n차대차,4,5\n";
/// The sum of a column, 8.
pub(crate) const SUM: &str = "사망자수 합계는?";

/// Alice with a dataset of the table.
pub(crate) async fn alice_with_table(world: &World) -> (Person, String) {
    let alice = world.user("alice").await;
    let id = uploads(&alice, "교통사고.csv", TABLE).await;
    (alice, id)
}

/// Asks about a dataset.
pub(crate) async fn asks(person: &Person, dataset: &str, question: &str) -> Reply {
    person.post(PATH, json!({ "dataset_id": dataset, "message": question })).await
}

/// Asks in a conversation.
pub(crate) async fn continues(person: &Person, conversation: &Value, question: &str) -> Reply {
    person.post(PATH, json!({ "conversation_id": conversation, "message": question })).await
}

/// The number of rows of a table of the database.
pub(crate) async fn count(world: &World, table: &str) -> i64 {
    let connection = world.database().connection().await.unwrap();
    connection.query_one(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap().get(0)
}

/// Checks that each figure is where the answer says, and names its call and its value.
pub(crate) fn check_figures(answer: &Value) {
    let text: Vec<char> = answer["content"].as_str().unwrap().chars().collect();
    for figure in answer["figures"].as_array().unwrap() {
        let place = |name: &str| usize::try_from(figure[name].as_u64().unwrap()).unwrap();
        let shown: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(figure["text"], shown.as_str(), "{answer}");
        let call = &answer["tool_calls"][place("call")];
        assert_eq!(figure["rows_url"], call["rows_url"]);
        match figure["path"].as_str().unwrap() {
            "#/row_count" => assert_eq!(figure["value"], call["row_count"]),
            path => assert_eq!(Some(&figure["value"]), call["result"].pointer(path), "{path} of {call}"),
        }
    }
}
