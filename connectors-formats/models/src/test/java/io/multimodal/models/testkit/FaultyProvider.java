// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ContentId;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** A provider that sums the three planes of a row, and breaks one promise. */
final class FaultyProvider extends ModelProviderContract {
    /** The promise. */
    enum Fault {
        NONE,
        REVERSES,
        DEPENDS_ON_BATCH,
        PADS,
        READS_FROM_ZERO,
        NEVER_THE_SAME,
        OTHER_DIGEST,
        RUNS_ANYTHING,
        ENDS_WITH_SOURCE,
        WRONG_SHAPE,
        SHARES_A_BUFFER
    }

    private static final AtomicInteger OPENED = new AtomicInteger();

    private final Fault fault;

    FaultyProvider(Fault fault) {
        this.fault = fault;
    }

    @Override
    protected String identifier() {
        return "faulty";
    }

    @Override
    protected InferenceProvider provider() {
        return new Provider(fault);
    }

    private record Provider(Fault fault) implements InferenceProvider {
        @Override
        public Set<ConfigOption<?>> requiredOptions() {
            return Set.of();
        }

        @Override
        public Set<ConfigOption<?>> optionalOptions() {
            return Set.of();
        }

        @Override
        public ModelSource open(ReadableConfig options, StoreConfig stores) {
            return new Model(fault, OPENED.incrementAndGet(), new AtomicBoolean());
        }
    }

    /** The sums. */
    record Model(Fault fault, int number, AtomicBoolean closed) implements ModelSource {
        private static final int PLANES = 3;

        @Override
        public String origin() {
            return "sums";
        }

        @Override
        public ContentId digest() {
            return ContentId.hash("sums" + (fault == Fault.OTHER_DIGEST ? number : ""));
        }

        @Override
        public ModelSignature signature() {
            long free = ModelSignature.FREE;
            return new ModelSignature(
                    List.of(
                            ModelSignature.Tensor.of(
                                    "x", "FLOAT", new long[] {free, PLANES, free, free})),
                    List.of(ModelSignature.Tensor.of("y", "FLOAT", new long[] {free, PLANES})));
        }

        @Override
        public BatchRunner load(ModelBinding binding, RunSettings settings) {
            AtomicInteger runs = new AtomicInteger();
            FloatBuffer shared = FloatBuffer.allocate(PLANES);
            return (input, shape) -> {
                if (closed.get() && fault == Fault.ENDS_WITH_SOURCE) {
                    throw new ModelException("closed");
                }
                if (shape.length != 4 && fault != Fault.RUNS_ANYTHING) {
                    throw new ModelException("The model takes rows of three dimensions");
                }
                int run = runs.incrementAndGet();
                int count = (int) shape[0];
                int plane = input.remaining() / count / PLANES;
                int position = fault == Fault.READS_FROM_ZERO ? 0 : input.position();
                List<ModelOutput> outputs = new ArrayList<>();
                for (int row = 0; row < count; row++) {
                    FloatBuffer sums =
                            fault == Fault.SHARES_A_BUFFER ? shared : FloatBuffer.allocate(PLANES);
                    for (int p = 0; p < PLANES; p++) {
                        sums.put(p, sum(input, position + (row * PLANES + p) * plane, plane));
                    }
                    sums.put(0, sums.get(0) + offset(run, count));
                    outputs.add(
                            fault == Fault.WRONG_SHAPE
                                    ? ModelOutput.of(sums, PLANES, 1)
                                    : ModelOutput.of(sums, PLANES));
                }
                if (fault == Fault.PADS) {
                    outputs.add(outputs.get(0));
                } else if (fault == Fault.REVERSES) {
                    Collections.reverse(outputs);
                }
                return outputs;
            };
        }

        private float offset(int run, int count) {
            return switch (fault) {
                case NEVER_THE_SAME -> run;
                case DEPENDS_ON_BATCH -> count;
                default -> 0;
            };
        }

        private static float sum(FloatBuffer values, int from, int count) {
            float sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values.get(from + i);
            }
            return sum;
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
