// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio.spectrum;

import io.multimodal.media.content.SampleSink;
import io.multimodal.media.internal.audio.decode.MixDownStage;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;

/**
 * A mel spectrogram as {@code librosa.feature.melspectrogram} defines it: power in bands, of
 * windows (Hann, periodic) centred on every {@code hop}-th sample, with silence before and behind.
 * Several channels are mixed down to their mean. Not thread-safe.
 */
public final class MelSpectrogram implements SampleSink {
    private static final int MAX_ELEMENTS = 1 << 28;

    private final MelSpec wanted;
    private final MixDownStage mixDown;
    private MelSpec spec;
    private MelFilters filters;
    private Fourier fourier;
    private double[] window;
    private double[] re;
    private double[] im;
    private float[] pending = new float[0];
    private int held;

    /** Samples that no window sees, where windows are further apart than they are long. */
    private int skip;

    private float[] frames = new float[0];
    private int count;

    public MelSpectrogram(MelSpec spec) {
        this.wanted = spec;
        this.mixDown = new MixDownStage(new Mono());
    }

    @Override
    public void begin(int sampleRate, int channels) throws IOException {
        spec = wanted.checked(sampleRate);
        filters = new MelFilters(spec, sampleRate);
        fourier = new Fourier(spec.fftSize());
        window = new double[spec.fftSize()];
        for (int i = 0; i < window.length; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / window.length);
        }
        re = new double[window.length];
        im = new double[window.length];
        held = window.length / 2;
        pending = new float[window.length * 2];
        mixDown.begin(sampleRate, channels);
    }

    @Override
    public void accept(float[][] planes, int samples) throws IOException {
        mixDown.accept(planes, samples);
    }

    @Override
    public void end() throws IOException {
        add(new float[window.length / 2], window.length / 2);
    }

    /** Bands times frames, band after band. */
    public float[] values() {
        float[] values = new float[count * spec.mels()];
        for (int frame = 0; frame < count; frame++) {
            for (int band = 0; band < spec.mels(); band++) {
                values[band * count + frame] = frames[frame * spec.mels() + band];
            }
        }
        return values;
    }

    /** How many bands there are. */
    public int mels() {
        return spec.mels();
    }

    /** How many windows there are: 1 and one for each whole {@code hop}. */
    public int frames() {
        return count;
    }

    private void add(float[] samples, int length) throws MediaException {
        int dropped = Math.min(skip, length);
        int kept = length - dropped;
        if (held + kept > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(held + kept, 2 * pending.length));
        }
        System.arraycopy(samples, dropped, pending, held, kept);
        held += kept;
        skip -= dropped;
        int from = 0;
        while (held - from >= window.length) {
            frame(from);
            from += spec.hop();
        }
        int start = Math.min(from, held);
        System.arraycopy(pending, start, pending, 0, held - start);
        held -= start;
        skip += from - start;
    }

    private void frame(int from) throws MediaException {
        for (int i = 0; i < window.length; i++) {
            re[i] = window[i] * pending[from + i];
            im[i] = 0;
        }
        fourier.transform(re, im);
        for (int i = 0; i <= window.length / 2; i++) {
            re[i] = re[i] * re[i] + im[i] * im[i];
        }
        long needed = (count + 1L) * spec.mels();
        if (needed > MAX_ELEMENTS) {
            throw new MediaException(
                    ErrorCode.TOO_LONG,
                    "The spectrogram would have more than %d values; take clips, or a longer hop"
                            .formatted(MAX_ELEMENTS));
        }
        if (needed > frames.length) {
            frames = Arrays.copyOf(frames, (int) Math.min(MAX_ELEMENTS, 2 * needed));
        }
        for (int band = 0; band < spec.mels(); band++) {
            frames[count * spec.mels() + band] = filters.apply(band, re);
        }
        count++;
    }

    private final class Mono implements SampleSink {
        @Override
        public void begin(int sampleRate, int channels) {
            // It has begun.
        }

        @Override
        public void accept(float[][] planes, int samples) throws IOException {
            add(planes[0], samples);
        }
    }
}
