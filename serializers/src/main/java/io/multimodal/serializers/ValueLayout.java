// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.store.ref.Varint;
import io.multimodal.types.Attribute;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How the values of one type lie in bytes: which attributes were known to the version that wrote
 * them, in their order. A value is a varint whose bit <i>i</i> says that attribute <i>i</i> is
 * there, and the attributes that are.
 *
 * @param <T> the value class
 */
final class ValueLayout<T extends MediaValue> {
    private final MultimodalType<T> type;
    private final List<Attribute> attributes;

    /** Where each attribute of the layout is in the type of this version. */
    private final int[] indices;

    ValueLayout(MultimodalType<T> type, List<Attribute> attributes) {
        this.type = type;
        this.attributes = List.copyOf(attributes);
        this.indices = attributes.stream().mapToInt(a -> type.indexOf(a.name())).toArray();
    }

    /** The layout that this version writes. */
    static <T extends MediaValue> ValueLayout<T> current(MultimodalType<T> type) {
        return new ValueLayout<>(type, type.attributes());
    }

    MultimodalType<T> type() {
        return type;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    void write(T value, DataOutput out) throws IOException {
        Object[] present = new Object[indices.length];
        long mask = 0;
        for (int i = 0; i < indices.length; i++) {
            present[i] = type.attribute(value, indices[i]);
            if (present[i] != null) {
                mask |= 1L << i;
            }
        }
        Varint.write(out, mask);
        for (int i = 0; i < indices.length; i++) {
            if (present[i] != null) {
                AttributeCodec.write(attributes.get(i).kind(), present[i], out);
            }
        }
    }

    /** Attributes that the layout does not have are null. */
    T read(DataInput in) throws IOException {
        long mask = Varint.read(in);
        if (mask < 0 || mask >= 1L << indices.length) {
            throw new IOException(
                    "Cannot read %s: its bytes name attributes beyond the %d of %s"
                            .formatted(type.word(), indices.length, names()));
        }
        Object[] values = new Object[type.attributes().size()];
        for (int i = 0; i < indices.length; i++) {
            if ((mask & 1L << i) != 0) {
                values[indices[i]] = AttributeCodec.read(attributes.get(i).kind(), in);
            }
        }
        try {
            return type.fromAttributes(values);
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot read " + type.word() + ": " + e.getMessage(), e);
        }
    }

    private List<String> names() {
        return attributes.stream().map(Attribute::name).toList();
    }

    /** Whether both write the same bytes. */
    boolean sameAs(ValueLayout<?> other) {
        if (!type.word().equals(other.type.word())
                || attributes.size() != other.attributes.size()) {
            return false;
        }
        for (int i = 0; i < attributes.size(); i++) {
            Attribute a = attributes.get(i);
            Attribute b = other.attributes.get(i);
            if (!a.name().equals(b.name()) || a.kind() != b.kind()) {
                return false;
            }
        }
        return true;
    }
}
