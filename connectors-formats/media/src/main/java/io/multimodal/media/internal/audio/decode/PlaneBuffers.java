// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.multimodal.media.memory.NativeMemory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Samples off the heap, a plane for each channel, as FFmpeg takes them. Grows as needed. */
final class PlaneBuffers implements AutoCloseable {
    static {
        NativeMemory.configure();
    }

    private final FloatPointer[] planes;
    private final PointerPointer<FloatPointer> pointers;
    private float[][] arrays;
    private int room;

    PlaneBuffers(int channels) {
        planes = new FloatPointer[channels];
        pointers = new PointerPointer<>(channels);
        arrays = new float[channels][0];
    }

    /** Makes room for so many samples of each channel; what was there is lost. */
    void reserve(int count) {
        if (count <= room) {
            return;
        }
        free();
        room = Math.max(count, 4096);
        for (int i = 0; i < planes.length; i++) {
            Pointer memory = av_malloc((long) room * Float.BYTES);
            if (memory == null || memory.isNull()) {
                throw new OutOfMemoryError("Cannot allocate %d samples".formatted(room));
            }
            planes[i] = new FloatPointer(memory);
            pointers.put(i, planes[i]);
        }
        arrays = new float[planes.length][room];
    }

    void write(float[][] samples, int count) {
        reserve(count);
        for (int i = 0; i < planes.length; i++) {
            planes[i].put(samples[i], 0, count);
        }
    }

    /** The first samples as arrays, which are used again. */
    float[][] read(int count) {
        for (int i = 0; i < planes.length; i++) {
            planes[i].get(arrays[i], 0, count);
        }
        return arrays;
    }

    PointerPointer<FloatPointer> pointers() {
        return pointers;
    }

    private void free() {
        for (int i = 0; i < planes.length; i++) {
            if (planes[i] != null) {
                av_free(planes[i]);
                planes[i] = null;
            }
        }
    }

    @Override
    public void close() {
        free();
        pointers.close();
    }
}
