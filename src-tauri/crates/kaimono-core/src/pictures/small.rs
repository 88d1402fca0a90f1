//! Makes a small picture of a stranger's file, or nothing. Four formats are read, by what is in the file and not by its name; SVG
//! and HTML are not among them. How large a picture says it is, is looked at before any of it is decoded, so that a small file
//! which unpacks to gigabytes costs nothing. Of an animation the first frame is taken.

use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use std::io::Cursor;

/// A picture that is larger in one direction is not decoded.
const LARGEST_SIDE: u32 = 4_096;
/// A picture that takes more memory is not decoded, bytes.
const MOST_MEMORY: u64 = 64 * 1024 * 1024;
/// Sides of what is shown: the first is twice the size on the page; the second is taken where the first is too many bytes.
const SIDES: [u32; 2] = [96, 80];
/// What is kept of a picture is no larger.
pub(super) const MOST_KEPT: usize = 20_000;

/// A small PNG of the picture in a file. `None`: there is none, or none that is safe to decode.
pub(super) fn small(file: &[u8]) -> Option<Vec<u8>> {
    let image = decoded(file)?;
    SIDES.iter().find_map(|side| encoded(&on_white(&image, *side)).filter(|png| png.len() <= MOST_KEPT))
}

fn decoded(file: &[u8]) -> Option<DynamicImage> {
    let format = image::guess_format(file).ok()?;
    let read = matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif);
    if !read {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let sides = 1..=LARGEST_SIDE;
    if !sides.contains(&width) || !sides.contains(&height) || decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let turned = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(turned) = turned {
        image.apply_orientation(turned);
    }
    Some(image)
}

/// The picture within a square, and what can be seen through on white: most logos are drawn for it, and vanish on dark.
fn on_white(image: &DynamicImage, side: u32) -> RgbImage {
    let fits = image.width() <= side && image.height() <= side;
    let small = if fits { image.to_rgba8() } else { image.thumbnail(side, side).to_rgba8() };
    let over = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    let mut flat = RgbImage::new(small.width(), small.height());
    for (to, from) in flat.pixels_mut().zip(small.pixels()) {
        let [red, green, blue, alpha] = from.0;
        to.0 = [over(red, alpha), over(green, alpha), over(blue, alpha)];
    }
    flat
}

