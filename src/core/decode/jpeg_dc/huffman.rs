//! Huffman codes of a JPEG, read several at a time where nobody wants to know what they say.

/// Bits that are looked up at once.
const LOOK: u32 = 11;

/// Each code's length and symbol by the bits that follow; a length of 0: the code is longer than was looked.
type Lookup = [[u8; 2]; 1 << LOOK];

/// A table of codes, as ITU-T T.81 describes it in annex C.
pub struct Codes {
    lookup: Box<Lookup>,
    symbols: Vec<u8>,
    /// For each length the first number that is no code of that length or shorter, at the upper end of 16 bits.
    ends: [u32; 17],
    /// For each length what is to be added to a code to have its place among the symbols.
    offsets: [i32; 17],
}

impl Codes {
    /// Codes from how many there are of each length, 1 to 16, and their symbols; `None` if that is no prefix code.
    pub fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut codes = Self {
            lookup: Box::new([[0; 2]; 1 << LOOK]),
            symbols: symbols.to_vec(),
            ends: [0; 17],
            offsets: [0; 17],
        };
        let (mut code, mut at) = (0_u32, 0_usize);
        for length in 1..=16_u32 {
            let count = usize::from(counts[length as usize - 1]);
            codes.offsets[length as usize] = at as i32 - code as i32;
            for symbol in symbols.get(at..at + count)? {
                if code >= 1 << length {
                    return None;
                }
                if length <= LOOK {
                    let first = (code << (LOOK - length)) as usize;
                    codes.lookup[first..first + (1 << (LOOK - length))].fill([length as u8, *symbol]);
                }
                code += 1;
            }
            at += count;
            codes.ends[length as usize] = code << (16 - length);
            code <<= 1;
        }
        (at == symbols.len()).then_some(codes)
    }

    /// Length and symbol of the code at the upper end of `bits`, 16 of which count.
    fn longer(&self, bits: u32) -> Option<(u32, u8)> {
        let length = (LOOK + 1..=16).find(|length| bits < self.ends[*length as usize])?;
        let place = (bits >> (16 - length)) as i32 + self.offsets[length as usize];
        Some((length, *self.symbols.get(usize::try_from(place).ok()?)?))
    }
}

/// How far the codes of coefficients lead.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Bits of the codes and of the numbers that follow them.
    bits: u8,
    /// Coefficients passed, and [`BLOCK`] more if the block ends.
    passed: u8,
}

/// Coefficients of a block.
const BLOCK: u8 = 64;

impl Step {
    /// The step that one code asks for.
    fn of(length: u32, symbol: u8) -> Self {
        let (run, size) = (symbol >> 4, symbol & 15);
        let passed = match (run, size) {
            (15, 0) => 16,
            (_, 0) => BLOCK,
            _ => run + 1,
        };
        Self { bits: length as u8 + size, passed }
    }

    fn ends_block(self) -> bool {
        self.passed >= BLOCK
    }

    fn then(self, next: Self) -> Self {
        Self { bits: self.bits + next.bits, passed: self.passed + next.passed }
    }
}

/// Codes of coefficients, to be stepped over.
pub struct Steps {
    /// By the bits that follow: the first step, and as many as the bits tell of.
    lookup: Box<[[Step; 2]; 1 << LOOK]>,
    codes: Codes,
}

impl Steps {
    /// Steps over these codes.
    pub fn new(codes: Codes) -> Self {
        let mut lookup = Box::new([[Step::default(); 2]; 1 << LOOK]);
        for (bits, steps) in lookup.iter_mut().enumerate() {
            let first = step_at(&codes, bits, 0).unwrap_or_default();
            let mut all = first;
            while all.bits > 0
                && !all.ends_block()
                && let Some(next) = step_at(&codes, bits, u32::from(all.bits))
                && all.passed + (next.passed & (BLOCK - 1)) < BLOCK
            {
                all = all.then(next);
            }
            *steps = [first, all];
        }
        Self { lookup, codes }
    }

    /// The codes themselves.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }
}

/// The step whose code lies whole within the looked-up `bits`, after the first `skipped` of them.
fn step_at(codes: &Codes, bits: usize, skipped: u32) -> Option<Step> {
    let left = LOOK.checked_sub(skipped).filter(|left| *left > 0)?;
    let [length, symbol] = codes.lookup[(bits << skipped) & ((1 << LOOK) - 1)];
    (length > 0 && u32::from(length) <= left).then(|| Step::of(u32::from(length), symbol))
}

