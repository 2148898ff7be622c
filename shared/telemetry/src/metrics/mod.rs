//! Metrics: their descriptions, recording and export.
//!
//! A function cannot be scraped: it writes what it recorded as embedded metrics on standard output, once an invocation's response
//! has been handed over. CloudWatch reads them there; locally [`Collected`] does. A process that can be scraped keeps them itself,
//! see [`Scraped`].

mod collected;
mod describe;
mod embedded;
mod names;
mod scraped;

pub use collected::Collected;
pub use describe::{Counter, Description, Gauge, Histogram, Kind};
pub use embedded::Embedded;
pub use names::*;
pub use scraped::{ScrapeError, Scraped};

/// The namespace in CloudWatch; `/` and the stage come behind it.
pub const NAMESPACE: &str = "SISUiQ";
/// The label of the function, or of the program, that recorded something.
const SERVICE: &str = "service";
