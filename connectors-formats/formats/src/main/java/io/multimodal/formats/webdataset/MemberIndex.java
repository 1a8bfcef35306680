// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the samples of a shard begin, in a file {@code _<shard>.members} beside it. It says of
 * which size and time of modification the shard was: an index of another shard than the one that is
 * there is not used, nor is one that is damaged.
 *
 * <pre>
 * multimodal members 1 &lt;bytes&gt; &lt;modified, in ms&gt;
 * &lt;offset&gt; &lt;key&gt;             a line for each sample, in the order of the shard
 * sha256 &lt;hex&gt;               of all lines above
 * </pre>
 *
 * @param samples how many the shard has
 * @param wanted those that were asked for, in the order of the shard
 */
record MemberIndex(long samples, List<Entry> wanted) {
    /** A longer index is neither written nor read: that of some million samples. */
    static final int MOST_BYTES = 64 << 20;

    private static final String VERSION = "multimodal members 1 ";
    private static final Logger LOG = LoggerFactory.getLogger(MemberIndex.class);

    /**
     * A sample.
     *
     * @param offset where its first header begins, in bytes from the beginning of the shard
     */
    record Entry(long offset, String key) {}

    private static Path of(Path shard) {
        return new Path(shard.getParent(), "_" + shard.getName() + ".members");
    }

    private static String head(long sizeBytes, long modified) {
        return VERSION + sizeBytes + " " + modified + "\n";
    }

    /**
     * The index of a shard; empty if there is none that can be used. Blocks.
     *
     * @param sizeBytes of the shard, which is not compressed
     * @param keys which samples are asked for
     */
    static Optional<MemberIndex> read(Path shard, long sizeBytes, Predicate<String> keys)
            throws IOException {
        Path index = of(shard);
        FileSystem files = shard.getFileSystem();
        if (!files.exists(index)) {
            return Optional.empty();
        }
        byte[] bytes;
        try (FSDataInputStream in = files.open(index)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        byte[] head =
                head(sizeBytes, files.getFileStatus(shard).getModificationTime()).getBytes(UTF_8);
        if (bytes.length < head.length
                || !Arrays.equals(bytes, 0, head.length, head, 0, head.length)) {
            LOG.info("The index '{}' is not of the shard that is there; the shard is read", index);
            return Optional.empty();
        }
        Optional<MemberIndex> parsed = parse(bytes, head.length, keys);
        if (parsed.isEmpty()) {
            LOG.warn("The index '{}' is damaged; delete it. The shard is read", index);
        }
        return parsed;
    }

    private static Optional<MemberIndex> parse(byte[] bytes, int from, Predicate<String> keys) {
        int seal = bytes.length - seal(new byte[0], 0).length;
        if (bytes.length > MOST_BYTES
                || seal < from
                || !Arrays.equals(
                        bytes, seal, bytes.length, seal(bytes, seal), 0, bytes.length - seal)) {
            return Optional.empty();
        }
        List<Entry> wanted = new ArrayList<>();
        long samples = 0;
        int line = from;
        while (line < seal) {
            int end = line;
            while (bytes[end] != '\n') {
                end++;
            }
            String text = new String(bytes, line, end - line, UTF_8);
            int space = text.indexOf(' ');
            if (keys.test(text.substring(space + 1))) {
                wanted.add(
                        new Entry(Long.parseLong(text, 0, space, 10), text.substring(space + 1)));
            }
            samples++;
            line = end + 1;
        }
        return Optional.of(new MemberIndex(samples, wanted));
    }

    /** The last line. */
    private static byte[] seal(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return ("sha256 " + HexFormat.of().formatHex(digest.digest()) + "\n").getBytes(UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * Reads the headers of a shard and writes its index, if that is not too long and no key has a
     * line break. Blocks.
     *
     * @param status of the shard
     * @param shard its bytes from the beginning
     * @return how many samples it has
     */
    static long write(FileStatus status, SampleInput shard) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(head(status.getLen(), status.getModificationTime()).getBytes(UTF_8));
        TarSamples samples = new TarSamples(new TarMembers(shard));
        long count = 0;
        boolean fits = true;
        TarSample sample;
        while ((sample = samples.next()) != null) {
            count++;
            fits &= sample.key().indexOf('\n') < 0 && lines.size() < MOST_BYTES - (64 << 10);
            if (fits) {
                lines.writeBytes((sample.begin() + " " + sample.key() + "\n").getBytes(UTF_8));
            }
        }
        if (fits) {
            byte[] sealed = lines.toByteArray();
            lines.writeBytes(seal(sealed, sealed.length));
            publish(of(status.getPath()), lines.toByteArray());
        }
        return count;
    }

    /** A part of an index is not one: its seal is missing. */
    private static void publish(Path index, byte[] bytes) throws IOException {
        FileSystem files = index.getFileSystem();
        try (FSDataOutputStream out = files.create(index, FileSystem.WriteMode.OVERWRITE)) {
            out.write(bytes);
        }
    }
}
