// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The samples of a shard: runs of adjacent members of one key, as the Python package groups them.
 * Members without a dot in their name, hidden ones and {@code __…__} belong to no sample. Used by
 * one thread.
 */
final class TarSamples implements Samples {
    /** A sample with more members is refused: its names are held in memory. */
    static final int MOST_MEMBERS = 1000;

    private static final Pattern META = Pattern.compile("__[^/]*__(/|$)");

    private final TarMembers members;
    private Keyed ahead;

    TarSamples(TarMembers members) {
        this.members = members;
    }

    @Override
    public TarSample next() throws IOException {
        Keyed first = ahead == null ? nextKeyed() : ahead;
        if (first == null) {
            return null;
        }
        Map<String, TarMember> bySuffix = new LinkedHashMap<>();
        String fault = null;
        Keyed member = first;
        do {
            if (bySuffix.size() == MOST_MEMBERS) {
                fault = "it has more than %d members".formatted(MOST_MEMBERS);
            } else if (bySuffix.putIfAbsent(member.suffix, member.member) != null) {
                fault = "it has the member '%s' twice".formatted(member.suffix);
            }
            member = nextKeyed();
        } while (member != null && member.key.equals(first.key));
        ahead = member;
        long end = member == null ? members.position() : member.member.headerOffset();
        return new TarSample(first.key, bySuffix, first.member.headerOffset(), end, fault);
    }

    /** Whether a member or its folder is a note about the shard, such as {@code __index__/0}. */
    static boolean isMeta(String name) {
        return META.matcher(name).lookingAt();
    }

    private Keyed nextKeyed() throws IOException {
        TarMember member;
        while ((member = members.next()) != null) {
            String name = member.name();
            int base = name.lastIndexOf('/') + 1;
            int dot = name.indexOf('.', base);
            if (dot > base && !isMeta(name)) {
                return new Keyed(
                        name.substring(0, dot),
                        name.substring(dot + 1).toLowerCase(Locale.ROOT),
                        member);
            }
        }
        return null;
    }

    private record Keyed(String key, String suffix, TarMember member) {}
}
