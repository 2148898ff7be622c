//! Doses.

use prove::Dose;
use rand::Rng;

#[test]
fn single_case_repeats_its_random_numbers() {
    let drawn = |dose: &Dose| dose.numbers().map(|case| dose.chance(case).random::<u64>()).collect::<Vec<_>>();
    let all = drawn(&Dose::new(5, 7));
    assert_eq!(drawn(&Dose::single(3, 7)), [all[3]]);
    assert_ne!(all[2], all[3]);
    assert_ne!(drawn(&Dose::new(5, 8)), all);
}
