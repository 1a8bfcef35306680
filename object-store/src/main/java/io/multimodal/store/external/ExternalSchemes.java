// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.spi.Extensions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemes of external objects and who reads them: the built-in ones, then those of third
 * parties. A built-in scheme cannot be taken over. Two are equal if the schemes are read by the
 * same classes. Immutable; thread-safe.
 *
 * <p>Find them where a job opens something, in the task's own thread, and keep them. Holds the
 * providers, and with them a job's class loader; let go of it when the job ends.
 */
@Public
public final class ExternalSchemes {
    private static final Set<String> BUILT_IN = Set.of("file", "http", "https", "s3");
    private static final String OURS = "io.multimodal.store.";

    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(ExternalSchemes.class);
    }

    private final Map<String, ExternalProvider> providers;

    private ExternalSchemes(Map<String, ExternalProvider> providers) {
        this.providers = Map.copyOf(providers);
    }

    /**
     * The schemes that {@link Extensions} finds for this thread: those of each {@link
     * ExternalProvider}, and those of each {@link BucketProvider} that no other provider has.
     */
    public static ExternalSchemes find() {
        List<ExternalProvider> found = new ArrayList<>(Extensions.of(ExternalProvider.class));
        Set<String> taken = new HashSet<>();
        found.forEach(provider -> taken.addAll(provider.schemes()));
        for (BucketProvider clients : Extensions.of(BucketProvider.class)) {
            String scheme = clients.scheme();
            boolean builtIn = BUILT_IN.contains(scheme);
            boolean ours = clients.getClass().getName().startsWith(OURS);
            if ((ours || !builtIn) && taken.add(scheme)) {
                found.add(new BucketExternalProvider(clients));
            }
        }
        return of(found);
    }

    /**
     * The built-in schemes, and of the others those that a prefix names: jobs that differ in other
     * extensions alone share what is keyed by their schemes.
     *
     * @param prefixes as they are configured
     */
    public static ExternalSchemes find(Collection<String> prefixes) {
        Map<String, ExternalProvider> providers = new HashMap<>(find().providers);
        providers
                .keySet()
                .removeIf(scheme -> !BUILT_IN.contains(scheme) && !isNamed(scheme, prefixes));
        return new ExternalSchemes(providers);
    }

    private static boolean isNamed(String scheme, Collection<String> prefixes) {
        return prefixes.stream()
                .anyMatch(prefix -> prefix.toLowerCase(Locale.ROOT).startsWith(scheme + ":"));
    }

    /**
     * Whether the URIs of a scheme name buckets, whose objects can be listed.
     *
     * @param scheme in lower case
     */
    public boolean isBucket(String scheme) {
        return providers.get(scheme) instanceof BucketExternalProvider;
    }

    /**
     * The schemes of these providers: of each scheme the first; one that takes what is built in is
     * left out and logged.
     */
    public static ExternalSchemes of(List<ExternalProvider> found) {
        Map<String, ExternalProvider> providers = new HashMap<>();
        for (ExternalProvider provider : found) {
            for (String scheme : provider.schemes()) {
                boolean own =
                        !BUILT_IN.contains(scheme)
                                || provider.getClass().getName().startsWith(OURS);
                if (!own
                        || !scheme.matches("[a-z][a-z0-9+.-]*")
                        || providers.putIfAbsent(scheme, provider) != null) {
                    Log.LOG.warn(
                            "{} does not get the scheme '{}' of external objects: {}",
                            provider.getClass().getName(),
                            scheme,
                            own ? "another provider has it, or it is not one" : "it is built in");
                }
            }
        }
        return new ExternalSchemes(providers);
    }

    /** As {@link ExternalProvider#defaultPort}; null for a scheme without a provider. */
    Integer defaultPort(String scheme) {
        ExternalProvider provider = providers.get(scheme);
        return provider == null ? null : provider.defaultPort(scheme);
    }

    /** The provider of the scheme; there is one for each URI that was parsed with these schemes. */
    ExternalProvider provider(String scheme) throws RefusedException {
        ExternalProvider provider = providers.get(scheme);
        if (provider == null) {
            throw ExternalUri.refused("no provider reads the scheme " + scheme);
        }
        return provider;
    }

    /** For a message: how the URIs of all schemes begin. */
    String forms() {
        return Stream.concat(
                        Stream.of("file:///", "s3://", "http://", "https://"),
                        added().stream().map(scheme -> scheme + "://"))
                .collect(Collectors.joining(", "));
    }

    private Set<String> added() {
        Set<String> added = new TreeSet<>(providers.keySet());
        added.removeAll(BUILT_IN);
        return added;
    }

    private Map<String, Class<?>> classes() {
        return providers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> classOf(each.getValue())));
    }

    private static Class<?> classOf(ExternalProvider provider) {
        return provider instanceof BucketExternalProvider bucket
                ? bucket.clientClass()
                : provider.getClass();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExternalSchemes schemes && schemes.classes().equals(classes());
    }

    @Override
    public int hashCode() {
        return classes().hashCode();
    }

    @Override
    public String toString() {
        return new TreeSet<>(providers.keySet()).toString();
    }
}
