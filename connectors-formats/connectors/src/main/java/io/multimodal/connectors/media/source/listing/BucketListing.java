// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.external.ExternalItem;
import io.multimodal.store.external.ExternalObjects;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Iterator;
import org.apache.flink.core.fs.Path;

/**
 * The objects of a bucket below a prefix, in the order in which the service lists them. A folder in
 * which no object is wanted is jumped over.
 */
final class BucketListing implements FileStream {
    /** So many unwanted objects are passed over before another request is sent to jump. */
    private static final int PASSED_OVER = 1000;

    /** Comes behind all that keys hold. */
    private static final String LAST = new String(Character.toChars(0x10FFFD));

    private final ExternalObjects objects;
    private final URI place;
    private final String folder;
    private final PathPattern pattern;
    private final FileFilter filter;
    private final boolean mustExist;

    private Iterator<ExternalItem> items = Collections.emptyIterator();
    private boolean begun;
    private boolean seen;
    private String position;

    /** The folder of the last object, what is known of it, and which part of it is unwanted. */
    private String lastFolder = "";

    private long states;
    private String unwanted;
    private int passedOver;

    /**
     * @param root as {@code s3://bucket/prefix/}
     * @param position the {@link ListedFile#key} behind which it begins; empty for the beginning
     * @param mustExist whether it is an error that there is no object at all
     */
    BucketListing(
            ExternalObjects objects,
            String root,
            PathPattern pattern,
            FileFilter filter,
            String position,
            boolean mustExist) {
        this.objects = objects;
        this.place = URI.create(uri(root));
        String path = place.getPath();
        this.folder = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        this.pattern = pattern;
        this.filter = filter;
        this.position = position;
        this.mustExist = mustExist && position.isEmpty();
        this.states = pattern.start();
        this.lastFolder = folder.isEmpty() ? "/" : folder;
    }

    /**
     * A place as a URI.
     *
     * @param root its path is taken as it is written, without escapes
     */
    static String uri(String root) {
        int path = root.indexOf('/', root.indexOf("://") + 3);
        int end = path < 0 ? root.length() : path;
        try {
            URI server = new URI(root.substring(0, end));
            return uri(server, root.substring(end)).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("No bucket is named by '" + root + "'", e);
        }
    }

    private static URI uri(URI server, String path) throws URISyntaxException {
        return new URI(server.getScheme(), server.getRawAuthority(), path, null, null);
    }

    @Override
    public ListedFile next() throws IOException {
        try {
            if (!begun) {
                begun = true;
                list();
            }
            while (items.hasNext()) {
                ExternalItem item = items.next();
                seen = true;
                ListedFile file = file(item);
                if (file != null && filter.wants(file)) {
                    return file;
                }
                if (passedOver >= PASSED_OVER) {
                    position = unwanted + LAST;
                    list();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return seen ? null : single();
    }

    private void list() throws StoreException {
        passedOver = 0;
        String after = position.isEmpty() ? "" : position.substring(1);
        items = objects.list(place.toString(), "", after);
    }

    /** Null where it is not one of the pattern. */
    private ListedFile file(ExternalItem item) {
        String path = "/" + item.key();
        int slash = path.lastIndexOf('/') + 1;
        if (slash == path.length()) {
            return null; // What some tools put to show a folder.
        }
        enter(path.substring(0, slash));
        if (unwanted != null) {
            passedOver++;
            return null;
        }
        return pattern.matches(states, path.substring(slash)) ? listed(item, path) : null;
    }

    private void enter(String path) {
        if (path.equals(lastFolder) || (unwanted != null && path.startsWith(unwanted))) {
            return;
        }
        lastFolder = path;
        states = pattern.start();
        unwanted = null;
        passedOver = 0;
        for (int at = Math.max(1, folder.length()), end; at < path.length(); at = end + 1) {
            end = path.indexOf('/', at);
            states = pattern.into(states, path.substring(at, end));
            if (states == PathPattern.NONE || !filter.wantsBelow(path.substring(0, end))) {
                unwanted = path.substring(0, end + 1);
                return;
            }
        }
    }

    private ListedFile listed(ExternalItem item, String path) {
        try {
            return new ListedFile(
                    new Path(uri(place, path)),
                    item.sizeBytes(),
                    item.modified().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS),
                    item.etag());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(
                    new IOException("Cannot list the object '" + path + "' of " + place, e));
        }
    }

    /** The path may be that of one object. */
    private ListedFile single() throws IOException {
        seen = true;
        String path = place.getPath();
        int slash = path.lastIndexOf('/') + 1;
        if (position.isEmpty() && slash < path.length()) {
            String parent = place.toString();
            Iterator<ExternalItem> items =
                    objects.list(
                            parent.substring(0, parent.lastIndexOf('/') + 1),
                            path.substring(slash),
                            "");
            if (items.hasNext()) {
                ExternalItem item = items.next();
                if (("/" + item.key()).equals(path)) {
                    return listed(item, path);
                }
            }
        }
        if (mustExist) {
            throw new FileNotFoundException(
                    "Cannot list '"
                            + place
                            + "': there is no such object, and none below it. Check the option 'path' of the table.");
        }
        return null;
    }
}
