// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.media.video.VideoHeader;
import io.multimodal.media.video.VideoProbe;
import io.multimodal.store.ObjectRef;
import io.multimodal.types.Limits;
import io.multimodal.types.Video;
import java.io.IOException;

/** Tells what video is in a file. */
final class FilmProbe implements MediaProbe {
    private final VideoProbe probe;

    FilmProbe(Limits limits) {
        this.probe = new VideoProbe(limits);
    }

    @Override
    public void expect(byte[] head, long sizeBytes) throws IOException {
        probe.expect(head, sizeBytes);
    }

    @Override
    public Video describe(byte[] head, long sizeBytes, Opener object, ObjectRef ref)
            throws IOException {
        VideoHeader header = probe.probe(object.open());
        return header.of(ref, sizeBytes);
    }
}
