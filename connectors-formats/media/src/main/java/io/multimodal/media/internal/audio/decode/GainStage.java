// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import io.multimodal.media.content.SampleSink;
import java.io.IOException;

/** Makes louder or softer. */
public final class GainStage implements SampleSink {
    private final float gain;
    private final SampleSink next;

    public GainStage(float gain, SampleSink next) {
        this.gain = gain;
        this.next = next;
    }

    @Override
    public void begin(int sampleRate, int channels) throws IOException {
        next.begin(sampleRate, channels);
    }

    @Override
    public void accept(float[][] planes, int count) throws IOException {
        for (float[] plane : planes) {
            for (int i = 0; i < count; i++) {
                plane[i] *= gain;
            }
        }
        next.accept(planes, count);
    }

    @Override
    public void end() throws IOException {
        next.end();
    }
}
