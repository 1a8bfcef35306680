# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""All functions for PyFlink's Table API. Arguments are expressions, or Python values.

An optional argument that is None has its default. A table function is joined laterally:
`photos.join_lateral(image_tiles(col("img"), 64, 64).alias("x", "y", "tile"))`.

    photos.select(image_resize(col("img"), 224, 224))

Made by GeneratedFilesTest of Java; see there how.
"""

from __future__ import annotations

from typing import Any

from ._call import call


def to_image(bytes: Any) -> Any:
    """Writes bytes to the store as an object of the type, after a check that their header is one of the type. The attributes are read from the header.

    `TO_IMAGE(bytes BYTES) → IMAGE`

    - `bytes`: the whole file"""
    return call("TO_IMAGE", bytes)


def try_to_image(bytes: Any) -> Any:
    """TO_IMAGE, or NULL where it fails."""
    return call("TRY_TO_IMAGE", bytes)


def to_audio(bytes: Any) -> Any:
    """Writes bytes to the store as an object of the type, after a check that their header is one of the type. The attributes are read from the header.

    `TO_AUDIO(bytes BYTES) → AUDIO`

    - `bytes`: the whole file"""
    return call("TO_AUDIO", bytes)


def try_to_audio(bytes: Any) -> Any:
    """TO_AUDIO, or NULL where it fails."""
    return call("TRY_TO_AUDIO", bytes)


def to_video(bytes: Any) -> Any:
    """Writes bytes to the store as an object of the type, after a check that their header is one of the type. The attributes are read from the header.

    `TO_VIDEO(bytes BYTES) → VIDEO`

    - `bytes`: the whole file"""
    return call("TO_VIDEO", bytes)


def try_to_video(bytes: Any) -> Any:
    """TO_VIDEO, or NULL where it fails."""
    return call("TRY_TO_VIDEO", bytes)


def to_tensor(bytes: Any, dtype: Any = None, shape: Any = None) -> Any:
    """Makes a tensor of the bytes of a `.npy` file. If `dtype` and `shape` are given, the bytes are the elements alone: in C order (the last dimension varies fastest), little-endian.

    `TO_TENSOR(bytes BYTES [, dtype STRING [, shape ARRAY<BIGINT>]]) → TENSOR`

    - `bytes`: the content of a `.npy` file, or the elements
    - `dtype`: the element type, such as `float32` or `uint8`; needs `shape`
    - `shape`: the lengths of the dimensions"""
    return call("TO_TENSOR", bytes, dtype, shape)


def try_to_tensor(bytes: Any, dtype: Any = None, shape: Any = None) -> Any:
    """TO_TENSOR, or NULL where it fails."""
    return call("TRY_TO_TENSOR", bytes, dtype, shape)


def to_file(bytes: Any) -> Any:
    """Writes bytes to the store as an object of the type, after a check that their header is one of the type. The attributes are read from the header.

    `TO_FILE(bytes BYTES) → FILE`

    - `bytes`: the whole file"""
    return call("TO_FILE", bytes)


def try_to_file(bytes: Any) -> Any:
    """TO_FILE, or NULL where it fails."""
    return call("TRY_TO_FILE", bytes)


def image_from_uri(uri: Any) -> Any:
    """Makes a reference to a file or an object outside the stores, below a prefix that the options `multimodal.external.*` allow. The function reads the header alone. Later reads fail if the content has changed.

    `IMAGE_FROM_URI(uri STRING) → IMAGE`

    - `uri`: `file:///…`, `s3://…`, `http(s)://…`"""
    return call("IMAGE_FROM_URI", uri)


def try_image_from_uri(uri: Any) -> Any:
    """IMAGE_FROM_URI, or NULL where it fails."""
    return call("TRY_IMAGE_FROM_URI", uri)


def audio_from_uri(uri: Any) -> Any:
    """Makes a reference to a file or an object outside the stores, below a prefix that the options `multimodal.external.*` allow. The function reads the header alone. Later reads fail if the content has changed.

    `AUDIO_FROM_URI(uri STRING) → AUDIO`

    - `uri`: `file:///…`, `s3://…`, `http(s)://…`"""
    return call("AUDIO_FROM_URI", uri)


def try_audio_from_uri(uri: Any) -> Any:
    """AUDIO_FROM_URI, or NULL where it fails."""
    return call("TRY_AUDIO_FROM_URI", uri)


def video_from_uri(uri: Any) -> Any:
    """Makes a reference to a file or an object outside the stores, below a prefix that the options `multimodal.external.*` allow. The function reads the header alone. Later reads fail if the content has changed.

    `VIDEO_FROM_URI(uri STRING) → VIDEO`

    - `uri`: `file:///…`, `s3://…`, `http(s)://…`"""
    return call("VIDEO_FROM_URI", uri)


def try_video_from_uri(uri: Any) -> Any:
    """VIDEO_FROM_URI, or NULL where it fails."""
    return call("TRY_VIDEO_FROM_URI", uri)


def tensor_from_uri(uri: Any) -> Any:
    """Makes a reference to a file or an object outside the stores, below a prefix that the options `multimodal.external.*` allow. The function reads the header alone. Later reads fail if the content has changed.

    `TENSOR_FROM_URI(uri STRING) → TENSOR`

    - `uri`: `file:///…`, `s3://…`, `http(s)://…`"""
    return call("TENSOR_FROM_URI", uri)


def try_tensor_from_uri(uri: Any) -> Any:
    """TENSOR_FROM_URI, or NULL where it fails."""
    return call("TRY_TENSOR_FROM_URI", uri)


def file_from_uri(uri: Any) -> Any:
    """Makes a reference to a file or an object outside the stores, below a prefix that the options `multimodal.external.*` allow. The function reads the header alone. Later reads fail if the content has changed.

    `FILE_FROM_URI(uri STRING) → FILE`

    - `uri`: `file:///…`, `s3://…`, `http(s)://…`"""
    return call("FILE_FROM_URI", uri)


def try_file_from_uri(uri: Any) -> Any:
    """FILE_FROM_URI, or NULL where it fails."""
    return call("TRY_FILE_FROM_URI", uri)


def as_image(x: Any) -> Any:
    """Returns the same object as a value of another type. The function reads the header alone and copies nothing; a value with a program is materialized first.

    `AS_IMAGE(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → IMAGE`

    - `x`: the value, usually a FILE"""
    return call("AS_IMAGE", x)


def try_as_image(x: Any) -> Any:
    """AS_IMAGE, or NULL where it fails."""
    return call("TRY_AS_IMAGE", x)


def as_audio(x: Any) -> Any:
    """Returns the same object as a value of another type. The function reads the header alone and copies nothing; a value with a program is materialized first.

    `AS_AUDIO(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → AUDIO`

    - `x`: the value, usually a FILE"""
    return call("AS_AUDIO", x)


def try_as_audio(x: Any) -> Any:
    """AS_AUDIO, or NULL where it fails."""
    return call("TRY_AS_AUDIO", x)


def as_video(x: Any) -> Any:
    """Returns the same object as a value of another type. The function reads the header alone and copies nothing; a value with a program is materialized first.

    `AS_VIDEO(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → VIDEO`

    - `x`: the value, usually a FILE"""
    return call("AS_VIDEO", x)


def try_as_video(x: Any) -> Any:
    """AS_VIDEO, or NULL where it fails."""
    return call("TRY_AS_VIDEO", x)


def as_tensor(x: Any) -> Any:
    """Returns the same object as a value of another type. The function reads the header alone and copies nothing; a value with a program is materialized first.

    `AS_TENSOR(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → TENSOR`

    - `x`: the value, usually a FILE"""
    return call("AS_TENSOR", x)


def try_as_tensor(x: Any) -> Any:
    """AS_TENSOR, or NULL where it fails."""
    return call("TRY_AS_TENSOR", x)


def content(x: Any) -> Any:
    """Returns the bytes of the object. For a value with a program, these are the bytes of the result, in the encoding that the program names, and else as PNG for images and as `.npy` for tensors.

    `CONTENT(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → BYTES`

    - `x`: the value"""
    return call("CONTENT", x)


def try_content(x: Any) -> Any:
    """CONTENT, or NULL where it fails."""
    return call("TRY_CONTENT", x)


def object_uri(x: Any) -> Any:
    """Returns the reference as text, with a signature if `multimodal.store.signing-keys` is set. The object is not read.

    `OBJECT_URI(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → STRING`

    - `x`: the value"""
    return call("OBJECT_URI", x)


def try_object_uri(x: Any) -> Any:
    """OBJECT_URI, or NULL where it fails."""
    return call("TRY_OBJECT_URI", x)


def checksum(x: Any) -> Any:
    """Returns the SHA-256 of the bytes that CONTENT returns. For an object in a store it is known and nothing is read.

    `CHECKSUM(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → STRING`

    - `x`: the value"""
    return call("CHECKSUM", x)


def try_checksum(x: Any) -> Any:
    """CHECKSUM, or NULL where it fails."""
    return call("TRY_CHECKSUM", x)


def metadata(x: Any) -> Any:
    """Returns the known attributes, the program if the value has one, and more from the header: for a tensor with a program its `dtype` and `shape`, for which the program may have to run; for images the EXIF tags, each as `exif:` and its name; for videos the `rotation` with which they are displayed, clockwise in degrees, and `audio:codec`, `audio:sample_rate` and `audio:channels` of their audio.

    `METADATA(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → MAP<STRING, STRING>`

    - `x`: the value"""
    return call("METADATA", x)


def try_metadata(x: Any) -> Any:
    """METADATA, or NULL where it fails."""
    return call("TRY_METADATA", x)


def presigned_url(x: Any, seconds: Any) -> Any:
    """Returns a URL with which anybody can fetch an object of a store in a bucket until it expires. The URL is a secret: keep it out of logs and tables.

    `PRESIGNED_URL(x IMAGE | AUDIO | VIDEO | TENSOR | FILE, seconds INT) → STRING`

    - `x`: the value; it has no program (MATERIALIZE makes an object of a value with a program)
    - `seconds`: the seconds until the URL expires, 1 to 604800"""
    return call("PRESIGNED_URL", x, seconds)


def try_presigned_url(x: Any, seconds: Any) -> Any:
    """PRESIGNED_URL, or NULL where it fails."""
    return call("TRY_PRESIGNED_URL", x, seconds)


def materialize(x: Any) -> Any:
    """Returns the value as an object of the store for new objects. A program is run, and its result is stored: images as PNG or in the format of IMAGE_ENCODE, audio as FLAC, clips of videos as MP4 without encoding them again, tensors as `.npy`. An object outside the stores is copied into the store. Any other value is unchanged. Results are remembered, so that a program runs once for a source.

    `MATERIALIZE(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → as the first argument`

    - `x`: the value"""
    return call("MATERIALIZE", x)


def try_materialize(x: Any) -> Any:
    """MATERIALIZE, or NULL where it fails."""
    return call("TRY_MATERIALIZE", x)


def media_error(x: Any) -> Any:
    """Decodes the whole value and returns the error code with which that fails, or NULL if it succeeds.

    `MEDIA_ERROR(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → STRING`

    - `x`: the value"""
    return call("MEDIA_ERROR", x)


def try_media_error(x: Any) -> Any:
    """MEDIA_ERROR, or NULL where it fails."""
    return call("TRY_MEDIA_ERROR", x)


def media_errors(job: Any = None) -> Any:
    """Returns the failures that jobs recorded with `multimodal.on-error` = `dead-letter`, the oldest first, with one row for each job, object, function and code. Damaged records are omitted. `SELECT * FROM LATERAL TABLE(MEDIA_ERRORS('job'))`.

    `MEDIA_ERRORS([job STRING]) → ROW<job STRING, object STRING, function_name STRING, code STRING, message STRING, failed_at TIMESTAMP_LTZ(3)>`

    - `job`: the job's name; those of all jobs if left out"""
    return call("MEDIA_ERRORS", job)


