// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import io.multimodal.media.content.SampleSink;
import java.io.IOException;

/** Gives the mean of all channels. */
public final class MixDownStage implements SampleSink {
    private final SampleSink next;
    private float[][] mean = new float[1][0];

    public MixDownStage(SampleSink next) {
        this.next = next;
    }

    @Override
    public void begin(int sampleRate, int channels) throws IOException {
        next.begin(sampleRate, 1);
    }

    @Override
    public void accept(float[][] planes, int count) throws IOException {
        if (planes.length == 1) {
            next.accept(planes, count);
            return;
        }
        if (mean[0].length < count) {
            mean = new float[1][count];
        }
        float[] sum = mean[0];
        System.arraycopy(planes[0], 0, sum, 0, count);
        for (int channel = 1; channel < planes.length; channel++) {
            float[] plane = planes[channel];
            for (int i = 0; i < count; i++) {
                sum[i] += plane[i];
            }
        }
        float share = 1f / planes.length;
        for (int i = 0; i < count; i++) {
            sum[i] *= share;
        }
        next.accept(mean, count);
    }

    @Override
    public void end() throws IOException {
        next.end();
    }
}
