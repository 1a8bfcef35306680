// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.shards;

import io.multimodal.formats.spi.SampleInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.connector.file.table.PartitionCommitPolicy;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Renames the files of a folder when it is committed, and writes an index of all shards in it. New
 * files are numbered behind those that have names. A commit that is repeated ends as the first one.
 * A folder is committed by one job at a time.
 */
public abstract class NamedShards implements PartitionCommitPolicy {
    private static final String INDEX = "index.json";
    private static final String TEMPORARY = "." + INDEX;

    private final String before;
    private final int digits;
    private final String after;
    private final Pattern named;

    /**
     * @param before what a name has before its number
     * @param digits how many digits the number has, or more
     * @param after what a name has behind its number
     */
    protected NamedShards(String before, int digits, String after) {
        this.before = before;
        this.digits = digits;
        this.after = after;
        this.named = Pattern.compile(Pattern.quote(before) + "([0-9]{1,9})" + Pattern.quote(after));
    }

    /**
     * A shard of the folder.
     *
     * @param status as it was listed under its name
     */
    public record Shard(FileStatus status) {
        /** The name without the folder. */
        public String name() {
            return status.getPath().getName();
        }

        /** Its length in bytes. */
        public long sizeBytes() {
            return status.getLen();
        }
    }

    /**
     * What the index says of a shard, as JSON. Blocks.
     *
     * @param file its bytes from the beginning; closed by the caller
     */
    protected abstract String entry(Shard shard, SampleInput file) throws IOException;

    /**
     * The index of a folder, as JSON.
     *
     * @param entries of all shards in their order
     */
    protected abstract String index(List<String> entries);

    private String name(int number) {
        return before + ("%0" + digits + "d").formatted(number) + after;
    }

    @Override
    public final void commit(Context context) throws IOException {
        Path folder = context.partitionPath();
        FileSystem files = folder.getFileSystem();
        TreeMap<Integer, FileStatus> shards = new TreeMap<>();
        List<FileStatus> unnamed = new ArrayList<>();
        FileStatus[] listed = files.listStatus(folder);
        for (FileStatus file : listed == null ? new FileStatus[0] : listed) {
            String name = file.getPath().getName();
            Matcher number = named.matcher(name);
            if (number.matches()) {
                shards.put(Integer.parseInt(number.group(1)), file);
            } else if (!file.isDir() && name.startsWith("part-")) {
                unnamed.add(file);
            }
        }
        unnamed.sort(Comparator.comparing(file -> file.getPath().getName()));
        int next = shards.isEmpty() ? 0 : shards.lastKey() + 1;
        for (FileStatus file : unnamed) {
            Path target = new Path(folder, name(next));
            if (!files.rename(file.getPath(), target)) {
                throw new IOException(
                        "Cannot rename the shard '%s' to '%s'".formatted(file.getPath(), target));
            }
            shards.put(next, files.getFileStatus(target));
            next++;
        }
        List<String> entries = new ArrayList<>();
        for (FileStatus file : shards.values()) {
            Path path = file.getPath();
            try (SampleInput in =
                    new SampleInput(path.toString(), files.open(path), file.getLen(), 0)) {
                entries.add(entry(new Shard(file), in));
            }
        }
        write(files, folder, index(entries));
    }

    /** Nobody sees a part of an index where the file system replaces a file when it renames one. */
    private static void write(FileSystem files, Path folder, String index) throws IOException {
        Path temporary = new Path(folder, TEMPORARY);
        Path target = new Path(folder, INDEX);
        try (FSDataOutputStream out = files.create(temporary, FileSystem.WriteMode.OVERWRITE)) {
            out.write(index.getBytes(StandardCharsets.UTF_8));
        }
        if (!files.rename(temporary, target)) {
            files.delete(target, false);
            if (!files.rename(temporary, target)) {
                throw new IOException("Cannot write the index '%s'".formatted(target));
            }
        }
    }

    /** Whether a file is the index of a folder, and no shard. */
    public static boolean isIndex(String uri) {
        return uri.endsWith("/" + INDEX);
    }
}
