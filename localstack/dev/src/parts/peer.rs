//! The Python programs that the benchmarks compare the product with.

use anyhow::Result;

use super::{Installer, Part};
use crate::console::Step;

const LIST: &str = "../../bench/peer/requirements.txt";

pub(super) fn part() -> Part {
    Part { title: "the Python peer of the benchmarks", name: "peer", sources: vec![LIST], install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    installer.make_venv(&installer.project.parts().join("peer"), LIST, step)
}
