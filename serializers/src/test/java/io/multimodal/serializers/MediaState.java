// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Audio;
import io.multimodal.types.DType;
import io.multimodal.types.Image;
import io.multimodal.types.Tensor;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps media in every kind of keyed state, with time to live, under the image that they belong to,
 * and tells what it finds there before it writes.
 */
final class MediaState extends KeyedProcessFunction<Image, Image, String> {
    private static final long serialVersionUID = 1L;

    /** Longer than any golden file will be kept. */
    private static final StateTtlConfig TTL =
            StateTtlConfig.newBuilder(Duration.ofDays(100_000)).build();

    private transient ValueState<Image> value;
    private transient ListState<Tensor> list;
    private transient MapState<Image, Audio> map;

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Image> values =
                new ValueStateDescriptor<>("value", MediaTypeInfo.forValues(Image.class));
        values.enableTimeToLive(TTL);
        value = getRuntimeContext().getState(values);
        list =
                getRuntimeContext()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "list", MediaTypeInfo.forValues(Tensor.class)));
        map =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "map",
                                        MediaTypeInfo.forValues(Image.class),
                                        MediaTypeInfo.forValues(Audio.class)));
    }

    @Override
    public void processElement(Image image, Context context, Collector<String> out)
            throws Exception {
        if (value.value() == null) {
            value.update(image);
            list.add(Tensor.of(image.reference(), DType.FLOAT32, 3, image.width()));
            map.put(image, Audio.of(image.reference(), "audio/flac", 9L, 44_100, 2, 1.5, "flac"));
            out.collect("new " + image.width());
        } else {
            out.collect(value.value() + " " + list.get() + " " + map.get(image));
        }
    }

    /** The image of a number: numbers that are equal have the same content. */
    static Image image(long number) {
        return Image.of(
                new StoredRef(7, ContentId.hash("picture " + number), 1000, Optional.empty()),
                "image/png",
                1000L,
                (int) (100 + number),
                480,
                "RGB");
    }

    /** What state tells of the image of a number, once it holds it. */
    static String held(long number) {
        Image image = image(number);
        String reference = image.toString().replaceAll("IMAGE\\[([^,]*),.*", "$1");
        return image
                + " [TENSOR["
                + reference
                + ", dtype=float32, shape=[3, "
                + image.width()
                + "]]] AUDIO["
                + reference
                + ", content_type=audio/flac, size=9, sample_rate=44100, channels=2, duration=1.5, codec=flac]";
    }
}
