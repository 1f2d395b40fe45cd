//! A photo as the network sees it.

use std::fmt;
use std::sync::Arc;

use half::f16;
use half::slice::HalfFloatSliceExt;

/// Components of an [`Embedding`].
pub const EMBEDDING_LEN: usize = 256;

/// A photo as the network sees it: [`EMBEDDING_LEN`] numbers in half precision (11 bits, about 1e-4 of distance) and of
/// unit length, so that the dot product of two is their cosine. What is remembered and what is fresh are the same to
/// the bit. Cheap to clone.
#[derive(Clone, PartialEq)]
pub struct Embedding(Arc<Halves>);

#[derive(PartialEq)]
struct Halves {
    values: [f16; EMBEDDING_LEN],
    /// What makes the rounded values unit length.
    scale: f64,
}

impl Embedding {
    /// Scales `values` to unit length and rounds them; `None` if they are not [`EMBEDDING_LEN`] finite numbers with
    /// a length worth the name.
    pub fn new(values: &[f32]) -> Option<Self> {
        let values: &[f32; EMBEDDING_LEN] = values.try_into().ok()?;
        let length = dot(values, values).sqrt();
        if !length.is_finite() || length < 1e-6 {
            return None;
        }
        Self::from_halves(values.map(|value| f16::from_f64(f64::from(value) / length)))
    }

    /// From the numbers as they are [kept](Self::halves); `None` if those are nonsense.
    pub fn from_halves(values: [f16; EMBEDDING_LEN]) -> Option<Self> {
        let single = single(&values);
        let scale = 1.0 / dot(&single, &single).sqrt();
        scale.is_normal().then(|| Self(Arc::new(Halves { values, scale })))
    }

    /// The numbers in half precision, of nearly unit length.
    pub fn halves(&self) -> &[f16; EMBEDDING_LEN] {
        &self.0.values
    }

    /// The numbers at unit length.
    pub fn values(&self) -> [f32; EMBEDDING_LEN] {
        let mut values = single(&self.0.values);
        let scale = self.0.scale as f32;
        values.iter_mut().for_each(|value| *value *= scale);
        values
    }

    /// Cosine distance, 0 (same direction) to 2. The same for both orders, on every machine.
    pub fn distance(&self, other: &Self) -> f32 {
        let cosine = dot(&single(&self.0.values), &single(&other.0.values)) * (self.0.scale * other.0.scale);
        (1.0 - cosine).max(0.0) as f32
    }
}

impl fmt::Debug for Embedding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Embedding").field(&self.values()).finish()
    }
}

fn single(halves: &[f16; EMBEDDING_LEN]) -> [f32; EMBEDDING_LEN] {
    let mut values = [0.0; EMBEDDING_LEN];
    halves.convert_to_f32_slice(&mut values);
    values
}

/// Summed in `f64` and in one order, so that it never depends on threads or block sizes: eight sums of every eighth
/// product, which a processor adds up side by side.
fn dot(a: &[f32; EMBEDDING_LEN], b: &[f32; EMBEDDING_LEN]) -> f64 {
    let mut sums = [0.0; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += f64::from(*a) * f64::from(*b);
        }
    }
    sums.iter().sum()
}
