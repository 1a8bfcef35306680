// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import io.multimodal.store.collect.JobRoot;
import java.io.Serializable;

/** A root and which store of the configuration it was made in. */
record NamedRoot(String store, int storeId, String name) implements Serializable {
    NamedRoot(String store, JobRoot root) {
        this(store, root.storeId(), root.name());
    }

    JobRoot root() {
        return new JobRoot(storeId, name);
    }
}
