// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.connectors.media.source.listing.PathOrder;
import io.multimodal.store.ref.ObjectRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which files were seen. Immutable.
 *
 * @param index the objects that list the segments, in order
 * @param changes the stamps, by path, of files that were seen since the segments were written, or
 *     that are gone
 */
public record SeenFiles(List<ObjectRef> index, NavigableMap<String, Long> changes) {
    /** No file. */
    public static final SeenFiles NONE = new SeenFiles(List.of(), Map.of());

    public SeenFiles(List<ObjectRef> index, Map<String, Long> changes) {
        this(index, ordered(changes));
    }

    public SeenFiles {
        index = List.copyOf(index);
        changes = Collections.unmodifiableNavigableMap(changes);
    }

    /** A map by path, in the order of paths, with what another one holds. */
    public static NavigableMap<String, Long> ordered(Map<String, Long> of) {
        NavigableMap<String, Long> ordered = new TreeMap<>(PathOrder::compare);
        ordered.putAll(of);
        return ordered;
    }
}
