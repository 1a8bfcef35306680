// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.types.Attribute;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint says of a {@link MediaSerializer}: the word of its type and the attributes that
 * its values have. Attributes added by a later version read as NULL from an older state.
 *
 * <p>Version 1: the word (UTF), the number of attributes (int), and of each its name (UTF) and the
 * name of its kind (UTF).
 *
 * @param <T> the value class
 */
public final class MediaSerializerSnapshot<T extends MediaValue>
        implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;
    private static final int MAX_ATTRIBUTES = 63;

    private ValueLayout<T> layout;

    /** For Flink, which makes one before it reads it. */
    public MediaSerializerSnapshot() {}

    MediaSerializerSnapshot(ValueLayout<T> layout) {
        this.layout = layout;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(layout.type().word());
        out.writeInt(layout.attributes().size());
        for (Attribute attribute : layout.attributes()) {
            out.writeUTF(attribute.name());
            out.writeUTF(attribute.kind().name());
        }
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader)
            throws IOException {
        if (readVersion != VERSION) {
            throw new IOException(
                    "Cannot read the serializer of a multimodal type: its snapshot has version %d, this release reads %d; restore with the release that wrote it or a newer one"
                            .formatted(readVersion, VERSION));
        }
        @SuppressWarnings("unchecked") // the word says which type it was; Flink compares the rest
        MultimodalType<T> type = (MultimodalType<T>) type(in.readUTF());
        int count = in.readInt();
        if (count < 1 || count > MAX_ATTRIBUTES) {
            throw new IOException(
                    "Cannot read the serializer of %s: it has %d attributes, 1 to %d are possible"
                            .formatted(type, count, MAX_ATTRIBUTES));
        }
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attributes.add(attribute(type, in.readUTF(), in.readUTF()));
        }
        layout = new ValueLayout<>(type, attributes);
    }

    private static MultimodalType<?> type(String word) throws IOException {
        return MultimodalTypes.all().stream()
                .filter(t -> t.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IOException(
                                        "Cannot read the serializer of the type '%s': this release knows %s"
                                                .formatted(word, MultimodalTypes.all())));
    }

    private static Attribute attribute(MultimodalType<?> type, String name, String kind)
            throws IOException {
        for (Attribute known : type.attributes()) {
            if (known.name().equals(name) && known.kind().name().equals(kind)) {
                return known;
            }
        }
        throw new IOException(
                "Cannot read the serializer of %s: its attribute %s of kind %s is unknown to this release; restore with the release that wrote it or a newer one"
                        .formatted(type, name, kind));
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new MediaSerializer<>(layout);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof MediaSerializerSnapshot<T> old)
                || !old.layout.type().word().equals(layout.type().word())) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return old.layout.sameAs(layout)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
