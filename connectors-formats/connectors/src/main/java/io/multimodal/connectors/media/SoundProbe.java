// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.media.audio.AudioHeader;
import io.multimodal.media.audio.AudioProbe;
import io.multimodal.store.ObjectRef;
import io.multimodal.types.Audio;
import java.io.IOException;

/** Tells what sound is in a file. */
final class SoundProbe implements MediaProbe {
    private final AudioProbe probe = new AudioProbe();

    @Override
    public void expect(byte[] head, long sizeBytes) throws IOException {
        probe.probe(head, sizeBytes);
    }

    @Override
    public Audio describe(byte[] head, long sizeBytes, Opener object, ObjectRef ref)
            throws IOException {
        AudioHeader header = probe.probe(head, sizeBytes);
        if (header.duration() == null || header.codec() == null) {
            // How long it is may stand at the end.
            header = probe.probe(object.open());
        }
        return header.of(ref, sizeBytes);
    }
}
