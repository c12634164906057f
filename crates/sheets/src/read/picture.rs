//! A picture of a register (PNG, JPEG, TIFF) → its grey points, page by page, upright.

use std::io::Cursor;

use tiff::decoder::{Decoder as Tiff, DecodingResult, Limits};
use tiff::tags::Tag;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};

use super::guard;
use super::pdf::{MOST_PAGES, MOST_POINTS};
use crate::{ReadError, recognise::Picture};

/// The longer side of a picture, in points, at most.
const LONGEST: usize = 20_000;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Png,
    Jpeg,
    Tiff,
}

fn kind(bytes: &[u8]) -> Option<Kind> {
    const KINDS: [(&[u8], Kind); 4] = [
        (b"\x89PNG\r\n\x1a\n", Kind::Png),
        (b"\xFF\xD8\xFF", Kind::Jpeg),
        (b"II*\0", Kind::Tiff),
        (b"MM\0*", Kind::Tiff),
    ];
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// Whether the bytes are a picture that can be unpacked.
pub(crate) fn is_picture(bytes: &[u8]) -> bool {
    kind(bytes).is_some()
}

/// The pages of a picture: one, but for the sheets of a fax.
///
/// # Errors
/// When it is damaged, or has more points than are looked at.
pub(crate) fn pages(bytes: &[u8]) -> Result<Vec<Picture>, ReadError> {
    let name = match kind(bytes) {
        Some(Kind::Jpeg) => "JPEG picture",
        Some(Kind::Tiff) => "TIFF picture",
        _ => "PNG picture",
    };
    let unpacked = guard::caught(|| match kind(bytes) {
        Some(Kind::Jpeg) => jpeg(bytes).map(|page| vec![page]),
        Some(Kind::Tiff) => tiff(bytes),
        _ => png(bytes).map(|page| vec![page]),
    });
    let damaged = |detail: &str| ReadError::Damaged { kind: name, detail: detail.to_owned() };
    match unpacked {
        Ok(Ok(pages)) if pages.is_empty() => Err(ReadError::Empty),
        Ok(Ok(pages)) => Ok(pages),
        Ok(Err(Bad::TooLarge(width, height))) => Err(ReadError::TooLarge {
            found: format!("{width} by {height} points"),
            limit: format!("{} million points", MOST_POINTS / 1_000_000),
        }),
        Ok(Err(Bad::Damaged)) => Err(damaged("it breaks off or contradicts itself")),
        Err(_) => Err(damaged("its parts contradict each other")),
    }
}

enum Bad {
    TooLarge(usize, usize),
    Damaged,
}

fn bounded(width: usize, height: usize) -> Result<(), Bad> {
    let fits = width.max(height) <= LONGEST && width.saturating_mul(height) <= MOST_POINTS;
    if fits { Ok(()) } else { Err(Bad::TooLarge(width, height)) }
}

/// How dark a point looks, on white paper where it can be seen through.
fn grey(point: &[u8]) -> u8 {
    let (shade, cover) = match point {
        [grey] => (u32::from(*grey), 255),
        [grey, cover] => (u32::from(*grey), u32::from(*cover)),
        [red, green, blue, rest @ ..] => {
            let sum = 299 * u32::from(*red) + 587 * u32::from(*green) + 114 * u32::from(*blue);
            (sum / 1000, rest.first().map_or(255, |cover| u32::from(*cover)))
        }
        [] => (255, 255),
    };
    u8::try_from((shade * cover + 255 * (255 - cover)) / 255).unwrap_or(255)
}

fn picture(width: usize, height: usize, points: &[u8], depth: usize) -> Result<Picture, Bad> {
    let grey: Vec<u8> = points.chunks_exact(depth.max(1)).take(width * height).map(grey).collect();
    if grey.len() == width * height && !grey.is_empty() {
        Ok(Picture { width, height, grey })
    } else {
        Err(Bad::Damaged)
    }
}

fn png(bytes: &[u8]) -> Result<Picture, Bad> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| Bad::Damaged)?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    bounded(width, height)?;
    let mut points = vec![0; reader.output_buffer_size().ok_or(Bad::Damaged)?];
    let frame = reader.next_frame(&mut points).map_err(|_| Bad::Damaged)?;
    picture(width, height, &points, frame.color_type.samples())
}

fn jpeg(bytes: &[u8]) -> Result<Picture, Bad> {
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(LONGEST)
        .set_max_height(LONGEST);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| Bad::Damaged)?;
    let (width, height) = decoder.dimensions().ok_or(Bad::Damaged)?;
    bounded(width, height)?;
    let points = decoder.decode().map_err(|_| Bad::Damaged)?;
    let depth = points.len() / (width * height).max(1);
    let upright = decoder.exif().map_or(0, |exif| quarter_turns(exif));
    Ok(picture(width, height, &points, depth)?.turned(upright))
}

