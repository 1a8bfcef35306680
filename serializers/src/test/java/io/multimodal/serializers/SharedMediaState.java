// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps media in broadcast state, in state of the operator and in reducing state, and tells what it
 * finds there of an image that it knows.
 */
final class SharedMediaState extends KeyedBroadcastProcessFunction<Image, Image, Image, String>
        implements CheckpointedFunction {
    static final MapStateDescriptor<Image, Audio> RULES =
            new MapStateDescriptor<>(
                    "rules",
                    MediaTypeInfo.forValues(Image.class),
                    MediaTypeInfo.forValues(Audio.class));

    private static final long serialVersionUID = 1L;

    private transient ReducingState<Image> latest;
    private transient ListState<Image> seen;

    /** Of all keys, on every subtask, so it is state of the operator. */
    private transient List<Image> here;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        seen =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "seen", MediaTypeInfo.forValues(Image.class)));
        here = new ArrayList<>();
        seen.get().forEach(here::add);
    }

    @Override
    public void open(OpenContext context) {
        latest =
                getRuntimeContext()
                        .getReducingState(
                                new ReducingStateDescriptor<>(
                                        "latest",
                                        (before, now) -> now,
                                        MediaTypeInfo.forValues(Image.class)));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        seen.update(here);
    }

    @Override
    public void processElement(Image image, ReadOnlyContext context, Collector<String> out)
            throws Exception {
        Audio rule = context.getBroadcastState(RULES).get(image);
        Image before = latest.get();
        if (before != null && rule != null && here.contains(image)) {
            RescaledStateITCase.tellThatAPictureIsKnown(image);
            out.collect(tell(before, rule));
        }
        latest.add(image);
        if (!here.contains(image)) {
            here.add(image);
        }
    }

    @Override
    public void processBroadcastElement(Image image, Context context, Collector<String> out)
            throws Exception {
        context.getBroadcastState(RULES).put(image, rule(image));
    }

    /** What is told of the image of a number. */
    static String held(long number) {
        Image image = MediaState.image(number);
        return tell(image, rule(image));
    }

    private static Audio rule(Image image) {
        return new Audio(image.object(), "audio/flac", 9L, 44_100, image.width(), 1.5, "flac");
    }

    private static String tell(Image image, Audio rule) {
        return image + " " + rule;
    }
}
