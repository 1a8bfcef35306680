// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

import io.multimodal.store.signing.SignedReferenceCodec;
import io.multimodal.types.check.CheckingFunction;
import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A crossing of the border of SQL in a job. Reads the file of keys when it is opened, and passes
 * everything where the session that executes the plan has none.
 */
abstract class PlannedCrossing extends CheckingFunction {
    private static final long serialVersionUID = 1L;

    private final LogicalType type;
    private final MultimodalConfig config;
    private transient SignedReferenceCodec codec;
    private transient DeclaredValue where;
    private transient MappedMedia.Mapping mapping;

    /**
     * @param type of the value
     * @param config null where nothing is signed or verified
     */
    PlannedCrossing(LogicalType type, MultimodalConfig config) {
        this.type = type;
        this.config = config;
    }

    /**
     * The reference that goes on in the place of another.
     *
     * @return the array itself where nothing changes
     */
    abstract byte[] crossing(byte[] object) throws IOException;

    final SignedReferenceCodec referenceCodec() {
        return codec;
    }

    final MultimodalConfig config() {
        return config;
    }

    final boolean isNullable() {
        return type.isNullable();
    }

    /** Whether references pass as they are. */
    final boolean isOpen() {
        return config == null;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        codec =
                isOpen()
                        ? SignedReferenceCodec.OPEN
                        : SignedReferenceCodec.of(config.store().signatures());
    }

    /** The value with all its media as they are behind the border. */
    final Object crossed(Object value, DeclaredValue media) throws IOException {
        if (isOpen()) {
            return value;
        }
        if (media != where) {
            mapping = MappedMedia.ofReferences(type, media, this::crossing);
            where = media;
        }
        return mapping.of(value);
    }
}
