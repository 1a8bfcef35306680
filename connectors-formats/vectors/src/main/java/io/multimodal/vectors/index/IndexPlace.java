// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where an index is: a store with its segments and, beside it, its manifests.
 *
 * @param root the URI of a folder or a bucket, without a slash at the end of its path
 */
public record IndexPlace(String root) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The place of an option.
     *
     * @param path of a folder, or a URI
     * @throws IllegalArgumentException if it is neither
     */
    public static IndexPlace of(String path) {
        URI uri =
                path.contains(":")
                        ? URI.create(path)
                        : URI.create("file://" + Path.of(path).toUri().getRawPath());
        if (uri.getScheme() == null || uri.getPath() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "it is the path of a folder, or a URI without a user, such as s3://bucket/vectors");
        }
        return new IndexPlace(child(uri, "").toString());
    }

    /** Where the objects of segments are. */
    public String objects() {
        return child(URI.create(root), "/objects").toString();
    }

    /** Where the manifests are. */
    public URI versions() {
        return child(URI.create(root), "/versions");
    }

    private static URI child(URI uri, String name) {
        StringBuilder text = new StringBuilder(uri.getScheme()).append("://");
        if (uri.getRawAuthority() != null) {
            text.append(uri.getRawAuthority());
        }
        text.append(uri.getRawPath().replaceAll("/+$", "")).append(name);
        if (uri.getRawQuery() != null) {
            text.append('?').append(uri.getRawQuery());
        }
        return URI.create(text.toString());
    }

    /** The place without its options, for messages. */
    @Override
    public String toString() {
        return root.replaceAll("\\?.*$", "");
    }
}
