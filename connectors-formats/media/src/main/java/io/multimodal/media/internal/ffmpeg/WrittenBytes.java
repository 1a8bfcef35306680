// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import io.multimodal.types.failure.MediaException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.javacpp.BytePointer;

/** A file that FFmpeg writes into memory. Not thread-safe; the caller closes it. */
public final class WrittenBytes implements AutoCloseable {
    private AVIOContext io = new AVIOContext(null);

    private WrittenBytes() {}

    /**
     * Has a context write here.
     *
     * @param action what is tried, such as {@code write audio}
     */
    public static WrittenBytes of(AVFormatContext format, String action) throws MediaException {
        WrittenBytes written = new WrittenBytes();
        FfmpegErrors.expect(avio_open_dyn_buf(written.io), action);
        format.pb(written.io);
        return written;
    }

    /** All that was written; ends it. */
    public byte[] take() {
        BytePointer buffer = new BytePointer((BytePointer) null);
        int size = avio_close_dyn_buf(io, buffer);
        io = null;
        byte[] bytes = new byte[size];
        buffer.capacity(size).get(bytes);
        av_free(buffer);
        return bytes;
    }

    /** Frees what was not taken. */
    @Override
    public void close() {
        if (io != null && !io.isNull()) {
            var unused = take();
        }
    }
}