def try_media_errors(job: Any = None) -> Any:
    """MEDIA_ERRORS, or NULL where it fails."""
    return call("TRY_MEDIA_ERRORS", job)


def image_crop(img: Any, x: Any, y: Any, width: Any, height: Any, angle: Any = None) -> Any:
    """Crops a box out of an image. A box without an angle is clipped to the image. With an angle, the box is rotated clockwise about its centre, and the result shows its content upright.

    `IMAGE_CROP(img IMAGE, x INT, y INT, width INT, height INT [, angle DOUBLE]) → IMAGE`

    - `img`: the image
    - `x`: left edge in pixels
    - `y`: upper edge in pixels
    - `width`: in pixels, at least 1
    - `height`: in pixels, at least 1
    - `angle`: rotation of the box in degrees, clockwise; 0 by default"""
    return call("IMAGE_CROP", img, x, y, width, height, angle)


def try_image_crop(img: Any, x: Any, y: Any, width: Any, height: Any, angle: Any = None) -> Any:
    """IMAGE_CROP, or NULL where it fails."""
    return call("TRY_IMAGE_CROP", img, x, y, width, height, angle)


def image_resize(img: Any, width: Any, height: Any, fit: Any = None) -> Any:
    """Scales an image to a size, with anti-aliasing if it becomes smaller. `stretch` does not keep the proportions. The other values do: `contain` scales to the largest size within the box, `pad` does the same and centres the result in a black box, `cover` fills the box with the centre of the image.

    `IMAGE_RESIZE(img IMAGE, width INT, height INT [, fit STRING]) → IMAGE`

    - `img`: the image
    - `width`: in pixels, at least 1
    - `height`: in pixels, at least 1
    - `fit`: `stretch` if left out, `contain`, `pad`, `cover`"""
    return call("IMAGE_RESIZE", img, width, height, fit)


