//! t-SNE by way of `bhtsne`: instantiated here, because its Fourier transforms take longest to compile.

pub use bhtsne::Neighbor;
use bhtsne::tSNE;

/// Places in two dimensions for points of which the nearest neighbours are known, one after the other (x, y), moved from
/// `start` in `epochs` rounds. `perplexity` is the soft count of neighbours a point listens to; `each_epoch` is called after
/// each round and may unwind to stop.
pub fn arrange(
    neighbours: &[Vec<Neighbor<f32>>],
    start: Vec<f32>,
    perplexity: f32,
    epochs: usize,
    each_epoch: &dyn Fn(),
) -> Vec<f32> {
    let mut tsne = tSNE::<f32, Vec<Neighbor<f32>>, 2>::new(neighbours);
    tsne.perplexity(perplexity).epochs(epochs).initial_embedding(start);
    tsne.epoch_callback(|_, _| each_epoch());
    tsne.fit_sne_with_neighbors(neighbours);
    tsne.embedding()
}
