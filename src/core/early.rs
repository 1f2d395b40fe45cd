//! What a running scan has found so far: while files are still being read, the photos known by then go through the
//! same stages as all of them will, on a thread of its own. What it proves is in the cache and not done twice.

use std::task::Poll;
use std::time::{Duration, Instant};

use crate::cache::Cache;
use crate::fingerprint::{Fingerprinted, SoFar};
use crate::job::{self, Job};
use crate::pairs;
use crate::photo::{Findings, Neighbours};
use crate::prove;

/// A scan that takes less than this shows nothing early.
const FIRST: Duration = Duration::from_millis(1500);

/// The next look waits until there are so many times the files of the last one, so that all looks together compare
/// little more than the scan itself.
const GROWTH: f64 = 1.5;

/// And for so many times as long as the last one took.
const REST: u32 = 4;

/// Looks at a scan while it runs.
pub struct Early<'a> {
    cache: &'a Cache,
    /// Everything about the scan but what was found in it.
    about: Findings,
    show: &'a mut dyn FnMut(Findings),
    look: Option<(Job<Findings>, Instant)>,
    /// Files known at the last look.
    looked_at: usize,
    next: Instant,
}

impl<'a> Early<'a> {
    /// `show` gets every findings that hold a pair; `about` has the folders, the model and the device.
    pub fn new(cache: &'a Cache, about: Findings, show: &'a mut dyn FnMut(Findings)) -> Self {
        Self { cache, about, show, look: None, looked_at: 0, next: Instant::now() + FIRST }
    }

    /// Hands over what the last look found, and begins the next one when it is time.
    pub fn watch(&mut self, so_far: &mut SoFar<'_, '_>) {
        if let Some((look, started)) = &self.look {
            let Poll::Ready(found) = look.poll() else { return };
            self.next = Instant::now() + started.elapsed() * REST;
            self.look = None;
            match found {
                Ok(found) if has_pairs(&found) => (self.show)(found),
                Ok(_) => {}
                // The scan itself will tell what is wrong, if it comes to the same.
                Err(stop) => log::warn!("no early look at the scan: {stop:?}"),
            }
        }
        let known = so_far.decoded + so_far.remembered;
        let grown = known > self.looked_at && known as f64 >= self.looked_at as f64 * GROWTH;
        if grown && Instant::now() >= self.next {
            self.looked_at = known;
            self.look = self.begin(so_far.sorted());
        }
    }

    fn begin(&self, read: Fingerprinted) -> Option<(Job<Findings>, Instant)> {
        let cache = self.cache.clone();
        let Fingerprinted { photos, skipped, decoded, remembered, .. } = read;
        let mut findings = Findings { photos, skipped, decoded, remembered, ..self.about.clone() };
        let work = move |progress: &_| {
            job::apart(|| {
                let (candidates, _) = pairs::find(&findings.photos, &Neighbours::default(), progress)?;
                findings.pairs = prove::prove(&mut findings.photos, candidates, &cache, progress)?;
                Ok(findings)
            })?
        };
        Job::start("early look", || (), work).ok().map(|job| (job, Instant::now()))
    }
}

fn has_pairs(findings: &Findings) -> bool {
    let pairs = &findings.pairs;
    !pairs.is_empty() || findings.ids().any(|id| pairs.representative(id) != id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::{Embed, MakeEmbedder, Reply};
    use crate::fingerprint::{ScanContext, fingerprint};
    use crate::identity;
    use crate::photo::{EMBEDDING_LEN, Embedding, PhotoFile, PhotoId};
    use crate::progress::Progress;
    use image::{Rgb, RgbImage};
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    /// In place of the network; a white picture takes until somebody says so.
    struct Waiting(crossbeam_channel::Receiver<()>);

    impl Embed for Waiting {
        fn embed(&mut self, picture: RgbImage, reply: Reply) {
            if picture.get_pixel(0, 0).0[0] == 255
                && let Err(error) = self.0.recv_timeout(Duration::from_secs(60))
            {
                return reply(Err(error.to_string()));
            }
            let mut values = [0.0; EMBEDDING_LEN];
            (0..3).for_each(|channel| values[channel] = f32::from(picture.get_pixel(0, 0).0[channel]));
            reply(Embedding::new(&values).ok_or_else(|| "black".to_owned()));
        }
    }

    fn file(folder: &Path, name: &str, grey: u8) -> PhotoFile {
        let path = folder.join(name);
        RgbImage::from_pixel(8, 8, Rgb([grey; 3])).save(&path).expect("saved");
        let (id, stamp) = identity::stat(&path).expect("a file");
        PhotoFile { path, id, stamp, protected: false, preferred: None, companions: Vec::new() }
    }

    #[test]
    fn what_is_known_is_shown_before_the_last_photo_is_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = [("a.png", 90), ("b.png", 90), ("c.png", 60), ("d.png", 255)];
        let files = files.map(|(name, grey)| file(dir.path(), name, grey)).to_vec();
        let (go_on, waiting) = crossbeam_channel::unbounded();
        let (show, shown) = channel();
        let make: MakeEmbedder = Arc::new(move |_| Ok(Box::new(Waiting(waiting.clone()))));
        let cache = Cache::temporary("model");
        let context = ScanContext { make_embedder: &make, cache: &cache, threads: 1 };
        let about = Findings { model: "model".to_owned(), ..Findings::default() };
        let mut shows = |findings| {
            show.send(findings).expect("somebody looks");
            go_on.send(()).expect("the worker waits");
        };
        let mut early = Early::new(&cache, about, &mut shows);
        let all = fingerprint(files, &context, &Progress::default(), &mut |so_far| early.watch(so_far));
        assert_eq!(all.expect("not cancelled").photos.len(), 4);
        drop(early);
        let seen = shown.recv().expect("shown");
        assert_eq!((seen.photos.len(), seen.decoded, seen.model.as_str()), (3, 3, "model"));
        assert_eq!(seen.pairs.representative(PhotoId(1)), PhotoId(0));
        assert!(shown.try_recv().is_err(), "one photo more is no reason to look again");
    }
}
