//! What people say about a photo, from its EXIF, XMP and IPTC: stars, words, names, and when it was taken where the camera
//! does not say it. Nothing here can fail, a photo without any of these just says less.

use memchr::memmem;
use roxmltree::{Document, Node, ParsingOptions};

use super::exif::Exif;
use super::jpeg;
use crate::photo::{Annotations, Format};

/// Longest text taken over, in letters, and most keywords or names.
const MAX_TEXT: usize = 2000;
const MAX_LISTED: usize = 200;

/// A packet with more bytes or parts than this was not written by a photo manager.
const MAX_PACKET: usize = 4 << 20;
const MAX_NODES: u32 = 20_000;
/// Nor one with more attributes in a tag, each of which the parser compares with all others.
const MAX_ATTRIBUTES: usize = 5000;

/// A JPEG's marker holds no more bytes.
const MAX_IPTC: usize = 65_535;

/// Vocabularies of XMP (ISO 16684-1), of regions (Metadata Working Group, "Guidelines for handling image metadata", 2010,
/// and Microsoft's) and of IPTC.
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const PEOPLE: [(&str, &str); 3] = [
    ("http://www.metadataworkinggroup.com/schemas/regions/", "Name"),
    ("http://ns.microsoft.com/photo/1.2/t/Region#", "PersonDisplayName"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "PersonInImage"),
];

/// Where XMP tells when a photo was taken, the best first.
const DATES: [(&str, &str); 4] = [
    ("http://ns.adobe.com/exif/1.0/", "DateTimeOriginal"),
    ("http://ns.adobe.com/photoshop/1.0/", "DateCreated"),
    (XMP, "CreateDate"),
    ("http://ns.adobe.com/exif/1.0/", "DateTimeDigitized"),
];

/// Fields of IPTC-IIM 4.2, record 2.
const IPTC_DATE: u8 = 55;
const IPTC_TIME: u8 = 60;
const IPTC_KEYWORD: u8 = 25;
const IPTC_CAPTION: u8 = 120;

/// All that is said in a file of this format, `None` if nothing is; and when XMP and IPTC say that it was taken, as they
/// write it, the best first.
pub fn of(format: Format, bytes: &[u8], exif: &Exif) -> (Option<Box<Annotations>>, Vec<String>) {
    let head = if format == Format::Jpeg { jpeg::head(bytes) } else { bytes };
    let xmp = packet(head);
    let told = |vocabulary, name| xmp.as_ref().map(|xmp| told(xmp, vocabulary, name)).unwrap_or_default();
    let iptc = if matches!(format, Format::Jpeg | Format::Psd) { iptc(head) } else { Vec::new() };
    let field =
        |wanted: u8| iptc.iter().filter(move |(field, _)| *field == wanted).map(|(_, text)| text.clone());
    let stars = told(XMP, "Rating").iter().find_map(|stars| stars.parse().ok()).filter(|stars| *stars <= 5);
    let captions = told(DUBLIN_CORE, "description").into_iter().chain(field(IPTC_CAPTION));
    let annotations = Annotations {
        rating: exif.rating().or(stars),
        caption: exif.caption().into_iter().chain(captions).find_map(|text| written(&text)),
        keywords: listed(told(DUBLIN_CORE, "subject").into_iter().chain(field(IPTC_KEYWORD))),
        people: listed(PEOPLE.into_iter().flat_map(|(vocabulary, name)| told(vocabulary, name))),
    };
    let mut dates: Vec<String> =
        DATES.into_iter().flat_map(|(vocabulary, name)| told(vocabulary, name)).collect();
    dates.extend(
        field(IPTC_DATE).next().zip(field(IPTC_TIME).next()).and_then(|(day, time)| iptc_date(&day, &time)),
    );
    ((annotations != Annotations::NONE).then(|| Box::new(annotations)), dates)
}

/// What the first XMP packet says, found as the specification proposes for programs that do not know the container.
pub(super) fn packet(bytes: &[u8]) -> Option<Document<'_>> {
    const END: &[u8] = b"</rdf:RDF>";
    let from = &bytes[memmem::find(bytes, b"<rdf:RDF")?..];
    let from = &from[..from.len().min(MAX_PACKET)];
    let length = memmem::find(from, END)? + END.len();
    let text = std::str::from_utf8(&from[..length]).ok()?;
    if text.split('<').any(|tag| tag.matches('=').count() > MAX_ATTRIBUTES) {
        return None;
    }
    let limits = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, limits).ok()
}

