// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.Image;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media that are kept for a time, by each state backend. */
class ExpiringStateITCase {
    /** Counted down when a job of this process found an image gone that it had put. */
    private static CountDownLatch expired;

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void forgetsMediaWhenTheirTimeIsOver(String backend) throws Exception {
        expired = new CountDownLatch(3);
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(StateBackendOptions.STATE_BACKEND, backend);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(1);
        env.fromSequence(0, Long.MAX_VALUE)
                .map(number -> MediaState.image(number % 2))
                .returns(MediaTypeInfo.forValues(Image.class))
                .keyBy(image -> image)
                .process(new Forgetful())
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync();
        assertThat(expired.await(60, TimeUnit.SECONDS)).isTrue();
        job.cancel().get(60, TimeUnit.SECONDS);
    }

    /** Keeps an image for a millisecond since it was put, and never looks after it. */
    private static final class Forgetful extends KeyedProcessFunction<Image, Image, Image> {
        private static final long serialVersionUID = 1L;

        private transient MapState<Image, Image> kept;

        /** Of the first key, which is enough. */
        private transient Image put;

        @Override
        public void open(OpenContext context) {
            MapStateDescriptor<Image, Image> descriptor =
                    new MapStateDescriptor<>(
                            "kept",
                            MediaTypeInfo.forValues(Image.class),
                            MediaTypeInfo.forValues(Image.class));
            descriptor.enableTimeToLive(
                    StateTtlConfig.newBuilder(Duration.ofMillis(1))
                            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                            .build());
            kept = getRuntimeContext().getMapState(descriptor);
        }

        @Override
        public void processElement(Image image, Context context, Collector<Image> out)
                throws Exception {
            if (put != null && !put.equals(image)) {
                return;
            }
            Image found = kept.get(image);
            if (found == null) {
                if (put != null) {
                    expired.countDown();
                }
                kept.put(image, image);
                put = image;
            } else {
                out.collect(found);
            }
        }
    }
}
