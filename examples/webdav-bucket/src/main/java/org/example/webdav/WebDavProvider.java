// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.RefusedException;
import java.net.URI;
import java.util.Optional;

/**
 * Opens {@code webdav://host:port/folder}, by HTTPS with {@code ?tls=true}. The user comes from
 * {@code WEBDAV_USER} and {@code WEBDAV_PASSWORD} in the environment.
 */
public final class WebDavProvider implements BucketProvider {
    @Override
    public String scheme() {
        return "webdav";
    }

    @Override
    public BlobClient open(URI uri) throws RefusedException {
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        boolean isSound =
                uri.getHost() != null
                        && uri.getUserInfo() == null
                        && query.matches("|tls=true|tls=false");
        if (!isSound) {
            throw new RefusedException(
                    "The URI of a store on WebDAV is webdav://host:port/folder, with ?tls=true"
                            + " for HTTPS and without user, not one of the host "
                            + uri.getHost());
        }
        String folder = uri.getRawPath().replaceAll("^/+|/+$", "");
        URI server =
                URI.create(
                        (query.equals("tls=true") ? "https://" : "http://")
                                + uri.getRawAuthority()
                                + (folder.isEmpty() ? "/" : "/" + folder + "/"));
        return new WebDavClient(
                server,
                Optional.ofNullable(System.getenv("WEBDAV_USER")),
                Optional.ofNullable(System.getenv("WEBDAV_PASSWORD")));
    }
}