/// The values of a property, as it stands in an attribute, in an element, or in the list inside one.
pub(super) fn told(xmp: &Document<'_>, vocabulary: &str, name: &str) -> Vec<String> {
    let items = |element: Node<'_, '_>| -> Vec<String> {
        // Two steps down and no further: lists within lists within lists would take the square of their number.
        let listed = element.children().flat_map(|list| list.children());
        let listed = listed.filter(|node| node.has_tag_name((RDF, "li")));
        let items: Vec<String> = listed.filter_map(|item| item.text()).map(str::to_owned).collect();
        if items.is_empty() { element.text().map(str::to_owned).into_iter().collect() } else { items }
    };
    let of_one = |node: Node<'_, '_>| {
        let attribute = node.attribute((vocabulary, name)).map(str::to_owned);
        let element = node.has_tag_name((vocabulary, name)).then(|| items(node));
        attribute.into_iter().chain(element.unwrap_or_default()).collect::<Vec<_>>()
    };
    xmp.descendants().flat_map(of_one).collect()
}

/// The fields of the IPTC block that Photoshop's resources hold: number and text.
pub(super) fn iptc(head: &[u8]) -> Vec<(u8, String)> {
    let mut fields = Vec::new();
    let Some(mut rest) = iptc_block(head) else { return fields };
    while let [0x1C, record, field, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some((value, next)) = after.split_at_checked(length) else { break };
        if *record == 2 {
            let text = String::from_utf8(value.to_vec());
            // Older programs wrote Latin-1, whose letters are the first of Unicode.
            fields.push((*field, text.unwrap_or_else(|_| value.iter().copied().map(char::from).collect())));
        }
        rest = next;
    }
    fields
}

/// `20040111` and `224515+0100` as other programs write a date.
fn iptc_date(day: &str, time: &str) -> Option<String> {
    let part = |text: &str, from: usize, to: usize| text.get(from..to).map(str::to_owned);
    let [year, month, date] = [part(day, 0, 4)?, part(day, 4, 6)?, part(day, 6, 8)?];
    let [hour, minute, second] = [part(time, 0, 2)?, part(time, 2, 4)?, part(time, 4, 6)?];
    Some(format!("{year}:{month}:{date} {hour}:{minute}:{second}"))
}

fn iptc_block(head: &[u8]) -> Option<&[u8]> {
    const RESOURCE: &[u8] = b"8BIM\x04\x04";
    let from = &head[memmem::find(head, RESOURCE)? + RESOURCE.len()..];
    // A name with its length, together an even number of bytes, then the size of what follows.
    let named = (usize::from(*from.first()?) + 2) & !1;
    let size: [u8; 4] = from.get(named..named + 4)?.try_into().ok()?;
    from.get(named + 4..)?.get(..u32::from_be_bytes(size) as usize).filter(|block| block.len() <= MAX_IPTC)
}

/// What somebody wrote; what cameras write there by themselves is in capitals.
fn written(text: &str) -> Option<String> {
    clean(text).filter(|text| text.chars().any(char::is_lowercase) || !text.is_ascii())
}

