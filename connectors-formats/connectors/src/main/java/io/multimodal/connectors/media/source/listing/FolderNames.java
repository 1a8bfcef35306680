// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The names of one folder in the order of the whole paths below it: a folder counts as its name and
 * a slash, so that {@code a-b} comes before what lies in {@code a}. Whether a name is a folder is
 * found out by who takes it, and who takes a folder puts it back with {@link #later}.
 */
final class FolderNames {
    /** In order; {@code at} is the next one. */
    private final List<String> names;

    private int at;

    /** Put back, each with a slash. */
    private final Queue<String> folders = new PriorityQueue<>(PathOrder::compare);

    FolderNames(List<String> names) {
        this.names = new ArrayList<>(names);
        this.names.sort(Comparator.comparing(name -> name, PathOrder::compare));
    }

    /** The next name, with a slash where it was put back; null where there is no other one. */
    String next() {
        String folder = folders.peek();
        boolean more = at < names.size();
        if (folder != null && (!more || PathOrder.compare(folder, names.get(at)) < 0)) {
            return folders.remove();
        }
        return more ? names.set(at++, null) : null;
    }

    /** Has a name come again as that of a folder. */
    void later(String name) {
        folders.add(name + "/");
    }
}
