// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * Names what is not an image. Tika's table of types is read when the first such object comes, since
 * that takes a fraction of a second.
 */
public final class MimeDetector {
    /** Of audio that Tika does not know, by the first bytes. */
    private static final Map<String, String> TYPES =
            Map.of(
                    "tBaK", "audio/x-tak",
                    "DSD ", "audio/x-dsf",
                    "FRM8", "audio/x-dff",
                    "DTSHDHDR", "audio/vnd.dts.hd");

    private MimeDetector() {}

    /** The content type that the first bytes show. */
    public static String of(byte[] head) {
        for (Map.Entry<String, String> type : TYPES.entrySet()) {
            byte[] magic = type.getKey().getBytes(StandardCharsets.US_ASCII);
            int end = Math.min(magic.length, head.length);
            if (Arrays.equals(magic, 0, magic.length, head, 0, end)) {
                return type.getValue();
            }
        }
        try {
            return MimeTypes.getDefaultMimeTypes()
                    .detect(new ByteArrayInputStream(head), new Metadata())
                    .toString();
        } catch (IOException e) {
            throw new IllegalStateException("An array in memory can be read", e);
        }
    }
}
