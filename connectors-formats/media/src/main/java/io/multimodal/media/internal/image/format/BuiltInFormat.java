// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/** The image formats that are read without an extension. */
public enum BuiltInFormat implements DetectedFormat {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp"),
    GIF("image/gif"),
    BMP("image/bmp"),
    TIFF("image/tiff"),
    HEIC("image/heic"),
    AVIF("image/avif");

    private final String contentType;

    BuiltInFormat(String contentType) {
        this.contentType = contentType;
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public ImageFacts readHead(HeaderBytes bytes) throws IOException {
        try {
            return switch (this) {
                case JPEG -> JpegHeaderParser.read(bytes);
                case PNG -> PngHeaderParser.read(bytes);
                case WEBP -> WebpHeaderParser.read(bytes);
                case GIF -> GifHeaderParser.read(bytes);
                case BMP -> BmpHeaderParser.read(bytes);
                case TIFF -> TiffHeaderParser.read(bytes);
                case HEIC, AVIF -> HeifHeaderParser.read(bytes);
            };
        } catch (HeaderBytes.OutOfReachException e) {
            return ImageFacts.UNKNOWN;
        }
    }

    @Override
    public ExifSpan exif(HeaderBytes bytes) throws IOException {
        try {
            return switch (this) {
                case JPEG -> JpegHeaderParser.exif(bytes);
                case PNG -> PngExif.find(bytes);
                case WEBP -> WebpHeaderParser.exif(bytes);
                case TIFF -> new ExifSpan(bytes, 0, bytes.size());
                case HEIC, AVIF -> HeifFile.of(bytes).exif();
                case GIF, BMP -> null;
            };
        } catch (HeaderBytes.OutOfReachException e) {
            return null;
        }
    }

    /** The format that the first bytes show, or null where they show none of these. */
    public static BuiltInFormat detect(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.matches(0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (bytes.matches(0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (bytes.matches(0, "RIFF") && bytes.matches(8, "WEBP")) {
            return WEBP;
        } else if (bytes.matches(0, "GIF87a") || bytes.matches(0, "GIF89a")) {
            return GIF;
        } else if (TiffHeaderParser.isTiff(bytes, 0)) {
            return TIFF;
        } else if (bytes.matches(4, "ftyp")) {
            return HeifHeaderParser.detect(bytes);
        } else if (bytes.matches(0, "BM") && BmpHeaderParser.isBmp(bytes)) {
            return BMP;
        }
        return null;
    }
}
