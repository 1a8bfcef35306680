// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.repeated;

import io.multimodal.types.Image;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Remembers of each image the name under which it came first. */
final class NameOfFirst extends KeyedProcessFunction<Image, NamedImage, String> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<String> first;

    @Override
    public void open(OpenContext context) {
        first = getRuntimeContext().getState(new ValueStateDescriptor<>("first", Types.STRING));
    }

    @Override
    public void processElement(NamedImage now, Context context, Collector<String> out)
            throws Exception {
        if (first.value() == null) {
            first.update(now.name);
        } else {
            out.collect(
                    "%s is %s again (%d x %d)"
                            .formatted(
                                    now.name,
                                    first.value(),
                                    now.image.width(),
                                    now.image.height()));
        }
    }
}
