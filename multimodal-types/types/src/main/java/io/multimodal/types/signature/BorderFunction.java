// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

import io.multimodal.store.signature.ReferenceDoor;
import io.multimodal.types.CheckingFunction;
import io.multimodal.types.DeclaredValue;
import io.multimodal.types.MultimodalConfig;
import io.multimodal.types.MultimodalOptions;
import java.io.IOException;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * What the planner puts where media cross the border of SQL. Reads the file of keys when it is
 * opened. A function that was not planned passes nothing.
 */
abstract class BorderFunction extends CheckingFunction implements SpecializedFunction {
    private static final long serialVersionUID = 1L;

    private final LogicalType type;
    private final MultimodalConfig config;
    private transient ReferenceDoor door;
    private transient DeclaredValue where;
    private transient MappedMedia.Mapping mapping;

    /**
     * @param type of the value; null before it is planned
     * @param config null before it is planned
     */
    BorderFunction(LogicalType type, MultimodalConfig config) {
        this.type = type;
        this.config = config;
    }

    /** The same for values of a type in a session with these options. */
    abstract BorderFunction planned(LogicalType valueType, MultimodalConfig session);

    /**
     * The reference that goes on in the place of another.
     *
     * @return the array itself where nothing changes
     */
    abstract byte[] crossing(byte[] object) throws IOException;

    final ReferenceDoor door() {
        return door;
    }

    final MultimodalConfig config() {
        return config;
    }

    final boolean isNullable() {
        return type.isNullable();
    }

    @Override
    public final UserDefinedFunction specialize(SpecializedContext context) {
        return planned(
                context.getCallContext().getArgumentDataTypes().get(0).getLogicalType(),
                MultimodalOptions.resolve(context.getConfiguration()));
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        if (config == null) {
            throw new IllegalStateException(
                    getClass().getSimpleName() + " was not planned by the Table API");
        }
        door = ReferenceDoor.of(config.store().signatures());
    }

    /** The value with all its media as they are behind the border. */
    final Object crossed(Object value, DeclaredValue media) throws IOException {
        if (media != where) {
            mapping = MappedMedia.of(type, media, this::crossing);
            where = media;
        }
        return mapping.of(value);
    }
}
