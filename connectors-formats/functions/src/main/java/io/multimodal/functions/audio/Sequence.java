// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.audio;

import io.multimodal.media.audio.SampleSink;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/** Makes one sound of several that are played one after the other. */
final class Sequence implements SampleSink {
    private final SampleSink next;
    private int sampleRate;
    private int channels;

    Sequence(SampleSink next) {
        this.next = next;
    }

    /** Of the first sound; 0 before it. */
    int sampleRate() {
        return sampleRate;
    }

    @Override
    public void begin(int newSampleRate, int newChannels) throws IOException {
        if (sampleRate == 0) {
            sampleRate = newSampleRate;
            channels = newChannels;
            next.begin(sampleRate, channels);
        } else if (channels != newChannels) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Sounds of %d and %d channels are not put together; mix them down first"
                            .formatted(channels, newChannels));
        }
    }

    @Override
    public void accept(float[][] planes, int count) throws IOException {
        next.accept(planes, count);
    }
}
