// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.PlaceNotAllowedException;
import io.multimodal.store.error.RefusedException;
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

    static ExternalPrefixes parse(Collection<String> texts, ExternalSchemes schemes)
            throws RefusedException {
        List<ExternalPrefix> prefixes = new ArrayList<>();
        for (String text : texts) {
            prefixes.add(ExternalPrefix.parse(text, schemes));
        }
        prefixes.sort(
                Comparator.<ExternalPrefix>comparingInt(prefix -> prefix.place().segments().size())
                        .reversed()
                        .thenComparing(prefix -> prefix.configured().toString()));
        return new ExternalPrefixes(prefixes);
    }

    /**
     * The longest prefix that a URI lies under.
     *
     * @throws PlaceNotAllowedException if it lies under none
     */
    ExternalPrefix of(ExternalUri uri) throws RefusedException {
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

    /** The longest prefix that a URI lies under; empty where there is none. */
    Optional<ExternalPrefix> find(ExternalUri uri) {
        return longestFirst.stream().filter(prefix -> prefix.contains(uri)).findFirst();
    }

    @Override
    public String toString() {
        return longestFirst.toString();
    }
}
