// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.SampleSink;
import java.util.Arrays;

/**
 * Measures the integrated loudness of ITU-R BS.1770-4: two filters that weight frequencies by human
 * hearing, the power of blocks of 400 ms that overlap by 75%, and the mean of the blocks that are
 * not silent. With six channels the fourth (low frequencies) is ignored, and the last two
 * (surround) have a larger weight. Not thread-safe; does not block.
 */
@Public
public final class LoudnessMeter implements SampleSink {
    private static final double OFFSET = -0.691;
    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;
    private static final double SURROUND = 1.41;
    private static final int STEPS_PER_BLOCK = 4;
    private static final double STEP_SECONDS = 0.1;

    private double[] weights;
    private Biquad[][] filters;
    private int stepSamples;
    private int inStep;
    private double stepSum;
    private final double[] steps = new double[STEPS_PER_BLOCK];
    private long stepsDone;
    private double[] powers = new double[64];
    private int blocks;

    @Override
    public void begin(int sampleRate, int channels) {
        weights = new double[channels];
        filters = new Biquad[channels][];
        for (int i = 0; i < channels; i++) {
            weights[i] = channels == 6 && i >= 3 ? i == 3 ? 0 : SURROUND : 1;
            filters[i] = new Biquad[] {Biquad.shelf(sampleRate), Biquad.highPass(sampleRate)};
        }
        stepSamples = Math.max(1, (int) Math.round(sampleRate * STEP_SECONDS));
    }

    @Override
    public void accept(float[][] planes, int count) {
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < weights.length; channel++) {
                Biquad[] chain = filters[channel];
                double value = chain[1].next(chain[0].next(planes[channel][i]));
                stepSum += weights[channel] * value * value;
            }
            if (++inStep == stepSamples) {
                endStep();
            }
        }
    }

    private void endStep() {
        steps[(int) (stepsDone++ % STEPS_PER_BLOCK)] = stepSum;
        stepSum = 0;
        inStep = 0;
        if (stepsDone >= STEPS_PER_BLOCK) {
            double sum = 0;
            for (double step : steps) {
                sum += step;
            }
            if (blocks == powers.length) {
                powers = Arrays.copyOf(powers, blocks * 2);
            }
            powers[blocks++] = sum / ((double) stepSamples * STEPS_PER_BLOCK);
        }
    }

    /**
     * The loudness in LUFS; negative infinity for silence. Audio that is shorter than a block of
     * 400 ms is one block.
     */
    public double loudness() {
        if (blocks == 0) {
            double sum = stepSum;
            for (double step : steps) {
                sum += step;
            }
            long samples = stepsDone * stepSamples + inStep;
            double power = samples == 0 ? 0 : sum / samples;
            return power > power(ABSOLUTE_GATE) ? loudness(power) : Double.NEGATIVE_INFINITY;
        }
        double first = mean(power(ABSOLUTE_GATE));
        double gate = Math.max(ABSOLUTE_GATE, loudness(first) + RELATIVE_GATE);
        return loudness(mean(power(gate)));
    }

    private double mean(double gate) {
        double sum = 0;
        int counted = 0;
        for (int i = 0; i < blocks; i++) {
            if (powers[i] > gate) {
                sum += powers[i];
                counted++;
            }
        }
        return counted == 0 ? 0 : sum / counted;
    }

    private static double power(double loudness) {
        return Math.pow(10, (loudness - OFFSET) / 10);
    }

    private static double loudness(double power) {
        return OFFSET + 10 * Math.log10(power);
    }

    /** By what samples are multiplied to come to a loudness; 1 for silence. */
    double gainTo(double target) {
        double measured = loudness();
        return Double.isInfinite(measured) ? 1 : Math.pow(10, (target - measured) / 20);
    }

    /** A filter of second order, with its state. */
    private static final class Biquad {
        private final double b0;
        private final double b1;
        private final double b2;
        private final double a1;
        private final double a2;
        private double z1;
        private double z2;

        private Biquad(double b0, double b1, double b2, double a1, double a2) {
            this.b0 = b0;
            this.b1 = b1;
            this.b2 = b2;
            this.a1 = a1;
            this.a2 = a2;
        }

        /** What the head does to a signal, for any rate: the standard has it for 48 kHz. */
        static Biquad shelf(int rate) {
            double k = Math.tan(Math.PI * 1681.974450955533 / rate);
            double q = 0.7071752369554196;
            double vh = Math.pow(10, 3.999843853973347 / 20);
            double vb = Math.pow(vh, 0.4996667741545416);
            double a0 = 1 + k / q + k * k;
            return new Biquad(
                    (vh + vb * k / q + k * k) / a0,
                    2 * (k * k - vh) / a0,
                    (vh - vb * k / q + k * k) / a0,
                    2 * (k * k - 1) / a0,
                    (1 - k / q + k * k) / a0);
        }

        static Biquad highPass(int rate) {
            double k = Math.tan(Math.PI * 38.13547087602444 / rate);
            double q = 0.5003270373238773;
            double a0 = 1 + k / q + k * k;
            return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
        }

        double next(double x) {
            double y = b0 * x + z1;
            z1 = b1 * x - a1 * y + z2;
            z2 = b2 * x - a2 * y;
            return y;
        }
    }
}
