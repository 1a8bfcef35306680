// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/** The format of an image: built in, or from a third party's jar. */
public sealed interface DetectedFormat permits BuiltInFormat, ExtensionFormat {
    String contentType();

    /** Reads the header; what lies out of reach is unknown in the result. */
    ImageFacts readHead(HeaderBytes bytes) throws IOException;

    /** Where the EXIF block lies; null where there is none within reach. */
    ExifSpan exif(HeaderBytes bytes) throws IOException;
}