/// The quarter turns, as the clock goes, that a camera says set its picture upright.
fn quarter_turns(exif: &[u8]) -> u8 {
    let big = exif.starts_with(b"MM");
    let short = |at: usize| {
        let two: [u8; 2] = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let long = |at: usize| {
        let four: [u8; 4] = exif.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }).ok()
    };
    let orientation = || {
        let first = long(4).filter(|at| *at < exif.len())?;
        let count = usize::from(short(first)?);
        let entry = (0..count).map(|n| first + 2 + 12 * n).find(|at| short(*at) == Some(0x0112))?;
        short(entry + 8)
    };
    match orientation() {
        Some(3) => 2,
        Some(6) => 1,
        Some(8) => 3,
        _ => 0,
    }
}

fn tiff(bytes: &[u8]) -> Result<Vec<Picture>, Bad> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = 8 * MOST_POINTS;
    let decoder = Tiff::new(Cursor::new(bytes)).map_err(|_| Bad::Damaged)?;
    let mut decoder = decoder.with_limits(limits);
    let mut pages = Vec::new();
    loop {
        pages.push(sheet(&mut decoder)?);
        if !decoder.more_images() || pages.len() == MOST_PAGES {
            return Ok(pages);
        }
        decoder.next_image().map_err(|_| Bad::Damaged)?;
    }
}

fn sheet(decoder: &mut Tiff<Cursor<&[u8]>>) -> Result<Picture, Bad> {
    let (width, height) = decoder.dimensions().map_err(|_| Bad::Damaged)?;
    let (width, height) = (width as usize, height as usize);
    bounded(width, height)?;
    let colour = decoder.colortype().map_err(|_| Bad::Damaged)?;
    let depth = usize::from(colour.num_samples());
    let points = match decoder.read_image().map_err(|_| Bad::Damaged)? {
        DecodingResult::U8(points) if colour.bit_depth() == 1 => unpacked(&points, width, height),
        DecodingResult::U8(points) => points,
        DecodingResult::U16(points) => {
            points.iter().map(|point| u8::try_from(point >> 8).unwrap_or(255)).collect()
        }
        _ => return Err(Bad::Damaged),
    };
    let turns = match decoder.find_tag_unsigned::<u16>(Tag::Orientation) {
        Ok(Some(3)) => 2,
        Ok(Some(6)) => 1,
        Ok(Some(8)) => 3,
        _ => 0,
    };
    Ok(picture(width, height, &points, depth)?.turned(turns))
}

/// Points of one bit each, a row beginning with a byte.
fn unpacked(bits: &[u8], width: usize, height: usize) -> Vec<u8> {
    let stride = width.div_ceil(8);
    let point = |x: usize, y: usize| {
        let byte = bits.get(y * stride + x / 8).copied().unwrap_or(255);
        if byte & (0x80 >> (x % 8)) == 0 { 0 } else { 255 }
    };
    (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| point(x, y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white_but_one(width: usize, height: usize) -> Picture {
        let mut picture = Picture::white(width, height);
        picture.grey[0] = 0;
        picture
    }

    #[test]
    fn a_png_is_unpacked_and_a_broken_one_is_named() {
        let bytes = white_but_one(8, 4).png([0, 0, 8, 4]).unwrap();
        assert!(is_picture(&bytes) && !is_picture(b"%PDF-1.7"));
        let pages = pages(&bytes).unwrap();
        assert_eq!((pages[0].width, pages[0].height), (4, 2));
        assert!(pages[0].grey[0] < 255 && pages[0].grey[1] == 255);
        let broken = super::pages(&bytes[..40]).unwrap_err().to_string();
        assert!(broken.contains("PNG picture is damaged"), "{broken}");
    }

    #[test]
    fn a_camera_on_its_side_says_so() {
        let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        assert_eq!(quarter_turns(&exif), 1);
        exif.truncate(12);
        assert_eq!(quarter_turns(&exif), 0);
    }

    #[test]
    fn a_turned_picture_stands_as_the_clock_goes() {
        // The black point in the upper left corner goes to the upper right, and on.
        let places = [(0, 0), (1, 0), (1, 2), (0, 2)];
        for (turns, wanted) in places.into_iter().enumerate() {
            let turned = white_but_one(
                if turns.is_multiple_of(2) { 2 } else { 3 },
                if turns.is_multiple_of(2) { 3 } else { 2 },
            )
            .turned(turns as u8);
            let at = turned.grey.iter().position(|point| *point == 0).unwrap();
            assert_eq!((at % turned.width, at / turned.width), wanted, "{turns}");
        }
    }

    #[test]
    fn a_sheet_of_single_bits_is_black_where_they_are_nought() {
        assert_eq!(unpacked(&[0b0111_1111, 0xFF], 8, 2)[..2], [0, 255]);
    }
}
