//! Pauses between attempts.

use crate::{ModelError, RetryPolicy};
use rand::Rng;
use std::time::Duration;

/// A provider whose `Retry-After` is longer is not asked again: the next provider is.
const LONGEST_ASKED: Duration = Duration::from_secs(2);
/// No pause is longer.
const LONGEST: Duration = Duration::from_secs(8);

/// The pause before the next try after this many. `None` if no further try may help or is permitted.
pub(crate) fn pause(policy: RetryPolicy, tries: u32, error: &ModelError, chance: &mut impl Rng) -> Option<Duration> {
    if tries >= policy.attempts || !error.is_passing() {
        return None;
    }
    let whole = policy.backoff_factor * f64::from(2_u32.saturating_pow(tries.saturating_sub(1)));
    let whole = Duration::try_from_secs_f64(whole).unwrap_or(LONGEST).min(LONGEST);
    let pause = whole.mul_f64(chance.random_range(0.5..=1.0));
    match error.retry_after() {
        Some(asked) if asked > LONGEST_ASKED => None,
        Some(asked) => Some(pause.max(asked)),
        None => Some(pause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, proptest};
    use rand::{SeedableRng, rngs::SmallRng};

    const POLICY: RetryPolicy = RetryPolicy { attempts: 5, backoff_factor: 0.5 };

    fn refused(status: u16, retry_after: Option<u64>) -> ModelError {
        ModelError::Refused { status, retry_after: retry_after.map(Duration::from_secs) }
    }

    fn pause_of(tries: u32, error: &ModelError) -> Option<Duration> {
        pause(POLICY, tries, error, &mut SmallRng::seed_from_u64(1))
    }

    #[test]
    fn permanent_errors_are_not_retried() {
        for status in [400, 401, 403, 404, 413, 422] {
            assert_eq!(pause_of(1, &refused(status, None)), None, "{status}");
        }
        assert_eq!(pause_of(1, &ModelError::Malformed), None);
        assert_eq!(pause_of(5, &ModelError::Unreachable), None, "five tries were made");
    }

    #[test]
    fn retry_after_limits_retries() {
        assert_eq!(pause_of(1, &refused(429, Some(2))), Some(Duration::from_secs(2)));
        assert_eq!(pause_of(1, &refused(429, Some(3))), None);
        assert!(pause_of(1, &refused(503, Some(0))).is_some_and(|pause| pause >= Duration::from_millis(250)));
    }

    proptest! {
        #[test]
        fn backoff_is_exponential_with_jitter(tries in 1_u32..5, seed in any::<u64>()) {
            let pause = pause(POLICY, tries, &ModelError::Unreachable, &mut SmallRng::seed_from_u64(seed)).unwrap();
            let whole = 0.5 * f64::from(1 << (tries - 1));
            prop_assert!((whole / 2.0..=whole).contains(&pause.as_secs_f64()));
        }
    }
}
