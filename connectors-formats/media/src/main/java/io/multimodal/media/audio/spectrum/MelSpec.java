// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio.spectrum;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;

/**
 * How a mel spectrogram is made, in librosa's words.
 *
 * @param fftSize samples of a window (n_fft), {@value #MIN_FFT} to {@value #MAX_FFT}
 * @param hop samples from one window to the next, at least 1
 * @param mels bands, 1 to {@value #MAX_MELS}
 * @param minHertz the lower edge of the lowest band, at least 0
 * @param maxHertz the upper edge of the highest band; 0 for half the sample rate
 */
public record MelSpec(int fftSize, int hop, int mels, double minHertz, double maxHertz) {
    /** The shortest window. */
    public static final int MIN_FFT = 16;

    /** The longest window. */
    public static final int MAX_FFT = 1 << 16;

    /** The most bands. */
    public static final int MAX_MELS = 1024;

    /** What librosa.feature.melspectrogram does by default. */
    public static final MelSpec DEFAULT = new MelSpec(2048, 512, 128, 0, 0);

    /**
     * Checks for audio.
     *
     * @throws MediaException REFUSED if a number is out of range
     */
    MelSpec checked(int sampleRate) throws MediaException {
        double highest = maxHertz == 0 ? sampleRate / 2.0 : maxHertz;
        boolean good =
                fftSize >= MIN_FFT
                        && fftSize <= MAX_FFT
                        && hop >= 1
                        && mels >= 1
                        && mels <= MAX_MELS
                        && minHertz >= 0
                        && minHertz < highest
                        && highest <= sampleRate / 2.0;
        if (!good) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "There is no mel spectrogram of windows of %d samples every %d, %d bands from %s Hz to %s Hz at %d samples per second: a window has %d to %d samples, there are 1 to %d bands, up to half the rate"
                            .formatted(
                                    fftSize,
                                    hop,
                                    mels,
                                    minHertz,
                                    highest,
                                    sampleRate,
                                    MIN_FFT,
                                    MAX_FFT,
                                    MAX_MELS));
        }
        return new MelSpec(fftSize, hop, mels, minHertz, highest);
    }
}
