// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectPresigner;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a URL by which anybody may fetch an object for a while. */
@Command(
        name = "presign",
        description = "Prints a URL that fetches an object from a bucket without credentials.",
        footer = {"", "Example:", "  bin/store presign cas:1:... --expires 12h"})
final class PresignCommand extends StoreCommand {
    @Parameters(paramLabel = "REF", description = "a reference: cas:1:..., inl:1:..., ext:1:...")
    private String reference;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "how long the URL is valid: 30s, 15m, 12h, up to 7d (default: 15m)")
    private String lifetime;

    private static final Pattern EXPIRES = Pattern.compile("([1-9][0-9]{0,6})([smhd])");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    @Override
    int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        Duration expires = expires(lifetime);
        if (!(call.reference(reference) instanceof StoredRef ref)) {
            throw new MisuseException("Only what lies in a store has a URL there");
        }
        try (ObjectStore store = call.open()) {
            URI url = store.presign(ref, expires);
            if (call.json()) {
                call.out()
                        .println(
                                new JsonLine()
                                        .with("url", url.toString())
                                        .with("expires-seconds", expires.toSeconds()));
            } else {
                call.out().println(url);
            }
        }
        return StoreTool.WELL;
    }

    private static Duration expires(String text) throws MisuseException {
        Matcher parts = EXPIRES.matcher(text);
        if (!parts.matches()) {
            throw new MisuseException("--expires takes 30s, 15m, 12h or 7d, not '" + text + "'");
        }
        try {
            return ObjectPresigner.checkedExpires(
                    UNITS.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }
}
