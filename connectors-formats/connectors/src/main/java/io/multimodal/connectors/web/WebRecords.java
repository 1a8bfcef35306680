// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import java.util.Optional;

/**
 * What URLs gave, as records of the store. A record is never replaced, so that each change of a
 * resource has the next number: the last one counts. Thread-safe; blocks.
 */
final class WebRecords {
    private static final String SPACE = "web";

    /** After so many changes nothing more is remembered of a URL: it is fetched each time. */
    private static final int MOST_CHANGES = 32;

    private final RecordStore records;

    WebRecords(RecordStore records) {
        this.records = records;
    }

    /** The last record of a URL that names a version. */
    Optional<WebRecord> get(String url) throws StoreException {
        Optional<WebRecord> last = Optional.empty();
        for (int i = 0; i < MOST_CHANGES; i++) {
            Optional<byte[]> next = records.get(SPACE, key(url, i));
            if (next.isEmpty()) {
                return last;
            }
            last = next.flatMap(WebRecord::fromBytes);
        }
        return last;
    }

    /** Nothing happens where the record names no version or is too long: it is fetched again. */
    void put(String url, WebRecord record) throws StoreException {
        Optional<byte[]> bytes = record.toBytes().filter(some -> record.version().isKnown());
        for (int i = 0; bytes.isPresent() && i < MOST_CHANGES; i++) {
            if (records.putIfAbsent(SPACE, key(url, i), bytes.get())) {
                return;
            }
        }
    }

    private static ContentId key(String url, int number) {
        return ContentId.hash((number + " " + url).getBytes(UTF_8));
    }
}
