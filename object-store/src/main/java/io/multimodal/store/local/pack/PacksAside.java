// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.ref.ContentId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Packs that lie where no process looks for objects, such as in the trash. */
public final class PacksAside {
    private PacksAside() {}

    /**
     * Those of the ids whose objects lie in the packs of a directory. Reads what each pack lists.
     */
    public static Set<ContentId> find(Path directory, long epoch, Set<ContentId> ids)
            throws StoreException {
        Set<ContentId> found = new HashSet<>();
        try (PackReader reader = new PackReader()) {
            for (String name : PackFolder.names(directory)) {
                if (Pack.isName(name)) {
                    Pack pack = Pack.of(directory, name, epoch);
                    for (PackEntry entry : new PackScan(reader.source(pack)).contents()) {
                        if (ids.contains(entry.id()) && !entry.isErased()) {
                            found.add(entry.id());
                        }
                    }
                    reader.forget(pack);
                }
            }
        }
        return found;
    }
}
