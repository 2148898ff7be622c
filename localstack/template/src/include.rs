use std::{fs, path::Path};

use crate::TemplateError;

/// The line of a template that `AWS::Include` replaces with a file.
const INCLUDE: &str = "Fn::Transform: {Name: AWS::Include, Parameters: {Location: ";

/// Reads a template and inserts the definition of its API from a separate file, like `AWS::Include` during a deployment.
///
/// # Errors
/// A file cannot be read.
pub fn with_definition(template: &Path) -> Result<String, TemplateError> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|source| TemplateError::Unreadable { path: path.to_owned(), source })
    };
    let folder = template.parent().unwrap_or(template);
    let mut text = String::new();
    for line in read(template)?.lines() {
        let included = line.trim_start().strip_prefix(INCLUDE).and_then(|rest| rest.strip_suffix("}}"));
        let Some(name) = included else {
            text.extend([line, "\n"]);
            continue;
        };
        let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
        for included in read(&folder.join(name))?.lines() {
            text.extend([indent, included, "\n"]);
        }
    }
    Ok(text)
}
