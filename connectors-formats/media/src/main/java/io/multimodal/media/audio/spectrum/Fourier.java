// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio.spectrum;

/** The discrete Fourier transform of any length: by halves, or by Bluestein's convolution. */
final class Fourier {
    private final int length;
    private final int padded;
    private final double[] cos;
    private final double[] sin;
    private double[] chirpRe;
    private double[] chirpIm;
    private double[] kernelRe;
    private double[] kernelIm;
    private double[] workRe;
    private double[] workIm;

    Fourier(int length) {
        this.length = length;
        boolean power = Integer.bitCount(length) == 1;
        this.padded = power ? length : Integer.highestOneBit(2 * length - 1) * 2;
        this.cos = new double[padded / 2];
        this.sin = new double[padded / 2];
        for (int i = 0; i < padded / 2; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / padded);
            sin[i] = Math.sin(2 * Math.PI * i / padded);
        }
        if (!power) {
            prepareChirp();
        }
    }

    private void prepareChirp() {
        chirpRe = new double[length];
        chirpIm = new double[length];
        kernelRe = new double[padded];
        kernelIm = new double[padded];
        workRe = new double[padded];
        workIm = new double[padded];
        for (int i = 0; i < length; i++) {
            double angle = Math.PI * ((long) i * i % (2L * length)) / length;
            chirpRe[i] = Math.cos(angle);
            chirpIm[i] = -Math.sin(angle);
            int mirrored = i == 0 ? 0 : padded - i;
            kernelRe[i] = kernelRe[mirrored] = chirpRe[i];
            kernelIm[i] = kernelIm[mirrored] = -chirpIm[i];
        }
        byHalves(kernelRe, kernelIm);
    }

    /** Transforms in place. */
    void transform(double[] re, double[] im) {
        if (padded == length) {
            byHalves(re, im);
            return;
        }
        for (int i = 0; i < padded; i++) {
            boolean within = i < length;
            workRe[i] = within ? re[i] * chirpRe[i] - im[i] * chirpIm[i] : 0;
            workIm[i] = within ? re[i] * chirpIm[i] + im[i] * chirpRe[i] : 0;
        }
        byHalves(workRe, workIm);
        for (int i = 0; i < padded; i++) {
            double product = workRe[i] * kernelRe[i] - workIm[i] * kernelIm[i];
            // The inverse transform is that of the conjugate, conjugated.
            workIm[i] = -(workRe[i] * kernelIm[i] + workIm[i] * kernelRe[i]);
            workRe[i] = product;
        }
        byHalves(workRe, workIm);
        for (int i = 0; i < length; i++) {
            double x = workRe[i] / padded;
            double y = -workIm[i] / padded;
            re[i] = x * chirpRe[i] - y * chirpIm[i];
            im[i] = x * chirpIm[i] + y * chirpRe[i];
        }
    }

    private void byHalves(double[] re, double[] im) {
        int n = padded;
        for (int i = 1, j = 0; i < n; i++) {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, i, j);
                swap(im, i, j);
            }
        }
        for (int half = 1; half < n; half *= 2) {
            int step = n / (2 * half);
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    double c = cos[k * step];
                    double s = -sin[k * step];
                    int a = start + k;
                    int b = a + half;
                    double x = re[b] * c - im[b] * s;
                    double y = re[b] * s + im[b] * c;
                    re[b] = re[a] - x;
                    im[b] = im[a] - y;
                    re[a] += x;
                    im[a] += y;
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}