def try_image_resize(img: Any, width: Any, height: Any, fit: Any = None) -> Any:
    """IMAGE_RESIZE, or NULL where it fails."""
    return call("TRY_IMAGE_RESIZE", img, width, height, fit)


def image_thumbnail(img: Any, width: Any, height: Any) -> Any:
    """Scales an image down so that it fits into a box and keeps its proportions. A smaller image is unchanged.

    `IMAGE_THUMBNAIL(img IMAGE, width INT, height INT) → IMAGE`

    - `img`: the image
    - `width`: in pixels, at least 1
    - `height`: in pixels, at least 1"""
    return call("IMAGE_THUMBNAIL", img, width, height)


def try_image_thumbnail(img: Any, width: Any, height: Any) -> Any:
    """IMAGE_THUMBNAIL, or NULL where it fails."""
    return call("TRY_IMAGE_THUMBNAIL", img, width, height)


def image_rotate(img: Any, degrees: Any) -> Any:
    """Rotates an image clockwise.

    `IMAGE_ROTATE(img IMAGE, degrees INT) → IMAGE`

    - `img`: the image
    - `degrees`: a multiple of 90"""
    return call("IMAGE_ROTATE", img, degrees)


def try_image_rotate(img: Any, degrees: Any) -> Any:
    """IMAGE_ROTATE, or NULL where it fails."""
    return call("TRY_IMAGE_ROTATE", img, degrees)


def image_flip(img: Any, direction: Any = None) -> Any:
    """Mirrors an image left to right, or top to bottom.

    `IMAGE_FLIP(img IMAGE [, direction STRING]) → IMAGE`

    - `img`: the image
    - `direction`: `horizontal` if left out, `vertical`"""
    return call("IMAGE_FLIP", img, direction)


def try_image_flip(img: Any, direction: Any = None) -> Any:
    """IMAGE_FLIP, or NULL where it fails."""
    return call("TRY_IMAGE_FLIP", img, direction)


def image_convert(img: Any, mode: Any) -> Any:
    """Converts an image to grey or to colour.

    `IMAGE_CONVERT(img IMAGE, mode STRING) → IMAGE`

    - `img`: the image
    - `mode`: `L` for grey by ITU-R 601, `RGB`"""
    return call("IMAGE_CONVERT", img, mode)


def try_image_convert(img: Any, mode: Any) -> Any:
    """IMAGE_CONVERT, or NULL where it fails."""
    return call("TRY_IMAGE_CONVERT", img, mode)


def image_blur(img: Any, radius: Any) -> Any:
    """Blurs an image as `GaussianBlur` of the Python library Pillow does.

    `IMAGE_BLUR(img IMAGE, radius DOUBLE) → IMAGE`

    - `img`: the image
    - `radius`: the standard deviation in pixels, 0.01 to 1000"""
    return call("IMAGE_BLUR", img, radius)


def try_image_blur(img: Any, radius: Any) -> Any:
    """IMAGE_BLUR, or NULL where it fails."""
    return call("TRY_IMAGE_BLUR", img, radius)


def image_sharpen(img: Any, radius: Any, amount: Any) -> Any:
    """Sharpens an image: adds the difference between the image and its blur, as `UnsharpMask` of Pillow with a threshold of 0 does.

    `IMAGE_SHARPEN(img IMAGE, radius DOUBLE, amount DOUBLE) → IMAGE`

    - `img`: the image
    - `radius`: of the blur, in pixels, 0.01 to 1000
    - `amount`: how much of the difference, 0.01 to 10"""
    return call("IMAGE_SHARPEN", img, radius, amount)


def try_image_sharpen(img: Any, radius: Any, amount: Any) -> Any:
    """IMAGE_SHARPEN, or NULL where it fails."""
    return call("TRY_IMAGE_SHARPEN", img, radius, amount)


def image_encode(img: Any, format: Any, quality: Any = None) -> Any:
    """Sets the format in which CONTENT, MATERIALIZE or a sink writes the image. The image is encoded once, after all steps of its program; if several steps set a format, the last one counts.

    `IMAGE_ENCODE(img IMAGE, format STRING [, quality INT]) → IMAGE`

    - `img`: the image
    - `format`: `png`, `jpeg`, `webp`
    - `quality`: 1 to 100 for jpeg and webp; 90 if left out"""
    return call("IMAGE_ENCODE", img, format, quality)


def try_image_encode(img: Any, format: Any, quality: Any = None) -> Any:
    """IMAGE_ENCODE, or NULL where it fails."""
    return call("TRY_IMAGE_ENCODE", img, format, quality)


def image_tiles(img: Any, width: Any, height: Any) -> Any:
    """Returns a row for each tile of an image, from left to right and from top to bottom. The last tiles of each row and column can be smaller. The size of the image must be known.

    `IMAGE_TILES(img IMAGE, width INT, height INT) → ROW<tile_row INT, tile_column INT, tile IMAGE>`

    - `img`: the image
    - `width`: of a tile in pixels, at least 1
    - `height`: of a tile in pixels, at least 1"""
    return call("IMAGE_TILES", img, width, height)


def try_image_tiles(img: Any, width: Any, height: Any) -> Any:
    """IMAGE_TILES, or NULL where it fails."""
    return call("TRY_IMAGE_TILES", img, width, height)


def image_exif(img: Any) -> Any:
    """Returns the EXIF tags in the first 64 KiB of the file, by name. The numbers of a tag with several numbers are separated by blanks.

    `IMAGE_EXIF(img IMAGE) → MAP<STRING, STRING>`

    - `img`: the image"""
    return call("IMAGE_EXIF", img)


def try_image_exif(img: Any) -> Any:
    """IMAGE_EXIF, or NULL where it fails."""
    return call("TRY_IMAGE_EXIF", img)


def image_sharpness(img: Any) -> Any:
    """Returns the variance of the Laplacian of the grey image, which is low if nothing in the image is sharp. Values are comparable between images of the same size only.

    `IMAGE_SHARPNESS(img IMAGE) → DOUBLE`

    - `img`: the image"""
    return call("IMAGE_SHARPNESS", img)


def try_image_sharpness(img: Any) -> Any:
    """IMAGE_SHARPNESS, or NULL where it fails."""
    return call("TRY_IMAGE_SHARPNESS", img)


def image_hash(img: Any, kind: Any = None) -> Any:
    """Returns a hash of 64 bits. The hashes of similar images differ in few bits. The kinds are those of the Python library ImageHash; `average` is the fastest and `perceptual` the most robust.

    `IMAGE_HASH(img IMAGE [, kind STRING]) → BIGINT`

    - `img`: the image
    - `kind`: `perceptual` if left out, `average`, `difference`, `wavelet`"""
    return call("IMAGE_HASH", img, kind)


