// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.util.stream.Stream;

/** The role of whoever looks for damage before a reader finds it. */
public interface ObjectAuditor {
    /**
     * Reads and verifies every copy of every object, lazily: whoever stops taking stops the
     * reading. Blocks. The caller closes the stream. What cannot be listed at all surfaces as an
     * {@link java.io.UncheckedIOException}.
     */
    Stream<AuditedObject> audit() throws StoreException;
}
