// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Audio made of sines, so that a spectrogram shows something. Samples are -1 to 1, one channel. */
final class Melody {
    private static final double[] SCALE = {0, 3, 5, 7, 10, 12, 15, 17, 19, 22};
    private static final double LOWEST_HERTZ = 196;

    private Melody() {}

    /** Plucked notes of a pentatonic scale, with their overtones. */
    static float[] kalimba(int sampleRate, double seconds) {
        float[] samples = new float[(int) (sampleRate * seconds)];
        Random random = new Random(7);
        for (double start = 0; start < seconds - 0.3; start += 0.24) {
            double hertz = LOWEST_HERTZ * Math.pow(2, SCALE[random.nextInt(SCALE.length)] / 12);
            for (int i = (int) (start * sampleRate); i < samples.length; i++) {
                double t = (double) i / sampleRate - start;
                double note = 0;
                for (int overtone = 1; overtone <= 6; overtone++) {
                    note +=
                            Math.sin(2 * Math.PI * hertz * overtone * t)
                                    * Math.exp(-t * (2.5 + 2.2 * overtone))
                                    / overtone;
                }
                samples[i] += (float) (0.2 * note * Math.min(1, t * 300));
            }
        }
        return samples;
    }

    /** Whistled phrases that rise, fall and trill. */
    static float[] blackbird(int sampleRate, double seconds) {
        float[] samples = new float[(int) (sampleRate * seconds)];
        Random random = new Random(11);
        double start = 0.15;
        while (start < seconds - 0.5) {
            double length = 0.12 + 0.25 * random.nextDouble();
            double from = 1800 + 1600 * random.nextDouble();
            double bend = -900 + 2200 * random.nextDouble();
            double trill = random.nextDouble() < 0.4 ? 260 : 0;
            double phase = 0;
            int first = (int) (start * sampleRate);
            int count = (int) (length * sampleRate);
            for (int i = 0; i < count && first + i < samples.length; i++) {
                double t = (double) i / count;
                double hertz = from + bend * t * t + trill * Math.sin(2 * Math.PI * 9 * t);
                phase += 2 * Math.PI * hertz / sampleRate;
                double envelope = Math.sin(Math.PI * t);
                samples[first + i] +=
                        (float) (envelope * (0.4 * Math.sin(phase) + 0.08 * Math.sin(2 * phase)));
            }
            start += length + 0.05 + 0.35 * random.nextDouble();
        }
        return samples;
    }

    /** A siren over the horn of a ship. */
    static float[] harbour(int sampleRate, double seconds) {
        float[] samples = new float[(int) (sampleRate * seconds)];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / sampleRate;
            phase += 2 * Math.PI * (900 + 450 * Math.sin(2 * Math.PI * 0.5 * t)) / sampleRate;
            double horn = 0;
            for (int overtone = 1; overtone <= 12; overtone++) {
                horn += Math.sin(2 * Math.PI * 87 * overtone * t) / overtone;
            }
            double blown = t % 2.5 < 1.4 ? Math.sin(Math.PI * (t % 2.5) / 1.4) : 0;
            samples[i] = (float) (0.16 * Math.sin(phase) + 0.22 * blown * horn);
        }
        return samples;
    }

    /** As float32, little-endian. */
    static byte[] bytes(float[] samples) {
        ByteBuffer bytes =
                ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        return bytes.array();
    }
}
