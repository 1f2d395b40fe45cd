//! The formats of photos.

/// The container a photo is stored in, told by its content and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG, the JPEG part of an MPO included.
    Jpeg,
    /// PNG, the first picture of an animated one.
    Png,
    /// WebP, the first picture of an animated one.
    WebP,
    /// GIF, its first picture.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF, its first page.
    Tiff,
    /// HEIF with HEVC pictures, as phones write it.
    Heic,
    /// AVIF, the first picture of an animated one.
    Avif,
    /// JPEG XL, the first picture of an animated one.
    Jxl,
    /// JPEG 2000.
    Jpeg2000,
    /// The merged picture of a Photoshop document.
    Psd,
    /// Quite OK Image.
    Qoi,
    /// Portable bitmap, graymap, pixmap or anymap, the first of several.
    Pnm,
    /// Truevision TGA.
    Tga,
    /// Windows icon, the largest of several.
    Ico,
    /// A camera's raw file of any maker, by the largest preview in it.
    Raw,
}

impl Format {
    /// All formats, in the order of their stable numbers.
    pub const ALL: [Self; 16] = [
        Self::Jpeg,
        Self::Png,
        Self::WebP,
        Self::Gif,
        Self::Bmp,
        Self::Tiff,
        Self::Heic,
        Self::Avif,
        Self::Jxl,
        Self::Jpeg2000,
        Self::Psd,
        Self::Qoi,
        Self::Pnm,
        Self::Tga,
        Self::Ico,
        Self::Raw,
    ];

    /// It keeps every pixel as it was given; a raw file has more than any picture made of it.
    pub fn is_lossless(self) -> bool {
        match self {
            Self::Png | Self::Tiff | Self::Bmp | Self::Psd => true,
            Self::Qoi | Self::Pnm | Self::Tga | Self::Raw => true,
            Self::Jpeg | Self::WebP | Self::Gif | Self::Heic => false,
            Self::Avif | Self::Jxl | Self::Jpeg2000 | Self::Ico => false,
        }
    }

    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Jxl => "JPEG XL",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Psd => "PSD",
            Self::Qoi => "QOI",
            Self::Pnm => "PNM",
            Self::Tga => "TGA",
            Self::Ico => "ICO",
            Self::Raw => "RAW",
        }
    }
}
