//! The attacks of hostile sources.

use prove::suites::hostile_sources::{SUITE, count};

#[test]
fn every_attack_is_tried() {
    assert_eq!((SUITE.quick, SUITE.full), (count(), count()));
}
