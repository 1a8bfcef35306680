// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.StoreProvider;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Opens {@code file:///folder}. */
public final class LocalStoreProvider implements StoreProvider {
    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public ObjectStore open(URI uri) throws StoreException {
        return LocalStore.open(folder(uri));
    }

    @Override
    public ObjectStore openExisting(URI uri) throws StoreException {
        return LocalStore.openExisting(folder(uri));
    }

    @Override
    public ObjectStore create(URI uri, StoreRoot root, long epoch) throws StoreException {
        return LocalStore.create(folder(uri), root, epoch);
    }

    @Override
    public List<ProbeFinding> analyze(URI uri) throws StoreException {
        LocalLayout layout = new LocalLayout(folder(uri));
        LocalFolder.existing(layout);
        return new FolderProbe(layout).run();
    }

    private static Path folder(URI uri) throws RefusedException {
        boolean here = uri.getAuthority() == null;
        if (!here || uri.getPath() == null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new RefusedException(
                    "The URI of a store in a folder is file:///path, without host or query, not "
                            + uri);
        }
        try {
            return Path.of(uri.getPath());
        } catch (InvalidPathException e) {
            throw new RefusedException(
                    "There can be no folder at " + uri + " on this machine: " + e.getReason(), e);
        }
    }
}