fn encoded(image: &RgbImage) -> Option<Vec<u8>> {
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive);
    encoder.write_image(image, image.width(), image.height(), image::ExtendedColorType::Rgb8).ok()?;
    Some(png)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use image::{Delay, Frame, Rgba, RgbaImage, codecs::gif::GifEncoder};

    pub(in super::super) fn file(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let image = RgbaImage::from_fn(width, height, |x, y| Rgba([200, (x % 256) as u8, (y % 256) as u8, 255]));
        let image = DynamicImage::from(image);
        let image = if format == ImageFormat::Jpeg { DynamicImage::from(image.to_rgb8()) } else { image };
        image.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    fn sides(png: &[u8]) -> (u32, u32) {
        let image = image::load_from_memory_with_format(png, ImageFormat::Png).unwrap();
        (image.width(), image.height())
    }

    /// A PNG that says it is so large, and has next to nothing in it.
    pub(in super::super) fn bomb(width: u32, height: u32) -> Vec<u8> {
        let mut file = file(ImageFormat::Png, 1, 1);
        file[16..20].copy_from_slice(&width.to_be_bytes());
        file[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&file[12..29]);
        file[29..33].copy_from_slice(&sum.to_be_bytes());
        file
    }

    fn crc(bytes: &[u8]) -> u32 {
        let step = |sum: u32, byte: &u8| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
        };
        !bytes.iter().fold(u32::MAX, step)
    }

    #[test]
    fn every_format_becomes_a_small_png_whatever_it_is_called() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
            let png = small(&file(format, 400, 200)).unwrap();
            assert_eq!(sides(&png), (96, 48), "{format:?}");
            assert!(png.len() <= MOST_KEPT, "{format:?}: {}", png.len());
        }
        assert_eq!(sides(&small(&file(ImageFormat::Png, 16, 16)).unwrap()), (16, 16), "nothing is made larger");
        assert_eq!(sides(&small(&file(ImageFormat::Png, 4_000, 1)).unwrap()).0, 96);
    }

    #[test]
    fn noise_is_kept_small_too() {
        let mut seed = 1_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed.to_be_bytes()[0]
        };
        let noise = RgbaImage::from_fn(96, 96, |_, _| Rgba([next(), next(), next(), 255]));
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(noise).write_to(&mut file, ImageFormat::Png).unwrap();
        let png = small(&file.into_inner()).unwrap();
        assert!(png.len() <= MOST_KEPT, "{}", png.len());
        assert_eq!(sides(&png), (80, 80));
    }

    #[test]
    fn what_can_be_seen_through_stands_on_white() {
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0])))
            .write_to(&mut file, ImageFormat::Png)
            .unwrap();
        let png = small(&file.into_inner()).unwrap();
        let image = image::load_from_memory(&png).unwrap().to_rgb8();
        assert!(image.pixels().all(|pixel| pixel.0 == [255; 3]));
    }

    #[test]
    fn of_ten_thousand_frames_the_first_is_shown() {
        let mut gif = Vec::new();
        let mut encoder = GifEncoder::new_with_speed(&mut gif, 30);
        let frame = |red| {
            Frame::from_parts(
                RgbaImage::from_pixel(8, 8, Rgba([red, 0, 0, 255])),
                0,
                0,
                Delay::from_numer_denom_ms(1, 1),
            )
        };
        encoder.encode_frame(frame(255)).unwrap();
        encoder.encode_frames((0..10_000).map(|_| frame(0))).unwrap();
        drop(encoder);
        let shown = image::load_from_memory(&small(&gif).unwrap()).unwrap().to_rgb8();
        assert_eq!(shown.get_pixel(0, 0).0, [255, 0, 0]);
    }

    #[test]
    fn what_is_no_picture_or_too_much_of_one_is_nothing() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>"#;
        let whole = file(ImageFormat::Png, 64, 64);
        let jpeg = file(ImageFormat::Jpeg, 64, 64);
        let cases: [(&str, &[u8]); 12] = [
            ("nothing", b""),
            ("SVG", svg),
            ("SVG with a head", br#"<?xml version="1.0"?><svg/>"#),
            ("HTML", b"<!doctype html><html><img src=x onerror=alert(1)></html>"),
            ("text", b"\x89PNG"),
            ("a bitmap", b"BM\x1a\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x01\0\x01\0\x01\0\x18\0"),
            ("cut", &whole[..whole.len() / 2]),
            ("only its head", &whole[..33]),
            ("a JPEG without an end of its head", &jpeg[..40]),
            ("65,535 by 65,535", &bomb(65_535, 65_535)),
            ("two thousand million wide", &bomb(i32::MAX as u32, 1)),
            ("no width", &bomb(0, 5)),
        ];
        for (name, bytes) in cases {
            assert_eq!(small(bytes), None, "{name}");
        }
        // A screen of a GIF, of which 65,535 by 65,535 are told.
        let mut gif = file(ImageFormat::Gif, 2, 2);
        gif[6..10].copy_from_slice(&[255; 4]);
        assert_eq!(small(&gif), None);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_odd(format in 0..4_usize, at in 0..4_000_usize, with in proptest::prelude::any::<u8>(), cut in 0..4_000_usize) {
            let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];
            let mut file = file(formats[format], 24, 24);
            let at = at % file.len();
            file[at] = with;
            file.truncate(file.len() - cut % 20);
            if let Some(png) = small(&file) {
                proptest::prop_assert!(png.len() <= MOST_KEPT);
            }
        }
    }
}
