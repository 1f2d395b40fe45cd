//! The door with work that hangs, breaks and spreads over threads.

use rayon::prelude::*;

use super::*;

/// Waits for ever, as a decoder in an endless loop or a read from a drive that is gone does.
fn hang() -> u32 {
    loop {
        thread::park();
    }
}

fn hang_at_three(item: &u32) -> u32 {
    if *item == 3 { hang() } else { item * 2 }
}

#[test]
fn work_that_hangs_is_given_up_and_what_comes_after_it_is_done() {
    let progress = Progress::default();
    let done = each_within(Duration::ZERO, &progress, vec![1, 3, 4], hang_at_three);
    // With no patience at all an item may be given up before it is done; the one that hangs always is.
    let done = done.expect("not cancelled");
    assert_eq!((done.len(), done[1]), (3, Err(Lost::Hung)));
    assert_eq!(pass(&progress, || 7), Ok(Ok(7)));
}

#[test]
fn a_drive_that_is_gone_is_not_waited_for_file_by_file() {
    let done = each_within(Duration::ZERO, &Progress::default(), vec![3; 1000], hang_at_three);
    assert_eq!(done, Ok(vec![Err(Lost::Hung); 1000]));
}

#[test]
fn a_glance_at_what_hangs_ends_and_what_is_behind_it_is_not_looked_at() {
    let looked = glance_within(Duration::ZERO, vec![3, 4], |item| hang_at_three(&item));
    assert_eq!(looked, [Err(Lost::Hung); 2]);
    assert_eq!(glance(vec![1, 2], |item| item * 2), [Ok(2), Ok(4)]);
    assert_eq!(io::Error::from(Lost::Hung).kind(), io::ErrorKind::TimedOut);
}

#[test]
fn a_cancel_ends_the_waiting_and_not_the_work() {
    let progress = Arc::new(Progress::default());
    let (begun, begins) = bounded(1);
    let waiting = {
        let progress = Arc::clone(&progress);
        thread::spawn(move || {
            pass(&progress, move || {
                begun.send(()).expect("somebody waits");
                hang()
            })
        })
    };
    begins.recv().expect("begun");
    progress.cancel();
    assert_eq!(waiting.join().expect("no panic"), Err(Cancelled));
}

#[test]
fn a_panic_costs_one_item() {
    let work = |item: &u32| if *item == 2 { std::panic::resume_unwind(Box::new(())) } else { *item };
    let done = each(&Progress::default(), vec![1, 2, 3], work).expect("not cancelled");
    assert_eq!(done, [Ok(1), Err(Lost::Broke), Ok(3)]);
}

#[test]
fn what_is_behind_the_door_stays_on_its_thread() {
    // Jobs of one pool wait for work that uses rayon itself: in a shared pool one of them would pick up another.
    let pool = ThreadPoolBuilder::new().num_threads(2).build().expect("a pool");
    let work = || {
        let own = thread::current().id();
        let seen: Vec<_> = (0..64).into_par_iter().map(|_| thread::current().id()).collect();
        let nested = pass(&Progress::default(), || thread::current().id());
        seen.iter().all(|id| *id == own) && nested == Ok(Ok(own))
    };
    let stayed: Vec<_> =
        pool.install(|| (0..16).into_par_iter().map(|_| pass(&Progress::default(), work)).collect());
    assert_eq!(stayed, vec![Ok(Ok(true)); 16]);
}