def try_image_hash(img: Any, kind: Any = None) -> Any:
    """IMAGE_HASH, or NULL where it fails."""
    return call("TRY_IMAGE_HASH", img, kind)


def hamming_distance(hash: Any, other: Any) -> Any:
    """Returns the number of bits in which two hashes of the same kind differ, 0 to 64.

    `HAMMING_DISTANCE(hash BIGINT, other BIGINT) → INT`

    - `hash`: of IMAGE_HASH
    - `other`: of IMAGE_HASH"""
    return call("HAMMING_DISTANCE", hash, other)


def try_hamming_distance(hash: Any, other: Any) -> Any:
    """HAMMING_DISTANCE, or NULL where it fails."""
    return call("TRY_HAMMING_DISTANCE", hash, other)


def hamming_clusters(hashes: Any, bits: Any) -> Any:
    """Returns a row for each different hash, with the cluster that it belongs to, whose name is its smallest hash. Two hashes are in the same cluster if they differ in at most `bits` bits, or if other hashes lead from one to the other in such steps. `ARRAY_AGG(DISTINCT hash)` makes the array, of a table or of a window; leave NULL out by `WHERE hash IS NOT NULL`.

    `HAMMING_CLUSTERS(hashes ARRAY<BIGINT>, bits INT) → ROW<hash BIGINT, cluster BIGINT>`

    - `hashes`: of IMAGE_HASH, all of the same kind
    - `bits`: how many bits, 0 to 16"""
    return call("HAMMING_CLUSTERS", hashes, bits)


def try_hamming_clusters(hashes: Any, bits: Any) -> Any:
    """HAMMING_CLUSTERS, or NULL where it fails."""
    return call("TRY_HAMMING_CLUSTERS", hashes, bits)


def image_to_tensor(img: Any, layout: Any = None, dtype: Any = None, mean: Any = None, std: Any = None) -> Any:
    """Returns the pixels as a tensor with three channels, red first. An element is `(value / 255 - mean) / std` for a float type, and the value itself for uint8.

    `IMAGE_TO_TENSOR(img IMAGE [, layout STRING [, dtype STRING [, mean ARRAY<DOUBLE> [, std ARRAY<DOUBLE>]]]]) → TENSOR`

    - `img`: the image; use IMAGE_RESIZE to give all images the same size
    - `layout`: `CHW` if left out, `HWC`
    - `dtype`: `float32` if left out, `float16`, `bfloat16`, `float64`, `uint8`
    - `mean`: one for each channel; 0 if left out
    - `std`: one for each channel, more than 0; 1 if left out"""
    return call("IMAGE_TO_TENSOR", img, layout, dtype, mean, std)


def try_image_to_tensor(img: Any, layout: Any = None, dtype: Any = None, mean: Any = None, std: Any = None) -> Any:
    """IMAGE_TO_TENSOR, or NULL where it fails."""
    return call("TRY_IMAGE_TO_TENSOR", img, layout, dtype, mean, std)


def image_from_tensor(tensor: Any, layout: Any = None) -> Any:
    """Makes an image of a tensor with one or three channels and stores it as PNG. A uint8 element is the value of a pixel; a float element is multiplied by 255, rounded, and clamped to 0 to 255.

    `IMAGE_FROM_TENSOR(tensor TENSOR [, layout STRING]) → IMAGE`

    - `tensor`: of three dimensions, or two for grey
    - `layout`: `CHW` if left out, `HWC`"""
    return call("IMAGE_FROM_TENSOR", tensor, layout)


def try_image_from_tensor(tensor: Any, layout: Any = None) -> Any:
    """IMAGE_FROM_TENSOR, or NULL where it fails."""
    return call("TRY_IMAGE_FROM_TENSOR", tensor, layout)


def audio_clip(audio: Any, from_seconds: Any, to_seconds: Any) -> Any:
    """Returns a part of the audio, between the samples that are nearest to two times. A part that extends beyond the end stops at the end.

    `AUDIO_CLIP(audio AUDIO, from_seconds DOUBLE, to_seconds DOUBLE) → AUDIO`

    - `audio`: the audio
    - `from_seconds`: where it begins, in seconds
    - `to_seconds`: where it ends, in seconds"""
    return call("AUDIO_CLIP", audio, from_seconds, to_seconds)


def try_audio_clip(audio: Any, from_seconds: Any, to_seconds: Any) -> Any:
    """AUDIO_CLIP, or NULL where it fails."""
    return call("TRY_AUDIO_CLIP", audio, from_seconds, to_seconds)


def audio_mix_down(audio: Any) -> Any:
    """Mixes the audio down to one channel, the mean of all channels.

    `AUDIO_MIX_DOWN(audio AUDIO) → AUDIO`

    - `audio`: the audio"""
    return call("AUDIO_MIX_DOWN", audio)


def try_audio_mix_down(audio: Any) -> Any:
    """AUDIO_MIX_DOWN, or NULL where it fails."""
    return call("TRY_AUDIO_MIX_DOWN", audio)


def audio_resample(audio: Any, sample_rate: Any) -> Any:
    """Converts the audio to another sample rate, with a filter against aliasing.

    `AUDIO_RESAMPLE(audio AUDIO, sample_rate INT) → AUDIO`

    - `audio`: the audio
    - `sample_rate`: samples per second, 1 to 768,000"""
    return call("AUDIO_RESAMPLE", audio, sample_rate)


def try_audio_resample(audio: Any, sample_rate: Any) -> Any:
    """AUDIO_RESAMPLE, or NULL where it fails."""
    return call("TRY_AUDIO_RESAMPLE", audio, sample_rate)


def audio_normalize(audio: Any, loudness: Any = None) -> Any:
    """Multiplies the audio by one gain so that it has a loudness, which is measured over the whole audio as ITU-R BS.1770-4 defines it. The loudness of less than 400 ms is measured by the mean power. Silence is unchanged.

    `AUDIO_NORMALIZE(audio AUDIO [, loudness DOUBLE]) → AUDIO`

    - `audio`: the audio
    - `loudness`: in LUFS, -70 to 0; -23 if left out"""
    return call("AUDIO_NORMALIZE", audio, loudness)


def try_audio_normalize(audio: Any, loudness: Any = None) -> Any:
    """AUDIO_NORMALIZE, or NULL where it fails."""
    return call("TRY_AUDIO_NORMALIZE", audio, loudness)


def audio_to_tensor(audio: Any) -> Any:
    """Returns the samples as a float32 tensor of shape [channels, samples], from -1 to 1. The attribute `shape` is known for whole FLAC and WAV files; for others, METADATA returns it.

    `AUDIO_TO_TENSOR(audio AUDIO) → TENSOR`

    - `audio`: the audio"""
    return call("AUDIO_TO_TENSOR", audio)


def try_audio_to_tensor(audio: Any) -> Any:
    """AUDIO_TO_TENSOR, or NULL where it fails."""
    return call("TRY_AUDIO_TO_TENSOR", audio)


