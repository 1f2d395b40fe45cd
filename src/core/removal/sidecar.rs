//! What a photo that goes says about itself and the one that stays does not, as an XMP sidecar for the one that
//! stays. The photo's own bytes are never touched, and a sidecar that is there is left as it is.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::problem::Problem;
use crate::photo::{Holding, Metadata, Photo, beyond};

/// A file that is written beside the photo that stays, just before the other one goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sidecar {
    /// `photo.jpg.xmp`, the name that says whose it is.
    pub path: PathBuf,
    /// XMP.
    pub text: String,
}

impl Sidecar {
    /// What `keeper` would lose if all of `goes` went; `None` if nothing, if it has a sidecar already, or if it is
    /// protected.
    pub fn for_keeper(keeper: &Photo, goes: &[&Photo]) -> Option<Self> {
        let is_xmp = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xmp"));
        let has_one = keeper.file.companions.iter().any(|own| is_xmp(&own.path));
        let mut properties: Vec<(&'static str, Value)> = Vec::new();
        for (name, value) in goes.iter().flat_map(|goes| lost(&keeper.metadata, &goes.metadata)) {
            match (properties.iter_mut().find(|(known, _)| *known == name), value) {
                (None, value) => properties.push((name, value)),
                (Some((_, Value::Several(all))), Value::Several(more)) => {
                    let new: Vec<String> = beyond(&more, all).cloned().collect();
                    all.extend(new);
                }
                // The first one said it.
                _ => {}
            }
        }
        (!has_one && !keeper.file.protected && !properties.is_empty())
            .then(|| Self { path: sidecar_of(keeper.path()), text: packet(&properties) })
    }

    /// Writes it.
    pub(super) fn write(&self, disk: &dyn Disk) -> Result<(), Problem> {
        let name = || self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let failed = |error: io::Error| Problem::SidecarNotWritten(name(), error.to_string());
        match disk.is_taken(&self.path) {
            Ok(false) => disk.create(&self.path, self.text.as_bytes()).map_err(failed),
            // Another photo went for the same one before.
            Ok(true) if disk.read(&self.path).is_ok_and(|bytes| bytes == self.text.as_bytes()) => Ok(()),
            Ok(true) => Err(Problem::SidecarTaken(name())),
            Err(error) => Err(failed(error)),
        }
    }

    /// Takes it away again, if it is as it was written, or torn while it was written.
    pub(super) fn discard(&self, disk: &dyn Disk) {
        let ours = |bytes: Vec<u8>| !bytes.is_empty() && self.text.as_bytes().starts_with(&bytes);
        if disk.read(&self.path).is_ok_and(ours) {
            disk.discard(&self.path).ok();
        }
    }
}

fn sidecar_of(photo: &Path) -> PathBuf {
    let mut name = photo.file_name().unwrap_or_default().to_owned();
    name.push(".xmp");
    photo.with_file_name(name)
}

/// What a property says.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Plain(String),
    /// In a language.
    Text(String),
    /// Several, in no order.
    Several(Vec<String>),
}

/// Names and values, as far as `keeper` lacks them and XMP has a name for them, in the vocabularies of XMP (XMP specification,
/// parts 1 and 2, 2012 and 2016).
fn lost(keeper: &Metadata, goes: &Metadata) -> Vec<(&'static str, Value)> {
    goes.beyond(keeper).flat_map(|holding| properties(holding, keeper, goes)).collect()
}

fn properties(holding: Holding, keeper: &Metadata, goes: &Metadata) -> Vec<(&'static str, Value)> {
    let plain = |name, value: Option<String>| value.map(|value| (name, Value::Plain(value)));
    let text = |name, value: &Option<String>| value.clone().map(|value| (name, Value::Text(value)));
    // Together with the keeper's own: a sidecar's list is read in place of the file's.
    let several = |name, own: &[String], beyond: Vec<&String>| {
        Some((name, Value::Several(own.iter().chain(beyond).cloned().collect())))
    };
    let (ours, theirs, extras) = (keeper.annotations(), goes.annotations(), goes.extras());
    let property = match holding {
        Holding::Place => {
            let latitude = goes.gps.map(|(north, _)| degrees(north, ["N", "S"]));
            let longitude = goes.gps.map(|(_, east)| degrees(east, ["E", "W"]));
            let both = [plain("exif:GPSLatitude", latitude), plain("exif:GPSLongitude", longitude)];
            return both.into_iter().flatten().collect();
        }
        Holding::Date => {
            plain("exif:DateTimeOriginal", goes.taken.as_ref().map(|taken| taken.replacen(' ', "T", 1)))
        }
        Holding::Camera => plain("tiff:Model", goes.camera.clone()),
        Holding::Lens => plain("exifEX:LensModel", goes.lens.clone()),
        Holding::Rating => plain("xmp:Rating", theirs.stars().map(|stars| stars.to_string())),
        Holding::Caption => text("dc:description", &theirs.caption),
        Holding::Keywords => several("dc:subject", &ours.keywords, theirs.keywords_beyond(ours).collect()),
        Holding::People => {
            several("Iptc4xmpExt:PersonInImage", &ours.people, theirs.people_beyond(ours).collect())
        }
        Holding::Comment => text("exif:UserComment", &extras.comment),
        Holding::Artist => plain("tiff:Artist", extras.artist.clone()),
        Holding::Copyright => text("dc:rights", &extras.copyright),
        // No sidecar holds a picture, and the rest is known only to be there.
        Holding::Raw | Holding::Pictures | Holding::Film | Holding::GainMap | Holding::DepthMap => None,
        Holding::DeepPixels | Holding::WideGamut => None,
        Holding::Altitude | Holding::Exposure | Holding::Parameters => None,
    };
    property.into_iter().collect()
}

