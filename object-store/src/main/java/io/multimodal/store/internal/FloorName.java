// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.ControlDocuments;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a lease or a root: {@code <floor>-<24 hexadecimal digits>}, and of a root that ends
 * {@code -<seconds>} behind it. It says from which epoch on everything is kept, and for how long,
 * so that a listing tells all that, and is used once.
 *
 * @param floor an epoch, at least 1
 * @param text the whole name
 * @param life after that it ends, in whole seconds since it was written; empty if it does not
 */
public record FloorName(long floor, String text, Optional<Duration> life) {
    /** The longest life: about 317 years. */
    public static final Duration MAX_LIFE = Duration.ofSeconds(9_999_999_999L);

    private static final Pattern NAME =
            Pattern.compile("([1-9][0-9]{0,17})-[0-9a-f]{24}(?:-([1-9][0-9]{0,9}))?");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A name that nobody has used, nor will. */
    public static FloorName fresh(long floor) {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        return new FloorName(
                floor, floor + "-" + HexFormat.of().formatHex(random), Optional.empty());
    }

    /**
     * The same of a root that ends.
     *
     * @param life from a second to {@link #MAX_LIFE}; parts of a second count as a whole one
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public static FloorName fresh(long floor, Duration life) {
        Duration whole = Duration.ofSeconds(life.plusNanos(999_999_999).toSeconds());
        if (life.isNegative() || life.isZero() || whole.compareTo(MAX_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "A root ends after a time from 1 s to %d s, not after %s"
                            .formatted(MAX_LIFE.toSeconds(), life));
        }
        return new FloorName(
                floor, fresh(floor).text() + "-" + whole.toSeconds(), Optional.of(whole));
    }

    /**
     * Reads a name.
     *
     * @param place where it was found, for messages
     * @throws RefusedException if it has another form: a newer release may have made it, and what
     *     it keeps is unknown
     */
    public static FloorName parse(String name, String place) throws RefusedException {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new RefusedException(
                    "This release cannot read the name '"
                            + name.substring(0, Math.min(80, name.length()))
                            + "' of "
                            + place
                            + ", which says what is kept; use the newest release that works with"
                            + " this store, or remove the name if no release made it");
        }
        return new FloorName(
                Long.parseLong(matcher.group(1)),
                name,
                Optional.ofNullable(matcher.group(2)).map(Long::valueOf).map(Duration::ofSeconds));
    }

    /** The names of a folder of control documents. Blocks. */
    public static List<FloorName> list(ControlDocuments control, String folder)
            throws StoreException {
        List<FloorName> names = new ArrayList<>();
        for (ControlDocuments.Entry entry : control.list(folder)) {
            names.add(parse(entry.name(), folder + "/"));
        }
        return names;
    }
}
