// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.shards;

import io.multimodal.formats.spi.SampleInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final Pattern named;

    /**
     * @param named matches the name of a shard; its first group is the number
     */
    protected NamedShards(Pattern named) {
        this.named = named;
    }

    /**
     * A shard of the folder.
     *
     * @param name without the folder
     */
    public record Shard(String name, long sizeBytes) {}

    /** Opens a shard. */
    @FunctionalInterface
    protected interface Opener {
        /** Its bytes from the beginning. The caller closes them. Blocks. */
        SampleInput open(Shard shard) throws IOException;
    }

    /** The name of the shard of a number, from 0 on. */
    protected abstract String name(int number);

    /** The index of a folder, as JSON. Blocks. */
    protected abstract String index(List<Shard> shards, Opener opener) throws IOException;

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
        List<Shard> all =
                shards.values().stream()
                        .map(file -> new Shard(file.getPath().getName(), file.getLen()))
                        .toList();
        write(files, folder, index(all, shard -> open(files, folder, shard)));
    }

    private static SampleInput open(FileSystem files, Path folder, Shard shard) throws IOException {
        Path path = new Path(folder, shard.name());
        return new SampleInput(path.toString(), files.open(path), shard.sizeBytes(), 0);
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

    /** The numbers of a name with leading zeros. */
    protected static Pattern pattern(String before, String after) {
        String[] quoted =
                Arrays.stream(new String[] {before, after})
                        .map(Pattern::quote)
                        .toArray(String[]::new);
        return Pattern.compile(quoted[0] + "([0-9]{1,9})" + quoted[1]);
    }
}