/// Each once, in the order of the file.
fn listed(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for text in texts.filter_map(|text| clean(&text)).take(MAX_LISTED) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

fn clean(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotations(format: Format, bytes: &[u8]) -> Annotations {
        of(format, bytes, &Exif::of(format, bytes)).0.map_or(Annotations::NONE, |annotations| *annotations)
    }

    fn said(rating: Option<u8>, caption: &str, keywords: &[&str], people: &[&str]) -> Annotations {
        let all = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
        Annotations {
            rating,
            caption: Some(caption.to_owned()),
            keywords: all(keywords),
            people: all(people),
        }
    }

    /// A JPEG's markers up to its first scan, one of them with this body.
    fn jpeg(marker: u8, body: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8, 0xFF, marker];
        bytes.extend((body.len() as u16 + 2).to_be_bytes());
        bytes.extend(body);
        bytes.extend(b"\xFF\xC0\0\x0B\x08\0\x08\0\x08\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0");
        bytes
    }

    const PACKET: &str = r#"<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
         <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
           xmlns:r="http://www.metadataworkinggroup.com/schemas/regions/" xmp:Rating="4">
          <dc:description><rdf:Alt><rdf:li xml:lang="x-default">At the lake</rdf:li></rdf:Alt></dc:description>
          <dc:subject><rdf:Bag><rdf:li>summer</rdf:li><rdf:li>lake</rdf:li><rdf:li>summer</rdf:li></rdf:Bag></dc:subject>
          <r:Regions><r:RegionList><rdf:Bag><rdf:li><rdf:Description r:Name="Anna" r:Type="Face"/></rdf:li>
           <rdf:li><rdf:Description><r:Name>Ben</r:Name></rdf:Description></rdf:li></rdf:Bag></r:RegionList></r:Regions>
         </rdf:Description></rdf:RDF></x:xmpmeta>"#;

    #[test]
    fn a_tag_of_countless_attributes_says_nothing() {
        let with = |count: usize| {
            let attributes: String = (0..count).map(|n| format!(" xmp:A{n}=\"\"")).collect();
            let packet = PACKET.replace(" xmp:Rating", &format!("{attributes} xmp:Rating"));
            annotations(Format::Png, packet.as_bytes()).rating
        };
        assert_eq!([with(100), with(MAX_ATTRIBUTES)], [Some(4), None]);
    }

    #[test]
    fn xmp_is_read_whatever_holds_it() {
        let expected = said(Some(4), "At the lake", &["summer", "lake"], &["Anna", "Ben"]);
        let in_jpeg = jpeg(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", PACKET.as_bytes()].concat());
        assert_eq!(annotations(Format::Jpeg, &in_jpeg), expected);
        assert_eq!(annotations(Format::Heic, PACKET.as_bytes()), expected);
        let as_elements = PACKET
            .replace(r#" xmp:Rating="4""#, "")
            .replace("<dc:subject", "<xmp:Rating>2</xmp:Rating><dc:subject");
        assert_eq!(annotations(Format::WebP, as_elements.as_bytes()).rating, Some(2));
        assert_eq!(annotations(Format::Png, PACKET.replace("=\"4\"", "=\"-1\"").as_bytes()).rating, None);
        // What only looks like XMP inside the picture of a JPEG is none.
        let after_the_scan = [&*jpeg(0xFE, b"comment"), PACKET.as_bytes()].concat();
        assert_eq!(annotations(Format::Jpeg, &after_the_scan), Annotations::NONE);
    }

    #[test]
    fn iptc_is_read_in_both_its_encodings() {
        let field = |number: u8, text: &[u8]| [&[0x1C, 2, number, 0, text.len() as u8], text].concat();
        let fields = [
            field(25, "Zürich".as_bytes()),
            field(25, b"Gen\xE8ve"),
            field(120, b"Alps"),
            field(5, b"title"),
        ]
        .concat();
        let size = (fields.len() as u32).to_be_bytes();
        let body = [b"Photoshop 3.0\x008BIM\x04\x04\x01x", &size[..], &fields].concat();
        assert_eq!(
            annotations(Format::Jpeg, &jpeg(0xED, &body)),
            said(None, "Alps", &["Zürich", "Genève"], &[])
        );
        let too_long = [b"Photoshop 3.0\x008BIM\x04\x04\0\0", &[0xFF; 4][..], &fields].concat();
        assert_eq!(annotations(Format::Jpeg, &jpeg(0xED, &too_long)), Annotations::NONE);
        let many = field(25, b"again").repeat(20_000);
        let size = (many.len() as u32).to_be_bytes();
        let too_many = [b"8BIM\x04\x04\0\0", &size[..], &many].concat();
        assert_eq!(iptc_block(&too_many), None);
    }

    #[test]
    fn dates_come_from_xmp_then_from_iptc() {
        let dates = |format: Format, bytes: &[u8]| of(format, bytes, &Exif::of(format, bytes)).1;
        let xmp = PACKET.replace(
            "xmp:Rating=\"4\"",
            "xmlns:p=\"http://ns.adobe.com/photoshop/1.0/\" \
            xmp:CreateDate=\"2005-01-01T00:00:01\" p:DateCreated=\"2004-01-11T22:45:15\"",
        );
        assert_eq!(dates(Format::Png, xmp.as_bytes()), ["2004-01-11T22:45:15", "2005-01-01T00:00:01"]);
        let fields = b"\x1C\x02\x37\0\x0820040111\x1C\x02\x3C\0\x0B224515+0100";
        let size = (fields.len() as u32).to_be_bytes();
        let body = [b"Photoshop 3.0\x008BIM\x04\x04\0\0", &size[..], fields].concat();
        assert_eq!(dates(Format::Jpeg, &jpeg(0xED, &body)), ["2004:01:11 22:45:15"]);
    }

    #[test]
    fn nonsense_says_nothing() {
        let cut = &PACKET[..PACKET.len() - 30];
        let entities = "<!DOCTYPE a [<!ENTITY b \"c\">]><rdf:RDF>&b;</rdf:RDF>";
        let deep = format!("<rdf:RDF>{}", "<a>".repeat(100_000));
        for bytes in [cut, entities, &deep, "<rdf:RDF></rdf:RDF>", "</rdf:RDF><rdf:RDF", ""] {
            assert_eq!(annotations(Format::Png, bytes.as_bytes()), Annotations::NONE);
        }
        let huge = PACKET.replace("<dc:subject", &format!("{}<dc:subject", " ".repeat(MAX_PACKET)));
        assert_eq!(annotations(Format::Png, huge.as_bytes()), Annotations::NONE);
        let closed = format!("<rdf:RDF>{}{}</rdf:RDF>", "<a>".repeat(50_000), "</a>".repeat(50_000));
        assert_eq!(annotations(Format::Png, closed.as_bytes()), Annotations::NONE);
    }
}
