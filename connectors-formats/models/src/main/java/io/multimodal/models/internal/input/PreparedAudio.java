// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.media.audio.AudioSamples;
import io.multimodal.models.spi.InputShape;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** The samples of an audio, of which one part after the other is written. */
final class PreparedAudio implements PreparedColumn {
    private static final int PIECE = 1 << 14;

    private final AudioSamples samples;
    private final AudioInput input;
    private final int length;

    /** The first sample of the part. */
    private long from;

    /**
     * @param samples closed with this
     */
    PreparedAudio(AudioSamples samples, AudioInput input) throws IOException {
        this.samples = samples;
        this.input = input;
        if (input.samples() == AudioInput.ALL
                && samples.samples() > Integer.MAX_VALUE / Float.BYTES) {
            samples.close();
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The audio has %d samples, more than an input holds; set 'input.samples'"
                            .formatted(samples.samples()));
        }
        this.length = input.samples() == AudioInput.ALL ? (int) samples.samples() : input.samples();
    }

    @Override
    public List<InputShape> inputs() {
        return List.of(input.shape(length));
    }

    @Override
    public void write(List<ByteBuffer> targets) throws IOException {
        FloatBuffer target = targets.get(0).asFloatBuffer();
        int available = (int) Math.min(length, Math.max(0, samples.samples() - from));
        for (int channel = 0; channel < Math.max(1, input.channels()); channel++) {
            for (int at = 0; at < available; at += PIECE) {
                target.put(read(channel, from + at, Math.min(PIECE, available - at)));
            }
            for (int i = available; i < length; i++) {
                target.put(0);
            }
        }
    }

    /** Samples of a channel; where there is another number of channels, the mean of all. */
    private float[] read(int channel, long first, int count) throws IOException {
        if (samples.channels() == Math.max(1, input.channels())) {
            return samples.read(channel, first, count);
        }
        float[] sum = new float[count];
        for (int i = 0; i < samples.channels(); i++) {
            float[] one = samples.read(i, first, count);
            for (int j = 0; j < count; j++) {
                sum[j] += one[j] / samples.channels();
            }
        }
        return sum;
    }

    @Override
    public boolean next() {
        from += length;
        return input.parts() && from < samples.samples();
    }

    @Override
    public void close() throws IOException {
        samples.close();
    }
}
