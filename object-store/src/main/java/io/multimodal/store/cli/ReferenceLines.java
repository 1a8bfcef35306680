// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The objects of one store that references need, one reference a line. Empty lines, and references
 * that hold their object or name one outside the stores, need none. Throws unchecked I/O errors,
 * which name the line.
 */
final class ReferenceLines implements Iterator<ContentId> {
    /** Many times the longest reference; what is longer is no text with a reference a line. */
    private static final int MAX_LINE_CHARS = 1 << 20;

    private final Invocation call;
    private final int storeId;
    private final BufferedReader lines;
    private Optional<ContentId> next = Optional.empty();
    private long line;
    private boolean ended;

    /**
     * @param in stays open
     */
    ReferenceLines(Invocation call, int storeId, InputStream in) {
        this.call = call;
        this.storeId = storeId;
        this.lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    }

    @Override
    public boolean hasNext() {
        try {
            while (next.isEmpty() && !ended) {
                String text = readLine();
                ended = text == null;
                next = ended || text.isBlank() ? Optional.empty() : needed(call.reference(text));
            }
        } catch (InvalidReferenceException | RefusedException e) {
            throw new UncheckedIOException(
                    new IOException("Line " + line + " is no reference: " + e.getMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next.isPresent();
    }

    private String readLine() throws IOException {
        line++;
        StringBuilder text = new StringBuilder();
        for (int each = lines.read(); each != '\n'; each = lines.read()) {
            if (each < 0) {
                return text.length() == 0 ? null : text.toString();
            }
            if (text.length() == MAX_LINE_CHARS) {
                throw new IOException(
                        "Line %d is no reference: it has more than %,d characters"
                                .formatted(line, MAX_LINE_CHARS));
            }
            text.append((char) each);
        }
        return text.toString();
    }

    private Optional<ContentId> needed(ObjectRef ref) throws IOException {
        if (ref instanceof DerivedRef derived) {
            return needed(derived.source());
        }
        if (!(ref instanceof StoredRef stored)) {
            return Optional.empty();
        }
        if (stored.storeId() != storeId) {
            throw new IOException(
                    "Line %d refers to an object in the store %08x, and this is the store %08x: keep it there"
                            .formatted(line, stored.storeId(), storeId));
        }
        return Optional.of(stored.id());
    }

    @Override
    public ContentId next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ContentId id = next.get();
        next = Optional.empty();
        return id;
    }
}
