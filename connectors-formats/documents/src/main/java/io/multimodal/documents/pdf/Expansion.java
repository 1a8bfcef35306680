// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * How large the compressed streams of a PDF file become, counted without keeping them, before
 * memory is asked for. Streams compressed again are followed; those that it does not see, such as
 * encrypted ones, {@link GuardedFilter} counts when they are read.
 */
final class Expansion {
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "end".getBytes(StandardCharsets.US_ASCII);
    private static final int ZLIB_HEADER_BYTES = 2;
    private static final int MAX_DEPTH = 4;
    private static final int BUFFER_BYTES = 1 << 16;

    private final byte[] file;
    private final long limit;
    private final Deadline deadline;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private Expansion(byte[] file, long limit, Deadline deadline) {
        this.file = file;
        this.limit = limit;
        this.deadline = deadline;
    }

    /**
     * The bytes of the largest expanded stream.
     *
     * @param limit in bytes
     * @throws MediaException EXPANDS_TOO_MUCH if one is larger than the limit
     */
    static long largest(byte[] file, long limit, Deadline deadline) throws MediaException {
        return new Expansion(file, limit, deadline).largest();
    }

    private long largest() throws MediaException {
        long largest = 0;
        for (int at = next(0); at >= 0; at = next(at)) {
            at += STREAM.length;
            boolean begins = !matches(END, at - STREAM.length - END.length);
            for (int depth = 1; begins && depth <= MAX_DEPTH; depth++) {
                long size = expanded(afterLineEnd(at), depth);
                largest = Math.max(largest, size);
                begins = size > 0;
            }
        }
        return largest;
    }

    private int next(int from) {
        for (int at = from; at <= file.length - STREAM.length; at++) {
            if (file[at] == STREAM[0] && matches(STREAM, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean matches(byte[] word, int at) {
        if (at < 0 || at + word.length > file.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (file[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private int afterLineEnd(int at) {
        int begin = at;
        while (begin < file.length && (file[begin] == '\r' || file[begin] == '\n')) {
            begin++;
        }
        return begin;
    }

    /**
     * 0 where nothing can be expanded. Headers are skipped, as PDFBox does: a wrong one is none.
     */
    private long expanded(int from, int depth) throws MediaException {
        InputStream in = new ByteArrayInputStream(file, from, file.length - from);
        Inflater[] inflaters = new Inflater[depth];
        long size = 0;
        try {
            for (int level = 0; level < depth; level++) {
                in.skipNBytes(ZLIB_HEADER_BYTES);
                inflaters[level] = new Inflater(true);
                in = new InflaterInputStream(in, inflaters[level], BUFFER_BYTES);
            }
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                deadline.check();
                size += read;
                if (size > limit) {
                    throw tooLarge();
                }
            }
        } catch (MediaException e) {
            throw e;
        } catch (IOException e) {
            // It is not compressed so, or damaged: what comes before the damage is read.
        } finally {
            for (Inflater inflater : inflaters) {
                if (inflater != null) {
                    inflater.end();
                }
            }
        }
        return size;
    }

    private MediaException tooLarge() {
        return new MediaException(
                ErrorCode.EXPANDS_TOO_MUCH,
                "A stream in the document of %d bytes expands to more than the limit of %d bytes; 'multimodal.limits.bytes' and the heap decide how much it may"
                        .formatted(file.length, limit));
    }
}
