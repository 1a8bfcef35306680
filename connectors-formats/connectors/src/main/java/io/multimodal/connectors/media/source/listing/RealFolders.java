// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which real folders are listed under a path already, and with which states of the pattern: the
 * root, and those that links led to. What lies in these is listed with them.
 */
final class RealFolders {
    private final PathPattern pattern;
    private final Map<Path, Long> states = new HashMap<>();

    RealFolders(PathPattern pattern, Path realRoot) {
        this.pattern = pattern;
        states.put(realRoot, pattern.start());
    }

    /**
     * A link leads to a folder.
     *
     * @return the states with which the folder is listed under other paths
     */
    long add(Path real, long linkStates) {
        long before = states.getOrDefault(real, PathPattern.NONE);
        for (Map.Entry<Path, Long> above : states.entrySet()) {
            if (real.startsWith(above.getKey())) {
                before |= along(above.getValue(), above.getKey(), real);
            }
        }
        states.merge(real, linkStates, (known, more) -> known | more);
        return before;
    }

    /** The states with which a folder itself, not one above it, is listed. */
    long states(Path real) {
        return states.getOrDefault(real, PathPattern.NONE);
    }

    private long along(long from, Path above, Path real) {
        long at = from;
        for (int i = above.getNameCount(); i < real.getNameCount(); i++) {
            at = pattern.into(at, real.getName(i).toString());
        }
        return at;
    }
}
