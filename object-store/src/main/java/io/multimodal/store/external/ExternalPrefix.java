// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.store.RefusedException;
import java.net.URI;
import java.util.List;

/**
 * A place under which external objects may be read: a folder, a bucket or a part of one, a part of
 * a web server. It comes from configuration and from nowhere else.
 *
 * @param place the place; its segments do not end in an empty one
 * @param configured as it was written, for s3 with the options of the server in its query
 */
public record ExternalPrefix(ExternalUri place, URI configured) {
    /**
     * A prefix as it is configured.
     *
     * @param text {@code file:///folder/}, {@code https://host/path/}, or {@code s3://bucket/path/}
     *     with the options that a store in S3 has: {@code ?endpoint=...&region=...}
     * @throws RefusedException if it is none
     */
    public static ExternalPrefix parse(String text) throws RefusedException {
        int query = text.indexOf('?');
        boolean s3 = text.regionMatches(true, 0, "s3:", 0, 3);
        try {
            ExternalUri place =
                    ExternalUri.parse(s3 && query >= 0 ? text.substring(0, query) : text);
            if (!s3 && query >= 0) {
                throw ExternalUri.refused("a prefix has no query");
            }
            int last = place.segments().size() - 1;
            boolean slash = last >= 0 && place.segments().get(last).isEmpty();
            List<String> segments = slash ? place.segments().subList(0, last) : place.segments();
            return new ExternalPrefix(
                    new ExternalUri(
                            place.scheme(), place.host(), place.port(), segments, place.uri()),
                    URI.create(text));
        } catch (RefusedException e) {
            throw new RefusedException("Cannot configure an external prefix: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("Cannot configure an external prefix: its query is none", e);
        }
    }

    /** Whether a URI lies under it: the same server, and all segments of the prefix, whole. */
    boolean contains(ExternalUri uri) {
        List<String> mine = place.segments();
        List<String> others = uri.segments();
        return place.scheme().equals(uri.scheme())
                && place.host().equals(uri.host())
                && place.port() == uri.port()
                && others.size() >= mine.size()
                && others.subList(0, mine.size()).equals(mine);
    }

    /** Without the options. */
    @Override
    public String toString() {
        return place.toString();
    }
}
