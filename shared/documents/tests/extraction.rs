//! Files as people and attackers send them, read by the real child process.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot be set up fails"
)]

#[expect(unreachable_pub, reason = "the builder is public to the tests of all crates")]
#[path = "../../testing/src/pdf.rs"]
mod pdf;

#[path = "extraction"]
mod extraction {
    pub(crate) mod boxes;
    pub(crate) mod fonts;
    pub(crate) mod hidden;
    pub(crate) mod hostile;
    pub(crate) mod layout;
    pub(crate) mod marks;
    pub(crate) mod pictures;
    pub(crate) mod strikes;
    pub(crate) mod support;
    pub(crate) mod tables;
    pub(crate) mod written;
}
