// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.SampleSink;
import io.multimodal.store.spool.Spool;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Decoded samples: a few are held in memory, more in temporary files, so that audio may be larger
 * than memory. Not thread-safe. Methods that read or write samples may block on a local disk. The
 * caller closes it, which deletes the files.
 */
@Public
public final class AudioSamples implements SampleSink, AutoCloseable {
    /** Of all channels together; what is more goes to a file for each channel. */
    private static final int MAX_MEMORY_BYTES = 8 << 20;

    private static final int MAX_SAMPLES = (Integer.MAX_VALUE - 1024) / Float.BYTES;

    private final long maxBytes;
    private final List<Spool> channels = new ArrayList<>();
    private ByteBuffer buffer = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
    private int sampleRate;
    private long samples;

    /** Empty samples, with the limit of {@link Limits#DEFAULT}. */
    public AudioSamples() {
        this(Limits.DEFAULT.sampleBytes());
    }

    /**
     * Empty samples.
     *
     * @param maxBytes the maximum number of bytes of all channels together: more is TOO_LARGE
     */
    public AudioSamples(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void begin(int newSampleRate, int newChannels) {
        sampleRate = newSampleRate;
        for (int i = 0; i < newChannels; i++) {
            channels.add(new Spool("samples", MAX_MEMORY_BYTES / newChannels));
        }
    }

    @Override
    public void accept(float[][] planes, int count) throws IOException {
        int bytes = Math.multiplyExact(count, Float.BYTES);
        long all = (samples + count) * Float.BYTES * channels.size();
        if (all > maxBytes) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The audio has more than %d bytes of samples, the limit; 'multimodal.limits.samples' says how many may be held, a clip has fewer"
                            .formatted(maxBytes));
        }
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        for (int i = 0; i < planes.length; i++) {
            buffer.clear();
            buffer.asFloatBuffer().put(planes[i], 0, count);
            channels.get(i).write(ByteBuffer.wrap(buffer.array(), 0, bytes));
        }
        samples += count;
    }

    /** Samples per second and channel. */
    public int sampleRate() {
        return sampleRate;
    }

    /** The number of channels. */
    public int channels() {
        return channels.size();
    }

    /** The number of samples in each channel. */
    public long samples() {
        return samples;
    }

    /**
     * All samples as float32 in little-endian order, one channel after the other: a tensor of shape
     * [channels, samples]. May be called again. The caller closes the stream.
     */
    public InputStream stream() throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (Spool channel : channels) {
            streams.add(channel.stream());
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /**
     * The bytes {@code [offset, offset + length)} of {@link #stream()}.
     *
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public byte[] bytes(long offset, int length) throws IOException {
        long plane = samples * Float.BYTES;
        Objects.checkFromIndexSize(offset, length, plane * channels.size());
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            long at = offset + bytes.position();
            int count = (int) Math.min(bytes.remaining(), plane - at % plane);
            bytes.put(channels.get((int) (at / plane)).read(at % plane, count));
        }
        return bytes.array();
    }

    /**
     * A range of samples of a channel; full scale is -1 to 1.
     *
     * @param channel from 0
     * @param from the first sample, from 0
     * @param count the number of samples
     * @throws IndexOutOfBoundsException if the channel does not have these samples
     */
    public float[] read(int channel, long from, int count) throws IOException {
        if (from < 0 || count < 0 || from > samples - count) {
            throw new IndexOutOfBoundsException(
                    "%d samples from %d of %d".formatted(count, from, samples));
        }
        byte[] bytes =
                channels.get(channel)
                        .read(from * Float.BYTES, Math.multiplyExact(count, Float.BYTES));
        float[] floats = new float[count];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    /**
     * All samples in memory.
     *
     * @return for each channel its samples, full scale is -1 to 1
     * @throws MediaException TOO_LARGE if an array cannot hold a channel
     */
    public float[][] toArrays() throws IOException {
        float[][] planes = new float[channels.size()][];
        int count = checkedLength(samples);
        for (int i = 0; i < planes.length; i++) {
            planes[i] = read(i, 0, count);
        }
        return planes;
    }

    /**
     * All samples in memory, as most libraries take them.
     *
     * @return the first sample of each channel, then the second of each, …; full scale is -1 to 1
     * @throws MediaException TOO_LARGE if an array cannot hold them
     */
    public float[] toInterleaved() throws IOException {
        float[] all = new float[checkedLength(samples * channels.size())];
        for (int channel = 0; channel < channels.size(); channel++) {
            float[] plane = read(channel, 0, (int) samples);
            for (int i = 0; i < plane.length; i++) {
                all[i * channels.size() + channel] = plane[i];
            }
        }
        return all;
    }

    /** {@link #read} takes bytes first, of which an array holds no more. */
    private static int checkedLength(long samples) throws MediaException {
        if (samples > MAX_SAMPLES) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "An array cannot hold %d samples, at most %d; read parts of them"
                            .formatted(samples, MAX_SAMPLES));
        }
        return (int) samples;
    }

    /** Deletes what was written to files. */
    @Override
    public void close() throws IOException {
        for (Spool channel : channels) {
            channel.close();
        }
    }
}
