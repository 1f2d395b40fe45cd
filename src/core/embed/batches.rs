//! A device at work: workers hand in pictures and go on, and the device runs those that have gathered as one batch. If it
//! fails, the processor embeds what was handed in, and nobody is left waiting.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};

use super::driver::Driver;
use super::{Input, Reply};
use crate::photo::Embedding;

/// How long a picture waits for others.
const LONGEST_WAIT: Duration = Duration::from_millis(2);

/// A device without requests for this long is closed, to free its memory.
const IDLE: Duration = Duration::from_secs(30);

/// A picture, and who is told its embedding.
pub struct Request {
    /// What the network sees.
    pub input: Input,
    /// Called once, whatever becomes of the device.
    pub reply: Reply,
}

/// Whether a picture waits for the device while that has enough to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// It is handed back: the processor is quicker then.
    WhatFits,
    /// It waits; the user asked for this device.
    Everything,
}

/// The way to a device at work.
#[derive(Debug, Clone)]
pub struct Queue {
    requests: Sender<Request>,
    share: Share,
}

impl Queue {
    /// Hands in a picture; gives it back if the device has enough to do, or is gone.
    pub fn offer(&self, request: Request) -> Result<(), Request> {
        match self.share {
            Share::WhatFits => self.requests.try_send(request).map_err(TrySendError::into_inner),
            Share::Everything => self.requests.send(request).map_err(|gone| gone.0),
        }
    }
}

/// The engine's side of a device at work.
pub struct Around<P> {
    /// Embeds a picture on the processor.
    pub processor: P,
    /// Called when the device is at work no longer; with the reason, if it failed.
    pub ended: Box<dyn FnOnce(Option<String>) + Send>,
}

/// Puts a device to work, `batch` pictures at once.
pub fn start<P>(driver: Driver, batch: usize, share: Share, around: Around<P>) -> anyhow::Result<Queue>
where
    P: FnMut(&Input) -> Result<Embedding, String> + Send + 'static,
{
    let batch = batch.clamp(1, driver.most);
    // One batch runs while the next one gathers; the processor takes the rest.
    let (requests, todo) = bounded(batch);
    let work = move || serve(driver, &todo, batch, around);
    std::thread::Builder::new().name("gpu".to_owned()).spawn(work).context("no thread is left for it")?;
    Ok(Queue { requests, share })
}

fn serve<P>(mut driver: Driver, todo: &Receiver<Request>, batch: usize, around: Around<P>)
where
    P: FnMut(&Input) -> Result<Embedding, String>,
{
    let Around { mut processor, ended } = around;
    let mut answer = |input: &Input, reply: Reply| reply(processor(input));
    let reason = loop {
        let (inputs, replies) = match gather(todo, batch) {
            Ok(gathered) => gathered,
            Err(_) => break None,
        };
        let inputs = Arc::new(inputs);
        match driver.run(&inputs) {
            Ok(embeddings) => {
                replies.into_iter().zip(embeddings).for_each(|(reply, embedding)| reply(Ok(embedding)));
            }
            Err(reason) => {
                inputs.iter().zip(replies).for_each(|(input, reply)| answer(input, reply));
                break Some(reason);
            }
        }
    };
    drop(driver);
    // New requests no longer arrive after this; those already in the queue are still answered.
    ended(reason);
    while let Ok(Request { input, reply }) = todo.recv() {
        answer(&input, reply);
    }
}

/// Waits for a picture, then for others, [`LONGEST_WAIT`] in all; an error if none comes any more.
fn gather(todo: &Receiver<Request>, batch: usize) -> Result<(Vec<Input>, Vec<Reply>), RecvTimeoutError> {
    let first = todo.recv_timeout(IDLE)?;
    let until = Instant::now() + LONGEST_WAIT;
    let (mut inputs, mut replies) = (vec![first.input], vec![first.reply]);
    while inputs.len() < batch
        && let Ok(Request { input, reply }) = todo.recv_deadline(until)
    {
        inputs.push(input);
        replies.push(reply);
    }
    Ok((inputs, replies))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::EMBEDDING_LEN;
    use crossbeam_channel::unbounded;

    /// An embedding that tells who made it and of which picture.
    fn embedding(backend: f32, input: &Input) -> Embedding {
        let mut values = [0.0; EMBEDDING_LEN];
        (values[0], values[1]) = (backend, f32::from(input.0[0]));
        Embedding::new(&values).expect("usable")
    }

    /// A device that fails when it sees the picture 99; tells the size of each batch.
    fn device(batches: Sender<usize>) -> Driver {
        let run = move |inputs: &[Input]| {
            batches.send(inputs.len()).ok();
            anyhow::ensure!(inputs.iter().all(|input| input.0[0] != 99), "the device was lost");
            Ok(inputs.iter().map(|input| embedding(1.0, input)).collect())
        };
        Driver::start(move || Ok((Box::new(run), 4))).expect("open")
    }

    #[test]
    fn every_picture_is_answered_once_also_by_a_device_that_fails() {
        let ((batches, sizes), (tell, ended)) = (unbounded(), unbounded());
        let around = Around {
            processor: |input: &Input| Ok(embedding(2.0, input)),
            ended: Box::new(move |reason| tell.send(reason).expect("somebody listens")),
        };
        let queue = start(device(batches), 64, Share::Everything, around).expect("a thread");
        let (tell, answers) = unbounded();
        for number in (1..=40).chain([99, 41, 42]) {
            let (tell, input) = (tell.clone(), Input(vec![number]));
            let reply: Reply =
                Box::new(move |embedding| tell.send((number, embedding)).expect("somebody listens"));
            queue
                .offer(Request { input, reply })
                .unwrap_or_else(|Request { input, reply }| reply(Ok(embedding(2.0, &input))));
        }
        drop((tell, queue));
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.sort_by_key(|(number, _)| *number);
        let numbers: Vec<u8> = answers.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=42).chain([99]).collect::<Vec<_>>());
        for (number, answer) in answers {
            let input = Input(vec![number]);
            let made = answer.expect("embedded");
            assert!([1.0, 2.0].map(|backend| embedding(backend, &input)).contains(&made), "{number}");
            assert!(number != 99 || made == embedding(2.0, &input));
        }
        assert_eq!(ended.recv(), Ok(Some("the device was lost".to_owned())));
        assert!(sizes.into_iter().all(|size| size <= 4), "no more than the device takes");
    }

    #[test]
    fn what_does_not_fit_is_handed_back() {
        let (go_on, held) = unbounded::<()>();
        let run = move |inputs: &[Input]| {
            held.recv()?;
            Ok(inputs.iter().map(|input| embedding(1.0, input)).collect())
        };
        let driver = Driver::start(move || Ok((Box::new(run), 1))).expect("open");
        let around = Around { processor: |input: &Input| Ok(embedding(2.0, input)), ended: Box::new(|_| ()) };
        let queue = start(driver, 1, Share::WhatFits, around).expect("a thread");
        let (tell, answers) = unbounded();
        let mut back = 0;
        for _ in 0..8 {
            let tell = tell.clone();
            let reply: Reply = Box::new(move |embedding| tell.send(embedding).expect("somebody listens"));
            back += usize::from(queue.offer(Request { input: Input(vec![7]), reply }).is_err());
        }
        assert!(
            (5..8).contains(&back),
            "one is run, one comes together, one is in the queue at most: {back}"
        );
        (0..8).for_each(|_| go_on.send(()).expect("held"));
        drop((tell, queue));
        assert_eq!(answers.into_iter().count(), 8 - back);
    }
}
