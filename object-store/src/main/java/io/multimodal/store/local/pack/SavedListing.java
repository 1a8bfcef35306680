// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code index/<n>/listing}: which packs of an epoch no summary names, as long as their
 * folder bears a stated stamp and the summaries are the stated ones. Who has read these summaries
 * then knows all packs without listing the folder, which takes long where there are 100,000.
 *
 * <p>The stamp stands for the names in the folder because the folder is listed after a new file of
 * the same file system has shown that its clock has moved on: a later change gets a later time. The
 * file holds no truth: one that is damaged, or that says anything else than what its reader sees,
 * is not believed. Used by one thread at a time.
 */
final class SavedListing {
    /** Listing fewer packs is done in a few milliseconds. */
    private static final int WORTH_SAVING = 1000;

    /** More than that are better summarised; each is read by who believes the listing. */
    private static final int MAX_NAMES = 64;

    /** What so many names take at most. */
    private static final int MAX_BYTES = 16 << 10;

    private final int storeId;
    private final LocalLayout layout;
    private final DurableFiles files;
    private final FileStamp.Source stamps;
    private final int worthSaving;

    SavedListing(int storeId, LocalLayout layout, DurableFiles files) {
        this(storeId, layout, files, FileStamp::of, WORTH_SAVING);
    }

    SavedListing(
            int storeId,
            LocalLayout layout,
            DurableFiles files,
            FileStamp.Source stamps,
            int worthSaving) {
        this.storeId = storeId;
        this.layout = layout;
        this.files = files;
        this.stamps = stamps;
        this.worthSaving = worthSaving;
    }

    boolean isThere(long epoch) {
        return Files.exists(file(epoch));
    }

    /**
     * The names of the files of all packs that these summaries do not name; empty where that has to
     * be listed.
     *
     * @param summaries what {@link PackSummaries#read} said
     */
    Optional<List<String>> read(long epoch, String summaries) {
        try {
            Path file = file(epoch);
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            String text = Files.readString(file, UTF_8);
            String head = head(epoch, stamps.of(layout.packs(epoch)), summaries);
            int end = text.lastIndexOf('\n') + 1;
            if (!text.startsWith(head) || !text.substring(end).equals(checksum(text, end))) {
                return Optional.empty();
            }
            return Optional.of(text.substring(head.length(), end).lines().toList());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            logger().debug("The saved listing of {} is not read", layout.packs(epoch), e);
            return Optional.empty();
        }
    }

    /**
     * The stamp of a folder that is about to be listed.
     *
     * @param known how many of its packs are known
     * @return empty where the listing is not worth saving, or where a change of the folder might
     *     leave the stamp as it is
     */
    Optional<FileStamp> stampBeforeListing(long epoch, int known) {
        if (known < worthSaving || !Files.isWritable(layout.packs(epoch))) {
            return Optional.empty();
        }
        try {
            Path fresh = files.writeTemporary(new byte[0], false);
            FileStamp now;
            try {
                now = stamps.of(fresh);
            } finally {
                files.discard(fresh);
            }
            return Optional.of(stamps.of(layout.packs(epoch)))
                    .filter(stamp -> stamp.isSettled(now));
        } catch (IOException | UnsupportedOperationException e) {
            logger().debug("The listing of {} is not saved", layout.packs(epoch), e);
            return Optional.empty();
        }
    }

    /**
     * Saves what was listed, if the folder has not changed meanwhile.
     *
     * @param stamp from before the listing
     * @param summaries what {@link PackSummaries#read} said
     * @param names the files of the listed packs that the summaries do not name
     */
    void save(long epoch, FileStamp stamp, String summaries, List<String> names) {
        if (names.size() > MAX_NAMES) {
            return;
        }
        try {
            if (!stamps.of(layout.packs(epoch)).equals(stamp)) {
                return;
            }
            List<String> lines = new ArrayList<>(names);
            lines.add("");
            String text = head(epoch, stamp, summaries) + String.join("\n", lines);
            byte[] bytes = (text + checksum(text, text.length())).getBytes(UTF_8);
            files.makeDirectories(layout.index(epoch));
            files.replace(files.writeTemporary(bytes, false), file(epoch));
        } catch (IOException e) {
            logger().debug("The listing of {} is not saved", layout.packs(epoch), e);
        }
    }

    private String head(long epoch, FileStamp stamp, String summaries) {
        return "listing 1\nstore %s epoch %d\nfolder %d changed %d\nsummaries %s\n"
                .formatted(
                        StoreIds.hex(storeId),
                        epoch,
                        stamp.inode(),
                        stamp.changedNanos(),
                        summaries);
    }

    private static String checksum(String text, int end) {
        byte[] bytes = text.substring(0, end).getBytes(UTF_8);
        return HexFormat.of().formatHex(ContentId.newDigest().digest(bytes));
    }

    private Path file(long epoch) {
        return layout.index(epoch).resolve("listing");
    }

    /** Made when there is something to say: starting the log takes longer than opening a store. */
    private static Logger logger() {
        return LoggerFactory.getLogger(SavedListing.class);
    }
}
