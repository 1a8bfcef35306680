# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Makes small images of kinds that are easily read wrong, and what well-known libraries make of
each: NAME, and NAME.expected.png as displayed, in sRGB, over white.

    python3 -m venv venv && venv/bin/pip install pillow==13.0.0 pillow-heif==1.8.1 numpy tifffile==2026.3.3 imagecodecs
    venv/bin/python make-kinds.py ../resources/kinds

Needs jpegtran (libjpeg-turbo) on the path.
"""

import io
import pathlib
import struct
import subprocess
import sys
import zlib

import numpy
import pillow_heif
import tifffile
from PIL import Image, ImageCms, ImageOps

pillow_heif.register_heif_opener()
out = pathlib.Path(sys.argv[1])
out.mkdir(exist_ok=True)
W, H = 37, 23
y, x = numpy.mgrid[0:H, 0:W]
pixels = numpy.dstack([x * 255 // 36, y * 255 // 22, (x * 7 + y * 13) % 256]).astype("u1")
smooth = numpy.dstack([x * 255 // 36, y * 255 // 22, 255 - x * 255 // 36]).astype("u1")
plain = Image.fromarray(smooth)
SRGB = ImageCms.createProfile("sRGB")


def expected(name, image):
    image.convert("RGB").save(out / f"{name}.expected.png", optimize=True)


def over_white(image):
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image.convert("RGBA"))
        return white.convert("RGB")
    return image.convert("RGB")


def put(name, data, image=None):
    """Writes a file, and what Pillow makes of it or what is given."""
    (out / name).write_bytes(data)
    expected(name, over_white(ImageOps.exif_transpose(Image.open(io.BytesIO(data)))) if image is None else image)


def saved(image, format, **options):
    data = io.BytesIO()
    image.save(data, format, **options)
    return data.getvalue()


# ---------------------------------------------------------------- HEIF: boxes of its head

def boxes(data, start, end):
    while start + 8 <= end:
        size, name = struct.unpack(">I4s", data[start : start + 8])
        yield name.decode(), start, start + size
        start += size


def find(data, path, start=0, end=None):
    end = len(data) if end is None else end
    for name, a, b in boxes(data, start, end):
        if name == path[0]:
            skip = 12 if name in ("meta",) else 8
            return (a, b) if len(path) == 1 else find(data, path[1:], a + skip, b)
    raise KeyError(path)


def with_properties(data, new):
    """Appends properties to the first item, in order."""
    ipco = find(data, ["meta", "iprp", "ipco"])
    count = len(list(boxes(data, ipco[0] + 8, ipco[1])))
    ipma = find(data, ["meta", "iprp", "ipma"])
    assert data[ipma[0] + 8] == 0 and data[ipma[0] + 11] == 0
    first = ipma[0] + 16
    added = b"".join(struct.pack(">I", 8 + len(body)) + name.encode() + body for name, body in new)
    at = first + 3 + data[first + 2]
    result = bytearray(data)
    result[at:at] = bytes(0x80 | count + 1 + i for i in range(len(new)))
    result[first + 2] += len(new)
    result[ipco[1] : ipco[1]] = added
    grown = len(added) + len(new)
    for path, by in ([["meta"], grown], [["meta", "iprp"], grown], [["meta", "iprp", "ipco"], len(added)], ):
        a = find(data, path)[0]
        result[a : a + 4] = struct.pack(">I", struct.unpack(">I", data[a : a + 4])[0] + by)
    a = ipma[0] + len(added)
    result[a : a + 4] = struct.pack(">I", struct.unpack(">I", result[a : a + 4])[0] + len(new))
    iloc = find(data, ["meta", "iloc"])[0]
    version, sizes, items = data[iloc + 8], data[iloc + 12], struct.unpack(">H", data[iloc + 14 : iloc + 16])[0]
    assert sizes == 0x44 and iloc < ipma[0]
    base = data[iloc + 13] >> 4
    at = iloc + 16
    for _ in range(items):
        at += 2 + (2 if version else 0) + 2 + base
        extents = struct.unpack(">H", data[at : at + 2])[0]
        at += 2
        for _ in range(extents):
            result[at : at + 4] = struct.pack(">I", struct.unpack(">I", data[at : at + 4])[0] + grown)
            at += 8
    return bytes(result)


def with_nclx(data, matrix=None, full=None):
    a, b = next((a, b) for n, a, b in boxes(data, find(data, ["meta", "iprp", "ipco"])[0] + 8, find(data, ["meta", "iprp", "ipco"])[1]) if n == "colr" and data[a + 8 : a + 12] == b"nclx")
    result = bytearray(data)
    if matrix is not None:
        result[a + 16 : a + 18] = struct.pack(">H", matrix)
    if full is not None:
        result[a + 18] = 0x80 if full else 0
    return bytes(result)


def heic(image, **options):
    data = io.BytesIO()
    pillow_heif.from_pillow(image).save(data, quality=95, **options)
    return data.getvalue()


odd = heic(plain, chroma=444)
put("odd.heic", odd)
rgba = plain.copy()
rgba.putalpha(Image.fromarray((x * 255 // 36).astype("u1")))
put("odd-alpha.heic", heic(rgba, chroma=444))
IROT1, IROT3 = ("irot", b"\1"), ("irot", b"\3")
IMIR0, IMIR1 = ("imir", b"\0"), ("imir", b"\1")
for name, properties in {
    "irot1-imir0": [IROT1, IMIR0],
    "imir0-irot1": [IMIR0, IROT1],
    "imir1-irot3": [IMIR1, IROT3],
    "irot3-imir1": [IROT3, IMIR1],
    "irot1-clap": [IROT1, ("clap", struct.pack(">IIIIiIiI", 11, 1, 20, 1, 4, 2, -6, 2))],
}.items():
    put(f"{name}.heic", with_properties(odd, properties))
even = heic(plain.resize((64, 64)), chroma=444)
put("full-range.heic", with_nclx(even, full=True))
put("limited-range.heic", with_nclx(even, full=False))
put("bt709.heic", with_nclx(even, matrix=1))
avif = saved(plain, "AVIF", quality=95, subsampling="4:4:4")
for name, change in {"full-range": dict(full=True), "limited-range": dict(full=False), "bt709": dict(matrix=1)}.items():
    data = with_nclx(avif, **change)
    # libavif of Pillow, libheif of pillow_heif: both follow the container.
    put(f"{name}.avif", data)
frames = [plain, ImageOps.invert(plain)]
put("sequence.avif", saved(plain, "AVIF", save_all=True, append_images=frames[1:], quality=90, subsampling="4:4:4"))

# ---------------------------------------------------------------- PNG


def chunk(name, body, wrong=False):
    crc = zlib.crc32(name + body) ^ (1 if wrong else 0)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)


def png(depth, kind, rows, *chunks, behind=b"", width=W, height=H):
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
        + b"".join(chunks)
        + chunk(b"IDAT", zlib.compress(raw, 9))
        + behind
        + chunk(b"IEND", b"")
    )


def packed(samples, depth):
    bits = numpy.unpackbits(samples.astype("u1")[..., None], axis=-1)[..., 8 - depth :]
    return numpy.packbits(bits.reshape(samples.shape[0], -1), axis=1)


for depth in (1, 2, 4, 8):
    samples = (x + y) % (1 << min(depth, 5))
    for value in (0, 1):
        put(f"transparent-grey{depth}-{value}.png", png(depth, 0, packed(samples, depth), chunk(b"tRNS", struct.pack(">H", value))))
rows = smooth.reshape(H, -1)
put("transparent-colour.png", png(8, 2, rows, chunk(b"tRNS", struct.pack(">HHH", *smooth[3, 4]))))
put("broken-profile.png", png(8, 2, rows, chunk(b"iCCP", b"broken\0\0" + b"no deflate")), plain)
put("empty-profile.png", png(8, 2, rows, chunk(b"iCCP", b"\0")), plain)
put("wrong-check-of-text.png", png(8, 2, rows, chunk(b"iCCP", b"x", True), chunk(b"tEXt", b"a\0b", True)), plain)


def exif(orientation, kind=3, order="<"):
    value = struct.pack(order + {3: "HH", 4: "I", 8: "hh", 9: "i"}[kind], *([orientation, 0] if kind in (3, 8) else [orientation]))
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(order + "IHHHI", 8, 1, 274, kind, 1) + value + struct.pack(order + "I", 0)


def raw_profile(block):
    text = block.hex()
    lines = "\n".join(text[i : i + 72] for i in range(0, len(text), 72))
    return f"\nexif\n{len(block):8d}\n{lines}\n".encode()


turned = ImageOps.exif_transpose
for orientation in range(1, 9):
    block = exif(orientation, order="<>"[orientation % 2])
    put(f"behind-pixels-{orientation}.png", png(8, 2, rows, behind=chunk(b"tEXt", b"a\0b") + chunk(b"eXIf", block)))
put("raw-profile-zTXt.png", png(8, 2, rows, chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(raw_profile(b"Exif\0\0" + exif(6))))))
put("raw-profile-tEXt.png", png(8, 2, rows, chunk(b"tEXt", b"Raw profile type APP1\0" + raw_profile(b"Exif\0\0" + exif(8)))), plain.transpose(Image.Transpose.ROTATE_90))
put("raw-profile-behind.png", png(8, 2, rows, behind=chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(raw_profile(b"Exif\0\0" + exif(5))))))

# ---------------------------------------------------------------- JPEG

jpeg = saved(plain, "JPEG", quality=95, subsampling=0)
for name, block in {"slong": exif(6, 9), "sshort": exif(7, 8, ">"), "long": exif(5, 4, ">")}.items():
    body = b"Exif\0\0" + block
    put(f"orientation-{name}.jpg", jpeg[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body + jpeg[2:])
xmp = b"http://ns.adobe.com/xap/1.0/\0" + b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="8"/></x:xmpmeta>'
put("orientation-xmp.jpg", jpeg[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(xmp)) + xmp + jpeg[2:])
(out / "arithmetic.jpg").write_bytes(subprocess.run(["jpegtran", "-arithmetic"], input=jpeg, stdout=subprocess.PIPE, check=True).stdout)

# ---------------------------------------------------------------- BMP


def bmp(data, bits, compression=0, header=40, masks=(), palette=b"", height=H, width=W):
    info = struct.pack("<IiiHHIIiiII", header, width, height, 1, bits, compression, len(data), 2835, 2835, len(palette) // 4, 0)
    fields = b"".join(struct.pack("<I", m) for m in masks)
    info = (info + fields).ljust(max(header, 40 + len(fields)), b"\0") + palette
    return b"BM" + struct.pack("<IHHI", 14 + len(info) + len(data), 0, 0, 14 + len(info)) + info + data


def fields(masks, bits, alpha=None):
    """Rows from the bottom up, each colour under its mask."""
    channels = list(numpy.moveaxis(smooth.astype("u8"), 2, 0)) + ([] if alpha is None else [alpha.astype("u8")])
    values = numpy.zeros((H, W), "u8")
    shown = []
    for channel, mask in zip(channels, masks):
        low = (mask & -mask).bit_length() - 1
        size = bin(mask).count("1")
        part = channel >> (8 - size) if size <= 8 else channel << (size - 8) | channel >> (16 - size)
        values |= part << low
        shown.append(part * 255 // ((1 << size) - 1) if size <= 8 else part >> (size - 8))
    rows = values[::-1].astype("<u2" if bits == 16 else "<u4")
    data = b"".join(row.tobytes().ljust((W * bits + 31) // 32 * 4, b"\0") for row in rows)
    image = numpy.dstack(shown).astype("u1")
    return data, over_white(Image.fromarray(image, "RGBA" if alpha is not None else "RGB"))


ALPHA = x * 255 // 36
for name, (bits, masks) in {
    "565": (16, (0xF800, 0x7E0, 0x1F)),
    "555": (16, (0x7C00, 0x3E0, 0x1F)),
    "444": (16, (0xF00, 0xF0, 0xF)),
    "bgr565": (16, (0x1F, 0x7E0, 0xF800)),
    "4444": (16, (0xF00, 0xF0, 0xF, 0xF000)),
    "1555": (16, (0x7C00, 0x3E0, 0x1F, 0x8000)),
    "bgrx": (32, (0xFF0000, 0xFF00, 0xFF)),
    "rgbx": (32, (0xFF, 0xFF00, 0xFF0000)),
    "xbgr": (32, (0xFF000000, 0xFF0000, 0xFF00)),
    "bgra": (32, (0xFF0000, 0xFF00, 0xFF, 0xFF000000)),
    "rgba": (32, (0xFF, 0xFF00, 0xFF0000, 0xFF000000)),
    "abgr": (32, (0xFF000000, 0xFF0000, 0xFF00, 0xFF)),
    "bgar": (32, (0xFF000000, 0xFF00, 0xFF, 0xFF0000)),
    "101010": (32, (0x3FF00000, 0xFFC00, 0x3FF)),
}.items():
    data, image = fields(masks, bits, ALPHA if len(masks) == 4 else None)
    header = 124 if len(masks) == 4 else 40
    put(f"fields-{name}.bmp", bmp(data, bits, 3, header, masks), image)
data, image = fields((0xFF0000, 0xFF00, 0xFF, 0xFF000000), 32, ALPHA)
put("alpha-fields.bmp", bmp(data, 32, 6, 40, (0xFF0000, 0xFF00, 0xFF, 0xFF000000)), image)
data, image = fields((0xFF0000, 0xFF00, 0xFF), 32)
one = bytearray(data)
one[3] = 1
put("fourth-byte.bmp", bmp(bytes(one), 32), image)
data, image = fields((0x7C00, 0x3E0, 0x1F), 16)
put("16-bit.bmp", bmp(data, 16), image)
down = b"".join(row.tobytes().ljust((W * 3 + 3) // 4 * 4, b"\0") for row in smooth[:, :, ::-1])
put("top-down.bmp", bmp(down, 24, height=-H), plain)
quantised = plain.quantize(16)
numbers = numpy.asarray(quantised)
palette = b"".join(struct.pack("<BBBB", b, g, r, 0) for r, g, b in numpy.array(quantised.getpalette()).reshape(-1, 3))[:64].ljust(64, b"\0")
for bits in (4, 8):
    rows = numbers[::-1] if bits == 8 else packed(numbers[::-1], 4)
    data = b"".join(row.tobytes().ljust((W * bits + 31) // 32 * 4, b"\0") for row in rows)
    put(f"palette{bits}.bmp", bmp(data, bits, palette=palette), quantised)
os2 = b"".join(palette[i : i + 3] for i in range(0, 64, 4))
data = b"".join(row.tobytes().ljust((W * 4 + 31) // 32 * 4, b"\0") for row in packed(numbers[::-1], 4))
put("os2.bmp", b"BM" + struct.pack("<IHHIIHHHH", 26 + len(os2) + len(data), 0, 0, 26 + len(os2), 12, W, H, 1, 4) + os2 + data, quantised)


def runs(bits):
    """Runs, plain pixels, ends of rows, and a step over a hole of the first colour."""
    data = b""
    holed = numbers.copy()
    for i, row in enumerate(holed[::-1]):
        at = 0
        while at < W:
            run = 1
            while at + run < W and run < 255 and row[at + run] == row[at]:
                run += 1
            if i == 5 and at == 0:
                row[:9] = 0
                data += bytes([0, 2, 9, 0])
                at = 9
            elif run > 2 or W - at < 3:
                data += bytes([run, row[at] << 4 | row[at] if bits == 4 else row[at]])
                at += run
            else:
                count = min(3, W - at)
                plain_pixels = row[at : at + count]
                body = packed(plain_pixels[None], 4).tobytes() if bits == 4 else plain_pixels.tobytes()
                data += bytes([0, count]) + body + b"\0" * (len(body) % 2)
                at += count
        data += b"\0\0"
    shown = Image.fromarray(holed, "P")
    shown.putpalette(quantised.getpalette())
    return data[:-2] + b"\0\1", shown


for bits, compression in ((8, 1), (4, 2)):
    data, image = runs(bits)
    put(f"runs{bits}.bmp", bmp(data, bits, compression, palette=palette), image)

# ---------------------------------------------------------------- ICC


def s15(value):
    return struct.pack(">i", round(value * 65536))


def profile(space, tags, kind=b"mntr", pcs=b"XYZ "):
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        table += name.encode() + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(">I", start + len(body)) + b"\0" * 4 + struct.pack(">I", 0x02400000) + kind + space + pcs
    head += struct.pack(">HHHHHH", 2020, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 24 + b"\0" * 4
    head += s15(0.9642) + s15(1) + s15(0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def xyz(*values):
    return b"XYZ \0\0\0\0" + b"".join(s15(v) for v in values)


def gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


TEXT = {
    "desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + b"\0" * 78,
    "cprt": b"text\0\0\0\0none\0",
    "wtpt": xyz(0.9642, 1, 0.8249),
}
wide = profile(b"RGB ", TEXT | {
    "rXYZ": xyz(0.60974, 0.31111, 0.01947), "gXYZ": xyz(0.20528, 0.62567, 0.06087), "bXYZ": xyz(0.14919, 0.06322, 0.74457),
    "rTRC": gamma(2.2), "gTRC": gamma(2.2), "bTRC": gamma(2.2)})
grey = profile(b"GRAY", TEXT | {"kTRC": gamma(1.4)})
corners = []
for c in range(3):
    for m in range(3):
        for k in range(3):
            for b in range(3):
                light = [(1 - 0.9 * v / 2) * (1 - 0.95 * b / 2) for v in (c, m, k)]
                lightness = 100 * (0.3 * light[0] + 0.59 * light[1] + 0.11 * light[2])
                corners += [round(lightness * 2.55), round(128 + 80 * (light[0] - light[1])), round(128 + 80 * (light[1] - light[2]))]
ramp = bytes(range(256))
inks = profile(b"CMYK", TEXT | {
    "A2B0": b"mft1\0\0\0\0" + bytes([4, 3, 3, 0]) + b"".join(s15(v) for v in (1, 0, 0, 0, 1, 0, 0, 0, 1)) + ramp * 4 + bytes(corners) + ramp * 3,
}, b"prtr", b"Lab ")


def converted(image, icc):
    return ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(icc)), SRGB, ImageCms.Intent.PERCEPTUAL, "RGB")


def with_profile(name, data, icc):
    image = Image.open(io.BytesIO(data))
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    base = image.convert("RGB") if image.mode in ("RGBA", "P") else image
    result = converted(base, icc)
    if alpha is not None:
        result.putalpha(alpha)
    put(name, data, over_white(result))


with_profile("wide.jpg", saved(plain, "JPEG", quality=95, subsampling=0, icc_profile=wide), wide)
with_profile("wide.png", saved(plain, "PNG", icc_profile=wide), wide)
with_profile("wide-palette.png", saved(quantised, "PNG", icc_profile=wide), wide)
with_profile("wide-alpha.png", saved(rgba, "PNG", icc_profile=wide), wide)
with_profile("wide.webp", saved(plain, "WEBP", lossless=True, icc_profile=wide), wide)
with_profile("wide-alpha.webp", saved(rgba, "WEBP", lossless=True, exact=True, icc_profile=wide), wide)
with_profile("wide.tif", saved(plain, "TIFF", compression="tiff_lzw", icc_profile=wide), wide)
with_profile("wide.avif", saved(plain, "AVIF", quality=95, subsampling="4:4:4", icc_profile=wide), wide)
with_profile("wide.heic", heic(plain, chroma=444, icc_profile=wide), wide)
with_profile("grey.jpg", saved(plain.convert("L"), "JPEG", quality=95, icc_profile=grey), grey)
with_profile("grey.png", saved(plain.convert("L"), "PNG", icc_profile=grey), grey)
with_profile("inks.jpg", saved(plain.convert("CMYK"), "JPEG", quality=95, icc_profile=inks), inks)
large = profile(b"RGB ", TEXT | {"rXYZ": xyz(0.60974, 0.31111, 0.01947), "gXYZ": xyz(0.20528, 0.62567, 0.06087), "bXYZ": xyz(0.14919, 0.06322, 0.74457),
    "rTRC": gamma(2.2), "gTRC": gamma(2.2), "bTRC": gamma(2.2), "targ": b"text\0\0\0\0" + b"x" * 70000 + b"\0"})
with_profile("wide-in-two-segments.jpg", saved(plain, "JPEG", quality=95, subsampling=0, icc_profile=large), large)
put("broken-profile.jpg", saved(plain, "JPEG", quality=95, subsampling=0, icc_profile=wide[:200]), Image.open(io.BytesIO(jpeg)))
put("srgb.jpg", saved(plain, "JPEG", quality=95, subsampling=0, icc_profile=ImageCms.ImageCmsProfile(SRGB).tobytes()), Image.open(io.BytesIO(jpeg)))

# ---------------------------------------------------------------- TIFF


def tiff(name, data, image=None, **options):
    """By tifffile; what it reads back is what was meant."""
    file = io.BytesIO()
    tifffile.imwrite(file, data, metadata=None, software=False, **options)
    # It does not write the order of bits: tag 65000 stands for it.
    put(name, file.getvalue().replace(struct.pack("<HHI", 65000, 3, 1), struct.pack("<HHI", 266, 3, 1)), image)


def mixed(inks):
    """Inks that take light away each on its own."""
    light = (255 - inks[..., 3:].astype(int)) * (255 - inks[..., :3].astype(int))
    return Image.fromarray(((light + 127) // 255).astype("u1"))


four = numpy.dstack([255 - smooth, (x + y) * 3 % 200]).astype("u1")
tiff("inks.tif", four, mixed(four), photometric="separated")
tiff("inks-lzw.tif", four, mixed(four), photometric="separated", compression="lzw", predictor=True)
tiff("inks-planar.tif", numpy.moveaxis(four, 2, 0).copy(), mixed(four), photometric="separated", planarconfig="separate", compression="packbits")
tiff("inks-16.tif", four.astype("u2") * 257, mixed(four), photometric="separated", byteorder=">", compression="deflate", predictor=True)
tiff("inks-profile.tif", four, converted(Image.fromarray(four, "CMYK"), inks), photometric="separated", iccprofile=inks)
lab = numpy.dstack([100 + x * 110 // 36, y * 40 // 22 - 20, 18 - x]).astype("i2").astype("u1")
# As a TIFF keeps it, with signs, Pillow takes it as well.
pillow_lab = Image.fromarray(lab, "LAB")
lab_to_srgb = ImageCms.buildTransform(ImageCms.createProfile("LAB"), SRGB, "LAB", "RGB")
tiff("lab.tif", lab, ImageCms.applyTransform(pillow_lab, lab_to_srgb), photometric="cielab")
tiff("icc-lab.tif", lab ^ numpy.array([0, 0x80, 0x80], "u1"), ImageCms.applyTransform(pillow_lab, lab_to_srgb), photometric="icclab")
tiff("big.tif", smooth, plain, photometric="rgb", bigtiff=True, compression="deflate", predictor=True)
tiff("big-tiles.tif", smooth, plain, photometric="rgb", bigtiff=True, tile=(16, 16), byteorder=">")
ramp = (x * 1000 + y * 40).astype("u2")
for bits in (10, 12, 14):
    values = (ramp >> (16 - bits)).astype("u2")
    shown = Image.fromarray((values >> (bits - 8)).astype("u1"))
    tiff(f"grey{bits}.tif", values, shown, photometric="minisblack", bitspersample=bits)
deep = ramp.astype("u4") << 16 | 77
tiff("grey32.tif", deep, Image.fromarray((deep >> 24).astype("u1")), photometric="minisblack")
tiff("colours32.tif", smooth.astype("u4") << 24 | 99, plain, photometric="rgb", byteorder=">")
reversed_bits = numpy.packbits(numpy.unpackbits(smooth, bitorder="little"), bitorder="big").reshape(smooth.shape)
tiff("reversed.tif", reversed_bits, plain, photometric="rgb", extratags=[(65000, "H", 1, 2, True)])
