//! Rate limits.
#![expect(clippy::unwrap_used, reason = "test code")]

use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use sisuiq_accounts_db::admissions::{Counted, Quotas, by_subject};
use sisuiq_db::{Connection, Database};
use sisuiq_testing::{Stack, TestDatabase};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

const SUBJECTS: [&str; 2] = ["account", "address"];

fn quotas(list: &[(i32, i32, i64)]) -> Quotas {
    Quotas {
        subject_of: list.iter().map(|quota| quota.0).collect(),
        most: list.iter().map(|quota| quota.1).collect(),
        spans: list.iter().map(|quota| quota.2).collect(),
    }
}

async fn count(connection: &Connection, subjects: &[&str], at: i64, quotas: &Quotas) -> Counted {
    let subjects: Vec<String> = subjects.iter().map(ToString::to_string).collect();
    by_subject(connection, Timestamp::from_millisecond(at).unwrap(), &subjects, quotas).await.unwrap()
}

/// The time after which a refused request may be retried.
fn told(counted: &Counted) -> i64 {
    let used_up = counted.resets_in.iter().zip(&counted.remaining).filter(|(_, left)| **left == 0);
    used_up.map(|(wait, _)| *wait).max().unwrap_or_default()
}

async fn database() -> Database {
    TestDatabase::create(&Stack::from_process()).await.open(8)
}

#[tokio::test]
async fn refused_request_counts_against_no_quota() {
    let database = database().await;
    let connection = database.connection().await.unwrap();
    let quotas = quotas(&[(1, 2, 10_000), (1, 1, 1_000), (2, 5, 60_000)]);
    let first = count(&connection, &SUBJECTS, 1_000_000, &quotas).await;
    assert_eq!(
        (first.is_admitted, first.remaining, first.resets_in),
        (true, vec![1, 0, 4], vec![10_000, 1_000, 60_000])
    );
    let burst = count(&connection, &SUBJECTS, 1_000_500, &quotas).await;
    assert_eq!((burst.is_admitted, burst.remaining, burst.resets_in), (false, vec![1, 0, 4], vec![9_500, 500, 59_500]));
    assert!(count(&connection, &SUBJECTS, 1_001_000, &quotas).await.is_admitted);
    let full = count(&connection, &SUBJECTS, 1_002_500, &quotas).await;
    assert_eq!((full.is_admitted, full.remaining, full.resets_in), (false, vec![0, 1, 3], vec![7_500, 1_000, 57_500]));
    assert!(count(&connection, &SUBJECTS, 1_010_000, &quotas).await.is_admitted);
}

#[tokio::test]
async fn shared_address_counts_for_both_accounts() {
    let database = database().await;
    let connection = database.connection().await.unwrap();
    let quotas = quotas(&[(1, 10, 10_000), (2, 2, 10_000)]);
    assert!(count(&connection, &["alice", "office"], 0, &quotas).await.is_admitted);
    assert!(count(&connection, &["bob", "office"], 0, &quotas).await.is_admitted);
    assert!(!count(&connection, &["carol", "office"], 0, &quotas).await.is_admitted);
    assert!(count(&connection, &["carol", "home"], 0, &quotas).await.is_admitted);
}

#[tokio::test]
async fn clock_set_back_blocks_no_one() {
    let database = database().await;
    let connection = database.connection().await.unwrap();
    let quotas = quotas(&[(1, 1, 10_000)]);
    let hour = SignedDuration::from_hours(1).as_millis();
    let now = i64::try_from(hour).unwrap() * 10;
    assert!(count(&connection, &["a"], now, &quotas).await.is_admitted);
    assert!(count(&connection, &["a"], now - 3_600_000, &quotas).await.is_admitted, "an hour back");
    // a clock that is behind by less than the span counts as correct
    let behind = count(&connection, &["a"], now - 3_605_000, &quotas).await;
    assert_eq!((behind.is_admitted, behind.resets_in), (false, vec![15_000]));
    for far in [253_402_000_000_000, 4_102_444_800_000, 2_147_483_648_000] {
        let counted = count(&connection, &["far"], far, &quotas).await;
        assert!(counted.is_admitted && counted.resets_in[0] == 10_000, "{counted:?}");
    }
}

#[tokio::test]
async fn fifty_concurrent_requests_share_a_quota() {
    let database = database().await;
    let quotas = quotas(&[(1, 20, 10_000), (2, 1_000, 10_000)]);
    let asked = (0..50).map(async |number| {
        let connection = database.connection().await.unwrap();
        // requests that name the same subjects in opposite orders must not deadlock
        let (subjects, quotas) = if number % 2 == 0 {
            (["one", "all"], quotas.clone())
        } else {
            (["all", "one"], Quotas { subject_of: vec![2, 1], ..quotas.clone() })
        };
        count(&connection, &subjects, 5_000, &quotas).await.is_admitted
    });
    let admitted = join_all(asked).await.into_iter().filter(|admitted| *admitted).count();
    assert_eq!(admitted, 20);
}

#[tokio::test]
async fn requests_without_quota_are_not_counted() {
    let database = database().await;
    let connection = database.connection().await.unwrap();
    assert!(count(&connection, &SUBJECTS, 0, &quotas(&[(1, 1, 10_000)])).await.is_admitted);
    let unlimited = count(&connection, &["free", "everywhere"], 0, &quotas(&[])).await;
    assert_eq!((unlimited.is_admitted, unlimited.remaining), (true, vec![]));
    let row = connection.query_one("SELECT array_agg(key::text) FROM rate_limits", &[]).await.unwrap();
    assert_eq!(row.get::<_, Vec<String>>(0), ["account"]);
}