def audio_mel_spectrogram(audio: Any, n_fft: Any = None, hop: Any = None, n_mels: Any = None, min_hertz: Any = None, max_hertz: Any = None) -> Any:
    """Returns the power in bands of the mel scale, as `librosa.feature.melspectrogram` defines it, as a float32 tensor of shape [bands, windows]. Several channels are mixed down.

    `AUDIO_MEL_SPECTROGRAM(audio AUDIO [, n_fft INT [, hop INT [, n_mels INT [, min_hertz DOUBLE [, max_hertz DOUBLE]]]]]) → TENSOR`

    - `audio`: the audio
    - `n_fft`: samples of a window; 2048 if left out
    - `hop`: samples between windows; 512 if left out
    - `n_mels`: bands; 128 if left out
    - `min_hertz`: lower edge of the bands; 0 if left out
    - `max_hertz`: upper edge of the bands; half the sample rate if left out"""
    return call("AUDIO_MEL_SPECTROGRAM", audio, n_fft, hop, n_mels, min_hertz, max_hertz)


def try_audio_mel_spectrogram(audio: Any, n_fft: Any = None, hop: Any = None, n_mels: Any = None, min_hertz: Any = None, max_hertz: Any = None) -> Any:
    """AUDIO_MEL_SPECTROGRAM, or NULL where it fails."""
    return call("TRY_AUDIO_MEL_SPECTROGRAM", audio, n_fft, hop, n_mels, min_hertz, max_hertz)


def audio_encode(audio: Any, format: Any) -> Any:
    """Writes a new file with the audio, with 16 bits for each sample.

    `AUDIO_ENCODE(audio AUDIO, format STRING) → AUDIO`

    - `audio`: the audio
    - `format`: 'wav', 'flac' or 'opus'"""
    return call("AUDIO_ENCODE", audio, format)


def try_audio_encode(audio: Any, format: Any) -> Any:
    """AUDIO_ENCODE, or NULL where it fails."""
    return call("TRY_AUDIO_ENCODE", audio, format)


def audio_concat(sounds: Any) -> Any:
    """Writes a new FLAC file with the audios one after another, at the sample rate of the first one. An audio with another number of channels than the first one is mixed down, and the result is used for each channel.

    `AUDIO_CONCAT(sounds ARRAY<AUDIO>) → AUDIO`

    - `sounds`: one or more"""
    return call("AUDIO_CONCAT", sounds)


def try_audio_concat(sounds: Any) -> Any:
    """AUDIO_CONCAT, or NULL where it fails."""
    return call("TRY_AUDIO_CONCAT", sounds)


def audio_split(audio: Any, seconds: Any) -> Any:
    """Splits the audio into consecutive parts of the same length; the last part can be shorter. The function reads the header, or the whole file if the header does not contain the duration.

    `AUDIO_SPLIT(audio AUDIO, seconds DOUBLE) → ROW<part INT, from_seconds DOUBLE, to_seconds DOUBLE, audio AUDIO>`

    - `audio`: the audio
    - `seconds`: how long a part is"""
    return call("AUDIO_SPLIT", audio, seconds)


def try_audio_split(audio: Any, seconds: Any) -> Any:
    """AUDIO_SPLIT, or NULL where it fails."""
    return call("TRY_AUDIO_SPLIT", audio, seconds)


def audio_split_by_silence(audio: Any, threshold: Any = None, silence_seconds: Any = None) -> Any:
    """Returns the parts of the audio between silences. A silence is a time in which no sample of any channel is louder than a threshold. A part extends from its first to its last sample above the threshold. The function decodes the whole audio.

    `AUDIO_SPLIT_BY_SILENCE(audio AUDIO [, threshold DOUBLE [, silence_seconds DOUBLE]]) → ROW<part INT, from_seconds DOUBLE, to_seconds DOUBLE, audio AUDIO>`

    - `audio`: the audio
    - `threshold`: in decibels against full scale, -120 to 0; -40 if left out
    - `silence_seconds`: the shortest silence; 0.5 if left out"""
    return call("AUDIO_SPLIT_BY_SILENCE", audio, threshold, silence_seconds)


def try_audio_split_by_silence(audio: Any, threshold: Any = None, silence_seconds: Any = None) -> Any:
    """AUDIO_SPLIT_BY_SILENCE, or NULL where it fails."""
    return call("TRY_AUDIO_SPLIT_BY_SILENCE", audio, threshold, silence_seconds)


def video_clip(video: Any, from_seconds: Any, to_seconds: Any) -> Any:
    """Returns a part of a video. A part that extends beyond the end stops at the end.

    `VIDEO_CLIP(video VIDEO, from_seconds DOUBLE, to_seconds DOUBLE) → VIDEO`

    - `video`: the video
    - `from_seconds`: where it begins, in seconds
    - `to_seconds`: where it ends, in seconds"""
    return call("VIDEO_CLIP", video, from_seconds, to_seconds)


def try_video_clip(video: Any, from_seconds: Any, to_seconds: Any) -> Any:
    """VIDEO_CLIP, or NULL where it fails."""
    return call("TRY_VIDEO_CLIP", video, from_seconds, to_seconds)


def video_frame(video: Any, seconds: Any) -> Any:
    """Returns the frame that is displayed at a time. To find it, the frames from the key frame before it on are decoded.

    `VIDEO_FRAME(video VIDEO, seconds DOUBLE) → IMAGE`

    - `video`: the video
    - `seconds`: from the beginning"""
    return call("VIDEO_FRAME", video, seconds)


def try_video_frame(video: Any, seconds: Any) -> Any:
    """VIDEO_FRAME, or NULL where it fails."""
    return call("TRY_VIDEO_FRAME", video, seconds)


def video_frame_at(video: Any, number: Any) -> Any:
    """Returns the frame with a number, in the order of display. The first frame of a clip is the one that is displayed when the clip begins. The function reads the whole video and decodes nothing, to determine the time of each frame. Numbers address each frame exactly once, which times computed from a frame rate do not.

    `VIDEO_FRAME_AT(video VIDEO, number INT) → IMAGE`

    - `video`: the video
    - `number`: from 0"""
    return call("VIDEO_FRAME_AT", video, number)


def try_video_frame_at(video: Any, number: Any) -> Any:
    """VIDEO_FRAME_AT, or NULL where it fails."""
    return call("TRY_VIDEO_FRAME_AT", video, number)


def video_audio(video: Any) -> Any:
    """Returns the audio of a video on the time line of the video: it begins with silence if the audio track begins later than the video. Of several audio tracks it is the one that a player would choose.

    `VIDEO_AUDIO(video VIDEO) → AUDIO`

    - `video`: the video"""
    return call("VIDEO_AUDIO", video)


def try_video_audio(video: Any) -> Any:
    """VIDEO_AUDIO, or NULL where it fails."""
    return call("TRY_VIDEO_AUDIO", video)


