// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.ControlDocuments;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a lease or a root: {@code <floor>-<24 hexadecimal digits>}. It says from which epoch
 * on everything is kept, so that a listing tells all floors, and is used once.
 *
 * @param floor an epoch, at least 1
 * @param text the whole name
 */
public record FloorName(long floor, String text) {
    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,17})-[0-9a-f]{24}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A name that nobody has used, nor will. */
    public static FloorName fresh(long floor) {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        return new FloorName(floor, floor + "-" + HexFormat.of().formatHex(random));
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
        return new FloorName(Long.parseLong(matcher.group(1)), name);
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
