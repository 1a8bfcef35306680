// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.internal.HeaderBytes;
import java.io.IOException;

/** The kinds of still picture that are read. */
enum StillFormat {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp"),
    GIF("image/gif"),
    BMP("image/bmp"),
    TIFF("image/tiff"),
    HEIC("image/heic"),
    AVIF("image/avif");

    private final String contentType;

    StillFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** Reads the header; what lies out of reach is unknown in the result. */
    StillHead readHead(HeaderBytes bytes) throws IOException {
        try {
            return switch (this) {
                case JPEG -> JpegHead.read(bytes);
                case PNG -> PngHead.read(bytes);
                case WEBP -> WebpHead.read(bytes);
                case GIF -> GifHead.read(bytes);
                case BMP -> BmpHead.read(bytes);
                case TIFF -> TiffHead.read(bytes);
                case HEIC, AVIF -> HeifHead.read(bytes);
            };
        } catch (HeaderBytes.OutOfReachException e) {
            return StillHead.UNKNOWN;
        }
    }

    /** Where the EXIF block lies; null where there is none within reach. */
    ExifSpan exif(HeaderBytes bytes) throws IOException {
        try {
            return switch (this) {
                case JPEG -> JpegHead.exif(bytes);
                case PNG -> PngExif.find(bytes);
                case WEBP -> WebpHead.exif(bytes);
                case TIFF -> new ExifSpan(bytes, 0, bytes.size());
                case HEIC, AVIF -> HeifFile.of(bytes).exif();
                case GIF, BMP -> null;
            };
        } catch (HeaderBytes.OutOfReachException e) {
            return null;
        }
    }

    /** The format that the first bytes show, or null where they show none of these. */
    static StillFormat detect(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.matches(0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (bytes.matches(0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (bytes.matches(0, "RIFF") && bytes.matches(8, "WEBP")) {
            return WEBP;
        } else if (bytes.matches(0, "GIF87a") || bytes.matches(0, "GIF89a")) {
            return GIF;
        } else if (TiffHead.isTiff(bytes, 0)) {
            return TIFF;
        } else if (bytes.matches(4, "ftyp")) {
            return HeifHead.detect(bytes);
        } else if (bytes.matches(0, "BM") && BmpHead.isBmp(bytes)) {
            return BMP;
        }
        return null;
    }
}
