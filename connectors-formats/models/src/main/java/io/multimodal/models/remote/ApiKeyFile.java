// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.models.spi.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The file of keys: a line for each, of the beginning of the URLs that get it, a space and the key.
 * Empty lines and those that begin with {@code #} say nothing. No message quotes a line.
 *
 * <p>A key goes to URLs under its own beginning only: who may write statements, but not the file,
 * cannot send it elsewhere.
 */
public final class ApiKeyFile {
    private static final int MAX_FILE_BYTES = 64 << 10;

    /** A key of a service of ours; shorter ones can be guessed. */
    private static final int MIN_KEY_CHARS = 16;

    /** A container may hand secrets out to its group, to read. */
    private static final Set<PosixFilePermission> TOO_MUCH =
            EnumSet.of(
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    private ApiKeyFile() {}

    /**
     * The key for an endpoint: that of the longest beginning; empty if no line is for it. Blocks.
     *
     * @throws ModelException if the file cannot be used
     */
    public static Optional<ApiKey> keyFor(URI endpoint, Path file) throws ModelException {
        String best = "";
        ApiKey key = null;
        int number = 0;
        for (String line : read(file).lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split("\\s+", -1);
            if (parts.length != 2 || !parts[0].matches("https?://.+")) {
                throw refused(
                        file,
                        "line " + number + " is not the beginning of a URL, a space and a key",
                        null);
            }
            if (parts[0].length() > best.length() && covers(parts[0], endpoint)) {
                best = parts[0];
                key = ApiKey.of(parts[1]);
            }
        }
        return Optional.ofNullable(key);
    }

    /**
     * The key of a file that holds one and nothing else. Blocks.
     *
     * @throws ModelException if the file cannot be used
     */
    public static ApiKey only(Path file) throws ModelException {
        String key = read(file).strip();
        if (key.length() < MIN_KEY_CHARS || !key.matches("[!-~]+")) {
            throw refused(
                    file,
                    "it is to hold one key of at least "
                            + MIN_KEY_CHARS
                            + " characters without spaces, and nothing else",
                    null);
        }
        return ApiKey.of(key);
    }

    /** Whole hosts and whole segments of a path. */
    static boolean covers(String beginning, URI endpoint) {
        String url =
                endpoint.getScheme() + "://" + endpoint.getRawAuthority() + endpoint.getRawPath();
        String folder = beginning.endsWith("/") ? beginning : beginning + "/";
        return (url + "/").startsWith(folder) && !url.contains("/../");
    }

    private static String read(Path file) throws ModelException {
        try {
            checkPermissions(file);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
                if (bytes.length > MAX_FILE_BYTES) {
                    throw refused(file, "it is longer than " + MAX_FILE_BYTES + " bytes", null);
                }
                return new String(bytes, UTF_8);
            }
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw refused(
                    file,
                    "reading it failed with "
                            + e.getClass().getSimpleName()
                            + "; the file has to be on every machine that runs tasks",
                    e);
        }
    }

    private static void checkPermissions(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> given = EnumSet.copyOf(TOO_MUCH);
        given.retainAll(view.readAttributes().permissions());
        if (!given.isEmpty()) {
            throw refused(
                    file, "others may use the file (" + given + "); run chmod 600 on it", null);
        }
    }

    private static ModelException refused(Path file, String why, Throwable cause) {
        return new ModelException("Cannot use the keys of models in " + file + ": " + why, cause);
    }
}
