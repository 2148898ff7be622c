use std::time::Duration;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::{Function, TemplateError};

/// A periodic invocation of a function with a fixed input.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// The function, by its local name.
    pub function: String,
    /// The interval of invocations.
    pub every: Duration,
    /// The input of the function.
    pub input: Json,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ScheduleEvent {
    schedule_expression: String,
    input: Option<String>,
    state: Option<String>,
}

pub(crate) fn read(functions: &[Function]) -> Result<Vec<Schedule>, TemplateError> {
    let mut schedules = Vec::new();
    for function in functions {
        for (place, properties) in function.events("ScheduleV2") {
            let event =
                ScheduleEvent::deserialize(properties).map_err(|error| TemplateError::invalid(&place, error))?;
            if event.state.as_deref() == Some("DISABLED") {
                continue;
            }
            let input = event.input.as_deref().unwrap_or("{}");
            schedules.push(Schedule {
                function: function.name.clone(),
                every: rate(&event.schedule_expression, &place)?,
                input: serde_json::from_str(input).map_err(|error| TemplateError::invalid(&place, error))?,
            });
        }
    }
    Ok(schedules)
}

/// Parses an expression such as `rate(5 minutes)`.
fn rate(expression: &str, place: &str) -> Result<Duration, TemplateError> {
    let wrong = || TemplateError::invalid(place, format!("{expression:?} is not rate(N minutes|hours|days)"));
    let inside = expression.strip_prefix("rate(").and_then(|rest| rest.strip_suffix(')')).ok_or_else(wrong)?;
    let (count, unit) = inside.split_once(' ').ok_or_else(wrong)?;
    let count: u64 = count.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)?;
    let unit_seconds: u64 = match unit {
        "minute" | "minutes" => 60,
        "hour" | "hours" => 3_600,
        "day" | "days" => 86_400,
        _ => return Err(wrong()),
    };
    count.checked_mul(unit_seconds).map(Duration::from_secs).ok_or_else(wrong)
}
