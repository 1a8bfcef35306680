// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.runtime.checkpoint.MasterTriggerRestoreHook;
import org.apache.flink.streaming.api.checkpoint.WithMasterCheckpointHook;

/** A function only because Flink looks for hooks in functions; it is never run. */
record SnapshotHookCarrier(Run run, List<NamedRoot> roots)
        implements MapFunction<Object, Object>, WithMasterCheckpointHook<SnapshotRoots> {
    @Override
    public Object map(Object value) {
        throw new UnsupportedOperationException("The carrier of a hook is not run");
    }

    @Override
    public MasterTriggerRestoreHook<SnapshotRoots> createMasterTriggerRestoreHook() {
        return new SnapshotHook(run, roots);
    }
}
