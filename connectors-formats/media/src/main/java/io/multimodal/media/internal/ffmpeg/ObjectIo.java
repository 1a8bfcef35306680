// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.multimodal.media.internal.bytes.KnownBytes;
import io.multimodal.media.internal.container.TransportClock;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * An object as FFmpeg reads it: ranges, within a budget of bytes and time. What goes wrong in
 * reading is kept, since FFmpeg hands on numbers only; ask {@link #check} after each call. Not
 * thread-safe; the caller closes it after the context that reads it.
 */
final class ObjectIo implements AutoCloseable {
    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;

    /** Callbacks are native functions, of which a process has few: they find who is meant here. */
    private static final Map<Long, ObjectIo> OPEN = new ConcurrentHashMap<>();

    private static final AtomicLong NEXT = new AtomicLong(1);
    private static final Read READ = new Read();
    private static final Seek SEEK = new Seek();
    private static final Interrupt INTERRUPT = new Interrupt();

    /** So much of what is recorded may not have been wanted. */
    private static final int RECORDED_BYTES = 4 << 10;

    /** The most that one request brings of what is planned. */
    private static final int PLANNED_BYTES = 8 << 20;

    private final ObjectHandle object;
    private final ReadLimits limits;
    private final Key key;
    private final AVIOContext context;
    private KnownBytes known = KnownBytes.NONE;
    private KnownBytes.Recorder recorder;
    private byte[] window = new byte[0];
    private long windowOffset;
    private long plannedFrom;
    private long plannedTo;
    private long deadlineNanos;
    private long position;
    private long budget;
    private boolean exhausted;
    private Throwable failure;

    ObjectIo(ObjectHandle object, ReadLimits limits) {
        this.object = object;
        this.limits = limits;
        this.budget = limits.maxBytes();
        restartClock();
        this.key = new Key(NEXT.getAndIncrement());
        OPEN.put(key.address(), this);
        BytePointer buffer = new BytePointer(av_malloc(limits.bufferBytes()));
        this.context = avio_alloc_context(buffer, limits.bufferBytes(), 0, key, READ, null, SEEK);
    }

    /** Has a context read this object. */
    void attachTo(AVFormatContext format) {
        format.pb(context);
        format.interrupt_callback().callback(INTERRUPT);
        format.interrupt_callback().opaque(key);
    }

    /** The time that reading may take begins now. */
    void restartClock() {
        deadlineNanos = System.nanoTime() + limits.timeout().toNanos();
    }

    /** These bytes are not read again. */
    void know(KnownBytes bytes) {
        known = bytes;
    }

    /** What is read from now on is recorded; null to end that. */
    void record(KnownBytes.Recorder into) {
        recorder = into;
    }

    /** These bytes will be wanted in a row: the first read of them brings the rest, too. */
    void plan(long from, long to) {
        plannedFrom = from;
        plannedTo = Math.min(to, object.sizeBytes());
    }

    /** Whether the object is an MPEG-TS of several recordings. Blocks. */
    boolean hasRestartingClock() throws IOException {
        long start = System.nanoTime();
        boolean restarts = TransportClock.restarts(object);
        deadlineNanos += System.nanoTime() - start;
        return restarts;
    }

    /** Whether the last byte was read. */
    boolean isAtEnd() {
        return position >= object.sizeBytes();
    }

    /** Whether the budget of bytes was too small for what FFmpeg wanted to see. */
    boolean exhausted() {
        return exhausted;
    }

    /** Throws what went wrong in reading, if anything did. */
    void check() throws IOException {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof IOException io) {
            throw io;
        } else if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        } else if (thrown instanceof Error error) {
            throw error;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("Interrupted while a container was read");
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new MediaException(ErrorCode.TIMED_OUT, limits.late());
        }
    }

    private boolean isLate() {
        return System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted();
    }

    private int read(BytePointer buffer, int length) {
        if (failure != null || isLate()) {
            return AVERROR_EXIT();
        }
        long left = object.sizeBytes() - position;
        if (left <= 0) {
            return AVERROR_EOF();
        }
        int count = (int) Math.min(length, left);
        try {
            byte[] bytes = known.at(position, count);
            if (bytes.length == 0) {
                bytes = fetched(count);
            }
            if (bytes.length == 0) {
                exhausted = true;
                return AVERROR_EOF();
            }
            if (recorder != null) {
                recorder.add(position, bytes);
            }
            buffer.put(bytes, 0, bytes.length);
            position += bytes.length;
            return bytes.length;
        } catch (Throwable e) {
            failure = e;
            return AVERROR_EXTERNAL();
        }
    }

    /** At most so many bytes from the position on; none where the budget is spent. */
    private byte[] fetched(int wanted) throws StoreException {
        if (position >= plannedFrom && position < plannedTo) {
            boolean within = position >= windowOffset && position < windowOffset + window.length;
            if (!within) {
                long length = Math.min(plannedTo - position, PLANNED_BYTES);
                window = read((int) Math.min(length, budget));
                windowOffset = position;
            }
            int from = (int) (position - windowOffset);
            return Arrays.copyOfRange(window, from, Math.min(window.length, from + wanted));
        }
        window = new byte[0];
        int most =
                recorder == null
                        ? wanted
                        : (int) Math.min(wanted, RECORDED_BYTES - position % RECORDED_BYTES);
        return read((int) Math.min(most, budget));
    }

    /** The time that the store takes is not the decoder's. */
    private byte[] read(int length) throws StoreException {
        long start = System.nanoTime();
        byte[] bytes = length == 0 ? new byte[0] : object.read(position, length);
        deadlineNanos += System.nanoTime() - start;
        budget -= length;
        return bytes;
    }

    private long seek(long offset, int whence) {
        long target =
                switch (whence & ~AVSEEK_FORCE) {
                    case SEEK_SET -> offset;
                    case SEEK_CUR -> position + offset;
                    case SEEK_END -> object.sizeBytes() + offset;
                    case AVSEEK_SIZE -> -1;
                    default -> -2;
                };
        if (target == -1 && (whence & AVSEEK_SIZE) != 0) {
            return object.sizeBytes();
        }
        if (target < 0) {
            return AVERROR_EXTERNAL();
        }
        position = target;
        return target;
    }

    @Override
    public void close() {
        OPEN.remove(key.address());
        av_free(context.buffer());
        avio_context_free(context);
    }

    /** A number that FFmpeg hands back; never an address. */
    private static final class Key extends Pointer {
        Key(long number) {
            address = number;
        }
    }

    private static final class Read extends Read_packet_Pointer_BytePointer_int {
        Read() {
            // Allocated in native code.
        }

        @Override
        public int call(Pointer opaque, BytePointer buffer, int length) {
            ObjectIo io = OPEN.get(opaque.address());
            return io == null ? AVERROR_EXTERNAL() : io.read(buffer, length);
        }
    }

    private static final class Seek extends Seek_Pointer_long_int {
        Seek() {
            // Allocated in native code.
        }

        @Override
        public long call(Pointer opaque, long offset, int whence) {
            ObjectIo io = OPEN.get(opaque.address());
            return io == null ? AVERROR_EXTERNAL() : io.seek(offset, whence);
        }
    }

    private static final class Interrupt extends AVIOInterruptCB.Callback_Pointer {
        Interrupt() {
            // Allocated in native code.
        }

        @Override
        public int call(Pointer opaque) {
            ObjectIo io = OPEN.get(opaque.address());
            return io == null || io.failure != null || io.isLate() ? 1 : 0;
        }
    }
}
