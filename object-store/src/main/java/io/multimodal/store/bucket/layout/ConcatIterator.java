// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What several iterators give, one behind the other; each is asked for when the one before it has
 * ended. Unlike {@link Stream#flatMap} it gathers nothing, however a stream of it is used.
 */
public final class ConcatIterator<A, B> implements Iterator<B> {
    private final Iterator<? extends A> from;
    private final Function<A, Iterator<B>> each;
    private Iterator<B> now = java.util.Collections.emptyIterator();

    public ConcatIterator(Iterator<? extends A> from, Function<A, Iterator<B>> each) {
        this.from = from;
        this.each = each;
    }

    /** A stream of what an iterator gives. */
    public static <T> Stream<T> stream(Iterator<T> all) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        while (!now.hasNext() && from.hasNext()) {
            now = each.apply(from.next());
        }
        return now.hasNext();
    }

    @Override
    public B next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return now.next();
    }
}
