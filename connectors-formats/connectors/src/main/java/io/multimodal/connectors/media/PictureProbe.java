// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.media.ImageHeader;
import io.multimodal.media.ImageProbe;
import io.multimodal.store.ObjectRef;
import io.multimodal.types.Image;
import io.multimodal.types.Limits;
import java.io.IOException;

/** Tells what picture is in a file. */
final class PictureProbe implements MediaProbe {
    private final ImageProbe probe;

    PictureProbe(Limits limits) {
        this.probe = new ImageProbe(limits);
    }

    @Override
    public void expect(byte[] head, long sizeBytes) throws IOException {
        probe.probe(head, sizeBytes);
    }

    @Override
    public Image describe(byte[] head, long sizeBytes, Opener object, ObjectRef ref)
            throws IOException {
        ImageHeader header = probe.probe(head, sizeBytes);
        if (header.width() == null) {
            // The size lies behind the head, as in a JPEG with a long preview: look where the
            // format says.
            header = probe.probe(object.open());
        }
        return header.of(ref, sizeBytes);
    }
}