def video_frames(video: Any, every_seconds: Any) -> Any:
    """Returns frames at equal intervals, the first one at 0, up to the end of the video. If the duration is not an attribute of the value, the function reads the header, or the whole video if the header does not contain it.

    `VIDEO_FRAMES(video VIDEO, every_seconds DOUBLE) → ROW<seconds DOUBLE, frame IMAGE>`

    - `video`: the video
    - `every_seconds`: from one frame to the next"""
    return call("VIDEO_FRAMES", video, every_seconds)


def try_video_frames(video: Any, every_seconds: Any) -> Any:
    """VIDEO_FRAMES, or NULL where it fails."""
    return call("TRY_VIDEO_FRAMES", video, every_seconds)


def video_every_nth_frame(video: Any, n: Any) -> Any:
    """Returns every n-th frame from the first one on, with its number from 0 and its time; n = 1 returns all frames. The function reads the whole video and decodes nothing.

    `VIDEO_EVERY_NTH_FRAME(video VIDEO, n INT) → ROW<number INT, seconds DOUBLE, frame IMAGE>`

    - `video`: the video
    - `n`: at least 1"""
    return call("VIDEO_EVERY_NTH_FRAME", video, n)


def try_video_every_nth_frame(video: Any, n: Any) -> Any:
    """VIDEO_EVERY_NTH_FRAME, or NULL where it fails."""
    return call("TRY_VIDEO_EVERY_NTH_FRAME", video, n)


def video_key_frames(video: Any) -> Any:
    """Returns the key frames. The function reads the whole video and decodes nothing.

    `VIDEO_KEY_FRAMES(video VIDEO) → ROW<seconds DOUBLE, frame IMAGE>`

    - `video`: the video"""
    return call("VIDEO_KEY_FRAMES", video)


def try_video_key_frames(video: Any) -> Any:
    """VIDEO_KEY_FRAMES, or NULL where it fails."""
    return call("TRY_VIDEO_KEY_FRAMES", video)


def video_scenes(video: Any, threshold: Any = None) -> Any:
    """Returns the scenes. A new scene begins at a frame if the mean difference in brightness to the previous frame, at 16 x 9 evenly spread points, exceeds a threshold. The function decodes the whole video.

    `VIDEO_SCENES(video VIDEO [, threshold DOUBLE]) → ROW<scene INT, from_seconds DOUBLE, to_seconds DOUBLE, video VIDEO>`

    - `video`: the video
    - `threshold`: more than 0 and at most 1, the difference between black and white; 0.1 if left out"""
    return call("VIDEO_SCENES", video, threshold)


def try_video_scenes(video: Any, threshold: Any = None) -> Any:
    """VIDEO_SCENES, or NULL where it fails."""
    return call("TRY_VIDEO_SCENES", video, threshold)


def video_to_tensor(video: Any, every_seconds: Any, width: Any, height: Any) -> Any:
    """Returns frames at equal intervals, scaled to a size, as a uint8 tensor of shape [frames, height, width, 3] in RGB.

    `VIDEO_TO_TENSOR(video VIDEO, every_seconds DOUBLE, width INT, height INT) → TENSOR`

    - `video`: the video
    - `every_seconds`: from one frame to the next
    - `width`: in pixels, at least 1
    - `height`: in pixels, at least 1"""
    return call("VIDEO_TO_TENSOR", video, every_seconds, width, height)


def try_video_to_tensor(video: Any, every_seconds: Any, width: Any, height: Any) -> Any:
    """VIDEO_TO_TENSOR, or NULL where it fails."""
    return call("TRY_VIDEO_TO_TENSOR", video, every_seconds, width, height)


def tensor_reshape(tensor: Any, shape: Any) -> Any:
    """Returns the same elements in another shape.

    `TENSOR_RESHAPE(tensor TENSOR, shape ARRAY<BIGINT>) → TENSOR`

    - `tensor`: the tensor
    - `shape`: the lengths of the dimensions; one can be -1, which stands for the length that remains"""
    return call("TENSOR_RESHAPE", tensor, shape)


def try_tensor_reshape(tensor: Any, shape: Any) -> Any:
    """TENSOR_RESHAPE, or NULL where it fails."""
    return call("TRY_TENSOR_RESHAPE", tensor, shape)


def tensor_slice(tensor: Any, starts: Any, ends: Any) -> Any:
    """Returns a box of a tensor, as `t[start:end, …]` in NumPy does. Only the box of a tensor in a store is read, so the tensor can be larger than memory.

    `TENSOR_SLICE(tensor TENSOR, starts ARRAY<BIGINT>, ends ARRAY<BIGINT>) → TENSOR`

    - `tensor`: the tensor
    - `starts`: the first index for each of the first dimensions, from 0; negative numbers count from the end
    - `ends`: the index after the last one, for as many dimensions"""
    return call("TENSOR_SLICE", tensor, starts, ends)


def try_tensor_slice(tensor: Any, starts: Any, ends: Any) -> Any:
    """TENSOR_SLICE, or NULL where it fails."""
    return call("TRY_TENSOR_SLICE", tensor, starts, ends)


def tensor_cast(tensor: Any, dtype: Any) -> Any:
    """Converts the elements to another element type. Integer types drop the fraction and wrap around.

    `TENSOR_CAST(tensor TENSOR, dtype STRING) → TENSOR`

    - `tensor`: the tensor
    - `dtype`: `float32`, `uint8` …"""
    return call("TENSOR_CAST", tensor, dtype)


def try_tensor_cast(tensor: Any, dtype: Any) -> Any:
    """TENSOR_CAST, or NULL where it fails."""
    return call("TRY_TENSOR_CAST", tensor, dtype)


def tensor_normalize(tensor: Any) -> Any:
    """Divides float elements by their Euclidean norm. A tensor of zeros is unchanged.

    `TENSOR_NORMALIZE(tensor TENSOR) → TENSOR`

    - `tensor`: the tensor"""
    return call("TENSOR_NORMALIZE", tensor)


def try_tensor_normalize(tensor: Any) -> Any:
    """TENSOR_NORMALIZE, or NULL where it fails."""
    return call("TRY_TENSOR_NORMALIZE", tensor)


def tensor_stack(tensors: Any) -> Any:
    """Tensors of one element type and shape in a new first dimension.

    `TENSOR_STACK(tensors ARRAY<TENSOR>) → TENSOR`

    - `tensors`: at least one, none NULL"""
    return call("TENSOR_STACK", tensors)


def try_tensor_stack(tensors: Any) -> Any:
    """TENSOR_STACK, or NULL where it fails."""
    return call("TRY_TENSOR_STACK", tensors)


def tensor_add(tensor: Any, other: Any) -> Any:
    """The sums of the elements of two tensors of one element type and shape; a tensor of one element counts for all. Integers wrap.

    `TENSOR_ADD(tensor TENSOR, other TENSOR) → TENSOR`

    - `tensor`: the tensor
    - `other`: the other one"""
    return call("TENSOR_ADD", tensor, other)


