// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.store.cache.ErasureAwareStore;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of videos, as records of a store: written when a video is first opened, and found by
 * a process that opens it later, anywhere. A few of them stay in memory. Of an external video
 * without a version nothing is kept: it may be another one the next time. Thread-safe; reading and
 * writing block. A store that fails, or a damaged record, costs reading the video's own index,
 * never the frame.
 */
public final class VideoIndexes {
    /** The space of the records. */
    static final String SPACE = "video-indexes";

    /** The head of a shorter video is as quickly read as a record. */
    public static final int MIN_VIDEO_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(VideoIndexes.class);
    private static final byte[] DOMAIN =
            "multimodal:video-index:1".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = 1 + 1 + 4 + DIGEST_BYTES;
    private static final int MAX_PARTS = 8;
    private static final int PART_BYTES = RecordStore.MAX_RECORD_BYTES - HEAD_BYTES;
    private static final long MEMORY_BYTES = 32 << 20;

    private final Optional<RecordStore> records;
    private final long minVideoBytes;
    private final Cache<ObjectRef, VideoIndex> known =
            Caffeine.newBuilder()
                    .maximumWeight(MEMORY_BYTES)
                    .expireAfterWrite(ErasureAwareStore.REACH)
                    .weigher(
                            (ObjectRef ref, VideoIndex index) ->
                                    1000 + (int) index.known().bytes().sizeBytes())
                    .executor(Runnable::run)
                    .build();

    /**
     * Indexes in these records.
     *
     * @param records empty where none are kept
     */
    public VideoIndexes(Optional<RecordStore> records, long minVideoBytes) {
        this.records = records;
        this.minVideoBytes = minVideoBytes;
    }

    /** Whether the index of a video is worth keeping, and can be found again. */
    boolean covers(ObjectRef ref, long sizeBytes) {
        boolean kept = !(ref instanceof InlineRef) && lasts(ref);
        return records.isPresent() && kept && sizeBytes >= minVideoBytes;
    }

    /** Whether a reference always leads to the same bytes. */
    public static boolean lasts(ObjectRef ref) {
        return !(ref instanceof ExternalRef external && !external.namesBytes());
    }

    /** The index of a video of this size; empty where none is kept. */
    public Optional<VideoIndex> get(ObjectRef ref, long sizeBytes) {
        if (!covers(ref, sizeBytes)) {
            return Optional.empty();
        }
        VideoIndex index = known.getIfPresent(ref);
        if (index == null) {
            index = read(ref).orElse(null);
            if (index != null) {
                known.put(ref, index);
            }
        }
        return Optional.ofNullable(index).filter(found -> found.sizeBytes() == sizeBytes);
    }

    /** Keeps an index unless it is too large for that. */
    void put(ObjectRef ref, VideoIndex index) {
        try {
            known.put(ref, index);
            byte[] body = VideoIndexCodec.encode(index);
            byte[] deflated = deflate(body);
            int parts = (deflated.length + PART_BYTES - 1) / PART_BYTES;
            if (parts > MAX_PARTS || body.length > VideoIndex.MAX_BYTES) {
                LOG.debug("The index of {} is too large to be kept", ref);
                return;
            }
            // The first one last: who finds it finds all.
            for (int part = parts - 1; part >= 0; part--) {
                byte[] piece =
                        Arrays.copyOfRange(
                                deflated,
                                part * PART_BYTES,
                                Math.min(deflated.length, (part + 1) * PART_BYTES));
                byte[] record = part == 0 ? withHead(piece, parts, body) : piece;
                records.orElseThrow().putIfAbsent(SPACE, key(ref, part), record);
            }
        } catch (StoreException e) {
            LOG.warn("Could not keep the index of a video; it will be read again", e);
        }
    }

    /** Does not use the index of a video again in this process. */
    public void distrust(ObjectRef ref) {
        known.invalidate(ref);
    }

    static byte[] withHead(byte[] piece, int parts, byte[] body) {
        return ByteBuffer.allocate(HEAD_BYTES + piece.length)
                .put(VERSION)
                .put((byte) parts)
                .putInt(body.length)
                .put(ContentId.hash(body).digest())
                .put(piece)
                .array();
    }

    private Optional<VideoIndex> read(ObjectRef ref) {
        try {
            Optional<byte[]> first = records.orElseThrow().get(SPACE, key(ref, 0));
            return first.isEmpty() ? Optional.empty() : decode(ref, first.get());
        } catch (StoreException e) {
            LOG.warn("Could not look for the index of a video; reading it from the video", e);
        } catch (IOException e) {
            LOG.warn("The kept index of {} is damaged; reading it from the video", ref, e);
        }
        return Optional.empty();
    }

    private Optional<VideoIndex> decode(ObjectRef ref, byte[] record) throws IOException {
        ByteBuffer first = ByteBuffer.wrap(record);
        if (first.remaining() < HEAD_BYTES || first.get() != VERSION) {
            return Optional.empty();
        }
        int parts = first.get();
        int length = first.getInt();
        byte[] digest = new byte[DIGEST_BYTES];
        first.get(digest);
        if (parts < 1 || parts > MAX_PARTS || length < 0 || length > VideoIndex.MAX_BYTES) {
            return Optional.empty();
        }
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        deflated.write(record, HEAD_BYTES, record.length - HEAD_BYTES);
        for (int part = 1; part < parts; part++) {
            Optional<byte[]> more = records.orElseThrow().get(SPACE, key(ref, part));
            if (more.isEmpty()) {
                return Optional.empty();
            }
            deflated.writeBytes(more.get());
        }
        byte[] body = VideoIndexCodec.inflate(deflated.toByteArray(), length);
        if (!Arrays.equals(ContentId.hash(body).digest(), digest)) {
            throw new IOException("The index is not what its digest says");
        }
        return Optional.of(VideoIndexCodec.decode(body));
    }

    static byte[] deflate(byte[] body) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("Memory takes all bytes", e);
        }
        return deflated.toByteArray();
    }

    static ContentId key(ObjectRef ref, int part) {
        MessageDigest digest = ContentId.newDigest();
        digest.update(DOMAIN);
        digest.update((byte) part);
        return ContentId.of(digest.digest(ref.toBytes()));
    }
}
