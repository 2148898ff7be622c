//! `cargo dev predictor`

use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sisuiq_accidents::{METADATA_FILE, Metadata, Predictor};

use crate::cli::{BundleArguments, ImportArguments, PredictorAction, PredictorArguments, TrainArguments};
use crate::console::{self, Console};
use crate::parts;
use crate::predictor::{card, described, model_text, refuse_existing, write};
use crate::project::Project;

/// The demo model, and the scripts that train models.
const DEMO: &str = "seeds/accident_model";
/// The longest file that is imported.
const LONGEST: u64 = 256 << 20;

/// Writes or describes a bundle.
pub(super) fn run(project: &Project, arguments: &PredictorArguments) -> Result<()> {
    match &arguments.action {
        PredictorAction::Train(arguments) => train(project, arguments),
        PredictorAction::Import(arguments) => import(project, arguments),
        PredictorAction::Info { folder } => {
            let folder = folder.clone().unwrap_or_else(|| project.root().join(DEMO));
            let predictor = Predictor::load(&folder).with_context(|| format!("cannot use {}", folder.display()))?;
            console::line(card(&predictor));
            Ok(())
        }
    }
}

fn train(project: &Project, arguments: &TrainArguments) -> Result<()> {
    refuse_existing(&arguments.bundle)?;
    let draft = Draft::new(project)?;
    let step_name = format!("Training on {}", arguments.csv.display());
    run_script(project, &draft, &step_name, &script_options(&arguments.csv, &arguments.bundle)?)?;
    finish(&draft, &arguments.bundle)
}

fn import(project: &Project, arguments: &ImportArguments) -> Result<()> {
    refuse_existing(&arguments.bundle)?;
    let file = &arguments.file;
    let length = fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    ensure!(length <= LONGEST, "{} is longer than {} MiB", file.display(), LONGEST >> 20);
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let model = model_text(content).with_context(|| format!("cannot import {}", file.display()))?;
    let metadata = described(&model, &arguments.bundle)?;
    let Some(csv) = &arguments.csv else {
        return done(&write(metadata, &model, &arguments.bundle.out)?, &arguments.bundle.out);
    };
    // before the measurement, which takes longer
    Predictor::new(metadata, model.as_bytes()).context("the model cannot be used")?;
    let draft = Draft::new(project)?;
    let input = draft.0.join("imported.txt");
    fs::write(&input, &model).with_context(|| format!("cannot write {}", input.display()))?;
    let mut options = script_options(csv, &arguments.bundle)?;
    options.push(format!("--model={}", input.display()));
    run_script(project, &draft, &format!("Measuring on {}", csv.display()), &options)?;
    finish(&draft, &arguments.bundle)
}

/// The folder that the script writes into.
struct Draft(PathBuf);

impl Draft {
    fn new(project: &Project) -> Result<Self> {
        let folder = project.local().join(format!("predictor-{}", std::process::id()));
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // what remains is in the folder of generated files
        let _removed = fs::remove_dir_all(&self.0);
    }
}

fn script_options(csv: &Path, options: &BundleArguments) -> Result<Vec<String>> {
    let csv = absolute(csv)?;
    ensure!(csv.is_file(), "there is no file {}", csv.display());
    let mut all = vec![
        format!("--csv={}", csv.display()),
        format!("--model-version={}", options.model_version),
        format!("--source={}", options.source),
    ];
    all.extend(options.source_korean.iter().map(|text| format!("--source-korean={text}")));
    Ok(all)
}

/// Runs the training script, which also measures models that exist.
fn run_script(project: &Project, draft: &Draft, name: &str, options: &[String]) -> Result<()> {
    let console = Console::new();
    parts::install_predictor(project, &console)?;
    let step = console.step(name);
    let mut command = Command::new(parts::predictor(project));
    command.args(["-B", "-X", "utf8"]).arg(project.root().join(DEMO).join("train.py"));
    command.args(options).arg(format!("--out={}", draft.0.display()));
    parts::run_quietly(&mut command)?;
    step.done("");
    Ok(())
}

/// Takes what the script wrote into the bundle.
fn finish(draft: &Draft, options: &BundleArguments) -> Result<()> {
    let read = |name| fs::read(draft.0.join(name)).with_context(|| format!("the script wrote no {name}"));
    let metadata: Metadata = serde_json::from_slice(&read(METADATA_FILE)?)?;
    let model = String::from_utf8(read(sisuiq_accidents::MODEL_FILE)?)?;
    let metadata = Metadata { cut_offs: options.cut_offs, ..metadata };
    done(&write(metadata, &model, &options.out)?, &options.out)
}

