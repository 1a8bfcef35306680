// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio.spectrum;

import java.util.Arrays;

/** Triangles on Slaney's mel scale, each of the area 2 / (bandwidth in Hz), as librosa's. */
final class MelFilters {
    private static final double HERTZ_PER_MEL = 200.0 / 3;
    private static final double LOG_FROM_HERTZ = 1000;
    private static final double LOG_FROM_MEL = LOG_FROM_HERTZ / HERTZ_PER_MEL;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    private final int[] first;
    private final double[][] weights;

    MelFilters(MelSpec spec, int sampleRate) {
        int bins = spec.fftSize() / 2 + 1;
        double low = mel(spec.minHertz());
        double high = mel(spec.maxHertz());
        double[] edges = new double[spec.mels() + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = hertz(low + (high - low) * i / (spec.mels() + 1));
        }
        first = new int[spec.mels()];
        weights = new double[spec.mels()][];
        for (int band = 0; band < spec.mels(); band++) {
            double[] all = new double[bins];
            int from = bins;
            int to = 0;
            for (int bin = 0; bin < bins; bin++) {
                double f = (double) bin * sampleRate / spec.fftSize();
                double rising = (f - edges[band]) / (edges[band + 1] - edges[band]);
                double falling = (edges[band + 2] - f) / (edges[band + 2] - edges[band + 1]);
                double weight = Math.max(0, Math.min(rising, falling));
                if (weight > 0) {
                    all[bin] = weight * 2 / (edges[band + 2] - edges[band]);
                    from = Math.min(from, bin);
                    to = bin + 1;
                }
            }
            first[band] = Math.min(from, to);
            weights[band] = Arrays.copyOfRange(all, first[band], to);
        }
    }

    /** What a band has of a spectrum. */
    float apply(int band, double[] power) {
        double sum = 0;
        double[] mine = weights[band];
        for (int i = 0; i < mine.length; i++) {
            sum += mine[i] * power[first[band] + i];
        }
        return (float) sum;
    }

    private static double mel(double hertz) {
        return hertz < LOG_FROM_HERTZ
                ? hertz / HERTZ_PER_MEL
                : LOG_FROM_MEL + Math.log(hertz / LOG_FROM_HERTZ) / LOG_STEP;
    }

    private static double hertz(double mel) {
        return mel < LOG_FROM_MEL
                ? mel * HERTZ_PER_MEL
                : LOG_FROM_HERTZ * Math.exp(LOG_STEP * (mel - LOG_FROM_MEL));
    }
}
