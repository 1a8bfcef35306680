// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import io.multimodal.annotation.Public;
import io.multimodal.store.ByteRange;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.TensorOp.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A box of a tensor, taken out of its object by ranges: the tensor may be larger than memory, the
 * box may not. Reads at most 8 MiB at a time. Thread-safe.
 */
@Public
public final class TensorSlice {
    private static final int MOST_BYTES_AT_ONCE = 8 << 20;
    private static final int MOST_RANGES_AT_ONCE = 1 << 12;

    private final ObjectHandle object;
    private final NpyHeader header;
    private final long[] shape;
    private final long[] first;
    private final long[] lengths;

    /**
     * Reads the header. Blocks.
     *
     * @param object of a tensor
     * @throws MediaException INVALID_ARGUMENT if the box has more dimensions than the tensor
     */
    public TensorSlice(ObjectHandle object, Slice slice) throws IOException {
        this.object = object;
        this.header = NpyHeader.read(object);
        this.shape = header.shape();
        Slice box = slice.of(Arrays.stream(shape).boxed().toList());
        this.first = longs(box.starts());
        this.lengths = longs(box.lengths());
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** The same box, its dimensions in the order of the object. */
    private TensorSlice(TensorSlice box, TensorOrder order) {
        this.object = box.object;
        this.header = box.header;
        this.shape = order.slowestFirst(box.shape);
        this.first = order.slowestFirst(box.first);
        this.lengths = order.slowestFirst(box.lengths);
    }

    /**
     * The box in memory. Blocks.
     *
     * @param mostBytes that it may take
     * @throws MediaException TOO_LARGE if it would take more
     */
    public TensorData read(long mostBytes) throws IOException {
        checkSize(mostBytes);
        TensorOrder order = header.order();
        TensorData result = TensorMath.zeros(header.dtype(), lengths);
        if (result.size() > 0 && order.equals(TensorOrder.PLAIN)) {
            read(result.elements());
        } else if (result.size() > 0) {
            ByteBuffer stored = ByteBuffer.allocate(result.elements().remaining());
            new TensorSlice(this, order).read(stored);
            result.fill(order, stored);
        }
        return result;
    }

    private void checkSize(long mostBytes) throws MediaException {
        long bytes = NpyHeader.of(header.dtype(), lengths).objectBytes();
        if (bytes > mostBytes) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The slice of shape %s has %d bytes; at most %d are read: see 'multimodal.limits.bytes'"
                            .formatted(Arrays.toString(lengths), bytes, mostBytes));
        }
    }

    private void read(ByteBuffer output) throws IOException {
        int outer = outerDimensions();
        long runBytes = header.dtype().bytes();
        for (int d = outer; d < shape.length; d++) {
            runBytes *= lengths[d];
        }
        List<ByteRange> ranges = new ArrayList<>();
        long waiting = 0;
        long[] at = new long[outer];
        do {
            for (long done = 0; done < runBytes; ) {
                int length = (int) Math.min(MOST_BYTES_AT_ONCE, runBytes - done);
                if (waiting + length > MOST_BYTES_AT_ONCE || ranges.size() == MOST_RANGES_AT_ONCE) {
                    object.read(ranges).forEach(output::put);
                    ranges.clear();
                    waiting = 0;
                }
                ranges.add(new ByteRange(offset(at) + done, length));
                waiting += length;
                done += length;
            }
        } while (advance(at));
        object.read(ranges).forEach(output::put);
    }

    /** How many dimensions are left when those are taken off within which the box lies in one. */
    private int outerDimensions() {
        int d = shape.length;
        while (d > 0 && lengths[d - 1] == shape[d - 1]) {
            d--;
        }
        return Math.max(0, d - 1);
    }

    /** Where in the object the run begins that has these coordinates within the box. */
    private long offset(long[] at) {
        long element = 0;
        for (int d = 0; d < shape.length; d++) {
            element = element * shape[d] + first[d] + (d < at.length ? at[d] : 0);
        }
        return header.dataOffset() + element * header.dtype().bytes();
    }

    /** Goes on to the next run; false behind the last one. */
    private boolean advance(long[] at) {
        for (int d = at.length - 1; d >= 0; d--) {
            if (++at[d] < lengths[d]) {
                return true;
            }
            at[d] = 0;
        }
        return false;
    }
}
