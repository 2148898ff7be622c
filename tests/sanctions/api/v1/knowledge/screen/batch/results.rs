//! `/api/v1/knowledge/screen/batch/{id}/results`

use super::{PATH, SUBJECTS, screens};
use crate::list::Place;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, Reply};

/// The lines of a table, without headings.
async fn lines(person: &Person, path: &str) -> Vec<String> {
    let table: Reply = person.get(path).await.is(200);
    let text = table.body.as_str().unwrap().to_owned();
    let mut lines = text.split_terminator("\r\n").map(str::to_owned);
    assert!(lines.next().is_some_and(|headings| headings.starts_with("row,id,name,result,score,")), "{text}");
    lines.collect()
}

#[tokio::test]
async fn results_are_a_harmless_table() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let (path, _) = screens(&place, &compliance, SUBJECTS.as_bytes()).await;
    let results = format!("{path}/results");
    place.world.stranger().get(&results).await.is_problem(401, "unauthorized");
    place.world.of_role(UserRole::Analyst).await.get(&results).await.is_problem(404, "not_found");
    compliance.get(&format!("{PATH}/{}/results", Uuid::new_v4())).await.is_problem(404, "not_found");
    let wrong = compliance.get(&format!("{results}?after=-1")).await.is_problem(422, "unprocessable");
    assert_eq!(wrong.wrong_fields(), ["after"]);
    let all = lines(&compliance, &results).await;
    let begins: Vec<&str> = all.iter().map(|line| line.split(",\"0.").next().unwrap()).collect();
    assert_eq!(
        begins,
        [
            r#""1","c-1","Arkady Volkonsky","hit""#,
            r#""2","'=c-2","Gertrude Applewhite","no_hit","","","","","","","","","false","""#,
            all[2].as_str(),
            r#""4","c-4","Mahmoud al-Harbani","hit""#,
        ]
    );
    let wrong = r#""3","c-3","","invalid","","","","","","","","","false","name: has nothing to search for"#;
    assert!(all[2].starts_with(wrong), "{}", all[2]);
    let listed = r#""VOLKONSKY, Arkady Petrovich","person","OFAC SDN list","201","#;
    assert!(all[0].contains(listed), "{}", all[0]);
    assert_eq!(lines(&compliance, &format!("{results}?only=hits")).await.len(), 2);
    assert_eq!(lines(&compliance, &format!("{results}?only=invalid")).await, [all[2].clone()]);
    assert_eq!(lines(&compliance, &format!("{results}?after=3")).await, [all[3].clone()]);
}

#[tokio::test]
async fn formulas_behind_separators_are_text() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let (path, _) = screens(&place, &compliance, b"name\nGertrude;=1+1;Applewhite\n").await;
    let all = lines(&compliance, &format!("{path}/results")).await;
    assert!(all[0].starts_with(r#""1","","Gertrude;'=1+1;Applewhite","no_hit","#), "{}", all[0]);
}

#[tokio::test]
async fn unfinished_batches_have_no_results() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let created = compliance.post(PATH, json!({ "file_name": "customers.csv", "size": 10 })).await.is(201);
    let results = format!("{PATH}/{}/results", created.text("id"));
    compliance.get(&results).await.is_problem(409, "conflict");
}
