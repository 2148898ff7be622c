//! Predictions of severity through HTTP.

use super::lists::succeeded;
use crate::{
    client::{Call, Load},
    context::Context,
    figures::{Column, Section, Table},
};
use anyhow::Result;
use serde_json::json;

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let server = context.server(&[]).await?;
    let token = context.token(server.address).await?;
    let mut table = Table::new("requests", Column::of_load());
    for clients in [1, 50] {
        context.progress.say(format!("predictions, {clients} clients"));
        let load = Load { clients, warm_up: context.seconds(1, 1), measured: context.seconds(2, 6) };
        let token = token.clone();
        let make = move |client: usize, number: usize| prediction(client, number).with_token(&token);
        let outcome = load.run(&[server.address], make, succeeded).await?;
        table.add(format!("{clients} clients"), outcome.figures());
    }
    server.end().await?;
    let mut section = Section::new("predict", "Predictions through HTTP", notes());
    section.tables.push(table);
    Ok(section)
}

/// A request for an accident that differs from those before.
fn prediction(client: usize, number: usize) -> Call {
    let accident = json!({
        "weather": "맑음", "road_surface": "건조", "road_type": "교차로 - 교차로안", "accident_type": "차대차",
        "time_period": "일반시간대", "district": "대구광역시 중구 동성로1가", "day_of_week": "수요일",
        "accident_hour": (client + number) % 24, "accident_year": 2021, "accident_month": 12, "accident_day": 8,
    });
    Call::post_json("/api/predict/eclo", &accident)
}

fn notes() -> Vec<String> {
    vec![
        "`POST /api/predict/eclo` of one `server` process with the demo model: admission, prediction with interval and contributions, \
         explanation, and the stored prediction."
            .to_owned(),
    ]
}
