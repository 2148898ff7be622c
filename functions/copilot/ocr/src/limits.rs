//! The limits of one page.

use jiff::SignedDuration;
use std::time::Duration;

/// Pixels per inch of a picture. The detector sees A4 at 150, and letters of 8 points are 17 pixels high.
pub(crate) const PIXELS_PER_INCH: u32 = 150;
/// The most pixels of a picture: A2 at 150 pixels per inch. Larger pages are drawn smaller.
pub(crate) const MOST_PIXELS: u32 = 9_000_000;
/// The most time for recognising a page.
pub(crate) const MOST_TIME: Duration = Duration::from_mins(1);
/// The time that an attempt takes at most, with the download, the picture and the end. An attempt does not begin without it.
pub(crate) const WHOLE_TIME: Duration = Duration::from_secs(100);
/// Attempts that may begin for a page.
pub(crate) const MOST_ATTEMPTS: i32 = 3;
/// The time after which the last attempt of a page was killed, if nothing was heard of it: the longest invocation.
pub(crate) const KILLED_AFTER: SignedDuration = SignedDuration::from_mins(5);
