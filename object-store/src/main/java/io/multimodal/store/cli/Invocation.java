// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreConfig.Signatures;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.Stores;
import io.multimodal.store.signing.SignedReferenceCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of {@code bin/store} itself, and what its commands work with. */
@Command(
        name = "bin/store",
        customSynopsis = "bin/store [--store URI] [--external PREFIX]... [--json] COMMAND",
        description = "Puts objects into a store, and reads, verifies and copies them.",
        footer = {
            "",
            "bin/store help COMMAND describes the options of a command and gives an example.",
            "Exit codes: 0 success; 1 damaged, not found or failed; 2 misuse.",
            "MULTIMODAL_SIGNING_KEYS names a file of keys; references are then signed with them."
        })
final class Invocation {
    private static final String EXTERNAL = "MULTIMODAL_EXTERNAL";
    private static final String SCHEME = "[A-Za-z][A-Za-z0-9]+:";

    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = "--store",
            scope = ScopeType.INHERIT,
            paramLabel = "URI",
            description =
                    "the folder of the store, or its URI, such as s3://bucket/prefix (default: MULTIMODAL_STORE)")
    private String store;

    private final List<String> external = new ArrayList<>();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "prints one JSON object a line")
    private boolean json;

    @SuppressWarnings("unused")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this help")
    private boolean help;

    /**
     * @param environment the environment's variables
     * @param in where {@code put -} reads
     * @param out results
     * @param err progress and complaints
     */
    Invocation(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Option(
            names = "--external",
            scope = ScopeType.INHERIT,
            paramLabel = "PREFIX",
            description =
                    "a prefix of external objects that may be read, such as https://host/images/; may be repeated"
                            + " (default: those in MULTIMODAL_EXTERNAL, separated by blanks)")
    void addExternal(String prefix) {
        // Picocli gives null before it reads a command line.
        if (prefix != null) {
            external.add(prefix);
        }
    }

    Map<String, String> environment() {
        return environment;
    }

    InputStream in() {
        return in;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean json() {
        return json;
    }

    /** The store, made if it is not there. The caller closes it. */
    ObjectStore openOrMake() throws StoreException, MisuseException {
        return Stores.open(uri());
    }

    /** The store, which must be there. The caller closes it. */
    ObjectStore open() throws StoreException, MisuseException {
        return Stores.openExisting(uri());
    }

    /** Where references enter and leave: signed if there is a file of keys. */
    SignedReferenceCodec referenceCodec() throws RefusedException {
        String keys = environment.getOrDefault("MULTIMODAL_SIGNING_KEYS", "");
        return SignedReferenceCodec.of(
                keys.isBlank() ? Signatures.NONE : Signatures.required(keys));
    }

    /** A reference as the command line has it. */
    ObjectRef reference(String text) throws InvalidReferenceException, RefusedException {
        return referenceCodec().fromText(text.strip());
    }

    /** The prefixes of external objects: from the options, else from the environment. */
    List<String> prefixes() throws MisuseException {
        List<String> texts =
                !external.isEmpty()
                        ? external
                        : List.of(separated(environment.getOrDefault(EXTERNAL, "").strip()));
        List<String> prefixes = new ArrayList<>();
        for (String text : texts) {
            if (!text.isBlank()) {
                prefixes.add(hasScheme(text) ? text : uri(text).toString());
            }
        }
        return prefixes;
    }

    /** A blank may belong to a name: only one that a scheme follows stands between two prefixes. */
    private static String[] separated(String prefixes) throws MisuseException {
        String[] separated = prefixes.split("\\s+(?=" + SCHEME + ")", -1);
        for (String prefix : separated) {
            if (prefix.matches(".*\\s/.*")) {
                throw new MisuseException(
                        "%s holds '%s', which may be one place or two: write each as a URI, and a blank in a name as %%20"
                                .formatted(EXTERNAL, prefix));
            }
        }
        return separated;
    }

    /** What may be read outside the stores. The caller closes it. */
    ExternalObjects externals() throws StoreException, MisuseException {
        return ExternalObjects.under(prefixes());
    }

    /** The object behind a reference, as a verified stream that closes what it needed. */
    InputStream stream(ObjectRef ref) throws IOException, MisuseException {
        if (ref instanceof StoredRef stored) {
            ObjectStore store = open();
            return OwningStream.of(() -> store.open(stored).stream(), store);
        } else if (ref instanceof ExternalRef external) {
            ExternalObjects objects = externals();
            return OwningStream.of(() -> objects.open(external).stream(), objects);
        } else if (ref instanceof InlineRef inline) {
            return new ByteArrayInputStream(inline.content());
        }
        throw new MisuseException("A derived object is not stored; its source is");
    }

    /** Where the store is. */
    URI uri() throws MisuseException {
        String text = store == null ? environment.get("MULTIMODAL_STORE") : store;
        if (text == null || text.isBlank()) {
            throw new MisuseException("Say which store: --store URI, or MULTIMODAL_STORE");
        }
        return lasting(text);
    }

    /** The place of a store that is still there when the command has ended. */
    static URI lasting(String text) throws MisuseException {
        URI uri = uri(text);
        if ("memory".equals(uri.getScheme())) {
            throw new MisuseException(
                    "The store "
                            + uri
                            + " would end with this command, and references to it would lead"
                            + " nowhere; give a folder, file:///folder or s3://bucket/prefix");
        }
        return uri;
    }

    /** A URI, or the URI of a folder. */
    static URI uri(String text) throws MisuseException {
        if (!hasScheme(text)) {
            return Path.of(text).toAbsolutePath().toUri();
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new MisuseException(
                    "'" + CommandLines.redacted(text) + "' is neither a URI nor a path");
        }
    }

    private static boolean hasScheme(String text) {
        return text.matches("(?s)" + SCHEME + ".*");
    }
}