fn done(predictor: &Predictor, folder: &Path) -> Result<()> {
    console::line(card(predictor));
    console::note(format!("wrote {}", absolute(folder)?.display()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use sisuiq_accidents::{CutOffs, MODEL_FILE};

    use super::*;

    fn demo_model() -> String {
        fs::read_to_string(Project::locate().unwrap().root().join(DEMO).join(MODEL_FILE)).unwrap()
    }

    /// A folder with a file to import, and the options to import it.
    fn options(content: &[u8]) -> (tempfile::TempDir, ImportArguments) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("model.pkl");
        fs::write(&file, content).unwrap();
        let bundle = BundleArguments {
            out: folder.path().join("bundle"),
            model_version: "imported-1".to_owned(),
            source: "accidents of a city".to_owned(),
            source_korean: Some("어느 도시의 사고".to_owned()),
            cut_offs: CutOffs::new([2.0, 4.0, 8.0]).unwrap(),
            replace: false,
        };
        (folder, ImportArguments { file, csv: None, bundle })
    }

    fn pickle(model: &str) -> Vec<u8> {
        let length = u32::try_from(model.len()).unwrap().to_le_bytes();
        [b"\x80\x03}X\x06\x00\x00\x00handleX", length.as_slice(), model.as_bytes(), b"s."].concat()
    }

    fn refusal(arguments: &ImportArguments) -> String {
        format!("{:#}", import(&Project::locate().unwrap(), arguments).unwrap_err())
    }

    #[test]
    fn pickle_becomes_a_bundle() {
        let (_folder, mut arguments) = options(&pickle(&demo_model()));
        let project = Project::locate().unwrap();
        import(&project, &arguments).unwrap();
        let predictor = Predictor::load(&arguments.bundle.out).unwrap();
        let metadata = predictor.metadata();
        assert_eq!((metadata.version.as_str(), metadata.demo), ("imported-1", false));
        assert_eq!(metadata.source.korean, "어느 도시의 사고");
        assert_eq!((metadata.years.first, metadata.cut_offs), (2019, arguments.bundle.cut_offs));
        assert!(card(&predictor).contains("interval     none: it was not fitted\nquality      not measured\n"));
        let model = fs::read_to_string(arguments.bundle.out.join(MODEL_FILE)).unwrap();
        assert!(model == demo_model());
        assert!(refusal(&arguments).contains("--replace replaces it"));
        arguments.bundle.replace = true;
        arguments.bundle.model_version = "imported-2".to_owned();
        import(&project, &arguments).unwrap();
        assert_eq!(Predictor::load(&arguments.bundle.out).unwrap().metadata().version, "imported-2");
        assert_eq!(fs::read_dir(&arguments.bundle.out).unwrap().count(), 2);
    }

    #[test]
    fn unusable_models_write_nothing() {
        let model = demo_model();
        let table = [
            (
                pickle(&model.replacen("기상상태", "날씨", 1)),
                "the model cannot be used: the model has the features 날씨,",
            ),
            (pickle(&model.replacen("objective=regression", "objective=huber", 1)), "has the objective \"huber\""),
            (pickle(&model.replacen("split_feature=", "split_feature=99 ", 1)), "the model cannot be read: line"),
            (pickle(&model.replacen("[2019:2021]", "none", 1)), "does not name the years"),
            (pickle(&model.replacen("[0:198]", "[0:250]", 1)), "other codes were used"),
            (pickle(&model[..model.len() / 2]), "there is no complete LightGBM model"),
            (b"\x80\x03}.".to_vec(), "there is no complete LightGBM model"),
            (b"PK\x03\x04".to_vec(), "compressed by ZIP"),
            (Vec::new(), "the file is empty"),
        ];
        for (content, expected) in table {
            let (_folder, arguments) = options(&content);
            let found = refusal(&arguments);
            assert!(found.contains(expected), "{expected}: {found}");
            assert!(!arguments.bundle.out.exists(), "{expected}");
        }
    }

    #[test]
    fn versions_and_files_are_checked() {
        let (folder, mut arguments) = options(&pickle(&demo_model()));
        arguments.bundle.model_version = "a/b".to_owned();
        assert!(refusal(&arguments).contains("version must have 1 to 50 letters"));
        arguments.file = folder.path().join("missing");
        assert!(refusal(&arguments).contains("cannot read"));
        let bundle = arguments.bundle;
        let error = script_options(&folder.path().join("missing.csv"), &bundle).unwrap_err();
        assert!(error.to_string().contains("there is no file"));
    }
}
