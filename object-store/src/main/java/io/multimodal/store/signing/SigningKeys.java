// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.multimodal.store.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The file of keys: a line for each, of its id (two hexadecimal digits), a space and the key (64 of
 * them). The first key signs, all verify. Empty lines and those that begin with {@code #} say
 * nothing. No message quotes a line.
 */
final class SigningKeys {
    static final String ALGORITHM = "HmacSHA256";

    private static final int MAX_FILE_BYTES = 64 << 10;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{2}) ([0-9a-f]{64})");

    /** A container may hand secrets out to its group, to read. */
    private static final Set<PosixFilePermission> TOO_MUCH =
            EnumSet.of(
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    private SigningKeys() {}

    /** The keys by id, the one that signs first. */
    static Map<Integer, SecretKey> read(Path file) throws RefusedException {
        try {
            checkPermissions(file);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
                if (bytes.length > MAX_FILE_BYTES) {
                    throw refused(file, "it is longer than " + MAX_FILE_BYTES + " bytes");
                }
                return parse(file, new String(bytes, ISO_8859_1));
            }
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedException(
                    "Cannot read the signing keys in "
                            + file
                            + ": "
                            + e.getClass().getSimpleName()
                            + "; the file has to be on every machine that reads or writes"
                            + " references",
                    e);
        }
    }

    private static Map<Integer, SecretKey> parse(Path file, String text) throws RefusedException {
        Map<Integer, SecretKey> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line.strip());
            if (!parts.matches()) {
                throw refused(file, "line " + number + " is not <2 hex> <64 hex>, in lower case");
            }
            byte[] key = HexFormat.of().parseHex(parts.group(2));
            int id = Integer.parseInt(parts.group(1), 16);
            if (keys.putIfAbsent(id, new SecretKeySpec(key, ALGORITHM)) != null) {
                throw refused(file, "line " + number + " gives a key id a second time");
            }
        }
        if (keys.isEmpty()) {
            throw refused(file, "it holds none");
        }
        return keys;
    }

    private static void checkPermissions(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> given = new TreeSet<>(view.readAttributes().permissions());
        given.retainAll(TOO_MUCH);
        if (!given.isEmpty()) {
            throw refused(file, "others may use the file (" + given + "); run chmod 600 on it");
        }
    }

    private static RefusedException refused(Path file, String why) {
        return new RefusedException("Cannot use the signing keys in " + file + ": " + why);
    }
}
