//! The processors that functions run on.

use clap::ValueEnum;

/// A processor architecture of Lambda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Architecture {
    #[value(name = "arm64")]
    Arm64,
    #[value(name = "x86_64")]
    X86,
}

impl Architecture {
    pub(crate) const ALL: [Self; 2] = [Self::Arm64, Self::X86];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::X86 => "x86_64",
        }
    }

    /// The option of cargo-lambda.
    pub(super) fn flag(self) -> &'static str {
        match self {
            Self::Arm64 => "--arm64",
            Self::X86 => "--x86-64",
        }
    }

    pub(super) fn triple(self) -> &'static str {
        match self {
            Self::Arm64 => "aarch64-unknown-linux-gnu",
            Self::X86 => "x86_64-unknown-linux-gnu",
        }
    }

    /// Platform tags of Python packages, the newest first.
    pub(super) fn platforms(self) -> [String; 3] {
        let processor = match self {
            Self::Arm64 => "aarch64",
            Self::X86 => "x86_64",
        };
        ["2_28", "2_27", "2_17"].map(|version| format!("manylinux_{version}_{processor}"))
    }
}
