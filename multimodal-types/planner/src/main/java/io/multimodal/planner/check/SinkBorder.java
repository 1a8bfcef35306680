// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.signature.MediaCrossing;
import io.multimodal.types.signature.VouchedReferences;
import java.util.Optional;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A column of a sink.
 *
 * @param target its declared type
 * @param ours whether the receiver of the values is this product, or the program that runs the
 *     query
 */
record SinkBorder(LogicalType target, boolean ours) {
    private static final String FLINKS_OWN = "org.apache.flink.table.planner.connectors.";

    static SinkBorder of(LogicalType target, DynamicTableSink sink) {
        // collect() and toDataStream(): values go to the program as Java objects.
        return new SinkBorder(
                target,
                sink instanceof VouchedReferences
                        || sink.getClass().getName().startsWith(FLINKS_OWN));
    }

    /** Which media in a value leave SQL. */
    Optional<DeclaredValue> leaving(LogicalType source) {
        return ours ? MediaCrossing.into(target, source) : MediaCrossing.all(source);
    }
}
