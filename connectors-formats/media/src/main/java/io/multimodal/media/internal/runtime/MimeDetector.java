// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * Names what is no image. Tika's table of types is read when the first such object comes, since
 * that takes a fraction of a second.
 */
public final class MimeDetector {
    private MimeDetector() {}

    /** The content type that the first bytes show. */
    public static String of(byte[] head) {
        try {
            return MimeTypes.getDefaultMimeTypes()
                    .detect(new ByteArrayInputStream(head), new Metadata())
                    .toString();
        } catch (IOException e) {
            throw new IllegalStateException("An array in memory can be read", e);
        }
    }
}
