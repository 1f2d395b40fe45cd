//! How fast work goes and how long it will take, from what was done in the last seconds.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The past that counts.
const WINDOW: Duration = Duration::from_secs(8);
/// Less is too little to say anything from.
const LEAST: Duration = Duration::from_millis(1500);

/// Looks at a counter, the oldest first.
#[derive(Debug, Default)]
pub struct Pace(VecDeque<(Instant, u64)>);

impl Pace {
    /// Looks at the counter; a smaller one than before means that something else is counted now.
    pub fn look(&mut self, now: Instant, done: u64) {
        if self.0.back().is_some_and(|(_, before)| *before > done) {
            self.0.clear();
        }
        while self.0.front().is_some_and(|(then, _)| now - *then > WINDOW) {
            self.0.pop_front();
        }
        self.0.push_back((now, done));
    }

    /// Time that was spent waiting for the user does not count.
    pub fn forget(&mut self) {
        self.0.clear();
    }

    /// Steps a second; `None` while nothing can be said.
    pub fn per_second(&self) -> Option<f64> {
        let ((then, before), (now, done)) = (self.0.front()?, self.0.back()?);
        let time = *now - *then;
        (time >= LEAST && done > before).then(|| (done - before) as f64 / time.as_secs_f64())
    }

    /// Time for `left` more steps.
    pub fn time_for(&self, left: u64) -> Option<Duration> {
        Duration::try_from_secs_f64(left as f64 / self.per_second()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_seconds_tell() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        pace.look(start, 0);
        assert_eq!(pace.per_second(), None);
        for second in 1..=20 {
            let done = if second <= 10 { second } else { 10 + (second - 10) * 5 };
            pace.look(start + Duration::from_secs(second), done);
        }
        assert_eq!(pace.per_second(), Some(5.0));
        assert_eq!(pace.time_for(50), Some(Duration::from_secs(10)));
        pace.look(start + Duration::from_secs(21), 0);
        assert_eq!(pace.per_second(), None);
    }
}
