//! Colours of high dynamic range or of the wide gamut of television → sRGB, as a page shows it.

/// Light of a display at the level of white paper, in candela per square metre (ITU-R BT.2408), and how many times brighter
/// the brightest is that still tells from others.
const WHITE: f32 = 203.0;
const BRIGHTEST: f32 = 5.0;

/// Code points of ITU-T H.273.
const BT_2020: u16 = 9;
/// Display P3: `icc` brings its colours to sRGB.
pub const DISPLAY_P3: u16 = 12;
const PQ: u16 = 16;
const HLG: u16 = 18;

/// Levels of a transfer that are looked up, and levels of light, which lie the closer the darker they are.
const LEVELS: usize = 1024;
const LIGHTS: usize = 4096;

/// Light of red, green and blue of BT.2020 → of sRGB (ITU-R BT.2087).
const FROM_BT_2020: [[f32; 3]; 3] =
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]];
const AS_IT_IS: [[f32; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

/// How colours are brought to sRGB.
pub struct Tone {
    /// Light of each level from 0 to 1, 1 being white paper.
    lights: Vec<f32>,
    mixed: [[f32; 3]; 3],
    /// What a page shows of light: of [`BRIGHTEST`] times the square of the place.
    shown: Vec<u8>,
}

impl Tone {
    /// By the code points of ITU-T H.273. `None` where colours are shown as they are or brought to sRGB by `icc`: primaries
    /// other than these lie close to those of sRGB.
    pub fn of(primaries: u16, transfer: u16) -> Option<Self> {
        let is_bright = matches!(transfer, PQ | HLG);
        if !is_bright && primaries != BT_2020 {
            return None;
        }
        let light = |level: f32| match transfer {
            PQ => light_of_pq(level) / WHITE,
            // White paper is at three quarters.
            HLG => light_of_hlg(level) / light_of_hlg(0.75),
            _ => light_of_srgb(level),
        };
        let shown = |light: f32| if is_bright { on_page(light) } else { srgb_of_light(light) };
        let part = |at: usize, all: usize| at as f32 / (all - 1) as f32;
        Some(Self {
            lights: (0..LEVELS).map(|at| light(part(at, LEVELS))).collect(),
            mixed: if primaries == BT_2020 { FROM_BT_2020 } else { AS_IT_IS },
            shown: (0..LIGHTS)
                .map(|at| (shown(BRIGHTEST * part(at, LIGHTS).powi(2)) * 255.0 + 0.5) as u8)
                .collect(),
        })
    }

    /// Red, green and blue, each from 0 to 1, as they are shown.
    pub fn shown(&self, colour: [f32; 3]) -> [u8; 3] {
        let [red, green, blue] =
            colour.map(|level| self.lights[(level.clamp(0.0, 1.0) * (LEVELS - 1) as f32 + 0.5) as usize]);
        self.mixed.map(|[of_red, of_green, of_blue]| {
            let light = of_red * red + of_green * green + of_blue * blue;
            let place = (light / BRIGHTEST).clamp(0.0, 1.0).sqrt();
            self.shown[(place * (LIGHTS - 1) as f32 + 0.5) as usize]
        })
    }
}

/// Candela per square metre (SMPTE ST 2084).
fn light_of_pq(level: f32) -> f32 {
    let power = level.powf(1.0 / 78.84375);
    let light = (power - 0.835_937_5).max(0.0) / (18.851_562 - 18.6875 * power);
    10_000.0 * light.powf(1.0 / 0.159_301_76)
}

/// Light of the scene, 0 to 1 (ITU-R BT.2100).
fn light_of_hlg(level: f32) -> f32 {
    if level <= 0.5 {
        level * level / 3.0
    } else {
        (((level - 0.559_910_7) / 0.178_832_77).exp() + 0.284_668_92) / 12.0
    }
}

fn light_of_srgb(level: f32) -> f32 {
    if level <= 0.040_45 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
}

fn srgb_of_light(light: f32) -> f32 {
    if light <= 0.003_130_8 { 12.92 * light } else { (1.055 * light.powf(1.0 / 2.4) - 0.055).min(1.0) }
}

/// What sRGB shows of light, 1 being white paper: the brighter, the more it is held back (Reinhard and others, 2002).
fn on_page(light: f32) -> f32 {
    srgb_of_light(light * (1.0 + light / (BRIGHTEST * BRIGHTEST)) / (1.0 + light))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// How a colour of sRGB is kept with the primaries of BT.2020, from 0 to 1 (the inverse of the matrix above).
    pub fn in_bt_2020(colour: [u8; 3]) -> [f32; 3] {
        let [red, green, blue] = colour.map(|part| light_of_srgb(f32::from(part) / 255.0));
        let parts = [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]];
        parts.map(|[r, g, b]| srgb_of_light(r * red + g * green + b * blue))
    }

    #[test]
    fn white_paper_is_bright_and_the_brightest_is_white() {
        for (level_of_white, brightest, light) in
            [(0.58, 1.0, light_of_pq as fn(f32) -> f32), (0.75, 1.0, light_of_hlg)]
        {
            let white = light(level_of_white);
            let [paper, most] = [white, light(brightest)].map(|light| on_page(light / white));
            assert!((0.6..0.9).contains(&paper) && most > 0.9, "{paper} {most}");
        }
        assert!((light_of_pq(0.5) - 92.2).abs() < 1.0);
        assert!((light_of_hlg(0.5) - 1.0 / 12.0).abs() < 1e-3);
        let bright = Tone::of(1, PQ).expect("a tone");
        assert_eq!((bright.shown([1.0; 3]), bright.shown([0.0; 3])), ([255; 3], [0; 3]));
    }

    #[test]
    fn colours_of_television_are_those_of_a_page() {
        let tone = Tone::of(BT_2020, 13).expect("a tone");
        for colour in [[255, 0, 0], [0, 255, 0], [20, 10, 200], [128; 3], [255; 3], [3, 2, 1]] {
            let shown = tone.shown(in_bt_2020(colour));
            let is_near = shown.iter().zip(colour).all(|(shown, part)| shown.abs_diff(part) <= 2);
            assert!(is_near, "{shown:?} for {colour:?}");
        }
        assert_eq!(tone.shown([0.0, 1.0, 0.0]), [0, 255, 0], "what sRGB has not is shown as near as it can");
        assert!(Tone::of(1, 13).is_none() && Tone::of(12, 13).is_none());
    }
}
