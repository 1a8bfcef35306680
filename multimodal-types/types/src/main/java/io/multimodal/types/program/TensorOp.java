// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;

/** One step of a {@link TensorProgram}. */
@Public
public sealed interface TensorOp {
    /** The most dimensions of a tensor that a step names, as many as NumPy has. */
    int MAX_DIMENSIONS = 64;

    /**
     * The same elements in another shape.
     *
     * @param shape the lengths of the dimensions, the slowest first; one may be -1: what is left
     *     over
     */
    record Reshape(List<Long> shape) implements TensorOp {
        public Reshape {
            shape = List.copyOf(shape);
        }

        void check() throws MediaException {
            if (shape.indexOf(-1L) != shape.lastIndexOf(-1L)
                    || shape.stream().anyMatch(length -> length < -1)) {
                throw refused(
                        "The lengths of a shape are not negative, but one may be -1, not " + shape);
            }
        }

        /**
         * This step with all lengths known, for a tensor of this shape.
         *
         * @throws MediaException REFUSED if the numbers of elements differ
         */
        public Reshape of(List<Long> from) throws MediaException {
            long elements = product(from);
            long known = 1;
            int open = shape.indexOf(-1L);
            for (int i = 0; i < shape.size(); i++) {
                if (i != open) {
                    known = product(known, shape.get(i));
                }
            }
            List<Long> whole = new ArrayList<>(shape);
            if (open >= 0 && known > 0) {
                whole.set(open, elements / known);
                known *= elements / known;
            }
            if (known != elements || whole.contains(-1L)) {
                throw refused(
                        "A tensor of shape %s has %d elements, which do not make one of shape %s"
                                .formatted(from, elements, shape));
            }
            return new Reshape(whole);
        }

        @Override
        public String toString() {
            return "reshape(" + shape + ")";
        }
    }

    /**
     * A box, as {@code t[start:end, …]} in NumPy.
     *
     * @param starts of the first dimensions; negative ones count from the end
     * @param ends of as many dimensions, behind the last element; negative ones count from the end,
     *     and what lies beyond it is cut off
     */
    record Slice(List<Long> starts, List<Long> ends) implements TensorOp {
        public Slice {
            starts = List.copyOf(starts);
            ends = List.copyOf(ends);
        }

        void check() throws MediaException {
            if (starts.size() != ends.size()) {
                throw notAlike("dimension");
            }
        }

        private MediaException notAlike(String dimensions) {
            return new MediaException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A slice has a start and an end for each %s, not %d and %d"
                            .formatted(dimensions, starts.size(), ends.size()));
        }

        /**
         * This step with a start and an end for each dimension, within a tensor of this shape.
         *
         * @throws MediaException INVALID_ARGUMENT if there are more than dimensions, or not as many
         *     of the ones as of the others
         */
        public Slice of(List<Long> shape) throws MediaException {
            if (starts.size() != ends.size() || starts.size() > shape.size()) {
                throw notAlike("of up to " + shape.size() + " dimensions");
            }
            List<Long> first = new ArrayList<>();
            List<Long> behind = new ArrayList<>();
            for (int d = 0; d < shape.size(); d++) {
                long length = shape.get(d);
                long start = d < starts.size() ? clamp(starts.get(d), length) : 0;
                first.add(start);
                behind.add(d < ends.size() ? Math.max(start, clamp(ends.get(d), length)) : length);
            }
            return new Slice(first, behind);
        }

        private static long clamp(long index, long length) {
            return Math.max(0, Math.min(length, index < 0 ? index + length : index));
        }

        /** The lengths of the result, of a step that {@link #of(List)} gave. */
        public List<Long> lengths() {
            List<Long> lengths = new ArrayList<>();
            for (int d = 0; d < starts.size(); d++) {
                lengths.add(ends.get(d) - starts.get(d));
            }
            return lengths;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("slice(");
            for (int d = 0; d < starts.size(); d++) {
                text.append(d == 0 ? "" : ", ").append(starts.get(d)).append(':');
                text.append(ends.get(d));
            }
            return text.append(')').toString();
        }
    }

    /**
     * The same numbers of another element type, as a cast in C makes them: integers wrap.
     *
     * @param dtype of the result
     */
    record Cast(DType dtype) implements TensorOp {
        @Override
        public String toString() {
            return "cast(" + dtype + ")";
        }
    }

    /** Floats divided by their norm of order 2; zeros stay zeros. */
    record Normalise() implements TensorOp {
        @Override
        public String toString() {
            return "normalise";
        }
    }

    /** The number of elements of a shape; -1 beyond a long. */
    private static long product(List<Long> lengths) {
        long product = 1;
        for (long length : lengths) {
            product = product(product, length);
        }
        return product;
    }

    private static long product(long product, long length) {
        return product >= 0
                        && length >= 0
                        && Math.multiplyHigh(product, length) == 0
                        && product * length >= 0
                ? product * length
                : -1;
    }

    private static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }
}