def try_tensor_add(tensor: Any, other: Any) -> Any:
    """TENSOR_ADD, or NULL where it fails."""
    return call("TRY_TENSOR_ADD", tensor, other)


def tensor_subtract(tensor: Any, other: Any) -> Any:
    """The differences of the elements of two tensors of one element type and shape; a tensor of one element counts for all. Integers wrap.

    `TENSOR_SUBTRACT(tensor TENSOR, other TENSOR) → TENSOR`

    - `tensor`: the tensor
    - `other`: the other one"""
    return call("TENSOR_SUBTRACT", tensor, other)


def try_tensor_subtract(tensor: Any, other: Any) -> Any:
    """TENSOR_SUBTRACT, or NULL where it fails."""
    return call("TRY_TENSOR_SUBTRACT", tensor, other)


def tensor_multiply(tensor: Any, other: Any) -> Any:
    """The products of the elements of two tensors of one element type and shape; a tensor of one element counts for all. Integers wrap.

    `TENSOR_MULTIPLY(tensor TENSOR, other TENSOR) → TENSOR`

    - `tensor`: the tensor
    - `other`: the other one"""
    return call("TENSOR_MULTIPLY", tensor, other)


def try_tensor_multiply(tensor: Any, other: Any) -> Any:
    """TENSOR_MULTIPLY, or NULL where it fails."""
    return call("TRY_TENSOR_MULTIPLY", tensor, other)


def tensor_divide(tensor: Any, other: Any) -> Any:
    """The quotients, of integers as float64, of the elements of two tensors of one element type and shape; a tensor of one element counts for all. Integers wrap.

    `TENSOR_DIVIDE(tensor TENSOR, other TENSOR) → TENSOR`

    - `tensor`: the tensor
    - `other`: the other one"""
    return call("TENSOR_DIVIDE", tensor, other)


def try_tensor_divide(tensor: Any, other: Any) -> Any:
    """TENSOR_DIVIDE, or NULL where it fails."""
    return call("TRY_TENSOR_DIVIDE", tensor, other)


def tensor_dot(tensor: Any, other: Any) -> Any:
    """The sum of the products of the elements of two tensors of one shape.

    `TENSOR_DOT(tensor TENSOR, other TENSOR) → DOUBLE`

    - `tensor`: the tensor
    - `other`: the other one"""
    return call("TENSOR_DOT", tensor, other)


def try_tensor_dot(tensor: Any, other: Any) -> Any:
    """TENSOR_DOT, or NULL where it fails."""
    return call("TRY_TENSOR_DOT", tensor, other)


def tensor_cosine(tensor: Any, other: Any) -> Any:
    """The cosine of the angle between two tensors of one shape, -1 to 1; NaN where one is zero.

    `TENSOR_COSINE(tensor TENSOR, other TENSOR) → DOUBLE`

    - `tensor`: the tensor
    - `other`: the other one"""
    return call("TENSOR_COSINE", tensor, other)


def try_tensor_cosine(tensor: Any, other: Any) -> Any:
    """TENSOR_COSINE, or NULL where it fails."""
    return call("TRY_TENSOR_COSINE", tensor, other)


def tensor_norm(tensor: Any, order: Any = None) -> Any:
    """Returns the norm of a tensor.

    `TENSOR_NORM(tensor TENSOR [, order INT]) → DOUBLE`

    - `tensor`: the tensor
    - `order`: 2 for the Euclidean norm (the default), 1 for the sum of the absolute values"""
    return call("TENSOR_NORM", tensor, order)


def try_tensor_norm(tensor: Any, order: Any = None) -> Any:
    """TENSOR_NORM, or NULL where it fails."""
    return call("TRY_TENSOR_NORM", tensor, order)


def tensor_min(tensor: Any) -> Any:
    """Returns the smallest element, or NaN if any element is NaN.

    `TENSOR_MIN(tensor TENSOR) → DOUBLE`

    - `tensor`: the tensor"""
    return call("TENSOR_MIN", tensor)


def try_tensor_min(tensor: Any) -> Any:
    """TENSOR_MIN, or NULL where it fails."""
    return call("TRY_TENSOR_MIN", tensor)


def tensor_max(tensor: Any) -> Any:
    """Returns the largest element, or NaN if any element is NaN.

    `TENSOR_MAX(tensor TENSOR) → DOUBLE`

    - `tensor`: the tensor"""
    return call("TENSOR_MAX", tensor)


def try_tensor_max(tensor: Any) -> Any:
    """TENSOR_MAX, or NULL where it fails."""
    return call("TRY_TENSOR_MAX", tensor)


def tensor_mean(tensor: Any) -> Any:
    """Returns the mean of the elements.

    `TENSOR_MEAN(tensor TENSOR) → DOUBLE`

    - `tensor`: the tensor"""
    return call("TENSOR_MEAN", tensor)


def try_tensor_mean(tensor: Any) -> Any:
    """TENSOR_MEAN, or NULL where it fails."""
    return call("TRY_TENSOR_MEAN", tensor)


def tensor_to_array(tensor: Any) -> Any:
    """Returns the elements in C order (the last dimension varies fastest), for example for VECTOR_SEARCH.

    `TENSOR_TO_ARRAY(tensor TENSOR) → ARRAY<FLOAT>`

    - `tensor`: the tensor"""
    return call("TENSOR_TO_ARRAY", tensor)


def try_tensor_to_array(tensor: Any) -> Any:
    """TENSOR_TO_ARRAY, or NULL where it fails."""
    return call("TRY_TENSOR_TO_ARRAY", tensor)


def tensor_from_array(elements: Any) -> Any:
    """A tensor of float32 with one dimension.

    `TENSOR_FROM_ARRAY(elements ARRAY<FLOAT>) → TENSOR`

    - `elements`: none NULL"""
    return call("TENSOR_FROM_ARRAY", elements)


def try_tensor_from_array(elements: Any) -> Any:
    """TENSOR_FROM_ARRAY, or NULL where it fails."""
    return call("TRY_TENSOR_FROM_ARRAY", elements)


def from_paimon_blob(x: Any) -> Any:
    """The FILE of Paimon's `BlobDescriptor`, version 1 or 2. Nothing is read: what the layout does not hold is NULL, and the place is looked at when it is first read.

    `FROM_PAIMON_BLOB(x BYTES) → FILE`

    - `x`: Paimon's `BlobDescriptor`, version 1 or 2"""
    return call("FROM_PAIMON_BLOB", x)


def try_from_paimon_blob(x: Any) -> Any:
    """FROM_PAIMON_BLOB, or NULL where it fails."""
    return call("TRY_FROM_PAIMON_BLOB", x)


