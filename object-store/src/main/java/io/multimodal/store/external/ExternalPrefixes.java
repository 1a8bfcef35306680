// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.PlaceNotAllowedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.http.Addresses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All configured prefixes. They decide which objects outside the stores may be read. Immutable. */
@Public
public final class ExternalPrefixes {
    private final List<ExternalPrefix> longestFirst;

    private ExternalPrefixes(List<ExternalPrefix> longestFirst) {
        this.longestFirst = List.copyOf(longestFirst);
    }

    /**
     * The prefixes as they are configured, of the schemes that are found for this thread.
     *
     * @throws RefusedException if one of them is none
     */
    public static ExternalPrefixes parse(Collection<String> texts) throws RefusedException {
        return parse(texts, ExternalSchemes.find());
    }

    static ExternalPrefixes parse(Collection<String> texts, ExternalSchemes schemes)
            throws RefusedException {
        List<ExternalPrefix> prefixes = new ArrayList<>();
        for (String text : texts) {
            prefixes.add(ExternalPrefix.parse(text, schemes));
        }
        prefixes.sort(
                Comparator.comparing(ExternalPrefix::reach)
                        .thenComparing(
                                prefix -> prefix.place().segments().size(),
                                Comparator.reverseOrder())
                        .thenComparing(prefix -> prefix.configured().toString()));
        return new ExternalPrefixes(prefixes);
    }

    /**
     * The longest prefix that a URI lies under; one that names the host comes before a wildcard.
     *
     * @throws PlaceNotAllowedException if it lies under none
     */
    public ExternalPrefix of(ExternalUri uri) throws RefusedException {
        return find(uri)
                .orElseThrow(
                        () ->
                                new PlaceNotAllowedException(
                                        "Cannot read the external object "
                                                + uri
                                                + ": it lies under none of the configured prefixes "
                                                + (longestFirst.isEmpty()
                                                        ? "(none are)"
                                                        : longestFirst)
                                                + "; configure one with"
                                                + " 'multimodal.external.<name>.prefix', or"
                                                + " --external for bin/store"));
    }

    /**
     * Checks that a web server may be asked for a URI: it lies under a prefix, and the addresses of
     * its host may be reached. Blocks while it looks the host up.
     *
     * @throws PlaceNotAllowedException if it may not
     */
    public void checkWeb(ExternalUri uri) throws RefusedException {
        if (!uri.isWeb()) {
            throw new PlaceNotAllowedException(
                    "Cannot fetch " + uri + ": it is neither http:// nor https://");
        }
        Addresses.check(uri.host(), of(uri).reach());
    }

    /** The longest prefix that a URI lies under; empty where there is none. */
    public Optional<ExternalPrefix> find(ExternalUri uri) {
        return longestFirst.stream().filter(prefix -> prefix.contains(uri)).findFirst();
    }

    @Override
    public String toString() {
        return longestFirst.toString();
    }
}
