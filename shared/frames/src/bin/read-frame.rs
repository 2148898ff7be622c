//! Reads a table under limits and writes its columnar copy: the child of [`sisuiq_frames::FrameReader`].

use std::process::ExitCode;

fn main() -> ExitCode {
    sisuiq_frames::child::main(std::env::args_os().skip(1))
}
