//! Text for people to read in a terminal or an editor: names of photos come from strangers, and some letters act there instead
//! of showing.

use std::io::{self, Write};

use crate::words;

/// A writer that spells such letters out. Each of them has to come whole in one write, as those of `write!` and of JSON do.
pub struct Spelled<'a> {
    out: &'a mut dyn Write,
    spell: fn(char) -> Option<String>,
}

impl<'a> Spelled<'a> {
    /// As `\uXXXX`, which JSON knows; those of ASCII it has spelled out by itself.
    pub fn in_json(out: &'a mut dyn Write) -> Self {
        let spell = |letter: char| {
            let acts = words::acts(letter) && letter >= '\x7f';
            acts.then(|| format!("\\u{:04x}", u32::from(letter)))
        };
        Self { out, spell }
    }

    /// As `\u{XXXX}`, line ends as they are.
    pub fn in_lines(out: &'a mut dyn Write) -> Self {
        let spell = |letter: char| {
            let acts = words::acts(letter) && letter != '\n';
            acts.then(|| letter.escape_unicode().to_string())
        };
        Self { out, spell }
    }
}

impl Write for Spelled<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.chars().any(|letter| (self.spell)(letter).is_some()) => {
                let spelled: String = text
                    .chars()
                    .map(|letter| (self.spell)(letter).unwrap_or_else(|| letter.to_string()))
                    .collect();
                self.out.write_all(spelled.as_bytes())?;
            }
            _ => self.out.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_spelled_out() {
        let mut out = Vec::new();
        Spelled::in_lines(&mut out).write_all("a\x1b[31m\u{202e}ü\u{9b}\n".as_bytes()).expect("written");
        assert_eq!(String::from_utf8(out).expect("text"), "a\\u{1b}[31m\\u{202e}ü\\u{9b}\n");
        let mut out = Vec::new();
        serde_json::to_writer(Spelled::in_json(&mut out), "a\x1b\u{202e}ü\u{9b}\x7f").expect("written");
        assert_eq!(String::from_utf8(out).expect("text"), r#""a\u001b\u202eü\u009b\u007f""#);
    }
}
