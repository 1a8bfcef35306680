// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.lazy;

import io.multimodal.media.audio.AudioSamples;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.types.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Objects;

/** Samples as the object of a tensor of float32, [channels, samples]. Not thread-safe. */
final class SampleTensor implements ObjectHandle {
    private final AudioSamples samples;
    private final byte[] head;
    private final long size;

    SampleTensor(AudioSamples samples) {
        this.samples = samples;
        NpyHeader header = NpyHeader.of(DType.FLOAT32, samples.channels(), samples.samples());
        this.head = header.encode();
        this.size = header.objectBytes();
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public byte[] read(long offset, int count) throws StoreException {
        Objects.checkFromIndexSize(offset, count, sizeBytes());
        int ofHead = (int) Math.max(0, Math.min(count, head.length - offset));
        byte[] bytes = new byte[count];
        if (ofHead > 0) {
            System.arraycopy(head, (int) offset, bytes, 0, ofHead);
        }
        if (ofHead < count) {
            try {
                byte[] rest = samples.bytes(offset + ofHead - head.length, count - ofHead);
                System.arraycopy(rest, 0, bytes, ofHead, rest.length);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return bytes;
    }

    @Override
    public InputStream stream() throws StoreException {
        try {
            return new SequenceInputStream(
                    new ByteArrayInputStream(Arrays.copyOf(head, head.length)), samples.stream());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static StoreException unreadable(IOException e) {
        return new StoreUnavailableException(
                "Cannot read the samples of an audio from a temporary file: " + e.getMessage(), e);
    }
}
