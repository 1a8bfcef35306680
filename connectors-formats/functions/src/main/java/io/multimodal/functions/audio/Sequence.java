// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.audio;

import io.multimodal.media.content.SampleSink;
import java.io.IOException;
import java.util.Arrays;

/**
 * Makes one audio of several that are played one after the other. One that has another number of
 * channels than the first comes mixed down, the same in each channel.
 */
final class Sequence implements SampleSink {
    private final SampleSink next;
    private int sampleRate;
    private int channels;
    private float[] mixed = {};

    Sequence(SampleSink next) {
        this.next = next;
    }

    /** Of the first audio; 0 before it. */
    int sampleRate() {
        return sampleRate;
    }

    @Override
    public void begin(int newSampleRate, int newChannels) throws IOException {
        if (sampleRate == 0) {
            sampleRate = newSampleRate;
            channels = newChannels;
            next.begin(sampleRate, channels);
        }
    }

    @Override
    public void accept(float[][] planes, int count) throws IOException {
        next.accept(planes.length == channels ? planes : alike(planes, count), count);
    }

    private float[][] alike(float[][] planes, int count) {
        mixed = mixed.length < count ? new float[count] : mixed;
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (float[] plane : planes) {
                sum += plane[i];
            }
            mixed[i] = (float) (sum / planes.length);
        }
        float[][] same = new float[channels][];
        Arrays.fill(same, mixed);
        return same;
    }
}
