// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A listing that asks for the next page when the last one is used up. Used by one thread. */
public final class PagedListing implements Iterator<BlobClient.Item> {
    private final Pages pages;
    private Iterator<BlobClient.Item> page = List.<BlobClient.Item>of().iterator();
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
                BlobClient.Page next = pages.after(last);
                List<BlobClient.Item> items = next.items();
                ended = !next.more() || items.isEmpty();
                last = items.isEmpty() ? last : lastOf(items);
                page = items.iterator();
            } catch (StoreException e) {
                throw new UncheckedIOException(e);
            }
        }
        return page.hasNext();
    }

    private String lastOf(List<BlobClient.Item> items) throws StoreException {
        String next = items.get(items.size() - 1).key();
        if (next.equals(last)) {
            throw new StoreUnavailableException(
                    "The listing does not go on behind " + last + ": the server gave it again");
        }
        return next;
    }

    @Override
    public BlobClient.Item next() {
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
        BlobClient.Page after(String last) throws StoreException;
    }
}
