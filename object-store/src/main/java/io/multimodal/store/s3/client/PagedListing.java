// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.spi.Bucket;
import io.multimodal.store.error.StoreException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A listing that asks for the next page when the last one is used up. Used by one thread. */
public final class PagedListing implements Iterator<Bucket.Item> {
    private final Pages pages;
    private Iterator<Bucket.Item> page = List.<Bucket.Item>of().iterator();
    private String last;
    private boolean ended;

    /**
     * @param after the key behind which it begins; empty for the beginning
     */
    public PagedListing(String after, Pages pages) {
        this.last = after;
        this.pages = pages;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && !ended) {
            try {
                S3Requests.Page next = pages.after(last);
                List<Bucket.Item> items = next.items();
                ended = !next.more() || items.isEmpty();
                last = items.isEmpty() ? last : items.get(items.size() - 1).key();
                page = items.iterator();
            } catch (StoreException e) {
                throw new UncheckedIOException(e);
            }
        }
        return page.hasNext();
    }

    @Override
    public Bucket.Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }

    /** Gives the objects behind a key. */
    @FunctionalInterface
    public interface Pages {
        /**
         * The objects whose keys come after this one, as many as the server gives at once.
         *
         * @param last the last key that is known; empty at the beginning
         * @return what follows, in order
         */
        S3Requests.Page after(String last) throws StoreException;
    }
}
