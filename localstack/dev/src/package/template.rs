//! The template of a package, with paths of its files instead of folders.

use anyhow::{Context, Result, bail};

use super::architecture::Architecture;
use super::layer;

/// The processor in the source template.
const WRITTEN: Architecture = Architecture::Arm64;

/// # Errors
/// The template does not have exactly one folder at an expected place.
pub(super) fn packaged(template: &str, architecture: Architecture, functions: &[String]) -> Result<String> {
    let mut lines: Vec<String> = template.lines().map(str::to_owned).collect();
    for name in functions {
        let is_its_folder = |folder: &str| {
            let parts: Vec<_> = folder.split('/').collect();
            matches!(parts.as_slice(), ["functions", _system, folder] if folder == name)
        };
        replace(&mut lines, "CodeUri", is_its_folder, &path_of(name, architecture))
            .with_context(|| format!("template.yaml should name the folder of {name} once"))?;
    }
    for layer in &layer::ALL {
        let folder = format!(".local/layers/{}", layer.name);
        for processor in layer.processors(&[architecture]) {
            replace(&mut lines, "ContentUri", |value| value == folder, &layer_path(layer.name, processor))?;
        }
    }
    let (written, own) = (format!("[{}]", WRITTEN.name()), format!("[{}]", architecture.name()));
    replace(&mut lines, "Architectures", |value| value == written, &own)?;
    for line in &mut lines {
        if line.trim_start() == format!("CompatibleArchitectures: {written}") {
            *line = line.replace(&written, &own);
        }
    }
    Ok(lines.join("\n") + "\n")
}

/// Replaces the value in the only line with this property and a matching value.
fn replace(lines: &mut [String], property: &str, is_written: impl Fn(&str) -> bool, value: &str) -> Result<()> {
    let prefix = format!("{property}: ");
    let has_value = |line: &&mut String| line.trim_start().strip_prefix(&prefix).is_some_and(&is_written);
    let mut found = lines.iter_mut().filter(has_value);
    let (Some(line), None) = (found.next(), found.next()) else {
        bail!("template.yaml should have one {property} of the form that is replaced by {value}");
    };
    let indent = line.len() - line.trim_start().len();
    line.replace_range(indent.., &format!("{prefix}{value}"));
    Ok(())
}

/// The path of a function's file in a package.
pub(super) fn path_of(function: &str, architecture: Architecture) -> String {
    format!("functions/{function}.{}.zip", architecture.name())
}

/// The path of a layer in a package, for one processor or for all.
pub(super) fn layer_path(layer: &str, architecture: Option<Architecture>) -> String {
    match architecture {
        Some(architecture) => format!("layers/{layer}.{}.zip", architecture.name()),
        None => format!("layers/{layer}.zip"),
    }
}

/// The name of the template for a processor in a package; the default processor has the default name.
pub(super) fn template_path(architecture: Architecture) -> String {
    if architecture == WRITTEN { "template.yaml".to_owned() } else { format!("template.{}.yaml", architecture.name()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn template_has_files_instead_of_folders() {
        let project = Project::locate().unwrap();
        let written = sisuiq_template::with_definition(&project.template()).unwrap();
        let functions = project.functions().unwrap();
        for architecture in Architecture::ALL {
            let packaged = packaged(&written, architecture, &functions).unwrap();
            assert_eq!(packaged.lines().count(), written.lines().count());
            let uris: Vec<_> = packaged.lines().filter(|line| line.contains("CodeUri: ")).collect();
            assert_eq!(uris.len(), functions.len());
            assert!(uris.iter().all(|line| line.ends_with(&format!(".{}.zip", architecture.name()))), "{uris:?}");
            let uris = packaged.lines().filter_map(|line| line.trim_start().strip_prefix("ContentUri: "));
            let mut expected = vec!["layers/embedding-f32.zip".into(), "layers/embedding-int8.zip".into()];
            expected.extend(["layers/ocr-models.zip".into(), "layers/predictor.zip".into()]);
            expected.extend(["onnxruntime", "pdfium"].map(|layer| layer_path(layer, Some(architecture))));
            let mut uris: Vec<_> = uris.map(str::to_owned).collect();
            uris.sort();
            expected.sort();
            assert_eq!(uris, expected);
            let compatible = format!("CompatibleArchitectures: [{}]", architecture.name());
            assert_eq!(packaged.lines().filter(|line| line.trim_start() == compatible).count(), 2);
            let others = Architecture::ALL.into_iter().filter(|other| *other != architecture);
            for other in others {
                assert!(!packaged.contains(&format!("[{}]", other.name())));
            }
        }
    }

    #[test]
    fn template_with_other_folders_is_rejected() {
        assert!(packaged("CodeUri: elsewhere\n", Architecture::Arm64, &["auth".to_owned()]).is_err());
        assert!(
            packaged(
                "CodeUri: functions/a/auth\nCodeUri: functions/b/auth\n",
                Architecture::Arm64,
                &["auth".to_owned()]
            )
            .is_err()
        );
    }
}
