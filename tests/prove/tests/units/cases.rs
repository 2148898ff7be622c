//! Running the cases of a dose.

use prove::Dose;

#[tokio::test]
async fn errors_and_panics_fail_one_case() {
    let dose = Dose::new(10, 1);
    let mut failures = dose
        .run(4, |case, _| async move {
            assert!(case != 3, "three is too many");
            if case == 7 { Err("seven is odd") } else { Ok(()) }
        })
        .await;
    failures.sort_by_key(|failure| failure.case);
    let messages: Vec<_> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["case 3 of seed 1: it panicked: three is too many", "case 7 of seed 1: seven is odd"]);
    assert_eq!(dose.done(), 10);
}
