// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.internal.pack.IndexFormat;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the footers of sealed packs say, many in one file, so that a store with many packs is opened
 * by few reads. A summary holds no truth: each section has a checksum, the name of a pack is used
 * once, and what no summary names is read from the packs. Used by one thread at a time.
 */
public final class PackSummaries {
    /** So many packs without a summary are worth one. */
    private static final int WORTH_A_SUMMARY = 64;

    /** More files than that are written as one. */
    private static final int MAX_FILES = 8;

    private final int storeId;
    private final LocalLayout layout;
    private final DurableFiles files;

    public PackSummaries(int storeId, LocalLayout layout, DurableFiles files) {
        this.storeId = storeId;
        this.layout = layout;
        this.files = files;
    }

    /**
     * Gives what each summary of an epoch says of packs, some of which may be gone.
     *
     * @return a name of what was given: it is another one where a summary is new, gone or damaged
     */
    String read(long epoch, Consumer<List<IndexedPack>> each) {
        MessageDigest name = ContentId.newDigest();
        for (Path file : list(epoch)) {
            try {
                if (Files.isRegularFile(file) && Files.size(file) <= IndexFormat.MAX_BYTES) {
                    List<IndexedPack> packs =
                            IndexFormat.decode(Files.readAllBytes(file), storeId, epoch).packs();
                    each.accept(packs);
                    // The name of a file is used once, and damage takes packs from its end.
                    name.update((file.getFileName() + " " + packs.size() + "\n").getBytes(UTF_8));
                }
            } catch (IOException e) {
                logger().debug("The summary {} is not read; the packs are read instead", file, e);
            }
        }
        return HexFormat.of().formatHex(name.digest());
    }

    /**
     * Writes a summary where it is worth one; a store that may only be read gets none.
     *
     * @param fresh packs that no summary names
     * @param lying the names of all packs of the epoch; given away
     * @return whether the summaries may be other ones now
     */
    boolean write(long epoch, List<IndexedPack> fresh, Supplier<Set<String>> lying) {
        if (fresh.size() < WORTH_A_SUMMARY || !Files.isWritable(layout.packs(epoch))) {
            return false;
        }
        try {
            List<Path> replaced = list(epoch);
            List<IndexedPack> packs = new ArrayList<>(fresh);
            if (replaced.size() < MAX_FILES) {
                replaced = List.of();
            } else {
                Set<String> left = lying.get();
                packs.forEach(pack -> left.remove(pack.name()));
                read(
                        epoch,
                        summary ->
                                summary.stream()
                                        .filter(pack -> left.remove(pack.name()))
                                        .forEach(packs::add));
            }
            byte[] bytes = IndexFormat.encode(storeId, epoch, fitting(packs));
            files.makeDirectories(layout.index(epoch));
            Path temporary = files.writeTemporary(bytes, false);
            files.publish(
                    temporary,
                    layout.index(epoch).resolve(files.newName() + ".index"),
                    bytes.length);
            for (Path old : replaced) {
                files.disk().delete(old);
            }
        } catch (IOException e) {
            logger().info("No summary of packs is written: {}", e.toString());
        }
        return true;
    }

    private List<Path> list(long epoch) {
        try (Stream<Path> all = Files.list(layout.index(epoch))) {
            return all.filter(file -> file.getFileName().toString().endsWith(".index"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            logger().debug("The summaries of packs are not read", e);
            return List.of();
        }
    }

    /** As many as one file holds, those with the fewest entries first. */
    private static List<IndexedPack> fitting(List<IndexedPack> packs) {
        List<IndexedPack> sorted = new ArrayList<>(packs);
        sorted.sort(Comparator.comparingInt(pack -> pack.entries().size()));
        long bytes = IndexFormat.HEADER_BYTES;
        int count = 0;
        for (IndexedPack pack : sorted) {
            bytes += IndexFormat.sectionBytes(pack);
            if (bytes > IndexFormat.MAX_BYTES) {
                break;
            }
            count++;
        }
        return sorted.subList(0, count);
    }

    /** Made when there is something to say: starting the log takes longer than opening a store. */
    private static Logger logger() {
        return LoggerFactory.getLogger(PackSummaries.class);
    }
}
