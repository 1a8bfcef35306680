# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Makes what the tests of this module compare with, by well-known Python libraries.

    python3 -m venv venv && venv/bin/pip install pillow==13.0.0 numpy ImageHash
    venv/bin/python make-golden.py ../resources/golden JAR...

The jars are the test jars of TwelveMonkeys and Tika that the POM names; only facts about
their images (size, mode, hashes) are kept, no pixels.
"""

import io
import sys
import zipfile

import imagehash
import numpy
from PIL import Image, ImageCms, ImageFilter, ImageOps

out = sys.argv[1]


def drawn(width, height):
    """Waves, edges and lines, without symmetry."""
    y, x = numpy.mgrid[0:height, 0:width].astype(float)
    red = 127 + 90 * numpy.sin(x / 9) + 30 * numpy.sin(x * y / 900)
    green = 127 + 100 * numpy.cos(y / 7 + x / 31)
    blue = 255.0 * (((x // 13) + (y // 11)) % 2)
    pixels = numpy.stack([red, green, blue], axis=2)
    pixels[(x - y).astype(int) % 40 == 0] = 0
    pixels[(x + 2 * y).astype(int) % 57 == 0] = 255
    return Image.fromarray(pixels.clip(0, 255).astype("uint8"), "RGB")


source = drawn(101, 75)
source.save(f"{out}/source.png", optimize=True)
for width, height in [(32, 32), (50, 37), (9, 5), (101, 25), (150, 75), (250, 200), (100, 74)]:
    resized = source.resize((width, height), Image.Resampling.BILINEAR)
    resized.save(f"{out}/resize-{width}x{height}.png", optimize=True)
crop = source.crop((21, 13, 71, 63)).resize((40, 60), Image.Resampling.BILINEAR)
crop.save(f"{out}/crop-21-13-50-50-resize-40x60.png", optimize=True)

BILINEAR = Image.Resampling.BILINEAR
thumbnail = source.copy()
thumbnail.thumbnail((40, 31), BILINEAR, reducing_gap=None)
steps = {
    # ImageOps.fit does this, but lets pixels beside the box count; here a crop is cut first.
    "cover-40x40": source.crop((13, 0, 88, 75)).resize((40, 40), BILINEAR),
    "pad-50x60": ImageOps.pad(source, (50, 60), BILINEAR),
    "contain-50x60": ImageOps.contain(source, (50, 60), BILINEAR),
    "thumbnail-40x31": thumbnail,
    "flip": ImageOps.mirror(source),
    "convert-L": source.convert("L").convert("RGB"),
    "blur-1.5": source.filter(ImageFilter.GaussianBlur(1.5)),
    "blur-30": source.filter(ImageFilter.GaussianBlur(30)),
    "sharpen-2-150": source.filter(ImageFilter.UnsharpMask(2, 150, 0)),
}
for name, image in steps.items():
    image.save(f"{out}/step-{name}.png", optimize=True)

kinds = {
    "420.jpg": (source, dict(quality=90, subsampling=2)),
    "422.jpg": (source, dict(quality=90, subsampling=1)),
    "444.jpg": (source, dict(quality=90, subsampling=0)),
    "progressive.jpg": (source, dict(quality=90, progressive=True)),
    "grey.jpg": (source.convert("L"), dict(quality=90)),
    "cmyk.jpg": (source.convert("CMYK"), dict(quality=90)),
    "palette.png": (source.quantize(64), {}),
    "grey.png": (source.convert("L"), {}),
    "bilevel.png": (source.convert("1"), {}),
    "lossless.webp": (source, dict(lossless=True)),
    "lossy.webp": (source, dict(quality=90)),
    "lzw.tif": (source, dict(compression="tiff_lzw")),
    "deflate.tif": (source, dict(compression="tiff_adobe_deflate")),
    "jpeg.tif": (source, dict(compression="jpeg", quality=90)),
    "group4.tif": (source.convert("1"), dict(compression="group4")),
    "image.gif": (source.quantize(128), {}),
    "image.bmp": (source, {}),
    "lossy.avif": (source, dict(quality=90)),
    "grey.avif": (source.convert("L"), dict(quality=90)),
}
alpha = source.copy()
alpha.putalpha(Image.fromarray(numpy.tile(numpy.linspace(0, 255, 101), (75, 1)).astype("uint8")))
kinds["alpha.png"] = (alpha, {})
kinds["alpha.webp"] = (alpha, dict(lossless=True))
kinds["alpha.avif"] = (alpha, dict(quality=90))
deep = numpy.asarray(source.convert("L")).astype("uint16") * 257
kinds["deep.png"] = (Image.fromarray(deep), {})
frames = [source, ImageOps.invert(source)]
kinds["animated.webp"] = (source, dict(save_all=True, append_images=frames[1:], lossless=True))
kinds["animated.png"] = (source, dict(save_all=True, append_images=frames[1:]))
kinds["animated.gif"] = (frames[0].quantize(32), dict(save_all=True, append_images=[f.quantize(32) for f in frames[1:]]))
kinds["pages.tif"] = (source, dict(save_all=True, append_images=frames[1:], compression="tiff_lzw"))
for name, (image, options) in kinds.items():
    path = f"{out}/{name}"
    image.save(path, **options)
    read = Image.open(path)
    if read.mode == "I;16":
        rgb = Image.fromarray((numpy.asarray(read) >> 8).astype("uint8")).convert("RGB")
    elif read.mode in ("RGBA", "LA", "PA") or "transparency" in read.info:
        rgba = read.convert("RGBA")
        rgb = Image.new("RGBA", rgba.size, "white")
        rgb.alpha_composite(rgba)
        rgb = rgb.convert("RGB")
    else:
        rgb = read.convert("RGB")
    rgb.save(f"{path}.expected.png", optimize=True)



SRGB = ImageCms.createProfile("sRGB")


def in_srgb(image):
    """The image with its colour profile applied, if it has one for colours like its own."""
    icc = image.info.get("icc_profile")
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc)) if icc else None
        space = profile.profile.xcolor_space.strip() if profile else None
        if space == {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}.get(image.mode):
            return ImageCms.profileToProfile(image, profile, SRGB, ImageCms.Intent.PERCEPTUAL, "RGB")
    except ImageCms.PyCMSError:
        pass
    return image


def over_white(image):
    """8-bit RGB as Pillow makes it, transparent pixels over white."""
    image = in_srgb(image)
    if image.mode.startswith("I;16"):
        return Image.fromarray((numpy.asarray(image) >> 8).astype("uint8")).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image.convert("RGBA"))
        image = white
    return image.convert("RGB")


hashes = open(f"{out}/hashes.tsv", "w")
headers = open(f"{out}/headers.tsv", "w")
colours = open(f"{out}/colours.tsv", "w")
with hashes, headers, colours:
    images = [("golden/source.png", open(f"{out}/source.png", "rb").read())]
    for jar in sys.argv[2:]:
        with zipfile.ZipFile(jar) as entries:
            for name in sorted(entries.namelist()):
                images.append((name, entries.read(name)))
    for name, content in images:
        try:
            image = Image.open(io.BytesIO(content))
        except Exception:
            continue
        if image.format not in ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "MPO"):
            continue
        width, height = image.size
        print(name, width, height, image.mode, sep="\t", file=headers)
        try:
            upright = ImageOps.exif_transpose(image)
            small = over_white(upright).resize((3, 3), Image.Resampling.BILINEAR)
            print(name, small.tobytes().hex(), sep="\t", file=colours)
        except Exception as e:
            print(f"{name}: {e}", file=sys.stderr)
        if not name.startswith("exif/") and not name.startswith("golden/"):
            continue
        upright = ImageOps.exif_transpose(image).convert("RGB")
        print(
            name,
            imagehash.average_hash(upright),
            imagehash.phash(upright),
            imagehash.dhash(upright),
            imagehash.whash(upright),
            sep="\t",
            file=hashes,
        )