/// Bits of entropy-coded data, the first of them uppermost.
pub struct Bits<'a> {
    /// With at least eight bytes after the last that counts.
    bytes: &'a [u8],
    at: usize,
    buffer: u64,
    /// Bits of the buffer that count.
    count: u32,
}

impl<'a> Bits<'a> {
    /// The bits from the byte `at` on.
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, buffer: 0, count: 0 }
    }

    /// Bytes of which a bit was read.
    pub fn end(&self) -> usize {
        self.at - self.count as usize / 8
    }

    /// At least 56 bits from now on.
    #[inline(always)]
    fn fill(&mut self) -> Option<()> {
        let next = self.bytes.get(self.at..)?.first_chunk()?;
        self.buffer |= u64::from_be_bytes(*next) >> self.count;
        let taken = (63 - self.count) / 8;
        self.at += taken as usize;
        self.count += taken * 8;
        Some(())
    }

    #[inline(always)]
    fn drop(&mut self, bits: u32) {
        self.buffer <<= bits;
        self.count -= bits;
    }

    /// Reads a code and returns its symbol; at least 40 bits are there after it.
    #[inline(always)]
    pub fn symbol(&mut self, codes: &Codes) -> Option<u8> {
        self.fill()?;
        let [length, symbol] = codes.lookup[(self.buffer >> (64 - LOOK)) as usize];
        let (length, symbol) = match length {
            0 => codes.longer((self.buffer >> 48) as u32)?,
            _ => (u32::from(length), symbol),
        };
        self.drop(length);
        Some(symbol)
    }

    /// Reads a number of 0 to 15 bits.
    #[inline(always)]
    pub fn number(&mut self, bits: u8) -> Option<u32> {
        if bits == 0 {
            return Some(0);
        }
        self.fill()?;
        let number = (self.buffer >> (64 - u32::from(bits))) as u32;
        self.drop(bits.into());
        Some(number)
    }

    /// Reads by how much a block's mean differs from the last one's, in units of the quantiser.
    #[inline(always)]
    pub fn difference(&mut self, codes: &Codes) -> Option<i32> {
        let size = self.symbol(codes)?;
        if size > 15 {
            return None;
        }
        if size == 0 {
            return Some(0);
        }
        let size = u32::from(size);
        let value = (self.buffer >> (64 - size)) as i32;
        self.drop(size);
        // Annex F.2.2.1: numbers whose first bit is 0 are negative.
        Some(if value >> (size - 1) == 0 { value - (1 << size) + 1 } else { value })
    }

    /// Reads one bit.
    #[inline(always)]
    pub fn bit(&mut self) -> Option<bool> {
        if self.count == 0 {
            self.fill()?;
        }
        let bit = self.buffer >> 63 == 1;
        self.drop(1);
        Some(bit)
    }

    /// Steps over the 63 other coefficients of a block.
    #[inline(always)]
    pub fn step_over(&mut self, steps: &Steps) -> Option<()> {
        let mut passed = 1;
        while passed < BLOCK {
            // Enough for two steps of up to 26 bits.
            self.fill()?;
            passed = self.step(steps, passed)?;
            if passed < BLOCK {
                passed = self.step(steps, passed)?;
            }
        }
        Some(())
    }

    #[inline(always)]
    fn step(&mut self, steps: &Steps, passed: u8) -> Option<u8> {
        let [first, all] = steps.lookup[(self.buffer >> (64 - LOOK)) as usize];
        if all.bits > 0 && passed + (all.passed & (BLOCK - 1)) < BLOCK {
            self.drop(u32::from(all.bits));
            return Some(passed + all.passed);
        }
        self.one_step(steps, first, passed)
    }

    /// A step whose code is long, or the last of a block without an end.
    #[cold]
    fn one_step(&mut self, steps: &Steps, looked_up: Step, passed: u8) -> Option<u8> {
        self.fill()?;
        let step = match looked_up.bits {
            0 => {
                let (length, symbol) = steps.codes.longer((self.buffer >> 48) as u32)?;
                Step::of(length, symbol)
            }
            _ => looked_up,
        };
        self.drop(u32::from(step.bits));
        let passed = passed + step.passed;
        // More coefficients than a block has: the data is damaged.
        (step.ends_block() || passed <= BLOCK).then_some(passed)
    }
}