def to_paimon_blob(x: Any) -> Any:
    """Writes a value as Paimon's `BlobDescriptor`, version 2. Only what lies outside every store has a place that others can read.

    `TO_PAIMON_BLOB(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → BYTES`

    - `x`: the value"""
    return call("TO_PAIMON_BLOB", x)


def try_to_paimon_blob(x: Any) -> Any:
    """TO_PAIMON_BLOB, or NULL where it fails."""
    return call("TRY_TO_PAIMON_BLOB", x)


def from_hudi_blob(blob: Any) -> Any:
    """The FILE of Hudi's blob struct; the bytes of an `INLINE` one are put into the store.

    `FROM_HUDI_BLOB(blob ROW<type STRING, data BYTES, reference ROW<external_path STRING, offset BIGINT, length BIGINT, managed BOOLEAN>>) → FILE`

    - `blob`: the struct"""
    return call("FROM_HUDI_BLOB", blob)


def try_from_hudi_blob(blob: Any) -> Any:
    """FROM_HUDI_BLOB, or NULL where it fails."""
    return call("TRY_FROM_HUDI_BLOB", blob)


def to_hudi_blob(x: Any) -> Any:
    """Writes a value as Hudi's blob struct, `OUT_OF_LINE`. Only what lies outside every store has a place that others can read.

    `TO_HUDI_BLOB(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → ROW<type STRING, data BYTES, reference ROW<external_path STRING, offset BIGINT, length BIGINT, managed BOOLEAN>>`

    - `x`: the value"""
    return call("TO_HUDI_BLOB", x)


def try_to_hudi_blob(x: Any) -> Any:
    """TO_HUDI_BLOB, or NULL where it fails."""
    return call("TRY_TO_HUDI_BLOB", x)


def from_file_struct(x: Any) -> Any:
    """The FILE of the FILE struct of Spark, Databricks and Parquet's draft. Nothing is read: what the layout does not hold is NULL, and the place is looked at when it is first read.

    `FROM_FILE_STRUCT(x ROW<uri STRING, offset BIGINT, size BIGINT, content_type STRING, checksum STRING>) → FILE`

    - `x`: the FILE struct of Spark, Databricks and Parquet's draft"""
    return call("FROM_FILE_STRUCT", x)


def try_from_file_struct(x: Any) -> Any:
    """FROM_FILE_STRUCT, or NULL where it fails."""
    return call("TRY_FROM_FILE_STRUCT", x)


def to_file_struct(x: Any) -> Any:
    """Writes a value as the FILE struct of Spark, Databricks and Parquet's draft. Only what lies outside every store has a place that others can read.

    `TO_FILE_STRUCT(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → ROW<uri STRING, offset BIGINT, size BIGINT, content_type STRING, checksum STRING>`

    - `x`: the value"""
    return call("TO_FILE_STRUCT", x)


def try_to_file_struct(x: Any) -> Any:
    """TO_FILE_STRUCT, or NULL where it fails."""
    return call("TRY_TO_FILE_STRUCT", x)


def from_lance_blob(x: Any) -> Any:
    """The FILE of the descriptor that a scan of Lance gives. Nothing is read: what the layout does not hold is NULL, and the place is looked at when it is first read.

    `FROM_LANCE_BLOB(x ROW<kind SMALLINT, position BIGINT, size BIGINT, blob_id BIGINT, blob_uri STRING>) → FILE`

    - `x`: the descriptor that a scan of Lance gives"""
    return call("FROM_LANCE_BLOB", x)


def try_from_lance_blob(x: Any) -> Any:
    """FROM_LANCE_BLOB, or NULL where it fails."""
    return call("TRY_FROM_LANCE_BLOB", x)


def to_lance_blob(x: Any) -> Any:
    """Writes a value as the struct that Lance's writer takes. Only what lies outside every store has a place that others can read.

    `TO_LANCE_BLOB(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → ROW<data BYTES, uri STRING, position BIGINT, size BIGINT>`

    - `x`: the value"""
    return call("TO_LANCE_BLOB", x)


def try_to_lance_blob(x: Any) -> Any:
    """TO_LANCE_BLOB, or NULL where it fails."""
    return call("TRY_TO_LANCE_BLOB", x)


def from_bigquery_object_ref(x: Any) -> Any:
    """The FILE of the JSON of BigQuery's `ObjectRef`. Nothing is read: what the layout does not hold is NULL, and the place is looked at when it is first read. BigQuery names objects by `gs://` URIs, which can be written back but not read here: reading one fails with `REFUSED`. To read an object, make a FILE of its `https://storage.googleapis.com/BUCKET/NAME`.

    `FROM_BIGQUERY_OBJECT_REF(x STRING) → FILE`

    - `x`: the JSON of BigQuery's `ObjectRef`"""
    return call("FROM_BIGQUERY_OBJECT_REF", x)


def try_from_bigquery_object_ref(x: Any) -> Any:
    """FROM_BIGQUERY_OBJECT_REF, or NULL where it fails."""
    return call("TRY_FROM_BIGQUERY_OBJECT_REF", x)


def to_bigquery_object_ref(x: Any, authorizer: Any) -> Any:
    """Writes a value as the JSON of BigQuery's `ObjectRef`. Only what lies outside every store has a place that others can read.

    `TO_BIGQUERY_OBJECT_REF(x IMAGE | AUDIO | VIDEO | TENSOR | FILE, authorizer STRING) → STRING`

    - `x`: the value
    - `authorizer`: the connection, `project.region.name`"""
    return call("TO_BIGQUERY_OBJECT_REF", x, authorizer)


def try_to_bigquery_object_ref(x: Any, authorizer: Any) -> Any:
    """TO_BIGQUERY_OBJECT_REF, or NULL where it fails."""
    return call("TRY_TO_BIGQUERY_OBJECT_REF", x, authorizer)


def from_hugging_face(struct: Any) -> Any:
    """The FILE of the struct of Hugging Face's Image, Audio and Video features; bytes in it are put into the store.

    `FROM_HUGGING_FACE(struct ROW<bytes BYTES, path STRING>) → FILE`

    - `struct`: `bytes` or a `path`"""
    return call("FROM_HUGGING_FACE", struct)


def try_from_hugging_face(struct: Any) -> Any:
    """FROM_HUGGING_FACE, or NULL where it fails."""
    return call("TRY_FROM_HUGGING_FACE", struct)


def to_hugging_face(x: Any) -> Any:
    """Writes a value as the struct of Hugging Face's features, with a path. Only what lies outside every store has a place that others can read.

    `TO_HUGGING_FACE(x IMAGE | AUDIO | VIDEO | TENSOR | FILE) → ROW<bytes BYTES, path STRING>`

    - `x`: the value"""
    return call("TO_HUGGING_FACE", x)


def try_to_hugging_face(x: Any) -> Any:
    """TO_HUGGING_FACE, or NULL where it fails."""
    return call("TRY_TO_HUGGING_FACE", x)
