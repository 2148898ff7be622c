use super::PathTable;
use crate::TemplateError;

const BEGIN: &str = "# throttles of functions/paths.yaml, written by cargo dev template --write";
const END: &str = "# end of throttles";

/// Replaces the throttles in the text of a template, which are between two marker lines.
///
/// # Errors
/// The template lacks a marker line.
pub fn with_throttles(template: &str, table: &PathTable) -> Result<String, TemplateError> {
    let missing = |line| TemplateError::invalid("template.yaml", format!("has no line {line:?}"));
    let (before, rest) = template.split_once(BEGIN).ok_or_else(|| missing(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
    let indent: String = before.chars().rev().take_while(|character| *character == ' ').collect();
    let mut text = format!("{before}{BEGIN}\n");
    for line in table.method_settings() {
        text.extend([&indent, &line, "\n"]);
    }
    Ok(format!("{text}{indent}{END}{after}"))
}