/// From this many moments on, those within one 32nd of a window are merged.
const CROWD: i32 = 128;

#[test]
fn many_requests_stay_near_their_quota() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(database());
    let connection = runtime.block_on(database.connection()).unwrap();
    let number = AtomicU64::new(0);
    let steps = prop::collection::vec(0_i64..40, 300..500);
    let shape = (150_i32..300, 4_000_i64..9_000, 40_i32..80, 200_i64..600);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 12, ..ProptestConfig::default() });
    let checked = runner.run(&(shape, steps), |((most, span, burst, short), steps)| {
        let subject = format!("busy {}", number.fetch_add(1, SeqCst));
        let limits = [(most, span), (burst, short)];
        let quotas = quotas(&limits.map(|(most, span)| (1, most, span)));
        let (mut at, mut admitted) = (1_000_000, Vec::<i64>::new());
        for step in steps {
            at += step;
            let since = |from: i64| i32::try_from(admitted.iter().filter(|then| **then > from).count()).unwrap();
            let counted = runtime.block_on(count(&connection, &[&subject], at, &quotas));
            if counted.is_admitted {
                prop_assert!(limits.iter().all(|(most, span)| since(at - span) < *most), "too many at {at}");
                admitted.push(at);
            } else {
                // taken together once as long as the shorter span counts, and once more after
                let late = |span: i64| span / 32 + if span > short { short / 32 } else { 0 };
                let is_near = |(most, span): &(i32, i64)| since(at - span - late(*span) - 1) >= *most;
                prop_assert!(limits.iter().any(is_near), "refused at {at} for nothing");
                let wait = told(&counted);
                prop_assert!(wait > 0 && limits.iter().all(|(most, span)| since(at + wait - span) < *most));
            }
        }
        let kept = "SELECT cardinality(admitted), cardinality(totals), (totals[cardinality(totals)] - totals[1])::integer \
            FROM rate_limits WHERE key = $1";
        let kept = runtime.block_on(connection.query_one(kept, &[&subject])).unwrap();
        let [moments, totals, sum]: [i32; 3] = [0, 1, 2].map(|place| kept.get(place));
        prop_assert!(moments <= CROWD && moments == totals, "{moments} moments, {totals} totals");
        prop_assert!(sum > moments, "none were taken together");
        Ok(())
    });
    checked.unwrap();
}

#[test]
fn no_window_exceeds_its_quota() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(database());
    let connection = runtime.block_on(database.connection()).unwrap();
    let number = AtomicU64::new(0);
    let steps = prop::collection::vec(0_i64..4_000, 1..60);
    let shape = (1_i32..6, 1_i64..6_000, 1_i32..8, 1_i64..6_000);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 64, ..ProptestConfig::default() });
    let checked = runner.run(&(shape, steps), |((most, span, other_most, other_span), steps)| {
        let subject = format!("subject {}", number.fetch_add(1, SeqCst));
        let quotas = quotas(&[(1, most, span), (1, other_most, other_span)]);
        let mut at = 1_000_000;
        let mut admitted: Vec<i64> = Vec::new();
        for step in steps {
            at += step;
            let within = |span: i64| i32::try_from(admitted.iter().filter(|then| **then > at - span).count()).unwrap();
            let expected = within(span) < most && within(other_span) < other_most;
            let counted = runtime.block_on(count(&connection, &[&subject], at, &quotas));
            prop_assert_eq!(counted.is_admitted, expected);
            if counted.is_admitted {
                admitted.push(at);
            } else {
                // a request after the announced wait is admitted
                let wait = told(&counted);
                let later = |span: i64| {
                    i32::try_from(admitted.iter().filter(|then| **then > at + wait - span).count()).unwrap()
                };
                prop_assert!(wait > 0 && later(span) < most && later(other_span) < other_most);
            }
        }
        Ok(())
    });
    checked.unwrap();
}

#[test]
fn differing_clocks_share_one_count() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(database());
    let connection = runtime.block_on(database.connection()).unwrap();
    let number = AtomicU64::new(0);
    let steps = prop::collection::vec((0_i64..2_000, -5_000_i64..5_000), 1..80);
    let shape = (1_i32..8, 500_i64..6_000, 1_i32..8, 500_i64..6_000);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 64, ..ProptestConfig::default() });
    let checked = runner.run(&(shape, steps), |((most, span, other_most, other_span), steps)| {
        let subject = format!("skewed {}", number.fetch_add(1, SeqCst));
        let limits = [(most, span), (other_most, other_span)];
        let quotas = quotas(&limits.map(|(most, span)| (1, most, span)));
        let longest = span.max(other_span);
        let (mut now, mut admitted) = (1_000_000, Vec::<i64>::new());
        for (step, skew) in steps {
            now += step;
            let at = now + skew;
            let within = |span: i64| {
                let counts = admitted.iter().filter(|then| **then > at - span && **then <= at + longest).count();
                i32::try_from(counts).unwrap()
            };
            let expected = limits.iter().all(|(most, span)| within(*span) < *most);
            let counted = runtime.block_on(count(&connection, &[&subject], at, &quotas));
            prop_assert_eq!(counted.is_admitted, expected, "at {} after {:?}", at, &admitted);
            if counted.is_admitted {
                let left: Vec<i32> = limits.iter().map(|(most, span)| most - within(*span) - 1).collect();
                prop_assert_eq!(counted.remaining, left);
                // an admitted request drops counts that are too far away
                admitted.retain(|then| *then > at - longest && *then <= at + longest);
                admitted.push(at);
            }
        }
        Ok(())
    });
    checked.unwrap();
}
