use super::{Operation, PathTable, described};
use crate::TemplateError;

const BEGIN: &str = "# throttles of functions/paths.yaml, written by cargo dev template --write";
const END: &str = "# end of throttles";

/// Replaces the throttles in the text of a template, which are between two marker lines, by those of a description and
/// a table.
///
/// # Errors
/// The description and the table contradict each other, or the template lacks a marker line.
pub fn with_throttles(openapi: &str, table: &PathTable, template: &str) -> Result<String, TemplateError> {
    let operations = described(openapi)?;
    check(&operations, table)?;
    let missing = |line| TemplateError::invalid("template.yaml", format!("has no line {line:?}"));
    let (before, rest) = template.split_once(BEGIN).ok_or_else(|| missing(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
    let indent: String = before.chars().rev().take_while(|character| *character == ' ').collect();
    let mut text = format!("{before}{BEGIN}\n");
    for line in method_settings(&operations, table) {
        text.extend([&indent, &line, "\n"]);
    }
    Ok(format!("{text}{indent}{END}{after}"))
}

/// Checks that the operations name classes of the table, and that each class has an operation.
pub(super) fn check(operations: &[Operation], table: &PathTable) -> Result<(), TemplateError> {
    for operation in operations {
        if let Some(class) = operation.throttle.as_ref().filter(|class| !table.throttles.contains_key(*class)) {
            let reason = format!("{operation} has the throttle {class}, which functions/paths.yaml does not define");
            return Err(TemplateError::invalid("openapi.json", reason));
        }
    }
    let is_used = |class: &String| operations.iter().any(|operation| operation.throttle.as_ref() == Some(class));
    match table.throttles.keys().find(|class| !is_used(class)) {
        Some(class) => {
            Err(TemplateError::invalid("functions/paths.yaml", format!("no operation has the throttle {class}")))
        }
        None => Ok(()),
    }
}

/// The gateway's `MethodSettings` for all operations with a class, one per line: class by class, in the order of the
/// operations.
fn method_settings(operations: &[Operation], table: &PathTable) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, class) in &table.throttles {
        for Operation { method, path, .. } in operations.iter().filter(|one| one.throttle.as_ref() == Some(name)) {
            // slashes after the first are escaped as in JSON pointers
            let path = format!("/{}", path.replace('/', "~1"));
            let (rate, burst) = (class.rate, class.burst);
            lines.push(format!(
                "- {{HttpMethod: {method}, ResourcePath: \"{path}\", MetricsEnabled: true, \
                 ThrottlingRateLimit: {rate}, ThrottlingBurstLimit: {burst}}}"
            ));
        }
    }
    lines
}
