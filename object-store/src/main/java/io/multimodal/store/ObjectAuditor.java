// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** The role of whoever looks for damage before a reader finds it. */
@Public
public interface ObjectAuditor {
    /**
     * The parts that a store is read in, in no order: a pack, or a share of the objects that lie
     * alone. A part keeps its name for as long as it is there. Blocks.
     */
    List<String> auditParts() throws StoreException;

    /**
     * Reads and verifies every copy of every object in a part, lazily: whoever stops taking stops
     * the reading; empty where the part is there no more. Blocks. The caller closes the stream.
     * What cannot be listed at all surfaces as an {@link UncheckedIOException}.
     */
    Stream<AuditedObject> audit(String part) throws StoreException;

    /**
     * The files that writers left when they died; empty where none can be left. They are no damage,
     * and are removed by later puts when they are old. Blocks.
     */
    default List<Leftover> leftovers() throws StoreException {
        return List.of();
    }

    /** {@link #audit(String)} for all parts, one behind the other. */
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
