// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.StoreConfig;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.external.ExternalProvider;
import io.multimodal.store.spi.Extensions;
import io.multimodal.store.spi.StoreProvider;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the backends of a configuration come from. Jobs share the stores whose backends are ours.
 * Stores of a backend that a job brings belong to that job: Flink closes its class loader when the
 * job ends, and with it the backend.
 */
final class BackendLoader {
    private BackendLoader() {}

    /** Ours, or the current context class loader where one of the backends comes from it alone. */
    static ClassLoader of(StoreConfig config) {
        Set<String> schemes = new HashSet<>();
        Stream.concat(config.stores().values().stream(), config.externals().values().stream())
                .forEach(uri -> schemes.add(scheme(uri)));
        ClassLoader ours = BackendLoader.class.getClassLoader();
        boolean all =
                Stream.of(
                                Extensions.of(StoreProvider.class).stream()
                                        .filter(each -> schemes.contains(each.scheme())),
                                Extensions.of(BucketProvider.class).stream()
                                        .filter(each -> schemes.contains(each.scheme())),
                                Extensions.of(ExternalProvider.class).stream()
                                        .filter(
                                                each ->
                                                        each.schemes().stream()
                                                                .anyMatch(schemes::contains)))
                        .flatMap(each -> each)
                        .allMatch(each -> isSeenBy(ours, each.getClass().getClassLoader()));
        return all ? ours : Thread.currentThread().getContextClassLoader();
    }

    private static String scheme(String uri) {
        return uri.substring(0, Math.max(0, uri.indexOf(':'))).toLowerCase(Locale.ROOT);
    }

    private static boolean isSeenBy(ClassLoader ours, ClassLoader loader) {
        for (ClassLoader at = ours; at != null; at = at.getParent()) {
            if (at == loader) {
                return true;
            }
        }
        return loader == null;
    }
}
