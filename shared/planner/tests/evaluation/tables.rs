//! The tables of the questions.

use sisuiq_analytics::{Kind, Limits, Mapping};
use sisuiq_frames::Frame;
use sisuiq_planner::Vocabulary;
use std::{
    collections::HashMap,
    fs::File,
    path::{Path, PathBuf},
};

/// The name of each table, its file, and the name of its dataset.
const ALL: [(&str, &str, &str); 8] = [
    ("accidents", "tests/evaluation/tables/accidents.csv", "교통사고"),
    ("school_zones", "tests/evaluation/tables/school_zones.csv", "어린이보호구역"),
    ("cameras", "tests/evaluation/tables/cameras.csv", "무인교통단속카메라"),
    ("seattle_weather", "tests/evaluation/tables/seattle_weather.csv", "seattle weather"),
    ("iowa_electricity", "tests/evaluation/tables/iowa_electricity.csv", "iowa electricity"),
    ("outages", "../../seeds/outages.csv", "outages"),
    ("daegu_districts", "../frames/data/daegu_districts.csv", "Daegu districts"),
    ("daegu_accidents", "../frames/tests/parity/tables/accidents.csv", "accidents"),
];

pub(crate) struct Tables(HashMap<&'static str, (Frame, Vocabulary)>);

/// The folder of the questions.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluation")
}

impl Default for Tables {
    fn default() -> Self {
        Self(ALL.into_iter().map(|(name, path, title)| (name, read(path, title))).collect())
    }
}

fn read(path: &str, title: &str) -> (Frame, Vocabulary) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    read_from(File::open(path).unwrap(), title)
}

/// A table of a CSV file, with the words of its dataset.
pub(crate) fn read_from(file: File, title: &str) -> (Frame, Vocabulary) {
    let frame = Frame::read(file, Kind::Csv, Limits::default(), Mapping::default()).unwrap().0;
    let vocabulary = Vocabulary::of(&frame, title).unwrap();
    (frame, vocabulary)
}

impl Tables {
    pub(crate) fn frame(&self, name: &str) -> &Frame {
        &self.0[name].0
    }

    pub(crate) fn vocabulary(&self, name: &str) -> &Vocabulary {
        &self.0[name].1
    }
}
