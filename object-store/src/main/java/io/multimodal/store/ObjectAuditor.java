// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Reads and verifies whole stores, to find damage before a reader does. Thread-safe. */
@Public
public interface ObjectAuditor {
    /**
     * The parts that a store is read in, in no order: a pack, or a share of the objects that lie
     * alone. A part keeps its name for as long as it is there. Blocks.
     */
    List<String> auditParts() throws StoreException;

    /**
     * Reads and verifies every copy of every object in a part, lazily: reading stops when the
     * caller takes no more elements. Empty if the part no longer exists. Blocks. The caller closes
     * the stream. If the part cannot be listed, the stream throws an {@link UncheckedIOException}.
     */
    Stream<AuditedObject> audit(String part) throws StoreException;

    /**
     * The files that writers left behind when their processes ended; empty where none can be left.
     * They are not damage, and later puts remove them when they are old. Blocks.
     */
    default List<Leftover> leftovers() throws StoreException {
        return List.of();
    }

    /**
     * {@link #audit(String)} for all parts, one after the other. Blocks. The caller closes the
     * stream.
     */
    default Stream<AuditedObject> audit() throws StoreException {
        return auditParts().stream()
                .flatMap(
                        part -> {
                            try {
                                return audit(part);
                            } catch (StoreException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }
}
