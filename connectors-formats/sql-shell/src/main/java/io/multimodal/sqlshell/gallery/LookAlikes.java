// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.functions.image.HashClusters;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.image.PerceptualHash;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Groups of rows whose images look alike. A thread of its own decodes and hashes the images, once,
 * from the first time that somebody asks. Thread-safe.
 */
final class LookAlikes {
    private static final Logger LOG = LoggerFactory.getLogger(LookAlikes.class);

    /** Of 64: the same image at another size, in another format or with a filter over it. */
    private static final int BITS = 6;

    private final GalleryRows rows;
    private final int column;
    private final MediaRuntime media;
    private State state;
    private boolean started;

    /**
     * How far it is.
     *
     * @param done how many images are hashed, or could not be
     * @param all how many there are
     * @param groups the numbers of the rows of each group of two or more, the largest group first;
     *     empty until all are done
     */
    record State(int done, int all, List<List<Integer>> groups) {}

    /**
     * @param column of images
     * @param media stays the caller's to close
     */
    LookAlikes(GalleryRows rows, int column, MediaRuntime media) {
        this.rows = rows;
        this.column = column;
        this.media = media;
        this.state = new State(0, rows.size(), List.of());
    }

    /** How far it is; the first call begins. Does not block. */
    synchronized State state() {
        if (!started) {
            started = true;
            Thread thread = new Thread(this::find, "look-alikes-" + column);
            thread.setDaemon(true);
            thread.start();
        }
        return state;
    }

    private synchronized void become(State next) {
        state = next;
    }

    private void find() {
        Map<Long, List<Integer>> byHash = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.value(row, column) instanceof Image image) {
                try {
                    long hash = media.images().hash(image.reference(), PerceptualHash.PERCEPTION);
                    byHash.computeIfAbsent(hash, first -> new ArrayList<>()).add(row);
                } catch (IOException | InvalidReferenceException e) {
                    LOG.debug("Row {} looks like no other one", row, e);
                } catch (RuntimeException e) {
                    LOG.warn("The search for near duplicates has ended at row {}", row, e);
                    break;
                }
            }
            become(new State(row, rows.size(), List.of()));
        }
        become(new State(rows.size(), rows.size(), groups(byHash)));
    }

    private static List<List<Integer>> groups(Map<Long, List<Integer>> byHash) {
        long[] hashes = byHash.keySet().stream().mapToLong(Long::longValue).toArray();
        Map<Object, List<Integer>> byCluster = new TreeMap<>();
        for (List<Object> hashAndCluster : HashClusters.of(hashes, BITS)) {
            byCluster
                    .computeIfAbsent(hashAndCluster.get(1), first -> new ArrayList<>())
                    .addAll(byHash.get((Long) hashAndCluster.get(0)));
        }
        return byCluster.values().stream()
                .filter(group -> group.size() > 1)
                .sorted(Comparator.<List<Integer>>comparingInt(List::size).reversed())
                .toList();
    }
}
