// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.serializers;

import io.multimodal.types.Image;
import org.apache.avro.reflect.Nullable;

/** The fields of an {@link Image} as Flink, Kryo and Avro handle a class that nobody prepared. */
@SuppressWarnings("MemberName")
public final class PojoImage {
    public byte[] object;
    @Nullable public String content_type;
    @Nullable public Long size;
    @Nullable public Integer width;
    @Nullable public Integer height;
    @Nullable public String mode;

    /** For the serializers. */
    public PojoImage() {}

    PojoImage(Image image) {
        object = image.object();
        content_type = image.contentType();
        size = image.size();
        width = image.width();
        height = image.height();
        mode = image.mode();
    }
}
