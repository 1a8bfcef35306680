// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.internal.ByteReader;
import io.multimodal.types.internal.ByteWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads and writes dead letters as records of a store. The key of a dead letter is made of its job,
 * object, function and code, so a replay writes nothing twice. Thread-safe; every call blocks.
 *
 * <p>A record, version 1: the version as one byte; job, object, function, code's name and message,
 * each as its length (varint) and UTF-8; milliseconds since 1970 (zigzag).
 */
@Public
public final class DeadLetters {
    /** The name of the space of the records. */
    public static final String SPACE = "dead-letters";

    /** Longer texts are cut, so that a record stays far below its limit. */
    static final int MAX_TEXT_CHARS = 16 << 10;

    private static final int VERSION = 1;

    private final RecordStore records;

    /** Dead letters in these records, which stay the caller's. Does not block. */
    public DeadLetters(RecordStore records) {
        this.records = records;
    }

    /**
     * Writes a dead letter, unless it exists.
     *
     * @return whether this call wrote it
     */
    public boolean write(DeadLetter letter) throws StoreException {
        return records.putIfAbsent(SPACE, key(letter), encode(letter));
    }

    /**
     * All dead letters, oldest first. A record that is damaged or of a newer version is skipped.
     */
    public List<DeadLetter> readAll() throws StoreException {
        List<ContentId> keys;
        try (Stream<ContentId> stream = records.keys(SPACE)) {
            keys = stream.toList();
        }
        List<DeadLetter> letters = new ArrayList<>();
        for (ContentId key : keys) {
            records.get(SPACE, key).flatMap(DeadLetters::decode).ifPresent(letters::add);
        }
        letters.sort(
                Comparator.comparing(DeadLetter::time)
                        .thenComparing(DeadLetter::object)
                        .thenComparing(DeadLetter::function));
        return letters;
    }

    static ContentId key(DeadLetter letter) {
        ByteWriter out = new ByteWriter();
        out.writeText(letter.job());
        out.writeText(letter.object());
        out.writeText(letter.function());
        out.writeText(letter.code().name());
        return ContentId.hash(out.toByteArray());
    }

    static byte[] encode(DeadLetter letter) {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeText(cut(letter.job()));
        out.writeText(cut(letter.object()));
        out.writeText(cut(letter.function()));
        out.writeText(letter.code().name());
        out.writeText(cut(letter.message()));
        out.writeZigzag(letter.time().toEpochMilli());
        return out.toByteArray();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS - 1) + "…";
    }

    static Optional<DeadLetter> decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        try {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            DeadLetter letter =
                    new DeadLetter(
                            in.readText(),
                            in.readText(),
                            in.readText(),
                            ErrorCode.valueOf(in.readText()),
                            in.readText(),
                            Instant.ofEpochMilli(in.readZigzag()));
            in.expectEnd();
            return Optional.of(letter);
        } catch (ByteReader.MalformedException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
