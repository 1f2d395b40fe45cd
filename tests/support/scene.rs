//! Drawn photographs, for tests and benchmarks.

use image::{Rgb, RgbImage};

/// A picture with the statistics of a photograph: soft light, a horizon, and things in it. The same for the
/// same seed, and as different as two photographs for different ones.
pub fn scene(seed: u64, width: u32, height: u32) -> RgbImage {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let sky = random.colour();
    let ground = random.colour();
    let (horizon, tilt) = (0.3 + 0.4 * random.unit(), random.unit() - 0.5);
    // Few and large, many and small, boxes or balls: two photographs differ in their kind of things, too.
    let kind = Kind { size: 0.4 + 1.6 * random.unit(), round: random.unit(), stripes: 80.0 * random.unit() };
    let count = (16.0 / kind.size) as usize;
    let things: Vec<Thing> = (0..count).map(|_| Thing::new(&mut random, &kind)).collect();
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let (base, light) =
            if v < horizon + tilt * (u - 0.5) { (sky, 1.0 - 0.5 * v) } else { (ground, 0.4 + 0.6 * v) };
        let thing = things.iter().rev().find(|thing| thing.covers(u, v));
        let (colour, shade) = thing.map_or((base, light), |thing| (thing.colour, thing.shade(u, v)));
        let grain = 0.06 * ((u * 91.0 + seed as f64).sin() * (v * 73.0).cos());
        Rgb(colour.map(|c| (c * (shade + grain)).clamp(0.0, 255.0) as u8))
    })
}

/// What the things of one picture have in common.
struct Kind {
    /// Times the usual size.
    size: f64,
    /// Share that are balls.
    round: f64,
    /// Stripes at most.
    stripes: f64,
}

/// A box or a ball.
struct Thing {
    centre: (f64, f64),
    size: (f64, f64),
    round: bool,
    stripes: f64,
    colour: [f64; 3],
}

impl Thing {
    fn new(random: &mut Random, kind: &Kind) -> Self {
        Self {
            centre: (random.unit(), random.unit()),
            size: (kind.size * (0.04 + 0.2 * random.unit()), kind.size * (0.04 + 0.2 * random.unit())),
            round: random.unit() < kind.round,
            stripes: kind.stripes * random.unit(),
            colour: random.colour(),
        }
    }

    fn offset(&self, u: f64, v: f64) -> (f64, f64) {
        ((u - self.centre.0) / self.size.0, (v - self.centre.1) / self.size.1)
    }

    fn covers(&self, u: f64, v: f64) -> bool {
        let (du, dv) = self.offset(u, v);
        if self.round { du * du + dv * dv < 1.0 } else { du.abs() < 1.0 && dv.abs() < 1.0 }
    }

    fn shade(&self, u: f64, v: f64) -> f64 {
        let (du, dv) = self.offset(u, v);
        0.75 - 0.3 * dv + 0.15 * (self.stripes * (du + 0.5 * dv)).sin()
    }
}

/// Numbers that look random and are the same everywhere (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    /// 0 to 1.
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn colour(&mut self) -> [f64; 3] {
        [0, 1, 2].map(|_| 30.0 + 220.0 * self.unit())
    }
}
