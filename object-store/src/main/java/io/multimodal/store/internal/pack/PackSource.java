// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.error.StoreException;
import java.util.Optional;
import java.util.OptionalLong;

/** A pack that can be read, wherever it lies. */
public interface PackSource {
    /** The epoch that its name says. */
    long epoch();

    /** Whether it is whole and has a footer, if nothing happened to it. */
    boolean sealed();

    /** Where in the store it lies, for people. */
    String place();

    /** The bytes from an offset on, fewer where the pack ends; empty where the pack is gone. */
    Optional<byte[]> read(long offset, int length) throws StoreException;

    /** How many bytes it has now; empty where it is gone. */
    OptionalLong size() throws StoreException;
}
