use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::{Date, Timestamp};

/// Where the time comes from. Rules take a date or a moment; only the edges ask the clock.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is moved; for tests and for the demonstration world.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.as_millis())))
    }

    /// Moves a fixed clock on by `millis`; a system clock moves by itself.
    pub fn advance(&self, millis: i64) {
        if let Self::Fixed(now) = self {
            now.fetch_add(millis, Ordering::SeqCst);
        }
    }

    /// The moment it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
                let now = jiff::Timestamp::now();
                Timestamp::from_millis(now.as_millisecond())
            }
            Self::Fixed(now) => Timestamp::from_millis(now.load(Ordering::SeqCst)),
        }
    }

    /// The legal date it is.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().date()
    }
}