/// `48,30.25N`: whole degrees, and minutes with what is left.
fn degrees(value: f64, [positive, negative]: [&str; 2]) -> String {
    let side = if value < 0.0 { negative } else { positive };
    let whole = value.abs().trunc();
    format!("{whole},{:.6}{side}", (value.abs() - whole) * 60.0)
}

fn packet(properties: &[(&str, Value)]) -> String {
    let mut text = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\"\n    xmlns:exif=\"http://ns.adobe.com/exif/1.0/\"\n    \
         xmlns:exifEX=\"http://cipa.jp/exif/1.0/\"\n    xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\"\n    \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n    \
         xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"",
    );
    for (name, value) in properties {
        if let Value::Plain(value) = value {
            // Writing to a text cannot fail.
            write!(text, "\n    {name}=\"{}\"", escaped(value)).ok();
        }
    }
    text.push('>');
    for (name, value) in properties {
        let list = match value {
            Value::Plain(_) => continue,
            Value::Text(said) => {
                format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(said))
            }
            Value::Several(all) => {
                let items: String =
                    all.iter().map(|one| format!("<rdf:li>{}</rdf:li>", escaped(one))).collect();
                format!("<rdf:Bag>{items}</rdf:Bag>")
            }
        };
        write!(text, "\n   <{name}>{list}</{name}>").ok();
    }
    text.push_str("\n  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
    text
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Annotations, CompanionKind, sample};

    #[test]
    fn a_sidecar_says_what_the_keeper_lacks_and_nothing_else() {
        let (mut keeper, mut goes) = (sample::photo("keeper.jpg"), sample::photo("goes.jpg"));
        assert_eq!(Sidecar::for_keeper(&keeper, &[&goes]), None);
        (keeper.metadata.taken, keeper.metadata.camera) = (None, None);
        goes.metadata.gps = Some((-48.504, 9.01));
        goes.metadata.camera = Some("A \"<&> B".to_owned());
        keeper.metadata.annotations = Some(Box::new(Annotations {
            rating: Some(0),
            keywords: vec!["Lake".to_owned()],
            ..Annotations::NONE
        }));
        goes.metadata.annotations = Some(Box::new(Annotations {
            rating: Some(4),
            caption: Some("Anna & Ben".to_owned()),
            keywords: ["lake", "a < b"].map(str::to_owned).into(),
            people: vec!["Anna".to_owned()],
        }));
        let mut also = sample::photo("also.jpg");
        also.metadata.annotations = Some(Box::new(Annotations {
            rating: Some(1),
            keywords: ["Ice", "LAKE"].map(str::to_owned).into(),
            ..Annotations::NONE
        }));
        let Sidecar { path, text } =
            Sidecar::for_keeper(&keeper, &[&goes, &also]).expect("something is lost");
        assert_eq!(path, Path::new("/photos/keeper.jpg.xmp"));
        for part in [
            "exif:DateTimeOriginal=\"2024-05-01T12:00:00\"",
            "exif:GPSLatitude=\"48,30.240000S\"",
            "exif:GPSLongitude=\"9,0.600000E\"",
            "tiff:Model=\"A &quot;&lt;&amp;> B\"",
            "xmp:Rating=\"4\"",
            "<rdf:li xml:lang=\"x-default\">Anna &amp; Ben</rdf:li>",
            "<dc:subject><rdf:Bag><rdf:li>Lake</rdf:li><rdf:li>a &lt; b</rdf:li>\
             <rdf:li>Ice</rdf:li></rdf:Bag></dc:subject>",
            "<rdf:li>Anna</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>",
        ] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("LensModel"));
        keeper.file.companions.push(sample::companion("keeper.xmp", CompanionKind::Sidecar, 9));
        assert_eq!(Sidecar::for_keeper(&keeper, &[&goes]), None);
    }
}
