// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.media.ContentTypes;
import io.multimodal.store.ObjectRef;
import io.multimodal.types.MediaFile;

/** Takes any file. */
final class AnyFileProbe implements MediaProbe {
    @Override
    public void expect(byte[] head, long sizeBytes) {
        // Nothing is expected of it.
    }

    @Override
    public MediaFile describe(byte[] head, long sizeBytes, Opener object, ObjectRef ref) {
        return MediaFile.of(ref, ContentTypes.detect(head), sizeBytes);
    }
}
