//! A device behind a thread of its own: what a driver does there, hanging and panicking included, costs the rest of the
//! program one sentence.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use crossbeam_channel::{Receiver, Sender, bounded};

use super::Input;
use crate::decode::silence_panics;
use crate::photo::Embedding;

/// How long a device may take to open: drivers compile the shaders then.
const LONGEST_OPENING: Duration = Duration::from_secs(60);

/// How long a batch may take.
const LONGEST_BATCH: Duration = Duration::from_secs(20);

/// Runs the network on some pictures; after an error it is of no use any more.
pub type Runner = Box<dyn FnMut(&[Input]) -> anyhow::Result<Vec<Embedding>>>;

type Answer = Result<Vec<Embedding>, String>;

/// A device, open. Dropping it closes the device.
#[derive(Debug)]
pub struct Driver {
    /// Pictures that are run at once, at most.
    pub most: usize,
    work: Sender<Arc<Vec<Input>>>,
    answers: Receiver<Answer>,
}

impl Driver {
    /// Opens a device: `open` returns what runs the network and how many pictures it takes at once.
    pub fn start(
        open: impl FnOnce() -> anyhow::Result<(Runner, usize)> + Send + 'static,
    ) -> anyhow::Result<Self> {
        let (work, todo) = bounded::<Arc<Vec<Input>>>(1);
        let (tell, opened) = bounded(1);
        let (answer, answers) = bounded(1);
        let thread = move || {
            silence_panics();
            let mut runner = match contained(open) {
                Ok((runner, most)) => {
                    tell.send(Ok(most)).ok();
                    runner
                }
                Err(reason) => return tell.send(Err(reason)).unwrap_or_default(),
            };
            for inputs in todo {
                let outcome = contained(|| runner(&inputs));
                let broken = outcome.is_err();
                if answer.send(outcome).is_err() || broken {
                    break;
                }
            }
            // Even closing a device that was lost may panic.
            let close = || {
                drop(runner);
                Ok(())
            };
            contained(close).ok();
        };
        let named = std::thread::Builder::new().name("gpu driver".to_owned());
        named.spawn(thread).context("no thread is left for it")?;
        let opened = opened.recv_timeout(LONGEST_OPENING);
        let most = opened
            .map_err(|_| anyhow!("it does not open within a minute"))?
            .map_err(|reason| anyhow!(reason))?;
        Ok(Self { most, work, answers })
    }

    /// Runs the network on all `inputs`, no more than [`Driver::most`]; blocks until the device answers, or for
    /// [`LONGEST_BATCH`].
    pub fn run(&mut self, inputs: &Arc<Vec<Input>>) -> Answer {
        let gone = "the device stopped answering".to_owned();
        if self.work.send(Arc::clone(inputs)).is_err() {
            return Err(gone);
        }
        let embeddings = self.answers.recv_timeout(LONGEST_BATCH).map_err(|_| gone)??;
        let (asked, answered) = (inputs.len(), embeddings.len());
        if asked == answered {
            Ok(embeddings)
        } else {
            Err(format!("it answered {answered} of {asked} pictures"))
        }
    }
}

/// The error in words, that of a panic too.
fn contained<T>(work: impl FnOnce() -> anyhow::Result<T>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome.map_err(|error| one_line(&format!("{error:#}"))),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()));
            Err(format!("its driver broke down: {}", one_line(&said.unwrap_or_default())))
        }
    }
}

/// The first line: what follows are call stacks and causes in the words of a library.
fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Arc<Vec<Input>> {
        Arc::new(vec![Input(Vec::new())])
    }

    fn driver(runner: impl FnMut(&[Input]) -> anyhow::Result<Vec<Embedding>> + Send + 'static) -> Driver {
        Driver::start(move || Ok((Box::new(runner), 1))).expect("open")
    }

    #[test]
    fn what_a_driver_does_is_one_sentence() {
        let refused = Driver::start(|| Err(anyhow!("no such device\n   at line 7"))).expect_err("refused");
        assert_eq!(refused.to_string(), "no such device");
        let refused = Driver::start(|| panic!("deep inside")).expect_err("broke down");
        assert_eq!(refused.to_string(), "its driver broke down: deep inside");
        let mut driver = driver(|_| panic!("later"));
        assert_eq!(driver.run(&one()), Err("its driver broke down: later".to_owned()));
        assert_eq!(driver.run(&one()), Err("the device stopped answering".to_owned()));
    }

    #[test]
    fn too_few_answers_are_none() {
        let mut driver = driver(|_| Ok(Vec::new()));
        assert_eq!(driver.run(&one()), Err("it answered 0 of 1 pictures".to_owned()));
    }
}
